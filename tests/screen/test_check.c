/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_check.c -- a check at the keyboard, from the first code to the receipt.
 */
#include <stdio.h>

#include "counter.h"
#include "suites.h"

/* A cashier with table 5 open. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	counter_log_in(counter, 2);
	counter_type(counter, "5 Enter");
	CHECK(ui_top(counter->till.ui) == &screen_check);
}

static void ring(void)
{
	struct counter counter;

	begin(&counter, "check-ring");
	counter_golden(&counter, "check-empty");
	counter_type(&counter, "2 1 Enter");
	CHECK(counter_says(&counter, "1 × Espresso, 2.20"));
	CHECK_INT(counter_due(&counter, 5), 220);
	counter_type(&counter, "2 * 2 1 Enter");
	CHECK_INT(counter_due(&counter, 5), 660);
	counter_type(&counter, "3 * l e");
	CHECK(counter_has(&counter, "3 × Lentil soup"));
	CHECK(counter_has(&counter, "16.50"));
	counter_golden(&counter, "check-search");
	counter_type(&counter, "Enter");
	CHECK_INT(counter_due(&counter, 5), 660 + 1650);
	CHECK_INT(stage_style(&counter.stage, "DUE"), STYLE_DUE);
	counter_golden(&counter, "check");
	counter_close(&counter);
}

static void choose_from_the_list(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-choose");
	counter_type(&counter, "l Enter");
	CHECK(counter_says(&counter, "One letter rings nothing"));
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_type(&counter, "Down Down");
	CHECK_INT(stage_style(&counter.stage, "Lamb ouzi"), STYLE_SELECTED);
	counter_type(&counter, "Enter");
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_items, 1);
	CHECK_TEXT(view.items[0].name, "Lamb ouzi");
	bill_view_done(&view);
	counter_type(&counter, "3 Down Down Enter");
	view = counter_view(&counter, 5);
	CHECK_TEXT(view.items[1].name, "Lamb ouzi");
	bill_view_done(&view);
	counter_close(&counter);
}

static void nothing_found(void)
{
	struct counter counter;

	begin(&counter, "check-nothing");
	counter_type(&counter, "9 9 Enter");
	CHECK(counter_says(&counter, "Nothing on the menu is called 99. Nothing was rung."));
	CHECK(counter_has(&counter, " 99"));
	counter_type(&counter, "Esc z z z Enter");
	CHECK(counter_says(&counter, "Nothing on the menu is called zzz."));
	counter_type(&counter, "Esc 5 . 0 0 Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc 0 * 2 1 Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc Enter Enter");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_close(&counter);
}

static void errors_drop_keys(void)
{
	struct counter counter;

	begin(&counter, "check-drop");
	counter_type(&counter, "9 9 Enter 2 1 Enter F11");
	CHECK(counter_says(&counter, "Nothing on the menu is called 99."));
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_close(&counter);
}

static void more_and_less(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-more");
	counter_type(&counter, "2 1 Enter 3 1 Enter +");
	CHECK_INT(counter_due(&counter, 5), 220 + 2 * 550);
	counter_type(&counter, "Up + +");
	CHECK_INT(counter_due(&counter, 5), 3 * 220 + 2 * 550);
	counter_type(&counter, "-");
	CHECK(counter_says(&counter, "Taken back: 1 × Espresso, 2.20."));
	CHECK_INT(counter_due(&counter, 5), 2 * 220 + 2 * 550);
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_items, 2);
	CHECK_INT(view.rows.lines[view.rows.n_lines - 1].kind, LINE_CORRECT);
	bill_view_done(&view);
	counter_close(&counter);
}

/* A key hit twice takes one dish: the next line is taken when an arrow has chosen it. */
static void one_key_one_line(void)
{
	struct counter counter;

	begin(&counter, "check-twice");
	counter_type(&counter, "3 * 2 1 Enter 3 1 Enter 2 2 Enter Up - -");
	CHECK(counter_says(&counter, "Choose a line with the arrows first."));
	CHECK_INT(counter_due(&counter, 5), 3 * 220 + 250);
	counter_type(&counter, "F8 +");
	CHECK_INT(counter_due(&counter, 5), 3 * 220 + 250);
	counter_type(&counter, "Up F8 F8");
	CHECK(counter_says(&counter, "Choose a line with the arrows first."));
	CHECK_INT(counter_due(&counter, 5), 3 * 220);
	counter_type(&counter, "Down - -");
	CHECK_INT(counter_due(&counter, 5), 220);
	counter_type(&counter, "- 2 2 Enter -");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_close(&counter);
}

