/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_choice.c -- SQL that reads what an item comes in and comes with.
 */
#include "store/store_choice.h"

#include "base/str.h"

/* Ends a list: one more row than fits is an error of its own. */
static enum err end_list(struct db_rows *rows, bool is_over, int n, int *ret_n)
{
	enum err err = db_end(rows);

	if (err == ERR_OK && is_over)
		err = ERR_LIMIT;
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_size_list(struct db *db, int64_t item, struct menu_size *sizes, int size,
			 int *ret_n)
{
	static const char sql[] = "SELECT id, name, price_minor FROM item_size "
				  "WHERE property = $1 AND item = $2 AND is_active = 1 "
				  "ORDER BY position, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(item));
	bool is_over = false;
	int n = 0;

	while (!is_over && db_next(rows)) {
		is_over = n == size;
		if (is_over)
			continue;
		sizes[n] = (struct menu_size){ .id = db_int(rows, 0),
					       .price_minor = db_int(rows, 2) };
		str_copy(sizes[n].name, sizeof sizes[n].name, db_text(rows, 1));
		n++;
	}
	return end_list(rows, is_over, n, ret_n);
}

enum err store_level_prices(struct db *db, int64_t item, int64_t size,
			    struct menu_level_price *prices, int max, int *ret_n)
{
	static const char sql[] =
		"SELECT l.id, l.name, l.hours, l.room, l.is_by_hand, p.price_minor "
		"FROM item_price p JOIN price_level l ON l.property = p.property "
		"AND l.id = p.level WHERE p.property = $1 AND p.item = $2 AND p.size = $3 "
		"AND l.is_active = 1 ORDER BY l.position, l.id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(item), V(size));
	bool is_over = false;
	int n = 0;

	while (!is_over && db_next(rows)) {
		struct menu_level_price *price = &prices[n];

		is_over = n == max;
		if (is_over)
			continue;
		*price = (struct menu_level_price){ .level = db_int(rows, 0),
						    .room = db_int(rows, 3),
						    .is_by_hand = db_int(rows, 4) == 1,
						    .price_minor = db_int(rows, 5) };
		str_copy(price->name, sizeof price->name, db_text(rows, 1));
		str_copy(price->hours, sizeof price->hours, db_text(rows, 2));
		n++;
	}
	return end_list(rows, is_over, n, ret_n);
}

enum err store_group_list(struct db *db, int64_t item, int64_t category, struct menu_group *groups,
			  int size, int *ret_n)
{
	static const char sql[] =
		"SELECT id, name, low, high, free FROM modifier_group WHERE property = $1 "
		"AND is_active = 1 AND id IN (SELECT modifier_group FROM modifier_use "
		"WHERE property = $1 AND of IN ($2, $3)) ORDER BY position, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(item), V(category));
	bool is_over = false;
	int n = 0;

	while (!is_over && db_next(rows)) {
		is_over = n == size;
		if (is_over)
			continue;
		groups[n] = (struct menu_group){ .id = db_int(rows, 0),
						 .low = db_int(rows, 2),
						 .high = db_int(rows, 3),
						 .free = db_int(rows, 4) };
		str_copy(groups[n].name, sizeof groups[n].name, db_text(rows, 1));
		n++;
	}
	return end_list(rows, is_over, n, ret_n);
}

#define MODIFIER_COLUMNS \
	"SELECT id, modifier_group, name, price_minor, item, is_active FROM modifier "

static void read_modifier(struct db_rows *rows, struct menu_modifier *modifier)
{
	*modifier = (struct menu_modifier){ .id = db_int(rows, 0),
					    .group = db_int(rows, 1),
					    .price_minor = db_int(rows, 3),
					    .item = db_int(rows, 4),
					    .is_active = db_int(rows, 5) == 1 };
	str_copy(modifier->name, sizeof modifier->name, db_text(rows, 2));
}

enum err store_modifier_list(struct db *db, int64_t group, struct menu_modifier *modifiers,
			     int size, int *ret_n)
{
	static const char sql[] = MODIFIER_COLUMNS "WHERE property = $1 AND modifier_group = $2 "
						   "AND is_active = 1 ORDER BY position, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(group));
	bool is_over = false;
	int n = 0;

	while (!is_over && db_next(rows)) {
		is_over = n == size;
		if (!is_over)
			read_modifier(rows, &modifiers[n++]);
	}
	return end_list(rows, is_over, n, ret_n);
}

enum err store_modifier_by_id(struct db *db, int64_t id, struct menu_modifier *ret_modifier)
{
	static const char sql[] = MODIFIER_COLUMNS "WHERE property = $1 AND id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	struct menu_modifier modifier;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_modifier(rows, &modifier);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_modifier = modifier;
	return ERR_OK;
}

enum err store_menu_name(struct db *db, int64_t of, const char *language, char *into, size_t size)
{
	static const char sql[] = "SELECT name FROM menu_name WHERE property = $1 AND of = $2 "
				  "AND language = $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(of), V(language));
	bool found = db_next(rows);
	enum err err;

