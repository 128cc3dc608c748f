/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_price.c -- discounts by the rules of the house, comps, overrides and
 *                               error-corrects.
 */
#include "service/bill_price.h"
#include "service/bill_split.h"

#include <string.h>

#include "service/setup_price.h"
#include "service/shift.h"
#include "service/suites.h"
#include "store/store_price.h"

static int64_t rule_of(struct house *house, struct setup_discount discount)
{
	struct act act = app_act(&house->app, house->manager);
	int64_t id = 0;

	discount.no = 1;
	discount.category = discount.category != NULL ? discount.category : "";
	discount.reason = discount.reason != NULL ? discount.reason : "";
	discount.is_active = true;
	discount.rate_ppm = discount.rate_ppm != 0 ? discount.rate_ppm : -1;
	discount.amount_minor = discount.amount_minor != 0 ? discount.amount_minor : -1;
	discount.target_minor = discount.target_minor != 0 ? discount.target_minor : -1;
	CHECK_OK_FATAL(setup_discount(&house->app, &act, &discount, &id));
	return id;
}

static enum err give(struct house *house, int64_t bill, int64_t line, int64_t rule)
{
	struct act act = shift_why(house, bill, "discount");

	return bill_discount_rule(&house->app, &act, line, rule);
}

static int64_t total(struct house *house, int64_t bill)
{
	struct bill_view view = shift_look(house, bill);
	int64_t minor = view.out.total_minor;

	bill_view_done(&view);
	return minor;
}

static int64_t off(struct house *house, int64_t bill, enum discount_kind kind)
{
	struct bill_view view = shift_look(house, bill);
	int64_t minor = view.off_minor[kind];

	bill_view_done(&view);
	return minor;
}

static void a_rule_takes_off_what_it_says(void)
{
	static const struct {
		struct setup_discount discount;
		bool is_line;
		int64_t expected;    /* of 2 × 18.00 and 2.20 */
	} cases[] = {
		{ { .name = "tenth", .scope = DISCOUNT_OF_LINE, .rate_ppm = 100000 }, true,
		  3460 },
		{ { .name = "one", .scope = DISCOUNT_OF_LINE, .amount_minor = 100 }, true, 3720 },
		{ { .name = "noon", .scope = DISCOUNT_OF_LINE, .target_minor = 1250 }, true, 2720 },
		{ { .name = "half", .scope = DISCOUNT_OF_CHECK, .rate_ppm = 500000 }, false, 1910 },
		{ { .name = "ten off", .scope = DISCOUNT_OF_CHECK, .amount_minor = 1000 }, false,
		  2820 },
		{ { .name = "thirty", .scope = DISCOUNT_OF_CHECK, .target_minor = 3000 }, false,
		  3000 },
		{ { .name = "all", .scope = DISCOUNT_OF_CHECK, .amount_minor = 99900 }, false, 0 },
	};
	struct house house;

	shift_open(&house, "price-rules");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t bill = house_check(&house, (int64_t)i + 1, (const int64_t[]){ 21, 0 });
		int64_t line = shift_add(&house, bill, 32, 2);
		int64_t rule = rule_of(&house, cases[i].discount);

		CHECK_OK(give(&house, bill, cases[i].is_line ? line : 0, rule));
		CHECK_INT(total(&house, bill), cases[i].expected);
		CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 3820 - cases[i].expected);
		CHECK_INT(give(&house, bill, cases[i].is_line ? line : 0, rule), ERR_STACK);
		CHECK_INT(give(&house, bill, cases[i].is_line ? 0 : line, rule), ERR_STATE);
	}
	shift_verify(&house);
	house_close(&house);
}

static void a_rule_of_a_category_is_for_its_lines(void)
{
	struct house house;
	struct bill_view view;
	int64_t bill, rule;

	shift_open(&house, "price-category");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 32, 0 });
	rule = rule_of(&house, (struct setup_discount){ .name = "Happy hour", .category = "Drinks",
							.scope = DISCOUNT_OF_CATEGORY,
							.rate_ppm = 500000 });
	CHECK_OK(give(&house, bill, 0, rule));
	CHECK_INT(total(&house, bill), 1910);
	CHECK_INT(give(&house, bill, 0, rule), ERR_NOT_FOUND);
	shift_add(&house, bill, 21, 1);
	CHECK_INT(total(&house, bill), 1910 + 110);
	CHECK_INT(give(&house, bill, 0, rule), ERR_NOT_FOUND);
	view = shift_look(&house, bill);
	CHECK_TEXT(view.items[0].off_name, "Happy hour");
	CHECK_INT(view.items[0].off_minor[DISCOUNT_PLAIN], 110);
	CHECK_INT(view.items[1].discount_minor, 0);
	bill_view_done(&view);
	house_close(&house);
}

