/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/guard.c -- Luhn's check, the prefixes of the card networks (ISO/IEC 7812 issuer numbers as
 * the networks publish them) and the search for groups of digits that make up a number.
 */
#include "base/guard.h"

#include <stdint.h>

#include "base/utf8.h"

#define DIGITS_MIN 13
#define DIGITS_MAX 19
#define GAP_MAX 4
#define LEN(digits) (1u << (digits))
#define LEN_13_TO_19 (LEN(20) - LEN(13))
#define LEN_14_TO_19 (LEN(20) - LEN(14))
#define LEN_16_TO_19 (LEN(20) - LEN(16))

struct network {
	uint32_t first, last;   /* of the first six digits */
	uint32_t lengths;       /* a set of LEN() */
};

static const struct network networks[] = {
	{ 220000, 220499, LEN_16_TO_19 },                       /* Mir */
	{ 222100, 272099, LEN(16) },                            /* Mastercard */
	{ 300000, 305999, LEN_14_TO_19 },                       /* Diners */
	{ 340000, 349999, LEN(15) },                            /* American Express */
	{ 352800, 358999, LEN_16_TO_19 },                       /* JCB */
	{ 360000, 369999, LEN_14_TO_19 },                       /* Diners */
	{ 370000, 379999, LEN(15) },                            /* American Express */
	{ 380000, 399999, LEN_14_TO_19 },                       /* Diners */
	{ 400000, 499999, LEN(13) | LEN(16) | LEN(19) },        /* Visa */
	{ 500000, 509999, LEN_13_TO_19 },                       /* Maestro */
	{ 510000, 559999, LEN(16) },                            /* Mastercard */
	{ 560000, 589999, LEN_13_TO_19 },                       /* Maestro */
	{ 600000, 601099, LEN_13_TO_19 },                       /* Maestro */
	{ 601100, 601199, LEN_16_TO_19 },                       /* Discover */
	{ 601200, 619999, LEN_13_TO_19 },                       /* Maestro, Shetab */
	{ 620000, 629999, LEN_16_TO_19 },                       /* UnionPay, Discover */
	{ 630000, 643999, LEN_13_TO_19 },                       /* Maestro */
	{ 644000, 659999, LEN_16_TO_19 },                       /* Discover */
	{ 660000, 699999, LEN_13_TO_19 },                       /* Maestro */
};

/* The digits of one or more groups in a row. */
struct run {
	unsigned char digits[DIGITS_MAX];
	int count;
};

int guard_digit(unsigned point)
{
	static const unsigned zeros[] = { '0', 0x0660, 0x06F0, 0xFF10 };

	for (int i = 0; i < 4; i++)
		if (point >= zeros[i] && point <= zeros[i] + 9)
			return (int)(point - zeros[i]);
	return -1;
}

static bool is_gap(uint32_t point)
{
	return point == ' ' || point == '-' || point == '\t' || point == '.' || point == '/' ||
	       point == '_' || point == 0xA0 ||
	       point == 0x200C || point == 0x200D || (point >= 0x2000 && point <= 0x200A) ||
	       (point >= 0x2010 && point <= 0x2015) || point == 0x202F || point == 0x2212;
}

static bool passes_luhn(const struct run *run)
{
	int sum = 0;

	for (int i = 0; i < run->count; i++) {
		int digit = run->digits[run->count - 1 - i];

		if (i % 2 == 1)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

static bool has_network(const struct run *run)
{
	uint32_t prefix = 0;

	for (int i = 0; i < 6; i++)
		prefix = prefix * 10 + run->digits[i];
	for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++)
		if (prefix >= networks[i].first && prefix <= networks[i].last)
			return (networks[i].lengths & LEN(run->count)) != 0;
	return false;
}

static bool is_number(const struct run *run, bool any_network)
{
	return run->count >= DIGITS_MIN && passes_luhn(run) && (any_network || has_network(run));
}

/* Reads one group of digits into `run`; false when it has more than a number can hold. */
static bool read_group(const char **text, struct run *run)
{
	const char *at = *text;
	int digit;

	while ((digit = guard_digit(utf8_next(&at))) >= 0) {
		if (run->count == DIGITS_MAX)
			return false;
		run->digits[run->count++] = (unsigned char)digit;
		*text = at;
	}
	return true;
}

/* Passes the gap before the next group; false when there is no further group. */
static bool pass_gap(const char **text)
{
	const char *at = *text;

	for (int gap = 0; gap <= GAP_MAX; gap++) {
		const char *here = at;
		uint32_t point = utf8_next(&at);

		if (guard_digit(point) >= 0) {
			*text = here;
			return true;
		}
		if (!is_gap(point))
			return false;
	}
	return false;
}

/* The longest number that begins with the group at `text`: where it ends, NULL when there is
 * none. */
static const char *number_at(const char *text, bool any_network)
{
	struct run run = { .count = 0 };
	const char *end = NULL;

	do {
		if (!read_group(&text, &run))
			break;
		if (is_number(&run, any_network))
			end = text;
	} while (pass_gap(&text));
	return end;
}

static bool find(const char *text, bool any_network, size_t *ret_start, size_t *ret_end)
{
	const char *at = text;
	bool was_digit = false;      /* no number begins here, but behind leading zeros */

	for (;;) {
		const char *here = at;
		uint32_t point = utf8_next(&at);
		bool is_digit = point != UTF8_BAD && guard_digit(point) >= 0;
		const char *end = NULL;

		if (point == 0)
			return false;
		if (is_digit && !was_digit)
			end = number_at(here, any_network);
		if (end != NULL) {
			*ret_start = (size_t)(here - text);
			*ret_end = (size_t)(end - text);
			return true;
		}
		was_digit = is_digit && (was_digit || guard_digit(point) != 0);
	}
}

bool guard_looks_like_card(const char *text)
{
	size_t start, end;

	return find(text, false, &start, &end);
}

bool guard_find_number(const char *text, size_t *ret_start, size_t *ret_end)
{
	return find(text, true, ret_start, ret_end);
}
