/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/macro.c -- macros and item keys read from the settings; what cannot work is refused by name.
 */
#include "ui/macro.h"

#include <string.h>

#include "base/config.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/keymap_parts.h"
#include "ui/screen.h"

#define ITEMS "items"
#define MACRO "macro "
#define TYPED "0123456789*#.,%@?/+-"
#define CODE_MAX 999999999

bool macro_add_key(struct macro *macro, struct key key)
{
	if (macro->n == MACRO_STEPS_MAX)
		return false;
	macro->step[macro->n++] = (struct macro_step){ .key = key };
	return true;
}

bool macro_add_action(struct macro *macro, const char *action)
{
	struct macro_step *step = &macro->step[macro->n];

	if (macro->n == MACRO_STEPS_MAX)
		return false;
	macro->n++;
	*step = (struct macro_step){ .key = { 0 } };
	return str_copy(step->action, sizeof step->action, action);
}

bool macro_add_text(struct macro *macro, const char *text, size_t len)
{
	const char *end = text + len;
	bool fits = true;

	while (fits && text < end)
		fits = macro_add_key(macro, key_char(utf8_next(&text)));
	return fits;
}

char *macro_step_text(const struct macro_step *step, char into[MACRO_ACTION_SIZE])
{
	char name[KEY_NAME_SIZE];

	str_copy(into, MACRO_ACTION_SIZE,
		 step->action[0] != '\0' ? step->action : key_text(step->key, name));
	return into;
}

/* A key of a macro is none for typing, and none that the entry line needs. */
static bool is_for_macros(struct key key)
{
	if (key.kind == KEY_KIND_NAMED)
		return key.code >= K_F1;
	return key.kind == KEY_KIND_ALT || (key.kind == KEY_KIND_CTRL && key.code != 'n');
}

/* One word of `does`: an action, a key, something typed. */
static enum err add_word(const struct keymap *keymap, struct macro *macro, const char *word,
			 char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	bool fits;
	struct key key;

	if (keymap_action(keymap, word) != NULL) {
		fits = macro_add_action(macro, word);
	} else if (strspn(word, TYPED) == strlen(word)) {
		fits = macro_add_text(macro, word, strlen(word));
	} else if (key_parse(word, &key) && key.kind != KEY_KIND_CHAR) {
		fits = macro_add_key(macro, key);
	} else {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[macro %s] '%s' is no action and no key; write a text as 'text'.",
			   macro->name, word);
		return ERR_CONFIG;
	}
	if (!fits)
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE, "[macro %s] has more than %d steps.",
			   macro->name, MACRO_STEPS_MAX);
	return fits ? ERR_OK : ERR_CONFIG;
}

/* 'soup': all up to the second quote. */
static enum err add_quoted(struct macro *macro, const char **from,
			   char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	const char *text = *from + 1;
	size_t len = strcspn(text, "'");

	if (text[len] == '\0' || !macro_add_text(macro, text, len)) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[macro %s] a text has no closing quote, or is too long.", macro->name);
		return ERR_CONFIG;
	}
	*from = text + len + 1;
	return ERR_OK;
}

enum err macro_parse(const struct keymap *keymap, const char *does, struct macro *macro,
		     char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	char word[MACRO_ACTION_SIZE];
	enum err err = ERR_OK;

	macro->n = 0;
	str_copy(macro->does, sizeof macro->does, does);
	while (err == ERR_OK && *(does += strspn(does, " ")) != '\0') {
		size_t len = strcspn(does, " ");

		if (*does == '\'') {
			err = add_quoted(macro, &does, ret_problem);
			continue;
		}
		str_format(word, sizeof word, "%.*s", (int)len, does);
		err = add_word(keymap, macro, word, ret_problem);
		does += len;
	}
	if (err == ERR_OK && macro->n == 0) {
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[macro %s] does nothing; write does = 21 Enter.", macro->name);
		err = ERR_CONFIG;
	}
	return err;
}

/* "[items] F13" or "[macro coffee] key", for sentences. */
static void name_place(const struct macro *macro, char *into, size_t size)
{
	char key[KEY_NAME_SIZE];

	if (macro->is_item)
		str_format(into, size, "[items] %s", key_text(macro->key, key));
	else
		str_format(into, size, "[macro %s] key", macro->name);
}

static enum err set_key(struct macro *macro, const char *name,
			char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	char place[96];

	if (name != NULL && key_parse(name, &macro->key) && is_for_macros(macro->key))
		return ERR_OK;
	if (macro->is_item)
		str_format(place, sizeof place, "[items]");
	else
		str_format(place, sizeof place, "[macro %s]", macro->name);
	str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
		   "%s '%s' is no key for this; write F13, Ctrl-F1, Alt-F1, Alt-1 or Ctrl-B.",
		   place, name != NULL ? name : "");
	return ERR_CONFIG;
}

