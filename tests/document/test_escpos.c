/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_escpos.c -- papers as bytes for a receipt printer.
 */
#include "document/escpos.h"

#include <string.h>

#include "suites.h"

#define BYTES(text) (text), sizeof(text) - 1
#define BEGIN "\x1B@\x1C.\x1Bt\x10"

static struct document *paper(void)
{
	struct document *doc = NULL;

	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	return doc;
}

/* Renders, compares, frees. */
static void check_bytes(struct document *doc, int width, const char *mark, const char *expected,
			size_t len)
{
	struct str bytes = { 0 };

	document_render_escpos(doc, width, mark, &bytes);
	CHECK(str_ok(&bytes));
	CHECK_INT(bytes.len, len);
	CHECK(bytes.len == len && memcmp(bytes.data, expected, len) == 0);
	str_done(&bytes);
	document_free(doc);
}

static void a_receipt_in_bytes(void)
{
	struct document *doc = paper();

	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, "Casa");
	document_row(doc, DOCUMENT_STRONG, "Total", "5.00");
	document_feed(doc, 2);
	document_cut(doc);
	document_drawer(doc);
	check_bytes(doc, 32, NULL,
		    BYTES(BEGIN "\x1D!\x11" "      Casa\n\x1D!\x00"
				"\x1B" "E\x01Total                       5.00\n\x1B" "E\x00"
				"\n\n\x1DVB\x00\x1Bp\x00\x19\xFA"));
}

static void a_duplicate_is_marked_and_kicks_nothing(void)
{
	struct document *doc = paper();

	document_drawer(doc);
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "a");
	document_cut(doc);
	check_bytes(doc, 16, "COPY 1",
		    BYTES(BEGIN "\x1B" "E\x01     COPY 1\n\x1B" "E\x00" "a\n"
				"\x1B" "E\x01     COPY 1\n\x1B" "E\x00\x1DVB\x00"));
}

static void a_narrow_paper_has_no_large_letters(void)
{
	struct document *doc = paper();

	document_text(doc, DOCUMENT_START, DOCUMENT_LARGE, "a");
	check_bytes(doc, 31, NULL, BYTES(BEGIN "\x1B" "E\x01" "a\n\x1B" "E\x00"));
}

static void letters_are_put_on_the_code_page(void)
{
	struct document *doc = paper();

	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "é€Ÿ „x“ ÿ");
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "١٢٫٥٠ ۳۴ \xE2\x88\x92" "5");
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "a ☎");
	check_bytes(doc, 32, NULL,
		    BYTES(BEGIN "\xE9\x80\x9F \x84x\x93 \xFF\n12.50 34 -5\na ?\n"));
	CHECK(document_escpos_prints("é€ ١٢ ?"));
	CHECK(!document_escpos_prints("寿"));
}

/* They keep their place in the line, however long they are there. */
static void other_scripts_are_written_in_latin_letters(void)
{
	struct document *doc = paper();

	document_line(doc, "2", "شيش طاووق", "26.40");
	document_row(doc, DOCUMENT_PLAIN, "سارة خليل", "王");
	document_line(doc, "", "قهوة", "");
	check_bytes(doc, 32, NULL,
		    BYTES(BEGIN "  2 shysh tawwq            26.40\n"
				"sart khlyl                  w\xE1" "ng\n"
				"    qhwt\n"));
}

static void a_qr_code_is_the_printers_work(void)
{
	struct document *doc = paper();
	char large[300];

	document_qr(doc, "AB");
	check_bytes(doc, 32, NULL,
		    BYTES(BEGIN "\x1B" "a\x01\x1D(k\x04\x00" "1A2\x00\x1D(k\x03\x00" "1C\x06"
				"\x1D(k\x03\x00" "1E1\x1D(k\x05\x00" "1P0AB\x1D(k\x03\x00" "1Q0\n"
				"\x1B" "a\x00"));
	doc = paper();
	memset(large, 'q', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	document_qr(doc, large);
	{
		struct str bytes = { 0 };

		document_render_escpos(doc, 32, NULL, &bytes);
		CHECK(memmem(bytes.data, bytes.len, "\x1D(k\x2E\x01" "1P0qqq", 11) != NULL);
		str_done(&bytes);
	}
	document_free(doc);
}

static void no_command_comes_from_a_text(void)
{
	struct document *doc = paper();
	struct str bytes = { 0 };
	size_t controls = 0;

	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "\x1Bp\x01\x1D\x10\x04\xC2\x9B\x7F" "a");
	document_row(doc, DOCUMENT_PLAIN, "\x1DVB", "\x0C\x1C&");
	document_line(doc, "\x10", "\x1B@", "\x08");
	document_render_escpos(doc, 42, "\x1B!\x07", &bytes);
	for (size_t i = sizeof BEGIN - 1; i < bytes.len; i++)
		controls += bytes.data[i] == '\x1B' || bytes.data[i] == '\x1D' ||
			    bytes.data[i] == '\x10' || bytes.data[i] == '\x1C' ||
			    bytes.data[i] == '\x07' || bytes.data[i] == '\x7F';
	CHECK_INT(controls, 4);        /* the mark is strong, twice */
	str_done(&bytes);
	document_free(doc);
}

const struct check_test test_escpos[] = {
	{ "a receipt becomes its bytes, with cut and drawer", a_receipt_in_bytes },
	{ "a duplicate is marked and opens no drawer (B7)",
	  a_duplicate_is_marked_and_kicks_nothing },
	{ "narrow paper has strong letters in place of large ones",
	  a_narrow_paper_has_no_large_letters },
	{ "letters stand on the code page, figures of every script stay readable",
	  letters_are_put_on_the_code_page },
	{ "other scripts are written in Latin letters",
	  other_scripts_are_written_in_latin_letters },
	{ "a QR code is drawn by the printer", a_qr_code_is_the_printers_work },
	{ "no command comes from a text", no_command_comes_from_a_text },
	{ 0 },
};
