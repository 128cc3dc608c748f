/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/edit.h -- a line that is being typed: text in the order it is written, caret, drawing.
 *
 * Shape   code points and a caret between 0 and n.  The caret sits on the cell that shows its code
 *         point, at n on the END cell; Left and Right move by cells as they are seen, in both
 *         directions of writing.
 * Errors  edit_key() is false for a key that is no editing key.
 * Owner   plain values; edit_wipe() for secrets.
 * Rules   input is sanitised: only safe characters get in (base/utf8.h).
 */
#ifndef SANDUQ_UI_EDIT_H
#define SANDUQ_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/canvas.h"
#include "ui/key.h"

#define EDIT_POINTS_MAX 200
#define EDIT_TEXT_SIZE (EDIT_POINTS_MAX * 4 + 1)

struct edit {
	uint32_t point[EDIT_POINTS_MAX];
	int n;
	int caret;
	int limit;             /* code points; 0: EDIT_POINTS_MAX */
	enum text_base base;   /* TEXT_LTR for amounts and codes, else TEXT_AUTO_... */
	bool is_secret;        /* drawn as dots */
	int scroll;            /* first cell shown, kept by edit_draw() */
};

/* An empty line. */
void edit_init(struct edit *edit, enum text_base base, int limit);

/* Replaces the text (cleaned, cut to the limit); the caret goes to its end. */
void edit_set(struct edit *edit, const char *text);

/* Writes the text as UTF-8 into EDIT_TEXT_SIZE bytes; returns `into`. */
char *edit_text(const struct edit *edit, char into[EDIT_TEXT_SIZE]);

/* Overwrites the text. */
void edit_wipe(struct edit *edit);

/* Takes a character or an editing key (Ctrl-N: the zero width non-joiner of Persian); false when
 * it is neither. */
bool edit_key(struct edit *edit, struct key key);

/* Draws in a box and puts the cursor on the caret when `focused`.  Returns the columns used. */
int edit_draw(struct edit *edit, struct canvas *canvas, int row, int x, int columns,
	      enum style style, bool focused);

#endif
