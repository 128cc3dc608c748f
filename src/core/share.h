/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/share.h -- sharing a whole so that the parts add up to it.  [pure]
 *
 * Shape   `whole` is shared over `n` weights >= 0 by largest remainder; ties go to the lowest
 *         index.  A negative whole is shared as its opposite.  All weights 0 counts as all 1.
 *         A table is shared over parts (rows) and columns at once: every column adds up to its
 *         own whole, every part to its share of the sum of all.
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

/* In proportion to amounts of either sign that do not sum to zero; whole 0 gives zeros.  What a
 * positive amount rounds down, a negative one rounds away from zero; the units left go to the
 * largest fractions, ties to the lowest index.  All amounts below zero count as their opposites. */
enum err share_by_amount(int64_t whole, const int64_t *amounts, int n, int64_t *ret_parts);

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

#define SHARE_COLUMNS_MAX 4096

/* A table: whole[column] is shared over n_parts by weights[part * n_columns + column] (>= 0; a
 * column without any is shared evenly).  groups[column] says which columns have their taxes
 * shared together: those of one tax class.  NULL puts all into one group.
 *
 *   1. Totals (net and taxes) of the parts over all columns.
 *   2. For each group and each tax: what each part has of it, then its cells.
 *   3. The totals' cells; the net of a cell is its total less its taxes.  Where that leaves less
 *      than nothing of a whole that is not below zero (a tax of one unit in a cell of none), the
 *      nets are shared instead: what each part has is its total less its taxes; then its cells.
 *
 * "What each part has" in 1 and 2 is a largest remainder of its exact claim: the sum over the
 * columns of whole * weight / sum of weights, each term rounded down to 56 binary places.  The
 * fractions (plus one last place per column, for what the terms lost) are compared to 40 binary
 * places, so that equal claims tie, and ties go to the lowest part.
 *
 * "Its cells" in 2 and 3: every column is shared by its weights; then, while a part has more than
 * it should and another less, one unit goes from the lowest one with too much to the lowest with
 * too little.  First between pairs that share a column in which both have a weight and the giver
 * has something above zero; then in such a column of the giver alone; then in any column of the
 * group; always in the one whose whole (that tax, the total or the net) is largest by size, the
 * lowest on ties.  So a part whose claims on every column are whole units has just those.
 *
 * ret_cells holds n_parts * n_columns amounts. */
enum err share_table(const struct share_amount *whole, const int *groups, int n_columns,
		     const int64_t *weights, int n_parts, struct share_amount *ret_cells);

/* Net and taxes together; the first asserts that they fit. */
int64_t share_total(const struct share_amount *amount);
enum err share_total_checked(const struct share_amount *amount, int64_t *ret_total);

/* Sum and difference, column by column; ERR_OVERFLOW. */
enum err share_add(const struct share_amount *a, const struct share_amount *b,
		   struct share_amount *ret_sum);
enum err share_subtract(const struct share_amount *a, const struct share_amount *b,
			struct share_amount *ret_difference);

#endif
