/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_change.h -- structural changes of a bill, for its history and for undo.  [db]
 *
 * Shape   one row per change and bill; what it wrote are the rows of the same act.
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Rules   B1, B6.
 */
#ifndef SANDUQ_STORE_STORE_CHANGE_H
#define SANDUQ_STORE_STORE_CHANGE_H

#include "store/store_bill.h"

enum change_kind {
	CHANGE_MOVE,
	CHANGE_SHARE,
	CHANGE_SEATS,
	CHANGE_PERCENT,
	CHANGE_EVENLY,
	CHANGE_AMOUNT,
	CHANGE_TABLE,            /* was, now: tables; of: a note with the name before, when
					it got another */
	CHANGE_STAFF,            /* was, now: persons */
	CHANGE_LINES_OUT,        /* other: the bill they went to */
	CHANGE_LINES_IN,         /* other: the bill they came from */
	CHANGE_MERGE_OUT,
	CHANGE_MERGE_IN,
	CHANGE_REOPEN,           /* was, now: tables */
	CHANGE_UNDO,             /* of: what it undid */
};

struct change_row {
	int64_t id;
	int64_t bill;
	enum change_kind kind;
	int64_t of, other, was, now;
	int64_t turn;
};

/* A new change; change->id is filled.  Before the bill is touched. */
enum err store_change_insert(struct tx *tx, struct change_row *change);

/* The latest change of a bill that was not undone. */
enum err store_change_latest(struct db *db, int64_t bill, struct change_row *ret_change);

/* The change of a bill that the same act as `change` made: the other side of a transfer. */
enum err store_change_beside(struct db *db, int64_t change, int64_t bill,
			     struct change_row *ret_change);

/* The term of a part from before a turn; weight 0 and no amount when it had none. */
enum err store_part_term_before(struct db *db, int64_t part, int64_t turn, int64_t *ret_weight,
				int64_t *ret_fixed_minor);

/* Gives the bill to another person, without raising its version. */
enum err store_bill_set_staff(struct tx *tx, int64_t bill, int64_t staff);

#endif
