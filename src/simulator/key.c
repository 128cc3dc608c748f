/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/key.c -- idempotency keys: the first answer is kept for a day and given again.
 */
#include "simulator/inside.h"

#include <stdlib.h>
#include <string.h>

static void key_id(const char *key, char into[SIMULATOR_KEY_SIZE + 8])
{
	str_format(into, SIMULATOR_KEY_SIZE + 8, "key:%s", key);
}

bool sim_key_is_held(const struct simulator *sim, const char *key)
{
	for (const struct held *held = sim->held; held != NULL; held = held->next)
		if (!held->is_done && held->key != NULL && strcmp(held->key, key) == 0)
			return true;
	return false;
}

static void replay(struct call *call, const struct json *kept)
{
	struct simulator_answer *answer = call->answer;

	answer->status = (int)sim_get_int(kept, "status");
	answer->is_replayed = true;
	str_clear(&answer->body);
	str_add(&answer->body, sim_get_text(kept, "body"));
}

static void refuse_other(struct call *call, const struct json *kept)
{
	struct refusal refusal = { .status = 400, .type = "idempotency_error", .is_passing = true };

	if (strcmp(sim_get_text(kept, "path"), call->route->path) != 0 ||
	    strcmp(sim_get_text(kept, "target"), call->id) != 0)
		sim_refuse(
			call, &refusal,
			"Keys for idempotent requests can only be used for the same endpoint they "
			"were first used for ('%s' vs '%s'). Try using a key other than '%s' if "
			"you meant to execute a different request.",
			call->route->path, sim_get_text(kept, "path"), call->key);
	else
		sim_refuse(
			call, &refusal,
			"Keys for idempotent requests can only be used with the same parameters "
			"they were first used with. Try using a key other than '%s' if you meant "
			"to execute a different request.",
			call->key);
}

bool sim_key_answers(struct call *call, uint64_t print)
{
	char id[SIMULATOR_KEY_SIZE + 8];
	const struct json *kept;

	key_id(call->key, id);
	kept = sim_record_get(call->sim, KIND_KEY, id);
	if (kept == NULL)
		return false;
	if (sim_get_int(kept, "print") != (int64_t)print ||
	    strcmp(sim_get_text(kept, "path"), call->route->path) != 0 ||
	    strcmp(sim_get_text(kept, "target"), call->id) != 0)
		refuse_other(call, kept);
	else
		replay(call, kept);
	return true;
}

void sim_key_keep(struct call *call, uint64_t print)
{
	struct json *kept = json_new_object();
	char id[SIMULATOR_KEY_SIZE + 8];

	key_id(call->key, id);
	sim_set_text(kept, "id", id);
	sim_set_int(kept, "created", call->now_s);
	sim_set_int(kept, "print", (int64_t)print);
	sim_set_text(kept, "path", call->route->path);
	sim_set_text(kept, "target", call->id);
	sim_set_int(kept, "status", call->answer->status);
	sim_set_text(kept, "body", str_text(&call->answer->body));
	sim_record_put(call->sim, KIND_KEY, kept);
}

static void forget(struct simulator *sim, enum kind kind, int64_t before_s)
{
	struct table *table = &sim->tables[kind];

	while (table->first < table->count) {
		const struct record *record = table->records[table->first];

		if (record->value != NULL && sim_get_int(record->value, "created") > before_s)
			break;
		sim_record_delete(sim, record->id);
		table->first++;
	}
}

void sim_forget_old(struct simulator *sim, int64_t now_s)
{
	forget(sim, KIND_KEY, now_s - KEY_LIFE_S);
	forget(sim, KIND_EVENT, now_s - EVENT_LIFE_S);
}
