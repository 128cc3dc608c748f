/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_transfer.c -- a bill goes to another table or person, lines to another bill.
 */
#include "base/str.h"
#include "service/bill_inside.h"
#include "service/bill_split_inside.h"
#include "service/kitchen.h"
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

/* Gives the bill another name; the one before is kept for undo (L5: words are state). */
static enum err rename_in(struct tx *tx, const char *name, struct bill_head *head, int64_t *ret_was)
{
	enum err err = ERR_OK;

	if (name[0] == '\0' || str_equal(head->name, name))
		return ERR_OK;
	err = store_note_insert(tx, head->name, ret_was);
	str_copy(head->name, sizeof head->name, name);
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
	err = rename_in(tx, place->name, &head, &change.of);
	if (err == ERR_OK)
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

struct lines {
	const int64_t *lines, *quantities;
	int n;
	int64_t to_bill;
};

enum err split_end_both_in(struct tx *tx, const struct bill_head *from,
			   const struct bill_head *to, enum change_kind out, enum change_kind in)
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
		err = split_pass_in(tx, &view, to.id, lines->lines[i], lines->quantities[i],
				    NULL);
	bill_view_done(&view);
	return err == ERR_OK ? split_end_both_in(tx, &head, &to, CHANGE_LINES_OUT,
						 CHANGE_LINES_IN)
			     : err;
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
