/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/help.h -- the help bar at the bottom and the F1 page, both from the table of actions.
 *
 * Shape   the bar shows "F2 Tab  F3 Move ... F1 Help", greyed where permission or state forbid;
 *         what does not fit in the width is left to the F1 page.
 */
#ifndef SANDUQ_UI_HELP_H
#define SANDUQ_UI_HELP_H

#include "ui/ui.h"

/* Draws the bar for a screen in row `row`. */
void help_draw_bar(const struct ui *ui, const struct screen_class *class, const void *state,
		   struct canvas *canvas, int row);

/* The columns all labels of a class would take in the bar, for the tests of translations. */
int help_bar_columns(const struct ui *ui, const struct screen_class *class);

/* Opens the F1 page of the top screen. */
enum err help_open(struct ui *ui);

extern const struct screen_class help_class;

#endif
