/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/json.c -- base/json.h by jansson: a struct json is a json_t under another name.
 */
#include "base/json.h"

#include <assert.h>
#include <jansson.h>

#undef json_is_true /* jansson's macro; ours is a function */

#define DEPTH_MAX 64
#define INDENT_MAX 8

static struct json *ours(json_t *value)
{
	return (struct json *)(void *)value;
}

/* jansson reads through pointers that are not const. */
static json_t *theirs(const struct json *value)
{
	return (json_t *)(uintptr_t)value;
}

struct json *json_new_object(void)
{
	return ours(json_object());
}

struct json *json_new_array(void)
{
	return ours(json_array());
}

struct json *json_new_int(int64_t value)
{
	return ours(json_integer(value));
}

struct json *json_new_text(const char *text)
{
	return ours(json_string(text));
}

struct json *json_new_bool(bool value)
{
	return ours(json_boolean(value));
}

struct json *json_new_null(void)
{
	return ours(json_null());
}

struct json *json_dup(const struct json *value)
{
	return ours(json_deep_copy(theirs(value)));
}

struct json *json_dup_top(const struct json *value)
{
	return ours(json_copy(theirs(value)));
}

void json_free(struct json *value)
{
	json_decref(theirs(value));
}

bool json_set(struct json *object, const char *name, struct json *value)
{
	return json_object_set_new(theirs(object), name, theirs(value)) == 0;
}

bool json_add(struct json *array, struct json *value)
{
	return json_array_append_new(theirs(array), theirs(value)) == 0;
}

bool json_unset(struct json *object, const char *name)
{
	return json_object_del(theirs(object), name) == 0;
}

bool json_remove(struct json *array, size_t i)
{
	return json_array_remove(theirs(array), i) == 0;
}

/* jansson itself would go 2,048 calls deep. */
static bool is_too_deep(const char *text, size_t len)
{
	bool in_text = false;
	int depth = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (in_text && c == '\\')
			i++;
		else if (c == '"')
			in_text = !in_text;
		else if (!in_text && (c == '[' || c == '{') && ++depth > DEPTH_MAX)
			return true;
		else if (!in_text && (c == ']' || c == '}'))
			depth--;
	}
	return false;
}

struct json *json_parse(const char *text, size_t len)
{
	json_error_t error;

	if (is_too_deep(text, len))
		return NULL;
	return ours(json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error));
}

struct json *json_get(const struct json *object, const char *name)
{
	return ours(json_object_get(theirs(object), name));
}

struct json *json_at(const struct json *array, size_t i)
{
	return ours(json_array_get(theirs(array), i));
}

size_t json_count(const struct json *value)
{
	return json_is_object(theirs(value)) ? json_object_size(theirs(value)) :
					       json_array_size(theirs(value));
}

const char *json_name_after(const struct json *object, const char *name)
{
	json_t *map = theirs(object);
	void *at = name == NULL ? json_object_iter(map) :
				  json_object_iter_next(map, json_object_key_to_iter(name));

	return at != NULL ? json_object_iter_key(at) : NULL;
}

bool json_is_map(const struct json *value)
{
	return json_is_object(theirs(value));
}

bool json_is_list(const struct json *value)
{
	return json_is_array(theirs(value));
}

bool json_is_none(const struct json *value)
{
	return json_is_null(theirs(value));
}

enum json_kind json_kind(const struct json *value)
{
	if (value == NULL)
		return JSON_KIND_NONE;
	switch (json_typeof(theirs(value))) {
	case JSON_OBJECT:
		return JSON_KIND_OBJECT;
	case JSON_ARRAY:
		return JSON_KIND_ARRAY;
	case JSON_STRING:
		return JSON_KIND_TEXT;
	case JSON_INTEGER:
		return JSON_KIND_INT;
	case JSON_REAL:
		return JSON_KIND_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return JSON_KIND_BOOL;
	default:
		return JSON_KIND_NULL;
	}
}

const char *json_text(const struct json *value, const char *fallback)
{
	return json_is_string(theirs(value)) ? json_string_value(theirs(value)) : fallback;
}

int64_t json_int(const struct json *value, int64_t fallback)
{
	return json_is_integer(theirs(value)) ? json_integer_value(theirs(value)) : fallback;
}

bool json_is_true(const struct json *value)
{
	return value != NULL && json_typeof(theirs(value)) == JSON_TRUE;
}

char *json_write(const struct json *value, int indent)
{
	size_t flags = JSON_ENCODE_ANY | JSON_PRESERVE_ORDER;

	assert(indent >= 0 && indent <= INDENT_MAX);
	flags |= indent > 0 ? JSON_INDENT((size_t)indent) : JSON_COMPACT;
	return json_dumps(theirs(value), flags);
}
