/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/keymap.h -- the keys in force: those of the tables, changed by the settings.
 *
 * Shape   [keys] in the settings file: `split-check = F5` changes the key of the action of that
 *         name on every screen that has it; [keys 3] does so at station 3 alone.  Macros and item
 *         keys (ui/macro.h) lie beside them.
 * Errors  ERR_CONFIG, with a sentence that names the action, the key and the screen: unknown
 *         action, unknown key, key kept for ui itself, two actions of a screen on one key.
 * Owner   keymap_new/keymap_free.
 */
#ifndef SANDUQ_UI_KEYMAP_H
#define SANDUQ_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "ui/key.h"

struct action;
struct config;
struct keymap;
struct macro;
struct screen_class;

#define KEYMAP_CHANGES_MAX 128
#define KEYMAP_ACTION_SIZE 48
#define KEYMAP_PROBLEM_SIZE 256
#define KEYMAP_MACROS_MAX 64
#define KEYMAP_ALT_MAX 128

/* Makes a keymap without changes over `screens` (ends with NULL; borrowed). */
enum err keymap_new(const struct screen_class *const *screens, struct keymap **ret_keymap);

/* Frees; NULL is fine. */
void keymap_free(struct keymap *keymap);

/* Changes one action's key. */
enum err keymap_set(struct keymap *keymap, const char *action, const char *key,
		    char ret_problem[KEYMAP_PROBLEM_SIZE]);

/* Looks for a key that stands twice on one screen; call after all changes. */
enum err keymap_check(const struct keymap *keymap, char ret_problem[KEYMAP_PROBLEM_SIZE]);

/* Takes over all of [keys] and [keys STATION], then macros and item keys, and checks. */
enum err keymap_load(struct keymap *keymap, const struct config *config, int station,
		     char ret_problem[KEYMAP_PROBLEM_SIZE]);

/* The macro or item key on a key; the i-th of all; NULL when there is none. */
const struct macro *keymap_macro(const struct keymap *keymap, struct key key);
const struct macro *keymap_macro_at(const struct keymap *keymap, int i);

/* Marks the characters that are in use together with Alt, for term_set_alt(). */
void keymap_alt(const struct keymap *keymap, bool ret_alt[KEYMAP_ALT_MAX]);

/* The key of an action; NULL keymap: the table's own. */
struct key keymap_key(const struct keymap *keymap, const struct action *action);

/* The first action of this name on any screen; NULL when there is none. */
const struct action *keymap_action(const struct keymap *keymap, const char *name);

/* The screens, for the man page and the tests. */
const struct screen_class *const *keymap_screens(const struct keymap *keymap);

#endif