/* A colleague rings five espressos at table 5. */
static void rung_by_another(struct counter *counter)
{
	struct bill_view view = counter_view(counter, 5);
	struct act act = app_bill_act(&counter->house.app, counter->house.waiter,
				      view.rows.head.id, -1);
	int64_t line;

	bill_view_done(&view);
	CHECK_OK_FATAL(bill_add(&counter->house.app, &act, 21, 5, &line));
	till_watch(&counter->till);
	ui_reload(counter->till.ui);
}

static void repeat_the_last(void)
{
	struct counter counter;

	begin(&counter, "check-repeat");
	counter_type(&counter, "2 1 Enter . .");
	CHECK_INT(counter_due(&counter, 5), 660);
	counter_type(&counter, "3 Insert");
	CHECK_INT(counter_due(&counter, 5), 6 * 220);
	counter_type(&counter, "Esc 5 Enter Insert");
	CHECK_INT(counter_due(&counter, 5), 7 * 220);
	counter_close(&counter);
}

static void void_lines(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-void");
	rung_by_another(&counter);
	counter_type(&counter, "2 F8");
	CHECK(counter_has(&counter, "Void 4.40: 2 × Espresso?"));
	counter_golden(&counter, "check-void");
	counter_type(&counter, "Esc");
	CHECK_INT(counter_due(&counter, 5), 1100);
	counter_type(&counter, "F8");
	counter_type(&counter, "Esc 2 F8");
	counter_type(&counter, "2");
	CHECK(counter_says(&counter, "Voided: 2 × Espresso, 4.40."));
	CHECK_INT(counter_due(&counter, 5), 660);
	view = counter_view(&counter, 5);
	CHECK_INT(view.rows.lines[view.rows.n_lines - 1].kind, LINE_VOID);
	CHECK(view.rows.lines[view.rows.n_lines - 1].reason != 0);
	bill_view_done(&view);
	counter_type(&counter, "9 F8");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc F8");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 0);
	CHECK(counter_has(&counter, "Nothing rung yet."));
	counter_type(&counter, "Esc");
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_close(&counter);
}

static void discounts(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-discount");
	counter_type(&counter, ".");
	CHECK_TEXT(counter_message(&counter),
		   "Nothing was rung here yet that could be repeated.");
	counter_type(&counter, "3 2 Enter 0 F7");
	CHECK_TEXT(counter_message(&counter), "There is no discount to take back.");
	counter_type(&counter, "Esc 1 0 % F7");
	CHECK(counter_has(&counter, "Discount of 10 % on the check?"));
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1620);
	CHECK(counter_has(&counter, "Discount 10 %"));
	counter_type(&counter, "5 . 0 0 Shift-F7");
	CHECK(counter_says(&counter, "Choose a line with the arrows first."));
	counter_type(&counter, "Esc -");
	CHECK(counter_has(&counter, "Take the discount back?"));
	counter_type(&counter, "n F8");
	CHECK_INT(counter_due(&counter, 5), 1620);
	counter_type(&counter, "y");
	CHECK_INT(counter_due(&counter, 5), 1800);
	CHECK(counter_says(&counter, "The discount is taken back."));
	counter_type(&counter, "5 . 0 0 Shift-F7");
	CHECK(counter_has(&counter, "Discount of 5.00 on Lamb ouzi?"));
	counter_type(&counter, "2");
	CHECK_INT(counter_due(&counter, 5), 1300);
	CHECK(counter_has(&counter, "Lamb ouzi · -5.00"));
	counter_golden(&counter, "check-discount");
	counter_type(&counter, "0 Shift-F7");
	CHECK_INT(counter_due(&counter, 5), 1800);
	counter_type(&counter, "F7");
	CHECK(counter_top(&counter) == &screen_prices);
	counter_type(&counter, "Esc 5 F7");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1300);
	counter_type(&counter, "2 0 0 % F7");
	CHECK(ui_message_is_error(counter.till.ui));
	view = counter_view(&counter, 5);
	CHECK_INT(view.out.discount_minor, 500);
	bill_view_done(&view);
	counter_close(&counter);
}

