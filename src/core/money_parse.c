/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/money_parse.c -- reads what a person types as an amount (M9).  One pass over the code
 *                       points with a small state; anything doubtful is an error, because a comma
 *                       read as the wrong separator is off by a factor of a thousand.
 */
#include "core/money.h"

#include <assert.h>

#include "base/utf8.h"

#define NO_SCRIPT 0u

struct reader {
	int exponent;
	char decimal, group;
	uint32_t script;      /* code point of the zero of the digits in use */
	uint32_t group_sign;  /* the one in use, 0 before the first */
	bool is_negative, has_point, is_over;
	bool starts_with_zero;
	bool has_ended;       /* a space came after the number */
	int digits;           /* seen in all */
	int run;              /* digits since the last separator */
	int64_t value;        /* minus what was read so far, which also fits INT64_MIN */
};

static bool is_passed_over(uint32_t point)
{
	return point == 0x061C || point == 0x200E || point == 0x200F ||
	       (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
	       point == 0xFEFF;
}

static bool is_space(uint32_t point)
{
	return point == ' ' || point == '\t' || point == 0xA0 || point == 0x2009 ||
	       point == 0x202F;
}

/* The zero of the script of a digit; NO_SCRIPT when it is none. */
static uint32_t script_of(uint32_t point)
{
	static const uint32_t zeros[] = { '0', 0x0660, 0x06F0 };

	for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
		if (point >= zeros[i] && point <= zeros[i] + 9)
			return zeros[i];
	return NO_SCRIPT;
}

static void shift_in(struct reader *reader, int digit)
{
	int64_t value;

	if (__builtin_mul_overflow(reader->value, INT64_C(10), &value) ||
	    __builtin_sub_overflow(value, (int64_t)digit, &value))
		reader->is_over = true;
	else
		reader->value = value;
}

static enum err read_digit(struct reader *reader, uint32_t script, uint32_t point)
{
	if (reader->script != NO_SCRIPT && reader->script != script)
		return ERR_SYNTAX;
	if (reader->has_point && reader->run == reader->exponent)
		return ERR_DECIMALS;
	reader->script = script;
	if (reader->digits == 0 && point == script)
		reader->starts_with_zero = true;
	reader->digits++;
	reader->run++;
	shift_in(reader, (int)(point - script));
	return ERR_OK;
}

/* The first group has one to three digits and no leading zero, the others exactly three. */
static enum err read_group(struct reader *reader, uint32_t point)
{
	bool is_first = reader->group_sign == 0;

	if (reader->has_point || reader->run == 0 || reader->run > 3 ||
	    (is_first && reader->starts_with_zero) || (!is_first && reader->run != 3) ||
	    (!is_first && reader->group_sign != point))
		return ERR_GROUPING;
	reader->group_sign = point;
	reader->run = 0;
	return ERR_OK;
}

static enum err end_whole(struct reader *reader)
{
	if (reader->group_sign != 0 && !reader->has_point && reader->run != 3)
		return ERR_GROUPING;
	return ERR_OK;
}

static enum err read_point(struct reader *reader)
{
	enum err err = end_whole(reader);

	if (reader->has_point)
		return ERR_SYNTAX;
	reader->has_point = true;
	reader->run = 0;
	return err;
}

static enum err read_one(struct reader *reader, uint32_t point)
{
	uint32_t script = script_of(point);

	if (is_space(point)) {
		reader->has_ended = reader->digits > 0 || reader->has_point;
		return reader->is_negative && reader->digits == 0 ? ERR_SYNTAX : ERR_OK;
	}
	if (reader->has_ended)
		return ERR_SYNTAX;
	if (script != NO_SCRIPT)
		return read_digit(reader, script, point);
	if (point == 0x066B || point == (unsigned char)reader->decimal)
		return read_point(reader);
	if (point == 0x066C || point == (unsigned char)reader->group)
		return read_group(reader, point);
	if ((point == '-' || point == 0x2212) && !reader->is_negative && reader->digits == 0 &&
	    !reader->has_point) {
		reader->is_negative = true;
		return ERR_OK;
	}
	return ERR_SYNTAX;
}

static enum err finish(struct reader *reader, int64_t *ret_minor)
{
	int decimals = reader->has_point ? reader->run : 0;

	if (reader->digits == 0)
		return ERR_SYNTAX;
	if (end_whole(reader) != ERR_OK)
		return ERR_GROUPING;
	for (; decimals < reader->exponent; decimals++)
		shift_in(reader, 0);
	if (reader->is_over || (!reader->is_negative && reader->value == INT64_MIN))
		return ERR_OVERFLOW;
	*ret_minor = reader->is_negative ? reader->value : -reader->value;
	return ERR_OK;
}

enum err money_parse(const char *text, int exponent, char decimal, char group,
		     int64_t *ret_minor)
{
	struct reader reader = { .exponent = exponent, .decimal = decimal, .group = group };
	uint32_t point;
	enum err err;

	assert(exponent >= 0 && exponent <= MONEY_EXPONENT_MAX);
	assert(decimal != '\0' && decimal != group);
	while ((point = utf8_next(&text)) != 0) {
		if (is_passed_over(point))
			continue;
		err = read_one(&reader, point);
		if (err != ERR_OK)
			return err;
	}
	return finish(&reader, ret_minor);
}
