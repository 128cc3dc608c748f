/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_words.h -- what the lines of a bill are called in a language.  [db]
 *
 * Shape   the rows of a bill keep the house's names for good; this is the menu's names beside them:
 *         of items with their sizes, of what was chosen, of the pieces of a set.  What has no name
 *         in the language keeps the house's, and so does all when the language is "".
 * Errors  ERR_MEMORY, those of db.h.
 * Owner   bill_words_load/bill_words_done.
 */
#ifndef SANDUQ_SERVICE_BILL_WORDS_H
#define SANDUQ_SERVICE_BILL_WORDS_H

#include "service/bill.h"
#include "service/menu.h"

/* What was chosen of a line, as a kitchen ticket has it, at most. */
#define BILL_WORDS_CHOICES_SIZE 1024

/* A name as a row has it, and in the language. */
struct bill_word {
	char stored[BILL_NAME_SIZE];
	char name[BILL_NAME_SIZE];
};

struct bill_words {
	struct bill_word *words;
	int n;
};

/* Reads those of a bill. */
enum err bill_words_load(struct db *db, int64_t bill, const char *language,
			 struct bill_words *ret_words);

/* Frees; fine on zeroed words. */
void bill_words_done(struct bill_words *words);

/* The name for one that a row has; that itself when there is none. */
const char *bill_words_name(const struct bill_words *words, const char *stored);

/* "medium · no onion" word by word, in place. */
void bill_words_choices(const struct bill_words *words, char *choices, size_t size);

/* Puts the items of a view into the language; its rows stay. */
enum err bill_view_words(struct db *db, const char *language, struct bill_view *view);

/* The same with the menu that a till has at hand: nothing is read. */
enum err bill_view_menu_words(const struct menu *menu, const char *language,
			      struct bill_view *view);

#endif
