/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_books.c -- verify, rate, backup, roll and doctor, and every kind of store,
 * settings and disk that is not as it should be.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "run.h"
#include "suites.h"

#define NOBODY 65534

static void verifies(void)
{
	const char *store = run_house("verified");
	struct run run;

	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "The books hold") != NULL);
	CHECK_TEXT(run.err, "");
}

/* The drawer of a demonstration is open, so its X is shown. */
static void reports_drawers(void)
{
	struct run run;

	run_sanduq(&run, "demo", "--dir", run_in("drawers"), NULL);
	run_sanduq(&run, "report", "drawers", "--store", run_in("drawers/store.db"), NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Drawer 1, till 1, staff 1, opened on ") != NULL);
	CHECK(strstr(run.out, "expected ") != NULL);
	run_sanduq(&run, "report", "drawers", "--format", "csv", "--store",
		   run_in("drawers/store.db"), NULL);
	CHECK(strstr(run.out, "drawer,till,staff,opened_on,z,kind,name,unit,number,amount") !=
	      NULL);
	CHECK(strstr(run.out, ",float,,EUR,1,150.00") != NULL);
	run_sanduq(&run, "report", "drawers", "--format", "json", "--store",
		   run_in("drawers/store.db"), NULL);
	CHECK(strstr(run.out, "\"is_open\": true") != NULL);
	run_sanduq(&run, "report", "drawers", "--format", "pdf", "--store",
		   run_in("drawers/store.db"), NULL);
	CHECK_INT(run.code, EX_USAGE);
}

/* Changes one byte of a text that stands in the store. */
static void damage(const char *path, const char *text)
{
	char *bytes;
	size_t len;
	char *at;
	int fd;

	CHECK_OK_FATAL(file_read(path, 10000000, &bytes, &len));
	at = memmem(bytes, len, text, strlen(text));
	CHECK_FATAL(at != NULL);
	fd = open(path, O_WRONLY);
	CHECK_INT(pwrite(fd, "#", 1, at - bytes), 1);
	close(fd);
	free(bytes);
}

static void finds_damage(void)
{
	const char *store = run_house("damaged");
	struct run run;

	run_sanduq(&run, "import", "menu", run_source("data/demo/menu.csv"), "--store", store,
		   NULL);
	damage(store, "menu-menu");
	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(strstr(run.err, "The books do not hold. The first row that is wrong: act ") != NULL);
	run_sanduq(&run, "backup", run_in("damaged.backup"), "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(!file_exists(run_in("damaged.backup")));
}

static void sets_rates(void)
{
	const char *store = run_house("rates");
	struct run run;

	run_sanduq(&run, "rate", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Cash is taken in ") != NULL);
	run_sanduq(&run, "rate", "GBP", "1.17", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "100 GBP are taken as 117.00 ") != NULL);
	run_sanduq(&run, "rate", "GBP", "7/6", "--store", store, NULL);
	CHECK(strstr(run.out, "100 GBP are taken as 116.67 ") != NULL);
	run_sanduq(&run, "rate", "--store", store, NULL);
	CHECK(strstr(run.out, "GBP   7/6 ") != NULL);
	CHECK(strstr(run.out, "1.17") == NULL);
	run_sanduq(&run, "rate", "GBP", "--store", store, NULL);
	CHECK_INT(run.code, EX_USAGE);
	CHECK(run_told(&run, "give its rate too"));
	run_sanduq(&run, "rate", "GBP", "0", "--store", store, NULL);
	CHECK_INT(run.code, EX_USAGE);
	CHECK(run_told(&run, "0: a rate is a number above zero"));
	run_sanduq(&run, "rate", "gbp", "1", "--store", store, NULL);
	CHECK(run.code != 0);
	CHECK(run_told(&run, "gbp: give another currency than the house's"));
	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK_INT(run.code, 0);
}

static void backs_up(void)
{
	const char *store = run_house("kept"), *copy = run_in("kept.backup");
	struct stat st;
	struct run run;

	run_sanduq(&run, "backup", copy, "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "proven") != NULL && strstr(run.out, "keys") != NULL);
	CHECK(stat(copy, &st) == 0 && (st.st_mode & 0777) == 0600);
	CHECK_INT(run_acts(copy), run_acts(store));
	run_sanduq(&run, "backup", copy, "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "never written over"));
	run_sanduq(&run, "backup", run_in("no/where/b"), "--store", store, NULL);
	CHECK(run.code != 0);
	CHECK(run_told(&run, "There is no backup"));
}

static void rolls(void)
{
	const char *store = run_house("rolled");
	struct run run;

	run_sanduq(&run, "roll", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK_TEXT(run.out, "2026-11-21 is sealed and signed; the business date is 2026-11-22.\n");
	run_sanduq(&run, "roll", "--to", "2999-01-01", "--store", store, NULL);
	CHECK(run.code != 0);
	CHECK(run_told(&run, "more than a day ahead of the clock"));
	run_sanduq(&run, "roll", "--ahead", "--to", "2027-01-01", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	run_sanduq(&run, "roll", "--ahead", "--to", "2027-01-01", "--store", store, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "only moves forward"));
	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK(strstr(run.out, "seals     2\n") != NULL);
}

static void examines(void)
{
	const char *store = run_house("doctor");
	struct run run;

	run_sanduq(&run, "doctor", "--store", store, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "ok    store     Sanduq, a test house; business date 2026-11-21") !=
	      NULL);
	CHECK(strstr(run.out, "ms to keep 4 KiB") != NULL);
	CHECK_INT(chmod(run_in("doctor/keys/sign"), 0644), 0);
	run_sanduq(&run, "doctor", "--store", store, NULL);
	CHECK_INT(run.code, EX_CONFIG);
	CHECK(strstr(run.out, "BAD   keys") != NULL);
}

static void refuses_what_is_no_store(void)
{
	static const char words[] = "this is a letter, not a store; it is rather long so that it "
				    "has more than a hundred bytes, as a database would have at "
				    "least";
	const char *letter = run_file("letter.txt", words);
	char *bytes;
	size_t len;
	struct run run;

	run_sanduq(&run, "verify", "--store", letter, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "is not a sanduq store"));
	run_sanduq(&run, "roll", "--store", letter, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	run_sanduq(&run, "init", "--kind", "test", "--store", letter, NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK_OK_FATAL(file_read(letter, 1000, &bytes, &len));
	CHECK_TEXT(bytes, words);
	free(bytes);
	run_sanduq(&run, "verify", "--store", run_file("empty.db", ""), NULL);
	CHECK_INT(run.code, EX_DATAERR);
	run_sanduq(&run, "verify", "--store", check_folder(), NULL);
	CHECK_INT(run.code, EX_DATAERR);
	run_sanduq(&run, "verify", "--store", run_in("nothing.db"), NULL);
	CHECK_INT(run.code, EX_NOINPUT);
	CHECK(run_told(&run, "Make one with sanduq init"));
	run_sanduq(&run, "verify", "--store", "sqlite:x.db?colour=blue", NULL);
	CHECK_INT(run.code, EX_USAGE);
	CHECK(run_told(&run, "not the address of a store"));
}

static void refuses_wrong_keys(void)
{
	const char *store = run_house("keys-a");
	struct run run;

	run_house("keys-b");
	CHECK_INT(rename(run_in("keys-a/keys"), run_in("keys-a/old")), 0);
	CHECK_INT(unlink(run_in("keys-a/sanduq.conf")), 0);
	run_sanduq(&run, "roll", "--store", store, NULL);
	CHECK_INT(run.code, EX_NOINPUT);
	CHECK(run_told(&run, "keys of the store are not there"));
	CHECK_INT(rename(run_in("keys-b/keys"), run_in("keys-a/keys")), 0);
	run_sanduq(&run, "roll", "--store", store, NULL);
	CHECK_INT(run.code, EX_CONFIG);
	CHECK(run_told(&run, "belong to another store"));
	CHECK_INT(chmod(run_in("keys-a/keys/pepper"), 0644), 0);
	run_sanduq(&run, "roll", "--store", store, NULL);
	CHECK_INT(run.code, EX_CONFIG);
	CHECK(run_told(&run, "chmod 600"));
	run_sanduq(&run, "verify", "--store", store, NULL);
	CHECK_INT(run.code, 0);
}

static const struct {
	const char *text, *told;
} bad_settings[] = {
	{ "[screen]\nthem = dark\n", ":2: unknown key 'them' in [screen]; did you mean 'theme'?" },
	{ "[scren]\n", "did you mean [screen]?" },
	{ "[screen]\ntheme = pink\n", ":2:" },
	{ "[screen]\ntheme = dark\ntheme = mono\n", ":3:" },
	{ "[station]\nnumber = 900\n", ":2:" },
	{ "[station]\nprinter = telex\n", ":2: 'telex' is no printer" },
	{ "[station]\npaper_width = wide\n", ":2:" },
	{ "theme = dark\n", ":1:" },
	{ "[screen\n", ":1:" },
	{ "[screen]\ntheme = \xff\n", "UTF-8" },
};

static void tells_wrong_settings(void)
{
	const char *store = run_house("settings");
	struct run run;

	for (size_t i = 0; i < sizeof bad_settings / sizeof *bad_settings; i++) {
		run_sanduq(&run, "verify", "--store", store, "--config",
			   run_file("wrong.conf", bad_settings[i].text), NULL);
		CHECK_INT(run.code, EX_CONFIG);
		CHECK(run_told(&run, bad_settings[i].told));
		CHECK(strstr(run.err, "wrong.conf") != NULL);
	}
	run_sanduq(&run, "verify", "--store", store, "--config", run_in("no.conf"), NULL);
	CHECK_INT(run.code, EX_NOINPUT);
	CHECK(run_told(&run, "no.conf"));
	run_sanduq(&run, "doctor", "--store", store, "--config", run_in("wrong.conf"), NULL);
	CHECK_INT(run.code, EX_CONFIG);
}

static void works_without_utf8(void)
{
	static const char *const locales[] = { "LC_ALL=C", "LC_ALL=xx_YY.ISO-8859-1", "LC_ALL=" };
	const char *store = run_house("locale");

	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		struct run_how how = { .setting = locales[i] };
		struct run run;

		run_sanduq_how(&run, &how, "import", "staff", run_source("data/demo/staff.csv"),
			       "--store", store, NULL);
		CHECK_INT(run.code, 0);
	}
}

static void tells_read_only_folder(void)
{
	const char *store = run_house("closed");
	struct run_how how = { .uid = geteuid() == 0 ? NOBODY : 0 };
	struct run run;

	if (geteuid() == 0) {
		CHECK_INT(chmod(check_folder(), 0755), 0);
		run_sanduq_how(&run, &how, "--version", NULL);
		if (run.code != 0) {
			check_skip("another user may not run the program where it lies");
			return;
		}
	}
	CHECK_INT(chmod(run_in("closed"), 0500), 0);
	run_sanduq_how(&run, &how, "roll", "--store", store, NULL);
	CHECK(run.code == EX_CANTCREAT || run.code == EX_CONFIG);
	CHECK(strncmp(run.err, "sanduq: ", 8) == 0);
	run_sanduq_how(&run, &how, "init", "--dir", run_in("closed/new"), "--kind", "test", NULL);
	CHECK_INT(run.code, EX_CANTCREAT);
	CHECK(run_told(&run, "Nothing was made"));
	CHECK_INT(chmod(run_in("closed"), 0700), 0);
	CHECK(run_acts(store) > 0);
}

/* A disk of a megabyte of its own, which root may make for itself. */
static const char small_disk[] =
	"set -e; d=$1; p=$2; mkdir $d; mount -t tmpfs -o size=4000k none $d || exit 77\n"
	"$p init --dir $d/h --kind test --business-date 2026-11-21 >/dev/null\n"
	"dd if=/dev/zero of=$d/fill bs=4k 2>/dev/null || true\n"
	"set +e\n"
	"$p roll --store $d/h/store.db; echo code $?\n"
	"$p init --dir $d/new --kind test; echo code $?\n"
	"test -e $d/new/store.db -o -e $d/new/keys/sign && echo left\n"
	"rm $d/fill; dd if=/dev/zero of=$d/fill bs=4k count=670 2>/dev/null\n"
	"$p import menu $3 --store $d/h/store.db >/dev/null; echo code $?\n"
	"rm $d/fill\n"
	"$p verify --store $d/h/store.db\n"
	"$p import menu $3 --store $d/h/store.db\n";

static void survives_full_disk(void)
{
	const char *const words[] = { "unshare", "-m", "sh", "-c", small_disk, "sh",
				      run_in("small"), run_path(),
				      run_source("data/demo/menu.csv"), NULL };
	struct run run;

	run_program(&run, NULL, words);
	if (strstr(run.out, "code") == NULL) {
		check_skip("no disk of its own can be made here");
		return;
	}
	CHECK(strncmp(run.out, "code 74\ncode 74\ncode 74\n", 24) == 0);
	CHECK(strstr(run.err, "The disk is full. Nothing was posted.") != NULL);
	CHECK(strstr(run.out, "left") == NULL);
	CHECK(strstr(run.out, "The books hold") != NULL);
	CHECK(strstr(run.out, "82 items taken in, 0 bad.") != NULL);
	if (run.code != 0)
		printf("%s%s", run.out, run.err);
}

const struct check_test test_books[] = {
	{ "the drawers are reported, open ones too (C3)", reports_drawers },
	{ "verify says that the books hold", verifies },
	{ "verify names what was changed, and no backup is made of it (L5)", finds_damage },
	{ "what other currencies are worth is shown and set (M8)", sets_rates },
	{ "a backup is proven and never written over another", backs_up },
	{ "the business date moves forward only (L8)", rolls },
	{ "doctor looks at all and says what is wrong", examines },
	{ "what is no store is told and left as it is", refuses_what_is_no_store },
	{ "keys that are missing, another's or open to others are told", refuses_wrong_keys },
	{ "a mistake in the settings is told with file and line", tells_wrong_settings },
	{ "names are kept whatever the locale", works_without_utf8 },
	{ "a folder that cannot be written is told, and nothing is lost", tells_read_only_folder },
	{ "a full disk is told, and nothing is lost", survives_full_disk },
	{ 0 }
};
