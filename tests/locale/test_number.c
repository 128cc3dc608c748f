/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/locale/test_number.c -- tests of locale/number.
 */
#include "locale/number.h"

#include <string.h>

#include "core/money.h"
#include "suites.h"

static const struct number_style arabic = { '.', ',', NUMBER_ARABIC };
static const struct number_style persian = { '.', ',', NUMBER_PERSIAN };
static const struct number_style german = { ',', '.', NUMBER_LATIN };
static const struct number_style plain = { '.', '\0', NUMBER_LATIN };

static void amounts_are_written(void)
{
	struct number_style english = number_style_english();
	char text[NUMBER_TEXT_SIZE];

	CHECK_TEXT(number_money(&english, 123450, 2, text), "1,234.50");
	CHECK_TEXT(number_money(&english, -123450, 2, text), "-1,234.50");
	CHECK_TEXT(number_money(&english, 0, 2, text), "0.00");
	CHECK_TEXT(number_money(&english, -5, 2, text), "-0.05");
	CHECK_TEXT(number_money(&english, 100000, 2, text), "1,000.00");
	CHECK_TEXT(number_money(&english, 99999, 2, text), "999.99");
	CHECK_TEXT(number_money(&english, 1234567, 0, text), "1,234,567");
	CHECK_TEXT(number_money(&english, 1234567, 3, text), "1,234.567");
	CHECK_TEXT(number_money(&english, 1234567, 4, text), "123.4567");
	CHECK_TEXT(number_money(&german, 123456789, 2, text), "1.234.567,89");
	CHECK_TEXT(number_money(&plain, 123456789, 2, text), "1234567.89");
}

static void other_digits_are_written(void)
{
	char text[NUMBER_TEXT_SIZE];

	CHECK_TEXT(number_money(&arabic, 123450, 2, text), "١٬٢٣٤٫٥٠");
	CHECK_TEXT(number_money(&persian, -1234567, 2, text), "-۱۲٬۳۴۵٫۶۷");
	CHECK_TEXT(number_code(&persian, 1042, text), "۱۰۴۲");
	CHECK_TEXT(number_digits_text(&arabic, "20:14", text, sizeof text), "٢٠:١٤");
	CHECK_TEXT(number_digits_text(&arabic, "20:14", text, 6), "٢٠:");
	CHECK_TEXT(number_digits_text(&plain, "20:14", text, 4), "20:");
}

static void extremes_fit(void)
{
	static const struct number_style *const styles[] = { &arabic, &persian, &german, &plain };
	char text[NUMBER_TEXT_SIZE];

	for (size_t i = 0; i < 4; i++) {
		for (int exponent = 0; exponent <= 4; exponent++) {
			number_money(styles[i], INT64_MIN, exponent, text);
			CHECK(strlen(text) < sizeof text);
		}
	}
	CHECK_TEXT(number_money(&plain, INT64_MIN, 2, text), "-92233720368547758.08");
	CHECK_TEXT(number_money(&plain, INT64_MAX, 0, text), "9223372036854775807");
	CHECK_TEXT(number_code(&plain, INT64_MIN, text), "-9223372036854775808");
}

static void counts_and_rates_are_written(void)
{
	struct number_style english = number_style_english();
	char text[NUMBER_TEXT_SIZE];

	CHECK_TEXT(number_count(&english, 1000000, text), "1,000,000");
	CHECK_TEXT(number_count(&english, 999, text), "999");
	CHECK_TEXT(number_code(&english, 1000000, text), "1000000");
	CHECK_TEXT(number_percent(&english, 100000, text), "10");
	CHECK_TEXT(number_percent(&english, 77500, text), "7.75");
	CHECK_TEXT(number_percent(&english, -1, text), "-0.0001");
	CHECK_TEXT(number_percent(&english, 0, text), "0");
	CHECK_TEXT(number_percent(&arabic, 155000, text), "١٥٫٥");
}

/* What is written is read back as the same amount, in every style. */
static void written_amounts_are_read_back(void)
{
	static const struct number_style *const styles[] = { &arabic, &persian, &german, &plain };
	uint64_t state = 20261121;

	for (int round = 0; round < 200000; round++) {
		const struct number_style *style = styles[round % 4];
		int exponent = round / 4 % 4;
		int64_t amount, back = 0;
		char text[NUMBER_TEXT_SIZE];

		state = state * 6364136223846793005u + 1442695040888963407u;
		amount = (int64_t)state >> (state >> 58);
		number_money(style, amount, exponent, text);
		if (money_parse(text, exponent, style->decimal, style->group, &back) != ERR_OK ||
		    back != amount)
			CU_FAIL("an amount was not read back");
	}
}

const struct check_test test_number[] = {
	{ "amounts are written with groups and decimals (M1)", amounts_are_written },
	{ "Arabic and Persian digits are written", other_digits_are_written },
	{ "the largest amounts fit", extremes_fit },
	{ "counts, codes and rates are written", counts_and_rates_are_written },
	{ "what is written is read back as the same amount (M9)", written_amounts_are_read_back },
	{ 0 },
};
