/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_rows.c -- what reading and writing the tables of the menu have in common.
 */
#include <string.h>

#include "base/str.h"
#include "locale/fold.h"
#include "service/menu_inside.h"

static const char *const languages[] = { "en", "ar", "fa" };
#define LANGUAGES (int)(sizeof languages / sizeof *languages)

enum err menu_each(struct db *db, struct db_rows *rows,
		   enum err (*read)(struct db *db, struct db_rows *rows, struct menu_row *row),
		   menu_row_fn *each, void *arg)
{
	struct menu_row row;
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		err = read(db, rows, &row);
		if (err == ERR_OK && !each(arg, &row))
			break;
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

enum err menu_one(struct db *db, struct db_rows *rows,
		  enum err (*read)(struct db *db, struct db_rows *rows, struct menu_row *row),
		  struct menu_row *ret_row)
{
	struct menu_row row;
	bool found = db_next(rows);
	enum err err = found ? read(db, rows, &row) : ERR_OK, end = db_end(rows);

	if (err != ERR_OK || end != ERR_OK)
		return err != ERR_OK ? err : end;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_row = row;
	return ERR_OK;
}

enum err menu_names_read(struct db *db, const struct menu_table *table, int64_t of,
			 struct menu_row *row)
{
	int first = menu_column(table, "name_en");
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < LANGUAGES; i++) {
		err = store_menu_name(db, of, languages[i], row->cell[first + i].text,
				      MENU_NAME_SIZE);
		if (err == ERR_NOT_FOUND)
			err = ERR_OK;
	}
	return err;
}

enum err menu_names_write(struct tx *tx, const struct menu_table *table, int64_t of,
			  const struct menu_row *row)
{
	static const char clear[] = "DELETE FROM menu_name WHERE property = $1 AND of = $2";
	static const char add[] =
		"INSERT INTO menu_name (property, id, of, language, name, search, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, 1)";
	int first = menu_column(table, "name_en");
	char search[MENU_SEARCH_SIZE];
	enum err err = db_run(tx->db, clear, V(tx->property), V(of));

	for (int i = 0; err == ERR_OK && i < LANGUAGES; i++) {
		const char *name = row->cell[first + i].text;

		if (name[0] == '\0')
			continue;
		fold_key(search, sizeof search, name);
		err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(of), V(languages[i]),
			     V(name), V(search));
	}
	return err;
}

enum err menu_item_id(struct db *db, int64_t code, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM item WHERE property = $1 AND code = $2";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(code));
}
