/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_levels.c -- the tables of categories and of price levels.
 */
#include "base/str.h"
#include "service/bill.h"
#include "service/menu_inside.h"

enum { CATEGORY, DEPARTMENT, TAX, STATION, COURSE, HOURS, AWAY };

static const struct menu_column category_columns[] = {
	{ .name = "category", .type = MENU_TEXT, .is_key = true, .is_required = true,
	  .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("Its name, as items have it.") },
	{ .name = "department", .type = MENU_TEXT, .is_required = true, .high = MENU_NAME_SIZE,
	  .fallback = "",
	  .help = N_("Where its sales are counted; it must be there.") },
	{ .name = "tax", .type = MENU_TEXT, .is_required = true, .high = MENU_NAME_SIZE,
	  .fallback = "",
	  .help = N_("The name of its tax class; it must be there.") },
	{ .name = "station", .type = MENU_NUMBER, .low = 0, .high = 99, .fallback = "0",
	  .help = N_("The number of the kitchen station that makes its items; otherwise none.") },
	{ .name = "course", .type = MENU_NUMBER, .low = 0, .high = BILL_COURSE_MAX,
	  .fallback = "0",
	  .help = N_("The course that its items come with; otherwise at once.") },
	{ .name = "hours", .type = MENU_HOURS, .fallback = "",
	  .help = N_("When it is sold, such as Mon-Fri 07:00-11:00; otherwise always.") },
	{ .name = "take_away_tax", .type = MENU_TEXT, .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("The tax class of its items when they are taken away; otherwise the "
		     "same.") },
	{ 0 }
};

#define CATEGORY_ROWS                                                                             \
	"SELECT c.id, c.name, d.name, t.name, c.station, c.course, c.hours, coalesce(a.name, '') " \
	"FROM category c JOIN department d ON d.property = c.property AND d.id = c.department "   \
	"JOIN tax_class t ON t.property = c.property AND t.id = c.tax_class "                     \
	"LEFT JOIN tax_class a ON a.property = c.property AND a.id = c.take_away_tax_class "      \
	"WHERE c.property = $1 "

static void set(struct menu_row *row, int column, const char *text)
{
	str_copy(row->cell[column].text, MENU_CELL_SIZE, text);
}

static enum err read_category(struct db *db, struct db_rows *rows, struct menu_row *row)
{
	(void)db;
	*row = menu_row_new(&menu_categories);
	row->id = db_int(rows, 0);
	set(row, CATEGORY, db_text(rows, 1));
	set(row, DEPARTMENT, db_text(rows, 2));
	set(row, TAX, db_text(rows, 3));
	row->cell[STATION].number = db_int(rows, 4);
	row->cell[COURSE].number = db_int(rows, 5);
	set(row, HOURS, db_text(rows, 6));
	set(row, AWAY, db_text(rows, 7));
	return ERR_OK;
}

static enum err category_each(struct db *db, menu_row_fn *fn, void *arg)
{
	static const char sql[] = CATEGORY_ROWS "ORDER BY c.id";

	return menu_each(db, db_query(db, sql, V(db_property(db))), read_category, fn, arg);
}

static enum err category_find(struct db *db, const struct menu_row *key, struct menu_row *ret_row)
{
	static const char sql[] = CATEGORY_ROWS "AND c.name = $2";

	return menu_one(db, db_query(db, sql, V(db_property(db)), V(key->cell[CATEGORY].text)),
			read_category, ret_row);
}

static enum err department_id(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM department WHERE property = $1 AND name = $2";

	return db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

static enum err check_class(struct db *db, const char *name, char *problem)
{
	int64_t id;
	enum err err = store_tax_class_by_name(db, name, &id);

	return err == ERR_NOT_FOUND ? menu_wrong(problem, "there is no tax '%s'.", name) : err;
}

static enum err category_check(struct db *db, const struct menu_row *row, char *problem)
{
	int64_t id;
	enum err err = department_id(db, row->cell[DEPARTMENT].text, &id);

	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "there is no department '%s'.",
				  row->cell[DEPARTMENT].text);
	if (err == ERR_OK)
		err = check_class(db, row->cell[TAX].text, problem);
	if (err == ERR_OK && row->cell[AWAY].text[0] != '\0')
		err = check_class(db, row->cell[AWAY].text, problem);
	return err;
}

static enum err category_put(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	static const char sql[] = "UPDATE category SET station = $3, course = $4, hours = $5, "
				  "take_away_tax_class = $6 WHERE property = $1 AND id = $2";
	int64_t department, class, away = 0, id;
	enum err err = department_id(tx->db, row->cell[DEPARTMENT].text, &department);

	if (err == ERR_OK)
		err = store_tax_class_by_name(tx->db, row->cell[TAX].text, &class);
	if (err == ERR_OK && row->cell[AWAY].text[0] != '\0')
		err = store_tax_class_by_name(tx->db, row->cell[AWAY].text, &away);
	if (err == ERR_OK)
		err = store_category_put(tx, row->cell[CATEGORY].text, department, class, &id);
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(id), V(row->cell[STATION].number),
			     V(row->cell[COURSE].number), V(row->cell[HOURS].text), V(away));
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

const struct menu_table menu_categories = { .file = "categories", .what = "categories",
					    .columns = category_columns, .each = category_each,
					    .find = category_find, .check = category_check,
					    .put = category_put };

