/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_term.c -- tests of ui/term: the demo on a pseudo terminal (tests/pty).
 */
#include "ui/term.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "pty.h"
#include "suites.h"

#define LIMIT_MS 10000

static struct pty *start(char *const settings[], int rows, int columns)
{
	static char self[512];
	char *argv[] = { self, (char[]){ "--demo" }, NULL };
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
	struct pty *pty;

	CHECK_FATAL(len > 0);
	self[len] = '\0';
	pty = pty_open(argv, settings, rows, columns);
	CHECK_FATAL(pty != NULL);
	return pty;
}

static int end_status(struct pty *pty)
{
	int status = -1;

	CHECK(pty_wait_end(pty, LIMIT_MS, &status));
	return status;
}

/* Where `part` ends in what was written; -1 when it was not. */
static long find_raw(struct pty *pty, const char *part)
{
	size_t len;
	const char *raw = pty_raw(pty, &len);
	const char *found = memmem(raw, len, part, strlen(part));

	return found == NULL ? -1 : (long)(found - raw);
}

static void a_session_runs(void)
{
	struct pty *pty = start(NULL, 24, 80);
	int row, column;
	bool visible;

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	CHECK(find_raw(pty, "\033[8l") >= 0);
	CHECK(find_raw(pty, "\033[8l") < find_raw(pty, "Demo"));
	CHECK_INT(find_raw(pty, "\033]50;"), -1);
	CHECK_INT(find_raw(pty, "\033]5379;"), -1);
	pty_cursor(pty, &row, &column, &visible);
	CHECK_INT(row, 21);
	CHECK_INT(column, 1);
	CHECK(visible);
	pty_type(pty, "tea");
	CHECK(pty_wait_text(pty, " tea                      tea", LIMIT_MS));
	pty_key(pty, "Enter");
	CHECK(pty_wait_text(pty, "Added tea.", LIMIT_MS));
	CHECK_TEXT(pty_row(pty, 3), "▸ tea                                     │");
	pty_key(pty, "F10");
	CHECK_INT(end_status(pty), 0);
	CHECK(find_raw(pty, "\033[8h") > find_raw(pty, "Added"));
	CHECK(find_raw(pty, "\033[?1049l") > 0);
	pty_close(pty);
}

static void colours_follow_the_theme(void)
{
	char *mono[] = { (char[]){ "DEMO_MONO=1" }, NULL };
	struct pty *pty = start(NULL, 24, 80);
	struct pty_attributes look;
	int row, column;

	CHECK(pty_wait_text(pty, "82.60", LIMIT_MS));
	CHECK_FATAL(pty_find(pty, "82.60", &row, &column));
	look = pty_attributes_at(pty, row, column);
	CHECK_INT(look.background, 220);
	CHECK(look.bold);
	CHECK_INT(pty_attributes_at(pty, 10, 3).background, -1);
	pty_close(pty);
	pty = start(mono, 24, 80);
	CHECK(pty_wait_text(pty, "82.60", LIMIT_MS));
	look = pty_attributes_at(pty, row, column);
	CHECK_INT(look.background, -1);
	CHECK(look.reverse);
	pty_close(pty);
}

static bool has_forty_rows(struct pty *pty, void *arg)
{
	(void)arg;
	return strstr(pty_row(pty, 39), "F1 Help") != NULL;
}

static void sizes_are_taken_over(void)
{
	struct pty *pty = start(NULL, 24, 80);

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_type(pty, "half");
	CHECK(pty_wait_text(pty, "half", LIMIT_MS));
	pty_resize(pty, 40, 120);
	CHECK(pty_wait(pty, has_forty_rows, NULL, LIMIT_MS));
	CHECK(strstr(pty_row(pty, 37), " half") != NULL);
	pty_resize(pty, 10, 40);
	CHECK(pty_wait_text(pty, "This window is too small", LIMIT_MS));
	pty_resize(pty, 24, 80);
	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	CHECK(strstr(pty_row(pty, 21), " half") != NULL);
	CHECK(!pty_has(pty, "too small"));
	pty_close(pty);
}

static void arabic_is_shaped_and_ordered(void)
{
	char *rtl[] = { (char[]){ "DEMO_RTL=1" }, NULL };
	struct pty *pty = start(rtl, 24, 80);

	CHECK(pty_wait_text(pty, "Help F1", LIMIT_MS));
	pty_type(pty, "شيش طاووق");
	pty_key(pty, "Enter");
	CHECK(pty_wait_text(pty, "ﻕﻭﻭﺎﻃ ﺶﻴﺷ ◂", LIMIT_MS));
	CHECK(strstr(pty_row(pty, 3), "◂") != NULL);
	pty_close(pty);
}

static void esc_is_never_part_of_the_next_key(void)
{
	struct pty *pty = start(NULL, 24, 80);

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_type(pty, "abc\033x\r");
	CHECK(pty_wait_text(pty, "Added x.", LIMIT_MS));
	pty_type(pty, "\033Ok");
	CHECK(pty_wait_text(pty, "Once more.", LIMIT_MS));
	pty_close(pty);
}

static void a_flood_of_keys_is_kept(void)
{
	struct pty *pty = start(NULL, 24, 80);

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	for (int i = 0; i < 30; i++)
		pty_type(pty, "word\r");
	CHECK(pty_wait_text(pty, "Demo · 30 words", LIMIT_MS));
	pty_type(pty, "bad\rx\r");
	CHECK(pty_wait_text(pty, "There is no such thing here.", LIMIT_MS));
	CHECK(pty_has(pty, "Demo · 30 words"));
	pty_close(pty);
}

