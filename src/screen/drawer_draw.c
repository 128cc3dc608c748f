/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_draw.c -- how the drawer screen looks: shut, being counted, counted.
 */
#include "base/str.h"
#include "screen/drawer_parts.h"

#define LIST_COLUMNS 46
#define SIDE_X 50
#define UNIT_COLUMNS 9
#define AMOUNT_COLUMNS 16

void drawer_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct drawer_screen *drawer = state;
	static const char *const titles[] = {
		[DRAWER_SHUT] = N_("Drawer · no session is open"),
		[DRAWER_COUNTING] = N_("Drawer · count"),
		[DRAWER_COUNTED] = N_("Drawer · counted and closed"),
	};

	str_copy(into, size, tr(draw, titles[drawer->mode]));
}

/* --- the list of denominations ----------------------------------------------------------- */

static const struct drawer_row *row_at(const void *rows, int row)
{
	return &((const struct drawer_screen *)rows)->rows[row];
}

static void cell_unit(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)draw;
	*style = STYLE_HEADING;
	str_copy(into, size,
		 drawer_begins_unit(rows, row) ? row_at(rows, row)->piece.unit : "");
}

static void cell_value(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct drawer_row *at = row_at(rows, row);
	char money[NUMBER_TEXT_SIZE];

	(void)style;
	if (at->piece.denomination_minor == 0)
		str_copy(into, size, tr(draw, "by amount"));
	else
		str_copy(into, size, number_money(&draw->number, at->piece.denomination_minor,
						  at->exponent, money));
}

static void cell_pieces(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct drawer_row *at = row_at(rows, row);
	char text[NUMBER_TEXT_SIZE];

	*style = STYLE_INPUT;
	if (!at->is_counted)
		str_copy(into, size, "·");
	else if (at->piece.denomination_minor != 0)
		str_copy(into, size, number_count(&draw->number, at->piece.quantity, text));
}

static void cell_amount(const struct draw *draw, const void *rows, int row, char *into,
			size_t size, enum style *style)
{
	const struct drawer_row *at = row_at(rows, row);
	int64_t value = at->piece.denomination_minor == 0 ? 1 : at->piece.denomination_minor;
	char money[NUMBER_TEXT_SIZE];

	(void)style;
	if (at->is_counted && money_multiply_minor(at->piece.quantity, value, &value) == ERR_OK)
		str_copy(into, size, number_money(&draw->number, value, at->exponent, money));
}

struct table_source drawer_source(const struct drawer_screen *drawer)
{
	static const struct table_column columns[] = {
		{ "", 4, ALIGN_START, cell_unit },
		{ N_("value"), 11, ALIGN_NUMBER, cell_value },
		{ N_("pieces"), 8, ALIGN_NUMBER, cell_pieces },
		{ N_("amount"), 14, ALIGN_NUMBER, cell_amount },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = drawer, .n = drawer->n };
}

/* --- beside the list --------------------------------------------------------------------- */

static void draw_totals(const struct draw *draw, struct canvas *canvas, struct area area,
			const struct drawer_screen *drawer)
{
	int row = area.row;
	char money[NUMBER_TEXT_SIZE];
	int64_t total_minor;

	canvas_text(canvas, row++, area.x, area.columns, ALIGN_START, STYLE_HEADING,
		    tr(draw, "counted so far"));
	for (int i = 0; i < drawer->n; i++) {
		if (!drawer_begins_unit(drawer, i))
			continue;
		canvas_text(canvas, row, area.x, UNIT_COLUMNS, ALIGN_START, STYLE_TEXT,
			    drawer->rows[i].piece.unit);
		if (drawer_counted(drawer, i, &total_minor) == ERR_OK)
			canvas_text(canvas, row, area.x + UNIT_COLUMNS, AMOUNT_COLUMNS,
				    ALIGN_NUMBER, STYLE_DUE,
				    number_money(&draw->number, total_minor,
						 drawer->rows[i].exponent, money));
		row++;
	}
}

