/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_discounts.c -- sanduq import discounts and sanduq import services: the house's rules
 * for discounts, comps and staff meals, and for the service charge.
 */
#include <string.h>

#include "base/str.h"
#include "cli/import.h"
#include "core/money.h"
#include "service/setup_price.h"

#define RATE_DECIMALS 4           /* of a percentage: its unit is then one part per million */
#define KIND_SIZE 16

/* An amount or a rate; -1 when the field is empty. */
static enum err read_number(struct import *import, const char *column, int decimals,
			    int64_t *ret_value)
{
	const char *text = import_field(import, column);
	char group = import->decimal == ',' ? '.' : ',';
	size_t len = strlen(text);
	char plain[32];

	*ret_value = -1;
	if (text[0] == '\0')
		return ERR_OK;
	while (len > 0 && (text[len - 1] == '%' || text[len - 1] == ' '))
		len--;
	str_format(plain, sizeof plain, "%.*s", (int)len, text);
	if (money_parse(plain, decimals, import->decimal, group, ret_value) != ERR_OK ||
	    *ret_value < 0)
		return import_reject(import, "%s '%s' is not a number above zero with at most %d "
				     "decimals.", column, text, decimals);
	return ERR_OK;
}

/* --- discounts ---------------------------------------------------------------------------- */

static enum err read_kind(struct import *import, struct setup_discount *discount)
{
	const char *kind = import_field(import, "kind"), *of = import_field(import, "of");

	discount->kind = DISCOUNT_PLAIN;
	discount->scope = discount->category[0] != '\0' ? DISCOUNT_OF_CATEGORY : DISCOUNT_OF_LINE;
	if (kind[0] != '\0' && !discount_kind_parse(kind, &discount->kind))
		return import_reject(import, "kind '%s' is none of discount, comp, staff-meal.",
				     kind);
	if (of[0] != '\0' && !discount_scope_parse(of, &discount->scope))
		return import_reject(import, "of '%s' is none of line, category, check.", of);
	if ((discount->scope == DISCOUNT_OF_CATEGORY) != (discount->category[0] != '\0'))
		return import_reject(import, "a category is named just where 'of' is category.");
	return ERR_OK;
}

static enum err read_size(struct import *import, struct setup_discount *discount)
{
	int exponent = import->app->property.exponent;
	enum err err = read_number(import, "percent", RATE_DECIMALS, &discount->rate_ppm);

	if (err == ERR_OK)
		err = read_number(import, "amount", exponent, &discount->amount_minor);
	if (err == ERR_OK)
		err = read_number(import, "price", exponent, &discount->target_minor);
	if (err == ERR_OK && (discount->rate_ppm > 0) + (discount->amount_minor > 0) +
					     (discount->target_minor >= 0) !=
				     1)
		return import_reject(import, "just one of percent, amount and price is given, "
				     "above zero.");
	return err;
}

static enum err take_discount(struct import *import)
{
	struct setup_discount discount = { .name = import_field(import, "name"),
					   .category = import_field(import, "category"),
					   .reason = import_field(import, "reason") };
	struct act act;
	enum err err = read_kind(import, &discount);

	if (err == ERR_OK)
		err = read_size(import, &discount);
	if (err == ERR_OK)
		err = import_int(import, "place", 1, SETUP_RULE_NO_MAX,
				 import->taken < SETUP_RULE_NO_MAX ? import->taken + 1
								   : SETUP_RULE_NO_MAX,
				 &discount.no);
	if (err == ERR_OK)
		err = import_bool(import, "alone", false, &discount.stands_alone);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &discount.is_active);
	if (err != ERR_OK)
		return err;
	act = app_act(import->app, import->staff);
	err = import->only_checks ? setup_discount_check(import->app, &discount)
				  : setup_discount(import->app, &act, &discount, NULL);
	if (err == ERR_NOT_FOUND)
		return import_reject(import, "there is no category '%s'.", discount.category);
	if (err == ERR_STATE)
		return import_reject(import, "'%s' is there with another kind, which stays: give "
				     "this one another name.", discount.name);
	return err;
}

