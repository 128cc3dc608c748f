/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/theme.h -- styles by meaning, and how the dark and the mono theme show them.  [pure]
 *
 * Shape   a cell carries a style (what it means); a theme maps it to colours of the 256-colour
 *         palette, colours of the 8-colour one and attributes.  -1 is the terminal's own colour.
 * Rules   state is a letter or word *and* a style, so that mono loses nothing; the amount due is
 *         the brightest thing on the screen.
 */
#ifndef SANDUQ_UI_THEME_H
#define SANDUQ_UI_THEME_H

#include <stdbool.h>

#include "base/err.h"

/* style, its letter in golden files, dark: 256 foreground, background, 8 foreground, background,
 * attributes; mono: attributes */
#define STYLE_MAP(X)                                                                    \
	X(STYLE_TEXT, '.', -1, -1, -1, -1, 0, 0)                                        \
	X(STYLE_DIM, 'd', 245, -1, -1, -1, THEME_DIM, 0)                                \
	X(STYLE_TITLE, 'T', 255, 236, 7, 4, THEME_BOLD, THEME_BOLD)                     \
	X(STYLE_STATUS, 's', 250, 236, 7, 4, 0, 0)                                      \
	X(STYLE_TRAINING, 't', 16, 177, 0, 5, THEME_BOLD, THEME_BOLD | THEME_REVERSE)   \
	X(STYLE_HEADING, 'h', 110, -1, 6, -1, 0, THEME_UNDERLINE)                       \
	X(STYLE_RULE, '-', 240, -1, -1, -1, THEME_DIM, 0)                               \
	X(STYLE_DUE, 'D', 16, 220, 0, 3, THEME_BOLD, THEME_BOLD | THEME_REVERSE)        \
	X(STYLE_AMOUNT, 'a', 255, -1, 7, -1, THEME_BOLD, THEME_BOLD)                    \
	X(STYLE_ERROR, 'E', 231, 124, 7, 1, THEME_BOLD, THEME_BOLD | THEME_REVERSE)     \
	X(STYLE_MESSAGE, 'm', 151, -1, 2, -1, 0, 0)                                     \
	X(STYLE_BAR, 'b', 250, 236, 7, 4, 0, 0)                                         \
	X(STYLE_KEY, 'k', 220, 236, 3, 4, THEME_BOLD, THEME_BOLD)                       \
	X(STYLE_GREYED, 'g', 242, 236, 0, 4, THEME_DIM, THEME_DIM)                      \
	X(STYLE_SELECTED, 'S', 255, 24, 7, 4, THEME_BOLD, THEME_REVERSE)                \
	X(STYLE_INPUT, 'i', 255, -1, 7, -1, THEME_BOLD, THEME_BOLD)                     \
	X(STYLE_FIELD, 'f', 252, 237, -1, -1, 0, THEME_UNDERLINE)                       \
	X(STYLE_FOCUS, 'F', 255, 239, 7, 4, THEME_BOLD, THEME_UNDERLINE | THEME_BOLD)   \
	X(STYLE_ECHO, 'e', 117, -1, 6, -1, 0, 0)                                        \
	X(STYLE_FREE, 'o', 71, -1, 2, -1, 0, 0)                                         \
	X(STYLE_BUSY, 'u', 111, -1, 6, -1, 0, 0)                                        \
	X(STYLE_BILLED, 'B', 220, -1, 3, -1, THEME_BOLD, THEME_BOLD)                    \
	X(STYLE_LATE, 'L', 210, -1, 1, -1, THEME_BOLD, THEME_BOLD)                      \
	X(STYLE_PAID, 'p', 78, -1, 2, -1, 0, 0)                                         \
	X(STYLE_VOID, 'v', 242, -1, -1, -1, THEME_DIM, THEME_DIM)                       \
	X(STYLE_LARGE, 'G', 220, -1, 3, -1, THEME_BOLD, THEME_BOLD)                     \
	X(STYLE_CODE, 'q', 16, 231, 0, 7, 0, THEME_REVERSE)                             \
	X(STYLE_BOX, 'x', 252, 235, 7, 0, 0, 0)                                         \
	X(STYLE_BOX_TITLE, 'X', 255, 24, 7, 4, THEME_BOLD, THEME_REVERSE)

enum theme_attribute {
	THEME_BOLD = 1,
	THEME_DIM = 2,
	THEME_REVERSE = 4,
	THEME_UNDERLINE = 8,
};

enum style {
#define STYLE_ENUM(code, ...) code,
	STYLE_MAP(STYLE_ENUM)
#undef STYLE_ENUM
	STYLE_COUNT
};

enum theme { THEME_DARK, THEME_MONO };

/* How a style looks. */
struct theme_look {
	int foreground, background;   /* -1: the terminal's own */
	unsigned attributes;          /* of enum theme_attribute */
};

/* The look of a style with `colours` colours (256, 8, or 0 for none). */
struct theme_look theme_look(enum theme theme, enum style style, int colours);

/* The letter of a style in golden files. */
char theme_letter(enum style style);

/* "dark" or "mono"; false for another name. */
bool theme_parse(const char *name, enum theme *ret_theme);

#endif
