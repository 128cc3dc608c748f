/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money.c -- exact arithmetic on minor units, cash steps, and writing an amount plainly.
 *                 Products are 128 bits wide, so only a result that does not fit is an error.
 */
#include "core/money.h"

#include <assert.h>
#include <string.h>

enum err money_add_minor(int64_t a, int64_t b, int64_t *ret_sum)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return ERR_OVERFLOW;
	*ret_sum = sum;
	return ERR_OK;
}

enum err money_subtract_minor(int64_t a, int64_t b, int64_t *ret_difference)
{
	int64_t difference;

	if (__builtin_sub_overflow(a, b, &difference))
		return ERR_OVERFLOW;
	*ret_difference = difference;
	return ERR_OK;
}

enum err money_multiply_minor(int64_t a, int64_t b, int64_t *ret_product)
{
	int64_t product;

	if (__builtin_mul_overflow(a, b, &product))
		return ERR_OVERFLOW;
	*ret_product = product;
	return ERR_OK;
}

enum err money_add(struct money a, struct money b, struct money *ret_sum)
{
	struct money sum = a;
	enum err err;

	if (strcmp(a.unit, b.unit) != 0)
		return ERR_UNIT;
	err = money_add_minor(a.minor, b.minor, &sum.minor);
	if (err == ERR_OK)
		*ret_sum = sum;
	return err;
}

enum err money_subtract(struct money a, struct money b, struct money *ret_difference)
{
	struct money difference = a;
	enum err err;

	if (strcmp(a.unit, b.unit) != 0)
		return ERR_UNIT;
	err = money_subtract_minor(a.minor, b.minor, &difference.minor);
	if (err == ERR_OK)
		*ret_difference = difference;
	return err;
}

/* value / divisor, half away from zero (M1); divisor > 0. */
static __int128 divide_half_away(__int128 value, int64_t divisor)
{
	__int128 quotient = value / divisor;
	__int128 rest = value % divisor;

	if (rest >= divisor - rest)
		return quotient + 1;
	if (-rest >= divisor + rest)
		return quotient - 1;
	return quotient;
}

enum err money_scale(int64_t minor, int64_t numerator, int64_t denominator, int64_t *ret_minor)
{
	__int128 scaled;

	assert(denominator > 0);
	scaled = divide_half_away((__int128)minor * numerator, denominator);
	if (scaled < INT64_MIN || scaled > INT64_MAX)
		return ERR_OVERFLOW;
	*ret_minor = (int64_t)scaled;
	return ERR_OK;
}

enum err money_rate(int64_t minor, int64_t rate_ppm, int64_t *ret_minor)
{
	return money_scale(minor, rate_ppm, MONEY_PPM, ret_minor);
}

enum err money_round_step(int64_t minor, int64_t step_minor, int64_t *ret_minor)
{
	int64_t steps;

	assert(step_minor > 0);
	steps = (int64_t)divide_half_away(minor, step_minor);
	return money_multiply_minor(steps, step_minor, ret_minor);
}

enum err money_cash_refund(int64_t refunded_minor, int64_t step_minor, int64_t handed_minor,
			   int64_t taken_minor, int64_t *ret_minor)
{
	int64_t rounded;
	enum err err;

	assert(refunded_minor >= 0 && handed_minor >= 0 && handed_minor <= taken_minor);
	err = money_round_step(refunded_minor, step_minor, &rounded);
	if (err != ERR_OK)
		return err;
	if (rounded > taken_minor)
		rounded = taken_minor;
	*ret_minor = rounded > handed_minor ? rounded - handed_minor : 0;
	return ERR_OK;
}

bool money_unit_is_valid(const char *code)
{
	size_t len = 0;

	for (; code[len] != '\0'; len++)
		if (len == MONEY_UNIT_SIZE - 1 || code[len] < 'A' || code[len] > 'Z')
			return false;
	return len > 0;
}

char *money_plain(int64_t minor, int exponent, char into[MONEY_TEXT_SIZE])
{
	uint64_t left = minor < 0 ? -(uint64_t)minor : (uint64_t)minor;
	char *at = into + MONEY_TEXT_SIZE;
	int written = 0;

	assert(exponent >= 0 && exponent <= MONEY_EXPONENT_MAX);
	*--at = '\0';
	do {
		if (written == exponent && written > 0)
			*--at = '.';
		*--at = (char)('0' + left % 10);
		left /= 10;
		written++;
	} while (left > 0 || written <= exponent);
	if (minor < 0)
		*--at = '-';
	memmove(into, at, (size_t)(into + MONEY_TEXT_SIZE - at));
	return into;
}
