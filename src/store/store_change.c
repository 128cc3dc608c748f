/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_change.c -- SQL for structural changes of a bill.
 */
#include "store/store_change.h"

#include <string.h>

#include "base/id.h"

static const char *const kinds[] = { "move",	  "share",    "seats",	   "percent",  "evenly",
				     "amount",	  "table",    "staff",	   "lines-out", "lines-in",
				     "merge-out", "merge-in", "reopen",	   "undo" };

static enum change_kind kind_of(const char *text)
{
	for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++)
		if (strcmp(kinds[i], text) == 0)
			return (enum change_kind)i;
	return CHANGE_UNDO;
}

enum err store_change_insert(struct tx *tx, struct change_row *change)
{
	static const char sql[] =
		"INSERT INTO bill_change (property, id, bill, kind, of, other, was, now, "
		"business_date, turn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
		STORE_BILL_TURN("$3", "$10") ")";

	change->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(change->id), V(change->bill),
		      V(kinds[change->kind]), V(change->of), V(change->other), V(change->was),
		      V(change->now), V(tx->business_date), V(id_act(change->bill) == tx->id));
}

/* The first row of a query, which may have none. */
static enum err read_one(struct db_rows *rows, struct change_row *ret_change)
{
	struct change_row change = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		change = (struct change_row){ db_int(rows, 0), db_int(rows, 1),
					      kind_of(db_text(rows, 2)), db_int(rows, 3),
					      db_int(rows, 4), db_int(rows, 5), db_int(rows, 6),
					      db_int(rows, 7) };
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_change = change;
	return ERR_OK;
}

#define CHANGE_COLUMNS "SELECT c.id, c.bill, c.kind, c.of, c.other, c.was, c.now, c.turn " \
		       "FROM bill_change c "

enum err store_change_latest(struct db *db, int64_t bill, struct change_row *ret_change)
{
	static const char sql[] = CHANGE_COLUMNS
		"WHERE c.property = $1 AND c.bill = $2 AND c.kind <> 'undo' AND NOT EXISTS "
		"(SELECT 1 FROM bill_change u WHERE u.property = $1 AND u.bill = $2 "
		"AND u.kind = 'undo' AND u.of = c.id) ORDER BY c.turn DESC, c.id DESC LIMIT 1";

	return read_one(db_query(db, sql, V(db_property(db)), V(bill)), ret_change);
}

enum err store_change_beside(struct db *db, int64_t change, int64_t bill,
			     struct change_row *ret_change)
{
	static const char sql[] = CHANGE_COLUMNS
		"WHERE c.property = $1 AND c.bill = $2 AND c.id > $3 AND c.id < $4 "
		"AND c.kind <> 'undo' ORDER BY c.id LIMIT 1";
	int64_t act = id_act(change);

	return read_one(db_query(db, sql, V(db_property(db)), V(bill), V(act), V(act + 65536)),
			ret_change);
}

enum err store_part_term_before(struct db *db, int64_t part, int64_t turn, int64_t *ret_weight,
				int64_t *ret_fixed_minor)
{
	static const char sql[] =
		"SELECT weight, fixed_minor FROM part_term WHERE property = $1 AND part = $2 "
		"AND turn < $3 ORDER BY turn DESC, id DESC LIMIT 1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(part), V(turn));
	int64_t weight = 0, fixed_minor = -1;
	enum err err;

	if (db_next(rows)) {
		weight = db_int(rows, 0);
		fixed_minor = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	*ret_weight = weight;
	*ret_fixed_minor = fixed_minor;
	return ERR_OK;
}

enum err store_bill_set_staff(struct tx *tx, int64_t bill, int64_t staff)
{
	static const char sql[] =
		"UPDATE bill_live SET staff = $3 WHERE property = $1 AND bill = $2";

	return db_run(tx->db, sql, V(tx->property), V(bill), V(staff));
}
