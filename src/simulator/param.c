/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/param.c -- application/x-www-form-urlencoded, and the tables that hold it.
 */
#include "simulator/param.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

#define ROOM_FIRST 16

void sim_params_init(struct params *params)
{
	*params = (struct params){ 0 };
}

void sim_params_done(struct params *params)
{
	for (size_t i = 0; i < params->count; i++)
		free(params->items[i].value);
	free(params->items);
	sim_params_init(params);
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Decodes `len` bytes into `into`, which has room for len + 1. */
static void decode(const char *from, size_t len, char *into)
{
	size_t out = 0;

	for (size_t i = 0; i < len; i++) {
		if (from[i] == '%' && i + 2 < len && hex(from[i + 1]) >= 0 &&
		    hex(from[i + 2]) >= 0) {
			int c = hex(from[i + 1]) * 16 + hex(from[i + 2]);

			if (c != 0)
				into[out++] = (char)c;
			i += 2;
		} else if (from[i] != '\0') {
			into[out++] = from[i] == '+' ? ' ' : from[i];
		}
	}
	into[out] = '\0';
	if (utf8_valid(into, out))
		return;
	for (size_t i = 0; i < out; i++)
		if ((unsigned char)into[i] >= 0x80)
			into[i] = '?';
}

/* How many parameters begin with the first `len` bytes of `name` and '['. */
static size_t count_parts(const struct params *params, const char *name, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < params->count; i++)
		count += strncmp(params->items[i].name, name, len) == 0 &&
			 params->items[i].name[len] == '[';
	return count;
}

/* Gives "a[]" its number. */
static void number_list(const struct params *params, char name[PARAM_NAME_SIZE])
{
	size_t len = strlen(name);

	if (len < 2 || strcmp(name + len - 2, "[]") != 0)
		return;
	name[len - 2] = '\0';
	len -= 2;
	str_format(name + len, PARAM_NAME_SIZE - len, "[%zu]", count_parts(params, name, len));
}

static void grow(struct params *params)
{
	size_t room = params->count == 0 ? ROOM_FIRST : params->count * 2;

	if (params->count != 0 &&
	    (params->count & (params->count - 1) || params->count < ROOM_FIRST))
		return;
	params->items = realloc(params->items, room * sizeof *params->items);
	if (params->items == NULL)
		abort();
}

static void add_pair(struct params *params, const char *pair, size_t len)
{
	const char *equals = memchr(pair, '=', len);
	size_t name_len = equals != NULL ? (size_t)(equals - pair) : len;
	struct param *item;
	char *name;

	if (len == 0)
		return;
	if (params->count == PARAM_MAX) {
		params->is_too_many = true;
		return;
	}
	name = malloc(name_len + 1);
	if (name == NULL)
		abort();
	grow(params);
	item = &params->items[params->count];
	decode(pair, name_len, name);
	str_copy(item->name, sizeof item->name - 8, name);
	free(name);
	number_list(params, item->name);
	item->value = malloc(len + 1);
	if (item->value == NULL)
		abort();
	decode(equals != NULL ? equals + 1 : "", equals != NULL ? len - name_len - 1 : 0,
	       item->value);
	params->count++;
}

void sim_params_add(struct params *params, const char *form, size_t len)
{
	size_t start = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && form[i] != '&')
			continue;
		add_pair(params, form + start, i - start);
		start = i + 1;
	}
}

/* True when a name fits a rule's. */
static bool fits(const char *rule, const char *name)
{
	while (*rule != '\0') {
		if (rule[0] == '[' && rule[1] == '*') {
			if (*name++ != '[')
				return false;
			name += strcspn(name, "]");
			rule += 2;
			if (*name == '\0')
				return false;
		}
		if (*rule++ != *name++)
			return false;
	}
	return *name == '\0';
}

