/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/happen.c -- events that a client may list, and the record of what truly happened.
 */
#include "simulator/inside.h"

#include <string.h>

void sim_happen(struct call *call, const char *type, const struct json *object)
{
	struct json *event = sim_object_new(
		call, KIND_EVENT, "evt_",
		"{'id':'','object':'event','api_version':'" SIMULATOR_API_VERSION "','created':0,"
		"'data':{'object':{}},'livemode':false,'pending_webhooks':0,"
		"'request':{'id':null,'idempotency_key':null},'type':''}");
	struct json *copy = sim_public_view(object);
	struct str text = { 0 };

	sim_write_value(&text, copy);
	sim_set_text(event, "_object", str_text(&text));
	sim_set_text(event, "type", type);
	if (call->answer != NULL && call->answer->request_id[0] != '\0')
		sim_set_text(json_get(event, "request"), "id", call->answer->request_id);
	if (call->key[0] != '\0')
		sim_set_text(json_get(event, "request"), "idempotency_key", call->key);
	str_done(&text);
	json_free(copy);
}

void sim_effect(struct call *call, const char *name, const struct json *object, const char *intent,
		int64_t amount_minor)
{
	struct json *line = sim_object_new(
		call, KIND_EFFECT, "fx_",
		"{'id':'','created':0,'at_unix_ms':0,'effect':'','object':'','intent':'',"
		"'amount':0,'currency':'','key':'','attempt':'','operation':''}");

	sim_set_int(line, "at_unix_ms", call->now_ms);
	sim_set_text(line, "effect", name);
	sim_set_text(line, "object", sim_get_text(object, "id"));
	sim_set_text(line, "intent", intent);
	sim_set_int(line, "amount", amount_minor);
	sim_set_text(line, "currency", sim_get_text(object, "currency"));
	sim_set_text(line, "key", call->key);
	sim_set_text(line, "attempt", sim_get_text(json_get(object, "metadata"), "attempt"));
	sim_set_text(line, "operation", call->route != NULL ? call->route->op : "");
}

size_t simulator_effect_count(const struct simulator *sim)
{
	return sim->tables[KIND_EFFECT].count;
}

bool simulator_effect_at(const struct simulator *sim, size_t i, struct simulator_effect *ret_effect)
{
	const struct table *table = &sim->tables[KIND_EFFECT];
	const struct json *line;

	if (i >= table->count)
		return false;
	line = table->records[i]->value;
	*ret_effect = (struct simulator_effect){
		.at_unix_ms = sim_get_int(line, "at_unix_ms"),
		.name = sim_get_text(line, "effect"),
		.object = sim_get_text(line, "object"),
		.intent = sim_get_text(line, "intent"),
		.amount_minor = sim_get_int(line, "amount"),
		.currency = sim_get_text(line, "currency"),
		.key = sim_get_text(line, "key"),
		.attempt = sim_get_text(line, "attempt"),
	};
	return true;
}

int64_t simulator_settled_minor(const struct simulator *sim, const char *currency)
{
	struct simulator_effect effect;
	int64_t sum = 0;

	for (size_t i = 0; simulator_effect_at(sim, i, &effect); i++) {
		if (strcmp(effect.currency, currency) != 0)
			continue;
		if (strcmp(effect.name, "capture") == 0 ||
		    strcmp(effect.name, "refund_failed") == 0)
			sum += effect.amount_minor;
		else if (strcmp(effect.name, "refund") == 0)
			sum -= effect.amount_minor;
	}
	return sum;
}