static void draw_advice(struct canvas *canvas, struct area area, const char *text)
{
	const char *line;
	char part[TEXT_SIZE];
	size_t len;

	for (int row = area.row; text_wrap(&text, area.columns, &line, &len); row++) {
		str_format(part, sizeof part, "%.*s", (int)len, line);
		canvas_text(canvas, row, area.x, area.columns, ALIGN_START, STYLE_DIM, part);
	}
}

static void draw_counting(const struct draw *draw, struct canvas *canvas, struct area area,
			  struct drawer_screen *drawer)
{
	struct table_source source = drawer_source(drawer);
	struct area side = { area.row + 1, SIDE_X, area.rows, area.columns - SIDE_X - 1 };

	table_draw(&drawer->table, &source, draw, canvas,
		   (struct area){ area.row + 1, 0, area.rows - 2, LIST_COLUMNS }, true);
	draw_totals(draw, canvas, side, drawer);
	side.row += 9;
	draw_advice(canvas, side,
		    tr(draw, "Count before you know: what the drawer should hold is shown when "
			     "the count is done."));
}

/* --- shut, and counted ------------------------------------------------------------------- */

static void draw_shut(const struct draw *draw, struct canvas *canvas, struct area area)
{
	struct area text = { area.row + 2, 2, area.rows, area.columns - 4 };

	draw_advice(canvas, text,
		    tr(draw, "Type the float that is put into the drawer from the safe and press "
			     "Enter; 0 for none. Cash can be taken from then on, until the drawer "
			     "is counted."));
}

/* Over or short, as a word and a colour. */
static void draw_difference(const struct draw *draw, struct canvas *canvas, int row, int x,
			    int exponent, int64_t over_minor)
{
	char text[128], money[NUMBER_TEXT_SIZE];

	number_money(&draw->number, over_minor < 0 ? -over_minor : over_minor, exponent, money);
	if (over_minor == 0)
		str_copy(text, sizeof text, tr(draw, "exact"));
	else
		text_format(text, sizeof text,
			    over_minor > 0 ? tr(draw, "over %s") : tr(draw, "short %s"), money);
	canvas_text(canvas, row, x, AMOUNT_COLUMNS + 4, ALIGN_START,
		    over_minor == 0 ? STYLE_PAID : STYLE_LATE, text);
}

static void draw_counted(const struct draw *draw, struct canvas *canvas, struct area area,
			 const struct drawer_screen *drawer)
{
	int row = area.row + 2, x = 2 + UNIT_COLUMNS;
	char money[NUMBER_TEXT_SIZE];

	canvas_text(canvas, row, x, AMOUNT_COLUMNS, ALIGN_END, STYLE_HEADING, tr(draw, "counted"));
	canvas_text(canvas, row, x + AMOUNT_COLUMNS, AMOUNT_COLUMNS, ALIGN_END, STYLE_HEADING,
		    tr(draw, "should be"));
	for (int i = 0; i < drawer->result.n; i++) {
		const char *unit = drawer->result.unit[i].unit;
		int64_t counted = drawer->result.unit[i].counted_minor;
		int64_t expected = drawer->result.unit[i].expected_minor;
		int exponent = money_exponent(unit) < 0 ? draw->exponent : money_exponent(unit);

		row++;
		canvas_text(canvas, row, 2, UNIT_COLUMNS, ALIGN_START, STYLE_TEXT, unit);
		canvas_text(canvas, row, x, AMOUNT_COLUMNS, ALIGN_NUMBER, STYLE_AMOUNT,
			    number_money(&draw->number, counted, exponent, money));
		canvas_text(canvas, row, x + AMOUNT_COLUMNS, AMOUNT_COLUMNS, ALIGN_NUMBER,
			    STYLE_TEXT, number_money(&draw->number, expected, exponent, money));
		draw_difference(draw, canvas, row, x + 2 * AMOUNT_COLUMNS + 3, exponent,
				counted - expected);
	}
}

void drawer_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct drawer_screen *drawer = state;

	if (drawer->mode == DRAWER_SHUT)
		draw_shut(draw, canvas, area);
	else if (drawer->mode == DRAWER_COUNTING)
		draw_counting(draw, canvas, area, drawer);
	else
		draw_counted(draw, canvas, area, drawer);
}