static void reasons_are_read_first(void)
{
	struct counter counter;

	begin(&counter, "check-ahead");
	rung_by_another(&counter);
	counter_type(&counter, "-");
	CHECK(counter_says(&counter, "Espresso is not of your present round: F8 voids it"));
	counter_type(&counter, "1 F8 3 * 2 1 Enter");
	CHECK(counter_has(&counter, "Void 2.20: 1 × Espresso?"));
	CHECK_INT(counter_due(&counter, 5), 1100);
	counter_type(&counter, "Esc 1 0 % F7 1");
	CHECK(counter_has(&counter, "Discount of 10 % on the check?"));
	CHECK_INT(counter_due(&counter, 5), 1100);
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 990);
	counter_close(&counter);
}

static void approval_in_place(void)
{
	struct counter counter;
	struct bill_view view;

	counter_begin(&counter, "check-approve");
	counter_log_in(&counter, 1);
	counter_type(&counter, "5 Enter 3 2 Enter 5 0 % F7");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1800);
	CHECK(counter_has(&counter, "9.00"));
	counter_golden(&counter, "check-approval");
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_INT(counter_due(&counter, 5), 900);
	CHECK_TEXT(counter.till.staff.name, "Nasser");
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_items, 2);
	bill_view_done(&view);
	counter_close(&counter);
}

static void notes_and_guests(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-note");
	counter_type(&counter, "3 2 Enter");
	stage_text(&counter.stage, "no onion");
	counter_type(&counter, "F3");
	CHECK(counter_has(&counter, "Lamb ouzi · no onion"));
	stage_text(&counter.stage, "hot");
	counter_type(&counter, "F3");
	CHECK(counter_has(&counter, "Lamb ouzi · no onion, hot"));
	counter_type(&counter, "4 F6");
	CHECK(counter_has(&counter, "Table 5 · check 1 · 4 covers"));
	stage_text(&counter.stage, "ليلى");
	counter_type(&counter, "F6");
	view = counter_view(&counter, 5);
	CHECK_TEXT(view.rows.head.name, "ليلى");
	CHECK_INT(view.rows.head.covers, 4);
	bill_view_done(&view);
	counter_golden(&counter, "check-note");
	stage_text(&counter.stage, "card 4242424242424242");
	counter_type(&counter, "F3");
	CHECK(counter_says(&counter, "looks like a card number"));
	counter_close(&counter);
}

static void price_check(void)
{
	struct counter counter;

	begin(&counter, "check-price");
	counter_type(&counter, "? 4 1 Enter");
	CHECK(counter_says(&counter, "Wine costs 50.00. Code 41. Nothing was rung."));
	CHECK(!counter_has(&counter, "?41"));
	counter_type(&counter, "t e a F9 i");
	CHECK(counter_says(&counter, "Tea costs 2.50."));
	counter_type(&counter, "? 9 9 Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_close(&counter);
}

static void exact_cash(void)
{
	struct counter counter;

	begin(&counter, "check-exact");
	counter_type(&counter, "2 * 2 1 Enter 3 1 Enter F11");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Paid 9.90 in cash. Table 5 is free. Receipt 3-000001"));
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_type(&counter, "5 Enter F11");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_close(&counter);
}

static void what_is_typed_is_not_dropped(void)
{
	struct counter counter;

	begin(&counter, "check-typed");
	counter_type(&counter, "2 1 Enter 3 1 F12");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_says(&counter, "31 is not rung yet: Enter rings it, Esc clears it."));
	counter_type(&counter, "F11");
	CHECK(counter_says(&counter, "31 is not rung yet"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_due(&counter, 5), 220 + 550);
	counter_type(&counter, "F12");
	CHECK(ui_top(counter.till.ui) == &screen_pay);
	counter_close(&counter);
}

static void paid_tables_are_left(void)
{
	struct counter counter;

	begin(&counter, "check-left");
	counter_type(&counter, "2 1 Enter Esc");
	CHECK(counter_has(&counter, "▸5"));
	counter_type(&counter, "Enter F11");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(!counter_has(&counter, "▸5"));
	counter_type(&counter, "Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Type the number of a table"));
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_type(&counter, "Right Enter");
	CHECK(counter_has(&counter, "Table 1 · check 2"));
	counter_close(&counter);
}

