/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/ui.h -- the stack of screens, the way of a key, the message line.
 *
 * Shape   struct ui holds the stack, the canvas, the keys typed ahead and the message.  The frame
 *         is drawn by ui on every screen:
 *
 *             row 0           mark, title of the screen      status, clock
 *             rows 1 ...      the screen's own area
 *             rows - 4        rule
 *             rows - 3        entry line
 *             rows - 2        message line
 *             rows - 1        help bar, from the table of actions
 *
 * Errors  ERR_MEMORY, ERR_LIMIT (more than UI_SCREENS_MAX screens), what `open` returns.
 * Owner   ui_new/ui_free; a popped screen's state lives until the running key is done, so that an
 *         action may pop itself and still read its state.
 * Rules   K (type-ahead in order, dropped at an error; prompts flush), house style 3 and 6.
 *
 * How to write a screen
 *
 *	struct coffee { struct app *app; struct entry_line entry; int cups; };
 *
 *	static bool has_cups(const void *state)
 *	{
 *		return ((const struct coffee *)state)->cups > 0;
 *	}
 *
 *	static enum err add_cup(struct ui *ui, void *state)
 *	{
 *		struct coffee *coffee = state;
 *
 *		coffee->cups++;
 *		entry_clear(&coffee->entry);
 *		ui_say(ui, tr(ui_draw(ui), "Cup %d added."), coffee->cups);
 *		return ERR_OK;          // any other code: its sentence is shown, keys are dropped
 *	}
 *
 *	static const struct action actions[] = {
 *		{ "add-cup", "Enter", N_("Add"), N_("Add a cup."), PERM_SELL, NULL, add_cup },
 *		{ "clear", "F8", N_("Clear"), N_("Pour it all out."), PERM_VOID, has_cups, clear },
 *		{ 0 }
 *	};
 *
 *	static void draw(const struct draw *draw, struct canvas *canvas, struct area area,
 *			 void *state)
 *	{
 *		struct coffee *coffee = state;
 *		char text[NUMBER_TEXT_SIZE];
 *
 *		canvas_text(canvas, area.row + 1, 1, 20, ALIGN_START, STYLE_TEXT, tr(draw, "Cups"));
 *		canvas_text(canvas, area.row + 1, 22, 8, ALIGN_NUMBER, STYLE_AMOUNT,
 *			    number_count(&draw->number, coffee->cups, text));
 *	}
 *
 *	static struct entry_line *entry(void *state) { return &((struct coffee *)state)->entry; }
 *
 *	const struct screen_class screen_coffee = {
 *		.name = "coffee", .help_title = N_("Coffee"), .actions = actions,
 *		.draw = draw, .entry = entry, .close = free, ...
 *	};
 *
 *	... ui_push(ui, &screen_coffee, coffee);
 *
 * Around it a program makes term, loop and ui, and has the loop call
 *	ui_read_keys() when term_fd() can be read (then asks ui_depth() and term_is_gone()),
 *	term_resized() and ui_resized() on SIGWINCH, ui_tick() every second, ui_reload() when the
 *	store changed.  Questions are in ui/prompt.h, lists in ui/table.h, forms in ui/form.h.
 */
#ifndef SANDUQ_UI_UI_H
#define SANDUQ_UI_UI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/perm.h"
#include "ui/backend.h"
#include "ui/canvas.h"
#include "ui/draw.h"
#include "ui/keymap.h"
#include "ui/screen.h"

struct clock;
struct ui;

#define UI_SCREENS_MAX 16
#define UI_KEYS_MAX 512          /* typed ahead; the rest waits in the terminal */
#define UI_ROWS_MIN 24
#define UI_COLUMNS_MIN 80

struct ui_options {
	struct backend backend;
	const struct clock *clock;       /* borrowed */
	const struct keymap *keymap;     /* borrowed; NULL: the keys of the tables */
	struct draw draw;                /* copied; see ui_set_draw() */

	/* What the callbacks below are given. */
	void *arg;

