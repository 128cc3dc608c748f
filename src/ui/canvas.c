/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/canvas.c -- cells, clipping, and the one place where start becomes left or right: column_of().
 */
#include "ui/canvas.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define HORIZONTAL 0x2500u
#define VERTICAL 0x2502u

static const struct canvas_cell blank = { .point = { ' ' }, .width = 1, .style = STYLE_TEXT };

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

enum err canvas_resize(struct canvas *canvas, int rows, int columns)
{
	struct canvas_cell *cell;

	rows = clamp(rows, 1, CANVAS_ROWS_MAX);
	columns = clamp(columns, 1, CANVAS_COLUMNS_MAX);
	cell = calloc((size_t)rows * (size_t)columns, sizeof *cell);
	if (cell == NULL)
		return ERR_MEMORY;
	free(canvas->cell);
	canvas->cell = cell;
	canvas->rows = rows;
	canvas->columns = columns;
	canvas_clear(canvas);
	return ERR_OK;
}

enum err canvas_new(int rows, int columns, struct canvas **ret_canvas)
{
	struct canvas *canvas = calloc(1, sizeof *canvas);
	enum err err;

	if (canvas == NULL)
		return ERR_MEMORY;
	err = canvas_resize(canvas, rows, columns);
	if (err != ERR_OK) {
		free(canvas);
		return err;
	}
	*ret_canvas = canvas;
	return ERR_OK;
}

void canvas_free(struct canvas *canvas)
{
	if (canvas == NULL)
		return;
	free(canvas->cell);
	free(canvas);
}

void canvas_clear(struct canvas *canvas)
{
	size_t row = (size_t)canvas->columns;

	for (size_t i = 0; i < row; i++)
		canvas->cell[i] = blank;
	for (int i = 1; i < canvas->rows; i++)
		memcpy(canvas->cell + (size_t)i * row, canvas->cell, row * sizeof blank);
	canvas->cursor_row = -1;
	canvas->cursor_column = 0;
}

/* The terminal's column of the left edge of a box that begins at `x` from the start edge. */
static int column_of(const struct canvas *canvas, int x, int columns)
{
	return canvas->rtl ? canvas->columns - x - columns : x;
}

static bool is_inside(const struct canvas *canvas, int row, int column)
{
	return row >= 0 && row < canvas->rows && column >= 0 && column < canvas->columns;
}

static struct canvas_cell *cell_at(struct canvas *canvas, int row, int column)
{
	return &canvas->cell[row * canvas->columns + column];
}

/* Blanks the other half when one half of a wide character is about to be overwritten. */
static void split_wide(struct canvas *canvas, int row, int column)
{
	struct canvas_cell *cell = cell_at(canvas, row, column);

	if (cell->width == 0 && column > 0) {
		struct canvas_cell *first = cell_at(canvas, row, column - 1);

		*first = (struct canvas_cell){ .point = { ' ' }, .width = 1,
					       .style = first->style };
	}
	if (cell->width == 2 && column + 1 < canvas->columns) {
		struct canvas_cell *second = cell_at(canvas, row, column + 1);

		*second = (struct canvas_cell){ .point = { ' ' }, .width = 1,
						.style = second->style };
	}
}

/* Puts one character at a column of the terminal, when all of it is inside. */
static void put(struct canvas *canvas, int row, int column, const uint32_t *points, int width,
		enum style style)
{
	struct canvas_cell cell = { .width = (uint8_t)width, .style = (uint8_t)style };

	if (!is_inside(canvas, row, column) || !is_inside(canvas, row, column + width - 1))
		return;
	memcpy(cell.point, points, sizeof cell.point);
	for (int i = 0; i < width; i++)
		split_wide(canvas, row, column + i);
	*cell_at(canvas, row, column) = cell;
	if (width == 2)
		*cell_at(canvas, row, column + 1) = (struct canvas_cell){
			.point = { ' ' }, .width = 0, .style = (uint8_t)style };
}

static void put_point(struct canvas *canvas, int row, int column, uint32_t point,
		      enum style style)
{
	struct canvas_cell *cell;

	if (!is_inside(canvas, row, column))
		return;
	cell = cell_at(canvas, row, column);
	if (cell->width != 1)
		split_wide(canvas, row, column);
	*cell = (struct canvas_cell){ .point = { point }, .width = 1, .style = (uint8_t)style };
}

void canvas_fill(struct canvas *canvas, struct area area, enum style style)
{
	int column = column_of(canvas, area.x, area.columns);

	for (int row = area.row; row < area.row + area.rows; row++)
		for (int i = 0; i < area.columns; i++)
			put_point(canvas, row, column + i, ' ', style);
}

void canvas_style(struct canvas *canvas, int row, int x, int columns, enum style style)
{
	int column = column_of(canvas, x, columns);

	for (int i = 0; i < columns; i++)
		if (is_inside(canvas, row, column + i))
			cell_at(canvas, row, column + i)->style = (uint8_t)style;
}

/* Draws laid-out cells from a column of the terminal on. */
static void put_line(struct canvas *canvas, int row, int column, enum style style,
		     const struct text_line *line)
{
	for (int i = 0; i < line->n; i++) {
		put(canvas, row, column, line->cell[i].point, line->cell[i].width, style);
		column += line->cell[i].width;
	}
}

