/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/menu_table.c -- cells: read, written, compared; and the act that puts a row.
 */
#include "service/menu_table.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "core/hours.h"
#include "core/money.h"
#include "locale/number.h"
#include "service/menu_inside.h"
#include "service/setup.h"
#include "store/store_staff.h"

#define RATE_DECIMALS 4

const struct menu_table *const menu_tables[] = { &menu_items,  &menu_categories, &menu_levels,
						 &menu_prices, &menu_modifiers,	 NULL };

enum err menu_wrong(char *problem, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	vsnprintf(problem, MENU_PROBLEM_SIZE, format, values);
	va_end(values);
	return ERR_DATA;
}

int menu_column(const struct menu_table *table, const char *name)
{
	int i = 0;

	while (table->columns[i].name != NULL && !str_equal(table->columns[i].name, name))
		i++;
	assert(table->columns[i].name != NULL);
	assert(i < MENU_COLUMNS_MAX);
	return i;
}

int64_t menu_number(const struct menu_table *table, const struct menu_row *row, const char *name)
{
	return row->cell[menu_column(table, name)].number;
}

const char *menu_text(const struct menu_table *table, const struct menu_row *row,
		      const char *name)
{
	return row->cell[menu_column(table, name)].text;
}

void menu_set_number(const struct menu_table *table, struct menu_row *row, const char *name,
		     int64_t number)
{
	row->cell[menu_column(table, name)].number = number;
}

void menu_set_text(const struct menu_table *table, struct menu_row *row, const char *name,
		   const char *text)
{
	str_copy(row->cell[menu_column(table, name)].text, MENU_CELL_SIZE, text);
}

struct menu_row menu_row_new(const struct menu_table *table)
{
	struct menu_row row = { .id = 0 };
	char problem[MENU_PROBLEM_SIZE];

	for (int i = 0; table->columns[i].name != NULL; i++)
		(void)menu_cell_read(&table->columns[i], 0, '.', "", &row.cell[i], problem);
	return row;
}

bool menu_list_next(const char **at, char *into, size_t size)
{
	size_t n;

	*at += strspn(*at, "| ");
	if (**at == '\0')
		return false;
	n = strcspn(*at, "|");
	str_format(into, size, "%.*s", (int)n, *at);
	*at += n;
	for (n = strlen(into); n > 0 && into[n - 1] == ' '; n--)
		into[n - 1] = '\0';
	return true;
}

bool menu_list_add(char list[MENU_CELL_SIZE], const char *text)
{
	size_t used = strlen(list);

	return str_format(list + used, MENU_CELL_SIZE - used, "%s%s", used > 0 ? "|" : "", text);
}

static enum err read_number(const struct menu_column *column, const char *text, int64_t *ret_number,
			    char *problem)
{
	if (!str_int64(text, ret_number) || *ret_number < column->low ||
	    *ret_number > column->high)
		return menu_wrong(problem, "%s '%s' is not a whole number from %lld to %lld.",
				  column->name, text, (long long)column->low,
				  (long long)column->high);
	return ERR_OK;
}

static enum err read_amount(const struct menu_column *column, int exponent, char decimal,
			    const char *text, int64_t *ret_minor, char *problem)
{
	enum err err = money_parse(text, exponent, decimal, decimal == ',' ? '.' : ',', ret_minor);

	if (err == ERR_DECIMALS)
		return menu_wrong(problem, "%s '%s' has more than %d decimals.", column->name, text,
				  exponent);
	if (err == ERR_GROUPING)
		return menu_wrong(problem, "%s '%s': separators stand before groups of exactly "
				  "three digits.", column->name, text);
	if (err != ERR_OK)
		return menu_wrong(problem, "%s '%s' is not an amount.", column->name, text);
	if (*ret_minor < column->low)
		return menu_wrong(problem, "%s '%s' is below zero.", column->name, text);
	return *ret_minor > SETUP_PRICE_MAX
		       ? menu_wrong(problem, "%s '%s' is too much.", column->name, text)
		       : ERR_OK;
}

static enum err read_flag(const struct menu_column *column, const char *text, int64_t *ret_flag,
			  char *problem)
{
	static const char *const yes[] = { "yes", "y", "true", "1" };
	static const char *const no[] = { "no", "n", "false", "0" };

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		*ret_flag = strcasecmp(text, yes[i]) == 0;
		if (*ret_flag == 1 || strcasecmp(text, no[i]) == 0)
			return ERR_OK;
	}
	return menu_wrong(problem, "%s '%s' is neither yes nor no.", column->name, text);
}

