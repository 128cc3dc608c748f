/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_refund.c -- refunds of lines, pieces and amounts, paid out in cash: what they
 * post, what they may not, and that the books prove themselves afterwards.
 */
#include "service/refund.h"

#include <stdio.h>

#include "check.h"
#include "document/document.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/receipt.h"
#include "service/shift.h"
#include "service/suites.h"
#include "store/store_refund.h"

/* An act of the manager with a reason for refunds. */
static struct act why(struct house *house, int64_t bill)
{
	return shift_why(house, bill, "refund");
}

static enum err make(struct house *house, int64_t bill, const struct refund_order *order,
		     int64_t *ret_refund)
{
	struct act act = why(house, bill);

	return refund_make(&house->app, &act, order, ret_refund);
}

static int64_t line_of(struct house *house, int64_t bill, int i)
{
	struct bill_view view = shift_look(house, bill);
	int64_t line = view.items[i].line;

	bill_view_done(&view);
	return line;
}

static void lines_go_back_as_sold(void)
{
	struct refund_pick picks[2];
	struct refund_order order = { .picks = picks, .n_picks = 2 };
	struct refund_plan plan;
	struct refund_row refund;
	struct paper_row paper;
	struct document *doc;
	struct house house;
	int64_t bill, id = 0;

	shift_open(&house, "refund-lines");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 31, 41, 0 });
	shift_pay(&house, bill, 0, PAY_EXACT);
	picks[0] = (struct refund_pick){ line_of(&house, bill, 1), 0 };
	picks[1] = (struct refund_pick){ line_of(&house, bill, 2), 1 };
	order.part = shift_part(&house, bill, 0);
	CHECK_OK(refund_plan(&house.app, bill, &order, &plan));
	CHECK_INT(plan.total_minor, 550 + 6000);
	CHECK_INT(plan.tax_minor, 50 + 1000);
	CHECK_INT(plan.left_minor, 8350);
	CHECK_INT(plan.n_legs, 1);
	CHECK_INT(plan.legs[0].given_minor, 6550);
	CHECK(!plan.needs_approval);
	CHECK_OK_FATAL(make(&house, bill, &order, &id));
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000 + 8350 - 6550);
	CHECK_INT(shift_balance(&house, LEDGER_REFUNDS_OWED, 0, "EUR"), 0);
	CHECK_INT(shift_number(&house, "SELECT 0 - sum(amount_minor) FROM posting "
				       "WHERE property = $1 AND account / 1000000 IN (50, 60)"),
		  1800);
	CHECK_INT(make(&house, bill, &order, &id), ERR_REFUNDED);
	CHECK_OK_FATAL(store_refund_load(house.app.db, id, &refund));
	CHECK_OK_FATAL(receipt_load(house.app.db, refund.paper, &paper, &doc));
	CHECK_TEXT(paper.series, "credit");
	CHECK_INT(paper.number, 1);
	CHECK_TEXT(document_kind(doc), "credit-note");
	document_free(doc);
	shift_verify(&house);
	house_close(&house);
}

static void small_refunds_round_together(void)
{
	struct refund_order order = { .amount_minor = 3 };
	struct refund_plan plan;
	struct house house;
	int64_t bill, id, taken = 0, handed = 0;

	shift_open(&house, "refund-cents");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 51, 51, 51, 0 });   /* 2.23 for 2.25 */
	shift_pay(&house, bill, 0, PAY_EXACT);
	order.part = shift_part(&house, bill, 0);
	for (; taken < 223; taken += plan.total_minor) {
		if (taken + order.amount_minor > 223)
			order.amount_minor = 0;
		CHECK_OK_FATAL(refund_plan(&house.app, bill, &order, &plan));
		CHECK_OK_FATAL(make(&house, bill, &order, &id));
		handed += plan.legs[0].given_minor;
	}
	CHECK_INT(taken, 223);
	CHECK_INT(handed, 225);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000);
	CHECK_INT(shift_balance(&house, LEDGER_ROUNDING, 0, "EUR"), 0);
	CHECK_INT(make(&house, bill, &order, &id), ERR_REFUNDED);
	shift_verify(&house);
	house_close(&house);
}

static void dollars_go_back_at_their_rate(void)
{
	struct refund_order order = { .amount_minor = 3000 };
	struct drawer_session session;
	struct pay_result paid;
	struct house house;
	int64_t bill, id, expected;
	struct act act;

	shift_open(&house, "refund-usd");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	act = house_act(&house, bill);
	order.part = shift_part(&house, bill, 0);
	CHECK_OK(pay_tender(&house.app, &act, order.part, house_tender(&house, "cash-USD"), 10000,
			    &paid));
	CHECK_OK_FATAL(make(&house, bill, &order, &id));
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "USD"), 10000 - 3333);
	CHECK_INT(shift_balance(&house, LEDGER_EXCHANGE, 2, "EUR"), 9000 - 3000);
	order.amount_minor = 0;
	CHECK_OK_FATAL(make(&house, bill, &order, &id));
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "USD"), 10000 - 6667);
	CHECK_OK(store_drawer_open(house.app.db, 1, house.cashier, &session));
	CHECK_OK(store_drawer_expected(house.app.db, &session, "USD", &expected));
	CHECK_INT(expected, 3333);
	CHECK_OK(store_drawer_expected(house.app.db, &session, "EUR", &expected));
	CHECK_INT(expected, 10000 - 3000);
	shift_verify(&house);
	house_close(&house);
}

