/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_draw.c -- the floor on the canvas: rooms, tables on their plan, tabs, and a line
 * that adds up the house.
 */
#include "base/str.h"
#include "screen/floor.h"
#include "ui/text.h"

#define TAB_ROWS_MAX 4
#define CELL_TEXT_SIZE FLOOR_STATE_SIZE

static void draw_rooms(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	int x = area.x + FLOOR_MARGIN;

	(void)draw;
	for (int i = 0; i < floor->n_rooms && x < area.columns; i++) {
		bool is_here = i == floor->room;

		if (is_here)
			canvas_put(canvas, (struct box){ area.row, x - 1, 1 }, 0, STYLE_HEADING,
				   canvas->rtl ? 0x25C2 : 0x25B8);
		x += canvas_text(canvas, area.row, x, area.columns - x, ALIGN_START,
				 is_here ? STYLE_HEADING : STYLE_DIM, floor->rooms[i].name);
		x += 3;
	}
}

/* "4 · 18m", "bill!": a word and a style for the state, so that mono loses nothing. */
enum style floor_state_text(const struct draw *draw, const struct floor_bill *bill, char *into)
{
	char age[DATE_TEXT_SIZE], covers[NUMBER_TEXT_SIZE];

	if (bill == NULL) {
		str_copy(into, CELL_TEXT_SIZE, tr(draw, "free"));
		return STYLE_FREE;
	}
	if (bill->head.state == BILL_BILLED) {
		str_copy(into, CELL_TEXT_SIZE, tr(draw, "bill!"));
		return STYLE_BILLED;
	}
	if (bill->head.state == BILL_SETTLING) {
		str_copy(into, CELL_TEXT_SIZE, tr(draw, "paying"));
		return STYLE_BILLED;
	}
	date_age_text(draw->catalog, &draw->number,
		      draw->now_unix_ms - bill->head.opened_unix_ms, age);
	if (bill->head.covers > 0)
		str_format(into, CELL_TEXT_SIZE, "%s · %s",
			   number_count(&draw->number, bill->head.covers, covers), age);
	else
		str_copy(into, CELL_TEXT_SIZE, age);
	return STYLE_BUSY;
}

static void due_text(const struct draw *draw, const struct floor_bill *bill,
		     char into[NUMBER_TEXT_SIZE])
{
	if (bill->due_minor == 0)
		str_copy(into, NUMBER_TEXT_SIZE, "–");
	else
		draw_money(draw, bill->due_minor, into);
}

/* Beside the number: the till that is working on the bill when it is another, else its name. */
static void draw_beside(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
			struct box box, const struct floor_bill *bill)
{
	char text[CELL_TEXT_SIZE];

	if (floor_is_elsewhere(floor, bill))
		text_format(text, sizeof text, tr(draw, "till %d"), bill->head.holder);
	else
		str_copy(text, sizeof text, bill->head.name);
	canvas_text(canvas, box.row, box.x, box.columns, ALIGN_START, STYLE_DIM, text);
}

/* On a free table: when somebody is expected, and who. */
static void draw_expected(const struct floor *floor, const struct draw *draw,
			  struct canvas *canvas, struct box box, const struct floor_table *table)
{
	const struct reservation *guest = floor_expected(floor, table);
	char time[DATE_TEXT_SIZE];

	if (guest == NULL)
		return;
	canvas_fill(canvas, (struct area){ box.row + 1, box.x, 1, box.columns - 1 }, STYLE_TEXT);
	canvas_text(canvas, box.row + 1, box.x, box.columns - 1, ALIGN_START, STYLE_BILLED,
		    floor_time_text(floor, draw, guest, time));
	canvas_text(canvas, box.row + 2, box.x, box.columns - 1, ALIGN_START, STYLE_DIM,
		    guest->name);
}

static void draw_table(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
		       struct box box, const struct floor_place *place, bool is_selected)
{
	char text[CELL_TEXT_SIZE], number[NUMBER_TEXT_SIZE], due[NUMBER_TEXT_SIZE];
	enum style style = floor_state_text(draw, place->bill, text);
	int columns = box.columns - 1, used;

	used = canvas_text(canvas, box.row, box.x, columns, ALIGN_START,
			   place->bill != NULL ? STYLE_AMOUNT : STYLE_TEXT,
			   number_code(&draw->number, place->table->number, number)) + 1;
	canvas_text(canvas, box.row + 1, box.x, columns, ALIGN_START, style, text);
	if (place->bill == NULL)
		draw_expected(floor, draw, canvas, box, place->table);
	if (place->bill != NULL) {
		draw_beside(floor, draw, canvas,
			    (struct box){ box.row, box.x + used, columns - used }, place->bill);
		due_text(draw, place->bill, due);
		canvas_text(canvas, box.row + 2, box.x, columns, ALIGN_START, STYLE_AMOUNT, due);
	}
	if (!is_selected)
		return;
	canvas_put(canvas, (struct box){ box.row, box.x - 1, 1 }, 0, STYLE_SELECTED,
		   canvas->rtl ? 0x25C2 : 0x25B8);
	for (int row = 0; row < FLOOR_CELL_ROWS; row++)
		canvas_style(canvas, box.row + row, box.x - 1, columns, STYLE_SELECTED);
}

