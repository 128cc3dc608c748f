/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_menu.c -- sanduq import menu: items, their categories, departments and taxes.
 */
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "core/money.h"
#include "locale/fold.h"
#include "locale/number.h"
#include "service/menu.h"
#include "service/setup.h"

#define TAXES_MAX 64
#define RATE_DECIMALS 4           /* of a percentage: its unit is then one part per million */

struct tax {
	char name[MENU_NAME_SIZE];
	int64_t rate_ppm;
	bool is_included;
	int64_t line;
};

struct menu_state {
	struct menu *menu;         /* as it was before */
	struct tax tax[TAXES_MAX];
	int n;
};

static enum err begin(struct import *import)
{
	struct menu_state *state = import->state;

	state->n = 0;
	menu_free(state->menu);
	state->menu = NULL;
	return menu_load(import->app, &state->menu);
}

/* The code of the row; a row without one is known by its name, so that the same file again makes
 * no second item. */
static enum err read_code(struct import *import, const char *name, int64_t *ret_code)
{
	const struct menu_state *state = import->state;
	enum err err = import_int(import, "code", 1, 999999999, 0, ret_code);

	if (err != ERR_OK)
		return err;
	for (int i = 0; *ret_code == 0 && i < menu_count(state->menu); i++)
		if (strcmp(menu_at(state->menu, i)->name, name) == 0)
			*ret_code = menu_at(state->menu, i)->code;
	return *ret_code != 0 ? import_once(import, "code", *ret_code) : ERR_OK;
}

static enum err read_price(struct import *import, int64_t *ret_minor)
{
	const char *text = import_field(import, "price");
	int exponent = import->app->property.exponent;
	char group = import->decimal == ',' ? '.' : ',';
	enum err err = money_parse(text, exponent, import->decimal, group, ret_minor);

	if (err == ERR_DECIMALS)
		return import_reject(import, "price '%s' has more than %d decimals.", text,
				     exponent);
	if (err == ERR_GROUPING)
		return import_reject(import, "price '%s': separators stand before groups of "
					     "exactly three digits.", text);
	if (err != ERR_OK)
		return import_reject(import, "price '%s' is not an amount.", text);
	if (*ret_minor < 0)
		return import_reject(import, "price '%s' is below zero.", text);
	return ERR_OK;
}

static const struct tax *find_tax(const struct menu_state *state, const char *name)
{
	for (int i = 0; i < state->n; i++)
		if (strcmp(state->tax[i].name, name) == 0)
			return &state->tax[i];
	return NULL;
}

/* What receipts call the tax: they print its rate themselves, so a rate at the end of the class's
 * name ("VAT 10", "Tax 7.5 %") is left out. */
