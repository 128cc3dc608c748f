/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_pay.c -- cash, foreign cash, rounding, parts that freeze and close, receipts.
 */
#include "service/pay.h"

#include <stdio.h>
#include <string.h>

#include "core/entry.h"
#include "document/document.h"
#include "double/house.h"
#include "service/drawer.h"
#include "service/receipt.h"
#include "service/suites.h"

static void open_house(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/pay-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, true);
}

static int64_t balance(struct house *house, enum ledger ledger, int64_t member, const char *unit)
{
	static const char sql[] = "SELECT coalesce(sum(amount_minor), 0) FROM posting "
				  "WHERE property = $1 AND account = $2 AND unit = $3";
	int64_t minor = -1;

	CHECK_OK(db_one_int(house->app.db, &minor, sql, V(1), V(entry_account(ledger, member)),
			    V(unit)));
	return minor;
}

static int64_t part_id(struct house *house, int64_t bill, int index)
{
	struct bill_view view;
	int64_t id = 0;

	CHECK_OK_FATAL(bill_view_load(house->app.db, bill, &view));
	if (index < view.n_parts)
		id = view.parts[index].id;
	bill_view_done(&view);
	return id;
}

static void pay(struct house *house, int64_t bill, int part, const char *code, int64_t given,
		struct pay_result *result)
{
	struct act act = house_act(house, bill);

	CHECK_OK(pay_tender(&house->app, &act, part_id(house, bill, part),
			    house_tender(house, code), given, result));
}

static void exact_cash_closes_the_bill_and_issues_a_receipt(void)
{
	struct pay_result result;
	struct paper_row paper;
	struct document *doc;
	struct house house;
	char number[32];
	int64_t bill;

	open_house(&house, "exact");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 32, 0 });
	pay(&house, bill, 0, "cash", PAY_EXACT, &result);
	CHECK(result.bill_closed && result.part_closed);
	CHECK_INT(result.plan.amount_minor, 2020);
	CHECK_INT(balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000 + 2020);
	CHECK_OK_FATAL(receipt_load(house.app.db, result.paper, &paper, &doc));
	CHECK_TEXT(receipt_number(&paper, number, sizeof number), "1-000001");
	CHECK_TEXT(document_kind(doc), "receipt");
	document_free(doc);
	house_close(&house);
}

static void a_note_gives_change_and_rounds_only_cash(void)
{
	struct pay_result result;
	struct house house;
	int64_t bill;

	open_house(&house, "change");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 51, 51, 0 });
	pay(&house, bill, 0, "cash", 2000, &result);
	CHECK_INT(result.plan.amount_minor, 1802);
	CHECK_INT(result.plan.change_minor, 200);
	CHECK_INT(result.plan.rounding_minor, 2);
	CHECK_INT(balance(&house, LEDGER_ROUNDING, 0, "EUR"), 2);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "EUR"), 11800);
	CHECK_INT(balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	house_close(&house);
}

static void foreign_cash_goes_through_the_exchange_position(void)
{
	struct pay_result result;
	struct house house;
	int64_t bill;

	open_house(&house, "foreign");
	bill = house_check(&house, 5, (const int64_t[]){ 41, 0 });
	pay(&house, bill, 0, "cash-USD", 10000, &result);
	CHECK_INT(result.plan.value_minor, 9000);
	CHECK_INT(result.plan.amount_minor, 6000);
	CHECK_INT(result.plan.change_minor, 3000);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "USD"), 10000);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "EUR"), 10000 - 3000);
	CHECK_INT(balance(&house, LEDGER_EXCHANGE, 2, "USD"), -10000);
	CHECK_INT(balance(&house, LEDGER_EXCHANGE, 2, "EUR"), 9000);
	house_close(&house);
}

static void parts_are_paid_one_by_one_and_the_last_closes(void)
{
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t bill, line, paid = 0;

	open_house(&house, "parts");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 21, 41, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	for (int i = 0; i < 3; i++) {
		pay(&house, bill, i, "cash", 5000, &result);
		CHECK(result.part_closed);
		CHECK_INT(result.bill_closed, i == 2);
		paid += result.plan.amount_minor;
	}
	CHECK_INT(paid, 6770);
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 21, 1, &line), ERR_CLOSED);
	CHECK_INT(balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	house_close(&house);
}

static void a_paid_part_stays_and_the_rest_takes_what_is_added(void)
{
	struct pay_result result;
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, line;

	open_house(&house, "frozen");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	pay(&house, bill, 0, "cash", PAY_EXACT, &result);
	act = house_act(&house, bill);
	CHECK_OK(bill_add(&house.app, &act, 22, 1, &line));
	CHECK_OK_FATAL(bill_view_load(house.app.db, bill, &view));
	CHECK_INT(view.parts[0].total_minor, 900);
	CHECK_INT(view.parts[1].due_minor, 1150);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	CHECK_INT(bill_void(&house.app, &act, view.items[0].line, 0), ERR_FROZEN);
	bill_view_done(&view);
	pay(&house, bill, 1, "cash", PAY_EXACT, &result);
	CHECK(result.bill_closed);
	house_close(&house);
}

