/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_str.c -- growing strings, bounded copies, strict numbers.
 */
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "suites.h"

static void strings_grow(void)
{
	struct str str = { 0 };

	CHECK_TEXT(str_text(&str), "");
	for (int i = 0; i < 1000; i++)
		str_addf(&str, "%d,", i);
	str_add(&str, "end");
	str_add_char(&str, '!');
	CHECK(str_ok(&str));
	CHECK_INT(str.len, strlen(str.data));
	CHECK_INT(str.len, 10 * 2 + 90 * 3 + 900 * 4 + 4);
	CHECK(strncmp(str_text(&str), "0,1,2,", 6) == 0);
	CHECK_TEXT(str_text(&str) + str.len - 8, "999,end!");
	str_clear(&str);
	CHECK_TEXT(str_text(&str), "");
	CHECK_INT(str.len, 0);
	str_done(&str);
	CHECK(str.data == NULL);
}

static void bytes_may_hold_nul(void)
{
	struct str str = { 0 };

	str_add_bytes(&str, "a\0b", 3);
	CHECK_INT(str.len, 3);
	CHECK(memcmp(str.data, "a\0b", 4) == 0);
	str_done(&str);
}

static void too_long_is_remembered(void)
{
	struct str str = { 0 };

	str_add(&str, "kept");
	str_add_bytes(&str, "x", (size_t)1 << 30);
	CHECK(!str_ok(&str));
	str_add(&str, "more");
	CHECK_TEXT(str_text(&str), "kept");
	str_done(&str);
}

static void copies_are_cut_between_characters(void)
{
	static const char text[] = "a\u0635\u20AC\U0001F600z"; /* 1, 2, 3 and 4 bytes */
	static const size_t ends[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11 };
	char into[16], formatted[16];

	for (size_t size = 1; size <= 12; size++) {
		bool whole = size == 12;

		CHECK_INT(str_copy(into, size, text), whole);
		CHECK_INT(strlen(into), ends[size - 1]);
		CHECK(strncmp(into, text, ends[size - 1]) == 0);
		CHECK_INT(str_format(formatted, size, "%s", text), whole);
		CHECK_TEXT(formatted, into);
	}
}

static void random_bytes_are_cut_within_bounds(void)
{
	struct random random;
	int wrong = 0;

	random_init_seed(&random, 2);
	for (int i = 0; i < 50000; i++) {
		char from[32], into[32];
		size_t size = 1 + random_below(&random, 20);

		random_fill(&random, from, sizeof from);
		from[random_below(&random, sizeof from)] = '\0';
		memset(into, 0x7F, sizeof into);
		wrong += str_copy(into, size, from) != (strlen(from) < size);
		wrong += strlen(into) >= size || strncmp(into, from, strlen(into)) != 0;
		wrong += strlen(into) + 5 < size && strlen(into) < strlen(from);
		wrong += into[size] != 0x7F;
	}
	CHECK_INT(wrong, 0);
}

static void equality_knows_null(void)
{
	CHECK(str_equal("a", "a"));
	CHECK(!str_equal("a", "b"));
	CHECK(!str_equal("a", NULL));
	CHECK(!str_equal(NULL, "a"));
	CHECK(str_equal(NULL, NULL));
}

static void duplicates_are_ours(void)
{
	char *copy = str_dup("\u0635\u0646\u062F\u0648\u0642");

	CHECK_TEXT(copy, "\u0635\u0646\u062F\u0648\u0642");
	free(copy);
}

static void numbers_are_read_strictly(void)
{
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "--1", "1-",
					   "9223372036854775808", "-9223372036854775809",
					   "99999999999999999999", "\u0661" };
	int64_t value = 77;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!str_int64(bad[i], &value));
	CHECK_INT(value, 77);
	CHECK(str_int64("9223372036854775807", &value));
	CHECK_INT(value, INT64_MAX);
	CHECK(str_int64("-9223372036854775808", &value));
	CHECK_INT(value, INT64_MIN);
	CHECK(str_int64("-0", &value));
	CHECK_INT(value, 0);
	CHECK(str_int64("0042", &value));
	CHECK_INT(value, 42);
}

const struct check_test test_str[] = {
	{ "a string grows and is emptied", strings_grow },
	{ "bytes may hold NUL", bytes_may_hold_nul },
	{ "a string that cannot grow says so at the end", too_long_is_remembered },
	{ "copies are cut between characters", copies_are_cut_between_characters },
	{ "copies of any bytes stay within bounds", random_bytes_are_cut_within_bounds },
	{ "equality knows NULL", equality_knows_null },
	{ "a duplicate is a copy", duplicates_are_ours },
	{ "numbers are read strictly", numbers_are_read_strictly },
	{ 0 },
};
