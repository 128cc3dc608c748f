/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows.c -- seeded random flows of card money: sales, tips, splits, holds, refunds,
 * two tills on one payment, a wire and a processor that fail in every way, kills, clock jumps.  At
 * any moment the difference between processor and journal is what is listed as open; in the end
 * there is none.  The same run shows that it would notice: each mutant must be found.
 *
 *     flows [--flows=N] [--seed=N] [--mutant=K]
 *     flows --world=N                     that world again, as a violation names it
 *     flows --https [--flows=N] ...       over HTTPS at the program sanduq-simulator, which
 *                                         $builddir holds; time is real there, so a seed fixes the
 *                                         acts, not every answer; without mutants
 */
#include "campaign/flows.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

#define WORLD_FLOWS 25
#define STEPS_PER_FLOW 14
#define LISTED_EVERY 40
#define MUTANT_WORLDS 60
#define FLOWS_FOR_ALL 2000         /* in so many, every act must have gone through */

static const char *const act_names[FLOW_ACT_COUNT] = {
#define FLOW_NAME(code, text, weight) text,
	FLOW_ACT_MAP(FLOW_NAME)
#undef FLOW_NAME
};
static const int act_weights[FLOW_ACT_COUNT] = {
#define FLOW_WEIGHT(code, text, weight) weight,
	FLOW_ACT_MAP(FLOW_WEIGHT)
#undef FLOW_WEIGHT
};
static const char *const mutant_names[MUTANT_COUNT] = {
#define MUTANT_NAME(code, text) text,
	MUTANT_MAP(MUTANT_NAME)
#undef MUTANT_NAME
};

static const char *const fate_names[PROCESSOR_FATE_COUNT] = {
	[PROCESSOR_FATE_REPLIED] = "answered",
	[PROCESSOR_FATE_NO_NAME] = "no such host",
	[PROCESSOR_FATE_NO_PEER] = "no connection",
	[PROCESSOR_FATE_NO_TLS] = "no TLS in common",
	[PROCESSOR_FATE_NOT_TRUSTED] = "not trusted",
	[PROCESSOR_FATE_SETTINGS] = "settings",
	[PROCESSOR_FATE_TIMEOUT] = "no answer in time",
	[PROCESSOR_FATE_LOST] = "broken off",
	[PROCESSOR_FATE_TOO_LONG] = "too long",
};

void flow_wrong(struct flow_world *world, const char *format, ...)
{
	va_list args;

	if (world->has_failed)
		return;
	world->has_failed = true;
	va_start(args, format);
	vsnprintf(world->first, sizeof world->first, format, args);
	va_end(args);
	if (!world->is_quiet)
		printf("violation: world %llu: %s\n", (unsigned long long)world->seed,
		       world->first);
}

/* --- faults -------------------------------------------------------------------------------- */

/* The processor's own faults of a world: each kind with a small chance. */
static void script(struct flow_world *world)
{
	static const char *const names[] = {
		"truncated", "wrong-json", "html", "redirect", "rate-limit", "lock", "in-use",
		"500-before", "500-after", "500-retry", "503", "declined", "reader-busy",
		"reader-offline", "reader-timeout", "reader-timeout-after", "connection-error",
	};
	int ppm = world->fault_ppm / (int)(sizeof names / sizeof *names) + 1;
	struct str text = { 0 };

	if (world->mutant == MUTANT_REPLAYED)
		str_addf(&text, "{\"on\":\"writes\",\"ppm\":100000,\"fault\":\"500-after\"}\n");
	for (size_t i = 0; i < sizeof names / sizeof *names && world->fault_ppm > 0; i++)
		str_addf(&text, "{\"on\":\"*\",\"ppm\":%d,\"fault\":\"%s\"}\n", ppm, names[i]);
	if (world->mutant == MUTANT_AMOUNT || random_below(&world->random, 4) == 0)
		str_addf(&text, "{\"on\":\"payment_intents.capture\",\"ppm\":%d,"
				"\"fault\":\"wrong-amount\"}\n",
			 world->mutant == MUTANT_AMOUNT ? 300000 : 5000);
	str_addf(&text, "{\"on\":\"events.list\",\"ppm\":200000,\"fault\":\"events-twice\"}\n"
			"{\"on\":\"events.list\",\"ppm\":200000,\"fault\":\"events-shuffled\"}\n");
	(void)world->bank->set_faults(world, str_text(&text));
	str_done(&text);
}

/* --- a world ------------------------------------------------------------------------------- */