static enum err read_choice(const struct menu_column *column, const char *text,
			    struct menu_cell *cell, char *problem)
{
	size_t len = strlen(text);

	for (const char *at = column->words; *at != '\0';) {
		size_t n = strcspn(at, " ");

		if (n == len && strncasecmp(at, text, n) == 0) {
			str_format(cell->text, sizeof cell->text, "%.*s", (int)n, at);
			return ERR_OK;
		}
		at += n + strspn(at + n, " ");
	}
	return menu_wrong(problem, "%s '%s' is none of: %s.", column->name, text, column->words);
}

static enum err read_hours(const struct menu_column *column, const char *text,
			   struct menu_cell *cell, char *problem)
{
	struct hours hours;

	if (hours_parse(text, &hours) != ERR_OK)
		return menu_wrong(problem, "%s '%s' are no times of the week, such as Mon-Fri "
				  "17:00-19:00; Sat 12:00-16:00.", column->name, text);
	hours_text(&hours, cell->text);
	return ERR_OK;
}

static enum err read_list(const struct menu_column *column, const char *text,
			  struct menu_cell *cell, char *problem)
{
	char part[MENU_CELL_SIZE];

	while (menu_list_next(&text, part, sizeof part))
		if (!menu_list_add(cell->text, part))
			return menu_wrong(problem, "%s is longer than %d bytes.", column->name,
					  MENU_CELL_SIZE - 1);
	return ERR_OK;
}

static enum err read_text(const struct menu_column *column, const char *text,
			  struct menu_cell *cell, char *problem)
{
	if (!str_copy(cell->text, sizeof cell->text, text) ||
	    (column->high > 0 && strlen(text) >= (size_t)column->high))
		return menu_wrong(problem, "%s is longer than %lld bytes.", column->name,
				  column->high > 0 ? (long long)column->high - 1
						   : MENU_CELL_SIZE - 1LL);
	return ERR_OK;
}

static enum err read_rate(const struct menu_column *column, char decimal, const char *text,
			  int64_t *ret_ppm, char *problem)
{
	if (money_parse(text, RATE_DECIMALS, decimal, '\0', ret_ppm) != ERR_OK || *ret_ppm < 0 ||
	    *ret_ppm > MONEY_PPM)
		return menu_wrong(problem, "%s '%s' is not a percentage from 0 to 100.",
				  column->name, text);
	return ERR_OK;
}

/* A number whose cell stays empty. */
static bool is_number(enum menu_type type)
{
	return type == MENU_NUMBER || type == MENU_AMOUNT || type == MENU_FLAG ||
	       type == MENU_RATE;
}

enum err menu_cell_read(const struct menu_column *column, int exponent, char decimal,
			const char *text, struct menu_cell *ret_cell, char *problem)
{
	struct menu_cell cell = { .number = MENU_NONE };
	bool is_left = text[0] == '\0';
	enum err err = ERR_OK;

	if (is_left)
		text = column->fallback;
	if (text[0] == '\0' && is_number(column->type)) {
		*ret_cell = cell;
		return ERR_OK;
	}
	switch (column->type) {
	case MENU_NUMBER: err = read_number(column, text, &cell.number, problem); break;
	case MENU_AMOUNT:
		err = read_amount(column, exponent, decimal, text, &cell.number, problem);
		break;
	case MENU_FLAG: err = read_flag(column, text, &cell.number, problem); break;
	case MENU_RATE: err = read_rate(column, decimal, text, &cell.number, problem); break;
	case MENU_CHOICE: err = read_choice(column, text, &cell, problem); break;
	case MENU_HOURS: err = read_hours(column, text, &cell, problem); break;
	case MENU_LIST: err = read_list(column, text, &cell, problem); break;
	case MENU_TEXT: err = read_text(column, text, &cell, problem); break;
	}
	if (err == ERR_OK)
		*ret_cell = cell;
	return err;
}

char *menu_cell_text(const struct menu_column *column, int exponent, const struct menu_cell *cell,
		     char *into)
{
	struct number_style style = number_style_english();
	char money[MONEY_TEXT_SIZE], percent[NUMBER_TEXT_SIZE];

	into[0] = '\0';
	if (is_number(column->type) && cell->number == MENU_NONE && column->low > MENU_NONE)
		return into;
	switch (column->type) {
	case MENU_NUMBER: str_format(into, MENU_CELL_SIZE, "%lld", (long long)cell->number); break;
	case MENU_AMOUNT:
		str_copy(into, MENU_CELL_SIZE, money_plain(cell->number, exponent, money));
		break;
	case MENU_FLAG: str_copy(into, MENU_CELL_SIZE, cell->number == 1 ? "yes" : "no"); break;
	case MENU_RATE:
		str_copy(into, MENU_CELL_SIZE, number_percent(&style, cell->number, percent));
		break;
	default: str_copy(into, MENU_CELL_SIZE, cell->text); break;
	}
	return into;
}