static enum err again(struct house *house, int64_t bill, int64_t line)
{
	struct act act = house_act(house, bill);

	return bill_add_again(&house->app, &act, line, 1);
}

static enum err take(struct house *house, int64_t bill, int64_t line)
{
	struct act act = shift_why(house, bill, "void");

	return bill_void(&house->app, &act, line, 1);
}

static enum err back(struct house *house, int64_t bill, int64_t line)
{
	struct act act = shift_why(house, bill, "discount");

	return bill_undiscount(&house->app, &act, line);
}

static int64_t stands(struct house *house, int64_t bill, int64_t rule)
{
	struct bill_view view = shift_look(house, bill);
	int64_t row = bill_rule_stands(&view, rule);

	bill_view_done(&view);
	return row;
}

static void a_rule_of_a_category_stands(void)
{
	struct house house;
	int64_t bill, tea, lamb, rule, comp;
	struct act act;

	shift_open(&house, "price-stands");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 21, 2);
	lamb = shift_add(&house, bill, 32, 1);
	rule = rule_of(&house, (struct setup_discount){ .name = "Happy hour", .category = "Drinks",
							.scope = DISCOUNT_OF_CATEGORY,
							.rate_ppm = 500000 });
	comp = rule_of(&house, (struct setup_discount){ .name = "Ten", .rate_ppm = 100000,
							.scope = DISCOUNT_OF_LINE });
	CHECK_OK(give(&house, bill, 0, rule));
	CHECK_INT(total(&house, bill), 220 + 1800);
	CHECK_OK(again(&house, bill, tea));
	CHECK_INT(total(&house, bill), 330 + 1800);
	CHECK_OK(take(&house, bill, tea));
	CHECK_OK(take(&house, bill, tea));
	CHECK_INT(total(&house, bill), 110 + 1800);
	CHECK_OK(take(&house, bill, tea));
	tea = shift_add(&house, bill, 21, 1);
	CHECK_INT(total(&house, bill), 110 + 1800);
	CHECK_OK(give(&house, bill, lamb, comp));
	CHECK_OK(back(&house, bill, tea));
	CHECK_INT(total(&house, bill), 220 + 1620);
	shift_add(&house, bill, 22, 1);
	CHECK_OK(again(&house, bill, tea));
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 180 + (total(&house, bill) - 440 - 1620));
	CHECK_OK(back(&house, bill, stands(&house, bill, rule)));
	CHECK_INT(stands(&house, bill, rule), 0);
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 180);
	shift_add(&house, bill, 21, 1);
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 180);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_reopen(&house.app, &act, 5));
	shift_verify(&house);
	house_close(&house);
}

static void a_price_for_the_check_holds(void)
{
	struct house house;
	int64_t bill, lamb, rule;
	struct act act;

	shift_open(&house, "price-target");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	lamb = shift_add(&house, bill, 32, 2);
	rule = rule_of(&house, (struct setup_discount){ .name = "Thirty", .target_minor = 3000,
							.scope = DISCOUNT_OF_CHECK });
	CHECK_OK(give(&house, bill, 0, rule));
	CHECK_INT(total(&house, bill), 3000);
	shift_add(&house, bill, 31, 1);
	CHECK_INT(total(&house, bill), 3000);
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 820 + 550);
	CHECK_OK(take(&house, bill, lamb));
	CHECK_INT(total(&house, bill), 220 + 550 + 1800);
	CHECK_OK(again(&house, bill, lamb));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, bill, 0, PAY_EXACT);
	shift_add(&house, bill, 31, 1);
	CHECK_INT(total(&house, bill), 3000);
	CHECK(shift_pay(&house, bill, 1, PAY_EXACT).bill_closed);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_reopen(&house.app, &act, 5));
	CHECK_INT(total(&house, bill), 3000);
	shift_add(&house, bill, 31, 1);
	CHECK_INT(total(&house, bill), 3000 + 550);
	shift_verify(&house);
	house_close(&house);
}

