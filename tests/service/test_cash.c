/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_cash.c -- cash at its edges: other exponents, the smallest and the largest
 * amounts, many tenders, many currencies, drawers that live through a roll.
 */
#include <string.h>

#include "base/str.h"
#include "core/money.h"
#include "document/document.h"
#include "document/text.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/receipt.h"
#include "service/refund.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

static struct property euro(int64_t step_minor)
{
	return (struct property){ .currency = "EUR", .exponent = 2, .cash_step_minor = step_minor };
}

static struct tender_type foreign(const char *unit, int64_t rate_num, int64_t rate_den)
{
	struct tender_type type = { .driver = "cash", .exponent = money_exponent(unit),
				    .rate_num = rate_num, .rate_den = rate_den,
				    .gives_change = true };

	for (int i = 0; unit[i] != '\0'; i++)
		type.unit[i] = unit[i];
	return type;
}

/* What is given is worth what is paid and handed back, but for the rounding. */
static void check_plan(const struct property *property, const struct tender_type *type,
		       int64_t due_minor, int64_t given_minor, struct pay_plan expected)
{
	struct pay_plan plan = { 0 };

	CHECK_OK(pay_plan_cash(property, type, due_minor, given_minor, &plan));
	CHECK_INT(plan.value_minor, expected.value_minor);
	CHECK_INT(plan.amount_minor, expected.amount_minor);
	CHECK_INT(plan.change_minor, expected.change_minor);
	CHECK_INT(plan.rounding_minor, expected.rounding_minor);
	CHECK_INT(plan.covers, expected.covers);
	CHECK_INT(plan.value_minor - plan.change_minor,
		  plan.amount_minor - plan.rounding_minor);
}

static void units_with_other_decimals_are_exchanged_exactly(void)
{
	struct property house = euro(5);
	struct tender_type yen = foreign("JPY", 1, 160), dinar = foreign("KWD", 3, 1),
			   rial = foreign("IRR", 1, 50000);
	struct pay_plan plan;

	check_plan(&house, &yen, 6000, 10000,
		   (struct pay_plan){ .value_minor = 6250, .amount_minor = 6000,
				      .change_minor = 250, .covers = true });
	check_plan(&house, &dinar, 6000, 20500,
		   (struct pay_plan){ .value_minor = 6150, .amount_minor = 6000,
				      .change_minor = 150, .covers = true });
	check_plan(&house, &rial, 203, 10000000,
		   (struct pay_plan){ .value_minor = 200, .amount_minor = 200 });
	CHECK_INT(pay_plan_cash(&house, &rial, 203, 20000, &plan), ERR_RANGE);
	CHECK_INT(pay_plan_cash(&house, &rial, 203, PAY_EXACT, &plan), ERR_RANGE);
}

static void a_house_without_decimals_takes_and_gives_whole_units(void)
{
	struct property house = { .currency = "JPY", .exponent = 0, .cash_step_minor = 1 };
	struct tender_type euros = foreign("EUR", 160, 1);

	check_plan(&house, &euros, 3001, 2000,
		   (struct pay_plan){ .value_minor = 3200, .amount_minor = 3001,
				      .change_minor = 199, .covers = true });
	check_plan(&house, &euros, 3001, 1,
		   (struct pay_plan){ .value_minor = 2, .amount_minor = 2 });
}

static void what_rounds_to_nothing_is_paid_with_nothing(void)
{
	struct property house = euro(5);
	struct tender_type cash = foreign("EUR", 1, 1), rial = foreign("IRR", 1, 50000);

	check_plan(&house, &cash, 2, PAY_EXACT,
		   (struct pay_plan){ .amount_minor = 2, .rounding_minor = 2, .covers = true });
	check_plan(&house, &cash, 3, PAY_EXACT,
		   (struct pay_plan){ .value_minor = 5, .amount_minor = 3, .rounding_minor = -2,
				      .covers = true });
	check_plan(&house, &cash, 3, 3,
		   (struct pay_plan){ .value_minor = 3, .amount_minor = 3, .covers = true });
	check_plan(&house, &rial, 2, 100,
		   (struct pay_plan){ .amount_minor = 2, .rounding_minor = 2, .covers = true });
}

