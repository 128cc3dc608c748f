/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/control.c -- what a person does at the simulator: card, button, guest, bank, clock.
 */
#include <string.h>

#include "simulator/card.h"
#include "simulator/ledger.h"
#include "simulator/session.h"
#include "simulator/verb.h"

static void refuse_plain(struct call *call, const char *message)
{
	sim_refuse(call, &(struct refusal){ .status = 400 }, "%s", message);
}

static void answer_done(struct call *call)
{
	struct json *done = sim_form_new("{'ok':true}");

	sim_answer_value(call, done);
	json_free(done);
}

/* The reader that is named by id or label; without a name the one that waits for a card, or the
 * only one there is.  NULL: refused. */
static struct json *reader_named(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_READER];
	const char *name = sim_param_get(call->params, "reader");
	struct json *found = NULL;

	for (size_t i = table->first; i < table->count; i++) {
		struct json *reader = table->records[i]->value;

		if (reader == NULL)
			continue;
		if (name != NULL && (strcmp(sim_get_text(reader, "id"), name) == 0 ||
				     strcmp(sim_get_text(reader, "label"), name) == 0))
			return reader;
		if (name == NULL &&
		    (found == NULL || strcmp(sim_get_text(json_get(reader, "action"), "status"),
					     "in_progress") == 0))
			found = reader;
	}
	if (found == NULL)
		refuse_plain(call, "There is no such reader.");
	return found;
}

static void present_with(struct call *call, const char *card_name)
{
	struct json *reader = reader_named(call);
	const struct card *card = sim_card_find(card_name);
	struct fault fault;

	if (reader == NULL)
		return;
	if (card == NULL) {
		refuse_plain(call, "There is no such card; see sanduq-simulator cards.");
		return;
	}
	fault = sim_script_next(call->sim->script, "readers.present", true, &call->sim->random);
	call->fault = &fault;
	if (sim_device_present(call, reader, card, sim_param_int(call->params, "tip", 0)))
		sim_answer_value(call, reader);
}

static void present(struct call *call)
{
	present_with(call, sim_param_text(call->params, "card", "visa"));
}

static void decline(struct call *call)
{
	present_with(call, sim_param_text(call->params, "card", "declined"));
}

static void press_cancel(struct call *call)
{
	struct json *reader = reader_named(call), *action;

	if (reader == NULL)
		return;
	action = json_get(reader, "action");
	if (strcmp(sim_get_text(action, "status"), "in_progress") != 0 ||
	    sim_get_int(reader, "_busy_until_ms") > call->now_ms) {
		refuse_plain(call, "The reader is not waiting for a card.");
		return;
	}
	sim_reader_action_end(call, reader, "customer_canceled",
			      "The customer canceled the payment on the reader.");
	sim_answer_value(call, reader);
}

static void set_status(struct call *call, const char *status)
{
	struct json *reader = reader_named(call);

	if (reader == NULL)
		return;
	sim_set_text(reader, "status", status);
	sim_touch(call->sim, reader);
	sim_answer_value(call, reader);
}

static void go_offline(struct call *call)
{
	set_status(call, "offline");
}

static void go_online(struct call *call)
{
	set_status(call, "online");
}

static void pay_link(struct call *call)
{
	const char *url = sim_param_text(call->params, "url", call->sim->last_url);
	const char *method = sim_param_text(call->params, "method", "card");
	const struct card *card = sim_card_find(sim_param_text(call->params, "card", "visa"));
	struct json *page = sim_page_find(call->sim, url);

	if (page == NULL || card == NULL) {
		refuse_plain(call,
			     page == NULL ? "There is no such page." : "There is no such card.");
		return;
	}
	if (sim_param_bool(call->params, "settle", false) ||
	    sim_param_bool(call->params, "fail", false)) {
		if (strcmp(sim_get_text(page, "status"), "complete") != 0 ||
		    strcmp(sim_get_text(page, "payment_status"), "unpaid") != 0) {
			refuse_plain(call, "Nothing is pending on this page.");
			return;
		}
		sim_session_settle(call, page, sim_param_bool(call->params, "settle", false));
	} else {
		if (strcmp(sim_get_text(page, "object"), "payment_link") == 0)
			page = sim_session_of_link(call, page);
		if (page == NULL ||
		    !sim_session_pay(call, page, card, strcmp(method, "card") != 0 ? method : NULL,
				     sim_param_bool(call->params, "slow", false)))
			return;
	}
	sim_answer_value(call, page);
}

