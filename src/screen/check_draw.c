/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_draw.c -- the check on the canvas: lines, the menu beside them, totals, and what is
 * due as the brightest thing.
 */
#include "base/str.h"
#include "screen/check.h"
#include "ui/text.h"

#define SIDE_COLUMNS 26
#define SIDE_COLUMNS_WIDE 36
#define WIDE_COLUMNS 100
#define TOTALS_ROWS 3            /* an empty one, departments, taxes */
#define LINE_COLUMNS 27          /* of a line, beside its text */
#define EACH_COLUMNS 11          /* more of them in a wide window */
#define GAP 1
#define LARGE_ROWS 34            /* with as many, what is due is drawn in large figures */
#define FIELD_SIZE 512

/* Writes words one after another with room between; stops at the end of the box. */
struct run {
	struct canvas *canvas;
	int row, x, end;
};

static void run_add(struct run *run, enum style style, const char *text)
{
	if (run->x >= run->end || text[0] == '\0')
		return;
	run->x += canvas_text(run->canvas, run->row, run->x, run->end - run->x, ALIGN_START, style,
			      text);
}

static void run_pair(struct run *run, const struct draw *draw, const char *word,
		     int64_t amount_minor)
{
	char money[NUMBER_TEXT_SIZE];

	run_add(run, STYLE_DIM, word);
	run->x++;
	run_add(run, STYLE_TEXT, draw_money(draw, amount_minor, money));
	run->x += 2;
}

/* How wide codes and prices are, over the whole menu, so that nothing moves while one types. */
struct widths {
	int code, price;
};

static struct widths menu_widths(const struct draw *draw, const struct menu *menu)
{
	char text[NUMBER_TEXT_SIZE];
	int64_t code = 0, price_minor = 0;

	for (int i = 0; i < menu_count(menu); i++) {
		const struct item *item = menu_at(menu, i);

		code = item->code > code ? item->code : code;
		price_minor = item->price_minor > price_minor ? item->price_minor : price_minor;
	}
	return (struct widths){ text_width(number_code(&draw->number, code, text)),
				text_width(draw_money(draw, price_minor, text)) };
}

/* "(6)" are left, up to column `end`; returns the columns it takes of the name. */
static int draw_left(const struct draw *draw, struct canvas *canvas, struct area area, int end,
		     int64_t left)
{
	char count[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE + 8];
	int width;

	str_format(text, sizeof text, "(%s)", number_count(&draw->number, left, count));
	width = text_width(text);
	canvas_text(canvas, area.row, end - width, width, ALIGN_END, STYLE_BILLED, text);
	return width + GAP;
}

static void draw_item(const struct check *check, const struct draw *draw, struct canvas *canvas,
		      struct area area, struct widths widths, int i)
{
	const struct item *item = check->found[i];
	char text[NUMBER_TEXT_SIZE];
	int name = area.columns - widths.code - widths.price - 2 * GAP;
	bool is_out = check->left[i] == 0;

	if (check->left[i] > 0)
		name -= draw_left(draw, canvas, area, area.x + widths.code + GAP + name,
				  check->left[i]);

	canvas_text(canvas, area.row, area.x, widths.code, ALIGN_NUMBER, STYLE_ECHO,
		    number_code(&draw->number, item->code, text));
	canvas_text(canvas, area.row, area.x + widths.code + GAP, name, ALIGN_START,
		    is_out ? STYLE_VOID : STYLE_TEXT, check_item_name(check, item));
	if (is_out)
		canvas_text(canvas, area.row, area.x + area.columns - widths.price, widths.price,
			    ALIGN_NUMBER, STYLE_LATE, tr(draw, "out"));
	else if (item->kind != ITEM_OPEN)
		canvas_text(canvas, area.row, area.x + area.columns - widths.price, widths.price,
			    ALIGN_NUMBER, STYLE_DIM,
			    draw_money(draw, check_item_price(check, item), text));
}

/* In the last row, when not all are shown: which page of the menu this is, or that the arrows lead
 * to more of what was found.  Returns the rows it takes. */
static int draw_pages(const struct check *check, const struct draw *draw, struct canvas *canvas,
		      struct area area)
{
	int rows = area.rows - 1, n = menu_count(check->till->menu);
	bool is_menu = check->said.kind == GRAMMAR_EMPTY ||
		       check->said.kind == GRAMMAR_UNFINISHED;
	char page[NUMBER_TEXT_SIZE], pages[NUMBER_TEXT_SIZE], text[64];

