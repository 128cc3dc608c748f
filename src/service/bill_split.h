/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_split.h -- who pays what, and on which bill it stands: moves, shares, splits, undo;
 *                         transfers, merges, reopening.  [db]
 *
 * Shape   parts are numbered from 1 (core/bill.h); part 0 is the pool that open parts share.
 *         A line may stand in several parts at once, as amounts (core/carry.h); pieces move whole.
 *         Everything here is one structural change with an id, and the latest one that is not
 *         undone can be undone while all that it wrote still stands and the parts (bills) it
 *         touched are open and unfrozen (B6).
 * Errors  ERR_FROZEN (a part that was paid would change), ERR_STATE (nothing to undo, or what was
 *         done since stands in the way), ERR_RANGE, ERR_LIMIT, ERR_EXISTS (the table is taken),
 *         ERR_HELD (the other bill is worked on elsewhere), those of bill.h.
 * Rules   B1, B4, B6, M2, M3, M5.
 */
#ifndef SANDUQ_SERVICE_BILL_SPLIT_H
#define SANDUQ_SERVICE_BILL_SPLIT_H

#include "service/bill.h"

/* Moves `quantity` pieces (0: all) of a line, wherever they stand among open parts, to the part
 * with number `to_no` (0: the pool; one above the highest makes a new part). */
enum err bill_move(struct app *app, const struct act *act, int64_t line, int64_t quantity,
		   int64_t to_no);

/* Shares a line evenly among these parts. */
enum err bill_share(struct app *app, const struct act *act, int64_t line, const int64_t *nos,
		    int n);

/* A part for each seat that has lines, and one for what is nobody's (shared evenly when `shares`
 * is true). */
enum err bill_split_seats(struct app *app, const struct act *act, bool shares);

/* The next new part owes this share of what has no part of its own, now and later, in steps of
 * 0.01 %; the others the rest in their proportions. */
enum err bill_split_percent(struct app *app, const struct act *act, int64_t rate_ppm);

/* Undoes the latest structural change of the bill that is not undone yet (B6). */
enum err bill_undo(struct app *app, const struct act *act);

/* Takes the bill to a free table (0: it becomes a tab with `name`). */
enum err bill_transfer_table(struct app *app, const struct act *act, int64_t table_number,
			     const char *name);

/* Hands the bill to another person: it is theirs from here on. */
enum err bill_transfer_staff(struct app *app, const struct act *act, int64_t staff);

/* Takes lines (or pieces: quantities[i], 0 for all) to another open bill. */
enum err bill_transfer_lines(struct app *app, const struct act *act, const int64_t *lines,
			     const int64_t *quantities, int n, int64_t to_bill);

/* Takes everything that is open on `from` to act->bill and closes it.  What a discount on that
 * whole check takes off goes along, on its lines as amounts with its rule, kind and reason; one by
 * the same rule and rate that is on both checks goes on as that of act->bill.  ERR_FROZEN when a
 * part of `from` is half paid, or paid under such a discount; ERR_STATE when a payment or a hold
 * is under way on it; ERR_STACK when two such discounts may not be beside each other. */
enum err bill_merge(struct app *app, const struct act *act, int64_t from);

/* What act->bill would come to after that, for the question before it; nothing is written. */
struct bill_merged {
	int64_t due_minor;
	int64_t service_minor;       /* of it: the charge that their covers bring */
};
enum err bill_merge_look(struct app *app, const struct act *act, int64_t from,
			 struct bill_merged *ret_merged);

/* Opens a closed bill again, with a new part (M5), at a free table or as a tab; approval. */
enum err bill_reopen(struct app *app, const struct act *act, int64_t table_number);

#endif
