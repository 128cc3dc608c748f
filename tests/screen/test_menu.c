/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_menu.c -- keeping the menu at the till, and the 86 list.
 */
#include "dishes.h"
#include "screen/menu_parts.h"
#include "service/menu.h"
#include "store/verify.h"
#include "suites.h"

/* The manager (or `person`) at the floor of a house with all kinds of dishes. */
static void begin(struct counter *counter, const char *name, int person)
{
	counter_begin(counter, name);
	dishes_add(counter);
	counter_log_in(counter, person);
}

static void end(struct counter *counter)
{
	struct verify_result result;

	CHECK_OK(verify_run(counter->house.app.db, NULL, NULL, &result));
	counter_close(counter);
}

static int64_t left_of(struct counter *counter, int64_t code)
{
	struct item item = { 0 };

	CHECK_OK(store_item_by_code(counter->house.app.db, code,
				    counter->house.app.property.business_date, &item));
	return item.remaining;
}

static void a_price_is_changed_and_kept(void)
{
	struct counter counter;

	begin(&counter, "menu-price", 3);
	counter_type(&counter, "Shift-F9");
	CHECK(counter_top(&counter) == &screen_menu);
	counter_golden(&counter, "menu");
	counter_text(&counter, "esp");
	CHECK(counter_has(&counter, "21 Espresso") && !counter_has(&counter, "31 Lentil soup"));
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_menu_row);
	counter_type(&counter, "Down Down Down Down");
	counter_text(&counter, "two");
	counter_type(&counter, "Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK(counter_has(&counter, "'two' is not an amount"));
	counter_type(&counter, "Esc");
	counter_text(&counter, "2.60");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "was 2.20"));
	counter_golden(&counter, "menu-row");
	counter_type(&counter, "F12");
	CHECK_TEXT(counter_message(&counter), "Kept: 21 Espresso.");
	CHECK_INT(menu_by_code(counter.till.menu, 21)->price_minor, 260);
	counter_type(&counter, "Esc Esc 5 Enter 2 1 Enter");
	CHECK(counter_has(&counter, "2.60"));
	end(&counter);
}

static void what_cannot_be_is_told_and_nothing_is_kept(void)
{
	struct counter counter;
	int64_t acts;

	begin(&counter, "menu-wrong", 3);
	acts = counter_number(&counter, "SELECT count(*) FROM act");
	counter_type(&counter, "Shift-F9 2 1 Enter");
	counter_type(&counter, "F12");
	CHECK(counter_has(&counter, "Nothing is changed yet."));
	counter_text(&counter, "22");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "By this the row is known: it stays."));
	counter_type(&counter, "Esc Down F8 F12");
	CHECK(counter_has(&counter, "name is empty."));
	counter_type(&counter, "Up");
	counter_text(&counter, "4111 1111 1111 1111");
	counter_type(&counter, "F12");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK(counter_top(&counter) == &screen_menu_row);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM act"), acts);
	end(&counter);
}

static void a_new_item_is_added_and_every_table_is_reached(void)
{
	struct counter counter;

	begin(&counter, "menu-new", 3);
	counter_type(&counter, "Shift-F9 F2");
	counter_text(&counter, "23");
	counter_type(&counter, "Enter");
	counter_text(&counter, "Karak");
	counter_type(&counter, "Enter");
	counter_text(&counter, "Drinks");
	counter_type(&counter, "Enter");
	counter_text(&counter, "Drinks");
	counter_type(&counter, "Enter");
	counter_text(&counter, "2.80");
	counter_type(&counter, "Enter");
	counter_text(&counter, "VAT 10");
	counter_type(&counter, "Enter F12");
	CHECK_TEXT(counter_message(&counter), "Kept: 23 Karak.");
	CHECK(menu_by_code(counter.till.menu, 23) != NULL);
	counter_type(&counter, "F5");
	CHECK(counter_has(&counter, "Menu · categories"));
	counter_type(&counter, "F5 F5");
	counter_golden(&counter, "menu-prices");
	counter_type(&counter, "F5");
	CHECK(counter_has(&counter, "Menu · modifiers"));
	counter_type(&counter, "Enter");
	CHECK(counter_top(&counter) == &screen_menu_row);
	counter_type(&counter, "Esc F5");
	CHECK(counter_has(&counter, "Menu · items"));
	end(&counter);
}

