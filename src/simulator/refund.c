/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/refund.c -- charges as they are read, and money that goes back: at once, later, or not
 *                       after all.
 */
#include "simulator/intent.h"

#include <string.h>

#include "simulator/card.h"

#define TURN_S 60

static const char refund_form[] =
	"{'id':'','object':'refund','amount':0,'balance_transaction':null,'charge':null,"
	"'created':0,'currency':'','destination_details':{'card':{'reference_status':'pending',"
	"'reference_type':'acquirer_reference_number','type':'refund'},'type':'card'},"
	"'metadata':{},'payment_intent':null,'reason':null,'receipt_number':null,"
	"'source_transfer_reversal':null,'status':'succeeded','transfer_reversal':null}";

void charge_get(struct call *call)
{
	struct json *charge = need(call, KIND_CHARGE, call->id, "charge");

	if (charge != NULL)
		answer_value(call, charge);
}

void charge_list(struct call *call)
{
	answer_list(call, KIND_CHARGE);
}

void charge_update(struct call *call)
{
	struct json *charge = need(call, KIND_CHARGE, call->id, "charge");
	const char *description = param_get(call->params, "description");

	if (charge == NULL)
		return;
	if (description != NULL)
		set_text(charge, "description", description);
	set_metadata(call, charge, "metadata");
	touch(call->sim, charge);
	happen(call, "charge.updated", charge);
	answer_value(call, charge);
}

bool refund_is_allowed(struct call *call, const struct json *charge, int64_t *amount_minor)
{
	int64_t rest_minor = get_int(charge, "amount_captured") -
			     get_int(charge, "amount_refunded");
	struct refusal refusal = { .status = 400, .charge = get_text(charge, "id") };

	if (get_bool(charge, "disputed") && strcmp(get_text(charge, "_dispute"), "inquiry") != 0) {
		refusal.code = "charge_disputed";
		refuse(call, &refusal, "Charge %s has been charged back; cannot issue a refund.",
		       get_text(charge, "id"));
		return false;
	}
	if (rest_minor == 0) {
		refusal.code = "charge_already_refunded";
		refuse(call, &refusal, "Charge %s has already been refunded.",
		       get_text(charge, "id"));
		return false;
	}
	if (*amount_minor == 0)
		*amount_minor = rest_minor;
	if (*amount_minor > rest_minor) {
		refusal.param = "amount";
		refuse(call, &refusal, "Refund amount (%lld) is greater than unrefunded amount on "
		       "charge (%lld)", (long long)*amount_minor, (long long)rest_minor);
		return false;
	}
	return true;
}

static void set_refunded(struct call *call, struct json *charge, int64_t change_minor)
{
	int64_t refunded_minor = get_int(charge, "amount_refunded") + change_minor;

	set_int(charge, "amount_refunded", refunded_minor);
	set_bool(charge, "refunded", refunded_minor >= get_int(charge, "amount_captured"));
	touch(call->sim, charge);
}

struct json *refund_new(struct call *call, struct json *charge, int64_t amount_minor,
			const char *reason)
{
	struct json *refund = object_new(call, KIND_REFUND, "re_", refund_form);
	const struct card *card = card_find(get_text(charge, "_card"));

	set_int(refund, "amount", amount_minor);
	set_text(refund, "charge", get_text(charge, "id"));
	set_text(refund, "currency", get_text(charge, "currency"));
	set_text(refund, "payment_intent", get_text(charge, "payment_intent"));
	set_text(refund, "reason", reason);
	set_metadata(call, refund, "metadata");
	if (card->does == CARD_REFUND_PENDING)
		set_text(refund, "status", "pending");
	if (card->does == CARD_REFUND_PENDING || card->does == CARD_REFUND_FAILS) {
		set_int(refund, "_turns_at", call->now_s + TURN_S);
		expires_at(call->sim, call->now_s + TURN_S);
	}
	set_text(refund, "balance_transaction",
		 ledger_move(call, "refund", refund, -amount_minor, 0));
	set_refunded(call, charge, amount_minor);
	effect(call, "refund", refund, get_text(charge, "payment_intent"), amount_minor);
	happen(call, "refund.created", refund);
	happen(call, "charge.refunded", charge);
	return refund;
}

