/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/history.h -- what was done to a bill, by whom, where.  [db]
 *
 * Shape   rows as in store/store_history.h, oldest first; a long history loses its beginning.
 *         A discount on the check has what it took off when it was given, one that is taken back
 *         what it took off until then; where several stations wrote, what it takes off now.
 *         Lines are called as in `language` ("": as the house does).
 * Errors  those of db.h.
 * Owner   plain values.
 * Rules   B1, B4.
 */
#ifndef SANDUQ_SERVICE_HISTORY_H
#define SANDUQ_SERVICE_HISTORY_H

#include "service/app.h"
#include "store/store_history.h"

/* Reads it into HISTORY_ROWS_MAX rows. */
enum err history_load(struct app *app, int64_t bill, const char *language,
		      struct history_row *rows, int *ret_n);

#endif