static void more_than_anybody_has_is_refused(void)
{
	struct property house = euro(5);
	struct tender_type cash = foreign("EUR", 1, 1);
	struct tender_type dear = foreign("USD", MONEY_EXCHANGE_MAX, 1);
	struct pay_plan plan;

	CHECK_INT(pay_plan_cash(&house, &cash, 100, PAY_GIVEN_MAX + 1, &plan), ERR_OVERFLOW);
	CHECK_INT(pay_plan_cash(&house, &cash, 100, INT64_MAX, &plan), ERR_OVERFLOW);
	CHECK_OK(pay_plan_cash(&house, &cash, 100, PAY_GIVEN_MAX, &plan));
	CHECK_INT(pay_plan_cash(&house, &dear, 100, PAY_GIVEN_MAX, &plan), ERR_OVERFLOW);
	CHECK_INT(pay_plan_cash(&house, &cash, 0, 100, &plan), ERR_RANGE);
}

static void every_tender_of_a_part_is_on_its_receipt(void)
{
	struct pay_result result = { 0 };
	struct house house;
	struct act act;
	struct document *doc;
	struct paper_row row;
	int64_t bill, part, cash, shown = 0;

	shift_open(&house, "cash-many");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	part = shift_part(&house, bill, 0);
	cash = house_tender(&house, "cash");
	for (int i = 1; i < PAY_TENDERS_MAX; i++) {
		act = house_act(&house, bill);
		CHECK_OK_FATAL(pay_tender(&house.app, &act, part, cash, 10, &result));
	}
	act = house_act(&house, bill);
	CHECK_INT(pay_tender(&house.app, &act, part, cash, 10, &result), ERR_LIMIT);
	CHECK_OK(pay_tender(&house.app, &act, part, cash, PAY_EXACT, &result));
	CHECK(result.bill_closed);
	CHECK_OK_FATAL(receipt_load(house.app.db, result.paper, &row, &doc));
	for (size_t i = 0; i < document_count(doc); i++)
		shown += document_block(doc, i).kind == DOCUMENT_ROW &&
			 document_block(doc, i).start[0] == 'C' &&
			 document_block(doc, i).start[3] == 'h';
	CHECK_INT(shown, PAY_TENDERS_MAX);
	document_free(doc);
	house_close(&house);
}

static void more_foreign_units_than_hands_are_all_counted(void)
{
	static const char *const units[] = { "GBP", "CHF", "JPY", "KWD", "AED",
					     "SAR", "EGP", "TRY", "QAR", "SEK" };
	struct drawer_result counted = { 0 };
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t bill, part, id;

	shift_open(&house, "cash-units");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	part = shift_part(&house, bill, 0);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		act = app_act(&house.app, house.manager);
		CHECK_OK(setup_foreign_cash(&house.app, &act, units[i], 1, 1, &id));
		act = house_act(&house, bill);
		CHECK_OK(pay_tender(&house.app, &act, part, id, 30, &result));
	}
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_close(&house.app, &act, NULL, 0, &counted));
	CHECK_INT(counted.n, 1 + 10);
	for (int i = 1; i < counted.n; i++)
		CHECK_INT(counted.unit[i].expected_minor, 30);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM (SELECT unit FROM posting WHERE "
				       "property = $1 AND account = 23000001 GROUP BY unit "
				       "HAVING sum(amount_minor) <> 0) AS x"),
		  0);
	shift_verify(&house);
	house_close(&house);
}

static void ways_to_pay_and_rates_have_their_bounds(void)
{
	struct house house;
	struct act act;
	int64_t id;

	shift_open(&house, "cash-bounds");
	act = app_act(&house.app, house.manager);
	CHECK_INT(setup_foreign_cash(&house.app, &act, "IRR", 1, MONEY_EXCHANGE_MAX + 1, &id),
		  ERR_RANGE);
	CHECK_INT(setup_foreign_cash(&house.app, &act, "XXZ", 1, 2, &id), ERR_RANGE);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(setup_foreign_cash(&house.app, &act, "IRR", 1, 2, &id), ERR_APPROVAL);
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_close(&house.app, &act, NULL, 0, &(struct drawer_result){ 0 }));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_open(&house.app, &act, DRAWER_AMOUNT_MAX + 1, &id), ERR_OVERFLOW);
	CHECK_OK(drawer_open(&house.app, &act, DRAWER_AMOUNT_MAX, &id));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_close(&house.app, &act,
			       &(struct drawer_piece){ "EUR", 0, DRAWER_AMOUNT_MAX + 1 }, 1,
			       &(struct drawer_result){ 0 }),
		  ERR_OVERFLOW);
	house_close(&house);
}

