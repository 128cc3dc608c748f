/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_money.c -- exact amounts, rounding, cash steps, decimals of currencies.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/money.h"

static void sums(void)
{
	struct money a = { 1250, "EUR" }, b = { 50, "EUR" }, c = { 1, "USD" }, sum = { 7, "X" };

	CHECK_OK(money_add(a, b, &sum));
	CHECK_INT(sum.minor, 1300);
	CHECK_TEXT(sum.unit, "EUR");
	CHECK_OK(money_subtract(b, a, &sum));
	CHECK_INT(sum.minor, -1200);
	CHECK_INT(money_add(a, c, &sum), ERR_UNIT);
	CHECK_INT(money_subtract(a, c, &sum), ERR_UNIT);
	a.minor = INT64_MAX;
	CHECK_INT(money_add(a, b, &sum), ERR_OVERFLOW);
	CHECK_INT(sum.minor, -1200);
}

static void checked(void)
{
	int64_t out = 42;

	CHECK_INT(money_add_minor(INT64_MAX, 1, &out), ERR_OVERFLOW);
	CHECK_INT(money_subtract_minor(INT64_MIN, 1, &out), ERR_OVERFLOW);
	CHECK_INT(money_multiply_minor(INT64_MAX / 2 + 1, 2, &out), ERR_OVERFLOW);
	CHECK_INT(out, 42);
	CHECK_OK(money_multiply_minor(-3, 1450, &out));
	CHECK_INT(out, -4350);
}

static void half_away(void)
{
	static const struct {
		int64_t minor, numerator, denominator, expected;
	} rows[] = {
		{ 5, 1, 10, 1 },   { 4, 1, 10, 0 },  { -5, 1, 10, -1 }, { -4, 1, 10, 0 },
		{ 15, 1, 10, 2 },  { 25, 1, 10, 3 }, { -25, 1, 10, -3 }, { 7, 1, 3, 2 },
		{ 8, 1, 3, 3 },	   { 5, -1, 10, -1 }, { 0, 9, 7, 0 },
		{ INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX },
		{ INT64_MIN, INT64_MAX, INT64_MAX, INT64_MIN },
	};
	int64_t out;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CHECK_OK(money_scale(rows[i].minor, rows[i].numerator, rows[i].denominator, &out));
		CHECK_INT(out, rows[i].expected);
	}
	CHECK_INT(money_scale(INT64_MAX, 2, 1, &out), ERR_OVERFLOW);
	CHECK_INT(money_scale(INT64_MIN, -1, 1, &out), ERR_OVERFLOW);
}

static void rate(void)
{
	int64_t out;

	CHECK_OK(money_rate(700, 130000, &out));
	CHECK_INT(out, 91);
	CHECK_OK(money_rate(50, 10000, &out));
	CHECK_INT(out, 1);
	CHECK_OK(money_rate(-50, 10000, &out));
	CHECK_INT(out, -1);
}

static void cash_steps(void)
{
	static const struct {
		int64_t minor, step, expected;
	} rows[] = {
		{ 1232, 5, 1230 }, { 1233, 5, 1235 }, { 12, 25, 0 },	{ 13, 25, 25 },
		{ 75, 50, 100 },   { -75, 50, -100 }, { 74, 50, 50 },	{ 999, 1, 999 },
		{ 0, 100, 0 },	   { 149, 100, 100 }, { -1233, 5, -1235 },
	};
	int64_t out = 1;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CHECK_OK(money_round_step(rows[i].minor, rows[i].step, &out));
		CHECK_INT(out, rows[i].expected);
	}
	CHECK_INT(money_round_step(INT64_MAX, 1000, &out), ERR_OVERFLOW);
}

