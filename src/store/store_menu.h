/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_menu.h -- departments, tax classes and their versions, categories, items, and the
 *                       floor's rooms and tables.  [db]
 *
 * Errors  ERR_NOT_FOUND, ERR_EXISTS, those of db.h.
 * Owner   plain values; lists go into the caller's array.
 * Rules   M4 (rate version by business date), M6.
 */
#ifndef SANDUQ_STORE_STORE_MENU_H
#define SANDUQ_STORE_STORE_MENU_H

#include <stdbool.h>
#include <stdint.h>

#include "core/hours.h"
#include "core/tax.h"
#include "store/act.h"

#define MENU_NAME_SIZE 96
#define MENU_SEARCH_SIZE 128
#define MENU_ITEMS_MAX 20000
#define MENU_CODE_MAX 999999999
#define MENU_FOUND_MAX 64
#define FLOOR_TABLES_MAX 1000
#define FLOOR_ROOMS_MAX 64

enum item_kind {
	ITEM_PLAIN,
	ITEM_OPEN,                 /* its price is typed, from low_minor to high_minor */
	ITEM_WEIGHED,              /* price_minor is that of a kilogram */
	ITEM_SET,                  /* a set menu: what is chosen of its groups */
};

struct item {
	int64_t id;
	int64_t code;
	char name[MENU_NAME_SIZE];
	int64_t category;
	int64_t price_minor;       /* the usual one, of its usual size */
	int64_t department;        /* number of the department, as in the revenue ledger */
	int64_t tax_version;       /* in force on the business date asked for; 0: none */
	bool is_gift;              /* sold on a gift card (service/gift.h), not earned yet */
	bool is_active;
	enum item_kind kind;
	int64_t low_minor;         /* of an open price; high 0: no limit of its own */
	int64_t high_minor;
	int64_t station;           /* number of the kitchen station that makes it; 0: none */
	int64_t course;            /* 0: at once */
	struct hours hours;        /* when it is sold */
	int64_t remaining;         /* how many are left; -1: not counted */
	int64_t n_sizes;           /* how many sizes, groups and prices at levels there are: what */
	int64_t n_groups;          /* is 0 need not be asked for */
	int64_t n_prices;
};

/* The kind by its name in the store and in files ("plain", "open", "weighed", "set"); false when
 * there is none. */
bool item_kind_parse(const char *name, enum item_kind *ret_kind);
const char *item_kind_name(enum item_kind kind);

/* An item as it sells on a business date, by code or id. */
enum err store_item_by_code(struct db *db, int64_t code, int32_t date, struct item *ret_item);
enum err store_item_by_id(struct db *db, int64_t id, int32_t date, struct item *ret_item);

/* All active items in order of code, as they sell on `date`; calls `each` until it returns false.
 * `search` is the folded name. */
typedef bool store_item_fn(void *arg, const struct item *item, const char *search);
enum err store_item_each(struct db *db, int32_t date, store_item_fn *each, void *arg);

/* Adds an item, or changes the one with this code.  Reports the id and whether it was new;
 * ERR_LIMIT when the menu is full or no code is left. */
struct item_new {
	int64_t code;              /* 0: the next free one is taken */
	const char *name;
	const char *search;
	int64_t category;
	int64_t price_minor;
	bool is_active;
};
enum err store_item_put(struct tx *tx, const struct item_new *item, int64_t *ret_id,
			bool *ret_is_new);

/* Finds or adds by name; the number of a new department is the next free one.  `is_gift`: its
 * ledger is gift cards, not revenue; ERR_STATE when one that is there has the other. */
enum err store_department_put(struct tx *tx, const char *name, bool is_gift, int64_t *ret_id,
			      int64_t *ret_number);
enum err store_category_put(struct tx *tx, const char *name, int64_t department, int64_t tax_class,
			    int64_t *ret_id);
enum err store_category_by_name(struct db *db, const char *name, int64_t *ret_id);

/* Which kitchen station makes the items of a category (a number, 0: none) and with which course
 * they come (0: at once). */
enum err store_category_set_kitchen(struct tx *tx, int64_t category, int64_t station,
				    int64_t course);

/* The ledger that a department's sales go to (core/entry.h): revenue, or gift cards. */
enum err store_department_ledger(struct db *db, int64_t number, int64_t *ret_ledger);

/* The name of the department with this number; "" when there is none. */
enum err store_department_name(struct db *db, int64_t number, char *into, size_t size);

/* A version of a tax class with the names and accounts of its components. */
struct tax_version {
	int64_t id;
	int64_t tax_class;
	struct tax_class rules;
	char names[TAX_PARTS_MAX][MENU_NAME_SIZE];
	int64_t accounts[TAX_PARTS_MAX];
};
enum err store_tax_version_load(struct db *db, int64_t id, struct tax_version *ret_version);

/* Finds or adds a tax class by name. */
enum err store_tax_class_put(struct tx *tx, const char *name, int64_t *ret_id);
enum err store_tax_class_by_name(struct db *db, const char *name, int64_t *ret_id);

/* The version of a class in force on a date; ERR_NOT_FOUND when there is none yet. */
enum err store_tax_version_at(struct db *db, int64_t tax_class, int32_t date, int64_t *ret_id);

/* Adds a version from a date on; version->id is filled. */
enum err store_tax_version_insert(struct tx *tx, struct tax_version *version, int32_t since);

struct floor_table {
	int64_t id;
	int64_t number;
	int64_t room;
	int64_t seats;
	int64_t plan_row, plan_column;   /* on the plan of its room, from 1; 0: nowhere yet */
};

/* Rows and columns of a plan. */
#define FLOOR_PLAN_MAX 40
struct floor_room {
	int64_t id;
	char name[MENU_NAME_SIZE];
};

/* Rooms in order of position, tables in order of number. */
enum err store_room_list(struct db *db, struct floor_room *rooms, int size, int *ret_n);
enum err store_table_list(struct db *db, struct floor_table *tables, int size, int *ret_n);
enum err store_table_by_number(struct db *db, int64_t number, struct floor_table *ret_table);
enum err store_table_by_id(struct db *db, int64_t id, struct floor_table *ret_table);

/* Finds or adds a room by name; adds or changes a table by number.  ERR_LIMIT beyond what the lists
 * hold. */
enum err store_room_put(struct tx *tx, const char *name, int64_t *ret_id);
enum err store_table_put(struct tx *tx, const struct floor_table *table, bool is_active);

/* Puts a table elsewhere on the plan of its room. */
enum err store_table_place(struct tx *tx, const struct floor_table *table);

#endif
