/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_transfer.c -- a bill goes to another table or person; lines go to another bill, with
 * their cents, their tax version, their choices and what the kitchen knows of them (M3, M4).
 */
#include "base/str.h"
#include "core/share.h"
#include "service/bill_split_inside.h"
#include "service/kitchen.h"
#include "store/store_gift.h"
#include "store/store_staff.h"

enum err split_other_in(struct tx *tx, int64_t bill, struct bill_head *ret_head)
{
	struct bill_head head;
	enum err err = store_bill_head(tx->db, bill, &head);

	if (err != ERR_OK)
		return err;
	if (head.state == BILL_CLOSED)
		return ERR_CLOSED;
	if (head.state == BILL_SETTLING || (head.holder != 0 && head.holder != tx->station))
		return ERR_HELD;
	*ret_head = head;
	return ERR_OK;
}

/* --- table, person ------------------------------------------------------------------------- */

struct place {
	int64_t table_number;
	const char *name;
};

/* The id of a table that nobody sits at; ERR_EXISTS. */
static enum err free_table(struct tx *tx, int64_t number, int64_t *ret_table)
{
	struct floor_table table;
	int64_t there;
	enum err err = store_table_by_number(tx->db, number, &table);

	if (err != ERR_OK)
		return err;
	err = store_bill_at_table(tx->db, table.id, &there);
	if (err == ERR_OK)
		return ERR_EXISTS;
	if (err == ERR_NOT_FOUND) {
		*ret_table = table.id;
		err = ERR_OK;
	}
	return err;
}

static enum err table_in(struct tx *tx, void *arg)
{
	const struct place *place = arg;
	struct change_row change = { .kind = CHANGE_TABLE };
	struct bill_head head = { 0 };
	int64_t table = 0, from_table;
	enum err err = split_begin_in(tx, &head);

	from_table = head.table_number;
	if (err == ERR_OK && place->table_number != 0)
		err = free_table(tx, place->table_number, &table);
	if (err == ERR_OK && table == 0 && place->name[0] == '\0' && head.name[0] == '\0')
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	change.was = head.dining_table;
	change.now = head.dining_table = table;
	if (place->name[0] != '\0')
		str_copy(head.name, sizeof head.name, place->name);
	err = split_end_in(tx, &head, &change);
	return err == ERR_OK ? kitchen_table_in(tx, head.id, from_table) : err;
}

enum err bill_transfer_table(struct app *app, const struct act *act, int64_t table_number,
			     const char *name)
{
	struct place place = { table_number, name };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_text_check(name, BILL_NAME_SIZE);

	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "transfer-table", act->bill, &hash);
	hash_int(&hash, table_number);
	hash_str(&hash, name);
	hash_end(&hash, content);
	return act_run(app->db, act, "transfer-table", content, table_in, &place, NULL);
}

static enum err staff_in(struct tx *tx, void *arg)
{
	const int64_t *to = arg;
	struct change_row change = { .kind = CHANGE_STAFF, .now = *to };
	struct bill_head head;
	struct staff staff;
	enum err err = split_begin_in(tx, &head);

	if (err == ERR_OK)
		err = store_staff_by_id(tx->db, *to, &staff);
	if (err == ERR_OK && (!staff.is_active || app_may(tx, *to, PERM_SELL, 0) != ERR_OK))
		err = ERR_PERMISSION;
	if (err == ERR_OK)
		err = store_bill_set_staff(tx, head.id, *to);
	change.was = head.staff;
	return err == ERR_OK ? split_end_in(tx, &head, &change) : err;
}

enum err bill_transfer_staff(struct app *app, const struct act *act, int64_t staff)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)staff);
	return act_run(app->db, act, "transfer-staff", content, staff_in, &staff, NULL);
}

/* --- lines --------------------------------------------------------------------------------- */

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

static enum err arrive_rest(struct passage *passage)
{
	struct line_row discount = { .kind = LINE_DISCOUNT,
				     .amount_minor = -passage->discount_minor,
				     .tax_version = passage->columns[0].tax_version,
				     .department = passage->columns[0].department };
	struct line_row send = { .kind = LINE_SEND, .sent = passage->sent };
	enum err err = arrive_choices(passage);

	if (err == ERR_OK && discount.amount_minor != 0)
		err = arrive_row(passage, &discount);
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

static enum err pass_line(struct tx *tx, const struct bill_view *from, int64_t to, int64_t line,
			  int64_t quantity)
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
	return err == ERR_OK ? arrive_gift(&passage) : err;
}

struct lines {
	const int64_t *lines, *quantities;
	int n;
	int64_t to_bill;
};

