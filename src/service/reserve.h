/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/reserve.h -- the day's table reservations: made, changed, seated, given up.  [db]
 *
 * Shape   a reservation is a promise, not money: it is state, and each change is one act.  Guests
 *         who come are seated: a check is opened at their table with their name and covers.
 * Errors  ERR_RANGE (no name, covers, a time outside of the day), ERR_CARD_NUMBER, ERR_NOT_FOUND
 *         (no such table or reservation), ERR_CLASH (the table is promised within RESERVE_APART_MIN
 *         minutes), ERR_STATE (seated or given up already), ERR_CHANGED, ERR_LIMIT (a day is full),
 *         ERR_EXISTS (somebody sits at the table), those of act.h.
 * Owner   plain values.
 * Rules   B3 (one key, one act), P1 (no card number in a name or note), L5 (names are state).
 */
#ifndef SANDUQ_SERVICE_RESERVE_H
#define SANDUQ_SERVICE_RESERVE_H

#include "service/app.h"
#include "store/store_reservation.h"

/* A table is kept free for so long before and after. */
#define RESERVE_APART_MIN 120

/* "20:30" or "2030" as minutes since midnight, in any digits; times before 05:00 are those of the
 * night after.  ERR_SYNTAX, ERR_RANGE. */
enum err reserve_time_parse(const char *text, int64_t *ret_time_min);

/* The instant they are expected at. */
int64_t reserve_at_unix_ms(const struct app *app, const struct reservation *reservation);

/* Makes one; dining_table follows from table_number (0: any).  `clashes`: the person was told and
 * wants it all the same. */
enum err reserve_make(struct app *app, const struct act *act, const struct reservation *wanted,
		      bool clashes, int64_t *ret_id);

/* Changes the one with wanted->id, when it still has wanted->version. */
enum err reserve_change(struct app *app, const struct act *act, const struct reservation *wanted,
			bool clashes);

/* Cancelled by the guests, or they did not come; expected again when that was a mistake, or when
 * they were seated by mistake and their check was closed with nothing ever rung on it. */
enum err reserve_state(struct app *app, const struct act *act, int64_t id,
		       enum reservation_state state);

/* Seats them at a table (0: the one promised), as many as came (0: as many as booked), and opens
 * their check. */
enum err reserve_seat(struct app *app, const struct act *act, int64_t id, int64_t table_number,
		      int64_t covers, int64_t *ret_bill);

#endif
