/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_training.h -- which tables of a house a training house begins with, their copy, and
 *                           the digest that tells whether the house has changed since.  [db]
 *
 * Shape   training_tables names every table of state once: one that is copied, row for row, or one
 *         that is left, because it belongs to what happened and not to the set-up.  Books are never
 *         copied: rates of tax, the only book of set-up, are written anew by the act that makes the
 *         training house, under ids of its own.
 * Errors  those of db.h.
 * Owner   plain values.
 * Rules   L2, L5: nothing of the house's books reaches another journal; no guest, card on file,
 *         gift card or reservation does.
 */
#ifndef SANDUQ_STORE_STORE_TRAINING_H
#define SANDUQ_STORE_STORE_TRAINING_H

#include <stdbool.h>

#include "base/hash.h"
#include "store/act.h"

struct training_table {
	const char *name;
	bool is_copied;              /* else left, and the training house begins without */
	const char *moving[2];       /* columns that change while people sell: they make no set-up
				      * a new one */
	const char *blank, *with;    /* a column that is copied as this text instead; NULL: none */
};

/* In the order in which they are copied; ends with { .name = NULL }. */
extern const struct training_table training_tables[];

/* Writes the set-up of the house in `from` into the store of `tx`: tables and rates of tax, without
 * the row of the house itself. */
enum err store_training_copy(struct tx *tx, struct db *from);

/* The digest of all that store_training_copy() would write, of the house's row and of its business
 * date: another digest is another day, or another set-up. */
enum err store_training_digest(struct db *from, char ret_digest[HASH_TEXT_SIZE]);

/* The digest that the training house in `db` was made with (the content of its act of that name);
 * ERR_NOT_FOUND when it was not made to its end. */
#define TRAINING_ACT "training-begin"
enum err store_training_made_of(struct db *db, char ret_digest[HASH_TEXT_SIZE]);

#endif
