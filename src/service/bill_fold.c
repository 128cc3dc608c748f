/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_fold.c -- the lines of a bill as people see them, and where each of them stands.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "service/bill_inside.h"

/* An item while its rows are folded into it. */
struct folding {
	struct bill_view *view;
	bool *has_discount;          /* by item */
};

static int item_of(const struct bill_view *view, int64_t line)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line)
			return i;
	return -1;
}

static void new_item(struct bill_view *view, const struct line_row *line)
{
	struct bill_item *item = &view->items[view->n_items++];

	*item = (struct bill_item){ .line = line->id,
				    .item = line->item,
				    .quantity = line->quantity,
				    .price_minor = line->price_minor,
				    .amount_minor = line->amount_minor,
				    .seat = line->seat,
				    .course = line->course,
				    .level = line->level,
				    .unit_minor = line->price_minor,
				    .is_discount = line->kind == LINE_CHECK_DISCOUNT,
				    .rate_ppm = line->rate_ppm };
	memcpy(item->name, line->name, sizeof item->name);
}

static void add_choice(struct bill_item *item, const char *name)
{
	size_t used = strlen(item->choices);

	str_format(item->choices + used, sizeof item->choices - used, "%s%s",
		   used == 0 ? "" : " · ", name);
}

/* Of a discount's row the level is its kind. */
static enum discount_kind kind_of(int64_t level)
{
	return level > 0 && level < DISCOUNT_KINDS ? (enum discount_kind)level : DISCOUNT_PLAIN;
}

static void add_off(struct bill_item *item, const struct line_row *line)
{
	item->off_minor[kind_of(line->level)] -= line->amount_minor;
	str_copy(item->off_name, sizeof item->off_name, line->choice != 0 ? line->name : "");
}

/* Folds a later row of a line into it. */
static void fold_row(struct bill_item *item, const struct line_row *line)
{
	if (line->kind == LINE_NOTE)
		item->note = line->note;
	if (line->kind == LINE_PLACE) {
		item->seat = line->seat;
		item->course = line->course;
	}
	if (line->kind == LINE_CHOICE || line->kind == LINE_PRICE)
		item->unit_minor += line->price_minor;
	if (line->kind == LINE_CHOICE)
		add_choice(item, line->name);
	if (line->kind == LINE_DISCOUNT)
		add_off(item, line);
	if (line->kind == LINE_UNDISCOUNT)
		memset(item->off_minor, 0, sizeof item->off_minor);
	item->sent += line->sent;
	item->quantity += line->quantity;
	item->amount_minor += line->amount_minor;
}

static int part_index(const struct bill_rows *rows, int64_t part)
{
	for (int i = 0; part != 0 && i < rows->n_parts; i++)
		if (rows->parts[i].id == part)
			return i;
	return -1;
}

static int column_index(const struct bill_view *view, const struct line_row *line)
{
	int i = 0;

	while (view->columns[i].tax_version != line->tax_version ||
	       view->columns[i].department != line->department)
		i++;
	return i;
}

/* Adds a row to where it stands. */
static void add_stand(struct bill_view *view, int item, const struct line_row *line)
{
	struct bill_stand new = { item, part_index(&view->rows, line->part),
				  column_index(view, line), line->quantity, line->amount_minor };

	for (int i = 0; i < view->n_stands; i++) {
		struct bill_stand *stand = &view->stands[i];

		if (stand->item != item || stand->part != new.part || stand->column != new.column)
			continue;
		stand->quantity += line->quantity;
		stand->amount_minor += line->amount_minor;
		return;
	}
	view->stands[view->n_stands++] = new;
}

static void fold_line(struct folding *folding, const struct line_row *line)
{
	struct bill_view *view = folding->view;
	int item = line->of == 0 ? -1 : item_of(view, line->of);

	if (item >= 0)
		fold_row(&view->items[item], line);
	if (item >= 0 && line->kind == LINE_DISCOUNT)
		folding->has_discount[item] = true;
	if (line->kind == LINE_CHECK_DISCOUNT ? !bill_view_is_undone(&view->rows, line->id)
					      : line->of == 0 && line->kind == LINE_ITEM) {
		item = view->n_items;
		new_item(view, line);
	}
	if (line->kind == LINE_NOTE && line->of == 0)
		view->note = line->note;
	if (item >= 0 && line->tax_version != 0)
		add_stand(view, item, line);
}

