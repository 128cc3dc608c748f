/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_again.c -- one more of a line already rung, with its choices, at its own price.
 */
#include "base/str.h"
#include "service/bill_price.h"
#include "service/ring.h"

struct again {
	int64_t line, quantity;
};

/* Today's version of the tax class that a version belongs to. */
static enum err version_today(struct tx *tx, int64_t version, int64_t *ret_version)
{
	static const char sql[] =
		"SELECT tax_class FROM tax_version WHERE property = $1 AND id = $2";
	int64_t tax_class = 0;
	enum err err = db_one_int(tx->db, &tax_class, sql, V(tx->property), V(version));

	return err == ERR_OK
		       ? store_tax_version_at(tx->db, tax_class, tx->business_date, ret_version)
		       : err;
}

/* Has the rate of what the line holds changed since it was rung, here or on another bill? */
static enum err has_new_rate(struct tx *tx, const struct bill_line_sum *sum, bool *ret_has)
{
	int64_t today, version = sum->row.tax_version;
	enum err err = version_today(tx, version, &today);

	for (int i = 0; err == ERR_OK && today == version && i < sum->n_cells; i++) {
		version = sum->cells[i].tax_version;
		err = version_today(tx, version, &today);
	}
	if (err == ERR_OK)
		*ret_has = today != version;
	return err;
}

/* A line of its own from a row of the old one, at today's rate. */
static enum err copy_row(struct tx *tx, const struct line_row *from, int64_t quantity, int64_t of,
			 int64_t *ret_id)
{
	struct line_row row = *from;
	enum err err = version_today(tx, from->tax_version, &row.tax_version);

	row.part = 0;
	row.of = of;
	row.quantity = of == 0 ? quantity : 0;
	row.reason = row.note = row.sent = row.source = 0;
	if (err == ERR_OK)
		err = money_multiply_minor(row.price_minor, quantity, &row.amount_minor);
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	if (err == ERR_OK)
		*ret_id = row.id;
	return err;
}

#define PRICED_MAX 64

/* The choices of a line and what its price was overridden by. */
static enum err priced_rows(struct tx *tx, const struct line_row *line, int64_t *ids, int *ret_n)
{
	static const char sql[] =
		"SELECT id FROM line WHERE property = $1 AND bill = $2 AND of = $3 "
		"AND kind IN ('choice', 'price') AND tax_version <> 0 ORDER BY turn, id";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(line->bill), V(line->id));
	int n = 0;
	enum err err;

	while (n < PRICED_MAX && db_next(rows))
		ids[n++] = db_int(rows, 0);
	err = db_end(rows);
	*ret_n = n;
	return err;
}

/* What was rung before keeps its rate, what is rung now has today's (M4). */
static enum err ring_anew(struct tx *tx, const struct line_row *line, int64_t quantity)
{
	int64_t ids[PRICED_MAX], id, other;
	struct line_row row;
	int n = 0;
	enum err err = priced_rows(tx, line, ids, &n);

	if (err == ERR_OK)
		err = copy_row(tx, line, quantity, 0, &id);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		err = store_line_load(tx->db, ids[i], &row);
		if (err == ERR_OK)
			err = copy_row(tx, &row, quantity, id, &other);
	}
	if (err == ERR_OK)
		err = bill_take_away_line_in(tx, line->bill, id);
	return err == ERR_OK ? bill_rules_line_in(tx, line->bill, id, 0) : err;
}

/* More of the line stands where the line stands. */
static enum err ring_more(struct tx *tx, const struct bill_line_sum *sum, int64_t quantity)
{
	struct line_row like = { .kind = LINE_ITEM,
				 .quantity = quantity,
				 .price_minor = sum->row.price_minor };
	int64_t amount;
	bool is_new = false;
	enum err err = money_multiply_minor(sum->unit_minor, quantity, &amount);

	if (err == ERR_OK && (amount > BILL_AMOUNT_MAX || amount < -BILL_AMOUNT_MAX))
		err = ERR_OVERFLOW;
	if (err == ERR_OK)
		err = has_new_rate(tx, sum, &is_new);
	if (err == ERR_OK && is_new)
		return ring_anew(tx, &sum->row, quantity);
	if (err == ERR_OK)
		err = bill_spread_in(tx, sum, &like, amount);
	return err == ERR_OK && amount != 0
		       ? bill_rules_line_in(tx, sum->row.bill, sum->row.id, amount)
		       : err;
}

static enum err again_in(struct tx *tx, void *arg)
{
	const struct again *again = arg;
	struct bill_line_sum sum;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_line_in(tx, head.id, again->line, &sum);
	if (err == ERR_OK && sum.quantity + again->quantity > BILL_QUANTITY_MAX)
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = ring_again_in(tx, again->line, again->quantity);
	if (err == ERR_OK)
		err = ring_more(tx, &sum, again->quantity);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_add_again(struct app *app, const struct act *act, int64_t line, int64_t quantity)
{
	struct again again = { line, quantity };
	char content[96];

	if (quantity < 1 || quantity > BILL_QUANTITY_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld +%lld", (long long)act->bill,
		   (long long)line, (long long)quantity);
	return act_run(app->db, act, "line-again", content, again_in, &again, NULL);
}
