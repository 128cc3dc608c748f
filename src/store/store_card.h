/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_card.h -- cards that guests let the house keep: a processor's tokens.  [db]
 *
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Owner   plain values.
 * Rules   P1 (never a number), P6 (recorded consent).
 */
#ifndef SANDUQ_STORE_STORE_CARD_H
#define SANDUQ_STORE_STORE_CARD_H

#include <stdbool.h>
#include <stdint.h>

#include "store/act.h"

#define CARD_REF_SIZE 256

struct card_on_file {
	int64_t id;
	char name[96];               /* of the guest, for people */
	char processor[16];
	char customer[CARD_REF_SIZE], method[CARD_REF_SIZE];
	char brand[32], last_four[5];
	char consent[200];           /* how it was given */
	int64_t consent_unix_ms;
	int64_t staff;
	bool is_active;
};

/* A new card; card->id, staff, consent_unix_ms are filled. */
enum err store_card_insert(struct tx *tx, struct card_on_file *card);

/* Writes what became known of it: customer, method, brand, last four, whether it is active. */
enum err store_card_save(struct tx *tx, const struct card_on_file *card);

/* An active card by its id; the active ones by name, at most `size`. */
enum err store_card_load(struct db *db, int64_t id, struct card_on_file *ret_card);
enum err store_card_list(struct db *db, struct card_on_file *cards, int size, int *ret_n);

#endif
