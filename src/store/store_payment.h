/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_payment.h -- payments, attempts, outcomes, what is open of them.  [db]
 *
 * Errors  ERR_NOT_FOUND, ERR_EXISTS (an attempt has its outcome already), those of db.h.
 * Owner   plain values; attempt bodies are heap text of struct attempt_row, freed by
 *         store_attempt_done().
 * Rules   P2 (attempt before the first byte, outcome once), P5 (sums over all stations), M5 (thaw).
 */
#ifndef SANDUQ_STORE_STORE_PAYMENT_H
#define SANDUQ_STORE_STORE_PAYMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

#define PAYMENT_REF_SIZE 256
#define PAYMENT_URL_SIZE 1024

/* state, its name in the store */
#define PAYMENT_STATE_MAP(X)                                                              \
	X(PAYMENT_STARTING, "starting")                                                   \
	X(PAYMENT_WAITING, "waiting")                                                     \
	X(PAYMENT_STOPPING, "stopping")                                                   \
	X(PAYMENT_AUTHORIZED, "authorized")                                               \
	X(PAYMENT_CAPTURING, "capturing")                                                 \
	X(PAYMENT_CAPTURED, "captured")                                                   \
	X(PAYMENT_DOUBT, "doubt")                                                         \
	X(PAYMENT_DECLINED, "declined")                                                   \
	X(PAYMENT_STOPPED, "stopped")                                                     \
	X(PAYMENT_RELEASED, "released")                                                   \
	X(PAYMENT_LAPSED, "lapsed")                                                       \
	X(PAYMENT_FAILED, "failed")                                                       \
	X(PAYMENT_MISMATCH, "mismatch")

enum payment_state {
#define PAYMENT_STATE_ENUM(code, name) code,
	PAYMENT_STATE_MAP(PAYMENT_STATE_ENUM)
#undef PAYMENT_STATE_ENUM
	PAYMENT_STATE_COUNT
};

/* The name in the store. */
const char *payment_state_name(enum payment_state state);

/* A payment with where it stands: the columns of payment and payment_live. */
struct payment_row {
	int64_t id;
	int64_t bill, part;          /* part 0: a hold that is not applied */
	char kind[12];
	int64_t tender_type;
	char processor[16];
	char reader[PAYMENT_REF_SIZE];
	int64_t card_on_file;
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;
	int32_t business_date;

	enum payment_state state;
	char wants[12];
	char intent[PAYMENT_REF_SIZE], charge[PAYMENT_REF_SIZE], link[PAYMENT_REF_SIZE];
	char url[PAYMENT_URL_SIZE];
	int64_t tender;
	int64_t pending_minor, authorized_minor, capturable_minor, captured_minor, tip_minor;
	int64_t refunded_minor;      /* asked for or done, never above captured (P5); until it
				      * is captured, what was released of it */
	bool can_increment;
	int64_t capture_before_unix_ms, since_unix_ms;
	char problem[200];
	int64_t version;
};

/* A new payment with its live row; row->id is filled. */
enum err store_payment_insert(struct tx *tx, struct payment_row *row);

/* One payment. */
enum err store_payment_load(struct db *db, int64_t id, struct payment_row *ret_row);

/* Writes the live columns and raises the version (ERR_CHANGED when it is no longer
 * row->version). */
enum err store_payment_save(struct tx *tx, struct payment_row *row);

/* Lists, oldest first, at most `size`: of a bill; those in a set of states (bits 1 << state). */
enum err store_payment_of_bill(struct db *db, int64_t bill, struct payment_row *rows, int size,
			       int *ret_n);
enum err store_payment_in(struct db *db, unsigned states, struct payment_row *rows, int size,
			  int *ret_n);

/* Captures that were found after their guests paid otherwise, and have not gone back yet, longest
 * known first, at most `size`; how many of them nobody is giving back. */
enum err store_payment_late(struct db *db, struct payment_row *rows, int size, int *ret_n);
enum err store_payment_late_count(struct db *db, int64_t *ret_n);

/* What payments under way would take of a part (pending) and what stands in doubt on it. */
enum err store_payment_sums(struct db *db, int64_t bill, int64_t part, int64_t *ret_pending_minor,
			    int64_t *ret_doubt_minor);

enum attempt_state { ATTEMPT_PREPARED, ATTEMPT_WAITING, ATTEMPT_DOUBT, ATTEMPT_DONE };

