/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_card.h -- a ticket with all that people read on it, for displays and papers, and
 *                           the paper it becomes.  [db]
 *
 * Shape   the rows as written, with the texts of their notes; table, name and waiter are those of
 *         now, looked up by id, and so is whether it is taken away.  A paper of a round tells what
 *         is held of it at the same station too.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT, ERR_MEMORY, those of db.h.
 * Owner   kitchen_card_load/kitchen_card_done; the document is the caller's.
 * Rules   L5 (names and notes are looked up, not kept in the ticket).
 */
#ifndef SANDUQ_SERVICE_KITCHEN_CARD_H
#define SANDUQ_SERVICE_KITCHEN_CARD_H

#include "service/app.h"
#include "service/bill_price.h"
#include "service/kitchen.h"
#include "store/store_bill.h"
#include "store/store_staff.h"

struct bill_words;
struct document;

struct kitchen_card_line {
	struct kitchen_line row;
	char text[NOTE_TEXT_SIZE];   /* of a note or an allergy, without its sign */
};

struct kitchen_card {
	struct kitchen_ticket ticket;
	char station[KITCHEN_NAME_SIZE];
	struct bill_head bill;       /* as it is now */
	enum bill_order order;       /* likewise */
	char waiter[STAFF_NAME_SIZE];
	struct kitchen_card_line *lines;
	int n;
	const struct bill_words *names;   /* of its items on paper; NULL: as they were sent */
	struct db *plain_in;         /* where plain names of its items are found; NULL: not asked */
};

/* Reads all of a ticket. */
enum err kitchen_card_load(struct db *db, const struct kitchen_ticket *ticket,
			   struct kitchen_card *ret_card);

/* Frees; fine on a zeroed card. */
void kitchen_card_done(struct kitchen_card *card);

/* The paper of a job; `missing` names the printer that it should have come out of, NULL: it is
 * there.  `is_raw`: it is for a printer that has Latin letters alone. */
enum err kitchen_card_paper(const struct app *app, const struct kitchen_job *job,
			    const char *missing, bool is_raw, struct document **ret_doc);

/* What stands first and last on a paper that may be one too many; NULL: nothing. */
const char *kitchen_card_mark(const struct kitchen_job *job);

#endif
