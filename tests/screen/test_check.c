/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_check.c -- a check at the keyboard, from the first code to the receipt.
 */
#include <stdio.h>

#include "stand.h"
#include "suites.h"

/* A cashier with table 5 open. */
static void begin(struct stand *stand, const char *name)
{
	stand_init(stand, name);
	stand_log_in(stand, 2);
	stand_type(stand, "5 Enter");
	CHECK(ui_top(stand->till.ui) == &screen_check);
}

static void ring(void)
{
	struct stand stand;

	begin(&stand, "check-ring");
	stand_golden(&stand, "check-empty");
	stand_type(&stand, "2 1 Enter");
	CHECK(stand_says(&stand, "1 × Espresso, 2.20"));
	CHECK_INT(stand_due(&stand, 5), 220);
	stand_type(&stand, "2 * 2 1 Enter");
	CHECK_INT(stand_due(&stand, 5), 660);
	stand_type(&stand, "3 * l e");
	CHECK(stand_has(&stand, "3 × Lentil soup"));
	CHECK(stand_has(&stand, "16.50"));
	stand_golden(&stand, "check-search");
	stand_type(&stand, "Enter");
	CHECK_INT(stand_due(&stand, 5), 660 + 1650);
	CHECK_INT(stage_style(&stand.stage, "DUE"), STYLE_DUE);
	stand_golden(&stand, "check");
	stand_done(&stand);
}

static void choose_from_the_list(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-choose");
	stand_type(&stand, "l Enter");
	CHECK(stand_says(&stand, "One letter rings nothing"));
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_type(&stand, "Down Down");
	CHECK_INT(stage_style(&stand.stage, "Lamb ouzi"), STYLE_SELECTED);
	stand_type(&stand, "Enter");
	view = stand_view(&stand, 5);
	CHECK_INT(view.n_items, 1);
	CHECK_TEXT(view.items[0].name, "Lamb ouzi");
	bill_view_done(&view);
	stand_type(&stand, "3 Down Down Enter");
	view = stand_view(&stand, 5);
	CHECK_TEXT(view.items[1].name, "Lamb ouzi");
	bill_view_done(&view);
	stand_done(&stand);
}

static void nothing_found(void)
{
	struct stand stand;

	begin(&stand, "check-nothing");
	stand_type(&stand, "9 9 Enter");
	CHECK(stand_says(&stand, "Nothing on the menu is called 99. Nothing was rung."));
	CHECK(stand_has(&stand, " 99"));
	stand_type(&stand, "Esc z z z Enter");
	CHECK(stand_says(&stand, "Nothing on the menu is called zzz."));
	stand_type(&stand, "Esc 5 . 0 0 Enter");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_type(&stand, "Esc 0 * 2 1 Enter");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_type(&stand, "Esc Enter Enter");
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_done(&stand);
}

static void errors_drop_keys(void)
{
	struct stand stand;

	begin(&stand, "check-drop");
	stand_type(&stand, "9 9 Enter 2 1 Enter F11");
	CHECK(stand_says(&stand, "Nothing on the menu is called 99."));
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_done(&stand);
}

static void more_and_less(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-more");
	stand_type(&stand, "2 1 Enter 3 1 Enter +");
	CHECK_INT(stand_due(&stand, 5), 220 + 2 * 550);
	stand_type(&stand, "Up + +");
	CHECK_INT(stand_due(&stand, 5), 3 * 220 + 2 * 550);
	stand_type(&stand, "-");
	CHECK(stand_has(&stand, "Void 2.20: 1 × Espresso?"));
	stand_golden(&stand, "check-void");
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 2 * 220 + 2 * 550);
	CHECK(stand_says(&stand, "Voided: 1 × Espresso."));
	view = stand_view(&stand, 5);
	CHECK_INT(view.n_items, 2);
	CHECK_INT(view.rows.lines[view.rows.n_lines - 1].kind, LINE_VOID);
	CHECK(view.rows.lines[view.rows.n_lines - 1].reason != 0);
	bill_view_done(&view);
	stand_type(&stand, "- Esc");
	CHECK_INT(stand_due(&stand, 5), 2 * 220 + 2 * 550);
	stand_done(&stand);
}

