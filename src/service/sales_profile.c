/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_profile.c -- the table of a profile, and dates and times by format.
 */
#include "service/sales_profile.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "core/money.h"

const struct config_key sales_profile_keys[] = {
	{ "file", "separator", CONFIG_CHOICE, "comma", 0, 0, "comma semicolon tab pipe",
	  "What stands between two columns." },
	{ "file", "quote", CONFIG_CHOICE, "double", 0, 0, "double single none",
	  "What encloses a text that holds the separator." },
	{ "file", "header", CONFIG_BOOL, "yes", 0, 0, NULL,
	  "Whether the first line names the columns." },
	{ "columns", "order", CONFIG_TEXT, NULL, 0, 0, NULL,
	  "The column of the order number: its name, or #3 for the third column." },
	{ "columns", "date", CONFIG_TEXT, "", 0, 0, NULL,
	  "The column of the date; leave it out and give [format] fixed_date instead." },
	{ "columns", "time", CONFIG_TEXT, "", 0, 0, NULL, "The column of the time." },
	{ "columns", "item", CONFIG_TEXT, NULL, 0, 0, NULL, "The column of the item's name." },
	{ "columns", "variant", CONFIG_TEXT, "", 0, 0, NULL,
	  "The column of its size, which becomes a size of the item." },
	{ "columns", "modifiers", CONFIG_TEXT, "", 0, 0, NULL,
	  "The column of what else was said of it, parted by |." },
	{ "columns", "category", CONFIG_TEXT, "", 0, 0, NULL, "The column of its category." },
	{ "columns", "quantity", CONFIG_TEXT, "", 0, 0, NULL,
	  "The column of the quantity; none: 1." },
	{ "columns", "unit_price", CONFIG_TEXT, "", 0, 0, NULL, "The column of the price of one." },
	{ "columns", "line_total", CONFIG_TEXT, "", 0, 0, NULL,
	  "The column of the price of the line, when there is none of one." },
	{ "format", "date", CONFIG_TEXT, "YYYY-MM-DD", 0, 0, NULL,
	  "How dates are written: YYYY, YY, MM, M, DD, D and what stands between." },
	{ "format", "fixed_date", CONFIG_TEXT, "", 0, 0, NULL,
	  "The one date of all orders, as YYYY-MM-DD, when no column says it." },
	{ "format", "time", CONFIG_TEXT, "HH:MM:SS", 0, 0, NULL,
	  "How times are written: HH, H, MM, SS, PP for AM or PM." },
	{ "format", "decimal", CONFIG_CHOICE, "point", 0, 0, "point comma", "The decimal sign." },
	{ "format", "group", CONFIG_CHOICE, "none", 0, 0, "none comma point space",
	  "What separates groups of three digits." },
	{ "format", "currency_sign", CONFIG_TEXT, "", 0, 0, NULL,
	  "What stands before or behind amounts and is passed over." },
	{ "format", "order_numbers", CONFIG_CHOICE, "file", 0, 0, "file day",
	  "Whether an order number is used once in the file or again every day." },
	{ "sale", "currency", CONFIG_TEXT, "", 0, 0, NULL,
	  "The currency of the amounts; must be the property's." },
	{ "sale", "tax", CONFIG_CHOICE, "inclusive", 0, 0, "inclusive exclusive",
	  "Whether prices contain the tax." },
	{ "sale", "tax_rate", CONFIG_TEXT, "0", 0, 0, NULL, "The rate of the tax in percent." },
	{ "sale", "tax_name", CONFIG_TEXT, "Tax", 0, 0, NULL, "The name of the tax." },
	{ "sale", "department", CONFIG_TEXT, "Food", 0, 0, NULL,
	  "The department of categories that [departments] does not name." },
	{ "sale", "category", CONFIG_TEXT, "Imported", 0, 0, NULL,
	  "The category of items where no column says one." },
	{ "sale", "item_name", CONFIG_TEXT, "{item}", 0, 0, NULL,
	  "How the name of a menu item is made of the columns; with {variant} in it, as in "
	  "\"{item} {variant}\", every size is an item of its own." },
	{ "departments", "*", CONFIG_TEXT, "", 0, 0, NULL,
	  "category = the department it belongs to." },
	{ NULL, NULL, CONFIG_TEXT, NULL, 0, 0, NULL, NULL },
};

static const char *const column_keys[SALES_COLUMNS] = { "order",    "date",	  "time",
							"item",	    "variant",	  "category",
							"quantity", "unit_price", "line_total",
							"modifiers" };

