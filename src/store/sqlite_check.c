/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/sqlite_check.c -- what only the engine can tell verify: whether the file is whole, and
 * which table has a row whose foreign key names nothing; the row itself is looked up.
 */
#include <string.h>

#include "base/str.h"
#include "store/verify_inside.h"

#define KEY_COLUMNS_MAX 4

/* One foreign key, as the engine describes it. */
struct key {
	char table[SCHEMA_NAME_SIZE], parent[SCHEMA_NAME_SIZE];
	int n;
	char from[KEY_COLUMNS_MAX][SCHEMA_NAME_SIZE], to[KEY_COLUMNS_MAX][SCHEMA_NAME_SIZE];
};

static enum err read_key(struct verify *verify, int64_t number, struct key *key)
{
	struct str sql = { 0 };
	struct db_rows *rows;
	enum err err;

	str_addf(&sql, "PRAGMA foreign_key_list(%s)", key->table);
	if (!str_ok(&sql))
		return ERR_MEMORY;
	rows = db_query(verify->db, str_text(&sql));
	while (db_next(rows) && key->n < KEY_COLUMNS_MAX) {
		if (db_int(rows, 0) != number)
			continue;
		str_copy(key->from[key->n], SCHEMA_NAME_SIZE, db_text(rows, 3));
		str_copy(key->to[key->n], SCHEMA_NAME_SIZE, db_text(rows, 4));
		key->n++;
	}
	err = db_end(rows);
	str_done(&sql);
	return err;
}

/* Names the first row by its second column: the one after property. */
static enum err name_row(struct verify *verify, const struct key *key)
{
	const struct schema_table *table = schema_find(&verify->db->schema, key->table);
	struct str sql = { 0 };
	struct db_rows *rows;
	enum err err;

	if (table == NULL || table->n < 2 || key->n == 0)
		return ERR_OK;
	str_addf(&sql, "SELECT c.%s FROM %s AS c WHERE NOT EXISTS (SELECT 1 FROM %s AS p WHERE ",
		 table->column[1].name, key->table, key->parent);
	for (int i = 0; i < key->n; i++)
		str_addf(&sql, "%sp.%s = c.%s", i > 0 ? " AND " : "", key->to[i], key->from[i]);
	str_addf(&sql, ") ORDER BY c.%s LIMIT 1", table->column[1].name);
	if (!str_ok(&sql))
		return ERR_MEMORY;
	rows = db_query(verify->db, str_text(&sql));
	if (db_next(rows))
		verify_wrong(verify, "%s %s: the %s it names is missing", key->table,
			     db_text(rows, 0), key->parent);
	err = db_end(rows);
	str_done(&sql);
	return err;
}

enum err verify_file(struct verify *verify)
{
	static const char sql[] = "PRAGMA integrity_check(1)";
	struct db_rows *rows = db_query(verify->db, sql);

	if (db_next(rows) && strcmp(db_text(rows, 0), "ok") != 0)
		verify_wrong(verify, "file: %s", db_text(rows, 0));
	return db_end(rows);
}

enum err verify_keys(struct verify *verify)
{
	static const char sql[] = "PRAGMA foreign_key_check";
	struct db_rows *rows = db_query(verify->db, sql);
	struct key key = { 0 };
	int64_t number = -1;
	enum err err;

	if (db_next(rows)) {
		str_copy(key.table, sizeof key.table, db_text(rows, 0));
		str_copy(key.parent, sizeof key.parent, db_text(rows, 2));
		number = db_int(rows, 3);
	}
	err = db_end(rows);
	if (err != ERR_OK || number < 0)
		return err;
	err = read_key(verify, number, &key);
	if (err == ERR_OK)
		err = name_row(verify, &key);
	if (!verify->is_wrong)
		verify_wrong(verify, "%s: a row names a missing %s", key.table, key.parent);
	return err;
}
