/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_utf8_width.c -- cells of characters.
 */
#include "base/utf8.h"
#include "suites.h"

static int width_of(const char *text)
{
	uint32_t point;
	int width = 0;

	while ((point = utf8_next(&text)) != 0)
		width += utf8_width(point);
	return width;
}

static void letters_take_one_cell(void)
{
	CHECK_INT(width_of("Crème brûlée"), 12);
	CHECK_INT(width_of("قهوة"), 4);
	CHECK_INT(width_of("€£…"), 3);
	CHECK_INT(utf8_width(0xFFFD), 1);
	CHECK_INT(utf8_width(0x10FF), 1);
}

static void marks_and_joiners_take_none(void)
{
	CHECK_INT(width_of("e\xCC\x81"), 1);
	CHECK_INT(width_of("قَهْوَة"), 4);
	CHECK_INT(width_of("می\xE2\x80\x8Cروم"), 5);
	CHECK_INT(utf8_width('\n'), 0);
	CHECK_INT(utf8_width(0x9B), 0);
}

static void east_asian_wide_takes_two(void)
{
	CHECK_INT(width_of("寿司"), 4);
	CHECK_INT(width_of("￥"), 2);
	CHECK_INT(width_of("🍕"), 2);
	CHECK_INT(utf8_width(0x1100), 2);
	CHECK_INT(utf8_width(0x3FFFD), 2);
	CHECK_INT(utf8_width(0x3FFFE), 1);
	CHECK_INT(utf8_width(0xFF61), 1);
}

const struct check_test test_utf8_width[] = {
	{ "letters of Latin and Arabic take one cell", letters_take_one_cell },
	{ "marks, joiners and controls take no cell", marks_and_joiners_take_none },
	{ "wide characters and emoji take two cells", east_asian_wide_takes_two },
	{ 0 },
};