static void exact_without_a_drawer(void)
{
	struct counter first, second;

	counter_begin(&first, "check-drawer");
	counter_join(&second, &first, "check-drawer", 4);
	counter_log_in(&second, 2);
	counter_type(&second, "5 Enter 2 1 Enter F11");
	CHECK(counter_says(&second, "No cash drawer is open at this till."));
	CHECK_INT(counter_due(&second, 5), 220);
	counter_close(&second);
	counter_close(&first);
}

static void all_discounted_away(void)
{
	struct counter counter;

	begin(&counter, "check-zero");
	counter_type(&counter, "2 1 Enter 1 0 0 % F7");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_type(&counter, "F11");
	CHECK(counter_says(&counter, "Paid 0.00 in cash. Table 5 is free."));
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_close(&counter);
}

static void split(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-split");
	counter_type(&counter, "4 1 Enter 3 F4");
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_parts, 3);
	CHECK_INT(view.parts[0].total_minor + view.parts[1].total_minor +
			  view.parts[2].total_minor, 6000);
	bill_view_done(&view);
	CHECK(counter_has(&counter, "parts 20.00 20.00 20.00"));
	counter_golden(&counter, "check-split");
	counter_type(&counter, "F11");
	CHECK(ui_top(counter.till.ui) == &screen_pay);
	counter_type(&counter, "Esc 1 F4");
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_parts, 1);
	bill_view_done(&view);
	counter_type(&counter, "9 9 F4");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_close(&counter);
}

static void other_table(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "check-jump");
	counter_type(&counter, "2 1 Enter # 6 Enter");
	CHECK(counter_has(&counter, "Table 6 · check 2"));
	view = counter_view(&counter, 5);
	CHECK_INT(view.rows.head.holder, 0);
	bill_view_done(&view);
	counter_type(&counter, "# 9 9 Enter");
	CHECK(counter_says(&counter, "There is no table 99."));
	CHECK(ui_top(counter.till.ui) == &screen_check);
	counter_type(&counter, "Esc # 5 Enter");
	CHECK(counter_has(&counter, "Table 5 · check 1"));
	CHECK_INT(counter_due(&counter, 6), -1);
	counter_close(&counter);
}

static void seated_guests_stay(void)
{
	struct counter counter;

	begin(&counter, "check-seated");
	counter_type(&counter, "4 F6 Esc");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK_INT(counter_due(&counter, 5), 0);
	CHECK(counter_has(&counter, "4 · 0m"));
	counter_type(&counter, "5 Enter 0 F6");
	CHECK(counter_says(&counter, "No covers now."));
	counter_type(&counter, "Esc");
	CHECK(counter_says(&counter, "Table 5 is free again."));
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_type(&counter, "6 * 4 Enter F6");
	CHECK(counter_has(&counter, "Guests"));
	counter_type(&counter, "Backspace 0 Enter Enter");
	CHECK(counter_says(&counter, "No covers now."));
	counter_type(&counter, "Esc");
	CHECK_INT(counter_due(&counter, 6), -1);
	counter_close(&counter);
}

static void take_over(void)
{
	struct counter first, second;

	counter_begin(&first, "check-take");
	counter_join(&second, &first, "check-take", 4);
	counter_log_in(&first, 1);
	counter_type(&first, "5 Enter 2 1 Enter 3 * t");
	counter_log_in(&second, 2);
	counter_type(&second, "5 Enter");
	CHECK(counter_has(&second, "at till 3"));
	counter_type(&second, "2 2 Enter");
	CHECK(counter_has(&second, "Take the bill over?"));
	counter_golden(&second, "check-take-over");
	counter_type(&second, "Enter");
	CHECK_INT(counter_due(&second, 5), 220);
	counter_type(&second, "Esc 2 2 Enter");
	counter_type(&second, "Right Enter");
	CHECK_INT(counter_due(&second, 5), 470);
	CHECK(counter_has(&second, "Tea"));
	till_watch(&first.till);
	CHECK(counter_says(&first, "Lina at till 4 has taken this bill over."));
	CHECK(counter_has(&first, "3*t"));
	CHECK(counter_has(&first, "4.70"));
	counter_close(&second);
	counter_close(&first);
}

