/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer.h -- cash drawers: opened with a float, counted blind, closed with a Z.  [db]
 *
 * Shape   a session runs from the float to the Z.  A drawer is the station's, with its number;
 *         where the settings say so it is its cashier's and goes with them from till to till
 *         (app->drawer_follows).  What it should hold is not shown before it was counted.
 *
 *             open      float from the safe, per currency: Dr drawer / Cr safe
 *             move      float (more change), paid-in, paid-out, drop, tip-out; each but the float
 *                       has a slip to sign, series "cash"
 *             count     kept, and its result shown; every count after the first is an approved one
 *             settle    the last count stands: Dr safe counted, Dr over/short / Cr drawer; the
 *                       figures are kept and the Z is issued, series "z"; over/short is of the
 *                       person who answers for the session
 *             hand over settle, and a new session of another person with the same cash, who
 *                       approves it with their own PIN
 * Errors  ERR_STATE (open already, not counted, a unit that is none), ERR_NO_DRAWER, ERR_RANGE,
 *         ERR_CHANGED (cash moved since the count), ERR_OVERFLOW (above DRAWER_AMOUNT_MAX),
 *         ERR_LIMIT (pieces, units, figures), ERR_TIP (more than is owed to the staff),
 *         ERR_APPROVAL, ERR_REASON, ERR_UNBALANCED (the journal says otherwise: never), those of
 *         act.h.
 * Owner   plain values; documents are the caller's to free.
 * Rules   C3, L1, L6, L7, M8 (counted per currency), B7 (slips and Z without gaps), and
 *         1. X = Z = journal: what the figures of cash sum to, what the records expect, and what
 *            the session's entries moved on the drawer's account are one amount per unit.
 *         2. A session trades through the roll of the day; its Z is its own.
 *         3. An entry of the safe or of tips payable is never without its move.
 */
#ifndef SANDUQ_SERVICE_DRAWER_H
#define SANDUQ_SERVICE_DRAWER_H

#include "service/app.h"
#include "store/store_pay.h"

struct document;

#define DRAWER_UNITS_MAX TENDER_LIST_MAX
#define DRAWER_PIECES_MAX (16 * DRAWER_UNITS_MAX)

/* Highest float and highest count of one unit. */
#define DRAWER_AMOUNT_MAX INT64_C(10000000000000)

/* A drawer that goes with its cashier has the number of the person after these. */
#define DRAWER_HOLDER_BASE 10000

struct drawer_amount {
	char unit[MONEY_UNIT_SIZE];
	int64_t amount_minor;
};

/* Opens a drawer with a float from the safe in the house's currency. */
enum err drawer_open(struct app *app, const struct act *act, int64_t float_minor,
		     int64_t *ret_session);

/* The same with a float in several currencies; a unit stands once. */
enum err drawer_open_units(struct app *app, const struct act *act,
			   const struct drawer_amount *floats, int n, int64_t *ret_session);

/* The body, for acts that compose it: the float in the house's currency, the station's drawer. */
enum err drawer_open_in(struct tx *tx, const struct property *property, int64_t float_minor);

/* What is moved.  A person: who is given a tip-out (id of a staff row), else 0. */
enum drawer_move_kind {
	DRAWER_FLOAT,          /* change from the safe */
	DRAWER_PAID_IN,
	DRAWER_PAID_OUT,
	DRAWER_DROP,           /* to the safe */
	DRAWER_TIP_OUT,
	DRAWER_NO_SALE
};

/* "float", "paid-in" ... as rows, entries and events have it. */
const char *drawer_move_name(enum drawer_move_kind kind);

struct drawer_moving {
	enum drawer_move_kind kind;
	struct drawer_amount amount;
	int64_t person;
};

/* Moves cash into or out of the drawer one works with.  Paid-in and paid-out need a reason; a
 * paid-out, in the house's currency, and a tip-out have limits; a drop takes a second person where
 * the settings say so.  ret_paper (may be NULL) is the slip to sign, 0 for a float. */
enum err drawer_move(struct app *app, const struct act *act, const struct drawer_moving *moving,
		     int64_t *ret_paper);

/* Notes that the drawer was opened without a sale; a reason is needed. */
enum err drawer_no_sale(struct app *app, const struct act *act);

/* One denomination of a count: how many pieces of which value in which unit.  A denomination of 0
 * is an amount that was not counted by pieces, given as the quantity in minor units. */
struct drawer_piece {
	char unit[MONEY_UNIT_SIZE];
	int64_t denomination_minor;
	int64_t quantity;
};

/* What came of a count, per unit. */
struct drawer_result {
	int n;
	struct drawer_closed unit[DRAWER_UNITS_MAX];
	int64_t round;               /* which count it was, from 1 */
	int64_t paper;               /* the Z, once settled; 0 before */
	int64_t session;
};

/* Counts: the count is kept and its result told; the session goes on. */
enum err drawer_count(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result);

/* Does a count stand: of the session that this person works with here, and no cash moved since?
 * Cash that moves now makes it out of date. */
enum err drawer_is_counted(struct app *app, int64_t staff, bool *ret_counted);

/* Closes the session with its last count. */
enum err drawer_settle(struct app *app, const struct act *act, struct drawer_result *ret_result);

/* Closes it so, and opens another with the same cash for the person who approves the act. */
enum err drawer_hand_over(struct app *app, const struct act *act,
			  struct drawer_result *ret_result);

/* Counts and closes in one. */
enum err drawer_close(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result);

/* The coins and notes of a currency, largest first, in minor units; returns how many. */
int drawer_denominations(const char *unit, int exponent, int64_t *values, int size);

/* An X while the session is open, the figures of its Z afterwards. */
struct drawer_report {
	struct drawer_session session;
	struct drawer_figures figures;
	struct drawer_result result;     /* expected, and what the last count found */
	bool is_open, is_counted;
	bool is_blind;                   /* amounts that tell what it should hold are not shown */
	int64_t opened_unix_ms;
};

/* Reads it as `staff` may see it: an open session's expected amounts are for who is permitted to
 * see them, or after a count. */
enum err drawer_report(struct app *app, int64_t session, int64_t staff,
		       struct drawer_report *ret_report);

/* A session as lists have it: who answers for it, the number of its Z ("" while it is open). */
struct drawer_listed {
	struct drawer_report report;
	int64_t staff_number;
	char number[40];
};

/* The sessions that ended on dates `from` to `to`, then those that are open (C3), at most
 * DRAWER_LIST_MAX of either, in full: for who looks after the house, not for who counts. */
#define DRAWER_LIST_MAX 1000
typedef enum err drawer_each_fn(void *arg, const struct drawer_listed *listed);
enum err drawer_each(struct app *app, int32_t from, int32_t to, drawer_each_fn *each, void *arg);

/* Proves that figures, records and journal of a session agree (rule 1); ERR_UNBALANCED. */
enum err drawer_prove(struct db *db, const struct drawer_session *session);

/* The report as a paper, for a look at it; the title is a msgid, or ready. */
enum err drawer_report_document(struct app *app, const struct drawer_report *report,
				const char *title, struct document **ret_document);

/* Issues an X, as the person may see it, as a paper of series "x". */
enum err drawer_x_issue(struct app *app, const struct act *act, int64_t session,
			int64_t *ret_paper);

#endif