/* How far from its left edge a text of `width` stands in a box of `columns`. */
static int offset_in_box(const struct canvas *canvas, enum align align, int columns, int width)
{
	switch (align) {
	case ALIGN_START:
		return canvas->rtl ? columns - width : 0;
	case ALIGN_END:
		return canvas->rtl ? 0 : columns - width;
	case ALIGN_CENTER:
		return (columns - width) / 2;
	default:
		return columns - width;
	}
}

/* A text that needs no layout, from a column of the terminal on. */
static void put_plain(struct canvas *canvas, int row, int column, enum style style,
		      const char *text)
{
	uint32_t point;

	while ((point = utf8_next(&text)) != 0)
		if (!text_is_apart(point))
			put_point(canvas, row, column++, point, style);
}

static int put_laid_out(struct canvas *canvas, struct box box, enum align align, enum style style,
			enum text_base base, const char *text)
{
	struct text_line line;
	int column;

	text_layout_clipped(text, base, box.columns, &line);
	column = column_of(canvas, box.x, box.columns) +
		 offset_in_box(canvas, align, box.columns, line.width);
	put_line(canvas, box.row, column, style, &line);
	return line.width;
}

int canvas_text(struct canvas *canvas, int row, int x, int columns, enum align align,
		enum style style, const char *text)
{
	enum text_base base = align == ALIGN_NUMBER ? TEXT_LTR :
			      canvas->rtl	    ? TEXT_AUTO_RTL :
						      TEXT_AUTO_LTR;
	int width;

	if (columns <= 0 || row < 0 || row >= canvas->rows)
		return 0;
	width = text_plain_width(text, base);
	if (width < 0 || width > columns)
		return put_laid_out(canvas, (struct box){ row, x, columns }, align, style, base,
				    text);
	put_plain(canvas, row,
		  column_of(canvas, x, columns) + offset_in_box(canvas, align, columns, width),
		  style, text);
	return width;
}

void canvas_rule(struct canvas *canvas, int row, int x, int columns, enum style style)
{
	int column = column_of(canvas, x, columns);

	for (int i = 0; i < columns; i++)
		put_point(canvas, row, column + i, HORIZONTAL, style);
}

void canvas_column_rule(struct canvas *canvas, int row, int x, int rows, enum style style)
{
	for (int i = 0; i < rows; i++)
		put_point(canvas, row + i, column_of(canvas, x, 1), VERTICAL, style);
}

void canvas_put_cell(struct canvas *canvas, struct box box, int i, enum style style,
		     const struct text_cell *cell)
{
	if (i >= 0 && i + cell->width <= box.columns)
		put(canvas, box.row, column_of(canvas, box.x, box.columns) + i, cell->point,
		    cell->width, style);
}

void canvas_put(struct canvas *canvas, struct box box, int i, enum style style, uint32_t point)
{
	canvas_put_cell(canvas, box, i, style,
			&(struct text_cell){ .point = { point }, .width = 1 });
}

void canvas_cursor(struct canvas *canvas, struct box box, int i)
{
	int column = column_of(canvas, box.x, box.columns) + i;

	if (!is_inside(canvas, box.row, column))
		return;
	canvas->cursor_row = box.row;
	canvas->cursor_column = column;
}

const struct canvas_cell *canvas_at(const struct canvas *canvas, int row, int column)
{
	assert(is_inside(canvas, row, column));
	return &canvas->cell[row * canvas->columns + column];
}

static void add_cell(struct str *text, const struct canvas_cell *cell)
{
	char bytes[4];

	for (int i = 0; cell->width > 0 && i < TEXT_CELL_POINTS && cell->point[i] != 0; i++)
		str_add_bytes(text, bytes, utf8_put(cell->point[i], bytes));
}

void canvas_row_text(const struct canvas *canvas, int row, struct str *ret_text)
{
	int last = canvas->columns;

	while (last > 0 && canvas_at(canvas, row, last - 1)->width == 1 &&
	       canvas_at(canvas, row, last - 1)->point[0] == ' ' &&
	       canvas_at(canvas, row, last - 1)->point[1] == 0)
		last--;
	for (int column = 0; column < last; column++)
		add_cell(ret_text, canvas_at(canvas, row, column));
}

/* The style letters of a row, plain text at its end left out. */
static void row_styles(const struct canvas *canvas, int row, struct str *text)
{
	int last = canvas->columns;

	while (last > 0 && canvas_at(canvas, row, last - 1)->style == STYLE_TEXT)
		last--;
	for (int column = 0; column < last; column++)
		str_add_char(text, theme_letter((enum style)canvas_at(canvas, row, column)->style));
}

void canvas_dump(const struct canvas *canvas, struct str *ret_text)
{
	for (int row = 0; row < canvas->rows; row++) {
		canvas_row_text(canvas, row, ret_text);
		str_add_char(ret_text, '\n');
	}
	str_add(ret_text, "--\n");
	for (int row = 0; row < canvas->rows; row++) {
		row_styles(canvas, row, ret_text);
		str_add_char(ret_text, '\n');
	}
	if (canvas->cursor_row < 0)
		str_add(ret_text, "-- no cursor\n");
	else
		str_addf(ret_text, "-- cursor %d %d\n", canvas->cursor_row,
			 canvas->cursor_column);
}
