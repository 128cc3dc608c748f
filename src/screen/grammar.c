/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/grammar.c -- reads the entry line.  The text is taken apart by characters that are first
 * brought to their ASCII form; what is searched for stays as it was typed.
 */
#include "screen/grammar.h"

#include <string.h>

#include "base/guard.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/barcode.h"
#include "core/money.h"

#define CODE_DIGITS 9            /* of the longest code */
#define PERCENT_EXPONENT 4       /* 7.5 % with four decimals is a rate in ppm */
#define ARABIC_DECIMAL 0x066B
#define ARABIC_GROUP 0x066C

/* The ASCII form of a digit or sign; other characters are themselves. */
static uint32_t plain(uint32_t point)
{
	static const struct {
		uint32_t from;
		char to;
	} signs[] = {
		{ 0x00D7, '*' }, { 0x066D, '*' }, { 0xFF0A, '*' }, { 0x061F, '?' },
		{ 0xFF1F, '?' }, { 0xFF03, '#' }, { 0x066A, '%' }, { 0xFF05, '%' },
		{ ARABIC_DECIMAL, '.' }, { ARABIC_GROUP, ',' }, { 0x2212, '-' },
	};
	int digit = guard_digit((unsigned)point);

	if (digit >= 0)
		return '0' + (uint32_t)digit;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].from == point)
			return (uint32_t)signs[i].to;
	return point;
}

static uint32_t first_of(const char *text)
{
	return plain(utf8_next(&text));
}

/* The text after its first character and the spaces behind it. */
static const char *after_first(const char *text)
{
	if (*text != '\0')
		(void)utf8_next(&text);
	while (*text == ' ')
		text++;
	return text;
}

/* How many of the characters of `text` are digits, amount signs, or anything else. */
struct tally {
	int digits, amounts, others;
};

static struct tally tally_of(const char *text)
{
	struct tally tally = { 0 };

	while (*text != '\0') {
		uint32_t point = plain(utf8_next(&text));

		if (point >= '0' && point <= '9')
			tally.digits++;
		else if (point == '.' || point == ',' || point == '%')
			tally.amounts++;
		else
			tally.others++;
	}
	return tally;
}

static bool is_number(const char *text)
{
	struct tally tally = tally_of(text);

	return tally.digits > 0 && tally.amounts == 0 && tally.others == 0;
}

static enum err read_number(const char *text, int64_t max, int64_t *ret_number)
{
	int64_t number = 0;

	if (!is_number(text))
		return ERR_SYNTAX;
	while (*text != '\0') {
		number = number * 10 + (int64_t)(plain(utf8_next(&text)) - '0');
		if (number > max)
			return ERR_RANGE;
	}
	if (number < 1)
		return ERR_RANGE;
	*ret_number = number;
	return ERR_OK;
}

static bool is_naught(const char *text)
{
	while (*text != '\0')
		if (plain(utf8_next(&text)) != '0')
			return false;
	return true;
}

/* Where the first sign `wanted` stands; NULL when there is none. */
static const char *find_sign(const char *text, uint32_t wanted)
{
	for (const char *next = text; *text != '\0'; text = next)
		if (plain(utf8_next(&next)) == wanted)
			return text;
	return NULL;
}

static void trim(char *into, size_t size, const char *from, size_t len)
{
	while (len > 0 && *from == ' ') {
		from++;
		len--;
	}
	while (len > 0 && from[len - 1] == ' ')
		len--;
	if (len >= size)
		len = size - 1;
	memcpy(into, from, len);
	into[len] = '\0';
}

static struct grammar bad(enum err err)
{
	return (struct grammar){ .kind = GRAMMAR_BAD, .err = err, .quantity = 1 };
}

/* A thing with a number of them in front: `number` times `rest`. */
static struct grammar times(const char *number, const char *rest,
			    struct grammar (*read)(const char *))
{
	struct grammar said;
	int64_t quantity;
	enum err err = read_number(number, GRAMMAR_QUANTITY_MAX, &quantity);

	if (err != ERR_OK)
		return bad(err);
	if (find_sign(rest, '*') != NULL)
		return bad(ERR_SYNTAX);
	said = read(rest);
	if (said.kind == GRAMMAR_EMPTY)
		said.kind = GRAMMAR_UNFINISHED;
	if (said.kind == GRAMMAR_AMOUNT)
		return bad(ERR_SYNTAX);
	said.quantity = quantity;
	said.has_quantity = true;
	return said;
}