static void refunds_telescope(void)
{
	int64_t handed = 0, out;

	/* 10.00 taken in cash; 3.33 refunded three times, then the last cent: steps of 0.05 */
	CHECK_OK(money_cash_refund(333, 5, handed, 1000, &out));
	CHECK_INT(out, 335);
	handed += out;
	CHECK_OK(money_cash_refund(666, 5, handed, 1000, &out));
	CHECK_INT(out, 330);
	handed += out;
	CHECK_OK(money_cash_refund(999, 5, handed, 1000, &out));
	CHECK_INT(out, 335);
	handed += out;
	CHECK_OK(money_cash_refund(1000, 5, handed, 1000, &out));
	CHECK_INT(out, 0);
	CHECK_INT(handed, 1000);
}

static void refunds_below_cash(void)
{
	int64_t out;

	/* 9.98 was due, 10.00 would be the rounded refund, but only 9.95 had been taken */
	CHECK_OK(money_cash_refund(998, 5, 0, 995, &out));
	CHECK_INT(out, 995);
	CHECK_OK(money_cash_refund(998, 5, 995, 995, &out));
	CHECK_INT(out, 0);
}

static void foreign_change(void)
{
	int64_t value;

	/* M8: bill 60 EUR, 100 USD at 0.90 are 90 EUR, so the change is 30 EUR */
	CHECK_OK(money_scale(10000, 90, 100, &value));
	CHECK_INT(value - 6000, 3000);
	/* JPY 1000 at 163.27 yen a euro: no floating point, one rounding */
	CHECK_OK(money_scale(1000, 10000, 16327, &value));
	CHECK_INT(value, 612);
}