static void long_checks_follow_their_end(void)
{
	struct counter counter;

	begin(&counter, "check-long");
	for (int i = 0; i < 12; i++)
		counter_type(&counter, "2 1 Enter 2 2 Enter");
	counter_type(&counter, "3 1 Enter");
	CHECK(counter_has(&counter, "▸            1 Lentil soup"));
	counter_golden(&counter, "check-long");
	counter_type(&counter, "Home");
	CHECK(counter_has(&counter, "▸            1 Espresso"));
	counter_close(&counter);
}

static void large_window(void)
{
	struct counter counter;

	counter_open(&counter, &(struct counter_options){ .name = "check-large", .rows = 40,
							   .columns = 120 });
	counter_log_in(&counter, 2);
	counter_golden(&counter, "floor-large");
	counter_type(&counter, "5 Enter 2 * 3 2 Enter 4 1 Enter");
	counter_golden(&counter, "check-large");
	counter_close(&counter);
}

/* The same screens from right to left. */
static void mirrored(const char *language)
{
	struct counter counter;
	char name[32];

	snprintf(name, sizeof name, "check-%s", language);
	counter_open(&counter,
		     &(struct counter_options){ .name = name, .language = language });
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 * 4 Enter 3 2 Enter 2 * 2 1 Enter 1 0 % F7");
	counter_type(&counter, "1");
	stage_text(&counter.stage, "2*le");
	counter_golden(&counter, name);
	counter_type(&counter, "Esc Esc");
	snprintf(name, sizeof name, "floor-%s", language);
	counter_golden(&counter, name);
	counter_close(&counter);
}

static void other_languages(void)
{
	mirrored("ar");
	mirrored("fa");
}

const struct check_test test_check[] = {
	{ "codes, quantities and letters ring, one act each (K, B3)", ring },
	{ "arrows choose from the list, Enter rings it (K)", choose_from_the_list },
	{ "what is not on the menu rings nothing and stays to be corrected (K)", nothing_found },
	{ "an error drops what was typed ahead (K)", errors_drop_keys },
	{ "+ and - change the last or selected line (K, B1)", more_and_less },
	{ "a key that took a line away takes no other (B1)", one_key_one_line },
	{ "one key repeats the last item (K)", repeat_the_last },
	{ "what another rang is voided whole or in part, with a reason (B1)", void_lines },
	{ "discounts on line and check, by rate and amount, and back (M4)", discounts },
	{ "keys typed before a reason is asked for never give one (K)", reasons_are_read_first },
	{ "a manager approves on the waiter's screen (S)", approval_in_place },
	{ "notes, covers and names; no card number in any (P1)", notes_and_guests },
	{ "a price check rings nothing (K)", price_check },
	{ "one key takes exact cash and frees the table (K, B2)", exact_cash },
	{ "what is typed is rung or cleared before it is paid (K)", what_is_typed_is_not_dropped },
	{ "one Enter more after a payment opens nothing (K)", paid_tables_are_left },
	{ "without a drawer nothing is posted", exact_without_a_drawer },
	{ "a check that owes nothing closes with a receipt of zero", all_discounted_away },
	{ "an even split shows its parts; exact cash then asks which (M2)", split },
	{ "# leads from one table to the next and lets go (K, B4)", other_table },
	{ "a table with covers stays when nothing was rung yet", seated_guests_stay },
	{ "another till takes over; the first is told by whom (B4)", take_over },
	{ "a long check follows its end", long_checks_follow_their_end },
	{ "more rows show more", large_window },
	{ "in Arabic and Persian the screens are mirrored", other_languages },
	{ NULL, NULL },
};
