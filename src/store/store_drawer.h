/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_drawer.h -- cash drawers: sessions, what went through them, counts, ends.  [db]
 *
 * Shape   a session runs from a float to a count.  A drawer is a station's, or a person's at every
 *         station (holder).  What it should hold comes from its own records: float, tenders and
 *         refunds in cash, moves.
 * Errors  ERR_NOT_FOUND, ERR_STATE, ERR_LIMIT (more figures than a Z holds), those of db.h.
 * Owner   plain values.
 * Rules   C3, L6, M8 (per currency).
 */
#ifndef SANDUQ_STORE_STORE_DRAWER_H
#define SANDUQ_STORE_STORE_DRAWER_H

#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

struct drawer_session {
	int64_t id;
	int64_t drawer;
	int station;                 /* where it was opened */
	int64_t staff;               /* who answers for it */
	int64_t holder;              /* that person, when the drawer goes with them; 0: stays */
	int64_t float_minor;
	char unit[MONEY_UNIT_SIZE];
	int32_t business_date;
};

/* The session that a person works with at a station: their own, else the station's;
 * ERR_NOT_FOUND when there is none. */
enum err store_drawer_open(struct db *db, int station, int64_t staff,
			   struct drawer_session *ret_session);

/* Any session by its id. */
enum err store_drawer_session(struct db *db, int64_t id, struct drawer_session *ret_session);

/* All open sessions. */
enum err store_drawer_open_list(struct db *db, struct drawer_session *sessions, int size,
				int *ret_n);

/* The sessions that ended on dates `from` to `to`, in order; at most `size`. */
enum err store_drawer_ended(struct db *db, int32_t from, int32_t to,
			    struct drawer_session *sessions, int size, int *ret_n);

/* A new session of a drawer at this station; session->id is filled.  ERR_STATE when the drawer is
 * open already, or (holder 0) another of this station is. */
enum err store_drawer_session_insert(struct tx *tx, struct drawer_session *session, int64_t entry);

/* Marks a drawer closed. */
enum err store_drawer_set_closed(struct tx *tx, int64_t drawer);

/* What a session should hold of a unit, from its own records (L6). */
enum err store_drawer_expected(struct db *db, const struct drawer_session *session,
			       const char *unit, int64_t *ret_minor);

/* The same out of the journal: what the entries of those records moved on the drawer's account. */
enum err store_drawer_journal(struct db *db, const struct drawer_session *session,
			      const char *unit, int64_t *ret_minor);

/* The units that went through a session, the house's first. */
enum err store_drawer_units(struct db *db, const struct drawer_session *session,
			    char units[][MONEY_UNIT_SIZE], int size, int *ret_n);

struct drawer_move_row {
	int64_t id;
	int64_t session;
	char kind[12];               /* float, paid-in, paid-out, drop, tip-out, no-sale */
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;
	int64_t person;              /* who was given it; 0: nobody of the house */
	int64_t paper, entry;
	int64_t at_unix_ms;          /* read only */
};

/* A new move; row->id is filled. */
enum err store_drawer_move_insert(struct tx *tx, struct drawer_move_row *row);

/* The moves of a session, newest first; at most `size`. */
enum err store_drawer_moves(struct db *db, int64_t session, struct drawer_move_row *rows, int size,
			    int *ret_n);

/* What stands on tips payable in a unit (L7). */
enum err store_tips_payable(struct db *db, const char *unit, int64_t *ret_minor);

/* One row of a blind count: pieces of a denomination. */
enum err store_drawer_count_insert(struct tx *tx, int64_t session, int64_t round,
				   const char *unit, int64_t denomination_minor, int64_t quantity);

/* What a count found, per unit: before the session ends, and at its end. */
struct drawer_closed {
	char unit[MONEY_UNIT_SIZE];
	int64_t expected_minor, counted_minor;
};
enum err store_drawer_tally_insert(struct tx *tx, int64_t session, int64_t round,
				   const struct drawer_closed *closed);

/* The last count of a session and which it was; 0 and none when it was not counted. */
enum err store_drawer_tally(struct db *db, int64_t session, struct drawer_closed *units, int size,
			    int *ret_n, int64_t *ret_round);

/* What a session ended with, per unit in the order of the count. */
enum err store_drawer_closed(struct db *db, int64_t session, struct drawer_closed *units, int size,
			     int *ret_n);

/* The end of a session for one unit. */
enum err store_drawer_close_insert(struct tx *tx, int64_t session,
				   const struct drawer_closed *closed, int64_t entry);

/* The end of a session: how often it was counted, its Z, who goes on with the cash. */
struct drawer_end {
	int64_t session, counts, paper, next;
};
enum err store_drawer_end_insert(struct tx *tx, const struct drawer_end *end);

/* ERR_NOT_FOUND while it is open. */
enum err store_drawer_end(struct db *db, int64_t session, struct drawer_end *ret_end);

#define DRAWER_FIGURES_MAX 96

/* One figure of an X or a Z. */
struct drawer_figure {
	char kind[16];
	char name[24];               /* the way to pay, or "" */
	char unit[MONEY_UNIT_SIZE];
	int64_t number;              /* how many */
	int64_t amount_minor;        /* what went out of a drawer is below zero */
};

struct drawer_figures {
	int n;
	struct drawer_figure figure[DRAWER_FIGURES_MAX];
};

/* All figures of a session as its records have them now.  Cash first, by kind: "float", "cash"
 * (by way to pay, given less change in its own unit), "change" (given out on foreign cash),
 * "refund", "paid-in", "paid-out", "drop", "tip-out"; together they are what it should hold.  Then
 * "no-sale", and what was done at its till, or by its holder, meanwhile: "other" tenders by way to
 * pay, "sales" (parts closed), "tax" (of them), "credit" (refunds issued), "void", "correct",
 * "discount". */
enum err store_drawer_figures(struct db *db, const struct drawer_session *session,
			      struct drawer_figures *ret_figures);

/* True for the kinds that are cash in the drawer. */
bool store_drawer_is_cash(const char *kind);

/* Keeps the figures with the end of a session, and reads them back. */
enum err store_drawer_figures_insert(struct tx *tx, int64_t session,
				     const struct drawer_figures *figures);
enum err store_drawer_figures_load(struct db *db, int64_t session,
				   struct drawer_figures *ret_figures);

#endif
