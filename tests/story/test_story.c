/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/test_story.c -- what a cashier does in an evening, key by key, on a window of 80 by
 * 24: a table rung, discounted, split and paid; a till that is killed and comes back; terminals
 * that are not what one would wish.
 */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "base/file.h"
#include "base/str.h"
#include "pty.h"
#include "run.h"
#include "steps.h"
#include "suites.h"

#define ROW_DUE 19
#define ROW_ENTRY 21

static struct pty *open_again(const char *name)
{
	const char *const words[] = { run_path(), "--store", store_of(name), NULL };

	return start(words);
}

static long acts_in(const char *name)
{
	return run_acts(store_of(name));
}

/* The receipt of the newest number that stands on the screen, as it was printed. */
static void check_paper(struct pty *pty, const char *folder, const char *total)
{
	char name[128], *text = NULL;
	const char *at = strstr(pty_screen(pty), "Receipt 1-");
	size_t len = 0;

	CHECK_FATAL(at != NULL);
	str_format(name, sizeof name, "%s/papers/receipt-%.8s.txt", folder,
		   at + strlen("Receipt "));
	for (int i = 0; i < WAIT_MS / 50 && !file_exists(run_in(name)); i++)
		pty_read(pty, 50);
	CHECK_OK(file_read(run_in(name), 10000, &text, &len));
	CHECK(text != NULL && strstr(text, "Lamb ouzi") != NULL && strstr(text, total) != NULL);
	free(text);
}

