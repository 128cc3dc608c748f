/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_property.c -- SQL for the house and its stations.
 */
#include "store/store_property.h"

#include "base/str.h"

enum err store_property_load(struct db *db, struct property *ret_property)
{
	static const char sql[] =
		"SELECT name, kind, currency, exponent, cash_step_minor, time_zone, business_date, "
		"public_key, address, tax_number FROM property WHERE property = $1";
	struct property property = { 0 };
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	bool found = db_next(rows);
	enum err err;

	if (found) {
		str_copy(property.name, sizeof property.name, db_text(rows, 0));
		str_copy(property.kind, sizeof property.kind, db_text(rows, 1));
		str_copy(property.currency, sizeof property.currency, db_text(rows, 2));
		property.exponent = (int)db_int(rows, 3);
		property.cash_step_minor = db_int(rows, 4);
		str_copy(property.time_zone, sizeof property.time_zone, db_text(rows, 5));
		property.business_date = (int32_t)db_int(rows, 6);
		str_copy(property.public_key, sizeof property.public_key, db_text(rows, 7));
		str_copy(property.address, sizeof property.address, db_text(rows, 8));
		str_copy(property.tax_number, sizeof property.tax_number, db_text(rows, 9));
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_property = property;
	return ERR_OK;
}

enum err store_property_insert(struct tx *tx, const struct property *property)
{
	static const char sql[] =
		"INSERT INTO property (property, name, kind, currency, exponent, cash_step_minor, "
		"time_zone, business_date, public_key, address, tax_number, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)";

	return db_run(tx->db, sql, V(tx->property), V(property->name), V(property->kind),
		      V(property->currency), V(property->exponent), V(property->cash_step_minor),
		      V(property->time_zone), V(property->business_date), V(property->public_key),
		      V(property->address), V(property->tax_number));
}

enum err store_property_set_date(struct tx *tx, int32_t date)
{
	static const char sql[] = "UPDATE property SET business_date = $2, version = version + 1 "
				  "WHERE property = $1";

	return db_run(tx->db, sql, V(tx->property), V(date));
}

enum err store_station_note(struct tx *tx, int number, const char *name)
{
	static const char sql[] = "INSERT INTO station (property, number, name, version) "
				  "VALUES ($1, $2, $3, 1) ON CONFLICT DO NOTHING";

	return db_run(tx->db, sql, V(tx->property), V(number), V(name));
}

enum err store_station_is_noted(struct db *db, int number, bool *ret_noted)
{
	static const char sql[] = "SELECT count(*) FROM station WHERE property = $1 "
				  "AND number = $2";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(number));

	if (err == ERR_OK)
		*ret_noted = n > 0;
	return err;
}
