/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/refund.h -- what goes back when lines, or an amount, of something sold are refunded.  [pure]
 *
 * Shape   A part was closed with one cell per column: net and up to four taxes, the cents that were
 *         allocated when it was frozen.  What is left of a column is its cell less all that was
 *         refunded of it before.  A refund never computes a tax anew: it takes its fraction of what
 *         is left, the total first, then each tax, net is the rest.  The last refund of a column
 *         takes all that is left, so that refunds in any order and of any size together are
 *         exactly the frozen amounts.
 *
 *             refund = target(all refunded so far, this one included) - already refunded
 *
 * Units   minor units of the bill.  A line's weight is what is left of it: refund_weight().
 * Errors  ERR_REFUNDED (more than is left), ERR_RANGE (lines of a column that cancel each other
 *         out have no shares: refund an amount), ERR_OVERFLOW, ERR_LIMIT (columns).
 * Owner   plain values; outputs untouched on error.
 * Rules   M2, M4.
 *         *100.00 sold at 20 % on 31 December, refunded under 18 %: 120.00 goes back.*
 *
 * Holds   1. What is refunded of a cell in all is never more than its amount, in net and in each
 *            tax, where they have one sign.
 *         2. A line sold for an amount that contains its tax, with no discount on the check, goes
 *            back for that amount.
 */
#ifndef SANDUQ_CORE_REFUND_H
#define SANDUQ_CORE_REFUND_H

#include <stdint.h>

#include "base/err.h"
#include "core/share.h"

#define REFUND_COLUMNS_MAX 64

/* What `now` of the pieces left of a line are worth, of a line of `quantity` pieces sold for
 * `amount_minor` of which `refunded` went back before; pieces refunded one by one, or all at once,
 * together are worth the amount.  now <= quantity - refunded (ERR_REFUNDED). */
enum err refund_weight(int64_t amount_minor, int64_t quantity, int64_t refunded, int64_t now,
		       int64_t *ret_weight);

/* Takes the fraction weight / all of what is left of a column. */
enum err refund_of_line(const struct share_amount *left, int64_t weight, int64_t all,
			struct share_amount *ret_taken);

/* Takes `amount_minor` (of the sign of what is left in all) out of n columns, each in proportion to
 * what is left of it. */
enum err refund_of_amount(const struct share_amount *left, int n, int64_t amount_minor,
			  struct share_amount *ret_taken);

#endif
