/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill.c -- the acts that open a bill and ring what is on it.
 */
#include "service/bill_inside.h"
#include "service/bill_price.h"
#include "service/price_note.h"

#include <string.h>

#include "base/str.h"
#include "store/store_staff.h"

enum err bill_begin_in(struct tx *tx, int64_t bill, struct bill_head *ret_head)
{
	struct bill_head head;
	enum err err = store_bill_head(tx->db, bill, &head);

	if (err != ERR_OK)
		return err;
	if (head.state == BILL_CLOSED)
		return ERR_CLOSED;
	if (head.holder != 0 && head.holder != tx->station)
		return ERR_HELD;
	if (head.state == BILL_SETTLING)
		return ERR_HELD;
	if (tx->act->version >= 0 && tx->act->version != head.version)
		return ERR_CHANGED;
	head.holder = tx->station;
	*ret_head = head;
	return ERR_OK;
}

/* Refuses a change that would make a paid part owe something else (M5), or that makes the bill
 * larger than it can be computed. */
enum err bill_check_in(struct tx *tx, int64_t bill)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err == ERR_OK)
		bill_view_done(&view);
	return err;
}

enum err bill_open_in(struct tx *tx, const char *kind, int64_t table_number, const char *name,
		      int64_t covers, struct bill_head *ret_head)
{
	struct bill_head head = { .covers = covers };
	struct floor_table table = { 0 };
	struct property property;
	int64_t there;
	enum err err = store_property_load(tx->db, &property);

	if (err == ERR_OK && table_number != 0)
		err = store_table_by_number(tx->db, table_number, &table);
	if (err == ERR_OK && table_number != 0) {
		err = store_bill_at_table(tx->db, table.id, &there);
		if (err == ERR_OK)
			err = ERR_EXISTS;
		else if (err == ERR_NOT_FOUND)
			err = ERR_OK;
	}
	if (err != ERR_OK)
		return err;
	head.dining_table = table.id;
	head.table_number = table_number;
	/* A sale ends in the act that makes it: it is never written among the open ones. */
	head.state = str_equal(kind, "sale") ? BILL_CLOSED : BILL_OPEN;
	str_copy(head.kind, sizeof head.kind, kind);
	str_copy(head.unit, sizeof head.unit, property.currency);
	str_copy(head.name, sizeof head.name, name);
	err = store_bill_insert(tx, &head);
	if (err == ERR_OK)
		err = store_part_insert(tx, head.id, 1, 1, -1, NULL);
	if (err == ERR_OK)
		err = bill_service_in(tx, &head);
	if (err == ERR_OK)
		*ret_head = head;
	return err;
}

struct open {
	int64_t table_number, covers;
	const char *name;
};

/* The floor shows so many. */
static enum err check_open_bills(struct tx *tx)
{
	static const char sql[] =
		"SELECT count(*) FROM bill_live WHERE property = $1 AND state <> 'closed'";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property));

	return err == ERR_OK && n >= BILL_OPEN_MAX ? ERR_LIMIT : err;
}

static enum err open_in(struct tx *tx, void *arg)
{
	const struct open *open = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = check_open_bills(tx);
	if (err == ERR_OK)
		err = bill_open_in(tx, open->table_number != 0 ? "check" : "tab",
				   open->table_number, open->name, open->covers, &head);
	if (err == ERR_OK)
		tx->result = head.id;
	return err;
}

enum err bill_open(struct app *app, const struct act *act, int64_t table_number, const char *name,
		   int64_t covers, int64_t *ret_id)
{
	struct open open = { table_number, covers, name };
	struct floor_table table;
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err;

	if (covers < 0 || covers > BILL_COVERS_MAX)
		return ERR_RANGE;
	err = table_number == 0 ? app_name_check(name, BILL_NAME_SIZE)
				: app_text_check(name, BILL_NAME_SIZE);
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "bill-open", 0, &hash);
	hash_int(&hash, table_number);
	hash_int(&hash, covers);
	hash_str(&hash, name);
	hash_end(&hash, content);
	err = act_run(app->db, act, "bill-open", content, open_in, &open, ret_id);
	if (err == ERR_EXISTS && table_number != 0 &&
	    store_table_by_number(app->db, table_number, &table) == ERR_OK &&
	    store_bill_at_table(app->db, table.id, ret_id) != ERR_OK)
		err = ERR_NOT_FOUND;
	return err;
}

struct set {
	int64_t covers;
	const char *name;
};

static enum err set_in(struct tx *tx, void *arg)
{
	const struct set *set = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK && head.dining_table == 0 && set->name[0] == '\0')
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	head.covers = set->covers;
	str_copy(head.name, sizeof head.name, set->name);
	err = bill_service_in(tx, &head);
	if (err != ERR_OK)
		return err;
	return store_bill_touch(tx, &head);
}

enum err bill_set(struct app *app, const struct act *act, int64_t covers, const char *name)
{
	struct set set = { covers, name };
	char content[HASH_TEXT_SIZE];
	struct hash hash;
	enum err err = app_text_check(name, BILL_NAME_SIZE);

