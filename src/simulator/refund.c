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

void sim_charge_get(struct call *call)
{
	struct json *charge = sim_need(call, KIND_CHARGE, call->id, "charge");

	if (charge != NULL)
		sim_answer_value(call, charge);
}

void sim_charge_list(struct call *call)
{
	sim_answer_list(call, KIND_CHARGE);
}

void sim_charge_update(struct call *call)
{
	struct json *charge = sim_need(call, KIND_CHARGE, call->id, "charge");
	const char *description = sim_param_get(call->params, "description");

	if (charge == NULL)
		return;
	if (description != NULL)
		sim_set_text(charge, "description", description);
	sim_set_metadata(call, charge, "metadata");
	sim_touch(call->sim, charge);
	sim_happen(call, "charge.updated", charge);
	sim_answer_value(call, charge);
}

bool sim_refund_is_allowed(struct call *call, const struct json *charge, int64_t *amount_minor)
{
	int64_t rest_minor =
		sim_get_int(charge, "amount_captured") - sim_get_int(charge, "amount_refunded");
	struct refusal refusal = { .status = 400, .charge = sim_get_text(charge, "id") };

	if (sim_get_bool(charge, "disputed") &&
	    strcmp(sim_get_text(charge, "_dispute"), "inquiry") != 0) {
		refusal.code = "charge_disputed";
		sim_refuse(call, &refusal,
			   "Charge %s has been charged back; cannot issue a refund.",
			   sim_get_text(charge, "id"));
		return false;
	}
	if (rest_minor == 0) {
		refusal.code = "charge_already_refunded";
		sim_refuse(call, &refusal, "Charge %s has already been refunded.",
			   sim_get_text(charge, "id"));
		return false;
	}
	if (*amount_minor == 0)
		*amount_minor = rest_minor;
	if (*amount_minor > rest_minor) {
		refusal.param = "amount";
		sim_refuse(call, &refusal,
			   "Refund amount (%lld) is greater than unrefunded amount on "
			   "charge (%lld)",
			   (long long)*amount_minor, (long long)rest_minor);
		return false;
	}
	return true;
}

static void set_refunded(struct call *call, struct json *charge, int64_t change_minor)
{
	int64_t refunded_minor = sim_get_int(charge, "amount_refunded") + change_minor;

	sim_set_int(charge, "amount_refunded", refunded_minor);
	sim_set_bool(charge, "refunded", refunded_minor >= sim_get_int(charge, "amount_captured"));
	sim_touch(call->sim, charge);
}

struct json *sim_refund_new(struct call *call, struct json *charge, int64_t amount_minor,
			    const char *reason)
{
	struct json *refund = sim_object_new(call, KIND_REFUND, "re_", refund_form);
	const struct card *card = sim_card_find(sim_get_text(charge, "_card"));

	sim_set_int(refund, "amount", amount_minor);
	sim_set_text(refund, "charge", sim_get_text(charge, "id"));
	sim_set_text(refund, "currency", sim_get_text(charge, "currency"));
	sim_set_text(refund, "payment_intent", sim_get_text(charge, "payment_intent"));
	sim_set_text(refund, "reason", reason);
	sim_set_metadata(call, refund, "metadata");
	if (card->does == CARD_REFUND_PENDING)
		sim_set_text(refund, "status", "pending");
	if (card->does == CARD_REFUND_PENDING || card->does == CARD_REFUND_FAILS) {
		sim_set_int(refund, "_turns_at", call->now_s + TURN_S);
		sim_expires_at(call->sim, call->now_s + TURN_S);
	}
	sim_set_text(refund, "balance_transaction",
		     sim_ledger_move(call, "refund", refund, -amount_minor, 0));
	set_refunded(call, charge, amount_minor);
	sim_effect(call, "refund", refund, sim_get_text(charge, "payment_intent"), amount_minor);
	sim_happen(call, "refund.created", refund);
	sim_happen(call, "charge.refunded", charge);
	return refund;
}

