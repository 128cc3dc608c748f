/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_init.c -- making a house: what is made, for whom, and what is refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "run.h"
#include "service/settings.h"
#include "suites.h"

static unsigned mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static void makes_all(void)
{
	struct run run;

	run_sanduq(&run, "init", "--dir", run_in("whole"), "--name", "Café Haddad", "--kind",
		   "test", "--business-date", "2026-11-21", NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Café Haddad is open for business on 2026-11-21 (EUR") != NULL);
	CHECK_INT(mode_of(run_in("whole")), 0700);
	CHECK_INT(mode_of(run_in("whole/store.db")), 0600);
	CHECK_INT(mode_of(run_in("whole/keys")), 0700);
	CHECK_INT(mode_of(run_in("whole/keys/pepper")), 0600);
	CHECK_INT(mode_of(run_in("whole/keys/sign")), 0600);
	CHECK_INT(mode_of(run_in("whole/sanduq.conf")), 0600);
	CHECK(run_acts(run_in("whole/store.db")) > 0);
}

static void writes_over_nothing(void)
{
	char *before, *after;
	size_t len, len_after;
	struct run run;

	run_house("twice");
	CHECK_OK_FATAL(file_read(run_in("twice/keys/sign"), 1000, &before, &len));
	run_sanduq(&run, "init", "--dir", run_in("twice"), "--kind", "test", NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "Nothing was changed"));
	CHECK_OK_FATAL(file_read(run_in("twice/keys/sign"), 1000, &after, &len_after));
	CHECK(len == len_after && memcmp(before, after, len) == 0);
	free(before);
	free(after);
	CHECK_INT(unlink(run_in("twice/store.db")), 0);
	run_sanduq(&run, "init", "--dir", run_in("twice"), "--kind", "test", NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "keys already"));
	CHECK(!file_exists(run_in("twice/store.db")));
}

/* Every setting stands in the file that init makes and in the sample, and both are taken. */
static void explains_settings(void)
{
	struct settings settings;
	char problem[512];

	run_house("explained");
	for (int i = 0; i < 2; i++) {
		const char *path = i == 0 ? run_in("explained/sanduq.conf")
					  : run_source("data/sanduq.conf");
		char *text = NULL;
		size_t len;

		CHECK_OK_FATAL(settings_open(path, &settings, problem, sizeof problem));
		settings_close(&settings);
		CHECK_OK_FATAL(file_read(path, 100000, &text, &len));
		for (const struct config_key *key = settings_keys; key->section != NULL; key++) {
			char line[64];

			CHECK(strstr(text, key->help) != NULL);
			snprintf(line, sizeof line, "%s = ", key->key);
			CHECK(strcmp(key->key, "*") == 0 || strstr(text, line) != NULL);
		}
		free(text);
	}
}

static void finds_usual_place(void)
{
	struct run run;

	run_sanduq(&run, "init", "--kind", "test", NULL);
	CHECK_INT(run.code, 0);
	CHECK(file_exists(run_in(".local/share/sanduq/store.db")));
	CHECK(file_exists(run_in(".config/sanduq/sanduq.conf")));
	run_sanduq(&run, "verify", NULL);
	CHECK_INT(run.code, 0);
	run_sanduq(&run, "roll", NULL);
	CHECK_INT(run.code, 0);
}

static void takes_figures(void)
{
	struct run run;

	run_sanduq(&run, "init", "--store", run_in("irr.db"), "--kind", "test", "--currency", "JPY",
		   "--time-zone", "Asia/Tehran", "--business-date", "2024-02-29", "--cash-step",
		   "10", NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "2024-02-29 (JPY, Asia/Tehran") != NULL);
	run_sanduq(&run, "doctor", "--store", run_in("irr.db"), NULL);
	CHECK(strstr(run.out, "business date 2024-02-29, Asia/Tehran") != NULL);
}

static const struct {
	const char *option, *value, *told;
} mistakes[] = {
	{ "--currency", "EURO", "no currency of ISO 4217" },
	{ "--currency", "", "no currency of ISO 4217" },
	{ "--cash-step", "0", "more than 0" },
	{ "--cash-step", "0.005", "up to 2 decimals" },
	{ "--cash-step", "five", "is not an amount" },
	{ "--time-zone", "Mars/Olympus", "is not known" },
	{ "--business-date", "21.11.2026", "write it as 2026-11-21" },
	{ "--kind", "real", "live, demo, training, test" },
	{ "--name", "", "needs a name" },
	{ "--name", "a\033b", "cannot be shown" },
	{ "--store", "x.db", "--dir and --store" },
};