/* The newest object of a kind, or the one whose id is given as `name`. */
static struct json *named(struct call *call, enum kind kind, const char *name)
{
	const struct table *table = &call->sim->tables[kind];
	const char *id = sim_param_get(call->params, name);

	if (id != NULL)
		return sim_need(call, kind, id, name);
	for (size_t i = table->count; i-- > table->first;)
		if (table->records[i]->value != NULL)
			return table->records[i]->value;
	refuse_plain(call, "There is none yet.");
	return NULL;
}

static void refund_fails(struct call *call)
{
	struct json *refund = named(call, KIND_REFUND, "refund");

	if (refund == NULL)
		return;
	if (sim_refund_fail(call, refund,
			    sim_param_text(call->params, "reason", "expired_or_canceled_card")))
		sim_answer_value(call, refund);
	else
		refuse_plain(call, "This refund has failed already.");
}

static void dispute(struct call *call)
{
	struct json *charge, *made;
	const char *id = sim_param_get(call->params, "charge");
	const struct json *intent = id != NULL ? sim_record_get(call->sim, KIND_INTENT, id) : NULL;

	charge = intent != NULL ? sim_intent_charge(call->sim, intent)
				: named(call, KIND_CHARGE, "charge");
	if (charge == NULL)
		return;
	made = sim_dispute_new(call, charge, sim_param_text(call->params, "reason", "fraudulent"));
	if (made != NULL)
		sim_answer_value(call, made);
	else
		refuse_plain(call, "This charge is disputed already, or was never captured.");
}

static void pay_out(struct call *call)
{
	struct json *payout = sim_payout_new(call, sim_param_text(call->params, "currency", "usd"));

	if (payout != NULL)
		sim_answer_value(call, payout);
	else
		refuse_plain(call, "Nothing is available yet; money becomes available after two "
				   "days: advance 172800.");
}

static void advance(struct call *call)
{
	call->sim->offset_ms += sim_param_int(call->params, "seconds", 0) * 1000;
	simulator_tick(call->sim,
		       call->now_ms - (call->sim->offset_ms -
				       sim_param_int(call->params, "seconds", 0) * 1000));
	answer_done(call);
}

static void record(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_EFFECT];
	struct str *body = &call->answer->body;

	call->answer->status = 200;
	call->answer->content_type = "application/jsonl";
	for (size_t i = (size_t)sim_param_int(call->params, "since", 0); i < table->count; i++) {
		sim_write_value(body, table->records[i]->value);
		str_add(body, "\n");
	}
}

static void status(struct call *call)
{
	static const struct {
		const char *name;
		enum kind kind;
	} counts[] = {
		{ "payment_intents", KIND_INTENT },
		{ "charges", KIND_CHARGE },
		{ "refunds", KIND_REFUND },
		{ "sessions", KIND_SESSION },
		{ "links", KIND_LINK },
		{ "customers", KIND_CUSTOMER },
		{ "disputes", KIND_DISPUTE },
		{ "events", KIND_EVENT },
		{ "effects", KIND_EFFECT },
	};
	struct json *value = sim_form_new("{'api_version':'" SIMULATOR_API_VERSION "',"
					  "'readers':[]}");
	const struct table *readers = &call->sim->tables[KIND_READER];

	sim_set_int(value, "now", call->now_s);
	sim_set_int(value, "advanced_seconds", call->sim->offset_ms / 1000);
	for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
		sim_set_int(value, counts[i].name,
			    (int64_t)call->sim->tables[counts[i].kind].count);
	for (size_t i = readers->first; i < readers->count; i++)
		if (readers->records[i]->value != NULL)
			sim_add_value(json_get(value, "readers"),
				      sim_public_copy(readers->records[i]->value));
	sim_set_value(value, "faults", sim_script_status(call->sim->script));
	sim_set_text(value, "last_url", call->sim->last_url);
	sim_answer_value(call, value);
	json_free(value);
}