static void tax_part_name(const struct tax *tax, char into[MENU_NAME_SIZE])
{
	struct number_style style = number_style_english();
	char percent[NUMBER_TEXT_SIZE];
	size_t len = strlen(tax->name), rate_len;

	str_copy(into, MENU_NAME_SIZE, tax->name);
	rate_len = strlen(number_percent(&style, tax->rate_ppm, percent));
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
static enum err put_tax(struct import *import, const struct tax *tax)
{
	char part_name[MENU_NAME_SIZE];
	struct setup_tax setup = { .name = tax->name,
				   .inclusive = tax->is_included,
				   .n = tax->rate_ppm > 0 ? 1 : 0,
				   .part = { { tax->rate_ppm, TAX_ON_NET } },
				   .part_names = { part_name },
				   .since = import->app->property.business_date };
	struct act act = app_act(import->app, import->staff);
	enum err err;

	tax_part_name(tax, part_name);
	err = setup_tax(import->app, &act, &setup, NULL);
	if (err == ERR_EXISTS)
		return import_reject(import, "tax '%s' has other rules from today on; they "
					     "change tomorrow at the earliest.", tax->name);
	return err;
}

/* A class that only has a name must be known, to the house or from a row before. */
static enum err find_class(struct import *import, const char *name)
{
	int64_t id;
	enum err err;

	if (name[0] == '\0')
		return import_reject(import, "the row says no tax: give tax_rate, or tax with "
					     "the name of a class that is there.");
	if (find_tax(import->state, name) != NULL)
		return ERR_OK;
	err = store_tax_class_by_name(import->app->db, name, &id);
	if (err == ERR_NOT_FOUND)
		return import_reject(import, "there is no tax '%s' yet; give its tax_rate.", name);
	return err;
}

static enum err read_rate(struct import *import, struct tax *tax)
{
	const char *rate = import_field(import, "tax_rate"), *name = import_field(import, "tax");
	struct number_style style = number_style_english();
	char percent[NUMBER_TEXT_SIZE];
	enum err err;

	err = money_parse(rate, RATE_DECIMALS, import->decimal, '\0', &tax->rate_ppm);
	if (err != ERR_OK || tax->rate_ppm < 0 || tax->rate_ppm > MONEY_PPM)
		return import_reject(import, "tax_rate '%s' is not a percentage from 0 to 100.",
				     rate);
	if (name[0] == '\0')
		str_format(tax->name, sizeof tax->name, "Tax %s %%",
			   number_percent(&style, tax->rate_ppm, percent));
	else
		str_copy(tax->name, sizeof tax->name, name);
	tax->line = import->line;
	return import_bool(import, "tax_included", true, &tax->is_included);
}

/* The tax class of the row, made when the row gives its rate for the first time. */
static enum err read_tax(struct import *import, char *into, size_t size)
{
	struct menu_state *state = import->state;
	const struct tax *before;
	struct tax tax = { 0 };
	enum err err;

	str_copy(into, size, import_field(import, "tax"));
	if (import_field(import, "tax_rate")[0] == '\0')
		return find_class(import, into);
	err = read_rate(import, &tax);
	if (err != ERR_OK)
		return err;
	str_copy(into, size, tax.name);
	before = find_tax(state, tax.name);
	if (before != NULL &&
	    (before->rate_ppm != tax.rate_ppm || before->is_included != tax.is_included))
		return import_reject(import, "tax '%s' has another rate on line %lld.", tax.name,
				     (long long)before->line);
	if (before != NULL)
		return ERR_OK;
	if (state->n == TAXES_MAX)
		return import_reject(import, "there are more than %d taxes.", TAXES_MAX);
	if (!import->only_checks)
		err = put_tax(import, &tax);
	if (err == ERR_OK)
		state->tax[state->n++] = tax;
	return err;
}

static const char *or_else(const char *text, const char *fallback)
{
	return text[0] != '\0' ? text : fallback;
}

static enum err take(struct import *import)
{
	char search[MENU_SEARCH_SIZE], tax[MENU_NAME_SIZE];
	struct setup_item item = { .name = import_field(import, "name"),
				   .search = search,
				   .category = or_else(import_field(import, "category"), "Menu"),
				   .department = or_else(import_field(import, "department"),
							 "Food"),
				   .tax_class = tax };
	struct act act;
	enum err err = read_code(import, item.name, &item.code);

	if (err == ERR_OK)
		err = read_price(import, &item.price_minor);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &item.is_active);
	if (err == ERR_OK)
		err = import_bool(import, "gift", false, &item.is_gift);
	if (err == ERR_OK && (strlen(item.name) >= MENU_NAME_SIZE ||
			      strlen(item.category) >= MENU_NAME_SIZE ||
			      strlen(item.department) >= MENU_NAME_SIZE ||
			      strlen(import_field(import, "tax")) >= MENU_NAME_SIZE))
		err = import_reject(import, "a name is longer than %d bytes.", MENU_NAME_SIZE - 1);
	if (err == ERR_OK)
		err = read_tax(import, tax, sizeof tax);
	if (err != ERR_OK || import->only_checks)
		return err;
	fold_key(search, sizeof search, item.name);
	act = app_act(import->app, import->staff);
	return setup_item(import->app, &act, &item, NULL);
}

static const struct cli_column columns[] = {
	{ "name", true, "What it is called, in any script." },
	{ "price", true, "Its price, such as 12.50." },
	{ "code", false,
	  "What is typed at the till, 1 to 999999999; otherwise the one it has, or the next "
	  "free one." },
	{ "category", false, "Its group on the menu; otherwise Menu." },
	{ "department", false, "Where its sales are counted; otherwise Food." },
	{ "tax", false, "The name of its tax class." },
	{ "tax_rate", false,
	  "The rate in percent, such as 10 or 7.75; the class is made, or has this rate from the "
	  "business date on." },
	{ "tax_included", false, "Whether the price contains the tax; otherwise yes." },
	{ "gift", false,
	  "Whether it is sold on gift cards: its department then has the ledger of gift cards, and "
	  "nothing is earned by it; otherwise no." },
	{ "active", false, "Whether it is for sale; otherwise yes." },
	{ 0 }
};

static const struct import_table table = {
	.what = "items", .columns = columns, .begin = begin, .row = take
};

enum err import_menu_file(struct import *import)
{
	struct menu_state state = { 0 };
	enum err err;

	import->table = &table;
	import->state = &state;
	err = import_run(import);
	menu_free(state.menu);
	return err;
}

static enum err run(struct cli *cli)
{
	return import_command(cli, import_menu_file);
}

const struct command command_import_menu = {
	.name = "import menu",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in items with their categories, departments and taxes.",
	.help = "The first row of the file names the columns, in any order; only name and price "
		"are needed.  An item that is there (by its code, or by its name when the row "
		"has no code) is changed; what is not in the file stays as it is.  Prices change "
		"for what is rung from now on.\n\n"
		"Bad rows are listed with their line and the reason, and the rest goes in; the "
		"exit code is then 65.",
	.columns = columns,
	.options = import_options,
	.run = run,
};
