/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_random.c -- three tills of one house do anything in any order, with wrong
 * arguments and repeated keys, over rolls of the date; after every act the money adds up, an error
 * has changed nothing, and at the end of a round every bill closes and the books prove themselves.
 *
 *     RANDOM_ACTS=200000 RANDOM_SEED=7 tests/test_service "three tills"
 *     RANDOM_ROUND=12 ...           that round alone
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"
#include "check.h"
#include "service/day.h"
#include "service/random_world.h"
#include "service/setup.h"
#include "service/suites.h"

#define ACTS_QUICK 2500
#define ACTS_ROUND 1250
#define MORE_TIMES 4
#define VERIFY_EVERY 250

int64_t world_between(struct world *world, int64_t low, int64_t high)
{
	return random_between(&world->random, low, high);
}

bool world_seldom(struct world *world, int64_t n)
{
	return random_below(&world->random, (uint64_t)n) == 0;
}

void world_wrong(struct world *world, const char *format, ...)
{
	char text[400];
	va_list args;

	if (world->has_failed)
		return;
	world->has_failed = true;
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	printf("wrong: %s\n  after %s, step %lld; again: RANDOM_SEED=%lld RANDOM_ROUND=%lld\n",
	       text, world->act, (long long)world->step, (long long)world->seed,
	       (long long)world->round);
	CU_FAIL("three tills");
}

static int64_t setting(const char *name, int64_t fallback)
{
	const char *text = getenv(name);
	int64_t value = fallback;

	return text != NULL && str_int64(text, &value) ? value : fallback;
}

/* --- a round ------------------------------------------------------------------------------ */

static void add_foreign(struct world *world, const char *unit, int64_t num, int64_t den)
{
	struct house *house = &world->till[0];
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK_FATAL(setup_foreign_cash(&house->app, &act, unit, num, den,
					  &world->types[world->n_types++]));
}

/* One costs nothing, one is dear. */
static void add_specials(struct world *world)
{
	struct house *house = &world->till[0];

	for (int64_t code = 61; code <= 62; code++) {
		struct setup_item item = { .code = code, .name = "Special", .search = "special",
					   .category = "Wine", .department = "Wine",
					   .tax_class = "VAT 20", .is_active = true,
					   .price_minor = code == 61 ? 0 : 123457 };
		struct act act = app_act(&house->app, house->manager);

		CHECK_OK_FATAL(setup_item(&house->app, &act, &item, NULL));
	}
}

static void begin_round(struct world *world)
{
	char url[600], path[512];

	snprintf(path, sizeof path, "%s/random-%lld.db", check_folder(), (long long)world->round);
	random_init_seed(&world->random, (uint64_t)(world->seed * 1000003 + world->round));
	snprintf(url, sizeof url, "sqlite:%s?synchronous=off%s", path,
		 world->round % 2 == 0 ? "&twice=1" : "");
	house_open(&world->till[0], url, 1, true);
	for (int i = 1; i < WORLD_TILLS; i++)
		house_join(&world->till[i], url, i + 1, &world->till[0].keys);
	world->opened = world->n_types = 0;
	for (int i = 0; i < WORLD_BILLS; i++)
		world->bills[i] = 0;
	world->types[world->n_types++] = house_tender(&world->till[0], "cash");
	world->types[world->n_types++] = house_tender(&world->till[0], "cash-USD");
	add_specials(world);
	add_foreign(world, "JPY", 1, 160);
	add_foreign(world, "KWD", 3, 1);
	add_foreign(world, "IRR", 1, 50000);
}

static void end_round(struct world *world)
{
	static const char *const endings[] = { "", "-wal", "-shm", ".lock" };
	char path[512];

	for (int i = WORLD_TILLS - 1; i >= 0; i--)
		house_close(&world->till[i]);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		snprintf(path, sizeof path, "%s/random-%lld.db%s", check_folder(),
			 (long long)world->round, endings[i]);
		unlink(path);
	}
}

/* --- one act ------------------------------------------------------------------------------ */

static int64_t any_person(struct world *world, const struct house *till)
{
	const int64_t people[] = { till->cashier, till->cashier, till->waiter, till->auditor };

	if (world_seldom(world, 200))
		return 4711;
	return world_seldom(world, 3) ? people[world_between(world, 0, 3)] : till->manager;
}

static int64_t any_version(struct world *world, const struct bill_head *head)
{
	if (!world_seldom(world, 3))
		return -1;
	return head->version - (world_seldom(world, 8) ? 1 : 0);
}

/* A bill that was opened lately, most often one that is still open, and its head. */
static int64_t any_bill(struct world *world, struct bill_head *head)
{
	int64_t known = world->opened < WORLD_BILLS ? world->opened : WORLD_BILLS, bill = 0;

	for (int i = 0; i < 4; i++) {
		bill = known > 0 ? world->bills[world_between(world, 0, known - 1)] : 0;
		if (store_bill_head(world->till[0].app.db, bill, head) == ERR_OK &&
		    head->state != BILL_CLOSED)
			break;
	}
	return bill;
}

static void choose(struct world *world, const struct random_act *act, struct try *try)
{
	struct bill_head head = { 0 };
	int64_t bill = any_bill(world, &head);
	int till = (int)world_between(world, 0, WORLD_TILLS - 1);
	int64_t person;

	if (head.holder > 0 && !world_seldom(world, 5))
		till = head.holder - 1;
	*try = (struct try){ .world = world, .till = &world->till[till] };
	person = any_person(world, try->till);
	try->act = app_bill_act(&try->till->app, person, bill, any_version(world, &head));
	if (world_seldom(world, 4))
		try->act.approver = any_person(world, try->till);
	act->choose(try);
}

