/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/answer.c -- answers: objects with what was asked to be expanded, and refusals.
 */
#include "simulator/inside.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define EXPAND_MAX 16

/* Replaces the id at the end of `path` in `value` by its object, in each element of a list. */
static void expand(const struct simulator *sim, struct json *value, const char *path)
{
	size_t len = strcspn(path, ".");
	const char *rest = path[len] == '.' ? path + len + 1 : NULL;
	const struct record *record;
	struct json *member;
	char name[PARAM_NAME_SIZE];

	for (size_t i = 0; json_is_list(value) && i < json_count(value); i++)
		expand(sim, json_at(value, i), path);
	if (!json_is_map(value) || len >= sizeof name)
		return;
	str_format(name, sizeof name, "%.*s", (int)len, path);
	member = json_get(value, name);
	record = json_text(member, NULL) != NULL ? sim_record_find(sim, json_text(member, ""))
						 : NULL;
	if (record != NULL && record->kind < KIND_KEY) {
		sim_set_value(value, name, sim_public_copy(record->value));
		member = json_get(value, name);
	}
	if (rest != NULL)
		expand(sim, member, rest);
}

void sim_answer_value(struct call *call, const struct json *value)
{
	bool is_expanded = sim_param_has_parts(call->params, "expand");
	struct json *copy = is_expanded ? sim_public_copy(value) : sim_public_view(value);
	const char *path;

	for (size_t i = 0; i < EXPAND_MAX; i++) {
		path = sim_param_at(call->params, "expand", i);
		if (path != NULL)
			expand(call->sim, copy, path);
	}
	call->answer->status = 200;
	str_clear(&call->answer->body);
	sim_write_value(&call->answer->body, copy);
	json_free(copy);
}

void sim_answer_deleted(struct call *call, const char *id, const char *object)
{
	struct json *value = sim_form_new("{'id':'','object':'','deleted':true}");

	sim_set_text(value, "id", id);
	sim_set_text(value, "object", object);
	sim_answer_value(call, value);
	json_free(value);
}

/* "card_declined" has its page at .../card-declined. */
static void set_page(struct json *error, const char *code)
{
	char page[128];

	str_format(page, sizeof page, "https://stripe.com/docs/error-codes/%s", code);
	for (char *c = page + strlen("https://stripe.com/docs/"); *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
	sim_set_text(error, "doc_url", page);
}

static void set_given(struct json *error, const char *name, const char *text)
{
	if (text != NULL)
		sim_set_text(error, name, text);
}

static bool is_stored(const struct refusal *refusal)
{
	if (refusal->is_passing || refusal->status == 401 || refusal->status == 409 ||
	    refusal->status == 429)
		return false;
	return refusal->code == NULL || strncmp(refusal->code, "parameter_", 10) != 0;
}

void sim_refuse(struct call *call, const struct refusal *refusal, const char *format, ...)
{
	struct json *whole = sim_form_new("{'error':{}}"), *error = json_get(whole, "error");
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	set_given(error, "charge", refusal->charge);
	set_given(error, "code", refusal->code);
	set_given(error, "decline_code", refusal->decline_code);
	if (refusal->code != NULL)
		set_page(error, refusal->code);
	sim_set_text(error, "message", message);
	set_given(error, "param", refusal->param);
	if (refusal->intent != NULL)
		sim_set_value(error, "payment_intent", sim_public_view(refusal->intent));
	sim_set_text(error, "type",
		     refusal->type != NULL ? refusal->type : "invalid_request_error");
	call->answer->status = refusal->status;
	call->is_stored = is_stored(refusal);
	str_clear(&call->answer->body);
	sim_write_value(&call->answer->body, whole);
	json_free(whole);
}

static const char *kind_words(enum kind kind)
{
	static const char *const words[KIND_COUNT] = {
		[KIND_INTENT] = "payment_intent",
		[KIND_CHARGE] = "charge",
		[KIND_REFUND] = "refund",
		[KIND_READER] = "terminal.reader",
		[KIND_LOCATION] = "terminal.location",
		[KIND_CONFIGURATION] = "terminal.configuration",
		[KIND_CUSTOMER] = "customer",
		[KIND_METHOD] = "PaymentMethod",
		[KIND_SESSION] = "checkout.session",
		[KIND_LINK] = "payment_link",
		[KIND_PRICE] = "price",
		[KIND_EVENT] = "event",
		[KIND_MOVE] = "balance_transaction",
		[KIND_PAYOUT] = "payout",
		[KIND_DISPUTE] = "dispute",
		[KIND_SETUP] = "setup_intent",
	};

	return words[kind] != NULL ? words[kind] : "object";
}

struct json *sim_need(struct call *call, enum kind kind, const char *id, const char *param)
{
	struct json *value = sim_record_get(call->sim, kind, id);

	if (value == NULL)
		sim_refuse(call,
			   &(struct refusal){
				   .status = call->id[0] != '\0' && str_equal(call->id, id) ? 404
											    : 400,
				   .code = "resource_missing",
				   .param = param },
			   "No such %s: '%s'", kind_words(kind), id);
	return value;
}
