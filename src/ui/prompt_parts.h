/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/prompt_parts.h -- the box that prompts and other overlays are drawn in.
 */
#ifndef SANDUQ_UI_PROMPT_PARTS_H
#define SANDUQ_UI_PROMPT_PARTS_H

#include "ui/canvas.h"

#define PROMPT_COLUMNS 66
#define PROMPT_TITLE_SIZE 128

/* Draws a box with a title in the middle of `area`, with room for `rows` rows; returns the room. */
struct area prompt_box(struct canvas *canvas, struct area area, int rows, const char *title);

/* Draws a text over several rows; returns how many.  With a NULL canvas it only counts. */
int prompt_paragraph(struct canvas *canvas, struct area area, enum style style,
		     const char *text);

#endif
