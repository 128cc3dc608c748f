/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/table.h -- lists: a table of columns, and where one is in it.
 *
 * Shape   struct table_column is one row of a constant table: title, width, alignment, and the
 *         function that writes a cell.  struct table is the selection and the scroll position.
 * Owner   plain values; the rows belong to the caller and are read while drawing.
 * Rules   nothing jumps: the selection stays on its row's id when rows come and go around it, and
 *         the list scrolls only as far as it must.
 */
#ifndef SANDUQ_UI_TABLE_H
#define SANDUQ_UI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/key.h"

#define TABLE_COLUMNS_MAX 16
#define TABLE_CELL_SIZE 256

/* Writes the text of a cell and may change its style. */
typedef void table_cell_fn(const struct draw *draw, const void *rows, int row, char *into,
			   size_t size, enum style *style);

struct table_column {
	const char *title;       /* msgid, or "" */
	int width;               /* columns; 0: an equal part of what the others leave */
	enum align align;
	table_cell_fn *cell;
};

struct table_source {
	const struct table_column *columns;   /* ends with { .cell = NULL } */
	const void *rows;                     /* handed to the functions */
	int n;

	/* What stays the same of a row when the list changes; NULL: its index. */
	int64_t (*id)(const void *rows, int row);
};

struct table {
	int selected;            /* -1: none */
	int top;                 /* first row shown */
	int64_t id;              /* of the selected row */
	bool follows_end;        /* a new last row is selected when the old one was (a check) */
	int n;                   /* rows when last looked at */
	int page;                /* rows shown when last drawn */
	bool is_unmarked;        /* no row is marked until a key moves there */
};

/* A table with the first row selected, or (follows_end) the last. */
void table_init(struct table *table, bool follows_end);

/* Finds the selected row again after the rows have changed. */
void table_reload(struct table *table, const struct table_source *source);

/* Selects a row. */
void table_select(struct table *table, const struct table_source *source, int row);

/* Takes Up, Down, PgUp, PgDn, Home, End; false for others. */
bool table_key(struct table *table, const struct table_source *source, struct key key);

/* Draws titles (when one is not "") and rows; the selected one is marked when `focused`. */
void table_draw(struct table *table, const struct table_source *source, const struct draw *draw,
		struct canvas *canvas, struct area area, bool focused);

/* The same, focused, of a table that may have no rows: then a sentence stands in their place. */
void table_draw_or(struct table *table, const struct table_source *source, const struct draw *draw,
		   struct canvas *canvas, struct area area, enum style style, const char *none);

#endif
