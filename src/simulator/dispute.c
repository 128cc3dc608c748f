/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/dispute.c -- charges that the cardholder disputes.
 */
#include "simulator/ledger.h"

#include <string.h>

#define ANSWER_S (7 * DAY_S)
#define FEE_MINOR 1500

static const char dispute_form[] =
	"{'id':'','object':'dispute','amount':0,'balance_transactions':[],'charge':'','created':0,"
	"'currency':'','evidence':{'access_activity_log':null,'billing_address':null,"
	"'cancellation_policy':null,'cancellation_policy_disclosure':null,"
	"'cancellation_rebuttal':null,'customer_communication':null,"
	"'customer_email_address':null,'customer_name':null,'customer_purchase_ip':null,"
	"'customer_signature':null,'duplicate_charge_documentation':null,"
	"'duplicate_charge_explanation':null,'duplicate_charge_id':null,"
	"'product_description':null,'receipt':null,'refund_policy':null,"
	"'refund_policy_disclosure':null,'refund_refusal_explanation':null,'service_date':null,"
	"'service_documentation':null,'shipping_address':null,'shipping_carrier':null,"
	"'shipping_date':null,'shipping_documentation':null,'shipping_tracking_number':null,"
	"'uncategorized_file':null,'uncategorized_text':null},'evidence_details':{'due_by':0,"
	"'has_evidence':false,'past_due':false,'submission_count':0},"
	"'is_charge_refundable':false,'livemode':false,'metadata':{},'payment_intent':null,"
	"'reason':'','status':'needs_response'}";

static void withdraw(struct call *call, struct json *dispute)
{
	const char *id = sim_ledger_move(call, "adjustment", dispute,
					 -sim_get_int(dispute, "amount"), FEE_MINOR);

	sim_add_value(json_get(dispute, "balance_transactions"),
		      json_dup(sim_record_get(call->sim, KIND_MOVE, id)));
	sim_happen(call, "charge.dispute.funds_withdrawn", dispute);
}

struct json *sim_dispute_new(struct call *call, struct json *charge, const char *reason)
{
	bool is_inquiry = strcmp(reason, "warning") == 0;
	struct json *dispute;

	if (sim_get_bool(charge, "disputed") || !sim_get_bool(charge, "captured"))
		return NULL;
	dispute = sim_object_new(call, KIND_DISPUTE, "du_", dispute_form);
	sim_set_int(dispute, "amount", sim_get_int(charge, "amount_captured"));
	sim_set_text(dispute, "charge", sim_get_text(charge, "id"));
	sim_set_text(dispute, "currency", sim_get_text(charge, "currency"));
	sim_set_text(dispute, "payment_intent", sim_get_text(charge, "payment_intent"));
	sim_set_text(dispute, "reason", is_inquiry ? "fraudulent" : reason);
	sim_set_text(dispute, "status", is_inquiry ? "warning_needs_response" : "needs_response");
	sim_set_bool(dispute, "is_charge_refundable", is_inquiry);
	sim_set_int(json_get(dispute, "evidence_details"), "due_by", call->now_s + ANSWER_S);
	sim_set_bool(charge, "disputed", true);
	sim_set_text(charge, "_dispute", is_inquiry ? "inquiry" : "dispute");
	sim_touch(call->sim, charge);
	sim_effect(call, "dispute", dispute, sim_get_text(charge, "payment_intent"),
		   sim_get_int(dispute, "amount"));
	sim_happen(call, "charge.dispute.created", dispute);
	if (!is_inquiry)
		withdraw(call, dispute);
	return dispute;
}

void sim_dispute_get(struct call *call)
{
	struct json *dispute = sim_need(call, KIND_DISPUTE, call->id, "dispute");

	if (dispute != NULL)
		sim_answer_value(call, dispute);
}

void sim_dispute_list(struct call *call)
{
	sim_answer_list(call, KIND_DISPUTE);
}

static bool is_open(const struct json *dispute)
{
	const char *status = sim_get_text(dispute, "status");

	return strcmp(status, "needs_response") == 0 ||
	       strcmp(status, "warning_needs_response") == 0;
}

static void submit(struct call *call, struct json *dispute)
{
	struct json *details = json_get(dispute, "evidence_details");
	const char *text = sim_get_text(json_get(dispute, "evidence"), "uncategorized_text");
	bool is_won = strcmp(text, "winning_evidence") == 0;
	bool is_over = is_won || strcmp(text, "losing_evidence") == 0;

	sim_set_int(details, "submission_count", sim_get_int(details, "submission_count") + 1);
	sim_set_text(dispute, "status", is_over ? is_won ? "won" : "lost" : "under_review");
	if (is_won) {
		sim_add_value(json_get(dispute, "balance_transactions"),
			      json_dup(sim_record_get(
				      call->sim, KIND_MOVE,
				      sim_ledger_move(call, "adjustment", dispute,
						      sim_get_int(dispute, "amount"), 0))));
		sim_happen(call, "charge.dispute.funds_reinstated", dispute);
	}
	if (is_over)
		sim_happen(call, "charge.dispute.closed", dispute);
}

void sim_dispute_update(struct call *call)
{
	struct json *dispute = sim_need(call, KIND_DISPUTE, call->id, "dispute"), *evidence;
	char part[PARAM_NAME_SIZE];
	const char *value;

	if (dispute == NULL)
		return;
	evidence = json_get(dispute, "evidence");
	if (sim_param_has_parts(call->params, "evidence") && !is_open(dispute)) {
		sim_refuse(call, &(struct refusal){ .status = 400 },
			   "This dispute is already closed or under review.");
		return;
	}
	for (size_t i = 0;
	     (value = sim_param_part(call->params, "evidence", i, part, sizeof part)) != NULL; i++)
		sim_set_text(evidence, part, value[0] != '\0' ? value : NULL);
	if (sim_param_has_parts(call->params, "evidence"))
		sim_set_bool(json_get(dispute, "evidence_details"), "has_evidence", true);
	sim_set_metadata(call, dispute, "metadata");
	if (is_open(dispute) && sim_param_has_parts(call->params, "evidence") &&
	    sim_param_bool(call->params, "submit", true))
		submit(call, dispute);
	sim_touch(call->sim, dispute);
	sim_happen(call, "charge.dispute.updated", dispute);
	sim_answer_value(call, dispute);
}

void sim_dispute_close(struct call *call)
{
	struct json *dispute = sim_need(call, KIND_DISPUTE, call->id, "dispute");

	if (dispute == NULL)
		return;
	if (!is_open(dispute)) {
		sim_refuse(call, &(struct refusal){ .status = 400 },
			   "This dispute is already closed.");
		return;
	}
	sim_set_text(dispute, "status", "lost");
	sim_touch(call->sim, dispute);
	sim_happen(call, "charge.dispute.closed", dispute);
	sim_answer_value(call, dispute);
}
