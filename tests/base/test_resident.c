/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_resident.c -- pages that only the start needed are given back.
 */
#include "base/resident.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "suites.h"

#define LINE_SIZE 256

/* One line of what the system says of this process's memory, in KiB; -1 when it is not there. */
static int64_t kib_of(const char *name)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	char line[LINE_SIZE];
	int64_t kib = -1;

	while (file != NULL && kib < 0 && fgets(line, sizeof line, file) != NULL)
		if (strncmp(line, name, strlen(name)) == 0)
			kib = strtoll(line + strlen(name), NULL, 10);
	if (file != NULL)
		fclose(file);
	return kib;
}

/* What is mapped and still as its file has it. */
static int64_t file_kib(void)
{
	return kib_of("Rss:") - kib_of("Anonymous:");
}

static void digest(char into[HASH_TEXT_SIZE])
{
	struct hash hash;

	hash_begin(&hash, "resident");
	hash_str(&hash, "the same before and after");
	hash_end(&hash, into);
}

static void pages_of_files_are_given_back(void)
{
	char before_text[HASH_TEXT_SIZE], after_text[HASH_TEXT_SIZE];
	int64_t before, after, written = kib_of("Anonymous:");

	digest(before_text);
	before = file_kib();
	resident_trim();
	after = file_kib();
	digest(after_text);
	CHECK(after > 0);
	CHECK(after * 4 < before * 3);
	CHECK(written > 0);
	CHECK(kib_of("Anonymous:") >= written);
	CHECK_TEXT(after_text, before_text);
}

const struct check_test test_resident[] = {
	{ "pages of files are given back, written ones stay", pages_of_files_are_given_back },
	{ 0 },
};