	/* True when the present staff may do this (alone or with an approval); NULL: all. */
	bool (*allowed)(void *arg, enum perm perm);

	/* How much was posted so far: it is painted before the next key is taken, however many were
	 * typed ahead (B3).  NULL: nothing is. */
	int64_t (*posted)(void *arg);

	/* Writes what stands before the clock in the top row: "Lina  till 3"; NULL: nothing. */
	void (*status)(void *arg, char *into, size_t size);
};

/* Makes a ui without screens. */
enum err ui_new(const struct ui_options *options, struct ui **ret_ui);

/* Closes all screens and frees; NULL is fine. */
void ui_free(struct ui *ui);

/* Puts a screen on top; its `open` gets `argument`. */
enum err ui_push(struct ui *ui, const struct screen_class *class, void *argument);

/* Takes the top screen away; the one below is reloaded. */
void ui_pop(struct ui *ui);

/* Takes all screens away down to the one of `class` (or all but the first when it is NULL). */
void ui_pop_to(struct ui *ui, const struct screen_class *class);

/* Takes the top screen away and puts another in its place. */
enum err ui_replace(struct ui *ui, const struct screen_class *class, void *argument);

/* Takes the top screen away without closing it, and puts such a screen back (prompts). */
void *ui_detach(struct ui *ui);
enum err ui_attach(struct ui *ui, const struct screen_class *class, void *state);

/* The top screen's class and state; NULL when there is none.  ui_depth: how many there are. */
const struct screen_class *ui_top(const struct ui *ui);
void *ui_state(const struct ui *ui);
int ui_depth(const struct ui *ui);

/* Says what just happened; stays until the next saying, or until a later key opens another screen
 * or question, or leaves the screen.  Arguments are set apart as in text_format(). */
void ui_say(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says what went wrong; stays until the next key, and drops what was typed ahead.  What was said
 * before does not come back behind it. */
void ui_error(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with the sentence of a code; nothing for ERR_OK. */
void ui_error_code(struct ui *ui, enum err err);

/* What went wrong is over: its sentence goes before the next key. */
void ui_forget_error(struct ui *ui);

/* Shows a line in the place of the message at once and draws nothing else: for a wait inside an
 * act.  It is gone with the next picture. */
void ui_notice(struct ui *ui, const char *text);

/* The message shown, and whether it is an error. */
const char *ui_message(const struct ui *ui);
bool ui_message_is_error(const struct ui *ui);

/* Reads the keys that have come and works them off in order, then paints.  Call when the
 * keyboard's descriptor is readable. */
void ui_read_keys(struct ui *ui);

/* Adds keys as though typed now (macros); they are worked off by the next ui_read_keys() or
 * ui_work(). */
void ui_type(struct ui *ui, const struct key *keys, int n);

/* Works off the keys typed ahead, then paints. */
void ui_work(struct ui *ui);

/* The window has another size: takes it over and paints at once. */
void ui_resized(struct ui *ui);

/* Call about once a second: clock, `tick` of the top screen, paint when something changed. */
void ui_tick(struct ui *ui);

/* The store changed: `reload` of every screen, then paints. */
void ui_reload(struct ui *ui);

/* `reload` of the top screen only, without painting. */
void ui_reload_top(struct ui *ui);

/* Draws all and hands it to the backend. */
void ui_paint(struct ui *ui);

/* The canvas as last painted. */
const struct canvas *ui_canvas(const struct ui *ui);

/* The draw context, and changing it (language of the staff who logged in). */
const struct draw *ui_draw(const struct ui *ui);
void ui_set_draw(struct ui *ui, const struct draw *draw);

/* The clock and keys in force. */
const struct clock *ui_clock(const struct ui *ui);
struct key ui_action_key(const struct ui *ui, const struct action *action);

/* True when an action of the top screen can be done now: permission and `when`. */
bool ui_action_enabled(const struct ui *ui, const struct action *action, const void *state);

/* When the last key was typed, for the idle lock. */
int64_t ui_last_key_mono_ms(const struct ui *ui);

#endif
