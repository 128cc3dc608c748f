/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/value.c -- short words for JSON, which never fail: no memory aborts.
 */
#include "simulator/inside.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static struct json *must(struct json *value)
{
	if (value == NULL)
		abort();
	return value;
}

struct json *sim_form_new(const char *form)
{
	size_t len = strlen(form);
	char *text = malloc(len + 1);
	struct json *value;

	if (text == NULL)
		abort();
	for (size_t i = 0; i <= len; i++)
		text[i] = form[i] == '\'' ? '"' : form[i];
	value = must(json_parse(text, len));
	free(text);
	return value;
}

struct json *sim_object_new(struct call *call, enum kind kind, const char *prefix, const char *form)
{
	struct json **made = &call->sim->forms[kind], *value;
	char id[ID_SIZE];

	if (*made == NULL)
		*made = sim_form_new(form);
	value = must(json_dup(*made));
	sim_new_id(call->sim, prefix, id);
	sim_set_text(value, "id", id);
	sim_set_int(value, "created", call->now_s);
	return sim_record_put(call->sim, kind, value);
}

void sim_set_value(struct json *map, const char *name, struct json *value)
{
	if (!json_set(map, name, must(value)))
		abort();
}

void sim_add_value(struct json *list, struct json *value)
{
	if (!json_add(list, must(value)))
		abort();
}

/* What a client sends need not be UTF-8; JSON must be. */
static struct json *new_text(const char *text)
{
	struct json *value = json_new_text(text);
	char *plain;

	if (value != NULL)
		return value;
	plain = str_dup(text);
	if (plain == NULL)
		abort();
	for (char *c = plain; *c != '\0'; c++)
		if ((unsigned char)*c >= 0x80)
			*c = '?';
	value = json_new_text(plain);
	free(plain);
	return value;
}

void sim_set_text(struct json *map, const char *name, const char *text)
{
	sim_set_value(map, name, text != NULL ? new_text(text) : json_new_null());
}

void sim_set_int(struct json *map, const char *name, int64_t value)
{
	sim_set_value(map, name, json_new_int(value));
}

void sim_set_bool(struct json *map, const char *name, bool value)
{
	sim_set_value(map, name, json_new_bool(value));
}

const char *sim_get_text(const struct json *map, const char *name)
{
	return json_text(json_get(map, name), "");
}

int64_t sim_get_int(const struct json *map, const char *name)
{
	return json_int(json_get(map, name), 0);
}

bool sim_get_bool(const struct json *map, const char *name)
{
	return json_is_true(json_get(map, name));
}

struct json *sim_get_path(const struct json *map, ...)
{
	struct json *value = NULL;
	const char *name;
	va_list args;

	va_start(args, map);
	while ((name = va_arg(args, const char *)) != NULL)
		map = value = json_get(map, name);
	va_end(args);
	return value;
}

void sim_write_value(struct str *into, const struct json *value)
{
	char *text = json_write(value, 0);

	if (text == NULL)
		abort();
	str_add(into, text);
	free(text);
	if (!str_ok(into))
		abort();
}

void sim_set_metadata(struct call *call, struct json *map, const char *name)
{
	char part[PARAM_NAME_SIZE];
	struct json *metadata = json_get(map, "metadata");
	const char *value;

	if (!json_is_map(metadata)) {
		sim_set_value(map, "metadata", json_new_object());
		metadata = json_get(map, "metadata");
	}
	for (size_t i = 0;
	     (value = sim_param_part(call->params, name, i, part, sizeof part)) != NULL; i++) {
		if (value[0] == '\0')
			json_unset(metadata, part);
		else
			sim_set_text(metadata, part, value);
	}
}

/* Takes our own members out. */
static struct json *published(struct json *copy)
{
	const char *name = json_name_after(copy, NULL);

	while (name != NULL) {
		if (name[0] == '_') {
			json_unset(copy, name);
			name = json_name_after(copy, NULL);
		} else {
			name = json_name_after(copy, name);
		}
	}
	return copy;
}

struct json *sim_public_copy(const struct json *value)
{
	return published(must(json_dup(value)));
}

struct json *sim_public_view(const struct json *value)
{
	return published(must(json_dup_top(value)));
}
