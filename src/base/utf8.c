/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/utf8.c -- the strict decoder and the filter of base/utf8.h.
 */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

#include "base/utf8_table.h"

#define MARKS_MAX 2
#define REPLACEMENT 0xFFFDu
#define ZWNJ 0x200Cu
#define ZWJ 0x200Du
#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static bool in_ranges(uint32_t point, const struct utf8_range *ranges, size_t count)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (point > ranges[middle].last)
			low = middle + 1;
		else if (point < ranges[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

/* Decodes one code point of at most `len` bytes; returns its length, 0 when it is malformed. */
static size_t decode(const unsigned char *bytes, size_t len, uint32_t *ret_point)
{
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = bytes[0];
	size_t wanted = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 :
			lead < 0xF5 ? 4 : 0;
	uint32_t point = wanted == 1 ? lead : lead & (0x7Fu >> wanted);

	if (wanted == 0 || wanted > len)
		return 0;
	for (size_t i = 1; i < wanted; i++) {
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
		point = point << 6 | (bytes[i] & 0x3F);
	}
	if (point < smallest[wanted] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
		return 0;
	*ret_point = point;
	return wanted;
}

uint32_t utf8_next_long(const char **text)
{
	uint32_t point = UTF8_BAD;
	size_t len = decode((const unsigned char *)*text, strnlen(*text, 4), &point);

	*text += len > 0 ? len : 1;
	return point;
}

size_t utf8_put(uint32_t point, char *into)
{
	if (point < 0x80) {
		into[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		into[0] = (char)(0xC0 | point >> 6);
		into[1] = (char)(0x80 | (point & 0x3F));
		return 2;
	}
	if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
		return 0;
	if (point < 0x10000) {
		into[0] = (char)(0xE0 | point >> 12);
		into[1] = (char)(0x80 | (point >> 6 & 0x3F));
		into[2] = (char)(0x80 | (point & 0x3F));
		return 3;
	}
	into[0] = (char)(0xF0 | point >> 18);
	into[1] = (char)(0x80 | (point >> 12 & 0x3F));
	into[2] = (char)(0x80 | (point >> 6 & 0x3F));
	into[3] = (char)(0x80 | (point & 0x3F));
	return 4;
}

bool utf8_valid(const char *text, size_t len)
{
	const unsigned char *at = (const unsigned char *)text;

	while (len > 0) {
		uint32_t point;
		size_t step = decode(at, len, &point);

		if (step == 0)
			return false;
		at += step;
		len -= step;
	}
	return true;
}

size_t utf8_count(const char *text)
{
	size_t count = 0;

	while (utf8_next(&text) != 0)
		count++;
	return count;
}

bool utf8_is_mark(uint32_t point)
{
	return point >= mark_ranges[0].first &&
	       in_ranges(point, mark_ranges, COUNT_OF(mark_ranges));
}

bool utf8_is_safe(uint32_t point)
{
	if (point < 0x20 || (point >= 0x7F && point < 0xA0))
		return false;
	if (point < 0xAD)
		return true;
	if (point == ZWNJ || point == ZWJ)
		return true;
	if (point == 0x2028 || point == 0x2029)
		return false; /* line and paragraph separator */
	if (point >= 0xD800 && point <= 0xF8FF)
		return false; /* surrogates, private use */
	if (point >= 0xF0000)
		return false; /* private use, and beyond the end */
	if ((point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF))
		return false; /* noncharacters */
	return !in_ranges(point, format_ranges, COUNT_OF(format_ranges));
}

/* What the filter remembers of the characters that it let through. */
struct filter {
	int marks;      /* in a row; joiners between them do not end the row */
	bool is_break;  /* the last one stood for a tab or a line end */
};

/* The character to write for `point`; 0 for none. */
static uint32_t filter_point(struct filter *filter, uint32_t point)
{
	if (point == UTF8_BAD)
		point = REPLACEMENT;
	if (point == '\t' || point == '\n' || point == '\r') {
		if (filter->is_break)
			return 0;
		*filter = (struct filter){ .is_break = true };
		return ' ';
	}
	if (!utf8_is_safe(point))
		return 0;
	if (utf8_is_mark(point)) {
		if (filter->marks == MARKS_MAX)
			return 0;
		filter->marks++;
	} else if (point != ZWNJ && point != ZWJ) {
		filter->marks = 0;
	}
	filter->is_break = false;
	return point;
}

bool utf8_clean(char *into, size_t size, const char *from)
{
	struct filter filter = { 0 };
	size_t len = 0;
	uint32_t point;

	assert(size > 0);
	while ((point = utf8_next(&from)) != 0) {
		char bytes[4];
		size_t step;

		point = filter_point(&filter, point);
		if (point == 0)
			continue;
		step = utf8_put(point, bytes);
		if (step >= size - len) {
			into[len] = '\0';
			return false;
		}
		memcpy(into + len, bytes, step);
		len += step;
	}
	into[len] = '\0';
	return true;
}
