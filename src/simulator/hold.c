/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/hold.c -- money held on a card: authorized, captured, released, run out.
 */
#include "simulator/inside.h"

#include <string.h>

#include "simulator/card.h"
#include "simulator/ledger.h"

#define HOLD_PRESENT_S (2 * DAY_S)
#define HOLD_ONLINE_S (7 * DAY_S)
#define HOLD_EXTENDED_S (30 * DAY_S)
#define OVER_MINOR 5000

static const char charge_form[] =
	"{'id':'','object':'charge','amount':0,'amount_captured':0,'amount_refunded':0,"
	"'application':null,'application_fee':null,'application_fee_amount':null,"
	"'balance_transaction':null,'billing_details':{'address':{'city':null,'country':null,"
	"'line1':null,'line2':null,'postal_code':null,'state':null},'email':null,'name':null,"
	"'phone':null},'calculated_statement_descriptor':'SANDUQ','captured':false,'created':0,"
	"'currency':'','customer':null,'description':null,'disputed':false,"
	"'failure_balance_transaction':null,'failure_code':null,'failure_message':null,"
	"'fraud_details':{},'invoice':null,'livemode':false,'metadata':{},'on_behalf_of':null,"
	"'outcome':{'network_status':'approved_by_network','reason':null,'risk_level':'normal',"
	"'seller_message':'Payment complete.','type':'authorized'},'paid':true,"
	"'payment_intent':null,'payment_method':null,'payment_method_details':null,"
	"'receipt_email':null,'receipt_number':null,'receipt_url':null,'refunded':false,"
	"'review':null,'shipping':null,'source_transfer':null,'statement_descriptor':null,"
	"'statement_descriptor_suffix':null,'status':'succeeded','transfer_data':null,"
	"'transfer_group':null}";

void sim_expires_at(struct simulator *sim, int64_t at_s)
{
	if (at_s < sim->next_expiry_s)
		sim->next_expiry_s = at_s;
}

struct json *sim_intent_charge(const struct simulator *sim, const struct json *intent)
{
	return sim_record_get(sim, KIND_CHARGE, sim_get_text(intent, "latest_charge"));
}

static struct json *charge_new(struct call *call, const struct json *intent,
			       const struct card *card, const struct json *method)
{
	struct json *charge = sim_object_new(call, KIND_CHARGE, "ch_", charge_form);

	sim_set_int(charge, "amount", sim_get_int(intent, "amount"));
	sim_set_text(charge, "currency", sim_get_text(intent, "currency"));
	sim_set_value(charge, "customer", json_dup(json_get(intent, "customer")));
	sim_set_value(charge, "description", json_dup(json_get(intent, "description")));
	sim_set_value(charge, "metadata", json_dup(json_get(intent, "metadata")));
	sim_set_text(charge, "payment_intent", sim_get_text(intent, "id"));
	sim_set_text(charge, "payment_method", sim_get_text(method, "id"));
	sim_set_value(charge, "payment_method_details",
		      sim_method_details(call, card, method, intent));
	sim_set_text(charge, "_card", card->name);
	return charge;
}

static void set_declined(struct call *call, struct json *intent, struct json *charge,
			 const struct json *method, const char *says)
{
	struct json *error = sim_form_new("{'type':'card_error'}");

	sim_set_text(error, "charge", sim_get_text(charge, "id"));
	sim_set_text(error, "code", sim_card_error_code(says));
	sim_set_text(error, "decline_code", says);
	sim_set_text(error, "doc_url", "https://stripe.com/docs/error-codes/card-declined");
	sim_set_text(error, "message", sim_card_message(says));
	sim_set_value(error, "payment_method", sim_public_copy(method));
	sim_set_value(intent, "last_payment_error", error);
	sim_set_text(intent, "payment_method", NULL);
	sim_set_text(intent, "status", "requires_payment_method");
	sim_set_text(charge, "status", "failed");
	sim_set_bool(charge, "paid", false);
	sim_set_text(charge, "failure_code", sim_card_error_code(says));
	sim_set_text(charge, "failure_message", sim_card_message(says));
	sim_set_value(charge, "outcome",
		      sim_form_new("{'network_status':'declined_by_network','reason':null,"
				   "'risk_level':'normal','seller_message':'The bank declined.',"
				   "'type':'issuer_declined'}"));
	sim_set_text(json_get(charge, "outcome"), "reason", says);
	sim_happen(call, "charge.failed", charge);
	sim_happen(call, "payment_intent.payment_failed", intent);
	sim_effect(call, "decline", charge, sim_get_text(intent, "id"),
		   sim_get_int(intent, "amount"));
}