	if (rows < 1 || (is_menu ? n : check->n_found) <= area.rows)
		return 0;
	if (is_menu)
		text_format(text, sizeof text, tr(draw, "%s of %s: Tab, Shift-Tab"),
			    number_count(&draw->number, check->menu_top / rows + 1, page),
			    number_count(&draw->number, (n + rows - 1) / rows, pages));
	else
		str_copy(text, sizeof text, check->picked < rows ? tr(draw, "↓ more") : "↑ ↓");
	canvas_text(canvas, area.row + rows, area.x + GAP, area.columns - GAP, ALIGN_END, STYLE_DIM,
		    text);
	return 1;
}

static void draw_side(struct check *check, const struct draw *draw, struct canvas *canvas,
		      struct area area)
{
	struct widths widths = menu_widths(draw, check->till->menu);
	int top;

	area.rows -= draw_pages(check, draw, canvas, area);
	top = check->picked >= area.rows ? check->picked - area.rows + 1 : 0;
	check->menu_rows = area.rows;
	for (int i = top; i < check->n_found && i - top < area.rows; i++) {
		struct area row = { area.row + i - top, area.x + GAP, 1, area.columns - GAP };

		draw_item(check, draw, canvas, row, widths, i);
		if (i == check->picked)
			canvas_style(canvas, row.row, area.x, area.columns, STYLE_SELECTED);
	}
	if (check->n_found == 0 && check->said.kind != GRAMMAR_TABLE &&
	    check->said.kind != GRAMMAR_AMOUNT)
		canvas_text(canvas, area.row, area.x + GAP, area.columns - GAP, ALIGN_START,
			    STYLE_DIM, tr(draw, "nothing found"));
}

static bool is_inclusive(const struct bill_view *view)
{
	for (int i = 0; i < view->n_versions; i++)
		if (!view->versions[i].rules.inclusive)
			return false;
	return true;
}

/* "parts 27.54 paid, 27.53, 27.53". */
static void run_parts(struct run *run, const struct check *check, const struct draw *draw)
{
	char money[NUMBER_TEXT_SIZE];

	run_add(run, STYLE_DIM, tr(draw, "parts"));
	for (int i = 0; i < check->view.n_parts; i++) {
		const struct bill_part_view *part = &check->view.parts[i];

		run->x++;
		run_add(run, part->is_closed ? STYLE_PAID : STYLE_TEXT,
			draw_money(draw, part->total_minor, money));
		if (!part->is_closed)
			continue;
		run->x++;
		run_add(run, STYLE_PAID, tr(draw, "paid"));
	}
}

/* Above the taxes: what the departments take, or how the bill is split. */
static void draw_shares(const struct check *check, const struct draw *draw, struct run run)
{
	if (check->view.n_parts > 1) {
		run_parts(&run, check, draw);
		return;
	}
	for (int i = 0; i < check->n_departments; i++)
		run_pair(&run, draw, check->departments[i].name,
			 check->departments[i].total_minor);
}

static int64_t service_of(const struct bill_view *view)
{
	int64_t sum = 0;

	for (int i = 0; i < view->n_parts; i++)
		sum += view->parts[i].service_minor;
	return sum;
}

/* A word with its amount, or with a dash while there is none, so that nothing moves later. */
static void run_maybe(struct run *run, const struct draw *draw, const char *word,
		      int64_t amount_minor)
{
	if (amount_minor != 0) {
		run_pair(run, draw, word, amount_minor);
		return;
	}
	run_add(run, STYLE_DIM, word);
	run_add(run, STYLE_DIM, " –");
	run->x += 2;
}

static void draw_taxes(const struct check *check, const struct draw *draw, struct run run)
{
	const struct bill_view *view = &check->view;

	run_maybe(&run, draw,
		  view->n_columns > 0 && is_inclusive(view) ? tr(draw, "tax incl.")
							    : tr(draw, "tax"),
		  view->tax_minor);
	run_maybe(&run, draw, tr(draw, "discount"), -bill_view_discounts(view));
	run_maybe(&run, draw, tr(draw, "service"), service_of(view));
}

/* Is there room for the price of one beside the lines? */
static bool is_wide(struct area lines)
{
	return lines.columns >= WIDE_COLUMNS - SIDE_COLUMNS_WIDE;
}

