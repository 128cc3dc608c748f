/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/cells.h -- a line that stands in several cells (part and column) at once.  [pure]
 *
 * Shape   by cell what stands in it; only cells of open parts are given.  An amount that changes
 *         the line (a void, a discount, another price) goes where the line stands.
 * Units   minor units of the bill; whole pieces.
 * Errors  ERR_LIMIT (n < 1 or more than SHARE_MAX), ERR_OVERFLOW, ERR_FROZEN.
 * Owner   the caller's arrays; outputs untouched on error.
 * Rules   M2 (shares add up), M4 (a void takes the cents that stand there), M5.
 */
#ifndef SANDUQ_CORE_CELLS_H
#define SANDUQ_CORE_CELLS_H

#include <stdint.h>

#include "base/err.h"
#include "core/share.h"

/* An amount over n cells: by what stands in each (share_by_amount); when that is nothing together,
 * by what it was before discounts; when that is nothing either, all in the first. */
enum err cells_spread(int64_t amount_minor, const int64_t *amounts, const int64_t *gross, int n,
		      int64_t *ret_parts);

/* Pieces over n cells: where pieces are (share_by_weight), none below zero counting; when there
 * are none, all in the first. */
enum err cells_pieces(int64_t quantity, const int64_t *pieces, int n, int64_t *ret_pieces);

/* What `quantity` of the `of` pieces left are worth: quantity * amount / of, half away from zero,
 * so that the last ones take the rest.  Of the line's amount `open_minor` stands in open parts:
 * the worth is at most that when it is over by no more cents than the line has cells (sharing may
 * have rounded so much), else ERR_FROZEN. */
enum err cells_worth(int64_t amount_minor, int64_t open_minor, int n_cells, int64_t quantity,
		     int64_t of, int64_t *ret_minor);

#endif
