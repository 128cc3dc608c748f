/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_price.c -- SQL for the rules of discounts and service charges.
 */
#include "store/store_price.h"

#include "base/str.h"

static const char *const kinds[] = { "discount", "comp", "staff-meal" };
static const char *const scopes[] = { "line", "category", "check" };

static bool name_of(const char *const *names, int n, const char *name, int *ret_index)
{
	for (int i = 0; i < n; i++)
		if (str_equal(names[i], name)) {
			*ret_index = i;
			return true;
		}
	return false;
}

const char *discount_kind_name(enum discount_kind kind)
{
	return kinds[kind];
}

const char *discount_scope_name(enum discount_scope scope)
{
	return scopes[scope];
}

bool discount_kind_parse(const char *name, enum discount_kind *ret_kind)
{
	int index = 0;
	bool found = name_of(kinds, DISCOUNT_KINDS, name, &index);

	if (found)
		*ret_kind = (enum discount_kind)index;
	return found;
}

bool discount_scope_parse(const char *name, enum discount_scope *ret_scope)
{
	int index = 0;
	bool found = name_of(scopes, (int)(sizeof scopes / sizeof *scopes), name, &index);

	if (found)
		*ret_scope = (enum discount_scope)index;
	return found;
}

#define RULE_COLUMNS                                                                       \
	"SELECT id, no, name, kind, scope, category, rate_ppm, amount_minor, target_minor, " \
	"stands_alone, reason, is_active FROM discount_rule "

static void read_rule(struct db_rows *rows, struct discount_rule *rule)
{
	*rule = (struct discount_rule){ .id = db_int(rows, 0),
					.no = db_int(rows, 1),
					.category = db_int(rows, 5),
					.rate_ppm = db_int(rows, 6),
					.amount_minor = db_int(rows, 7),
					.target_minor = db_int(rows, 8),
					.stands_alone = db_int(rows, 9) == 1,
					.reason = db_int(rows, 10),
					.is_active = db_int(rows, 11) == 1 };
	str_copy(rule->name, sizeof rule->name, db_text(rows, 2));
	discount_kind_parse(db_text(rows, 3), &rule->kind);
	discount_scope_parse(db_text(rows, 4), &rule->scope);
}

enum err store_discount_rule_list(struct db *db, struct discount_rule *rules, int size, int *ret_n)
{
	static const char sql[] = RULE_COLUMNS "WHERE property = $1 AND is_active = 1 "
					       "ORDER BY no, name LIMIT $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(size));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_rule(rows, &rules[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err one_rule(struct db_rows *rows, struct discount_rule *ret_rule)
{
	struct discount_rule rule;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_rule(rows, &rule);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_rule = rule;
	return ERR_OK;
}

enum err store_discount_rule_by_id(struct db *db, int64_t id, struct discount_rule *ret_rule)
{
	static const char sql[] = RULE_COLUMNS "WHERE property = $1 AND id = $2";

	return one_rule(db_query(db, sql, V(db_property(db)), V(id)), ret_rule);
}

enum err store_discount_rule_by_name(struct db *db, const char *name,
				     struct discount_rule *ret_rule)
{
	static const char sql[] = RULE_COLUMNS "WHERE property = $1 AND name = $2";

	return one_rule(db_query(db, sql, V(db_property(db)), V(name)), ret_rule);
}

static enum err rule_add(struct tx *tx, const struct discount_rule *rule, int64_t id)
{
	static const char count[] = "SELECT count(*) FROM discount_rule WHERE property = $1";
	static const char sql[] =
		"INSERT INTO discount_rule (property, id, no, name, kind, scope, category, "
		"rate_ppm, amount_minor, target_minor, stands_alone, reason, is_active, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, count, V(tx->property));

	if (err == ERR_OK && n >= DISCOUNT_RULES_MAX)
		err = ERR_LIMIT;
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(id), V(rule->no), V(rule->name),
		      V(kinds[rule->kind]), V(scopes[rule->scope]), V(rule->category),
		      V(rule->rate_ppm), V(rule->amount_minor), V(rule->target_minor),
		      V(rule->stands_alone), V(rule->reason), V(rule->is_active));
}

static enum err rule_change(struct tx *tx, const struct discount_rule *rule, int64_t id)
{
	static const char sql[] =
		"UPDATE discount_rule SET no = $3, scope = $4, category = $5, rate_ppm = $6, "
		"amount_minor = $7, target_minor = $8, stands_alone = $9, reason = $10, "
		"is_active = $11, version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(rule->no), V(scopes[rule->scope]),
		      V(rule->category), V(rule->rate_ppm), V(rule->amount_minor),
		      V(rule->target_minor), V(rule->stands_alone), V(rule->reason),
		      V(rule->is_active));
}

