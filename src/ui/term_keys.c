/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/term_keys.c -- from what curses reads to struct key; unsafe characters are left out.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/term_parts.h"

#define PLAIN_F 1                /* what curses calls F1, Shift-F1, Ctrl-F1 and Alt-F1 */
#define SHIFT_F 13
#define CTRL_F 25
#define ALT_F 49
#define PAD_BASE 0x1000          /* keys of the number pad: PAD_BASE + their character */

static const struct {
	int curses;
	enum key_code code;
} named[] = {
	{ KEY_ENTER, K_ENTER },   { KEY_BTAB, K_BACK_TAB },   { KEY_BACKSPACE, K_BACKSPACE },
	{ KEY_DC, K_DELETE },     { KEY_IC, K_INSERT },       { KEY_HOME, K_HOME },
	{ KEY_FIND, K_HOME },     { KEY_A1, K_HOME },         { KEY_END, K_END },
	{ KEY_SELECT, K_END },    { KEY_C1, K_END },          { KEY_UP, K_UP },
	{ KEY_DOWN, K_DOWN },     { KEY_LEFT, K_LEFT },       { KEY_RIGHT, K_RIGHT },
	{ KEY_PPAGE, K_PAGE_UP }, { KEY_A3, K_PAGE_UP },      { KEY_NPAGE, K_PAGE_DOWN },
	{ KEY_C3, K_PAGE_DOWN },
};

/* What the bytes mean where the terminal's description does not say it. */
static void define_missing(const char *sequence, int code)
{
	if (key_defined(sequence) == 0)
		define_key(sequence, code);
}

/* F1 to F12, or with `with` as Shift, Ctrl or Alt before them, as xterm and its kin send them. */
static void define_functions(char with, int first)
{
	static const char *const bodies[] = { "1P",  "1Q",  "1R",  "1S",  "15~", "17~",
					      "18~", "19~", "20~", "21~", "23~", "24~" };
	char sequence[16];

	for (int i = 0; i < 12; i++) {
		size_t digits = strlen(bodies[i]) - 1;
		char last = bodies[i][digits];

		if (with != '\0')
			str_format(sequence, sizeof sequence, "\033[%.*s;%c%c", (int)digits,
				   bodies[i], with, last);
		else if (last == '~')
			str_format(sequence, sizeof sequence, "\033[%s", bodies[i]);
		else
			str_format(sequence, sizeof sequence, "\033O%c", last);
		define_missing(sequence, KEY_F(first + i));
	}
}

/* Arrows and their neighbours.  Somebody who logs in from an old system, or with TERM=vt100, has a
 * keyboard of today all the same. */
static void define_moves(void)
{
	static const struct {
		const char *sequence;
		int code;
	} moves[] = {
		{ "\033[A", KEY_UP },     { "\033OA", KEY_UP },     { "\033[B", KEY_DOWN },
		{ "\033OB", KEY_DOWN },   { "\033[C", KEY_RIGHT },  { "\033OC", KEY_RIGHT },
		{ "\033[D", KEY_LEFT },   { "\033OD", KEY_LEFT },   { "\033[H", KEY_HOME },
		{ "\033OH", KEY_HOME },   { "\033[1~", KEY_HOME },  { "\033[F", KEY_END },
		{ "\033OF", KEY_END },    { "\033[4~", KEY_END },   { "\033[2~", KEY_IC },
		{ "\033[3~", KEY_DC },    { "\033[5~", KEY_PPAGE }, { "\033[6~", KEY_NPAGE },
		{ "\033[Z", KEY_BTAB },
	};

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		define_missing(moves[i].sequence, moves[i].code);
}

void term_define_keys(void)
{
	static const char pad[] = "j*k+l,m-n.o/p0q1r2s3t4u5v6w7x8y9";
	char sequence[] = "\033O?";

	for (size_t i = 0; pad[i] != '\0'; i += 2) {
		sequence[2] = pad[i];
		define_key(sequence, PAD_BASE + pad[i + 1]);
	}
	define_functions('\0', PLAIN_F);
	define_functions('2', SHIFT_F);
	define_functions('5', CTRL_F);
	define_functions('3', ALT_F);
	define_moves();
}

