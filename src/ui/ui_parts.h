/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/ui_parts.h -- what ui.c and dispatch.c share; nobody else includes it.
 */
#ifndef SANDUQ_UI_UI_PARTS_H
#define SANDUQ_UI_UI_PARTS_H

#include "ui/macro.h"
#include "ui/ui.h"

#define UI_DEAD_MAX (UI_SCREENS_MAX * 4)
#define UI_MESSAGE_SIZE 512

struct ui_level {
	const struct screen_class *class;
	void *state;
	bool is_shown;              /* was on a painted canvas */
};

struct ui {
	struct ui_options options;
	struct ui_level stack[UI_SCREENS_MAX];
	int depth;
	struct ui_level dead[UI_DEAD_MAX];    /* popped, freed when the key is done */
	int n_dead;
	struct canvas *canvas;
	struct macro run;                     /* the macro under way; n 0: none */
	int run_at;                           /* its next step */
	struct key queue[UI_KEYS_MAX];        /* typed ahead, a ring */
	int first_key, n_keys;
	char message[UI_MESSAGE_SIZE];        /* the last saying */
	int64_t turn, message_turn;           /* keys taken, and when the message was said */
	char error[UI_MESSAGE_SIZE];          /* "" or the error held until the next key */
	int64_t minute;                       /* that the clock in the top row shows */
	int64_t last_key_mono_ms, last_paint_mono_ms;
	int64_t last_paint_posted;            /* options.posted() when last painted */
};

/* The top of the stack, NULL when it is empty. */
struct ui_level *ui_top_level(struct ui *ui);

/* Frees the states of popped screens. */
void ui_bury(struct ui *ui);

/* Drops what was typed ahead, here and in the backend. */
void ui_drop_keys(struct ui *ui);

/* One key, or one action, on the top screen. */
void ui_dispatch(struct ui *ui, struct key key);
bool ui_run_action(struct ui *ui, const char *name);

/* Begins the macro or item key on this key, where the top screen takes it; false: it is none. */
bool ui_begin_macro(struct ui *ui, struct key key);

/* Does the next step of the macro under way; stops it at a refusal, and says where. */
void ui_step_macro(struct ui *ui);

/* How much was posted so far. */
int64_t ui_posted(const struct ui *ui);

/* True when the window cannot hold a screen. */
bool ui_is_too_small(const struct ui *ui);

/* The action "leave" of the screen on top, NULL when it has none. */
const struct action *ui_leave_action(const struct ui *ui);

#endif
