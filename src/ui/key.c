/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/key.c -- names of keys, read and written.
 */
#include "ui/key.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static const char *const names[K_F1] = {
#define KEY_TEXT(code, name) [code] = (name),
	KEY_MAP(KEY_TEXT)
#undef KEY_TEXT
};

struct key key_named(enum key_code code)
{
	return (struct key){ .kind = KEY_KIND_NAMED, .code = code };
}

struct key key_char(uint32_t point)
{
	return (struct key){ .kind = KEY_KIND_CHAR, .code = point };
}

bool key_equal(struct key a, struct key b)
{
	return a.kind == b.kind && a.code == b.code;
}

bool key_is(struct key key, enum key_code code)
{
	return key.kind == KEY_KIND_NAMED && key.code == (uint32_t)code;
}

#define F_KEYS 12

/* What stands before the name of a function key, in the order of enum key_code. */
static const char *const with[] = { "", "Shift-", "Ctrl-", "Alt-" };

/* "F1" to `last` as 0 and on; -1 for another name. */
static int parse_function(const char *name, int last)
{
	int64_t number;

	if (name[0] != 'F' || name[1] < '1' || name[1] > '9' || !str_int64(name + 1, &number))
		return -1;
	return number >= 1 && number <= last ? (int)number - 1 : -1;
}

static bool parse_named(const char *name, struct key *ret_key)
{
	for (int i = 0; i < (int)(sizeof with / sizeof *with); i++) {
		size_t len = strlen(with[i]);
		int function = strncmp(name, with[i], len) == 0
				       ? parse_function(name + len, i == 0 ? 2 * F_KEYS : F_KEYS)
				       : -1;

		if (function >= 0) {
			*ret_key = key_named((enum key_code)(K_F1 + i * F_KEYS + function));
			return true;
		}
	}
	for (int i = 0; i < K_F1; i++) {
		if (strcmp(name, names[i]) == 0) {
			*ret_key = key_named((enum key_code)i);
			return true;
		}
	}
	return false;
}

/* One character that is not a space; 0 otherwise. */
static uint32_t parse_char(const char *name)
{
	uint32_t point = utf8_next(&name);

	if (point == UTF8_BAD || point <= ' ' || *name != '\0' || !utf8_is_safe(point))
		return 0;
	return point;
}

bool key_parse(const char *name, struct key *ret_key)
{
	static const char taken[] = "hijm";      /* Backspace, Tab, Enter, Enter */
	uint32_t point = parse_char(name);

	if (point != 0 || strcmp(name, "Space") == 0) {
		*ret_key = key_char(point != 0 ? point : ' ');
		return true;
	}
	if (strncmp(name, "Ctrl-", 5) == 0 && (point = parse_char(name + 5)) != 0) {
		if (point >= 'A' && point <= 'Z')
			point += 'a' - 'A';
		if (point < 'a' || point > 'z' || strchr(taken, (int)point) != NULL)
			return false;
		*ret_key = (struct key){ .kind = KEY_KIND_CTRL, .code = point };
		return true;
	}
	if (strncmp(name, "Alt-", 4) == 0 && (point = parse_char(name + 4)) != 0 && point < 0x7F) {
		*ret_key = (struct key){ .kind = KEY_KIND_ALT, .code = point };
		return true;
	}
	return parse_named(name, ret_key);
}

static void name_char(uint32_t point, char into[KEY_NAME_SIZE])
{
	if (point == ' ')
		str_copy(into, KEY_NAME_SIZE, "Space");
	else
		into[utf8_put(point, into)] = '\0';
}

static void name_named(uint32_t code, char into[KEY_NAME_SIZE])
{
	if (code < K_F1)
		str_copy(into, KEY_NAME_SIZE, names[code]);
	else
		str_format(into, KEY_NAME_SIZE, "%sF%d", with[(code - K_F1) / F_KEYS],
			   (int)(code - K_F1) % F_KEYS + 1);
}

char *key_text(struct key key, char into[KEY_NAME_SIZE])
{
	into[0] = '\0';
	switch (key.kind) {
	case KEY_KIND_CHAR:
		name_char(key.code, into);
		break;
	case KEY_KIND_CTRL:
		str_format(into, KEY_NAME_SIZE, "Ctrl-%c", (int)key.code - 'a' + 'A');
		break;
	case KEY_KIND_ALT:
		str_format(into, KEY_NAME_SIZE, "Alt-%c", (int)key.code);
		break;
	case KEY_KIND_NAMED:
		name_named(key.code, into);
		break;
	case KEY_KIND_NONE:
		break;
	}
	return into;
}
