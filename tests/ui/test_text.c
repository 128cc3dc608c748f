/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_text.c -- tests of ui/text: what is seen for what was written.
 */
#include "ui/text.h"

#include <stdio.h>
#include <string.h>

#include "base/random.h"
#include "base/str.h"
#include "base/utf8.h"
#include "suites.h"

#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

/* A line, its direction, its characters from the left (beyond ASCII as code points), the first code
 * point that each cell shows, and the columns it takes. */
static const struct {
	const char *text;
	enum text_base base;
	const char *seen, *logs;
	int width;
} golden[] = {
	{ "Lamb ouzi", TEXT_AUTO_LTR,
	  "Lamb ouzi",
	  "0 1 2 3 4 5 6 7 8", 9 },
	{ "Lentil soup · no onion", TEXT_AUTO_LTR,
	  "Lentil soup <00B7> no onion",
	  "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", 22 },
	{ "شيش طاووق", TEXT_AUTO_LTR,
	  "<FED5><FEED><FEED><FE8E><FEC3> <FEB6><FEF4><FEB7>",
	  "8 7 6 5 4 3 2 1 0", 9 },
	{ "F9 رمز.", TEXT_AUTO_RTL,
	  ".<FEB0><FEE3><FEAD> F9",
	  "6 5 4 3 2 0 1", 7 },
	{ "Lamb ouzi.", TEXT_AUTO_RTL,
	  "Lamb ouzi.",
	  "0 1 2 3 4 5 6 7 8 9", 10 },
	{ "سلام", TEXT_AUTO_RTL,
	  "<FEE1><FEFC><FEB3>",
	  "3 1 0", 3 },
	{ "لا", TEXT_RTL,
	  "<FEFB>",
	  "0", 1 },
	{ "سلام عليكم، الأحد", TEXT_RTL,
	  "<FEAA><FEA3><FEF7><FE8D> <060C><FEE2><FEDC><FEF4><FEE0><FECB> <FEE1><FEFC><FEB3>",
	  "16 15 13 12 11 10 9 8 7 6 5 4 3 1 0", 15 },
	{ "بِسْمِ", TEXT_RTL,
	  "<FEE2><0650><FEB4><0652><FE91><0650>",
	  "4 2 0", 3 },
	{ "لَا", TEXT_RTL,
	  "<FE8E><FEDF><064E>",
	  "2 0", 2 },
	{ "می‌روم", TEXT_RTL,
	  "<FEE1><FEED><FEAD><FBFD><FEE3>",
	  "5 4 3 1 0", 5 },
	{ "کتاب‌ها", TEXT_RTL,
	  "<FE8E><FEEB><FE8F><FE8E><FE98><FB90>",
	  "6 5 3 2 1 0", 6 },
	{ "پرداخت گارسون چای", TEXT_RTL,
	  "<FBFC><FE8E><FB7C> <FEE5><FEEE><FEB3><FEAD><FE8E><FB94> "
	  "<FE96><FEA7><FE8D><FEA9><FEAE><FB58>",
	  "16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1 0", 17 },
	{ "خصم 10%", TEXT_RTL,
	  "%10 <FEE2><FEBC><FEA7>",
	  "6 4 5 3 2 1 0", 7 },
	{ "خصم ١٠٪", TEXT_RTL,
	  "<066A><0661><0660> <FEE2><FEBC><FEA7>",
	  "6 4 5 3 2 1 0", 7 },
	{ "غرفة 214", TEXT_RTL,
	  "214 <FE94><FED3><FEAE><FECF>",
	  "5 6 7 4 3 2 1 0", 8 },
	{ "غرفة 214", TEXT_LTR,
	  "214 <FE94><FED3><FEAE><FECF>",
	  "5 6 7 4 3 2 1 0", 8 },
	{ "Table 5 شيش طاووق 26.40", TEXT_LTR,
	  "Table 5 26.40 <FED5><FEED><FEED><FE8E><FEC3> <FEB6><FEF4><FEB7>",
	  "0 1 2 3 4 5 6 7 18 19 20 21 22 17 16 15 14 13 12 11 10 9 8", 23 },
	{ "أحمد Ali 12", TEXT_RTL,
	  "Ali 12 <FEAA><FEE4><FEA3><FE83>",
	  "5 6 7 8 9 10 4 3 2 1 0", 11 },
	{ "أحمد Ali 12", TEXT_LTR,
	  "<FEAA><FEE4><FEA3><FE83> Ali 12",
	  "3 2 1 0 4 5 6 7 8 9 10", 11 },
	{ "(سلام)", TEXT_RTL,
	  "(<FEE1><FEFC><FEB3>)",
	  "5 4 2 1 0", 5 },
	{ "قهوة (سكر) [2]", TEXT_RTL,
	  "[2] (<FEAE><FEDC><FEB3>) <FE93><FEEE><FEEC><FED7>",
	  "13 12 11 10 9 8 7 6 5 4 3 2 1 0", 14 },
	{ "a (ب) c", TEXT_LTR,
	  "a (<FE8F>) c",
	  "0 1 2 3 4 5 6", 7 },
	{ "+966 50 123 4567", TEXT_RTL,
	  "4567 123 50 966+",
	  "12 13 14 15 11 8 9 10 7 5 6 4 1 2 3 0", 16 },
	{ LRI "+966 50 123 4567" PDI, TEXT_RTL,
	  "+966 50 123 4567",
	  "0 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", 16 },
	{ "-45.00", TEXT_RTL,
	  "-45.00",
	  "0 1 2 3 4 5", 6 },
	{ LRI "-45.00" PDI, TEXT_RTL,
	  "-45.00",
	  "0 2 3 4 5 6", 6 },
	{ LRI "2026-03-20 14:05" PDI, TEXT_RTL,
	  "2026-03-20 14:05",
	  "0 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", 16 },
	{ "12:00 - 14:00", TEXT_RTL,
	  "14:00 - 12:00",
	  "8 9 10 11 12 7 6 5 0 1 2 3 4", 13 },
	{ "رمز (3*21)، #12", TEXT_RTL,
	  "#12 <060C>(3*21) <FEB0><FEE3><FEAD>",
	  "12 13 14 11 10 9 5 6 7 8 4 3 2 1 0", 15 },
	{ "يوم 2026-11-21", TEXT_RTL,
	  "2026-11-21 <FEE1><FEEE><FEF3>",
	  "4 5 6 7 8 9 10 11 12 13 3 2 1 0", 14 },
	{ LRI "12:00 - 14:00" PDI, TEXT_RTL,
	  "12:00 - 14:00",
	  "0 2 3 4 5 6 7 8 9 10 11 12 13", 13 },
	{ "السيد " FSI "John (VIP)" PDI " وصل", TEXT_RTL,
	  "<FEDE><FEBB><FEED> John (VIP) <FEAA><FEF4><FEB4><FEDF><FE8D>",
	  "21 20 19 18 7 8 9 10 11 12 13 14 15 16 5 4 3 2 1 0", 20 },
	{ "寿司 ×2", TEXT_LTR,
	  "<5BFF><53F8> <00D7>2",
	  "0 1 2 3 4", 7 },
	{ "寿司 و شاي", TEXT_RTL,
	  "<FEF1><FE8E><FEB7> <FEED> <5BFF><53F8>",
	  "7 6 5 4 3 2 0 1", 10 },
	{ "Café Zoé", TEXT_LTR,
	  "Caf<00E9> Zo<00E9>",
	  "0 1 2 3 4 5 6 7", 8 },
	{ "שלום 12", TEXT_RTL,
	  "12 <05DD><05D5><05DC><05E9>",
	  "5 6 4 3 2 1 0", 7 },
	{ "ـــ", TEXT_RTL,
	  "<0640><0640><0640>",
	  "2 1 0", 3 },
	{ "\xD9\x8E", TEXT_RTL,
	  " <064E>",
	  "0", 1 },
	{ "\xE2\x80\x8F" "abc", TEXT_LTR,
	  "abc",
	  "0 2 3", 3 },
	{ "ﷲ", TEXT_RTL,
	  "<FDF2>",
	  "0", 1 },
	{ "؟ هل", TEXT_RTL,
	  "<FEDE><FEEB> <061F>",
	  "3 2 1 0", 4 },
	{ "۱۲٬۳۴۵٫۶۷", TEXT_RTL,
	  "<06F1><06F2><066C><06F3><06F4><06F5><066B><06F6><06F7>",
	  "0 1 2 3 4 5 6 7 8", 9 },
	{ "المجموع: ١٬٢٣٤٫٥٠ ر.س.", TEXT_RTL,
	  ".<FEB1>.<FEAD> <0661><066C><0662><0663><0664><066B><0665><0660> "
	  ":<FEC9><FEEE><FEE4><FEA0><FEE4><FEDF><FE8D>",
	  "21 20 19 18 17 9 10 11 12 13 14 15 16 8 7 6 5 4 3 2 1 0", 22 },
	{ "Total: ١٬٢٣٤٫٥٠", TEXT_LTR,
	  "Total: <0661><066C><0662><0663><0664><066B><0665><0660>",
	  "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14", 15 },
	{ "a\xFF" "b", TEXT_LTR,
	  "a<FFFD>b",
	  "0 1 2", 3 },
	{ "😀 ok", TEXT_LTR,
	  "<1F600> ok",
	  "0 1 2 3", 5 },
	{ "الآن", TEXT_RTL,
	  "<FEE5><FEF5><FE8D>",
	  "3 1 0", 3 },
	{ "", TEXT_RTL,
	  "",
	  "", 0 },
	{ "ﻻ", TEXT_RTL,
	  "<FEFB>",
	  "0", 1 },
	{ "Zoe\xCC\x81 and Anne\xCC\x81\xCC\x82\xCC\x83\xCC\x84", TEXT_LTR,
	  "Zoe<0301> and Anne<0301><0302><0303>",
	  "0 1 2 4 5 6 7 8 9 10 11 12", 12 },
};