/* What else has this key; NULL: nothing. */
static const char *used_by(const struct keymap *keymap, struct key key, const char **ret_screen)
{
	const struct screen_class *const *screens = keymap_screens(keymap);

	for (int i = 0; screens[i] != NULL; i++) {
		const struct action *action = screens[i]->actions;

		for (; screens[i]->macros && action != NULL && action->name != NULL; action++) {
			if (!key_equal(keymap_key(keymap, action), key))
				continue;
			*ret_screen = screens[i]->name;
			return action->name;
		}
	}
	return NULL;
}

/* A key has one use; where there are two, both are named. */
static enum err check_key(const struct keymap *keymap, const struct macro *macro,
			  char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	const struct macro *other = keymap_macro(keymap, macro->key);
	const char *screen = "", *action = used_by(keymap, macro->key, &screen);
	char place[96], key[KEY_NAME_SIZE];

	name_place(macro, place, sizeof place);
	key_text(macro->key, key);
	if (keymap_is_kept(macro->key))
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "%s: %s does the same everywhere and cannot be given away.", place,
			   key);
	else if (action != NULL)
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "%s and %s both want %s on the screen '%s'; give one another key.",
			   place, action, key, screen);
	else if (other != macro)
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "%s and %s both want %s; give one another key.", place, other->name,
			   key);
	else
		return ERR_OK;
	return ERR_CONFIG;
}

/* A macro types no macro's key: it would not end. */
static enum err check_steps(const struct keymap *keymap, const struct macro *macro,
			    char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	char key[KEY_NAME_SIZE];

	for (int i = 0; i < macro->n; i++) {
		const struct macro_step *step = &macro->step[i];
		const struct macro *other = step->action[0] == '\0'
						    ? keymap_macro(keymap, step->key)
						    : NULL;

		if (other == NULL || other->is_item)
			continue;
		str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
			   "[macro %s] presses %s, which is the macro '%s'; a macro calls none.",
			   macro->name, key_text(step->key, key), other->name);
		return ERR_CONFIG;
	}
	return ERR_OK;
}

static enum err add(struct keymap *keymap, const struct macro *macro,
		    char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	if (keymap_add_macro(keymap, macro))
		return ERR_OK;
	str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
		   "[%s] there are more than %d macros and item keys.",
		   macro->is_item ? ITEMS : "macro", KEYMAP_MACROS_MAX);
	return ERR_CONFIG;
}

/* One section of item keys: KEY = CODE. */
static enum err load_items(struct keymap *keymap, const struct config *config,
			   const char *section, char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	const char *key;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && (key = config_key_at(config, section, i)) != NULL; i++) {
		struct macro macro = { .is_item = true };
		int64_t code = 0;

		str_copy(macro.does, sizeof macro.does, config_text(config, section, key));
		if (!str_int64(macro.does, &code) || code < 1 || code > CODE_MAX) {
			str_format(ret_problem, KEYMAP_PROBLEM_SIZE,
				   "[items] %s: '%s' is no item's code; write F13 = 21.", key,
				   macro.does);
			return ERR_CONFIG;
		}
		str_format(macro.name, sizeof macro.name, "item %lld", (long long)code);
		err = set_key(&macro, key, ret_problem);
		if (err == ERR_OK)
			err = add(keymap, &macro, ret_problem);
	}
	return err;
}

static enum err load_macro(struct keymap *keymap, const struct config *config, const char *section,
			   int station, char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	struct macro macro = { .is_item = false };
	const char *does = config_text(config, section, "does");
	int64_t only = config_int(config, section, "station");
	enum err err;

	if (only != 0 && only != station)
		return ERR_OK;
	str_copy(macro.name, sizeof macro.name, section + strlen(MACRO));
	err = macro_parse(keymap, does != NULL ? does : "", &macro, ret_problem);
	if (err == ERR_OK)
		err = set_key(&macro, config_text(config, section, "key"), ret_problem);
	return err == ERR_OK ? add(keymap, &macro, ret_problem) : err;
}

enum err macro_load(struct keymap *keymap, const struct config *config, int station,
		    char ret_problem[KEYMAP_PROBLEM_SIZE])
{
	const char *section;
	char own[32];
	enum err err = load_items(keymap, config, ITEMS, ret_problem);

	str_format(own, sizeof own, ITEMS " %d", station);
	if (err == ERR_OK)
		err = load_items(keymap, config, own, ret_problem);
	for (int i = 0; err == ERR_OK && (section = config_section_at(config, i)) != NULL; i++)
		if (strncmp(section, MACRO, strlen(MACRO)) == 0)
			err = load_macro(keymap, config, section, station, ret_problem);
	for (int i = 0; err == ERR_OK && keymap_macro_at(keymap, i) != NULL; i++) {
		err = check_key(keymap, keymap_macro_at(keymap, i), ret_problem);
		if (err == ERR_OK)
			err = check_steps(keymap, keymap_macro_at(keymap, i), ret_problem);
	}
	return err;
}