static void refuses_mistakes(void)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct run run;

		run_sanduq(&run, "init", "--dir", run_in("none"), mistakes[i].option,
			   mistakes[i].value, NULL);
		CHECK_INT(run.code, EX_USAGE);
		CHECK(run_told(&run, mistakes[i].told));
		CHECK(!file_exists(run_in("none")));
	}
}

static void keeps_no_card(void)
{
	struct run run;

	run_sanduq(&run, "init", "--dir", run_in("card"), "--kind", "test", "--name",
		   "Bar 4111 1111 1111 1111", NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "card number"));
	CHECK(strstr(run.err, "4111") == NULL);
	CHECK(!file_exists(run_in("card/store.db")) && !file_exists(run_in("card/keys/sign")));
}

static const struct {
	const char *typed, *staff;
	int code;
	const char *told;
} passwords[] = {
	{ "cedar-lane-12\nmore\n", "1", 0, "" },
	{ "cedar-lane-12", "1", 0, "" },
	{ "cedar-lane-1\r\n", "1", 0, "" },
	{ "cedar-lane\n", "1", EX_DATAERR, "at least 12 characters" },
	{ "cedar-lane-twelve\n", "1", EX_DATAERR, "a letter and a digit" },
	{ "", "1", EX_DATAERR, "Stopped on request" },
	{ "cedar-lane-12\n", "77", EX_DATAERR, "nobody here has this number" },
	{ "cedar-lane-12\n", "0", EX_USAGE, "--staff" },
};

static void sets_a_password(void)
{
	const char *store = run_house("password");
	const char *people = run_file("people.csv", "number,name,role,pin,language\n"
						    "1,Lina,manager,251973,en\n");
	struct run run;

	run_sanduq(&run, "import", "staff", people, "--store", store, NULL);
	CHECK_INT(run.code, 0);
	run_sanduq(&run, "password", "--store", store, NULL);
	CHECK_INT(run.code, EX_USAGE);
	CHECK(run_told(&run, "--staff NUMBER"));
	for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++) {
		struct run_how how = { .in = run_file("typed", passwords[i].typed) };

		run_sanduq_how(&run, &how, "password", "--staff", passwords[i].staff, "--store",
			       store, NULL);
		CHECK_INT(run.code, passwords[i].code);
		CHECK(run.code == 0 || run_told(&run, passwords[i].told));
		CHECK(strstr(run.out, "cedar") == NULL);
	}
}

static void lets_somebody_in_again(void)
{
	const char *store = run_house("unlock");
	const char *people = run_file("people.csv", "number,name,role,pin,language\n"
						    "1,Lina,manager,251973,en\n");
	struct run run;

	run_sanduq(&run, "import", "staff", people, "--store", store, NULL);
	CHECK_INT(run.code, 0);
	run_sanduq(&run, "unlock", "--staff", "1", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Lina can log in again.") != NULL);
	run_sanduq(&run, "unlock", "--staff", "77", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "nobody here has this number"));
	run_sanduq(&run, "unlock", "--store", store, NULL);
	CHECK_INT(run.code, EX_USAGE);
}

static void root_makes_no_live_house(void)
{
	struct run run;

	if (geteuid() != 0) {
		check_skip("this needs root");
		return;
	}
	run_sanduq(&run, "init", "--dir", run_in("live"), "--kind", "live", NULL);
	CHECK_INT(run.code, EX_NOPERM);
	CHECK(run_told(&run, "as root"));
	CHECK(!file_exists(run_in("live/store.db")));
	run_sanduq(&run, "init", "--dir", run_in("root"), NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "a test house") != NULL);
}

const struct check_test test_init[] = {
	{ "store, keys and settings are made, for their owner alone", makes_all },
	{ "nothing that is there is written over", writes_over_nothing },
	{ "the settings file explains every setting, and so does the sample", explains_settings },
	{ "without options all is found again at the usual place", finds_usual_place },
	{ "currency, zone, date and coin are taken", takes_figures },
	{ "a mistake is told, and nothing is made", refuses_mistakes },
	{ "a card number is no name (P1)", keeps_no_card },
	{ "a lockout is ended from the command line (S)", lets_somebody_in_again },
	{ "a password is taken from standard input and never shown (S)", sets_a_password },
	{ "root makes no live house", root_makes_no_live_house },
	{ 0 }
};