static void open_world(struct flow_world *world)
{
	static const int ppms[] = { 0, 10000, 60000, 200000 };

	random_init_seed(&world->random, world->seed);
	str_format(world->path, sizeof world->path, "flows-%d-%llu.db", (int)getpid(),
		   (unsigned long long)world->seed);
	str_format(world->url, sizeof world->url, "sqlite:%s?synchronous=off", world->path);
	world->fault_ppm = ppms[random_below(&world->random, 4)];
	if (world->mutant != MUTANT_NONE)
		world->fault_ppm = 150000;
	flow_set_mutant(world->mutant);
	world->bank->open(world);
	for (int i = 0; i < FLOW_TILLS; i++)
		flow_mutate(world, i);
	world->bank->spoil(world);
	script(world);
}

static void close_world(struct flow_world *world)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock", ".station-1",
					       ".station-2" };
	char path[200];

	flow_set_mutant(MUTANT_NONE);
	for (int i = FLOW_TILLS - 1; i >= 0; i--) {
		card_house_close(&world->till[i]);
		flow_mutate_end(world, i);
	}
	world->bank->close(world);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		str_format(path, sizeof path, "%s%s", world->path, endings[i]);
		if (!world->has_failed || world->is_quiet)
			unlink(path);
	}
}

static enum flow_act any_act(struct flow_world *world)
{
	int64_t sum = 0, at;

	for (int i = 0; i < FLOW_ACT_COUNT; i++)
		sum += act_weights[i];
	at = (int64_t)random_below(&world->random, (uint64_t)sum);
	for (int i = 0; i < FLOW_ACT_COUNT; i++) {
		at -= act_weights[i];
		if (at < 0)
			return (enum flow_act)i;
	}
	return FLOW_OPEN;
}

static void run_world(struct flow_world *world, int flows)
{
	open_world(world);
	for (int i = 0; i < flows * STEPS_PER_FLOW && !world->has_failed; i++) {
		enum flow_act act = any_act(world);

		world->tried[act]++;
		world->done[act] += flow_act(world, act);
		world->bank->spoil(world);
		world->bank->pass(world, 100 * (int64_t)(1 + random_below(&world->random, 30)));
		if (i % LISTED_EVERY == 0)
			flow_check_listed(world);
	}
	if (!world->has_failed)
		flow_settle(world);
	if (world->has_failed && !world->is_quiet)
		flow_print(world);
	close_world(world);
}

/* --- the campaign --------------------------------------------------------------------------- */

struct total {
	int tried[FLOW_ACT_COUNT], done[FLOW_ACT_COUNT];
	int64_t faults[SIM_FAULT_COUNT], fates[PROCESSOR_FATE_COUNT];
	int64_t captured, refunded, kills;
	int worlds, violations;
};

/* What requests met; the whole number of those that got no whole answer. */
static int64_t print_fates(const struct total *total)
{
	int64_t lost = 0;

	for (int i = 0; i < PROCESSOR_FATE_COUNT; i++) {
		if (total->fates[i] == 0)
			continue;
		printf("%-24s%10lld\n", fate_names[i],
		       (long long)total->fates[i]);
		lost += i == PROCESSOR_FATE_REPLIED ? 0 : total->fates[i];
	}
	return lost;
}

static void add(struct total *total, const struct flow_world *world)
{
	for (int i = 0; i < FLOW_ACT_COUNT; i++) {
		total->tried[i] += world->tried[i];
		total->done[i] += world->done[i];
	}
	for (int i = 0; i < SIM_FAULT_COUNT; i++)
		total->faults[i] += world->faults[i];
	for (int i = 0; i < PROCESSOR_FATE_COUNT; i++)
		total->fates[i] += world->fates[i];
	total->captured += world->captured;
	total->refunded += world->refunded;
	total->kills += world->kills;
	total->worlds++;
	total->violations += world->has_failed;
}

static struct flow_world *world_new(const struct flow_bank *bank, uint64_t seed)
{
	struct flow_world *world = calloc(1, sizeof *world);

	if (world == NULL)
		abort();
	world->bank = bank;
	world->seed = seed;
	return world;
}

/* In how many worlds it was found; 0: it was not. */
static int convict(enum mutant mutant, uint64_t seed)
{
	for (int i = 0; i < MUTANT_WORLDS; i++) {
		struct flow_world *world =
			world_new(&flow_bank_inside, seed * 1000 + 500 + (uint64_t)i);
		bool is_found;

		world->mutant = mutant;
		world->is_quiet = true;
		run_world(world, WORLD_FLOWS);
		is_found = world->has_failed;
		if (is_found)
			printf("mutant %-36s found in world %d: %s\n", mutant_names[mutant], i + 1,
			       world->first);
		free(world);
		if (is_found)
			return i + 1;
	}
	printf("mutant %-36s NOT FOUND\n", mutant_names[mutant]);
	return 0;
}

