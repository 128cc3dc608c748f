/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_items.c -- the table of items.
 */
#include <string.h>

#include "base/str.h"
#include "core/barcode.h"
#include "core/entry.h"
#include "core/money.h"
#include "locale/fold.h"
#include "locale/number.h"
#include "service/bill.h"
#include "service/menu_inside.h"
#include "service/setup.h"

enum {
	CODE, NAME, CATEGORY, DEPARTMENT, PRICE, TAX, TAX_RATE, TAX_INCLUDED, KIND, LOWEST, HIGHEST,
	STATION, COURSE, HOURS, ALIASES, BARCODES, NAME_EN, NAME_AR, NAME_FA, GIFT, ACTIVE
};

static const struct menu_column columns[] = {
	{ .name = "code", .type = MENU_NUMBER, .is_key = true, .low = 1, .high = MENU_CODE_MAX,
	  .fallback = "",
	  .help = N_("What is typed at the till, 1 to 999999999; otherwise the one it has, "
		     "or the next free one.") },
	{ .name = "name", .type = MENU_TEXT, .is_required = true, .high = MENU_NAME_SIZE,
	  .fallback = "",
	  .help = N_("What it is called, in any script.") },
	{ .name = "category", .type = MENU_TEXT, .high = MENU_NAME_SIZE, .fallback = "Menu",
	  .help = N_("Its group on the menu; otherwise Menu.") },
	{ .name = "department", .type = MENU_TEXT, .high = MENU_NAME_SIZE, .fallback = "Food",
	  .help = N_("Where its sales are counted; otherwise Food.") },
	{ .name = "price", .type = MENU_AMOUNT, .is_required = true, .fallback = "",
	  .help = N_("Its price, such as 12.50; of a weighed item that of a kilogram.") },
	{ .name = "tax", .type = MENU_TEXT, .high = MENU_NAME_SIZE, .fallback = "",
	  .help = N_("The name of its tax class.") },
	{ .name = "tax_rate", .type = MENU_RATE, .fallback = "",
	  .help = N_("The rate in percent, such as 10 or 7.75; the class is made, or has "
		     "this rate from the business date on.") },
	{ .name = "tax_included", .type = MENU_FLAG, .fallback = "yes",
	  .help = N_("Whether the price contains the tax; otherwise yes.") },
	{ .name = "kind", .type = MENU_CHOICE, .words = "plain open weighed set",
	  .fallback = "plain",
	  .help = N_("plain; open: its price is typed; weighed: sold by the kilogram; set: a "
		     "set menu of what is chosen from its groups.  Otherwise plain.") },
	{ .name = "lowest", .type = MENU_AMOUNT, .fallback = "",
	  .help = N_("The lowest price that may be typed for an open item.") },
	{ .name = "highest", .type = MENU_AMOUNT, .fallback = "",
	  .help = N_("The highest price that may be typed for an open item.") },
	{ .name = "station", .type = MENU_NUMBER, .low = 0, .high = 99, .fallback = "",
	  .help = N_("The number of the kitchen station that makes it, 0 for none; otherwise "
		     "its category's.") },
	{ .name = "course", .type = MENU_NUMBER, .low = 0, .high = BILL_COURSE_MAX,
	  .fallback = "",
	  .help = N_("The course it comes with, 0 for at once; otherwise its category's.") },
	{ .name = "hours", .type = MENU_HOURS, .fallback = "",
	  .help = N_("When it is sold, such as Mon-Fri 12:00-15:00; Sat 12:00-17:00; "
		     "otherwise when its category is.") },
	{ .name = "aliases", .type = MENU_LIST, .fallback = "",
	  .help = N_("Short words that ring it, parted by |, such as esp|coffee.") },
	{ .name = "barcodes", .type = MENU_LIST, .fallback = "",
	  .help = N_("Its barcodes of 8, 12 or 13 digits, parted by |.") },
	MENU_NAME_COLUMNS,
	{ .name = "gift", .type = MENU_FLAG, .fallback = "no",
	  .help = N_("Whether it is sold on gift cards: its department then has the ledger "
		     "of gift cards, and nothing is earned by it; otherwise no.") },
	{ .name = "active", .type = MENU_FLAG, .fallback = "yes",
	  .help = N_("Whether it is for sale; otherwise yes.") },
	{ 0 }
};

