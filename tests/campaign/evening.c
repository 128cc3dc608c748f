/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening.c -- a full evening of table service, from the float to the day's end:
 *                             200 checks at 40 tables, every act of waiters and cashiers between
 *                             one another, readers and wire that fail at times.
 *
 *     evening [--seed=N]
 *
 * Two evenings, of this seed and the next, and up to two more for what is rare.  Ends in the
 * counts of all acts and one line of figures; exits 1 when something does not agree or an act
 * never happened.
 */
#include "campaign/evening.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define EVENINGS 2
#define EVENINGS_MOST 4            /* when something rare did not happen yet */
#define STEPS_MOST 6000
#define STEPS_AFTER_LAST 150       /* guests who stay when nobody comes any more */

void evening_wrong(struct evening *evening, const char *format, ...)
{
	va_list args;

	if (evening->has_failed)
		return;
	evening->has_failed = true;
	printf("violation: evening %llu: ", (unsigned long long)evening->seed);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

int64_t evening_below(struct evening *evening, int64_t n)
{
	return (int64_t)random_below(&evening->random, (uint64_t)n);
}

static int any_act(struct evening *evening)
{
	int sum = 0, at;

	for (int i = 0; evening_acts[i].name != NULL; i++)
		sum += evening_acts[i].weight;
	at = (int)evening_below(evening, sum);
	for (int i = 0;; i++) {
		at -= evening_acts[i].weight;
		if (at < 0)
			return i;
	}
}

static void run(struct evening *evening)
{
	int after = 0;

	for (int step = 0; step < STEPS_MOST && after < STEPS_AFTER_LAST; step++) {
		int act = any_act(evening);

		evening->tried[act]++;
		evening->done[act] += evening_acts[act].run(evening);
		evening_pass(evening, 100 * (1 + evening_below(evening, 4)));
		evening_retire(evening);
		after += evening->opened == EVENING_CHECKS;
		if (evening->has_failed)
			return;
	}
	if (evening->opened < EVENING_CHECKS)
		evening_wrong(evening, "%d checks only", evening->opened);
}

/* How often each act happened, over all evenings. */
struct total {
	int tried[EVENING_ACTS_MAX], done[EVENING_ACTS_MAX];
	int64_t checks, acts, kinds, captures, refunds, faults;
	int evenings, failed;
};

static int count_never(const struct total *total)
{
	int never = 0;

	for (int i = 0; evening_acts[i].name != NULL; i++)
		never += total->done[i] == 0;
	return never;
}

static int print_acts(const struct total *total)
{
	int n = 0;

	for (; evening_acts[n].name != NULL; n++)
		printf("%-24s%8d%8d\n", evening_acts[n].name, total->tried[n], total->done[n]);
	return n;
}

static void add(struct total *total, struct evening *evening)
{
	for (int i = 0; i < EVENING_ACTS_MAX; i++) {
		total->tried[i] += evening->tried[i];
		total->done[i] += evening->done[i];
	}
	total->checks += evening->opened;
	total->acts += evening_number(evening, "SELECT count(*) FROM act WHERE property = $1");
	total->kinds = evening_number(evening, "SELECT count(DISTINCT name) FROM act "
					       "WHERE property = $1");
	total->captures += card_house_effects(&evening->till[0], "capture");
	total->refunds += card_house_effects(&evening->till[0], "refund");
	total->faults += evening->faults;
	total->evenings++;
	total->failed += evening->has_failed;
}

static void spend(struct total *total, uint64_t seed)
{
	static struct evening evening;

	memset(&evening, 0, sizeof evening);
	evening.seed = seed;
	evening_open(&evening);
	run(&evening);
	if (!evening.has_failed)
		evening_end(&evening);
	add(total, &evening);
	evening_close(&evening);
}

int main(int argc, char **argv)
{
	static struct total total;
	int64_t seed = 1;
	bool is_good;
	int never, acts;

	for (int i = 1; i < argc; i++)
		if (strncmp(argv[i], "--seed=", 7) != 0 || !str_int64(argv[i] + 7, &seed)) {
			fprintf(stderr, "evening [--seed=N]\n");
			return 64;
		}
	for (int i = 0; i < EVENINGS || (i < EVENINGS_MOST && count_never(&total) > 0); i++)
		spend(&total, (uint64_t)seed + (uint64_t)i);
	acts = print_acts(&total);
	never = count_never(&total);
	is_good = total.failed == 0 && never == 0;
	printf("evening: %s: %d evenings, %lld checks at %d tables, %d waiters, %d stations, "
	       "%d acts of people, %lld acts of %lld kinds in the books, %lld captures and %lld "
	       "refunds at the processor, %lld faults on the wire, X = Z = journal, 0 over or "
	       "short, %d acts never done, %d violations, seed %lld\n",
	       is_good ? "passed" : "FAILED", total.evenings, (long long)total.checks,
	       EVENING_TABLES, EVENING_WAITERS, EVENING_TILLS, acts, (long long)total.acts,
	       (long long)total.kinds, (long long)total.captures, (long long)total.refunds,
	       (long long)total.faults, never, total.failed, (long long)seed);
	return !is_good;
}
