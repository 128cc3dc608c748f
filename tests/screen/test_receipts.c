/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_receipts.c -- the receipts of a till: seen, found, printed again.
 */
#include "counter.h"
#include "golden.h"
#include "store/act.h"
#include "suites.h"

static const int64_t soup[] = { 31, 0 };

/* Two receipts: table 5, table 6. */
static void begin(struct counter *counter, const char *name)
{
	struct counter_options options = { .name = name, .printer = "dir:/nowhere" };

	counter_open(counter, &options);
	counter_enter(counter, counter->house.cashier);
	counter_pay(counter, 5, soup);
	counter_type(counter, "F11 Enter");
	counter_pay(counter, 6, soup);
	counter_type(counter, "Shift-F8 Enter");
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_receipts, &counter->till));
	ui_paint(counter->till.ui);
}

static void the_newest_stands_first(void)
{
	struct counter counter;

	begin(&counter, "list");
	CHECK(counter_has(&counter, "3-000002   21 Nov 20:00    table 6, part 1"));
	CHECK(counter_has(&counter, "3-000001   21 Nov 20:00    table 5, part 1"));
	golden_check(&counter.stage, "receipts.80x24");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Receipt 3-000002, as it would print now"));
	CHECK(counter_has(&counter, "DUPLICATE 1"));
	CHECK(counter_has(&counter, "Lentil soup"));
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_receipts);
	counter_close(&counter);
}

static enum err speak_english(struct tx *tx, void *arg)
{
	(void)arg;
	return db_run(tx->db, "UPDATE staff SET language = 'en', version = version + 1 "
			      "WHERE number = 2");
}

/* A sale that somebody else began is called in the language of who looks. */
static void a_walk_in_of_another_language(void)
{
	struct counter_options options = { .name = "receipts-walk-in", .language = "ar" };
	struct counter counter;
	struct act act;

	counter_open(&counter, &options);
	counter_log_in(&counter, 2);
	counter_type(&counter, "F12 3 1 Enter F11");
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(act_run(counter.house.app.db, &act, "speak", "", speak_english, NULL, NULL));
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	counter_type(&counter, "F7");
	CHECK(counter_has(&counter, "Walk-in, part 1"));
	counter_close(&counter);
}

static void one_is_found_by_its_number(void)
{
	struct counter counter;

	begin(&counter, "find");
	counter_type(&counter, "1 Enter");
	CHECK(counter_has(&counter, "Receipt 3-000001, as it would print now"));
	counter_type(&counter, "Esc");
	counter_text(&counter, "3-000002");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Receipt 3-000002, as it would print now"));
	counter_type(&counter, "Esc 7 Enter");
	CHECK_TEXT(counter_message(&counter), "This till has issued no receipt 7.");
	counter_type(&counter, "Esc");
	counter_text(&counter, "x");
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_SYNTAX));
	counter_close(&counter);
}

static void a_reprint_is_a_marked_duplicate(void)
{
	struct counter counter;

	begin(&counter, "again");
	counter_type(&counter, "Down F2");
	counter_type(&counter, "1");
	CHECK_TEXT(counter_message(&counter),
		   "Receipt 3-000001 is printing again, as a duplicate.");
	CHECK(counter_has(&counter, "1 duplicate"));
	CHECK_INT(counter_number(&counter, "SELECT max(copy) FROM print_job"), 1);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM print_job"), 3);
	counter_close(&counter);
}

static void without_a_printer_nothing_is_queued(void)
{
	struct counter_options options = { .name = "no-printer" };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	counter_pay(&counter, 5, soup);
	counter_type(&counter, "F11 F2");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM print_job"), 0);
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM paper_print"), 0);
	counter_close(&counter);
}

static void an_empty_list_says_so(void)
{
	struct counter_options options = { .name = "empty" };
	struct counter counter;

	counter_open(&counter, &options);
	counter_enter(&counter, counter.house.cashier);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_receipts, &counter.till));
	counter_type(&counter, "Up Down F2");
	CHECK(counter_has(&counter, "No receipt was issued at this till yet."));
	counter_type(&counter, "Enter");
	CHECK_TEXT(counter_message(&counter), err_text(ERR_NOT_FOUND));
	counter_close(&counter);
}

static void a_closed_check_is_opened_again(void)
{
	struct counter counter;

	begin(&counter, "reopen");
	counter_type(&counter, "F7");
	CHECK(counter_has(&counter, "Open check 2 again: why?"));
	counter_type(&counter, "1");
	CHECK(counter_top(&counter) != &screen_check);
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK_FATAL(counter_top(&counter) == &screen_check);
	CHECK(counter_says(&counter, "Check 2 is open again."));
	CHECK_INT(counter_due(&counter, 6), 0);
	counter_type(&counter, "F9 y");
	CHECK(counter_has(&counter, "opened again"));
	CHECK(!counter_has(&counter, "split"));
	counter_type(&counter, "Esc Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK_INT(counter_due(&counter, 6), -1);
	counter_close(&counter);
}

const struct check_test test_receipts[] = {
	{ "the newest receipt stands first", the_newest_stands_first },
	{ "a sale without a name is called in the language of who looks",
	  a_walk_in_of_another_language },
	{ "a receipt is found by its number", one_is_found_by_its_number },
	{ "a reprint is a marked duplicate with a reason (B7)", a_reprint_is_a_marked_duplicate },
	{ "without a printer nothing is queued", without_a_printer_nothing_is_queued },
	{ "an empty list says so", an_empty_list_says_so },
	{ "receipts: a closed check is opened again by approval, and left (M5, S)",
	  a_closed_check_is_opened_again },
	{ 0 },
};