static void repeat_the_last(void)
{
	struct stand stand;

	begin(&stand, "check-repeat");
	stand_type(&stand, "2 1 Enter . .");
	CHECK_INT(stand_due(&stand, 5), 660);
	stand_type(&stand, "3 Insert");
	CHECK_INT(stand_due(&stand, 5), 6 * 220);
	stand_type(&stand, "Esc 5 Enter Insert");
	CHECK_INT(stand_due(&stand, 5), 7 * 220);
	stand_done(&stand);
}

static void void_lines(void)
{
	struct stand stand;

	begin(&stand, "check-void");
	stand_type(&stand, "5 * 2 1 Enter 2 F8");
	CHECK(stand_has(&stand, "Void 4.40: 2 × Espresso?"));
	stand_type(&stand, "2");
	CHECK_INT(stand_due(&stand, 5), 660);
	stand_type(&stand, "9 F8");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_type(&stand, "Esc F8");
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 0);
	CHECK(stand_has(&stand, "Nothing rung yet."));
	stand_type(&stand, "Esc");
	CHECK_INT(stand_due(&stand, 5), -1);
	stand_done(&stand);
}

static void discounts(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-discount");
	stand_type(&stand, "3 2 Enter 1 0 % F7");
	CHECK(stand_has(&stand, "Discount of 10 % on the check?"));
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 1620);
	CHECK(stand_has(&stand, "Discount 10 %"));
	stand_type(&stand, "5 . 0 0 F6");
	CHECK(stand_says(&stand, "Choose a line with the arrows first."));
	stand_type(&stand, "Esc -");
	CHECK(stand_has(&stand, "Take the discount back?"));
	stand_type(&stand, "n F8");
	CHECK_INT(stand_due(&stand, 5), 1620);
	stand_type(&stand, "y");
	CHECK_INT(stand_due(&stand, 5), 1800);
	CHECK(stand_says(&stand, "The discount is taken back."));
	stand_type(&stand, "5 . 0 0 F6");
	CHECK(stand_has(&stand, "Discount of 5.00 on Lamb ouzi?"));
	stand_type(&stand, "2");
	CHECK_INT(stand_due(&stand, 5), 1300);
	CHECK(stand_has(&stand, "Lamb ouzi · -5.00"));
	stand_golden(&stand, "check-discount");
	stand_type(&stand, "0 F6");
	CHECK_INT(stand_due(&stand, 5), 1800);
	stand_type(&stand, "F7 5 Enter");
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 1300);
	stand_type(&stand, "2 0 0 % F7");
	CHECK(ui_message_is_error(stand.till.ui));
	view = stand_view(&stand, 5);
	CHECK_INT(view.out.discount_minor, 500);
	bill_view_done(&view);
	stand_done(&stand);
}

static void reasons_are_read_first(void)
{
	struct stand stand;

	begin(&stand, "check-ahead");
	stand_type(&stand, "2 1 Enter - 3 * 2 1 Enter");
	CHECK(stand_has(&stand, "Void 2.20: 1 × Espresso?"));
	CHECK_INT(stand_due(&stand, 5), 220);
	stand_type(&stand, "Esc 1 0 % F7 1");
	CHECK(stand_has(&stand, "Discount of 10 % on the check?"));
	CHECK_INT(stand_due(&stand, 5), 220);
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 198);
	stand_done(&stand);
}

static void approval_in_place(void)
{
	struct stand stand;
	struct bill_view view;

	stand_init(&stand, "check-approve");
	stand_log_in(&stand, 1);
	stand_type(&stand, "5 Enter 3 2 Enter 5 0 % F7");
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 1800);
	CHECK(stand_has(&stand, "9.00"));
	stand_golden(&stand, "check-approval");
	stand_type(&stand, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_INT(stand_due(&stand, 5), 900);
	CHECK_TEXT(stand.till.staff.name, "Nasser");
	view = stand_view(&stand, 5);
	CHECK_INT(view.n_items, 2);
	bill_view_done(&view);
	stand_done(&stand);
}

