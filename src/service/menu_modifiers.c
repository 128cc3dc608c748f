/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_modifiers.c -- the table of modifiers: a row without a modifier is the group itself.
 */
#include "base/str.h"
#include "service/menu_inside.h"
#include "service/ring.h"
#include "service/setup.h"

enum { GROUP, MODIFIER, LOW, HIGH, FREE, FOR, PRICE, ITEM, POSITION, NAME_EN, NAME_AR, NAME_FA,
       ACTIVE };

static const struct menu_column columns[] = {
	{ .name = "group", .type = MENU_TEXT, .is_key = true, .is_required = true,
	  .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("What is asked, such as How cooked.") },
	{ .name = "modifier", .type = MENU_TEXT, .is_key = true, .high = MENU_NAME_SIZE,
	  .fallback = "",
	  .help = N_("What is chosen, such as medium; empty in the row of the group itself, "
		     "which stands before.") },
	{ .name = "low", .type = MENU_NUMBER, .low = 0, .high = RING_CHOICES_MAX, .fallback = "",
	  .help = N_("Of a group: how many must be chosen; otherwise 0.") },
	{ .name = "high", .type = MENU_NUMBER, .low = 1, .high = RING_CHOICES_MAX, .fallback = "",
	  .help = N_("Of a group: how many may be chosen; otherwise 1.") },
	{ .name = "free", .type = MENU_NUMBER, .low = 0, .high = RING_CHOICES_MAX, .fallback = "",
	  .help = N_("Of a group: how many of them cost nothing; otherwise 0.") },
	{ .name = "for", .type = MENU_LIST, .fallback = "",
	  .help = N_("Of a group: codes of items and names of categories that it goes with, "
		     "parted by |.") },
	{ .name = "price", .type = MENU_AMOUNT, .low = -SETUP_PRICE_MAX, .fallback = "0",
	  .help = N_("What it adds to the price, such as 1.50 or -0.50; otherwise nothing.") },
	{ .name = "item", .type = MENU_NUMBER, .low = 1, .high = MENU_CODE_MAX, .fallback = "",
	  .help = N_("Of a piece of a set menu: the code of the item; its price is a "
		     "surcharge.") },
	{ .name = "position", .type = MENU_NUMBER, .low = 1, .high = 999, .fallback = "",
	  .help = N_("Its place among the groups, or in its group; otherwise the next.") },
	MENU_NAME_COLUMNS,
	{ .name = "active", .type = MENU_FLAG, .fallback = "yes",
	  .help = N_("Whether it is offered; otherwise yes.") },
	{ 0 }
};

#define MODIFIER_ROWS                                                                             \
	"SELECT r.id, r.of_group, r.modifier, r.low, r.high, r.free, r.price_minor, r.item, "     \
	"r.position, r.is_active FROM (SELECT g.id AS id, g.name AS of_group, '' AS modifier, "   \
	"g.low AS low, g.high AS high, g.free AS free, 0 AS price_minor, -1 AS item, "            \
	"g.position AS position, g.is_active AS is_active, g.position AS place, g.id AS group_id, " \
	"0 AS kind FROM modifier_group g WHERE g.property = $1 "                                  \
	"UNION ALL SELECT m.id, g.name, m.name, -1, -1, -1, m.price_minor, "                      \
	"coalesce(i.code, -1), m.position, m.is_active, g.position, g.id, 1 FROM modifier m "     \
	"JOIN modifier_group g ON g.property = m.property AND g.id = m.modifier_group "           \
	"LEFT JOIN item i ON i.property = m.property AND i.id = m.item "                          \
	"WHERE m.property = $1) AS r "

/* What a group goes with: codes in order, then categories. */
static enum err read_uses(struct db *db, struct menu_row *row)
{
	static const char items[] =
		"SELECT i.code FROM modifier_use u JOIN item i ON i.property = u.property "
		"AND i.id = u.of WHERE u.property = $1 AND u.modifier_group = $2 ORDER BY i.code";
	static const char categories[] =
		"SELECT c.name FROM modifier_use u JOIN category c ON c.property = u.property "
		"AND c.id = u.of WHERE u.property = $1 AND u.modifier_group = $2 ORDER BY c.id";
	const char *const texts[] = { items, categories };
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < 2; i++) {
		struct db_rows *rows = db_query(db, texts[i], V(db_property(db)), V(row->id));

		while (db_next(rows))
			menu_list_add(row->cell[FOR].text, db_text(rows, 0));
		err = db_end(rows);
	}
	return err;
}

static enum err read_modifier(struct db *db, struct db_rows *rows, struct menu_row *row)
{
	enum err err;

