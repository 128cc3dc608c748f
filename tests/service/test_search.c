/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_search.c -- from a clue to the sale, by an index each time.
 */
#include "service/search.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "check.h"
#include "service/day.h"
#include "service/suites.h"
#include "service/till_card.h"

/* A slip sale at table 5 with a tip, then a cash sale at table 6 on the next date. */
static void open_sales(struct till *till, const char *name)
{
	struct payment_slip typed = { .amount_minor = PAY_EXACT, .tip_minor = 500,
				      .brand = "visa", .last_four = "1881",
				      .authorization_code = "A12345" };
	struct pay_result paid;
	struct bill_view view;
	struct act act;

	till_open(till, name, (const int64_t[]){ 41, 0 });
	typed.part = till->part;
	typed.tender_type = house_tender(&till->house, "bank");
	act = till_act(till);
	CHECK_OK_FATAL(payment_slip(&till->house.app, &act, &typed, &paid));
	act = app_act(&till->house.app, till->house.auditor);
	CHECK_OK(day_roll(&till->house.app, &act, till->house.app.property.business_date + 1,
			  NULL));
	till->bill = house_check(&till->house, 6, (const int64_t[]){ 32, 0 });
	CHECK_OK_FATAL(bill_view_load(till->house.app.db, till->bill, &view));
	act = till_act(till);
	CHECK_OK(pay_tender(&till->house.app, &act, view.parts[0].id,
			    house_tender(&till->house, "cash"), PAY_EXACT, &paid));
	bill_view_done(&view);
}

static void any_clue_finds_the_sale(void)
{
	static const struct {
		struct search search;
		int n;
		int64_t table;
		enum err err;
	} cases[] = {
		{ { .last_four = "1881" }, 1, 5, ERR_OK },
		{ { .last_four = "1881", .amount_minor = 6500 }, 1, 5, ERR_OK },
		{ { .last_four = "1881", .amount_minor = 6000 }, 1, 5, ERR_OK },
		{ { .last_four = "1881", .amount_minor = 6001 }, 0, 0, ERR_OK },
		{ { .last_four = "1882" }, 0, 0, ERR_OK },
		{ { .authorization_code = "A12345" }, 1, 5, ERR_OK },
		{ { .receipt = 2 }, 1, 6, ERR_OK },
		{ { .receipt = 1, .station = 1 }, 1, 5, ERR_OK },
		{ { .receipt = 1, .station = 2 }, 0, 0, ERR_OK },
		{ { .amount_minor = 1800 }, 1, 6, ERR_OK },
		{ { .table_number = 5 }, 1, 5, ERR_OK },
		{ { .from = 1 }, 2, 6, ERR_OK },
		{ { .to = 1 }, 0, 0, ERR_OK },
		{ { .last_four = "18" }, 0, 0, ERR_RANGE },
		{ { .from = 2, .to = 1 }, 0, 0, ERR_RANGE },
		{ { .station = 1 }, 0, 0, ERR_RANGE },
	};
	struct search_hit hits[SEARCH_HITS_MAX];
	struct till till;

	open_sales(&till, "search");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int n = 0;

		CHECK_INT(search_sales(&till.house.app, &cases[i].search, hits, SEARCH_HITS_MAX,
				       &n), cases[i].err);
		CHECK_INT(n, cases[i].n);
		if (n > 0)
			CHECK_INT(hits[0].table_number, cases[i].table);
		if (n > 0 && hits[0].table_number == 5) {
			CHECK_TEXT(hits[0].last_four, "1881");
			CHECK_TEXT(hits[0].tender_code, "bank");
			CHECK_INT(hits[0].tip_minor, 500);
			CHECK_INT(hits[0].number, 1);
		}
	}
	till_close(&till);
}

static void no_table_is_walked(void)
{
	static const int n_values[] = { 9, 8, 9, 7 };
	const struct db_value values[9] = { V(1), V(0), V(INT32_MAX), V(0), V(0), V(0), V(50),
					    V(1), V(1) };
	struct till till;

	till_open(&till, "search-plan", (const int64_t[]){ 41, 0 });
	for (int i = 0; store_search_sql(i) != NULL; i++) {
		struct str sql = { 0 };
		struct db_rows *rows;
		int lines = 0, walks = 0;

		str_addf(&sql, "EXPLAIN QUERY PLAN %s", store_search_sql(i));
		rows = db_query_values(till.house.app.db, str_text(&sql), n_values[i], values);
		for (; db_next(rows); lines++)
			walks += strncmp(db_text(rows, 3), "SCAN", 4) == 0;
		CHECK_OK(db_end(rows));
		CHECK(lines > 3);
		CHECK_INT(walks, 0);
		str_done(&sql);
	}
	till_close(&till);
}

const struct check_test test_search[] = {
	{ "digits, amount, date, code, receipt or table lead to the sale (D)",
	  any_clue_finds_the_sale },
	{ "every search begins at an index and walks no table (D)", no_table_is_walked },
	{ 0 },
};
