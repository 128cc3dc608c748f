/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_split_inside.h -- what the files of structural changes share; nobody else includes
 *                                it.  [db]
 *
 * Shape   a change begins (split_begin_in), writes rows, and ends (split_end_in): then it is
 *         recorded, looked at whole (M5) and the bill is touched.
 */
#ifndef SANDUQ_SERVICE_BILL_SPLIT_INSIDE_H
#define SANDUQ_SERVICE_BILL_SPLIT_INSIDE_H

#include "service/bill_split.h"
#include "store/store_change.h"

/* Asks for permission to sell and takes hold of the bill. */
enum err split_begin_in(struct tx *tx, struct bill_head *ret_head);

/* The same with the bill read whole; the view is the caller's when it went well. */
enum err split_begin_view_in(struct tx *tx, struct bill_head *ret_head,
			     struct bill_view *ret_view);

/* Records the change (bill and id are filled), refuses what a paid part would have to pay for, and
 * touches the bill. */
enum err split_end_in(struct tx *tx, const struct bill_head *head, struct change_row *change);

/* The open part with this number (0: the pool, id 0); one above the highest is made.  ERR_FROZEN,
 * ERR_STATE (it owes an amount, no lines), ERR_RANGE, ERR_LIMIT. */
enum err split_part_in(struct tx *tx, int64_t bill, int64_t no, int64_t *ret_part);

/* Writes what makes the open cells of a line these n; cells not named become empty.  ERR_LIMIT. */
enum err split_place_in(struct tx *tx, const struct bill_line_sum *sum,
			const struct bill_cell *want, int n);

/* Moves pieces (0: all) of a line out of the open cells of other parts to this one (0: the pool).
 * ERR_FROZEN when nothing of it is open, ERR_RANGE for more pieces than stand elsewhere; nothing
 * is written when all of it stands there. */
enum err split_move_in(struct tx *tx, int64_t bill, int64_t line, int64_t quantity, int64_t part);

/* Takes pieces (0: all) of a line of `from` to another bill, where they are a line of their own in
 * the pool, with what each discount took off; ret_line gets its id, and may be NULL.  ERR_FROZEN
 * when a paid part has some of it, ERR_RANGE, ERR_STATE (half of a gift card). */
enum err split_pass_in(struct tx *tx, const struct bill_view *from, int64_t to, int64_t line,
		       int64_t quantity, int64_t *ret_line);

/* Ends a change between two bills: on both sides, and in the kitchen. */
enum err split_end_both_in(struct tx *tx, const struct bill_head *from,
			   const struct bill_head *to, enum change_kind out, enum change_kind in);

/* Takes hold of a second bill (B4): free, or ours. */
enum err split_other_in(struct tx *tx, int64_t bill, struct bill_head *ret_head);

#endif
