/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/history.c -- the history of a bill, for screens.
 */
#include "service/history.h"

enum err history_load(struct app *app, int64_t bill, struct history_row *rows, int *ret_n)
{
	return store_history(app->db, bill, rows, HISTORY_ROWS_MAX, ret_n);
}
