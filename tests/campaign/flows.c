/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows.c -- seeded random flows of card money: sales, tips, splits, holds, refunds,
 * two tills on one payment, a wire and a processor that fail in every way, kills, clock jumps.  At
 * any moment the difference between processor and journal is what is listed as open; in the end
 * there is none.  The same run shows that it would notice: each mutant must be found.
 *
 *     flows [--flows=N] [--seed=N] [--mutant=K]
 *     flows --world=N                     that world again, as a violation names it
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

static enum sim_fault choose_fault(void *arg, const char *key, const struct processor_wire *wire,
				   int attempt, int64_t *ret_arg)
{
	struct flow_world *world = arg;
	enum sim_fault fault = SIM_NONE;

	(void)key;
	(void)wire;
	(void)attempt;
	if ((int)random_below(&world->random, 1000000) < world->fault_ppm)
		fault = (enum sim_fault)(1 + random_below(&world->random, SIM_FAULT_COUNT - 1));
	*ret_arg = 500 + (int64_t)random_below(&world->random, 40000);
	world->faults[fault]++;
	return fault;
}

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
	if (simulator_set_faults(world->till[0].simulator, str_text(&text), text.len) != ERR_OK)
		flow_wrong(world, "the fault script: %s",
			   simulator_problem(world->till[0].simulator));
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
	card_house_open(&world->till[0], world->url, world->seed);
	card_house_join(&world->till[1], &world->till[0], world->url, 2);
	sim_line_reader(world->till[0].simulator, clock_unix_ms(world->till[0].app->clock),
			world->till[1].reader);
	for (int i = 0; i < FLOW_TILLS; i++) {
		flow_mutate(world, i);
		sim_line_hook(world->till[i].line, choose_fault, world);
	}
	script(world);
}

static void close_world(struct flow_world *world)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock", ".station-1",
					       ".station-2" };
	char path[200];

	flow_set_mutant(MUTANT_NONE);
	for (int i = FLOW_TILLS - 1; i >= 0; i--)
		card_house_close(&world->till[i]);
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
		for (int t = 0; t < FLOW_TILLS; t++)
			sim_line_hook(world->till[t].line, choose_fault, world);
		flow_pass(world, 100 * (int64_t)(1 + random_below(&world->random, 30)));
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
	int64_t faults[SIM_FAULT_COUNT];
	int64_t captured, refunded, kills;
	int worlds, violations;
};

static void add(struct total *total, const struct flow_world *world)
{
	for (int i = 0; i < FLOW_ACT_COUNT; i++) {
		total->tried[i] += world->tried[i];
		total->done[i] += world->done[i];
	}
	for (int i = 0; i < SIM_FAULT_COUNT; i++)
		total->faults[i] += world->faults[i];
	total->captured += world->captured;
	total->refunded += world->refunded;
	total->kills += world->kills;
	total->worlds++;
	total->violations += world->has_failed;
}

/* In how many worlds it was found; 0: it was not. */
static int convict(enum mutant mutant, uint64_t seed)
{
	for (int i = 0; i < MUTANT_WORLDS; i++) {
		struct flow_world *world = calloc(1, sizeof *world);
		bool is_found;

		if (world == NULL)
			abort();
		world->seed = seed * 1000 + 500 + (uint64_t)i;
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

static int campaign(int flows, uint64_t seed, int only)
{
	struct total total = { 0 };
	int found = 0, mutants = 0, empty;
	int64_t faults = 0;
	bool is_good;

	for (int done = 0; done < flows && only < 0; done += WORLD_FLOWS) {
		struct flow_world *world = calloc(1, sizeof *world);

		if (world == NULL)
			abort();
		world->seed = seed * 1000000 + (uint64_t)(done / WORLD_FLOWS);
		run_world(world, flows - done < WORLD_FLOWS ? flows - done : WORLD_FLOWS);
		add(&total, world);
		free(world);
	}
	for (int i = 1; i < MUTANT_COUNT; i++)
		if (only < 0 || only == i) {
			found += convict((enum mutant)i, seed) > 0;
			mutants++;
		}
	empty = only < 0 ? print_acts(&total) : 0;
	for (int i = 1; i < SIM_FAULT_COUNT; i++)
		faults += total.faults[i];
	is_good = total.violations == 0 && found == mutants &&
		  (empty == 0 || flows < FLOWS_FOR_ALL);
	printf("flows: %s: %d flows in %d worlds, %lld faults on the wire, %lld kills, %lld "
	       "captured, %lld refunded, 0 is the difference in each, %d of %d mutants found, "
	       "%d acts never done, %d violations, seed %llu\n",
	       is_good ? "passed" : "FAILED", flows, total.worlds, (long long)faults,
	       (long long)total.kills, (long long)total.captured, (long long)total.refunded, found,
	       mutants, empty, total.violations, (unsigned long long)seed);
	return is_good ? 0 : 1;
}

static int one_world(uint64_t seed)
{
	struct flow_world *world = calloc(1, sizeof *world);
	bool has_failed;

	if (world == NULL)
		abort();
	world->seed = seed;
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
		{ 0 },
	};
	int64_t flows = 2000, seed = 1, mutant = -1, world = -1;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		int64_t *value = option == 'f'   ? &flows
				 : option == 's' ? &seed
				 : option == 'w' ? &world
						 : &mutant;

		if (option == '?' || !str_int64(optarg, value)) {
			fprintf(stderr, "flows [--flows=N] [--seed=N] [--mutant=K] [--world=N]\n");
			return 64;
		}
	}
	if (world >= 0)
		return one_world((uint64_t)world);
	return campaign((int)flows, (uint64_t)seed, (int)mutant);
}
