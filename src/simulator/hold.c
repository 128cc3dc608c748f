/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/hold.c -- money held on a card: authorized, captured, released, run out.
 */
#include "simulator/inside.h"

#include <string.h>

#include "simulator/card.h"

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

void expires_at(struct simulator *sim, int64_t at_s)
{
	if (at_s < sim->next_expiry_s)
		sim->next_expiry_s = at_s;
}

struct json *intent_charge(const struct simulator *sim, const struct json *intent)
{
	return record_get(sim, KIND_CHARGE, get_text(intent, "latest_charge"));
}

static struct json *charge_new(struct call *call, const struct json *intent,
			       const struct card *card, const struct json *method)
{
	struct json *charge = object_new(call, KIND_CHARGE, "ch_", charge_form);

	set_int(charge, "amount", get_int(intent, "amount"));
	set_text(charge, "currency", get_text(intent, "currency"));
	set_value(charge, "customer", json_dup(json_get(intent, "customer")));
	set_value(charge, "description", json_dup(json_get(intent, "description")));
	set_value(charge, "metadata", json_dup(json_get(intent, "metadata")));
	set_text(charge, "payment_intent", get_text(intent, "id"));
	set_text(charge, "payment_method", get_text(method, "id"));
	set_value(charge, "payment_method_details", method_details(call, card, method, intent));
	set_text(charge, "_card", card->name);
	return charge;
}

static void set_declined(struct call *call, struct json *intent, struct json *charge,
			 const struct json *method, const char *says)
{
	struct json *error = form_new("{'type':'card_error'}");

	set_text(error, "charge", get_text(charge, "id"));
	set_text(error, "code", card_error_code(says));
	set_text(error, "decline_code", says);
	set_text(error, "doc_url", "https://stripe.com/docs/error-codes/card-declined");
	set_text(error, "message", card_message(says));
	set_value(error, "payment_method", public_copy(method));
	set_value(intent, "last_payment_error", error);
	set_text(intent, "payment_method", NULL);
	set_text(intent, "status", "requires_payment_method");
	set_text(charge, "status", "failed");
	set_bool(charge, "paid", false);
	set_text(charge, "failure_code", card_error_code(says));
	set_text(charge, "failure_message", card_message(says));
	set_value(charge, "outcome",
		  form_new("{'network_status':'declined_by_network','reason':null,"
			   "'risk_level':'normal','seller_message':'The bank declined.',"
			   "'type':'issuer_declined'}"));
	set_text(json_get(charge, "outcome"), "reason", says);
	happen(call, "charge.failed", charge);
	happen(call, "payment_intent.payment_failed", intent);
	effect(call, "decline", charge, get_text(intent, "id"), get_int(intent, "amount"));
}

/* A card that was presented can be charged again later, when that was asked for. */
static void save_card(struct call *call, const struct json *intent, const struct card *card,
		      struct json *present)
{
	struct json *saved;

	if (strcmp(get_text(intent, "setup_future_usage"), "off_session") != 0)
		return;
	saved = method_new(call, card, "card");
	if (get_text(intent, "customer")[0] != '\0')
		set_text(saved, "customer", get_text(intent, "customer"));
	set_text(present, "generated_card", get_text(saved, "id"));
}

static bool asks(const struct json *intent, const char *type, const char *what)
{
	const struct json *option = get_path(intent, "payment_method_options", type, what, NULL);

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
	struct json *map = get_path(charge, "payment_method_details", "card_present", NULL);
	bool is_over = card->does != CARD_NO_OVERCAPTURE;
	bool is_raised = card->does != CARD_NO_INCREMENT &&
			 asks(intent, "card_present", "request_incremental_authorization_support");
	bool is_long = asks(intent, "card_present", "request_extended_authorization");
	int64_t until_s = call->now_s + (is_long ? HOLD_EXTENDED_S : HOLD_PRESENT_S);

	set_bool(map, "incremental_authorization_supported", is_raised);
	set_bool(map, "overcapture_supported", is_over);
	set_int(map, "capture_before", until_s);
	set_int(charge, "_until", until_s);
	set_int(charge, "_most", is_over ? most(get_int(intent, "amount")) :
					   get_int(intent, "amount"));
	save_card(call, intent, card, map);
}

static void grant_online(struct call *call, const struct json *intent, struct json *charge,
			 const struct card *card)
{
	struct json *map = get_path(charge, "payment_method_details", "card", NULL);
	int64_t amount_minor = get_int(intent, "amount");
	bool is_over = card->does != CARD_NO_OVERCAPTURE &&
		       asks(intent, "card", "request_overcapture");
	bool is_raised = card->does != CARD_NO_INCREMENT &&
			 asks(intent, "card", "request_incremental_authorization");
	bool is_long = asks(intent, "card", "request_extended_authorization");
	int64_t until_s = call->now_s + (is_long ? HOLD_EXTENDED_S : HOLD_ONLINE_S);

	set_int(charge, "_until", until_s);
	set_int(charge, "_most", is_over ? amount_minor + amount_minor * 15 / 100 : amount_minor);
	if (map == NULL)
		return;
	set_int(map, "capture_before", until_s);
	set_text(json_get(map, "overcapture"), "status", is_over ? "available" : "unavailable");
	set_int(json_get(map, "overcapture"), "maximum_amount_capturable",
		get_int(charge, "_most"));
	set_text(json_get(map, "incremental_authorization"), "status",
		 is_raised ? "available" : "unavailable");
	set_text(json_get(map, "extended_authorization"), "status",
		 is_long ? "enabled" : "disabled");
}

