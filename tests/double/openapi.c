/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/openapi.c -- see tests/double/openapi.h.
 *
 * A form is first read into a tree of maps, where a list is a map from "0", "1", ...; then forms
 * and JSON are checked by one walk, which differs only in how a leaf is written.
 */
#include "double/openapi.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/json.h"
#include "base/str.h"

#define FILE_NAME "stripe-openapi-subset.json.gz"
#define DEPTH_MAX 40
#define NAME_SIZE 256
#define PATH_SIZE 1024

struct openapi {
	struct json *all;
};

/* One walk: where it is, and whether leaves are the texts of a form. */
struct walk {
	const struct openapi *api;
	bool is_form;
	int depth;
	char *why;
	char at[NAME_SIZE];
};

/* --- reading the description ------------------------------------------------------------- */

static void run_gzip(const char *path, int fd)
{
	dup2(fd, STDOUT_FILENO);
	execlp("gzip", "gzip", "-dc", path, (char *)NULL);
	_exit(127);
}

static bool read_all(const char *path, struct str *into)
{
	int ends[2], status = 0;
	char bytes[65536];
	ssize_t n;
	pid_t child;

	if (access(path, R_OK) != 0 || pipe(ends) != 0)
		return false;
	child = fork();
	if (child == 0)
		run_gzip(path, ends[1]);
	close(ends[1]);
	while (child > 0 && (n = read(ends[0], bytes, sizeof bytes)) > 0)
		str_add_bytes(into, bytes, (size_t)n);
	close(ends[0]);
	return child > 0 && waitpid(child, &status, 0) == child && status == 0 && str_ok(into);
}

struct openapi *openapi_open(const char *folder)
{
	struct openapi *api = calloc(1, sizeof *api);
	struct str text = { 0 };
	char path[PATH_SIZE];

	if (api != NULL && folder != NULL &&
	    str_format(path, sizeof path, "%s/" FILE_NAME, folder) && read_all(path, &text))
		api->all = json_parse(str_text(&text), text.len);
	str_done(&text);
	if (api == NULL || api->all == NULL) {
		free(api);
		return NULL;
	}
	return api;
}

void openapi_close(struct openapi *api)
{
	if (api != NULL)
		json_free(api->all);
	free(api);
}

/* --- paths ------------------------------------------------------------------------------- */

