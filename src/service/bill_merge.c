/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_merge.c -- all that is open on one bill goes to another one.  A discount on the
 * whole check stays behind, where it has nothing left to take off; what it took off stands on the
 * lines where they are now.  So an undo has it back as it was.
 */
#include <stdlib.h>

#include "base/str.h"
#include "core/share.h"
#include "service/bill_discount_inside.h"
#include "service/bill_split_inside.h"
#include "service/kitchen.h"

/* What discounts on the check take off each line, by its tax and department. */
struct merging {
	struct tx *tx;
	struct bill_view from, to;
	int64_t *left;               /* [item * n_columns + column]: open, less discounts so far */
	int64_t *off;                /* [item * n_columns + column], of one discount */
	int64_t *lines;              /* where each item of `from` stands now; 0: it stayed */
};

static int64_t *cell_of(const struct merging *merging, int64_t *cells, int item, int column)
{
	return &cells[item * merging->from.n_columns + column];
}

static const struct line_row *row_of(const struct bill_view *view, int64_t id)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].id == id)
			return &view->rows.lines[i];
	return NULL;
}

static bool is_open(const struct bill_view *view, const struct bill_stand *stand)
{
	return stand->part < 0 || !view->rows.parts[stand->part].is_frozen;
}

static void fill_left(struct merging *merging)
{
	const struct bill_view *from = &merging->from;

	for (int i = 0; i < from->n_stands; i++)
		if (is_open(from, &from->stands[i]))
			*cell_of(merging, merging->left, from->stands[i].item,
				 from->stands[i].column) += from->stands[i].amount_minor;
}

/* --- may it be? ------------------------------------------------------------------------------- */

static bool has_discount(const struct bill_view *view)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].is_discount)
			return true;
	return false;
}

/* A part half paid stands in the way, and one that was paid under a discount on all. */
static enum err check_from(struct tx *tx, const struct bill_view *from)
{
	for (int i = 0; i < from->rows.n_parts; i++)
		if (from->rows.parts[i].is_frozen &&
		    (!from->rows.parts[i].is_closed || has_discount(from)))
			return ERR_FROZEN;
	return bill_payments_in(tx, from->rows.head.id);
}

/* Is the same rule by the same rate on the other check too? */
static bool is_on_both(const struct merging *merging, const struct line_row *row)
{
	const struct bill_rows *rows = &merging->to.rows;

	for (int i = 0; row->choice != 0 && row->rate_ppm > 0 && i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_CHECK_DISCOUNT &&
		    rows->lines[i].choice == row->choice &&
		    rows->lines[i].rate_ppm == row->rate_ppm &&
		    discount_stands(rows, i))
			return true;
	return false;
}

/* It is to stand beside the discounts on the other check. */
static enum err check_beside(struct merging *merging, const struct line_row *row)
{
	enum { NO_LINE = -1 };
	struct discount_rule rule;
	enum err err = ERR_OK;

	if (row->choice != 0)
		err = store_discount_rule_by_id(merging->tx->db, row->choice, &rule);
	return err == ERR_OK ? discount_check_stack(merging->tx->db, &merging->to.rows, NO_LINE,
						    row->choice != 0 ? &rule : NULL)
			     : err;
}

/* --- its discounts ---------------------------------------------------------------------------- */

/* The share of one column over its lines that are above zero. */
static enum err share_column(struct merging *merging, int column, int64_t size_minor)
{
	int64_t weights[SHARE_MAX], parts[SHARE_MAX];
	int items[SHARE_MAX], n = 0;
	enum err err;

	for (int i = 0; i < merging->from.n_items; i++) {
		int64_t left = *cell_of(merging, merging->left, i, column);

		if (left <= 0)
			continue;
		if (n == SHARE_MAX)
			return ERR_LIMIT;
		items[n] = i;
		weights[n++] = left;
	}
	if (size_minor == 0)
		return ERR_OK;
	err = share_by_weight(size_minor, weights, n, parts);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		*cell_of(merging, merging->left, items[i], column) -= parts[i];
		*cell_of(merging, merging->off, items[i], column) = parts[i];
	}
	return err;
}

/* As core/bill.h takes it off: over the columns that are above zero. */
static enum err share_off(struct merging *merging, int64_t taken_minor)
{
	int64_t weights[BILL_COLUMNS_MAX], parts[BILL_COLUMNS_MAX];
	int n = merging->from.n_columns;
	enum err err;

	for (int c = 0; c < n; c++) {
		int64_t left = 0;

		for (int i = 0; i < merging->from.n_items; i++)
			left += *cell_of(merging, merging->left, i, c);
		weights[c] = left > 0 ? left : 0;
	}
	err = share_by_weight(taken_minor, weights, n, parts);
	for (int c = 0; err == ERR_OK && c < n; c++)
		err = share_column(merging, c, parts[c]);
	return err;
}

static enum err write_off(struct merging *merging, const struct line_row *row, int item, int column,
			  int64_t amount_minor)
{
	const struct bill_column_view *of = &merging->from.columns[column];
	struct bill_cell cell = { .tax_version = of->tax_version, .department = of->department };
	struct line_row like = { .kind = LINE_DISCOUNT, .rate_ppm = row->rate_ppm,
				 .reason = row->reason, .note = row->note, .level = row->level,
				 .choice = row->choice };
	struct bill_line_sum sum;
	enum err err = bill_line_in(merging->tx, merging->to.rows.head.id, merging->lines[item],
				    &sum);

	if (row->choice != 0)
		str_copy(like.name, sizeof like.name, row->name);
	if (err != ERR_OK)
		return err;
	like = bill_row_of(&sum, &cell, &like);
	like.amount_minor = -amount_minor;
	return store_line_insert(merging->tx, &like);
}

