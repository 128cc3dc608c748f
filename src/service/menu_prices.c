/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_prices.c -- the table of prices: sizes of items, and prices at levels.
 */
#include "base/str.h"
#include "service/menu_inside.h"

enum { CODE, SIZE, LEVEL, PRICE, POSITION, NAME_EN, NAME_AR, NAME_FA, ACTIVE };

static const struct menu_column columns[] = {
	{ .name = "code", .type = MENU_NUMBER, .is_key = true, .is_required = true, .low = 1,
	  .high = MENU_CODE_MAX, .fallback = "",
	  .help = N_("The code of the item.") },
	{ .name = "size", .type = MENU_TEXT, .is_key = true, .high = MENU_WORDS_SIZE,
	  .fallback = "",
	  .help = N_("The name of a size; empty for an item without sizes.") },
	{ .name = "level", .type = MENU_TEXT, .is_key = true, .high = MENU_NAME_SIZE,
	  .fallback = "",
	  .help = N_("The price level; empty for the usual price of a size, which is then "
		     "made.") },
	{ .name = "price", .type = MENU_AMOUNT, .is_required = true, .fallback = "",
	  .help = N_("Its price, such as 12.50.") },
	{ .name = "position", .type = MENU_NUMBER, .low = 1, .high = 999, .fallback = "",
	  .help = N_("The place of a size among those of its item, the usual one first; "
		     "otherwise the next.") },
	MENU_NAME_COLUMNS,
	{ .name = "active", .type = MENU_FLAG, .fallback = "yes",
	  .help = N_("no takes a size off the menu, or a price from its level; otherwise yes.") },
	{ 0 }
};

/* Sizes with their usual price, then prices at levels; `kind` keeps the sizes before them. */
#define PRICE_ROWS                                                                                \
	"SELECT r.id, r.code, r.size, r.level, r.price_minor, r.position, r.is_active, r.kind "   \
	"FROM (SELECT s.id AS id, i.code AS code, s.name AS size, '' AS level, "                  \
	"s.price_minor AS price_minor, s.position AS position, s.is_active AS is_active, "        \
	"0 AS kind, s.position AS place, 0 AS rank FROM item_size s JOIN item i "                 \
	"ON i.property = s.property AND i.id = s.item WHERE s.property = $1 "                     \
	"UNION ALL SELECT p.id, i.code, coalesce(s.name, ''), l.name, p.price_minor, -1, 1, 1, "  \
	"coalesce(s.position, 0), l.position FROM item_price p JOIN item i "                      \
	"ON i.property = p.property AND i.id = p.item JOIN price_level l "                        \
	"ON l.property = p.property AND l.id = p.level LEFT JOIN item_size s "                    \
	"ON s.property = p.property AND s.id = p.size WHERE p.property = $1) AS r "

static enum err read_price(struct db *db, struct db_rows *rows, struct menu_row *row)
{
	*row = menu_row_new(&menu_prices);
	row->id = db_int(rows, 0);
	row->cell[CODE].number = db_int(rows, 1);
	str_copy(row->cell[SIZE].text, MENU_CELL_SIZE, db_text(rows, 2));
	str_copy(row->cell[LEVEL].text, MENU_CELL_SIZE, db_text(rows, 3));
	row->cell[PRICE].number = db_int(rows, 4);
	row->cell[POSITION].number = db_int(rows, 5);
	row->cell[ACTIVE].number = db_int(rows, 6);
	return db_int(rows, 7) == 0 ? menu_names_read(db, &menu_prices, row->id, row) : ERR_OK;
}

static enum err each(struct db *db, menu_row_fn *fn, void *arg)
{
	static const char sql[] = PRICE_ROWS "ORDER BY r.code, r.kind, r.place, r.rank, r.id";

	return menu_each(db, db_query(db, sql, V(db_property(db))), read_price, fn, arg);
}

static enum err find(struct db *db, const struct menu_row *key, struct menu_row *ret_row)
{
	static const char sql[] = PRICE_ROWS "WHERE r.code = $2 AND r.size = $3 AND r.level = $4";

	return menu_one(db,
			db_query(db, sql, V(db_property(db)), V(key->cell[CODE].number),
				 V(key->cell[SIZE].text), V(key->cell[LEVEL].text)),
			read_price, ret_row);
}

static enum err size_id(struct db *db, int64_t item, const char *name, int64_t *ret_id)
{
	static const char sql[] =
		"SELECT id FROM item_size WHERE property = $1 AND item = $2 AND name = $3";

	*ret_id = 0;
	return name[0] == '\0' ? ERR_OK
			       : db_one_int(db, ret_id, sql, V(db_property(db)), V(item), V(name));
}

static enum err level_id(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM price_level WHERE property = $1 AND name = $2";

	*ret_id = 0;
	return name[0] == '\0' ? ERR_OK : db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

static enum err check_sizes(struct db *db, int64_t item, const char *name, char *problem)
{
	static const char sql[] = "SELECT count(*) FROM item_size WHERE property = $1 "
				  "AND item = $2 AND name <> $3 AND is_active = 1";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(item), V(name));

	return err == ERR_OK && n >= MENU_SIZES_MAX
		       ? menu_wrong(problem, "the item has %d sizes already.", MENU_SIZES_MAX)
		       : err;
}

