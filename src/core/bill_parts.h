/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill_parts.h -- the second half of bill_compute, for core/bill.c alone.  [pure]
 *
 * Shape   what the first half found: amounts of lines and target, by column; and the service charge
 *         as a line of each part.
 * Errors  as in core/bill.h.
 * Rules   M2, M5.
 */
#ifndef SANDUQ_CORE_BILL_PARTS_H
#define SANDUQ_CORE_BILL_PARTS_H

#include "core/bill.h"

/* Most bills have no more cells.  The room for the largest is 60 KiB, which the compiler clears, so
 * small ones have room of their own. */
#define BILL_FEW_CELLS 32

/* Lines by column, the service charge among them; and its lines: [0] of the pool, [part + 1] of
 * each part, or NULL when there is none. */
struct bill_lines {
	int64_t amounts[BILL_COLUMNS_MAX];
	const int64_t *service;
};

/* Steps 4 to 6 of core/bill.h: cells of all parts, whose sum is the target in every column; and
 * what was still free after step 5.  Outputs may be half written on error. */
enum err bill_parts_share(const struct bill_in *in, const struct bill_lines *lines,
			  const struct share_amount *target, struct share_amount *cells,
			  int64_t *ret_free);

#endif
