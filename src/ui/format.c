/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/format.c -- text_format: a printf for translated sentences, whose arguments may change places
 * and are set apart by isolates, so that a name in another script or a phone number stays whole.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "ui/text.h"

#define ARGUMENTS_MAX 9
#define NUMBER_SIZE 24
#define FSI "\xE2\x81\xA8"
#define LRI "\xE2\x81\xA6"
#define PDI "\xE2\x81\xA9"

enum kind { KIND_NONE, KIND_TEXT, KIND_INT, KIND_LONG, KIND_LONG_LONG };

/* One %... of a format. */
struct spec {
	enum kind kind;
	int argument;      /* from 0 */
	int zeros;         /* width when padded with zeros */
	const char *end;
};

struct argument {
	enum kind kind;
	const char *text;
	long long number;
};

static int read_int(const char **at)
{
	int value = 0;

	for (; **at >= '0' && **at <= '9' && value < 100; ++*at)
		value = value * 10 + (**at - '0');
	return value;
}

static enum kind read_kind(const char **at)
{
	int longs = 0;

	for (; **at == 'l'; ++*at)
		longs++;
	switch (*(*at)++) {
	case 's':
		return KIND_TEXT;
	case 'd':
	case 'i':
		return longs == 0 ? KIND_INT : longs == 1 ? KIND_LONG : KIND_LONG_LONG;
	default:
		assert(false && "text_format knows %s, %d, %ld, %lld");
		return KIND_NONE;
	}
}

/* Reads a specification; `at` is behind its %, `next` is the argument when none is named. */
static struct spec read_spec(const char *at, int next)
{
	struct spec spec = { .argument = next };
	const char *start = at;
	int number = read_int(&at);

	if (*at == '$' && number > 0) {
		spec.argument = number - 1;
		at++;
	} else {
		at = start;
	}
	if (*at == '0')
		spec.zeros = read_int(&at);
	else
		read_int(&at);
	spec.kind = read_kind(&at);
	spec.end = at;
	assert(spec.argument < ARGUMENTS_MAX);
	return spec;
}

/* Finds the kind of each argument. */
static int read_kinds(const char *format, struct argument arguments[ARGUMENTS_MAX])
{
	int n = 0, next = 0;

	while ((format = strchr(format, '%')) != NULL) {
		struct spec spec;

		if (format[1] == '%') {
			format += 2;
			continue;
		}
		spec = read_spec(format + 1, next++);
		arguments[spec.argument].kind = spec.kind;
		if (spec.argument >= n)
			n = spec.argument + 1;
		format = spec.end;
	}
	return n;
}

/* Takes the arguments in their order; ap is left as it is after them. */
static void take(struct argument *arguments, int n, va_list *ap)
{
	for (int i = 0; i < n; i++) {
		switch (arguments[i].kind) {
		case KIND_TEXT:
			arguments[i].text = va_arg(*ap, const char *);
			break;
		case KIND_LONG:
			arguments[i].number = va_arg(*ap, long);
			break;
		case KIND_LONG_LONG:
			arguments[i].number = va_arg(*ap, long long);
			break;
		default:
			assert(arguments[i].kind == KIND_INT);
			arguments[i].number = va_arg(*ap, int);
			break;
		}
	}
}

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

static bool all_ascii(const char *format, const struct argument *arguments, int n)
{
	bool ascii = is_ascii(format);

	for (int i = 0; i < n && ascii; i++)
		ascii = arguments[i].kind != KIND_TEXT || is_ascii(arguments[i].text);
	return ascii;
}

/* The output, which is cut at a whole character and never overflows. */
struct out {
	char *into;
	size_t size, len;
};

static void add(struct out *out, const char *text)
{
	if (out->len + 1 < out->size) {
		str_copy(out->into + out->len, out->size - out->len, text);
		out->len += strlen(out->into + out->len);
	}
}

static void add_part(struct out *out, const char *text, size_t len)
{
	char part[TEXT_SIZE];

	while (len > 0) {
		size_t now = len < sizeof part - 1 ? len : sizeof part - 1;

		memcpy(part, text, now);
		part[now] = '\0';
		add(out, part);
		text += now;
		len -= now;
	}
}

static void add_argument(struct out *out, const struct argument *argument,
			 const struct spec *spec, bool set_apart)
{
	char number[NUMBER_SIZE];

	if (argument->kind != KIND_TEXT)
		str_format(number, sizeof number, "%0*lld", spec->zeros, argument->number);
	if (set_apart)
		add(out, argument->kind == KIND_TEXT ? FSI : LRI);
	add(out, argument->kind == KIND_TEXT ? argument->text : number);
	if (set_apart)
		add(out, PDI);
}

void text_format_list(char *into, size_t size, const char *format, __builtin_va_list ap)
{
	struct argument arguments[ARGUMENTS_MAX] = { 0 };
	struct out out = { .into = into, .size = size };
	int n = read_kinds(format, arguments), next = 0;
	va_list copy;
	bool set_apart;

	assert(size > 0);
	into[0] = '\0';
	va_copy(copy, ap);
	take(arguments, n, &copy);
	va_end(copy);
	set_apart = !all_ascii(format, arguments, n);
	while (*format != '\0') {
		size_t plain = strcspn(format, "%");
		struct spec spec;

		add_part(&out, format, plain);
		format += plain;
		if (*format == '\0')
			break;
		if (format[1] == '%') {
			add(&out, "%");
			format += 2;
			continue;
		}
		spec = read_spec(format + 1, next++);
		add_argument(&out, &arguments[spec.argument], &spec, set_apart);
		format = spec.end;
	}
}

void text_format(char *into, size_t size, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	text_format_list(into, size, format, ap);
	va_end(ap);
}

char *text_ltr(char *into, size_t size, const char *text)
{
	str_format(into, size, LRI "%s" PDI, text);
	return into;
}
