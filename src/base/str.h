/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/str.h -- a growing byte string, and bounded copies.  [pure]
 *
 * Shape   struct str: data is always NUL-terminated once anything was added; len leaves it out.
 * Errors  a failed allocation sets `failed`; later additions do nothing; str_ok() asks once at the
 *         end, so that building a text needs no test per line.
 * Owner   str_done() frees; {0} is an empty string.
 */
#ifndef SANDUQ_BASE_STR_H
#define SANDUQ_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	char *data;
	size_t len;
	size_t capacity;
	bool failed;
};

/* Frees the bytes and makes the string empty again. */
void str_done(struct str *str);

/* Empties the string but keeps its memory. */
void str_clear(struct str *str);

/* Appends a NUL-terminated text. */
void str_add(struct str *str, const char *text);

/* Appends `len` bytes. */
void str_add_bytes(struct str *str, const void *bytes, size_t len);

/* Appends one byte. */
void str_add_char(struct str *str, char c);

/* Appends formatted text; `format` is a literal. */
void str_addf(struct str *str, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The text, never NULL. */
const char *str_text(const struct str *str);

/* False when an allocation failed along the way. */
bool str_ok(const struct str *str);

/* Copies `from` into `into`, cut at a UTF-8 boundary to fit `size` with its NUL.
 * Returns false when something was cut. */
bool str_copy(char *into, size_t size, const char *from);

/* Formats into `into`; returns false when something was cut (at a UTF-8 boundary). */
bool str_format(char *into, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Equality; NULL equals only NULL. */
bool str_equal(const char *a, const char *b);

/* A heap copy, the caller's to free; NULL when out of memory. */
char *str_dup(const char *text);

/* Reads a whole decimal number (optional '-', digits only, nothing after).  False when it is none
 * or does not fit. */
bool str_int64(const char *text, int64_t *ret_value);

#endif
