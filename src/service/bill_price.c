/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_price.c -- overriding the price of a line.
 */
#include "service/bill_price.h"

#include "base/str.h"

struct reprice {
	int64_t line, price_minor;
};

/* What overrides of the bill come to, up and down alike: many small ones are one large. */
static enum err overridden(struct tx *tx, int64_t bill, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT coalesce(sum(abs(x.amount)), 0) FROM (SELECT sum(amount_minor) AS amount "
		"FROM line WHERE property = $1 AND bill = $2 AND kind = 'price' GROUP BY of) AS x";

	return db_one_int(tx->db, ret_minor, sql, V(tx->property), V(bill));
}

static bool has_discount(const struct bill_line_sum *sum)
{
	for (int i = 0; i < sum->n_cells; i++)
		if (sum->cells[i].amount_minor != sum->cells[i].gross_minor)
			return true;
	return false;
}

/* The row of the difference; a line with a discount is priced first and discounted then. */
static enum err reprice_line(struct tx *tx, const struct reprice *to, int64_t bill)
{
	struct line_row like = { .kind = LINE_PRICE,
				 .reason = tx->act->reason,
				 .note = tx->act->note };
	struct bill_line_sum sum;
	int64_t whole;
	enum err err = bill_line_in(tx, bill, to->line, &sum);

	if (err == ERR_OK && has_discount(&sum))
		err = ERR_STACK;
	if (err == ERR_OK && sum.open_minor != sum.amount_minor)
		err = ERR_FROZEN;
	if (err == ERR_OK && (sum.quantity < 1 || to->price_minor == sum.unit_minor))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = money_multiply_minor(to->price_minor, sum.quantity, &whole);
	if (err == ERR_OK && whole > BILL_AMOUNT_MAX)
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	like.price_minor = to->price_minor - sum.unit_minor;
	return bill_spread_in(tx, &sum, &like, whole - sum.amount_minor);
}

static enum err reprice_in(struct tx *tx, void *arg)
{
	const struct reprice *to = arg;
	struct bill_head head;
	int64_t all = 0;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = reprice_line(tx, to, head.id);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = overridden(tx, head.id, &all);
	if (err == ERR_OK)
		err = app_allow(tx, PERM_PRICE, all);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_reprice(struct app *app, const struct act *act, int64_t line, int64_t price_minor)
{
	struct reprice to = { line, price_minor };
	char content[96];

	if (price_minor < 0 || price_minor > BILL_AMOUNT_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld =%lld", (long long)act->bill,
		   (long long)line, (long long)price_minor);
	return act_run(app->db, act, "line-price", content, reprice_in, &to, NULL);
}
