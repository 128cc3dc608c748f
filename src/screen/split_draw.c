/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/split_draw.c -- how the split screen looks: one column per part with its lines and what
 * they come to, and the sum of the parts against the check.
 */
#include "base/str.h"
#include "screen/pay_parts.h"
#include "screen/split_parts.h"
#include "ui/text.h"
#include "ui/ui.h"

#define PART_COLUMNS 24
#define PART_GAP 2
#define AMOUNT_COLUMNS 9
#define ROW_HEAD 1
#define ROW_LINES 2
#define ROWS_BELOW 7             /* rule, tax, total, state, a space, sum, the selected line */

void split_title(const struct draw *draw, const void *state, char *into, size_t size)
{
	const struct split_screen *split = state;
	const struct bill_head *head = &split->view.rows.head;
	char place[BILL_NAME_SIZE + 32];

	pay_place(draw, head, place, sizeof place);
	text_format(into, size, tr(draw, "%s · check %lld · who pays what"), place,
		    (long long)head->number);
}

/* --- lines ------------------------------------------------------------------------------- */

/* "½", or "5/7" where there is no sign for it. */
static const char *fraction(const struct bill_part_line *line, char *into, size_t size)
{
	static const struct {
		int64_t num, den;
		const char *sign;
	} signs[] = { { 1, 2, "½" }, { 1, 3, "⅓" }, { 2, 3, "⅔" }, { 1, 4, "¼" }, { 3, 4, "¾" },
		      { 1, 5, "⅕" }, { 2, 5, "⅖" }, { 3, 5, "⅗" }, { 4, 5, "⅘" }, { 1, 6, "⅙" },
		      { 5, 6, "⅚" }, { 1, 8, "⅛" }, { 3, 8, "⅜" }, { 5, 8, "⅝" }, { 7, 8, "⅞" } };

	for (int i = 0; i < (int)(sizeof signs / sizeof *signs); i++)
		if (signs[i].num == line->num && signs[i].den == line->den)
			return signs[i].sign;
	str_format(into, size, "%lld/%lld", (long long)line->num, (long long)line->den);
	return into;
}

static void item_label(const struct draw *draw, const struct bill_item *item,
		       const struct bill_part_line *line, char *into, size_t size)
{
	char count[NUMBER_TEXT_SIZE], share[32];
	const char *pieces = number_count(&draw->number, item->quantity, count);

	if (line->pieces == 1)
		str_copy(into, size, item->name);
	else if (line->pieces > 1)
		text_format(into, size, "%s %s", number_count(&draw->number, line->pieces, count),
			    item->name);
	else if (line->den == 0)
		text_format(into, size, tr(draw, "part of %s"), item->name);
	else if (item->quantity == 1)
		text_format(into, size, "%s %s", fraction(line, share, sizeof share), item->name);
	else
		text_format(into, size, tr(draw, "%s of %s %s"),
			    fraction(line, share, sizeof share), pieces, item->name);
}

void split_label(const struct draw *draw, const struct bill_view *view,
		 const struct bill_part_line *line, char *into, size_t size)
{
	const struct bill_item *item = line->item < 0 ? NULL : &view->items[line->item];

	if (item == NULL)
		str_copy(into, size, tr(draw, "service"));
	else if (item->is_discount)
		str_copy(into, size, tr(draw, "discount on the check"));
	else
		item_label(draw, item, line, into, size);
}

/* Numbers stand at the right edge of their box: where that is the end of the row, the label may
 * have what an amount leaves of it. */
static int room_of(const struct draw *draw, const char *money)
{
	int columns = text_width(money);

	return draw->rtl && columns < AMOUNT_COLUMNS ? AMOUNT_COLUMNS : columns;
}

static void draw_amount(const struct draw *draw, struct canvas *canvas, struct box box,
			enum style style, const char *money)
{
	int columns = room_of(draw, money);

	canvas_text(canvas, box.row, box.x + box.columns - columns, columns, ALIGN_NUMBER, style,
		    money);
}

static void draw_line(const struct draw *draw, struct canvas *canvas, struct box box,
		      const struct split_screen *split, const struct bill_part_line *line,
		      bool is_selected)
{
	enum style style = is_selected ? STYLE_SELECTED : STYLE_TEXT;
	char label[BILL_NAME_SIZE + 64], money[NUMBER_TEXT_SIZE];

	if (is_selected)
		canvas_fill(canvas, (struct area){ box.row, box.x, 1, box.columns }, style);
	split_label(draw, &split->view, line, label, sizeof label);
	draw_money(draw, line->amount_minor, money);
	draw_amount(draw, canvas, box, style, money);
	canvas_text(canvas, box.row, box.x, box.columns - room_of(draw, money) - 1, ALIGN_START,
		    style, label);
}

