/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/draw.h -- what a screen needs to know to draw: language, direction, styles of numbers, time.
 *
 * Shape   struct draw, filled by the caller of ui_new() and handed to every draw function; all
 *         pointers are borrowed.  Language and direction are values here, never globals.
 */
#ifndef SANDUQ_UI_DRAW_H
#define SANDUQ_UI_DRAW_H

#include <stdbool.h>
#include <stdint.h>

#include "locale/catalog.h"
#include "locale/date.h"
#include "locale/number.h"
#include "ui/key_words.h"
#include "ui/theme.h"

struct draw {
	const struct catalog *catalog;   /* NULL: English */
	struct key_words *words;         /* keys named in texts, kept by ui; NULL: as written */
	struct number_style number;
	struct date_zone *zone;          /* NULL: UTC */
	const char *unit;                /* the property's currency, "EUR" */
	int exponent;                    /* its minor units */
	bool rtl;
	enum theme theme;
	const char *mark;                /* msgid that heads every screen: N_("TRAINING"); NULL */
	int64_t now_unix_ms;             /* when this picture is drawn */
	char clock_text[DATE_TEXT_SIZE]; /* "Sat 21 Nov 20:14", kept by ui */
	char time_text[DATE_TEXT_SIZE];  /* "20:14", when there is no room for more */
};

/* The translation of a msgid in the cashier's language. */
static inline const char *__attribute__((format_arg(2)))
tr(const struct draw *draw, const char *msgid)
{
	return key_words_text(draw->words, catalog_text(draw->catalog, msgid));
}

/* The form of a message that fits a count. */
static inline const char *__attribute__((format_arg(2), format_arg(3)))
draw_plural(const struct draw *draw, const char *one, const char *many, int64_t n)
{
	return key_words_text(draw->words, catalog_plural(draw->catalog, one, many, n));
}

/* An amount in the property's currency. */
static inline char *draw_money(const struct draw *draw, int64_t amount_minor,
			       char into[NUMBER_TEXT_SIZE])
{
	return number_money(&draw->number, amount_minor, draw->exponent, into);
}

#endif
