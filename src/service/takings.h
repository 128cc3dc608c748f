/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/takings.h -- what was sold between two business dates.  [db]
 *
 * Shape   counted are parts of bills closed with a receipt on those dates (L4): totals first, then
 *         one call per tender, then one per department (net, with the tax that goes with it), all
 *         of one unchanging view of the store.  Refunds of those dates stand apart: they lower
 *         none of these figures.
 * Errors  those of db.h.
 * Owner   names are borrowed during the call.
 */
#ifndef SANDUQ_SERVICE_TAKINGS_H
#define SANDUQ_SERVICE_TAKINGS_H

#include "service/app.h"
#include "store/store_day.h"
#include "store/store_price.h"

struct takings_reader {
	void (*totals)(void *arg, const struct takings *takings);
	store_amount_fn *tender;
	store_amount_fn *department;
	void *arg;
	store_amount_fn *refund;     /* what refunds pay out, by tender; NULL: not asked */
	store_price_change_fn *change; /* discounts, comps, voids ... of bills closed; NULL */
};

/* Reads the takings from one date to another, both included. */
enum err takings_read(struct app *app, int32_t from, int32_t to,
		      const struct takings_reader *reader);

#endif
