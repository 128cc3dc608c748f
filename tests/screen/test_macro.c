/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_macro.c -- keys of the settings: items, macros, and how many keys a task takes.
 */
#include <string.h>

#include "counter.h"
#include "golden.h"
#include "suites.h"

static const char keys[] =
	"[items]\nF13 = 21\nCtrl-F2 = 32\n[items 3]\nF15 = 22\n"
	"[macro two] \nkey = Ctrl-F1\ndoes = 2*21 Enter exact-cash\n"
	"[macro round]\nkey = Alt-1\ndoes = 21 Enter 99 Enter 22 Enter\n"
	"[macro tip]\nkey = Ctrl-B\ndoes = 21 Enter guests 4 22 Enter\n"
	"[macro far]\nkey = Ctrl-F4\ndoes = 21 Enter walk-in\n"
	"[macro soup]\nkey = Ctrl-F3\ndoes = \"'soup' Enter\"\n";

static void begin(struct counter *counter, const char *name, bool no_drawer)
{
	struct counter_options options = { .name = name, .keys = keys, .no_drawer = no_drawer };

	counter_open(counter, &options);
	counter_log_in(counter, 2);
}

static int64_t lines(struct counter *counter)
{
	return counter_number(counter, "SELECT count(*) FROM line WHERE kind = 'item'");
}

/* How many keys: the tables are on the screen, and are there again at the end. */
static void a_task_takes_its_keys(void)
{
	static const struct {
		const char *task, *keys;
		int n;
	} tasks[] = {
		{ "an espresso in cash, with its item key", "F13 F11", 2 },
		{ "an espresso in cash, by its code", "F12 2 1 Enter F11", 5 },
		{ "the same by a macro on a walk-in", "F12 Ctrl-F1", 2 },
	};
	struct counter counter;

	begin(&counter, "macro-keys", false);
	for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++) {
		int n = 1;

		for (const char *at = tasks[i].keys; *at != '\0'; at++)
			n += *at == ' ';
		CHECK_INT(n, tasks[i].n);
		counter_type(&counter, tasks[i].keys);
		CHECK(counter_says(&counter, "in cash."));
		CHECK(counter_top(&counter) == &screen_floor);
		CHECK_INT(counter_number(&counter, "SELECT count(*) FROM part_close"),
			  (int64_t)i + 1);
	}
	counter_type(&counter, "5 Enter");
	CHECK(counter_top(&counter) == &screen_check);
	counter_type(&counter, "F10");
	CHECK(counter_top(&counter) == &screen_lock);
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(counter_top(&counter) == &screen_check);
	counter_close(&counter);
}

static void an_item_key_rings_what_was_typed_times(void)
{
	struct counter counter;

	begin(&counter, "macro-item", false);
	counter_type(&counter, "5 Enter 3 F13 Ctrl-F2 F15");
	CHECK_INT(counter_due(&counter, 5), 3 * 220 + 1800 + 250);
	CHECK_INT(lines(&counter), 3);
	counter_type(&counter, "x F13");
	CHECK(ui_message_is_error(counter.till.ui));
	counter_type(&counter, "Esc 9 Ctrl-F1");
	CHECK(counter_says(&counter, "Enter takes what is typed"));
	CHECK_INT(lines(&counter), 3);
	counter_close(&counter);
}

/* Among the tables what is typed is a table: nothing is rung on a guess. */
static void an_item_key_leaves_what_is_typed_among_the_tables(void)
{
	struct counter counter;

	begin(&counter, "macro-floor", false);
	counter_type(&counter, "5 F13");
	CHECK(counter_says(&counter, "Enter takes what is typed"));
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM bill"), 0);
	counter_close(&counter);
}

/* One transaction for each key: what was done before the refusal stays, nothing follows it. */
static void a_macro_stops_at_the_first_refusal(void)
{
	static const struct {
		const char *key, *says;
		int64_t lines;
	} cases[] = {
		{ "Alt-1", "round stopped at step 6 of 9, Enter: Nothing on the menu", 1 },
		{ "Ctrl-F4", "far stopped at step 4 of 4, walk-in: it cannot be done on this", 2 },
		{ "Ctrl-F3", "Lentil soup", 3 },
	};
	struct counter counter;

	begin(&counter, "macro-stop", false);
	counter_type(&counter, "5 Enter");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		counter_type(&counter, cases[i].key);
		if (!counter_says(&counter, cases[i].says))
			fprintf(stderr, "%s\n", counter_message(&counter));
		CHECK(counter_says(&counter, cases[i].says));
		CHECK_INT(lines(&counter), cases[i].lines);
		counter_type(&counter, i == 0 ? "Esc" : "Down");
	}
	counter_close(&counter);
}

