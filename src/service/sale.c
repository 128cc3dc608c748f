/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sale.c -- one act for a whole cash sale.
 */
#include "service/sale.h"

#include <string.h>

#include "base/str.h"
#include "service/bill.h"
#include "service/pay.h"

struct ring {
	const struct app *app;
	const struct sale *sale;
};

static enum err ring_lines(struct tx *tx, const struct sale *sale, int64_t bill)
{
	enum err err = ERR_OK;
	struct item item;
	int64_t line, sum = 0;

	for (int i = 0; err == ERR_OK && i < sale->n_lines; i++) {
		const struct sale_line *from = &sale->lines[i];

		err = store_item_by_id(tx->db, from->item, tx->business_date, &item);
		if (err == ERR_OK)
			err = bill_add_in(tx, bill, &item, from->quantity, from->price_minor,
					  from->amount_minor, &line);
		if (err == ERR_OK)
			err = money_add_minor(sum, from->amount_minor, &sum);
	}
	return err == ERR_OK && sum > BILL_AMOUNT_MAX ? ERR_OVERFLOW : err;
}

static enum err pay_whole(struct tx *tx, const struct ring *ring, int64_t bill,
			  struct pay_result *result)
{
	struct tender_type cash;
	struct bill_rows rows;
	int64_t part;
	enum err err = store_bill_load(tx->db, bill, &rows);

	if (err != ERR_OK)
		return err;
	part = rows.parts[0].id;
	store_bill_rows_done(&rows);
	err = store_tender_type_by_code(tx->db, "cash", &cash);
	return err == ERR_OK ? pay_tender_in(tx, ring->app, bill, part, &cash, PAY_EXACT, result)
			     : err;
}

static enum err ring_in(struct tx *tx, void *arg)
{
	const struct ring *ring = arg;
	struct pay_result result = { 0 };
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = app_allow(tx, PERM_TENDER, 0);
	if (err == ERR_OK)
		err = bill_open_in(tx, "sale", 0, "", 0, &head);
	if (err == ERR_OK)
		err = store_bill_source_insert(tx, head.id, &ring->sale->source);
	if (err == ERR_OK)
		err = ring_lines(tx, ring->sale, head.id);
	if (err == ERR_OK)
		err = pay_whole(tx, ring, head.id, &result);
	if (err != ERR_OK)
		return err;
	head.state = result.bill_closed ? BILL_CLOSED : BILL_OPEN;
	head.holder = 0;
	tx->result = head.id;
	return store_bill_touch(tx, &head);
}

/* The key is a digest, so that a reference of any length fits. */
static void source_key(const struct sale *sale, char key[ACT_KEY_SIZE])
{
	char digest[HASH_TEXT_SIZE];
	struct hash hash;

	hash_begin(&hash, "sanduq-sale-1");
	hash_str(&hash, sale->source.file);
	hash_str(&hash, sale->source.reference);
	hash_end(&hash, digest);
	str_format(key, ACT_KEY_SIZE, "sale-%s", digest);
}

static void content_of(const struct sale *sale, char content[HASH_TEXT_SIZE])
{
	struct hash hash;

	hash_begin(&hash, "sanduq-sale-content-1");
	hash_int(&hash, sale->source.date);
	hash_int(&hash, sale->source.time_s);
	hash_int(&hash, sale->n_lines);
	for (int i = 0; i < sale->n_lines; i++) {
		hash_int(&hash, sale->lines[i].item);
		hash_int(&hash, sale->lines[i].quantity);
		hash_int(&hash, sale->lines[i].price_minor);
		hash_int(&hash, sale->lines[i].amount_minor);
	}
	hash_end(&hash, content);
}

enum err sale_is_known(struct app *app, const struct sale *sale, bool *ret_known)
{
	static const char sql[] = "SELECT count(*) FROM act WHERE property = $1 AND key = $2";
	char key[ACT_KEY_SIZE];
	int64_t count;
	enum err err;

	source_key(sale, key);
	err = db_one_int(app->db, &count, sql, V(db_property(app->db)), V(key));
	if (err == ERR_OK)
		*ret_known = count > 0;
	return err;
}

enum err sale_ring(struct app *app, int64_t staff, const struct sale *sale, int64_t *ret_bill)
{
	struct ring ring = { app, sale };
	struct act act = app_act(app, staff);
	char content[HASH_TEXT_SIZE];

	source_key(sale, act.key);
	content_of(sale, content);
	return act_run(app->db, &act, "sale", content, ring_in, &ring, ret_bill);
}
