/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_refund_leg.c -- SQL for the ways in which refunds are paid out.
 */
#include "base/str.h"
#include "store/store_refund.h"

static const char *const state_names[] = { "pending", "done", "doubt", "failed", "replaced" };

static enum refund_leg_state state_of(const char *name)
{
	int i = REFUND_REPLACED;

	while (i > 0 && !str_equal(state_names[i], name))
		i--;
	return (enum refund_leg_state)i;
}

enum err store_refund_leg_insert(struct tx *tx, struct refund_leg_row *row)
{
	static const char add[] =
		"INSERT INTO refund_leg (property, id, refund, bill, tender, payment, tender_type, "
		"drawer_session, amount_minor, unit, given_minor, rounding_minor, entry, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
		"$14)";
	static const char live[] =
		"INSERT INTO refund_leg_live (property, leg, state, object, problem, "
		"since_unix_ms, version) VALUES ($1, $2, $3, $4, $5, $6, 1)";
	enum err err;

	row->id = tx_id(tx);
	row->version = 1;
	row->since_unix_ms = tx->at_unix_ms;
	row->business_date = tx->business_date;
	err = db_run(tx->db, add, V(tx->property), V(row->id), V(row->refund), V(row->bill),
		     V(row->tender), V(row->payment), V(row->tender_type), V(row->drawer_session),
		     V(row->amount_minor), V(row->unit), V(row->given_minor),
		     V(row->rounding_minor), V(row->entry), V(row->business_date));
	return err == ERR_OK ? db_run(tx->db, live, V(tx->property), V(row->id),
				      V(state_names[row->state]), V(row->object), V(row->problem),
				      V(row->since_unix_ms))
			     : err;
}

/* A leg whose attempt is in doubt is in doubt (P4). */
#define LEG_COLUMNS                                                                             \
	"g.id, g.refund, g.bill, g.tender, g.payment, g.tender_type, g.drawer_session, "       \
	"g.amount_minor, g.unit, g.given_minor, g.rounding_minor, g.entry, g.business_date, "  \
	"CASE WHEN l.state = 'pending' AND EXISTS (SELECT 1 FROM attempt a "                   \
	"JOIN attempt_live v ON v.property = a.property AND v.attempt = a.id "                 \
	"WHERE a.property = g.property AND a.payment = g.payment AND a.refund_leg = g.id "     \
	"AND v.state = 'doubt') THEN 'doubt' ELSE l.state END, l.object, l.problem, "          \
	"l.since_unix_ms, l.version "
#define LEG_TABLES                                                                              \
	"FROM refund_leg g JOIN refund_leg_live l ON l.property = g.property AND l.leg = g.id "

static void read_leg(struct db_rows *rows, struct refund_leg_row *row)
{
	*row = (struct refund_leg_row){ .id = db_int(rows, 0),
					.refund = db_int(rows, 1),
					.bill = db_int(rows, 2),
					.tender = db_int(rows, 3),
					.payment = db_int(rows, 4),
					.tender_type = db_int(rows, 5),
					.drawer_session = db_int(rows, 6),
					.amount_minor = db_int(rows, 7),
					.given_minor = db_int(rows, 9),
					.rounding_minor = db_int(rows, 10),
					.entry = db_int(rows, 11),
					.business_date = (int32_t)db_int(rows, 12),
					.state = state_of(db_text(rows, 13)),
					.since_unix_ms = db_int(rows, 16),
					.version = db_int(rows, 17) };
	str_copy(row->unit, sizeof row->unit, db_text(rows, 8));
	str_copy(row->object, sizeof row->object, db_text(rows, 14));
	str_copy(row->problem, sizeof row->problem, db_text(rows, 15));
}

static enum err one_leg(struct db_rows *rows, struct refund_leg_row *ret_row)
{
	struct refund_leg_row row = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_leg(rows, &row);
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_row = row;
	return err;
}

static enum err list_legs(struct db_rows *rows, struct refund_leg_row *legs, int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_leg(rows, &legs[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_refund_leg_load(struct db *db, int64_t id, struct refund_leg_row *ret_row)
{
	static const char sql[] = "SELECT " LEG_COLUMNS LEG_TABLES
				  "WHERE g.property = $1 AND g.id = $2";

	return one_leg(db_query(db, sql, V(db_property(db)), V(id)), ret_row);
}

enum err store_refund_leg_by_object(struct db *db, const char *object,
				    struct refund_leg_row *ret_row)
{
	static const char sql[] = "SELECT " LEG_COLUMNS LEG_TABLES
				  "WHERE l.property = $1 AND l.object = $2";

	return one_leg(db_query(db, sql, V(db_property(db)), V(object)), ret_row);
}

enum err store_refund_leg_list(struct db *db, int64_t refund, struct refund_leg_row *rows, int size,
			       int *ret_n)
{
	static const char sql[] = "SELECT " LEG_COLUMNS LEG_TABLES
				  "WHERE g.property = $1 AND g.refund = $2 ORDER BY g.id";

	return list_legs(db_query(db, sql, V(db_property(db)), V(refund)), rows, size, ret_n);
}

enum err store_refund_leg_open(struct db *db, struct refund_leg_row *rows, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT " LEG_COLUMNS "FROM refund_leg_live l JOIN refund_leg g "
		"ON g.property = l.property AND g.id = l.leg WHERE l.property = $1 "
		"AND l.state NOT IN ('done', 'replaced') ORDER BY l.since_unix_ms, l.leg LIMIT $2";

	return list_legs(db_query(db, sql, V(db_property(db)), V(size)), rows, size, ret_n);
}

enum err store_refund_leg_save(struct tx *tx, struct refund_leg_row *row)
{
	static const char sql[] =
		"UPDATE refund_leg_live SET state = $3, object = $4, problem = $5, "
		"since_unix_ms = $6, version = version + 1 "
		"WHERE property = $1 AND leg = $2 AND version = $7";
	int64_t changed = 0;
	enum err err = db_run_changed(tx->db, &changed, sql, V(tx->property), V(row->id),
				      V(state_names[row->state]), V(row->object), V(row->problem),
				      V(tx->at_unix_ms), V(row->version));

	if (err == ERR_OK && changed != 1)
		err = ERR_CHANGED;
	if (err == ERR_OK) {
		row->since_unix_ms = tx->at_unix_ms;
		row->version++;
	}
	return err;
}

enum err store_refund_of_tender(struct db *db, int64_t bill, int64_t tender, const char *unit,
				struct refund_tender_sum *ret_sum)
{
	static const char sql[] =
		"SELECT coalesce(sum(g.amount_minor), 0), "
		"coalesce(sum(CASE WHEN g.drawer_session <> 0 AND g.unit = $3 THEN g.amount_minor "
		"ELSE 0 END), 0), coalesce(sum(CASE WHEN g.drawer_session <> 0 AND g.unit = $3 "
		"THEN g.given_minor ELSE 0 END), 0) " LEG_TABLES
		"WHERE g.property = $1 AND g.tender = $2 AND g.bill = $4 "
		"AND l.state NOT IN ('failed', 'replaced')";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(tender), V(unit), V(bill));
	struct refund_tender_sum sum = { 0 };
	enum err err;

	if (db_next(rows))
		sum = (struct refund_tender_sum){ db_int(rows, 0), db_int(rows, 1),
						  db_int(rows, 2) };
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_sum = sum;
	return err;
}