/* A key that curses has a number for. */
static bool from_code(int code, struct key *ret_key)
{
	if (code >= KEY_F(1) && code <= KEY_F(24)) {
		*ret_key = key_named((enum key_code)(K_F1 + (code - KEY_F(1))));
		return true;
	}
	if (code >= KEY_F(CTRL_F) && code < KEY_F(CTRL_F + 12)) {
		*ret_key = key_named((enum key_code)(K_CTRL_F1 + (code - KEY_F(CTRL_F))));
		return true;
	}
	if (code >= KEY_F(ALT_F) && code < KEY_F(ALT_F + 12)) {
		*ret_key = key_named((enum key_code)(K_ALT_F1 + (code - KEY_F(ALT_F))));
		return true;
	}
	if (code > PAD_BASE && code < PAD_BASE + 0x80) {
		*ret_key = key_char((uint32_t)(code - PAD_BASE));
		return utf8_is_safe(ret_key->code);
	}
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		if (named[i].curses == code) {
			*ret_key = key_named(named[i].code);
			return true;
		}
	}
	return false;
}

static bool from_char(uint32_t point, struct key *ret_key)
{
	switch (point) {
	case '\r':
	case '\n':
		*ret_key = key_named(K_ENTER);
		return true;
	case '\t':
		*ret_key = key_named(K_TAB);
		return true;
	case 0x1B:
		*ret_key = key_named(K_ESC);
		return true;
	case 0x08:
	case 0x7F:
		*ret_key = key_named(K_BACKSPACE);
		return true;
	default:
		break;
	}
	if (point >= 1 && point <= 26) {
		*ret_key = (struct key){ .kind = KEY_KIND_CTRL, .code = 'a' + point - 1 };
		return true;
	}
	*ret_key = key_char(point);
	return utf8_is_safe(point);
}

/* How many bytes a character has that begins with this byte; 0 when none does. */
static size_t length_of(unsigned char byte)
{
	if (byte < 0x80)
		return 1;
	if (byte < 0xC2 || byte > 0xF4)
		return 0;
	return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Adds a byte to the pending character; true when it is whole.  Others are dropped. */
static bool collect(struct term *term, unsigned char byte, uint32_t *ret_point)
{
	const char *text = term->pending;

	if (term->n_pending > 0 && (byte & 0xC0) != 0x80)
		term->n_pending = 0;
	if (term->n_pending == 0 && length_of(byte) == 0)
		return false;
	term->pending[term->n_pending++] = (char)byte;
	if (term->n_pending < length_of((unsigned char)term->pending[0]))
		return false;
	term->pending[term->n_pending] = '\0';
	term->n_pending = 0;
	*ret_point = byte < 0x80 ? byte : utf8_next(&text);
	return *ret_point != UTF8_BAD;
}

bool term_decode(struct term *term, int code, struct key *ret_key)
{
	uint32_t point;

	if (code > 0xFF)
		return from_code(code, ret_key);
	return collect(term, (unsigned char)code, &point) && from_char(point, ret_key);
}

/* The next code: the one that was looked at after an Esc, or what comes. */
static int next_code(struct term *term)
{
	int code = term->has_held ? term->held : getch();

	term->has_held = false;
	return code;
}

/* Esc and a character in one piece, where that is a key. */
static void join_alt(struct term *term, struct key *key)
{
	int code;

	if (!term->takes_alt || !key_is(*key, K_ESC) || (code = getch()) == ERR)
		return;
	if (code >= 0 && code < KEYMAP_ALT_MAX && term->alt[code]) {
		*key = (struct key){ .kind = KEY_KIND_ALT, .code = (uint32_t)code };
		return;
	}
	term->held = code;
	term->has_held = true;
}

bool term_key(void *self, struct key *ret_key)
{
	struct term *term = self;
	int code;

	while ((code = next_code(term)) != ERR) {
		struct key key;

		if (!term_decode(term, code, &key))
			continue;
		join_alt(term, &key);
		key.typed_mono_us = clock_mono_us(term->clock);
		*ret_key = key;
		return true;
	}
	return false;
}
