/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_work.c -- counts of what waits for somebody, over the index of open payments.
 */
#include "store/store_work.h"

#include "base/str.h"
#include "store/store_payment.h"

/* Payments by state; a hold is told apart by its kind. */
static enum err count_payments(struct db *db, struct store_work *work)
{
	static const char sql[] =
		"SELECT l.state, p.kind, count(*) FROM payment_live AS l JOIN payment AS p "
		"ON p.property = l.property AND p.id = l.payment WHERE l.property = $1 "
		"AND l.state NOT IN ('captured', 'declined', 'stopped', 'released', 'failed') "
		"GROUP BY l.state, p.kind";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));

	while (db_next(rows)) {
		const char *state = db_text(rows, 0);
		int64_t n = db_int(rows, 2);

		if (str_equal(state, "doubt"))
			work->doubts += n;
		else if (str_equal(state, "mismatch"))
			work->mismatches += n;
		else if (str_equal(state, "lapsed"))
			work->uncollected += n;
		else if (str_equal(state, "authorized") && str_equal(db_text(rows, 1), "hold"))
			work->holds += n;
	}
	return db_end(rows);
}

static enum err count_slips(struct db *db, struct store_work *work)
{
	static const char sql[] =
		"SELECT count(*) FROM payment_live AS l JOIN payment AS p ON "
		"p.property = l.property AND p.id = l.payment JOIN tender_type AS t ON "
		"t.property = p.property AND t.id = p.tender_type WHERE l.property = $1 AND "
		"l.state = 'authorized' AND l.wants = '' AND p.kind <> 'hold' AND "
		"t.captures = 'later' "
		"AND l.state NOT IN ('captured', 'declined', 'stopped', 'released', 'failed')";

	return db_one_int(db, &work->slips, sql, V(db_property(db)));
}

static enum err count_refunds(struct db *db, struct store_work *work)
{
	static const char sql[] =
		"SELECT state, count(*) FROM refund_leg_live WHERE property = $1 "
		"AND state NOT IN ('done', 'replaced') GROUP BY state";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));

	while (db_next(rows)) {
		if (str_equal(db_text(rows, 0), "doubt"))
			work->doubts += db_int(rows, 1);
		else if (str_equal(db_text(rows, 0), "failed"))
			work->refunds = db_int(rows, 1);
	}
	return db_end(rows);
}

enum err store_work_count(struct db *db, struct store_work *ret_work)
{
	struct store_work work = { 0 };
	int64_t late = 0;
	enum err err = count_payments(db, &work);

	if (err == ERR_OK)
		err = count_slips(db, &work);
	if (err == ERR_OK)
		err = count_refunds(db, &work);
	if (err == ERR_OK)
		err = store_payment_late_count(db, &late);
	work.refunds += late;
	if (err == ERR_OK)
		*ret_work = work;
	return err;
}
