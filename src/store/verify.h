/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify.h -- proves the books from zero.  [db]
 *
 * Shape   steps, each a question put to the whole store: the file itself, foreign keys, every
 *         entry balances (L1), no act is missing and every chain link holds (L5), number series
 *         have no gap (B7), control ledgers agree with the records they control (L6), seals and
 *         their signatures (L8), parts and their frozen amounts (M5), state that repeats what the
 *         books say.  The first row that is wrong is named: table, id, what differs.
 * Errors  ERR_CORRUPT when something is wrong; those of db.h when it cannot be asked.
 * Owner   struct verify_result is the caller's.
 */
#ifndef SANDUQ_STORE_VERIFY_H
#define SANDUQ_STORE_VERIFY_H

#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

struct verify_result {
	int64_t acts, entries, postings, rows, papers, seals;
	int wrong;                 /* steps that found something */
	char first[512];           /* "line 4503599627370497: the hash of its act differs" */
};

typedef void verify_progress_fn(void *arg, const char *step, int64_t done, int64_t total);

/* Runs every step in one consistent view; progress may be NULL. */
enum err verify_run(struct db *db, verify_progress_fn *progress, void *arg,
		    struct verify_result *ret_result);

/* The short form at start-up: settings, schema, the last seal and the chains since it. */
enum err verify_recent(struct db *db, struct verify_result *ret_result);

#endif
