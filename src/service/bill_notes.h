/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_notes.h -- what is noted on a line: a note, and beside it the allergies.  [db]
 *
 * Shape   a line's notes are rows in the order they were written.  One that begins with '!' is an
 *         allergy: it stands beside the others until one that is '!' alone takes all of them back.
 *         Of the others the latest counts; one that is '-' alone takes it back.
 * Errors  ERR_LIMIT (a note longer than BILL_NOTE_POINTS_MAX with what stands there), those of
 *         bill_note().
 * Owner   plain values.
 * Rules   B1, B3.  What is added takes nothing away: every word noted before still stands.
 */
#ifndef SANDUQ_SERVICE_BILL_NOTES_H
#define SANDUQ_SERVICE_BILL_NOTES_H

#include "service/app.h"
#include "store/store_staff.h"

#define BILL_NOTE_POINTS_MAX 120     /* characters of a note, and of the allergies together */

struct bill_notes {
	char note[NOTE_TEXT_SIZE];       /* "": none */
	char allergies[NOTE_TEXT_SIZE];  /* "nuts, sesame", without their signs; "": none */
};

/* What a note says beside its words. */
struct bill_note_kind {
	bool is_allergy, is_end;         /* is_end: takes those of its kind back */
};
struct bill_note_kind bill_note_kind(const char *text);

/* The notes that stand on a line (0: on the bill itself). */
enum err bill_notes_load(struct db *db, int64_t bill, int64_t line, struct bill_notes *ret_notes);

/* Adds to them: a text with '!' before it is an allergy more, any other stands behind the note that
 * is there, after a comma. */
enum err bill_note_add(struct app *app, const struct act *act, int64_t line, const char *text);

/* Puts these in place of what stands there; "" takes back.  Nothing is written for what is the
 * same already. */
enum err bill_notes_set(struct app *app, const struct act *act, int64_t line,
			const struct bill_notes *notes);

#endif
