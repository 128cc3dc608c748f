/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/random_world.h -- a house with three tills at which anything may happen, for
 *                                 test_random.c (the run), random_acts.c (what happens) and
 *                                 random_checks.c (what must be true whatever happened) alone.
 *
 * Shape   an act is chosen with all its arguments before it is tried, so that it can be tried
 *         again as it was, or with one argument changed.  A round is one store from its making to
 *         the last cut; it depends on the seed and its number alone.
 */
#ifndef SANDUQ_TESTS_SERVICE_RANDOM_WORLD_H
#define SANDUQ_TESTS_SERVICE_RANDOM_WORLD_H

#include "base/random.h"
#include "double/house.h"
#include "service/bill.h"
#include "service/pay.h"

#define WORLD_TILLS 3
#define WORLD_BILLS 24
#define WORLD_ACTS_MAX 48
#define TRY_ARGUMENTS 4

/* What an error must not change: how many acts there are, and a sum over all that is state. */
struct footprint {
	int64_t acts, state;
};

struct world {
	struct house till[WORLD_TILLS];
	struct random random;
	int64_t seed, round, step;
	int64_t bills[WORLD_BILLS];  /* the latest opened, in a ring */
	int64_t opened;
	int64_t types[8];            /* ways to pay */
	int n_types;
	int64_t tried, done[WORLD_ACTS_MAX];
	const char *act;             /* at hand */
	bool has_failed;
};

/* One act with everything it is asked to do. */
struct try {
	struct world *world;
	struct house *till;
	struct act act;
	int64_t with[TRY_ARGUMENTS];
	int64_t result;
};

struct random_act {
	const char *name;
	int weight;
	int n;                       /* arguments that make its content */
	bool has_key_of_its_own;     /* made of its content, or never given twice */
	void (*choose)(struct try *try);
	enum err (*run)(struct try *try);
};

/* The acts, ending with { 0 }. */
extern const struct random_act random_acts[];

/* Those of random_moves.c. */
void choose_move(struct try *try);
void choose_share(struct try *try);
void choose_seat(struct try *try);
enum err run_seat(struct try *try);
void choose_seats(struct try *try);
void choose_percent(struct try *try);
void choose_back(struct try *try);
void choose_place(struct try *try);
void choose_waiter(struct try *try);
void choose_other(struct try *try);
void choose_reopen(struct try *try);
enum err run_move(struct try *try);
enum err run_share(struct try *try);
enum err run_seats(struct try *try);
enum err run_percent(struct try *try);
enum err run_back(struct try *try);
enum err run_undo(struct try *try);
enum err run_place(struct try *try);
enum err run_waiter(struct try *try);
enum err run_lines(struct try *try);
enum err run_merge(struct try *try);
enum err run_reopen(struct try *try);

/* A line of the bill at hand, by chance; seldom something else. */
int64_t world_any_line(struct try *try);

/* A number from low to high. */
int64_t world_between(struct world *world, int64_t low, int64_t high);

/* True once in `n` times. */
bool world_seldom(struct world *world, int64_t n);

/* Says what is wrong, once, with how to see it again; the test fails. */
void world_wrong(struct world *world, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The footprint of the store as a till sees it. */
struct footprint world_footprint(struct world *world);

/* A bill adds up: parts, columns, lines, tenders. */
void world_check_bill(struct world *world, int64_t bill);

/* Open checks and drawers agree with their records. */
void world_check_ledgers(struct world *world);

/* The books prove themselves. */
void world_verify(struct world *world);

/* Closes every bill and counts every drawer: nothing may be stuck, nothing over or short. */
void world_settle(struct world *world);

#endif
