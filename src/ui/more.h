/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/more.h -- an overlay that lists its own actions: each row is a letter and what it does.
 *
 * Shape   rows are the actions of the class up to the one with a label ("Enter"), in the words of
 *         their help; the letter, or the arrows and Enter, do one.  What cannot be done is greyed.
 * Owner   the selection belongs to the caller.
 * Rules   K (single letters only where there is no entry line).
 */
#ifndef SANDUQ_UI_MORE_H
#define SANDUQ_UI_MORE_H

#include "ui/ui.h"

/* Draws the list of a class over the body of the screen. */
void more_draw(const struct ui *ui, const struct screen_class *class, const void *state,
	       const char *title, int selected, struct canvas *canvas, struct area area);

/* Up and Down. */
void more_key(const struct screen_class *class, int *selected, struct key key);

/* Does the selected action, or says why it cannot be done. */
enum err more_take(struct ui *ui, const struct screen_class *class, void *state, int selected);

#endif
