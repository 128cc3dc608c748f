/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money_exchange.c -- exchange rates as people write them: "0.92", "23/25" (M1, M8).
 */
#include "core/money.h"

#include "base/str.h"

#define DIGITS_MAX 12

/* Reads digits; how many there were, or -1 when there are too many. */
static int read_digits(const char **text, int64_t *value)
{
	int n = 0;

	for (; **text >= '0' && **text <= '9'; (*text)++) {
		*value = *value * 10 + (**text - '0');
		if (++n > DIGITS_MAX)
			return -1;
	}
	return n;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The part behind the whole units; *value goes on with its digits. */
static enum err read_decimals(const char **text, int64_t *value, int64_t *ret_scale)
{
	int64_t scale = 1, decimals = 0;
	int n;

	(*text)++;
	n = read_digits(text, &decimals);
	if (n == 0)
		return ERR_SYNTAX;
	for (int i = 0; i < n; i++)
		scale *= 10;
	if (n < 0 || __builtin_mul_overflow(*value, scale, value) ||
	    __builtin_add_overflow(*value, decimals, value))
		return ERR_OVERFLOW;
	*ret_scale = scale;
	return ERR_OK;
}

static enum err read_divisor(const char **text, int64_t *ret_divisor)
{
	int64_t divisor = 0;
	int n;

	(*text)++;
	n = read_digits(text, &divisor);
	if (n <= 0)
		return n == 0 ? ERR_SYNTAX : ERR_OVERFLOW;
	*ret_divisor = divisor;
	return ERR_OK;
}

enum err money_exchange_parse(const char *text, int64_t *ret_num, int64_t *ret_den)
{
	int64_t num = 0, den = 1, divisor;
	enum err err = ERR_OK;
	int n = read_digits(&text, &num);

	if (n <= 0)
		return n == 0 ? ERR_SYNTAX : ERR_OVERFLOW;
	if (*text == '.')
		err = read_decimals(&text, &num, &den);
	else if (*text == '/')
		err = read_divisor(&text, &den);
	if (err != ERR_OK || *text != '\0')
		return err != ERR_OK ? err : ERR_SYNTAX;
	if (num == 0 || den == 0)
		return ERR_RANGE;
	divisor = common_divisor(num, den);
	if (num / divisor > MONEY_EXCHANGE_MAX || den / divisor > MONEY_EXCHANGE_MAX)
		return ERR_OVERFLOW;
	*ret_num = num / divisor;
	*ret_den = den / divisor;
	return ERR_OK;
}

char *money_exchange_text(int64_t num, int64_t den, char into[MONEY_TEXT_SIZE])
{
	char decimals[DIGITS_MAX + 1];
	int64_t rest = num % den;
	int n = 0;

	for (; rest != 0 && n < DIGITS_MAX; n++) {
		decimals[n] = (char)('0' + rest * 10 / den);
		rest = rest * 10 % den;
	}
	decimals[n] = '\0';
	if (rest != 0)
		str_format(into, MONEY_TEXT_SIZE, "%lld/%lld", (long long)num, (long long)den);
	else
		str_format(into, MONEY_TEXT_SIZE, "%lld%s%s", (long long)(num / den),
			   n > 0 ? "." : "", decimals);
	return into;
}
