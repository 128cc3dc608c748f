/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_bill.c -- SQL for the heads of bills, their parts and terms.
 */
#include "store/store_bill.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"

static const char *const states[] = { "open", "billed", "settling", "closed" };

static enum bill_state state_of(const char *text)
{
	for (int i = 0; i < (int)(sizeof states / sizeof *states); i++)
		if (strcmp(states[i], text) == 0)
			return (enum bill_state)i;
	return BILL_CLOSED;
}

#define HEAD_COLUMNS                                                                           \
	"b.id, b.kind, b.unit, b.number, b.business_date, l.state, l.dining_table, "           \
	"coalesce(t.number, 0), l.name, l.covers, l.holder, l.staff, l.opened_unix_ms, "       \
	"l.touched_unix_ms, l.version "                                                        \
	"FROM bill_live l JOIN bill b ON b.property = l.property AND b.id = l.bill "           \
	"LEFT JOIN dining_table t ON t.property = l.property AND t.id = l.dining_table "

static void read_head(struct db_rows *rows, struct bill_head *head)
{
	*head = (struct bill_head){ .id = db_int(rows, 0) };
	str_copy(head->kind, sizeof head->kind, db_text(rows, 1));
	str_copy(head->unit, sizeof head->unit, db_text(rows, 2));
	head->number = db_int(rows, 3);
	head->business_date = (int32_t)db_int(rows, 4);
	head->state = state_of(db_text(rows, 5));
	head->dining_table = db_int(rows, 6);
	head->table_number = db_int(rows, 7);
	str_copy(head->name, sizeof head->name, db_text(rows, 8));
	head->covers = db_int(rows, 9);
	head->holder = (int)db_int(rows, 10);
	head->staff = db_int(rows, 11);
	head->opened_unix_ms = db_int(rows, 12);
	head->touched_unix_ms = db_int(rows, 13);
	head->version = db_int(rows, 14);
}

enum err store_bill_head(struct db *db, int64_t id, struct bill_head *ret_head)
{
	static const char sql[] =
		"SELECT " HEAD_COLUMNS "WHERE l.property = $1 AND l.bill = $2";
	struct bill_head head;
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_head(rows, &head);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_head = head;
	return ERR_OK;
}

enum err store_bill_open_list(struct db *db, struct bill_head *heads, int size, int *ret_n)
{
	static const char sql[] = "SELECT " HEAD_COLUMNS
				  "WHERE l.property = $1 AND l.state <> 'closed' "
				  "ORDER BY coalesce(t.number, 0), l.opened_unix_ms";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_head(rows, &heads[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_bill_at_table(struct db *db, int64_t dining_table, int64_t *ret_id)
{
	static const char sql[] = "SELECT bill FROM bill_live WHERE property = $1 "
				  "AND dining_table = $2 AND state <> 'closed' ORDER BY bill "
				  "LIMIT 1";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(dining_table));
}

enum err store_bill_insert(struct tx *tx, struct bill_head *head)
{
	static const char next[] = "SELECT coalesce(max(number), 0) + 1 FROM bill "
				   "WHERE property = $1 AND business_date = $2";
	static const char add[] =
		"INSERT INTO bill (property, id, kind, unit, number, business_date) "
		"VALUES ($1, $2, $3, $4, $5, $6)";
	static const char live[] =
		"INSERT INTO bill_live (property, bill, state, dining_table, name, covers, holder, "
		"staff, opened_unix_ms, touched_unix_ms, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, 1)";
	enum err err = db_one_int(tx->db, &head->number, next, V(tx->property),
				  V(tx->business_date));

	if (err != ERR_OK)
		return err;
	head->id = tx_id(tx);
	head->business_date = tx->business_date;
	head->staff = tx->act->staff;
	head->opened_unix_ms = head->touched_unix_ms = tx->at_unix_ms;
	head->holder = tx->station;
	head->version = 1;
	err = db_run(tx->db, add, V(tx->property), V(head->id), V(head->kind), V(head->unit),
		     V(head->number), V(head->business_date));
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, live, V(tx->property), V(head->id), V(states[head->state]),
		      V(head->dining_table), V(head->name), V(head->covers), V(head->holder),
		      V(head->staff), V(head->opened_unix_ms));
}

/* State and table are indexed: they are written only when they change, which saves a page of the
 * log for every line rung. */
enum err store_bill_touch(struct tx *tx, const struct bill_head *head)
{
	static const char sql[] =
		"UPDATE bill_live SET name = $3, covers = $4, holder = $5, touched_unix_ms = $6, "
		"version = version + 1 WHERE property = $1 AND bill = $2";
	static const char move[] =
		"UPDATE bill_live SET state = $3, dining_table = $4 WHERE property = $1 "
		"AND bill = $2 AND (state <> $3 OR dining_table <> $4)";
	enum err err;

	assert(head->state <= BILL_CLOSED);
	err = db_run(tx->db, sql, V(tx->property), V(head->id), V(head->name), V(head->covers),
		     V(head->holder), V(tx->at_unix_ms));
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, move, V(tx->property), V(head->id), V(states[head->state]),
		      V(head->dining_table));
}

enum err store_bill_set_holder(struct tx *tx, int64_t bill, int holder)
{
	static const char sql[] =
		"UPDATE bill_live SET holder = $3 WHERE property = $1 AND bill = $2";

	return db_run(tx->db, sql, V(tx->property), V(bill), V(holder));
}

enum err store_bill_taken_by(struct db *db, int64_t bill, int station, int64_t *ret_staff)
{
	static const char event[] =
		"SELECT id FROM event WHERE property = $1 AND id > $2 AND id < $3 "
		"AND kind = 'take-over' AND subject = $4 ORDER BY id DESC LIMIT 1";
	static const char act[] = "SELECT staff FROM act WHERE property = $1 AND id = $2";
	int64_t id = 0;
	enum err err = db_one_int(db, &id, event, V(db_property(db)), V(id_make(station, 0, 0)),
				  V(id_make(station + 1, 0, 0)), V(bill));

	return err == ERR_OK
		       ? db_one_int(db, ret_staff, act, V(db_property(db)), V(id_act(id)))
		       : err;
}

enum err store_bill_source_insert(struct tx *tx, int64_t bill, const struct bill_source *source)
{
	static const char sql[] =
		"INSERT INTO bill_source (property, id, bill, file, reference, date, time_s) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(source->file),
		      V(source->reference), V(source->date), V(source->time_s));
}

enum err store_part_insert(struct tx *tx, int64_t bill, int64_t no, int64_t weight,
			   int64_t fixed_minor, int64_t *ret_id)
{
	static const char sql[] =
		"INSERT INTO part (property, id, bill, no) VALUES ($1, $2, $3, $4)";
	int64_t id = tx_id(tx);
	enum err err = db_run(tx->db, sql, V(tx->property), V(id), V(bill), V(no));

	if (err == ERR_OK)
		err = store_part_term_insert(tx, bill, id, weight, fixed_minor);
	if (err == ERR_OK && ret_id != NULL)
		*ret_id = id;
	return err;
}

enum err store_part_term_insert(struct tx *tx, int64_t bill, int64_t part, int64_t weight,
				int64_t fixed_minor)
{
	static const char sql[] =
		"INSERT INTO part_term (property, id, bill, part, weight, fixed_minor, turn) "
		"VALUES ($1, $2, $3, $4, $5, $6, " STORE_BILL_TURN("$3", "$7") ")";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(weight),
		      V(fixed_minor), V(id_act(bill) == tx->id));
}