#define ITEM_ROWS                                                                                 \
	"SELECT i.id, i.code, i.name, c.name, d.name, i.price_minor, t.name, i.kind, i.low_minor, " \
	"i.high_minor, i.station, i.course, i.hours, d.ledger, i.is_active "                      \
	"FROM item i JOIN category c ON c.property = i.property AND c.id = i.category "           \
	"JOIN department d ON d.property = c.property AND d.id = c.department "                   \
	"JOIN tax_class t ON t.property = c.property AND t.id = c.tax_class "                     \
	"WHERE i.property = $1 "

static void set(struct menu_row *row, int column, const char *text)
{
	str_copy(row->cell[column].text, MENU_CELL_SIZE, text);
}

static enum err read_lists(struct db *db, struct menu_row *row)
{
	static const char sql[] = "SELECT kind, text FROM item_alias WHERE property = $1 "
				  "AND item = $2 ORDER BY kind, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(row->id));

	while (db_next(rows))
		menu_list_add(row->cell[str_equal(db_text(rows, 0), "alias") ? ALIASES : BARCODES]
				      .text,
			      db_text(rows, 1));
	return db_end(rows);
}

/* Aliases are kept as they are searched for. */
static void fold_aliases(struct menu_row *row)
{
	char text[MENU_CELL_SIZE], key[MENU_CELL_SIZE], list[MENU_CELL_SIZE] = "";
	const char *at = row->cell[ALIASES].text;

	while (menu_list_next(&at, text, sizeof text)) {
		fold_key(key, sizeof key, text);
		menu_list_add(list, key);
	}
	set(row, ALIASES, list);
}

/* The class's rate of today, when it is one. */
static enum err complete(struct db *db, struct menu_row *row)
{
	struct property property;
	struct tax_version version;
	int64_t class, id;
	enum err err;

	fold_aliases(row);
	if (row->cell[TAX_RATE].number != MENU_NONE)
		return ERR_OK;
	err = store_tax_class_by_name(db, row->cell[TAX].text, &class);
	if (err == ERR_OK)
		err = store_property_load(db, &property);
	if (err == ERR_OK)
		err = store_tax_version_at(db, class, property.business_date, &id);
	if (err == ERR_OK)
		err = store_tax_version_load(db, id, &version);
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	if (version.rules.n <= 1)
		row->cell[TAX_RATE].number =
			version.rules.n == 0 ? 0 : version.rules.part[0].rate_ppm;
	row->cell[TAX_INCLUDED].number = version.rules.inclusive;
	return ERR_OK;
}

static enum err read_item(struct db *db, struct db_rows *rows, struct menu_row *row)
{
	enum err err;

	*row = menu_row_new(&menu_items);
	row->id = db_int(rows, 0);
	row->cell[CODE].number = db_int(rows, 1);
	set(row, NAME, db_text(rows, 2));
	set(row, CATEGORY, db_text(rows, 3));
	set(row, DEPARTMENT, db_text(rows, 4));
	row->cell[PRICE].number = db_int(rows, 5);
	set(row, TAX, db_text(rows, 6));
	set(row, KIND, db_text(rows, 7));
	row->cell[LOWEST].number = db_int(rows, 8) > 0 ? db_int(rows, 8) : MENU_NONE;
	row->cell[HIGHEST].number = db_int(rows, 9) > 0 ? db_int(rows, 9) : MENU_NONE;
	row->cell[STATION].number = db_int(rows, 10);
	row->cell[COURSE].number = db_int(rows, 11);
	set(row, HOURS, db_text(rows, 12));
	row->cell[GIFT].number = db_int(rows, 13) == (int64_t)LEDGER_GIFT_CARDS;
	row->cell[ACTIVE].number = db_int(rows, 14);
	err = complete(db, row);
	if (err == ERR_OK)
		err = read_lists(db, row);
	return err == ERR_OK ? menu_names_read(db, &menu_items, row->id, row) : err;
}

static enum err each(struct db *db, menu_row_fn *fn, void *arg)
{
	static const char sql[] = ITEM_ROWS "ORDER BY i.code";

	return menu_each(db, db_query(db, sql, V(db_property(db))), read_item, fn, arg);
}