	*row = menu_row_new(&menu_modifiers);
	row->id = db_int(rows, 0);
	str_copy(row->cell[GROUP].text, MENU_CELL_SIZE, db_text(rows, 1));
	str_copy(row->cell[MODIFIER].text, MENU_CELL_SIZE, db_text(rows, 2));
	row->cell[LOW].number = db_int(rows, 3);
	row->cell[HIGH].number = db_int(rows, 4);
	row->cell[FREE].number = db_int(rows, 5);
	row->cell[PRICE].number = db_int(rows, 6);
	row->cell[ITEM].number = db_int(rows, 7);
	row->cell[POSITION].number = db_int(rows, 8);
	row->cell[ACTIVE].number = db_int(rows, 9);
	err = menu_names_read(db, &menu_modifiers, row->id, row);
	return err == ERR_OK && row->cell[MODIFIER].text[0] == '\0' ? read_uses(db, row) : err;
}

static enum err each(struct db *db, menu_row_fn *fn, void *arg)
{
	static const char sql[] =
		MODIFIER_ROWS "ORDER BY r.place, r.group_id, r.kind, r.position, r.id";

	return menu_each(db, db_query(db, sql, V(db_property(db))), read_modifier, fn, arg);
}

static enum err find(struct db *db, const struct menu_row *key, struct menu_row *ret_row)
{
	static const char sql[] = MODIFIER_ROWS "WHERE r.of_group = $2 AND r.modifier = $3";

	return menu_one(db,
			db_query(db, sql, V(db_property(db)), V(key->cell[GROUP].text),
				 V(key->cell[MODIFIER].text)),
			read_modifier, ret_row);
}

/* Columns of a group mean nothing for a modifier, and the other way round. */
static enum err complete(struct db *db, struct menu_row *row)
{
	(void)db;
	if (row->cell[MODIFIER].text[0] != '\0') {
		row->cell[LOW].number = row->cell[HIGH].number = row->cell[FREE].number = MENU_NONE;
		row->cell[FOR].text[0] = '\0';
		return ERR_OK;
	}
	row->cell[PRICE].number = 0;
	row->cell[ITEM].number = MENU_NONE;
	if (row->cell[LOW].number == MENU_NONE)
		row->cell[LOW].number = 0;
	if (row->cell[HIGH].number == MENU_NONE)
		row->cell[HIGH].number = row->cell[LOW].number > 1 ? row->cell[LOW].number : 1;
	if (row->cell[FREE].number == MENU_NONE)
		row->cell[FREE].number = 0;
	return ERR_OK;
}

static enum err group_id(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] =
		"SELECT id FROM modifier_group WHERE property = $1 AND name = $2";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

/* The id of the item with a code, or of the category with a name. */
static enum err use_id(struct db *db, const char *text, int64_t *ret_id)
{
	int64_t code;

	return str_int64(text, &code) ? menu_item_id(db, code, ret_id)
				      : store_category_by_name(db, text, ret_id);
}

static enum err check_group(struct db *db, const struct menu_row *row, char *problem)
{
	const char *at = row->cell[FOR].text;
	char text[MENU_CELL_SIZE];
	enum err err = ERR_OK;
	int64_t id;

	if (row->cell[LOW].number > row->cell[HIGH].number)
		return menu_wrong(problem, "low is above high.");
	while (err == ERR_OK && menu_list_next(&at, text, sizeof text)) {
		err = use_id(db, text, &id);
		if (err == ERR_NOT_FOUND)
			return menu_wrong(problem, "there is neither an item nor a category '%s'.",
					  text);
	}
	return err;
}

/* A piece of a set is a plain item that is earned when it is sold. */
static enum err check_piece(struct db *db, int64_t code, char *problem)
{
	struct item item;
	int64_t id = 0;
	enum err err = menu_item_id(db, code, &id);

	if (err == ERR_OK)
		err = store_item_by_id(db, id, 0, &item);
	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "there is no item with code %lld.", (long long)code);
	if (err == ERR_OK && (item.kind != ITEM_PLAIN || item.is_gift))
		return menu_wrong(problem, "item %lld cannot be a piece of a set: it is not plain.",
				  (long long)code);
	return err;
}

static enum err check_count(struct db *db, int64_t group, const struct menu_row *row, char *problem)
{
	static const char sql[] = "SELECT count(*) FROM modifier WHERE property = $1 "
				  "AND modifier_group = $2 AND name <> $3 AND is_active = 1";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(group),
				  V(row->cell[MODIFIER].text));

	return err == ERR_OK && n >= MENU_MODIFIERS_MAX
		       ? menu_wrong(problem, "the group has %d modifiers already.",
				    MENU_MODIFIERS_MAX)
		       : err;
}

static enum err check(struct db *db, const struct menu_row *row, char *problem)
{
	int64_t group = 0;
	enum err err;

