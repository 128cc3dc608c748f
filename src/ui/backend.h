/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/backend.h -- where a canvas is shown and keys come from: ui/term, or a test's memory.
 *
 * Shape   a table of functions and the object they work on.
 */
#ifndef SANDUQ_UI_BACKEND_H
#define SANDUQ_UI_BACKEND_H

#include <stdbool.h>

#include "ui/key.h"

struct canvas;

struct backend {
	void *self;

	/* The present size in cells. */
	void (*size)(void *self, int *ret_rows, int *ret_columns);

	/* Shows the canvas; only cells that changed are sent. */
	void (*paint)(void *self, const struct canvas *canvas);

	/* Takes the next key without waiting; false when there is none now. */
	bool (*key)(void *self, struct key *ret_key);

	/* Throws away what was typed and not yet taken. */
	void (*flush)(void *self);

	/* Sends everything again at the next paint (after Ctrl-L or a change of size). */
	void (*refresh)(void *self);
};

#endif
