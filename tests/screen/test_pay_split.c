/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_pay_split.c -- parts of a bill: split, selected, paid one by one, receipts.
 */
#include "counter.h"
#include "golden.h"
#include "screen/pay_parts.h"
#include "store/store_pay.h"
#include "suites.h"

/* Lentil soup, lamb ouzi, espresso, wine: 85.70, not a multiple of 3. */
static const int64_t dinner[] = { 31, 32, 21, 41, 0 };

static void begin_with(struct counter *counter, const struct counter_options *options)
{
	counter_open(counter, options);
	counter_enter(counter, counter->house.cashier);
	counter_pay(counter, 5, dinner);
}

static void begin(struct counter *counter, const char *name)
{
	struct counter_options options = { .name = name };

	begin_with(counter, &options);
}

static void three_pay_cash_each_by_a_note(void)
{
	struct counter counter;

	begin(&counter, "three");
	counter_type(&counter, "3 F4");
	CHECK_TEXT(counter_message(&counter), "What is open is split in 3.");
	CHECK(counter_has(&counter, "1/3 of the check"));
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_type(&counter, "Shift-F8");
	CHECK_TEXT(counter_message(&counter),
		   "Change 21.45. Part 1 is paid. Receipt 3-000001 is kept, not printed.");
	CHECK(counter_has(&counter, "Enter: part 2, 28.57"));
	golden_check(&counter.stage, "pay-split-3.80x24");
	counter_type(&counter, "Enter Shift-F8 Enter Shift-F8");
	CHECK_TEXT(counter_message(&counter),
		   "Change 21.45. Table 5 is free. Receipt 3-000003 is kept, not printed.");
	CHECK_INT(counter_number(&counter, "SELECT sum(amount_minor) FROM tender"), 8570);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM paper"), 3);
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void a_bounced_key_pays_for_nobody_else(void)
{
	struct counter counter;

	begin(&counter, "bounce");
	counter_type(&counter, "3 F4 F2");
	CHECK_TEXT(counter_message(&counter), "There is no receipt yet: this part is not paid.");
	counter_type(&counter, "Shift-F8 Left Shift-F7");
	CHECK_TEXT(counter_message(&counter),
		   "This part is paid. The arrows lead to one that is open.");
	counter_close(&counter);
	begin(&counter, "bounce-again");
	counter_type(&counter, "3 F4 Shift-F8");
	counter_type(&counter, "Shift-F8");
	CHECK_TEXT(counter_message(&counter),
		   "Part 1 is paid. Enter goes on to part 2; nothing more was posted.");
	counter_type(&counter, "F11");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "F12");
	CHECK(counter_top(&counter) == &screen_pay);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 1);
	counter_type(&counter, "3 0 Enter");
	CHECK_TEXT(counter_message(&counter),
		   "Change 21.45 for part 1. Part 2: 28.57 is due.");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 1);
	CHECK(counter_has(&counter, "change 1.45"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 2);
	counter_type(&counter, "Right Shift-F8");
	CHECK_TEXT(counter_message(&counter),
		   "Change 21.45. Table 5 is free. Receipt 3-000003 is kept, not printed.");
	counter_close(&counter);
}

/* Whatever is pressed, and until something is typed; what is paid goes back as a refund. */
static void the_change_of_a_part_stays_told(void)
{
	static const char told[] = "Change 21.45 for part 1. Part 2: 28.57 is due.";
	static const char refund[] = "It is paid. Money goes back as a refund: from the tables F7, "
				     "then F6.";
	struct counter counter;

	begin(&counter, "told");
	counter_type(&counter, "3 F4 Shift-F8");
	counter_type(&counter, "F8");
	CHECK_TEXT(counter_message(&counter), refund);
	for (int i = 0; i < 3; i++) {
		counter_type(&counter, "Enter");
		CHECK_TEXT(counter_message(&counter), told);
	}
	counter_type(&counter, "F8");
	CHECK(counter_says(&counter, "No cash was given for this part. What is paid goes back"));
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), told);
	counter_type(&counter, "1 Backspace Enter");
	CHECK(counter_says(&counter, "Type what is given"));
	counter_type(&counter, "Left F8");
	CHECK_TEXT(counter_message(&counter), refund);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 1);
	counter_close(&counter);
}

static void a_split_is_undone_and_made_anew(void)
{
	struct counter counter;

	begin(&counter, "undo");
	counter_type(&counter, "4 F4 1 F4");
	CHECK_TEXT(counter_message(&counter), "What is open is one part again.");
	CHECK(counter_has(&counter, "the whole check"));
	counter_type(&counter, "2 F4 Shift-F8");
	CHECK(counter_has(&counter, "its amount stays"));
	counter_type(&counter, "2 F4");
	CHECK(counter_has(&counter, "1/2 of what is shared"));
	CHECK(counter_has(&counter, "sum of parts 85.70 = check 85.70"));
	counter_close(&counter);
}

static void an_amount_is_split_off(void)
{
	struct counter counter;

	begin(&counter, "amount");
	counter_text(&counter, "25");
	counter_type(&counter, "F3");
	CHECK(counter_has(&counter, "split off"));
	CHECK(counter_has(&counter, "60.70"));
	counter_text(&counter, "99");
	counter_type(&counter, "F3");
	CHECK_TEXT(counter_message(&counter),
		   "Split off less than what is open. Nothing was changed.");
	counter_type(&counter, "Esc Right F11");
	CHECK_INT(counter_number(&counter, "SELECT amount_minor FROM tender"), 2500);
	counter_close(&counter);
}

