/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_part.c -- the lines of one part: its own, and its shares of what is nobody's own, so
 * that they add up to what it owes.
 */
#include <stdlib.h>

#include "core/share.h"
#include "service/bill.h"

struct lines {
	const struct bill_view *view;
	int part;
	int64_t *own, *unowned;      /* by item, in one column */
	int64_t *amount;             /* by item, over all columns */
	int64_t discount_minor;      /* on the check */
	int64_t rest_minor;          /* what no line accounts for */
};

/* Amounts as the lines of a column are priced: with taxes or without. */
static int64_t base_of(const struct bill_view *view, int part, int column)
{
	const struct share_amount *cell = &view->cells[part * view->n_columns + column];

	return view->versions[view->columns[column].version].rules.inclusive ? share_total(cell)
									      : cell->net_minor;
}

/* What stands there is nobody's own: the pool, and parts that owe an amount. */
static bool is_unowned(const struct bill_view *view, int part)
{
	return part < 0 || view->rows.parts[part].fixed_minor >= 0;
}

static void gather(struct lines *lines, int column)
{
	const struct bill_view *view = lines->view;

	for (int i = 0; i < view->n_items; i++)
		lines->own[i] = lines->unowned[i] = 0;
	for (int i = 0; i < view->n_stands; i++) {
		const struct bill_stand *stand = &view->stands[i];

		if (stand->column != column)
			continue;
		if (is_unowned(view, stand->part))
			lines->unowned[stand->item] += stand->amount_minor;
		else if (stand->part == lines->part)
			lines->own[stand->item] += stand->amount_minor;
	}
}

static int64_t sum_of(const int64_t *amounts, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	return sum;
}

/* Shares `whole` by amounts that do not sum to zero; any number of them. */
static enum err add_shares(int64_t whole, const int64_t *amounts, int n, int64_t *into)
{
	int64_t sum = sum_of(amounts, n), until = 0, before = 0, now = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		until += amounts[i];
		err = sum > 0 ? money_scale(whole, until, sum, &now)
			      : money_scale(whole, -until, -sum, &now);
		into[i] += now - before;
		before = now;
	}
	return err;
}

/* What the discounts on the check take off this part in a column. */
static enum err discount_share(const struct lines *lines, int column, int64_t *ret_minor)
{
	const struct bill_view *view = lines->view;
	int64_t amounts[BILL_PARTS_MAX], shares[BILL_PARTS_MAX];
	int64_t whole = view->out.discount_by_column[column];
	enum err err;

	*ret_minor = 0;
	for (int p = 0; p < view->rows.n_parts; p++)
		amounts[p] = base_of(view, p, column);
	if (whole == 0)
		return ERR_OK;
	if (sum_of(amounts, view->rows.n_parts) == 0) {
		*ret_minor = lines->part == 0 ? whole : 0;
		return ERR_OK;
	}
	err = share_by_amount(whole, amounts, view->rows.n_parts, shares);
	if (err == ERR_OK)
		*ret_minor = shares[lines->part];
	return err;
}

/* Own lines as they are, the rest over what is nobody's own; where there is no such line, over the
 * own ones. */
static enum err add_column(struct lines *lines, int column)
{
	int n = lines->view->n_items;
	int64_t whole = base_of(lines->view, lines->part, column), off;
	enum err err = discount_share(lines, column, &off);

	if (err != ERR_OK)
		return err;
	gather(lines, column);
	lines->discount_minor += off;
	whole += off;
	if (sum_of(lines->unowned, n) == 0 && sum_of(lines->own, n) != 0)
		return add_shares(whole, lines->own, n, lines->amount);
	for (int i = 0; i < n; i++)
		lines->amount[i] += lines->own[i];
	whole -= sum_of(lines->own, n);
	if (sum_of(lines->unowned, n) != 0)
		return add_shares(whole, lines->unowned, n, lines->amount);
	lines->rest_minor += whole;
	return ERR_OK;
}

/* The pool is this part's alone: no other open one shares it. */
static bool has_pool(const struct lines *lines)
{
	const struct bill_rows *rows = &lines->view->rows;

	for (int i = 0; i < rows->n_parts; i++)
		if (i != lines->part && !rows->parts[i].is_frozen && rows->parts[i].weight > 0)
			return false;
	return rows->parts[lines->part].weight > 0;
}

/* Whole pieces of an item that stand in the part, which may own the pool; ret_stands: some of it
 * does. */
static int64_t pieces_in(const struct lines *lines, int item, bool owns_pool, bool *ret_stands)
{
	const struct bill_view *view = lines->view;
	bool stands = false;
	int64_t pieces = 0;

	for (int i = 0; i < view->n_stands; i++) {
		const struct bill_stand *stand = &view->stands[i];
		bool is_mine = stand->part == lines->part && !is_unowned(view, stand->part);

		if (stand->item != item || !(is_mine || (stand->part < 0 && owns_pool)))
			continue;
		pieces += stand->quantity;
		stands = true;
	}
	*ret_stands = stands;
	return pieces;
}

static int64_t pieces_of(const struct lines *lines, int item, bool *ret_stands)
{
	return pieces_in(lines, item, has_pool(lines), ret_stands);
}

