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

/* What all lines of a sale have in common, and the department found last. */
struct common {
	int64_t tax_version;         /* 0: each item's own */
	const char *department;
	int64_t number;
};

static enum err find_department(struct tx *tx, const char *name, struct common *common,
				struct item *item)
{
	int64_t id;
	enum err err = ERR_OK;

	if (name == NULL)
		return ERR_OK;
	if (common->department == NULL || strcmp(common->department, name) != 0)
		err = store_department_put(tx, name, false, &id, &common->number);
	if (err != ERR_OK)
		return err;
	common->department = name;
	item->department = common->number;
	return ERR_OK;
}

/* What was said of a line without a price of its own: a choice row each. */
static enum err ring_modifiers(struct tx *tx, const struct sale_line *from, int64_t bill,
			       int64_t line, const struct item *item)
{
	const char *at = from->modifiers;
	enum err err = ERR_OK;

	for (int n = 0; err == ERR_OK && *at != '\0'; n++) {
		struct line_row row = { .bill = bill, .kind = LINE_CHOICE, .of = line,
					.tax_version = item->tax_version,
					.department = item->department };
		size_t len = strcspn(at, "|");

		if (n == SALE_MODIFIERS_MAX)
			return ERR_LIMIT;
		str_format(row.name, sizeof row.name, "%.*s", (int)len, at);
		if (len > 0)
			err = store_line_insert(tx, &row);
		at += len + (at[len] == '|');
	}
	return err;
}

static enum err ring_line(struct tx *tx, const struct sale_line *from, int64_t bill,
			  struct common *common)
{
	struct item item;
	int64_t line;
	enum err err = store_item_by_id(tx->db, from->item, tx->business_date, &item);

	if (err == ERR_OK)
		err = find_department(tx, from->department, common, &item);
	if (err != ERR_OK)
		return err;
	if (common->tax_version != 0)
		item.tax_version = common->tax_version;
	if (from->size != 0) {
		size_t used = strlen(item.name);

		str_format(item.name + used, sizeof item.name - used, " %s", from->size_name);
	}
	err = bill_add_in(tx, bill, &item, from->size, from->quantity, from->price_minor,
			  from->amount_minor, &line);
	return err == ERR_OK && from->modifiers != NULL && from->modifiers[0] != '\0'
		       ? ring_modifiers(tx, from, bill, line, &item)
		       : err;
}

static enum err ring_lines(struct tx *tx, const struct sale *sale, int64_t bill)
{
	struct common common = { 0 };
	int64_t sum = 0;
	enum err err = ERR_OK;

	if (sale->tax_class != 0)
		err = store_tax_version_at(tx->db, sale->tax_class, tx->business_date,
					   &common.tax_version);
	for (int i = 0; err == ERR_OK && i < sale->n_lines; i++) {
		err = ring_line(tx, &sale->lines[i], bill, &common);
		if (err == ERR_OK)
			err = money_add_minor(sum, sale->lines[i].amount_minor, &sum);
	}
	return err == ERR_OK && sum > BILL_AMOUNT_MAX ? ERR_OVERFLOW : err;
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
		err = pay_whole_in(tx, ring->app, head.id, "cash", &result);
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
	hash_int(&hash, sale->tax_class);
	hash_int(&hash, sale->n_lines);
	for (int i = 0; i < sale->n_lines; i++) {
		hash_int(&hash, sale->lines[i].item);
		hash_int(&hash, sale->lines[i].quantity);
		hash_int(&hash, sale->lines[i].price_minor);
		hash_int(&hash, sale->lines[i].amount_minor);
		if (sale->lines[i].department != NULL)
			hash_str(&hash, sale->lines[i].department);
		else
			hash_null(&hash);
		hash_int(&hash, sale->lines[i].size);
		hash_str(&hash, sale->lines[i].modifiers != NULL ? sale->lines[i].modifiers : "");
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
	struct act act = { .staff = staff, .version = -1, .station = app->station };
	char content[HASH_TEXT_SIZE];

	if (sale->n_lines < 1 || sale->n_lines > BILL_ROWS_MAX)
		return sale->n_lines < 1 ? ERR_RANGE : ERR_LIMIT;
	source_key(sale, act.key);
	content_of(sale, content);
	return act_run(app->db, &act, "sale", content, ring_in, &ring, ret_bill);
}