/* Returns how many of them are not in sight. */
static int draw_tables(struct floor *floor, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	int shown = area.rows / FLOOR_CELL_ROWS, n = floor_tables(floor), hidden = 0;

	floor_scroll(floor, shown);
	for (int i = 0; i < n; i++) {
		struct floor_place place = floor_place(floor, i);
		int row = floor->spots[i].row - floor->top;
		int column = floor->spots[i].column - floor->left;
		struct box box = { area.row + row * FLOOR_CELL_ROWS,
				   area.x + FLOOR_MARGIN + column * FLOOR_CELL_COLUMNS,
				   FLOOR_CELL_COLUMNS };

		if (row >= 0 && row < shown && column >= 0 && column < floor->per_row)
			draw_table(floor, draw, canvas, box, &place, i == floor->place);
		else
			hidden++;
	}
	return hidden;
}

static void draw_tab(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
		     struct box box, const struct floor_bill *bill, bool is_selected)
{
	char due[NUMBER_TEXT_SIZE];
	int columns = box.columns - 2, width;

	due_text(draw, bill, due);
	width = text_width(due);
	canvas_text(canvas, box.row, box.x, columns - width - 1, ALIGN_START,
		    floor_is_elsewhere(floor, bill) ? STYLE_DIM : STYLE_BUSY, bill->head.name);
	canvas_text(canvas, box.row, box.x, columns, ALIGN_END, STYLE_AMOUNT, due);
	if (!is_selected)
		return;
	canvas_put(canvas, (struct box){ box.row, box.x - 1, 1 }, 0, STYLE_SELECTED,
		   canvas->rtl ? 0x25C2 : 0x25B8);
	canvas_style(canvas, box.row, box.x - 1, columns + 1, STYLE_SELECTED);
}

/* The rows that the tabs take, and the first of them shown so that the selected one is seen. */
static int tab_rows(const struct floor *floor, int *ret_top)
{
	int first = floor_tables(floor), n = floor_places(floor) - first;
	int rows = (n + floor->per_tab_row - 1) / floor->per_tab_row;
	int selected = (floor->place - first) / floor->per_tab_row;

	*ret_top = floor->place >= first && selected >= TAB_ROWS_MAX
			   ? selected - TAB_ROWS_MAX + 1
			   : 0;
	return rows < TAB_ROWS_MAX ? rows : TAB_ROWS_MAX;
}

/* The word before the tabs, in any language. */
static int label_columns(const struct draw *draw)
{
	int columns = text_width(tr(draw, "Tabs")) + 2;

	return columns > FLOOR_LABEL_COLUMNS ? columns : FLOOR_LABEL_COLUMNS;
}

static void draw_tabs(struct floor *floor, const struct draw *draw, struct canvas *canvas,
		      struct area area, int top)
{
	int first = floor_tables(floor), n = floor_places(floor) - first;
	int label = label_columns(draw);

	if (n > 0)
		canvas_text(canvas, area.row, area.x + FLOOR_MARGIN, label - 1,
			    ALIGN_START, STYLE_HEADING, tr(draw, "Tabs"));
	for (int i = top * floor->per_tab_row; i < n; i++) {
		struct floor_place place = floor_place(floor, first + i);
		int row = i / floor->per_tab_row - top;
		struct box box = { area.row + row,
				   area.x + FLOOR_MARGIN + label +
					   i % floor->per_tab_row * FLOOR_TAB_COLUMNS,
				   FLOOR_TAB_COLUMNS };

		if (row >= area.rows)
			break;
		draw_tab(floor, draw, canvas, box, place.bill, first + i == floor->place);
	}
}

/* The open bill that began first. */
static const struct floor_bill *longest(const struct floor *floor)
{
	const struct floor_bill *oldest = NULL;

	for (int i = 0; i < floor->n_bills; i++)
		if (oldest == NULL ||
		    floor->bills[i].head.opened_unix_ms < oldest->head.opened_unix_ms)
			oldest = &floor->bills[i];
	return oldest;
}

/* One sign at the end of the row; returns the columns that all take now. */
static int draw_sign(struct canvas *canvas, struct area area, int used, const char *text)
{
	return used + 2 + canvas_text(canvas, area.row, area.x, area.columns - 1 - used, ALIGN_END,
				      STYLE_LATE, text);
}

/* Guests who are still to come, and the key to their book. */
static int draw_booked(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
		       struct area area, int used)
{
	char text[CELL_TEXT_SIZE], key[KEY_NAME_SIZE];
	int n = 0;