static void a_number_is_needed_first(void)
{
	struct counter counter;

	begin(&counter, "number");
	counter_type(&counter, "F4");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "F3");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_text(&counter, "65");
	counter_type(&counter, "F4");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_RANGE));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part"), 1);
	counter_close(&counter);
}

static void arrows_go_from_part_to_part(void)
{
	struct counter counter;

	begin(&counter, "arrows");
	counter_type(&counter, "8 F4 Right Right Right Right");
	CHECK(counter_has(&counter, "parts 3 to 5 of 8"));
	counter_type(&counter, "F11");
	CHECK_TEXT(counter_message(&counter),
		   "Part 5 is paid. Receipt 3-000001 is kept, not printed.");
	counter_type(&counter, "Left Left Left Left Left Left Left F11");
	CHECK_TEXT(counter_message(&counter),
		   "Part 1 is paid. Receipt 3-000002 is kept, not printed.");
	counter_close(&counter);
}

static int64_t jobs(struct counter *counter)
{
	int64_t waiting = 0;

	CHECK_OK(store_print_job_count(counter->house.app.db, 3, &waiting));
	return waiting;
}

static void receipts_are_printed_as_set(void)
{
	struct counter_options always = { .name = "always", .printer = "dir:/nowhere" };
	struct counter_options never = { .name = "never", .printer = "dir:/nowhere",
					 .receipt = SETTINGS_RECEIPT_NEVER };
	struct counter counter;

	begin_with(&counter, &always);
	counter_type(&counter, "F11");
	CHECK_TEXT(counter_message(&counter), "Table 5 is free. Receipt 3-000001 is printing.");
	CHECK_INT(jobs(&counter), 1);
	counter_close(&counter);
	begin_with(&counter, &never);
	counter_type(&counter, "F11");
	CHECK_INT(jobs(&counter), 0);
	counter_type(&counter, "F2");
	CHECK_TEXT(counter_message(&counter), "Receipt 3-000001 is printing.");
	CHECK_INT(jobs(&counter), 1);
	counter_close(&counter);
}

static void receipts_are_asked_for_as_set(void)
{
	struct counter_options ask = { .name = "ask", .printer = "dir:/nowhere",
				       .receipt = SETTINGS_RECEIPT_ASK };
	struct counter counter;

	begin_with(&counter, &ask);
	counter_type(&counter, "2 F4 Shift-F8");
	CHECK(counter_has(&counter, "Change 7.15"));
	counter_type(&counter, "Enter");
	CHECK_INT(jobs(&counter), 0);
	CHECK(counter_top(&counter) == &screen_pay);
	counter_type(&counter, "Enter Shift-F8");
	CHECK_INT(jobs(&counter), 0);
	counter_type(&counter, "y");
	CHECK_INT(jobs(&counter), 1);
	CHECK(counter_top(&counter) == &screen_paid);
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void a_second_print_takes_a_reason(void)
{
	struct counter_options options = { .name = "second", .printer = "dir:/nowhere" };
	struct counter counter;

	begin_with(&counter, &options);
	counter_type(&counter, "F11 F2");
	CHECK(counter_has(&counter, "Why print it again?"));
	CHECK_INT(jobs(&counter), 1);
	counter_type(&counter, "2");
	CHECK_TEXT(counter_message(&counter),
		   "Receipt 3-000001 is printing again, as a duplicate.");
	CHECK_INT(jobs(&counter), 2);
	CHECK_INT(counter_number(&counter,
				 "SELECT count(*) FROM act WHERE name = 'print' AND reason <> 0"),
		  1);
	counter_close(&counter);
}

static void the_first_part_stands_first(void)
{
	struct counter_options options = { .name = "first" };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	counter_type(&counter, "5 Enter 3 2 Enter 3 1 Enter 3 F4 F12");
	CHECK(counter_top(&counter) == &screen_pay);
	counter_type(&counter, "Shift-F6");
	CHECK_TEXT(counter_message(&counter),
		   "Change 2.15. Part 1 is paid. Receipt 3-000001 is kept, not printed.");
	counter_close(&counter);
}

static void a_tall_window_shows_the_lines(void)
{
	struct counter_options options = { .name = "tall", .rows = 40, .columns = 120 };
	struct counter counter;

	begin_with(&counter, &options);
	CHECK(counter_has(&counter, "Lamb ouzi"));
	counter_type(&counter, "5 F4");
	golden_check(&counter.stage, "pay-split-5.120x40");
	counter_close(&counter);
}

const struct check_test test_pay_split[] = {
	{ "the change of a part stays told until something is typed (K)",
	  the_change_of_a_part_stays_told },
	{ "three pay cash, each by one key (M2, B2)", three_pay_cash_each_by_a_note },
	{ "a key that bounces pays for nobody else (K)", a_bounced_key_pays_for_nobody_else },
	{ "a split is undone and made anew (M5)", a_split_is_undone_and_made_anew },
	{ "an amount is split off", an_amount_is_split_off },
	{ "a split wants its number first", a_number_is_needed_first },
	{ "arrows go from part to part", arrows_go_from_part_to_part },
	{ "receipts are printed as the settings say (B7)", receipts_are_printed_as_set },
	{ "receipts are asked for as the settings say", receipts_are_asked_for_as_set },
	{ "a second print takes a reason (B7)", a_second_print_takes_a_reason },
	{ "a bill that comes split begins with its first part", the_first_part_stands_first },
	{ "a tall window shows the lines of the check", a_tall_window_shows_the_lines },
	{ 0 },
};