/* The sign behind a choice: the first letter of its word is not enough, so a table. */
static char sign_of(const char *word)
{
	static const struct {
		const char *word;
		char sign;
	} signs[] = { { "comma", ',' },	 { "semicolon", ';' }, { "tab", '\t' },	 { "pipe", '|' },
		      { "double", '"' }, { "single", '\'' },   { "point", '.' }, { "space", ' ' } };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(signs[i].word, word) == 0)
			return signs[i].sign;
	return '\0';
}

bool sales_rate_parse(const char *text, int64_t *ret_rate_ppm)
{
	/* A percent with up to four decimals is a number of ppm. */
	return money_parse(text, 4, '.', '\0', ret_rate_ppm) == ERR_OK && *ret_rate_ppm >= 0 &&
	       *ret_rate_ppm <= 10 * MONEY_PPM;
}

static enum err fill_columns(struct sales_profile *profile)
{
	struct config *config = profile->config;
	enum err err = config_need(config, "columns", "order");

	if (err == ERR_OK)
		err = config_need(config, "columns", "item");
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < SALES_COLUMNS; i++)
		profile->columns[i] = config_text(config, "columns", column_keys[i]);
	if ((profile->columns[SALES_UNIT_PRICE][0] == '\0') ==
	    (profile->columns[SALES_LINE_TOTAL][0] == '\0'))
		return config_complain(config, "columns", "unit_price",
				       "give either unit_price or line_total in [columns]");
	if ((profile->columns[SALES_DATE][0] == '\0') != profile->has_fixed_date)
		return config_complain(config, "columns", "date",
				       "give either a date column or [format] fixed_date");
	return ERR_OK;
}

static enum err fill_format(struct sales_profile *profile)
{
	struct config *config = profile->config;
	const char *fixed = config_text(config, "format", "fixed_date");

	profile->csv.separator = sign_of(config_text(config, "file", "separator"));
	profile->csv.quote = sign_of(config_text(config, "file", "quote"));
	if (profile->csv.quote == '\0')
		profile->csv.quote = CSV_NO_QUOTE;
	profile->has_header = config_bool(config, "file", "header");
	profile->date_format = config_text(config, "format", "date");
	profile->time_format = config_text(config, "format", "time");
	profile->has_fixed_date = fixed[0] != '\0';
	if (profile->has_fixed_date && !clock_date_parse(fixed, &profile->fixed_date))
		return config_complain(config, "format", "fixed_date",
				       "'%s' is not a date such as 2026-11-21", fixed);
	profile->decimal = sign_of(config_text(config, "format", "decimal"));
	profile->group = sign_of(config_text(config, "format", "group"));
	if (profile->group == profile->decimal)
		return config_complain(config, "format", "group",
				       "decimal and group must not be the same sign");
	profile->currency_sign = config_text(config, "format", "currency_sign");
	profile->order_is_of_day = strcmp(config_text(config, "format", "order_numbers"), "day") ==
				   0;
	return ERR_OK;
}

static enum err fill_sale(struct sales_profile *profile)
{
	struct config *config = profile->config;
	const char *rate = config_text(config, "sale", "tax_rate");

	profile->currency = config_text(config, "sale", "currency");
	profile->is_inclusive = strcmp(config_text(config, "sale", "tax"), "inclusive") == 0;
	profile->tax_name = config_text(config, "sale", "tax_name");
	profile->department = config_text(config, "sale", "department");
	profile->category = config_text(config, "sale", "category");
	profile->item_name = config_text(config, "sale", "item_name");
	if (!sales_rate_parse(rate, &profile->rate_ppm))
		return config_complain(config, "sale", "tax_rate",
				       "'%s' is not a rate in percent such as 8.25", rate);
	if (profile->currency[0] != '\0' && money_exponent(profile->currency) < 0)
		return config_complain(config, "sale", "currency",
				       "'%s' is not an ISO 4217 currency code", profile->currency);
	return ERR_OK;
}

enum err sales_profile_open(const char *path, struct sales_profile *ret_profile, char *problem,
			    size_t size)
{
	struct sales_profile profile = { 0 };
	enum err err = config_open(path, sales_profile_keys, &profile.config);

	if (err == ERR_OK)
		err = fill_format(&profile);
	if (err == ERR_OK)
		err = fill_columns(&profile);
	if (err == ERR_OK)
		err = fill_sale(&profile);
	if (err != ERR_OK) {
		str_copy(problem, size,
			 profile.config != NULL ? config_problem(profile.config) : err_text(err));
		sales_profile_close(&profile);
		return err;
	}
	*ret_profile = profile;
	return ERR_OK;
}

