/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_parts.h -- what the files of the terminal share; nobody else includes it.
 */
#ifndef SANDUQ_UI_TERM_PARTS_H
#define SANDUQ_UI_TERM_PARTS_H

#include <curses.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "ui/backend.h"
#include "ui/keymap.h"
#include "ui/theme.h"

#define PAINT_LOOK_SIZE 64

struct canvas;
struct canvas_cell;
struct clock;

/* What the terminal shows, and what it is sent next. */
struct paint {
	struct canvas_cell *shown;
	int rows, columns;               /* of shown */
	int row, column, style;          /* where the terminal is and what it wears; -1: unknown */
	bool is_cursor_shown;
	bool keeps_corner;               /* a character in the last cell would scroll */
	bool paints_all;                 /* at the next paint */
	const char *place;               /* the sequence that goes to a row and a column */
	char look[STYLE_COUNT][PAINT_LOOK_SIZE];   /* what switches to a style */
	struct str out;
};

struct term {
	const struct clock *clock;
	SCREEN *screen;
	struct paint paint;
	char pending[5];                 /* the begin of a character of several bytes */
	size_t n_pending;
	bool takes_alt;                  /* some character is a key with Alt */
	bool alt[KEYMAP_ALT_MAX];        /* which */
	bool has_held;                   /* a code was read ahead */
	int held;
};

/* Learns how the terminal shows the styles of a theme; all is painted anew.  False when there is no
 * memory. */
bool paint_looks(struct paint *paint, enum theme theme);

/* Sends what differs from what is shown, in one write. */
void paint_canvas(struct paint *paint, const struct canvas *canvas);

/* Gives the terminal plain attributes and its cursor back. */
void paint_leave(struct paint *paint);

/* Frees. */
void paint_done(struct paint *paint);

/* Teaches curses the keys of a number pad in application mode. */
void term_define_keys(void);

/* Takes one of the numbers that curses reads: a byte, or the code of a key.  True when a key is
 * whole with it; what is no key, or no safe character, is left out. */
bool term_decode(struct term *term, int code, struct key *ret_key);

/* The next key; see struct backend. */
bool term_key(void *self, struct key *ret_key);

/* Switches the terminal's own reordering off, and on again. */
void term_modes_on(void);
void term_modes_off(void);

/* From here on a crash of the program puts the terminal back; until the second call. */
void term_watch_crash(void);
void term_unwatch_crash(void);

#endif
