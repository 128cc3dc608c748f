/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/story/test_keys.c -- keys of the settings in a terminal, as it sends them; and a drawer
 * from the first slip to its Z.
 */
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "pty.h"
#include "run.h"
#include "steps.h"
#include "suites.h"

/* A step whose keys are bytes. */
static void types(struct pty *pty, const char *bytes, const char *text)
{
	pty_type(pty, bytes);
	sees(pty, text, bytes);
}

/* A till of a demonstration with a settings file of its own. */
static struct pty *open_with(const char *name, const char *settings)
{
	char path[512];
	const char *const words[] = { run_path(), "--config", path, "--store", store_of(name),
				      NULL };
	struct pty *pty;

	leave(open_demo(name));
	str_format(path, sizeof path, "%s-keys.conf", run_in(name));
	CHECK_OK_FATAL(file_write(path, 0600, settings, strlen(settings)));
	pty = start(words);
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "Lina Haddad is at work.", "the login");
	return pty;
}

/* Shift-F1, Ctrl-F1, Alt-1 and Alt-F2 as xterm sends them; an Esc of its own stays one. */
static void keys_of_the_settings_work(void)
{
	static const char settings[] = "[items]\nF13 = 21\n"
				       "[macro coffees]\nkey = Alt-1\ndoes = 2*21 Enter\n"
				       "[macro cash]\nkey = Ctrl-F1\ndoes = exact-cash\n"
				       "[macro none]\nkey = Alt-F2\ndoes = 99999 Enter 21 Enter\n";
	struct pty *pty = open_with("keys", settings);

	types(pty, "\033[1;2P", "1 × Espresso, 2.20");
	types(pty, "\033[1;5P", "Paid 2.20 in cash.");
	types(pty, "5\r", "Table 5 · check");
	types(pty, "\0331", "2 × Espresso, 4.40");
	types(pty, "\033[1;3Q", "none stopped at step 6 of 9, Enter:");
	types(pty, "\033", "code, 3*code or letters");
	types(pty, "\0332", "longest wait");
	types(pty, "\033", "table, name or tab");
	leave(pty);
}

/* An old description of the terminal, a keyboard of today: F12, an arrow, Shift-F8, F11. */
static void an_old_terminal_has_its_keys(void)
{
	const char *const words[] = { run_path(), "--store", store_of("old"), NULL };
	const char *const settings[] = { "TERM=vt100", "LC_ALL=C.UTF-8", NULL };
	struct pty *pty;

	leave(open_demo("old"));
	pty = start_in(words, settings, 24, 80);
	log_in(pty, "1", "Lina Haddad");
	sees(pty, "Lina Haddad is at work.", "the login");
	types(pty, "\033[24~", "Walk-in · chec");
	types(pty, "21\r", "1 × Espresso, 2.20");
	types(pty, "\033[19;2~", "sold out");
	types(pty, "\033", "DUE                 2.20");
	types(pty, "\033[23~", "Paid 2.20 in cash.");
	leave(pty);
}

static void a_drawer_from_slip_to_z(void)
{
	static const struct step steps[] = {
		{ "F8", "Drawer · open" },
		{ "20 F5", "To the safe: EUR 20.00. Slip 1-000001." },
		{ "12.50 F4", "Paid out: what for?" },
		{ "1", "Paid out: EUR 12.50. Slip 1-000002." },
		{ "F8", "Cash taken × 3" },
		{ "Esc", "amount, then a key" },
		{ "F12", "counted so far" },
		{ "1 Enter", "200.00" },
		{ "F12", "The count is done" },
		{ "y", "should be" },
		{ "Enter", "Z 1-000001." },
		{ "Enter", "longest wait" },
		{ NULL, NULL },
	};
	struct pty *pty = open_demo("till-drawer");

	play(pty, steps);
	leave(pty);
}

const struct check_test test_keys[] = {
	{ "keys of the settings work as a terminal sends them (K)", keys_of_the_settings_work },
	{ "a terminal with an old description has the keys of today (K)",
	  an_old_terminal_has_its_keys },
	{ "a drawer goes from its slips to its Z (C3)", a_drawer_from_slip_to_z },
	{ 0 },
};
