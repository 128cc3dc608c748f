/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/fault.c -- reads fault scripts and tells which fault is due.
 */
#include "simulator/fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/random.h"
#include "base/str.h"

#define RULES_MAX 512
#define NAME_SIZE 64
#define MILLION 1000000

struct fault_rule {
	char on[NAME_SIZE];
	const struct fault_row *row;
	int64_t call, every, ppm, times; /* 0: not given */
	int64_t arg;
	char text[NAME_SIZE];
	int64_t calls, fired;
};

struct script {
	struct fault_rule *rules;
	size_t count;
};

static const struct fault_row rows[] = {
	{ "refuse", FAULT_REFUSE, "", 0, "the connection is reset before TLS begins" },
	{ "closed", FAULT_CLOSED, "milliseconds", 2000,
	  "this connection is reset, and none is accepted for so long" },
	{ "bad-ca", FAULT_BAD_CA, "", 0, "the certificate is another authority's" },
	{ "expired", FAULT_EXPIRED, "", 0, "the certificate has expired" },
	{ "wrong-host", FAULT_WRONG_HOST, "", 0, "the certificate is for another host" },
	{ "tls1.1", FAULT_TLS11, "", 0, "nothing newer than TLS 1.1 is spoken" },
	{ "reset-before", FAULT_RESET_BEFORE, "", 0, "not executed, the connection is reset" },
	{ "reset-after", FAULT_RESET_AFTER, "", 0, "executed, the connection is reset" },
	{ "stall-before", FAULT_STALL_BEFORE, "milliseconds", 30000,
	  "executed and answered after so long" },
	{ "stall-after", FAULT_STALL_AFTER, "milliseconds", 30000,
	  "executed at once, answered after so long" },
	{ "cut", FAULT_CUT, "bytes", 100, "executed, the answer ends after so many bytes" },
	{ "drip", FAULT_DRIP, "milliseconds", 20, "executed, the answer comes byte by byte" },
	{ "truncated", FAULT_TRUNCATED, "", 0, "executed, half of the JSON is sent as if whole" },
	{ "wrong-json", FAULT_WRONG_JSON, "", 0, "executed, the answer is some other JSON" },
	{ "html", FAULT_HTML, "", 0, "not executed, 200 with a page of HTML" },
	{ "redirect", FAULT_REDIRECT, "", 0, "not executed, 302 to another host" },
	{ "rate-limit", FAULT_RATE_LIMIT, "seconds", 1, "not executed, 429 with Retry-After" },
	{ "lock", FAULT_LOCK, "", 0, "not executed, 429 lock_timeout" },
	{ "in-use", FAULT_IN_USE, "", 0, "not executed, 409 idempotency_key_in_use" },
	{ "500-before", FAULT_500_BEFORE, "", 0, "not executed, 500 kept under the key" },
	{ "500-after", FAULT_500_AFTER, "", 0, "executed, 500 kept under the key" },
	{ "500-retry", FAULT_500_RETRY, "", 0,
	  "not executed, 500 with Stripe-Should-Retry: true, not kept" },
	{ "503", FAULT_503, "", 0, "not executed, 503, not kept" },
	{ "declined", FAULT_DECLINED, "", 0, "402, or the card at the reader: \"text\" says why" },
	{ "wrong-amount", FAULT_WRONG_AMOUNT, "", 0, "executed, the answer tells one more" },
	{ "wrong-currency", FAULT_WRONG_CURRENCY, "", 0, "executed, another currency is told" },
	{ "wrong-id", FAULT_WRONG_ID, "", 0, "executed, another id is told" },
	{ "wrong-livemode", FAULT_WRONG_LIVEMODE, "", 0, "executed, livemode is told as true" },
	{ "reader-busy", FAULT_READER_BUSY, "", 0, "not executed, terminal_reader_busy" },
	{ "reader-offline", FAULT_READER_OFFLINE, "", 0, "not executed, terminal_reader_offline" },
	{ "reader-timeout", FAULT_READER_TIMEOUT, "", 0, "not executed, terminal_reader_timeout" },
	{ "reader-timeout-after", FAULT_READER_TIMEOUT_AFTER, "", 0,
	  "executed, terminal_reader_timeout" },
	{ "connection-error", FAULT_CONNECTION_ERROR, "", 0,
	  "on readers.present: authorized, the reader tells connection_error" },
	{ "events-twice", FAULT_EVENTS_TWICE, "", 0, "every event is told twice" },
	{ "events-shuffled", FAULT_EVENTS_SHUFFLED, "", 0, "events are told out of order" },
};

const struct fault_row *sim_fault_row_at(size_t i)
{
	return i < sizeof rows / sizeof rows[0] ? &rows[i] : NULL;
}

