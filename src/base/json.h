/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/json.h -- JSON values (jansson behind): built, read, written with stable member order.
 *
 * Shape   struct json is one value.  Numbers are whole (int64_t); there is no floating point.
 * Errors  NULL or false; a NULL value is accepted by every reader.
 * Owner   json_new_*: the caller's; adding it to an object or array hands it over (also on failure,
 *         when it is freed); json_get/json_at are borrowed from their parent.
 */
#ifndef SANDUQ_BASE_JSON_H
#define SANDUQ_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json;

enum json_kind {
	JSON_KIND_NONE, /* no value at all */
	JSON_KIND_NULL,
	JSON_KIND_BOOL,
	JSON_KIND_INT,
	JSON_KIND_REAL, /* read, but never as a number */
	JSON_KIND_TEXT,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT,
};

/* A new value of each kind, the caller's; NULL when out of memory. */
struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_int(int64_t value);
struct json *json_new_text(const char *text);
struct json *json_new_bool(bool value);
struct json *json_new_null(void);

/* A copy with all that is in it, the caller's; NULL when out of memory. */
struct json *json_dup(const struct json *value);

/* A copy of an object or array that shares its members with it: changing a member's inside changes
 * both. */
struct json *json_dup_top(const struct json *value);

/* Frees what json_new_* or json_parse gave; NULL is fine. */
void json_free(struct json *value);

/* Adds a member (or replaces it) / adds an element. */
bool json_set(struct json *object, const char *name, struct json *value);
bool json_add(struct json *array, struct json *value);

/* Takes a member out; false when there is none. */
bool json_unset(struct json *object, const char *name);

/* Takes the i-th element out; false when there is none. */
bool json_remove(struct json *array, size_t i);

/* Parses a whole text of at most `len` bytes; NULL when it is not JSON or nested over 64 deep. */
struct json *json_parse(const char *text, size_t len);

/* A member / an element / how many; NULL and 0 when there is none. */
struct json *json_get(const struct json *object, const char *name);
struct json *json_at(const struct json *array, size_t i);
size_t json_count(const struct json *value);

/* The name of the member after the one called `name`, which came from here (NULL: the first); NULL
 * after the last.  Borrowed from the object. */
const char *json_name_after(const struct json *object, const char *name);

/* What a value is; a value that is not there is none of these. */
bool json_is_map(const struct json *value);
bool json_is_list(const struct json *value);
bool json_is_none(const struct json *value);

/* The kind of a value. */
enum json_kind json_kind(const struct json *value);

/* The value as text or number, or the fallback when it is of another kind. */
const char *json_text(const struct json *value, const char *fallback);
int64_t json_int(const struct json *value, int64_t fallback);
bool json_is_true(const struct json *value);

/* Writes compactly (indent 0) or indented; heap text, the caller's to free; NULL: no memory. */
char *json_write(const struct json *value, int indent);

#endif
