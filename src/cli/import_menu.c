/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_menu.c -- sanduq import menu, categories, levels, prices, modifiers: rows of the
 * menu's tables, laid over what is there.
 */
#include "cli/import_menu.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "locale/number.h"
#include "service/menu_table.h"

#define TAXES_MAX 64
#define CATEGORIES_MAX 500

struct tax {
	char name[MENU_NAME_SIZE];
	int64_t rate_ppm, is_included, line;
};

/* What rows of this file say of a category. */
struct category {
	char name[MENU_NAME_SIZE], tax[MENU_NAME_SIZE], department[MENU_NAME_SIZE];
	int64_t line;
};

struct menu_state {
	const struct menu_table *table;
	struct tax tax[TAXES_MAX]; /* that rows of this file make */
	struct category category[CATEGORIES_MAX];
	int n, n_categories;
};

/* What a spreadsheet was kept from running (document/csv.h). */
static const char *plain(const char *text)
{
	return text[0] == '\'' && text[1] != '\0' && strchr("=+-@\t\r", text[1]) != NULL ? text + 1
										      : text;
}

static bool is_given(const struct import *import, int column)
{
	return import->at[column] >= 0 && import->field[column][0] != '\0';
}

/* Lays the cells of the file over the row; only those of its key when `keys`. */
static enum err overlay(struct import *import, const struct menu_table *table, bool keys,
			struct menu_row *row)
{
	char problem[MENU_PROBLEM_SIZE];

	for (int i = 0; table->columns[i].name != NULL; i++) {
		const struct menu_column *column = &table->columns[i];
		bool is_name = str_equal(column->name, "name");
		bool stays = !is_given(import, i) && row->id != 0 &&
			     str_equal(column->name, "position");
		enum err err = ERR_OK;

		if (import->at[i] < 0 || stays || (keys && !column->is_key && !is_name) ||
		    (!keys && column->is_key && !is_given(import, i)))
			continue;
		err = menu_cell_read(column, import->app->property.exponent, import->decimal,
				     plain(import->field[i]), &row->cell[i], problem);
		if (err != ERR_OK)
			return import_reject(import, "%s", problem);
	}
	return ERR_OK;
}

static struct tax *find_tax(struct menu_state *state, const char *name)
{
	for (int i = 0; i < state->n; i++)
		if (str_equal(state->tax[i].name, name))
			return &state->tax[i];
	return NULL;
}

/* "Tax 10 %", for a rate whose class has no name. */
static void name_tax(int64_t rate_ppm, struct menu_cell *tax)
{
	struct number_style style = number_style_english();
	char percent[NUMBER_TEXT_SIZE];

	str_format(tax->text, sizeof tax->text, "Tax %s %%",
		   number_percent(&style, rate_ppm, percent));
}

/* A class has one rate in a file, and a row that names the class alone has that one. */
static enum err settle_tax(struct import *import, struct menu_row *row)
{
	struct menu_state *state = import->state;
	struct menu_cell *tax = &row->cell[menu_column(&menu_items, "tax")];
	struct menu_cell *rate = &row->cell[menu_column(&menu_items, "tax_rate")];
	struct menu_cell *included = &row->cell[menu_column(&menu_items, "tax_included")];
	bool says_rate = is_given(import, menu_column(&menu_items, "tax_rate"));
	struct tax *before;

	if (says_rate && !is_given(import, menu_column(&menu_items, "tax")))
		name_tax(rate->number, tax);
	before = find_tax(state, tax->text);
	if (!says_rate && is_given(import, menu_column(&menu_items, "tax")))
		rate->number = MENU_NONE;
	if (!says_rate && before != NULL) {
		rate->number = before->rate_ppm;
		included->number = before->is_included;
	}
	if (!says_rate)
		return ERR_OK;
	if (before != NULL && (before->rate_ppm != rate->number ||
			       before->is_included != included->number))
		return import_reject(import, "tax '%s' has another rate on line %lld.", tax->text,
				     (long long)before->line);
	if (before == NULL && state->n == TAXES_MAX)
		return import_reject(import, "there are more than %d taxes.", TAXES_MAX);
	if (before == NULL)
		before = &state->tax[state->n++];
	*before = (struct tax){ .rate_ppm = rate->number, .is_included = included->number,
				.line = import->line };
	str_copy(before->name, sizeof before->name, tax->text);
	return ERR_OK;
}

