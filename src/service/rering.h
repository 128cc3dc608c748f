/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/rering.h -- what was rung is rung once more: otherwise, in the place of the old line, or
 *                     the last round as it was.  [db]
 *
 * Shape   one act each.  A line that is rung otherwise is error-corrected whole and rung anew, at
 *         its seat and with its notes; the kitchen must not know of it yet.  A round is what was
 *         sent to the kitchen at once; its allergies are rung with it.
 * Errors  ERR_REASON (not one's own, or sent: void it), ERR_STATE (the line has a discount or a
 *         price of its own; nothing was sent yet), those of ring.h and bill.h.
 * Rules   B1, B3, M4 (the round is rung at the prices and rates of today).
 */
#ifndef SANDUQ_SERVICE_RERING_H
#define SANDUQ_SERVICE_RERING_H

#include "service/ring.h"

/* Puts what `ring` says in the place of `line`; *ret_line is the new line. */
enum err bill_rering(struct app *app, const struct act *act, int64_t line,
		     const struct ring *ring, int64_t *ret_line);

/* Rings a line anew at a level by hand, such as for staff, or at whichever is in force (0); all
 * else of it stays.  It takes permission to change prices, see ring.h.  ERR_NOT_FOUND: it has no
 * price at that level; ERR_STATE: what is weighed, too. */
enum err bill_relevel(struct app *app, const struct act *act, int64_t line, int64_t level,
		      int64_t *ret_line);

/* Rings the last round once more, at the same seats; *ret_pieces is how many pieces that were.
 * What is weighed is left out. */
enum err bill_ring_round(struct app *app, const struct act *act, int64_t *ret_pieces);

#endif
