/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/large.c -- figures four rows high from half blocks, for the change to give back.
 */
#include <string.h>

#include "ui/canvas.h"

#define GLYPH_PIXEL_ROWS 7
#define GLYPH_GAP 1
#define UPPER_HALF 0x2580u
#define LOWER_HALF 0x2584u
#define FULL_BLOCK 0x2588u

/* One figure: rows of pixels from the top. */
struct glyph {
	char figure;
	int columns;
	const char *pixel[GLYPH_PIXEL_ROWS];
};

static const struct glyph glyphs[] = {
	{ '0', 4, { " ## ", "#  #", "#  #", "#  #", "#  #", "#  #", " ## " } },
	{ '1', 4, { "  # ", " ## ", "  # ", "  # ", "  # ", "  # ", " ###" } },
	{ '2', 4, { " ## ", "#  #", "   #", "  # ", " #  ", "#   ", "####" } },
	{ '3', 4, { "### ", "   #", "   #", " ## ", "   #", "   #", "### " } },
	{ '4', 4, { "#  #", "#  #", "#  #", "####", "   #", "   #", "   #" } },
	{ '5', 4, { "####", "#   ", "### ", "   #", "   #", "#  #", " ## " } },
	{ '6', 4, { " ## ", "#   ", "#   ", "### ", "#  #", "#  #", " ## " } },
	{ '7', 4, { "####", "   #", "   #", "  # ", "  # ", " #  ", " #  " } },
	{ '8', 4, { " ## ", "#  #", "#  #", " ## ", "#  #", "#  #", " ## " } },
	{ '9', 4, { " ## ", "#  #", "#  #", " ###", "   #", "   #", " ## " } },
	{ '.', 1, { " ", " ", " ", " ", " ", " ", "#" } },
	{ ',', 2, { "  ", "  ", "  ", "  ", "  ", " #", "# " } },
	{ '-', 3, { "   ", "   ", "   ", "###", "   ", "   ", "   " } },
	{ ' ', 2, { "  ", "  ", "  ", "  ", "  ", "  ", "  " } },
};

static const struct glyph *find_glyph(char figure)
{
	for (size_t i = 0; i < sizeof glyphs / sizeof *glyphs; i++)
		if (glyphs[i].figure == figure)
			return &glyphs[i];
	return &glyphs[sizeof glyphs / sizeof *glyphs - 1];
}

int canvas_large_columns(const char *text)
{
	int columns = 0;

	for (; *text != '\0'; text++)
		columns += find_glyph(*text)->columns + GLYPH_GAP;
	return columns > 0 ? columns - GLYPH_GAP : 0;
}

static bool is_set(const struct glyph *glyph, int row, int column)
{
	return row < GLYPH_PIXEL_ROWS && glyph->pixel[row][column] == '#';
}

static uint32_t block(bool upper, bool lower)
{
	if (upper && lower)
		return FULL_BLOCK;
	if (upper || lower)
		return upper ? UPPER_HALF : LOWER_HALF;
	return ' ';
}

int canvas_large(struct canvas *canvas, int row, int x, enum style style, const char *text)
{
	int columns = canvas_large_columns(text), left = 0;

	for (; *text != '\0'; text++) {
		const struct glyph *glyph = find_glyph(*text);

		for (int i = 0; i < CANVAS_LARGE_ROWS; i++)
			for (int j = 0; j < glyph->columns; j++)
				canvas_put(canvas, (struct box){ row + i, x, columns }, left + j,
					   style,
					   block(is_set(glyph, i * 2, j),
						 is_set(glyph, i * 2 + 1, j)));
		left += glyph->columns + GLYPH_GAP;
	}
	return columns;
}