void sales_profile_close(struct sales_profile *profile)
{
	config_close(profile->config);
	*profile = (struct sales_profile){ 0 };
}

const char *sales_profile_department(const struct sales_profile *profile, const char *category)
{
	for (int i = 0;; i++) {
		const char *key = config_key_at(profile->config, "departments", i);

		if (key == NULL)
			return profile->department;
		if (str_equal(key, category))
			return config_text(profile->config, "departments", key);
	}
}

/* Reads `low` to `high` digits and moves past them; false when there are fewer. */
static bool read_digits(const char **text, int low, int high, int *ret_number)
{
	int n = 0, number = 0;

	while (n < high && **text >= '0' && **text <= '9') {
		number = 10 * number + (**text - '0');
		n++;
		(*text)++;
	}
	*ret_number = number;
	return n >= low;
}

/* A token of a format: its letters, how many digits it takes, which field it fills. */
struct token {
	const char *letters;
	int low, high, field;
};

enum {
	FIELD_YEAR,
	FIELD_MONTH,
	FIELD_DAY,
	FIELD_HOUR,
	FIELD_MINUTE,
	FIELD_SECOND,
	FIELD_HALF,
	FIELDS
};

static bool read_half(const char **text, int *ret_half)
{
	if (strncasecmp(*text, "am", 2) != 0 && strncasecmp(*text, "pm", 2) != 0)
		return false;
	*ret_half = **text == 'p' || **text == 'P' ? 2 : 1;
	*text += 2;
	return true;
}

static bool read_fields(const struct token *tokens, const char *format, const char *text,
			int fields[FIELDS])
{
	while (*format != '\0') {
		const struct token *token = tokens;

		while (token->letters != NULL &&
		       strncmp(format, token->letters, strlen(token->letters)) != 0)
			token++;
		if (token->letters == NULL) {
			if (*format++ != *text++)
				return false;
			continue;
		}
		if (token->field == FIELD_HALF
			    ? !read_half(&text, &fields[FIELD_HALF])
			    : !read_digits(&text, token->low, token->high, &fields[token->field]))
			return false;
		format += strlen(token->letters);
	}
	return *text == '\0';
}

bool sales_date_parse(const char *format, const char *text, int32_t *ret_date)
{
	static const struct token tokens[] = {
		{ "YYYY", 4, 4, FIELD_YEAR },
		{ "YY", 2, 2, FIELD_YEAR },
		{ "MM", 1, 2, FIELD_MONTH },
		{ "M", 1, 2, FIELD_MONTH },
		{ "DD", 1, 2, FIELD_DAY },
		{ "D", 1, 2, FIELD_DAY },
		{ NULL, 0, 0, 0 },
	};
	int fields[FIELDS] = { 0 };

	if (!read_fields(tokens, format, text, fields))
		return false;
	if (fields[FIELD_YEAR] < 100)
		fields[FIELD_YEAR] += fields[FIELD_YEAR] < 70 ? 2000 : 1900;
	return clock_date_make(fields[FIELD_YEAR], fields[FIELD_MONTH], fields[FIELD_DAY],
			       ret_date);
}

bool sales_time_parse(const char *format, const char *text, int64_t *ret_time_s)
{
	static const struct token tokens[] = {
		{ "HH", 1, 2, FIELD_HOUR },   { "H", 1, 2, FIELD_HOUR },
		{ "MM", 2, 2, FIELD_MINUTE }, { "SS", 2, 2, FIELD_SECOND },
		{ "PP", 2, 2, FIELD_HALF },   { NULL, 0, 0, 0 },
	};
	int fields[FIELDS] = { 0 };

	if (!read_fields(tokens, format, text, fields))
		return false;
	if (fields[FIELD_HALF] != 0) {
		if (fields[FIELD_HOUR] < 1 || fields[FIELD_HOUR] > 12)
			return false;
		fields[FIELD_HOUR] = fields[FIELD_HOUR] % 12 + (fields[FIELD_HALF] == 2 ? 12 : 0);
	}
	if (fields[FIELD_HOUR] > 23 || fields[FIELD_MINUTE] > 59 || fields[FIELD_SECOND] > 60)
		return false;
	*ret_time_s = ((int64_t)fields[FIELD_HOUR] * 60 + fields[FIELD_MINUTE]) * 60 +
		      fields[FIELD_SECOND];
	return true;
}
