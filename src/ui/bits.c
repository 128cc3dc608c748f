/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/bits.c -- a square of dark and light modules, two to a cell: QR codes.
 */
#include "ui/canvas.h"

#define UPPER_HALF 0x2580u
#define LOWER_HALF 0x2584u
#define FULL_BLOCK 0x2588u

int canvas_bits_rows(int size, int quiet)
{
	return (size + 2 * quiet + 1) / 2;
}

int canvas_bits_columns(int size, int quiet)
{
	return size + 2 * quiet;
}

static uint32_t block(bool upper, bool lower)
{
	if (upper && lower)
		return FULL_BLOCK;
	if (upper || lower)
		return upper ? UPPER_HALF : LOWER_HALF;
	return ' ';
}

void canvas_bits(struct canvas *canvas, int row, int x, const struct canvas_bits *bits)
{
	int rows = canvas_bits_rows(bits->size, bits->quiet);
	int columns = canvas_bits_columns(bits->size, bits->quiet);

	for (int i = 0; i < rows; i++)
		for (int j = 0; j < columns; j++) {
			int module = 2 * i - bits->quiet, column = j - bits->quiet;

			canvas_put(canvas, (struct box){ row + i, x, columns }, j, STYLE_CODE,
				   block(bits->is_dark(bits->arg, module, column),
					 bits->is_dark(bits->arg, module + 1, column)));
		}
}
