/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_utf8.c -- strict decoding, and a filter that leaves nothing unsafe behind.
 */
#include "base/utf8.h"

#include <string.h>

#include "base/random.h"
#include "suites.h"

#define CASES 200000

static void every_character_goes_round(void)
{
	int wrong = 0;

	for (uint32_t point = 1; point <= 0x110000; point++) {
		bool is_scalar = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
		char text[8] = { 0 };
		const char *at = text;
		size_t len = utf8_put(point, text);

		if (!is_scalar) {
			wrong += len != 0;
			continue;
		}
		wrong += len == 0 || utf8_next(&at) != point || at != text + len ||
			 utf8_next(&at) != 0 || !utf8_valid(text, len) ||
			 utf8_valid(text, len - 1) != (len == 1) || utf8_count(text) != 1;
	}
	CHECK_INT(wrong, 0);
}

static void malformed_bytes_are_bad_one_by_one(void)
{
	static const char *const bad[] = {
		"\x80", "\xBF", "\xC0\xAF", "\xC1\xBF", "\xC3", "\xC3(", "\xE0\x80\x80",
		"\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xE2\x82", "\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF",
		"\xF0\x9F\x98",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		const char *at = bad[i];

		CHECK(!utf8_valid(bad[i], strlen(bad[i])));
		CHECK(utf8_next(&at) == UTF8_BAD);
		CHECK(at == bad[i] + 1);
	}
	CHECK(utf8_valid("a\0b", 3));
	CHECK(utf8_valid("", 0));
}

static void counts_characters(void)
{
	CHECK_INT(utf8_count(""), 0);
	CHECK_INT(utf8_count("\u0635\u0646\u062F\u0648\u0642"), 5);
	CHECK_INT(utf8_count("a\xFF\u20AC"), 3);
}

static void marks_take_no_cell(void)
{
	static const uint32_t marks[] = { 0x0300, 0x036F, 0x064B, 0x0651, 0x0670, 0x05B0, 0x20DD,
					  0xFE0F, 0x0E31, 0xE0100, 0xE01EF };
	static const uint32_t others[] = { 0, 'a', 0x02FF, 0x0370, 0x0635, 0x0640, 0x200C, 0x0903,
					   0x4E00, 0xE01F0, 0x10FFFF };

	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		CHECK(utf8_is_mark(marks[i]));
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		CHECK(!utf8_is_mark(others[i]));
}

static void unsafe_characters_are_known(void)
{
	static const uint32_t bad[] = { 0x01, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD,
					0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A,
					0x202E, 0x2066, 0x2069, 0xFEFF, 0xD800, 0xE000, 0xF8FF,
					0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE007F,
					0xF0000, 0x10FFFF, 0x110000, UTF8_BAD };
	static const uint32_t good[] = { ' ', '~', 0xA0, 0xE9, 0x0635, 0x0651, 0x06AF, 0x200C,
					 0x200D, 0x20AC, 0x4E2D, 0xFFFD, 0xFE0F, 0x1F600 };

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK(!utf8_is_safe(bad[i]));
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		CHECK(utf8_is_safe(good[i]));
}

static void expect_clean(const char *from, const char *expected)
{
	char into[64];

	CHECK(utf8_clean(into, sizeof into, from));
	CHECK_TEXT(into, expected);
}

static void texts_are_cleaned(void)
{
	expect_clean("", "");
	expect_clean("plain", "plain");
	expect_clean("\x1B[31mred", "[31mred");
	expect_clean("a\u202Eb\u2066c\u200F", "abc");
	expect_clean("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
		     "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645");
	expect_clean("a\tb\r\nc\n\n\td", "a b c d");
	expect_clean("a \n b", "a   b");
	expect_clean("x\xC3y\xFF", "x\uFFFDy\uFFFD");
	expect_clean("e\u0301\u0302\u0303\u0304x\u0301", "e\u0301\u0302x\u0301");
	expect_clean("e\u0301\u200D\u0302\u200D\u0303\u200B\u0304", "e\u0301\u200D\u0302\u200D");
}

static void texts_are_cut_between_characters(void)
{
	char into[8];

	CHECK(!utf8_clean(into, 4, "ab\u20AC"));
	CHECK_TEXT(into, "ab");
	CHECK(utf8_clean(into, 6, "ab\u20AC"));
	CHECK_TEXT(into, "ab\u20AC");
	CHECK(!utf8_clean(into, 1, "a"));
	CHECK_TEXT(into, "");
	CHECK(utf8_clean(into, 3, "ab\x01\x02\x03"));
	CHECK_TEXT(into, "ab");
}

/* Bytes and pieces that make trouble more often than chance would. */
static size_t make_trouble(struct random *random, char *into, size_t size)
{
	static const char *const pieces[] = { "\u0301", "\u200D", "\u202E", "\n", "\t", "\x1B",
					      "\u0635", "\u20AC", "\U0001F600", "\xF0\x9F", "a",
					      "\u2028", "\uFEFF", "\u0651" };
	size_t len = 0;
	size_t wanted = random_below(random, size - 8);

	while (len < wanted) {
		const char *piece = pieces[random_below(random, 14)];

		if (random_below(random, 3) == 0) {
			into[len++] = (char)random_between(random, 1, 255);
			continue;
		}
		memcpy(into + len, piece, strlen(piece));
		len += strlen(piece);
	}
	into[len] = '\0';
	return len;
}

static bool is_all_safe(const char *text)
{
	uint32_t point;
	int marks = 0;

	while ((point = utf8_next(&text)) != 0) {
		marks = utf8_is_mark(point) ? marks + 1 : 0;
		if (!utf8_is_safe(point) || marks > 2)
			return false;
	}
	return true;
}

static void cleaning_is_safe_and_done_once(void)
{
	struct random random;
	int unsafe = 0, changed = 0, cut = 0;

	random_init_seed(&random, 8);
	for (int i = 0; i < CASES; i++) {
		char from[64], once[160], twice[160];
		size_t size = random_below(&random, 4) == 0 ? 1 + random_below(&random, 40) :
							      sizeof once;

		make_trouble(&random, from, sizeof from);
		cut += !utf8_clean(once, size, from);
		unsafe += !utf8_valid(once, strlen(once)) || !is_all_safe(once) ||
			  strlen(once) >= size;
		changed += !utf8_clean(twice, size, once) || strcmp(once, twice) != 0;
	}
	CHECK_INT(unsafe, 0);
	CHECK_INT(changed, 0);
	CHECK(cut > CASES / 100);
}

const struct check_test test_utf8[] = {
	{ "every character goes round", every_character_goes_round },
	{ "malformed bytes are bad one by one", malformed_bytes_are_bad_one_by_one },
	{ "characters are counted", counts_characters },
	{ "combining marks take no cell", marks_take_no_cell },
	{ "unsafe characters are known", unsafe_characters_are_known },
	{ "texts are cleaned of controls, directions and piled-up marks", texts_are_cleaned },
	{ "texts are cut between characters", texts_are_cut_between_characters },
	{ "what was cleaned is safe and stays as it is", cleaning_is_safe_and_done_once },
	{ 0 },
};