	for (int i = 0; i < floor->n_expected; i++)
		n += floor->expected[i].state == RESERVATION_EXPECTED;
	text_format(text, sizeof text, tr(draw, "booked: %d (%s)"), n,
		    floor_key_name(floor, "reservations", key));
	if (n == 0)
		return used;
	return used + 2 + canvas_text(canvas, area.row, area.x, area.columns - 1 - used, ALIGN_END,
				      STYLE_ECHO, text);
}

/* What waits for somebody: "doubt: 1  owed: 2". */
static int draw_work(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
		     struct area area)
{
	const struct store_work *work = &floor->work;
	int64_t doubts = work->doubts + work->mismatches;
	char text[CELL_TEXT_SIZE];
	int used = 0;

	text_format(text, sizeof text, tr(draw, "uncollected: %lld"),
		    (long long)work->uncollected);
	if (work->uncollected > 0)
		used = draw_sign(canvas, area, used, text);
	text_format(text, sizeof text, tr(draw, "owed: %lld"), (long long)work->refunds);
	if (work->refunds > 0)
		used = draw_sign(canvas, area, used, text);
	text_format(text, sizeof text, tr(draw, "doubt: %lld"), (long long)doubts);
	if (doubts > 0)
		used = draw_sign(canvas, area, used, text);
	return draw_booked(floor, draw, canvas, area, used);
}

static void draw_summary(const struct floor *floor, const struct draw *draw, struct canvas *canvas,
			 struct area area)
{
	char text[CELL_TEXT_SIZE], money[NUMBER_TEXT_SIZE], age[DATE_TEXT_SIZE];
	char number[NUMBER_TEXT_SIZE];
	const struct floor_bill *oldest = longest(floor);
	int64_t total_minor = 0;
	int x = area.x + FLOOR_MARGIN;

	area.columns -= draw_work(floor, draw, canvas, area);
	if (oldest == NULL) {
		canvas_text(canvas, area.row, x, area.columns - FLOOR_MARGIN, ALIGN_START,
			    STYLE_DIM, tr(draw, "Nothing is open."));
		return;
	}
	for (int i = 0; i < floor->n_bills; i++)
		total_minor += floor->bills[i].due_minor;
	text_format(text, sizeof text, tr(draw, "%d open, %s"), floor->n_bills,
		    draw_money(draw, total_minor, money));
	x += canvas_text(canvas, area.row, x, area.columns - FLOOR_MARGIN, ALIGN_START, STYLE_TEXT,
			 text);
	date_age_text(draw->catalog, &draw->number,
		      draw->now_unix_ms - oldest->head.opened_unix_ms, age);
	text_format(text, sizeof text, tr(draw, "longest wait: %s (%s)"),
		    oldest->head.table_number != 0
			    ? number_code(&draw->number, oldest->head.table_number, number)
			    : oldest->head.name,
		    age);
	canvas_text(canvas, area.row, x + 5, area.columns - x - 5, ALIGN_START, STYLE_DIM, text);
}

/* At the end of the row of rooms: the arrows lead to tables that are not in sight. */
static void draw_hidden(const struct draw *draw, struct canvas *canvas, struct area area, int n)
{
	char text[CELL_TEXT_SIZE];

	if (n == 0)
		return;
	text_format(text, sizeof text, draw_plural(draw, "%d table more", "%d tables more", n), n);
	canvas_text(canvas, area.row, area.x, area.columns - 1, ALIGN_END, STYLE_HEADING, text);
}

/* The plan takes the rows that it needs, in a small window the empty one above it too; the tabs
 * stand below. */
static void draw_plan(struct floor *floor, const struct draw *draw, struct canvas *canvas,
		      struct area area)
{
	struct area grid = area, tabs = area;
	int top, needed;

	floor->per_row = (area.columns - FLOOR_MARGIN) / FLOOR_CELL_COLUMNS;
	floor->per_tab_row =
		(area.columns - FLOOR_MARGIN - label_columns(draw)) / FLOOR_TAB_COLUMNS;
	floor_lay(floor);
	needed = floor->rows * FLOOR_CELL_ROWS;
	tabs.rows = tab_rows(floor, &top);
	grid.row++;
	grid.rows -= 2 + tabs.rows + (tabs.rows > 0);
	if (grid.rows > needed) {
		grid.row++;
		grid.rows = needed;
	}
	draw_hidden(draw, canvas, area, draw_tables(floor, draw, canvas, grid));
	tabs.row = grid.row + grid.rows + 1;
	draw_tabs(floor, draw, canvas, tabs, top);
}

void floor_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct floor *floor = state;

	draw_rooms(floor, draw, canvas, area);
	if (floor->till->floor_lists)
		floor_draw_list(floor, draw, canvas,
				(struct area){ area.row + 2, area.x, area.rows - 4,
					       area.columns });
	else
		draw_plan(floor, draw, canvas, area);
	area.row += area.rows - 1;
	draw_summary(floor, draw, canvas, area);
}