/* All items of a category have its tax and department. */
static enum err settle_category(struct import *import, const struct menu_row *row)
{
	struct menu_state *state = import->state;
	const char *name = menu_text(&menu_items, row, "category");
	const char *tax = menu_text(&menu_items, row, "tax");
	const char *department = menu_text(&menu_items, row, "department");
	struct category *category = NULL;

	if (tax[0] == '\0')
		return ERR_OK; /* what is wrong with it is told later */
	for (int i = 0; i < state->n_categories && category == NULL; i++)
		if (str_equal(state->category[i].name, name))
			category = &state->category[i];
	if (category != NULL && (!str_equal(category->tax, tax) ||
				 !str_equal(category->department, department)))
		return import_reject(import, "category '%s' has another tax or department on "
				     "line %lld.", name, (long long)category->line);
	if (category != NULL || state->n_categories == CATEGORIES_MAX)
		return ERR_OK;
	category = &state->category[state->n_categories++];
	category->line = import->line;
	str_copy(category->name, sizeof category->name, name);
	str_copy(category->tax, sizeof category->tax, tax);
	str_copy(category->department, sizeof category->department, department);
	return ERR_OK;
}

/* The row that a size's price, or a modifier, belongs to; false: it stands alone. */
static bool parent_of(const struct menu_table *table, const struct menu_row *row,
		      struct menu_row *ret_parent)
{
	const char *last = table == &menu_prices ? "level" : "modifier";

	if ((table != &menu_prices && table != &menu_modifiers) ||
	    menu_text(table, row, last)[0] == '\0')
		return false;
	*ret_parent = *row;
	ret_parent->cell[menu_column(table, last)].text[0] = '\0';
	return true;
}

/* While nothing goes in, a row may need one that stands before it in the file. */
static bool waits_for_row(struct import *import, const struct menu_table *table,
			  const struct menu_row *row)
{
	struct menu_row parent, there;
	char label[MENU_CELL_SIZE];

	return import->only_checks && parent_of(table, row, &parent) &&
	       table->find(import->app->db, &parent, &there) == ERR_NOT_FOUND &&
	       import_was_seen(import, menu_row_label(table, &parent, label));
}

static bool is_active(const struct menu_table *table, const struct menu_row *row)
{
	return table == &menu_categories || menu_number(table, row, "active") == 1;
}

/* "price 18.00 -> 19.00, hours - -> Fri" */
static void list_changes(const struct import *import, const struct menu_table *table,
			 const struct menu_row *old, const struct menu_row *row, struct str *list)
{
	int exponent = import->app->property.exponent;

	for (int i = 0; table->columns[i].name != NULL; i++) {
		const struct menu_column *column = &table->columns[i];
		char from[MENU_CELL_SIZE], to[MENU_CELL_SIZE];

		if (menu_cell_same(column, &old->cell[i], &row->cell[i]) ||
		    str_equal(column->name, "active"))
			continue;
		menu_cell_text(column, exponent, &old->cell[i], from);
		menu_cell_text(column, exponent, &row->cell[i], to);
		str_addf(list, "%s%s %s -> %s", list->len > 0 ? ", " : "", column->name,
			 from[0] != '\0' ? from : "-", to[0] != '\0' ? to : "-");
	}
}

