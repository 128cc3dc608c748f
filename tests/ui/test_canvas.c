/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_canvas.c -- tests of ui/canvas, ui/large and ui/theme.
 */
#include "ui/canvas.h"

#include <string.h>

#include "suites.h"

static struct canvas *make(int rows, int columns, bool rtl)
{
	struct canvas *canvas = NULL;

	CHECK_OK_FATAL(canvas_new(rows, columns, &canvas));
	canvas->rtl = rtl;
	return canvas;
}

static void check_row(const struct canvas *canvas, int row, const char *expected)
{
	struct str text = { 0 };

	canvas_row_text(canvas, row, &text);
	CHECK_TEXT(str_text(&text), expected);
	str_done(&text);
}

static void start_is_left_or_right(void)
{
	struct canvas *left = make(3, 20, false), *right = make(3, 20, true);

	canvas_text(left, 0, 2, 6, ALIGN_START, STYLE_TEXT, "tea");
	canvas_text(left, 0, 10, 6, ALIGN_END, STYLE_TEXT, "tea");
	check_row(left, 0, "  tea        tea");
	canvas_text(right, 0, 2, 6, ALIGN_START, STYLE_TEXT, "tea");
	canvas_text(right, 0, 10, 6, ALIGN_END, STYLE_TEXT, "tea");
	check_row(right, 0, "    tea        tea");
	canvas_text(left, 1, 2, 8, ALIGN_CENTER, STYLE_TEXT, "tea");
	check_row(left, 1, "    tea");
	canvas_free(left);
	canvas_free(right);
}

static void numbers_end_at_the_right(void)
{
	struct canvas *left = make(2, 20, false), *right = make(2, 20, true);

	canvas_text(left, 0, 2, 8, ALIGN_NUMBER, STYLE_AMOUNT, "-4.50");
	check_row(left, 0, "     -4.50");
	canvas_text(right, 0, 2, 8, ALIGN_NUMBER, STYLE_AMOUNT, "-4.50");
	check_row(right, 0, "             -4.50");
	canvas_text(right, 1, 0, 20, ALIGN_START, STYLE_TEXT, "شاي");
	check_row(right, 1, "                 ﻱﺎﺷ");
	canvas_free(left);
	canvas_free(right);
}

static void drawing_outside_is_clipped(void)
{
	struct canvas *canvas = make(3, 10, false);

	canvas_text(canvas, -1, 0, 10, ALIGN_START, STYLE_TEXT, "above");
	canvas_text(canvas, 3, 0, 10, ALIGN_START, STYLE_TEXT, "below");
	canvas_text(canvas, 0, 7, 10, ALIGN_START, STYLE_TEXT, "beside");
	canvas_text(canvas, 1, -2, 10, ALIGN_START, STYLE_TEXT, "before");
	canvas_fill(canvas, (struct area){ -5, -5, 30, 3 }, STYLE_TEXT);
	canvas_style(canvas, 9, 0, 10, STYLE_ERROR);
	canvas_rule(canvas, 2, 8, 10, STYLE_RULE);
	canvas_column_rule(canvas, -1, 0, 3, STYLE_RULE);
	canvas_cursor(canvas, (struct box){ 5, 0, 10 }, 0);
	check_row(canvas, 0, "│      bes");
	check_row(canvas, 1, "│ore");
	check_row(canvas, 2, "        ──");
	CHECK_INT(canvas->cursor_row, -1);
	CHECK_INT(canvas_text(canvas, 0, 0, 0, ALIGN_START, STYLE_TEXT, "x"), 0);
	canvas_free(canvas);
}

static void wide_characters_stay_whole(void)
{
	struct canvas *canvas = make(2, 6, false);

	canvas_text(canvas, 0, 0, 6, ALIGN_START, STYLE_TEXT, "寿司");
	CHECK_INT(canvas_at(canvas, 0, 1)->width, 0);
	canvas_text(canvas, 0, 1, 2, ALIGN_START, STYLE_DUE, "ab");
	check_row(canvas, 0, " ab");
	CHECK_INT(canvas_at(canvas, 0, 0)->width, 1);
	CHECK_INT(canvas_at(canvas, 0, 3)->width, 1);
	canvas_text(canvas, 1, 5, 2, ALIGN_START, STYLE_TEXT, "寿");
	check_row(canvas, 1, "");
	canvas_free(canvas);
}

static void each_cell_is_whole_after_any_drawing(void)
{
	static const char *const texts[] = { "寿司", "abc", "سلام", "a寿b", "😀" };
	struct canvas *canvas = make(4, 12, false);
	uint32_t state = 3;

	for (int round = 0; round < 20000; round++) {
		int broken = 0;

		state = state * 1664525u + 1013904223u;
		canvas->rtl = (state >> 30) != 0;
		canvas_text(canvas, (int)(state >> 8) % 4, (int)(state >> 12) % 16 - 3,
			    (int)(state >> 16) % 9, (enum align)(state >> 20 & 3), STYLE_TEXT,
			    texts[(state >> 24) % 5]);
		for (int i = 0; i < 4 * 12; i++) {
			int width = canvas->cell[i].width;

			broken += width == 0 && (i % 12 == 0 || canvas->cell[i - 1].width != 2);
			broken += width == 2 && (i % 12 == 11 || canvas->cell[i + 1].width != 0);
		}
		CHECK_INT(broken, 0);
	}
	canvas_free(canvas);
}

