/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_row.h -- one row of an imported file, read by a profile.  [pure]
 *
 * Owner   texts are copied; a row is a plain value.
 */
#ifndef SANDUQ_SERVICE_SALES_ROW_H
#define SANDUQ_SERVICE_SALES_ROW_H

#include "core/money.h"
#include "service/sales_profile.h"
#include "store/store_choice.h"

#define SALES_REFERENCE_SIZE 128

struct sales_row {
	int64_t line; /* of the file */
	int32_t date;
	int64_t time_s; /* -1: unknown */
	int64_t quantity;
	int64_t price_minor; /* of one */
	int64_t amount_minor; /* of the line */
	char reference[SALES_REFERENCE_SIZE];
	char name[MENU_NAME_SIZE];
	char category[MENU_NAME_SIZE];
	char size[MENU_WORDS_SIZE];  /* of the item; "": it has none */
	char modifiers[MENU_NAME_SIZE]; /* parted by '|' */
};

/* Where each column stands; -1: not in the file. */
struct sales_layout {
	int at[SALES_COLUMNS];
};

/* Finds the columns by the header (or "#3"); false when one is missing: *ret_missing names it. */
bool sales_layout_find(const struct sales_profile *profile, const char *const *fields, size_t n,
		       struct sales_layout *ret_layout, const char **ret_missing);

/* Reads a row; NULL when it is right, else the reason (an English msgid). */
const char *sales_row_read(const struct sales_profile *profile, const struct sales_layout *layout,
			   int exponent, const char *const *fields, size_t n,
			   struct sales_row *ret_row);

#endif