enum { LEVEL, LEVEL_HOURS, ROOM, BY_HAND, POSITION, ACTIVE };

static const struct menu_column level_columns[] = {
	{ .name = "level", .type = MENU_TEXT, .is_key = true, .is_required = true,
	  .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("Its name, such as Happy hour.") },
	{ .name = "hours", .type = MENU_HOURS, .fallback = "",
	  .help = N_("When it counts, such as Mon-Fri 17:00-19:00; otherwise always.") },
	{ .name = "room", .type = MENU_TEXT, .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("The room in which it counts; otherwise everywhere.") },
	{ .name = "by_hand", .type = MENU_FLAG, .fallback = "no",
	  .help = N_("Whether it only counts when it is chosen, as for staff; otherwise no.") },
	{ .name = "position", .type = MENU_NUMBER, .low = 1, .high = 999, .fallback = "1",
	  .help = N_("Of two that count at once the lower one wins; otherwise 1.") },
	{ .name = "active", .type = MENU_FLAG, .fallback = "yes",
	  .help = N_("Whether it is used; otherwise yes.") },
	{ 0 }
};

#define LEVEL_ROWS                                                                                \
	"SELECT l.id, l.name, l.hours, coalesce(r.name, ''), l.is_by_hand, l.position, "          \
	"l.is_active FROM price_level l LEFT JOIN room r ON r.property = l.property "             \
	"AND r.id = l.room WHERE l.property = $1 "

static enum err read_level(struct db *db, struct db_rows *rows, struct menu_row *row)
{
	(void)db;
	*row = menu_row_new(&menu_levels);
	row->id = db_int(rows, 0);
	set(row, LEVEL, db_text(rows, 1));
	set(row, LEVEL_HOURS, db_text(rows, 2));
	set(row, ROOM, db_text(rows, 3));
	row->cell[BY_HAND].number = db_int(rows, 4);
	row->cell[POSITION].number = db_int(rows, 5);
	row->cell[ACTIVE].number = db_int(rows, 6);
	return ERR_OK;
}

static enum err level_each(struct db *db, menu_row_fn *fn, void *arg)
{
	static const char sql[] = LEVEL_ROWS "ORDER BY l.position, l.id";

	return menu_each(db, db_query(db, sql, V(db_property(db))), read_level, fn, arg);
}

static enum err level_find(struct db *db, const struct menu_row *key, struct menu_row *ret_row)
{
	static const char sql[] = LEVEL_ROWS "AND l.name = $2";

	return menu_one(db, db_query(db, sql, V(db_property(db)), V(key->cell[LEVEL].text)),
			read_level, ret_row);
}

/* The id of a room by its name; 0 for "". */
static enum err room_id(struct db *db, const char *name, int64_t *ret_id)
{
	static const char sql[] = "SELECT id FROM room WHERE property = $1 AND name = $2";

	*ret_id = 0;
	return name[0] == '\0' ? ERR_OK : db_one_int(db, ret_id, sql, V(db_property(db)), V(name));
}

static enum err level_check(struct db *db, const struct menu_row *row, char *problem)
{
	static const char sql[] =
		"SELECT count(*) FROM price_level WHERE property = $1 AND name <> $2";
	int64_t id, n = 0;
	enum err err = room_id(db, row->cell[ROOM].text, &id);

	if (err == ERR_NOT_FOUND)
		return menu_wrong(problem, "there is no room '%s'.", row->cell[ROOM].text);
	if (err == ERR_OK)
		err = db_one_int(db, &n, sql, V(db_property(db)), V(row->cell[LEVEL].text));
	return err == ERR_OK && n >= MENU_LEVELS_MAX
		       ? menu_wrong(problem, "there are %d price levels already.", MENU_LEVELS_MAX)
		       : err;
}

static enum err level_put(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	static const char change[] =
		"UPDATE price_level SET hours = $3, room = $4, is_by_hand = $5, position = $6, "
		"is_active = $7, version = version + 1 WHERE property = $1 AND id = $2";
	static const char add[] =
		"INSERT INTO price_level (property, id, name, hours, room, is_by_hand, position, "
		"is_active, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)";
	struct menu_row there = { .id = 0 };
	int64_t room;
	enum err err = room_id(tx->db, row->cell[ROOM].text, &room);

	if (err == ERR_OK)
		err = level_find(tx->db, row, &there);
	*ret_id = there.id;
	if (err == ERR_OK)
		return db_run(tx->db, change, V(tx->property), V(there.id),
			      V(row->cell[LEVEL_HOURS].text), V(room), V(row->cell[BY_HAND].number),
			      V(row->cell[POSITION].number), V(row->cell[ACTIVE].number));
	if (err != ERR_NOT_FOUND)
		return err;
	*ret_id = tx_id(tx);
	return db_run(tx->db, add, V(tx->property), V(*ret_id), V(row->cell[LEVEL].text),
		      V(row->cell[LEVEL_HOURS].text), V(room), V(row->cell[BY_HAND].number),
		      V(row->cell[POSITION].number), V(row->cell[ACTIVE].number));
}

const struct menu_table menu_levels = { .file = "levels", .what = "price levels",
					.columns = level_columns, .each = level_each,
					.find = level_find, .check = level_check,
					.put = level_put };
