/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/table.c -- lists: selection by id, scrolling by as little as is needed, drawing.
 */
#include "ui/table.h"

#include <assert.h>

#define MARK_COLUMNS 2           /* the mark of the selected row and a space */
#define GAP 1
#define MARK 0x25B8u
#define MARK_RTL 0x25C2u
#define MORE_ABOVE 0x2191u
#define MORE_BELOW 0x2193u

static int64_t id_of(const struct table_source *source, int row)
{
	return source->id != NULL ? source->id(source->rows, row) : row;
}

void table_init(struct table *table, bool follows_end)
{
	*table = (struct table){ .selected = follows_end ? -1 : 0, .follows_end = follows_end };
}

void table_select(struct table *table, const struct table_source *source, int row)
{
	if (row >= source->n)
		row = source->n - 1;
	if (row < 0)
		row = source->n > 0 ? 0 : -1;
	table->selected = row;
	table->n = source->n;
	table->id = row >= 0 ? id_of(source, row) : 0;
}

/* The row with the selected id; -1 when it has gone. */
static int find_row(const struct table *table, const struct table_source *source)
{
	if (table->n == 0 || source->id == NULL)
		return -1;
	for (int row = 0; row < source->n; row++)
		if (id_of(source, row) == table->id)
			return row;
	return -1;
}

void table_reload(struct table *table, const struct table_source *source)
{
	bool was_last = table->selected == table->n - 1 || table->n == 0;
	int row = find_row(table, source);

	if (table->follows_end && was_last && source->n != table->n)
		row = source->n - 1;
	table_select(table, source, row >= 0 ? row : table->selected);
}

bool table_key(struct table *table, const struct table_source *source, struct key key)
{
	int page = table->page > 1 ? table->page - 1 : 1;
	int row = table->selected;

	if (key.kind != KEY_KIND_NAMED)
		return false;
	if (table->is_unmarked)
		row = key_is(key, K_UP) ? source->n : -1;
	switch (key.code) {
	case K_UP:
		row--;
		break;
	case K_DOWN:
		row++;
		break;
	case K_PAGE_UP:
		row -= page;
		break;
	case K_PAGE_DOWN:
		row += page;
		break;
	case K_HOME:
		row = 0;
		break;
	case K_END:
		row = source->n - 1;
		break;
	default:
		return false;
	}
	table_select(table, source, row < 0 ? 0 : row);
	table->is_unmarked = false;
	return true;
}

/* The width of each column; those of 0 share what is left.  Returns how many there are. */
static int share_width(const struct table_column *columns, int width,
		       int ret_width[TABLE_COLUMNS_MAX])
{
	int n = 0, open = 0, left = width;

	for (; columns[n].cell != NULL; n++) {
		assert(n < TABLE_COLUMNS_MAX);
		left -= columns[n].width + (n > 0 ? GAP : 0);
		open += columns[n].width == 0;
	}
	for (int i = 0; i < n; i++) {
		ret_width[i] = columns[i].width;
		if (columns[i].width != 0)
			continue;
		ret_width[i] = left > 0 ? left / open : 0;
		left -= ret_width[i];
		open--;
	}
	return n;
}

static bool has_titles(const struct table_column *columns)
{
	for (; columns->cell != NULL; columns++)
		if (columns->title[0] != '\0')
			return true;
	return false;
}

static void draw_titles(const struct table_source *source, const struct draw *draw,
			struct canvas *canvas, struct area area, const int *width)
{
	int x = area.x + MARK_COLUMNS;

	for (int i = 0; source->columns[i].cell != NULL; i++) {
		const struct table_column *column = &source->columns[i];
		enum align align = column->align;

		if (align == ALIGN_NUMBER && canvas->rtl)
			align = ALIGN_START;
		canvas_text(canvas, area.row, x, width[i],
			    align == ALIGN_NUMBER ? ALIGN_END : align, STYLE_HEADING,
			    column->title[0] != '\0' ? tr(draw, column->title) : "");
		x += width[i] + GAP;
	}
}

static void draw_row(const struct table_source *source, const struct draw *draw,
		     struct canvas *canvas, struct area area, const int *width, int row)
{
	int x = area.x + MARK_COLUMNS;

	for (int i = 0; source->columns[i].cell != NULL; i++) {
		char text[TABLE_CELL_SIZE] = "";
		enum style style = STYLE_TEXT;

		source->columns[i].cell(draw, source->rows, row, text, sizeof text, &style);
		canvas_text(canvas, area.row, x, width[i], source->columns[i].align, style, text);
		x += width[i] + GAP;
	}
}

/* Scrolls as little as brings the selected row into sight and leaves no room unused. */
static void scroll(struct table *table, int n)
{
	if (table->top > n - table->page)
		table->top = n - table->page;
	if (table->selected >= table->top + table->page)
		table->top = table->selected - table->page + 1;
	if (table->selected >= 0 && table->selected < table->top)
		table->top = table->selected;
	if (table->top < 0)
		table->top = 0;
}

/* Beside the first and the last row shown: that there are more of them beyond. */
static void draw_more(const struct table *table, int n, struct canvas *canvas, struct area area,
		      int row)
{
	uint32_t sign = 0;

	if (row == table->top && row > 0)
		sign = MORE_ABOVE;
	if (row == table->top + table->page - 1 && row + 1 < n)
		sign = MORE_BELOW;
	if (sign != 0)
		canvas_put(canvas, (struct box){ area.row, area.x + 1, 1 }, 0, STYLE_KEY, sign);
}

void table_draw(struct table *table, const struct table_source *source, const struct draw *draw,
		struct canvas *canvas, struct area area, bool focused)
{
	int width[TABLE_COLUMNS_MAX];

	if (table->n != source->n || table->selected >= source->n)
		table_reload(table, source);
	share_width(source->columns, area.columns - MARK_COLUMNS, width);
	if (has_titles(source->columns)) {
		draw_titles(source, draw, canvas, area, width);
		area.row++;
		area.rows--;
	}
	table->page = area.rows > 0 ? area.rows : 0;
	scroll(table, source->n);
	for (int row = table->top; row < source->n && row < table->top + table->page; row++) {
		draw_row(source, draw, canvas, area, width, row);
		if (row == table->selected && !table->is_unmarked) {
			if (focused)
				canvas_style(canvas, area.row, area.x, area.columns,
					     STYLE_SELECTED);
			canvas_put(canvas, (struct box){ area.row, area.x, 1 }, 0,
				   focused ? STYLE_SELECTED : STYLE_TEXT,
				   canvas->rtl ? MARK_RTL : MARK);
		}
		draw_more(table, source->n, canvas, area, row);
		area.row++;
	}
}

void table_draw_or(struct table *table, const struct table_source *source, const struct draw *draw,
		   struct canvas *canvas, struct area area, enum style style, const char *none)
{
	if (source->n == 0)
		canvas_text(canvas, area.row + 1, area.x + 2, area.columns - 4, ALIGN_START, style,
			    none);
	else
		table_draw(table, source, draw, canvas, area, true);
}