/* The cells of a line as the table above writes them. */
static const char *seen(const struct text_line *line, struct str *text)
{
	str_clear(text);
	for (int i = 0; i < line->n; i++) {
		for (int j = 0; j < TEXT_CELL_POINTS && line->cell[i].point[j] != 0; j++) {
			uint32_t point = line->cell[i].point[j];

			if (point < 0x7F)
				str_add_char(text, (char)point);
			else
				str_addf(text, "<%04X>", (unsigned)point);
		}
	}
	return str_text(text);
}

static const char *logs(const struct text_line *line, struct str *text)
{
	str_clear(text);
	for (int i = 0; i < line->n; i++)
		str_addf(text, "%s%d", i > 0 ? " " : "", line->cell[i].log);
	return str_text(text);
}

static void lines_are_seen_as_kept(void)
{
	struct text_line line;
	struct str text = { 0 };

	for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
		text_layout(golden[i].text, golden[i].base, 0, &line);
		CHECK_TEXT(seen(&line, &text), golden[i].seen);
		CHECK_TEXT(logs(&line, &text), golden[i].logs);
		CHECK_INT(line.width, golden[i].width);
	}
	CHECK(sizeof golden / sizeof *golden >= 30);
	str_done(&text);
}

/* A small generator, so that the texts repeat from run to run. */
static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static uint32_t random_point(uint32_t *state)
{
	static const uint32_t points[] = {
		'a', 'Z', '1', '9', ' ', '-', '(', ')', '%', '.', 0x0627, 0x0644, 0x0645, 0x0647,
		0x0622, 0x064E, 0x0651, 0x0640, 0x06CC, 0x067E, 0x0661, 0x06F2, 0x066B, 0x200C,
		0x200D, 0x200F, 0x2066, 0x2068, 0x2069, 0x5BFF, 0x05D0, 0x0301, 0x00E9, 0x1F600,
		0xFEFB, 0x061C, 0xFE0F, 0x1160, 0x0E31, 0x0BBF,
	};

	return points[next_random(state) % (sizeof points / sizeof *points)];
}