static void faults(struct call *call)
{
	const char *text = sim_param_text(call->params, "script", "");

	if (simulator_set_faults(call->sim, text, strlen(text)) == ERR_OK)
		answer_done(call);
	else
		refuse_plain(call, simulator_problem(call->sim));
}

static const struct rule present_rules[] = {
	{ .name = "card" },
	{ .name = "tip", .kind = RULE_INT },
	{ .name = "reader" },
	{ .name = "takes", .kind = RULE_INT },
	{ .name = "lost", .kind = RULE_BOOL },
	{ 0 },
};

static const struct rule reader_rules[] = { { .name = "reader" }, { 0 } };

static const struct rule pay_rules[] = {
	{ .name = "url" },
	{ .name = "method", .kind = RULE_CHOICE, .choices = "card apple_pay google_pay paypal" },
	{ .name = "card" },
	{ .name = "slow", .kind = RULE_BOOL },
	{ .name = "settle", .kind = RULE_BOOL },
	{ .name = "fail", .kind = RULE_BOOL },
	{ 0 },
};

static const struct rule refund_rules[] = { { .name = "refund" }, { .name = "reason" }, { 0 } };
static const struct rule dispute_rules[] = { { .name = "charge" }, { .name = "reason" }, { 0 } };
static const struct rule payout_rules[] = { { .name = "currency" }, { 0 } };

static const struct rule advance_rules[] = {
	{ .name = "seconds", .kind = RULE_COUNT, .is_needed = true },
	{ 0 },
};

static const struct rule record_rules[] = { { .name = "since", .kind = RULE_INT }, { 0 } };
static const struct rule faults_rules[] = { { .name = "script" }, { 0 } };
static const struct rule no_rules[] = { { 0 } };

static const struct verb verbs[] = {
	{ "present", present_rules, present, "a card is held to the reader" },
	{ "decline", present_rules, decline, "a card is held to the reader and declined" },
	{ "cancel", reader_rules, press_cancel, "the customer presses the reader's button" },
	{ "offline", reader_rules, go_offline, "the reader loses its network" },
	{ "online", reader_rules, go_online, "the reader is back" },
	{ "pay-link", pay_rules, pay_link, "a guest opens a payment page and pays" },
	{ "refund-fails", refund_rules, refund_fails, "a refund comes back" },
	{ "dispute", dispute_rules, dispute, "the cardholder disputes a charge" },
	{ "payout", payout_rules, pay_out, "what is available goes to the bank" },
	{ "advance", advance_rules, advance, "the clock goes ahead" },
	{ "record", record_rules, record, "what truly happened, a JSON line each" },
	{ "faults", faults_rules, faults, "another fault script" },
	{ "status", no_rules, status, "readers, counts, and how often each fault fired" },
};

const struct verb *sim_verb_at(size_t i)
{
	return i < sizeof verbs / sizeof verbs[0] ? &verbs[i] : NULL;
}

static const struct verb *verb_named(const char *name)
{
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

void simulator_control(struct simulator *sim, const char *name, const char *form,
		       int64_t now_unix_ms, struct simulator_answer *ret_answer)
{
	const struct verb *verb = verb_named(name);
	struct param_problem problem;
	struct params params;
	struct call call;

	simulator_tick(sim, now_unix_ms);
	*ret_answer =
		(struct simulator_answer){ .status = 200, .content_type = "application/json" };
	call = sim_call_of_clock(sim, now_unix_ms);
	sim_params_init(&params);
	sim_params_add(&params, form, strlen(form));
	call.params = &params;
	call.answer = ret_answer;
	if (verb == NULL)
		refuse_plain(&call, "There is no such command.");
	else if (!sim_params_check(&params, verb->rules, &problem))
		refuse_plain(&call, problem.message);
	else
		verb->run(&call);
	sim_params_done(&params);
}
