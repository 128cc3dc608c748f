/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_tax.c -- SQL for tax classes and the versions of their rates.
 */
#include "base/str.h"
#include "store/store_menu.h"

enum err store_tax_class_by_name(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM tax_class WHERE property = $1 AND name = $2";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

enum err store_tax_class_put(struct tx *tx, const char *name, int64_t *ret_id)
{
	static const char add[] =
		"INSERT INTO tax_class (property, id, name, version) VALUES ($1, $2, $3, 1)";
	int64_t id;
	enum err err = store_tax_class_by_name(tx->db, name, &id);

	if (err == ERR_NOT_FOUND) {
		id = tx_id(tx);
		err = db_run(tx->db, add, V(tx->property), V(id), V(name));
	}
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

enum err store_tax_version_at(struct db *db, int64_t tax_class, int32_t date, int64_t *ret_id)
{
	static const char sql[] =
		"SELECT id FROM tax_version WHERE property = $1 AND tax_class = $2 AND since <= $3 "
		"ORDER BY since DESC LIMIT 1";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(tax_class), V(date));
}

static enum err load_parts(struct db *db, struct tax_version *version)
{
	static const char sql[] = "SELECT name, rate_ppm, base, account FROM tax_part "
				  "WHERE property = $1 AND tax_version = $2 ORDER BY no";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(version->id));
	int n = 0;

	while (n < TAX_PARTS_MAX && db_next(rows)) {
		str_copy(version->names[n], sizeof version->names[n], db_text(rows, 0));
		version->rules.part[n].rate_ppm = db_int(rows, 1);
		version->rules.part[n].base = (enum tax_base)db_int(rows, 2);
		version->accounts[n] = db_int(rows, 3);
		n++;
	}
	version->rules.n = n;
	return db_end(rows);
}

enum err store_tax_version_load(struct db *db, int64_t id, struct tax_version *ret_version)
{
	static const char sql[] =
		"SELECT tax_class, is_inclusive FROM tax_version WHERE property = $1 AND id = $2";
	struct tax_version version = { .id = id };
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	bool found = db_next(rows);
	enum err err;

	if (found) {
		version.tax_class = db_int(rows, 0);
		version.rules.inclusive = db_int(rows, 1) == 1;
	}
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = load_parts(db, &version);
	if (err == ERR_OK)
		*ret_version = version;
	return err;
}

enum err store_tax_version_insert(struct tx *tx, struct tax_version *version, int32_t since)
{
	static const char add[] =
		"INSERT INTO tax_version (property, id, tax_class, since, is_inclusive) "
		"VALUES ($1, $2, $3, $4, $5)";
	static const char add_part[] =
		"INSERT INTO tax_part (property, id, tax_version, no, name, rate_ppm, base, "
		"account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
	enum err err;

	version->id = tx_id(tx);
	err = db_run(tx->db, add, V(tx->property), V(version->id), V(version->tax_class), V(since),
		     V(version->rules.inclusive));
	for (int i = 0; err == ERR_OK && i < version->rules.n; i++)
		err = db_run(tx->db, add_part, V(tx->property), V(tx_id(tx)), V(version->id), V(i),
			     V(version->names[i]), V(version->rules.part[i].rate_ppm),
			     V(version->rules.part[i].base), V(version->accounts[i]));
	return err;
}
