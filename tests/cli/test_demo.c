/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/cli/test_demo.c -- the demonstration, without a terminal and on one.
 */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "pty.h"
#include "run.h"
#include "suites.h"

#define WAIT_MS 20000

/* True while a simulator holds the folder of a demonstration. */
static bool has_simulator(const char *demo)
{
	char path[1100];
	struct file_lock lock = { -1 };
	bool is_held;

	snprintf(path, sizeof path, "%s/cards/lock", demo);
	CHECK_OK_FATAL(file_lock_open(path, &lock));
	is_held = file_lock_try(&lock) == ERR_BUSY;
	file_lock_close(&lock);
	return is_held;
}

/* What is left of demonstrations in a folder. */
static int count_left(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int n = 0;

	CHECK_FATAL(dir != NULL);
	while ((entry = readdir(dir)) != NULL)
		n += strncmp(entry->d_name, "sanduq-demo-", 12) == 0;
	closedir(dir);
	return n;
}

static const char *fresh_folder(const char *name)
{
	const char *folder = run_in(name);

	CHECK_OK_FATAL(file_make_folder(folder));
	return folder;
}

static void shows_people(void)
{
	char setting[1100];
	struct run_how how = { .setting = setting };
	struct run run;

	snprintf(setting, sizeof setting, "TMPDIR=%s", fresh_folder("demos"));
	run_sanduq_how(&run, &how, "demo", NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "PIN 251973") != NULL);
	CHECK(strstr(run.out, "سارة خليل (waiter)") != NULL);
	CHECK(strstr(run.out, "王小明 (waiter)") != NULL);
	CHECK(strstr(run.out, "Ольга Петрова (auditor)") != NULL);
	CHECK(strstr(run.out, "sanduq-simulator present --dir ") != NULL);
	CHECK_INT(count_left(run_in("demos")), 0);
}

/* The settings name the simulator at the port that it has now, and a reader. */
static void check_settings(const char *folder)
{
	char path[1100], line[128], *text = NULL, *port = NULL;
	size_t len;

	snprintf(path, sizeof path, "%s/cards/port", folder);
	CHECK_OK_FATAL(file_read(path, 100, &port, &len));
	port[strcspn(port, "\n")] = '\0';
	snprintf(path, sizeof path, "%s/sanduq.conf", folder);
	CHECK_OK_FATAL(file_read(path, 100000, &text, &len));
	snprintf(line, sizeof line, "\naddress = \"https://localhost:%s\"\n", port);
	CHECK(strstr(text, line) != NULL);
	CHECK(strstr(text, "\nreader = \"tmr_") != NULL);
	free(text);
	free(port);
}

static void keeps_folder(void)
{
	const char *folder = run_in("demo-kept");
	struct run run;
	long acts;

	run_sanduq(&run, "demo", "--dir", folder, NULL);
	CHECK_INT(run.code, 0);
	CHECK(strstr(run.out, "Kept in") != NULL);
	acts = run_acts(run_in("demo-kept/store.db"));
	CHECK(acts > 200);
	CHECK(!has_simulator(folder));
	CHECK_INT(unlink(run_in("demo-kept/cards/port")), 0);
	run_sanduq(&run, "demo", "--dir", folder, NULL);
	CHECK_INT(run.code, 0);
	CHECK_INT(run_acts(run_in("demo-kept/store.db")), acts);
	check_settings(folder);
}

static void leaves_real_houses(void)
{
	struct run run;

	run_house("real");
	run_sanduq(&run, "demo", "--dir", run_in("real"), NULL);
	CHECK_INT(run.code, EX_DATAERR);
	CHECK(run_told(&run, "a real house"));
	run_sanduq(&run, "demo", "--store", run_in("real/store.db"), NULL);
	CHECK_INT(run.code, EX_USAGE);
}

static struct pty *start(const char *const *words, const char *const *settings, int rows,
			 int columns)
{
	return pty_open((char *const *)(uintptr_t)words, (char *const *)(uintptr_t)settings, rows,
			columns);
}

static struct pty *open_demo(char *folder, size_t size, int rows, int columns)
{
	const char *const words[] = { run_path(), "demo", NULL };
	const char *const settings[] = { folder, "LC_ALL=C.UTF-8", NULL };

	snprintf(folder, size, "TMPDIR=%s", fresh_folder("pty"));
	return start(words, settings, rows, columns);
}

static void opens_till(void)
{
	char folder[1100];
	struct pty *pty = open_demo(folder, sizeof folder, 24, 80);

	CHECK(pty_wait_text(pty, "Staff number", WAIT_MS));
	CHECK(pty_wait_text(pty, "251973", WAIT_MS));
	CHECK(pty_wait_text(pty, "sanduq-simulator present --dir", WAIT_MS));
	pty_type(pty, "1\r251973\r");
	CHECK(pty_wait_text(pty, "2h10", WAIT_MS));
	CHECK_INT(count_left(run_in("pty")), 1);
	pty_close(pty);
}

