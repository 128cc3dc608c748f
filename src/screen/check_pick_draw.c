/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check_pick_draw.c -- the picker on the canvas: a list with a letter for each row, what is
 * chosen, what it costs more, and how to go on.
 */
#include "base/str.h"
#include "screen/check_pick.h"
#include "ui/prompt_parts.h"
#include "ui/text.h"

#define MARK_COLUMNS 4
#define PRICE_COLUMNS 12
#define FRAME_ROWS 2             /* under the rows: an empty one and how to go on */

static void title(const struct draw *draw, struct pick *pick, const struct pick_list *list,
		  char *into, size_t size)
{
	char name[MENU_NAME_SIZE + 32];
	const char *what = list->group != NULL ? list->group->name : tr(draw, "which size?");

	if (pick->ring.quantity > 1)
		text_format(name, sizeof name, "%lld × %s", (long long)pick->ring.quantity,
			    list->asks->name);
	else
		str_copy(name, sizeof name, list->asks->name);
	text_format(into, size, "%s: %s", name, what);
}

static void hint(const struct draw *draw, const struct pick_list *list, char *into, size_t size)
{
	if (list->group == NULL || (list->group->high == 1 && list->group->low == 1))
		str_copy(into, size, tr(draw, "One of these."));
	else if (list->group->high == 1)
		str_copy(into, size, tr(draw, "One of these, or none: ↵ goes on."));
	else if (list->group->low == 0)
		text_format(into, size, tr(draw, "Up to %lld of these; ↵ goes on."),
			    (long long)list->group->high);
	else
		text_format(into, size, tr(draw, "%lld to %lld of these; ↵ goes on."),
			    (long long)list->group->low, (long long)list->group->high);
}

/* What the choices of the list cost with `more` of one row: the first ones of a group are free, in
 * the order of the menu, as service/ring.h charges them. */
static int64_t cost_minor(const struct pick_list *list, int row, int more)
{
	int64_t chosen = 0, sum_minor = 0;

	for (int i = 0; i < list->n; i++) {
		int count = list->group->high == 1 ? 0 : list->count[list->group->first + i];

		for (int q = 0; q < count + (i == row ? more : 0); q++)
			if (++chosen > list->group->free)
				sum_minor += list->asks->modifiers[list->group->first + i]
						     .price_minor;
	}
	return sum_minor;
}

/* What a row adds to the price: what it would cost now; one that is chosen keeps its price on it
 * once the free ones are used up before it. */
static int64_t added_minor(const struct pick_list *list, int row)
{
	int count = list->count[list->group->first + row];

	if (list->group->high == 1 || count == 0)
		return cost_minor(list, row, 1) - cost_minor(list, row, 0);
	return cost_minor(list, row, 0) != cost_minor(list, row, -count)
		       ? list->asks->modifiers[list->group->first + row].price_minor
		       : 0;
}

static void price_text(const struct draw *draw, const struct pick_list *list, int row, char *into,
		       size_t size)
{
	char money[NUMBER_TEXT_SIZE];
	const struct ring_modifier *modifier;
	int64_t added;

	into[0] = '\0';
	if (list->group == NULL) {
		str_copy(into, size,
			 draw_money(draw, list->asks->sizes[row].price_minor, money));
		return;
	}
	modifier = &list->asks->modifiers[list->group->first + row];
	added = added_minor(list, row);
	if (modifier->is_sold_out)
		str_copy(into, size, tr(draw, "sold out"));
	else if (added != 0)
		str_format(into, size, "%s%s", added > 0 ? "+" : "",
			   draw_money(draw, added, money));
}

static void draw_row(const struct draw *draw, struct canvas *canvas, struct area area,
		     const struct pick_list *list, int row)
{
	static const char labels[] = PICK_LABELS;
	char label[2] = { row < (int)sizeof labels - 1 ? labels[row] : ' ', '\0' };
	char mark[16] = "", price[64];
	bool is_sold_out = false;
	const char *name = pick_name(list, row);

	if (list->group != NULL) {
		const struct ring_modifier *modifier =
			&list->asks->modifiers[list->group->first + row];
		int count = list->count[list->group->first + row];

		is_sold_out = modifier->is_sold_out;
		if (count > 0)
			str_format(mark, sizeof mark, "%d×", count);
	}
	price_text(draw, list, row, price, sizeof price);
	canvas_text(canvas, area.row, area.x + 1, 1, ALIGN_START,
		    is_sold_out ? STYLE_GREYED : STYLE_KEY, label);
	canvas_text(canvas, area.row, area.x + 3, MARK_COLUMNS, ALIGN_START, STYLE_BILLED, mark);
	canvas_text(canvas, area.row, area.x + 3 + MARK_COLUMNS,
		    area.columns - 4 - MARK_COLUMNS - PRICE_COLUMNS, ALIGN_START,
		    is_sold_out ? STYLE_GREYED : STYLE_BOX, name);
	canvas_text(canvas, area.row, area.x + area.columns - PRICE_COLUMNS - 1, PRICE_COLUMNS,
		    ALIGN_NUMBER, is_sold_out ? STYLE_GREYED : STYLE_BOX, price);
}

void pick_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state)
{
	struct pick *pick = state;
	struct pick_list list = pick_list(pick);
	char text[TEXT_SIZE];
	struct area room;
	int shown, top;

	title(draw, pick, &list, text, sizeof text);
	room = prompt_box(canvas, area, list.n + FRAME_ROWS, text);
	shown = room.rows - 1 - FRAME_ROWS;
	top = pick->row >= shown ? pick->row - shown + 1 : 0;
	for (int i = top; i < list.n && i - top < shown; i++) {
		struct area row = { room.row + i - top, room.x, 1, room.columns };

		draw_row(draw, canvas, row, &list, i);
		if (i == pick->row)
			canvas_style(canvas, row.row, row.x, row.columns, STYLE_SELECTED);
	}
	hint(draw, &list, text, sizeof text);
	canvas_text(canvas, room.row + room.rows - 2, room.x + 1, room.columns - 2, ALIGN_START,
		    STYLE_DIM, text);
}
