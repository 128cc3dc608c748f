/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_cells.c -- a line that stands in several parts and columns: voids, discounts
 * and more of it go where its amount stands, cent by cent.
 */
#include "service/shift.h"
#include "service/suites.h"
#include "store/store_menu.h"

/* What the kitchen of a set menu, and a move, write: rows that name the line. */
struct extra {
	int64_t bill, line, part;
	int64_t choice_minor;        /* of wine with each piece */
	int64_t amount_minor, quantity; /* that moves to the part */
};

static enum err extra_in(struct tx *tx, void *arg)
{
	const struct extra *extra = arg;
	struct line_row line, row;
	struct item wine;
	enum err err = store_line_load(tx->db, extra->line, &line);

	if (err == ERR_OK)
		err = store_item_by_code(tx->db, 41, tx->business_date, &wine);
	row = (struct line_row){ .bill = extra->bill, .kind = LINE_CHOICE, .of = extra->line,
				 .price_minor = extra->choice_minor,
				 .amount_minor = extra->choice_minor * line.quantity,
				 .tax_version = wine.tax_version, .department = wine.department };
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	row = (struct line_row){ .bill = extra->bill, .kind = LINE_MOVE, .of = extra->line,
				 .quantity = -extra->quantity,
				 .amount_minor = -extra->amount_minor,
				 .tax_version = line.tax_version, .department = line.department };
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	row.part = extra->part;
	row.quantity = extra->quantity;
	row.amount_minor = extra->amount_minor;
	return err == ERR_OK ? store_line_insert(tx, &row) : err;
}

/* Two pieces at 18.00 with wine at 3.00 each: 42.00, of which one piece's food stands in part 2. */
static int64_t stand_apart(struct house *house, int64_t bill)
{
	int64_t line = shift_add(house, bill, 32, 2);
	struct extra extra = { bill, line, 0, 300, 1800, 1 };
	struct act act = house_act(house, bill);

	CHECK_OK_FATAL(bill_split_evenly(&house->app, &act, 2));
	extra.part = shift_part(house, bill, 1);
	act = house_act(house, bill);
	CHECK_OK_FATAL(act_run(house->app.db, &act, "extra", "", extra_in, &extra, NULL));
	return line;
}

static void check_stands(struct house *house, int64_t bill, const int64_t *amounts,
			 const int64_t *pieces)
{
	struct bill_view view = shift_look(house, bill);

	CHECK_INT(view.n_stands, 3);
	for (int i = 0; i < view.n_stands && i < 3; i++) {
		CHECK_INT(view.stands[i].amount_minor, amounts[i]);
		CHECK_INT(view.stands[i].quantity, pieces[i]);
	}
	bill_view_done(&view);
}

static void a_void_stands_where_the_amount_stands(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "cells-void");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = stand_apart(&house, bill);
	check_stands(&house, bill, (const int64_t[]){ 1800, 600, 1800 },
		     (const int64_t[]){ 1, 0, 1 });
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 1));
	view = shift_look(&house, bill);
	CHECK_INT(view.items[0].amount_minor, 2100);
	CHECK_INT(view.items[0].quantity, 1);
	CHECK_INT(view.stands[0].amount_minor, 900);
	CHECK_INT(view.stands[1].amount_minor, 300);
	CHECK_INT(view.stands[2].amount_minor, 900);
	bill_view_done(&view);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 0));
	view = shift_look(&house, bill);
	CHECK_INT(view.n_items, 0);
	CHECK_INT(view.n_stands, 0);
	CHECK_INT(view.due_minor, 0);
	bill_view_done(&view);
	CHECK_INT(shift_number(&house,
			       "SELECT count(*) FROM (SELECT part FROM line WHERE property = $1 "
			       "AND amount_minor <> 0 GROUP BY part, tax_version, department "
			       "HAVING sum(amount_minor) <> 0) AS x"),
		  0);
	shift_verify(&house);
	house_close(&house);
}

static void a_discount_goes_off_every_cell_and_comes_back(void)
{
	struct house house;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "cells-discount");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = stand_apart(&house, bill);
	for (int round = 0; round < 2; round++) {
		act = shift_why(&house, bill, "discount");
		CHECK_OK(bill_discount(&house.app, &act, line, 0, round == 0 ? 100000 : 1000000));
		if (round == 0)
			check_stands(&house, bill, (const int64_t[]){ 1620, 540, 1620 },
				     (const int64_t[]){ 1, 0, 1 });
		act = shift_why(&house, bill, "discount");
		CHECK_OK(bill_undiscount(&house.app, &act, line));
		check_stands(&house, bill, (const int64_t[]){ 1800, 600, 1800 },
			     (const int64_t[]){ 1, 0, 1 });
	}
	house_close(&house);
}

static void one_more_comes_with_its_choices(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "cells-again");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = stand_apart(&house, bill);
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, line, 2));
	check_stands(&house, bill, (const int64_t[]){ 3600, 1200, 3600 },
		     (const int64_t[]){ 2, 0, 2 });
	view = shift_look(&house, bill);
	CHECK_INT(view.items[0].unit_minor, 2100);
	CHECK_INT(view.items[0].quantity, 4);
	bill_view_done(&view);
	house_close(&house);
}

static void what_a_paid_part_holds_of_a_line_is_not_voided(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	struct extra extra;
	int64_t bill, line;

	shift_open(&house, "cells-frozen");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	line = shift_add(&house, bill, 32, 2);
	act = house_act(&house, bill);
	CHECK_OK_FATAL(bill_split_evenly(&house.app, &act, 2));
	for (int i = 0; i < 2; i++) {
		extra = (struct extra){ bill, line, shift_part(&house, bill, i), 0, 1800, 1 };
		act = house_act(&house, bill);
		CHECK_OK_FATAL(act_run(house.app.db, &act, "extra", "", extra_in, &extra, NULL));
	}
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).part_closed);
	act = shift_why(&house, bill, "void");
	CHECK_INT(bill_void(&house.app, &act, line, 2), ERR_FROZEN);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 1));
	view = shift_look(&house, bill);
	CHECK_INT(view.n_stands, 1);
	CHECK_INT(view.stands[0].part, 1);
	CHECK_INT(view.stands[0].amount_minor, 1800);
	CHECK_INT(view.due_minor, 0);
	bill_view_done(&view);
	house_close(&house);
}

const struct check_test test_cells[] = {
	{ "cells: a void stands where the amount stands, in its own cents (M2, M4)",
	  a_void_stands_where_the_amount_stands },
	{ "cells: a discount goes off every cell and comes back (M2)",
	  a_discount_goes_off_every_cell_and_comes_back },
	{ "cells: one more comes with its choices, where the line stands",
	  one_more_comes_with_its_choices },
	{ "cells: what a paid part holds of a line is not voided (M5)",
	  what_a_paid_part_holds_of_a_line_is_not_voided },
	{ 0 },
};