/* Counts what becomes of the row and, when nothing goes in, says it. */
static void tell(struct import *import, const struct menu_table *table, const struct menu_row *old,
		 const struct menu_row *row)
{
	bool was = old != NULL && is_active(table, old), is = is_active(table, row);
	struct import_tally *tally = &import->tally;
	char label[MENU_CELL_SIZE];
	struct str list = { 0 };

	tally->added += old == NULL;
	tally->off += old != NULL && was && !is;
	tally->changed += old != NULL && !(was && !is);
	if (old == NULL)
		str_add(&list, is ? "added" : "added, switched off");
	else if (was != is)
		str_add(&list, is ? "switched on" : "switched off");
	if (old != NULL)
		list_changes(import, table, old, row, &list);
	if (import->is_dry_run)
		cli_say(import->cli, "%s:%lld: %s: %s.", import->path, (long long)import->line,
			menu_row_label(table, row, label), str_text(&list));
	str_done(&list);
}

static enum err put(struct import *import, const struct menu_table *table,
		    const struct menu_row *row)
{
	struct act act = app_act(import->app, import->staff);
	char problem[MENU_PROBLEM_SIZE];
	enum err err = waits_for_row(import, table, row)
			       ? ERR_OK
			       : menu_row_check(import->app->db, table, row, problem);

	if (err == ERR_DATA)
		return import_reject(import, "%s", problem);
	return err == ERR_OK && !import->only_checks
		       ? menu_row_put(import->app, &act, table, row, NULL)
		       : err;
}

/* The row as it is there, or a new one; then as the file has it. */
static enum err read_row(struct import *import, const struct menu_table *table,
			 struct menu_row *old, struct menu_row *row)
{
	enum err err;

	*row = menu_row_new(table);
	*old = *row;
	err = overlay(import, table, true, row);
	if (err == ERR_OK) {
		err = table->find(import->app->db, row, old);
		if (err == ERR_OK)
			*row = *old;
		if (err == ERR_NOT_FOUND)
			err = ERR_OK;
	}
	if (err == ERR_OK)
		err = overlay(import, table, false, row);
	if (err == ERR_OK && table == &menu_items)
		err = settle_tax(import, row);
	if (err == ERR_OK && table == &menu_items)
		err = settle_category(import, row);
	return err == ERR_OK && table->complete != NULL ? table->complete(import->app->db, row)
							: err;
}

static enum err take(struct import *import)
{
	const struct menu_table *table = ((struct menu_state *)import->state)->table;
	char label[MENU_CELL_SIZE];
	struct menu_row row, old;
	enum err err = read_row(import, table, &old, &row);

	if (err != ERR_OK)
		return err;
	if (table != &menu_items)
		err = import_once_text(import, menu_row_label(table, &row, label));
	else if (menu_number(table, &row, "code") != MENU_NONE)
		err = import_once(import, "code", menu_number(table, &row, "code"));
	if (err == ERR_OK && old.id != 0 && menu_row_same(table, &old, &row)) {
		import->tally.same++;
		return ERR_OK;
	}
	if (err == ERR_OK)
		err = put(import, table, &row);
	if (err == ERR_OK)
		tell(import, table, old.id != 0 ? &old : NULL, &row);
	return err;
}

static enum err begin(struct import *import)
{
	struct menu_state *state = import->state;

	state->n = state->n_categories = 0;
	return ERR_OK;
}

/* Only what tells one row from another must be in every file, and what an item or price cannot be
 * without. */
static bool is_needed(const struct menu_column *column)
{
	return column->is_required && (column->is_key || column->type == MENU_AMOUNT ||
				       str_equal(column->name, "name"));
}

void import_menu_columns(const struct menu_table *table, struct cli_column *into)
{
	int n = 0;

	for (; table->columns[n].name != NULL; n++)
		into[n] = (struct cli_column){ table->columns[n].name,
					       is_needed(&table->columns[n]),
					       table->columns[n].help };
	into[n] = (struct cli_column){ 0 };
}

static enum err import_table(struct import *import, const struct menu_table *menu)
{
	struct cli_column columns[MENU_COLUMNS_MAX + 1];
	struct import_table table = { .what = menu->what, .columns = columns, .begin = begin,
				      .row = take };
	struct menu_state state = { .table = menu };

