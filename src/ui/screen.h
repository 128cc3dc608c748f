/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/screen.h -- what a screen is: a table of actions and a few functions.
 *
 * Shape   struct action is one row: name in the settings file, key, label of the help bar, help of
 *         the F1 page, permission, when it can be done, what it does.  struct screen_class is a
 *         kind of screen; its state is a pointer of its own, made by `open`, freed by `close`.
 * Errors  `run`, `key`, `open` and `enter` return a code; ui says its sentence on the message
 *         line (unless the function said one itself with ui_error()) and drops keys typed ahead.
 * Rules   house style 6; K (Esc always leads out; errors drop what was typed ahead).
 *
 * The order in which a key is offered:
 *   1. F1 and Ctrl-L (ui's own); macros and item keys, on screens that take them.
 *   2. The form, when the screen has one.  Or the entry line: characters, and editing keys while
 *      there is text; Esc empties it.  Characters of the table ("+", "-") go to the table while
 *      the entry line is empty.
 *   3. The table of actions.  (Enter with something like a card number in the entry line is
 *      refused before, P1.)
 *   4. Esc goes back one screen, but not away from the first.
 *   5. The screen's `key`.
 */
#ifndef SANDUQ_UI_SCREEN_H
#define SANDUQ_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "core/perm.h"
#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/key.h"

struct entry_line;
struct form;
struct ui;

typedef bool action_when_fn(const void *state);
typedef enum err action_run_fn(struct ui *ui, void *state);

struct action {
	const char *name;         /* "split-check": [keys] split-check = F4 */
	const char *key;          /* "F4" */
	const char *label;        /* N_("Split"); NULL: not in the bar, only on the F1 page */
	const char *help;         /* N_("Split the check between payers.") */
	enum perm perm;           /* greyed and refused when the staff may not */
	action_when_fn *when;     /* NULL: always */
	action_run_fn *run;
};

/* A label for an action that has none in its table: in the bar where a wide window leaves room. */
struct bar_label {
	const char *action;
	const char *label;
};

struct screen_class {
	const char *name;                 /* "check" */
	const char *help_title;           /* N_("Check"): head of the F1 page */
	const struct action *actions;     /* ends with { .name = NULL }; NULL: none */
	const struct bar_label *wide;     /* ends with { .action = NULL }; NULL: none */
	bool is_overlay;                  /* drawn over the body of the screen below it */
	bool is_whole;                    /* without title and entry row: only the help bar */
	bool keeps_message;               /* what was said here still stands when it is left */
	bool flushes;                     /* keys typed before it appeared never reach it (K) */
	bool macros;                      /* macros work here, and their steps (ui/macro.h) */
	const char *rings;                /* item keys too: "" at once, or the action that goes
					     first; NULL: they do not */
	const char *nothing_to_type;      /* the entry row without an entry; NULL: default text */

	/* Makes the state from what ui_push() was given; NULL: the argument is the state. */
	enum err (*open)(struct ui *ui, void *argument, void **ret_state);

	/* Frees the state; NULL: nothing to free. */
	void (*close)(void *state);

	/* Writes the title at the start of the top row. */
	void (*title)(const struct draw *draw, const void *state, char *into, size_t size);

	/* Draws the body.  `area` is what the frame leaves free: row 1 to the rule above the entry
	 * row, or all above the help bar when it is_whole. */
	void (*draw)(const struct draw *draw, struct canvas *canvas, struct area area,
		     void *state);

	/* The entry line, or the form, that takes what is typed; NULL functions: none. */
	struct entry_line *(*entry)(void *state);
	struct form *(*form)(void *state);

	/* The entry's or form's text has changed: set the echo, search. */
	void (*changed)(struct ui *ui, void *state);

	/* Why an action cannot be done now (its `when` is false), as a msgid; NULL, or a NULL
	 * function: that it cannot is all there is to say. */
	const char *(*why)(const void *state, const struct action *action);

	/* What the bar calls an action just now, as a msgid; "" leaves it out; NULL: as the table
	 * has it. */
	const char *(*label)(const void *state, const struct action *action);

	/* A key that nobody took. */
	enum err (*key)(struct ui *ui, void *state, struct key key);

	/* The store has changed (another station, an answer): read again.  Selection and
	 * half-typed input stay. */
	void (*reload)(struct ui *ui, void *state);

	/* About once a second while it is the top screen. */
	void (*tick)(struct ui *ui, void *state);
};

#endif
