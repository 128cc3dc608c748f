/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_drawer.c -- what goes through a drawer besides sales: moves, counts, X and Z.
 */
#include <string.h>

#include "base/str.h"
#include "document/document.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/payment.h"
#include "service/receipt.h"
#include "service/shift.h"
#include "service/suites.h"
#include "service/till_card.h"

static struct drawer_session session_of(struct house *house, int64_t staff)
{
	struct drawer_session session = { .id = 0 };

	CHECK_OK(store_drawer_open(house->app.db, house->app.station, staff, &session));
	return session;
}

/* Moves as the cashier, for the first reason of the kind. */
static enum err move(struct house *house, enum drawer_move_kind kind, const char *unit,
		     int64_t amount_minor, int64_t person, int64_t approver)
{
	struct drawer_moving moving = { kind, { .amount_minor = amount_minor }, person };
	struct act act = app_act(&house->app, house->cashier);
	struct perm_need need;

	str_copy(moving.amount.unit, sizeof moving.amount.unit, unit);
	act.reason = house_reason(house, "paid");
	act.approver = approver;
	act.need = &need;
	return drawer_move(&house->app, &act, &moving, NULL);
}

static int64_t expected(struct house *house, const char *unit)
{
	struct drawer_session session = session_of(house, house->cashier);
	int64_t minor = 0, journal = 0;

	CHECK_OK(store_drawer_expected(house->app.db, &session, unit, &minor));
	CHECK_OK(store_drawer_journal(house->app.db, &session, unit, &journal));
	CHECK_INT(journal, minor);
	return minor;
}

static enum err count(struct house *house, int64_t minor, int64_t approver,
		      struct drawer_result *ret_result)
{
	struct drawer_piece piece = { "EUR", 0, minor };
	struct act act = app_act(&house->app, house->cashier);
	struct perm_need need;

	act.approver = approver;
	act.need = &need;
	return drawer_count(&house->app, &act, &piece, 1, ret_result);
}

static enum err settle(struct house *house, struct drawer_result *ret_result)
{
	struct act act = app_act(&house->app, house->cashier);

	return drawer_settle(&house->app, &act, ret_result);
}

static void roll(struct house *house)
{
	struct act act = app_act(&house->app, house->auditor);

	CHECK_OK(day_roll(&house->app, &act, house->app.property.business_date + 1, NULL));
}

/* Every kind of move with what the drawer, and the other ledger, hold after it. */
static void every_move_has_both_sides(void)
{
	static const struct {
		enum drawer_move_kind kind;
		const char *unit;
		int64_t amount, drawer, other;
		enum ledger ledger;
		enum err err;
	} cases[] = {
		{ DRAWER_FLOAT, "USD", 5000, 5000, -5000, LEDGER_SAFE, ERR_OK },
		{ DRAWER_FLOAT, "EUR", 2000, 12000, -12000, LEDGER_SAFE, ERR_OK },
		{ DRAWER_PAID_IN, "EUR", 700, 12700, -700, LEDGER_PAID, ERR_OK },
		{ DRAWER_PAID_OUT, "EUR", 5000, 7700, 4300, LEDGER_PAID, ERR_OK },
		{ DRAWER_PAID_OUT, "EUR", 5001, 7700, 4300, LEDGER_PAID, ERR_APPROVAL },
		{ DRAWER_PAID_OUT, "USD", 6000, 5000, 0, LEDGER_PAID, ERR_APPROVAL },
		{ DRAWER_PAID_OUT, "USD", 1000, 4000, 1000, LEDGER_PAID, ERR_OK },
		{ DRAWER_PAID_OUT, "JPY", 100, 0, 0, LEDGER_PAID, ERR_NOT_FOUND },
		{ DRAWER_DROP, "EUR", 4000, 3700, -8000, LEDGER_SAFE, ERR_OK },
		{ DRAWER_DROP, "EUR", 0, 3700, -8000, LEDGER_SAFE, ERR_RANGE },
		{ DRAWER_DROP, "eur", 1, 3700, -8000, LEDGER_SAFE, ERR_RANGE },
		{ DRAWER_TIP_OUT, "EUR", 1, 3700, 0, LEDGER_TIPS, ERR_TIP },
	};
	struct house house;

	shift_open(&house, "drawer-moves");
	house_tender(&house, "cash-USD");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t person = cases[i].kind == DRAWER_TIP_OUT ? house.waiter : 0;
		const char *unit = str_equal(cases[i].unit, "eur") ? "EUR" : cases[i].unit;

		CHECK_INT(move(&house, cases[i].kind, cases[i].unit, cases[i].amount, person, 0),
			  cases[i].err);
		CHECK_INT(expected(&house, unit), cases[i].drawer);
		CHECK_INT(shift_balance(&house, cases[i].ledger, 0, unit), cases[i].other);
	}
	CHECK_OK(move(&house, DRAWER_PAID_OUT, "EUR", 5001, 0, house.manager));
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM paper WHERE property = $1 "
				       "AND series = 'cash' AND number <= 5"), 5);
	roll(&house);
	shift_verify(&house);
	house_close(&house);
}

