/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/gift.c -- the check digit of gift card numbers.
 */
#include "core/gift.h"

#include <string.h>

/* ISO 7064 MOD 11,10: the state after `n` digits. */
static int state_after(const char *digits, size_t n)
{
	int state = 10;

	for (size_t i = 0; i < n; i++) {
		state = (state + digits[i] - '0') % 10;
		state = (state == 0 ? 10 : state) * 2 % 11;
	}
	return state;
}

static enum err check_digits(const char *digits, size_t low, size_t high)
{
	size_t n = strspn(digits, "0123456789");

	return digits[n] == '\0' && n >= low && n <= high ? ERR_OK : ERR_SYNTAX;
}

enum err gift_number_check(const char *number)
{
	size_t n = strlen(number);
	enum err err = check_digits(number, GIFT_DIGITS_MIN, GIFT_DIGITS_MAX);

	if (err != ERR_OK)
		return err;
	return (state_after(number, n - 1) + number[n - 1] - '0') % 10 == 1 ? ERR_OK : ERR_RANGE;
}

enum err gift_number_make(const char *digits, char into[GIFT_NUMBER_SIZE])
{
	size_t n = strlen(digits);
	enum err err = check_digits(digits, GIFT_DIGITS_MIN - 1, GIFT_DIGITS_MAX - 1);

	if (err != ERR_OK)
		return err;
	memcpy(into, digits, n);
	into[n] = (char)('0' + (11 - state_after(digits, n)) % 10);
	into[n + 1] = '\0';
	return ERR_OK;
}
