/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_split.c -- splits after splits, parts paid in between, and what is left over.
 */
#include "service/bill_split.h"
#include "service/shift.h"
#include "service/suites.h"

static int64_t split_bill(struct house *house, const char *name, int n)
{
	struct act act;
	int64_t bill;

	shift_open(house, name);
	bill = house_check(house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(house, bill);
	CHECK_OK(bill_split_evenly(&house->app, &act, n));
	return bill;
}

static void what_no_part_can_take_is_refused_not_lost(void)
{
	struct pay_result result;
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill = split_bill(&house, "split-idle", 3), line;

	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 1));
	result = shift_pay(&house, bill, 0, 1000);
	CHECK(!result.part_closed);
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 22, 1, &line), ERR_FROZEN);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 1));
	shift_add(&house, bill, 22, 1);
	view = shift_look(&house, bill);
	CHECK_INT(view.n_parts, 2);
	CHECK_INT(view.parts[0].due_minor + view.parts[1].due_minor, view.due_minor);
	CHECK_INT(view.due_minor, 800 + 250);
	bill_view_done(&view);
	CHECK(!shift_pay(&house, bill, 0, PAY_EXACT).bill_closed);
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	CHECK_INT(shift_balance(&house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	shift_verify(&house);
	house_close(&house);
}

static void a_fixed_part_takes_no_more_than_is_left(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, tea;

	shift_open(&house, "split-void");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	tea = shift_add(&house, bill, 22, 4);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 800));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, tea, 0));
	view = shift_look(&house, bill);
	CHECK_INT(view.parts[0].total_minor, 0);
	CHECK_INT(view.parts[1].total_minor, 220);
	bill_view_done(&view);
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

/* One has an espresso and a tea of their own; the other three share ouzi and wine. */
static void lines_of_ones_own_are_not_shared_with(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, tea;

	shift_open(&house, "split-own");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 41, 0 });
	tea = shift_add(&house, bill, 22, 2);
	act = house_act(&house, bill);
	CHECK_OK(bill_move(&house.app, &act, tea, 0, 1));
	for (int again = 0; again < 2; again++) {
		act = house_act(&house, bill);
		CHECK_OK(bill_split_evenly(&house.app, &act, 3));
		view = shift_look(&house, bill);
		CHECK_INT(view.n_parts, 4);
		CHECK_INT(view.parts[0].total_minor, 500);
		CHECK_INT(view.parts[1].total_minor + view.parts[2].total_minor +
				  view.parts[3].total_minor,
			  view.due_minor - 500);
		CHECK(view.parts[1].total_minor - view.parts[3].total_minor <= 1);
		bill_view_done(&view);
	}
	act = house_act(&house, bill);
	CHECK_OK(bill_split_among_all(&house.app, &act, 3));
	view = shift_look(&house, bill);
	CHECK_INT(view.n_parts, 3);
	CHECK_INT(view.parts[0].total_minor, view.parts[2].total_minor + 500);
	bill_view_done(&view);
	shift_verify(&house);
	house_close(&house);
}

static void a_bill_has_at_most_64_parts(void)
{
	struct house house;
	struct act act;
	int64_t bill = split_bill(&house, "split-many", BILL_PARTS_MAX);

	act = house_act(&house, bill);
	CHECK_INT(bill_split_evenly(&house.app, &act, BILL_PARTS_MAX + 1), ERR_RANGE);
	act = house_act(&house, bill);
	CHECK_INT(bill_split_amount(&house.app, &act, 10), ERR_LIMIT);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = house_act(&house, bill);
	CHECK_INT(bill_split_evenly(&house.app, &act, BILL_PARTS_MAX), ERR_LIMIT);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, BILL_PARTS_MAX - 1));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 1));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 10));
	CHECK(!shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	CHECK(shift_pay(&house, bill, 2, PAY_EXACT).bill_closed);
	shift_verify(&house);
	house_close(&house);
}

