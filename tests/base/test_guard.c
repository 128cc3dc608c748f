/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_guard.c -- card numbers are found, other numbers are left alone (P1).  The
 * numbers are the networks' public test numbers, or made to pass Luhn's check.
 */
#include "base/guard.h"

#include <string.h>

#include "base/random.h"
#include "suites.h"

static void cards_of_every_network_are_found(void)
{
	static const char *const cards[] = {
		"4242424242424242", "4222222222222", "4000000000000000006", /* Visa */
		"5555555555554444", "2223003122003222", "2720990000000007", /* Mastercard */
		"378282246310005", "343434343434343",                       /* American Express */
		"6011111111111117", "6445644564456445", "6500000000000002", /* Discover */
		"30569309025904", "36227206271667", "3000000000000000007", /* Diners */
		"3530111333300000",                                        /* JCB */
		"6200000000000005", "6205500000000000004",                 /* UnionPay */
		"6759649826438453", "5018000000007", "6304000000000000",   /* Maestro */
		"2200000000000004",                                        /* Mir */
		"6037990000000006",                                        /* Shetab */
	};

	for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++)
		check_text(guard_looks_like_card(cards[i]) ? cards[i] : "not found", cards[i],
			   "card", __FILE__, __LINE__);
}

static void writing_does_not_hide_a_card(void)
{
	CHECK(guard_looks_like_card("pay with 4242 4242 4242 4242 please"));
	CHECK(guard_looks_like_card("4242-4242-4242-4242"));
	CHECK(guard_looks_like_card("card:4242424242424242."));
	CHECK(guard_looks_like_card("4242 - 4242 - 4242 - 4242"));
	CHECK(guard_looks_like_card("4242.4242/4242_4242"));
	CHECK(guard_looks_like_card("04242424242424242"));
	CHECK(!guard_looks_like_card("14242424242424242"));
	CHECK(guard_looks_like_card("table 12 4242 4242 4242 4242"));
	CHECK(guard_looks_like_card("4242 4242 4242 4242 12/29 123"));
	CHECK(guard_looks_like_card("4242\u00A04242\u20134242\u200D4242"));
	CHECK(guard_looks_like_card("\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662"
				    "\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662"));
	CHECK(guard_looks_like_card("\u06F4\u06F2\u06F4\u06F2 \u06F4\u06F2\u06F4\u06F2 "
				    "\u06F4\u06F2\u06F4\u06F2 \u06F4\u06F2\u06F4\u06F2"));
	CHECK(guard_looks_like_card("\xFF""4242424242424242"));
}

static void other_numbers_are_left_alone(void)
{
	static const char *const texts[] = {
		"", "no digits", "4242424242424241", "4242 4242 4242",
		"42424242424242424242", "1234567812345670", "0000000000000000",
		"9780306406157", "2026-11-21 20:14:05", "+49 30 901820",
		"424242424242424x2", "4242, 4242, 4242, 4242", "4242\n4242\n4242\n4242",
		"378282246310005378282246310005", "7992739871300000", "5555555555554444111",
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		CHECK(!guard_looks_like_card(texts[i]));
	CHECK(guard_looks_like_card("4222222222222 0")); /* the first group alone is a card */
}

static void numbers_are_placed(void)
{
	size_t start = 0, end = 0;

	CHECK(guard_find_number("id 1234567812345670 x", &start, &end));
	CHECK_INT(start, 3);
	CHECK_INT(end, 19);
	CHECK(guard_find_number("\u20AC \u0664\u0661 4242424242424242 1", &start, &end));
	CHECK_INT(start, 9);
	CHECK_INT(end, 25);
	CHECK(!guard_find_number("1234567812345671", &start, &end));
	CHECK_INT(end, 25);
}

static void digits_of_all_scripts(void)
{
	CHECK_INT(guard_digit('0'), 0);
	CHECK_INT(guard_digit('9'), 9);
	CHECK_INT(guard_digit(0x0669), 9);
	CHECK_INT(guard_digit(0x06F3), 3);
	CHECK_INT(guard_digit(0xFF17), 7);
	CHECK_INT(guard_digit('a'), -1);
	CHECK_INT(guard_digit(0x066A), -1);
}

/* A second Luhn, written from its definition with a table of doubled digits. */
static char check_digit(const char *digits, int count)
{
	static const int doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
	int sum = 0;

	for (int i = 0; i < count; i++) {
		int digit = digits[count - 1 - i] - '0';

		sum += i % 2 == 0 ? doubled[digit] : digit;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

static void one_digit_in_ten_fits(void)
{
	struct random random;
	int missed = 0, wrong = 0;

	random_init_seed(&random, 9);
	for (int i = 0; i < 50000; i++) {
		char number[17] = "4";

		for (int j = 1; j < 15; j++)
			number[j] = (char)('0' + random_below(&random, 10));
		number[15] = check_digit(number, 15);
		missed += !guard_looks_like_card(number);
		number[15] = (char)('0' + (number[15] - '0' + 1 + random_below(&random, 9)) % 10);
		wrong += guard_looks_like_card(number);
	}
	CHECK_INT(missed, 0);
	CHECK_INT(wrong, 0);
}

const struct check_test test_guard[] = {
	{ "cards of every network are found (P1)", cards_of_every_network_are_found },
	{ "spaces, dashes and other digits do not hide a card (P1)", writing_does_not_hide_a_card },
	{ "other numbers are left alone (P1)", other_numbers_are_left_alone },
	{ "a number is placed in its text (P1)", numbers_are_placed },
	{ "digits of all scripts are read", digits_of_all_scripts },
	{ "Luhn's check takes one digit in ten (P1)", one_digit_in_ten_fits },
	{ 0 },
};
