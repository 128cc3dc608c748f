/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * processor/form.c -- see processor/form.h.
 */
#include "processor/form.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define INT_SIZE 24

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.' || c == '~';
}

static void add_encoded(struct str *form, const char *text)
{
	for (; *text != '\0'; text++)
		if (is_plain(*text))
			str_add_char(form, *text);
		else
			str_addf(form, "%%%02X", (unsigned)(unsigned char)*text);
}

void form_pair(struct str *form, const char *name, const char *value)
{
	if (form->len > 0)
		str_add_char(form, '&');
	add_encoded(form, name);
	str_add_char(form, '=');
	add_encoded(form, value);
}

void form_int(struct str *form, const char *name, int64_t value)
{
	char text[INT_SIZE];

	(void)str_format(text, sizeof text, "%" PRId64, value);
	form_pair(form, name, text);
}

void form_bool(struct str *form, const char *name, bool value)
{
	form_pair(form, name, value ? "true" : "false");
}

static int hex(char c)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at;

	if (c >= 'a' && c <= 'f')
		c = (char)(c - 'a' + 'A');
	at = c != '\0' ? strchr(digits, c) : NULL;
	return at != NULL ? (int)(at - digits) : -1;
}

/* Decodes up to one of `ends` or the end; NULL when damaged. */
static const char *take_until(const char *text, const char *ends, struct str *into)
{
	int high, low;

	str_clear(into);
	for (; *text != '\0' && strchr(ends, *text) == NULL; text++) {
		if (*text == '+') {
			str_add_char(into, ' ');
		} else if (*text == '%') {
			high = hex(text[1]);
			low = high >= 0 ? hex(text[2]) : -1;
			if (low < 0 || (high == 0 && low == 0))
				return NULL;
			str_add_char(into, (char)(high * 16 + low));
			text += 2;
		} else {
			str_add_char(into, *text);
		}
	}
	return text;
}

bool form_next(const char **text, struct str *name, struct str *value)
{
	const char *at = *text;

	if (*at == '\0')
		return false;
	at = take_until(at, "=&", name);
	if (at == NULL || *at != '=')
		return false;
	at = take_until(at + 1, "&", value);
	if (at == NULL)
		return false;
	*text = *at == '&' ? at + 1 : at;
	return str_ok(name) && str_ok(value);
}