static const struct fault_row *row_named(const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

/* A number of a rule; false when it is there but no number above 0. */
static bool read_number(const struct json *line, const char *name, int64_t *number)
{
	const struct json *value = json_get(line, name);

	*number = json_int(value, value == NULL ? 0 : -1);
	return *number >= 0 && (value == NULL || *number > 0);
}

static bool names_are_known(const struct json *line)
{
	static const char *const names[] = { "on",  "fault", "call", "every",
					     "ppm", "times", "arg",  "text" };
	const char *name = NULL;

	while ((name = json_name_after(line, name)) != NULL) {
		size_t i = 0;

		while (i < sizeof names / sizeof names[0] && strcmp(names[i], name) != 0)
			i++;
		if (i == sizeof names / sizeof names[0])
			return false;
	}
	return true;
}

/* Reads one line; NULL, or what is wrong. */
static const char *read_rule(const struct json *line, struct fault_rule *rule)
{
	const char *on = json_text(json_get(line, "on"), NULL);
	const char *fault = json_text(json_get(line, "fault"), NULL);
	const struct json *arg = json_get(line, "arg");

	if (!json_is_map(line) || on == NULL || fault == NULL)
		return "a rule needs \"on\" and \"fault\"";
	if (!names_are_known(line))
		return "unknown member; there are on, fault, call, every, ppm, times, arg, text";
	rule->row = row_named(fault);
	if (rule->row == NULL)
		return "there is no such fault";
	if (!str_copy(rule->on, sizeof rule->on, on) ||
	    !str_copy(rule->text, sizeof rule->text, json_text(json_get(line, "text"), "")))
		return "a text is too long";
	if (!read_number(line, "call", &rule->call) || !read_number(line, "every", &rule->every) ||
	    !read_number(line, "ppm", &rule->ppm) || !read_number(line, "times", &rule->times) ||
	    rule->ppm > MILLION)
		return "call, every, ppm and times are whole numbers above 0";
	if (arg != NULL && json_int(arg, -1) < 0)
		return "arg is a whole number";
	rule->arg = json_int(arg, rule->row->fallback);
	return NULL;
}

/* Reads the line of `len` bytes at `text`; blank lines and those with # are left out. */
static const char *read_line(struct script *script, const char *text, size_t len)
{
	struct json *line;
	const char *wrong;

	while (len > 0 && strchr(" \t\r", text[0]) != NULL)
		text++, len--;
	if (len == 0 || text[0] == '#')
		return NULL;
	if (script->count == RULES_MAX)
		return "more than 512 rules";
	line = json_parse(text, len);
	if (line == NULL)
		return "this is not JSON";
	wrong = read_rule(line, &script->rules[script->count++]);
	json_free(line);
	return wrong;
}

enum err sim_script_new(const char *text, size_t len, char *problem, size_t size,
			struct script **ret_script)
{
	struct script *script = calloc(1, sizeof *script);
	size_t start = 0;
	int number = 1;

	if (script != NULL)
		script->rules = calloc(RULES_MAX, sizeof *script->rules);
	if (script == NULL || script->rules == NULL) {
		sim_script_free(script);
		return ERR_MEMORY;
	}
	str_copy(problem, size, "");
	for (size_t i = 0; i <= len; i++) {
		const char *wrong;

		if (i < len && text[i] != '\n')
			continue;
		wrong = read_line(script, text + start, i - start);
		if (wrong != NULL) {
			str_format(problem, size, "line %d: %s", number, wrong);
			sim_script_free(script);
			return ERR_DATA;
		}
		start = i + 1;
		number++;
	}
	*ret_script = script;
	return ERR_OK;
}

void sim_script_free(struct script *script)
{
	if (script != NULL)
		free(script->rules);
	free(script);
}

static bool is_on(const struct fault_rule *rule, const char *op, bool is_write)
{
	size_t len = strlen(rule->on);

	if (strcmp(op, "connect") == 0)
		return strcmp(rule->on, op) == 0;
	if (strcmp(rule->on, "*") == 0)
		return true;
	if (strcmp(rule->on, "writes") == 0 || strcmp(rule->on, "reads") == 0)
		return is_write == (rule->on[0] == 'w');
	if (len > 2 && strcmp(rule->on + len - 2, ".*") == 0)
		return strncmp(rule->on, op, len - 1) == 0;
	return strcmp(rule->on, op) == 0;
}

static bool is_due(const struct fault_rule *rule, struct random *random)
{
	if (rule->times > 0 && rule->fired >= rule->times)
		return false;
	if (rule->call > 0 && rule->calls != rule->call)
		return false;
	if (rule->every > 0 && rule->calls % rule->every != 0)
		return false;
	return rule->ppm == 0 || (int64_t)random_below(random, MILLION) < rule->ppm;
}

struct fault sim_script_next(struct script *script, const char *op, bool is_write,
			     struct random *random)
{
	struct fault fault = { .name = "", .text = "" };

	for (size_t i = 0; script != NULL && i < script->count; i++) {
		struct fault_rule *rule = &script->rules[i];

		if (!is_on(rule, op, is_write))
			continue;
		rule->calls++;
		if (fault.kind != FAULT_NONE || !is_due(rule, random))
			continue;
		rule->fired++;
		fault = (struct fault){ rule->row->kind, rule->row->name, rule->arg, rule->text };
	}
	return fault;
}

struct json *sim_script_status(const struct script *script)
{
	struct json *list = json_new_array();

	for (size_t i = 0; script != NULL && i < script->count; i++) {
		const struct fault_rule *rule = &script->rules[i];
		struct json *line = json_new_object();

		json_set(line, "on", json_new_text(rule->on));
		json_set(line, "fault", json_new_text(rule->row->name));
		json_set(line, "calls", json_new_int(rule->calls));
		json_set(line, "fired", json_new_int(rule->fired));
		json_add(list, line);
	}
	return list;
}
