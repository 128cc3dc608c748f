/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_move.c -- checks go to other tables and people, lines to other checks.
 */
#include "counter.h"
#include "service/setup_price.h"
#include "store/verify.h"
#include "suites.h"

#define TAKEN "Others sit at its table by now: it cannot go back. Nothing was changed."

/* Table 5 with two espressos, a lamb and a wine, for 2 guests; table 6 with a soup. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	counter_log_in(counter, 2);
	counter_type(counter, "6 Enter 3 1 Enter Esc 5 * 2 Enter 1 F2 2 * 2 1 Enter 3 2 Enter");
	counter_type(counter, "2 F2 2 2 Enter");
}

static void end(struct counter *counter)
{
	struct verify_result result;

	CHECK_OK(verify_run(counter->house.app.db, NULL, NULL, &result));
	counter_close(counter);
}

static void another_table(void)
{
	struct counter counter;

	begin(&counter, "move-table");
	counter_type(&counter, "F9 t 9 9 Enter");
	CHECK_TEXT(counter_message(&counter), "There is no table 99.");
	counter_type(&counter, "Backspace Backspace 5 Enter");
	CHECK_TEXT(counter_message(&counter), "This check is at table 5 already.");
	counter_type(&counter, "Backspace 7 Enter");
	CHECK(counter_says(&counter, "This check is at Table 7 now."));
	CHECK(counter_has(&counter, "Table 7 · check 2"));
	CHECK_INT(counter_due(&counter, 7), 2490);
	counter_type(&counter, "F9 u");
	CHECK(counter_says(&counter, "Undone."));
	CHECK_INT(counter_due(&counter, 5), 2490);
	counter_type(&counter, "F9 t");
	counter_text(&counter, "Sara");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Sara · check 2"));
	CHECK_INT(counter_due(&counter, 5), -1);
	end(&counter);
}

/* Enter on the floor opens the party where it sits now, not its old table anew. */
static void the_floor_follows(void)
{
	struct counter counter;

	begin(&counter, "move-follows");
	counter_type(&counter, "F9 t 7 Enter Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK(counter_has(&counter, "▸7"));
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Table 7 · check 2"));
	counter_type(&counter, "F9 t 5 Enter Esc");
	CHECK(counter_has(&counter, "▸5"));
	counter_type(&counter, "Enter F9 t");
	counter_text(&counter, "Sara");
	counter_type(&counter, "Enter Esc Enter");
	CHECK(counter_has(&counter, "Sara · check 2"));
	end(&counter);
}

static void a_colleague(void)
{
	struct counter counter;

	begin(&counter, "move-staff");
	counter_type(&counter, "F9 w");
	CHECK(counter_has(&counter, "Whose is it from here on?"));
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "This check is Nasser's now."));
	end(&counter);
}

static void put_together(void)
{
	struct counter counter;

	begin(&counter, "move-merge");
	counter_type(&counter, "F9 m 6 Enter");
	CHECK(counter_has(&counter, "Table 6, 5.50, then stands here."));
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "What was on Table 6 stands here now. Due: 30.40."));
	CHECK_INT(counter_due(&counter, 6), -1);
	counter_type(&counter, "F9 u");
	CHECK_INT(counter_due(&counter, 6), 550);
	CHECK_INT(counter_due(&counter, 5), 2490);
	counter_type(&counter, "F9 t 6 Enter");
	CHECK(counter_has(&counter, "Put both checks together?"));
	counter_golden(&counter, "move-onto");
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "All of it stands on Table 6 now."));
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(counter_due(&counter, 6), 3040);
	end(&counter);
}

/* Table 6 has paid 1.00 of its first part: the other check says which part, and what to do. */
static void half_paid(void)
{
	struct counter counter;

	begin(&counter, "move-half-paid");
	counter_type(&counter, "Esc 6 Enter 2 F4 F12 1 F5 Esc Esc Esc 5 Enter F9 m 6 Enter");
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "Part 1 of Table 6 is half paid: let it be paid whole there"));
	CHECK_INT(counter_due(&counter, 5), 2490);
	CHECK_INT(counter_due(&counter, 6), 450);
	end(&counter);
}

