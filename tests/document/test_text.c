/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/document/test_text.c -- papers as lines of cells.
 */
#include "document/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "suites.h"

static struct document *paper(void)
{
	struct document *doc = NULL;

	CHECK_OK_FATAL(document_new("receipt", "en", &doc));
	return doc;
}

/* Renders, compares, frees. */
static void check_text_of(struct document *doc, int width, const char *mark, const char *expected)
{
	struct str text = { 0 };

	document_render_text(doc, width, mark, &text);
	CHECK(str_ok(&text));
	CHECK_TEXT(str_text(&text), expected);
	str_done(&text);
	document_free(doc);
}

static void a_receipt_is_laid_out(void)
{
	struct document *doc = paper();

	document_text(doc, DOCUMENT_CENTER, DOCUMENT_LARGE, "Casa Blanca");
	document_rule(doc);
	document_line(doc, "2", "Tea", "5.00");
	document_line(doc, "12", "Crème brûlée", "78.00");
	document_line(doc, "", "no sugar", "");
	document_line(doc, "", "  discount", "-1.00");
	document_row(doc, DOCUMENT_STRONG, "Total", "83.00");
	document_feed(doc, 1);
	document_text(doc, DOCUMENT_END, DOCUMENT_PLAIN, "R-1-000001");
	document_cut(doc);
	document_drawer(doc);
	check_text_of(doc, 24, NULL,
		      "      Casa Blanca\n"
		      "------------------------\n"
		      "  2 Tea             5.00\n"
		      " 12 Crème brûlée   78.00\n"
		      "    no sugar\n"
		      "      discount     -1.00\n"
		      "Total              83.00\n"
		      "\n"
		      "              R-1-000001\n");
}

static void long_names_go_on_below(void)
{
	struct document *doc = paper();

	document_line(doc, "1", "Grilled sea bass with lemon and thyme", "24.50");
	document_row(doc, DOCUMENT_PLAIN, "Service charge and city tax", "3.10");
	document_text(doc, DOCUMENT_CENTER, DOCUMENT_PLAIN, "Thank you for coming, see you soon");
	check_text_of(doc, 24, NULL,
		      "  1 Grilled sea\n"
		      "    bass with\n"
		      "    lemon and\n"
		      "    thyme          24.50\n"
		      "Service charge and\n"
		      "city tax            3.10\n"
		      " Thank you for coming,\n"
		      "      see you soon\n");
}

static void words_longer_than_a_line_are_broken(void)
{
	struct document *doc = paper();

	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "abcdefghijklmnopqrstuvwxyz 12");
	document_line(doc, "1", "abcdefghijklmnopqrstuvwxyz", "1.00");
	check_text_of(doc, 16, NULL,
		      "abcdefghijklmnop\n"
		      "qrstuvwxyz 12\n"
		      "  1 abcdefg\n"
		      "    hijklmn\n"
		      "    opqrstu\n"
		      "    vwxyz   1.00\n");
}

static void large_amounts_get_their_own_line(void)
{
	struct document *doc = paper();

	document_row(doc, DOCUMENT_PLAIN, "Total", "123,456,789.00");
	document_row(doc, DOCUMENT_PLAIN, "Sum", "1234567890123456789.00");
	document_line(doc, "1000 portions", "Tea", "1.00");
	document_line(doc, "1000", "Tea", "1.00");
	check_text_of(doc, 16, NULL,
		      "Total\n"
		      "  123,456,789.00\n"
		      "Sum\n"
		      "1234567890123456\n"
		      "          789.00\n"
		      "1000 portions\n"
		      "    Tea     1.00\n"
		      "1000 Tea    1.00\n");
}

static void wide_and_marked_letters_count_in_cells(void)
{
	struct document *doc = paper();

	document_line(doc, "1", "寿司", "9.00");
	document_line(doc, "1", "قَهْوَة", "3.00");
	document_line(doc, "1", "寿司寿司寿司寿司", "9.00");
	check_text_of(doc, 16, NULL,
		      "  1 寿司    9.00\n"
		      "  1 قَهْوَة    3.00\n"
		      "  1 寿司寿\n"
		      "    司寿司\n"
		      "    寿司    9.00\n");
}

static void a_duplicate_says_so_on_each_piece(void)
{
	struct document *doc = paper();

	document_feed(doc, 1);
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "guest");
	document_cut(doc);
	document_drawer(doc);
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "house");
	check_text_of(doc, 16, "DUPLICATE\n2\x1B",
		      "\n"
		      "  DUPLICATE 2\n"
		      "guest\n"
		      "  DUPLICATE 2\n"
		      "\n"
		      "- - - - - - - -\n"
		      "\n"
		      "  DUPLICATE 2\n"
		      "house\n"
		      "  DUPLICATE 2\n");
}

