/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/doctor.c -- sanduq doctor: looks at machine and house and says what to put right.
 */
#include "cli/doctor.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/timex.h>
#include <unistd.h>

#include "base/clock.h"
#include "ui/term_info.h"

#define WORDS_COLUMN 16
#define ROWS_MIN 24
#define COLUMNS_MIN 80
#define CLOCK_SANE_UNIX_MS INT64_C(1735689600000)   /* the year 2025 */

static const struct {
	const char *name;
	enum doctor_mark (*look)(struct doctor *doctor, struct str *words);
} checks[] = {
	{ "program", doctor_program },	 { "locale", doctor_locale },
	{ "terminal", doctor_terminal }, { "clock", doctor_clock },
	{ "user", doctor_user },	 { "settings", doctor_settings },
	{ "store", doctor_store },	 { "engine", doctor_engine },
	{ "access", doctor_access },	 { "keys", doctor_keys },
	{ "disk", doctor_disk },	 { "flush", doctor_flush },
	{ "memory", doctor_memory },	 { "processor", doctor_processor },
	{ "answer", doctor_answer },	 { "reader", doctor_reader },
};

enum doctor_mark doctor_program(struct doctor *doctor, struct str *words)
{
	(void)doctor;
	str_addf(words, "sanduq %s with %s", PACKAGE_VERSION, db_engine());
	return DOCTOR_OK;
}

/* The first of the variables that choose the character set. */
static const char *locale_wanted(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

enum doctor_mark doctor_locale(struct doctor *doctor, struct str *words)
{
	const char *now = setlocale(LC_CTYPE, NULL), *wanted = locale_wanted();

	(void)doctor;
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
		str_addf(words, "%s is not UTF-8 and C.UTF-8 is missing; install the locales of "
				"the system, else names are garbled", now);
		return DOCTOR_BAD;
	}
	if (strcmp(now, wanted) == 0) {
		str_addf(words, "%s", now);
		return DOCTOR_OK;
	}
	str_addf(words, "%s is no UTF-8 locale of this machine; %s is used instead", wanted, now);
	return DOCTOR_NOTE;
}

static enum doctor_mark look_at_size(struct str *words)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) {
		str_add(words, ", its size is not known");
		return DOCTOR_NOTE;
	}
	str_addf(words, ", %dx%d", size.ws_col, size.ws_row);
	if (size.ws_col >= COLUMNS_MIN && size.ws_row >= ROWS_MIN)
		return DOCTOR_OK;
	str_addf(words, "; the screens want %dx%d, make the window larger", COLUMNS_MIN, ROWS_MIN);
	return DOCTOR_NOTE;
}

enum doctor_mark doctor_terminal(struct doctor *doctor, struct str *words)
{
	const char *type = getenv("TERM");
	int colours;

	(void)doctor;
	if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1) {
		str_add(words, "none here; the screens need one");
		return DOCTOR_NOTE;
	}
	if (type == NULL || type[0] == '\0' || !term_info(STDOUT_FILENO)) {
		str_addf(words, "TERM=%s is not known here; try TERM=xterm-256color",
			 type != NULL ? type : "");
		return DOCTOR_BAD;
	}
	colours = term_info_colours(STDOUT_FILENO);
	str_add(words, type);
	if (colours > 1)
		str_addf(words, ", %d colours", colours);
	else
		str_add(words, ", no colours (the mono theme is used)");
	return look_at_size(words);
}

enum doctor_mark doctor_clock(struct doctor *doctor, struct str *words)
{
	int64_t now_ms = clock_unix_ms(cli_clock(doctor->cli));
	struct timex timex = { .modes = 0 };
	char date[CLOCK_DATE_SIZE];
	int64_t second = now_ms / 1000 % 86400;

	clock_date_text((int32_t)(now_ms / 86400000), date);
	str_addf(words, "%s %02d:%02d:%02d UTC", date, (int)(second / 3600),
		 (int)(second % 3600 / 60), (int)(second % 60));
	if (now_ms < CLOCK_SANE_UNIX_MS) {
		str_add(words, "; this is in the past, set the clock before working");
		return DOCTOR_BAD;
	}
	if (adjtimex(&timex) == TIME_ERROR) {
		str_add(words, "; nothing keeps it right, let chrony or systemd-timesyncd do it");
		return DOCTOR_NOTE;
	}
	return DOCTOR_OK;
}

enum doctor_mark doctor_user(struct doctor *doctor, struct str *words)
{
	(void)doctor;
	if (geteuid() != 0) {
		str_addf(words, "number %ld, not root", (long)geteuid());
		return DOCTOR_OK;
	}
	str_add(words, "root; give the till a user of its own, a live house refuses root");
	return DOCTOR_NOTE;
}

static enum err run(struct cli *cli)
{
	static const char *const marks[] = { "ok", "note", "BAD" };
	struct doctor doctor = { .cli = cli };
	int bad = 0;

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		struct str words = { 0 };
		char term[WORDS_COLUMN + 1];
		enum doctor_mark mark = checks[i].look(&doctor, &words);

		str_format(term, sizeof term, "%-5s %s", marks[mark], checks[i].name);
		if (words.len > 0)
			cli_say_row(cli, WORDS_COLUMN, term, str_text(&words));
		str_done(&words);
		bad += mark == DOCTOR_BAD;
	}
	doctor_disconnect(&doctor);
	if (doctor.is_open)
		place_close(&doctor.place);
	if (bad > 0)
		return cli_fail(cli, ERR_CONFIG, "%d of these must be put right before working.",
				bad);
	cli_say(cli, "Nothing stands in the way.");
	return ERR_OK;
}

const struct command command_doctor = {
	.name = "doctor",
	.arguments = "",
	.summary = "Looks at machine, terminal, settings, store, keys and disk; says what to do.",
	.help = "Changes nothing but a file of 4 KiB beside the store, written and removed again "
		"to see how long the disk takes to keep something, and asks the card processor for "
		"its balance when one is set up.  The exit code is 0 unless a "
		"line is marked BAD.",
	.run = run,
};