static void some_lines(void)
{
	struct counter counter;

	begin(&counter, "move-lines");
	counter_type(&counter, "F9 l Enter");
	CHECK(counter_says(&counter, "Nothing is marked yet"));
	counter_type(&counter, "+ + - Down Space");
	counter_golden(&counter, "transfer");
	counter_type(&counter, "Enter 9 9 Enter");
	CHECK(counter_says(&counter, "There is no table 99."));
	counter_type(&counter, "Backspace Backspace 6 Enter");
	CHECK(counter_says(&counter, "Gone to Table 6. Due here now: 4.70."));
	CHECK(counter_top(&counter) == &screen_check);
	CHECK_INT(counter_due(&counter, 6), 550 + 2020);
	counter_type(&counter, "F9 l End s Enter 8 Enter");
	CHECK_INT(counter_due(&counter, 8), 250);
	CHECK_INT(counter_due(&counter, 5), 220);
	end(&counter);
}

static void the_other_is_in_use(void)
{
	struct counter first, second;

	begin(&first, "move-held");
	counter_join(&second, &first, "move-held", 4);
	counter_log_in(&second, 3);
	counter_type(&second, "6 Enter 2 1 Enter");
	counter_type(&first, "F9 l Space Enter 6 Enter");
	CHECK(counter_says(&first, "Table 6 is worked on at another till just now."));
	CHECK_INT(counter_due(&first, 5), 2490);
	counter_type(&first, "Esc Esc Esc");
	CHECK(counter_top(&first) == &screen_floor);
	counter_close(&second);
	end(&first);
}

static void from_the_floor_to_a_table(void)
{
	struct counter counter;

	begin(&counter, "move-floor");
	counter_type(&counter, "Esc F3");
	CHECK(counter_has(&counter, "Table 5 goes to another table"));
	counter_type(&counter, "9 9 Enter");
	CHECK(counter_says(&counter, "There is no table 99."));
	counter_type(&counter, "Backspace Backspace 7 Enter");
	CHECK(counter_says(&counter, "Table 5 is at Table 7 now. Ctrl-Z undoes it."));
	CHECK(counter_has(&counter, "▸7"));
	CHECK_INT(counter_due(&counter, 7), 2490);
	CHECK_INT(counter_due(&counter, 5), -1);
	counter_type(&counter, "Ctrl-Z");
	CHECK(counter_says(&counter, "Undone: Table 5, 24.90."));
	CHECK_INT(counter_due(&counter, 5), 2490);
	counter_type(&counter, "Ctrl-Z");
	CHECK(counter_says(&counter, "Nothing to take back"));
	counter_type(&counter, "5 F3");
	counter_text(&counter, "Sara");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "▸Sara"));
	CHECK(counter_has(&counter, "table, name or tab"));
	counter_text(&counter, "sar");
	counter_type(&counter, "F3 5 Enter 5 Enter 2 1 Enter Esc");
	CHECK(counter_has(&counter, "Sara"));
	CHECK_INT(counter_due(&counter, 5), 2710);
	counter_type(&counter, "Ctrl-Z");
	CHECK(counter_says(&counter, "or something was done to it since."));
	CHECK_INT(counter_due(&counter, 5), 2710);
	end(&counter);
}

static void from_the_floor_onto_another(void)
{
	struct counter counter;

	begin(&counter, "move-floor-merge");
	counter_type(&counter, "Esc 5 F3 6 Enter");
	CHECK(counter_has(&counter, "Put both checks together?"));
	CHECK(counter_has(&counter, "Check 2 closes: what is open on Table 5, 24.90, then"));
	counter_golden(&counter, "floor-onto");
	counter_type(&counter, "Enter");
	CHECK_INT(counter_due(&counter, 5), 2490);
	counter_type(&counter, "Esc Esc 6 F6 5 Enter");
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "Table 5 is on Table 6 now, 30.40 in all."));
	CHECK(counter_has(&counter, "▸6"));
	CHECK_INT(counter_due(&counter, 5), -1);
	CHECK_INT(counter_due(&counter, 6), 3040);
	counter_type(&counter, "Ctrl-Z");
	CHECK_INT(counter_due(&counter, 5), 2490);
	CHECK_INT(counter_due(&counter, 6), 550);
	counter_type(&counter, "6 F6 5 Enter");
	counter_type(&counter, "y 5 Enter 2 1 Enter Esc Ctrl-Z");
	CHECK_TEXT(counter_message(&counter), TAKEN);
	counter_type(&counter, "6 Enter F9 u");
	CHECK_TEXT(counter_message(&counter), TAKEN);
	counter_type(&counter, "Esc 6 F6 6 Enter");
	CHECK(counter_says(&counter, "That is this check."));
	counter_type(&counter, "Backspace 8 Enter");
	CHECK(counter_says(&counter, "Nobody sits at table 8."));
	counter_type(&counter, "Esc Esc Home F3");
	CHECK(counter_says(&counter, "Which check?"));
	end(&counter);
}