static void a_paper_that_counts_nowhere_says_so_on_each_piece(void)
{
	struct document *doc = paper();

	CHECK_INT(document_set_mark(doc, ""), ERR_RANGE);
	CHECK_OK(document_set_mark(doc, "TRAINING"));
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "guest");
	document_drawer(doc);
	document_cut(doc);
	document_text(doc, DOCUMENT_START, DOCUMENT_PLAIN, "house");
	check_text_of(doc, 16, "DUPLICATE 2",
		      "    TRAINING\n"
		      "  DUPLICATE 2\n"
		      "guest\n"
		      "    TRAINING\n"
		      "  DUPLICATE 2\n"
		      "\n"
		      "- - - - - - - -\n"
		      "\n"
		      "    TRAINING\n"
		      "  DUPLICATE 2\n"
		      "house\n"
		      "    TRAINING\n"
		      "  DUPLICATE 2\n");
}

static void count_drawers(void *arg, const struct document_block *block)
{
	*(int *)arg += block->kind == DOCUMENT_DRAWER;
}

static void a_duplicate_leaves_the_drawer_closed(void)
{
	struct document *doc = paper();
	int drawers = 0;

	document_row(doc, DOCUMENT_PLAIN, "Total", "1.00");
	document_drawer(doc);
	document_walk(doc, NULL, count_drawers, &drawers);
	CHECK_INT(drawers, 1);
	document_walk(doc, "DUPLICATE 1", count_drawers, &drawers);
	CHECK_INT(drawers, 1);
	CHECK_OK(document_set_mark(doc, "TRAINING"));
	document_walk(doc, NULL, count_drawers, &drawers);
	CHECK_INT(drawers, 1);
	document_free(doc);
}

static void an_empty_paper_has_no_lines(void)
{
	struct document *doc = paper();

	document_cut(doc);
	check_text_of(doc, 42, "DUPLICATE 1", "");
}

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static void random_text(uint64_t *seed, char *into, size_t size)
{
	static const char *const bits[] = {
		"a", "bc", " ", "  ", "寿", "ق", "é", "word ", "-", "🍕",
		"\xCC\x81", "\xE2\x80\x8C", "\x1B", "\n", "\xFF",
	};
	struct str text = { 0 };

	for (uint64_t n = next_random(seed) % 30; n > 0; n--)
		str_add(&text, bits[next_random(seed) % (sizeof bits / sizeof bits[0])]);
	str_copy(into, size, str_text(&text));
	str_done(&text);
}

/* No line too wide, none with spaces at its end, no control character; all letters still there. */
static void check_lines(const char *text, int width, size_t letters)
{
	size_t seen = 0;
	int cells = 0;
	uint32_t point, last = 0;

	for (; (point = utf8_next(&text)) != 0; last = point) {
		if (point == '\n') {
			CHECK(cells <= width);
			CHECK(last != ' ');
			cells = 0;
			continue;
		}
		CHECK(point >= ' ' && point != 0x7F && point != UTF8_BAD);
		cells += utf8_width(point);
		seen += point != ' ';
	}
	CHECK(last == '\n' || last == 0);
	CHECK_INT(seen, letters);
}

static size_t count_letters(const char *text)
{
	size_t count = 0;
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		count += point != ' ';
	return count;
}

static void nothing_is_lost_or_too_wide(void)
{
	uint64_t seed = 42;

	for (int round = 0; round < 20000; round++) {
		int width = DOCUMENT_WIDTH_MIN + (int)(next_random(&seed) % 40);
		struct document *doc = paper();
		struct str text = { 0 };
		struct document_block block;
		char texts[3][256];

		for (int i = 0; i < 3; i++)
			random_text(&seed, texts[i], sizeof texts[i]);
		if (round % 3 == 0)
			document_text(doc, (enum document_align)(round / 3 % 3), DOCUMENT_PLAIN,
				      texts[0]);
		else if (round % 3 == 1)
			document_row(doc, DOCUMENT_PLAIN, texts[0], texts[1]);
		else
			document_line(doc, texts[0], texts[1], texts[2]);
		block = document_block(doc, 0);
		document_render_text(doc, width, NULL, &text);
		check_lines(str_text(&text), width, count_letters(block.start) +
			    count_letters(block.text) + count_letters(block.end));
		str_done(&text);
		document_free(doc);
	}
}

const struct check_test test_text[] = {
	{ "a receipt is laid out in its width", a_receipt_is_laid_out },
	{ "long names go on below, the amount stands on the last line", long_names_go_on_below },
	{ "a word longer than a line is broken", words_longer_than_a_line_are_broken },
	{ "an amount that leaves no room gets its own line", large_amounts_get_their_own_line },
	{ "wide letters and marks are counted in cells", wide_and_marked_letters_count_in_cells },
	{ "a duplicate says so around each piece (B7)", a_duplicate_says_so_on_each_piece },
	{ "a paper that counts nowhere says so on each piece",
	  a_paper_that_counts_nowhere_says_so_on_each_piece },
	{ "a duplicate leaves the drawer closed", a_duplicate_leaves_the_drawer_closed },
	{ "an empty paper has no lines", an_empty_paper_has_no_lines },
	{ "no letter is lost and no line too wide, in any script", nothing_is_lost_or_too_wide },
	{ 0 },
};
