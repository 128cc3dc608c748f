/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_payment.c -- SQL for payments, where they stand, and parts that are opened again.
 */
#include "store/store_payment.h"

#include <assert.h>

#include "base/str.h"

static const char *const state_names[PAYMENT_STATE_COUNT] = {
#define STATE_NAME(code, name) [code] = name,
	PAYMENT_STATE_MAP(STATE_NAME)
#undef STATE_NAME
};

const char *payment_state_name(enum payment_state state)
{
	assert(state < PAYMENT_STATE_COUNT);
	return state_names[state];
}

/* The schema's check keeps other names out. */
static enum payment_state state_of(const char *name)
{
	int i = PAYMENT_STATE_COUNT - 1;

	while (i > 0 && !str_equal(state_names[i], name))
		i--;
	return (enum payment_state)i;
}

static enum err insert_live(struct tx *tx, const struct payment_row *row)
{
	static const char sql[] =
		"INSERT INTO payment_live (property, payment, bill, part, state, wants, intent, "
		"charge, link, url, tender, pending_minor, authorized_minor, capturable_minor, "
		"captured_minor, tip_minor, refunded_minor, can_increment, "
		"capture_before_unix_ms, problem, since_unix_ms, version) VALUES ($1, $2, $3, $4, "
		"$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
		"1)";

	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->bill), V(row->part),
		      V(state_names[row->state]), V(row->wants), V(row->intent), V(row->charge),
		      V(row->link), V(row->url), V(row->tender), V(row->pending_minor),
		      V(row->authorized_minor), V(row->capturable_minor), V(row->captured_minor),
		      V(row->tip_minor), V(row->refunded_minor), V(row->can_increment),
		      V(row->capture_before_unix_ms), V(row->problem), V(row->since_unix_ms));
}

enum err store_payment_insert(struct tx *tx, struct payment_row *row)
{
	static const char sql[] =
		"INSERT INTO payment (property, id, bill, part, kind, tender_type, processor, "
		"reader, card_on_file, unit, amount_minor, business_date) VALUES ($1, $2, $3, $4, "
		"$5, $6, $7, $8, $9, $10, $11, $12)";
	enum err err;

	row->id = tx_id(tx);
	row->business_date = tx->business_date;
	row->version = 1;
	err = db_run(tx->db, sql, V(tx->property), V(row->id), V(row->bill), V(row->part),
		     V(row->kind), V(row->tender_type), V(row->processor), V(row->reader),
		     V(row->card_on_file), V(row->unit), V(row->amount_minor),
		     V(row->business_date));
	return err == ERR_OK ? insert_live(tx, row) : err;
}

#define PAYMENT_COLUMNS                                                                         \
	"SELECT p.id, p.bill, l.part, p.kind, p.tender_type, p.processor, p.reader, "           \
	"p.card_on_file, p.unit, p.amount_minor, p.business_date, l.state, l.wants, l.intent, " \
	"l.charge, l.link, l.url, l.tender, l.pending_minor, l.authorized_minor, "              \
	"l.capturable_minor, l.captured_minor, l.tip_minor, l.refunded_minor, "                 \
	"l.can_increment, l.capture_before_unix_ms, l.since_unix_ms, l.problem, l.version "     \
	"FROM payment_live l JOIN payment p ON p.property = l.property AND p.id = l.payment "

static void read_live(struct db_rows *rows, struct payment_row *row)
{
	row->state = state_of(db_text(rows, 11));
	str_copy(row->wants, sizeof row->wants, db_text(rows, 12));
	str_copy(row->intent, sizeof row->intent, db_text(rows, 13));
	str_copy(row->charge, sizeof row->charge, db_text(rows, 14));
	str_copy(row->link, sizeof row->link, db_text(rows, 15));
	str_copy(row->url, sizeof row->url, db_text(rows, 16));
	row->tender = db_int(rows, 17);
	row->pending_minor = db_int(rows, 18);
	row->authorized_minor = db_int(rows, 19);
	row->capturable_minor = db_int(rows, 20);
	row->captured_minor = db_int(rows, 21);
	row->tip_minor = db_int(rows, 22);
	row->refunded_minor = db_int(rows, 23);
	row->can_increment = db_int(rows, 24) == 1;
	row->capture_before_unix_ms = db_int(rows, 25);
	row->since_unix_ms = db_int(rows, 26);
	str_copy(row->problem, sizeof row->problem, db_text(rows, 27));
	row->version = db_int(rows, 28);
}

