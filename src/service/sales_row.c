/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_row.c -- columns to a row, with a reason for every mistake.
 */
#include "service/sales_row.h"

#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "locale/fold.h"
#include "service/bill.h"

static int find_column(const char *wanted, const char *const *fields, size_t n, bool has_header)
{
	int64_t number;

	if (wanted[0] == '#' && str_int64(wanted + 1, &number))
		return number >= 1 && number <= CSV_FIELDS_MAX ? (int)number - 1 : -1;
	for (size_t i = 0; has_header && i < n; i++)
		if (str_equal(fields[i], wanted))
			return (int)i;
	return -1;
}

bool sales_layout_find(const struct sales_profile *profile, const char *const *fields, size_t n,
		       struct sales_layout *ret_layout, const char **ret_missing)
{
	struct sales_layout layout;

	for (int i = 0; i < SALES_COLUMNS; i++) {
		const char *wanted = profile->columns[i];

		layout.at[i] = -1;
		if (wanted[0] == '\0')
			continue;
		layout.at[i] = find_column(wanted, fields, n, profile->has_header);
		if (layout.at[i] < 0) {
			*ret_missing = wanted;
			return false;
		}
	}
	*ret_layout = layout;
	return true;
}

/* The text of a column, without spaces around; "" when the row has none.  False when it is longer
 * than `size` takes: half of a number is another number. */
static bool cell(const struct sales_layout *layout, enum sales_column column,
		 const char *const *fields, size_t n, char *into, size_t size)
{
	int at = layout->at[column];
	char clean[512];
	size_t start = 0, len;

	into[0] = '\0';
	if (at < 0 || (size_t)at >= n)
		return true;
	if (!fold_clean(clean, sizeof clean, fields[at]))
		return false;
	len = strlen(clean);
	while (len > 0 && clean[len - 1] == ' ')
		clean[--len] = '\0';
	start = strspn(clean, " ");
	return str_copy(into, size, clean + start);
}

/* Takes the currency sign away wherever it stands. */
static void strip_sign(char *text, const char *sign)
{
	size_t len = strlen(sign);
	char *at = len > 0 ? strstr(text, sign) : NULL;

	if (at != NULL)
		memmove(at, at + len, strlen(at + len) + 1);
}

/* Reads a number; zeros behind its last decimal say nothing. */
static enum err read_number(const struct sales_profile *profile, char *text, int exponent,
			    int64_t *ret_number)
{
	size_t len = strlen(text);
	enum err err = money_parse(text, exponent, profile->decimal, profile->group, ret_number);

	while (err == ERR_DECIMALS && len > 1 && text[len - 1] == '0') {
		text[--len] = '\0';
		if (text[len - 1] == profile->decimal)
			text[--len] = '\0';
		err = money_parse(text, exponent, profile->decimal, profile->group, ret_number);
	}
	return err;
}

static const char *read_quantity(const struct sales_profile *profile,
				 const struct sales_layout *layout, const char *const *fields,
				 size_t n, int64_t *ret_quantity)
{
	char text[64];
	int64_t quantity = 1;
	bool fits = cell(layout, SALES_QUANTITY, fields, n, text, sizeof text);

	if (layout->at[SALES_QUANTITY] >= 0 &&
	    (!fits || read_number(profile, text, 0, &quantity) != ERR_OK || quantity < 1 ||
	     quantity > BILL_QUANTITY_MAX))
		return N_("the quantity is not a whole number from 1 to 9999");
	*ret_quantity = quantity;
	return NULL;
}

static const char *read_amounts(const struct sales_profile *profile,
				const struct sales_layout *layout, int exponent,
				const char *const *fields, size_t n, struct sales_row *row)
{
	bool is_line = layout->at[SALES_LINE_TOTAL] >= 0;
	const char *reason = read_quantity(profile, layout, fields, n, &row->quantity);
	char text[64];
	int64_t amount = 0;

	if (reason != NULL)
		return reason;
	if (!cell(layout, is_line ? SALES_LINE_TOTAL : SALES_UNIT_PRICE, fields, n, text,
		  sizeof text))
		return N_("the price cannot be read");
	strip_sign(text, profile->currency_sign);
	switch (read_number(profile, text, exponent, &amount)) {
	case ERR_OK:
		break;
	case ERR_DECIMALS:
		return N_("the price has more decimals than the currency");
	default:
		return N_("the price cannot be read");
	}
	if (amount < 0)
		return N_("the price is negative");
	row->price_minor = is_line ? amount / row->quantity : amount;
	row->amount_minor = amount;
	if ((!is_line &&
	     money_multiply_minor(amount, row->quantity, &row->amount_minor) != ERR_OK) ||
	    row->amount_minor > BILL_AMOUNT_MAX)
		return N_("the amount is too large");
	return NULL;
}

