/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/device.c -- what happens at a reader: a card, a tip, a button, the issuer's word.
 */
#include "simulator/intent.h"

#include <string.h>

#include "simulator/card.h"

/* A tip beyond this is a slip of the finger. */
#define TIP_MAX_MINOR 10000000

void sim_reader_action_end(struct call *call, struct json *reader, const char *failure_code,
			   const char *failure_message)
{
	struct json *action = json_get(reader, "action");
	bool is_failed = failure_code != NULL;

	sim_set_text(action, "status", is_failed ? "failed" : "succeeded");
	sim_set_text(action, "failure_code", failure_code);
	sim_set_text(action, "failure_message", failure_message);
	sim_set_int(reader, "_due_ms", 0);
	sim_set_int(reader, "_busy_until_ms", 0);
	json_unset(reader, "_card");
	sim_touch(call->sim, reader);
	sim_happen(call,
		   is_failed ? "terminal.reader.action_failed" : "terminal.reader.action_succeeded",
		   reader);
}

static void add_tip(struct call *call, struct json *intent, int64_t tip_minor)
{
	sim_set_int(intent, "amount", sim_get_int(intent, "amount") + tip_minor);
	sim_set_int(sim_get_path(intent, "amount_details", "tip", NULL), "amount", tip_minor);
	sim_touch(call->sim, intent);
}

/* The issuer has spoken. */
static void finish_payment(struct call *call, struct json *reader, const struct card *card)
{
	const struct json *action = json_get(reader, "action");
	const char *id = sim_get_text(json_get(action, "process_payment_intent"), "payment_intent");
	struct json *intent = sim_record_get(call->sim, KIND_INTENT, id);
	struct json *method;

	if (intent == NULL ||
	    strcmp(sim_get_text(intent, "status"), "requires_payment_method") != 0) {
		sim_reader_action_end(call, reader, "intent_invalid_state",
				      "The payment was canceled.");
		return;
	}
	method = sim_method_new(call, card, "card_present");
	if (!sim_authorize(call, intent, card, method, true))
		sim_reader_action_end(call, reader, "card_declined",
				      sim_get_text(json_get(intent, "last_payment_error"),
						   "message"));
	else if (call->fault->kind == FAULT_CONNECTION_ERROR)
		sim_reader_action_end(call, reader, "connection_error",
				      "The reader lost its connection.");
	else if (!sim_get_bool(reader, "_is_lost"))
		sim_reader_action_end(call, reader, NULL, NULL);
	sim_set_bool(reader, "_is_lost", false);
}

static void finish_refund(struct call *call, struct json *reader)
{
	struct json *what = sim_get_path(reader, "action", "refund_payment", NULL);
	struct json *charge = sim_record_get(call->sim, KIND_CHARGE, sim_get_text(what, "charge"));
	int64_t amount_minor = sim_get_int(what, "amount");
	struct json *refund;

	if (amount_minor == 0)
		amount_minor = sim_get_int(charge, "amount_captured") -
			       sim_get_int(charge, "amount_refunded");
	if (amount_minor <= 0 || amount_minor > sim_get_int(charge, "amount_captured") -
							sim_get_int(charge, "amount_refunded")) {
		sim_reader_action_end(call, reader, "charge_already_refunded",
				      "There is not so much left to refund.");
		return;
	}
	refund = sim_refund_new(call, charge, amount_minor, NULL);
	sim_set_value(refund, "metadata", json_dup(json_get(what, "metadata")));
	sim_set_text(what, "refund", sim_get_text(refund, "id"));
	sim_reader_action_end(call, reader, NULL, NULL);
}

static void finish(struct call *call, struct json *reader, const struct card *card)
{
	if (strcmp(sim_get_text(json_get(reader, "action"), "type"), "refund_payment") == 0)
		finish_refund(call, reader);
	else
		finish_payment(call, reader, card);
}

/* True when the reader waits for a card; else refused. */
static bool waits(struct call *call, const struct json *reader)
{
	const struct json *action = json_get(reader, "action");

	if (strcmp(sim_get_text(action, "status"), "in_progress") == 0 &&
	    sim_get_int(reader, "_busy_until_ms") <= call->now_ms)
		return true;
	sim_refuse(call, &(struct refusal){ .status = 400, .is_passing = true },
		   "The reader is not waiting for a card.");
	return false;
}

bool sim_device_present(struct call *call, struct json *reader, const struct card *card,
			int64_t tip_minor)
{
	const char *id = json_text(sim_get_path(reader, "action", "process_payment_intent",
						"payment_intent", NULL),
				   "");
	struct json *intent = sim_record_get(call->sim, KIND_INTENT, id);
	int64_t takes_ms = sim_param_int(call->params, "takes", 0);
	bool is_waiting = waits(call, reader);

	if (!is_waiting)
		return false;
	if (tip_minor < 0 || tip_minor > TIP_MAX_MINOR) {
		sim_refuse(call, &(struct refusal){ .status = 400, .param = "tip" },
			   "The tip is out of range.");
		return false;
	}
	if (intent != NULL && tip_minor > 0 &&
	    !json_is_true(sim_get_path(reader, "action", "process_payment_intent", "process_config",
				       "skip_tipping", NULL)))
		add_tip(call, intent, tip_minor);
	sim_set_bool(reader, "_is_lost", sim_param_bool(call->params, "lost", false));
	if (takes_ms == 0) {
		finish(call, reader, card);
		return true;
	}
	sim_set_text(reader, "_card", card->name);
	sim_set_int(reader, "_busy_until_ms", call->now_ms + takes_ms);
	sim_set_int(reader, "_due_ms", call->now_ms + takes_ms);
	sim_touch(call->sim, reader);
	return true;
}

bool sim_device_is_authorizing(const struct simulator *sim, const char *intent_id, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];

	for (size_t i = table->first; i < table->count; i++) {
		const struct json *reader = table->records[i]->value;

		if (sim_get_int(reader, "_busy_until_ms") > now_ms &&
		    strcmp(json_text(sim_get_path(reader, "action", "process_payment_intent",
						  "payment_intent", NULL),
				     ""),
			   intent_id) == 0)
			return true;
	}
	return false;
}

/* The card of a reader that is due: the one at the issuer, or the one it presents by itself. */
static const struct card *card_due(const struct simulator *sim, const struct json *reader)
{
	const char *name = sim_get_text(reader, "_card");

	if (name[0] == '\0' && sim->auto_card != NULL)
		name = sim->auto_card;
	return sim_card_find(name);
}

void sim_device_tick(struct simulator *sim, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];
	struct call call = sim_call_of_clock(sim, now_ms);
	struct fault fault;

	for (size_t i = table->first; i < table->count; i++) {
		struct json *reader = table->records[i]->value;
		const struct card *card = card_due(sim, reader);
		int64_t due_ms = sim_get_int(reader, "_due_ms");

		if (due_ms == 0 || due_ms > call.now_ms || card == NULL ||
		    strcmp(sim_get_text(json_get(reader, "action"), "status"), "in_progress") != 0)
			continue;
		fault = sim_script_next(sim->script, "readers.present", true, &sim->random);
		call.fault = &fault;
		finish(&call, reader, card);
	}
}

int64_t sim_device_due_ms(const struct simulator *sim, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];
	int64_t now = now_ms + sim->offset_ms, least = -1;

	for (size_t i = table->first; i < table->count; i++) {
		int64_t due_ms = sim_get_int(table->records[i]->value, "_due_ms");

		if (due_ms == 0)
			continue;
		due_ms = due_ms > now ? due_ms - now : 0;
		if (least < 0 || due_ms < least)
			least = due_ms;
	}
	return least;
}
