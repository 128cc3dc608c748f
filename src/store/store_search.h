/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_search.h -- finding a sale from whatever somebody remembers of it.  [db]
 *
 * Shape   every clue has an index that is asked first; the other clues filter what it gives.
 * Units   amount_minor of the bill; dates are business dates.
 * Errors  those of db.h.
 * Owner   plain values.
 * Rules   D (from any clue to the one sale in seconds), P1 (four digits, never a card's number).
 */
#ifndef SANDUQ_STORE_STORE_SEARCH_H
#define SANDUQ_STORE_STORE_SEARCH_H

#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

#define SEARCH_HITS_MAX 50

/* What is known of a sale; empty or 0: not known. */
struct search {
	char last_four[5];
	char authorization_code[16];
	int64_t receipt;             /* number on the paper */
	int station;                 /* of the receipt, "3-000123"; 0: any */
	int64_t amount_minor;        /* paid, with or without its tip */
	int32_t from, to;            /* business dates; 0: open */
	int64_t table_number;
	int64_t staff;               /* id of a staff row: who took the money */
};

/* One tender of a sale; a receipt without tenders is a hit with tender 0. */
struct search_hit {
	int64_t bill, part, paper, tender, payment;
	int station;                 /* with number: the receipt's; 0: the part is open */
	int64_t number;
	int64_t amount_minor, tip_minor;
	char tender_code[16], tender_name[64];
	char brand[32], last_four[5], authorization_code[16];
	int64_t at_unix_ms;
	int32_t business_date;
	int64_t table_number, bill_number, staff;
};

/* Asks for the hits, newest first, at most `size`: by card, code, receipt, or by date (from and to
 * are set then). */
enum err store_search(struct db *db, const struct search *search, struct search_hit *hits, int size,
		      int *ret_n);

/* The texts of the statements, for tests that ask how they are run; NULL after the last. */
const char *store_search_sql(int i);

#endif
