/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_reconcile.h -- what our books say of a processor's day.  [db]
 *
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Owner   plain values.
 * Rules   P7 (captures and refunds by attempt id).
 */
#ifndef SANDUQ_STORE_STORE_RECONCILE_H
#define SANDUQ_STORE_STORE_RECONCILE_H

#include "store/store_payment.h"

/* A capture or refund that we booked. */
struct reconcile_ours {
	bool is_refund;
	int64_t payment, refund_leg;
	char attempt[65];            /* key of the attempt whose answer it was */
	char object[PAYMENT_REF_SIZE];   /* the refund, or the charge */
	char intent[PAYMENT_REF_SIZE];
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;        /* with the tip */
	int32_t business_date;
};

/* Those of a business date, oldest first; false ends the walk. */
typedef bool store_ours_fn(void *arg, const struct reconcile_ours *ours);
enum err store_reconcile_day(struct db *db, int32_t date, store_ours_fn *take, void *arg);

/* What we know of a processor's object, by the attempt it names, its charge or its intent:
 * ERR_NOT_FOUND, or the payment with what was booked of it on any date (amount 0, business date 0:
 * nothing yet). */
enum err store_reconcile_find(struct db *db, bool is_refund, const char *attempt,
			      const char *object, const char *intent,
			      struct reconcile_ours *ret_ours);

#endif
