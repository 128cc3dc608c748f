/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/share.h -- sharing a whole so that the parts add up to it.  [pure]
 *
 * Shape   `whole` is shared over `n` weights >= 0 by largest remainder; ties go to the lowest
 *         index.  A negative whole is shared as its opposite.  All weights 0 counts as all 1.
 * Errors  ERR_LIMIT (n < 1 or more than SHARE_MAX), ERR_OVERFLOW.
 * Owner   the caller's arrays; outputs untouched on error.
 * Rules   M2 (parts sum to the whole, in every column).
 */
#ifndef SANDUQ_CORE_SHARE_H
#define SANDUQ_CORE_SHARE_H

#include <stdint.h>

#include "base/err.h"

#define SHARE_MAX 256

/* Weights may be any 63-bit size; intermediate products are 128 bits wide. */
enum err share_by_weight(int64_t whole, const int64_t *weights, int n, int64_t *ret_parts);

/* n equal weights: 10.00 in three is 3.34, 3.33, 3.33. */
enum err share_evenly(int64_t whole, int n, int64_t *ret_parts);

/* One amount with its taxes, as carried by a posted line. */
#define SHARE_TAXES 4
struct share_amount {
	int64_t net_minor;
	int64_t tax_minor[SHARE_TAXES];
};

/* Totals (net and all taxes) first, then each tax, net is the rest:
 * net 10.00 + tax 1.00 in three is 3.67, 3.67, 3.66. */
enum err share_carried(const struct share_amount *whole, const int64_t *weights, int n,
		       struct share_amount *ret_parts);

/* Net and taxes together; the first asserts that they fit. */
int64_t share_total(const struct share_amount *amount);
enum err share_total_checked(const struct share_amount *amount, int64_t *ret_total);

/* Sum and difference, column by column; ERR_OVERFLOW. */
enum err share_add(const struct share_amount *a, const struct share_amount *b,
		   struct share_amount *ret_sum);
enum err share_subtract(const struct share_amount *a, const struct share_amount *b,
			struct share_amount *ret_difference);

#endif
