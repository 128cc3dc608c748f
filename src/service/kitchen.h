/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen.h -- what the kitchen is told: rounds, courses, changes, voids, reprints.  [db]
 *
 * Shape   a round is all that is on a bill, is made at a kitchen station, and was not sent yet.
 *         Each station gets one ticket of what is fired at once and one of each course that is
 *         held.  Course 0 and courses up to the highest that was fired are fired at once, and the
 *         lowest course of the round when nothing is held.  What is voided, changed or moved after
 *         sending goes out by itself as a ticket of its own, whose rows name those that they take
 *         away or take over; so what is left of a row is its pieces less those of the rows that
 *         name it, and the pieces left of a line are the pieces of it that were sent.
 *         Tickets are book rows; their life (held, fired, printed, bumped) and their papers are
 *         state.  A line's `send` rows tell the bill how many pieces the kitchen knows of.
 *         A note that begins with '!' is an allergy: it stands apart, and is kept beside later
 *         notes until one that is '!' alone takes all of them back.  On the bill itself it counts
 *         for every line.
 * Errors  ERR_STATE (nothing to send, nothing held, nothing to print), those of bill.h.
 * Rules   B1 (what was sent is voided with a reason), B3, B4, L5 (people and notes by id).
 */
#ifndef SANDUQ_SERVICE_KITCHEN_H
#define SANDUQ_SERVICE_KITCHEN_H

#include "service/app.h"
#include "store/store_kitchen.h"

#define KITCHEN_NOTES_MAX 32         /* allergies of one line, or of one bill */
#define KITCHEN_TICKETS_MAX 256      /* of one bill that are not done */
#define KITCHEN_LINES_MAX 1024       /* rows of one ticket */

/* What came of sending, for the message line: "Sent to the kitchen (2 tickets), course 3 held." */
struct kitchen_sent {
	int tickets;                 /* stations that were told */
	int64_t held_course;         /* the next course held; 0: none */
};

/* Sends the round of act->bill. */
enum err kitchen_send(struct app *app, const struct act *act, struct kitchen_sent *ret_sent);

/* Fires a held course (0: the next one); another station may have the bill meanwhile. */
enum err kitchen_fire(struct app *app, const struct act *act, int64_t course,
		      struct kitchen_sent *ret_sent);

/* Prints what was last sent for the bill again, marked so. */
enum err kitchen_reprint(struct app *app, const struct act *act);

/* A display says that a ticket is done, or that it was not. */
enum err kitchen_bump(struct app *app, const struct act *act, int64_t ticket);
enum err kitchen_recall(struct app *app, const struct act *act, int64_t ticket);

/* The body for a line from which pieces were just taken: unsent ones went first, and if fewer are
 * left than were sent, the kitchen is told of those.  Writes the line's send row too. */
enum err kitchen_void_in(struct tx *tx, int64_t bill, int64_t line);

/* The body that tells the kitchen that a sent line now reads otherwise (note, choice, seat,
 * course); line 0: the notes of the bill.  Nothing for one never sent, or that reads as before. */
enum err kitchen_change_in(struct tx *tx, int64_t bill, int64_t line);

/* The body that gives a line the notes of another one of its bill, all of them or the allergies
 * alone: what is rung anew for a guest stays as safe as it was. */
enum err kitchen_keep_notes_in(struct tx *tx, int64_t bill, int64_t from, int64_t line,
			       bool only_allergies);

/* The body that tells the kitchen that the bill was moved, from a table (0: it was a tab). */
enum err kitchen_table_in(struct tx *tx, int64_t bill, int64_t from_table);

/* The body that tells the kitchen that the bill is taken away now, or is not any more. */
enum err kitchen_order_in(struct tx *tx, int64_t bill);

/* The body for two bills between which lines have just gone, or gone back, with their send rows:
 * tells the kitchen of what it knows. */
enum err kitchen_moved_in(struct tx *tx, int64_t bill, int64_t other);

/* The body for a bill that is paid and closes: what was not sent is, and nothing stays held.  A
 * sale that was made elsewhere (service/sale.h) is told to nobody. */
enum err kitchen_close_in(struct tx *tx, int64_t bill);

#endif