static bool is_never(enum err err, const struct random_act *act)
{
	return err == ERR_MEMORY || err == ERR_UNBALANCED || err == ERR_CORRUPT || err == ERR_IO ||
	       err == ERR_STOPPED || err == ERR_BUSY || err == ERR_FULL ||
	       (err == ERR_KEY_REUSED && !act->has_key_of_its_own);
}

static bool is_same(struct footprint a, struct footprint b)
{
	return a.acts == b.acts && a.state == b.state;
}

/* The same again gives the same and does nothing; with one argument changed it is refused (L3). */
static void try_again(struct world *world, const struct random_act *act, struct try *try,
		      struct footprint before)
{
	struct try other = *try;
	int64_t result = try->result;
	enum err err;

	err = act->run(try);
	if (err != ERR_OK || try->result != result)
		world_wrong(world, "the same key again: %s, %lld after %lld (L3)", err_name(err),
			    (long long)try->result, (long long)result);
	if (act->n > 0)
		other.with[world_between(world, 0, act->n - 1)] ^= 1;
	else
		other.act.staff ^= 1;
	err = act->run(&other);
	if (err == ERR_OK)
		world_wrong(world, "the same key with other content is taken (L3)");
	if (!is_same(before, world_footprint(world)))
		world_wrong(world, "a repeated key did something (L3)");
}

static void check_after(struct world *world, const struct random_act *act, struct try *try,
			struct footprint before, enum err err)
{
	struct footprint after = world_footprint(world);

	if (is_never(err, act))
		world_wrong(world, "%s", err_name(err));
	if (err != ERR_OK && !is_same(before, after))
		world_wrong(world, "%s, and yet something changed", err_name(err));
	if (err != ERR_OK)
		return;
	if (after.acts != before.acts + 1 && !(act->has_key_of_its_own && is_same(before, after)))
		world_wrong(world, "one act made %lld", (long long)(after.acts - before.acts));
	if (try->act.bill != 0)
		world_check_bill(world, try->act.bill);
	world_check_ledgers(world);
	if (!act->has_key_of_its_own && world_seldom(world, 6))
		try_again(world, act, try, after);
}

static const struct random_act *choose_act(struct world *world, int *ret_index)
{
	int64_t sum = 0, at;
	int i = 0;

	for (; random_acts[i].name != NULL; i++)
		sum += random_acts[i].weight;
	at = world_between(world, 0, sum - 1);
	for (i = 0; at >= random_acts[i].weight; i++)
		at -= random_acts[i].weight;
	*ret_index = i;
	return &random_acts[i];
}

static void one_act(struct world *world)
{
	int index;
	const struct random_act *act = choose_act(world, &index);
	struct footprint before;
	struct try try;
	enum err err;

	world->act = act->name;
	for (int i = 0; i < WORLD_TILLS; i++)
		clock_advance(&world->till[i].clock, 997);
	choose(world, act, &try);
	before = world_footprint(world);
	err = act->run(&try);
	world->tried++;
	world->done[index] += err == ERR_OK;
	check_after(world, act, &try, before, err);
}

static void one_round(struct world *world, int64_t acts)
{
	struct act act;

	begin_round(world);
	for (world->step = 1; world->step <= acts && !world->has_failed; world->step++) {
		one_act(world);
		if (world->step % VERIFY_EVERY == 0)
			world_verify(world);
	}
	world->act = "the end";
	if (!world->has_failed)
		world_settle(world);
	act = app_act(&world->till[0].app, world->till[0].manager);
	(void)store_property_load(world->till[0].app.db, &world->till[0].app.property);
	if (!world->has_failed &&
	    day_roll(&world->till[0].app, &act,
		     world->till[0].app.property.business_date + 1, NULL) != ERR_OK)
		world_wrong(world, "the last day does not close (L8)");
	if (!world->has_failed)
		world_verify(world);
	end_round(world);
}

static bool has_done_all(const struct world *world)
{
	for (int i = 0; random_acts[i].name != NULL; i++)
		if (world->done[i] == 0)
			return false;
	return true;
}

/* Some acts go through seldom: a few rounds more are made for them. */
static bool goes_on(const struct world *world, int64_t acts, int64_t only)
{
	if (world->has_failed)
		return false;
	if (only >= 0)
		return world->round <= only;
	return world->tried < acts || (!has_done_all(world) && world->tried < MORE_TIMES * acts);
}

static void three_tills_do_anything_and_the_books_hold(void)
{
	struct world world = { .seed = setting("RANDOM_SEED", 1) };
	int64_t acts = setting("RANDOM_ACTS", ACTS_QUICK), only = setting("RANDOM_ROUND", -1);
	int64_t done = 0;

	for (world.round = 0; goes_on(&world, acts, only); world.round++)
		if (only < 0 || world.round == only)
			one_round(&world, ACTS_ROUND);
	for (int i = 0; random_acts[i].name != NULL; i++) {
		done += world.done[i];
		if (only < 0 && !world.has_failed && world.done[i] == 0) {
			printf("wrong: '%s' never went through\n", random_acts[i].name);
			CU_FAIL("an act that never went through");
		}
	}
	printf("three tills: %lld acts tried, %lld done, %lld rounds, seed %lld\n",
	       (long long)world.tried, (long long)done, (long long)world.round,
	       (long long)world.seed);
}

const struct check_test test_random[] = {
	{ "three tills do anything and the books hold (M2, M5, L1, L3, L6, B2)",
	  three_tills_do_anything_and_the_books_hold },
	{ 0 },
};