/* A code, an amount, or letters to search for. */
static struct grammar read_thing(const char *text)
{
	struct grammar said = { .quantity = 1 };
	struct tally tally = tally_of(text);
	uint32_t first = first_of(text);
	enum err err = ERR_OK;
	bool is_zero;

	if (tally.digits + tally.amounts + tally.others == 0)
		return said;
	str_copy(said.text, sizeof said.text, text);
	if (tally.others == 0 && tally.digits == 0)
		return bad(ERR_SYNTAX);
	if (tally.others == 0 && tally.amounts == 0 && barcode_check(text) == ERR_OK &&
	    tally.digits > CODE_DIGITS) {
		said.kind = GRAMMAR_SEARCH;
		return said;
	}
	if (tally.others == 0) {
		said.kind = tally.amounts > 0 ? GRAMMAR_AMOUNT : GRAMMAR_CODE;
		if (said.kind == GRAMMAR_CODE)
			err = read_number(text, GRAMMAR_NUMBER_MAX, &said.number);
		is_zero = err == ERR_RANGE && is_naught(text);
		if (err != ERR_OK)
			said = bad(err);
		said.is_zero = is_zero;
		return said;
	}
	if (first < 0x80 && strchr("*#?+-/=", (int)first) != NULL)
		return bad(ERR_SYNTAX);
	said.kind = GRAMMAR_SEARCH;
	return said;
}

/* What stands after '#': a table, perhaps with its covers. */
static struct grammar read_table(const char *text)
{
	struct grammar said = { .kind = GRAMMAR_TABLE };
	const char *star = find_sign(text, '*');
	char number[GRAMMAR_TEXT_SIZE];
	enum err err;

	if (*text == '\0')
		return (struct grammar){ .kind = GRAMMAR_UNFINISHED };
	trim(number, sizeof number, text, star != NULL ? (size_t)(star - text) : strlen(text));
	err = read_number(number, GRAMMAR_NUMBER_MAX, &said.number);
	if (err == ERR_OK && star != NULL && *after_first(star) != '\0') {
		err = read_number(after_first(star), GRAMMAR_QUANTITY_MAX, &said.quantity);
		said.has_quantity = true;
	}
	return err == ERR_OK ? said : bad(err);
}

static struct grammar read_price(const char *text)
{
	struct grammar said = read_thing(text);

	if (said.kind == GRAMMAR_CODE || said.kind == GRAMMAR_SEARCH)
		said.kind = GRAMMAR_PRICE;
	else if (said.kind == GRAMMAR_EMPTY)
		said.kind = GRAMMAR_UNFINISHED;
	else if (said.kind != GRAMMAR_BAD)
		return bad(ERR_SYNTAX);
	return said;
}

struct grammar grammar_read(const char *text)
{
	char whole[GRAMMAR_TEXT_SIZE], before[GRAMMAR_TEXT_SIZE];
	const char *star;

	trim(whole, sizeof whole, text, strlen(text));
	if (first_of(whole) == '#')
		return read_table(after_first(whole));
	if (first_of(whole) == '?')
		return read_price(after_first(whole));
	star = find_sign(whole, '*');
	if (star == NULL)
		return read_thing(whole);
	trim(before, sizeof before, whole, (size_t)(star - whole));
	return times(before, after_first(star), read_thing);
}

enum err grammar_discount(const char *text, struct grammar_money money, int64_t *ret_amount_minor,
			  int64_t *ret_rate_ppm)
{
	char number[GRAMMAR_TEXT_SIZE];
	const char *percent = find_sign(text, '%');
	int64_t value;
	enum err err;

	trim(number, sizeof number, text,
	     percent != NULL ? (size_t)(percent - text) : strlen(text));
	if (percent != NULL && *after_first(percent) != '\0')
		return ERR_SYNTAX;
	err = money_parse(number, percent != NULL ? PERCENT_EXPONENT : money.exponent,
			  money.decimal, money.group, &value);
	if (err == ERR_OK && (value < 0 || (percent != NULL && value > MONEY_PPM)))
		err = ERR_RANGE;
	if (err != ERR_OK)
		return err;
	*ret_amount_minor = percent != NULL ? 0 : value;
	*ret_rate_ppm = percent != NULL ? value : 0;
	return ERR_OK;
}

int64_t grammar_table(const struct grammar *said, int64_t *ret_covers)
{
	if (said->kind == GRAMMAR_TABLE) {
		*ret_covers = said->quantity;
		return said->number;
	}
	*ret_covers = said->has_quantity ? said->number : 0;
	return said->has_quantity ? said->quantity : said->number;
}