static void a_drawer_and_a_tab_live_through_a_roll(void)
{
	struct drawer_result counted = { 0 };
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t tab;
	int32_t date;

	shift_open(&house, "cash-roll");
	act = app_act(&house.app, house.cashier);
	CHECK_OK(bill_open(&house.app, &act, 0, "Window", 2, &tab));
	shift_add(&house, tab, 32, 1);
	shift_pay(&house, tab, 0, 500);
	date = house.app.property.business_date;
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 1, NULL));
	result = shift_pay(&house, tab, 0, 2000);
	CHECK(result.bill_closed);
	CHECK_INT(result.plan.change_minor, 700);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 2, NULL));
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_close(&house.app, &act,
			      &(struct drawer_piece){ "EUR", 100, 118 }, 1, &counted));
	CHECK_INT(counted.unit[0].expected_minor, 11800);
	CHECK_INT(shift_balance(&house, LEDGER_OVER_SHORT, 0, "EUR"), 0);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 3, NULL));
	shift_verify(&house);
	house_close(&house);
}

/* What was taken before keeps its rate, in its row and in the books. */
static void a_new_rate_is_for_what_comes_after_it(void)
{
	struct pay_result result = { 0 };
	struct house house;
	struct act act;
	int64_t bill, part, dollars, again = 0;

	shift_open(&house, "cash-rate");
	dollars = house_tender(&house, "cash-USD");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	part = shift_part(&house, bill, 0);
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, part, dollars, 2000, &result));
	CHECK_INT(result.plan.amount_minor, 1800);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(setup_foreign_cash(&house.app, &act, "USD", 23, 25, &again), ERR_APPROVAL);
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_foreign_cash(&house.app, &act, "USD", 23, 25, &again));
	CHECK_INT(again, dollars);
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, part, dollars, 2000, &result));
	CHECK_INT(result.plan.amount_minor, 1840);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM tender WHERE property = $1 AND "
				       "rate_num * 10 = rate_den * 9 AND amount_minor = 1800"), 1);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM tender WHERE property = $1 AND "
				       "rate_num = 23 AND rate_den = 25"), 1);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM tender_type WHERE property = $1"), 2);
	CHECK_INT(shift_balance(&house, LEDGER_EXCHANGE, 2, "EUR"), 3640);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	house_close(&house);
}

/* Takes back the newest cash of a bill; the first error or ERR_STATE when there is none. */
static enum err take_back(struct house *house, int64_t bill, int64_t *ret_tender)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	struct act act = shift_why(house, bill, "tender");
	int n = 0;

	CHECK_OK(store_tender_cash(house->app.db, bill, rows, PAY_TENDERS_MAX, &n));
	*ret_tender = n > 0 ? rows[0].id : 0;
	return pay_take_back(&house->app, &act, *ret_tender);
}

/* 5 was typed for 50: it is taken back, and all is as if it had not been. */
static void cash_that_was_taken_wrongly_is_taken_back(void)
{
	struct house house;
	struct bill_view view;
	struct pay_result result;
	struct act act;
	int64_t bill, tender = 0;

	shift_open(&house, "cash-back");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	CHECK_INT(take_back(&house, bill, &tender), ERR_STATE);
	shift_pay(&house, bill, 0, 500);
	CHECK_OK(take_back(&house, bill, &tender));
	act = shift_why(&house, bill, "tender");
	CHECK_INT(pay_take_back(&house.app, &act, tender), ERR_STATE);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000);
	CHECK_INT(shift_balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	view = shift_look(&house, bill);
	CHECK_INT(view.due_minor, 1800);
	CHECK(!view.parts[0].is_frozen);
	bill_view_done(&view);
	shift_add(&house, bill, 22, 1);
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, shift_part(&house, bill, 0),
			    house_tender(&house, "cash-USD"), 1000, &result));
	shift_pay(&house, bill, 0, 300);
	CHECK_OK(take_back(&house, bill, &tender));
	view = shift_look(&house, bill);
	CHECK_INT(view.due_minor, 2050 - 900);
	CHECK(view.parts[0].is_frozen);
	bill_view_done(&view);
	CHECK_OK(take_back(&house, bill, &tender));
	CHECK_INT(shift_balance(&house, LEDGER_EXCHANGE, 2, "USD"), 0);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "USD"), 0);
	shift_verify(&house);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	CHECK_INT(take_back(&house, bill, &tender), ERR_CLOSED);
	CHECK_INT(shift_balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000 + 2050);
	CHECK_INT(shift_balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	shift_verify(&house);
	house_close(&house);
}