/* By its code; without one by its name, so that the same file again makes no second item. */
static enum err find(struct db *db, const struct menu_row *key, struct menu_row *ret_row)
{
	static const char by_code[] = ITEM_ROWS "AND i.code = $2";
	static const char by_name[] = ITEM_ROWS "AND i.name = $2 ORDER BY i.code LIMIT 1";
	const char *name = key->cell[NAME].text;
	int64_t code = key->cell[CODE].number;

	return menu_one(db,
			code != MENU_NONE ? db_query(db, by_code, V(db_property(db)), V(code))
					  : db_query(db, by_name, V(db_property(db)), V(name)),
			read_item, ret_row);
}

/* Nobody else's: the row of another item with this alias or barcode. */
static enum err check_free(struct db *db, const struct menu_row *row, const char *text,
			   char *problem)
{
	static const char sql[] =
		"SELECT i.code FROM item_alias a JOIN item i ON i.property = a.property "
		"AND i.id = a.item WHERE a.property = $1 AND a.text = $2 AND i.code <> $3";
	int64_t code = 0;
	enum err err = db_one_int(db, &code, sql, V(db_property(db)), V(text),
				  V(row->cell[CODE].number));

	if (err == ERR_OK)
		return menu_wrong(problem, "'%s' rings item %lld already.", text, (long long)code);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err check_lists(struct db *db, const struct menu_row *row, char *problem)
{
	const char *at = row->cell[ALIASES].text;
	char text[MENU_CELL_SIZE];
	enum err err = ERR_OK;

	while (err == ERR_OK && menu_list_next(&at, text, sizeof text)) {
		if (strlen(text) >= MENU_ALIAS_SIZE || strspn(text, "0123456789") > 0 ||
		    strchr(text, ' ') != NULL)
			return menu_wrong(problem, "alias '%s' is not a word of less than %d bytes "
					  "that begins with a letter.", text, MENU_ALIAS_SIZE);
		err = check_free(db, row, text, problem);
	}
	at = row->cell[BARCODES].text;
	while (err == ERR_OK && menu_list_next(&at, text, sizeof text)) {
		if (barcode_check(text) != ERR_OK)
			return menu_wrong(problem, "barcode '%s' has not 8, 12 or 13 digits, or "
					  "its check digit is wrong.", text);
		err = check_free(db, row, text, problem);
	}
	return err;
}

/* A class is there, or the row says its rate; a rate of today cannot change today. */
static enum err check_tax(struct db *db, const struct menu_row *row, char *problem)
{
	static const char sql[] =
		"SELECT count(*) FROM tax_version v JOIN property p ON p.property = v.property "
		"AND p.business_date = v.since WHERE v.property = $1 AND v.tax_class = $2";
	const char *name = row->cell[TAX].text;
	struct menu_row there = *row;
	int64_t class = 0, fresh = 0;
	enum err err = name[0] == '\0' ? ERR_NOT_FOUND : store_tax_class_by_name(db, name, &class);

	if (name[0] == '\0')
		return menu_wrong(problem, "the row says no tax: give tax_rate, or tax with the "
				  "name of a class that is there.");
	if (err == ERR_NOT_FOUND)
		return row->cell[TAX_RATE].number != MENU_NONE
			       ? ERR_OK
			       : menu_wrong(problem, "there is no tax '%s' yet; give its tax_rate.",
					    name);
	there.cell[TAX_RATE].number = MENU_NONE;
	if (err == ERR_OK)
		err = complete(db, &there);
	if (err != ERR_OK || row->cell[TAX_RATE].number == MENU_NONE ||
	    (there.cell[TAX_RATE].number == row->cell[TAX_RATE].number &&
	     there.cell[TAX_INCLUDED].number == row->cell[TAX_INCLUDED].number))
		return err;
	err = db_one_int(db, &fresh, sql, V(db_property(db)), V(class));
	if (err == ERR_OK && fresh > 0)
		return menu_wrong(problem, "tax '%s' has other rules from today on; they change "
				  "tomorrow at the earliest.", name);
	return err;
}

static enum err check(struct db *db, const struct menu_row *row, char *problem)
{
	int64_t low = row->cell[LOWEST].number, high = row->cell[HIGHEST].number;
	enum err err;

	if (high != MENU_NONE && low > high)
		return menu_wrong(problem, "lowest is above highest.");
	if ((low != MENU_NONE || high != MENU_NONE) && !str_equal(row->cell[KIND].text, "open"))
		return menu_wrong(problem, "only an open item has a lowest and a highest price.");
	err = check_tax(db, row, problem);
	return err == ERR_OK ? check_lists(db, row, problem) : err;
}

/* What receipts call the tax: they print its rate themselves, so a rate at the end of the class's
 * name ("VAT 10", "Tax 7.5 %") is left out. */
static void tax_part_name(const char *name, int64_t rate_ppm, char into[MENU_NAME_SIZE])
{
	struct number_style style = number_style_english();
	char percent[NUMBER_TEXT_SIZE];
	size_t len = strlen(name), rate_len;

	str_copy(into, MENU_NAME_SIZE, name);
	rate_len = strlen(number_percent(&style, rate_ppm, percent));
	while (len > 0 && (into[len - 1] == '%' || into[len - 1] == ' '))
		len--;
	if (len <= rate_len + 1 || into[len - rate_len - 1] != ' ' ||
	    strncmp(into + len - rate_len, percent, rate_len) != 0)
		return;
	len -= rate_len;
	while (len > 1 && into[len - 1] == ' ')
		len--;
	into[len] = '\0';
}

/* Makes the class, or its version from today on. */
static enum err put_tax(struct tx *tx, const struct menu_row *row)
{
	char part_name[MENU_NAME_SIZE];
	int64_t rate = row->cell[TAX_RATE].number, id;
	struct setup_tax tax = { .name = row->cell[TAX].text,
				 .inclusive = row->cell[TAX_INCLUDED].number == 1,
				 .n = rate > 0 ? 1 : 0,
				 .part = { { rate, TAX_ON_NET } },
				 .part_names = { part_name },
				 .since = tx->business_date };

	if (rate == MENU_NONE)
		return ERR_OK;
	tax_part_name(row->cell[TAX].text, rate, part_name);
	return setup_tax_in(tx, &tax, &id);
}

static enum err put_lists(struct tx *tx, const struct menu_row *row, int64_t item)
{
	static const char clear[] = "DELETE FROM item_alias WHERE property = $1 AND item = $2";
	static const char add[] = "INSERT INTO item_alias (property, id, item, kind, text, "
				  "version) VALUES ($1, $2, $3, $4, $5, 1)";
	char text[MENU_CELL_SIZE];
	enum err err = db_run(tx->db, clear, V(tx->property), V(item));

	for (int list = ALIASES; list <= BARCODES; list++) {
		const char *at = row->cell[list].text;

		while (err == ERR_OK && menu_list_next(&at, text, sizeof text))
			err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(item),
				     V(list == ALIASES ? "alias" : "barcode"), V(text));
	}
	return err;
}