static void a_reason_and_a_drawer_are_needed(void)
{
	struct drawer_moving moving = { DRAWER_PAID_IN, { "EUR", 100 }, 0 };
	struct drawer_result result;
	struct house house;
	struct act act;

	shift_open(&house, "drawer-needs");
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_move(&house.app, &act, &moving, NULL), ERR_REASON);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_settle(&house.app, &act, &result), ERR_STATE);
	CHECK_OK(count(&house, 10000, 0, &result));
	CHECK_OK(settle(&house, &result));
	CHECK_INT(move(&house, DRAWER_DROP, "EUR", 100, 0, 0), ERR_NO_DRAWER);
	moving.kind = DRAWER_TIP_OUT;
	CHECK_INT(drawer_move(&house.app, &act, &moving, NULL), ERR_RANGE);
	shift_verify(&house);
	house_close(&house);
}

static void a_drop_takes_two_where_the_house_says_so(void)
{
	struct house house;

	shift_open(&house, "drawer-two");
	house.app.drop_takes_two = true;
	CHECK_INT(move(&house, DRAWER_DROP, "EUR", 100, 0, 0), ERR_APPROVAL);
	CHECK_INT(move(&house, DRAWER_DROP, "EUR", 100, 0, house.cashier), ERR_APPROVAL);
	CHECK_INT(move(&house, DRAWER_DROP, "EUR", 100, 0, house.waiter), ERR_APPROVAL);
	CHECK_OK(move(&house, DRAWER_DROP, "EUR", 100, 0, house.manager));
	house_close(&house);
}

/* The first count is blind; every one is kept, the last one stands. */
static void a_recount_is_approved_and_the_last_one_stands(void)
{
	struct drawer_result result = { 0 };
	struct drawer_report report;
	struct drawer_session session;
	struct house house;

	shift_open(&house, "drawer-recount");
	session = session_of(&house, house.cashier);
	CHECK_OK(count(&house, 9000, 0, &result));
	CHECK_INT(result.round, 1);
	CHECK_INT(result.unit[0].expected_minor, 10000);
	CHECK_INT(result.paper, 0);
	CHECK_INT(count(&house, 10000, 0, &result), ERR_APPROVAL);
	CHECK_OK(count(&house, 9900, house.manager, &result));
	CHECK_INT(result.round, 2);
	CHECK_OK(settle(&house, &result));
	CHECK(result.paper != 0);
	CHECK_INT(shift_balance(&house, LEDGER_OVER_SHORT, 0, "EUR"), 100);
	CHECK_INT(shift_balance(&house, LEDGER_SAFE, 0, "EUR"), -100);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM drawer_tally WHERE property = $1"),
		  2);
	CHECK_INT(shift_number(&house, "SELECT counts FROM drawer_end WHERE property = $1"), 2);
	CHECK_OK(drawer_report(&house.app, session.id, house.waiter, &report));
	CHECK(!report.is_open && !report.is_blind && report.is_counted);
	CHECK_INT(report.session.staff, house.cashier);
	CHECK_INT(report.result.unit[0].counted_minor, 9900);
	shift_verify(&house);
	house_close(&house);
}

