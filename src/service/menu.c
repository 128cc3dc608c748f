/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu.c -- the menu in memory.
 */
#include "service/menu.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "core/barcode.h"
#include "locale/fold.h"

struct entry {
	struct item item;
	char search[MENU_SEARCH_SIZE];
};

/* A name in another language, in order of `of`. */
struct name {
	int64_t of;
	char language[MENU_LANGUAGE_SIZE];
	char name[MENU_NAME_SIZE];
	char search[MENU_SEARCH_SIZE];
};

/* An alias or barcode, in order of text. */
struct alias {
	char text[MENU_ALIAS_SIZE];
	int64_t item;
};

struct menu {
	struct entry *entries;
	int n;
	int capacity;
	struct name *names;
	int n_names, names_capacity;
	struct alias *aliases;
	int n_aliases, aliases_capacity;
	int64_t stamp;
	enum err err;
};

/* Makes room for one more of what `*array` holds; false when there is no memory. */
static bool grow(struct menu *menu, void **array, int n, int *capacity, size_t size)
{
	int more = *capacity == 0 ? 128 : 2 * *capacity;
	void *bigger;

	if (n < *capacity)
		return true;
	bigger = reallocarray(*array, (size_t)more, size);
	if (bigger == NULL) {
		menu->err = ERR_MEMORY;
		return false;
	}
	*array = bigger;
	*capacity = more;
	return true;
}

static bool add_entry(void *arg, const struct item *item, const char *search)
{
	struct menu *menu = arg;

	if (menu->n == MENU_ITEMS_MAX) {
		menu->err = ERR_LIMIT;
		return false;
	}
	if (!grow(menu, (void **)&menu->entries, menu->n, &menu->capacity, sizeof *menu->entries))
		return false;
	menu->entries[menu->n].item = *item;
	str_copy(menu->entries[menu->n].search, MENU_SEARCH_SIZE, search);
	menu->n++;
	return true;
}

static bool add_name(void *arg, int64_t of, const char *language, const char *text,
		     const char *search)
{
	struct menu *menu = arg;
	struct name *name;

	if (!grow(menu, (void **)&menu->names, menu->n_names, &menu->names_capacity,
		  sizeof *menu->names))
		return false;
	name = &menu->names[menu->n_names++];
	name->of = of;
	str_copy(name->language, sizeof name->language, language);
	str_copy(name->name, sizeof name->name, text);
	str_copy(name->search, sizeof name->search, search);
	return true;
}

static bool add_alias(void *arg, int64_t item, bool is_barcode, const char *text)
{
	struct menu *menu = arg;
	struct alias *alias;

	(void)is_barcode;
	if (!grow(menu, (void **)&menu->aliases, menu->n_aliases, &menu->aliases_capacity,
		  sizeof *menu->aliases))
		return false;
	alias = &menu->aliases[menu->n_aliases++];
	alias->item = item;
	str_copy(alias->text, sizeof alias->text, text);
	return true;
}

struct reading {
	struct app *app;
	struct menu *menu;
};

static enum err read_in(struct db *db, void *arg)
{
	const struct reading *reading = arg;
	struct menu *menu = reading->menu;
	enum err err = store_menu_stamp(db, &menu->stamp);

	if (err == ERR_OK)
		err = store_item_each(db, reading->app->property.business_date, add_entry, menu);
	if (err == ERR_OK)
		err = store_menu_name_each(db, add_name, menu);
	if (err == ERR_OK)
		err = store_alias_each(db, add_alias, menu);
	return err == ERR_OK ? menu->err : err;
}

enum err menu_load(struct app *app, struct menu **ret_menu)
{
	struct menu *menu = calloc(1, sizeof *menu);
	struct reading reading = { app, menu };
	enum err err;

	if (menu == NULL)
		return ERR_MEMORY;
	err = db_consistently(app->db, read_in, &reading);
	if (err != ERR_OK) {
		menu_free(menu);
		return err;
	}
	*ret_menu = menu;
	return ERR_OK;
}

