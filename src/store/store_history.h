/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_history.h -- what was done to a bill, by whom and where: book rows with their acts.
 *                          [db]
 *
 * Shape   rows in the order of time, at whatever station.  `kind` is that of the line
 *         (store_bill.h), or "open", "split", "tender", "take-back", "paper",
 *         "take-over".
 * Errors  those of db.h.
 * Owner   plain values.
 * Rules   B1, B4 (each sees who did what).
 */
#ifndef SANDUQ_STORE_STORE_HISTORY_H
#define SANDUQ_STORE_STORE_HISTORY_H

#include "store/store_bill.h"
#include "store/store_staff.h"

/* More than a bill may hold: its lines, and what was paid. */
#define HISTORY_ROWS_MAX 1500

struct history_row {
	int64_t id;
	int64_t act;
	int64_t at_unix_ms;
	int station;
	char staff[STAFF_NAME_SIZE];
	char approver[STAFF_NAME_SIZE];   /* "": nobody */
	char kind[16];
	char name[BILL_NAME_SIZE];        /* of the line it names, of the way to pay */
	int64_t quantity;                 /* take-over: the station before */
	int64_t amount_minor;
	int64_t seat, course, sent;
	int64_t of;                       /* the row that a line names; 0: none */
};

/* The last `size` rows of a bill. */
enum err store_history(struct db *db, int64_t bill, struct history_row *rows, int size,
		       int *ret_n);

#endif