static void a_sale_after_the_count_asks_for_another(void)
{
	struct drawer_result result = { 0 };
	struct house house;
	int64_t bill;

	shift_open(&house, "drawer-changed");
	CHECK_OK(count(&house, 10000, 0, &result));
	bill = house_check(&house, 5, (const int64_t[]){ 22, 0 });
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK_INT(settle(&house, &result), ERR_CHANGED);
	CHECK_OK(count(&house, 10250, house.manager, &result));
	CHECK_OK(settle(&house, &result));
	CHECK_INT(shift_balance(&house, LEDGER_OVER_SHORT, 0, "EUR"), 0);
	shift_verify(&house);
	house_close(&house);
}

static const struct drawer_figure *figure(const struct drawer_figures *figures, const char *kind,
					  const char *unit)
{
	for (int i = 0; i < figures->n; i++)
		if (str_equal(figures->figure[i].kind, kind) &&
		    str_equal(figures->figure[i].unit, unit))
			return &figures->figure[i];
	return NULL;
}

static void check_figure(const struct drawer_report *report, const char *kind, const char *unit,
			 int64_t number, int64_t amount_minor)
{
	const struct drawer_figure *found = figure(&report->figures, kind, unit);

	CHECK_FATAL(found != NULL);
	CHECK_INT(found->number, number);
	CHECK_INT(found->amount_minor, amount_minor);
}

/* Cash in two currencies with change, a void, a discount, moves; then the date rolls. */
static void trade(struct house *house)
{
	int64_t bill = house_check(house, 5, (const int64_t[]){ 32, 22, 0 });
	struct pay_result result;
	struct act act = shift_why(house, bill, "void");
	struct bill_view view = shift_look(house, bill);

	CHECK_OK(bill_void(&house->app, &act, view.items[1].line, 1));
	bill_view_done(&view);
	shift_pay(house, bill, 0, 800);
	act = house_act(house, bill);
	CHECK_OK(pay_tender(&house->app, &act, shift_part(house, bill, 0),
			    house_tender(house, "cash-USD"), 2000, &result));
	CHECK(result.bill_closed);
	CHECK_INT(result.plan.change_minor, 800);
	CHECK_OK(move(house, DRAWER_FLOAT, "USD", 3000, 0, 0));
	CHECK_OK(move(house, DRAWER_PAID_OUT, "EUR", 450, 0, 0));
	act = app_act(&house->app, house->cashier);
	act.reason = house_reason(house, "drawer");
	CHECK_OK(drawer_no_sale(&house->app, &act));
	roll(house);
}

static void x_is_z_is_the_journal(void)
{
	struct drawer_report x, z;
	struct drawer_result result = { 0 };
	struct drawer_session session;
	struct document *doc = NULL;
	struct paper_row row;
	struct house house;

	shift_open(&house, "drawer-xz");
	session = session_of(&house, house.cashier);
	trade(&house);
	CHECK_OK(drawer_report(&house.app, session.id, house.manager, &x));
	CHECK(x.is_open && !x.is_blind);
	check_figure(&x, "float", "EUR", 1, 10000);
	check_figure(&x, "float", "USD", 1, 3000);
	check_figure(&x, "cash", "EUR", 1, 800);
	check_figure(&x, "cash", "USD", 1, 2000);
	check_figure(&x, "change", "EUR", 1, -800);
	check_figure(&x, "paid-out", "EUR", 1, -450);
	check_figure(&x, "no-sale", "EUR", 1, 0);
	check_figure(&x, "sales", "EUR", 1, 1800);
	check_figure(&x, "void", "EUR", 1, -250);
	CHECK_INT(expected(&house, "EUR"), 9550);
	CHECK_OK(drawer_prove(house.app.db, &session));
	CHECK_OK(count(&house, 9550, 0, &result));
	CHECK_OK(settle(&house, &result));
	CHECK_OK(drawer_report(&house.app, session.id, house.manager, &z));
	CHECK_INT(z.figures.n, x.figures.n);
	for (int i = 0; i < z.figures.n && i < x.figures.n; i++)
		CHECK(memcmp(&z.figures.figure[i], &x.figures.figure[i],
			     sizeof z.figures.figure[i]) == 0);
	CHECK_OK(receipt_load(house.app.db, result.paper, &row, &doc));
	CHECK_TEXT(row.series, "z");
	CHECK_INT(row.number, 1);
	document_free(doc);
	roll(&house);
	shift_verify(&house);
	house_close(&house);
}

