/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_day.h -- the business day: movements, heads, totals, seals, takings.  [db]
 *
 * Errors  ERR_UNBALANCED (the records and the journal disagree), those of db.h.
 * Rules   L6 (control ledgers), L8 (the cut), L9.
 */
#ifndef SANDUQ_STORE_STORE_DAY_H
#define SANDUQ_STORE_STORE_DAY_H

#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

/* Writes a day_total row for every account that has an opening balance or moved on `date`. */
enum err store_day_totals_insert(struct tx *tx, int32_t date);

/* Writes a day_head row for every station that ever acted: its last act before this one. */
enum err store_day_heads_insert(struct tx *tx, int32_t date);

/* Proves that the day's journal, as the totals just written have it, agrees with its records in
 * every unit (L6): tenders and closes against open checks, cash kept and handed back against
 * drawers, floats, drops and counts against the safe and over/short, paid-in and paid-out against
 * theirs, tips captured less refunded and paid out against tips payable, tenders and refunds
 * against rounding and the exchange position, closes less refunds against revenue and tax, gift
 * cards sold and their moves against gift cards, vouchers taken against vouchers, refunds less what
 * paid them against refunds owed, payments less captures and releases against cards authorized, in
 * doubt and uncollected together.  ERR_UNBALANCED names the ledger in ret_ledger (may be NULL). */
enum err store_day_prove(struct db *db, int32_t date, int64_t *ret_ledger);

/* The seal itself. */
enum err store_day_seal_insert(struct tx *tx, int32_t date, int32_t next_date, const char *text,
			       const char *signature);

/* The newest sealed date; ERR_NOT_FOUND when none is. */
enum err store_day_last_seal(struct db *db, int32_t *ret_date);

/* What a till took between two dates (inclusive). */
struct takings {
	int64_t days;              /* business dates with a sale */
	int64_t empty_days;        /* business dates sealed or open without one */
	int64_t checks;
	int64_t lines;
	int64_t total_minor;
	int64_t tax_minor;
	int64_t refunds;           /* credit notes of those dates: how many, what they took back
				    * without tips */
	int64_t refunds_minor;
	int64_t refunds_tax_minor;
};
enum err store_takings(struct db *db, int32_t from, int32_t to, struct takings *ret_takings);

/* By tender type (its code) and by department (its name): calls `each` per row in order.  The
 * amounts by department are net; `tax_minor` is the tax that goes with it (0 for tenders). */
typedef void store_amount_fn(void *arg, const char *name, int64_t amount_minor, int64_t tax_minor);
enum err store_takings_by_tender(struct db *db, int32_t from, int32_t to, store_amount_fn *each,
				 void *arg);
/* What credit notes of those dates pay out, by the tender type it goes to. */
enum err store_refunds_by_tender(struct db *db, int32_t from, int32_t to, store_amount_fn *each,
				 void *arg);
enum err store_takings_by_department(struct db *db, int32_t from, int32_t to,
				     store_amount_fn *each, void *arg);

#endif
