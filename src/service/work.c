/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/work.c -- what waits for somebody, as of the open business date.
 */
#include "service/work.h"

enum err work_count(const struct app *app, struct store_work *ret_work)
{
	return store_work_count(app->db, ret_work);
}

enum err work_find(const struct app *app, const struct store_clue *clue,
		   struct store_found *rows, int size, int *ret_n)
{
	return store_find(app->db, clue, app->property.business_date, rows, size, ret_n);
}
