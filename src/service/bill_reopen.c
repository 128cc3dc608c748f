/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_reopen.c -- a closed bill is opened again: what was paid stays as it is, what comes
 * now stands in a new part (M5).
 */
#include "base/str.h"
#include "service/bill_split_inside.h"

/* Parts that were left open with nothing to pay take no share of what comes. */
static enum err retire_parts(struct tx *tx, const struct bill_rows *rows)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < rows->n_parts; i++) {
		const struct part_row *part = &rows->parts[i];

		if (!part->is_closed && !part->is_frozen &&
		    (part->weight != 0 || part->fixed_minor >= 0))
			err = store_part_term_insert(tx, rows->head.id, part->id, 0, -1);
	}
	if (err == ERR_OK && rows->n_parts >= BILL_PARTS_MAX)
		err = ERR_LIMIT;
	return err == ERR_OK ? store_part_insert(tx, rows->head.id,
						 rows->parts[rows->n_parts - 1].no + 1, 1, -1,
						 NULL)
			     : err;
}

/* A card that was loaded when the bill closed would be loaded again. */
static enum err check_gifts(struct tx *tx, int64_t bill)
{
	static const char sql[] =
		"SELECT count(*) FROM gift_line WHERE property = $1 AND bill = $2";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill));

	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

static const struct line_row *row_of(const struct bill_view *view, int64_t id)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].id == id)
			return &view->rows.lines[i];
	return NULL;
}

/* Ends a discount on the check and gives it anew, a price for the check as the amount it was. */
static enum err give_anew(struct tx *tx, const struct line_row *row, int64_t taken_minor)
{
	bool is_target = row->amount_minor == 0 && row->rate_ppm == 0;
	struct line_row end = { .bill = row->bill, .kind = LINE_UNDISCOUNT, .of = row->id };
	struct line_row new = *row;
	enum err err = store_line_insert(tx, &end);

	new.price_minor = 0;
	if (is_target)
		new.amount_minor = taken_minor;
	return err == ERR_OK && (!is_target || taken_minor > 0) ? store_line_insert(tx, &new)
								: err;
}

/* A price for the check was for what is paid: what is rung from here on does not come under it.
 * The discounts keep their order, so those behind it are given anew too. */
static enum err fix_prices(struct tx *tx, int64_t bill)
{
	bool has_price = false;
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	for (int i = 0; err == ERR_OK && i < view.n_items; i++) {
		const struct line_row *row = row_of(&view, view.items[i].line);

		if (!view.items[i].is_discount || row == NULL)
			continue;
		has_price |= row->amount_minor == 0 && row->rate_ppm == 0;
		if (has_price)
			err = give_anew(tx, row, view.items[i].taken_minor);
	}
	bill_view_done(&view);
	return err;
}

/* At a free table, or as a tab that has some name. */
static enum err place_at(struct tx *tx, int64_t table_number, struct bill_head *head)
{
	struct floor_table table = { 0 };
	int64_t there;
	enum err err = ERR_OK;

	if (table_number != 0) {
		err = store_table_by_number(tx->db, table_number, &table);
		if (err == ERR_OK)
			err = store_bill_at_table(tx->db, table.id, &there);
		if (err == ERR_OK)
			return ERR_EXISTS;
		if (err != ERR_NOT_FOUND)
			return err;
	} else if (head->name[0] == '\0') {
		str_format(head->name, sizeof head->name, "#%lld", (long long)head->number);
	}
	head->dining_table = table.id;
	return ERR_OK;
}

static enum err reopen_in(struct tx *tx, void *arg)
{
	const int64_t *table_number = arg;
	struct change_row change = { .kind = CHANGE_REOPEN };
	struct bill_head head;
	struct bill_rows rows;
	enum err err = app_reason(tx);

	if (err == ERR_OK)
		err = app_allow(tx, PERM_REOPEN, 0);
	if (err == ERR_OK)
		err = store_bill_load(tx->db, tx->act->bill, INT64_MAX, &rows);
	if (err != ERR_OK)
		return err;
	head = rows.head;
	err = head.state == BILL_CLOSED ? check_gifts(tx, head.id) : ERR_STATE;
	change.was = head.dining_table;
	if (err == ERR_OK)
		err = place_at(tx, *table_number, &head);
	if (err == ERR_OK)
		err = fix_prices(tx, head.id);
	if (err == ERR_OK)
		err = retire_parts(tx, &rows);
	store_bill_rows_done(&rows);
	if (err != ERR_OK)
		return err;
	change.now = head.dining_table;
	head.state = BILL_OPEN;
	head.holder = tx->station;
	return split_end_in(tx, &head, &change);
}

enum err bill_reopen(struct app *app, const struct act *act, int64_t table_number)
{
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill,
		   (long long)table_number);
	return act_run(app->db, act, "bill-reopen", content, reopen_in, &table_number, NULL);
}
