/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/work.h -- what waits for somebody, and a sale by any clue.  [db]
 *
 * Shape   struct store_work and struct store_found, as the store counts and finds them.
 * Errors  those of db.h and store_find.h.
 * Owner   plain values.
 * Rules   P4, P6.
 */
#ifndef SANDUQ_SERVICE_WORK_H
#define SANDUQ_SERVICE_WORK_H

#include "service/app.h"
#include "store/store_find.h"
#include "store/store_work.h"

/* Counts all that waits for somebody. */
enum err work_count(const struct app *app, struct store_work *ret_work);

/* The sales that fit a clue, newest first, at most `size`. */
enum err work_find(const struct app *app, const struct store_clue *clue,
		   struct store_found *rows, int size, int *ret_n);

#endif
