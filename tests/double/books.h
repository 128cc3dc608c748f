/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books.h -- a small house that acts on a store as the services do: rows in every book
 *                         table, entries that balance, days that are sealed.
 *
 * Shape   each function is one act.  What it needs (the open bill, the drawer's session) it reads
 *         from the store inside the act, so that it goes on after any restart.
 * Errors  ERR_NOT_FOUND: there is nothing to do it to; those of act_run().
 */
#ifndef SANDUQ_TESTS_DOUBLE_BOOKS_H
#define SANDUQ_TESTS_DOUBLE_BOOKS_H

#include <stdint.h>

#include "base/hash.h"
#include "store/act.h"

#define BOOKS_DATE 20000

struct books {
	struct db *db;
	int station;
	uint64_t keys;             /* keys made so far: each act takes the next */
	char key[ACT_KEY_SIZE];    /* of the last act begun */
	unsigned char public_key[HASH_SIGN_PUBLIC_BYTES];
	unsigned char secret_key[HASH_SIGN_SECRET_BYTES];
};

/* Acts on `db` at `station` from here on, with a new signing key. */
void books_begin(struct books *books, struct db *db, int station);

/* Writes the property, its menu, floor and ways to pay. */
enum err books_found(struct books *books);

/* Opens a check; one in three came from elsewhere and says so. */
enum err books_open(struct books *books);

/* Rings an item on the newest open check. */
enum err books_ring(struct books *books);

/* Voids the newest line that stands / gives a discount on it. */
enum err books_void(struct books *books);
enum err books_discount(struct books *books);

/* Prints the guest check, exempts it from a tax, notes a price change. */
enum err books_price(struct books *books);

/* Tells the kitchen of the newest line. */
enum err books_kitchen(struct books *books);

/* Freezes the check's only part and takes cash for it: exact, with change, or in dollars. */
enum err books_tender(struct books *books);

/* The same by a card, after a first payment that came to nothing: the part was thawed. */
enum err books_card(struct books *books);

/* Refunds a tenth of the last card that was captured, sells a gift card, books a fee. */
enum err books_after(struct books *books);

/* Closes the part that is covered: sale, paper, print. */
enum err books_close(struct books *books);

/* Opens the drawer with a float / counts and closes it, at times with a difference. */
enum err books_drawer_open(struct books *books);
enum err books_drawer_close(struct books *books);

/* Seals the date and opens the next. */
enum err books_roll(struct books *books);

/* One of each in turn, `rounds` times, and a roll at the end of each round. */
enum err books_live(struct books *books, int rounds);

#endif
