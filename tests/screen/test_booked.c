/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_booked.c -- the book of reservations: taking one, changing it, seating.
 */
#include "counter.h"
#include "suites.h"

/* The book, with Haddad for 4 at table 5 at 20:30. */
static void begin(struct counter *counter, const struct counter_options *options)
{
	counter_open(counter, options);
	counter_log_in(counter, 2);
	counter_type(counter, "Shift-F2 n 2 0 3 0 Enter");
	counter_text(counter, "Haddad");
	counter_type(counter, "Enter 4 Enter 5 Enter");
	counter_text(counter, "+961 1 123");
	counter_type(counter, "Enter");
	counter_text(counter, "window");
	counter_type(counter, "Enter");
	CHECK(counter_says(counter, "4"));
}

static void begin_named(struct counter *counter, const char *name)
{
	begin(counter, &(struct counter_options){ .name = name });
	CHECK(counter_says(counter, "Booked: Haddad, 4 covers, 20:30."));
	CHECK(counter_top(counter) == &screen_reservations);
}

/* A second one, quickly: time, name, covers, and F12. */
static void book(struct counter *counter, const char *time, const char *name, const char *covers)
{
	counter_type(counter, "n");
	counter_text(counter, time);
	counter_type(counter, "Enter");
	counter_text(counter, name);
	counter_type(counter, "Enter");
	counter_text(counter, covers);
	counter_type(counter, "F12");
}

static void a_day_of(const char *name, int rows, int columns)
{
	struct counter counter;

	begin(&counter, &(struct counter_options){ .name = name, .rows = rows,
						   .columns = columns });
	book(&counter, "19:15", "Chen", "2");
	book(&counter, "0030", "Night owls", "12");
	book(&counter, "21.00", "Sara Khalil", "6");
	CHECK(counter_has(&counter, "late 45m"));
	CHECK(counter_has(&counter, "24 covers booked, 24 to come"));
	counter_type(&counter, "c Down a Up Up");
	CHECK(counter_has(&counter, "6 covers booked, 6 to come"));
	counter_golden(&counter, "reservations");
	counter_type(&counter, "e");
	counter_golden(&counter, "reservations-form");
	counter_close(&counter);
}

static void a_day(void)
{
	a_day_of("booked-small", 24, 80);
	a_day_of("booked-large", 43, 132);
}

static void mirrored(void)
{
	struct counter counter;

	begin(&counter, &(struct counter_options){ .name = "booked-ar", .language = "ar" });
	CHECK(counter_has(&counter, "Haddad 20:30 ◂"));
	book(&counter, "19:15", "حداد", "12");
	counter_golden(&counter, "reservations-ar");
	counter_type(&counter, "Left");
	CHECK(!counter_has(&counter, "Haddad 20:30"));
	counter_type(&counter, "Right");
	CHECK(counter_has(&counter, "Haddad 20:30"));
	counter_close(&counter);
}

