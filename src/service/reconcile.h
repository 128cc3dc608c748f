/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/reconcile.h -- our captures and refunds of a business date against the processor's.
 *                        [db] [net]
 *
 * Shape   ours are the outcomes of the date, theirs the charges and refunds made on that day in the
 *         property's time zone.  They are matched by the attempt that the processor keeps with each
 *         object, then by charge or intent, never by time; what is ours but not in their list is
 *         asked for one by one.  Fees and payouts are lines of their own, posted once, on demand:
 *         Dr fees / Cr clearing, Dr bank / Cr clearing.
 * Units   *_minor in the row's unit.
 * Errors  ERR_PROCESSOR (none, or it does not answer), ERR_LIMIT (more than RECONCILE_ROWS_MAX),
 *         those of db.h and act.h.
 * Owner   reconcile_read/reconcile_free.
 * Rules   P7, L9 (what is learned later posts today).
 */
#ifndef SANDUQ_SERVICE_RECONCILE_H
#define SANDUQ_SERVICE_RECONCILE_H

#include "service/app.h"
#include "store/store_reconcile.h"

#define RECONCILE_ROWS_MAX 100000

/* kind, its name in files, its words for people */
#define RECONCILE_MAP(X)                                                                        \
	X(RECONCILE_MATCHED, "matched", N_("matched"))                                          \
	X(RECONCILE_OURS, "ours-only", N_("ours only"))                                         \
	X(RECONCILE_THEIRS, "theirs-only", N_("theirs only"))                                   \
	X(RECONCILE_DIFFERS, "differs", N_("amounts differ"))                                   \
	X(RECONCILE_DOUBT, "in-doubt", N_("in doubt"))                                          \
	X(RECONCILE_FEE, "fee", N_("fees"))                                                     \
	X(RECONCILE_PAYOUT, "payout", N_("payouts"))

enum reconcile_kind {
#define RECONCILE_ENUM(code, name, text) code,
	RECONCILE_MAP(RECONCILE_ENUM)
#undef RECONCILE_ENUM
	RECONCILE_COUNT
};

/* The kind's name in files, and its words for people (an English msgid). */
const char *reconcile_name(enum reconcile_kind kind);
const char *reconcile_text(enum reconcile_kind kind);

struct reconcile_row {
	enum reconcile_kind kind;
	const char *what;            /* "capture", "refund", "attempt", "fee", "payout" */
	int64_t payment;             /* 0: none of ours */
	char attempt[65];
	char object[PAYMENT_REF_SIZE];
	char unit[MONEY_UNIT_SIZE];
	int64_t ours_minor, theirs_minor;
	bool is_known;               /* fees, payouts: posted before */
};

struct reconcile {
	int32_t date;
	struct reconcile_row *rows;  /* by kind, then as they happened */
	int n, size;
	int count[RECONCILE_COUNT];
	int64_t ours_minor[RECONCILE_COUNT], theirs_minor[RECONCILE_COUNT];   /* refunds negative */
};

/* Asks and compares; runs app->loop meanwhile (for command lines alone). */
enum err reconcile_read(struct app *app, int32_t date, struct reconcile **ret_reconcile);

/* Frees; NULL is fine. */
void reconcile_free(struct reconcile *reconcile);

/* True when nothing is ours only, theirs only or different. */
bool reconcile_agrees(const struct reconcile *reconcile);

/* Posts the fees and payouts that were not posted yet (PERM_DAY); how many go into *ret_posted. */
enum err reconcile_post(struct app *app, const struct act *act, struct reconcile *reconcile,
			int *ret_posted);

#endif
