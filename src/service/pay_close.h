/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay_close.h -- freezing a part and closing it: the bodies that every tender driver
 *                        composes.  [db]
 *
 * Errors  those of bill.h; ERR_LIMIT when a part has more accounts than an entry holds.
 * Rules   M5 (frozen amounts), B2 (a part closes when covered), B7 (receipt number), L4 (the
 *         journal learns of the lines now).
 */
#ifndef SANDUQ_SERVICE_PAY_CLOSE_H
#define SANDUQ_SERVICE_PAY_CLOSE_H

#include "service/bill.h"
#include "service/pay.h"

/* Keeps the amounts that the part owes in this view. */
enum err pay_freeze_in(struct tx *tx, const struct bill_view *view, int64_t part);

/* Posts revenue and tax of the part, issues its receipt, closes it; tells whether nothing else is
 * open on the bill. */
enum err pay_close_in(struct tx *tx, const struct app *app, const struct bill_view *view,
		      int64_t part, struct pay_result *result);

/* A repetition (same key) did not run the body: reads back what the first did (L3); tender 0 is
 * none. */
enum err pay_read_back(struct app *app, int64_t bill, int64_t part, int64_t tender,
		       struct pay_result *ret_result);

#endif
