/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/canvas.h -- the screen as a grid of cells, drawn in start/end coordinates.
 *
 * Shape   x counts columns from the start edge: the left one, or the right one when the canvas is
 *         right-to-left; `columns` is the width of the box that is drawn.  One function turns that
 *         into a column of the terminal; nothing else knows direction.
 * Errors  canvas_new, canvas_resize: ERR_MEMORY.  Drawing outside is clipped, never an error.
 * Owner   canvas_new/canvas_free.
 * Rules   every cell of a wide character is either whole or blank; text with the same content is
 *         always drawn at the same place.
 */
#ifndef SANDUQ_UI_CANVAS_H
#define SANDUQ_UI_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "ui/text.h"
#include "ui/theme.h"

#define CANVAS_ROWS_MAX 256
#define CANVAS_COLUMNS_MAX 500

struct canvas_cell {
	uint32_t point[TEXT_CELL_POINTS];   /* 0 after the last; [0] is never 0 */
	uint8_t width;                      /* 1, 2, or 0: the second half of a wide one */
	uint8_t style;                      /* enum style */
	uint8_t unused[2];                  /* 0, so that cells compare by memory */
};

struct canvas {
	int rows, columns;
	bool rtl;
	int cursor_row, cursor_column;      /* as the terminal counts; row -1: hidden */
	struct canvas_cell *cell;           /* rows * columns, from the left */
};

/* Where in its box a text stands.  A number stands at the right edge in every language. */
enum align { ALIGN_START, ALIGN_END, ALIGN_CENTER, ALIGN_NUMBER };

/* Part of a canvas, in start coordinates. */
struct area {
	int row, x, rows, columns;
};

/* Makes a blank canvas (sizes are cut to the limits above). */
enum err canvas_new(int rows, int columns, struct canvas **ret_canvas);

/* Frees; NULL is fine. */
void canvas_free(struct canvas *canvas);

/* Gives it another size; the content is blank afterwards. */
enum err canvas_resize(struct canvas *canvas, int rows, int columns);

/* Blanks all cells and hides the cursor. */
void canvas_clear(struct canvas *canvas);

/* Fills a box with spaces of a style. */
void canvas_fill(struct canvas *canvas, struct area area, enum style style);

/* Changes the style of a row of cells and leaves the text. */
void canvas_style(struct canvas *canvas, int row, int x, int columns, enum style style);

/* Draws a text in a box of `columns`; what does not fit ends in an ellipsis.  The rest of the box
 * keeps what it had.  Returns the columns used. */
int canvas_text(struct canvas *canvas, int row, int x, int columns, enum align align,
		enum style style, const char *text);

/* Draws a horizontal (vertical) rule. */
void canvas_rule(struct canvas *canvas, int row, int x, int columns, enum style style);
void canvas_column_rule(struct canvas *canvas, int row, int x, int rows, enum style style);

/* Draws digits, point, comma and minus in figures of CANVAS_LARGE_ROWS rows.  Returns the columns
 * used; canvas_large_columns() tells them beforehand. */
#define CANVAS_LARGE_ROWS 4
int canvas_large(struct canvas *canvas, int row, int x, enum style style, const char *text);
int canvas_large_columns(const char *text);

/* A square of modules, dark on light in every theme and never mirrored: a QR code.  Two modules
 * stand in a cell, so that they come out square; `quiet` modules of light are drawn around. */
struct canvas_bits {
	int size, quiet;
	bool (*is_dark)(const void *arg, int row, int column);   /* false outside of the square */
	const void *arg;
};
int canvas_bits_rows(int size, int quiet);
int canvas_bits_columns(int size, int quiet);
void canvas_bits(struct canvas *canvas, int row, int x, const struct canvas_bits *bits);

/* A box of one row, for those who place single cells in it by columns from its left edge. */
struct box {
	int row, x, columns;
};

/* Puts a laid-out cell, or one plain character, into the i-th column of a box. */
void canvas_put_cell(struct canvas *canvas, struct box box, int i, enum style style,
		     const struct text_cell *cell);
void canvas_put(struct canvas *canvas, struct box box, int i, enum style style, uint32_t point);

/* Puts the cursor on the i-th column of a box. */
void canvas_cursor(struct canvas *canvas, struct box box, int i);

/* The cell at a row and a column as the terminal counts them; asserts that it is inside. */
const struct canvas_cell *canvas_at(const struct canvas *canvas, int row, int column);

/* The text of one row (spaces at its end left out), or of all rows, as UTF-8 in visual order. */
void canvas_row_text(const struct canvas *canvas, int row, struct str *ret_text);

/* The whole canvas for a golden file: the rows, a line "--", the style letters, and the cursor. */
void canvas_dump(const struct canvas *canvas, struct str *ret_text);

#endif
