/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/number.h -- numbers and amounts as people read them.  [pure]
 *
 * Shape   struct number_style: the separators and which digits.  With Arabic or Persian digits the
 *         separators are U+066B and U+066C; `decimal` and `group` are then what is typed.
 * Units   *_minor with the currency's exponent; *_ppm are parts per million.
 * Errors  none; every text fits NUMBER_TEXT_SIZE.
 * Owner   the caller's buffers, returned for use in place.
 * Rules   M1 (integers only).  What is typed is read by core/money, never here.
 */
#ifndef SANDUQ_LOCALE_NUMBER_H
#define SANDUQ_LOCALE_NUMBER_H

#include <stddef.h>
#include <stdint.h>

#define NUMBER_TEXT_SIZE 80

enum number_digits { NUMBER_LATIN, NUMBER_ARABIC, NUMBER_PERSIAN };

struct number_style {
	char decimal;              /* '.' */
	char group;                /* ',' or '\0' for none */
	enum number_digits digits;
};

/* "1,234.50": decimal point, comma, Latin digits. */
struct number_style number_style_english(void);

/* An amount of minor units: "-1,234.50"; exponent 0 to 4, "-1,234" for 0. */
char *number_money(const struct number_style *style, int64_t amount_minor, int exponent,
		   char into[NUMBER_TEXT_SIZE]);

/* A count with groups: "1,000,000". */
char *number_count(const struct number_style *style, int64_t value, char into[NUMBER_TEXT_SIZE]);

/* A code without groups: "1042". */
char *number_code(const struct number_style *style, int64_t value, char into[NUMBER_TEXT_SIZE]);

/* A rate in percent without the sign, no zeros at the end: 77500 is "7.75". */
char *number_percent(const struct number_style *style, int64_t rate_ppm,
		     char into[NUMBER_TEXT_SIZE]);

/* Copies `text` with its ASCII digits in the style's digits; cut to `size`. */
char *number_digits_text(const struct number_style *style, const char *text, char *into,
			 size_t size);

#endif
