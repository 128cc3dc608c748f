/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_floor.c -- SQL for rooms and tables.
 */
#include "base/str.h"
#include "store/store_menu.h"

enum err store_room_list(struct db *db, struct floor_room *rooms, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT id, name FROM room WHERE property = $1 ORDER BY position, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		rooms[n].id = db_int(rows, 0);
		str_copy(rooms[n].name, sizeof rooms[n].name, db_text(rows, 1));
		n++;
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

#define TABLE_COLUMNS "SELECT id, number, room, seats, plan_row, plan_column FROM dining_table "

static void read_table(struct db_rows *rows, struct floor_table *table)
{
	*table = (struct floor_table){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
				       db_int(rows, 3), db_int(rows, 4), db_int(rows, 5) };
}

enum err store_table_list(struct db *db, struct floor_table *tables, int size, int *ret_n)
{
	static const char sql[] =
		TABLE_COLUMNS "WHERE property = $1 AND is_active = 1 ORDER BY number";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_table(rows, &tables[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err one_table(struct db_rows *rows, struct floor_table *ret_table)
{
	struct floor_table table;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_table(rows, &table);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_table = table;
	return ERR_OK;
}

enum err store_table_by_number(struct db *db, int64_t number, struct floor_table *ret_table)
{
	static const char sql[] =
		TABLE_COLUMNS "WHERE property = $1 AND number = $2 AND is_active = 1";

	return one_table(db_query(db, sql, V(db_property(db)), V(number)), ret_table);
}

enum err store_table_by_id(struct db *db, int64_t id, struct floor_table *ret_table)
{
	static const char sql[] = TABLE_COLUMNS "WHERE property = $1 AND id = $2";

	return one_table(db_query(db, sql, V(db_property(db)), V(id)), ret_table);
}

static enum err check_count(struct tx *tx, const char *sql, int64_t limit)
{
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property));

	return err == ERR_OK && n >= limit ? ERR_LIMIT : err;
}

enum err store_room_put(struct tx *tx, const char *name, int64_t *ret_id)
{
	static const char find[] = "SELECT id FROM room WHERE property = $1 AND name = $2";
	static const char add[] =
		"INSERT INTO room (property, id, name, position, version) "
		"SELECT $1, $2, $3, coalesce(max(position), 0) + 1, 1 FROM room "
		"WHERE property = $1";
	static const char count[] = "SELECT count(*) FROM room WHERE property = $1";
	int64_t id;
	enum err err = db_one_int(tx->db, &id, find, V(tx->property), V(name));

	if (err == ERR_NOT_FOUND) {
		id = tx_id(tx);
		err = check_count(tx, count, FLOOR_ROOMS_MAX);
		if (err == ERR_OK)
			err = db_run(tx->db, add, V(tx->property), V(id), V(name));
	}
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

enum err store_table_put(struct tx *tx, const struct floor_table *table, bool is_active)
{
	static const char change[] =
		"UPDATE dining_table SET room = $3, seats = $4, is_active = $5, plan_row = $6, "
		"plan_column = $7, version = version + 1 WHERE property = $1 AND number = $2";
	static const char add[] =
		"INSERT INTO dining_table (property, id, number, room, seats, is_active, plan_row, "
		"plan_column, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
	static const char count[] = "SELECT count(*) FROM dining_table WHERE property = $1";
	int64_t changed = 0;
	enum err err = db_run_changed(tx->db, &changed, change, V(tx->property), V(table->number),
				      V(table->room), V(table->seats), V(is_active),
				      V(table->plan_row), V(table->plan_column));

	if (err != ERR_OK || changed > 0)
		return err;
	err = check_count(tx, count, FLOOR_TABLES_MAX);
	if (err == ERR_OK)
		err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(table->number),
			     V(table->room), V(table->seats), V(is_active), V(table->plan_row),
			     V(table->plan_column));
	return err;
}

enum err store_table_place(struct tx *tx, const struct floor_table *table)
{
	static const char sql[] = "UPDATE dining_table SET plan_row = $3, plan_column = $4, "
				  "version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(table->id), V(table->plan_row),
		      V(table->plan_column));
}