	if (row->cell[MODIFIER].text[0] == '\0')
		return check_group(db, row, problem);
	err = group_id(db, row->cell[GROUP].text, &group);
	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "there is no group '%s' yet; its own row, without a "
				  "modifier, stands first.", row->cell[GROUP].text);
	if (err == ERR_OK)
		err = check_count(db, group, row, problem);
	return err == ERR_OK && row->cell[ITEM].number != MENU_NONE
		       ? check_piece(db, row->cell[ITEM].number, problem)
		       : err;
}

static enum err put_uses(struct tx *tx, const struct menu_row *row, int64_t group)
{
	static const char clear[] =
		"DELETE FROM modifier_use WHERE property = $1 AND modifier_group = $2";
	static const char add[] =
		"INSERT INTO modifier_use (property, id, modifier_group, of, version) "
		"VALUES ($1, $2, $3, $4, 1) ON CONFLICT (property, of, modifier_group) DO NOTHING";
	const char *at = row->cell[FOR].text;
	char text[MENU_CELL_SIZE];
	int64_t id;
	enum err err = db_run(tx->db, clear, V(tx->property), V(group));

	while (err == ERR_OK && menu_list_next(&at, text, sizeof text)) {
		err = use_id(tx->db, text, &id);
		if (err == ERR_OK)
			err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(group), V(id));
	}
	return err;
}

static enum err put_group(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	static const char change[] =
		"UPDATE modifier_group SET low = $3, high = $4, free = $5, position = CASE "
		"WHEN $6 < 0 THEN position ELSE $6 END, is_active = $7, version = version + 1 "
		"WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO modifier_group (property, id, name, low, high, free, position, "
		"is_active, version) SELECT $1, $2, $3, $4, $5, $6, CASE WHEN $7 < 0 THEN "
		"coalesce(max(position), 0) + 1 ELSE $7 END, $8, 1 FROM modifier_group "
		"WHERE property = $1";
	const struct menu_cell *cell = row->cell;
	enum err err = group_id(tx->db, cell[GROUP].text, ret_id);

	if (err == ERR_OK) {
		err = db_run(tx->db, change, V(tx->property), V(*ret_id), V(cell[LOW].number),
			     V(cell[HIGH].number), V(cell[FREE].number), V(cell[POSITION].number),
			     V(cell[ACTIVE].number));
	} else if (err == ERR_NOT_FOUND) {
		*ret_id = tx_id(tx);
		err = db_run(tx->db, add, V(tx->property), V(*ret_id), V(cell[GROUP].text),
			     V(cell[LOW].number), V(cell[HIGH].number), V(cell[FREE].number),
			     V(cell[POSITION].number), V(cell[ACTIVE].number));
	}
	return err == ERR_OK ? put_uses(tx, row, *ret_id) : err;
}

static enum err put_modifier(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM modifier WHERE property = $1 "
				  "AND modifier_group = $2 AND name = $3";
	static const char change[] =
		"UPDATE modifier SET price_minor = $3, item = $4, position = CASE "
		"WHEN $5 < 0 THEN position ELSE $5 END, is_active = $6, version = version + 1 "
		"WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO modifier (property, id, modifier_group, name, price_minor, item, "
		"position, is_active, version) SELECT $1, $2, $3, $4, $5, $6, CASE WHEN $7 < 0 "
		"THEN coalesce(max(position), 0) + 1 ELSE $7 END, $8, 1 FROM modifier "
		"WHERE property = $1 AND modifier_group = $3";
	const struct menu_cell *cell = row->cell;
	int64_t group, item = 0;
	enum err err = group_id(tx->db, cell[GROUP].text, &group);

	if (err == ERR_OK && cell[ITEM].number != MENU_NONE)
		err = menu_item_id(tx->db, cell[ITEM].number, &item);
	if (err == ERR_OK)
		err = db_one_int(tx->db, ret_id, sql, V(tx->property), V(group),
				 V(cell[MODIFIER].text));
	if (err == ERR_OK)
		return db_run(tx->db, change, V(tx->property), V(*ret_id), V(cell[PRICE].number),
			      V(item), V(cell[POSITION].number), V(cell[ACTIVE].number));
	if (err != ERR_NOT_FOUND)
		return err;
	*ret_id = tx_id(tx);
	return db_run(tx->db, add, V(tx->property), V(*ret_id), V(group), V(cell[MODIFIER].text),
		      V(cell[PRICE].number), V(item), V(cell[POSITION].number),
		      V(cell[ACTIVE].number));
}

static enum err put(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	int64_t id = 0;
	enum err err = row->cell[MODIFIER].text[0] == '\0' ? put_group(tx, row, &id)
							   : put_modifier(tx, row, &id);

	if (err == ERR_OK)
		err = menu_names_write(tx, &menu_modifiers, id, row);
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

const struct menu_table menu_modifiers = { .file = "modifiers", .what = "modifiers",
					   .columns = columns, .each = each, .find = find,
					   .complete = complete, .check = check, .put = put };
