/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_log.c -- lines are dated, escaped and masked; a large file is set aside.
 */
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "suites.h"

#define LIMIT (8 << 20)

static const char *log_path(char path[512])
{
	CHECK_FATAL(file_join(path, 512, check_folder(), "log"));
	return path;
}

static void expect_log(const char *expected)
{
	char path[512];
	char *text = NULL;
	size_t len;

	CHECK_OK_FATAL(file_read(log_path(path), LIMIT, &text, &len));
	CHECK_TEXT(text, expected);
	free(text);
	unlink(path);
}

/* One line with `message` at the end of 1969, so that dates before 1970 are seen too. */
static void write_one(const char *message)
{
	char path[512];
	struct clock clock;
	struct log *log;

	clock_init_set(&clock, -1);
	CHECK_OK_FATAL(log_open(log_path(path), &clock, &log));
	log_line(log, "test", "%s", message);
	log_close(log);
}

static void lines_are_dated(void)
{
	char path[512];
	struct stat status;
	struct clock clock;
	struct log *log;

	clock_init_set(&clock, 1795292045999);
	CHECK_OK_FATAL(log_open(log_path(path), &clock, &log));
	log_line(log, "store", "opened %s in %d ms", "a file", 7);
	clock_advance(&clock, 1);
	log_line(log, "ui", "second");
	CHECK_OK(stat(path, &status));
	CHECK_INT(status.st_mode & 07777, 0600);
	log_close(log);
	log_line(NULL, "ui", "goes nowhere");
	log_close(NULL);
	write_one("appended");
	expect_log("2026-11-21T20:14:05Z store opened a file in 7 ms\n"
		   "2026-11-21T20:14:06Z ui second\n"
		   "1969-12-31T23:59:59Z test appended\n");
}

static void what_is_not_text_is_escaped(void)
{
	write_one("a\nb\\c\x1B[0m\x7F \xFF\xC3 \u202E\u2028 \u0635\u200C\u20AC");
	expect_log("1969-12-31T23:59:59Z test a\\nb\\\\c\\x1B[0m\\x7F \\xFF\\xC3 "
		   "\\u{202E}\\u{2028} \u0635\u200C\u20AC\n");
}

static void card_numbers_are_masked(void)
{
	write_one("card 4242 4242-42424242, \u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662"
		  "\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662; id 1234567812345671 "
		  "1234567812345670x");
	expect_log("1969-12-31T23:59:59Z test card **** ****-****4242, ************"
		   "\u0664\u0662\u0664\u0662; id 1234567812345671 ************5670x\n");
}

static void long_messages_are_cut(void)
{
	char message[3000] = { 0 }, expected[1100] = { 0 };

	memset(message, 'm', sizeof message - 1);
	memcpy(expected, "1969-12-31T23:59:59Z test ", 26);
	memset(expected + 26, 'm', 1000);
	memcpy(expected + 1026, "...\n", 4);
	write_one(message);
	expect_log(expected);
	memcpy(message + 990, "4242424242424242", 16); /* masked before the cut */
	memcpy(expected + 26 + 990, "**********", 10);
	write_one(message);
	expect_log(expected);
}

static void large_files_are_set_aside(void)
{
	char path[512], aside[520];
	struct stat status;
	struct clock clock;
	struct log *first, *second;

	clock_init_set(&clock, 0);
	CHECK_OK_FATAL(log_open(log_path(path), &clock, &first));
	CHECK_OK_FATAL(log_open(path, &clock, &second));
	snprintf(aside, sizeof aside, "%s.1", path);
	CHECK_OK(truncate(path, 4 << 20));
	log_line(first, "test", "one");
	CHECK_OK(stat(aside, &status));
	CHECK_INT(status.st_size, 4 << 20);
	log_line(second, "test", "two"); /* another station, still with the old file */
	log_close(first);
	log_close(second);
	CHECK_OK(stat(aside, &status));
	CHECK_INT(status.st_size, 4 << 20);
	expect_log("1970-01-01T00:00:00Z test one\n1970-01-01T00:00:00Z test two\n");
	unlink(aside);
}

static void what_cannot_be_opened_is_told(void)
{
	char path[512];
	struct clock clock;
	struct log *log = NULL;

	clock_init_set(&clock, 0);
	CHECK_FATAL(file_join(path, sizeof path, check_folder(), "absent/log"));
	CHECK_INT(log_open(path, &clock, &log), ERR_MISSING_FILE);
	CHECK(log == NULL);
}

const struct check_test test_log[] = {
	{ "lines are dated and appended", lines_are_dated },
	{ "what is not plain text is escaped", what_is_not_text_is_escaped },
	{ "card numbers are masked but for four digits (P1)", card_numbers_are_masked },
	{ "long messages are cut, after masking (P1)", long_messages_are_cut },
	{ "a large file is set aside once", large_files_are_set_aside },
	{ "a log that cannot be opened says why", what_cannot_be_opened_is_told },
	{ 0 },
};