/* A card that was presented can be charged again later, when that was asked for. */
static void save_card(struct call *call, const struct json *intent, const struct card *card,
		      struct json *present)
{
	struct json *saved;

	if (strcmp(sim_get_text(intent, "setup_future_usage"), "off_session") != 0)
		return;
	saved = sim_method_new(call, card, "card");
	if (sim_get_text(intent, "customer")[0] != '\0')
		sim_set_text(saved, "customer", sim_get_text(intent, "customer"));
	sim_set_text(present, "generated_card", sim_get_text(saved, "id"));
}

static bool asks(const struct json *intent, const char *type, const char *what)
{
	const struct json *option =
		sim_get_path(intent, "payment_method_options", type, what, NULL);

	return json_is_true(option) || strcmp(json_text(option, ""), "if_available") == 0;
}

static int64_t most(int64_t amount_minor)
{
	int64_t half = amount_minor / 2;

	return amount_minor + (half > OVER_MINOR ? half : OVER_MINOR);
}

/* What a held charge grants: how long, how far over, whether it can be raised. */
static void grant_present(struct call *call, const struct json *intent, struct json *charge,
			  const struct card *card)
{
	struct json *map = sim_get_path(charge, "payment_method_details", "card_present", NULL);
	bool is_over = card->does != CARD_NO_OVERCAPTURE;
	bool is_raised = card->does != CARD_NO_INCREMENT &&
			 asks(intent, "card_present", "request_incremental_authorization_support");
	bool is_long = asks(intent, "card_present", "request_extended_authorization");
	int64_t until_s = call->now_s + (is_long ? HOLD_EXTENDED_S : HOLD_PRESENT_S);

	sim_set_bool(map, "incremental_authorization_supported", is_raised);
	sim_set_bool(map, "overcapture_supported", is_over);
	sim_set_int(map, "capture_before", until_s);
	sim_set_int(charge, "_until", until_s);
	sim_set_int(charge, "_most",
		    is_over ? most(sim_get_int(intent, "amount")) : sim_get_int(intent, "amount"));
	save_card(call, intent, card, map);
}

static void grant_online(struct call *call, const struct json *intent, struct json *charge,
			 const struct card *card)
{
	struct json *map = sim_get_path(charge, "payment_method_details", "card", NULL);
	int64_t amount_minor = sim_get_int(intent, "amount");
	bool is_over = card->does != CARD_NO_OVERCAPTURE &&
		       asks(intent, "card", "request_overcapture");
	bool is_raised = card->does != CARD_NO_INCREMENT &&
			 asks(intent, "card", "request_incremental_authorization");
	bool is_long = asks(intent, "card", "request_extended_authorization");
	int64_t until_s = call->now_s + (is_long ? HOLD_EXTENDED_S : HOLD_ONLINE_S);

	sim_set_int(charge, "_until", until_s);
	sim_set_int(charge, "_most",
		    is_over ? amount_minor + amount_minor * 15 / 100 : amount_minor);
	if (map == NULL)
		return;
	sim_set_int(map, "capture_before", until_s);
	sim_set_text(json_get(map, "overcapture"), "status", is_over ? "available" : "unavailable");
	sim_set_int(json_get(map, "overcapture"), "maximum_amount_capturable",
		    sim_get_int(charge, "_most"));
	sim_set_text(json_get(map, "incremental_authorization"), "status",
		     is_raised ? "available" : "unavailable");
	sim_set_text(json_get(map, "extended_authorization"), "status",
		     is_long ? "enabled" : "disabled");
}

static void set_held(struct call *call, struct json *intent, struct json *charge)
{
	sim_set_text(intent, "status", "requires_capture");
	sim_set_int(intent, "amount_capturable", sim_get_int(intent, "amount"));
	sim_expires_at(call->sim, sim_get_int(charge, "_until"));
	sim_happen(call, "charge.succeeded", charge);
	sim_happen(call, "payment_intent.amount_capturable_updated", intent);
}

bool sim_authorize(struct call *call, struct json *intent, const struct card *card,
		   const struct json *method, bool is_present)
{
	struct json *charge = charge_new(call, intent, card, method);
	const char *says = sim_card_declines(card, sim_get_int(intent, "amount"),
					     call->sim->with_decline_amounts);

	if (card->does == CARD_LATER_DECLINES && !is_present)
		says = card->says;
	if (call->fault->kind == FAULT_DECLINED)
		says = call->fault->text[0] != '\0' ? call->fault->text : "generic_decline";
	sim_set_text(intent, "latest_charge", sim_get_text(charge, "id"));
	sim_set_text(intent, "payment_method", sim_get_text(method, "id"));
	sim_touch(call->sim, intent);
	if (says != NULL) {
		set_declined(call, intent, charge, method, says);
		return false;
	}
	sim_set_text(intent, "last_payment_error", NULL);
	if (is_present)
		grant_present(call, intent, charge, card);
	else
		grant_online(call, intent, charge, card);
	sim_effect(call, "authorize", intent, sim_get_text(intent, "id"),
		   sim_get_int(intent, "amount"));
	if (strcmp(sim_get_text(intent, "capture_method"), "manual") == 0)
		set_held(call, intent, charge);
	else
		sim_capture(call, intent, sim_get_int(intent, "amount"));
	return true;
}