bool refund_fail(struct call *call, struct json *refund, const char *reason)
{
	struct json *charge = record_get(call->sim, KIND_CHARGE, get_text(refund, "charge"));
	bool is_canceled = reason == NULL;
	int64_t amount_minor = get_int(refund, "amount");

	if (strcmp(get_text(refund, "status"), "failed") == 0 ||
	    strcmp(get_text(refund, "status"), "canceled") == 0)
		return false;
	set_text(refund, "status", is_canceled ? "canceled" : "failed");
	if (!is_canceled)
		set_text(refund, "failure_reason", reason);
	json_unset(refund, "_turns_at");
	set_text(refund, "failure_balance_transaction",
		 ledger_move(call, "refund_failure", refund, amount_minor, 0));
	set_refunded(call, charge, -amount_minor);
	touch(call->sim, refund);
	effect(call, "refund_failed", refund, get_text(refund, "payment_intent"), amount_minor);
	happen(call, is_canceled ? "refund.updated" : "refund.failed", refund);
	happen(call, "charge.refund.updated", refund);
	return true;
}

void refund_turn(struct call *call, struct json *refund)
{
	if (strcmp(get_text(refund, "status"), "succeeded") == 0) {
		refund_fail(call, refund, "expired_or_canceled_card");
		return;
	}
	json_unset(refund, "_turns_at");
	set_text(refund, "status", "succeeded");
	touch(call->sim, refund);
	happen(call, "refund.updated", refund);
	happen(call, "charge.refund.updated", refund);
}

/* The charge that is to be refunded, or NULL (refused). */
static struct json *charge_named(struct call *call)
{
	const char *id = param_get(call->params, "payment_intent");
	struct json *intent, *charge;

	if (param_get(call->params, "charge") != NULL)
		return need(call, KIND_CHARGE, param_get(call->params, "charge"), "charge");
	if (id == NULL) {
		refuse(call, &(struct refusal){ .status = 400, .code = "parameter_missing" },
		       "One of the following params should be provided for this request: "
		       "payment_intent or charge.");
		return NULL;
	}
	intent = need(call, KIND_INTENT, id, "payment_intent");
	charge = intent != NULL ? intent_charge(call->sim, intent) : NULL;
	if (intent != NULL && (charge == NULL || !get_bool(charge, "captured"))) {
		refuse(call, &(struct refusal){ .status = 400, .param = "payment_intent",
						.intent = intent },
		       "This PaymentIntent (%s) does not have a successful charge to refund.", id);
		return NULL;
	}
	return charge;
}

void refund_create(struct call *call)
{
	struct json *charge = charge_named(call);
	int64_t amount_minor = param_int(call->params, "amount", 0);

	if (charge == NULL)
		return;
	if (!get_bool(charge, "captured")) {
		refuse(call, &(struct refusal){ .status = 400, .param = "charge" },
		       "This charge has not been captured.");
		return;
	}
	if (!refund_is_allowed(call, charge, &amount_minor))
		return;
	answer_value(call, refund_new(call, charge, amount_minor,
				      param_get(call->params, "reason")));
}

void refund_get(struct call *call)
{
	struct json *refund = need(call, KIND_REFUND, call->id, "refund");

	if (refund != NULL)
		answer_value(call, refund);
}

void refund_list(struct call *call)
{
	answer_list(call, KIND_REFUND);
}

void refund_update(struct call *call)
{
	struct json *refund = need(call, KIND_REFUND, call->id, "refund");

	if (refund == NULL)
		return;
	set_metadata(call, refund, "metadata");
	touch(call->sim, refund);
	happen(call, "refund.updated", refund);
	answer_value(call, refund);
}

void refund_cancel(struct call *call)
{
	struct json *refund = need(call, KIND_REFUND, call->id, "refund");

	if (refund == NULL)
		return;
	if (strcmp(get_text(refund, "status"), "pending") != 0) {
		refuse(call, &(struct refusal){ .status = 400 },
		       "A refund with a status of %s cannot be canceled.",
		       get_text(refund, "status"));
		return;
	}
	refund_fail(call, refund, NULL);
	answer_value(call, refund);
}
