/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/act.h -- the act: one transaction, one row that is audit entry, idempotency record and
 *                chain link.  [db]
 *
 * Shape   a public service function fills a struct act and calls act_run() with a body.  The body
 *         gets a struct tx and writes rows with ids from tx_id(); when it returns ERR_OK the act
 *         row is appended with the hash over every book row written, and all is committed.
 *         An act repeated with the same key and content returns the first result without running
 *         the body (L3); other content under the same key, another person, reason or note is
 *         ERR_KEY_REUSED.
 * Units   at_unix_ms never runs backwards per station.
 * Errors  those of db.h and of the body.
 * Owner   struct act is the caller's; a tx lives during the body only.
 * Rules   L2, L3, L5; house style 2: a body may run twice, so it neither prints, draws nor sends.
 *
 * The hash is BLAKE2b over the columns of the act row but hash (prev is the previous hash of this
 * station, "" for the first) and the digests of all book rows with an id of this act, in the order
 * of the schema's tables, then of ids: every column covered by the form, each framed.  The act's
 * column `rows` lists them with the first characters of each digest (store/chain.h).
 *
 * Every row a body writes to a book table has an id from tx_id(); this is asserted.  A station is
 * held (station_hold) before it acts, and released before its store is closed.
 */
#ifndef SANDUQ_STORE_ACT_H
#define SANDUQ_STORE_ACT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"
#include "core/perm.h"
#include "store/db.h"

#define ACT_KEY_SIZE 80

struct act {
	char key[ACT_KEY_SIZE];    /* unique; act_key() makes one, an import derives its own */
	int64_t staff;             /* who does it: id of a staff row */
	int64_t approver;          /* who approved in place; 0: nobody */
	int64_t reason;            /* id of a reason row; 0: none */
	int64_t note;              /* id of a note (free text lives in state rows); 0: none */
	int64_t bill;              /* the bill on the screen; 0: none */
	int64_t version;           /* its version as drawn; -1: not looked at (command line) */
	int station;
	int64_t password_above_minor;   /* an approval above it takes a password; 0: never */
	bool is_by_password;       /* the approver gave a password, not a PIN */
	struct perm_need *need;    /* filled when ERR_APPROVAL is returned; may be NULL */
};

/* What the body works with. */
struct tx {
	struct db *db;
	int64_t property;
	int station;
	int64_t seq;               /* number of this act at this station, from 1 */
	int64_t id;                /* id of the act row */
	int64_t at_unix_ms;
	int32_t business_date;
	const struct act *act;
	int rows;                  /* ids given so far */
	int64_t result;            /* what act_run() returns, kept for a repetition */
};

/* The next id of this act. */
int64_t tx_id(struct tx *tx);

/* The check digits of this station's chain before this act (store/chain.h: CHAIN_DIGITS_SIZE). */
enum err tx_digits(struct tx *tx, char *ret_digits);

/* Writes a fresh random key, ordered by time. */
void act_key(char into[ACT_KEY_SIZE], int64_t now_unix_ms);

/* Runs one act.  `content` is a digest of the arguments (hash_end of what was asked for); it tells
 * a repetition from a clash.  ret_result may be NULL. */
enum err act_run(struct db *db, const struct act *act, const char *name, const char *content,
		 enum err (*body)(struct tx *tx, void *arg), void *arg, int64_t *ret_result);

struct station;

/* Holds a station number for the life of this process: a lock beside the store.  ERR_STATION when
 * another process has it; `holder` (size bytes, may be NULL) then says who. */
enum err station_hold(struct db *db, int number, char *holder, size_t size,
		      struct station **ret_station);

/* Finds a free number from `low` to `high` and holds it: command lines use 900 to 999. */
enum err station_hold_free(struct db *db, int low, int high, int *ret_number,
			   struct station **ret_station);

/* Gives it back; NULL is fine. */
void station_release(struct station *station);

#endif
