/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_training.c -- copies the set-up of a house.  The statements are put together from the
 * schema, as those of the chain are, so that a new column is copied with its table.
 */
#include "store/store_training.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"
#include "store/inside.h"
#include "store/store_menu.h"
#include "store/store_property.h"

const struct training_table training_tables[] = {
	{ .name = "staff", .is_copied = true, .moving = { "failed", "locked_until_unix_ms" } },
	{ .name = "reason", .is_copied = true },
	{ .name = "department", .is_copied = true },
	{ .name = "tax_class", .is_copied = true },
	{ .name = "category", .is_copied = true },
	{ .name = "item", .is_copied = true, .moving = { "remaining" } },
	{ .name = "room", .is_copied = true },
	{ .name = "dining_table", .is_copied = true },
	{ .name = "tender_type", .is_copied = true },
	{ .name = "price_level", .is_copied = true },
	{ .name = "item_size", .is_copied = true },
	{ .name = "item_price", .is_copied = true },
	{ .name = "item_alias", .is_copied = true },
	{ .name = "menu_name", .is_copied = true },
	{ .name = "modifier_group", .is_copied = true },
	{ .name = "modifier", .is_copied = true },
	{ .name = "modifier_use", .is_copied = true },
	/* No paper of a trainee comes out in the kitchen. */
	{ .name = "printer", .is_copied = true, .blank = "address", .with = "none" },
	{ .name = "kitchen_station", .is_copied = true },
	{ .name = "discount_rule", .is_copied = true },
	{ .name = "service_rule", .is_copied = true },

	{ .name = "property" },         /* made anew, of another kind */
	{ .name = "station" },          /* noted as they come */
	{ .name = "menu_stamp" },       /* counts the changes of its own menu */
	{ .name = "note" },             /* words of bills */
	{ .name = "bill_live" },
	{ .name = "print_job" },
	{ .name = "drawer_live" },
	{ .name = "payment_live" },
	{ .name = "attempt_live" },
	{ .name = "refund_leg_live" },
	{ .name = "kitchen_live" },
	{ .name = "kitchen_job" },
	{ .name = "card_on_file" },     /* cards of guests */
	{ .name = "gift_card" },        /* their value is in the books */
	{ .name = "reservation" },      /* guests, and their telephones */
	{ .name = NULL },
};

/* --- statements ---------------------------------------------------------------------------- */

/* The columns after each other, or $1, $2 ... for as many. */
static void add_columns(struct str *text, const struct schema_table *table)
{
	for (int i = 0; i < table->n; i++)
		str_addf(text, i > 0 ? ", %s" : "%s", table->column[i].name);
}

static void add_places(struct str *text, const struct schema_table *table)
{
	for (int i = 0; i < table->n; i++)
		str_addf(text, i > 0 ? ", $%d" : "$%d", i + 1);
}

/* All rows of the house; the column behind `property` is the key of every one of these. */
static struct db_rows *read_all(struct db *from, const struct schema_table *table,
				struct str *text)
{
	str_add(text, "SELECT ");
	add_columns(text, table);
	str_addf(text, " FROM %s WHERE property = $1 ORDER BY %s", table->name,
		 table->column[1].name);
	return db_query(from, str_text(text), V(db_property(from)));
}

static const struct schema_table *schema_of(struct db *db, const char *name)
{
	const struct schema_table *table = schema_find(&db->schema, name);

	assert(table != NULL && table->class == SCHEMA_STATE && table->n > 1);
	assert(str_equal(table->column[0].name, "property"));
	return table;
}

/* --- the copy ------------------------------------------------------------------------------ */

static enum err write_row(struct tx *tx, const char *sql, const struct training_table *rule,
			  const struct schema_table *table, struct db_rows *rows)
{
	struct db_value values[SCHEMA_COLUMNS_MAX] = { V(tx->property) };

	for (int i = 1; i < table->n; i++) {
		const struct schema_column *column = &table->column[i];

		if (rule->blank != NULL && str_equal(rule->blank, column->name))
			values[i] = V(rule->with);
		else
			values[i] = column->is_text ? V(db_text(rows, i)) : V(db_int(rows, i));
	}
	return db_run_values(tx->db, sql, table->n, values, NULL);
}

static enum err copy_table(struct tx *tx, struct db *from, const struct training_table *rule)
{
	const struct schema_table *table = schema_of(from, rule->name);
	struct str read = { 0 }, write = { 0 };
	struct db_rows *rows;
	enum err err = ERR_OK, end;