static void large_figures_are_kept(void)
{
	struct canvas *canvas = make(4, 30, false);

	CHECK_INT(canvas_large(canvas, 0, 1, STYLE_LARGE, "4.30"), 16);
	check_row(canvas, 0, " █  █   ▀▀▀▄ ▄▀▀▄");
	check_row(canvas, 1, " █▄▄█    ▄▄▀ █  █");
	check_row(canvas, 2, "    █      █ █  █");
	check_row(canvas, 3, "    ▀ ▀ ▀▀▀   ▀▀");
	CHECK_INT(canvas_large_columns("-1,234.50"), 38);
	CHECK_INT(canvas_large_columns(""), 0);
	CHECK_INT(canvas_at(canvas, 0, 1)->style, STYLE_LARGE);
	canvas_free(canvas);
}

static void large_figures_read_from_the_left(void)
{
	struct canvas *canvas = make(4, 20, true);

	canvas_large(canvas, 0, 0, STYLE_LARGE, "41");
	check_row(canvas, 0, "           █  █  ▄█");
	canvas_free(canvas);
}

static void a_dump_holds_all(void)
{
	struct canvas *canvas = make(2, 10, false);
	struct str text = { 0 };

	canvas_text(canvas, 0, 0, 10, ALIGN_START, STYLE_DUE, "82.60");
	canvas_text(canvas, 1, 1, 9, ALIGN_START, STYLE_TEXT, "寿 tea");
	canvas_cursor(canvas, (struct box){ 1, 2, 3 }, 1);
	canvas_dump(canvas, &text);
	CHECK_TEXT(str_text(&text), "82.60\n 寿 tea\n--\nDDDDD\n\n-- cursor 1 3\n");
	str_done(&text);
	canvas_free(canvas);
}

static void resizing_blanks_and_limits(void)
{
	struct canvas *canvas = make(24, 80, false);

	canvas_text(canvas, 0, 0, 10, ALIGN_START, STYLE_TEXT, "x");
	CHECK_OK(canvas_resize(canvas, 100000, 100000));
	CHECK_INT(canvas->rows, CANVAS_ROWS_MAX);
	CHECK_INT(canvas->columns, CANVAS_COLUMNS_MAX);
	check_row(canvas, 0, "");
	CHECK_OK(canvas_resize(canvas, 0, -3));
	CHECK_INT(canvas->rows * canvas->columns, 1);
	canvas_free(canvas);
}

static void styles_are_told_apart(void)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		for (int j = i + 1; j < STYLE_COUNT; j++)
			CHECK(theme_letter((enum style)i) != theme_letter((enum style)j));
}

static void mono_marks_what_matters(void)
{
	static const enum style marked[] = { STYLE_DUE, STYLE_ERROR, STYLE_SELECTED, STYLE_TITLE,
					     STYLE_BILLED, STYLE_LATE, STYLE_KEY };
	enum theme theme;

	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
		struct theme_look look = theme_look(THEME_MONO, marked[i], 256);

		CHECK(look.attributes != 0);
		CHECK_INT(look.foreground, -1);
		CHECK_INT(look.background, -1);
	}
	CHECK_INT(theme_look(THEME_DARK, STYLE_DUE, 256).background, 220);
	CHECK_INT(theme_look(THEME_DARK, STYLE_DUE, 8).background, 3);
	CHECK_INT(theme_look(THEME_DARK, STYLE_DUE, 0).background, -1);
	CHECK_INT(theme_look(THEME_DARK, STYLE_TEXT, 256).background, -1);
	CHECK(theme_parse("mono", &theme) && theme == THEME_MONO);
	CHECK(theme_parse("dark", &theme) && theme == THEME_DARK);
	CHECK(!theme_parse("light", &theme));
}

const struct check_test test_canvas[] = {
	{ "start is left, or right in a right-to-left canvas", start_is_left_or_right },
	{ "numbers end at the right in both directions", numbers_end_at_the_right },
	{ "drawing outside is clipped", drawing_outside_is_clipped },
	{ "wide characters are whole or blank", wide_characters_stay_whole },
	{ "every cell is whole after any drawing", each_cell_is_whole_after_any_drawing },
	{ "large figures are drawn as kept", large_figures_are_kept },
	{ "large figures read from the left in both directions",
	  large_figures_read_from_the_left },
	{ "a dump holds text, styles and cursor", a_dump_holds_all },
	{ "a change of size blanks and keeps to the limits", resizing_blanks_and_limits },
	{ "each style has a letter of its own", styles_are_told_apart },
	{ "the mono theme marks what matters without colour", mono_marks_what_matters },
	{ 0 },
};
