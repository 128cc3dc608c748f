/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_discount.c -- discounts, and taking them back, after voids and payments.
 */
#include "service/shift.h"
#include "service/suites.h"

static void discount(struct house *house, int64_t bill, int64_t line, int64_t amount_minor,
		     int64_t rate_ppm)
{
	struct act act = shift_why(house, bill, "discount");

	CHECK_OK(bill_discount(&house->app, &act, line, amount_minor, rate_ppm));
}

static enum err take_back(struct house *house, int64_t bill, int64_t line)
{
	struct act act = house_act(house, bill);

	return bill_undiscount(&house->app, &act, line);
}

static void void_some(struct house *house, int64_t bill, int64_t line, int64_t quantity)
{
	struct act act = shift_why(house, bill, "void");

	CHECK_OK(bill_void(&house->app, &act, line, quantity));
}

static void check_item(struct house *house, int64_t bill, int64_t quantity, int64_t amount_minor,
		       int64_t discount_minor)
{
	struct bill_view view = shift_look(house, bill);

	CHECK_INT(view.n_items, 1);
	CHECK_INT(view.items[0].quantity, quantity);
	CHECK_INT(view.items[0].amount_minor, amount_minor);
	CHECK_INT(view.items[0].discount_minor, discount_minor);
	CHECK_INT(view.due_minor, amount_minor);
	bill_view_done(&view);
}

static void a_void_takes_its_share_of_the_discount(void)
{
	struct house house;
	int64_t bill, soup;

	shift_open(&house, "discount-void");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	soup = shift_add(&house, bill, 31, 3);
	discount(&house, bill, soup, 300, 0);
	check_item(&house, bill, 3, 1350, 300);
	void_some(&house, bill, soup, 2);
	check_item(&house, bill, 1, 450, 100);
	CHECK_OK(take_back(&house, bill, soup));
	check_item(&house, bill, 1, 550, 0);
	CHECK_INT(take_back(&house, bill, soup), ERR_STATE);
	discount(&house, bill, soup, 0, 500000);
	check_item(&house, bill, 1, 275, 275);
	house_close(&house);
}

static void a_voided_line_has_no_discount_to_take_back(void)
{
	struct house house;
	struct act act;
	int64_t bill, soup;

	shift_open(&house, "discount-gone");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	soup = shift_add(&house, bill, 31, 3);
	discount(&house, bill, soup, 300, 0);
	void_some(&house, bill, soup, 0);
	CHECK_INT(take_back(&house, bill, soup), ERR_STATE);
	act = house_act(&house, bill);
	CHECK_OK(bill_close_empty(&house.app, &act));
	house_close(&house);
}

static void a_check_discount_is_taken_back_once(void)
{
	struct bill_view view;
	struct house house;
	int64_t bill, tea, other;

	shift_open(&house, "discount-once");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	other = house_check(&house, 6, (const int64_t[]){ 32, 0 });
	tea = shift_add(&house, bill, 22, 1);
	discount(&house, bill, 0, 0, 100000);
	view = shift_look(&house, bill);
	CHECK_INT(take_back(&house, bill, tea), ERR_STATE);
	CHECK_INT(take_back(&house, other, view.items[2].line), ERR_NOT_FOUND);
	CHECK_OK(take_back(&house, bill, view.items[2].line));
	CHECK_INT(take_back(&house, bill, view.items[2].line), ERR_STATE);
	bill_view_done(&view);
	house_close(&house);
}

static void a_discount_after_a_payment_goes_to_the_open_part(void)
{
	struct bill_view view;
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "discount-paid");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, bill, 0, PAY_EXACT);
	discount(&house, bill, 0, 0, 100000);
	view = shift_look(&house, bill);
	CHECK_INT(view.parts[0].total_minor, 900);
	CHECK_INT(view.parts[1].due_minor, 720);
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_discount(&house.app, &act, 0, 800, 0), ERR_FROZEN);
	CHECK_OK(take_back(&house, bill, view.items[1].line));
	bill_view_done(&view);
	CHECK_INT(shift_pay(&house, bill, 1, PAY_EXACT).plan.amount_minor, 900);
	shift_verify(&house);
	house_close(&house);
}

static void each_discount_shows_what_it_takes_when_partly_paid(void)
{
	struct bill_view view;
	struct house house;
	int64_t bill;

	shift_open(&house, "discount-shown");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	discount(&house, bill, 0, 0, 100000);
	discount(&house, bill, 0, 200, 0);
	shift_pay(&house, bill, 0, 500);
	view = shift_look(&house, bill);
	CHECK_INT(view.items[1].taken_minor, 180);
	CHECK_INT(view.items[2].taken_minor, 200);
	CHECK_INT(bill_view_discounts(&view), 380);
	CHECK_INT(view.due_minor, 1800 - 380 - 500);
	bill_view_done(&view);
	house_close(&house);
}

const struct check_test test_discount[] = {
	{ "a void takes its share of the discount (M4)", a_void_takes_its_share_of_the_discount },
	{ "a voided line has no discount to take back (M4)",
	  a_voided_line_has_no_discount_to_take_back },
	{ "a check discount is taken back once (B1)", a_check_discount_is_taken_back_once },
	{ "each discount shows what it takes, on a part-paid check too (M5)",
	  each_discount_shows_what_it_takes_when_partly_paid },
	{ "a discount after a payment goes to the open part (M5)",
	  a_discount_after_a_payment_goes_to_the_open_part },
	{ 0 },
};