/* As many lines as there is room for, the selected one among them; how many are left out stands
 * in the rule below. */
static void draw_lines(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct split_screen *split, int part)
{
	const struct split_column *column = &split->columns[part];
	bool is_here = split->view.parts[part].id == split->part;
	int at = is_here ? split_line_at(split) : -1;
	int first = at >= area.rows ? at - area.rows + 1 : 0;
	char text[48];

	for (int i = 0; i < area.rows && first + i < column->n; i++)
		draw_line(draw, canvas, (struct box){ area.row + i, area.x, area.columns }, split,
			  &column->lines[first + i], first + i == at);
	canvas_rule(canvas, area.row + area.rows, area.x, area.columns, STYLE_RULE);
	if (column->n <= area.rows)
		return;
	text_format(text, sizeof text, tr(draw, " %d more "), column->n - area.rows);
	canvas_text(canvas, area.row + area.rows, area.x, area.columns, ALIGN_CENTER, STYLE_DIM,
		    text);
}

/* --- parts ------------------------------------------------------------------------------- */

static void amount_row(const struct draw *draw, struct canvas *canvas, struct box box,
		       enum style style, const char *label, int64_t amount_minor)
{
	char money[NUMBER_TEXT_SIZE];

	draw_money(draw, amount_minor, money);
	canvas_text(canvas, box.row, box.x, box.columns - room_of(draw, money) - 1, ALIGN_START,
		    STYLE_TEXT, label);
	draw_amount(draw, canvas, box, style, money);
}

/* Taxes that prices do not contain come on top of the lines; else the taxes in them. */
static void tax_row(const struct draw *draw, struct canvas *canvas, struct box box,
		    const struct bill_view *view, const struct bill_part_view *part)
{
	int64_t added = 0;
	int row = 0;

	while (view->rows.parts[row].id != part->id)
		row++;
	for (int c = 0; c < view->n_columns; c++) {
		const struct share_amount *cell = &view->cells[row * view->n_columns + c];

		if (!view->versions[view->columns[c].version].rules.inclusive)
			added += share_total(cell) - cell->net_minor;
	}
	amount_row(draw, canvas, box, STYLE_TEXT,
		   added != 0 ? tr(draw, "tax added") : tr(draw, "tax incl."),
		   added != 0 ? added : part->tax_minor);
}

/* An amount that was split off, and that there is no longer so much of what is nobody's own. */
static void fixed_state(const struct draw *draw, const struct bill_part_view *part,
			int64_t fixed_minor, char *into, size_t size)
{
	char asked[NUMBER_TEXT_SIZE];

	if (part->total_minor + part->exempted_minor < fixed_minor)
		text_format(into, size, tr(draw, "all left of %s"),
			    draw_money(draw, fixed_minor, asked));
	else
		str_copy(into, size, tr(draw, "split off"));
}

static void state_of(const struct draw *draw, const struct bill_view *view,
		     const struct bill_part_view *part, enum style *ret_style, char *into,
		     size_t size)
{
	int64_t fixed_minor = -1;

	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->rows.parts[i].id == part->id)
			fixed_minor = view->rows.parts[i].fixed_minor;
	*ret_style = part->is_closed ? STYLE_PAID : part->is_frozen ? STYLE_BILLED : STYLE_BUSY;
	if (part->is_closed)
		str_copy(into, size, tr(draw, "paid"));
	else if (part->is_frozen)
		str_copy(into, size, tr(draw, "part paid: it stays"));
	else if (fixed_minor >= 0)
		fixed_state(draw, part, fixed_minor, into, size);
	else
		str_copy(into, size, tr(draw, "open"));
}

static void draw_part(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct split_screen *split, int at)
{
	const struct bill_part_view *part = &split->view.parts[at];
	bool is_selected = part->id == split->part;
	int below = area.row + area.rows - ROWS_BELOW;
	enum style style;
	char text[64], word[64];

	state_of(draw, &split->view, part, &style, word, sizeof word);
	text_format(text, sizeof text, tr(draw, "part %lld"), (long long)part->no);
	if (is_selected)
		canvas_fill(canvas, (struct area){ area.row + ROW_HEAD, area.x, 1, area.columns },
			    STYLE_SELECTED);
	canvas_text(canvas, area.row + ROW_HEAD, area.x, area.columns, ALIGN_START,
		    is_selected ? STYLE_SELECTED : STYLE_HEADING, text);
	draw_lines(draw, canvas,
		   (struct area){ area.row + ROW_LINES, area.x,
				  below - area.row - ROW_LINES, area.columns },
		   split, at);
	tax_row(draw, canvas, (struct box){ below + 1, area.x, area.columns }, &split->view, part);
	amount_row(draw, canvas, (struct box){ below + 2, area.x, area.columns }, STYLE_AMOUNT,
		   tr(draw, "total"), part->total_minor);
	canvas_text(canvas, below + 3, area.x, area.columns, ALIGN_START, style, word);
}