static int64_t or_none(int64_t number)
{
	return number == MENU_NONE ? 0 : number;
}

static enum err put(struct tx *tx, const struct menu_row *row, int64_t *ret_id)
{
	static const char sql[] =
		"UPDATE item SET kind = $3, low_minor = $4, high_minor = $5, station = $6, "
		"course = $7, hours = $8 WHERE property = $1 AND id = $2";
	char search[MENU_SEARCH_SIZE];
	struct setup_item item = { .code = or_none(row->cell[CODE].number),
				   .name = row->cell[NAME].text,
				   .search = search,
				   .category = row->cell[CATEGORY].text,
				   .department = row->cell[DEPARTMENT].text,
				   .tax_class = row->cell[TAX].text,
				   .price_minor = row->cell[PRICE].number,
				   .is_active = row->cell[ACTIVE].number == 1,
				   .is_gift = row->cell[GIFT].number == 1 };
	int64_t id;
	enum err err = put_tax(tx, row);

	fold_key(search, sizeof search, item.name);
	if (err == ERR_OK)
		err = setup_item_in(tx, &item, &id);
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(id), V(row->cell[KIND].text),
			     V(or_none(row->cell[LOWEST].number)),
			     V(or_none(row->cell[HIGHEST].number)), V(row->cell[STATION].number),
			     V(row->cell[COURSE].number), V(row->cell[HOURS].text));
	if (err == ERR_OK)
		err = put_lists(tx, row, id);
	if (err == ERR_OK)
		err = menu_names_write(tx, &menu_items, id, row);
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}

const struct menu_table menu_items = { .file = "menu", .what = "items", .columns = columns,
				       .each = each, .find = find, .complete = complete,
				       .check = check, .put = put };