static bool is_choice(const char *choices, const char *value)
{
	size_t len = strlen(value);

	for (const char *at = choices; len > 0 && (at = strstr(at, value)) != NULL; at += len)
		if ((at == choices || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

/* The code for a value that a rule does not take, NULL when it does. */
static const char *judge(const struct rule *rule, const char *value)
{
	int64_t number;

	switch (rule->kind) {
	case RULE_INT:
	case RULE_COUNT:
		if (value[0] == '\0')
			return "parameter_invalid_empty";
		if (!str_int64(value, &number) || (rule->kind == RULE_COUNT && number < 1))
			return "parameter_invalid_integer";
		return NULL;
	case RULE_BOOL:
		return str_equal(value, "true") || str_equal(value, "false")
			       ? NULL
			       : "parameter_invalid_boolean";
	case RULE_CHOICE:
		return is_choice(rule->choices, value) ? NULL : "parameter_invalid_choice";
	case RULE_TEXT:
		break;
	}
	return rule->is_needed && value[0] == '\0' ? "parameter_invalid_empty" : NULL;
}

static bool complain(struct param_problem *problem, const char *code, const char *name,
		     const char *message)
{
	problem->code = code;
	str_copy(problem->param, sizeof problem->param, name);
	str_copy(problem->message, sizeof problem->message, message);
	return false;
}

static bool complain_of_value(struct param_problem *problem, const struct rule *rule,
			      const char *code, const struct param *param)
{
	char message[320];

	if (str_equal(code, "parameter_invalid_choice")) {
		str_format(message, sizeof message, "Invalid %s: must be one of %s", param->name,
			   rule->choices);
		code = NULL;
	} else if (str_equal(code, "parameter_invalid_boolean")) {
		str_format(message, sizeof message, "Invalid boolean: %s", param->value);
		code = NULL;
	} else if (str_equal(code, "parameter_invalid_integer")) {
		str_format(message, sizeof message,
			   rule->kind == RULE_COUNT
				   ? "This value must be greater than or equal to 1: %s"
				   : "Invalid integer: %s",
			   param->value);
	} else {
		str_format(message, sizeof message,
			   "You passed an empty string for '%s'. We assume empty values are an "
			   "attempt to unset a parameter; however '%s' cannot be unset.",
			   param->name, param->name);
	}
	return complain(problem, code, param->name, message);
}

/* Stripe takes Python's True and False as well. */
static void normalize(const struct rule *rule, const struct param *param)
{
	if (rule->kind == RULE_BOOL &&
	    (str_equal(param->value, "True") || str_equal(param->value, "False")))
		param->value[0] = param->value[0] == 'T' ? 't' : 'f';
}

static bool check_one(const struct param *param, const struct rule *rules,
		      struct param_problem *problem)
{
	char message[320];

	if (fits("expand[*]", param->name))
		return true;
	for (; rules->name != NULL; rules++) {
		const char *code;

		if (!fits(rules->name, param->name))
			continue;
		normalize(rules, param);
		code = judge(rules, param->value);
		return code == NULL || complain_of_value(problem, rules, code, param);
	}
	str_format(message, sizeof message, "Received unknown parameter: %s", param->name);
	return complain(problem, "parameter_unknown", param->name, message);
}

bool sim_params_check(const struct params *params, const struct rule *rules,
		      struct param_problem *ret_problem)
{
	char message[320];

	if (params->is_too_many)
		return complain(ret_problem, NULL, "", "Too many parameters.");
	for (size_t i = 0; i < params->count; i++)
		if (!check_one(&params->items[i], rules, ret_problem))
			return false;
	for (const struct rule *rule = rules; rule->name != NULL; rule++) {
		if (!rule->is_needed || sim_param_get(params, rule->name) != NULL ||
		    sim_param_has_parts(params, rule->name))
			continue;
		str_format(message, sizeof message, "Missing required param: %s.", rule->name);
		return complain(ret_problem, "parameter_missing", rule->name, message);
	}
	return true;
}

const char *sim_param_get(const struct params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++)
		if (strcmp(params->items[i].name, name) == 0)
			return params->items[i].value;
	return NULL;
}

const char *sim_param_text(const struct params *params, const char *name, const char *fallback)
{
	const char *value = sim_param_get(params, name);

	return value != NULL ? value : fallback;
}

int64_t sim_param_int(const struct params *params, const char *name, int64_t fallback)
{
	const char *value = sim_param_get(params, name);
	int64_t number;

	return value != NULL && str_int64(value, &number) ? number : fallback;
}

bool sim_param_bool(const struct params *params, const char *name, bool fallback)
{
	const char *value = sim_param_get(params, name);

	return value != NULL ? strcmp(value, "true") == 0 : fallback;
}

const char *sim_param_at(const struct params *params, const char *name, size_t i)
{
	char full[PARAM_NAME_SIZE];

	str_format(full, sizeof full, "%s[%zu]", name, i);
	return sim_param_get(params, full);
}

const char *sim_param_part(const struct params *params, const char *name, size_t i, char *ret_part,
			   size_t size)
{
	size_t len = strlen(name);

	for (size_t j = 0; j < params->count; j++) {
		const char *full = params->items[j].name;

		if (strncmp(full, name, len) != 0 || full[len] != '[' || i-- > 0)
			continue;
		str_copy(ret_part, size, full + len + 1);
		ret_part[strcspn(ret_part, "]")] = '\0';
		return params->items[j].value;
	}
	return NULL;
}

bool sim_param_has_parts(const struct params *params, const char *name)
{
	return count_parts(params, name, strlen(name)) > 0;
}

static uint64_t print_of(const char *text, uint64_t hash)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return hash * UINT64_C(0x9E3779B97F4A7C15) + 1;
}

uint64_t sim_params_print(const struct params *params)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < params->count; i++)
		sum += print_of(params->items[i].value, print_of(params->items[i].name, 7));
	return sum;
}