/* Checks that the cells of a line share its code points without rest or overlap. */
static void check_cover(const struct text_line *line)
{
	int covered = 0, width = 0;

	for (int log = 0; log < line->points; log++) {
		int holders = 0;

		for (int i = 0; i < line->n; i++)
			holders += log >= line->cell[i].log &&
				   log < line->cell[i].log + line->cell[i].logs;
		covered += holders == 1;
	}
	for (int i = 0; i < line->n; i++)
		width += line->cell[i].width;
	CHECK_INT(covered, line->n > 0 ? line->points : 0);
	CHECK_INT(width, line->width);
}

static void each_point_has_one_cell(void)
{
	uint32_t state = 20261121, points[40];
	struct text_line line;

	for (int round = 0; round < 20000; round++) {
		int n = (int)(next_random(&state) % 40);

		for (int i = 0; i < n; i++)
			points[i] = random_point(&state);
		text_layout_points(points, n, (enum text_base)(next_random(&state) % 4),
				   next_random(&state) % 4, &line);
		check_cover(&line);
		for (int i = 0; i < line.n; i++)
			if (text_point_width(line.cell[i].point[0]) != line.cell[i].width)
				CU_FAIL("a cell's width is not that of its character");
	}
}

static void clipped_text_fits(void)
{
	struct text_line line;
	struct str text = { 0 };

	CHECK(text_layout_clipped("Cappuccino", TEXT_LTR, 6, &line));
	CHECK_TEXT(seen(&line, &text), "Cappu<2026>");
	CHECK(!text_layout_clipped("Cappuccino", TEXT_LTR, 10, &line));
	CHECK(text_layout_clipped("Lamb ouzi", TEXT_LTR, 6, &line));
	CHECK_TEXT(seen(&line, &text), "Lamb<2026>");
	CHECK(text_layout_clipped("شيش طاووق", TEXT_AUTO_LTR, 4, &line));
	CHECK_TEXT(seen(&line, &text), "<2026><FEB6><FEF4><FEB7>");
	CHECK(text_layout_clipped("寿司寿司", TEXT_LTR, 4, &line));
	CHECK_INT(line.width, 3);
	CHECK(text_layout_clipped("ab", TEXT_LTR, 1, &line));
	CHECK_TEXT(seen(&line, &text), "<2026>");
	CHECK(text_layout_clipped("ab", TEXT_LTR, 0, &line));
	CHECK_INT(line.n, 0);
	str_done(&text);
}

