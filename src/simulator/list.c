/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/list.c -- pages of a table, newest first.
 */
#include "simulator/inside.h"

#include <string.h>

#define PAGE_DEFAULT 10
#define PAGE_MAX 100
#define TYPES_MAX 20

static const char *const paging[] = { "limit",	      "starting_after", "ending_before", "created",
				      "arrival_date", "types",		"expand" };

/* The name of a parameter up to its bracket. */
static void stem_of(const char *name, char stem[PARAM_NAME_SIZE])
{
	str_copy(stem, PARAM_NAME_SIZE, name);
	stem[strcspn(stem, "[")] = '\0';
}

static bool is_paging(const char *name)
{
	char stem[PARAM_NAME_SIZE];

	stem_of(name, stem);
	for (size_t i = 0; i < sizeof paging / sizeof paging[0]; i++)
		if (strcmp(paging[i], stem) == 0)
			return true;
	return false;
}

/* True when a time lies in the window given as name, name[gte] and so on. */
static bool is_in_window(const struct params *params, const char *name, int64_t time)
{
	char full[PARAM_NAME_SIZE];

	if (sim_param_int(params, name, time) != time)
		return false;
	str_format(full, sizeof full, "%s[gte]", name);
	if (time < sim_param_int(params, full, time))
		return false;
	str_format(full, sizeof full, "%s[gt]", name);
	if (time <= sim_param_int(params, full, time - 1))
		return false;
	str_format(full, sizeof full, "%s[lte]", name);
	if (time > sim_param_int(params, full, time))
		return false;
	str_format(full, sizeof full, "%s[lt]", name);
	return time < sim_param_int(params, full, time + 1);
}

/* "charge.*" fits every type that begins so. */
static bool fits_type(const char *wanted, const char *type)
{
	size_t len = strlen(wanted);

	if (len > 0 && wanted[len - 1] == '*')
		return strncmp(wanted, type, len - 1) == 0;
	return strcmp(wanted, type) == 0;
}

static bool is_of_types(const struct params *params, const struct json *value)
{
	if (!sim_param_has_parts(params, "types"))
		return true;
	for (size_t i = 0; i < TYPES_MAX; i++) {
		const char *type = sim_param_at(params, "types", i);

		if (type != NULL && fits_type(type, sim_get_text(value, "type")))
			return true;
	}
	return false;
}

static bool has_value(const struct json *value, const char *name, const char *wanted)
{
	const struct json *member = json_get(value, name);
	char own[PARAM_NAME_SIZE];

	if (member == NULL) {
		str_format(own, sizeof own, "_%s", name);
		member = json_get(value, own);
	}
	if (strcmp(wanted, "true") == 0 || strcmp(wanted, "false") == 0)
		return json_is_true(member) == (wanted[0] == 't');
	if (strcmp(name, "type") == 0)
		return fits_type(wanted, json_text(member, ""));
	return strcmp(json_text(member, ""), wanted) == 0;
}

/* `owner` is the customer whose list it is, or "". */
static bool is_wanted(const struct params *params, const struct json *value, const char *owner)
{
	if (owner[0] != '\0' && !has_value(value, "customer", owner))
		return false;
	if (value == NULL || !is_in_window(params, "created", sim_get_int(value, "created")) ||
	    !is_in_window(params, "arrival_date", sim_get_int(value, "arrival_date")) ||
	    !is_of_types(params, value))
		return false;
	for (size_t i = 0; i < params->count; i++)
		if (!is_paging(params->items[i].name) &&
		    !has_value(value, params->items[i].name, params->items[i].value))
			return false;
	return true;
}

/* The index of the cursor in a table, or `fallback`; -1 (refused) when there is no such id. */
static int64_t cursor(struct call *call, enum kind kind, const char *name, int64_t fallback)
{
	const struct table *table = &call->sim->tables[kind];
	const char *id = sim_param_get(call->params, name);

	if (id == NULL)
		return fallback;
	for (size_t i = table->count; i-- > table->first;)
		if (strcmp(table->records[i]->id, id) == 0)
			return (int64_t)i;
	sim_refuse(call,
		   &(struct refusal){ .status = 400, .code = "resource_missing", .param = name },
		   "No such object: '%s'", id);
	return -1;
}

/* An event keeps its object as text. */
static struct json *whole(const struct json *value, enum kind kind)
{
	struct json *copy = kind == KIND_EVENT ? sim_public_copy(value) : sim_public_view(value);
	struct json *object;
	const char *text;

	if (kind != KIND_EVENT)
		return copy;
	text = sim_get_text(value, "_object");
	object = json_parse(text, strlen(text));
	sim_set_value(json_get(copy, "data"), "object", object);
	return copy;
}

static struct json *new_page(struct call *call)
{
	struct json *page = sim_form_new("{'object':'list','data':[],'has_more':false,'url':''}");
	char url[PARAM_NAME_SIZE];

	str_copy(url, sizeof url, call->route->path);
	sim_set_text(page, "url", url);
	return page;
}

static void swap_events(struct call *call, struct json *page)
{
	struct json *data = json_get(page, "data"), *moved = json_new_array();
	enum fault_kind kind = call->fault->kind;

	for (size_t n = json_count(data); n > 0; n--) {
		size_t i = kind == FAULT_EVENTS_SHUFFLED ? random_below(&call->sim->random, n) : 0;
		struct json *event = json_dup(json_at(data, i));

		json_remove(data, i);
		if (kind == FAULT_EVENTS_TWICE)
			sim_add_value(moved, json_dup(event));
		sim_add_value(moved, event);
	}
	sim_set_value(page, "data", moved);
}

void sim_answer_list(struct call *call, enum kind kind)
{
	const struct table *table = &call->sim->tables[kind];
	int64_t from = cursor(call, kind, "starting_after", (int64_t)table->count);
	int64_t until = from >= 0 ? cursor(call, kind, "ending_before", -2) : -1;
	int64_t limit = sim_param_int(call->params, "limit", PAGE_DEFAULT);
	struct json *page;

	if (from < 0 || until == -1)
		return;
	if (limit < 1 || limit > PAGE_MAX) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .param = "limit",
					      .code = "parameter_invalid_integer" },
			   "Invalid limit: must be between 1 and 100");
		return;
	}
	page = new_page(call);
	while (from-- > 0 && from > until && from >= (int64_t)table->first) {
		const struct json *value = table->records[from]->value;

		if (!is_wanted(call->params, value, call->id))
			continue;
		if (limit-- == 0) {
			sim_set_bool(page, "has_more", true);
			break;
		}
		sim_add_value(json_get(page, "data"), whole(value, kind));
	}
	if (kind == KIND_EVENT &&
	    (call->fault->kind == FAULT_EVENTS_TWICE || call->fault->kind == FAULT_EVENTS_SHUFFLED))
		swap_events(call, page);
	sim_answer_value(call, page);
	json_free(page);
}