static void read_payment(struct db_rows *rows, struct payment_row *row)
{
	*row = (struct payment_row){ .id = db_int(rows, 0),
				     .bill = db_int(rows, 1),
				     .part = db_int(rows, 2),
				     .tender_type = db_int(rows, 4),
				     .card_on_file = db_int(rows, 7),
				     .amount_minor = db_int(rows, 9),
				     .business_date = (int32_t)db_int(rows, 10) };
	str_copy(row->kind, sizeof row->kind, db_text(rows, 3));
	str_copy(row->processor, sizeof row->processor, db_text(rows, 5));
	str_copy(row->reader, sizeof row->reader, db_text(rows, 6));
	str_copy(row->unit, sizeof row->unit, db_text(rows, 8));
	read_live(rows, row);
}

static enum err one_payment(struct db_rows *rows, struct payment_row *ret_row)
{
	struct payment_row row;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_payment(rows, &row);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_row = row;
	return ERR_OK;
}

enum err store_payment_load(struct db *db, int64_t id, struct payment_row *ret_row)
{
	static const char sql[] = PAYMENT_COLUMNS "WHERE l.property = $1 AND l.payment = $2";

	return one_payment(db_query(db, sql, V(db_property(db)), V(id)), ret_row);
}

enum err store_payment_save(struct tx *tx, struct payment_row *row)
{
	static const char sql[] =
		"UPDATE payment_live SET part = $3, state = $4, wants = $5, intent = $6, "
		"charge = $7, link = $8, url = $9, tender = $10, pending_minor = $11, "
		"authorized_minor = $12, capturable_minor = $13, captured_minor = $14, "
		"tip_minor = $15, refunded_minor = $16, can_increment = $17, "
		"capture_before_unix_ms = $18, problem = $19, since_unix_ms = $20, "
		"version = version + 1 WHERE property = $1 AND payment = $2 AND version = $21";
	int64_t changed = 0;
	enum err err = db_run_changed(
		tx->db, &changed, sql, V(tx->property), V(row->id), V(row->part),
		V(state_names[row->state]), V(row->wants), V(row->intent), V(row->charge),
		V(row->link), V(row->url), V(row->tender), V(row->pending_minor),
		V(row->authorized_minor), V(row->capturable_minor), V(row->captured_minor),
		V(row->tip_minor), V(row->refunded_minor), V(row->can_increment),
		V(row->capture_before_unix_ms), V(row->problem), V(row->since_unix_ms),
		V(row->version));

	if (err != ERR_OK)
		return err;
	if (changed != 1)
		return ERR_CHANGED;
	row->version++;
	return ERR_OK;
}

