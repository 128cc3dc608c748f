/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_form.c -- the written form of a paper, there and back, and strictness.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/str.h"
#include "document/document.h"
#include "suites.h"

#define HEAD "{\"form\":1,\"kind\":\"receipt\",\"language\":\"en\",\"dir\":\"ltr\",\"blocks\":"

static const char *const full_form =
	HEAD "[{\"text\":\"Casa \\\"Blanca\\\"\",\"align\":\"center\",\"weight\":\"large\"},"
	     "{\"text\":\"a\\\\b\"},{\"line\":[\"2\",\"Crème brûlée\",\"13.00\"]},"
	     "{\"row\":[\"Total\",\"13.00\"],\"weight\":\"strong\"},{\"row\":[\"Cash\",\"\"]},"
	     "{\"rule\":true},{\"feed\":2},{\"language\":\"ar\",\"dir\":\"rtl\"},"
	     "{\"text\":\"قهوة\",\"align\":\"end\"},{\"qr\":\"https://example.org/?a=b\"},"
	     "{\"cut\":true},{\"drawer\":true}]}";

static struct document *full_paper(void)
{
	struct document *doc = NULL;

	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, "Casa \"Blanca\"");
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "a\\b");
	document_line(doc, "2", "Crème brûlée", "13.00");
	document_row(doc, DOCUMENT_STRONG, "Total", "13.00");
	document_row(doc, DOCUMENT_PLAIN, "Cash", "");
	document_rule(doc);
	document_feed(doc, 2);
	document_switch(doc, "ar");
	document_text(doc, DOCUMENT_END, DOCUMENT_PLAIN, "قهوة");
	document_qr(doc, "https://example.org/?a=b");
	document_cut(doc);
	document_drawer(doc);
	return doc;
}

static void every_block_is_written(void)
{
	struct document *doc = full_paper();
	char *text = document_write(doc);

	CHECK_TEXT(text, full_form);
	free(text);
	document_free(doc);
}

static void what_is_written_is_read(void)
{
	struct document *doc = NULL, *made = full_paper();
	char *text;

	CHECK_OK_FATAL(document_parse(full_form, &doc));
	CHECK_INT(document_count(doc), document_count(made));
	for (size_t i = 0; i < document_count(made); i++) {
		struct document_block a = document_block(doc, i), b = document_block(made, i);

		CHECK_INT(a.kind, b.kind);
		CHECK_INT(a.align, b.align);
		CHECK_INT(a.weight, b.weight);
		CHECK_INT(a.lines, b.lines);
		CHECK_INT(a.is_rtl, b.is_rtl);
		CHECK_TEXT(a.start, b.start);
		CHECK_TEXT(a.text, b.text);
		CHECK_TEXT(a.end, b.end);
	}
	text = document_write(doc);
	CHECK_TEXT(text, full_form);
	free(text);
	document_free(doc);
	document_free(made);
}

static void an_empty_paper_is_a_paper(void)
{
	struct document *doc = NULL;
	char *text;

	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	text = document_write(doc);
	CHECK_TEXT(text, HEAD "[]}");
	document_free(doc);
	CHECK_OK_FATAL(document_parse(text, &doc));
	CHECK_INT(document_count(doc), 0);
	document_free(doc);
	free(text);
}

static void the_stored_direction_stays(void)
{
	struct document *doc = NULL;
	char *text;

	CHECK_OK_FATAL(document_parse("{\"form\":1,\"kind\":\"slip\",\"language\":\"ku\","
				      "\"dir\":\"rtl\",\"blocks\":[{\"rule\":true}]}", &doc));
	CHECK(document_is_rtl(doc));
	CHECK(document_block(doc, 0).is_rtl);
	text = document_write(doc);
	CHECK(strstr(text, "\"dir\":\"rtl\"") != NULL);
	free(text);
	document_free(doc);
}

