/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/key.h -- keys of the keyboard, and their names.  [pure]
 *
 * Shape   struct key: a character, a control character, or a named key.  Names: "a" "+"
 *         "Space" "Ctrl-P" "Enter" "Esc" "PgDn" "F2" "Shift-F2" (or "F14") "Ctrl-F2" "Alt-F2"
 *         "Shift-Tab".  "Alt-1" is Esc and 1 in one piece, so it is a key only where the settings
 *         give it something to do: otherwise it is Esc typed ahead, and order comes first (K).
 * Units   typed_mono_us is the clock when the program read the key.
 * Errors  key_parse: false for a name that is none.
 */
#ifndef SANDUQ_UI_KEY_H
#define SANDUQ_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_NAME_SIZE 24

enum key_kind { KEY_KIND_NONE, KEY_KIND_CHAR, KEY_KIND_CTRL, KEY_KIND_ALT, KEY_KIND_NAMED };

/* The named keys, with the names people read; F1 to F12 follow, plain and with Shift, Ctrl, Alt. */
#define KEY_MAP(X)              \
	X(K_ENTER, "Enter")     \
	X(K_ESC, "Esc")         \
	X(K_TAB, "Tab")         \
	X(K_BACK_TAB, "Shift-Tab") \
	X(K_BACKSPACE, "Backspace") \
	X(K_DELETE, "Delete")   \
	X(K_INSERT, "Insert")   \
	X(K_HOME, "Home")       \
	X(K_END, "End")         \
	X(K_UP, "Up")           \
	X(K_DOWN, "Down")       \
	X(K_LEFT, "Left")       \
	X(K_RIGHT, "Right")     \
	X(K_PAGE_UP, "PgUp")    \
	X(K_PAGE_DOWN, "PgDn")

enum key_code {
#define KEY_ENUM(code, name) code,
	KEY_MAP(KEY_ENUM)
#undef KEY_ENUM
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_SHIFT_F1,
	K_SHIFT_F12 = K_SHIFT_F1 + 11,
	K_CTRL_F1,
	K_ALT_F1 = K_CTRL_F1 + 12,
	K_ALT_F12 = K_ALT_F1 + 11,
	K_COUNT
};

struct key {
	enum key_kind kind;
	uint32_t code;             /* a code point (Ctrl: 'a' to 'z'), or enum key_code */
	int64_t typed_mono_us;
};

/* A named key; a character. */
struct key key_named(enum key_code code);
struct key key_char(uint32_t point);

/* True when both are the same key, whenever they were typed. */
bool key_equal(struct key a, struct key b);

/* True when `key` is this named key. */
bool key_is(struct key key, enum key_code code);

/* Reads a name. */
bool key_parse(const char *name, struct key *ret_key);

/* Writes the name; returns `into`. */
char *key_text(struct key key, char into[KEY_NAME_SIZE]);

#endif
