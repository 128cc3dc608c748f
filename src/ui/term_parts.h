/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_parts.h -- what the files of the terminal share; nobody else includes it.
 */
#ifndef SANDUQ_UI_TERM_PARTS_H
#define SANDUQ_UI_TERM_PARTS_H

#include <curses.h>
#include <stdbool.h>

#include "ui/backend.h"
#include "ui/theme.h"

struct canvas_cell;
struct clock;

struct term {
	const struct clock *clock;
	SCREEN *screen;
	enum theme theme;
	int colours;                     /* 0, 8, 256 */
	attr_t attributes[STYLE_COUNT];
	short pair[STYLE_COUNT];
	struct canvas_cell *shown;       /* what the terminal shows now */
	int rows, columns;               /* of shown */
	bool paints_all;                 /* at the next paint */
	char pending[5];                 /* the begin of a character of several bytes */
	size_t n_pending;
};

/* Teaches curses the keys of a number pad in application mode. */
void term_define_keys(void);

/* The next key; see struct backend. */
bool term_key(void *self, struct key *ret_key);

/* Switches the terminal's own reordering off, and on again. */
void term_modes_on(void);
void term_modes_off(void);

/* From here on a crash of the program puts the terminal back; until the second call. */
void term_watch_crash(void);
void term_unwatch_crash(void);

#endif