/* All of it is this part's, and cheaper by a tax that the part is exempt from (M6). */
static bool is_exempted(const struct lines *lines, int item)
{
	const struct bill_view *view = lines->view;
	int64_t part = view->rows.parts[lines->part].id, exempted = 0;
	bool stands;

	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == part)
			exempted = view->parts[i].exempted_minor;
	return exempted != 0 && view->items[item].quantity ==
					pieces_in(lines, item, view->n_parts == 1, &stands);
}

static bool is_share(int64_t amount, int64_t whole, int64_t num, int64_t den)
{
	int64_t off = amount * den - whole * num;

	return off <= den && off >= -den;
}

/* The part's share of the pool, by weight. */
static bool is_pool_share(const struct lines *lines, int64_t num, int64_t den)
{
	const struct bill_rows *rows = &lines->view->rows;
	int64_t sum = 0;

	for (int i = 0; i < rows->n_parts; i++)
		if (!rows->parts[i].is_frozen)
			sum += rows->parts[i].weight;
	return sum > 0 && !rows->parts[lines->part].is_frozen &&
	       num * sum == rows->parts[lines->part].weight * den;
}

/* Which fraction of the whole an amount is, within one minor unit; den 0: none that reads well.  A
 * small amount fits many: only what so many parts can share is told. */
static void find_fraction(const struct lines *lines, int64_t amount, int64_t whole,
			  struct bill_part_line *line)
{
	for (int64_t den = 1; den <= BILL_FRACTION_MAX; den++)
		for (int64_t num = 1; num <= den; num++)
			if (is_share(amount, whole, num, den) &&
			    (den <= lines->view->n_parts || is_pool_share(lines, num, den))) {
				line->num = num;
				line->den = den;
				return;
			}
}

static struct bill_part_line line_of(const struct lines *lines, int item)
{
	const struct bill_item *row = &lines->view->items[item];
	struct bill_part_line line = { .item = item, .amount_minor = lines->amount[item] };
	bool stands;
	int64_t pieces = pieces_of(lines, item, &stands), whole = row->amount_minor;

	if (row->quantity < 1)
		return line;
	if (is_exempted(lines, item) ||
	    (whole == line.amount_minor && (whole != 0 || pieces == row->quantity ||
					    lines->view->n_parts == 1)))
		line.pieces = row->quantity;
	else if (pieces > 0 && is_share(line.amount_minor, whole, pieces, row->quantity))
		line.pieces = pieces;
	if (line.pieces > 0) {
		line.num = line.pieces;
		line.den = row->quantity;
	} else if (whole != 0) {
		find_fraction(lines, line.amount_minor, whole, &line);
	}
	if (row->discount_minor != 0 && whole != 0)
		(void)money_scale(row->discount_minor, llabs(line.amount_minor), llabs(whole),
				  &line.discount_minor);
	else if (row->discount_minor != 0)
		line.discount_minor = row->discount_minor * line.pieces / row->quantity;
	return line;
}

/* A discount on the check; what they all take off this part, by what each takes off. */
static enum err share_discounts(struct lines *lines)
{
	const struct bill_view *view = lines->view;
	enum err err = ERR_OK;

	for (int i = 0; i < view->n_items; i++)
		lines->own[i] = view->items[i].is_discount ? view->items[i].taken_minor : 0;
	if (sum_of(lines->own, view->n_items) != 0)
		err = add_shares(-lines->discount_minor, lines->own, view->n_items, lines->amount);
	else
		lines->rest_minor -= lines->discount_minor;
	return err;
}

static bool is_listed(const struct lines *lines, int item)
{
	bool stands;

	pieces_of(lines, item, &stands);
	return lines->amount[item] != 0 || stands || lines->view->n_parts == 1;
}

static enum err find_lines(struct lines *lines, struct bill_part_line *into, int *ret_n)
{
	const struct bill_view *view = lines->view;
	enum err err = ERR_OK;
	int n = 0;

	for (int c = 0; err == ERR_OK && c < view->n_columns; c++)
		err = add_column(lines, c);
	if (err == ERR_OK)
		err = share_discounts(lines);
	for (int i = 0; err == ERR_OK && i < view->n_items; i++)
		if (is_listed(lines, i))
			into[n++] = line_of(lines, i);
	if (err == ERR_OK && lines->rest_minor != 0)
		into[n++] = (struct bill_part_line){ .item = -1,
						     .amount_minor = lines->rest_minor };
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err bill_part_lines(const struct bill_view *view, int part, struct bill_part_line *lines,
			 int *ret_n)
{
	size_t n = (size_t)view->n_items + 1;
	struct lines work = { .view = view,
			      .part = part,
			      .own = calloc(n, sizeof *work.own),
			      .unowned = calloc(n, sizeof *work.unowned),
			      .amount = calloc(n, sizeof *work.amount) };
	enum err err = ERR_MEMORY;

	if (work.own != NULL && work.unowned != NULL && work.amount != NULL)
		err = find_lines(&work, lines, ret_n);
	free(work.own);
	free(work.unowned);
	free(work.amount);
	return err;
}
