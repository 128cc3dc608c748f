/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_choice.h -- what an item comes in and comes with: sizes, prices at levels, groups of
 *                         modifiers, other codes and names, and how many are left.  [db]
 *
 * Shape   rows as they sell: only what is active, in the order people see it in.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT (more than the caller's array holds), those of db.h.
 * Owner   plain values; lists go into the caller's array.
 */
#ifndef SANDUQ_STORE_STORE_CHOICE_H
#define SANDUQ_STORE_STORE_CHOICE_H

#include "store/store_menu.h"

#define MENU_SIZES_MAX 12
#define MENU_LEVELS_MAX 16
#define MENU_GROUPS_MAX 12       /* that go with one item */
#define MENU_MODIFIERS_MAX 60    /* of one group */
#define MENU_LANGUAGE_SIZE 8
#define MENU_ALIAS_SIZE 24
#define MENU_WORDS_SIZE 48       /* a size's name */

struct menu_size {
	int64_t id;
	char name[MENU_WORDS_SIZE];
	int64_t price_minor;
};

/* The price of an item, or of a size of it, at a level. */
struct menu_level_price {
	int64_t level;
	char name[MENU_NAME_SIZE];   /* of the level */
	char hours[HOURS_TEXT_SIZE];
	int64_t room;                /* 0: everywhere */
	bool is_by_hand;
	int64_t price_minor;
};

struct menu_group {
	int64_t id;
	char name[MENU_NAME_SIZE];
	int64_t low, high, free;
};

struct menu_modifier {
	int64_t id;
	int64_t group;
	char name[MENU_NAME_SIZE];
	int64_t price_minor;
	int64_t item;                /* a piece of a set; 0: a modifier */
	bool is_active;
};

/* Sizes of an item in order of position; the first is the usual one. */
enum err store_size_list(struct db *db, int64_t item, struct menu_size *sizes, int size,
			 int *ret_n);

/* Prices of an item (size 0) or of a size at all levels, the level that wins first. */
enum err store_level_prices(struct db *db, int64_t item, int64_t size,
			    struct menu_level_price *prices, int max, int *ret_n);

/* Groups that go with an item or its category, and the modifiers of a group. */
enum err store_group_list(struct db *db, int64_t item, int64_t category, struct menu_group *groups,
			  int size, int *ret_n);
enum err store_modifier_list(struct db *db, int64_t group, struct menu_modifier *modifiers,
			     int size, int *ret_n);
enum err store_modifier_by_id(struct db *db, int64_t id, struct menu_modifier *ret_modifier);

/* The name of an item, size, group or modifier in a language; ERR_NOT_FOUND when it has none. */
enum err store_menu_name(struct db *db, int64_t of, const char *language, char *into, size_t size);

/* Every name in another language, by id of what it names; every alias and barcode, by text. */
typedef bool store_menu_name_fn(void *arg, int64_t of, const char *language, const char *name,
				const char *search);
enum err store_menu_name_each(struct db *db, store_menu_name_fn *each, void *arg);
typedef bool store_alias_fn(void *arg, int64_t item, bool is_barcode, const char *text);
enum err store_alias_each(struct db *db, store_alias_fn *each, void *arg);

/* Takes so many from what is left of an item that is counted, or gives them back (n below zero).
 * ERR_SOLD_OUT when fewer are left; nothing for an item that is not counted. */
enum err store_item_take(struct tx *tx, int64_t item, int64_t n);

/* Which version of the menu this is; raises it. */
enum err store_menu_stamp(struct db *db, int64_t *ret_version);
enum err store_menu_stamp_raise(struct tx *tx);

#endif
