/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_money_parse.c -- typed amounts (M9).
 */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/money.h"

struct row {
	const char *text;
	int exponent;
	char decimal, group;
	enum err err;
	int64_t minor;
};

static void check_rows(const struct row *rows)
{
	for (; rows->text != NULL; rows++) {
		int64_t minor = -77;
		enum err err = money_parse(rows->text, rows->exponent, rows->decimal, rows->group,
					   &minor);
		int64_t expected = rows->err == ERR_OK ? rows->minor : -77;

		if (err != rows->err || minor != expected)
			printf("  \"%s\": %s %lld\n", rows->text, err_name(err), (long long)minor);
		CHECK_INT(err, rows->err);
		CHECK_INT(minor, expected);
	}
}

static void plain(void)
{
	static const struct row rows[] = {
		{ "25", 2, '.', ',', ERR_OK, 2500 },
		{ "25.5", 2, '.', ',', ERR_OK, 2550 },
		{ "2550", 2, '.', ',', ERR_OK, 255000 },
		{ "0", 2, '.', ',', ERR_OK, 0 },
		{ ".5", 2, '.', ',', ERR_OK, 50 },
		{ "7.", 2, '.', ',', ERR_OK, 700 },
		{ "-12.34", 2, '.', ',', ERR_OK, -1234 },
		{ "\u2212" "3", 2, '.', ',', ERR_OK, -300 },
		{ "0012", 2, '.', ',', ERR_OK, 1200 },
		{ "12,5", 2, ',', '.', ERR_OK, 1250 },
		{ "1.234,5", 2, ',', '.', ERR_OK, 123450 },
		{ "500", 0, '.', ',', ERR_OK, 500 },
		{ "1.5", 3, '.', ',', ERR_OK, 1500 },
		{ "0.0001", 4, '.', ',', ERR_OK, 1 },
		{ "1,234", 2, '.', ',', ERR_OK, 123400 },
		{ "1,234,567.8", 2, '.', ',', ERR_OK, 123456780 },
		{ 0 },
	};

	check_rows(rows);
}

static void scripts(void)
{
	static const struct row rows[] = {
		{ "۱۲٬۳۴۵٫۶۷", 2, '.', ',', ERR_OK, 1234567 },
		{ "١٢٬٣٤٥٫٦٧", 2, '.', ',', ERR_OK, 1234567 },
		{ "۲۵", 2, '.', ',', ERR_OK, 2500 },
		{ "۱۲.۵", 2, '.', ',', ERR_OK, 1250 },
		{ "1٬234٫5", 2, ',', '.', ERR_OK, 123450 },
		{ "\u200E-۵", 2, '.', ',', ERR_OK, -500 },
		{ "\u2066۱۲\u2069", 2, '.', ',', ERR_OK, 1200 },
		{ " \u00A0 12 \u202F", 2, '.', ',', ERR_OK, 1200 },
		{ "1۲", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "۱٢", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "१२", 2, '.', ',', ERR_SYNTAX, 0 },
		{ 0 },
	};

	check_rows(rows);
}

