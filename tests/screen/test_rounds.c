/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_rounds.c -- rounds and courses at the keyboard.
 */
#include "dishes.h"
#include "store/verify.h"
#include "suites.h"

/* A cashier with table 5 open, in a house with a bar and a kitchen. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	dishes_add(counter);
	dishes_kitchen(counter);
	counter_log_in(counter, 2);
	counter_type(counter, "5 Enter");
}

static void end(struct counter *counter)
{
	struct verify_result result;

	CHECK_OK(verify_run(counter->house.app.db, NULL, NULL, &result));
	counter_close(counter);
}

static void courses(void)
{
	struct counter counter;

	begin(&counter, "rounds-courses");
	counter_type(&counter, "F5");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Shift-F2 F2 3 1 Enter 2 F2 3 1 Enter Shift-F2 3 2 Enter 2");
	counter_type(&counter, "0 F2 0 Shift-F2 2 * 2 1 Enter 4 1 Enter");
	counter_golden(&counter, "check-unsent");
	counter_type(&counter, "F5");
	CHECK(counter_says(&counter, "Sent to the kitchen (2 tickets). Course 2 is held."));
	CHECK(counter_has(&counter, "2h"));
	counter_golden(&counter, "check-held");
	counter_type(&counter, "F5");
	CHECK(counter_says(&counter, "Everything is with the kitchen already."));
	counter_type(&counter, "2 1 Enter");
	CHECK(counter_has(&counter, " +"));
	counter_type(&counter, "Esc");
	CHECK(counter_says(&counter, "Table 5: 1 line is not sent to the kitchen yet."));
	counter_type(&counter, "5 Enter F5 Shift-F5");
	CHECK(counter_says(&counter, "Course 2 is fired (1 ticket)."));
	CHECK(!counter_has(&counter, "2h"));
	counter_type(&counter, "Shift-F5");
	CHECK(counter_says(&counter, "No course is held."));
	end(&counter);
}

static void after_sending(void)
{
	struct counter counter;

	begin(&counter, "rounds-after");
	counter_type(&counter, "2 * 3 2 Enter 2 F5 -");
	CHECK(counter_says(&counter, "Lamb ouzi is with the kitchen already: F8 voids it"));
	counter_type(&counter, "1 F8");
	CHECK(counter_has(&counter, "Void 18.00: 1 × Lamb ouzi?"));
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Choose one: a digit"));
	CHECK_INT(counter_due(&counter, 5), 3600);
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "Voided: 1 × Lamb ouzi, 18.00. The kitchen is told."));
	CHECK_INT(counter_due(&counter, 5), 1800);
	counter_type(&counter, "F3");
	CHECK(counter_has(&counter, "Allergies"));
	counter_text(&counter, "no salt");
	counter_type(&counter, "Enter Enter Down 2 F2");
	CHECK(counter_says(&counter, "Only this line, Lamb ouzi: seat 2, at once."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM kitchen_ticket"), 4);
	counter_type(&counter, "F9 k");
	CHECK(counter_says(&counter, "The kitchen gets its last tickets once more"));
	end(&counter);
}

static void once_more(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "rounds-again");
	counter_type(&counter, "2 1 Enter Ctrl-R");
	CHECK(counter_says(&counter, "No round was sent yet."));
	counter_type(&counter, "F5 3 F2 3 2 Enter 3 2 * 2 2 Enter 2 F5 Ctrl-R");
	CHECK(counter_says(&counter, "The last round once more: 3 pieces. Due now: 52.20."));
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_items, 5);
	CHECK_TEXT(view.items[3].choices, "well done");
	CHECK_INT(view.items[3].seat, 3);
	CHECK_TEXT(view.items[4].name, "Tea large");
	CHECK_INT(view.items[4].quantity, 2);
	bill_view_done(&view);
	counter_type(&counter, "F5 F9");
	counter_golden(&counter, "check-more");
	counter_type(&counter, "Esc Ctrl-R");
	CHECK(counter_says(&counter, "The last round once more: 3 pieces."));
	end(&counter);
}

/* Each row of the history has its time where something was sent, and its amount where something
 * was taken off. */
static void the_history_is_whole(void)
{
	struct counter counter;

	begin(&counter, "rounds-history");
	counter_type(&counter, "3 1 Enter 2 * 2 1 Enter 1 0 % F7");
	counter_type(&counter, "1");
	counter_type(&counter, "2 1 Enter 0 F7 F5 Up F8");
	counter_type(&counter, "1");
	counter_type(&counter, "F9 y");
	CHECK(counter_top(&counter) == &screen_history);
	counter_golden(&counter, "history-round");
	end(&counter);
}

/* What is noted on a line that was sent is said to reach the kitchen, as a void is. */
static void a_late_note(void)
{
	struct counter counter;

	begin(&counter, "rounds-note");
	counter_type(&counter, "2 1 Enter");
	counter_text(&counter, "no sugar");
	counter_type(&counter, "F3");
	CHECK(counter_says(&counter, "Noted on Espresso: no sugar"));
	CHECK(!counter_says(&counter, "The kitchen is told."));
	counter_type(&counter, "F5");
	counter_text(&counter, "! milk");
	counter_type(&counter, "F3");
	CHECK(counter_says(&counter, "Noted on Espresso: ! milk · no sugar. The kitchen is told."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM kitchen_live"), 2);
	end(&counter);
}

const struct check_test test_rounds[] = {
	{ "a round is sent by course, and marked until it is (K)", courses },
	{ "what was sent is voided with a reason, changes are told (B1)", after_sending },
	{ "one key rings the last round once more (K, B3)", once_more },
	{ "the history has the amounts of discounts and the time of rounds",
	  the_history_is_whole },
	{ "a note on what was sent is told to the kitchen, and said so", a_late_note },
	{ NULL, NULL },
};
