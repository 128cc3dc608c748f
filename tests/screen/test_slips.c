/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_slips.c -- slips of a tired hand at a check: nothing is lost, rung or moved
 *                              that nobody meant.
 */
#include <stdio.h>
#include <string.h>

#include "counter.h"
#include "service/setup.h"
#include "suites.h"

/* A cashier with table 5 open. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	counter_log_in(counter, 2);
	counter_type(counter, "5 Enter");
}

static void erase(struct counter *counter, int n)
{
	while (n-- > 0)
		counter_type(counter, "Backspace");
}

/* What is added takes nothing away; what is removed is said. */
static void no_note_is_lost(void)
{
	struct counter counter;

	begin(&counter, "check-allergy");
	counter_type(&counter, "3 1 Enter");
	counter_text(&counter, "! nuts");
	counter_type(&counter, "F3");
	counter_text(&counter, "extra sauce");
	counter_type(&counter, "F3");
	CHECK(counter_says(&counter, "Noted on Lentil soup: ! nuts · extra sauce"));
	counter_text(&counter, "! sesame");
	counter_type(&counter, "F3");
	CHECK(counter_has(&counter, "! nuts, sesame · Lentil soup · extra sauce"));
	counter_type(&counter, "2 1 F3");
	CHECK(counter_says(&counter, "21 is a number, no note"));
	counter_type(&counter, "Esc F3");
	CHECK(counter_has(&counter, "Allergies"));
	counter_golden(&counter, "check-notes");
	erase(&counter, 11);
	counter_type(&counter, "Enter Enter");
	CHECK(counter_says(&counter, "Noted on Lentil soup: ! nuts, sesame"));
	CHECK(!counter_has(&counter, "extra sauce"));
	counter_type(&counter, "F3 Down");
	erase(&counter, 12);
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Nothing is noted on Lentil soup any more."));
	CHECK(!counter_has(&counter, "nuts"));
	counter_close(&counter);
}

/* A code typed where a quantity belongs. */
static void too_much(void)
{
	struct counter counter;

	begin(&counter, "check-much");
	counter_type(&counter, "9 9 9 * 2 1 Enter");
	CHECK(counter_has(&counter, "Really 999 × Espresso?"));
	counter_golden(&counter, "check-much");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Nothing is rung yet."));
	counter_type(&counter, "1 1 * 4 1 Enter");
	counter_type(&counter, "n");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_type(&counter, "5 0 * 2 1 Enter");
	CHECK_INT(counter_due(&counter, 5), 11000);
	counter_type(&counter, "5 1 Insert");
	counter_type(&counter, "y");
	CHECK_INT(counter_due(&counter, 5), 101 * 220);
	counter_close(&counter);
}

static void too_many(void)
{
	struct counter counter;

	begin(&counter, "check-many");
	counter_type(&counter, "9 9 F2");
	CHECK(counter_says(&counter, "There is no seat 99: the table has 4."));
	counter_type(&counter, "Esc 8 F6 9 F6");
	CHECK(counter_has(&counter, "Really 9 covers?"));
	counter_golden(&counter, "check-covers");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "8 covers"));
	counter_type(&counter, "9 F6");
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "9 covers"));
	counter_type(&counter, "1 4 F2");
	CHECK(counter_says(&counter, "There is no seat 14: 9 guests sit here."));
	counter_close(&counter);
}

