/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/keymap.c -- changes of keys by the settings, laid over the tables; conflicts are refused by
 * name before any screen opens.
 */
#include "ui/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "ui/keymap_parts.h"
#include "ui/macro.h"
#include "ui/screen.h"

#define SECTION "keys"

struct change {
	char action[KEYMAP_ACTION_SIZE];
	struct key key;
};

struct keymap {
	const struct screen_class *const *screens;
	struct change change[KEYMAP_CHANGES_MAX];
	int n;
	struct macro macro[KEYMAP_MACROS_MAX];
	int n_macros;
};

/* Keys that ui keeps: help, paint again, and the way out; a sentence is a format, where a percent
 * sign means something else. */
static const char *const kept[] = { "F1", "Ctrl-L", "Esc", "%" };

enum err keymap_new(const struct screen_class *const *screens, struct keymap **ret_keymap)
{
	struct keymap *keymap = calloc(1, sizeof *keymap);

	if (keymap == NULL)
		return ERR_MEMORY;
	keymap->screens = screens;
	*ret_keymap = keymap;
	return ERR_OK;
}

void keymap_free(struct keymap *keymap)
{
	free(keymap);
}

const struct screen_class *const *keymap_screens(const struct keymap *keymap)
{
	return keymap->screens;
}

const struct action *keymap_action(const struct keymap *keymap, const char *name)
{
	for (int i = 0; keymap->screens[i] != NULL; i++) {
		const struct action *action = keymap->screens[i]->actions;

		for (; action != NULL && action->name != NULL; action++)
			if (str_equal(action->name, name))
				return action;
	}
	return NULL;
}

bool keymap_is_kept(struct key key)
{
	struct key own;

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (key_parse(kept[i], &own) && key_equal(own, key))
			return true;
	return false;
}

/* The place of a change to an action; n when there is none. */
static int find_change(const struct keymap *keymap, const char *action)
{
	int i = 0;

	while (i < keymap->n && !str_equal(keymap->change[i].action, action))
		i++;
	return i;
}

enum err keymap_set(struct keymap *keymap, const char *action, const char *key,
		    char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	int at = find_change(keymap, action);
	struct key parsed;

	if (keymap_action(keymap, action) == NULL) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[keys] %s: there is no action of this name; F1 lists them.", action);
		return ERR_CONFIG;
	}
	if (!key_parse(key, &parsed)) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[keys] %s: '%s' is not the name of a key; write F2, Ctrl-P or Enter.",
			   action, key);
		return ERR_CONFIG;
	}
	if (keymap_is_kept(parsed)) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[keys] %s: %s does the same everywhere and cannot be given away.",
			   action, key);
		return ERR_CONFIG;
	}
	if (at == KEYMAP_CHANGES_MAX) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE, "[keys] has more than %d lines.",
			   KEYMAP_CHANGES_MAX);
		return ERR_CONFIG;
	}
	if (at == keymap->n)
		keymap->n++;
	str_copy(keymap->change[at].action, sizeof keymap->change[at].action, action);
	keymap->change[at].key = parsed;
	return ERR_OK;
}

/* The first action after `action` on the same key, NULL when there is none. */
static const struct action *same_key(const struct keymap *keymap, const struct action *action)
{
	struct key key = keymap_key(keymap, action);

	for (const struct action *other = action + 1; other->name != NULL; other++)
		if (key_equal(keymap_key(keymap, other), key))
			return other;
	return NULL;
}

/* Two actions on one key, told in a sentence. */
static enum err refuse_pair(const struct screen_class *screen, const char *first,
			    const char *second, struct key key,
			    char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	char name[KEY_NAME_SIZE];

	str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
		   "[keys] %s and %s both want %s on the screen '%s'; give one another key.", first,
		   second, key_text(key, name), screen->name);
	return ERR_CONFIG;
}

enum err keymap_check(const struct keymap *keymap, char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	for (int i = 0; keymap->screens[i] != NULL; i++) {
		const struct action *action = keymap->screens[i]->actions;

		for (; action != NULL && action->name != NULL; action++) {
			const struct action *other = same_key(keymap, action);
			struct key key = keymap_key(keymap, action);

			if (other != NULL)
				return refuse_pair(keymap->screens[i], action->name, other->name,
						   key, ret_problem);
			if (keymap_is_kept(key) && !key_is(key, K_ESC))
				return refuse_pair(keymap->screens[i], action->name, "the program",
						   key, ret_problem);
		}
	}
	return ERR_OK;
}

static enum err load_section(struct keymap *keymap, const struct config *config,
			     const char *section, char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	const char *action;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && (action = config_key_at(config, section, i)) != NULL; i++)
		err = keymap_set(keymap, action, config_text(config, section, action),
				 ret_problem);
	return err;
}

enum err keymap_load(struct keymap *keymap, const struct config *config, int station,
		     char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	char own[32];
	enum err err = load_section(keymap, config, SECTION, ret_problem);

	str_format(own, sizeof own, SECTION " %d", station);
	if (err == ERR_OK)
		err = load_section(keymap, config, own, ret_problem);
	if (err == ERR_OK)
		err = keymap_check(keymap, ret_problem);
	return err == ERR_OK ? macro_load(keymap, config, station, ret_problem) : err;
}

const struct macro *keymap_macro(const struct keymap *keymap, struct key key)
{
	for (int i = 0; keymap != NULL && i < keymap->n_macros; i++)
		if (key_equal(keymap->macro[i].key, key))
			return &keymap->macro[i];
	return NULL;
}

const struct macro *keymap_macro_at(const struct keymap *keymap, int i)
{
	return keymap != NULL && i >= 0 && i < keymap->n_macros ? &keymap->macro[i] : NULL;
}

bool keymap_add_macro(struct keymap *keymap, const struct macro *macro)
{
	for (int i = 0; macro->is_item && i < keymap->n_macros; i++) {
		if (!keymap->macro[i].is_item || !key_equal(keymap->macro[i].key, macro->key))
			continue;
		keymap->macro[i] = *macro;
		return true;
	}
	if (keymap->n_macros == KEYMAP_MACROS_MAX)
		return false;
	keymap->macro[keymap->n_macros++] = *macro;
	return true;
}

static void mark_alt(struct key key, bool alt[KEYMAP_ALT_MAX])
{
	if (key.kind == KEY_KIND_ALT && key.code < KEYMAP_ALT_MAX)
		alt[key.code] = true;
}

void keymap_alt(const struct keymap *keymap, bool ret_alt[KEYMAP_ALT_MAX])
{
	memset(ret_alt, 0, KEYMAP_ALT_MAX * sizeof *ret_alt);
	for (int i = 0; i < keymap->n; i++)
		mark_alt(keymap->change[i].key, ret_alt);
	for (int i = 0; i < keymap->n_macros; i++)
		mark_alt(keymap->macro[i].key, ret_alt);
}

struct key keymap_key(const struct keymap *keymap, const struct action *action)
{
	struct key key = { 0 };
	bool is_key;
	int at;

	if (keymap != NULL && (at = find_change(keymap, action->name)) < keymap->n)
		return keymap->change[at].key;
	is_key = key_parse(action->key, &key);
	assert(is_key);
	return key;
}
