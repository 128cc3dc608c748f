/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_menu.c -- SQL for the menu: items, categories, departments.
 */
#include "store/store_menu.h"

#include "base/str.h"
#include "core/entry.h"

#define ITEM_COLUMNS                                                                            \
	"i.id, i.code, i.name, i.category, i.price_minor, d.number, "                           \
	"(SELECT v.id FROM tax_version v WHERE v.property = i.property "                        \
	"AND v.tax_class = c.tax_class AND v.since <= $2 ORDER BY v.since DESC LIMIT 1), "      \
	"i.search, d.ledger, i.is_active, i.kind, i.low_minor, i.high_minor, "                  \
	"CASE WHEN i.station < 0 THEN c.station ELSE i.station END, "                           \
	"CASE WHEN i.course < 0 THEN c.course ELSE i.course END, "                              \
	"CASE WHEN i.hours = '' THEN c.hours ELSE i.hours END, i.remaining, "                   \
	"(SELECT count(*) FROM item_size s WHERE s.property = i.property AND s.item = i.id "    \
	"AND s.is_active = 1), "                                                                \
	"(SELECT count(*) FROM modifier_use u WHERE u.property = i.property "                   \
	"AND u.of IN (i.id, i.category)), "                                                     \
	"(SELECT count(*) FROM item_price p WHERE p.property = i.property AND p.item = i.id) "  \
	"FROM item i JOIN category c ON c.property = i.property AND c.id = i.category "         \
	"JOIN department d ON d.property = c.property AND d.id = c.department "

static const char *const kinds[] = { "plain", "open", "weighed", "set" };

bool item_kind_parse(const char *name, enum item_kind *ret_kind)
{
	for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++)
		if (str_equal(kinds[i], name)) {
			*ret_kind = (enum item_kind)i;
			return true;
		}
	return false;
}

const char *item_kind_name(enum item_kind kind)
{
	return kinds[kind];
}

static void read_item(struct db_rows *rows, struct item *item)
{
	*item = (struct item){ .id = db_int(rows, 0), .code = db_int(rows, 1) };
	str_copy(item->name, sizeof item->name, db_text(rows, 2));
	item->category = db_int(rows, 3);
	item->price_minor = db_int(rows, 4);
	item->department = db_int(rows, 5);
	item->tax_version = db_int(rows, 6);
	item->is_gift = db_int(rows, 8) == (int64_t)LEDGER_GIFT_CARDS;
	item->is_active = db_int(rows, 9) == 1;
	(void)item_kind_parse(db_text(rows, 10), &item->kind);
	item->low_minor = db_int(rows, 11);
	item->high_minor = db_int(rows, 12);
	item->station = db_int(rows, 13);
	item->course = db_int(rows, 14);
	(void)hours_parse(db_text(rows, 15), &item->hours);
	item->remaining = db_int(rows, 16);
	item->n_sizes = db_int(rows, 17);
	item->n_groups = db_int(rows, 18);
	item->n_prices = db_int(rows, 19);
}

static enum err one_item(struct db_rows *rows, struct item *ret_item)
{
	struct item item;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_item(rows, &item);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_item = item;
	return ERR_OK;
}

enum err store_item_by_code(struct db *db, int64_t code, int32_t date, struct item *ret_item)
{
	static const char sql[] = "SELECT " ITEM_COLUMNS
				  "WHERE i.property = $1 AND i.code = $3 AND i.is_active = 1";

	return one_item(db_query(db, sql, V(db_property(db)), V(date), V(code)), ret_item);
}

enum err store_item_by_id(struct db *db, int64_t id, int32_t date, struct item *ret_item)
{
	static const char sql[] = "SELECT " ITEM_COLUMNS "WHERE i.property = $1 AND i.id = $3";

	return one_item(db_query(db, sql, V(db_property(db)), V(date), V(id)), ret_item);
}

enum err store_item_each(struct db *db, int32_t date, store_item_fn *each, void *arg)
{
	static const char sql[] = "SELECT " ITEM_COLUMNS
				  "WHERE i.property = $1 AND i.is_active = 1 ORDER BY i.code";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));
	struct item item;

	while (db_next(rows)) {
		read_item(rows, &item);
		if (!each(arg, &item, db_text(rows, 7)))
			break;
	}
	return db_end(rows);
}

/* The code of a new item, when there is room for one: 0 becomes the next free one. */
static enum err new_code(struct tx *tx, int64_t *code)
{
	static const char count[] = "SELECT count(*) FROM item WHERE property = $1";
	static const char next[] =
		"SELECT coalesce(max(code), 100) + 1 FROM item WHERE property = $1";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, count, V(tx->property));

	if (err == ERR_OK && *code == 0)
		err = db_one_int(tx->db, code, next, V(tx->property));
	return err == ERR_OK && (n >= MENU_ITEMS_MAX || *code > MENU_CODE_MAX) ? ERR_LIMIT : err;
}

