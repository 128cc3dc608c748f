/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_find.h -- from a clue to the sale: last four of a card, amount, date, authorization
 *                       code, receipt number.  [db]
 *
 * Shape   every clue that is given must fit.  Sales with a card are found by what the card was
 *         asked for or paid (its tip included or not), others by the total of the receipt.
 * Errors  ERR_RANGE (no clue), those of db.h.
 * Owner   plain values.
 * Rules   D (any clue, one sale, in seconds), P1 (four digits of a card and no more).
 */
#ifndef SANDUQ_STORE_STORE_FIND_H
#define SANDUQ_STORE_STORE_FIND_H

#include <stdint.h>

#include "store/db.h"

/* Without a card, a date or a number only so many days back are looked at. */
#define FIND_DAYS 120

struct store_clue {
	char last_four[5];           /* "" and 0: not known */
	char code[16];
	int64_t amount_minor;
	int32_t date;                /* business date */
	int station;                 /* of the receipt's number */
	int64_t number;
};

struct store_found {
	int64_t bill, part;
	int64_t payment;             /* 0: not by a card */
	int64_t paper;               /* its receipt; 0: not closed */
	int station;                 /* of the receipt */
	int64_t number;
	int64_t amount_minor;        /* of the card, or of the receipt */
	int32_t business_date;
	char brand[32], last_four[5], code[16];
};

/* The sales that fit, newest first, at most `size`.  `today` is the open business date. */
enum err store_find(struct db *db, const struct store_clue *clue, int32_t today,
		    struct store_found *rows, int size, int *ret_n);

#endif