/* Where the next part would stand. */
static void draw_hint(const struct draw *draw, struct canvas *canvas, struct area area,
		      const struct split_screen *split)
{
	static const char *const words[] = {
		N_("{parts-move} moves a line here"), N_("12 {parts-share} shares it in two"),
		N_("3 {parts-evenly} splits in three"), N_("{parts-seats} splits by seats"),
		N_("30% {parts-off} splits it off"), N_("{parts-undo} takes back"),
	};
	char text[64];

	text_format(text, sizeof text, tr(draw, "part %lld"),
		    (long long)split->view.parts[split->view.n_parts - 1].no + 1);
	canvas_text(canvas, area.row + ROW_HEAD, area.x, area.columns, ALIGN_START, STYLE_DIM,
		    text);
	for (int i = 0; i < (int)(sizeof words / sizeof *words); i++)
		canvas_text(canvas, area.row + ROW_LINES + 1 + i, area.x,
			    area.columns, ALIGN_START, STYLE_DIM, tr(draw, words[i]));
}

static struct area place_of(struct area area, int i)
{
	return (struct area){ area.row, 1 + i * (PART_COLUMNS + PART_GAP), area.rows,
			      PART_COLUMNS };
}

/* As many parts as there is room for, the selected one among them. */
static void draw_parts(const struct draw *draw, struct canvas *canvas, struct area area,
		       const struct split_screen *split)
{
	int shown = (area.columns - 2 + PART_GAP) / (PART_COLUMNS + PART_GAP);
	int n = split->view.n_parts, at = split_part_at(split);
	int first = at >= shown ? at - shown + 1 : 0;
	char text[96];

	for (int i = 0; i < shown && first + i < n; i++)
		draw_part(draw, canvas, place_of(area, i), split, first + i);
	if (n == 1 && shown > 1)
		draw_hint(draw, canvas, place_of(area, 1), split);
	if (n <= shown)
		return;
	text_format(text, sizeof text, tr(draw, "parts %d to %d of %d"), first + 1, first + shown,
		    n);
	canvas_text(canvas, area.row + area.rows - 2, 1, area.columns / 3, ALIGN_START, STYLE_DIM,
		    text);
}

/* --- the sum ----------------------------------------------------------------------------- */

static void draw_sum(const struct draw *draw, struct canvas *canvas, struct area area,
		     const struct bill_view *view)
{
	char sum[NUMBER_TEXT_SIZE], total[NUMBER_TEXT_SIZE], text[160];
	int64_t parts_minor = 0;
	bool is_equal;

	for (int i = 0; i < view->n_parts; i++)
		parts_minor += view->parts[i].total_minor;
	is_equal = parts_minor == view->out.total_minor;
	text_format(text, sizeof text,
		    is_equal ? tr(draw, "sum of parts %s = check %s")
			     : tr(draw, "sum of parts %s is not the check %s"),
		    draw_money(draw, parts_minor, sum),
		    draw_money(draw, view->out.total_minor, total));
	canvas_text(canvas, area.row + area.rows - 2, area.columns / 3 + 1,
		    area.columns - area.columns / 3 - 2, ALIGN_END,
		    is_equal ? STYLE_AMOUNT : STYLE_ERROR, text);
}

/* The selected line with all of its words. */
static void draw_selected(const struct draw *draw, struct canvas *canvas, struct area area,
			  const struct split_screen *split)
{
	const struct bill_item *item = split_item(split);
	char text[BILL_NAME_SIZE + BILL_CHOICES_SIZE + 64], count[NUMBER_TEXT_SIZE];
	char seat[48] = "";

	if (item == NULL)
		return;
	if (item->seat != 0)
		text_format(seat, sizeof seat, tr(draw, " · seat %lld"), (long long)item->seat);
	text_format(text, sizeof text, "%s %s%s%s%s",
		    number_count(&draw->number, item->quantity, count), item->name,
		    item->choices[0] != '\0' ? " · " : "", item->choices, seat);
	canvas_text(canvas, area.row + area.rows - 1, 1, area.columns - 2, ALIGN_START, STYLE_ECHO,
		    text);
}

void split_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	const struct split_screen *split = state;

	if (split->view.n_parts == 0)
		return;
	draw_parts(draw, canvas, area, split);
	draw_sum(draw, canvas, area, &split->view);
	draw_selected(draw, canvas, area, split);
}