static void exponents(void)
{
	static const struct {
		const char *code;
		int exponent;
	} rows[] = {
		{ "EUR", 2 }, { "USD", 2 }, { "IRR", 2 }, { "AFN", 2 }, { "IQD", 3 }, { "KWD", 3 },
		{ "BHD", 3 }, { "OMR", 3 }, { "JOD", 3 }, { "TND", 3 }, { "LYD", 3 }, { "JPY", 0 },
		{ "KRW", 0 }, { "VND", 0 }, { "ISK", 0 }, { "XOF", 0 }, { "CLF", 4 }, { "UYW", 4 },
		{ "UYI", 0 }, { "HUF", 2 }, { "SAR", 2 }, { "MGA", 2 }, { "MRU", 2 }, { "XCG", 2 },
		{ "ZWG", 2 }, { "XAU", -1 }, { "COFFEE", -1 }, { "eur", -1 }, { "", -1 },
		{ "R U", -1 }, { "EU", -1 }, { "UR ", -1 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_INT(money_exponent(rows[i].code), rows[i].exponent);
}

static void units(void)
{
	CHECK(money_unit_is_valid("E"));
	CHECK(money_unit_is_valid("COFFEE"));
	CHECK(money_unit_is_valid("ABCDEFGH"));
	CHECK(!money_unit_is_valid("ABCDEFGHI"));
	CHECK(!money_unit_is_valid(""));
	CHECK(!money_unit_is_valid("eur"));
	CHECK(!money_unit_is_valid("EU1"));
}

static void plain(void)
{
	static const struct {
		int64_t minor;
		int exponent;
		const char *expected;
	} rows[] = {
		{ -123450, 2, "-1234.50" }, { 0, 2, "0.00" }, { 5, 2, "0.05" }, { -5, 3, "-0.005" },
		{ 100, 2, "1.00" }, { 1234, 0, "1234" }, { 0, 0, "0" }, { 12345, 4, "1.2345" },
		{ INT64_MIN, 2, "-92233720368547758.08" },
		{ INT64_MAX, 0, "9223372036854775807" },
	};
	char into[MONEY_TEXT_SIZE];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CHECK_TEXT(money_plain(rows[i].minor, rows[i].exponent, into), rows[i].expected);
}

/* Schoolbook long division, bit by bit, of |a * b| / d, then half away from zero. */
static bool scale_slowly(int64_t a, int64_t b, int64_t d, int64_t *ret)
{
	unsigned __int128 size_a = a < 0 ? -(unsigned __int128)a : (unsigned __int128)a;
	unsigned __int128 size_b = b < 0 ? -(unsigned __int128)b : (unsigned __int128)b;
	unsigned __int128 product = size_a * size_b, quotient = 0, rest = 0;
	bool is_negative = (a < 0) != (b < 0);

	for (int bit = 127; bit >= 0; bit--) {
		rest = rest << 1 | (product >> bit & 1);
		quotient <<= 1;
		if (rest >= (unsigned __int128)d) {
			rest -= (unsigned __int128)d;
			quotient |= 1;
		}
	}
	quotient += 2 * rest >= (unsigned __int128)d;
	if (quotient > (unsigned __int128)INT64_MAX + (is_negative ? 1 : 0))
		return false;
	*ret = (int64_t)(is_negative ? -(uint64_t)quotient : (uint64_t)quotient);
	return true;
}

static void scale_property(void)
{
	struct cases cases = cases_from(1);
	int wrong = 0;

	for (int i = cases_count(1000000); i > 0; i--) {
		int64_t a = cases_amount(&cases), b = cases_amount(&cases), d, slow, fast;
		bool fits;

		while ((d = cases_amount(&cases)) <= 0)
			;
		fits = scale_slowly(a, b, d, &slow);
		if ((money_scale(a, b, d, &fast) == ERR_OK) != fits || (fits && slow != fast))
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

static void step_property(void)
{
	struct cases cases = cases_from(2);
	int wrong = 0;

	for (int i = cases_count(1000000); i > 0; i--) {
		int64_t minor = cases_between(&cases, -1000000000, 1000000000);
		int64_t step = cases_between(&cases, 1, 1000), out, opposite;

		if (money_round_step(minor, step, &out) != ERR_OK || out % step != 0 ||
		    2 * llabs(out - minor) > step ||
		    (2 * llabs(out - minor) == step && llabs(out) < llabs(minor)))
			wrong++;
		if (money_round_step(-minor, step, &opposite) != ERR_OK || opposite != -out)
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

/* A sale of `due` taken as rounded cash, given back in random pieces. */
static bool refund_in_pieces(struct cases *cases)
{
	int64_t due = cases_between(cases, 1, 100000), step = cases_between(cases, 1, 100);
	int64_t taken, refunded = 0, handed = 0, rounded, out;

	if (money_round_step(due, step, &taken) != ERR_OK)
		return false;
	while (refunded < due) {
		refunded += cases_between(cases, 1, due - refunded);
		if (money_cash_refund(refunded, step, handed, taken, &out) != ERR_OK || out < 0)
			return false;
		handed += out;
		if (money_round_step(refunded, step, &rounded) != ERR_OK ||
		    handed != (rounded < taken ? rounded : taken))
			return false;
	}
	return handed == taken;
}

static void refund_property(void)
{
	struct cases cases = cases_from(3);
	int wrong = 0;

	for (int i = cases_count(300000); i > 0; i--)
		wrong += !refund_in_pieces(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_money[] = {
	{ "amounts of one unit add up, of two do not (M1)", sums },
	{ "arithmetic that does not fit is an error and writes nothing (M1)", checked },
	{ "rounding is half away from zero (M1)", half_away },
	{ "a rate is parts per million: 13 % of 7.00 is 0.91 (M1)", rate },
	{ "cash is rounded to the nearest step (M7)", cash_steps },
	{ "cash refunds telescope to the cash taken (M7)", refunds_telescope },
	{ "a cash refund is never above the cash taken (M7)", refunds_below_cash },
	{ "bill 60 EUR, 100 USD at 0.90 gives 30 EUR change (M8)", foreign_change },
	{ "decimals of currencies follow ISO 4217 (M1)", exponents },
	{ "a unit is one to eight capital letters (M1)", units },
	{ "an amount is written plainly for files (M1)", plain },
	{ "scaling agrees with long division, to the last bit (M1)", scale_property },
	{ "the rounded amount is the nearest multiple of the step (M7)", step_property },
	{ "refunds in any pieces give back exactly the cash taken (M7)", refund_property },
	{ 0 },
};