	if (found)
		str_copy(into, size, db_text(rows, 0));
	err = db_end(rows);
	return err == ERR_OK && !found ? ERR_NOT_FOUND : err;
}

enum err store_menu_name_each(struct db *db, store_menu_name_fn *each, void *arg)
{
	static const char sql[] = "SELECT of, language, name, search FROM menu_name "
				  "WHERE property = $1 ORDER BY of, language";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));

	while (db_next(rows))
		if (!each(arg, db_int(rows, 0), db_text(rows, 1), db_text(rows, 2),
			  db_text(rows, 3)))
			break;
	return db_end(rows);
}

enum err store_alias_each(struct db *db, store_alias_fn *each, void *arg)
{
	static const char sql[] = "SELECT item, kind, text FROM item_alias WHERE property = $1 "
				  "ORDER BY text";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));

	while (db_next(rows))
		if (!each(arg, db_int(rows, 0), str_equal(db_text(rows, 1), "barcode"),
			  db_text(rows, 2)))
			break;
	return db_end(rows);
}

enum err store_item_take(struct tx *tx, int64_t item, int64_t n)
{
	static const char take[] = "UPDATE item SET remaining = remaining - $3 "
				   "WHERE property = $1 AND id = $2 AND remaining >= $3";
	static const char back[] = "UPDATE item SET remaining = remaining - $3 "
				   "WHERE property = $1 AND id = $2 AND remaining >= 0";
	static const char left[] = "SELECT remaining FROM item WHERE property = $1 AND id = $2";
	int64_t changed = 0, remaining = 0;
	enum err err = db_run_changed(tx->db, &changed, n > 0 ? take : back, V(tx->property),
				      V(item), V(n));

	if (err == ERR_OK)
		err = db_one_int(tx->db, &remaining, left, V(tx->property), V(item));
	if (err == ERR_OK && n > 0 && changed == 0)
		err = remaining < 0 ? ERR_OK : ERR_SOLD_OUT;
	/* What is sold out now, or no longer, is seen at every till. */
	if (err == ERR_OK && changed > 0 && (remaining == 0 || remaining + n == 0))
		err = store_menu_stamp_raise(tx);
	return err;
}

enum err store_menu_stamp(struct db *db, int64_t *ret_version)
{
	static const char sql[] =
		"SELECT coalesce(max(version), 0) FROM menu_stamp WHERE property = $1";

	return db_one_int(db, ret_version, sql, V(db_property(db)));
}

enum err store_menu_stamp_raise(struct tx *tx)
{
	static const char change[] =
		"UPDATE menu_stamp SET version = version + 1 WHERE property = $1";
	static const char add[] = "INSERT INTO menu_stamp (property, version) VALUES ($1, 1)";
	int64_t changed = 0;
	enum err err = db_run_changed(tx->db, &changed, change, V(tx->property));

	return err == ERR_OK && changed == 0 ? db_run(tx->db, add, V(tx->property)) : err;
}
