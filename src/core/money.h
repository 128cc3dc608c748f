/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money.h -- amounts of money: exact arithmetic, rounding, units, typed amounts.  [pure]
 *
 * Shape   a count of minor units and its unit: { 1250, "EUR" } is EUR 12.50.
 * Units   *_minor are minor units; *_ppm are parts per million; an exchange rate is two integers.
 * Errors  ERR_OVERFLOW, ERR_UNIT (the sides differ), and for typed amounts ERR_SYNTAX,
 *         ERR_GROUPING, ERR_DECIMALS.  On error no ret_ is written.
 * Owner   plain values; nothing to free.
 * Rules   M1 (exact, half away from zero), M7 (cash steps), M8 (rates), M9 (typed amounts).
 * Source  exponents: ISO 4217 list of currency codes (not CLDR, which differs for IRR, IQD, AFN).
 */
#ifndef SANDUQ_CORE_MONEY_H
#define SANDUQ_CORE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MONEY_UNIT_SIZE 9        /* at most 8 letters and NUL */
#define MONEY_PPM 1000000
#define MONEY_EXPONENT_MAX 4
#define MONEY_TEXT_SIZE 48

struct money {
	int64_t minor;
	char unit[MONEY_UNIT_SIZE];
};

/* Sum and difference; ERR_UNIT, ERR_OVERFLOW. */
enum err money_add(struct money a, struct money b, struct money *ret_sum);
enum err money_subtract(struct money a, struct money b, struct money *ret_difference);

/* Checked 64-bit arithmetic on minor units. */
enum err money_add_minor(int64_t a, int64_t b, int64_t *ret_sum);
enum err money_subtract_minor(int64_t a, int64_t b, int64_t *ret_difference);
enum err money_multiply_minor(int64_t a, int64_t b, int64_t *ret_product);

/* amount * numerator / denominator, rounded half away from zero; denominator > 0. */
enum err money_scale(int64_t minor, int64_t numerator, int64_t denominator, int64_t *ret_minor);

/* amount * rate_ppm / 1,000,000, rounded half away from zero. */
enum err money_rate(int64_t minor, int64_t rate_ppm, int64_t *ret_minor);

/* The nearest multiple of `step_minor` (> 0), half away from zero (M7). */
enum err money_round_step(int64_t minor, int64_t step_minor, int64_t *ret_minor);

/* The cash to hand back now (M7): with `refunded_minor` the exact total refunded so far, this
 * refund included, `handed_minor` the cash handed back before and `taken_minor` the cash taken.
 * Refunds telescope: together they are the rounded total, never above the cash taken. */
enum err money_cash_refund(int64_t refunded_minor, int64_t step_minor, int64_t handed_minor,
			   int64_t taken_minor, int64_t *ret_minor);

/* The ISO 4217 exponent of a currency code; -1 when it is not in the table. */
int money_exponent(const char *code);

/* True for 1 to 8 capital ASCII letters. */
bool money_unit_is_valid(const char *code);

/* Reads a typed amount (M9).  ASCII, Arabic-Indic and Persian digits; decimal sign: `decimal` or
 * U+066B; grouping: `group` or U+066C, only before exact groups of three; '-' or U+2212 first;
 * bidirectional marks and spaces around are passed over.  "25" and "25.5" are whole units and
 * decimals.  Digits of one script only; one grouping sign only; the first group has no leading
 * zero ("0,123" is ERR_GROUPING).  `group` may be NUL for none. */
enum err money_parse(const char *text, int exponent, char decimal, char group,
		     int64_t *ret_minor);

/* Highest number on either side of an exchange rate. */
#define MONEY_EXCHANGE_MAX INT64_C(1000000000000)

/* Reads an exchange rate, "0.92" or "23/25", into its lowest terms.  ERR_SYNTAX, ERR_RANGE (zero),
 * ERR_OVERFLOW (more than 12 digits, or above the highest). */
enum err money_exchange_parse(const char *text, int64_t *ret_num, int64_t *ret_den);

/* Writes one, as decimals where 12 of them are enough; returns `into`. */
char *money_exchange_text(int64_t num, int64_t den, char into[MONEY_TEXT_SIZE]);

/* Writes plainly, as files want it: "-1234.50". */
char *money_plain(int64_t minor, int exponent, char into[MONEY_TEXT_SIZE]);

#endif