static void prints_receipt(void)
{
	const char *const words[] = { run_path(), "demo", "--dir", run_in("sale"), NULL };
	const char *const settings[] = { "LC_ALL=C.UTF-8", NULL };
	struct pty *pty = start(words, settings, 24, 80);
	char *text = NULL;
	size_t len;

	CHECK(pty_wait_text(pty, "Staff number", WAIT_MS));
	pty_type(pty, "1\r251973\r");
	CHECK(pty_wait_text(pty, "is at work", WAIT_MS));
	pty_type(pty, "#5\r2*21\rfatt\r");
	CHECK(pty_wait_text(pty, "11.20", WAIT_MS));
	pty_key(pty, "F12");
	CHECK(pty_wait_text(pty, "sum of parts 11.20", WAIT_MS));
	pty_key(pty, "F12");
	CHECK(pty_wait_text(pty, "Cash USD", WAIT_MS));
	pty_type(pty, "2");
	CHECK(pty_wait_text(pty, "type what is given in USD", WAIT_MS));
	pty_key(pty, "F12");
	CHECK(pty_wait_text(pty, "Way to pay", WAIT_MS));
	pty_type(pty, "1");
	pty_key(pty, "F11");
	CHECK(pty_wait_text(pty, "Table 5 is free", WAIT_MS));
	for (int i = 0; i < 100 && !file_exists(run_in("sale/papers/receipt-1-000004.txt")); i++)
		pty_read(pty, 50);
	CHECK_OK(file_read(run_in("sale/papers/receipt-1-000004.txt"), 10000, &text, &len));
	CHECK(text != NULL && strstr(text, "Fattoush") != NULL && strstr(text, "11.20") != NULL);
	CHECK(text != NULL && strstr(text, "VAT 10 % on") != NULL);
	free(text);
	pty_close(pty);
	CHECK(run_acts(run_in("sale/store.db")) > 0);
}

static void cleans_up_after(int signal)
{
	char folder[1100];
	struct pty *pty = open_demo(folder, sizeof folder, 24, 80);
	int before = count_left(run_in("pty")), status = 0;

	CHECK(pty_wait_text(pty, "Staff number", WAIT_MS));
	CHECK_INT(count_left(run_in("pty")), before + 1);
	kill(pty_pid(pty), signal);
	CHECK(pty_wait_end(pty, WAIT_MS, &status));
	CHECK(WIFEXITED(status));
	CHECK_INT(count_left(run_in("pty")), before);
	pty_close(pty);
}

static void cleans_up(void)
{
	cleans_up_after(SIGTERM);
	cleans_up_after(SIGHUP);
	cleans_up_after(SIGINT);
}

static void asks_for_room(void)
{
	char folder[1100];
	struct pty *pty = open_demo(folder, sizeof folder, 10, 40);

	CHECK(pty_wait_text(pty, "too small", WAIT_MS));
	pty_resize(pty, 24, 80);
	CHECK(pty_wait_text(pty, "Staff number", WAIT_MS));
	pty_close(pty);
}

static void tells_unknown_terminal(void)
{
	const char *const words[] = { run_path(), "till", "--store", run_house("term"), NULL };
	const char *const settings[] = { "TERM=teletype-33", NULL };
	struct pty *pty = start(words, settings, 24, 200);
	int status = 0;

	CHECK(pty_wait_end(pty, WAIT_MS, &status));
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), EX_UNAVAILABLE);
	CHECK(pty_has(pty, "TERM=xterm-256color"));
	pty_close(pty);
}

static void holds_station(void)
{
	const char *store = run_house("station");
	const char *const words[] = { run_path(), "--store", store, NULL };
	const char *const settings[] = { "LC_ALL=C.UTF-8", NULL };
	struct pty *first = start(words, settings, 24, 80), *second;
	int status = 0;

	CHECK(pty_wait_text(first, "Staff number", WAIT_MS));
	second = start(words, settings, 24, 200);
	CHECK(pty_wait_end(second, WAIT_MS, &status));
	CHECK_INT(WEXITSTATUS(status), EX_TEMPFAIL);
	CHECK(pty_has(second, "in use by another program"));
	pty_close(second);
	pty_close(first);
}

const struct check_test test_demo[] = {
	{ "without a terminal the demonstration says what it would open", shows_people },
	{ "a demonstration can be kept and opened again", keeps_folder },
	{ "a real house is not taken for a demonstration", leaves_real_houses },
	{ "the demonstration opens a till with checks of some age", opens_till },
	{ "a table is rung and paid, its receipt printed into a file", prints_receipt },
	{ "a signal ends the demonstration and leaves nothing behind", cleans_up },
	{ "a small window is told, and enlarged it goes on", asks_for_room },
	{ "an unknown terminal is told", tells_unknown_terminal },
	{ "a station number is held by one till at a time", holds_station },
	{ 0 }
};