static const struct cli_column discount_columns[] = {
	{ "name", true, "What it is called on screens and papers." },
	{ "kind", false,
	  "discount, comp or staff-meal; otherwise discount.  Comps and staff meals take a "
	  "permission of their own and are counted apart." },
	{ "of", false,
	  "line, category or check; otherwise category when one is named, else line." },
	{ "category", false, "The category whose lines it is for." },
	{ "percent", false, "What it takes off in percent, such as 10; this, amount or price." },
	{ "amount", false, "What it takes off the line or the check, such as 5.00." },
	{ "price", false,
	  "What one piece, or the whole check before service and added taxes, then costs." },
	{ "alone", false, "Whether it goes with no other discount; otherwise no." },
	{ "reason", false, "The reason it gives; otherwise the till asks for one each time." },
	{ "place", false, "Its place in the list, 1 to 99; otherwise that in the file." },
	{ "active", false, "Whether it is given; otherwise yes." },
	{ 0 }
};

static const struct import_table discount_table = { .what = "discounts",
						    .columns = discount_columns,
						    .row = take_discount };

enum err import_discounts_file(struct import *import)
{
	import->table = &discount_table;
	return import_run(import);
}

static enum err run_discounts(struct cli *cli)
{
	return import_command(cli, import_discounts_file);
}

const struct command command_import_discounts = {
	.name = "import discounts",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in the discounts, comps and staff meals that a till lists.",
	.help = "The first row of the file names the columns, in any order.  A discount that is "
		"there, by name, is changed from then on; what was given stays as it was.  What "
		"a person may give alone follows from the role, not from this list.",
	.columns = discount_columns,
	.options = import_options,
	.run = run_discounts,
};

/* --- service charges ---------------------------------------------------------------------- */

static enum err take_service(struct import *import)
{
	const char *department = import_field(import, "department");
	struct setup_service service = { .name = import_field(import, "name"),
					 .room = import_field(import, "room"),
					 .tax_class = import_field(import, "tax"),
					 .department = department[0] != '\0' ? department
									     : "Service charge" };
	struct act act;
	enum err err = read_number(import, "percent", RATE_DECIMALS, &service.rate_ppm);

	if (err == ERR_OK)
		err = import_int(import, "covers", 0, SETUP_COVERS_MAX, 0, &service.covers);
	if (err == ERR_OK)
		err = import_bool(import, "active", true, &service.is_active);
	if (err != ERR_OK)
		return err;
	act = app_act(import->app, import->staff);
	err = import->only_checks ? setup_service_check(import->app, &service)
				  : setup_service(import->app, &act, &service, NULL);
	return err == ERR_NOT_FOUND
		       ? import_reject(import, "there is no room '%s', or no tax class '%s'.",
				       service.room, service.tax_class)
		       : err;
}

static const struct cli_column service_columns[] = {
	{ "name", true, "What it is called." },
	{ "percent", true, "The rate, such as 12.5, on what is left after discounts." },
	{ "covers", false, "From so many guests on; otherwise always." },
	{ "room", false, "The room that it is for; otherwise everywhere.  A charge for a room "
			 "comes before one for everywhere." },
	{ "tax", false, "The tax class that it is taxed by; otherwise it is not taxed." },
	{ "department", false, "Where it is counted; otherwise Service charge." },
	{ "active", false, "Whether it is taken; otherwise yes." },
	{ 0 }
};

static const struct import_table service_table = { .what = "service charges",
						   .columns = service_columns,
						   .row = take_service };

enum err import_services_file(struct import *import)
{
	import->table = &service_table;
	return import_run(import);
}

static enum err run_services(struct cli *cli)
{
	return import_command(cli, import_services_file);
}

const struct command command_import_services = {
	.name = "import services",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Takes in the service charges that come by party size and room.",
	.help = "The first row of the file names the columns, in any order.  A charge that is "
		"there, by name, is changed.  A check gets the charge that fits when it is opened "
		"and when its guests or its table change, unless one was set or waived by hand; "
		"that takes a reason and permission.  Nothing is charged on walk-in sales and "
		"gift cards.",
	.columns = service_columns,
	.options = import_options,
	.run = run_services,
};