/* Ten per cent of 18.00 and of 2.50, whoever gave them: known once their check is paid. */
static void discounts_count_what_they_came_to(void)
{
	struct drawer_session session;
	struct drawer_report x;
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "drawer-discount");
	session = session_of(&house, house.cashier);
	bill = house_check(&house, 5, (const int64_t[]){ 32, 22, 0 });
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	CHECK_OK(drawer_report(&house.app, session.id, house.manager, &x));
	for (int i = 0; i < x.figures.n; i++)
		CHECK(strcmp(x.figures.figure[i].kind, "discount") != 0);
	shift_pay(&house, bill, 0, 1845);
	CHECK_OK(drawer_report(&house.app, session.id, house.manager, &x));
	check_figure(&x, "discount", "EUR", 1, -205);
	check_figure(&x, "sales", "EUR", 1, 1845);
	house_close(&house);
}

/* Nothing in a cashier's X tells what the drawer should hold, until it is counted. */
static void an_x_is_blind_for_who_counts(void)
{
	struct drawer_result result = { 0 };
	struct drawer_report report;
	struct drawer_session session;
	struct house house;

	shift_open(&house, "drawer-blind");
	session = session_of(&house, house.cashier);
	trade(&house);
	CHECK_OK(drawer_report(&house.app, session.id, house.cashier, &report));
	CHECK(report.is_blind);
	check_figure(&report, "cash", "EUR", 1, 0);
	check_figure(&report, "change", "EUR", 1, 0);
	check_figure(&report, "sales", "EUR", 1, 0);
	CHECK_INT(report.result.unit[0].expected_minor, 0);
	check_figure(&report, "paid-out", "EUR", 1, -450);
	CHECK_OK(count(&house, 9000, 0, &result));
	CHECK_OK(drawer_report(&house.app, session.id, house.cashier, &report));
	CHECK(!report.is_blind);
	CHECK_INT(report.result.unit[0].expected_minor, 9550);
	house_close(&house);
}

/* A cashier's drawer is theirs at every till, and nobody else's. */
static void a_drawer_follows_its_cashier(void)
{
	struct drawer_amount floats[] = { { "EUR", 5000 }, { "USD", 1000 } };
	struct house house, second;
	struct pay_result paid;
	struct drawer_session mine;
	struct act act;
	int64_t session = 0, bill;

	shift_open(&house, "drawer-follows");
	shift_join(&second, &house, "drawer-follows", 2);
	house.app.drawer_follows = true;
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_open_units(&house.app, &act, floats, 2, &session));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_open_units(&house.app, &act, floats, 2, &session), ERR_STATE);
	CHECK_OK(store_drawer_open(house.app.db, 2, house.cashier, &mine));
	CHECK_INT(mine.id, session);
	CHECK_INT(mine.drawer, DRAWER_HOLDER_BASE + 2);
	CHECK_INT(store_drawer_open(house.app.db, 2, house.manager, &mine), ERR_NOT_FOUND);
	bill = house_check(&second, 6, (const int64_t[]){ 22, 0 });
	act = app_bill_act(&second.app, house.cashier, bill, -1);
	CHECK_OK(pay_tender(&second.app, &act, shift_part(&second, bill, 0),
			    house_tender(&house, "cash"), PAY_EXACT, &paid));
	CHECK_INT(expected(&house, "EUR"), 5250);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, DRAWER_HOLDER_BASE + 2, "EUR"), 5250);
	roll(&house);
	shift_verify(&house);
	house_close(&second);
	house_close(&house);
}