bool sim_refund_fail(struct call *call, struct json *refund, const char *reason)
{
	struct json *charge =
		sim_record_get(call->sim, KIND_CHARGE, sim_get_text(refund, "charge"));
	bool is_canceled = reason == NULL;
	int64_t amount_minor = sim_get_int(refund, "amount");

	if (strcmp(sim_get_text(refund, "status"), "failed") == 0 ||
	    strcmp(sim_get_text(refund, "status"), "canceled") == 0)
		return false;
	sim_set_text(refund, "status", is_canceled ? "canceled" : "failed");
	if (!is_canceled)
		sim_set_text(refund, "failure_reason", reason);
	json_unset(refund, "_turns_at");
	sim_set_text(refund, "failure_balance_transaction",
		     sim_ledger_move(call, "refund_failure", refund, amount_minor, 0));
	set_refunded(call, charge, -amount_minor);
	sim_touch(call->sim, refund);
	sim_effect(call, "refund_failed", refund, sim_get_text(refund, "payment_intent"),
		   amount_minor);
	sim_happen(call, is_canceled ? "refund.updated" : "refund.failed", refund);
	sim_happen(call, "charge.refund.updated", refund);
	return true;
}

void sim_refund_turn(struct call *call, struct json *refund)
{
	if (strcmp(sim_get_text(refund, "status"), "succeeded") == 0) {
		sim_refund_fail(call, refund, "expired_or_canceled_card");
		return;
	}
	json_unset(refund, "_turns_at");
	sim_set_text(refund, "status", "succeeded");
	sim_touch(call->sim, refund);
	sim_happen(call, "refund.updated", refund);
	sim_happen(call, "charge.refund.updated", refund);
}

/* The charge that is to be refunded, or NULL (refused). */
static struct json *charge_named(struct call *call)
{
	const char *id = sim_param_get(call->params, "payment_intent");
	struct json *intent, *charge;

	if (sim_param_get(call->params, "charge") != NULL)
		return sim_need(call, KIND_CHARGE, sim_param_get(call->params, "charge"), "charge");
	if (id == NULL) {
		sim_refuse(call, &(struct refusal){ .status = 400, .code = "parameter_missing" },
			   "One of the following params should be provided for this request: "
			   "payment_intent or charge.");
		return NULL;
	}
	intent = sim_need(call, KIND_INTENT, id, "payment_intent");
	charge = intent != NULL ? sim_intent_charge(call->sim, intent) : NULL;
	if (intent != NULL && (charge == NULL || !sim_get_bool(charge, "captured"))) {
		sim_refuse(call,
			   &(struct refusal){
				   .status = 400, .param = "payment_intent", .intent = intent },
			   "This PaymentIntent (%s) does not have a successful charge to refund.",
			   id);
		return NULL;
	}
	return charge;
}

void sim_refund_create(struct call *call)
{
	struct json *charge = charge_named(call);
	int64_t amount_minor = sim_param_int(call->params, "amount", 0);

	if (charge == NULL)
		return;
	if (!sim_get_bool(charge, "captured")) {
		sim_refuse(call, &(struct refusal){ .status = 400, .param = "charge" },
			   "This charge has not been captured.");
		return;
	}
	if (!sim_refund_is_allowed(call, charge, &amount_minor))
		return;
	sim_answer_value(call, sim_refund_new(call, charge, amount_minor,
					      sim_param_get(call->params, "reason")));
}

void sim_refund_get(struct call *call)
{
	struct json *refund = sim_need(call, KIND_REFUND, call->id, "refund");

	if (refund != NULL)
		sim_answer_value(call, refund);
}

void sim_refund_list(struct call *call)
{
	sim_answer_list(call, KIND_REFUND);
}

void sim_refund_update(struct call *call)
{
	struct json *refund = sim_need(call, KIND_REFUND, call->id, "refund");

	if (refund == NULL)
		return;
	sim_set_metadata(call, refund, "metadata");
	sim_touch(call->sim, refund);
	sim_happen(call, "refund.updated", refund);
	sim_answer_value(call, refund);
}

void sim_refund_cancel(struct call *call)
{
	struct json *refund = sim_need(call, KIND_REFUND, call->id, "refund");

	if (refund == NULL)
		return;
	if (strcmp(sim_get_text(refund, "status"), "pending") != 0) {
		sim_refuse(call, &(struct refusal){ .status = 400 },
			   "A refund with a status of %s cannot be canceled.",
			   sim_get_text(refund, "status"));
		return;
	}
	sim_refund_fail(call, refund, NULL);
	sim_answer_value(call, refund);
}
