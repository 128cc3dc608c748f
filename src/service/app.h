/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/app.h -- the one struct that travels: what a program instance works with.
 *
 * Shape   pointers to what main opened, the station it holds and the secrets of the house.  The
 *         property is a snapshot for display; acts read the business date again.
 * Owner   main; everything else borrows.
 */
#ifndef SANDUQ_SERVICE_APP_H
#define SANDUQ_SERVICE_APP_H

#include <stdint.h>

#include "base/hash.h"
#include "store/act.h"
#include "store/store_property.h"

struct clock;
struct date_zone;
struct catalog;
struct db;
struct log;
struct loop;
struct processor;

/* Secrets kept outside of the store (S, L8). */
struct keys {
	unsigned char pepper[HASH_PEPPER_BYTES];
	unsigned char sign_secret[HASH_SIGN_SECRET_BYTES];
	unsigned char sign_public[HASH_SIGN_PUBLIC_BYTES];
};

struct app {
	struct db *db;
	struct clock *clock;
	struct loop *loop;           /* NULL on the command line where nothing waits */
	struct log *log;             /* may be NULL */
	const struct keys *keys;
	struct date_zone *zone;      /* of the property; NULL is UTC */
	struct processor *processor; /* NULL: none is set up */
	const char *reader;          /* the processor's id of this till's reader; NULL: none */
	const char *return_url;      /* where a guest's telephone ends after a link; NULL: none */
	const struct catalog *words; /* of papers; NULL: English */
	bool prints_raw;             /* the receipt printer has Latin letters alone */
	struct property property;
	int station;
	bool drawer_follows;         /* a drawer opened here is its cashier's, at every till */
	bool drop_takes_two;         /* a drop to the safe takes two persons */
	int64_t password_above;      /* whole units: approvals above it take a password; 0: none */
};

/* An act of this station by `staff` with a fresh key, on no bill. */
struct act app_act(const struct app *app, int64_t staff);

/* The same on a bill as it was drawn (version -1: not looked at). */
struct act app_bill_act(const struct app *app, int64_t staff, int64_t bill, int64_t version);

/* Begins the digest of what an act on a bill (0: none) is asked to do, for content that holds free
 * text: keyed with the pepper, so that no name can be guessed from a book row (L3, L5). */
void app_digest_begin(const struct app *app, const char *name, int64_t bill, struct hash *hash);

/* What every text that is kept must be: UTF-8 that fits `size` bytes with its NUL (ERR_RANGE) and
 * no card number (ERR_CARD_NUMBER, P1); a name is not empty either. */
enum err app_text_check(const char *text, size_t size);
enum err app_name_check(const char *name, size_t size);

/* Checks that the act's staff may do this up to `amount_minor`, or that an approver other than
 * them may, who gave a password where the amount wants one; fills act->need and returns
 * ERR_APPROVAL otherwise (S).  Call it inside the body. */
enum err app_allow(struct tx *tx, enum perm perm, int64_t amount_minor);

/* The same for one person: ERR_OK, ERR_APPROVAL, or ERR_PERMISSION when they are not (or no longer)
 * on the staff. */
enum err app_may(struct tx *tx, int64_t person, enum perm perm, int64_t amount_minor);

/* ERR_REASON when the act gives neither reason nor note, ERR_NOT_FOUND when what it gives is not
 * there (B1). */
enum err app_reason(struct tx *tx);

#endif