static void a_drawer_is_handed_over_as_it_was_counted(void)
{
	struct drawer_result result = { 0 };
	struct perm_need need;
	struct house house;
	struct act act;

	shift_open(&house, "drawer-hand");
	CHECK_OK(count(&house, 9980, 0, &result));
	act = app_act(&house.app, house.cashier);
	act.need = &need;
	CHECK_INT(drawer_hand_over(&house.app, &act, &result), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_DRAWER);
	act.approver = house.auditor;
	CHECK_OK(drawer_hand_over(&house.app, &act, &result));
	CHECK_INT(session_of(&house, house.cashier).staff, house.auditor);
	CHECK_INT(expected(&house, "EUR"), 9980);
	CHECK_INT(shift_balance(&house, LEDGER_OVER_SHORT, 0, "EUR"), 20);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM drawer_end e JOIN drawer_session s "
				       "ON s.property = e.property AND s.id = e.next "
				       "WHERE e.property = $1 AND s.float_minor = 9980"), 1);
	roll(&house);
	shift_verify(&house);
	house_close(&house);
}

static void tips_are_paid_out_up_to_what_is_owed(void)
{
	struct payment_slip typed = { .amount_minor = PAY_EXACT, .tip_minor = 500,
				      .brand = "visa", .last_four = "1881",
				      .authorization_code = "A12345" };
	struct pay_result paid;
	struct till till;
	struct act act;

	till_open(&till, "drawer-tips", (const int64_t[]){ 41, 0 });
	typed.part = till.part;
	typed.tender_type = house_tender(&till.house, "bank");
	act = app_bill_act(&till.house.app, till.house.cashier, till.bill, -1);
	CHECK_OK_FATAL(payment_slip(&till.house.app, &act, &typed, &paid));
	CHECK_INT(move(&till.house, DRAWER_TIP_OUT, "EUR", 501, till.house.waiter, 0), ERR_TIP);
	CHECK_INT(move(&till.house, DRAWER_TIP_OUT, "EUR", 100, 77, 0), ERR_NOT_FOUND);
	CHECK_INT(move(&till.house, DRAWER_TIP_OUT, "EUR", 100, till.house.cashier, 0),
		  ERR_APPROVAL);
	CHECK_OK(move(&till.house, DRAWER_TIP_OUT, "EUR", 300, till.house.waiter, 0));
	CHECK_OK(move(&till.house, DRAWER_TIP_OUT, "EUR", 200, till.house.cashier,
		      till.house.manager));
	CHECK_INT(till_ledger(&till, LEDGER_TIPS), 0);
	CHECK_INT(expected(&till.house, "EUR"), 9500);
	till_close(&till);
}

const struct check_test test_drawer[] = {
	{ "every move has both sides, and its limit (L1, L6)", every_move_has_both_sides },
	{ "a move needs a reason and a drawer", a_reason_and_a_drawer_are_needed },
	{ "a drop takes two where the house says so (S)",
	  a_drop_takes_two_where_the_house_says_so },
	{ "every count is kept, a second is approved, the last stands (C3)",
	  a_recount_is_approved_and_the_last_one_stands },
	{ "cash that moved after a count asks for another (C3)",
	  a_sale_after_the_count_asks_for_another },
	{ "X is Z is the journal, through a roll (C3, L6)", x_is_z_is_the_journal },
	{ "the X tells what discounts came to, by rate too (C3)",
	  discounts_count_what_they_came_to },
	{ "an X is blind for who counts (C3)", an_x_is_blind_for_who_counts },
	{ "a drawer follows its cashier (C3)", a_drawer_follows_its_cashier },
	{ "a drawer is handed over as it was counted (C3)",
	  a_drawer_is_handed_over_as_it_was_counted },
	{ "tips are paid out up to what is owed (L7)", tips_are_paid_out_up_to_what_is_owed },
	{ 0 },
};