/* What a list shows of the first line of a part is what picking it would give back. */
static void check_left(struct house *house, int64_t bill, const struct refund_order *order,
		       int64_t left_minor, int64_t back)
{
	struct refund_left left[REFUND_LINES_MAX];
	int n = 0;

	CHECK_OK_FATAL(refund_left(&house->app, bill, order->part, left, REFUND_LINES_MAX, &n));
	CHECK_INT(n, 3);
	CHECK_INT(left[0].line, order->picks[0].line);
	CHECK_INT(left[0].left_minor, left_minor);
	CHECK_INT(left[0].back, back);
	CHECK_INT(left[0].num, 1);
	CHECK_INT(left[0].den, 3);
}

static void parts_give_back_what_they_paid(void)
{
	struct refund_pick pick = { 0, 0 };
	struct refund_order order = { .picks = &pick, .n_picks = 1 };
	struct refund_plan plan;
	struct house house;
	int64_t bill, id, soup = 0;
	struct act act;

	shift_open(&house, "refund-parts");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 32, 41, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	for (int i = 0; i < 3; i++)
		shift_pay(&house, bill, i, PAY_EXACT);
	pick.line = line_of(&house, bill, 0);
	for (int i = 0; i < 3; i++) {
		order.part = shift_part(&house, bill, i);
		CHECK_OK_FATAL(refund_plan(&house.app, bill, &order, &plan));
		soup += plan.total_minor;
		check_left(&house, bill, &order, plan.total_minor, 0);
		CHECK_OK_FATAL(make(&house, bill, &order, &id));
		check_left(&house, bill, &order, 0, 1);
	}
	CHECK(soup >= 549 && soup <= 551);
	order.n_picks = 0;
	for (int i = 0; i < 3; i++) {
		order.part = shift_part(&house, bill, i);
		CHECK_OK(make(&house, bill, &order, &id));
		CHECK_INT(make(&house, bill, &order, &id), ERR_REFUNDED);
	}
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM paper WHERE property = $1 "
				       "AND series = 'credit'"), 6);
	CHECK_INT(shift_number(&house, "SELECT sum(amount_minor) FROM posting "
				       "WHERE property = $1 AND account / 1000000 IN (50, 60)"), 0);
	shift_verify(&house);
	house_close(&house);
}

static void who_may_give_back(void)
{
	struct refund_order order = { .amount_minor = 2000 };
	struct perm_need need = { .perm = PERM_NONE };
	struct house house;
	int64_t bill, id, again;
	struct act act;

	shift_open(&house, "refund-may");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	order.part = shift_part(&house, bill, 0);
	act = why(&house, bill);
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_STATE);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = house_act(&house, bill);
	act.need = &need;
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_REASON);
	act.reason = house_reason(&house, "refund");
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	CHECK_OK(refund_make(&house.app, &act, &order, &again));
	CHECK_INT(again, id);
	act_key(act.key, HOUSE_TODAY + 1);
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_REFUND);
	CHECK_INT(need.amount_minor, 4000);
	act.approver = house.cashier;
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_APPROVAL);
	act.approver = house.manager;
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	order.amount_minor = 2001;
	act_key(act.key, HOUSE_TODAY + 2);
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_REFUNDED);
	shift_verify(&house);
	house_close(&house);
}

static void two_stations_and_the_cut(void)
{
	struct refund_order order = { .amount_minor = 3500 };
	struct drawer_piece piece = { "EUR", 0, 0 };
	struct drawer_result counted;
	struct house first, second;
	int64_t bill, id;
	struct act act;

	shift_open(&first, "refund-two");
	shift_join(&second, &first, "refund-two", 2);
	bill = house_check(&first, 5, (const int64_t[]){ 41, 0 });
	shift_pay(&first, bill, 0, PAY_EXACT);
	order.part = shift_part(&first, bill, 0);
	act = app_act(&first.app, first.auditor);
	CHECK_OK(day_roll(&first.app, &act, first.app.property.business_date + 1, NULL));
	CHECK_INT(make(&second, bill, &order, &id), ERR_NO_DRAWER);
	act = app_act(&second.app, second.cashier);
	CHECK_OK(drawer_open(&second.app, &act, 4000, NULL));
	CHECK_OK(make(&second, bill, &order, &id));
	CHECK_INT(make(&first, bill, &order, &id), ERR_REFUNDED);
	act = app_act(&second.app, second.cashier);
	piece.quantity = 500;
	CHECK_OK(drawer_close(&second.app, &act, &piece, 1, &counted));
	CHECK_INT(counted.unit[0].expected_minor, 500);
	act = app_act(&first.app, first.auditor);
	CHECK_OK(day_roll(&first.app, &act, first.app.property.business_date + 1, NULL));
	shift_verify(&first);
	house_close(&second);
	house_close(&first);
}

const struct check_test test_refund[] = {
	{ "lines go back with the net and tax they carried, on a credit note (M4, B7)",
	  lines_go_back_as_sold },
	{ "small cash refunds together hand back the rounded total (M7)",
	  small_refunds_round_together },
	{ "foreign notes go back at the rate they came at (M8)", dollars_go_back_at_their_rate },
	{ "each part of a split check gives back what it paid and no more (M2, P5)",
	  parts_give_back_what_they_paid },
	{ "a refund wants a closed part, a reason, and an approval for all its steps (S)",
	  who_may_give_back },
	{ "refunds are capped over stations and proven by the next cut (P5, L6)",
	  two_stations_and_the_cut },
	{ 0 },
};