static const char *read_when(const struct sales_profile *profile, const struct sales_layout *layout,
			     const char *const *fields, size_t n, struct sales_row *row)
{
	char text[64];

	row->date = profile->fixed_date;
	if (!cell(layout, SALES_DATE, fields, n, text, sizeof text) ||
	    (!profile->has_fixed_date &&
	     !sales_date_parse(profile->date_format, text, &row->date)))
		return N_("the date is not of the profile's format");
	row->time_s = -1;
	if (!cell(layout, SALES_TIME, fields, n, text, sizeof text) ||
	    (text[0] != '\0' && !sales_time_parse(profile->time_format, text, &row->time_s)))
		return N_("the time is not of the profile's format");
	return NULL;
}

/* "{item} {variant}" with the columns put in; spaces left at the end are dropped. */
static bool make_name(const char *format, const char *item, const char *variant, char *into,
		      size_t size)
{
	struct str name = { 0 };
	bool fits;

	while (*format != '\0') {
		if (strncmp(format, "{item}", 6) == 0) {
			str_add(&name, item);
			format += 6;
		} else if (strncmp(format, "{variant}", 9) == 0) {
			str_add(&name, variant);
			format += 9;
		} else {
			str_add_char(&name, *format++);
		}
	}
	fits = str_ok(&name) && str_copy(into, size, str_text(&name));
	str_done(&name);
	for (size_t len = strlen(into); len > 0 && into[len - 1] == ' '; len--)
		into[len - 1] = '\0';
	return fits;
}

static const char *read_names(const struct sales_profile *profile,
			      const struct sales_layout *layout, const char *const *fields,
			      size_t n, struct sales_row *row)
{
	char item[MENU_NAME_SIZE], variant[MENU_NAME_SIZE];

	if (!cell(layout, SALES_ITEM, fields, n, item, sizeof item) ||
	    !cell(layout, SALES_VARIANT, fields, n, variant, sizeof variant))
		return N_("the item's name is too long");
	if (strstr(profile->item_name, "{variant}") == NULL &&
	    !str_copy(row->size, sizeof row->size, variant))
		return N_("the size's name is too long");
	if (!cell(layout, SALES_MODIFIERS, fields, n, row->modifiers, sizeof row->modifiers))
		return N_("the modifiers are too long");
	if (!cell(layout, SALES_CATEGORY, fields, n, row->category, sizeof row->category))
		return N_("the category's name is too long");
	if (item[0] == '\0')
		return N_("the item has no name");
	if (row->category[0] == '\0')
		str_copy(row->category, sizeof row->category, profile->category);
	if (!make_name(profile->item_name, item, variant, row->name, sizeof row->name))
		return N_("the item's name is too long");
	if (guard_looks_like_card(row->name) || guard_looks_like_card(row->category) ||
	    guard_looks_like_card(row->size) || guard_looks_like_card(row->modifiers))
		return N_("a text looks like a card number, which is never stored");
	return NULL;
}

const char *sales_row_read(const struct sales_profile *profile, const struct sales_layout *layout,
			   int exponent, const char *const *fields, size_t n,
			   struct sales_row *ret_row)
{
	struct sales_row row = { 0 };
	const char *reason;

	for (int i = 0; i < SALES_COLUMNS; i++)
		if (layout->at[i] >= (int)n)
			return N_("the row has fewer columns than the profile names");
	if (!cell(layout, SALES_ORDER, fields, n, row.reference, sizeof row.reference))
		return N_("the order number is too long");
	if (row.reference[0] == '\0')
		return N_("the order number is missing");
	if (guard_looks_like_card(row.reference))
		return N_("a text looks like a card number, which is never stored");
	reason = read_when(profile, layout, fields, n, &row);
	if (reason == NULL)
		reason = read_names(profile, layout, fields, n, &row);
	if (reason == NULL)
		reason = read_amounts(profile, layout, exponent, fields, n, &row);
	if (reason == NULL)
		*ret_row = row;
	return reason;
}
