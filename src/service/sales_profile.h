/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_profile.h -- how to read somebody's file of order lines.
 *
 * Shape   a profile is an INI file: which column is what, how dates and amounts are written, how
 *         prices stand to tax.  sales_profile_keys is the table of all that may stand in it; it
 *         makes the man page too.
 * Errors  ERR_CONFIG (with a sentence), those of base/config.h.
 * Owner   sales_profile_open/close; texts are borrowed until then.
 */
#ifndef SANDUQ_SERVICE_SALES_PROFILE_H
#define SANDUQ_SERVICE_SALES_PROFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/config.h"
#include "base/csv.h"

/* What a column can be. */
enum sales_column {
	SALES_ORDER,
	SALES_DATE,
	SALES_TIME,
	SALES_ITEM,
	SALES_VARIANT,
	SALES_CATEGORY,
	SALES_QUANTITY,
	SALES_UNIT_PRICE,
	SALES_LINE_TOTAL,
	SALES_MODIFIERS,
	SALES_COLUMNS
};

struct sales_profile {
	struct config *config;
	struct csv_options csv;
	bool has_header;
	const char *columns[SALES_COLUMNS]; /* a header's name, "#3" for the third; "": none */
	const char *date_format; /* "DD-MM-YYYY" */
	bool has_fixed_date; /* every order is of fixed_date */
	int32_t fixed_date;
	const char *time_format; /* "HH:MM:SS" */
	char decimal, group;
	const char *currency_sign;
	bool order_is_of_day; /* order numbers begin again every day */
	const char *currency; /* "": whatever the property has */
	bool is_inclusive;
	int64_t rate_ppm;
	const char *tax_name;
	const char *department;
	const char *category; /* where no column says one */
	const char *item_name; /* "{item}"; with "{variant}" each is an item of its own */
};

extern const struct config_key sales_profile_keys[];

/* Reads a profile; `problem` (size bytes) says what is wrong with it. */
enum err sales_profile_open(const char *path, struct sales_profile *ret_profile, char *problem,
			    size_t size);

/* Frees; fine on a zeroed profile. */
void sales_profile_close(struct sales_profile *profile);

/* The department of a category: its own in [departments], else the profile's. */
const char *sales_profile_department(const struct sales_profile *profile, const char *category);

/* Reads a date or time by its format: YYYY YY MM M DD D, HH H MM SS and AM/PM as "PP"; anything
 * else stands for itself.  False when the text is not of the format. */
bool sales_date_parse(const char *format, const char *text, int32_t *ret_date);
bool sales_time_parse(const char *format, const char *text, int64_t *ret_time_s);

/* Reads a rate such as "8.25" percent as ppm. */
bool sales_rate_parse(const char *text, int64_t *ret_rate_ppm);

#endif