/* The receipt has only what stands, and a refund goes back to it; the X counts what stands. */
static void what_was_taken_back_is_nowhere_afterwards(void)
{
	struct drawer_report report;
	struct paper_row paper;
	struct document *doc;
	struct str text = { 0 };
	struct refund_order order = { .amount_minor = 1800 };
	struct refund_plan plan;
	struct house house;
	int64_t bill, tender = 0, part, receipt;

	shift_open(&house, "cash-back-papers");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	shift_pay(&house, bill, 0, 777);
	CHECK_OK(take_back(&house, bill, &tender));
	part = order.part = shift_part(&house, bill, 0);
	receipt = shift_pay(&house, bill, 0, PAY_EXACT).paper;
	CHECK_OK_FATAL(receipt_load(house.app.db, receipt, &paper, &doc));
	document_render_text(doc, 42, NULL, &text);
	CHECK(strstr(str_text(&text), "7.77") == NULL);
	CHECK(strstr(str_text(&text), "18.00") != NULL);
	str_done(&text);
	document_free(doc);
	CHECK_OK(refund_plan(&house.app, bill, &order, &plan));
	CHECK_INT(plan.n_legs, 1);
	CHECK_INT(plan.legs[0].given_minor, 1800);
	CHECK(plan.legs[0].tender != tender && part != 0);
	CHECK_OK(drawer_report(&house.app,
			       shift_number(&house, "SELECT max(id) FROM drawer_session WHERE "
						    "property = $1"),
			       house.manager, &report));
	for (int i = 0; i < report.figures.n; i++)
		if (str_equal(report.figures.figure[i].kind, "cash")) {
			CHECK_INT(report.figures.figure[i].number, 1);
			CHECK_INT(report.figures.figure[i].amount_minor, 1800);
		}
	house_close(&house);
}

/* The cashier alone takes back so much; without a reason nobody does. */
static void taking_back_wants_a_reason_and_above_a_limit_a_manager(void)
{
	struct house house, second;
	struct perm_need need;
	struct act act;
	int64_t bill, tender;

	shift_open(&house, "cash-back-limit");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 41, 0 });
	shift_pay(&house, bill, 0, 8000);
	tender = shift_number(&house, "SELECT max(id) FROM tender WHERE property = $1");
	act = house_act(&house, bill);
	act.staff = house.manager;
	CHECK_INT(pay_take_back(&house.app, &act, tender), ERR_REASON);
	act = house_act(&house, bill);
	act.staff = house.cashier;
	act.reason = house_reason(&house, "tender");
	act.need = &need;
	CHECK_INT(pay_take_back(&house.app, &act, tender), ERR_APPROVAL);
	CHECK_INT(need.amount_minor, 8000);
	shift_join(&second, &house, "cash-back-limit", 2);
	act = shift_why(&second, bill, "tender");
	CHECK_OK(bill_take_over(&second.app, &act));
	act = shift_why(&second, bill, "tender");
	CHECK_INT(pay_take_back(&second.app, &act, tender), ERR_NO_DRAWER);
	CHECK_OK(bill_release(&second.app, &act));
	house_close(&second);
	act = shift_why(&house, bill, "tender");
	act.staff = house.cashier;
	act.approver = house.manager;
	CHECK_OK(pay_take_back(&house.app, &act, tender));
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_cash[] = {
	{ "cash that was taken wrongly is taken back (L2, M5)",
	  cash_that_was_taken_wrongly_is_taken_back },
	{ "what was taken back is nowhere afterwards (B7, P9, C3)",
	  what_was_taken_back_is_nowhere_afterwards },
	{ "taking back wants a reason, its drawer, above a limit a manager (B1)",
	  taking_back_wants_a_reason_and_above_a_limit_a_manager },
	{ "a new rate is for what comes after it (M8)", a_new_rate_is_for_what_comes_after_it },
	{ "units with other decimals are exchanged exactly (M8)",
	  units_with_other_decimals_are_exchanged_exactly },
	{ "a house without decimals takes and gives whole units (M8)",
	  a_house_without_decimals_takes_and_gives_whole_units },
	{ "what rounds to nothing is paid with nothing (M7)",
	  what_rounds_to_nothing_is_paid_with_nothing },
	{ "more than anybody has is refused (M1)", more_than_anybody_has_is_refused },
	{ "every tender of a part is on its receipt (B7)",
	  every_tender_of_a_part_is_on_its_receipt },
	{ "all foreign units of a drawer are counted (M8, C3)",
	  more_foreign_units_than_hands_are_all_counted },
	{ "ways to pay, rates, floats and counts have their bounds",
	  ways_to_pay_and_rates_have_their_bounds },
	{ "a drawer and a tab live through a roll (C3, L8)",
	  a_drawer_and_a_tab_live_through_a_roll },
	{ 0 },
};
