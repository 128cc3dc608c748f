/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_settings.c -- the settings file, its defaults and its mistakes; the usual
 * places.
 */
#include "service/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "service/suites.h"

#define PATH_SIZE 600

static void write_file(const char *name, const char *text, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "%s/%s.ini", check_folder(), name);
	CHECK_OK_FATAL(file_write(path, 0600, text, strlen(text)));
}

static void without_a_file_all_is_set(void)
{
	struct settings settings;
	char problem[256] = "";

	CHECK_OK_FATAL(settings_open(NULL, &settings, problem, sizeof problem));
	CHECK_INT(settings.station, 1);
	CHECK_TEXT(settings.printer, "none");
	CHECK_INT(settings.paper_width, 42);
	CHECK_INT(settings.receipt, SETTINGS_RECEIPT_ALWAYS);
	CHECK_INT(settings.idle_lock_ms, 120000);
	CHECK(!settings.drawer_follows && !settings.drop_takes_two);
	CHECK(!settings.is_mono);
	CHECK_TEXT(settings.language, "en");
	CHECK_TEXT(settings.store, "");
	settings_close(&settings);
}

static void a_file_says_it_otherwise(void)
{
	static const char text[] =
		"[store]\nurl = sqlite:/srv/books.db\nkeys = /srv/secret\n"
		"[station]\nnumber = 12\nname = bar\nprinter = tcp:192.168.1.50\n"
		"paper_width = 32\nreceipt = ask\n"
		"[drawer]\nper = cashier\ndrop = two\n"
		"[screen]\nidle_lock_s = 0\ntheme = mono\nlanguage = ar\n"
		"[keys]\nsplit-evenly = F6\n[log]\nfile = /tmp/log\n";
	struct settings settings;
	char path[PATH_SIZE], problem[256] = "";

	write_file("full", text, path);
	CHECK_OK_FATAL(settings_open(path, &settings, problem, sizeof problem));
	CHECK_INT(settings.station, 12);
	CHECK_TEXT(settings.station_name, "bar");
	CHECK_TEXT(settings.printer, "tcp:192.168.1.50");
	CHECK_INT(settings.paper_width, 32);
	CHECK_INT(settings.receipt, SETTINGS_RECEIPT_ASK);
	CHECK_INT(settings.idle_lock_ms, 0);
	CHECK(settings.drawer_follows && settings.drop_takes_two);
	CHECK(settings.is_mono);
	CHECK_TEXT(settings.language, "ar");
	CHECK_TEXT(settings.store, "sqlite:/srv/books.db");
	CHECK_TEXT(settings.keys, "/srv/secret");
	CHECK_TEXT(settings.log, "/tmp/log");
	CHECK_TEXT(config_text(settings.config, "keys", "split-evenly"), "F6");
	settings_close(&settings);
}

static void each_mistake_is_named_with_its_line(void)
{
	static const struct {
		const char *name, *text, *said;
	} cases[] = {
		{ "printer", "[station]\nprinter = usb:1\n", ":2: " },
		{ "printer-word", "[station]\nprinter = usb:1\n", "'usb:1' is no printer" },
		{ "number", "[station]\nnumber = 900\n", "number" },
		{ "idle", "[screen]\nidle_lock_s = 901\n", "idle_lock_s" },
		{ "receipt", "[station]\nreceipt = maybe\n", "always" },
		{ "unknown", "[station]\nprintr = none\n", "printer" },
		{ "width", "[station]\npaper_width = 15\n", "paper_width" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings settings = { .station = -7 };
		char path[PATH_SIZE], problem[512] = "";

		write_file(cases[i].name, cases[i].text, path);
		CHECK_INT(settings_open(path, &settings, problem, sizeof problem), ERR_CONFIG);
		CHECK(strstr(problem, cases[i].said) != NULL);
		CHECK_INT(settings.station, -7);
	}
}

static void a_file_that_is_not_there_is_said(void)
{
	struct settings settings;
	char problem[512] = "";

	CHECK(settings_open("/nowhere/sanduq.ini", &settings, problem, sizeof problem) != ERR_OK);
	CHECK(problem[0] != '\0');
}

static void the_usual_places_are_the_persons_own(void)
{
	struct settings settings;
	char into[PATH_SIZE], problem[256];

	CHECK_OK_FATAL(settings_open(NULL, &settings, problem, sizeof problem));
	setenv("XDG_DATA_HOME", "/data/lina", 1);
	CHECK_OK(settings_store_path(&settings, into, sizeof into));
	CHECK_TEXT(into, "sqlite:/data/lina/sanduq/store.db");
	setenv("XDG_DATA_HOME", "not/whole", 1);
	setenv("HOME", "/people/lina", 1);
	CHECK_OK(settings_store_path(&settings, into, sizeof into));
	CHECK_TEXT(into, "sqlite:/people/lina/.local/share/sanduq/store.db");
	unsetenv("XDG_DATA_HOME");
	unsetenv("HOME");
	CHECK_INT(settings_store_path(&settings, into, sizeof into), ERR_NOT_FOUND);
	CHECK_INT(settings_store_path(&settings, into, 5), ERR_NOT_FOUND);
	settings_close(&settings);
}

static void the_keys_stand_beside_the_store(void)
{
	struct settings settings;
	char into[PATH_SIZE], problem[256];

	CHECK_OK_FATAL(settings_open(NULL, &settings, problem, sizeof problem));
	CHECK_OK(settings_keys_path(&settings, "sqlite:/srv/a/store.db?twice=1", into,
				    sizeof into));
	CHECK_TEXT(into, "/srv/a/keys");
	CHECK_OK(settings_keys_path(&settings, "/srv/a/b.db", into, sizeof into));
	CHECK_TEXT(into, "/srv/a/keys");
	CHECK_OK(settings_keys_path(&settings, "store.db", into, sizeof into));
	CHECK_TEXT(into, "keys");
	CHECK_INT(settings_keys_path(&settings, "/srv/a/b.db", into, 8), ERR_LIMIT);
	settings.keys = "/safe/keys";
	CHECK_OK(settings_keys_path(&settings, "/srv/a/b.db", into, sizeof into));
	CHECK_TEXT(into, "/safe/keys");
	settings.store = "sqlite:/x.db";
	CHECK_OK(settings_store_path(&settings, into, sizeof into));
	CHECK_TEXT(into, "sqlite:/x.db");
	settings_close(&settings);
}

const struct check_test test_settings[] = {
	{ "without a file everything has its default", without_a_file_all_is_set },
	{ "a file says it otherwise", a_file_says_it_otherwise },
	{ "each mistake is named with its line", each_mistake_is_named_with_its_line },
	{ "a file that is not there is said", a_file_that_is_not_there_is_said },
	{ "the usual places are the person's own", the_usual_places_are_the_persons_own },
	{ "the keys stand beside the store", the_keys_stand_beside_the_store },
	{ 0 },
};