static void a_rule_that_stands_alone_meets_no_other(void)
{
	struct house house;
	int64_t bill, line, other, alone, line_rule;
	struct act act;

	shift_open(&house, "price-alone");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 1);
	other = shift_add(&house, bill, 31, 1);
	alone = rule_of(&house, (struct setup_discount){ .name = "Alone", .rate_ppm = 200000,
							 .scope = DISCOUNT_OF_LINE,
							 .stands_alone = true });
	line_rule = rule_of(&house, (struct setup_discount){ .name = "Regular", .rate_ppm = 100000,
							     .scope = DISCOUNT_OF_LINE });
	CHECK_OK(give(&house, bill, line, line_rule));
	CHECK_INT(give(&house, bill, line, alone), ERR_STACK);
	CHECK_OK(give(&house, bill, other, alone));
	CHECK_INT(give(&house, bill, other, line_rule), ERR_STACK);
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_discount(&house.app, &act, other, 10, 0), ERR_STACK);
	CHECK_INT(bill_discount(&house.app, &act, 0, 0, 100000), ERR_STACK);
	CHECK_OK(bill_discount(&house.app, &act, line, 10, 0));
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_undiscount(&house.app, &act, other));
	CHECK_OK(give(&house, bill, other, line_rule));
	CHECK_INT(total(&house, bill), 220 + 1610 + 495);
	house_close(&house);
}

static void comps_and_staff_meals_are_counted_apart(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill, line, comp, meal;

	shift_open(&house, "price-comp");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 2);
	comp = rule_of(&house, (struct setup_discount){ .name = "On the house",
							.kind = DISCOUNT_COMP, .rate_ppm = 1000000,
							.scope = DISCOUNT_OF_LINE,
							.reason = "On the house" });
	meal = rule_of(&house, (struct setup_discount){ .name = "Staff meal", .rate_ppm = 500000,
							.kind = DISCOUNT_STAFF_MEAL,
							.scope = DISCOUNT_OF_CHECK });
	act = house_act(&house, bill);
	act.need = &need;
	CHECK_INT(bill_discount_rule(&house.app, &act, 0, meal), ERR_REASON);
	CHECK_INT(bill_discount_rule(&house.app, &act, line, comp), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_COMP);
	CHECK_INT(need.amount_minor, 3600);
	act.approver = house.manager;
	CHECK_OK(bill_discount_rule(&house.app, &act, line, comp));
	CHECK_INT(total(&house, bill), 220);
	CHECK_OK(give(&house, bill, 0, meal));
	CHECK_INT(total(&house, bill), 110);
	CHECK_INT(off(&house, bill, DISCOUNT_COMP), 3600);
	CHECK_INT(off(&house, bill, DISCOUNT_STAFF_MEAL), 110);
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 0);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM line WHERE property = $1 "
				       "AND kind = 'line-discount' AND reason <> 0 "
				       "AND name = 'On the house'"), 1);
	shift_verify(&house);
	house_close(&house);
}

static void a_comp_shrinks_with_what_is_voided(void)
{
	struct house house;
	struct act act;
	int64_t bill, line, comp, tenth;

	shift_open(&house, "price-shrink");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 2);
	tenth = rule_of(&house, (struct setup_discount){ .name = "Tenth", .rate_ppm = 100000,
							 .scope = DISCOUNT_OF_LINE });
	comp = rule_of(&house, (struct setup_discount){ .name = "Comp", .kind = DISCOUNT_COMP,
							.rate_ppm = 500000,
							.scope = DISCOUNT_OF_LINE });
	CHECK_OK(give(&house, bill, line, tenth));
	CHECK_OK(give(&house, bill, line, comp));
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 360);
	CHECK_INT(off(&house, bill, DISCOUNT_COMP), 1620);
	act = shift_why(&house, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 1));
	CHECK_INT(off(&house, bill, DISCOUNT_PLAIN), 180);
	CHECK_INT(off(&house, bill, DISCOUNT_COMP), 810);
	CHECK_INT(total(&house, bill), 220 + 810);
	house_close(&house);
}

