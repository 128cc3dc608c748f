/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu.h -- the menu in memory, for the entry line: by code at once, by letters in a
 *                   stable order.  [db]
 *
 * Shape   struct menu holds all active items in order of code, with their names in all languages,
 *         aliases and barcodes.  A search finds items of which a name has each typed word at the
 *         start of one of its words, in any script (locale/fold), in an order that stays: the one
 *         whose alias it is, names that begin with it, then the rest, each in order of code.
 * Errors  ERR_LIMIT (more than MENU_ITEMS_MAX items), ERR_MEMORY, those of db.h.
 * Owner   menu_load/menu_free; items are borrowed until then.
 */
#ifndef SANDUQ_SERVICE_MENU_H
#define SANDUQ_SERVICE_MENU_H

#include "service/app.h"
#include "store/store_choice.h"

struct menu;

/* Reads the menu as it sells on the property's business date. */
enum err menu_load(struct app *app, struct menu **ret_menu);

/* Frees; NULL is fine. */
void menu_free(struct menu *menu);

/* How many items, the i-th in order of code. */
int menu_count(const struct menu *menu);
const struct item *menu_at(const struct menu *menu, int i);

/* By code, or by a barcode of eight digits that is no code; NULL when there is none. */
const struct item *menu_by_code(const struct menu *menu, int64_t code);

/* By an alias or a barcode, as typed or scanned; NULL when it is none. */
const struct item *menu_by_text(const struct menu *menu, const char *text);

/* By id; NULL when it is not sold. */
const struct item *menu_by_id(const struct menu *menu, int64_t id);

/* What people of this language call an item: its name in it, else the house's. */
const char *menu_name(const struct menu *menu, const struct item *item, const char *language);

/* The same for anything else of the menu that has names, by its id: a size, a modifier; `otherwise`
 * when there is none in this language. */
const char *menu_word(const struct menu *menu, int64_t of, const char *language,
		      const char *otherwise);

/* True when the menu has changed since it was read, or something was sold out. */
bool menu_is_old(struct app *app, const struct menu *menu);

/* Letters after which a search is worth showing. */
#define MENU_SUGGEST_LETTERS 2

/* By letters: at most `size` (up to MENU_FOUND_MAX) items, best first; returns how many. */
int menu_search(const struct menu *menu, const char *text, const struct item **found, int size);

#endif
