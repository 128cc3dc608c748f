/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/entry.h -- the one entry line, always live and always in the same place (K).
 *
 * Shape   an edit line, what was understood of it (echo, beside it), and a hint or an amount at
 *         the end of the row.  Enter is an action of the screen's table.
 * Owner   plain values inside the screen's state.
 */
#ifndef SANDUQ_UI_ENTRY_H
#define SANDUQ_UI_ENTRY_H

#include "ui/draw.h"
#include "ui/edit.h"

#define ENTRY_LIMIT 64
#define ENTRY_ECHO_SIZE 160

struct entry_line {
	struct edit edit;
	char echo[ENTRY_ECHO_SIZE];      /* "2 x Espresso" */
	char amount[ENTRY_ECHO_SIZE];    /* "4.40", at the end of the row */
	const char *hint;                /* msgid, at the end while nothing is typed; may be NULL */
};

/* An empty entry line. */
void entry_init(struct entry_line *entry, const char *hint);

/* Empties text and echo. */
void entry_clear(struct entry_line *entry);

/* True when nothing is typed. */
bool entry_is_empty(const struct entry_line *entry);

/* What is typed, as UTF-8; returns `into`. */
char *entry_text(const struct entry_line *entry, char into[EDIT_TEXT_SIZE]);

/* Sets what was understood and the amount at the end; NULL is empty. */
void entry_echo(struct entry_line *entry, const char *echo, const char *amount);

/* Draws the row and puts the cursor there. */
void entry_draw(struct entry_line *entry, const struct draw *draw, struct canvas *canvas, int row);

#endif