static void notes_and_guests(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-note");
	stand_type(&stand, "3 2 Enter");
	stage_text(&stand.stage, "no onion");
	stand_type(&stand, "F2");
	CHECK(stand_has(&stand, "Lamb ouzi · no onion"));
	stand_type(&stand, "F2");
	CHECK(stand_has(&stand, "Note on a line"));
	stage_text(&stand.stage, ", hot");
	stand_type(&stand, "Enter");
	CHECK(stand_has(&stand, "Lamb ouzi · no onion, hot"));
	stand_type(&stand, "4 F3");
	CHECK(stand_has(&stand, "Table 5 · check 1 · 4 covers"));
	stage_text(&stand.stage, "ليلى");
	stand_type(&stand, "F3");
	view = stand_view(&stand, 5);
	CHECK_TEXT(view.rows.head.name, "ليلى");
	CHECK_INT(view.rows.head.covers, 4);
	bill_view_done(&view);
	stand_golden(&stand, "check-note");
	stage_text(&stand.stage, "card 4242424242424242");
	stand_type(&stand, "F2");
	CHECK(stand_says(&stand, "looks like a card number"));
	stand_done(&stand);
}

static void price_check(void)
{
	struct stand stand;

	begin(&stand, "check-price");
	stand_type(&stand, "? 4 1 Enter");
	CHECK(stand_says(&stand, "Wine costs 50.00. Code 41. Nothing was rung."));
	stand_type(&stand, "Esc t e a F5");
	CHECK(stand_says(&stand, "Tea costs 2.50."));
	stand_type(&stand, "? 9 9 Enter");
	CHECK(ui_message_is_error(stand.till.ui));
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_done(&stand);
}

static void exact_cash(void)
{
	struct stand stand;

	begin(&stand, "check-exact");
	stand_type(&stand, "2 * 2 1 Enter 3 1 Enter F11");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Paid 9.90 in cash. Table 5 is free. Receipt 3-000001"));
	CHECK_INT(stand_due(&stand, 5), -1);
	stand_type(&stand, "5 Enter F11");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_done(&stand);
}

static void what_is_typed_is_not_dropped(void)
{
	struct stand stand;

	begin(&stand, "check-typed");
	stand_type(&stand, "2 1 Enter 3 1 F12");
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_says(&stand, "31 is not rung yet: Enter rings it, Esc clears it."));
	stand_type(&stand, "F11");
	CHECK(stand_says(&stand, "31 is not rung yet"));
	stand_type(&stand, "Enter");
	CHECK_INT(stand_due(&stand, 5), 220 + 550);
	stand_type(&stand, "F12");
	CHECK(ui_top(stand.till.ui) == &screen_pay);
	stand_done(&stand);
}

static void paid_tables_are_left(void)
{
	struct stand stand;

	begin(&stand, "check-left");
	stand_type(&stand, "2 1 Enter Esc");
	CHECK(stand_has(&stand, "▸5"));
	stand_type(&stand, "Enter F11");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(!stand_has(&stand, "▸5"));
	stand_type(&stand, "Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Type the number of a table"));
	CHECK_INT(stand_due(&stand, 5), -1);
	stand_type(&stand, "Right Enter");
	CHECK(stand_has(&stand, "Table 1 · check 2"));
	stand_done(&stand);
}

static void exact_without_a_drawer(void)
{
	struct stand first, second;

	stand_init(&first, "check-drawer");
	stand_join(&second, &first, "check-drawer", 4);
	stand_log_in(&second, 2);
	stand_type(&second, "5 Enter 2 1 Enter F11");
	CHECK(stand_says(&second, "No cash drawer is open at this till."));
	CHECK_INT(stand_due(&second, 5), 220);
	stand_done(&second);
	stand_done(&first);
}

