/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_pass.c -- a line goes from one bill to another, with its cents, its tax version, its
 * choices and what the kitchen knows of it (M3, M4).
 */
#include "base/str.h"
#include "core/share.h"
#include "service/bill_split_inside.h"
#include "store/store_gift.h"

/* A line on its way: what leaves its bill, by column. */
struct passage {
	struct tx *tx;
	struct bill_line_sum sum;
	const struct bill_item *item;
	int64_t quantity;
	int64_t to_bill;
	struct bill_cell columns[BILL_COLUMNS_MAX];
	int n;
	int64_t amount_minor, discount_minor, sent;
	int64_t line;                /* the new one */
};

static int column_at(struct passage *passage, const struct bill_cell *cell)
{
	int i = 0;

	while (i < passage->n && (passage->columns[i].tax_version != cell->tax_version ||
				  passage->columns[i].department != cell->department))
		i++;
	return i;
}

/* Writes one row that takes from a cell and counts it in its column. */
static enum err leave_cell(struct passage *passage, const struct bill_cell *cell,
			   int64_t quantity, int64_t amount_minor)
{
	static const struct line_row like = { .kind = LINE_TRANSFER };
	struct line_row row = bill_row_of(&passage->sum, cell, &like);
	int at = column_at(passage, cell);

	if (quantity == 0 && amount_minor == 0)
		return ERR_OK;
	if (at == BILL_COLUMNS_MAX)
		return ERR_LIMIT;
	if (at == passage->n) {
		passage->columns[passage->n++] = *cell;
		passage->columns[at].quantity = passage->columns[at].amount_minor = 0;
	}
	passage->columns[at].quantity += quantity;
	passage->columns[at].amount_minor += amount_minor;
	passage->amount_minor += amount_minor;
	row.quantity = -quantity;
	row.amount_minor = -amount_minor;
	return store_line_insert(passage->tx, &row);
}

/* What leaves each open cell: its share of the amount and of the pieces (M2). */
static enum err shares_of(const struct passage *passage, int64_t *amounts, int64_t *pieces)
{
	const struct bill_line_sum *sum = &passage->sum;
	int64_t by_amount[BILL_CELLS_MAX], by_piece[BILL_CELLS_MAX], worth = 0, open = 0;
	enum err err = bill_pieces_worth(sum, passage->quantity, &worth);

	for (int i = 0; i < sum->n_cells; i++) {
		const struct bill_cell *cell = &sum->cells[i];

		by_amount[i] = cell->is_frozen ? 0 : cell->amount_minor;
		by_piece[i] = cell->is_frozen || cell->quantity < 0 ? 0 : cell->quantity;
		open += by_piece[i];
		amounts[i] = pieces[i] = 0;
	}
	if (err == ERR_OK && open < passage->quantity)
		err = ERR_FROZEN;
	if (err == ERR_OK && passage->quantity == open) {
		for (int i = 0; i < sum->n_cells; i++) {
			amounts[i] = by_amount[i];
			pieces[i] = by_piece[i];
		}
		return ERR_OK;
	}
	if (err == ERR_OK && sum->open_minor != 0)
		err = share_by_amount(worth, by_amount, sum->n_cells, amounts);
	return err == ERR_OK
		       ? share_by_weight(passage->quantity, by_piece, sum->n_cells, pieces)
		       : err;
}

/* What the kitchen knows of goes first. */
static enum err leave_sent(struct passage *passage)
{
	struct line_row row = { .bill = passage->sum.row.bill,
				.kind = LINE_SEND,
				.of = passage->sum.row.id,
				.item = passage->sum.row.item };
	int64_t sent = passage->item->sent;

	passage->sent = sent < passage->quantity ? sent : passage->quantity;
	if (passage->sent <= 0)
		return ERR_OK;
	row.sent = -passage->sent;
	return store_line_insert(passage->tx, &row);
}

static enum err leave(struct passage *passage)
{
	int64_t amounts[BILL_CELLS_MAX], pieces[BILL_CELLS_MAX];
	enum err err = passage->sum.n_cells == 0 ? ERR_STATE
						 : shares_of(passage, amounts, pieces);