void menu_free(struct menu *menu)
{
	if (menu != NULL) {
		free(menu->entries);
		free(menu->names);
		free(menu->aliases);
	}
	free(menu);
}

int menu_count(const struct menu *menu)
{
	return menu->n;
}

const struct item *menu_at(const struct menu *menu, int i)
{
	return &menu->entries[i].item;
}

const struct item *menu_by_id(const struct menu *menu, int64_t id)
{
	for (int i = 0; i < menu->n; i++)
		if (menu->entries[i].item.id == id)
			return &menu->entries[i].item;
	return NULL;
}

static const struct item *by_alias(const struct menu *menu, const char *key)
{
	int low = 0, high = menu->n_aliases;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (strcmp(menu->aliases[middle].text, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < menu->n_aliases && strcmp(menu->aliases[low].text, key) == 0
		       ? menu_by_id(menu, menu->aliases[low].item)
		       : NULL;
}

const struct item *menu_by_code(const struct menu *menu, int64_t code)
{
	int low = 0, high = menu->n;
	char barcode[24];

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (menu->entries[middle].item.code < code)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < menu->n && menu->entries[low].item.code == code)
		return &menu->entries[low].item;
	str_format(barcode, sizeof barcode, "%08lld", (long long)code);
	return barcode_check(barcode) == ERR_OK ? by_alias(menu, barcode) : NULL;
}

const struct item *menu_by_text(const struct menu *menu, const char *text)
{
	char key[MENU_SEARCH_SIZE];

	return fold_key(key, sizeof key, text) ? by_alias(menu, key) : NULL;
}

/* Its first name in another language; NULL when it has none. */
static const struct name *names_of(const struct menu *menu, int64_t of)
{
	int low = 0, high = menu->n_names;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (menu->names[middle].of < of)
			low = middle + 1;
		else
			high = middle;
	}
	return low < menu->n_names && menu->names[low].of == of ? &menu->names[low] : NULL;
}

const char *menu_word(const struct menu *menu, int64_t of, const char *language,
		      const char *otherwise)
{
	const struct name *name = names_of(menu, of);
	const struct name *end = menu->names + menu->n_names;

	for (; name != NULL && name < end && name->of == of; name++)
		if (strcmp(name->language, language) == 0)
			return name->name;
	return otherwise;
}

const char *menu_name(const struct menu *menu, const struct item *item, const char *language)
{
	return menu_word(menu, item->id, language, item->name);
}

bool menu_is_old(struct app *app, const struct menu *menu)
{
	int64_t stamp;

	return store_menu_stamp(app->db, &stamp) == ERR_OK && stamp != menu->stamp;
}

/* How well an item fits: 2 when a name begins with the key, 1 when its words do, 0: not. */
static int rank_of(const struct menu *menu, const struct entry *entry, const char *key, size_t len)
{
	const struct name *name = names_of(menu, entry->item.id);
	const struct name *end = menu->names + menu->n_names;
	int rank = strncmp(entry->search, key, len) == 0 ? 2 : fold_matches(entry->search, key);

	for (; rank < 2 && name != NULL && name < end && name->of == entry->item.id; name++) {
		if (strncmp(name->search, key, len) == 0)
			rank = 2;
		else if (fold_matches(name->search, key))
			rank = 1;
	}
	return rank;
}

int menu_search(const struct menu *menu, const char *text, const struct item **found, int size)
{
	const struct item *alias;
	char key[MENU_SEARCH_SIZE];
	int n = 0;

	if (!fold_key(key, sizeof key, text) || key[0] == '\0')
		return 0;
	alias = by_alias(menu, key);
	if (alias != NULL && size > 0)
		found[n++] = alias;
	for (int rank = 2; rank > 0; rank--)
		for (int i = 0; i < menu->n && n < size; i++)
			if (&menu->entries[i].item != alias &&
			    rank_of(menu, &menu->entries[i], key, strlen(key)) == rank)
				found[n++] = &menu->entries[i].item;
	return n;
}