bool menu_cell_same(const struct menu_column *column, const struct menu_cell *a,
		    const struct menu_cell *b)
{
	return is_number(column->type) ? a->number == b->number : str_equal(a->text, b->text);
}

bool menu_row_same(const struct menu_table *table, const struct menu_row *a,
		   const struct menu_row *b)
{
	for (int i = 0; table->columns[i].name != NULL; i++)
		if (!menu_cell_same(&table->columns[i], &a->cell[i], &b->cell[i]))
			return false;
	return true;
}

char *menu_row_label(const struct menu_table *table, const struct menu_row *row, char *into)
{
	char text[MENU_CELL_SIZE];
	size_t used = 0;

	into[0] = '\0';
	for (int i = 0; table->columns[i].name != NULL; i++) {
		const struct menu_column *column = &table->columns[i];

		if (!column->is_key && !str_equal(column->name, "name"))
			continue;
		menu_cell_text(column, 0, &row->cell[i], text);
		if (text[0] == '\0')
			continue;
		str_format(into + used, MENU_CELL_SIZE - used, "%s%s", used > 0 ? " " : "", text);
		used = strlen(into);
	}
	return into;
}

static enum err check_texts(const struct menu_table *table, const struct menu_row *row,
			    char *problem)
{
	for (int i = 0; table->columns[i].name != NULL; i++) {
		const struct menu_column *column = &table->columns[i];
		bool is_empty = is_number(column->type) ? row->cell[i].number == MENU_NONE
							: row->cell[i].text[0] == '\0';

		if (column->is_required && is_empty)
			return menu_wrong(problem, "%s is empty.", column->name);
		if (!is_number(column->type) && !str_equal(column->name, "barcodes") &&
		    app_text_check(row->cell[i].text, MENU_CELL_SIZE) == ERR_CARD_NUMBER)
			return menu_wrong(problem, "%s looks like a card number, which is never "
					  "kept.", column->name);
	}
	return ERR_OK;
}

enum err menu_row_check(struct db *db, const struct menu_table *table, const struct menu_row *row,
			char *problem)
{
	enum err err = check_texts(table, row, problem);

	return err == ERR_OK ? table->check(db, row, problem) : err;
}

struct putting {
	const struct menu_table *table;
	const struct menu_row *row;
};

static enum err put_in(struct tx *tx, void *arg)
{
	const struct putting *putting = arg;
	char problem[MENU_PROBLEM_SIZE];
	enum err err = app_allow(tx, PERM_SETUP, 0);

	if (err == ERR_OK)
		err = menu_row_check(tx->db, putting->table, putting->row, problem);
	if (err == ERR_OK)
		err = putting->table->put(tx, putting->row, &tx->result);
	return err == ERR_OK ? store_menu_stamp_raise(tx) : err;
}

enum err menu_row_put(struct app *app, const struct act *act, const struct menu_table *table,
		      const struct menu_row *row, int64_t *ret_id)
{
	struct putting putting = { table, row };
	char name[32], content[HASH_TEXT_SIZE];
	struct hash hash;

	str_format(name, sizeof name, "menu-%s", table->file);
	app_digest_begin(app, name, 0, &hash);
	for (int i = 0; table->columns[i].name != NULL; i++) {
		hash_str(&hash, row->cell[i].text);
		hash_int(&hash, row->cell[i].number);
	}
	hash_end(&hash, content);
	return act_run(app->db, act, name, content, put_in, &putting, ret_id);
}

struct left {
	int64_t code, left;
};

static enum err left_in(struct tx *tx, void *arg)
{
	static const char sql[] = "UPDATE item SET remaining = $3 WHERE property = $1 AND id = $2";
	const struct left *left = arg;
	int64_t id = 0;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = menu_item_id(tx->db, left->code, &id);
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(id), V(left->left));
	if (err == ERR_OK)
		err = store_event_insert(tx, "left", id, left->left);
	return err == ERR_OK ? store_menu_stamp_raise(tx) : err;
}

enum err menu_set_left(struct app *app, const struct act *act, int64_t code, int64_t left)
{
	struct left set = { code, left };
	char content[64];

	if (left < MENU_NONE || left > MENU_LEFT_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld", (long long)code, (long long)left);
	return act_run(app->db, act, "menu-left", content, left_in, &set, NULL);
}
