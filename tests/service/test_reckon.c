/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_reckon.c -- verify reckons bills again: what was written by a right act, with
 * a right hash, and balances, but is not what the lines give.
 */
#include "service/books.h"

#include <string.h>

#include "service/shift.h"
#include "service/suites.h"

static void check_names(struct house *house, int64_t bill, const char *words)
{
	struct verify_result result = { 0 };
	char begin[64];

	snprintf(begin, sizeof begin, "bill %lld: ", (long long)bill);
	CHECK_INT(books_verify_bills(house->app.db, NULL, NULL, &result), ERR_CORRUPT);
	CHECK_INT(result.wrong, 1);
	CHECK(strncmp(result.first, begin, strlen(begin)) == 0);
	CHECK(strstr(result.first, words) != NULL);
}

/* A line that came behind the last payment. */
static enum err add_line(struct tx *tx, void *arg)
{
	const struct line_row *like = arg;
	struct line_row line = *like;

	return store_line_insert(tx, &line);
}

static void a_line_behind_a_closed_bill_is_found(void)
{
	struct verify_result result = { 0 };
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t other, bill;

	shift_open(&house, "reckon-line");
	other = house_check(&house, 4, (const int64_t[]){ 22, 0 });
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	CHECK(shift_pay(&house, other, 0, PAY_EXACT).bill_closed);
	CHECK(shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	shift_verify(&house);
	view = shift_look(&house, bill);
	act = app_act(&house.app, house.manager);
	CHECK_OK(act_run(house.app.db, &act, "stray", "", add_line, &view.rows.lines[0], NULL));
	bill_view_done(&view);
	CHECK_OK(verify_run(house.app.db, NULL, NULL, &result));
	check_names(&house, bill, "its lines do not give");
	CHECK_INT(books_verify(&house.app, NULL, NULL, &result), ERR_CORRUPT);
	CHECK_INT(result.wrong, 1);
	house_close(&house);
}

/* Two parts of 9.00 (8.18 and 0.82 of tax) are frozen with 8.00 and 10.00. */
static enum err freeze(struct tx *tx, void *arg)
{
	const struct bill_view *view = arg;
	struct frozen_row row = { .tax_version = view->columns[0].tax_version,
				  .department = view->columns[0].department };
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < 2; i++) {
		row.part = view->parts[i].id;
		row.component = 0;
		row.amount_minor = i == 0 ? 718 : 918;
		err = store_frozen_insert(tx, view->rows.head.id, &row);
		row.component = 1;
		row.amount_minor = 82;
		if (err == ERR_OK)
			err = store_frozen_insert(tx, view->rows.head.id, &row);
	}
	return err;
}

static void a_part_frozen_with_what_is_another_s_is_found(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "reckon-part");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_verify(&house);
	view = shift_look(&house, bill);
	act = app_act(&house.app, house.manager);
	CHECK_OK(act_run(house.app.db, &act, "stray", "", freeze, &view, NULL));
	bill_view_done(&view);
	check_names(&house, bill, "a part was frozen with other amounts");
	house_close(&house);
}

/* Each part agrees with the bill as it was when it was frozen, not as it is now. */
static void what_was_rung_after_a_part_was_paid_changes_nothing_for_it(void)
{
	struct verify_result result = { 0 };
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "reckon-then");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 41, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	shift_pay(&house, bill, 0, PAY_EXACT);
	shift_add(&house, bill, 22, 1);
	shift_pay(&house, bill, 1, 500);
	shift_add(&house, bill, 31, 2);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	shift_pay(&house, bill, 1, PAY_EXACT);
	CHECK(shift_pay(&house, bill, 2, PAY_EXACT).bill_closed);
	CHECK_OK(books_verify_bills(house.app.db, NULL, NULL, &result));
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_reckon[] = {
	{ "a line behind a closed bill is found (M5)", a_line_behind_a_closed_bill_is_found },
	{ "a part frozen with what is another's is found (M5)",
	  a_part_frozen_with_what_is_another_s_is_found },
	{ "what was rung after a part was paid changes nothing for it (M5)",
	  what_was_rung_after_a_part_was_paid_changes_nothing_for_it },
	{ NULL, NULL },
};
