/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_work.h -- how much waits for somebody: counts for the floor and the work list.  [db]
 *
 * Errors  those of db.h.
 * Owner   plain values.
 * Rules   P4 (everything in doubt stands by name), P6 (named items for the desk).
 */
#ifndef SANDUQ_STORE_STORE_WORK_H
#define SANDUQ_STORE_STORE_WORK_H

#include <stdint.h>

#include "store/db.h"

struct store_work {
	int64_t doubts;              /* payments and refunds whose answer was lost */
	int64_t mismatches;          /* payments whose answer did not fit */
	int64_t refunds;             /* owed to guests: legs that failed, captures found late */
	int64_t uncollected;         /* authorized and lapsed */
	int64_t holds;               /* open ones */
	int64_t slips;               /* authorized, captured when the tip is known */
};

/* Counts it all, for one property. */
enum err store_work_count(struct db *db, struct store_work *ret_work);

#endif