/* What a line's discounts took off at first, by kind, as shares of what they take off what is
 * left of it. */
static void share_off(struct bill_view *view, struct bill_item *item)
{
	int64_t weights[DISCOUNT_KINDS];

	for (int i = 0; i < DISCOUNT_KINDS; i++)
		weights[i] = item->off_minor[i] > 0 ? item->off_minor[i] : 0;
	memset(item->off_minor, 0, sizeof item->off_minor);
	if (item->quantity != 0 && item->discount_minor > 0 &&
	    share_by_weight(item->discount_minor, weights, DISCOUNT_KINDS, item->off_minor) !=
		    ERR_OK)
		item->off_minor[DISCOUNT_PLAIN] = item->discount_minor;
	for (int i = 0; i < DISCOUNT_KINDS; i++)
		view->off_minor[i] += item->off_minor[i];
}

/* What a discount on the check takes off, as one of its kind. */
static void take_off(struct bill_view *view, struct bill_item *item, int64_t taken_minor)
{
	enum discount_kind kind = kind_of(item->level);

	item->taken_minor = taken_minor;
	item->off_minor[kind] = taken_minor;
	view->off_minor[kind] += taken_minor;
}

/* A void takes its share of the discounts with it, so what they take off is measured against the
 * price of what is left. */
static void measure(struct folding *folding, const int64_t *taken)
{
	for (int i = 0; i < folding->view->n_items; i++) {
		struct bill_item *item = &folding->view->items[i];

		if (folding->has_discount[i])
			item->discount_minor =
				item->unit_minor * item->quantity - item->amount_minor;
		if (item->is_discount)
			take_off(folding->view, item, *taken++);
		else
			share_off(folding->view, item);
	}
}

/* Lines voided whole disappear from the list; kept[i] is the new index of item i, or -1. */
static void drop_voided(struct bill_view *view, int *kept)
{
	int n = 0;

	for (int i = 0; i < view->n_items; i++) {
		kept[i] = -1;
		if (view->items[i].quantity == 0 && !view->items[i].is_discount)
			continue;
		kept[i] = n;
		view->items[n++] = view->items[i];
	}
	view->n_items = n;
}

static int by_item(const void *a, const void *b)
{
	const struct bill_stand *x = a, *y = b;

	if (x->item != y->item)
		return x->item - y->item;
	return x->part != y->part ? x->part - y->part : x->column - y->column;
}

static void drop_empty(struct bill_view *view, const int *kept)
{
	int n = 0;

	for (int i = 0; i < view->n_stands; i++) {
		struct bill_stand stand = view->stands[i];

		stand.item = kept[stand.item];
		if (stand.item >= 0 && (stand.quantity != 0 || stand.amount_minor != 0))
			view->stands[n++] = stand;
	}
	view->n_stands = n;
	qsort(view->stands, (size_t)n, sizeof *view->stands, by_item);
}

/* An item that stands in one part belongs to it. */
static void find_parts(struct bill_view *view)
{
	for (int i = 0; i < view->n_stands; i++) {
		const struct bill_stand *stand = &view->stands[i];
		struct bill_item *item = &view->items[stand->item];
		int64_t part = stand->part < 0 ? 0 : view->rows.parts[stand->part].id;
		bool is_first = i == 0 || view->stands[i - 1].item != stand->item;

		item->part = is_first || item->part == part ? part : 0;
	}
}

enum err bill_view_fold(struct bill_view *view, const int64_t *taken)
{
	size_t lines = (size_t)view->rows.n_lines + 1;
	struct folding folding = { view, calloc(lines, sizeof *folding.has_discount) };
	int *kept = calloc(lines, sizeof *kept);
	enum err err = folding.has_discount != NULL && kept != NULL ? ERR_OK : ERR_MEMORY;

	if (err == ERR_OK) {
		for (int i = 0; i < view->rows.n_lines; i++)
			fold_line(&folding, &view->rows.lines[i]);
		measure(&folding, taken);
		drop_voided(view, kept);
		drop_empty(view, kept);
		find_parts(view);
	}
	free(folding.has_discount);
	free(kept);
	return err;
}