/* The selected line whole, above the totals, when its row has no room for it. */
static void draw_whole(const struct check *check, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	const struct check_line *line = check_selected(check);
	int room = area.columns - LINE_COLUMNS - (is_wide(area) ? EACH_COLUMNS : 0);
	char text[TABLE_CELL_SIZE];

	if (line == NULL)
		return;
	check_line_text(draw, line, text, sizeof text);
	if (text_width(text) > room)
		canvas_text(canvas, area.row + area.rows - TOTALS_ROWS, area.x + 2,
			    area.columns - 3, ALIGN_START, STYLE_ECHO, text);
}

static void draw_due(const struct check *check, const struct draw *draw, struct canvas *canvas,
		     struct area area)
{
	char money[NUMBER_TEXT_SIZE];
	struct run run = { canvas, area.row - 1, area.x + 1, area.x + area.columns };

	if (check->view.tendered_minor != 0)
		run_pair(&run, draw, tr(draw, "paid"), check->view.tendered_minor);
	if (check->view.pending_minor != 0)
		run_pair(&run, draw, tr(draw, "on its way"), check->view.pending_minor);
	canvas_fill(canvas, (struct area){ area.row, area.x, 1, area.columns }, STYLE_DUE);
	canvas_text(canvas, area.row, area.x + 1, area.columns - 2, ALIGN_START, STYLE_DUE,
		    tr(draw, "DUE"));
	canvas_text(canvas, area.row, area.x + 1, area.columns - 2, ALIGN_END, STYLE_DUE,
		    draw_money(draw, check->view.due_minor, money));
}

/* On a tall window the figure stands large above the line. */
static int draw_large_due(const struct check *check, const struct draw *draw,
			  struct canvas *canvas, struct area area)
{
	char money[MONEY_TEXT_SIZE];
	int columns;

	if (canvas->rows < LARGE_ROWS)
		return 0;
	money_plain(check->view.due_minor, draw->exponent, money);
	columns = canvas_large_columns(money);
	if (columns > area.columns)
		return 0;
	canvas_large(canvas, area.row + area.rows - CANVAS_LARGE_ROWS - 3,
		     area.x + area.columns - columns, STYLE_LARGE, money);
	return CANVAS_LARGE_ROWS + 2;
}

static void draw_lines(struct check *check, const struct draw *draw, struct canvas *canvas,
		       struct area area)
{
	struct table_source source = check_source(check, is_wide(area));

	area.row++;
	area.rows -= 1 + TOTALS_ROWS;
	area.columns--;
	table_draw(&check->table, &source, draw, canvas, area, check->picked < 0);
	if (check->n_lines == 0)
		canvas_text(canvas, area.row + 2, area.x + 2, area.columns - 2, ALIGN_START,
			    STYLE_DIM,
			    tr(draw, "Nothing rung yet. A code, or letters, then ↵."));
}

/* What the booking says, over the whole width for what stands at its end.  Returns the rows that
 * the rule between lines and menu leaves to it. */
static int draw_booked(const struct check *check, struct canvas *canvas, struct area area)
{
	canvas_text(canvas, area.row, area.x + 2, area.columns - 3, ALIGN_START, STYLE_LATE,
		    check->booked);
	return check->booked[0] != '\0' ? 1 : 0;
}

void check_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct check *check = state;
	int columns = area.columns >= WIDE_COLUMNS ? SIDE_COLUMNS_WIDE : SIDE_COLUMNS;
	struct area lines = { area.row, area.x, area.rows, area.columns - columns - 2 };
	struct area side = { area.row, area.x + area.columns - columns - 1, area.rows, columns };
	struct run run = { canvas, area.row + area.rows - 2, area.x + 2, lines.columns };
	int booked = draw_booked(check, canvas, area);

	draw_lines(check, draw, canvas, lines);
	draw_whole(check, draw, canvas, lines);
	draw_shares(check, draw, run);
	run.row++;
	draw_taxes(check, draw, run);
	canvas_column_rule(canvas, area.row + booked, area.x + lines.columns, area.rows - booked,
			   STYLE_RULE);
	side.rows -= TOTALS_ROWS + draw_large_due(check, draw, canvas, side);
	side.row++;
	draw_side(check, draw, canvas, side);
	side.row = area.row + area.rows - 1;
	draw_due(check, draw, canvas, side);
}
