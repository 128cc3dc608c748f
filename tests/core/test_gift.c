/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_gift.c -- numbers of gift cards.
 */
#include "core/gift.h"

#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "check.h"
#include "core/cases.h"

static void known_numbers(void)
{
	char number[GIFT_NUMBER_SIZE] = "";

	CHECK_INT(gift_number_make("079400", number), ERR_SYNTAX);
	CHECK_OK(gift_number_make("7940000", number));
	CHECK_TEXT(number, "79400008");
	CHECK_OK(gift_number_check(number));
	CHECK_INT(gift_number_check("1234567"), ERR_SYNTAX);
	CHECK_INT(gift_number_check("1234567890123"), ERR_SYNTAX);
	CHECK_INT(gift_number_check("1234 5678"), ERR_SYNTAX);
	CHECK_INT(gift_number_check(""), ERR_SYNTAX);
}

static void one_wrong_digit_is_found(void)
{
	struct cases cases = cases_from(61);
	int wrong = 0;

	for (int i = cases_count(5000); i > 0; i--) {
		char digits[32], number[GIFT_NUMBER_SIZE];
		size_t n = (size_t)cases_between(&cases, GIFT_DIGITS_MIN - 1, GIFT_DIGITS_MAX - 1);

		str_format(digits, sizeof digits, "%0*lld", (int)n,
			   (long long)cases_between(&cases, 0, 9999999));
		if (gift_number_make(digits, number) != ERR_OK ||
		    gift_number_check(number) != ERR_OK || guard_looks_like_card(number))
			wrong++;
		number[cases_between(&cases, 0, (int64_t)n)] ^= 1;
		wrong += strspn(number, "0123456789") == n + 1 &&
			 gift_number_check(number) == ERR_OK;
	}
	CHECK_INT(wrong, 0);
}

const struct check_test test_gift[] = {
	{ "a gift card's number has 8 to 12 digits and its own check digit (P1)", known_numbers },
	{ "one wrong digit of it is always found, and none is a payment card's (P1)",
	  one_wrong_digit_is_found },
	{ 0 },
};
