/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/training.h -- the training house beside a real one: made from its set-up, worked in,
 *                       made anew, and never a part of its books.  [db]
 *
 * Shape   the training house of the store PATH is the store PATH.training: a house of kind
 *         "training" with tables, menu, people, prices and printers as the real one has them
 *         (store/store_training.h), and nothing else.  It has its own journal, chain, numbers and
 *         stations, and the house's pepper, so that PINs are the same.  Whoever trains holds
 *         PATH.training.use together with the others who do.
 *         It begins anew when nobody is in it and the house is not what it was made of: another
 *         set-up, another business date, or a file that does not hold.  So nobody closes a day of
 *         training.
 * Errors  ERR_TRAINING (the house is one for training itself), ERR_STATE (a real house stands at
 *         the place), ERR_BUSY (to begin anew while others train), ERR_PERMISSION (root on a live
 *         house), ERR_NOT_A_STORE, ERR_READ_ONLY and others of db_open(); those of place_open().
 *         `words` then says more, where there is more to say.
 * Owner   training_open/training_close; a zeroed training is closed.  It must not be moved.
 * Rules   L2, L5, B7 (own numbers), P1; the real store is only read.
 */
#ifndef SANDUQ_SERVICE_TRAINING_H
#define SANDUQ_SERVICE_TRAINING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"
#include "service/place.h"

/* What the path of its store ends with. */
#define TRAINING_ENDING ".training"

/* What a till in training has in its drawer to begin with, in whole units of the currency. */
#define TRAINING_FLOAT 100

struct training {
	struct place place;
	struct file_lock lock;
	bool is_locked;              /* `lock` is open */
	bool is_new;                 /* made anew at this opening */
	bool is_old;                 /* the house has changed since, but others train in it */
};

struct training_how {
	struct db *house;            /* the store of the real house, which is read */
	const char *url;             /* its address */
	const char *keys;            /* the folder of its keys */
	int station;                 /* the till's own number; 0: none, the house is only made */
	const char *station_name;
	bool is_fresh;               /* to begin anew, whatever it was made of */
};

/* The address of the training house of a store; false when it is too long. */
bool training_url(const char *url, char *into, size_t size);

/* The path of a file of the training house: that of its store with this ending. */
bool training_path(const char *url, const char *ending, char *into, size_t size);

/* Makes the training house when that is due, and opens it with a drawer at the till's station. */
enum err training_open(struct training *training, const struct training_how *how, char *words,
		       size_t size);

/* Closes; fine on a zeroed training. */
void training_close(struct training *training);

#endif
