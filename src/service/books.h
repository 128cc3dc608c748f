/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/books.h -- proving and copying the books.  [db]
 *
 * Errors  ERR_CORRUPT (something is wrong; the result names the first row), ERR_EXISTS (a file of
 *         that name), those of db.h.
 * Owner   plain values.
 * Rules   L1, L5, L6, L8, M5; house style 2 (what start-up checks, what verify checks).
 */
#ifndef SANDUQ_SERVICE_BOOKS_H
#define SANDUQ_SERVICE_BOOKS_H

#include "service/app.h"
#include "store/verify.h"

/* Proves all of the books; progress may be NULL. */
enum err books_verify(struct app *app, verify_progress_fn *progress, void *arg,
		      struct verify_result *ret_result);

/* The part of it that reckons every bill again from its lines, one at a time: they give what its
 * parts were frozen with, all together, and each part at the time it was frozen (where one station
 * wrote the bill: ids tell the order of its rows).  Adds to what `result` holds. */
enum err books_verify_bills(struct db *db, verify_progress_fn *progress, void *arg,
			    struct verify_result *result);

/* The short form, at start-up: the last seal and the chains since. */
enum err books_verify_recent(struct app *app, struct verify_result *ret_result);

/* Makes a copy at `path` that was proven before it got its name. */
enum err books_backup(struct app *app, const char *path);

#endif
