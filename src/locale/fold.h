/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/fold.h -- search keys and clean text.  [pure]
 *
 * Shape   fold_key makes the text by which names are found: what two people type for one name
 *         becomes the same bytes (case, marks, tatweel, ZWNJ, forms of alef, yeh, kaf, teh
 *         marbuta, Arabic and Persian digits, full-width letters, spaces).
 * Errors  false when the result was cut to `size` (at a whole character).
 * Owner   the caller's buffers.  Plain ASCII never touches ICU.
 */
#ifndef SANDUQ_LOCALE_FOLD_H
#define SANDUQ_LOCALE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* The search key of `text`. */
bool fold_key(char *into, size_t size, const char *text);

/* True when the key of `text` has each word of `query`'s key at the start of one of its words. */
bool fold_matches(const char *text_key, const char *query_key);

/* What may be kept of a typed or imported text: NFC, presentation forms of Arabic back to
 * letters, unsafe characters left out (base/utf8.h), spaces trimmed. */
bool fold_clean(char *into, size_t size, const char *text);

#endif
