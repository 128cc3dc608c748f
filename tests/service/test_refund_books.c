/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_refund_books.c -- random refunds of random checks bring everything back, and
 * verify names refunds that no service would have written.
 */
#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "base/str.h"
#include "check.h"
#include "service/day.h"
#include "service/refund.h"
#include "service/shift.h"
#include "service/suites.h"
#include "store/verify.h"

#define CHECKS 24

static int64_t random_check(struct house *house, struct random *random, int64_t table)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41, 51 };
	int64_t some[8] = { 0 }, bill;
	struct act act;

	for (int i = (int)random_between(random, 1, 6); i > 0; i--)
		some[i - 1] = codes[random_below(random, 6)];
	bill = house_check(house, table, some);
	if (random_below(random, 2) == 0)
		(void)shift_add(house, bill, codes[random_below(random, 5)],
				random_between(random, 2, 5));
	if (random_below(random, 3) == 0) {
		act = shift_why(house, bill, "discount");
		CHECK_OK(bill_discount(&house->app, &act, 0, 0,
				       random_between(random, 1, 40) * 10000));
	}
	if (random_below(random, 2) == 0) {
		act = house_act(house, bill);
		CHECK_OK(bill_split_evenly(&house->app, &act, (int)random_between(random, 2, 4)));
	}
	return bill;
}

/* Refunds lines and amounts of a part until nothing is left. */
static void refund_part(struct house *house, struct random *random, int64_t bill,
			const struct bill_view *view, int64_t part)
{
	struct refund_plan plan = { .left_minor = 1 };
	int64_t left = 1;

	for (int turns = 0; left > 0 && turns < 40; turns++) {
		struct refund_pick pick = {
			view->items[random_below(random, (uint64_t)view->n_items)].line,
			random_between(random, 0, 2)
		};
		struct refund_order order = { .part = part, .picks = &pick, .n_picks = 1 };
		struct act act = shift_why(house, bill, "refund");
		int64_t id;
		enum err err;

		if (turns > 12 || random_below(random, 3) == 0)
			order = (struct refund_order){ .part = part, .amount_minor =
				turns > 12 ? 0 : random_between(random, 1, left) };
		err = refund_plan(&house->app, bill, &order, &plan);
		if (err == ERR_REFUNDED || err == ERR_NOT_FOUND)
			continue;
		CHECK_OK(err);
		CHECK_OK(refund_make(&house->app, &act, &order, &id));
		left = plan.left_minor - plan.total_minor;
	}
	CHECK_INT(left, 0);
}

static void random_refunds_bring_all_back(void)
{
	struct random random;
	struct house house;
	struct act act;

	random_init_seed(&random, 77);
	shift_open(&house, "refund-random");
	for (int i = 0; i < CHECKS; i++) {
		int64_t bill = random_check(&house, &random, i % 8 + 1);
		struct bill_view view = shift_look(&house, bill);

		for (int p = 0; p < view.n_parts; p++)
			if (view.parts[p].due_minor > 0)
				shift_pay(&house, bill, p, PAY_EXACT);
		for (int p = 0; p < view.n_parts; p++)
			if (view.parts[p].due_minor > 0)
				refund_part(&house, &random, bill, &view, view.parts[p].id);
		bill_view_done(&view);
		if (i % 8 != 7)
			continue;
		act = app_act(&house.app, house.auditor);
		CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	}
	CHECK_INT(shift_number(&house, "SELECT sum(amount_minor) FROM posting WHERE property = $1 "
				       "AND account / 1000000 IN (50, 60)"), 0);
	CHECK_INT(shift_balance(&house, LEDGER_REFUNDS_OWED, 0, "EUR"), 0);
	CHECK_INT(shift_balance(&house, LEDGER_ROUNDING, 0, "EUR"), 0);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000);
	shift_verify(&house);
	house_close(&house);
}

static enum err forge_in(struct tx *tx, void *arg)
{
	const char *const *sql = arg;

	for (; *sql != NULL; sql++) {
		enum err err = db_run(tx->db, *sql, V(tx->property), V(tx_id(tx)),
				      V(tx->business_date));

		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

#define LEG                                                                               \
	"INSERT INTO refund_leg (property, id, refund, bill, tender, payment, "          \
	"tender_type, drawer_session, amount_minor, unit, given_minor, rounding_minor, " \
	"entry, business_date) SELECT $1, $2, refund, bill, tender, 0, tender_type, 0, " \
	"amount_minor, unit, given_minor, 0, 0, $3 FROM refund_leg "
#define LIVE(state)                                                                       \
	"INSERT INTO refund_leg_live (property, leg, state, object, problem, "           \
	"since_unix_ms, version) SELECT $1, $2 - 1, '" state "', '', '', $3, 1"

static void forged_refunds_are_named(void)
{
	static const struct {
		const char *name, *expected;
		const char *sql[3];
	} cases[] = {
		{ "line", "its lines are others (M4)",
		  { "INSERT INTO refund_line (property, id, refund, line, quantity, tax_version, "
		    "department, component, amount_minor) SELECT $1, $2, refund, 0, $3 - $3, "
		    "tax_version, department, 0, 1 FROM refund_line LIMIT 1" } },
		{ "document", "no single document has it",
		  { "INSERT INTO refund (property, id, bill, part, paper, unit, total_minor, "
		    "tax_minor, tip_minor, entry, business_date) SELECT $1, $2, bill, part, paper, "
		    "unit, total_minor, tax_minor, tip_minor, entry, $3 FROM refund" } },
		{ "leg", "its legs are not its total (P9)", { LEG, LIVE("pending") } },
		{ "paid", "is done, but nothing paid it", { LEG, LIVE("done"),
		  "UPDATE refund_leg_live SET state = 'replaced', since_unix_ms = $3 "
		  "WHERE property = $1 AND leg < $2 - 2" } },
		{ "card", "holds less than nothing (P5)",
		  { "INSERT INTO gift_move (property, id, gift_card, line, tender, refund_leg, "
		    "unit, amount_minor, entry, business_date) "
		    "VALUES ($1, $2, 1, 1, 0, 0, 'EUR', -5, 0, $3)" } },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sql[4] = { cases[i].sql[0], cases[i].sql[1], cases[i].sql[2], NULL };
		struct refund_order order = { .amount_minor = 1000 };
		struct verify_result result;
		struct house house;
		struct act act;
		char name[48];
		int64_t bill, id;

		str_format(name, sizeof name, "refund-forged-%s", cases[i].name);
		shift_open(&house, name);
		bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
		order.part = shift_part(&house, bill, 0);
		shift_pay(&house, bill, 0, PAY_EXACT);
		act = shift_why(&house, bill, "refund");
		CHECK_OK(refund_make(&house.app, &act, &order, &id));
		act = house_act(&house, bill);
		CHECK_OK(act_run(house.app.db, &act, "forge", "", forge_in, sql, NULL));
		CHECK_INT(verify_run(house.app.db, NULL, NULL, &result), ERR_CORRUPT);
		if (strstr(result.first, cases[i].expected) == NULL)
			printf("%s: \"%s\"\n", cases[i].name, result.first);
		CHECK(strstr(result.first, cases[i].expected) != NULL);
		house_close(&house);
	}
}

const struct check_test test_refund_books[] = {
	{ "random refunds of random checks bring every cent back (M2, M4, M7)",
	  random_refunds_bring_all_back },
	{ "refunds that no till would write are named (M4, P5, P9)", forged_refunds_are_named },
	{ 0 },
};