/* What a key wants is said, with its range: what is typed, what is said then. */
static void what_is_wanted(void)
{
	static const struct {
		const char *keys, *says;
	} cases[] = {
		{ "0 * 2 1 Enter", "how many of it from 1 to 9999" },
		{ "3 * Enter", "Type a code (21)" },
		{ "5 0 % Enter", "F7 takes it off the check" },
		{ "2 0 0 % F7", "up to 100%" },
		{ "x x F7", "Type what is taken off, as 10% or 5.00" },
		{ "2 3 4 F4", "2 to 20, then F4" },
		{ "x F4", "Type in how many parts" },
		{ "9 9 F8", "There are 2 of Espresso on that line." },
		{ "x F8", "Type how many of the line to void" },
		{ "1 * 0 F6", "Type how many guests, 1 to 9999" },
		{ "x x F2", "Type a number from 0 to 99" },
		{ "1 2 3 4 Shift-F2", "Type a number from 0 to" },
		{ "x x Shift-F5", "Type the course to fire" },
		{ "x x Insert", "Type how often" },
		{ "x x F5", "xx is not on the menu" },
		{ "5 0 % F12", "50% is typed here still: F7" },
		{ "2 2 F12", "22 is not rung yet" },
	};
	struct counter counter;

	begin(&counter, "check-wants");
	counter_type(&counter, "2 * 2 1 Enter");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		counter_type(&counter, cases[i].keys);
		if (strstr(counter_message(&counter), cases[i].says) == NULL)
			fprintf(stderr, "%s: %s\n", cases[i].keys, counter_message(&counter));
		CHECK(strstr(counter_message(&counter), cases[i].says) != NULL);
		counter_type(&counter, "Esc");
		CHECK(counter_top(&counter) == &screen_check);
	}
	CHECK_INT(counter_due(&counter, 5), 440);
	counter_close(&counter);
}

static void old_news(void)
{
	struct counter counter;

	begin(&counter, "check-news");
	counter_type(&counter, "Esc");
	CHECK(counter_says(&counter, "Table 5 is free again."));
	counter_type(&counter, "6 Enter");
	CHECK_TEXT(counter_message(&counter), "");
	counter_type(&counter, "2 1 Enter F1");
	counter_type(&counter, "Esc");
	CHECK(counter_says(&counter, "1 × Espresso, 2.20"));
	counter_type(&counter, "F4 Esc");
	CHECK_TEXT(counter_message(&counter), "");
	counter_close(&counter);
}

/* More items than rows, and lines: both say that they go on, and lead both ways. */
static void pages_of_the_menu(void)
{
	struct counter counter;
	char name[32];

	counter_begin(&counter, "check-pages");
	for (int i = 0; i < 40; i++) {
		struct setup_item item = { .code = 200 + i, .name = name, .search = name,
					   .category = "Food", .department = "Food",
					   .tax_class = "VAT 10", .price_minor = 500 + i,
					   .is_active = true };
		struct act act = app_act(&counter.house.app, counter.house.manager);

		snprintf(name, sizeof name, "Dish %d", i + 1);
		CHECK_OK_FATAL(setup_item(&counter.house.app, &act, &item, NULL));
	}
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter");
	CHECK(counter_has(&counter, "1 of 4: Tab, Shift-Tab"));
	counter_type(&counter, "Tab");
	CHECK(counter_has(&counter, "2 of 4: Tab, Shift-Tab"));
	CHECK(!counter_has(&counter, "Espresso"));
	counter_golden(&counter, "check-pages");
	counter_type(&counter, "Shift-Tab");
	CHECK(counter_has(&counter, "Espresso"));
	counter_type(&counter, "Shift-Tab");
	CHECK(counter_has(&counter, "Dish 40"));
	counter_type(&counter, "Tab 2");
	CHECK(counter_has(&counter, "↓ more"));
	counter_close(&counter);
}

const struct check_test test_slips[] = {
	{ "a further note adds to an allergy; only emptying removes (K)", no_note_is_lost },
	{ "a quantity that nobody can mean is asked about first (K)", too_much },
	{ "covers and seats far above the table's are asked about (K)", too_many },
	{ "what was said elsewhere is not said of another check (K)", old_news },
	{ "the menu beside the check goes on, and back", pages_of_the_menu },
	{ "a key that is typed wrongly says what it wants (K)", what_is_wanted },
	{ NULL, NULL },
};
