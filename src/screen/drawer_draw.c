/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_draw.c -- how the drawer screen looks: shut, open, being counted, counted.
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
		[DRAWER_OPEN] = N_("Drawer · open"),
		[DRAWER_COUNTING] = N_("Drawer · count"),
		[DRAWER_COUNTED] = N_("Drawer · counted"),
		[DRAWER_CLOSED] = N_("Drawer · closed"),
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
			     "Enter; 0 for none; other currencies after it: 100 50usd. Cash can be "
			     "taken from then on, until the drawer is counted."));
}

/* --- open -------------------------------------------------------------------------------- */

static const struct drawer_move_row *move_at(const void *rows, int row)
{
	return &((const struct drawer_screen *)rows)->moves[row];
}

static void cell_when(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	struct date_local at = date_local(draw->zone, move_at(rows, row)->at_unix_ms);

	(void)style;
	str_format(into, size, "%02d:%02d", at.hour, at.minute);
}

const char *drawer_kind_words(const char *kind)
{
	static const struct {
		const char *kind, *words;
	} kinds[] = {
		{ "float", N_("Change from the safe") }, { "paid-in", N_("Paid in") },
		{ "paid-out", N_("Paid out") },		 { "drop", N_("To the safe") },
		{ "tip-out", N_("Tips paid out") },	 { "no-sale", N_("No sale") },
	};
	size_t i = 0;

	while (i + 1 < sizeof kinds / sizeof *kinds && !str_equal(kinds[i].kind, kind))
		i++;
	return kinds[i].words;
}

static void cell_kind(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		      enum style *style)
{
	(void)style;
	str_copy(into, size, tr(draw, drawer_kind_words(move_at(rows, row)->kind)));
}

static void cell_moved(const struct draw *draw, const void *rows, int row, char *into, size_t size,
		       enum style *style)
{
	const struct drawer_move_row *move = move_at(rows, row);
	char money[NUMBER_TEXT_SIZE];

	(void)style;
	if (move->amount_minor != 0)
		str_copy(into, size,
			 number_money(&draw->number, move->amount_minor,
				      drawer_exponent(rows, move->unit), money));
}

static void cell_moved_unit(const struct draw *draw, const void *rows, int row, char *into,
			    size_t size, enum style *style)
{
	(void)draw;
	*style = STYLE_DIM;
	str_copy(into, size, move_at(rows, row)->amount_minor != 0 ? move_at(rows, row)->unit : "");
}

static struct table_source move_source(const struct drawer_screen *drawer)
{
	static const struct table_column columns[] = {
		{ "", 6, ALIGN_START, cell_when },
		{ "", 20, ALIGN_START, cell_kind },
		{ "", 12, ALIGN_NUMBER, cell_moved },
		{ "", 4, ALIGN_START, cell_moved_unit },
		{ .cell = NULL },
	};

	return (struct table_source){ .columns = columns, .rows = drawer, .n = drawer->n_moves };
}

static void draw_open(const struct draw *draw, struct canvas *canvas, struct area area,
		      struct drawer_screen *drawer)
{
	struct date_local at = date_local(draw->zone, drawer->opened_unix_ms);
	struct table_source source = move_source(drawer);
	struct area side = { area.row + 1, SIDE_X, area.rows, area.columns - SIDE_X - 1 };
	char text[160], money[NUMBER_TEXT_SIZE], when[16];

	str_format(when, sizeof when, "%02d:%02d", at.hour, at.minute);
	text_format(text, sizeof text, tr(draw, "%s since %s, float %s"), drawer->staff, when,
		    draw_money(draw, drawer->session.float_minor, money));
	canvas_text(canvas, area.row + 1, 2, LIST_COLUMNS, ALIGN_START, STYLE_HEADING, text);
	table_draw(&drawer->table, &source, draw, canvas,
		   (struct area){ area.row + 3, 1, area.rows - 4, LIST_COLUMNS }, false);
	draw_advice(canvas, side,
		    tr(draw, "Type an amount, then the key that says where it goes. "
			     "{drawer-count-done} counts the drawer: what it should hold is shown "
			     "only then."));
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

/* "Since the count EUR 2.20 came in": no fault of who counted. */
static void draw_since(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct drawer_screen *drawer)
{
	char text[128], money[NUMBER_TEXT_SIZE];

	for (int i = 0; i < drawer->result.n; i++) {
		const char *unit = drawer->result.unit[i].unit;
		int64_t since = drawer->since_minor[i];

		if (since == 0)
			continue;
		number_money(&draw->number, since < 0 ? -since : since,
			     drawer_exponent(drawer, unit), money);
		text_format(text, sizeof text,
			    since > 0 ? tr(draw, "%s %s came in since the count.")
				      : tr(draw, "%s %s went out since the count."),
			    unit, money);
		canvas_text(canvas, area.row++, area.x, area.columns, ALIGN_START, STYLE_LATE,
			    text);
	}
	area.row++;
	draw_advice(canvas, area,
		    tr(draw, "The count is out of date. {drawer-count-done} counts once more; a "
			     "colleague who may approve it types number and PIN first."));
}

static void draw_counted(const struct draw *draw, struct canvas *canvas, struct area area,
			 const struct drawer_screen *drawer)
{
	int row = area.row + 2, x = 2 + UNIT_COLUMNS;
	char money[NUMBER_TEXT_SIZE], times[32], text[96];

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
	str_format(times, sizeof times, "%lld", (long long)drawer->result.round);
	text_format(text, sizeof text, tr(draw, "Times counted: %s"), times);
	canvas_text(canvas, row + 2, 2, area.columns - 4, ALIGN_START, STYLE_DIM, text);
	if (drawer->mode == DRAWER_COUNTED && drawer->has_moved)
		draw_since(draw, canvas, (struct area){ row + 4, 2, area.rows, area.columns - 4 },
			   drawer);
	else if (drawer->mode == DRAWER_COUNTED)
		draw_advice(canvas, (struct area){ row + 4, 2, area.rows, area.columns - 4 },
			    tr(draw, "Enter closes the drawer with this count, {drawer-hand-over} "
				     "hands it over as it is, {drawer-count-done} counts once more "
				     "with an approval."));
}

void drawer_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct drawer_screen *drawer = state;

	if (drawer->mode == DRAWER_SHUT)
		draw_shut(draw, canvas, area);
	else if (drawer->mode == DRAWER_OPEN)
		draw_open(draw, canvas, area, drawer);
	else if (drawer->mode == DRAWER_COUNTING)
		draw_counting(draw, canvas, area, drawer);
	else
		draw_counted(draw, canvas, area, drawer);
}