static void a_macro_without_a_drawer_says_where_it_stopped(void)
{
	struct counter counter;

	begin(&counter, "macro-drawer", true);
	counter_type(&counter, "5 Enter Ctrl-F1");
	CHECK(counter_says(&counter, "two stopped at step 6 of 6, exact-cash: No cash drawer"));
	CHECK_INT(counter_due(&counter, 5), 440);
	counter_close(&counter);
}

/* A question is for a person: the rest of the macro does not answer it. */
static void a_macro_never_answers_a_question(void)
{
	struct counter counter;

	begin(&counter, "macro-ask", false);
	counter_type(&counter, "5 Enter 3 2 Enter F12 Esc");
	counter_type(&counter, "Ctrl-B");
	CHECK_INT(lines(&counter), 2);
	CHECK(counter_says(&counter, "what is asked here is for you to answer."));
	counter_close(&counter);
}

static void a_lock_takes_no_macro(void)
{
	struct counter counter;

	begin(&counter, "macro-lock", false);
	counter_type(&counter, "F10");
	CHECK(counter_top(&counter) == &screen_lock);
	counter_type(&counter, "Ctrl-F1 F13 Alt-1");
	CHECK(counter_top(&counter) == &screen_lock);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM bill"), 0);
	counter_close(&counter);
}

static void the_bar_and_the_help_name_them(void)
{
	struct counter_options options = { .name = "macro-bar", .keys = keys, .rows = 43,
					   .columns = 132 };
	struct counter counter;

	counter_open(&counter, &options);
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter");
	CHECK(counter_has(&counter, "Shift-F1 item 21"));
	counter_type(&counter, "F1 End PgDn PgDn");
	CHECK(counter_has(&counter, "One key for: 2*21 Enter exact-cash"));
	CHECK(counter_has(&counter, "Rings item 21"));
	counter_close(&counter);
}

/* Whose tab it is, is said before a key pays it or adds to it. */
static void a_tab_called_up_again_is_named_first(void)
{
	struct counter counter;

	begin(&counter, "macro-tab", false);
	counter_text(&counter, "Sara");
	counter_type(&counter, "F2 2 1 Enter 2 2 Enter");
	CHECK_INT(lines(&counter), 2);
	counter_type(&counter, "Esc");
	counter_text(&counter, "Sara");
	counter_type(&counter, "Enter F11 F11");
	CHECK(counter_has(&counter, "This is the tab of Sara. Go on with it?"));
	CHECK(counter_has(&counter, "4.70"));
	golden_check(&counter.stage, "tab-whose.80x24");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 0);
	counter_type(&counter, "Enter F13");
	CHECK(counter_has(&counter, "This is the tab of Sara."));
	CHECK_INT(lines(&counter), 2);
	counter_type(&counter, "y");
	CHECK_INT(lines(&counter), 3);
	counter_type(&counter, "F11");
	CHECK(counter_says(&counter, "Paid 6.90 in cash."));
	counter_close(&counter);
}

static void a_tab_is_named_before_it_is_paid(void)
{
	static const char *const tenders[] = { "F11", "F5", "Shift-F6", "2 F4", "1 0 F3" };
	struct counter counter;

	begin(&counter, "macro-tab-pay", false);
	counter_text(&counter, "Sara");
	counter_type(&counter, "F2 2 1 Enter Esc");
	for (size_t i = 0; i < sizeof tenders / sizeof *tenders; i++) {
		counter_text(&counter, "Sara");
		counter_type(&counter, "Enter F12");
		counter_type(&counter, tenders[i]);
		CHECK(counter_has(&counter, "This is the tab of Sara. Go on with it?"));
		CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 0);
		counter_type(&counter, "Esc Esc Esc Esc");
		CHECK(counter_top(&counter) == &screen_floor);
	}
	counter_text(&counter, "Sara");
	counter_type(&counter, "Enter F12 F5");
	counter_type(&counter, "y");
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM tender"), 1);
	counter_close(&counter);
}

const struct check_test test_macro[] = {
	{ "a task takes the keys that the README says (K)", a_task_takes_its_keys },
	{ "an item key rings what was typed times (K)", an_item_key_rings_what_was_typed_times },
	{ "an item key leaves what is typed among the tables (K)",
	  an_item_key_leaves_what_is_typed_among_the_tables },
	{ "a macro stops at the first refusal and says where (K)",
	  a_macro_stops_at_the_first_refusal },
	{ "a macro without a drawer says where it stopped (K)",
	  a_macro_without_a_drawer_says_where_it_stopped },
	{ "a macro never answers a question (K)", a_macro_never_answers_a_question },
	{ "a lock takes no macro (S)", a_lock_takes_no_macro },
	{ "the bar and the help name them", the_bar_and_the_help_name_them },
	{ "a tab called up again is named first (K)", a_tab_called_up_again_is_named_first },
	{ "it is named too before it is paid or split (K)", a_tab_is_named_before_it_is_paid },
	{ 0 },
};
