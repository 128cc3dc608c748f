/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_document.c -- building a paper and looking at its blocks.
 */
#include "document/document.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"

static struct document *paper(const char *language)
{
	struct document *doc = NULL;

	CHECK_OK_FATAL(document_new("receipt", language, &doc));
	return doc;
}

static void blocks_come_back_in_order(void)
{
	struct document *doc = paper("en");
	struct document_block block;

	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, "Casa Blanca");
	document_line(doc, "2", "Tea", "5.00");
	document_row(doc, DOCUMENT_STRONG, "Total", "5.00");
	document_feed(doc, 3);
	document_drawer(doc);
	CHECK(document_ok(doc));
	CHECK_INT(document_count(doc), 5);
	block = document_block(doc, 0);
	CHECK_INT(block.kind, DOCUMENT_TEXT);
	CHECK_INT(block.align, DOCUMENT_CENTER);
	CHECK_INT(block.weight, DOCUMENT_LARGE);
	CHECK_TEXT(block.text, "Casa Blanca");
	CHECK_TEXT(block.start, "");
	block = document_block(doc, 1);
	CHECK_INT(block.kind, DOCUMENT_LINE);
	CHECK_TEXT(block.start, "2");
	CHECK_TEXT(block.text, "Tea");
	CHECK_TEXT(block.end, "5.00");
	block = document_block(doc, 2);
	CHECK_INT(block.kind, DOCUMENT_ROW);
	CHECK_INT(block.weight, DOCUMENT_STRONG);
	CHECK_TEXT(block.end, "5.00");
	CHECK_INT(document_block(doc, 3).lines, 3);
	CHECK_INT(document_block(doc, 4).kind, DOCUMENT_DRAWER);
	document_free(doc);
	document_free(NULL);
}

static void direction_follows_language(void)
{
	static const struct {
		const char *language;
		bool is_rtl;
	} cases[] = {
		{ "en", false }, { "ar", true }, { "fa", true },   { "fa-IR", true },
		{ "he", true },  { "de", false }, { "arn", false }, { "far", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct document *doc = paper(cases[i].language);

		CHECK_INT(document_is_rtl(doc), cases[i].is_rtl);
		CHECK_TEXT(document_language(doc), cases[i].language);
		CHECK_TEXT(document_kind(doc), "receipt");
		document_free(doc);
	}
}

static void direction_may_change_on_the_way(void)
{
	struct document *doc = paper("en");

	document_rule(doc);
	document_switch(doc, "ar");
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "شكرا");
	document_switch(doc, "en");
	document_cut(doc);
	CHECK(!document_is_rtl(doc));
	CHECK(!document_block(doc, 0).is_rtl);
	CHECK_INT(document_block(doc, 1).kind, DOCUMENT_LANGUAGE);
	CHECK_TEXT(document_block(doc, 1).text, "ar");
	CHECK(document_block(doc, 2).is_rtl);
	CHECK(!document_block(doc, 4).is_rtl);
	document_free(doc);
}

static void names_are_checked(void)
{
	static const char *const kinds[] = { "", "Receipt", "a b", "\"", "1", "-a",
					     "a-word-that-is-longer-than-it-may-be" };
	static const char *const languages[] = { "", "e", "EN", "e1", "en_US", "en\"",
						 "en-this-is-not-a-language-of-ours" };
	struct document *doc = NULL;

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		CHECK_INT(document_new(kinds[i], "en", &doc), ERR_RANGE);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		CHECK_INT(document_new("receipt", languages[i], &doc), ERR_RANGE);
	CHECK(doc == NULL);
}

static void texts_are_cleaned(void)
{
	struct document *doc = paper("en");
	char large[DOCUMENT_TEXT_MAX * 2];

	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "a\x1B@b\tc\nd\x07");
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "x\xE2\x80\xAEy\xFF");
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, large);
	memcpy(large + DOCUMENT_TEXT_MAX - 1, "é", 2);
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, large);
	CHECK(document_ok(doc));
	CHECK_TEXT(document_block(doc, 0).text, "a@b c d");
	CHECK_TEXT(document_block(doc, 1).text, "xy\xEF\xBF\xBD");
	CHECK_INT(strlen(document_block(doc, 2).text), DOCUMENT_TEXT_MAX);
	CHECK_INT(strlen(document_block(doc, 3).text), DOCUMENT_TEXT_MAX - 1);
	document_free(doc);
}

static void failure_is_sticky(void)
{
	struct document *doc = paper("en");
	char large[DOCUMENT_QR_MAX + 2];

	for (int i = 0; i < DOCUMENT_BLOCKS_MAX; i++)
		document_rule(doc);
	CHECK(document_ok(doc));
	document_rule(doc);
	CHECK(!document_ok(doc));
	CHECK_INT(document_count(doc), DOCUMENT_BLOCKS_MAX);
	CHECK(document_write(doc) == NULL);
	document_free(doc);

	doc = paper("en");
	memset(large, 'q', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	document_qr(doc, large + 1);
	CHECK(document_ok(doc));
	document_qr(doc, large);
	document_rule(doc);
	CHECK(!document_ok(doc));
	CHECK_INT(document_count(doc), 1);
	document_free(doc);

	doc = paper("en");
	document_qr(doc, "");
	CHECK(!document_ok(doc));
	document_free(doc);
}

const struct check_test test_document[] = {
	{ "blocks come back in order with what they hold", blocks_come_back_in_order },
	{ "direction follows the language", direction_follows_language },
	{ "language and direction may change on the way", direction_may_change_on_the_way },
	{ "a kind or language that is no name is refused", names_are_checked },
	{ "texts lose their controls and are bounded", texts_are_cleaned },
	{ "too many blocks or too long a QR text fail for good", failure_is_sticky },
	{ 0 },
};
