/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/macro.h -- one key that does what several keys do: macros and item keys of the settings.
 *
 * Shape   [macro coffee] key = Ctrl-F1, does = 2*21 Enter send-round exact-cash: steps are names of
 *         actions, names of keys, numbers as typed, texts in single quotes.  [items] F13 = 21: the
 *         key rings item 21, on a check, or among the tables in a sale of its own; a number typed
 *         before it is how many.  Both work on screens that say so (struct screen_class, macros),
 *         and every step wants such a screen: at a question, a lock or a login a macro stops, and
 *         what is left of it is forgotten.
 * Errors  ERR_CONFIG with a sentence: an unknown action, a key that has another use or is for
 *         typing, a macro that types a macro's key, no steps or too many.
 * Owner   plain values; part of the keymap.
 * Rules   K (one transaction for each key, stopping at the first refusal; prompts flush).
 */
#ifndef SANDUQ_UI_MACRO_H
#define SANDUQ_UI_MACRO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "ui/key.h"
#include "ui/keymap.h"

#define MACRO_NAME_SIZE 32
#define MACRO_ACTION_SIZE 48
#define MACRO_DOES_SIZE 160
#define MACRO_STEPS_MAX 64

/* An action by its name, or (action "") a key. */
struct macro_step {
	struct key key;
	char action[MACRO_ACTION_SIZE];
};

struct macro {
	char name[MACRO_NAME_SIZE];
	char does[MACRO_DOES_SIZE];      /* as in the settings; of an item key its code */
	struct key key;
	bool is_item;
	int n;
	struct macro_step step[MACRO_STEPS_MAX];
};

/* Reads what a macro does; actions are those of the keymap's screens. */
enum err macro_parse(const struct keymap *keymap, const char *does, struct macro *macro,
		     char ret_problem[KEYMAP_PROBLEM_SIZE]);

/* Reads all of [items], [items STATION] and [macro NAME] into the keymap, and checks. */
enum err macro_load(struct keymap *keymap, const struct config *config, int station,
		    char ret_problem[KEYMAP_PROBLEM_SIZE]);

/* Adds the step of a key, of an action, of every character of a text; false: no room. */
bool macro_add_key(struct macro *macro, struct key key);
bool macro_add_action(struct macro *macro, const char *action);
bool macro_add_text(struct macro *macro, const char *text, size_t len);

/* "F11" or "exact-cash": what stands at a step; returns `into`. */
char *macro_step_text(const struct macro_step *step, char into[MACRO_ACTION_SIZE]);

#endif