static void a_paid_part_keeps_its_price(void)
{
	struct house house;
	struct act act;
	int64_t bill, line, rule;

	shift_open(&house, "price-frozen");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	line = shift_add(&house, bill, 32, 1);
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 2));
	shift_pay(&house, bill, 0, PAY_EXACT);
	rule = rule_of(&house, (struct setup_discount){ .name = "Third", .rate_ppm = 333333,
							.scope = DISCOUNT_OF_CHECK });
	CHECK_OK(give(&house, bill, 0, rule));
	CHECK_INT(total(&house, bill), 2400);
	rule = rule_of(&house, (struct setup_discount){ .name = "Most", .rate_ppm = 900000,
							.scope = DISCOUNT_OF_LINE });
	CHECK_INT(give(&house, bill, line, rule), ERR_FROZEN);
	CHECK_INT(total(&house, bill), 2400);
	shift_pay(&house, bill, 1, PAY_EXACT);
	shift_verify(&house);
	house_close(&house);
}

static void an_override_is_a_row_of_the_difference(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct bill_view view;
	struct act act;
	int64_t bill, line;

	shift_open(&house, "price-override");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 2);
	act = house_act(&house, bill);
	act.need = &need;
	CHECK_INT(bill_reprice(&house.app, &act, line, 1500), ERR_REASON);
	act.reason = house_reason(&house, "discount");
	CHECK_INT(bill_reprice(&house.app, &act, line, 1800), ERR_RANGE);
	CHECK_INT(bill_reprice(&house.app, &act, line, -1), ERR_RANGE);
	CHECK_OK(bill_reprice(&house.app, &act, line, 1500));
	view = shift_look(&house, bill);
	CHECK_INT(view.items[1].unit_minor, 1500);
	CHECK_INT(view.items[1].price_minor, 1800);
	CHECK_INT(view.items[1].amount_minor, 3000);
	CHECK_INT(view.items[1].discount_minor, 0);
	bill_view_done(&view);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "discount");
	act.need = &need;
	CHECK_INT(bill_reprice(&house.app, &act, line, 1200), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_PRICE);
	CHECK_INT(need.amount_minor, 1200);
	act.approver = house.manager;
	CHECK_OK(bill_reprice(&house.app, &act, line, 2000));
	CHECK_INT(total(&house, bill), 4220);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, line, 100, 0));
	act = shift_why(&house, bill, "discount");
	CHECK_INT(bill_reprice(&house.app, &act, line, 1800), ERR_STACK);
	shift_verify(&house);
	house_close(&house);
}

static void what_one_rang_just_now_is_corrected_without_a_reason(void)
{
	struct house house;
	struct act act, other;
	int64_t bill, line;

	shift_open(&house, "price-correct");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	line = shift_add(&house, bill, 32, 3);
	other = app_bill_act(&house.app, house.manager, bill, -1);
	CHECK_INT(bill_void(&house.app, &other, line, 1), ERR_REASON);
	act = house_act(&house, bill);
	CHECK_OK(bill_void(&house.app, &act, line, 2));
	CHECK_INT(total(&house, bill), 2020);
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, line, 1));
	act = house_act(&house, bill);
	CHECK_OK(bill_void(&house.app, &act, line, 0));
	CHECK_INT(total(&house, bill), 220);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM line WHERE property = $1 "
				       "AND kind = 'correct' AND reason = 0 AND note = 0"), 2);
	CHECK_INT(shift_number(&house, "SELECT count(*) FROM line WHERE property = $1 "
				       "AND kind = 'void'"), 0);
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_price[] = {
	{ "a rule takes off what it says (M3)", a_rule_takes_off_what_it_says },
	{ "a rule of a category is for its lines", a_rule_of_a_category_is_for_its_lines },
	{ "price: a category's rule is for lines rung later too, until it is taken back (M3)",
	  a_rule_of_a_category_stands },
	{ "price: a price for the check holds until it closes (M3, M5)",
	  a_price_for_the_check_holds },
	{ "a rule that stands alone meets no other", a_rule_that_stands_alone_meets_no_other },
	{ "comps and staff meals are counted apart (S)", comps_and_staff_meals_are_counted_apart },
	{ "a comp shrinks with what is voided (M4)", a_comp_shrinks_with_what_is_voided },
	{ "a paid part keeps its price (M5)", a_paid_part_keeps_its_price },
	{ "an override is a row of the difference (B1)", an_override_is_a_row_of_the_difference },
	{ "what one rang just now is corrected without a reason (B1)",
	  what_one_rang_just_now_is_corrected_without_a_reason },
	{ 0 }
};