static void a_mark_is_kept(void)
{
	struct document *doc = NULL;
	char *text;

	CHECK_OK_FATAL(document_new("slip", "en", &doc));
	CHECK_OK(document_set_mark(doc, "TRAINING \"1\""));
	text = document_write(doc);
	document_free(doc);
	CHECK(strstr(text, "\"dir\":\"ltr\",\"mark\":\"TRAINING \\\"1\\\"\",\"blocks\"") != NULL);
	CHECK_OK_FATAL(document_parse(text, &doc));
	CHECK_TEXT(document_mark(doc), "TRAINING \"1\"");
	document_free(doc);
	free(text);
}

static void check_refused(const char *text, enum err expected)
{
	struct document *doc = NULL;
	enum err err = document_parse(text, &doc);

	if (err != expected)
		printf("  %s\n", text);
	CHECK_INT(err, expected);
	CHECK(doc == NULL);
	document_free(doc);
}

static void what_is_no_paper_is_refused(void)
{
	static const char *const bad[] = {
		"", "[]", "1", "null", "{}", "{\"form\":1}", HEAD "[]", HEAD "{}}", HEAD "\"\"}",
		HEAD "[],\"more\":1}", HEAD "null}",
		HEAD "[],\"mark\":1}", HEAD "[],\"mark\":\"\"}",
		"{\"form\":0,\"kind\":\"a\",\"language\":\"en\",\"dir\":\"ltr\",\"blocks\":[]}",
		"{\"form\":\"1\",\"kind\":\"a\",\"language\":\"en\",\"dir\":\"ltr\",\"blocks\":[]}",
		"{\"form\":1,\"kind\":\"A\",\"language\":\"en\",\"dir\":\"ltr\",\"blocks\":[]}",
		"{\"form\":1,\"kind\":\"a\",\"language\":\"e\",\"dir\":\"ltr\",\"blocks\":[]}",
		"{\"form\":1,\"kind\":\"a\",\"language\":\"en\",\"dir\":\"up\",\"blocks\":[]}",
		"{\"form\":1,\"kind\":\"a\",\"language\":\"en\",\"blocks\":[]}",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		check_refused(bad[i], ERR_DATA);
	check_refused("{\"form\":2,\"kind\":\"a\",\"language\":\"en\",\"dir\":\"ltr\","
		      "\"blocks\":[{\"new\":1}]}", ERR_NEWER);
}

static void blocks_are_read_strictly(void)
{
	static const char *const bad[] = {
		"1", "{}", "[]", "{\"image\":\"x\"}", "{\"text\":1}", "{\"text\":null}",
		"{\"text\":\"a\",\"row\":[\"a\",\"b\"]}", "{\"text\":\"a\",\"color\":\"red\"}",
		"{\"text\":\"a\",\"align\":\"left\"}", "{\"text\":\"a\",\"align\":\"start\"}",
		"{\"text\":\"a\",\"weight\":1}", "{\"row\":[\"a\"]}", "{\"row\":[\"a\",1]}",
		"{\"row\":[\"a\",\"b\",\"c\"]}", "{\"row\":{\"a\":\"b\",\"c\":\"d\"}}",
		"{\"row\":[\"a\",\"b\"],\"align\":\"end\"}", "{\"row\":\"ab\"}",
		"{\"line\":[\"a\",\"b\"]}", "{\"line\":[\"a\",\"b\",\"c\"],\"weight\":\"strong\"}",
		"{\"rule\":false}", "{\"rule\":1}", "{\"feed\":0}", "{\"feed\":21}",
		"{\"feed\":-1}", "{\"feed\":1.5}", "{\"feed\":4294967297}", "{\"qr\":\"\"}",
		"{\"cut\":null}", "{\"drawer\":\"yes\"}", "{\"language\":\"ar\"}",
		"{\"language\":\"\",\"dir\":\"ltr\"}", "{\"language\":\"ar\",\"dir\":\"\"}",
		"{\"dir\":\"ltr\"}", "{\"text\":\"a\",\"text\":\"b\"}", "{\"text\":\"\\u0000\"}",
	};
	char text[512];

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		snprintf(text, sizeof text, HEAD "[{\"rule\":true},%s]}", bad[i]);
		check_refused(text, ERR_DATA);
	}
}