void sim_capture(struct call *call, struct json *intent, int64_t amount_minor)
{
	struct json *charge = sim_intent_charge(call->sim, intent);
	bool is_present = sim_get_path(charge, "payment_method_details", "card_present", NULL) !=
			  NULL;
	bool was_held = strcmp(sim_get_text(intent, "status"), "requires_capture") == 0;
	const struct card *card = sim_card_find(sim_get_text(charge, "_card"));
	const char *move;

	sim_set_text(intent, "status", "succeeded");
	sim_set_int(intent, "amount_capturable", 0);
	sim_set_int(intent, "amount_received", amount_minor);
	sim_set_bool(charge, "captured", true);
	sim_set_int(charge, "amount_captured", amount_minor);
	if (amount_minor > sim_get_int(charge, "amount"))
		sim_set_int(charge, "amount", amount_minor);
	move = sim_ledger_move(call, "charge", charge, amount_minor,
			       sim_ledger_fee(amount_minor, is_present));
	sim_set_text(charge, "balance_transaction", move);
	sim_touch(call->sim, charge);
	sim_touch(call->sim, intent);
	sim_effect(call, "capture", intent, sim_get_text(intent, "id"), amount_minor);
	sim_happen(call, was_held ? "charge.captured" : "charge.succeeded", charge);
	sim_happen(call, "payment_intent.succeeded", intent);
	if (card->does == CARD_DISPUTED)
		sim_dispute_new(call, charge, card->says);
}

void sim_cancel(struct call *call, struct json *intent, const char *reason)
{
	struct json *charge = sim_intent_charge(call->sim, intent);
	bool was_held = strcmp(sim_get_text(intent, "status"), "requires_capture") == 0;
	int64_t held_minor = sim_get_int(intent, "amount_capturable");

	sim_set_text(intent, "status", "canceled");
	sim_set_text(intent, "cancellation_reason", reason);
	sim_set_int(intent, "canceled_at", call->now_s);
	sim_set_int(intent, "amount_capturable", 0);
	sim_touch(call->sim, intent);
	if (was_held) {
		sim_set_bool(charge, "refunded", true);
		sim_touch(call->sim, charge);
		sim_happen(call,
			   str_equal(reason, "automatic") ? "charge.expired" : "charge.refunded",
			   charge);
	}
	sim_effect(call, str_equal(reason, "automatic") ? "expire" : "cancel", intent,
		   sim_get_text(intent, "id"), held_minor);
	sim_happen(call, "payment_intent.canceled", intent);
}

static void expire_intents(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_INTENT];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *intent = table->records[i]->value;
		int64_t until_s;

		if (strcmp(sim_get_text(intent, "status"), "requires_capture") != 0)
			continue;
		until_s = sim_get_int(sim_intent_charge(call->sim, intent), "_until");
		if (until_s <= call->now_s)
			sim_cancel(call, intent, "automatic");
		else
			sim_expires_at(call->sim, until_s);
	}
}

static void expire_sessions(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_SESSION];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *session = table->records[i]->value;

		if (strcmp(sim_get_text(session, "status"), "open") != 0)
			continue;
		if (sim_get_int(session, "expires_at") <= call->now_s)
			sim_session_expire(call, session);
		else
			sim_expires_at(call->sim, sim_get_int(session, "expires_at"));
	}
}

static void fail_refunds(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_REFUND];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *refund = table->records[i]->value;
		int64_t at_s = sim_get_int(refund, "_turns_at");

		if (at_s == 0)
			continue;
		if (at_s <= call->now_s)
			sim_refund_turn(call, refund);
		else
			sim_expires_at(call->sim, at_s);
	}
}

void sim_expire(struct simulator *sim, int64_t now_ms)
{
	struct call call = sim_call_of_clock(sim, now_ms);

	if (call.now_s < sim->next_expiry_s)
		return;
	sim->next_expiry_s = INT64_MAX;
	expire_intents(&call);
	expire_sessions(&call);
	fail_refunds(&call);
}