static void grouping(void)
{
	static const struct row rows[] = {
		{ "12,5", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,23", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,2345", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1234,567", 2, '.', ',', ERR_GROUPING, 0 },
		{ ",123", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,,234", 2, '.', ',', ERR_GROUPING, 0 },
		{ "0,123", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,23.5", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1.2,345", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,234٬567", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,234,", 2, '.', ',', ERR_GROUPING, 0 },
		{ "1,234", 2, '.', '\0', ERR_SYNTAX, 0 },
		{ 0 },
	};

	check_rows(rows);
}

static void decimals(void)
{
	static const struct row rows[] = {
		{ "1.234", 2, '.', ',', ERR_DECIMALS, 0 },
		{ "1.500", 2, '.', ',', ERR_DECIMALS, 0 },
		{ "1.0", 0, '.', ',', ERR_DECIMALS, 0 },
		{ "1.00000", 4, '.', ',', ERR_DECIMALS, 0 },
		{ "12.345,6", 2, '.', ',', ERR_DECIMALS, 0 },
		{ 0 },
	};

	check_rows(rows);
}

static void overflow(void)
{
	static const struct row rows[] = {
		{ "92233720368547758.07", 2, '.', ',', ERR_OK, INT64_MAX },
		{ "92233720368547758.08", 2, '.', ',', ERR_OVERFLOW, 0 },
		{ "-92233720368547758.08", 2, '.', ',', ERR_OK, INT64_MIN },
		{ "-92233720368547758.09", 2, '.', ',', ERR_OVERFLOW, 0 },
		{ "92233720368547758", 3, '.', ',', ERR_OVERFLOW, 0 },
		{ "99999999999999999999999999999999999999", 0, '.', ',', ERR_OVERFLOW, 0 },
		{ 0 },
	};

	check_rows(rows);
}

static void nonsense(void)
{
	static const struct row rows[] = {
		{ "", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "   ", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "-", 2, '.', ',', ERR_SYNTAX, 0 },
		{ ".", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "--1", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1-", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "+1", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1 2", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "- 1", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1.2.3", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "12a", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "EUR 5", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1e3", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "\xFF", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1\xD9", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "\u200E", 2, '.', ',', ERR_SYNTAX, 0 },
		{ ".-5", 2, '.', ',', ERR_SYNTAX, 0 },
		{ "1. 5", 2, '.', ',', ERR_SYNTAX, 0 },
		{ 0 },
	};

	check_rows(rows);
}

/* Rewrites "-1234.50" with groups, in the digits that begin at `zero`. */
static void dress(char *into, const char *plain_text, const char *const digits[10], char decimal,
		  char group)
{
	const char *point = strchr(plain_text, '.');
	const char *end = point != NULL ? point : plain_text + strlen(plain_text);

	for (const char *at = plain_text; *at != '\0'; at++) {
		char sign[2] = { *at == '.' ? decimal : *at, '\0' };

		into = stpcpy(into, *at >= '0' && *at <= '9' ? digits[*at - '0'] : sign);
		if (*at != '-' && at + 1 < end && (end - at - 1) % 3 == 0)
			*into++ = group;
	}
	*into = '\0';
}

static const char *const ascii[10] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
static const char *const arabic[10] = { "٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩" };
static const char *const persian[10] = { "۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹" };

static void round_trip(void)
{
	static const char *const *const all[] = { ascii, arabic, persian };
	struct cases cases = cases_from(4);
	int wrong = 0;

	for (int i = cases_count(500000); i > 0; i--) {
		int64_t minor = cases_amount(&cases), read;
		int exponent = (int)cases_between(&cases, 0, MONEY_EXPONENT_MAX);
		char text[MONEY_TEXT_SIZE], dressed[4 * MONEY_TEXT_SIZE];

		money_plain(minor, exponent, text);
		if (money_parse(text, exponent, '.', ',', &read) != ERR_OK || read != minor)
			wrong++;
		dress(dressed, text, all[cases_between(&cases, 0, 2)], ',', '.');
		if (money_parse(dressed, exponent, ',', '.', &read) != ERR_OK || read != minor)
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

static void any_bytes(void)
{
	static const char *const bits[] = { "1", "0", "9", ",", ".", "-", " ", "٫", "٬", "۵",
					    "\u200F", "x", "\xE2", "234" };
	struct cases cases = cases_from(5);
	int wrong = 0;

	for (int i = cases_count(500000); i > 0; i--) {
		char text[64] = "", again[MONEY_TEXT_SIZE];
		int64_t minor = 0, read;
		char *at = text;

		for (int n = (int)cases_between(&cases, 0, 9); n > 0; n--)
			at = stpcpy(at, bits[cases_bits(&cases) % (sizeof bits / sizeof bits[0])]);
		if (money_parse(text, 2, '.', ',', &minor) != ERR_OK)
			wrong += minor != 0;
		else if (money_parse(money_plain(minor, 2, again), 2, '.', ',', &read) != ERR_OK ||
			 read != minor)
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

static void exchange_is(const char *text, int64_t num, int64_t den, const char *written)
{
	char again[MONEY_TEXT_SIZE];
	int64_t read_num = 0, read_den = 0;

	CHECK_OK(money_exchange_parse(text, &read_num, &read_den));
	CHECK_INT(read_num, num);
	CHECK_INT(read_den, den);
	CHECK_TEXT(money_exchange_text(num, den, again), written);
}

static void exchange_rates(void)
{
	static const char *const bad[] = { "", ".", ".5", "5.", "5/", "-1", "1,5", "1 ", "1.5.5",
					   "1/2/3", "1.5/2", "x", "0x1" };
	int64_t num = 7, den = 7;

	exchange_is("0.92", 23, 25, "0.92");
	exchange_is("9/10", 9, 10, "0.9");
	exchange_is("160", 160, 1, "160");
	exchange_is("010.500", 21, 2, "10.5");
	exchange_is("2/3", 2, 3, "2/3");
	exchange_is("0.000021", 21, 1000000, "0.000021");
	exchange_is("999999999999/999999999999", 1, 1, "1");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK_INT(money_exchange_parse(bad[i], &num, &den), ERR_SYNTAX);
	CHECK_INT(money_exchange_parse("0.00", &num, &den), ERR_RANGE);
	CHECK_INT(money_exchange_parse("1/0", &num, &den), ERR_RANGE);
	CHECK_INT(money_exchange_parse("1000000000000.1", &num, &den), ERR_OVERFLOW);
	CHECK_INT(money_exchange_parse("0.1234567890123", &num, &den), ERR_OVERFLOW);
	CHECK_INT(money_exchange_parse("999999999999.999999999999", &num, &den), ERR_OVERFLOW);
	CHECK_INT(num, 7);
	CHECK_INT(den, 7);
}

const struct check_test test_money_parse[] = {
	{ "exchange rates are decimals or fractions, in lowest terms (M1, M8)", exchange_rates },
	{ "25 and 25.5 are whole units and decimals, 1,234 is 1234.00 (M9)", plain },
	{ "Arabic-Indic and Persian digits are read, one script at a time (M9)", scripts },
	{ "groups are of exactly three, so 12,5 is refused (M9)", grouping },
	{ "too many decimals is an error that says so (M9)", decimals },
	{ "what does not fit is an error that says so (M9)", overflow },
	{ "what is no amount is refused and writes nothing (M9)", nonsense },
	{ "every amount written is read back, in three scripts and with groups (M9)", round_trip },
	{ "whatever is typed, it is refused or read as one amount (M9)", any_bytes },
	{ 0 },
};
