/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_split.c -- who pays what, by keys: lines go from column to column, and the
 * columns add up.
 */
#include "counter.h"
#include "golden.h"
#include "service/setup.h"
#include "suites.h"

static const int64_t dinner[] = { 31, 32, 21, 41, 0 };

static void add_dish(struct counter *counter, int64_t code, const char *name)
{
	struct setup_item item = { .code = code, .name = name, .price_minor = 1240,
				   .search = name, .category = "Food", .department = "Food",
				   .tax_class = "VAT 10", .is_active = true };
	struct act act = app_act(&counter->house.app, counter->house.manager);

	CHECK_OK_FATAL(setup_item(&counter->house.app, &act, &item, NULL));
}

static void begin_with(struct counter *counter, const struct counter_options *options)
{
	struct act act;
	int64_t line;
	int64_t bill;
	struct screen_bill of;

	counter_open(counter, options);
	add_dish(counter, 71, "شيش طاووق");
	add_dish(counter, 72, "北京烤鸭");
	counter_log_in(counter, 2);
	bill = house_check(&counter->house, 5, dinner);
	if (options->rows > 24) {
		act = house_act(&counter->house, bill);
		CHECK_OK_FATAL(bill_add(&counter->house.app, &act, 71, 2, &line));
		act = house_act(&counter->house, bill);
		CHECK_OK_FATAL(bill_add(&counter->house.app, &act, 72, 1, &line));
	}
	of = (struct screen_bill){ &counter->till, bill };
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_check, &of));
	counter_type(counter, "F4");
	CHECK_FATAL(counter_top(counter) == &screen_split);
}

static void begin(struct counter *counter, const char *name)
{
	struct counter_options options = { .name = name };

	begin_with(counter, &options);
}

static void a_line_goes_from_column_to_column(void)
{
	struct counter counter;

	begin(&counter, "split-move");
	golden_check(&counter.stage, "split-one.80x24");
	counter_type(&counter, "F2");
	CHECK_TEXT(counter_message(&counter), "Lentil soup: part 2.");
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_type(&counter, "Down 3 F2");
	CHECK_TEXT(counter_message(&counter), "Espresso: part 3.");
	counter_type(&counter, "9 F2");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc Up 1 2 3 F3");
	CHECK_TEXT(counter_message(&counter), "Lamb ouzi is shared in 3.");
	golden_check(&counter.stage, "split-three.80x24");
	counter_type(&counter, "F8 F8 F8");
	CHECK_TEXT(counter_message(&counter), "Undone: all stands as before.");
	counter_type(&counter, "F8");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "F2 Right Shift-F2");
	CHECK_TEXT(counter_message(&counter), "Lamb ouzi: part 1.");
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_check);
	counter_close(&counter);
}

/* Lines given to a part are not taken for an amount: the screen says how much is free. */
static void an_amount_leaves_others_lines(void)
{
	struct counter counter;

	begin(&counter, "split-free");
	counter_type(&counter, "F2 8 5 F6");
	CHECK_TEXT(counter_message(&counter), "Only 80.20 is in no part of its own: split off that "
					      "or less, or move lines first. Nothing was changed.");
	counter_type(&counter, "Esc 7 5 F6");
	CHECK(counter_has(&counter, "split off"));
	counter_type(&counter, "Up Up Up Down Down 2 F2");
	CHECK_TEXT(counter_message(&counter), "Wine: part 2.");
	CHECK(counter_has(&counter, "all left of 75.00"));
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_close(&counter);
}

static void shares_amounts_and_even_parts(void)
{
	struct counter counter;

	begin(&counter, "split-kinds");
	counter_type(&counter, "3 0 % F6");
	CHECK(counter_has(&counter, "25.71"));
	counter_type(&counter, "1 0 . 0 0 F6");
	CHECK(counter_has(&counter, "split off"));
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_type(&counter, "F8 F8 4 F4");
	CHECK(counter_has(&counter, "¼ Lamb ouzi"));
	CHECK(counter_has(&counter, "parts 1 to 3 of 4"));
	counter_type(&counter, "Right Right Right");
	CHECK(counter_has(&counter, "parts 2 to 4 of 4"));
	counter_type(&counter, "F5");
	CHECK_TEXT(counter_message(&counter),
		   "No line has a seat yet: F2 on the check gives one.");
	counter_close(&counter);
}

static void lines_of_ones_own_are_not_shared_with(void)
{
	struct counter counter;

	begin(&counter, "split-own");
	counter_type(&counter, "1 F2 3 F4");
	CHECK_TEXT(counter_message(&counter),
		   "Part 1 keeps its lines; the rest is split in 3.");
	CHECK(counter_has(&counter, "5.50"));
	CHECK(counter_has(&counter, "parts 1 to 3 of 4"));
	counter_type(&counter, "F8 3 Shift-F4");
	CHECK_TEXT(counter_message(&counter), "What is open is split in 3.");
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_close(&counter);
}

static void four_pay_with_few_keys(void)
{
	struct counter counter;

	begin(&counter, "split-four");
	counter_type(&counter, "4 F4 F12 F5 Enter F5 Enter F5 Enter F5");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part_close"), 4);
	CHECK_INT(counter_number(&counter, "SELECT sum(amount_minor) FROM tender"), 8570);
	counter_close(&counter);
}

static void names_of_three_scripts_in_a_wide_window(void)
{
	struct counter_options options = { .name = "split-wide", .rows = 43, .columns = 132 };
	struct counter counter;

	begin_with(&counter, &options);
	counter_type(&counter, "Down Down Down Down 1 * 2 F2 2 3 F3 Down F3");
	CHECK(counter_has(&counter, "sum of parts 122.90 = check 122.90"));
	golden_check(&counter.stage, "split-scripts.132x43");
	counter_close(&counter);
}

static void the_columns_are_mirrored(void)
{
	struct counter_options options = { .name = "split-ar", .language = "ar" };
	struct counter counter;

	begin_with(&counter, &options);
	counter_type(&counter, "F2 2 F3");
	golden_check(&counter.stage, "split-ar.80x24");
	counter_close(&counter);
}

const struct check_test test_split[] = {
	{ "split: a line goes from column to column and back (M2, B6)",
	  a_line_goes_from_column_to_column },
	{ "split: an amount is taken of what is nobody's, and says how much that is (M5)",
	  an_amount_leaves_others_lines },
	{ "split: shares, amounts and even parts stand side by side (M2)",
	  shares_amounts_and_even_parts },
	{ "split: an even split leaves lines of one's own alone (M2)",
	  lines_of_ones_own_are_not_shared_with },
	{ "split: four pay a quarter each with few keys (K)", four_pay_with_few_keys },
	{ "split: names of three scripts in a wide window",
	  names_of_three_scripts_in_a_wide_window },
	{ "split: the columns are mirrored in Arabic", the_columns_are_mirrored },
	{ 0 },
};