static void all_discounted_away(void)
{
	struct stand stand;

	begin(&stand, "check-zero");
	stand_type(&stand, "2 1 Enter 1 0 0 % F7");
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_type(&stand, "F11");
	CHECK(stand_says(&stand, "Paid 0.00 in cash. Table 5 is free."));
	CHECK_INT(stand_due(&stand, 5), -1);
	stand_done(&stand);
}

static void split(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-split");
	stand_type(&stand, "4 1 Enter 3 F4");
	view = stand_view(&stand, 5);
	CHECK_INT(view.n_parts, 3);
	CHECK_INT(view.parts[0].total_minor + view.parts[1].total_minor +
			  view.parts[2].total_minor, 6000);
	bill_view_done(&view);
	CHECK(stand_has(&stand, "parts 20.00 20.00 20.00"));
	stand_golden(&stand, "check-split");
	stand_type(&stand, "F11");
	CHECK(ui_top(stand.till.ui) == &screen_pay);
	stand_type(&stand, "Esc 1 F4");
	view = stand_view(&stand, 5);
	CHECK_INT(view.n_parts, 1);
	bill_view_done(&view);
	stand_type(&stand, "9 9 F4");
	CHECK(ui_message_is_error(stand.till.ui));
	stand_done(&stand);
}

static void other_table(void)
{
	struct stand stand;
	struct bill_view view;

	begin(&stand, "check-jump");
	stand_type(&stand, "2 1 Enter # 6 Enter");
	CHECK(stand_has(&stand, "Table 6 · check 2"));
	view = stand_view(&stand, 5);
	CHECK_INT(view.rows.head.holder, 0);
	bill_view_done(&view);
	stand_type(&stand, "# 9 9 Enter");
	CHECK(stand_says(&stand, "There is no table 99."));
	CHECK(ui_top(stand.till.ui) == &screen_check);
	stand_type(&stand, "Esc # 5 Enter");
	CHECK(stand_has(&stand, "Table 5 · check 1"));
	CHECK_INT(stand_due(&stand, 6), -1);
	stand_done(&stand);
}

static void seated_guests_stay(void)
{
	struct stand stand;

	begin(&stand, "check-seated");
	stand_type(&stand, "4 F3 Esc");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK_INT(stand_due(&stand, 5), 0);
	CHECK(stand_has(&stand, "4 · 0m"));
	stand_type(&stand, "5 Enter 0 F3");
	CHECK(stand_says(&stand, "Covers: 0."));
	stand_type(&stand, "Esc");
	CHECK(stand_says(&stand, "Table 5 is free again."));
	CHECK_INT(stand_due(&stand, 5), -1);
	stand_type(&stand, "6 * 4 Enter F3");
	CHECK(stand_has(&stand, "Guests"));
	stand_type(&stand, "Backspace 0 Enter Enter");
	CHECK(stand_says(&stand, "Covers: 0."));
	stand_type(&stand, "Esc");
	CHECK_INT(stand_due(&stand, 6), -1);
	stand_done(&stand);
}

static void take_over(void)
{
	struct stand first, second;

	stand_init(&first, "check-take");
	stand_join(&second, &first, "check-take", 4);
	stand_log_in(&first, 1);
	stand_type(&first, "5 Enter 2 1 Enter 3 * t");
	stand_log_in(&second, 2);
	stand_type(&second, "5 Enter");
	CHECK(stand_has(&second, "at till 3"));
	stand_type(&second, "2 2 Enter");
	CHECK(stand_has(&second, "Take the bill over?"));
	stand_golden(&second, "check-take-over");
	stand_type(&second, "Enter");
	CHECK_INT(stand_due(&second, 5), 220);
	stand_type(&second, "Esc 2 2 Enter");
	stand_type(&second, "Right Enter");
	CHECK_INT(stand_due(&second, 5), 470);
	CHECK(stand_has(&second, "Tea"));
	till_watch(&first.till);
	CHECK(stand_says(&first, "Lina at till 4 has taken this bill over."));
	CHECK(stand_has(&first, "3*t"));
	CHECK(stand_has(&first, "4.70"));
	stand_done(&second);
	stand_done(&first);
}