static int print_acts(const struct total *total)
{
	int empty = 0;

	printf("%-24s%10s%10s\n", "", "tried", "done");
	for (int i = 0; i < FLOW_ACT_COUNT; i++) {
		printf("%-24s%10d%10d\n", act_names[i], total->tried[i], total->done[i]);
		empty += total->done[i] == 0;
	}
	return empty;
}

static void run_worlds(const struct flow_bank *bank, int flows, uint64_t seed, struct total *total)
{
	for (int done = 0; done < flows; done += WORLD_FLOWS) {
		struct flow_world *world =
			world_new(bank, seed * 1000000 + (uint64_t)(done / WORLD_FLOWS));

		run_world(world, flows - done < WORLD_FLOWS ? flows - done : WORLD_FLOWS);
		add(total, world);
		free(world);
	}
}

static int64_t faults_of(const struct total *total)
{
	int64_t faults = 0;

	for (int i = 1; i < SIM_FAULT_COUNT; i++)
		faults += total->faults[i];
	return faults;
}

static int campaign(int flows, uint64_t seed, int only)
{
	struct total total = { 0 };
	int found = 0, mutants = 0, empty;
	bool is_good;

	if (only < 0)
		run_worlds(&flow_bank_inside, flows, seed, &total);
	for (int i = 1; i < MUTANT_COUNT; i++)
		if (only < 0 || only == i) {
			found += convict((enum mutant)i, seed) > 0;
			mutants++;
		}
	empty = only < 0 ? print_acts(&total) : 0;
	is_good = total.violations == 0 && found == mutants &&
		  (empty == 0 || flows < FLOWS_FOR_ALL);
	printf("flows: %s: %d flows in %d worlds, %lld faults on the wire, %lld kills, %lld "
	       "captured, %lld refunded, 0 is the difference in each, %d of %d mutants found, "
	       "%d acts never done, %d violations, seed %llu\n",
	       is_good ? "passed" : "FAILED", flows, total.worlds, (long long)faults_of(&total),
	       (long long)total.kills, (long long)total.captured, (long long)total.refunded, found,
	       mutants, empty, total.violations, (unsigned long long)seed);
	return is_good ? 0 : 1;
}

static int campaign_https(int flows, uint64_t seed)
{
	struct total total = { 0 };
	int64_t lost;
	int empty;

	run_worlds(&flow_bank_https, flows, seed, &total);
	empty = print_acts(&total);
	lost = print_fates(&total);
	printf("flows: %s: over HTTPS, %d flows in %d worlds, %lld requests of %lld without a "
	       "whole answer, %lld kills, %lld captured, %lld refunded, 0 is the difference in "
	       "each, mutants are for the double, %d acts never done, %d violations, seed %llu\n",
	       total.violations == 0 ? "passed" : "FAILED", flows, total.worlds, (long long)lost,
	       (long long)(lost + total.fates[PROCESSOR_FATE_REPLIED]), (long long)total.kills,
	       (long long)total.captured, (long long)total.refunded, empty, total.violations,
	       (unsigned long long)seed);
	return total.violations == 0 ? 0 : 1;
}

static int one_world(const struct flow_bank *bank, uint64_t seed)
{
	struct flow_world *world = world_new(bank, seed);
	bool has_failed;

	run_world(world, WORLD_FLOWS);
	has_failed = world->has_failed;
	printf("world %llu: %s\n", (unsigned long long)seed, has_failed ? world->first : "fine");
	free(world);
	return has_failed;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "flows", required_argument, NULL, 'f' },
		{ "seed", required_argument, NULL, 's' },
		{ "mutant", required_argument, NULL, 'm' },
		{ "world", required_argument, NULL, 'w' },
		{ "https", no_argument, NULL, 'h' },
		{ 0 },
	};
	int64_t flows = 2000, seed = 1, mutant = -1, world = -1;
	const struct flow_bank *bank = &flow_bank_inside;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		int64_t *value = option == 'f'   ? &flows
				 : option == 's' ? &seed
				 : option == 'w' ? &world
						 : &mutant;

		if (option == 'h') {
			bank = &flow_bank_https;
		} else if (option == '?' || !str_int64(optarg, value)) {
			fprintf(stderr, "flows [--flows=N] [--seed=N] [--mutant=K] [--world=N] "
					"[--https]\n");
			return 64;
		}
	}
	if (world >= 0)
		return one_world(bank, (uint64_t)world);
	if (bank == &flow_bank_https)
		return campaign_https((int)flows, (uint64_t)seed);
	return campaign((int)flows, (uint64_t)seed, (int)mutant);
}
