/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/theme.c -- the table of ui/theme.h, looked up.
 */
#include "ui/theme.h"

#include <assert.h>
#include <string.h>

struct row {
	char letter;
	int foreground256, background256;
	int foreground8, background8;
	unsigned dark, mono;
};

static const struct row rows[STYLE_COUNT] = {
#define STYLE_ROW(code, letter, f256, b256, f8, b8, dark, mono) \
	[code] = { (letter), (f256), (b256), (f8), (b8), (dark), (mono) },
	STYLE_MAP(STYLE_ROW)
#undef STYLE_ROW
};

struct theme_look theme_look(enum theme theme, enum style style, int colours)
{
	const struct row *row = &rows[style];

	assert(style >= 0 && style < STYLE_COUNT);
	if (theme == THEME_MONO || colours < 8)
		return (struct theme_look){ -1, -1, row->mono };
	if (colours >= 256)
		return (struct theme_look){ row->foreground256, row->background256,
					    row->dark & ~(unsigned)THEME_DIM };
	return (struct theme_look){ row->foreground8, row->background8, row->dark };
}

char theme_letter(enum style style)
{
	assert(style >= 0 && style < STYLE_COUNT);
	return rows[style].letter;
}

bool theme_parse(const char *name, enum theme *ret_theme)
{
	if (strcmp(name, "dark") == 0)
		*ret_theme = THEME_DARK;
	else if (strcmp(name, "mono") == 0)
		*ret_theme = THEME_MONO;
	else
		return false;
	return true;
}