enum err store_discount_rule_put(struct tx *tx, const struct discount_rule *rule, int64_t *ret_id)
{
	struct discount_rule there = { 0 };
	enum err err = store_discount_rule_by_name(tx->db, rule->name, &there);

	if (err == ERR_NOT_FOUND) {
		there.id = tx_id(tx);
		err = rule_add(tx, rule, there.id);
	} else if (err == ERR_OK) {
		err = there.kind == rule->kind ? rule_change(tx, rule, there.id) : ERR_STATE;
	}
	if (err == ERR_OK)
		*ret_id = there.id;
	return err;
}

static enum err service_add(struct tx *tx, const struct service_rule *rule, int64_t id)
{
	static const char count[] = "SELECT count(*) FROM service_rule WHERE property = $1";
	static const char sql[] =
		"INSERT INTO service_rule (property, id, name, room, covers, rate_ppm, tax_class, "
		"department, is_active, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, count, V(tx->property));

	if (err == ERR_OK && n >= SERVICE_RULES_MAX)
		err = ERR_LIMIT;
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(id), V(rule->name), V(rule->room),
		      V(rule->covers), V(rule->rate_ppm), V(rule->tax_class), V(rule->department),
		      V(rule->is_active));
}

enum err store_service_rule_put(struct tx *tx, const struct service_rule *rule, int64_t *ret_id)
{
	static const char find[] = "SELECT id FROM service_rule WHERE property = $1 AND name = $2";
	static const char change[] =
		"UPDATE service_rule SET room = $3, covers = $4, rate_ppm = $5, tax_class = $6, "
		"department = $7, is_active = $8, version = version + 1 "
		"WHERE property = $1 AND id = $2";
	int64_t id = 0;
	enum err err = db_one_int(tx->db, &id, find, V(tx->property), V(rule->name));

	if (err == ERR_NOT_FOUND) {
		id = tx_id(tx);
		err = service_add(tx, rule, id);
	} else if (err == ERR_OK) {
		err = db_run(tx->db, change, V(tx->property), V(id), V(rule->room),
			     V(rule->covers), V(rule->rate_ppm), V(rule->tax_class),
			     V(rule->department), V(rule->is_active));
	}
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

#define FOUND_COLUMNS                                                                      \
	"SELECT s.id, s.rate_ppm, coalesce((SELECT v.id FROM tax_version v "                \
	"WHERE v.property = s.property AND v.tax_class = s.tax_class AND v.since = "        \
	"(SELECT max(w.since) FROM tax_version w WHERE w.property = v.property "            \
	"AND w.tax_class = v.tax_class AND w.since <= $2)), 0), d.number "                  \
	"FROM service_rule s JOIN department d ON d.property = s.property "                 \
	"AND d.id = s.department WHERE s.property = $1 AND s.is_active = 1 "

static enum err read_found(struct db_rows *rows, struct service_found *ret_found)
{
	bool found = db_next(rows);
	struct service_found service = { 0 };
	enum err err;

	if (found)
		service = (struct service_found){ db_int(rows, 0), db_int(rows, 1),
						  db_int(rows, 2), db_int(rows, 3) };
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_found = service;
	return ERR_OK;
}

enum err store_service_rule_find(struct db *db, int64_t dining_table, int64_t covers,
				 int32_t date, struct service_found *ret_found)
{
	static const char sql[] = FOUND_COLUMNS
		"AND s.covers <= $4 AND (s.room = 0 OR s.room = (SELECT t.room "
		"FROM dining_table t WHERE t.property = $1 AND t.id = $3)) ORDER BY "
		"CASE WHEN s.room = 0 THEN 1 ELSE 0 END, s.covers DESC, s.rate_ppm DESC, s.id "
		"LIMIT 1";

	return read_found(db_query(db, sql, V(db_property(db)), V(date), V(dining_table),
				   V(covers)),
			  ret_found);
}

enum err store_service_rule_any(struct db *db, int32_t date, struct service_found *ret_found)
{
	static const char sql[] = FOUND_COLUMNS "ORDER BY s.id LIMIT 1";

	return read_found(db_query(db, sql, V(db_property(db)), V(date)), ret_found);
}
