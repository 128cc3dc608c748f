/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/str.c -- the growing byte string and the bounded copies of base/str.h.
 */
#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STR_LEN_MAX ((size_t)1 << 30)
#define STR_FIRST_CAPACITY 64

void str_done(struct str *str)
{
	free(str->data);
	*str = (struct str){ 0 };
}

void str_clear(struct str *str)
{
	str->len = 0;
	str->failed = false;
	if (str->data != NULL)
		str->data[0] = '\0';
}

/* Makes room for `more` bytes and a NUL. */
static bool reserve(struct str *str, size_t more)
{
	size_t capacity = str->capacity > 0 ? str->capacity : STR_FIRST_CAPACITY;
	char *data;

	if (str->failed)
		return false;
	if (more > STR_LEN_MAX - str->len) {
		str->failed = true;
		return false;
	}
	if (str->data != NULL && str->len + more < str->capacity)
		return true;
	while (capacity <= str->len + more)
		capacity *= 2;
	data = realloc(str->data, capacity);
	if (data == NULL) {
		str->failed = true;
		return false;
	}
	str->data = data;
	str->capacity = capacity;
	return true;
}

void str_add(struct str *str, const char *text)
{
	str_add_bytes(str, text, strlen(text));
}

void str_add_bytes(struct str *str, const void *bytes, size_t len)
{
	if (!reserve(str, len))
		return;
	if (len > 0)
		memcpy(str->data + str->len, bytes, len);
	str->len += len;
	str->data[str->len] = '\0';
}

void str_add_char(struct str *str, char c)
{
	str_add_bytes(str, &c, 1);
}

void str_addf(struct str *str, const char *format, ...)
{
	va_list args, again;
	int len;

	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		str->failed = true;
	else if (reserve(str, (size_t)len)) {
		vsnprintf(str->data + str->len, (size_t)len + 1, format, again);
		str->len += (size_t)len;
	}
	va_end(again);
}

const char *str_text(const struct str *str)
{
	return str->data != NULL ? str->data : "";
}

bool str_ok(const struct str *str)
{
	return !str->failed;
}

/* The largest length not over `len` at which `text` may be cut without splitting a character. */
static size_t boundary(const char *text, size_t len)
{
	size_t start = len;
	int back = 0;

	while (start > 0 && back < 3 && ((unsigned char)text[start] & 0xC0) == 0x80) {
		start--;
		back++;
	}
	if (((unsigned char)text[start] & 0xC0) == 0x80)
		return len; /* no UTF-8 here: cut anywhere */
	return start;
}

bool str_copy(char *into, size_t size, const char *from)
{
	size_t len = strlen(from);
	bool whole = len < size;

	assert(size > 0);
	if (!whole)
		len = boundary(from, size - 1);
	memmove(into, from, len);
	into[len] = '\0';
	return whole;
}

/* Takes off an unfinished UTF-8 sequence at the end of a text that was cut. */
static void trim_tail(char *text, size_t len)
{
	size_t start = len;
	unsigned char lead;
	size_t wanted;

	while (start > 0 && len - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0)
		return;
	lead = (unsigned char)text[start - 1];
	wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	if (len - start + 1 < wanted)
		text[start - 1] = '\0';
}

bool str_format(char *into, size_t size, const char *format, ...)
{
	va_list args;
	int len;

	assert(size > 0);
	va_start(args, format);
	len = vsnprintf(into, size, format, args);
	va_end(args);
	if (len < 0) {
		into[0] = '\0';
		return false;
	}
	if ((size_t)len < size)
		return true;
	trim_tail(into, size - 1);
	return false;
}

bool str_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

char *str_dup(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = malloc(size);

	if (copy != NULL)
		memcpy(copy, text, size);
	return copy;
}

bool str_int64(const char *text, int64_t *ret_value)
{
	bool is_negative = text[0] == '-';
	const char *at = is_negative ? text + 1 : text;
	int64_t value = 0;

	if (*at == '\0')
		return false;
	for (; *at != '\0'; at++) {
		int digit = *at - '0';

		if (digit < 0 || digit > 9)
			return false;
		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, digit, &value))
			return false;
	}
	if (!is_negative && value == INT64_MIN)
		return false;
	*ret_value = is_negative ? value : -value;
	return true;
}