/* Two and two are a party of four: the question tells what that costs, and so does the end. */
static void the_charge_of_a_larger_party_is_told(void)
{
	static const struct setup_service rule = { .name = "Parties", .room = "", .covers = 4,
						   .rate_ppm = 100000, .tax_class = "VAT 10",
						   .department = "Service charge",
						   .is_active = true };
	struct counter counter;
	struct act act;

	begin(&counter, "move-service");
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(setup_service(&counter.house.app, &act, &rule, NULL));
	counter_type(&counter, "Esc 6 Enter 2 F6");
	CHECK_TEXT(counter_message(&counter), "2 covers now.");
	counter_type(&counter, "4 F6");
	CHECK_TEXT(counter_message(&counter), "4 covers now. Due: 6.05 with 0.55 service.");
	counter_type(&counter, "2 F6");
	CHECK_TEXT(counter_message(&counter), "2 covers now. Due: 5.50 without service.");
	counter_type(&counter, "Esc 6 F6 5 Enter");
	CHECK(counter_has(&counter, "33.44 with 3.04 service."));
	CHECK_INT(counter_due(&counter, 5), 2490);
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "Table 5 is on Table 6 now: 33.44 with 3.04 service."));
	counter_type(&counter, "Ctrl-Z 5 Enter F9 m 6 Enter");
	CHECK(counter_has(&counter, "33.44 with 3.04 service."));
	counter_type(&counter, "y");
	CHECK(counter_says(&counter, "stands here now. Due: 33.44 with 3.04 service."));
	counter_type(&counter, "F9 u F9 t 6 Enter");
	CHECK(counter_has(&counter, "33.44 with 3.04 service."));
	counter_type(&counter, "y");
	CHECK_TEXT(counter_message(&counter),
		   "All of it stands on Table 6 now: 33.44 with 3.04 service.");
	end(&counter);
}

static void the_floor_says_who_holds_it(void)
{
	struct counter first, second;

	begin(&first, "move-floor-held");
	counter_join(&second, &first, "move-floor-held", 4);
	counter_log_in(&second, 3);
	counter_type(&second, "6 Enter 2 1 Enter");
	counter_type(&first, "Esc 6 F3 7 Enter");
	CHECK(counter_says(&first, "Till 4 works on Table 6."));
	CHECK_INT(counter_due(&first, 6), 770);
	counter_type(&first, "Esc Esc 5 F6 6 Enter");
	counter_type(&first, "y");
	CHECK(counter_says(&first, "Till 4 works on Table 6."));
	CHECK_INT(counter_due(&first, 5), 2490);
	counter_type(&first, "Esc 5 F3 6 Enter");
	counter_type(&first, "y");
	CHECK(counter_says(&first, "Till 4 works on Table 6."));
	CHECK_INT(counter_number(&first, "SELECT count(*) FROM bill_live WHERE holder = 3"), 0);
	counter_close(&second);
	end(&first);
}

const struct check_test test_move[] = {
	{ "the service charge of a larger party is told before it and after (L7)",
	  the_charge_of_a_larger_party_is_told },
	{ "a check goes to a free table, or becomes a tab, and back (B6)", another_table },
	{ "the marker of the floor goes with a party to its new table", the_floor_follows },
	{ "a check is handed to a colleague", a_colleague },
	{ "two checks become one from either side, and two again (B6)", put_together },
	{ "a check with a half paid part stays, and says which (M5)", half_paid },
	{ "lines and pieces go to another check, or to a free table (M3)", some_lines },
	{ "a check in use elsewhere gets nothing, and says so (B4)", the_other_is_in_use },
	{ "the floor takes a check to a table or a name, and back (B6)",
	  from_the_floor_to_a_table },
	{ "the floor puts two checks together, and apart again (B6)",
	  from_the_floor_onto_another },
	{ "the floor says which till holds a check, and changes nothing (B4)",
	  the_floor_says_who_holds_it },
	{ NULL, NULL },
};
