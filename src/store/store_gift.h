/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_gift.h -- gift cards and what moved them, vouchers taken.  [db]
 *
 * Shape   the balance of a card is the sum of its moves: what lines loaded, tenders paid, refunds
 *         gave back.
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Owner   plain values.
 * Rules   P5 (over all stations), P8.
 */
#ifndef SANDUQ_STORE_STORE_GIFT_H
#define SANDUQ_STORE_STORE_GIFT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/gift.h"
#include "core/money.h"
#include "store/act.h"

struct gift_card {
	int64_t id;
	char number[GIFT_NUMBER_SIZE];
	char unit[MONEY_UNIT_SIZE];
	bool is_active;
	int64_t balance_minor;
};

/* A card by its number, or by its id, with its balance. */
enum err store_gift_by_number(struct db *db, const char *number, struct gift_card *ret_card);
enum err store_gift_by_id(struct db *db, int64_t id, struct gift_card *ret_card);

/* A new card; card->id is filled. */
enum err store_gift_insert(struct tx *tx, struct gift_card *card);

/* Which card a line loads. */
enum err store_gift_line_insert(struct tx *tx, int64_t bill, int64_t line, int64_t card);
enum err store_gift_of_line(struct db *db, int64_t line, int64_t *ret_card);

/* Which card a tender was paid with. */
enum err store_gift_of_tender(struct db *db, int64_t tender, int64_t *ret_card);

/* The lines of a bill that load cards, in order; at most `size`. */
struct gift_line {
	int64_t line, card;
};
enum err store_gift_lines(struct db *db, int64_t bill, struct gift_line *lines, int size,
			  int *ret_n);

/* One move: of a line, a tender or a leg of a refund; the other two are 0. */
struct gift_move {
	int64_t card;
	int64_t line, tender, refund_leg;
	int64_t amount_minor;
	int64_t entry;
};
enum err store_gift_move_insert(struct tx *tx, const char *unit, const struct gift_move *move);

/* A voucher with a number was taken; whether one with this number was, and not given back. */
enum err store_voucher_insert(struct tx *tx, int64_t tender, int64_t tender_type,
			      const char *number);
enum err store_voucher_is_taken(struct db *db, int64_t tender_type, const char *number,
				bool *ret_taken);

#endif
