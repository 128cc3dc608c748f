/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_lines.c -- what is left of a closed part's columns and lines, and what an order
 * takes of it: pieces of lines by their share of what is left, or an amount over all columns.
 */
#include "service/refund_inside.h"

static int column_of(const struct bill_view *view, int64_t tax_version, int64_t department)
{
	for (int c = 0; c < view->n_columns; c++)
		if (view->columns[c].tax_version == tax_version &&
		    view->columns[c].department == department)
			return c;
	return -1;
}

static int item_of(const struct bill_view *view, int64_t line)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line && !view->items[i].is_discount)
			return i;
	return -1;
}

static enum err take_before(void *arg, const struct refund_line_row *row)
{
	struct refund_work *work = arg;
	int column = column_of(&work->view, row->tax_version, row->department);
	int item = row->line == 0 ? -1 : item_of(&work->view, row->line);
	int64_t *cell;

	if (column < 0 || row->component < 0 || row->component > TAX_PARTS_MAX)
		return ERR_CORRUPT;
	if (row->component == 0 && item >= 0)
		work->pieces[item] += row->quantity;
	cell = row->component == 0 ? &work->left[column].net_minor
				   : &work->left[column].tax_minor[row->component - 1];
	return money_subtract_minor(*cell, row->amount_minor, cell);
}

enum err refund_lines_read(struct refund_work *work)
{
	const struct bill_view *view = &work->view;
	ptrdiff_t row = work->part - view->rows.parts;
	int64_t ledger;
	enum err err = ERR_OK;

	for (int c = 0; err == ERR_OK && c < view->n_columns; c++) {
		work->left[c] = view->cells[row * view->n_columns + c];
		err = store_department_ledger(work->db, view->columns[c].department, &ledger);
		work->is_gift[c] = err == ERR_OK && ledger == LEDGER_GIFT_CARDS;
	}
	return err == ERR_OK ? store_refund_each_line(work->db, work->part->id, take_before, work)
			     : err;
}

/* Nobody's own is what stands in the pool, and in parts that owe an amount. */
static bool is_unowned(const struct bill_view *view, const struct bill_stand *stand)
{
	return stand->part < 0 || view->rows.parts[stand->part].fixed_minor >= 0;
}

static bool has_own_lines(const struct refund_work *work)
{
	return work->view.holds[work->part - work->view.rows.parts];
}

/* How much of what stands there the part holds, against the rest of the column: its own whole, the
 * pool's by the part's weight among all (core/bill.h, step 6); a part by amount takes its slice
 * of every line that is nobody's own. */
static int64_t holds(const struct refund_work *work, const struct bill_stand *stand)
{
	const struct part_row *mine = work->part;
	bool is_mine = stand->part >= 0 && &work->view.rows.parts[stand->part] == mine;
	bool is_pool = is_unowned(&work->view, stand);
	int64_t all = 0;

	if (mine->fixed_minor >= 0)
		return is_pool ? 1 : 0;
	for (int i = 0; i < work->view.rows.n_parts; i++)
		if (work->view.rows.parts[i].fixed_minor < 0)
			all += work->view.rows.parts[i].weight;
	if (is_mine)
		return all > 0 ? all : 1;
	if (!is_pool)
		return 0;
	return mine->weight == 0 && !has_own_lines(work) ? 1 : mine->weight;
}

/* The pieces that the part can give back of an item: those that stand in it, or all where it has
 * only a share of them. */
static int64_t pieces_of(const struct refund_work *work, int item)
{
	int64_t pieces = 0;

	for (int i = 0; i < work->view.n_stands; i++) {
		const struct bill_stand *stand = &work->view.stands[i];

		if (stand->item != item || holds(work, stand) == 0)
			continue;
		if (is_unowned(&work->view, stand))
			return work->view.items[item].quantity;
		pieces += stand->quantity;
	}
	return pieces > 0 ? pieces : work->view.items[item].quantity;
}

/* What the part holds of an item in a column, in units that count alike for all lines. */
static enum err claim_of(const struct refund_work *work, int item, int column, int64_t *ret_claim)
{
	int64_t sum = 0, claim;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < work->view.n_stands; i++) {
		const struct bill_stand *stand = &work->view.stands[i];

		if (stand->item != item || stand->column != column)
			continue;
		err = money_multiply_minor(stand->amount_minor, holds(work, stand), &claim);
		if (err == ERR_OK)
			err = money_add_minor(sum, claim, &sum);
	}
	if (err == ERR_OK)
		*ret_claim = sum;
	return err;
}

/* The weight in a column of `quantity` of the pieces left of an item; 0: all of them. */
static enum err weigh(const struct refund_work *work, int item, int column, int64_t quantity,
		      int64_t *ret_weight)
{
	int64_t before = work->pieces[item], pieces = pieces_of(work, item), claim;
	enum err err;

	if (pieces < 1 || before > pieces)
		return ERR_REFUNDED;
	err = claim_of(work, item, column, &claim);
	return err == ERR_OK ? refund_weight(claim, pieces, before,
					     quantity == 0 ? pieces - before : quantity,
					     ret_weight)
			     : err;
}