static void set_held(struct call *call, struct json *intent, struct json *charge)
{
	set_text(intent, "status", "requires_capture");
	set_int(intent, "amount_capturable", get_int(intent, "amount"));
	expires_at(call->sim, get_int(charge, "_until"));
	happen(call, "charge.succeeded", charge);
	happen(call, "payment_intent.amount_capturable_updated", intent);
}

bool authorize(struct call *call, struct json *intent, const struct card *card,
	       const struct json *method, bool is_present)
{
	struct json *charge = charge_new(call, intent, card, method);
	const char *says = card_declines(card, get_int(intent, "amount"),
					 call->sim->with_decline_amounts);

	if (card->does == CARD_LATER_DECLINES && !is_present)
		says = card->says;
	if (call->fault->kind == FAULT_DECLINED)
		says = call->fault->text[0] != '\0' ? call->fault->text : "generic_decline";
	set_text(intent, "latest_charge", get_text(charge, "id"));
	set_text(intent, "payment_method", get_text(method, "id"));
	touch(call->sim, intent);
	if (says != NULL) {
		set_declined(call, intent, charge, method, says);
		return false;
	}
	set_text(intent, "last_payment_error", NULL);
	if (is_present)
		grant_present(call, intent, charge, card);
	else
		grant_online(call, intent, charge, card);
	effect(call, "authorize", intent, get_text(intent, "id"), get_int(intent, "amount"));
	if (strcmp(get_text(intent, "capture_method"), "manual") == 0)
		set_held(call, intent, charge);
	else
		capture(call, intent, get_int(intent, "amount"));
	return true;
}

void capture(struct call *call, struct json *intent, int64_t amount_minor)
{
	struct json *charge = intent_charge(call->sim, intent);
	bool is_present = get_path(charge, "payment_method_details", "card_present", NULL) != NULL;
	bool was_held = strcmp(get_text(intent, "status"), "requires_capture") == 0;
	const char *move;

	set_text(intent, "status", "succeeded");
	set_int(intent, "amount_capturable", 0);
	set_int(intent, "amount_received", amount_minor);
	set_bool(charge, "captured", true);
	set_int(charge, "amount_captured", amount_minor);
	if (amount_minor > get_int(charge, "amount"))
		set_int(charge, "amount", amount_minor);
	move = ledger_move(call, "charge", charge, amount_minor,
			   ledger_fee(amount_minor, is_present));
	set_text(charge, "balance_transaction", move);
	touch(call->sim, charge);
	touch(call->sim, intent);
	effect(call, "capture", intent, get_text(intent, "id"), amount_minor);
	happen(call, was_held ? "charge.captured" : "charge.succeeded", charge);
	happen(call, "payment_intent.succeeded", intent);
}

void cancel(struct call *call, struct json *intent, const char *reason)
{
	struct json *charge = intent_charge(call->sim, intent);
	bool was_held = strcmp(get_text(intent, "status"), "requires_capture") == 0;
	int64_t held_minor = get_int(intent, "amount_capturable");

	set_text(intent, "status", "canceled");
	set_text(intent, "cancellation_reason", reason);
	set_int(intent, "canceled_at", call->now_s);
	set_int(intent, "amount_capturable", 0);
	touch(call->sim, intent);
	if (was_held) {
		set_bool(charge, "refunded", true);
		touch(call->sim, charge);
		happen(call, str_equal(reason, "automatic") ? "charge.expired" : "charge.refunded",
		       charge);
	}
	effect(call, str_equal(reason, "automatic") ? "expire" : "cancel", intent,
	       get_text(intent, "id"), held_minor);
	happen(call, "payment_intent.canceled", intent);
}

static void expire_intents(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_INTENT];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *intent = table->records[i]->value;
		int64_t until_s;

		if (strcmp(get_text(intent, "status"), "requires_capture") != 0)
			continue;
		until_s = get_int(intent_charge(call->sim, intent), "_until");
		if (until_s <= call->now_s)
			cancel(call, intent, "automatic");
		else
			expires_at(call->sim, until_s);
	}
}

static void expire_sessions(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_SESSION];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *session = table->records[i]->value;

		if (strcmp(get_text(session, "status"), "open") != 0)
			continue;
		if (get_int(session, "expires_at") <= call->now_s)
			session_expire(call, session);
		else
			expires_at(call->sim, get_int(session, "expires_at"));
	}
}

static void fail_refunds(struct call *call)
{
	const struct table *table = &call->sim->tables[KIND_REFUND];

	for (size_t i = table->first; i < table->count; i++) {
		struct json *refund = table->records[i]->value;
		int64_t at_s = get_int(refund, "_turns_at");

		if (at_s == 0)
			continue;
		if (at_s <= call->now_s)
			refund_turn(call, refund);
		else
			expires_at(call->sim, at_s);
	}
}

void expire(struct simulator *sim, int64_t now_ms)
{
	struct call call = call_of_clock(sim, now_ms);

	if (call.now_s < sim->next_expiry_s)
		return;
	sim->next_expiry_s = INT64_MAX;
	expire_intents(&call);
	expire_sessions(&call);
	fail_refunds(&call);
}