static void a_table_from_the_first_key_to_the_last_receipt(void)
{
	static const struct step rings[] = {
		{ "#5 Enter", "Table 5 · check" },
		{ "2*21 Enter", "2 × Espresso, 4.40" },
		{ "soup", "Lentil soup" },
		{ "Enter", "1 × Lentil soup, 5.50" },
		{ "ouzi Enter", "How cooked" },
		{ "2", "1 × Lamb ouzi · medium, 18.00" },
		{ "10% F7", "Discount of 10 % on the check?" },
		{ "1", "Discount given. Due now: 25.11." },
		{ "3 F4", "Split in 3." },
		{ "F12", "sum of parts 25.11 = check 25.11" },
		{ NULL, NULL },
	};
	static const struct step pays[] = {
		{ "Shift-F6", "Part 1 is paid." }, { "Enter Shift-F6", "Part 2 is paid." },
		{ "Enter Shift-F6", "Table 5 is free." },
	};
	static const struct step after[] = {
		{ "Enter", "longest wait" },
		{ "#5", "Table 5, free" },
		{ "Esc F7", "Receipts of this" },
		{ "Enter", "as it would print now" },
		{ "End", "8.37" },
		{ "Esc Esc", "longest wait" },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("evening");
	long before = acts_in("evening");

	play(pty, rings);
	for (int part = 0; part < 3; part++) {
		keys(pty, pays[part].keys);
		sees(pty, pays[part].sees, pays[part].keys);
		CHECK(pty_has(pty, "CHANGE"));
		check_paper(pty, "evening", "8.37");
	}
	play(pty, after);
	leave(pty);
	/* open, three lines, discount, split, three tenders; the papers are acts of their own. */
	CHECK(acts_in("evening") >= before + 9);
}

/* What one who has never seen it does after reading F1: seats, two courses, a change, the check, a
 * split by seats, cash. */
static void a_table_is_served(void)
{
	static const struct step steps[] = {
		{ "#5*2 Enter", "2 covers" },
		{ "F2", "From here on for seat 1." },
		{ "soup Enter", "1 × Lentil soup, 5.50" },
		{ "213 Enter", "How cooked" },
		{ "2", "1 × Rib eye 300 g · medium, 27.50" },
		{ "F2", "From here on for seat 2." },
		{ "102 Enter", "1 × Fish soup, 8.40" },
		{ "202 Enter", "1 × Sea bass, 21.50" },
		{ "F5", "Course 2 is held." },
		{ "dry F3", "Noted on Sea bass: dry" },
		{ "Shift-F5", "Course 2 is fired (" },
		{ "Ctrl-P", "The check is printed." },
		{ "F4", "who pays what" },
		{ "F5", "sum of parts 62.90 = check 62.90" },
		{ "F12", "due 62.90" },
		{ "F11", "Part 1 is paid." },
		{ "Enter", "part 2" },
		{ "F11", "Table 5 is free." },
		{ "Enter", "longest wait" },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("served");

	play(pty, steps);
	leave(pty);
}

/* The marked row holds this text. */
static bool is_marked(struct pty *pty, const char *text)
{
	for (int row = 1; row < ROW_DUE; row++)
		if (strstr(pty_row(pty, row), "▸") != NULL)
			return strstr(pty_row(pty, row), text) != NULL;
	return false;
}

static void a_killed_till_comes_back_to_its_line(void)
{
	static const struct step rings[] = {
		{ "#8 Enter", "Table 8 · check" },
		{ "21 Enter", "1 × Espresso, 2.20" },
		{ "ouzi Enter", "How cooked" },
		{ "2", "1 × Lamb ouzi · medium, 18.00" },
		{ "2*10", "2*10" },
		{ NULL, NULL },
	};
	static const struct step goes_on[] = {
		{ "+", "2 × Lamb ouzi" },
		{ "F12", "check 38.20" },
		{ "20 Enter", "20.00 is taken, 18.20 is still due." },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("killed");

	play(pty, rings);
	kill_it(pty);
	pty = open_again("killed");
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "This bill was open when the till stopped.", "kill -9 on the check");
	CHECK(strstr(pty_row(pty, 0), "Table 8 · check") != NULL);
	CHECK(is_marked(pty, "Lamb ouzi"));
	CHECK(strstr(pty_row(pty, ROW_DUE), "20.20") != NULL);
	play(pty, goes_on);
	kill_it(pty);
	pty = open_again("killed");
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "This bill was open when the till stopped.", "kill -9 while paying");
	CHECK(pty_has(pty, "paid 20.00"));
	CHECK(strstr(pty_row(pty, ROW_DUE), "18.20") != NULL);
	keys(pty, "F11");
	sees(pty, "Table 8 is free.", "F11");
	leave(pty);
	CHECK(acts_in("killed") > 0);
}

static void a_window_too_small_takes_nothing_away(void)
{
	static const struct step rings[] = {
		{ "#9 Enter", "Table 9 · check" },
		{ "21 Enter", "1 × Espresso, 2.20" },
		{ "3*2", "3*2" },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("small");

	play(pty, rings);
	pty_resize(pty, 10, 40);
	sees(pty, "too small", "a window of 40 by 10");
	keys(pty, "F11 9 Enter");
	pty_read(pty, 300);
	pty_resize(pty, 24, 80);
	sees(pty, "Table 9 · check", "a window of 80 by 24");
	CHECK(pty_wait_text(pty, " 3*2", WAIT_MS));
	CHECK(strncmp(pty_row(pty, ROW_ENTRY), " 3*2 ", 5) == 0);
	keys(pty, "1 Enter");
	sees(pty, "3 × Espresso, 6.60", "1 Enter");
	CHECK(strstr(pty_row(pty, ROW_DUE), "8.80") != NULL);
	pty_close(pty);
}

static void names_are_whole_without_a_utf8_locale(void)
{
	static const char *const locales[] = { "LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=nowhere.8859" };
	const char *const words[] = { run_path(), "demo", "--dir", run_in("locale"), NULL };

	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		const char *const settings[] = { locales[i], NULL };
		struct pty *pty = start_in(words, settings, 24, 80);

		sees(pty, "王小明", locales[i]);
		sees(pty, "Ольга Петрова", locales[i]);
		sees(pty, "José Núñez", locales[i]);
		pty_close(pty);
	}
}

/* What cannot hold a screen is told so, and the house is as it was. */
static void terminals_that_cannot_are_told(void)
{
	static const char *const terminals[] = { "TERM=teletype-33", "TERM=", "TERM=dumb" };
	const char *store = run_house("terminals");
	const char *const words[] = { run_path(), "--store", store, NULL };
	long acts = run_acts(store);

	for (size_t i = 0; i < sizeof terminals / sizeof *terminals; i++) {
		const char *const settings[] = { terminals[i], "LC_ALL=C.UTF-8", NULL };
		struct pty *pty = start_in(words, settings, 24, 200);
		int status = 0;

		CHECK(pty_wait_end(pty, WAIT_MS, &status));
		CHECK(WIFEXITED(status));
		CHECK_INT(WEXITSTATUS(status), EX_UNAVAILABLE);
		CHECK(pty_has(pty, "This terminal type (TERM) is not known here."));
		CHECK(pty_has(pty, "TERM=xterm-256color"));
		pty_close(pty);
	}
	CHECK_INT(run_acts(store), acts);
}

const struct check_test test_story[] = {
	{ "a table is rung, discounted, split, paid by notes; then it is free (B2, M2)",
	  a_table_from_the_first_key_to_the_last_receipt },
	{ "a table is served in two courses, changed, split by seats, paid (K, B7)",
	  a_table_is_served },
	{ "a till that was killed comes back to its line (B3)",
	  a_killed_till_comes_back_to_its_line },
	{ "a window too small takes nothing away", a_window_too_small_takes_nothing_away },
	{ "names are whole without a UTF-8 locale", names_are_whole_without_a_utf8_locale },
	{ "a terminal that holds no screen is told so", terminals_that_cannot_are_told },
	{ 0 },
};
