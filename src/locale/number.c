/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/number.c -- digits written from the last to the first into a small buffer; called for
 * every cell of every list, so nothing here allocates or asks a library.
 */
#include "locale/number.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

#define ARABIC_ZERO 0x0660
#define PERSIAN_ZERO 0x06F0
#define ARABIC_DECIMAL 0x066B
#define ARABIC_GROUP 0x066C
#define MINUS '-'

/* A text that grows towards its front. */
struct back {
	char bytes[NUMBER_TEXT_SIZE];
	size_t at;
};

static void push(struct back *back, uint32_t point)
{
	char bytes[4];
	size_t len = utf8_put(point, bytes);

	assert(back->at >= len);
	back->at -= len;
	memcpy(back->bytes + back->at, bytes, len);
}

static uint32_t digit_point(const struct number_style *style, unsigned digit)
{
	if (style->digits == NUMBER_ARABIC)
		return ARABIC_ZERO + digit;
	if (style->digits == NUMBER_PERSIAN)
		return PERSIAN_ZERO + digit;
	return '0' + digit;
}

static uint32_t separator(const struct number_style *style, char latin, uint32_t arabic)
{
	return style->digits == NUMBER_LATIN ? (unsigned char)latin : arabic;
}

static void begin(struct back *back)
{
	back->at = sizeof back->bytes - 1;
	back->bytes[back->at] = '\0';
}

static char *end(struct back *back, char into[NUMBER_TEXT_SIZE])
{
	memcpy(into, back->bytes + back->at, sizeof back->bytes - back->at);
	return into;
}

/* Pushes the whole part, at least one digit. */
static void push_whole(struct back *back, const struct number_style *style, uint64_t value,
		       bool grouped)
{
	int digits = 0;

	do {
		if (grouped && digits > 0 && digits % 3 == 0 && style->group != '\0')
			push(back, separator(style, style->group, ARABIC_GROUP));
		push(back, digit_point(style, (unsigned)(value % 10)));
		value /= 10;
		digits++;
	} while (value > 0);
}

static uint64_t magnitude(int64_t value)
{
	return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

struct number_style number_style_english(void)
{
	return (struct number_style){ .decimal = '.', .group = ',', .digits = NUMBER_LATIN };
}

char *number_money(const struct number_style *style, int64_t amount_minor, int exponent,
		   char into[NUMBER_TEXT_SIZE])
{
	uint64_t value = magnitude(amount_minor);
	struct back back;

	assert(exponent >= 0 && exponent <= 4);
	begin(&back);
	for (int i = 0; i < exponent; i++) {
		push(&back, digit_point(style, (unsigned)(value % 10)));
		value /= 10;
	}
	if (exponent > 0)
		push(&back, separator(style, style->decimal, ARABIC_DECIMAL));
	push_whole(&back, style, value, true);
	if (amount_minor < 0)
		push(&back, MINUS);
	return end(&back, into);
}

static char *write_int(const struct number_style *style, int64_t value, bool grouped,
		       char into[NUMBER_TEXT_SIZE])
{
	struct back back;

	begin(&back);
	push_whole(&back, style, magnitude(value), grouped);
	if (value < 0)
		push(&back, MINUS);
	return end(&back, into);
}

char *number_count(const struct number_style *style, int64_t value, char into[NUMBER_TEXT_SIZE])
{
	return write_int(style, value, true, into);
}

char *number_code(const struct number_style *style, int64_t value, char into[NUMBER_TEXT_SIZE])
{
	return write_int(style, value, false, into);
}

char *number_percent(const struct number_style *style, int64_t rate_ppm,
		     char into[NUMBER_TEXT_SIZE])
{
	uint64_t value = magnitude(rate_ppm);
	int decimals = 4;
	struct back back;

	begin(&back);
	for (; decimals > 0 && value % 10 == 0; decimals--)
		value /= 10;
	for (int i = 0; i < decimals; i++) {
		push(&back, digit_point(style, (unsigned)(value % 10)));
		value /= 10;
	}
	if (decimals > 0)
		push(&back, separator(style, style->decimal, ARABIC_DECIMAL));
	push_whole(&back, style, value, true);
	if (rate_ppm < 0)
		push(&back, MINUS);
	return end(&back, into);
}

char *number_digits_text(const struct number_style *style, const char *text, char *into,
			 size_t size)
{
	size_t at = 0;

	assert(size > 0);
	if (style->digits == NUMBER_LATIN) {
		str_copy(into, size, text);
		return into;
	}
	while (*text != '\0') {
		char bytes[4];
		uint32_t point = utf8_next(&text);
		size_t len;

		if (point >= '0' && point <= '9')
			point = digit_point(style, (unsigned)(point - '0'));
		len = utf8_put(point == UTF8_BAD ? 0xFFFD : point, bytes);
		if (at + len >= size)
			break;
		memcpy(into + at, bytes, len);
		at += len;
	}
	into[at] = '\0';
	return into;
}