static void several_tenders_cover_one_part(void)
{
	struct pay_result result;
	struct house house;
	int64_t bill;

	open_house(&house, "several");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	pay(&house, bill, 0, "cash", 1000, &result);
	CHECK(!result.part_closed);
	CHECK_INT(balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), -1000);
	pay(&house, bill, 0, "cash-USD", 500, &result);
	CHECK_INT(result.plan.amount_minor, 450);
	pay(&house, bill, 0, "cash", 500, &result);
	CHECK(result.bill_closed);
	CHECK_INT(result.plan.change_minor, 150);
	house_close(&house);
}

static void a_repeated_tender_posts_nothing_again(void)
{
	struct pay_result first, again;
	struct house house;
	struct act act;
	int64_t bill, part, cash;

	open_house(&house, "repeat");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	part = part_id(&house, bill, 0);
	cash = house_tender(&house, "cash");
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, part, cash, 2000, &first));
	CHECK_OK(pay_tender(&house.app, &act, part, cash, 2000, &again));
	CHECK_INT(again.plan.change_minor, 200);
	CHECK_INT(again.paper, first.paper);
	CHECK(again.bill_closed);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "EUR"), 11800);
	CHECK_INT(pay_tender(&house.app, &act, part, cash, 5000, &again), ERR_KEY_REUSED);
	house_close(&house);
}

static void without_a_drawer_no_cash_is_taken(void)
{
	struct pay_result result;
	struct house house;
	struct act act;
	char url[512];
	int64_t bill;

	snprintf(url, sizeof url, "sqlite:%s/pay-nodrawer.db?twice=1", check_folder());
	house_open(&house, url, 1, false);
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_INT(pay_tender(&house.app, &act, part_id(&house, bill, 0),
			     house_tender(&house, "cash"), PAY_EXACT, &result),
		  ERR_NO_DRAWER);
	house_close(&house);
}

static void a_count_posts_over_and_short_per_currency(void)
{
	const struct drawer_piece pieces[] = { { "EUR", 5000, 2 }, { "EUR", 0, 1780 },
					       { "USD", 500, 1 } };
	struct drawer_result counted;
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t bill;

	open_house(&house, "count");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	pay(&house, bill, 0, "cash", PAY_EXACT, &result);
	act = app_act(&house.app, house.cashier);
	CHECK_OK(drawer_close(&house.app, &act, pieces, 3, &counted));
	CHECK_INT(counted.n, 2);
	CHECK_INT(counted.unit[0].expected_minor, 11800);
	CHECK_INT(counted.unit[0].counted_minor, 11780);
	CHECK_INT(counted.unit[1].counted_minor, 500);
	CHECK_INT(balance(&house, LEDGER_OVER_SHORT, 0, "EUR"), 20);
	CHECK_INT(balance(&house, LEDGER_OVER_SHORT, 0, "USD"), -500);
	CHECK_INT(balance(&house, LEDGER_DRAWER, 1, "EUR"), 0);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(drawer_close(&house.app, &act, pieces, 3, &counted), ERR_NO_DRAWER);
	house_close(&house);
}

static void a_reprint_is_a_numbered_duplicate(void)
{
	struct pay_result result;
	struct house house;
	struct act act;
	char mark[32];
	int64_t bill, copy = -1;

	open_house(&house, "reprint");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	pay(&house, bill, 0, "cash", PAY_EXACT, &result);
	for (int64_t expected = 0; expected < 3; expected++) {
		act = house_act(&house, 0);
		CHECK_OK(receipt_print(&house.app, &act, result.paper, &copy));
		CHECK_INT(copy, expected);
	}
	CHECK(receipt_mark(0, mark, sizeof mark) == NULL);
	CHECK_TEXT(receipt_mark(2, mark, sizeof mark), "DUPLICATE 2");
	house_close(&house);
}

static void a_check_discounted_to_nothing_still_has_its_receipt(void)
{
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t bill;

	open_house(&house, "nothing");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = app_bill_act(&house.app, house.manager, bill, -1);
	act.reason = house_reason(&house, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 1000000));
	act = house_act(&house, bill);
	CHECK_OK(pay_nothing(&house.app, &act, part_id(&house, bill, 0), &result));
	CHECK(result.bill_closed);
	CHECK(result.paper != 0);
	house_close(&house);
}

const struct check_test test_pay[] = {
	{ "exact cash closes the bill and issues a receipt (B2, B7)",
	  exact_cash_closes_the_bill_and_issues_a_receipt },
	{ "a note gives change and rounds only cash (M7)",
	  a_note_gives_change_and_rounds_only_cash },
	{ "foreign cash goes through the exchange position (M8)",
	  foreign_cash_goes_through_the_exchange_position },
	{ "parts are paid one by one and the last closes (B2)",
	  parts_are_paid_one_by_one_and_the_last_closes },
	{ "a paid part stays and the rest takes what is added (M5)",
	  a_paid_part_stays_and_the_rest_takes_what_is_added },
	{ "several tenders cover one part (B2)", several_tenders_cover_one_part },
	{ "a repeated tender posts nothing again (L3)", a_repeated_tender_posts_nothing_again },
	{ "without a drawer no cash is taken (C3)", without_a_drawer_no_cash_is_taken },
	{ "a count posts over and short per currency (C3, M8)",
	  a_count_posts_over_and_short_per_currency },
	{ "a reprint is a numbered duplicate (B7)", a_reprint_is_a_numbered_duplicate },
	{ "a check discounted to nothing still has its receipt (B2)",
	  a_check_discounted_to_nothing_still_has_its_receipt },
	{ NULL, NULL },
};