static void papers_are_bounded(void)
{
	struct str text = { 0 };
	struct document *doc = NULL;

	str_add(&text, HEAD "[{\"cut\":true}");
	for (int i = 1; i < DOCUMENT_BLOCKS_MAX; i++)
		str_add(&text, ",{\"cut\":true}");
	str_add(&text, "]}");
	CHECK_OK_FATAL(document_parse(str_text(&text), &doc));
	CHECK_INT(document_count(doc), DOCUMENT_BLOCKS_MAX);
	document_free(doc);
	text.len -= 2;
	str_add(&text, ",{\"cut\":true}]}");
	check_refused(str_text(&text), ERR_DATA);
	str_clear(&text);
	str_add(&text, HEAD "[]}");
	while (text.len <= DOCUMENT_BYTES_MAX)
		str_add_char(&text, ' ');
	check_refused(str_text(&text), ERR_DATA);
	str_clear(&text);
	str_add(&text, HEAD "[{\"text\":\"");
	for (int i = 0; i <= DOCUMENT_TEXT_MAX; i++)
		str_add_char(&text, 'x');
	str_add(&text, "\"}]}");
	check_refused(str_text(&text), ERR_DATA);
	str_done(&text);
}

static void a_paper_too_long_is_not_written(void)
{
	struct document *doc = NULL;
	char name[DOCUMENT_TEXT_MAX + 1];

	memset(name, '"', DOCUMENT_TEXT_MAX);
	name[DOCUMENT_TEXT_MAX] = '\0';
	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	/* each is written as {"text":"..."}, with every quote escaped */
	for (int i = 0; i < DOCUMENT_BYTES_MAX / (2 * DOCUMENT_TEXT_MAX + 12); i++)
		document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, name);
	for (int written = 0; written < 2; written++) {
		char *text = document_write(doc);

		CHECK(document_ok(doc));
		CHECK_INT(text != NULL, !written);
		if (text != NULL)
			CHECK(strlen(text) > DOCUMENT_BYTES_MAX - 2000);
		free(text);
		document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, name);
	}
	document_free(doc);
}

/* Any byte of the form changed: either refused, or a paper that can be written again. */
static void damaged_forms_do_no_harm(void)
{
	static const char letters[] = "{}[]\",:\\01tex\x80 ";
	char *text = str_dup(full_form);
	size_t len = strlen(text);
	int read = 0;

	CHECK_FATAL(text != NULL);
	for (size_t i = 0; i < len; i++) {
		char kept = text[i];

		for (size_t j = 0; j < sizeof letters; j++) {
			struct document *doc = NULL;
			char *again;

			text[i] = letters[j];
			if (document_parse(text, &doc) != ERR_OK)
				continue;
			again = document_write(doc);
			CHECK(again != NULL);
			free(again);
			document_free(doc);
			read++;
		}
		text[i] = kept;
	}
	CHECK(read > 0);
	free(text);
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void writing_is_quick(void)
{
	int64_t best_us = INT64_MAX;

	for (int round = 0; round < 5; round++) {
		int64_t start_us = now_us();

		for (int i = 0; i < 200; i++) {
			struct document *doc = full_paper();

			free(document_write(doc));
			document_free(doc);
		}
		if (now_us() - start_us < best_us)
			best_us = now_us() - start_us;
	}
	CHECK(best_us / 200 < 50);
}

const struct check_test test_form[] = {
	{ "every block has its written form", every_block_is_written },
	{ "what was written is read back as it was", what_is_written_is_read },
	{ "an empty paper is a paper", an_empty_paper_is_a_paper },
	{ "the direction that was stored stays", the_stored_direction_stays },
	{ "the mark of a paper that counts nowhere is kept", a_mark_is_kept },
	{ "what is no paper is refused, a later form by its name", what_is_no_paper_is_refused },
	{ "a block with anything odd in it is refused", blocks_are_read_strictly },
	{ "blocks, bytes and texts are bounded", papers_are_bounded },
	{ "a paper longer than its bound is not written", a_paper_too_long_is_not_written },
	{ "a damaged form is refused or still a paper", damaged_forms_do_no_harm },
	{ "building and writing a receipt takes less than 50 us", writing_is_quick },
	{ 0 },
};