	for (int i = 0; err == ERR_OK && i < passage->sum.n_cells; i++)
		err = leave_cell(passage, &passage->sum.cells[i], pieces[i], amounts[i]);
	if (err == ERR_OK && passage->item->discount_minor != 0)
		err = money_multiply_minor(passage->sum.unit_minor, passage->quantity,
					   &passage->discount_minor);
	if (err == ERR_OK && passage->item->discount_minor != 0)
		passage->discount_minor -= passage->amount_minor;
	return err == ERR_OK ? leave_sent(passage) : err;
}

/* A row of the new line. */
static enum err arrive_row(struct passage *passage, struct line_row *row)
{
	row->bill = passage->to_bill;
	row->of = passage->line;
	if (row->kind != LINE_CHOICE)
		row->item = passage->sum.row.item;
	if (row->name[0] == '\0')
		str_copy(row->name, sizeof row->name, passage->sum.row.name);
	return store_line_insert(passage->tx, row);
}

/* The choices go along as names and prices, what they cost is in the line's columns; and all of the
 * notes, since a later one does not take an allergy back. */
static enum err arrive_choices(struct passage *passage)
{
	static const char sql[] = "SELECT id FROM line WHERE property = $1 AND bill = $2 "
				  "AND of = $3 AND kind IN ('choice', 'note') "
				  "ORDER BY turn, id";
	int64_t ids[BILL_CELLS_MAX];
	struct tx *tx = passage->tx;
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(passage->sum.row.bill),
					V(passage->sum.row.id));
	int n = 0;
	enum err err;

	while (n < BILL_CELLS_MAX && db_next(rows))
		ids[n++] = db_int(rows, 0);
	err = db_end(rows);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct line_row row;

		err = store_line_load(tx->db, ids[i], &row);
		if (err != ERR_OK)
			return err;
		row.part = row.amount_minor = row.quantity = 0;
		err = arrive_row(passage, &row);
	}
	return err;
}

static int64_t choices_price(struct passage *passage, enum err *err)
{
	static const char sql[] =
		"SELECT coalesce(sum(price_minor), 0) FROM line WHERE property = $1 AND bill = $2 "
		"AND of = $3 AND kind = 'choice'";
	struct tx *tx = passage->tx;
	int64_t sum = 0;

	*err = db_one_int(tx->db, &sum, sql, V(tx->property), V(passage->sum.row.bill),
			  V(passage->sum.row.id));
	return sum;
}

/* The new line and its columns: the first row carries what a discount took off, and the discount
 * follows it. */
static enum err arrive_columns(struct passage *passage)
{
	enum err err = ERR_OK;
	int64_t choices = choices_price(passage, &err);

	for (int i = 0; err == ERR_OK && i < passage->n; i++) {
		const struct bill_cell *column = &passage->columns[i];
		struct line_row row = { .kind = LINE_ITEM,
					.quantity = column->quantity,
					.amount_minor = column->amount_minor,
					.tax_version = column->tax_version,
					.department = column->department };

		if (i == 0) {
			row.amount_minor += passage->discount_minor;
			row.price_minor = passage->sum.unit_minor - choices;
			row.course = passage->item->course;
			row.level = passage->sum.row.level;
			row.choice = passage->sum.row.choice;
			row.source = passage->sum.row.id;
		}
		err = arrive_row(passage, &row);
		if (i == 0)
			passage->line = row.id;
	}
	return err;
}

/* The discounts that a line has, each kind once, with what it was given for; and how much it took
 * off at first. */
#define OFFS_MAX 16
struct offs {
	struct line_row like[OFFS_MAX];
	int64_t weights[OFFS_MAX];
	int n;
};

static bool is_same_off(const struct line_row *a, const struct line_row *b)
{
	return a->choice == b->choice && a->level == b->level && a->reason == b->reason &&
	       a->note == b->note && a->rate_ppm == b->rate_ppm;
}

static void add_off(struct offs *offs, const struct line_row *row)
{
	int at = 0;

	while (at < offs->n && !is_same_off(&offs->like[at], row))
		at++;
	if (at == OFFS_MAX)
		at--;
	if (at == offs->n) {
		offs->like[offs->n] = *row;
		offs->weights[offs->n++] = 0;
	}
	offs->weights[at] += row->amount_minor < 0 ? -row->amount_minor : 0;
}

