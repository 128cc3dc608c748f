/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/key_words.c -- keys named in sentences, as the settings have them.
 */
#include "ui/key_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "ui/keymap.h"

struct kept {
	char *from, *to;
};

struct key_words {
	const struct keymap *keymap;
	struct kept *kept;
	int n;
};

enum err key_words_new(const struct keymap *keymap, struct key_words **ret_words)
{
	struct key_words *words = calloc(1, sizeof *words);

	if (words == NULL)
		return ERR_MEMORY;
	words->keymap = keymap;
	*ret_words = words;
	return ERR_OK;
}

void key_words_free(struct key_words *words)
{
	if (words == NULL)
		return;
	for (int i = 0; i < words->n; i++) {
		free(words->kept[i].from);
		free(words->kept[i].to);
	}
	free(words->kept);
	free(words);
}

/* Adds the key of the action that stands in the braces at `text`; returns what follows them, NULL
 * when no action is called so. */
static const char *add_key(const struct keymap *keymap, const char *text, struct str *into)
{
	const char *end = strchr(text, '}');
	const struct action *action;
	char name[KEYMAP_ACTION_SIZE], key[KEY_NAME_SIZE];

	if (end == NULL || (size_t)(end - text) > sizeof name)
		return NULL;
	str_format(name, sizeof name, "%.*s", (int)(end - text - 1), text + 1);
	action = keymap_action(keymap, name);
	if (action == NULL)
		return NULL;
	str_add(into, key_text(keymap_key(keymap, action), key));
	return end + 1;
}

static void put_together(const struct keymap *keymap, const char *text, struct str *into)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "{");
		const char *rest;

		str_addf(into, "%.*s", (int)len, text);
		text += len;
		if (*text == '\0')
			return;
		rest = add_key(keymap, text, into);
		if (rest == NULL)
			str_add_char(into, *text);
		text = rest != NULL ? rest : text + 1;
	}
}

/* Keeps the text as it reads with its keys. */
static const char *keep(struct key_words *words, const char *text)
{
	struct kept *more = realloc(words->kept, (size_t)(words->n + 1) * sizeof *more);
	struct str with_keys = { 0 };
	struct kept made;

	if (more == NULL)
		return text;
	words->kept = more;
	put_together(words->keymap, text, &with_keys);
	made = (struct kept){ str_dup(text), str_dup(str_text(&with_keys)) };
	if (made.from != NULL && made.to != NULL && str_ok(&with_keys)) {
		words->kept[words->n++] = made;
	} else {
		free(made.from);
		free(made.to);
		made.to = NULL;
	}
	str_done(&with_keys);
	return made.to != NULL ? made.to : text;
}

const char *key_words_text(struct key_words *words, const char *text)
{
	if (words == NULL || strchr(text, '{') == NULL)
		return text;
	for (int i = 0; i < words->n; i++)
		if (str_equal(words->kept[i].from, text))
			return words->kept[i].to;
	return words->n < KEY_WORDS_MAX ? keep(words, text) : text;
}
