/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu.c -- the menu in memory.
 */
#include "service/menu.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "locale/fold.h"

struct entry {
	struct item item;
	char search[MENU_SEARCH_SIZE];
};

struct menu {
	struct entry *entries;
	int n;
	int capacity;
	enum err err;
};

static bool add_entry(void *arg, const struct item *item, const char *search)
{
	struct menu *menu = arg;

	if (menu->n == MENU_ITEMS_MAX) {
		menu->err = ERR_LIMIT;
		return false;
	}
	if (menu->n == menu->capacity) {
		int capacity = menu->capacity == 0 ? 128 : 2 * menu->capacity;
		struct entry *bigger = realloc(menu->entries, (size_t)capacity * sizeof *bigger);

		if (bigger == NULL) {
			menu->err = ERR_MEMORY;
			return false;
		}
		menu->entries = bigger;
		menu->capacity = capacity;
	}
	menu->entries[menu->n].item = *item;
	str_copy(menu->entries[menu->n].search, MENU_SEARCH_SIZE, search);
	menu->n++;
	return true;
}

enum err menu_load(struct app *app, struct menu **ret_menu)
{
	struct menu *menu = calloc(1, sizeof *menu);
	enum err err;

	if (menu == NULL)
		return ERR_MEMORY;
	err = store_item_each(app->db, app->property.business_date, add_entry, menu);
	if (err == ERR_OK)
		err = menu->err;
	if (err != ERR_OK) {
		menu_free(menu);
		return err;
	}
	*ret_menu = menu;
	return ERR_OK;
}

void menu_free(struct menu *menu)
{
	if (menu != NULL)
		free(menu->entries);
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

const struct item *menu_by_code(const struct menu *menu, int64_t code)
{
	int low = 0, high = menu->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (menu->entries[middle].item.code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low < menu->n && menu->entries[low].item.code == code ? &menu->entries[low].item
								     : NULL;
}

int menu_search(const struct menu *menu, const char *text, const struct item **found, int size)
{
	char key[MENU_SEARCH_SIZE];
	size_t len;
	int n = 0;

	if (!fold_key(key, sizeof key, text) || key[0] == '\0')
		return 0;
	len = strlen(key);
	for (int i = 0; i < menu->n && n < size; i++)
		if (strncmp(menu->entries[i].search, key, len) == 0)
			found[n++] = &menu->entries[i].item;
	for (int i = 0; i < menu->n && n < size; i++)
		if (strncmp(menu->entries[i].search, key, len) != 0 &&
		    fold_matches(menu->entries[i].search, key))
			found[n++] = &menu->entries[i].item;
	return n;
}