	str_addf(&write, "INSERT INTO %s (", table->name);
	add_columns(&write, table);
	str_add(&write, ") VALUES (");
	add_places(&write, table);
	str_add(&write, ")");
	rows = read_all(from, table, &read);
	while (err == ERR_OK && db_next(rows))
		err = str_ok(&write) ? write_row(tx, str_text(&write), rule, table, rows)
				     : ERR_MEMORY;
	end = db_end(rows);
	str_done(&read);
	str_done(&write);
	return err != ERR_OK ? err : end;
}

static enum err copy_taxes(struct tx *tx, struct db *from)
{
	static const char sql[] =
		"SELECT id, since FROM tax_version WHERE property = $1 ORDER BY id";
	struct db_rows *rows = db_query(from, sql, V(db_property(from)));
	struct tax_version version;
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		err = store_tax_version_load(from, db_int(rows, 0), &version);
		if (err == ERR_OK)
			err = store_tax_version_insert(tx, &version, (int32_t)db_int(rows, 1));
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

enum err store_training_copy(struct tx *tx, struct db *from)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && training_tables[i].name != NULL; i++)
		if (training_tables[i].is_copied)
			err = copy_table(tx, from, &training_tables[i]);
	return err == ERR_OK ? copy_taxes(tx, from) : err;
}

/* --- the digest ---------------------------------------------------------------------------- */

/* Versions count changes, whatever they were of; that alone is no change. */
static bool counts(const struct training_table *rule, const char *column)
{
	return !str_equal(column, "version") && !str_equal(column, rule->moving[0]) &&
	       !str_equal(column, rule->moving[1]) && !str_equal(column, rule->blank);
}

static enum err digest_table(struct db *from, const struct training_table *rule,
			     struct hash *hash)
{
	const struct schema_table *table = schema_of(from, rule->name);
	struct str read = { 0 };
	struct db_rows *rows = read_all(from, table, &read);
	enum err err;

	hash_str(hash, table->name);
	while (db_next(rows))
		for (int i = 1; i < table->n; i++) {
			if (!counts(rule, table->column[i].name))
				continue;
			if (table->column[i].is_text)
				hash_str(hash, db_text(rows, i));
			else
				hash_int(hash, db_int(rows, i));
		}
	err = db_end(rows);
	str_done(&read);
	return err;
}

static enum err digest_taxes(struct db *from, struct hash *hash)
{
	static const char sql[] =
		"SELECT v.tax_class, v.since, v.is_inclusive, p.no, p.name, p.rate_ppm, p.base "
		"FROM tax_version AS v LEFT JOIN tax_part AS p ON p.property = v.property "
		"AND p.tax_version = v.id WHERE v.property = $1 ORDER BY v.id, p.no";
	struct db_rows *rows = db_query(from, sql, V(db_property(from)));

	hash_str(hash, "tax_version");
	while (db_next(rows)) {
		for (int i = 0; i < 4; i++)
			hash_int(hash, db_int(rows, i));
		hash_str(hash, db_text(rows, 4));
		hash_int(hash, db_int(rows, 5));
		hash_int(hash, db_int(rows, 6));
	}
	return db_end(rows);
}

static enum err digest_house(struct db *from, struct hash *hash)
{
	struct property house;
	enum err err = store_property_load(from, &house);

	if (err != ERR_OK)
		return err;
	hash_str(hash, house.name);
	hash_str(hash, house.currency);
	hash_int(hash, house.exponent);
	hash_int(hash, house.cash_step_minor);
	hash_str(hash, house.time_zone);
	hash_int(hash, house.business_date);
	hash_str(hash, house.public_key);
	hash_str(hash, house.address);
	hash_str(hash, house.tax_number);
	return ERR_OK;
}

enum err store_training_digest(struct db *from, char ret_digest[HASH_TEXT_SIZE])
{
	struct hash hash;
	enum err err;

	hash_begin(&hash, "sanduq-training");
	err = digest_house(from, &hash);
	for (int i = 0; err == ERR_OK && training_tables[i].name != NULL; i++)
		if (training_tables[i].is_copied)
			err = digest_table(from, &training_tables[i], &hash);
	if (err == ERR_OK)
		err = digest_taxes(from, &hash);
	if (err == ERR_OK)
		hash_end(&hash, ret_digest);
	return err;
}

enum err store_training_made_of(struct db *db, char ret_digest[HASH_TEXT_SIZE])
{
	static const char sql[] = "SELECT content FROM act WHERE property = $1 AND name = $2 "
				  "ORDER BY id DESC LIMIT 1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(TRAINING_ACT));
	bool found = db_next(rows);
	char digest[HASH_TEXT_SIZE] = "";
	enum err err;

	if (found)
		str_copy(digest, sizeof digest, db_text(rows, 0));
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		str_copy(ret_digest, HASH_TEXT_SIZE, digest);
	return err;
}