static void days(void)
{
	struct counter counter;

	begin_named(&counter, "booked-days");
	counter_type(&counter, "Right");
	CHECK(counter_has(&counter, "Booked for Sun 22 Nov 2026"));
	CHECK(counter_has(&counter, "Nobody has booked."));
	counter_type(&counter, "+ + - Right");
	CHECK(counter_has(&counter, "Booked for Mon 30 Nov 2026"));
	book(&counter, "20:00", "Chen", "2");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Chen comes on another day."));
	counter_type(&counter, "Home");
	CHECK(counter_has(&counter, "Booked today · Sat 21 Nov 2026"));
	CHECK(counter_has(&counter, "▸ 20:30 Haddad"));
	counter_type(&counter, "Left n");
	CHECK(counter_says(&counter, "This day is over."));
	counter_type(&counter, "e");
	CHECK(counter_says(&counter, "Nobody is chosen."));
	counter_type(&counter, "Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	counter_close(&counter);
}

static void what_was_typed_stays(void)
{
	struct counter counter;

	begin_named(&counter, "booked-bad");
	book(&counter, "25:00", "Chen", "2");
	CHECK(counter_has(&counter, "a time such as 20:30"));
	CHECK(counter_has(&counter, "Chen"));
	counter_type(&counter, "Backspace Backspace Backspace Backspace Backspace");
	counter_text(&counter, "21:15");
	counter_type(&counter, "Down Down Down 9 9 F12");
	CHECK(counter_says(&counter, "There is no table 99."));
	counter_type(&counter, "Backspace Backspace 5 F12");
	CHECK(counter_says(&counter, "Table 5 is promised: Haddad, 4 covers, 20:30. F12 keeps"));
	CHECK(counter_has(&counter, "21:15"));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM reservation"), 1);
	counter_type(&counter, "Backspace 6 F12");
	CHECK(counter_says(&counter, "Booked: Chen, 2 covers, 21:15."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM reservation"), 2);
	counter_close(&counter);
}

static void a_clash_is_asked_once_more(void)
{
	struct counter counter;

	begin_named(&counter, "booked-clash");
	book(&counter, "21:15", "Chen", "2");
	counter_type(&counter, "e Down Down Down 5 F12");
	CHECK(counter_says(&counter, "Table 5 is promised: Haddad, 4 covers, 20:30."));
	counter_golden(&counter, "reservations-clash");
	counter_type(&counter, "F12");
	CHECK(counter_says(&counter, "Booked: Chen, 2 covers, 21:15."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM reservation WHERE dining_table <> "
					   "0"),
		  2);
	counter_type(&counter, "e Down Down Down Backspace 6 F12");
	CHECK(counter_says(&counter, "Booked: Chen"));
	counter_type(&counter, "e Down Down Down Backspace 5 F12");
	CHECK(counter_says(&counter, "Table 5 is promised: Haddad"));
	counter_type(&counter, "Esc");
	CHECK_INT(counter_number(&counter, "SELECT count(DISTINCT dining_table) FROM reservation"),
		  2);
	counter_close(&counter);
}

static void guests_are_seated(void)
{
	struct counter counter;
	struct bill_view view;

	begin_named(&counter, "booked-seat");
	counter_type(&counter, "c");
	CHECK(counter_says(&counter, "Haddad is cancelled. u expects them again."));
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Haddad is not expected: u expects them again."));
	counter_type(&counter, "u Enter 0 F6 Esc Shift-F2 Enter");
	CHECK(counter_says(&counter, "Haddad has paid and left."));
	counter_type(&counter, "u Enter");
	CHECK(counter_says(&counter, "Haddad is seated. Booked with: window"));
	CHECK(counter_has(&counter, "Table 5 · check 2 · 4 covers · Haddad"));
	counter_type(&counter, "2 1 Enter Esc");
	CHECK(counter_top(&counter) == &screen_floor);
	CHECK(counter_has(&counter, "▸5 Haddad"));
	counter_type(&counter, "Shift-F2 a");
	CHECK(counter_says(&counter, "Haddad sits at table 5 already."));
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Table 5 · check 2"));
	counter_type(&counter, "F11 Esc Shift-F2 Enter");
	CHECK(counter_says(&counter, "Haddad has paid and left."));
	book(&counter, "20:00", "Chen", "2");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Which table for Chen?"));
	counter_type(&counter, "9 9 Enter");
	CHECK(counter_says(&counter, "There is no table 99."));
	counter_type(&counter, "Backspace Backspace 7 * 3 Enter");
	CHECK(counter_says(&counter, "Chen is seated."));
	view = counter_view(&counter, 7);
	CHECK_INT(view.rows.head.covers, 3);
	bill_view_done(&view);
	counter_close(&counter);
}

/* "Nuts!" is read on the check, whichever way they were seated and wherever they go. */
static void the_note_stays(void)
{
	struct counter counter;

	begin_named(&counter, "booked-note");
	counter_type(&counter, "e Down Down Down Down Down");
	counter_text(&counter, ", allergy: nuts");
	counter_type(&counter, "F12 Esc 5 Enter");
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "Haddad is seated. Booked with: window, allergy: nuts"));
	counter_type(&counter, "2 1 Enter");
	CHECK(counter_has(&counter, "  window, allergy: nuts"));
	counter_golden(&counter, "check-booked");
	counter_type(&counter, "F9 t 7 Enter Esc Enter");
	CHECK(counter_has(&counter, "Table 7"));
	CHECK(counter_has(&counter, "  window, allergy: nuts"));
	counter_type(&counter, "Esc 6 Enter");
	CHECK(!counter_has(&counter, "nuts"));
	counter_close(&counter);
}

static void a_table_that_is_taken(void)
{
	static const int64_t soup[] = { 31, 0 };
	struct counter counter;

	begin_named(&counter, "booked-taken");
	house_check(&counter.house, 5, soup);
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Others sit at table 5. Which one?"));
	counter_type(&counter, "5 Enter");
	CHECK(counter_says(&counter, "Others sit at table 5."));
	counter_type(&counter, "Backspace 6 Enter");
	CHECK(counter_has(&counter, "Table 6 · check 2 · 4 covers · Haddad"));
	counter_close(&counter);
}

static void two_tills_change_one(void)
{
	struct counter first, second;

	begin_named(&first, "booked-two");
	counter_join(&second, &first, "booked-two", 4);
	counter_log_in(&second, 3);
	counter_type(&second, "Shift-F2 e Down Down Backspace 5");
	counter_type(&first, "e Down Down Backspace 3 F12");
	CHECK(counter_says(&first, "Booked: Haddad, 3 covers, 20:30."));
	counter_type(&second, "F12");
	CHECK(counter_says(&second, "Another till changed it just now. F12 keeps what stands"));
	counter_type(&second, "F12");
	CHECK(counter_says(&second, "Booked: Haddad, 5 covers, 20:30."));
	CHECK_INT(counter_number(&second, "SELECT covers FROM reservation"), 5);
	counter_close(&second);
	counter_close(&first);
}

const struct check_test test_booked[] = {
	{ "the guests of a day stand in order of time, with their sum", a_day },
	{ "the book is mirrored, and so are its days", mirrored },
	{ "arrows and signs lead to other days, Home back to today", days },
	{ "what cannot be kept is said, and nothing typed is lost (K)", what_was_typed_stays },
	{ "a promised table is named with its guests, and asked once more",
	  a_clash_is_asked_once_more },
	{ "guests are seated with name and covers on their check (B3)", guests_are_seated },
	{ "what was said when they booked is read on their check", the_note_stays },
	{ "when others sit at their table, another is asked for", a_table_that_is_taken },
	{ "two tills change one: the second is told (B4)", two_tills_change_one },
	{ NULL, NULL },
};