static void changed_elsewhere(void)
{
	static const int64_t none[] = { 0 };
	struct stand first, second;
	struct act act;
	int64_t bill, line;

	stand_init(&first, "check-changed");
	stand_join(&second, &first, "check-changed", 4);
	bill = house_check(&first.house, 5, none);
	act = house_act(&first.house, bill);
	CHECK_OK(bill_release(&first.house.app, &act));
	stand_log_in(&second, 2);
	stand_type(&second, "5 Enter");
	act = house_act(&first.house, bill);
	CHECK_OK(bill_add(&first.house.app, &act, 31, 1, &line));
	act = house_act(&first.house, bill);
	CHECK_OK(bill_release(&first.house.app, &act));
	stand_type(&second, "2 1 Enter");
	CHECK(stand_says(&second, "The bill has changed since it was drawn."));
	CHECK(stand_has(&second, "Lentil soup"));
	CHECK_INT(stand_due(&second, 5), 550);
	stand_type(&second, "Enter");
	CHECK_INT(stand_due(&second, 5), 770);
	stand_done(&second);
	stand_done(&first);
}

static void closed_elsewhere(void)
{
	static const int64_t one[] = { 21, 0 };
	struct stand first, second;
	struct act act;
	int64_t bill, line;

	stand_init(&first, "check-closed");
	stand_join(&second, &first, "check-closed", 4);
	bill = house_check(&first.house, 5, one);
	stand_log_in(&second, 2);
	stand_type(&second, "5 Enter");
	stand_log_in(&first, 2);
	CHECK(ui_top(first.till.ui) == &screen_check);
	stand_type(&first, "F11");
	till_watch(&second.till);
	CHECK(ui_top(second.till.ui) == &screen_floor);
	act = house_act(&second.house, bill);
	CHECK_INT(bill_add(&second.house.app, &act, 21, 1, &line), ERR_CLOSED);
	stand_done(&second);
	stand_done(&first);
}

static void long_checks_follow_their_end(void)
{
	struct stand stand;

	begin(&stand, "check-long");
	for (int i = 0; i < 12; i++)
		stand_type(&stand, "2 1 Enter 2 2 Enter");
	stand_type(&stand, "3 1 Enter");
	CHECK(stand_has(&stand, "▸    1 Lentil soup"));
	stand_golden(&stand, "check-long");
	stand_type(&stand, "Home");
	CHECK(stand_has(&stand, "▸    1 Espresso"));
	stand_done(&stand);
}

static void large_window(void)
{
	struct stand stand;

	stand_init_size(&stand, "check-large", 40, 120);
	stand_log_in(&stand, 2);
	stand_golden(&stand, "floor-large");
	stand_type(&stand, "5 Enter 2 * 3 2 Enter 4 1 Enter");
	stand_golden(&stand, "check-large");
	stand_done(&stand);
}

/* The same screens from right to left. */
static void mirrored(const char *language)
{
	struct stand stand;
	char name[32];

	snprintf(name, sizeof name, "check-%s", language);
	stand_init_language(&stand, name, language);
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 * 4 Enter 3 2 Enter 2 * 2 1 Enter 1 0 % F7");
	stand_type(&stand, "1");
	stage_text(&stand.stage, "2*le");
	stand_golden(&stand, name);
	stand_type(&stand, "Esc Esc");
	snprintf(name, sizeof name, "floor-%s", language);
	stand_golden(&stand, name);
	stand_done(&stand);
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
	{ "+ and - change the last or selected line, - with a reason (K, B1)", more_and_less },
	{ "one key repeats the last item (K)", repeat_the_last },
	{ "a line is voided whole or in part (B1)", void_lines },
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
	{ "a bill that changed elsewhere is shown before anything is rung", changed_elsewhere },
	{ "a bill that is paid elsewhere leaves the screen", closed_elsewhere },
	{ "a long check follows its end", long_checks_follow_their_end },
	{ "more rows show more", large_window },
	{ "in Arabic and Persian the screens are mirrored", other_languages },
	{ NULL, NULL },
};