static void who_may_not_change_the_menu_is_told(void)
{
	struct counter counter;

	begin(&counter, "menu-may", 1);
	counter_type(&counter, "Shift-F9");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK(ui_message_is_error(counter.till.ui));
	end(&counter);
}

static void what_is_out_is_set_in_three_strokes(void)
{
	struct counter counter;

	begin(&counter, "left", 1);
	counter_type(&counter, "5 Enter Shift-F8");
	CHECK(counter_top(&counter) == &screen_left);
	CHECK(counter_has(&counter, "Nothing is sold out, and nothing is counted."));
	counter_text(&counter, "soup");
	counter_type(&counter, "F2");
	CHECK_TEXT(counter_message(&counter), "Lentil soup is sold out at every till.");
	CHECK_INT(left_of(&counter, 31), 0);
	counter_text(&counter, "12*32");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), "Lamb ouzi: 12 left.");
	counter_text(&counter, "21");
	counter_type(&counter, "Enter");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(left_of(&counter, 21), -1);
	counter_type(&counter, "Esc");
	counter_golden(&counter, "left");
	counter_type(&counter, "Esc 3 1 Enter");
	CHECK(counter_has(&counter, "Lentil soup is sold out (86, Shift-F8). Nothing was rung."));
	counter_type(&counter, "Esc Esc Shift-F8 F3");
	CHECK_TEXT(counter_message(&counter), "Lentil soup is sold again and not counted.");
	counter_type(&counter, "Esc 5 Enter 1 3 * 3 2 Enter");
	CHECK(counter_says(&counter, "Lamb ouzi: only 12 left. Nothing was rung."));
	CHECK(counter_has(&counter, "(12) 18.00"));
	counter_type(&counter, "Esc 3 1 Enter");
	CHECK(counter_has(&counter, "5.50"));
	end(&counter);
}

/* The last one of a counted item: the list beside the check says so in the same moment, and no
 * longer once it is given back. */
static void the_last_one_rung_here_is_out_at_once(void)
{
	struct counter counter;

	begin(&counter, "left-last", 1);
	counter_type(&counter, "5 Enter Shift-F8");
	counter_text(&counter, "2*31");
	counter_type(&counter, "Enter Esc Esc 5 Enter 3 1 Enter");
	CHECK(!counter_has(&counter, " out"));
	counter_type(&counter, "+");
	CHECK_INT(left_of(&counter, 31), 0);
	CHECK(counter_has(&counter, "31 Lentil soup        out"));
	CHECK(counter_says(&counter, "Lentil soup"));
	counter_type(&counter, "-");
	CHECK(!counter_has(&counter, " out"));
	end(&counter);
}

static void the_large_screen_shows_more(void)
{
	struct counter counter;

	begin(&counter, "menu-large", 3);
	stage_resize(&counter.stage, 43, 132);
	counter_type(&counter, "Shift-F9");
	counter_golden(&counter, "menu");
	counter_type(&counter, "Enter");
	counter_golden(&counter, "menu-row");
	end(&counter);
}

const struct check_test test_menu[] = {
	{ "a price is changed in the list of items and holds at once",
	  a_price_is_changed_and_kept },
	{ "what cannot be is told, and nothing is kept (P1)",
	  what_cannot_be_is_told_and_nothing_is_kept },
	{ "an item is added, and every table of the menu is a key away",
	  a_new_item_is_added_and_every_table_is_reached },
	{ "the menu is changed by who may", who_may_not_change_the_menu_is_told },
	{ "what is out is said in three strokes, counted, and sold again",
	  what_is_out_is_set_in_three_strokes },
	{ "the last one that is rung here is out at once",
	  the_last_one_rung_here_is_out_at_once },
	{ "a large screen shows more of the menu", the_large_screen_shows_more },
	{ 0 }
};