static void clipping_never_exceeds(void)
{
	uint32_t state = 7;
	struct text_line line;

	for (int round = 0; round < 5000; round++) {
		char text[200];
		size_t len = 0;
		int columns = (int)(next_random(&state) % 20);

		for (int i = 0; i < 30; i++)
			len += utf8_put(random_point(&state), text + len);
		text[len] = '\0';
		text_layout_clipped(text, (enum text_base)(next_random(&state) % 4), columns,
				    &line);
		CHECK(line.width <= columns);
	}
}

static void controls_are_left_out(void)
{
	struct text_line line;
	struct str text = { 0 };

	text_layout("a\x1B[31mb\x07\x7F\xC2\x9B" "c\nd", TEXT_LTR, 0, &line);
	CHECK_TEXT(seen(&line, &text), "a[31mbc d");
	str_done(&text);
}

static void long_text_is_cut(void)
{
	char text[3 * TEXT_POINTS_MAX];
	struct text_line line;

	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	text_layout(text, TEXT_LTR, 0, &line);
	CHECK_INT(line.n, TEXT_POINTS_MAX);
	CHECK(text_layout_clipped(text, TEXT_LTR, 80, &line));
	CHECK_INT(line.width, 80);
}

static void ligatures_can_be_left_out(void)
{
	struct text_line line;

	text_layout("سلام", TEXT_RTL, TEXT_NO_LIGATURES, &line);
	CHECK_INT(line.n, 4);
	text_layout("سلام", TEXT_RTL, TEXT_NO_SHAPES, &line);
	CHECK_INT(line.cell[0].point[0], 0x0645);
}

static void check_wrap(const char *text, int columns, const char *expected)
{
	struct str all = { 0 };
	const char *line;
	size_t len;

	while (text_wrap(&text, columns, &line, &len)) {
		str_add_bytes(&all, line, len);
		str_add_char(&all, '|');
	}
	CHECK_TEXT(str_text(&all), expected);
	str_done(&all);
}

static void paragraphs_break_at_spaces(void)
{
	check_wrap("You may tell the guest: nothing is lost.", 16,
		   "You may tell the|guest: nothing|is lost.|");
	check_wrap("one\n\ntwo", 10, "one||two|");
	check_wrap("abcdefghij", 4, "abcd|efgh|ij|");
	check_wrap("寿司寿司", 5, "寿司|寿司|");
	check_wrap("", 5, "");
}

