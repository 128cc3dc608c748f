/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ui/key_words.h -- sentences that name a key: "{void-line} voids it" has the key that the action
 *                   of that name has on this till.
 *
 * Shape   a text with the names of actions in braces; what stands in braces and is no action's
 *         name stays.  Each text is put together once and kept.
 * Owner   key_words_new/key_words_free; the keymap is borrowed, what comes back is theirs.
 */
#ifndef SANDUQ_UI_KEY_WORDS_H
#define SANDUQ_UI_KEY_WORDS_H

#include "base/err.h"

struct key_words;
struct keymap;

#define KEY_WORDS_MAX 1024         /* texts kept; one more is shown as it is written */

/* ERR_MEMORY. */
enum err key_words_new(const struct keymap *keymap, struct key_words **ret_words);

/* Frees; NULL is fine. */
void key_words_free(struct key_words *words);

/* The text with its keys; itself when it names none, or when memory ran out.  Good until words is
 * freed.  NULL words: itself. */
const char *key_words_text(struct key_words *words, const char *text);

#endif
