/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen.h -- what the kitchen is told: rounds, courses, changes, reprints.  [db]
 *
 * Shape   a round is all that is on a bill and was not sent yet, as one ticket per kitchen station.
 *         Course 0 and the lowest course of the round are fired at once, later ones are held until
 *         they are fired.  What is voided, changed or moved after sending goes out by itself as a
 *         ticket of its own.  Tickets are book rows; their life (waiting, printed where, bumped,
 *         recalled) is state.
 * Errors  ERR_STATE (nothing to send, nothing held), those of bill.h.
 * Rules   B1 (what was sent is voided with a reason), B3.
 */
#ifndef SANDUQ_SERVICE_KITCHEN_H
#define SANDUQ_SERVICE_KITCHEN_H

#include "service/app.h"

/* What came of sending, for the message line: "Sent to the kitchen (2 tickets), course 3 held." */
struct kitchen_sent {
	int tickets;
	int64_t held_course;         /* the next course held; 0: none */
};

/* Sends the round of act->bill. */
enum err kitchen_send(struct app *app, const struct act *act, struct kitchen_sent *ret_sent);

/* Fires a held course (0: the next one). */
enum err kitchen_fire(struct app *app, const struct act *act, int64_t course,
		      struct kitchen_sent *ret_sent);

/* Prints what was last sent for the bill again, marked so. */
enum err kitchen_reprint(struct app *app, const struct act *act);

/* The body that tells the kitchen that `quantity` pieces of a line (negative: fewer) were voided
 * after sending; does nothing for pieces never sent.  Writes the line's send row too. */
enum err kitchen_void_in(struct tx *tx, int64_t bill, int64_t line, int64_t quantity);

/* The body that tells the kitchen that a sent line now reads otherwise (note, choice, seat, table);
 * nothing for one never sent. */
enum err kitchen_change_in(struct tx *tx, int64_t bill, int64_t line);

#endif
