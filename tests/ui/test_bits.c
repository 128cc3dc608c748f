/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/ui/test_bits.c -- tests of ui/bits: codes of modules in half blocks.
 */
#include <string.h>

#include "suites.h"
#include "ui/canvas.h"

/* Three by three:  #.#  #..  .## */
static bool is_dark(const void *arg, int row, int column)
{
	const char *modules = arg;

	return row >= 0 && row < 3 && column >= 0 && column < 3 &&
	       modules[row * 3 + column] == '#';
}

static const struct canvas_bits bits = { 3, 1, is_dark, "#.##...##" };

static void check_row(const struct canvas *canvas, int row, const char *expected)
{
	struct str text = { 0 };

	canvas_row_text(canvas, row, &text);
	CHECK_TEXT(str_text(&text), expected);
	str_done(&text);
}

static void two_modules_stand_in_a_cell(void)
{
	struct canvas *canvas;

	CHECK_OK_FATAL(canvas_new(4, 12, &canvas));
	CHECK_INT(canvas_bits_rows(3, 1), 3);
	CHECK_INT(canvas_bits_columns(3, 1), 5);
	canvas_bits(canvas, 0, 2, &bits);
	check_row(canvas, 0, "   ▄ ▄");
	check_row(canvas, 1, "   ▀▄▄");
	check_row(canvas, 2, "");
	for (int row = 0; row < 3; row++)
		for (int column = 2; column < 7; column++)
			CHECK_INT(canvas_at(canvas, row, column)->style, STYLE_CODE);
	CHECK_INT(canvas_at(canvas, 0, 1)->style, STYLE_TEXT);
	canvas_free(canvas);
}

static void it_is_never_mirrored(void)
{
	struct canvas *canvas;

	CHECK_OK_FATAL(canvas_new(4, 12, &canvas));
	canvas->rtl = true;
	canvas_bits(canvas, 0, 2, &bits);
	check_row(canvas, 1, "      ▀▄▄");
	canvas_free(canvas);
}

static void dark_is_dark_in_every_theme(void)
{
	struct theme_look look = theme_look(THEME_DARK, STYLE_CODE, 256);

	CHECK_INT(look.foreground, 16);
	CHECK_INT(look.background, 231);
	look = theme_look(THEME_DARK, STYLE_CODE, 8);
	CHECK_INT(look.foreground, 0);
	CHECK_INT(look.background, 7);
	CHECK_INT(theme_look(THEME_MONO, STYLE_CODE, 256).attributes, THEME_REVERSE);
}

const struct check_test test_bits[] = {
	{ "two modules stand in a cell, the quiet zone around them", two_modules_stand_in_a_cell },
	{ "a code is never mirrored", it_is_never_mirrored },
	{ "modules are dark on light in the dark theme too", dark_is_dark_in_every_theme },
	{ NULL, NULL },
};