/* The weights of all that is left in a column. */
static enum err weigh_column(const struct refund_work *work, int column, int64_t *ret_weight)
{
	int64_t sum = 0, weight, claim;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < work->view.n_items; i++) {
		const struct bill_item *item = &work->view.items[i];

		if (item->is_discount || item->quantity < 1)
			continue;
		err = claim_of(work, i, column, &claim);
		if (err != ERR_OK || claim == 0)
			continue;
		err = weigh(work, i, column, 0, &weight);
		if (err == ERR_OK)
			err = money_add_minor(sum, weight, &sum);
	}
	if (err == ERR_OK)
		*ret_weight = sum;
	return err;
}

static enum err add_slice(struct refund_work *work, int64_t line, int64_t quantity, int column,
			  const struct share_amount *amount)
{
	if (work->n_slices == (int)(sizeof work->slices / sizeof *work->slices))
		return ERR_LIMIT;
	work->slices[work->n_slices++] = (struct refund_slice){ line, quantity, column, *amount };
	return share_subtract(&work->left[column], amount, &work->left[column]);
}

/* What the pieces of an item come to in one column. */
static enum err take_column(const struct refund_work *work, int item, int column, int64_t pieces,
			    struct share_amount *ret_taken)
{
	int64_t weight, all;
	enum err err = weigh(work, item, column, pieces, &weight);

	if (err == ERR_OK)
		err = weigh_column(work, column, &all);
	return err == ERR_OK ? refund_of_line(&work->left[column], weight, all, ret_taken) : err;
}

/* The columns in which the part has something of an item; how many. */
static int columns_of(const struct refund_work *work, int item, int *columns)
{
	int n = 0;

	for (int i = 0; i < work->view.n_stands; i++) {
		const struct bill_stand *stand = &work->view.stands[i];
		bool is_known = false;

		for (int c = 0; c < n; c++)
			is_known |= columns[c] == stand->column;
		if (stand->item == item && !is_known && holds(work, stand) != 0)
			columns[n++] = stand->column;
	}
	return n;
}

/* The first column of a line has its pieces. */
static enum err take_line(struct refund_work *work, const struct refund_pick *pick)
{
	int item = item_of(&work->view, pick->line), columns[BILL_COLUMNS_MAX], n;
	struct share_amount taken[BILL_COLUMNS_MAX];
	int64_t pieces;
	enum err err = ERR_OK;

	n = item < 0 ? 0 : columns_of(work, item, columns);
	if (n == 0)
		return ERR_NOT_FOUND;
	pieces = pick->quantity == 0 ? pieces_of(work, item) - work->pieces[item] : pick->quantity;
	if (pieces < 1)
		return pick->quantity < 0 ? ERR_RANGE : ERR_REFUNDED;
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = take_column(work, item, columns[i], pieces, &taken[i]);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = add_slice(work, pick->line, i == 0 ? pieces : 0, columns[i], &taken[i]);
	if (err == ERR_OK)
		work->pieces[item] += pieces;
	return err;
}

enum err refund_line_left(const struct refund_work *work, int item, struct refund_left *ret_left,
			  bool *ret_has)
{
	int columns[BILL_COLUMNS_MAX], n = columns_of(work, item, columns);
	struct refund_left left = { .item = item, .line = work->view.items[item].line,
				    .pieces = pieces_of(work, item),
				    .back = work->pieces[item] };
	struct share_amount taken;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n && left.pieces > left.back; i++) {
		err = take_column(work, item, columns[i], left.pieces - left.back, &taken);
		if (err == ERR_OK)
			left.left_minor += share_total(&taken);
	}
	if (err != ERR_OK)
		return err;
	*ret_has = n > 0;
	*ret_left = left;
	return ERR_OK;
}

static int64_t left_in_all(const struct refund_work *work)
{
	int64_t sum = 0;

	for (int c = 0; c < work->view.n_columns; c++)
		if (!work->is_gift[c] || work->order->n_picks > 0)
			sum += share_total(&work->left[c]);
	return sum;
}

static enum err take_amount(struct refund_work *work, int64_t amount_minor)
{
	struct share_amount taken[BILL_COLUMNS_MAX], left[BILL_COLUMNS_MAX] = { 0 };
	enum err err;

	if (amount_minor < 0)
		return ERR_RANGE;
	for (int c = 0; c < work->view.n_columns; c++)
		if (!work->is_gift[c])
			left[c] = work->left[c];
	err = refund_of_amount(left, work->view.n_columns, amount_minor, taken);
	for (int c = 0; err == ERR_OK && c < work->view.n_columns; c++)
		if (share_total(&taken[c]) != 0 || taken[c].net_minor != 0)
			err = add_slice(work, 0, 0, c, &taken[c]);
	return err;
}

enum err refund_lines_take(struct refund_work *work)
{
	const struct refund_order *order = work->order;
	struct refund_plan *plan = &work->plan;
	enum err err = ERR_OK;

	plan->left_minor = left_in_all(work);
	for (int i = 0; err == ERR_OK && i < order->n_picks; i++)
		err = take_line(work, &order->picks[i]);
	if (err == ERR_OK && order->n_picks == 0 && order->amount_minor != REFUND_TIP_ONLY)
		err = take_amount(work, order->amount_minor == 0 ? plan->left_minor
								 : order->amount_minor);
	for (int i = 0; err == ERR_OK && i < work->n_slices; i++) {
		int64_t total = share_total(&work->slices[i].amount);

		plan->total_minor += total;
		plan->tax_minor += total - work->slices[i].amount.net_minor;
	}
	if (err == ERR_OK && plan->total_minor > plan->left_minor)
		err = ERR_REFUNDED;
	return err;
}