static enum err take_off(struct merging *merging, const struct bill_item *discount)
{
	const struct line_row *row = row_of(&merging->from, discount->line);
	int n = merging->from.n_items, columns = merging->from.n_columns;
	enum err err = ERR_OK;

	for (int i = 0; i < n * columns; i++)
		merging->off[i] = 0;
	if (row == NULL || discount->taken_minor == 0)
		return ERR_OK;
	err = share_off(merging, discount->taken_minor);
	if (err == ERR_OK && is_on_both(merging, row))
		return ERR_OK;
	if (err == ERR_OK)
		err = check_beside(merging, row);
	for (int i = 0; err == ERR_OK && i < n * columns; i++)
		if (merging->off[i] != 0)
			err = write_off(merging, row, i / columns, i % columns, merging->off[i]);
	return err;
}

/* --- the lines -------------------------------------------------------------------------------- */

static enum err pass_all(struct merging *merging)
{
	const struct bill_view *from = &merging->from;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < from->n_items; i++) {
		int64_t open = 0;

		for (int s = 0; s < from->n_stands; s++)
			if (from->stands[s].item == i && is_open(from, &from->stands[s]))
				open += from->stands[s].quantity;
		if (open > 0)
			err = split_pass_in(merging->tx, from, merging->to.rows.head.id,
					    from->items[i].line, open, &merging->lines[i]);
	}
	return err;
}

static enum err take_all_off(struct merging *merging)
{
	enum err err = ERR_OK;

	fill_left(merging);
	for (int i = 0; err == ERR_OK && i < merging->from.n_items; i++)
		if (merging->from.items[i].is_discount)
			err = take_off(merging, &merging->from.items[i]);
	return err;
}

static enum err check_left(struct tx *tx, int64_t bill)
{
	int64_t due = 0;
	enum err err = bill_due(tx->db, bill, &due);

	return err == ERR_OK && due != 0 ? ERR_FROZEN : err;
}

static enum err bring(struct merging *merging)
{
	size_t n = (size_t)merging->from.n_items + 1;
	size_t cells = n * ((size_t)merging->from.n_columns + 1);
	enum err err = check_from(merging->tx, &merging->from);

	if (err != ERR_OK)
		return err;
	merging->left = calloc(cells, sizeof *merging->left);
	merging->off = calloc(cells, sizeof *merging->off);
	merging->lines = calloc(n, sizeof *merging->lines);
	if (merging->left == NULL || merging->off == NULL || merging->lines == NULL)
		err = ERR_MEMORY;
	if (err == ERR_OK)
		err = pass_all(merging);
	if (err == ERR_OK)
		err = take_all_off(merging);
	free(merging->left);
	free(merging->off);
	free(merging->lines);
	return err;
}

static enum err bring_all(struct tx *tx, int64_t from, int64_t to)
{
	struct merging merging = { .tx = tx };
	enum err err = bill_view_load(tx->db, from, &merging.from);

	if (err == ERR_OK)
		err = bill_view_load(tx->db, to, &merging.to);
	if (err == ERR_OK)
		err = bring(&merging);
	bill_view_done(&merging.from);
	bill_view_done(&merging.to);
	return err == ERR_OK ? check_left(tx, from) : err;
}

static enum err merge_in(struct tx *tx, void *arg)
{
	const int64_t *other = arg;
	struct bill_head head, from;
	enum err err = split_begin_in(tx, &head);

	if (err == ERR_OK)
		err = *other == head.id ? ERR_RANGE : split_other_in(tx, *other, &from);
	if (err == ERR_OK)
		err = bring_all(tx, from.id, head.id);
	if (err != ERR_OK)
		return err;
	from.state = BILL_CLOSED;
	from.holder = 0;
	if (head.covers + from.covers <= BILL_COVERS_MAX)
		head.covers += from.covers;
	return split_end_both_in(tx, &from, &head, CHANGE_MERGE_OUT, CHANGE_MERGE_IN);
}

enum err bill_merge(struct app *app, const struct act *act, int64_t from)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)from);
	return act_run(app->db, act, "bill-merge", content, merge_in, &from, NULL);
}

/* --- what it would come to -------------------------------------------------------------------- */

struct looking {
	int64_t from;
	struct bill_merged merged;
	bool is_seen;
};

/* Does it and ends with an error, so that nothing of it stays. */
static enum err look_in(struct tx *tx, void *arg)
{
	struct looking *looking = arg;
	struct bill_view view;
	enum err err = merge_in(tx, &looking->from);

	if (err == ERR_OK)
		err = bill_view_load(tx->db, tx->act->bill, &view);
	if (err != ERR_OK)
		return err;
	looking->merged = (struct bill_merged){ view.due_minor, view.out.service_minor };
	looking->is_seen = true;
	bill_view_done(&view);
	return ERR_STATE;
}

enum err bill_merge_look(struct app *app, const struct act *act, int64_t from,
			 struct bill_merged *ret_merged)
{
	struct looking looking = { .from = from };
	enum err err = act_run(app->db, act, "bill-merge-look", "", look_in, &looking, NULL);

	if (!looking.is_seen)
		return err;
	*ret_merged = looking.merged;
	return ERR_OK;
}
