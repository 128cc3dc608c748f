/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_outcome.c -- SQL for the one answer of each attempt (P2).
 */
#include "base/str.h"
#include "store/store_payment.h"

/* The unique index on the attempt refuses a second one. */
enum err store_outcome_insert(struct tx *tx, struct outcome_row *row)
{
	static const char there[] =
		"SELECT count(*) FROM outcome WHERE property = $1 AND attempt = $2";
	static const char sql[] =
		"INSERT INTO outcome (property, id, attempt, payment, refund_leg, outcome, state, "
		"found, object, charge, brand, last_four, authorization_code, application, "
		"application_id, unit, amount_minor, tip_minor, capture_before_unix_ms, code, "
		"request, is_replayed, entry, business_date, granted_minor) VALUES ($1, $2, $3, "
		"$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
		"$21, $22, $23, $24, $25)";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, there, V(tx->property), V(row->attempt));

	if (err != ERR_OK || n > 0)
		return err == ERR_OK ? ERR_EXISTS : err;
	row->id = tx_id(tx);
	row->business_date = tx->business_date;
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->attempt), V(row->payment),
		      V(row->refund_leg), V(row->outcome), V(row->state), V(row->found),
		      V(row->object), V(row->charge), V(row->brand), V(row->last_four),
		      V(row->authorization_code), V(row->application),
		      V(row->application_id), V(row->unit), V(row->amount_minor),
		      V(row->tip_minor), V(row->capture_before_unix_ms), V(row->code),
		      V(row->request), V(row->is_replayed), V(row->entry),
		      V(row->business_date), V(row->granted_minor));
}

#define OUTCOME_COLUMNS                                                                         \
	"SELECT id, attempt, payment, refund_leg, outcome, state, found, object, charge, "      \
	"brand, last_four, authorization_code, unit, amount_minor, tip_minor, "                 \
	"capture_before_unix_ms, code, request, is_replayed, entry, business_date, "           \
	"application, application_id, granted_minor FROM outcome "

static void read_outcome(struct db_rows *rows, struct outcome_row *row)
{
	*row = (struct outcome_row){ .id = db_int(rows, 0),
				     .attempt = db_int(rows, 1),
				     .payment = db_int(rows, 2),
				     .refund_leg = db_int(rows, 3),
				     .amount_minor = db_int(rows, 13),
				     .tip_minor = db_int(rows, 14),
				     .capture_before_unix_ms = db_int(rows, 15),
				     .is_replayed = db_int(rows, 18) == 1,
				     .entry = db_int(rows, 19),
				     .granted_minor = db_int(rows, 23),
				     .business_date = (int32_t)db_int(rows, 20) };
	str_copy(row->outcome, sizeof row->outcome, db_text(rows, 4));
	str_copy(row->state, sizeof row->state, db_text(rows, 5));
	str_copy(row->found, sizeof row->found, db_text(rows, 6));
	str_copy(row->object, sizeof row->object, db_text(rows, 7));
	str_copy(row->charge, sizeof row->charge, db_text(rows, 8));
	str_copy(row->brand, sizeof row->brand, db_text(rows, 9));
	str_copy(row->last_four, sizeof row->last_four, db_text(rows, 10));
	str_copy(row->authorization_code, sizeof row->authorization_code, db_text(rows, 11));
	str_copy(row->unit, sizeof row->unit, db_text(rows, 12));
	str_copy(row->code, sizeof row->code, db_text(rows, 16));
	str_copy(row->request, sizeof row->request, db_text(rows, 17));
	str_copy(row->application, sizeof row->application, db_text(rows, 21));
	str_copy(row->application_id, sizeof row->application_id, db_text(rows, 22));
}

static enum err one_outcome(struct db_rows *rows, struct outcome_row *ret_row)
{
	struct outcome_row row;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_outcome(rows, &row);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_row = row;
	return ERR_OK;
}

enum err store_outcome_load(struct db *db, int64_t attempt, struct outcome_row *ret_row)
{
	static const char sql[] = OUTCOME_COLUMNS "WHERE property = $1 AND attempt = $2";

	return one_outcome(db_query(db, sql, V(db_property(db)), V(attempt)), ret_row);
}

enum err store_outcome_card(struct db *db, int64_t payment, struct outcome_row *ret_row)
{
	static const char sql[] = OUTCOME_COLUMNS "WHERE property = $1 AND payment = $2 "
						  "AND last_four <> '' ORDER BY id DESC LIMIT 1";

	return one_outcome(db_query(db, sql, V(db_property(db)), V(payment)), ret_row);
}