static enum err check(struct db *db, const struct menu_row *row, char *problem)
{
	const char *size = row->cell[SIZE].text, *level = row->cell[LEVEL].text;
	int64_t item, id;
	enum err err = menu_item_id(db, row->cell[CODE].number, &item);

	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "there is no item with code %lld.",
				  (long long)row->cell[CODE].number);
	if (size[0] == '\0' && level[0] == '\0')
		return menu_wrong(problem, "the row has neither size nor level; the usual price of "
				  "an item stands in menu.csv.");
	if (err == ERR_OK && level[0] == '\0')
		return check_sizes(db, item, size, problem);
	if (err == ERR_OK)
		err = size_id(db, item, size, &id);
	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "the item has no size '%s' yet; give its usual price "
				  "first, without a level.", size);
	if (err == ERR_OK)
		err = level_id(db, level, &id);
	return err == ERR_NOT_FOUND ? menu_wrong(problem, "there is no price level '%s'.", level)
				    : err;
}

/* What the menu shows as the item's price is that of its usual size. */
static enum err show_usual(struct tx *tx, int64_t item)
{
	static const char sql[] =
		"UPDATE item SET price_minor = $3, version = version + 1 "
		"WHERE property = $1 AND id = $2";
	struct menu_size sizes[MENU_SIZES_MAX];
	int n = 0;
	enum err err = store_size_list(tx->db, item, sizes, MENU_SIZES_MAX, &n);

	return err == ERR_OK && n > 0
		       ? db_run(tx->db, sql, V(tx->property), V(item), V(sizes[0].price_minor))
		       : err;
}

static enum err put_size(struct tx *tx, const struct menu_row *row, int64_t item, int64_t *ret_id)
{
	static const char change[] =
		"UPDATE item_size SET price_minor = $3, position = CASE WHEN $4 < 0 THEN position "
		"ELSE $4 END, is_active = $5, version = version + 1 "
		"WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO item_size (property, id, item, name, price_minor, position, "
		"is_active, version) SELECT $1, $2, $3, $4, $5, CASE WHEN $6 < 0 THEN "
		"coalesce(max(position), 0) + 1 ELSE $6 END, $7, 1 FROM item_size "
		"WHERE property = $1 AND item = $3";
	int64_t id;
	enum err err = size_id(tx->db, item, row->cell[SIZE].text, &id);

	if (err == ERR_OK) {
		err = db_run(tx->db, change, V(tx->property), V(id), V(row->cell[PRICE].number),
			     V(row->cell[POSITION].number), V(row->cell[ACTIVE].number));
	} else if (err == ERR_NOT_FOUND) {
		id = tx_id(tx);
		err = db_run(tx->db, add, V(tx->property), V(id), V(item),
			     V(row->cell[SIZE].text), V(row->cell[PRICE].number),
			     V(row->cell[POSITION].number), V(row->cell[ACTIVE].number));
	}
	if (err == ERR_OK)
		err = menu_names_write(tx, &menu_prices, id, row);
	if (err == ERR_OK)
		err = show_usual(tx, item);
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

static enum err put_level(struct tx *tx, const struct menu_row *row, int64_t item, int64_t *ret_id)
{
	static const char clear[] = "DELETE FROM item_price WHERE property = $1 AND item = $2 "
				    "AND size = $3 AND level = $4";
	static const char add[] = "INSERT INTO item_price (property, id, item, size, level, "
				  "price_minor, version) VALUES ($1, $2, $3, $4, $5, $6, 1)";
	int64_t size, level;
	enum err err = size_id(tx->db, item, row->cell[SIZE].text, &size);

	if (err == ERR_OK)
		err = level_id(tx->db, row->cell[LEVEL].text, &level);
	if (err == ERR_OK)
		err = db_run(tx->db, clear, V(tx->property), V(item), V(size), V(level));
	if (err != ERR_OK || row->cell[ACTIVE].number == 0)
		return err;
	*ret_id = tx_id(tx);
	return db_run(tx->db, add, V(tx->property), V(*ret_id), V(item), V(size), V(level),
		      V(row->cell[PRICE].number));
}

static enum err put(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	int64_t item;
	enum err err = menu_item_id(tx->db, row->cell[CODE].number, &item);

	if (err != ERR_OK)
		return err;
	return row->cell[LEVEL].text[0] == '\0' ? put_size(tx, row, item, ret_id)
						: put_level(tx, row, item, ret_id);
}

/* A price at a level has no place and no names of its own. */
static enum err complete(struct db *db, struct menu_row *row)
{
	(void)db;
	if (row->cell[LEVEL].text[0] == '\0')
		return ERR_OK;
	row->cell[POSITION].number = MENU_NONE;
	for (int i = NAME_EN; i <= NAME_FA; i++)
		row->cell[i].text[0] = '\0';
	return ERR_OK;
}

const struct menu_table menu_prices = { .file = "prices", .what = "prices", .columns = columns,
					.each = each, .find = find, .complete = complete,
					.check = check, .put = put };
