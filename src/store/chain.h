/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/chain.h -- the canonical form of book rows and the link they make: one code for the act
 *                  that writes a link and for verify that proves it.  [db]
 *
 * Shape   a row's digest is BLAKE2b over "sanduq-row", the table's name and every column covered
 *         by the form, each framed.  A link takes the rows of one act in the order of the schema's
 *         book tables, then of ids: `rows` is their list, CHAIN_MARK characters each (table 1, row
 *         number 3, the first 4 of the digest), and `digest` is taken over the whole digests.  The
 *         act's hash is taken over "sanduq-act", the act's columns but hash, and that digest.
 * Errors  ERR_MEMORY, ERR_LIMIT; those of db.h.
 * Owner   chain_done() frees.
 * Rules   L5.
 */
#ifndef SANDUQ_STORE_CHAIN_H
#define SANDUQ_STORE_CHAIN_H

#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "store/db.h"
#include "store/schema.h"

#define CHAIN_MARK 8

struct chain {
	int form;
	int64_t n;                 /* rows taken */
	struct str rows;           /* their marks */
	struct hash hash;
	char digest[HASH_TEXT_SIZE];
};

/* Begins the link of one act; the memory of an earlier one is used again.  {0} is fine. */
void chain_begin(struct chain *chain, int form);

/* Frees. */
void chain_done(struct chain *chain);

/* Takes the present row of `rows`, which has the columns of `table` in their order. */
void chain_row(struct chain *chain, const struct schema_table *table, struct db_rows *rows);

/* Takes all rows of the table with $2 <= id < $3. */
enum err chain_table(struct chain *chain, struct db *db, const struct schema_table *table,
		     int64_t from, int64_t to);

/* Ends the rows: the digest is ready. */
void chain_end(struct chain *chain);

/* The hash of an act from its column values in the order of its table, without `hash` itself. */
void chain_act(const struct schema_table *act, int form, const struct db_value *values,
	       const char *digest, char ret_hash[HASH_TEXT_SIZE]);

/* The check digits of a link, as papers print them: the first four bytes of its hash as eight
 * decimal digits, "1234-5678"; of no link "0000-0000".  A paper has those of the act before the one
 * that issued it at its station, so they stand in that act's `prev`, and verify proves them. */
#define CHAIN_DIGITS_SIZE 10
void chain_digits(const char *hash, char ret_digits[CHAIN_DIGITS_SIZE]);

/* Takes a mark apart: the book table's number and the row within the act; false: it is none. */
bool chain_mark_read(const char *mark, int *ret_book, int *ret_row);

#endif