static enum err list_payments(struct db_rows *rows, struct payment_row *list, int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_payment(rows, &list[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_payment_of_bill(struct db *db, int64_t bill, struct payment_row *rows, int size,
			       int *ret_n)
{
	static const char sql[] =
		PAYMENT_COLUMNS "WHERE l.property = $1 AND l.bill = $2 ORDER BY l.payment";

	return list_payments(db_query(db, sql, V(db_property(db)), V(bill)), rows, size, ret_n);
}

/* The states that the partial index leaves out: payments that are over. */
#define STATES_OVER                                                                      \
	(1U << PAYMENT_CAPTURED | 1U << PAYMENT_DECLINED | 1U << PAYMENT_STOPPED |       \
	 1U << PAYMENT_RELEASED | 1U << PAYMENT_FAILED)
#define STATE_IS_ASKED                                                                   \
	"l.state IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) "          \
	"ORDER BY l.since_unix_ms, l.payment LIMIT $15"

enum err store_payment_in(struct db *db, unsigned states, struct payment_row *rows, int size,
			  int *ret_n)
{
	static const char open[] =
		PAYMENT_COLUMNS "WHERE l.property = $1 AND l.state NOT IN ('captured', "
				"'declined', 'stopped', 'released', 'failed') AND " STATE_IS_ASKED;
	static const char all[] = PAYMENT_COLUMNS "WHERE l.property = $1 AND " STATE_IS_ASKED;
	struct db_value values[PAYMENT_STATE_COUNT + 2] = { V(db_property(db)) };
	const char *sql = (states & STATES_OVER) == 0 ? open : all;

	for (int i = 0; i < PAYMENT_STATE_COUNT; i++)
		values[i + 1] = V((states & 1U << i) != 0 ? state_names[i] : "");
	values[PAYMENT_STATE_COUNT + 1] = V(size);
	return list_payments(db_query_values(db, sql, PAYMENT_STATE_COUNT + 2, values), rows, size,
			     ret_n);
}

/* Nothing has given it back yet. */
#define LATE_IS_OWED                                                                     \
	"l.property = $1 AND l.state = 'captured' AND l.wants = 'replaced' "             \
	"AND NOT EXISTS (SELECT 1 FROM outcome o JOIN attempt a "                        \
	"ON a.property = o.property AND a.id = o.attempt WHERE o.property = l.property " \
	"AND o.payment = l.payment AND a.op = 'refund' AND o.refund_leg = 0 "            \
	"AND o.entry <> 0) "

enum err store_payment_late(struct db *db, struct payment_row *rows, int size, int *ret_n)
{
	static const char sql[] = PAYMENT_COLUMNS "WHERE " LATE_IS_OWED
				  "ORDER BY l.since_unix_ms, l.payment LIMIT $2";

	return list_payments(db_query(db, sql, V(db_property(db)), V(size)), rows, size, ret_n);
}

enum err store_payment_late_count(struct db *db, int64_t *ret_n)
{
	static const char sql[] =
		"SELECT count(*) FROM payment_live l WHERE " LATE_IS_OWED
		"AND NOT EXISTS (SELECT 1 FROM attempt a JOIN attempt_live v "
		"ON v.property = a.property AND v.attempt = a.id WHERE a.property = l.property "
		"AND a.payment = l.payment AND a.op = 'refund' AND v.state <> 'done')";

	return db_one_int(db, ret_n, sql, V(db_property(db)));
}

enum err store_payment_sums(struct db *db, int64_t bill, int64_t part, int64_t *ret_pending_minor,
			    int64_t *ret_doubt_minor)
{
	static const char sql[] =
		"SELECT coalesce(sum(l.pending_minor), 0), coalesce(sum(CASE WHEN l.state IN "
		"('doubt', 'mismatch') AND l.authorized_minor = 0 AND l.tender <> 0 "
		"THEN t.amount_minor ELSE 0 END), 0) "
		"FROM payment_live l LEFT JOIN tender t ON t.property = l.property "
		"AND t.id = l.tender WHERE l.property = $1 AND l.bill = $2 AND l.part = $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(part));
	int64_t pending = 0, doubt = 0;
	enum err err;

	if (db_next(rows)) {
		pending = db_int(rows, 0);
		doubt = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	*ret_pending_minor = pending;
	*ret_doubt_minor = doubt;
	return ERR_OK;
}

enum err store_part_thaw(struct tx *tx, int64_t bill, int64_t part)
{
	static const char sql[] =
		"INSERT INTO thaw (property, id, bill, part, round) VALUES ($1, $2, $3, $4, "
		"(SELECT count(*) FROM thaw WHERE property = $1 AND part = $4))";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part));
}