enum err store_item_put(struct tx *tx, const struct item_new *item, int64_t *ret_id,
			bool *ret_is_new)
{
	static const char find[] = "SELECT id FROM item WHERE property = $1 AND code = $2";
	static const char change[] =
		"UPDATE item SET name = $3, search = $4, category = $5, price_minor = $6, "
		"is_active = $7, version = version + 1 WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO item (property, id, code, name, search, category, price_minor, kind, "
		"low_minor, high_minor, station, course, hours, remaining, is_active, version) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, 'plain', 0, 0, -1, -1, '', -1, $8, 1)";
	int64_t code = item->code, id;
	enum err err = ERR_NOT_FOUND;

	if (code != 0)
		err = db_one_int(tx->db, &id, find, V(tx->property), V(code));
	if (err == ERR_OK) {
		*ret_id = id;
		*ret_is_new = false;
		return db_run(tx->db, change, V(tx->property), V(id), V(item->name),
			      V(item->search), V(item->category), V(item->price_minor),
			      V(item->is_active));
	}
	if (err == ERR_NOT_FOUND)
		err = new_code(tx, &code);
	if (err != ERR_OK)
		return err;
	id = tx_id(tx);
	*ret_id = id;
	*ret_is_new = true;
	return db_run(tx->db, add, V(tx->property), V(id), V(code), V(item->name), V(item->search),
		      V(item->category), V(item->price_minor), V(item->is_active));
}

enum err store_department_put(struct tx *tx, const char *name, bool is_gift, int64_t *ret_id,
			      int64_t *ret_number)
{
	static const char find[] =
		"SELECT id, number, ledger FROM department WHERE property = $1 AND name = $2";
	static const char next[] =
		"SELECT coalesce(max(number), 0) + 1 FROM department WHERE property = $1";
	static const char add[] =
		"INSERT INTO department (property, id, number, name, ledger, version) "
		"VALUES ($1, $2, $3, $4, $5, 1)";
	struct db_rows *rows = db_query(tx->db, find, V(tx->property), V(name));
	bool found = db_next(rows);
	int64_t id = found ? db_int(rows, 0) : 0, number = found ? db_int(rows, 1) : 0;
	int64_t ledger = is_gift ? LEDGER_GIFT_CARDS : LEDGER_REVENUE;
	bool differs = found && db_int(rows, 2) != ledger;
	enum err err = db_end(rows);

	if (err == ERR_OK && differs)
		err = ERR_STATE;
	if (err == ERR_OK && !found) {
		err = db_one_int(tx->db, &number, next, V(tx->property));
		id = tx_id(tx);
		if (err == ERR_OK)
			err = db_run(tx->db, add, V(tx->property), V(id), V(number), V(name),
				     V(ledger));
	}
	if (err == ERR_OK) {
		*ret_id = id;
		*ret_number = number;
	}
	return err;
}

enum err store_department_name(struct db *db, int64_t number, char *into, size_t size)
{
	static const char sql[] = "SELECT name FROM department WHERE property = $1 AND number = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(number));

	into[0] = '\0';
	if (db_next(rows))
		str_copy(into, size, db_text(rows, 0));
	return db_end(rows);
}

enum err store_department_ledger(struct db *db, int64_t number, int64_t *ret_ledger)
{
	static const char sql[] =
		"SELECT ledger FROM department WHERE property = $1 AND number = $2";

	return db_one_int(db, ret_ledger, sql, V(db_property(db)), V(number));
}

enum err store_category_by_name(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM category WHERE property = $1 AND name = $2";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

enum err store_category_put(struct tx *tx, const char *name, int64_t department, int64_t tax_class,
			    int64_t *ret_id)
{
	static const char change[] = "UPDATE category SET department = $3, tax_class = $4, "
				     "version = version + 1 WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO category (property, id, name, department, tax_class, station, "
		"course, take_away_tax_class, hours, version) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, "
		"'', 1)";
	int64_t id;
	enum err err = store_category_by_name(tx->db, name, &id);

	if (err == ERR_OK) {
		err = db_run(tx->db, change, V(tx->property), V(id), V(department), V(tax_class));
	} else if (err == ERR_NOT_FOUND) {
		id = tx_id(tx);
		err = db_run(tx->db, add, V(tx->property), V(id), V(name), V(department),
			     V(tax_class));
	}
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

enum err store_category_set_kitchen(struct tx *tx, int64_t category, int64_t station,
				    int64_t course)
{
	static const char sql[] = "UPDATE category SET station = $3, course = $4, "
				  "version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(category), V(station), V(course));
}