	if (err == ERR_OK && (covers < 0 || covers > BILL_COVERS_MAX))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	app_digest_begin(app, "bill-set", act->bill, &hash);
	hash_int(&hash, covers);
	hash_str(&hash, name);
	hash_end(&hash, content);
	return act_run(app->db, act, "bill-set", content, set_in, &set, NULL);
}

enum err bill_add_in(struct tx *tx, int64_t bill, const struct item *item, int64_t size,
		     int64_t quantity, int64_t price_minor, int64_t amount_minor,
		     int64_t *ret_line)
{
	struct line_row line = { .bill = bill,
				 .kind = LINE_ITEM,
				 .item = item->id,
				 .quantity = quantity,
				 .price_minor = price_minor,
				 .amount_minor = amount_minor,
				 .tax_version = item->tax_version,
				 .department = item->department,
				 .choice = size };
	enum err err;

	if (item->tax_version == 0)
		return ERR_NOT_FOUND;
	if (item->is_gift)
		return ERR_GIFT_CARD;
	if (amount_minor > BILL_AMOUNT_MAX || amount_minor < -BILL_AMOUNT_MAX)
		return ERR_OVERFLOW;
	memcpy(line.name, item->name, sizeof line.name);
	err = store_line_insert(tx, &line);
	if (err == ERR_OK)
		*ret_line = line.id;
	return err;
}

static enum err take_over_in(struct tx *tx, void *arg)
{
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TAKE_OVER, 0);

	(void)arg;
	if (err == ERR_OK)
		err = store_bill_head(tx->db, tx->act->bill, &head);
	if (err == ERR_OK && head.state == BILL_CLOSED)
		err = ERR_CLOSED;
	if (err == ERR_OK && head.state == BILL_SETTLING)
		err = ERR_HELD;
	if (err == ERR_OK)
		err = store_event_insert(tx, "take-over", head.id, head.holder);
	if (err == ERR_OK)
		err = store_bill_set_holder(tx, head.id, tx->station);
	return err;
}

enum err bill_take_over(struct app *app, const struct act *act)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "bill-take-over", content, take_over_in, NULL, NULL);
}

enum err bill_taken_by(struct db *db, int64_t bill, int station, struct staff *ret_staff)
{
	int64_t staff = 0;
	enum err err = store_bill_taken_by(db, bill, station, &staff);

	return err == ERR_OK ? store_staff_by_id(db, staff, ret_staff) : err;
}

static enum err release_in(struct tx *tx, void *arg)
{
	struct bill_head head;
	enum err err = store_bill_head(tx->db, tx->act->bill, &head);

	(void)arg;
	if (err == ERR_OK && head.holder == tx->station)
		err = store_bill_set_holder(tx, head.id, 0);
	return err;
}

enum err bill_release(struct app *app, const struct act *act)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "bill-release", content, release_in, NULL, NULL);
}

/* Nothing on it but discounts, nothing taken. */
static bool is_empty(const struct bill_view *view)
{
	for (int i = 0; i < view->n_items; i++)
		if (!view->items[i].is_discount)
			return false;
	return view->tendered_minor == 0;
}

/* Opened again, and nothing came of it: all that was paid is closed. */
static bool is_settled(const struct bill_view *view)
{
	for (int i = 0; i < view->n_parts; i++)
		if (!view->parts[i].is_closed && view->parts[i].total_minor != 0)
			return false;
	return view->rows.n_parts > 0 && view->rows.n_frozen > 0;
}

/* Nothing is owed, and no part is half paid. */
static bool may_close(const struct bill_view *view)
{
	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->rows.parts[i].is_frozen && !view->rows.parts[i].is_closed)
			return false;
	return view->due_minor == 0 && (is_empty(view) || is_settled(view));
}

enum err bill_payments_in(struct tx *tx, int64_t bill)
{
	static const char sql[] =
		"SELECT count(*) FROM payment_live WHERE property = $1 AND bill = $2 AND state "
		"NOT IN ('captured', 'declined', 'stopped', 'released', 'lapsed', 'failed')";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill));

	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

static enum err close_empty_in(struct tx *tx, void *arg)
{
	struct bill_head head;
	struct bill_view view;
	enum err err = app_allow(tx, PERM_SELL, 0);

	(void)arg;
	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, head.id, &view);
	if (err != ERR_OK)
		return err;
	if (!may_close(&view))
		err = ERR_STATE;
	if (err == ERR_OK && is_empty(&view))
		err = bill_payments_in(tx, head.id);
	if (err == ERR_OK)
		err = price_note_in(tx, &view);
	bill_view_done(&view);
	if (err != ERR_OK)
		return err;
	head.state = BILL_CLOSED;
	head.holder = 0;
	return store_bill_touch(tx, &head);
}

enum err bill_close_empty(struct app *app, const struct act *act)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "bill-close-empty", content, close_empty_in, NULL, NULL);
}