static void a_part_of_nothing_does_not_hold_the_table(void)
{
	struct pay_result result = { 0 };
	struct house house;
	struct act act;
	int64_t bill, gift;

	shift_open(&house, "split-nothing");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	gift = shift_add(&house, bill, 51, 1);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	act = house_act(&house, bill);
	CHECK_OK(pay_nothing(&house.app, &act, shift_part(&house, bill, 1), &result));
	CHECK(result.part_closed && !result.bill_closed);
	act = house_act(&house, bill);
	CHECK_INT(bill_close_empty(&house.app, &act), ERR_STATE);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, gift, 0));
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	shift_verify(&house);
	house_close(&house);
}

static void a_discount_on_nothing_does_not_hold_the_table(void)
{
	struct house house;
	struct act act;
	int64_t bill, tea;

	shift_open(&house, "split-discount");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 1);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 100, 0));
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, tea, 0));
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	house_close(&house);
}

/* Which fraction each part is told to have of the espresso; 0/0: a part of it. */
static void check_fractions(struct house *house, int64_t bill, const int64_t (*wanted)[2], int n)
{
	struct bill_view view = shift_look(house, bill);
	struct bill_part_line lines[8];

	for (int part = 0; part < n; part++) {
		int count = 0;

		CHECK_OK_FATAL(bill_part_lines(&view, part, lines, &count));
		CHECK_INT(lines[0].num, wanted[part][0]);
		CHECK_INT(lines[0].den, wanted[part][1]);
	}
	bill_view_done(&view);
}

static void a_fraction_is_told_where_it_is_one(void)
{
	static const int64_t percent[][2] = { { 7, 10 }, { 3, 10 } };
	static const int64_t amounts[][2] = { { 0, 0 }, { 0, 0 }, { 0, 0 } };
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "split-fraction");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_percent(&house.app, &act, 300000));
	check_fractions(&house, bill, percent, 2);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_amount(&house.app, &act, 500));
	check_fractions(&house, bill, amounts, 3);
	house_close(&house);
}

/* Two share two espressos, one pays; a soup rung after that is the other's alone. */
static void who_paid_has_the_lines_of_then(void)
{
	struct bill_part_line lines[8];
	struct pay_result result;
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill, line;
	int n = 0;

	shift_open(&house, "split-then");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 21, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	view = shift_look(&house, bill);
	act = house_act(&house, bill);
	CHECK_OK(pay_tender(&house.app, &act, view.rows.parts[0].id, house_tender(&house, "cash"),
			    PAY_EXACT, &result));
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_add(&house.app, &act, 31, 1, &line));
	view = shift_look(&house, bill);
	CHECK_OK(bill_part_lines_then(house.app.db, &view, 0, lines, &n));
	CHECK_INT(n, 2);
	for (int i = 0; i < n; i++) {
		CHECK_INT(view.items[lines[i].item].item, view.items[0].item);
		CHECK_INT(lines[i].amount_minor, 110);
	}
	CHECK_OK(bill_part_lines_then(house.app.db, &view, 1, lines, &n));
	CHECK_INT(n, 3);
	CHECK_INT(lines[2].amount_minor, 550);
	bill_view_done(&view);
	house_close(&house);
}

const struct check_test test_split[] = {
	{ "who paid has the lines of then, not what was rung later (M5)",
	  who_paid_has_the_lines_of_then },
	{ "what no part can take is refused, not lost (M5, B2)",
	  what_no_part_can_take_is_refused_not_lost },
	{ "a fixed part takes no more than is left (M5)", a_fixed_part_takes_no_more_than_is_left },
	{ "a part that was closed over nothing does not hold the table (B2)",
	  a_part_of_nothing_does_not_hold_the_table },
	{ "a discount on nothing does not hold the table (B2)",
	  a_discount_on_nothing_does_not_hold_the_table },
	{ "an even split leaves lines of one's own alone (M2)",
	  lines_of_ones_own_are_not_shared_with },
	{ "a share is told as a fraction only where it is one (M2)",
	  a_fraction_is_told_where_it_is_one },
	{ "a bill has at most 64 parts", a_bill_has_at_most_64_parts },
	{ 0 },
};
