/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/takings.c -- the takings in one view.
 */
#include "service/takings.h"

struct range {
	int32_t from, to;
	const struct takings_reader *reader;
};

static enum err read_range(struct db *db, void *arg)
{
	const struct range *range = arg;
	const struct takings_reader *reader = range->reader;
	struct takings takings;
	enum err err = store_takings(db, range->from, range->to, &takings);

	if (err != ERR_OK)
		return err;
	reader->totals(reader->arg, &takings);
	err = store_takings_by_tender(db, range->from, range->to, reader->tender, reader->arg);
	if (err != ERR_OK)
		return err;
	err = store_takings_by_department(db, range->from, range->to, reader->department,
					  reader->arg);
	if (err == ERR_OK && reader->change != NULL)
		err = store_price_change_totals(db, range->from, range->to, reader->change,
						reader->arg);
	if (err != ERR_OK || reader->refund == NULL)
		return err;
	return store_refunds_by_tender(db, range->from, range->to, reader->refund, reader->arg);
}

enum err takings_read(struct app *app, int32_t from, int32_t to,
		      const struct takings_reader *reader)
{
	struct range range = { from, to, reader };

	return db_consistently(app->db, read_range, &range);
}