static enum err list_offs(struct passage *passage, struct offs *offs)
{
	static const char sql[] = "SELECT id FROM line WHERE property = $1 AND bill = $2 "
				  "AND of = $3 AND kind IN ('line-discount', 'undiscount') "
				  "ORDER BY turn, id";
	int64_t ids[BILL_ROWS_MAX];
	struct tx *tx = passage->tx;
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(passage->sum.row.bill),
					V(passage->sum.row.id));
	int n = 0;
	enum err err;

	while (n < BILL_ROWS_MAX && db_next(rows))
		ids[n++] = db_int(rows, 0);
	err = db_end(rows);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct line_row row;

		err = store_line_load(tx->db, ids[i], &row);
		if (err == ERR_OK && row.kind == LINE_UNDISCOUNT)
			offs->n = 0;
		else if (err == ERR_OK)
			add_off(offs, &row);
	}
	return err;
}

/* A comp stays a comp: what comes of each discount keeps its rule, kind and reason. */
static enum err arrive_discounts(struct passage *passage)
{
	struct offs offs = { .n = 0 };
	int64_t shares[OFFS_MAX];
	enum err err;

	if (passage->discount_minor == 0)
		return ERR_OK;
	err = list_offs(passage, &offs);
	if (err == ERR_OK && offs.n == 0)
		offs.like[offs.n++] = (struct line_row){ .kind = LINE_DISCOUNT };
	if (err == ERR_OK)
		err = share_by_weight(passage->discount_minor, offs.weights, offs.n, shares);
	for (int i = 0; err == ERR_OK && i < offs.n; i++) {
		struct line_row row = { .kind = LINE_DISCOUNT,
					.amount_minor = -shares[i],
					.rate_ppm = offs.like[i].rate_ppm,
					.reason = offs.like[i].reason,
					.note = offs.like[i].note,
					.level = offs.like[i].level,
					.choice = offs.like[i].choice,
					.tax_version = passage->columns[0].tax_version,
					.department = passage->columns[0].department };

		str_copy(row.name, sizeof row.name, offs.like[i].name);
		if (shares[i] != 0)
			err = arrive_row(passage, &row);
	}
	return err;
}

static enum err arrive_rest(struct passage *passage)
{
	struct line_row send = { .kind = LINE_SEND, .sent = passage->sent };
	enum err err = arrive_choices(passage);

	if (err == ERR_OK)
		err = arrive_discounts(passage);
	if (err == ERR_OK && send.sent > 0)
		err = arrive_row(passage, &send);
	return err;
}

/* A gift card goes whole: its line loads it. */
static enum err arrive_gift(struct passage *passage)
{
	int64_t card;
	enum err err = store_gift_of_line(passage->tx->db, passage->sum.row.id, &card);

	if (err == ERR_NOT_FOUND)
		return ERR_OK;
	if (err == ERR_OK && passage->quantity != passage->sum.quantity)
		err = ERR_STATE;
	return err == ERR_OK ? store_gift_line_insert(passage->tx, passage->to_bill,
						      passage->line, card)
			     : err;
}

static const struct bill_item *item_of(const struct bill_view *view, int64_t line)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line && !view->items[i].is_discount)
			return &view->items[i];
	return NULL;
}

enum err split_pass_in(struct tx *tx, const struct bill_view *from, int64_t to, int64_t line,
		       int64_t quantity, int64_t *ret_line)
{
	struct passage passage = { .tx = tx, .to_bill = to, .item = item_of(from, line) };
	enum err err = passage.item == NULL ? ERR_NOT_FOUND
					    : bill_line_in(tx, from->rows.head.id, line,
							   &passage.sum);

	if (err != ERR_OK)
		return err;
	passage.quantity = quantity == 0 ? passage.sum.quantity : quantity;
	if (passage.quantity > passage.sum.quantity)
		return ERR_RANGE;
	err = leave(&passage);
	if (err == ERR_OK)
		err = arrive_columns(&passage);
	if (err == ERR_OK)
		err = arrive_rest(&passage);
	if (err == ERR_OK)
		err = arrive_gift(&passage);
	if (err == ERR_OK && ret_line != NULL)
		*ret_line = passage.line;
	return err;
}
