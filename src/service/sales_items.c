/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_items.c -- names to items, kept sorted for a quick look.
 */
#include "service/sales_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "locale/fold.h"
#include "service/menu_table.h"
#include "service/setup.h"

#define SIZE_SIGN "\x1f"            /* between an item's name and its size's */

struct known {
	char name[MENU_NAME_SIZE + MENU_WORDS_SIZE];
	int64_t id;                  /* of the item, or of the size */
};

struct sales_items {
	struct known *known;
	int n, size;
	int64_t tax_class;
	enum err err;
};

static int place_of(const struct sales_items *items, const char *name)
{
	int low = 0, high = items->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (strcmp(items->known[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static enum err remember(struct sales_items *items, const char *name, int64_t id)
{
	int at = place_of(items, name);

	if (at < items->n && strcmp(items->known[at].name, name) == 0)
		return ERR_OK;
	if (items->n == items->size) {
		int size = items->size == 0 ? 128 : 2 * items->size;
		struct known *bigger = realloc(items->known, (size_t)size * sizeof *bigger);

		if (bigger == NULL)
			return ERR_MEMORY;
		items->known = bigger;
		items->size = size;
	}
	memmove(&items->known[at + 1], &items->known[at],
		(size_t)(items->n - at) * sizeof *items->known);
	str_copy(items->known[at].name, sizeof items->known[at].name, name);
	items->known[at].id = id;
	items->n++;
	return ERR_OK;
}

static bool add_known(void *arg, const struct item *item, const char *search)
{
	struct sales_items *items = arg;

	(void)search;
	items->err = remember(items, item->name, item->id);
	return items->err == ERR_OK;
}

/* What a size is known by. */
static void size_key(const char *item, const char *size, char *into)
{
	str_format(into, MENU_NAME_SIZE + MENU_WORDS_SIZE, "%s" SIZE_SIGN "%s", item, size);
}

static enum err read_sizes(struct db *db, struct sales_items *items)
{
	static const char sql[] =
		"SELECT i.name, s.name, s.id FROM item_size s JOIN item i "
		"ON i.property = s.property AND i.id = s.item WHERE s.property = $1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	char key[MENU_NAME_SIZE + MENU_WORDS_SIZE];
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		size_key(db_text(rows, 0), db_text(rows, 1), key);
		err = remember(items, key, db_int(rows, 2));
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

/* "Sales tax 8.25 incl": one class per name, rate and treatment, so that two profiles never
 * change each other's rates. */
static void class_name(const struct sales_profile *profile, char *into, size_t size)
{
	char rate[MONEY_TEXT_SIZE];

	str_format(into, size, "%s %s %s", profile->tax_name,
		   money_plain(profile->rate_ppm, 4, rate),
		   profile->is_inclusive ? "incl" : "excl");
}

enum err sales_items_open(struct app *app, int64_t staff, const struct sales_profile *profile,
			  struct sales_items **ret_items)
{
	struct sales_items *items = calloc(1, sizeof *items);
	struct act act = app_act(app, staff);
	char name[MENU_NAME_SIZE];
	struct setup_tax tax = { .name = name,
				 .inclusive = profile->is_inclusive,
				 .n = 1,
				 .part = { { profile->rate_ppm, TAX_ON_NET } },
				 .part_names = { profile->tax_name } };
	enum err err;

	if (items == NULL)
		return ERR_MEMORY;
	class_name(profile, name, sizeof name);
	err = store_tax_class_by_name(app->db, name, &items->tax_class);
	if (err == ERR_NOT_FOUND)
		err = setup_tax(app, &act, &tax, &items->tax_class);
	if (err == ERR_OK)
		err = store_item_each(app->db, app->property.business_date, add_known, items);
	if (err == ERR_OK)
		err = items->err;
	if (err == ERR_OK)
		err = read_sizes(app->db, items);
	if (err != ERR_OK) {
		sales_items_close(items);
		return err;
	}
	*ret_items = items;
	return ERR_OK;
}

int64_t sales_items_tax_class(const struct sales_items *items)
{
	return items->tax_class;
}

void sales_items_close(struct sales_items *items)
{
	if (items != NULL)
		free(items->known);
	free(items);
}

static const struct known *find(const struct sales_items *items, const char *name)
{
	int at = place_of(items, name);

	return at < items->n && strcmp(items->known[at].name, name) == 0 ? &items->known[at] : NULL;
}

static enum err find_item(struct sales_items *items, struct app *app, int64_t staff,
			  const struct sales_profile *profile, const struct sales_row *row,
			  int64_t *ret_item)
{
	char search[MENU_SEARCH_SIZE], tax[MENU_NAME_SIZE];
	struct setup_item item = { .name = row->name,
				   .search = search,
				   .category = row->category,
				   .department = sales_profile_department(profile, row->category),
				   .tax_class = tax,
				   .price_minor = row->price_minor,
				   .is_active = true,
				   .keeps_category = true };
	const struct known *known = find(items, row->name);
	struct act act;
	int64_t id;
	enum err err;

	if (known != NULL) {
		*ret_item = known->id;
		return ERR_OK;
	}
	act = app_act(app, staff);
	class_name(profile, tax, sizeof tax);
	fold_key(search, sizeof search, row->name);
	err = setup_item(app, &act, &item, &id);
	if (err == ERR_OK)
		err = remember(items, row->name, id);
	if (err == ERR_OK)
		*ret_item = id;
	return err;
}

/* A size of the item, put like any other of the menu. */
static enum err make_size(struct app *app, int64_t staff, const struct sales_row *row, int64_t item,
			  int64_t *ret_size)
{
	static const char sql[] = "SELECT code FROM item WHERE property = $1 AND id = $2";
	struct menu_row size = menu_row_new(&menu_prices);
	struct act act = app_act(app, staff);
	int64_t code = 0;
	enum err err = db_one_int(app->db, &code, sql, V(db_property(app->db)), V(item));

	size.cell[menu_column(&menu_prices, "code")].number = code;
	size.cell[menu_column(&menu_prices, "price")].number = row->price_minor;
	str_copy(size.cell[menu_column(&menu_prices, "size")].text, MENU_CELL_SIZE, row->size);
	return err == ERR_OK ? menu_row_put(app, &act, &menu_prices, &size, ret_size) : err;
}

static enum err find_size(struct sales_items *items, struct app *app, int64_t staff,
			  const struct sales_row *row, int64_t item, int64_t *ret_size)
{
	char key[MENU_NAME_SIZE + MENU_WORDS_SIZE];
	const struct known *known;
	int64_t id;
	enum err err;

	size_key(row->name, row->size, key);
	known = find(items, key);
	if (known != NULL) {
		*ret_size = known->id;
		return ERR_OK;
	}
	err = make_size(app, staff, row, item, &id);
	if (err == ERR_OK)
		err = remember(items, key, id);
	if (err == ERR_OK)
		*ret_size = id;
	return err;
}

enum err sales_items_find(struct sales_items *items, struct app *app, int64_t staff,
			  const struct sales_profile *profile, const struct sales_row *row,
			  int64_t *ret_item, int64_t *ret_size)
{
	int64_t item, size = 0;
	enum err err = find_item(items, app, staff, profile, row, &item);

	if (err == ERR_OK && row->size[0] != '\0')
		err = find_size(items, app, staff, row, item, &size);
	if (err == ERR_OK) {
		*ret_item = item;
		*ret_size = size;
	}
	return err;
}