static enum err end_both(struct tx *tx, const struct bill_head *from, const struct bill_head *to,
			 enum change_kind out, enum change_kind in)
{
	struct change_row leaves = { .kind = out, .other = to->id, .was = from->dining_table };
	struct change_row comes = { .kind = in, .other = from->id };
	enum err err = split_end_in(tx, from, &leaves);

	if (err == ERR_OK)
		err = split_end_in(tx, to, &comes);
	if (err == ERR_OK)
		err = kitchen_moved_in(tx, from->id, to->id);
	return err == ERR_OK ? bill_added_in(tx, to->id) : err;
}

static enum err lines_in(struct tx *tx, void *arg)
{
	const struct lines *lines = arg;
	struct bill_head head, to;
	struct bill_view view;
	enum err err = split_begin_view_in(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	err = lines->to_bill == head.id ? ERR_RANGE : split_other_in(tx, lines->to_bill, &to);
	for (int i = 0; err == ERR_OK && i < lines->n; i++)
		err = pass_line(tx, &view, to.id, lines->lines[i], lines->quantities[i]);
	bill_view_done(&view);
	return err == ERR_OK ? end_both(tx, &head, &to, CHANGE_LINES_OUT, CHANGE_LINES_IN) : err;
}

enum err bill_transfer_lines(struct app *app, const struct act *act, const int64_t *lines,
			     const int64_t *quantities, int n, int64_t to_bill)
{
	struct lines what = { lines, quantities, n, to_bill };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (n < 1 || n > BILL_ROWS_MAX)
		return ERR_RANGE;
	app_digest_begin(app, "transfer-lines", act->bill, &hash);
	hash_int(&hash, to_bill);
	for (int i = 0; i < n; i++) {
		if (quantities[i] < 0 || quantities[i] > BILL_QUANTITY_MAX)
			return ERR_RANGE;
		hash_int(&hash, lines[i]);
		hash_int(&hash, quantities[i]);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, "transfer-lines", content, lines_in, &what, NULL);
}

/* --- merging ------------------------------------------------------------------------------- */

/* A payment or a hold that is not at an end holds its bill. */
static enum err check_payments(struct tx *tx, int64_t bill)
{
	static const char sql[] =
		"SELECT count(*) FROM payment_live WHERE property = $1 AND bill = $2 AND state "
		"NOT IN ('captured', 'declined', 'stopped', 'released', 'lapsed', 'failed')";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill));

	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

/* What is open goes; a discount on the check stands in the way, and so does a part half paid. */
static enum err check_merge(struct tx *tx, const struct bill_view *from)
{
	for (int i = 0; i < from->n_items; i++)
		if (from->items[i].is_discount)
			return ERR_STATE;
	for (int i = 0; i < from->rows.n_parts; i++)
		if (from->rows.parts[i].is_frozen && !from->rows.parts[i].is_closed)
			return ERR_FROZEN;
	return check_payments(tx, from->rows.head.id);
}

static enum err pass_all(struct tx *tx, const struct bill_view *from, int64_t to)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < from->n_items; i++) {
		int64_t open = 0;

		for (int s = 0; s < from->n_stands; s++)
			if (from->stands[s].item == i &&
			    (from->stands[s].part < 0 ||
			     !from->rows.parts[from->stands[s].part].is_frozen))
				open += from->stands[s].quantity;
		if (open > 0)
			err = pass_line(tx, from, to, from->items[i].line, open);
	}
	return err;
}

static enum err check_left(struct tx *tx, int64_t bill)
{
	int64_t due = 0;
	enum err err = bill_due(tx->db, bill, &due);

	return err == ERR_OK && due != 0 ? ERR_FROZEN : err;
}

static enum err merge_in(struct tx *tx, void *arg)
{
	const int64_t *other = arg;
	struct bill_head head, from;
	struct bill_view view;
	enum err err = split_begin_in(tx, &head);

	if (err == ERR_OK)
		err = *other == head.id ? ERR_RANGE : split_other_in(tx, *other, &from);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, from.id, &view);
	if (err != ERR_OK)
		return err;
	err = check_merge(tx, &view);
	if (err == ERR_OK)
		err = pass_all(tx, &view, head.id);
	bill_view_done(&view);
	if (err == ERR_OK)
		err = check_left(tx, from.id);
	if (err != ERR_OK)
		return err;
	from.state = BILL_CLOSED;
	from.holder = 0;
	if (head.covers + from.covers <= BILL_COVERS_MAX)
		head.covers += from.covers;
	return end_both(tx, &from, &head, CHANGE_MERGE_OUT, CHANGE_MERGE_IN);
}

enum err bill_merge(struct app *app, const struct act *act, int64_t from)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)from);
	return act_run(app->db, act, "bill-merge", content, merge_in, &from, NULL);
}