static void unsafe_input_stays_out(void)
{
	struct pty *pty = start(NULL, 24, 80);

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_type(pty, "a\xE2\x80\xAE" "b\xFF\xC2\x9B" "c\xE9" "d\xD8\r");
	CHECK(pty_wait_text(pty, "Added abcd.", LIMIT_MS));
	pty_type(pty, "\xD8");
	pty_type(pty, "\xB3\r");
	CHECK(pty_wait_text(pty, "Added ﺱ.", LIMIT_MS));
	CHECK_INT(find_raw(pty, "\xE2\x80\xAE"), -1);
	CHECK_INT(find_raw(pty, "\xC2\x9B"), -1);
	pty_close(pty);
}

static void a_crash_gives_the_terminal_back(void)
{
	struct pty *pty = start(NULL, 24, 80);
	int status;

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_key(pty, "F9");
	status = end_status(pty);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	CHECK(find_raw(pty, "\033[8h") > 0);
	CHECK(find_raw(pty, "\033[?1049l") > find_raw(pty, "Help"));
	pty_close(pty);
}

static void stopping_gives_the_terminal_for_a_while(void)
{
	struct pty *pty = start(NULL, 24, 80);
	int status = 0;

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_type(pty, "half");
	CHECK(pty_wait_text(pty, "half", LIMIT_MS));
	kill(pty_pid(pty), SIGTSTP);
	CHECK_INT(waitpid(pty_pid(pty), &status, WUNTRACED), pty_pid(pty));
	CHECK(WIFSTOPPED(status));
	CHECK(pty_wait_no_text(pty, "F1 Help", LIMIT_MS));
	CHECK(find_raw(pty, "\033[8h") > 0);
	kill(pty_pid(pty), SIGCONT);
	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	CHECK(strstr(pty_row(pty, 21), " half") != NULL);
	pty_type(pty, "\r");
	CHECK(pty_wait_text(pty, "Added half.", LIMIT_MS));
	pty_close(pty);
}

static void check_refusal(char *setting, const char *sentence)
{
	char *settings[] = { setting, NULL };
	struct pty *pty = start(settings, 24, 80);
	int status;

	CHECK(pty_wait_text(pty, sentence, LIMIT_MS));
	status = end_status(pty);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), err_exit_code(ERR_TERMINAL));
	CHECK_INT(find_raw(pty, "\033"), -1);
	pty_close(pty);
}

static void unknown_terminals_are_refused(void)
{
	check_refusal((char[]){ "TERM=no-such-terminal" }, "This terminal type (TERM)");
	check_refusal((char[]){ "TERM" }, "This terminal type (TERM)");
	check_refusal((char[]){ "TERM=dumb" }, "This terminal type (TERM)");
}

static void other_locales_are_made_utf8(void)
{
	char *plain[] = { (char[]){ "LC_ALL=C" }, (char[]){ "LANG" }, NULL };
	struct pty *pty = start(plain, 24, 80);

	CHECK(pty_wait_text(pty, "Demo · 0 words", LIMIT_MS));
	pty_type(pty, "سلام");
	CHECK(pty_wait_text(pty, "ﻡﻼﺳ", LIMIT_MS));
	pty_close(pty);
}

static void other_terminals_get_their_codes(void)
{
	char *konsole[] = { (char[]){ "KONSOLE_VERSION=221201" }, (char[]){ "TMUX=/tmp/x" }, NULL };
	char *mlterm[] = { (char[]){ "MLTERM=3.9.0" }, NULL };
	struct pty *pty = start(konsole, 24, 80);

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	CHECK(find_raw(pty, "\033]50;BidiRenderingEnabled=false\007") >= 0);
	CHECK(find_raw(pty, "\033Ptmux;\033\033[8l\033\\") >= 0);
	pty_close(pty);
	pty = start(mlterm, 24, 80);
	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	CHECK(find_raw(pty, "\033]5379;use_ctl=false\007") >= 0);
	pty_close(pty);
}

static void only_changes_are_sent(void)
{
	struct pty *pty = start(NULL, 24, 80);
	size_t before, after;

	CHECK(pty_wait_text(pty, "F1 Help", LIMIT_MS));
	pty_type(pty, "a");
	CHECK(pty_wait_text(pty, " a                        a", LIMIT_MS));
	pty_raw(pty, &before);
	pty_type(pty, "b");
	CHECK(pty_wait_text(pty, " ab                       ab", LIMIT_MS));
	pty_raw(pty, &after);
	CHECK(after - before < 80);
	pty_key(pty, "Ctrl-L");
	while (after - before < 1000 && pty_read(pty, LIMIT_MS))
		pty_raw(pty, &after);
	CHECK(after - before >= 1000);
	pty_close(pty);
}

const struct check_test test_term[] = {
	{ "a session paints, echoes, and gives the terminal back", a_session_runs },
	{ "colours and attributes follow the theme", colours_follow_the_theme },
	{ "a new size is taken over and typed text survives", sizes_are_taken_over },
	{ "Arabic is shaped, ordered and mirrored", arabic_is_shaped_and_ordered },
	{ "Esc is never part of the next key (K)", esc_is_never_part_of_the_next_key },
	{ "a flood of keys is kept in order, dropped at an error (K)", a_flood_of_keys_is_kept },
	{ "unsafe input never comes back out", unsafe_input_stays_out },
	{ "a crash gives the terminal back", a_crash_gives_the_terminal_back },
	{ "stopping gives the terminal back for a while", stopping_gives_the_terminal_for_a_while },
	{ "unknown terminals are refused with a sentence", unknown_terminals_are_refused },
	{ "a locale without UTF-8 is made one", other_locales_are_made_utf8 },
	{ "terminals that reorder are asked not to", other_terminals_get_their_codes },
	{ "only cells that changed are sent", only_changes_are_sent },
	{ 0 },
};
