/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locale/catalog.h -- translations: gettext .mo files read by ourselves, one object per language.
 *
 * Shape   the file is mapped and checked whole when opened; look-ups are a binary search over the
 *         sorted msgids (context joined by \004, plural forms by \0).
 * Errors  catalog_open: ERR_MISSING_FILE, ERR_READ_ONLY, ERR_IO, ERR_MEMORY, ERR_LIMIT, ERR_DATA
 *         (not a .mo file, damaged, or a language whose plural rule is not known here).
 * Owner   catalog_open/catalog_close; texts are borrowed until the close.
 * Rules   a NULL catalog is English: every look-up gives back what it was asked for.  One process
 *         may hold several: the cashier's language and the guest's.
 */
#ifndef SANDUQ_LOCALE_CATALOG_H
#define SANDUQ_LOCALE_CATALOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct catalog;

#define CATALOG_BYTES_MAX (8 << 20)
#define CATALOG_FORMS_MAX 6

/* Opens the .mo file at `path`; its language is what its own header says. */
enum err catalog_open(const char *path, struct catalog **ret_catalog);

/* The same from `len` bytes, which are copied. */
enum err catalog_open_memory(const char *bytes, size_t len, struct catalog **ret_catalog);

/* Closes; NULL is fine. */
void catalog_close(struct catalog *catalog);

/* "en", "ar", "fa": the language part of the header; NULL gives "en". */
const char *catalog_language(const struct catalog *catalog);

/* True for a language written from right to left. */
bool catalog_is_rtl(const struct catalog *catalog);

/* The translation of `msgid`, or `msgid` itself. */
const char *catalog_text(const struct catalog *catalog, const char *msgid)
	__attribute__((format_arg(2)));

/* The same for a msgid that needs a context to be told apart. */
const char *catalog_context_text(const struct catalog *catalog, const char *context,
				 const char *msgid) __attribute__((format_arg(3)));

/* The form of a message that fits the count `n`; `one` and `many` are the English forms. */
const char *catalog_plural(const struct catalog *catalog, const char *one, const char *many,
			   int64_t n) __attribute__((format_arg(2), format_arg(3)));

/* Which plural form a language uses for `n`, and how many forms it has (en 2, fa 2, ar 6); a
 * language unknown here has 0 forms. */
int catalog_plural_form(const char *language, int64_t n);
int catalog_plural_forms(const char *language);

#endif