/* Whether a path is of a pattern such as "/v1/refunds/{refund}". */
static bool fits_path(const char *pattern, const char *path, size_t len)
{
	const char *end = path + len;

	while (*pattern != '\0' && path < end) {
		if (*pattern == '{') {
			const char *start = path;

			pattern = strchr(pattern, '}') + 1;
			while (path < end && *path != '/')
				path++;
			if (path == start)
				return false;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == '\0' && path == end;
}

static const struct json *find_operation(const struct openapi *api, const char *method,
					 const char *path)
{
	const struct json *paths = json_get(api->all, "paths"), *found = NULL;
	size_t len = strcspn(path, "?");
	char lower[8] = "";

	for (size_t i = 0; method[i] != '\0' && i + 1 < sizeof lower; i++)
		lower[i] = (char)(method[i] | 0x20);
	for (const char *name = json_name_after(paths, NULL); name != NULL;
	     name = json_name_after(paths, name))
		if (fits_path(name, path, len) && (found == NULL || strchr(name, '{') == NULL))
			found = json_get(paths, name);
	return json_get(found, lower);
}

bool openapi_has(const struct openapi *api, const char *method, const char *path)
{
	return find_operation(api, method, path) != NULL;
}

/* --- forms as trees ---------------------------------------------------------------------- */

static int hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c != '\0' ? strchr(digits, c | 0x20) : NULL;

	return at != NULL ? (int)(at - digits) : 0;
}

static void decode(const char *from, size_t len, struct str *into)
{
	str_clear(into);
	for (size_t i = 0; i < len; i++) {
		if (from[i] == '%' && i + 2 < len) {
			str_add_char(into, (char)(hex(from[i + 1]) * 16 + hex(from[i + 2])));
			i += 2;
		} else {
			str_add_char(into, from[i] == '+' ? ' ' : from[i]);
		}
	}
}

/* Puts a value where "a[b][0][]" says. */
static void put(struct json *tree, const char *name, const char *value)
{
	size_t len = strcspn(name, "[");
	char key[NAME_SIZE];

	(void)str_format(key, sizeof key, "%.*s", (int)len, name);
	name += len;
	while (*name == '[') {
		struct json *next = json_get(tree, key);

		if (!json_is_map(next)) {
			(void)json_set(tree, key, json_new_object());
			next = json_get(tree, key);
		}
		tree = next;
		len = strcspn(name + 1, "]");
		if (len == 0)
			(void)str_format(key, sizeof key, "%zu", json_count(tree));
		else
			(void)str_format(key, sizeof key, "%.*s", (int)len, name + 1);
		name += len + 2;
	}
	(void)json_set(tree, key, json_new_text(value));
}

static struct json *read_form(const char *form)
{
	struct json *tree = json_new_object();
	struct str name = { 0 }, value = { 0 };

	while (*form != '\0') {
		size_t len = strcspn(form, "&"), equal = strcspn(form, "=&");

		decode(form, equal, &name);
		decode(form + equal + 1, len > equal ? len - equal - 1 : 0, &value);
		put(tree, str_text(&name), str_text(&value));
		form += len + (form[len] == '&');
	}
	str_done(&name);
	str_done(&value);
	return tree;
}

/* --- one value by its schema ------------------------------------------------------------- */

static bool check(struct walk *walk, const struct json *schema, const struct json *value);

static bool wrong(struct walk *walk, const char *what)
{
	(void)str_format(walk->why, OPENAPI_WHY_SIZE, "%s: %s", walk->at, what);
	return false;
}

/* Checks a member or element and keeps track of where that is. */
static bool check_at(struct walk *walk, const char *name, const struct json *schema,
		     const struct json *value)
{
	size_t len = strlen(walk->at);
	bool is_fine;

	(void)str_format(walk->at + len, sizeof walk->at - len, "%s%s", len > 0 ? "." : "", name);
	is_fine = ++walk->depth < DEPTH_MAX ? check(walk, schema, value) :
					      wrong(walk, "nested too deep");
	walk->depth--;
	walk->at[len] = '\0';
	return is_fine;
}

static const struct json *resolve(const struct walk *walk, const struct json *schema)
{
	const char *ref = json_text(json_get(schema, "$ref"), NULL);
	const struct json *schemas = json_get(json_get(walk->api->all, "components"), "schemas");

	return ref != NULL ? json_get(schemas, strrchr(ref, '/') + 1) : schema;
}

static bool check_any(struct walk *walk, const struct json *choices, const struct json *value)
{
	char before[OPENAPI_WHY_SIZE] = "fits no choice";

	for (size_t i = 0; i < json_count(choices); i++) {
		if (check(walk, json_at(choices, i), value))
			return true;
		if (json_is_map(value)) /* the reason of the object is of use, that of the id not */
			(void)str_copy(before, sizeof before, walk->why);
	}
	(void)str_copy(walk->why, OPENAPI_WHY_SIZE, before);
	return false;
}

static bool check_enum(struct walk *walk, const struct json *choices, const struct json *value)
{
	for (size_t i = 0; i < json_count(choices); i++)
		if (str_equal(json_text(json_at(choices, i), ""), json_text(value, NULL)))
			return true;
	return wrong(walk, "not one of the choices");
}

static bool check_text(struct walk *walk, const struct json *schema, const struct json *value)
{
	const char *text = json_text(value, NULL);

	if (text == NULL)
		return wrong(walk, "not a text");
	if ((int64_t)strlen(text) > json_int(json_get(schema, "maxLength"), INT64_MAX))
		return wrong(walk, "too long");
	return true;
}

static bool check_number(struct walk *walk, const char *type, const struct json *value)
{
	enum json_kind kind = json_kind(value);
	int64_t number;

	if (walk->is_form)
		return str_int64(json_text(value, ""), &number) || wrong(walk, "not a number");
	if (kind == JSON_KIND_INT || (kind == JSON_KIND_REAL && strcmp(type, "number") == 0))
		return true;
	return wrong(walk, "not a number");
}

static bool check_bool(struct walk *walk, const struct json *value)
{
	const char *text = json_text(value, "");

	if (walk->is_form ? strcmp(text, "true") == 0 || strcmp(text, "false") == 0 :
			    json_kind(value) == JSON_KIND_BOOL)
		return true;
	return wrong(walk, "neither true nor false");
}

static bool check_list(struct walk *walk, const struct json *schema, const struct json *value)
{
	const struct json *items = json_get(schema, "items");
	char name[32];

	if (walk->is_form ? !json_is_map(value) : !json_is_list(value))
		return wrong(walk, "not a list");
	for (size_t i = 0; i < json_count(value); i++) {
		(void)str_format(name, sizeof name, "%zu", i);
		if (!check_at(walk, name, items,
			      walk->is_form ? json_get(value, name) : json_at(value, i)))
			return false;
	}
	return true;
}

static bool check_required(struct walk *walk, const struct json *schema, const struct json *value)
{
	const struct json *required = json_get(schema, "required");
	char what[NAME_SIZE];

	for (size_t i = 0; i < json_count(required); i++) {
		const char *name = json_text(json_at(required, i), "");

		if (json_get(value, name) == NULL) {
			(void)str_format(what, sizeof what, "lacks %s", name);
			return wrong(walk, what);
		}
	}
	return true;
}

static bool check_object(struct walk *walk, const struct json *schema, const struct json *value)
{
	const struct json *properties = json_get(schema, "properties");
	const struct json *others = json_get(schema, "additionalProperties");
	bool is_open = json_is_map(others) || json_is_true(others);

	if (!json_is_map(value))
		return wrong(walk, "not an object");
	if (!check_required(walk, schema, value))
		return false;
	for (const char *name = json_name_after(value, NULL); name != NULL;
	     name = json_name_after(value, name)) {
		const struct json *member = json_get(properties, name);

		if (member == NULL && (is_open || (properties == NULL && others == NULL)))
			member = json_is_map(others) ? others : NULL;
		else if (member == NULL)
			return check_at(walk, name, NULL, NULL);
		if (member != NULL && !check_at(walk, name, member, json_get(value, name)))
			return false;
	}
	return true;
}

static bool check(struct walk *walk, const struct json *schema, const struct json *value)
{
	const char *type;

	schema = resolve(walk, schema);
	if (schema == NULL || value == NULL)
		return wrong(walk, "not described");
	if (json_is_none(value))
		return json_is_true(json_get(schema, "nullable")) || wrong(walk, "may not be null");
	if (json_get(schema, "anyOf") != NULL)
		return check_any(walk, json_get(schema, "anyOf"), value);
	if (json_get(schema, "oneOf") != NULL)
		return check_any(walk, json_get(schema, "oneOf"), value);
	type = json_text(json_get(schema, "type"), "object");
	if (strcmp(type, "string") == 0 && json_get(schema, "enum") != NULL)
		return check_enum(walk, json_get(schema, "enum"), value);
	if (strcmp(type, "string") == 0)
		return check_text(walk, schema, value);
	if (strcmp(type, "integer") == 0 || strcmp(type, "number") == 0)
		return check_number(walk, type, value);
	if (strcmp(type, "boolean") == 0)
		return check_bool(walk, value);
	return strcmp(type, "array") == 0 ? check_list(walk, schema, value) :
					    check_object(walk, schema, value);
}

/* --- requests and answers ---------------------------------------------------------------- */

static bool check_body(struct walk *walk, const struct json *operation, const char *body)
{
	const struct json *content = json_get(json_get(operation, "requestBody"), "content");
	const struct json *schema = json_get(
		json_get(content, "application/x-www-form-urlencoded"), "schema");
	struct json *tree = read_form(body);
	bool is_fine = schema != NULL ? check(walk, schema, tree) :
					body[0] == '\0' || wrong(walk, "no body is described");

	json_free(tree);
	return is_fine;
}

static const struct json *find_parameter(const struct json *operation, const char *name)
{
	const struct json *all = json_get(operation, "parameters");

	for (size_t i = 0; i < json_count(all); i++)
		if (str_equal(json_text(json_get(json_at(all, i), "in"), ""), "query") &&
		    str_equal(json_text(json_get(json_at(all, i), "name"), ""), name))
			return json_get(json_at(all, i), "schema");
	return NULL;
}

static bool check_query(struct walk *walk, const struct json *operation, const char *query)
{
	struct json *tree = read_form(query);
	bool is_fine = true;

	for (const char *name = json_name_after(tree, NULL); name != NULL && is_fine;
	     name = json_name_after(tree, name))
		is_fine = check_at(walk, name, find_parameter(operation, name),
				   json_get(tree, name));
	json_free(tree);
	return is_fine;
}

bool openapi_request(const struct openapi *api, const char *method, const char *path,
		     const char *body, char why[OPENAPI_WHY_SIZE])
{
	const struct json *operation = find_operation(api, method, path);
	struct walk walk = { .api = api, .is_form = true, .why = why };
	const char *query = strchr(path, '?');

	why[0] = '\0';
	if (operation == NULL)
		return wrong(&walk, "no such path with that method");
	if (query != NULL && !check_query(&walk, operation, query + 1))
		return false;
	return check_body(&walk, operation, body);
}

bool openapi_answer(const struct openapi *api, const char *method, const char *path, int http,
		    const char *body, size_t len, char why[OPENAPI_WHY_SIZE])
{
	const struct json *operation = find_operation(api, method, path);
	const struct json *response = json_get(json_get(operation, "responses"),
					       http == 200 ? "200" : "default");
	const struct json *schema = json_get(
		json_get(json_get(response, "content"), "application/json"), "schema");
	struct walk walk = { .api = api, .why = why };
	struct json *value = json_parse(body, len);
	bool is_fine;

	why[0] = '\0';
	is_fine = operation == NULL ? wrong(&walk, "no such path with that method") :
		  value == NULL	    ? wrong(&walk, "not JSON") :
				      check(&walk, schema, value);
	json_free(value);
	return is_fine;
}
