/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/latin.h -- what is written in another script, in Latin letters.  [pure]
 *
 * Shape   letters are written as they sound, by ICU's rules: a reader of the language knows the
 *         word again, which is all that is promised.  Characters of Western European alphabets,
 *         figures and signs stay as they are.
 * Errors  the sticky failure of struct str.
 * Owner   the caller's text.  The first Chinese character in a process takes some tenths of a
 *         second: its table is large.
 */
#ifndef SANDUQ_LOCALE_LATIN_H
#define SANDUQ_LOCALE_LATIN_H

#include "base/str.h"

/* Appends `text` in Latin letters; as it is when ICU has no rules here. */
void latin_add(struct str *out, const char *text);

#endif
