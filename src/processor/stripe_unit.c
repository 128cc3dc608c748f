/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/stripe_unit.c -- where Stripe counts a currency otherwise than ISO 4217 does.
 *
 * Stripe's smallest unit is that of ISO 4217 but for a few currencies: some that have no decimals
 * any more are still counted in hundredths, one that has them is counted whole, and of currencies
 * with three decimals only multiples of ten can be charged.
 */
#include "processor/stripe.h"

#include <string.h>

#define UNIT_LETTERS 3

static const struct unit_row {
	const char *unit;
	int multiply;
	int divide;
} unit_rows[] = {
	{ "ISK", 100, 1 },
	{ "UGX", 100, 1 },
	{ "MGA", 1, 100 },
};

static const struct unit_row *find_row(const char *unit)
{
	static const struct unit_row plain = { "", 1, 1 };

	for (size_t i = 0; i < sizeof unit_rows / sizeof *unit_rows; i++)
		if (strcmp(unit_rows[i].unit, unit) == 0)
			return &unit_rows[i];
	return &plain;
}

bool stripe_amount(int64_t minor, const char *unit, int64_t *ret_amount)
{
	const struct unit_row *row = find_row(unit);
	int exponent = money_exponent(unit);

	if (strlen(unit) != UNIT_LETTERS || exponent < 0 || minor < 0)
		return false;
	if (minor % row->divide != 0 || minor > INT64_MAX / row->multiply)
		return false;
	if (exponent == 3 && minor % 10 != 0)
		return false;
	*ret_amount = minor / row->divide * row->multiply;
	return true;
}

bool stripe_unit(const char *currency, char ret_unit[MONEY_UNIT_SIZE])
{
	char unit[MONEY_UNIT_SIZE] = "";

	if (currency == NULL || strlen(currency) != UNIT_LETTERS)
		return false;
	for (size_t i = 0; i < UNIT_LETTERS; i++) {
		if (currency[i] < 'a' || currency[i] > 'z')
			return false;
		unit[i] = (char)(currency[i] - 'a' + 'A');
	}
	if (money_exponent(unit) < 0)
		return false;
	memcpy(ret_unit, unit, sizeof unit);
	return true;
}

bool stripe_minor(int64_t amount, const char *unit, int64_t *ret_minor)
{
	const struct unit_row *row = find_row(unit);

	if (amount % row->multiply != 0 || amount > INT64_MAX / row->divide ||
	    amount < INT64_MIN / row->divide)
		return false;
	*ret_minor = amount / row->multiply * row->divide;
	return true;
}
