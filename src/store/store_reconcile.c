/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_reconcile.c -- SQL for the processor's day.
 */
#include "store/store_reconcile.h"

#include "base/str.h"

#define OURS_COLUMNS                                                                            \
	"SELECT o.refund_leg, o.payment, a.key, o.object, o.charge, l.intent, o.unit, "         \
	"o.amount_minor, o.business_date FROM outcome o JOIN attempt a ON "                     \
	"a.property = o.property AND a.id = o.attempt JOIN payment_live l ON "                  \
	"l.property = o.property AND l.payment = o.payment "

/* A capture under whichever attempt it became known, once per payment; a refund that is under way
 * counts. */
#define OURS_COUNTS                                                                             \
	"o.outcome IN ('ok', 'pending') AND ((o.refund_leg = 0 AND o.state = 'captured' AND "   \
	"NOT EXISTS (SELECT 1 FROM outcome e WHERE e.property = o.property AND "                \
	"e.payment = o.payment AND e.refund_leg = 0 AND e.state = 'captured' AND "              \
	"e.outcome = 'ok' AND e.id < o.id)) OR (o.refund_leg <> 0 AND "                         \
	"o.state IN ('refunded', 'refund-pending'))) "

static void read_ours(struct db_rows *rows, struct reconcile_ours *ours)
{
	bool is_refund = db_int(rows, 0) != 0;

	*ours = (struct reconcile_ours){ .is_refund = is_refund,
					 .refund_leg = db_int(rows, 0),
					 .payment = db_int(rows, 1),
					 .amount_minor = db_int(rows, 7),
					 .business_date = (int32_t)db_int(rows, 8) };
	str_copy(ours->attempt, sizeof ours->attempt, db_text(rows, 2));
	str_copy(ours->object, sizeof ours->object, db_text(rows, is_refund ? 3 : 4));
	str_copy(ours->intent, sizeof ours->intent, db_text(rows, 5));
	str_copy(ours->unit, sizeof ours->unit, db_text(rows, 6));
}

enum err store_reconcile_day(struct db *db, int32_t date, store_ours_fn *take, void *arg)
{
	static const char sql[] = OURS_COLUMNS "WHERE o.property = $1 AND o.business_date = $2 "
					       "AND " OURS_COUNTS "ORDER BY o.id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));
	struct reconcile_ours ours;
	bool goes_on = true;

	while (goes_on && db_next(rows)) {
		read_ours(rows, &ours);
		goes_on = take(arg, &ours);
	}
	return db_end(rows);
}

/* The payment behind a refund or charge of theirs; 0: none. */
static enum err find_payment(struct db *db, const char *attempt, const char *charge,
			     const char *intent, int64_t *ret_payment)
{
	static const char by_key[] =
		"SELECT coalesce(max(payment), 0) FROM attempt WHERE property = $1 AND key = $2";
	static const char by_charge[] = "SELECT coalesce(max(payment), 0) FROM outcome "
					"WHERE property = $1 AND charge = $2";
	static const char by_intent[] = "SELECT coalesce(max(payment), 0) FROM payment_live "
					"WHERE property = $1 AND intent = $2";
	int64_t payment = 0;
	enum err err = ERR_OK;

	if (attempt[0] != '\0')
		err = db_one_int(db, &payment, by_key, V(db_property(db)), V(attempt));
	if (err == ERR_OK && payment == 0 && charge[0] != '\0')
		err = db_one_int(db, &payment, by_charge, V(db_property(db)), V(charge));
	if (err == ERR_OK && payment == 0 && intent[0] != '\0')
		err = db_one_int(db, &payment, by_intent, V(db_property(db)), V(intent));
	if (err == ERR_OK)
		*ret_payment = payment;
	return err;
}

static enum err first_ours(struct db_rows *rows, struct reconcile_ours *ours, bool *ret_found)
{
	*ret_found = db_next(rows);
	if (*ret_found)
		read_ours(rows, ours);
	return db_end(rows);
}

static enum err find_refund(struct db *db, const char *attempt, const char *object,
			    struct reconcile_ours *ours, bool *ret_found)
{
	static const char sql[] = OURS_COLUMNS "WHERE o.property = $1 AND (a.key = $2 OR "
					       "(o.object = $3 AND o.refund_leg <> 0)) AND "
					       OURS_COUNTS "ORDER BY o.id LIMIT 1";

	return first_ours(db_query(db, sql, V(db_property(db)), V(attempt), V(object)), ours,
			  ret_found);
}

static enum err find_capture(struct db *db, int64_t payment, struct reconcile_ours *ours,
			     bool *ret_found)
{
	static const char sql[] = OURS_COLUMNS "WHERE o.property = $1 AND o.payment = $2 "
					       "AND o.refund_leg = 0 AND " OURS_COUNTS
					       "ORDER BY o.id LIMIT 1";

	return first_ours(db_query(db, sql, V(db_property(db)), V(payment)), ours, ret_found);
}

enum err store_reconcile_find(struct db *db, bool is_refund, const char *attempt,
			      const char *object, const char *intent,
			      struct reconcile_ours *ret_ours)
{
	struct reconcile_ours ours = { .is_refund = is_refund };
	int64_t payment = 0;
	bool found = false;
	enum err err = find_payment(db, attempt, is_refund ? "" : object, is_refund ? "" : intent,
				    &payment);

	if (err == ERR_OK && is_refund)
		err = find_refund(db, attempt, object, &ours, &found);
	else if (err == ERR_OK && payment != 0)
		err = find_capture(db, payment, &ours, &found);
	if (err != ERR_OK)
		return err;
	if (!found && payment == 0)
		return ERR_NOT_FOUND;
	ours.payment = found ? ours.payment : payment;
	*ret_ours = ours;
	return ERR_OK;
}