struct attempt_row {
	int64_t id;
	int64_t payment, refund_leg, follows;
	char op[20];
	char key[65];
	char method[8];
	char *path, *body;           /* heap */
	char api_version[32];
	int64_t amount_minor;
	char unit[MONEY_UNIT_SIZE];
	int64_t at_unix_ms;
	int32_t business_date;

	enum attempt_state state;
	bool can_send;
	int owner;                   /* station that claims it; 0: none */
	int64_t until_unix_ms;       /* its claim ends */
	int64_t tries, looks;
	int64_t first_unix_ms, next_unix_ms;
	char outcome[16], problem[200];
	int64_t version;
};

/* A new attempt with its live row; row->id is filled, key, path and body are the caller's (NULL:
 * none, of one that is never sent). */
enum err store_attempt_insert(struct tx *tx, struct attempt_row *row);

/* One attempt; the open attempts of a payment, oldest first. */
enum err store_attempt_load(struct db *db, int64_t id, struct attempt_row *ret_row);
enum err store_attempt_of_payment(struct db *db, int64_t payment, struct attempt_row *rows,
				  int size, int *ret_n);

/* Every open attempt, oldest first, at most `size`. */
enum err store_attempt_open(struct db *db, struct attempt_row *rows, int size, int *ret_n);

/* Frees path and body. */
void store_attempt_done(struct attempt_row *row);

/* Claims up to `size` (at most STORE_CLAIM_MAX) attempts that are due and that nobody has, this
 * station included: a small transaction of its own, none when nothing is due.  Another till's are
 * taken when they were due for 10 s (its receipt is printed there).  The claim ends at
 * `until_unix_ms`, or when owner is saved as 0.  first_unix_ms is set by the first claim: an
 * attempt that was claimed counts as sent.  One whose claim ended by itself is 'unknown'. */
#define STORE_CLAIM_MAX 16
enum err store_attempt_claim(struct db *db, int station, int64_t now_unix_ms,
			     int64_t until_unix_ms, struct attempt_row *rows, int size, int *ret_n);

/* At start: what this station claimed in an earlier life is free again, and 'unknown'. */
enum err store_attempt_unclaim(struct db *db, int station);

/* When the next attempt is due or its claim ends (INT64_MAX: none), and how many are open. */
enum err store_attempt_next(struct db *db, int64_t *ret_unix_ms, int *ret_open);

/* Writes the live columns of an attempt, outside of an act or inside one, and raises the version
 * (ERR_CHANGED when it is no longer row->version). */
enum err store_attempt_save(struct db *db, struct attempt_row *row);

/* It is never to be sent again, whoever holds it now and whatever they save of it. */
enum err store_attempt_bar(struct db *db, int64_t attempt);

/* A try, for people who look into a doubt later: try->no is filled; lists are newest first. */
struct attempt_try {
	int64_t attempt, at_unix_ms;
	int64_t no;
	int station;
	char what[20];               /* "sent", "asked intent", "asked events" ... */
	char outcome[16];
	int http;
	char code[64], request[64];
	int64_t took_ms;
};
enum err store_attempt_try_insert(struct db *db, struct attempt_try *try);
enum err store_attempt_try_list(struct db *db, int64_t attempt, struct attempt_try *tries, int size,
				int *ret_n);

struct outcome_row {
	int64_t id;
	int64_t attempt, payment, refund_leg;
	char outcome[16], state[20], found[8];
	char object[PAYMENT_REF_SIZE], charge[PAYMENT_REF_SIZE];
	char brand[32], last_four[5], authorization_code[16];
	char application[64], application_id[40];    /* EMV, for the slip */
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor, tip_minor;
	int64_t granted_minor;       /* the most that may be captured from then on (P5) */
	int64_t capture_before_unix_ms;
	char code[64], request[64];
	bool is_replayed;
	int64_t entry;
	int32_t business_date;
};

/* The answer; ERR_EXISTS when there is one. */
enum err store_outcome_insert(struct tx *tx, struct outcome_row *row);

/* The answer of an attempt; the newest outcome of a payment that names a card. */
enum err store_outcome_load(struct db *db, int64_t attempt, struct outcome_row *ret_row);
enum err store_outcome_card(struct db *db, int64_t payment, struct outcome_row *ret_row);

/* Opens a part again that was frozen for nothing (M5). */
enum err store_part_thaw(struct tx *tx, int64_t bill, int64_t part);

#endif