static void arguments_are_set_apart(void)
{
	char text[TEXT_SIZE];

	text_format(text, sizeof text, "Table %d, %s", 5, "Haddad");
	CHECK_TEXT(text, "Table 5, Haddad");
	text_format(text, sizeof text, "Table %d, %s", 5, "حداد");
	CHECK_TEXT(text, "Table " LRI "5" PDI ", " FSI "حداد" PDI);
	text_format(text, sizeof text, "الطاولة %2$d: %1$s", "Ali", 5);
	CHECK_TEXT(text, "الطاولة " LRI "5" PDI ": " FSI "Ali" PDI);
	text_format(text, sizeof text, "%lld of %ld, %d %%, %02d", -3LL, 4L, 5, 7);
	CHECK_TEXT(text, "-3 of 4, 5 %, 07");
	CHECK_TEXT(text_ltr(text, sizeof text, "-4.50"), LRI "-4.50" PDI);
}

static void long_results_are_cut_whole(void)
{
	char text[8], one[1];

	text_format(text, sizeof text, "%s", "aaaaaé");
	CHECK_TEXT(text, FSI "aaaa");
	text_format(text, sizeof text, "%s%s", "aaaa", "bbbb");
	CHECK_TEXT(text, "aaaabbb");
	text_format(one, sizeof one, "%d", 5);
	CHECK_TEXT(one, "");
}

static void check_plain(const char *text, enum text_base base)
{
	int width = text_plain_width(text, base), i = 0;
	struct text_line line;
	uint32_t point;

	if (width < 0)
		return;
	text_layout(text, base, 0, &line);
	CHECK_INT(line.width, width);
	while ((point = utf8_next(&text)) != 0) {
		if (text_is_apart(point))
			continue;
		CHECK_FATAL(i < line.n);
		CHECK_INT(line.cell[i].point[0], point);
		CHECK_INT(line.cell[i].point[1], 0);
		CHECK_INT(line.cell[i].width, 1);
		i++;
	}
	CHECK_INT(i, line.n);
}

static void plain_text_is_laid_out_the_same(void)
{
	static const uint32_t points[] = { 'a', 'Z', '1', '-', '.', '(', ' ', 0x00B7, 0x00E9,
					   0x2066, 0x2068, 0x2069, 0x200E, 0x0301, 0x0628,
					   0x0661, 0x05D0, 0x4E2D, 0x20AC, 0x2500, 0x00AD };
	const uint64_t n = sizeof points / sizeof *points;
	struct random random;

	for (size_t i = 0; i < sizeof golden / sizeof *golden; i++)
		for (int base = TEXT_LTR; base <= TEXT_AUTO_RTL; base++)
			check_plain(golden[i].text, (enum text_base)base);
	random_init_seed(&random, 1);
	for (int i = 0; i < 20000; i++) {
		uint64_t kinds = 2 + random_below(&random, n - 1);
		char text[64] = "";
		size_t len = 0;

		for (int j = 0; j < 8; j++)
			len += utf8_put(points[random_below(&random, kinds)], text + len);
		text[len] = '\0';
		check_plain(text, (enum text_base)random_below(&random, 4));
	}
	CHECK_INT(text_plain_width("Table 5 · " LRI "2" PDI " covers", TEXT_AUTO_LTR), 18);
	CHECK_INT(text_plain_width("12.50", TEXT_AUTO_RTL), -1);
	CHECK_INT(text_plain_width("سلام", TEXT_AUTO_LTR), -1);
}

static void numbers_stay_plain(void)
{
	char text[16];

	CHECK(text_locale());
	snprintf(text, sizeof text, "%d", 1234567);
	CHECK_TEXT(text, "1234567");
	CHECK_INT(text_point_width(0x5BFF), 2);
	CHECK_INT(text_point_width(0x064E), 0);
}

const struct check_test test_text[] = {
	{ "forty lines in several scripts are seen as kept", lines_are_seen_as_kept },
	{ "each code point of any line belongs to one cell", each_point_has_one_cell },
	{ "a clipped text ends in an ellipsis and fits", clipped_text_fits },
	{ "no clipped text is wider than its box", clipping_never_exceeds },
	{ "control characters never reach a cell", controls_are_left_out },
	{ "a text beyond the limit is cut", long_text_is_cut },
	{ "ligatures and shapes can be left out", ligatures_can_be_left_out },
	{ "paragraphs break at spaces and line feeds", paragraphs_break_at_spaces },
	{ "arguments of a sentence are set apart and may change places", arguments_are_set_apart },
	{ "results too long are cut at a whole character", long_results_are_cut_whole },
	{ "a text that needs no layout is laid out the same", plain_text_is_laid_out_the_same },
	{ "the locale is UTF-8 and numbers stay plain", numbers_stay_plain },
	{ 0 },
};
