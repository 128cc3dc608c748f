/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_inside.h -- how a line reads in the kitchen, and where a paper goes first; what
 *                             the kitchen's own files share.  [db]
 *
 * Errors  ERR_LIMIT (more notes than a line may have), those of db.h.
 * Owner   plain values.
 */
#ifndef SANDUQ_SERVICE_KITCHEN_INSIDE_H
#define SANDUQ_SERVICE_KITCHEN_INSIDE_H

#include "service/bill.h"
#include "service/kitchen.h"

#define KITCHEN_STEPS 3              /* printer, fallback, the till's own */

/* What the kitchen reads of a line, or (line 0) of the bill as such. */
struct kitchen_reading {
	int64_t line, choice;
	int64_t item;
	char name[KITCHEN_NAME_SIZE];
	char choices[KITCHEN_CHOICES_SIZE];
	int64_t seat, course;
	int n;
	struct {
		enum kitchen_row kind;
		int64_t note;
	} notes[KITCHEN_NOTES_MAX];
};

/* How a line reads now.  A piece of a set (choice, the id of its row) reads by its own name. */
enum err kitchen_read(struct db *db, const struct bill_view *view, int64_t line, int64_t choice,
		      struct kitchen_reading *ret_reading);

/* The next choice row of a line after `index` that is a piece of a set made at a station of its
 * own: its index into view->rows.lines; -1: none. */
int kitchen_next_piece(const struct bill_view *view, int64_t line, int index);

/* Does what was written of it still read so?  `lines` are all rows of its ticket. */
bool kitchen_reads_so(const struct kitchen_reading *reading, const struct kitchen_line *row,
		      const struct kitchen_line *lines, int n);

/* Writes the rows of a ticket: the item (unless it is the bill itself) and its notes. */
enum err kitchen_write(struct tx *tx, const struct kitchen_ticket *ticket,
		       const struct kitchen_reading *reading, int64_t quantity, int64_t of);

/* A ticket of a bill as it is now, not written yet. */
struct kitchen_ticket kitchen_ticket_of(const struct tx *tx, const struct bill_head *head,
					int64_t station, enum kitchen_kind kind);

/* Is there a printer at this step of falling back, and which?  The last step always has one. */
bool kitchen_step(const struct kitchen_station *station, int64_t step, int64_t *ret_printer);

/* Queues the paper of a ticket; nothing for a station that has only a display. */
enum err kitchen_queue(struct tx *tx, const struct kitchen_ticket *ticket,
		       enum kitchen_paper kind);

/* A line's send row: so many pieces more (below zero: fewer) are known to the kitchen. */
enum err kitchen_sent_row(struct tx *tx, int64_t bill, int64_t line, int64_t pieces);

#endif