	enum err err;

	import_menu_columns(menu, columns);
	import->table = &table;
	import->state = &state;
	err = import_run(import);
	import->table = NULL;
	import->state = NULL;
	return err;
}

enum err import_menu_file(struct import *import)
{
	return import_table(import, &menu_items);
}

enum err import_categories_file(struct import *import)
{
	return import_table(import, &menu_categories);
}

enum err import_levels_file(struct import *import)
{
	return import_table(import, &menu_levels);
}

enum err import_prices_file(struct import *import)
{
	return import_table(import, &menu_prices);
}

enum err import_modifiers_file(struct import *import)
{
	return import_table(import, &menu_modifiers);
}

static enum err run_menu(struct cli *cli)
{
	return import_command(cli, import_menu_file);
}

static enum err run_categories(struct cli *cli)
{
	return import_command(cli, import_categories_file);
}

static enum err run_levels(struct cli *cli)
{
	return import_command(cli, import_levels_file);
}

static enum err run_prices(struct cli *cli)
{
	return import_command(cli, import_prices_file);
}

static enum err run_modifiers(struct cli *cli)
{
	return import_command(cli, import_modifiers_file);
}

const struct command command_import_menu = {
	.name = "import menu",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in items with their categories, departments and taxes.",
	.help = "The first row of the file names the columns, in any order; only name and price "
		"are needed.  An item that is there (by its code, or by its name when the row "
		"has no code) is changed where the file has a column; what is not in the file "
		"stays as it is.  Prices change for what is rung from now on.\n\n"
		"--dry-run says what each row would change, from what to what, and takes nothing "
		"in.  Bad rows are listed with their line and the reason, and the rest goes in; "
		"the exit code is then 65.\n\n"
		"Categories, price levels, sizes and modifiers have files of their own: import "
		"categories, levels, prices and modifiers, in that order after the items.  sanduq "
		"export menu writes all five.",
	.menu = &menu_items,
	.options = import_options,
	.run = run_menu,
};

const struct command command_import_categories = {
	.name = "import categories",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in what the items of a category have in common: kitchen, course, hours.",
	.help = "A category that is there is changed where the file has a column.",
	.menu = &menu_categories,
	.options = import_options,
	.run = run_categories,
};

const struct command command_import_levels = {
	.name = "import levels",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in price levels: happy hours, room service, prices for staff.",
	.help = "A level counts by itself in its hours and its room, or when it is chosen by "
		"hand; what items cost at it is in the file of prices.\n\n"
		"    level,hours,room,by_hand\n"
		"    Happy hour,Mon-Fri 17:00-19:00,Bar,no\n"
		"    Staff,,,yes",
	.menu = &menu_levels,
	.options = import_options,
	.run = run_levels,
};

const struct command command_import_prices = {
	.name = "import prices",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in sizes of items, and prices at levels.",
	.help = "A row without a level makes a size with its usual price; one with a level is the "
		"price of an item, or of a size, at that level.\n\n"
		"    code,size,level,price\n"
		"    31,small,,3.20\n"
		"    31,large,,4.80\n"
		"    31,large,Happy hour,3.90",
	.menu = &menu_prices,
	.options = import_options,
	.run = run_prices,
};

const struct command command_import_modifiers = {
	.name = "import modifiers",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in what is asked with an item: how cooked, without what, pieces of a "
		   "set menu.",
	.help = "A row without a modifier is a group: how many must and may be chosen, and what "
		"it goes with.  The rows with modifiers follow it.\n\n"
		"    group,modifier,low,high,for,price,item\n"
		"    How cooked,,1,1,201|204,,\n"
		"    How cooked,medium,,,,,\n"
		"    Extras,,0,4,Pizza,,\n"
		"    Extras,extra cheese,,,,1.50,\n"
		"    First course,,1,1,300,,\n"
		"    First course,Lentil soup,,,,,101",
	.menu = &menu_modifiers,
	.options = import_options,
	.run = run_modifiers,
};
