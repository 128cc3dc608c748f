/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/device.c -- what happens at a reader: a card, a tip, a button, the issuer's word.
 */
#include "simulator/intent.h"

#include <string.h>

#include "simulator/card.h"

/* A tip beyond this is a slip of the finger. */
#define TIP_MAX_MINOR 10000000

void reader_action_end(struct call *call, struct json *reader, const char *failure_code,
		       const char *failure_message)
{
	struct json *action = json_get(reader, "action");
	bool is_failed = failure_code != NULL;

	set_text(action, "status", is_failed ? "failed" : "succeeded");
	set_text(action, "failure_code", failure_code);
	set_text(action, "failure_message", failure_message);
	set_int(reader, "_due_ms", 0);
	set_int(reader, "_busy_until_ms", 0);
	json_unset(reader, "_card");
	touch(call->sim, reader);
	happen(call, is_failed ? "terminal.reader.action_failed" :
				 "terminal.reader.action_succeeded", reader);
}

static void add_tip(struct call *call, struct json *intent, int64_t tip_minor)
{
	set_int(intent, "amount", get_int(intent, "amount") + tip_minor);
	set_int(get_path(intent, "amount_details", "tip", NULL), "amount", tip_minor);
	touch(call->sim, intent);
}

/* The issuer has spoken. */
static void finish_payment(struct call *call, struct json *reader, const struct card *card)
{
	const struct json *action = json_get(reader, "action");
	const char *id = get_text(json_get(action, "process_payment_intent"), "payment_intent");
	struct json *intent = record_get(call->sim, KIND_INTENT, id);
	struct json *method;

	if (intent == NULL || strcmp(get_text(intent, "status"), "requires_payment_method") != 0) {
		reader_action_end(call, reader, "intent_invalid_state",
				  "The payment was canceled.");
		return;
	}
	method = method_new(call, card, "card_present");
	if (!authorize(call, intent, card, method, true))
		reader_action_end(call, reader, "card_declined",
				  get_text(json_get(intent, "last_payment_error"), "message"));
	else if (call->fault->kind == FAULT_CONNECTION_ERROR)
		reader_action_end(call, reader, "connection_error",
				  "The reader lost its connection.");
	else if (!get_bool(reader, "_is_lost"))
		reader_action_end(call, reader, NULL, NULL);
	set_bool(reader, "_is_lost", false);
}

static void finish_refund(struct call *call, struct json *reader)
{
	struct json *what = get_path(reader, "action", "refund_payment", NULL);
	struct json *charge = record_get(call->sim, KIND_CHARGE, get_text(what, "charge"));
	int64_t amount_minor = get_int(what, "amount");
	struct json *refund;

	if (amount_minor == 0)
		amount_minor = get_int(charge, "amount_captured") -
			       get_int(charge, "amount_refunded");
	if (amount_minor <= 0 || amount_minor > get_int(charge, "amount_captured") -
						 get_int(charge, "amount_refunded")) {
		reader_action_end(call, reader, "charge_already_refunded",
				  "There is not so much left to refund.");
		return;
	}
	refund = refund_new(call, charge, amount_minor, NULL);
	set_value(refund, "metadata", json_dup(json_get(what, "metadata")));
	set_text(what, "refund", get_text(refund, "id"));
	reader_action_end(call, reader, NULL, NULL);
}

static void finish(struct call *call, struct json *reader, const struct card *card)
{
	if (strcmp(get_text(json_get(reader, "action"), "type"), "refund_payment") == 0)
		finish_refund(call, reader);
	else
		finish_payment(call, reader, card);
}

/* True when the reader waits for a card; else refused. */
static bool waits(struct call *call, const struct json *reader)
{
	const struct json *action = json_get(reader, "action");

	if (strcmp(get_text(action, "status"), "in_progress") == 0 &&
	    get_int(reader, "_busy_until_ms") <= call->now_ms)
		return true;
	refuse(call, &(struct refusal){ .status = 400, .is_passing = true },
	       "The reader is not waiting for a card.");
	return false;
}

bool device_present(struct call *call, struct json *reader, const struct card *card,
		    int64_t tip_minor)
{
	const char *id = json_text(get_path(reader, "action", "process_payment_intent",
					    "payment_intent", NULL), "");
	struct json *intent = record_get(call->sim, KIND_INTENT, id);
	int64_t takes_ms = param_int(call->params, "takes", 0);
	bool is_waiting = waits(call, reader);

	if (!is_waiting)
		return false;
	if (tip_minor < 0 || tip_minor > TIP_MAX_MINOR) {
		refuse(call, &(struct refusal){ .status = 400, .param = "tip" },
		       "The tip is out of range.");
		return false;
	}
	if (intent != NULL && tip_minor > 0 &&
	    !json_is_true(get_path(reader, "action", "process_payment_intent", "process_config",
				   "skip_tipping", NULL)))
		add_tip(call, intent, tip_minor);
	set_bool(reader, "_is_lost", param_bool(call->params, "lost", false));
	if (takes_ms == 0) {
		finish(call, reader, card);
		return true;
	}
	set_text(reader, "_card", card->name);
	set_int(reader, "_busy_until_ms", call->now_ms + takes_ms);
	set_int(reader, "_due_ms", call->now_ms + takes_ms);
	touch(call->sim, reader);
	return true;
}

bool device_is_authorizing(const struct simulator *sim, const char *intent_id, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];

	for (size_t i = table->first; i < table->count; i++) {
		const struct json *reader = table->records[i]->value;

		if (get_int(reader, "_busy_until_ms") > now_ms &&
		    strcmp(json_text(get_path(reader, "action", "process_payment_intent",
					      "payment_intent", NULL), ""), intent_id) == 0)
			return true;
	}
	return false;
}

/* The card of a reader that is due: the one at the issuer, or the one it presents by itself. */
static const struct card *card_due(const struct simulator *sim, const struct json *reader)
{
	const char *name = get_text(reader, "_card");

	if (name[0] == '\0' && sim->auto_card != NULL)
		name = sim->auto_card;
	return card_find(name);
}

void device_tick(struct simulator *sim, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];
	struct call call = call_of_clock(sim, now_ms);
	struct fault fault;

	for (size_t i = table->first; i < table->count; i++) {
		struct json *reader = table->records[i]->value;
		const struct card *card = card_due(sim, reader);
		int64_t due_ms = get_int(reader, "_due_ms");

		if (due_ms == 0 || due_ms > call.now_ms || card == NULL ||
		    strcmp(get_text(json_get(reader, "action"), "status"), "in_progress") != 0)
			continue;
		fault = script_next(sim->script, "readers.present", true, &sim->random);
		call.fault = &fault;
		finish(&call, reader, card);
	}
}

int64_t device_due_ms(const struct simulator *sim, int64_t now_ms)
{
	const struct table *table = &sim->tables[KIND_READER];
	int64_t now = now_ms + sim->offset_ms, least = -1;

	for (size_t i = table->first; i < table->count; i++) {
		int64_t due_ms = get_int(table->records[i]->value, "_due_ms");

		if (due_ms == 0)
			continue;
		due_ms = due_ms > now ? due_ms - now : 0;
		if (least < 0 || due_ms < least)
			least = due_ms;
	}
	return least;
}
