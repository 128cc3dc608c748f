/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/setup.c -- a page on which a guest leaves a card and pays nothing.
 */
#include <string.h>

#include "simulator/card.h"
#include "simulator/session.h"

static const char setup_form[] =
	"{'id':'','object':'setup_intent','application':null,'attach_to_self':false,"
	"'automatic_payment_methods':null,'cancellation_reason':null,'client_secret':null,"
	"'created':0,'customer':null,'description':null,'flow_directions':null,"
	"'last_setup_error':null,'latest_attempt':null,'livemode':false,'mandate':null,"
	"'metadata':{},'next_action':null,'on_behalf_of':null,'payment_method':null,"
	"'payment_method_options':{},'payment_method_types':['card'],"
	"'single_use_mandate':null,'status':'requires_payment_method','usage':'off_session'}";

bool sim_setup_begin(struct call *call, struct json *session)
{
	struct json *setup;

	if (sim_param_get(call->params, "customer") == NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .code = "parameter_missing",
					      .param = "customer" },
			   "Missing required param: customer.");
		return false;
	}
	setup = sim_object_new(call, KIND_SETUP, "seti_", setup_form);
	sim_set_text(setup, "customer", sim_param_get(call->params, "customer"));
	sim_set_metadata(call, setup, "setup_intent_data[metadata]");
	sim_set_text(session, "mode", "setup");
	sim_set_text(session, "setup_intent", sim_get_text(setup, "id"));
	sim_set_text(session, "payment_status", "no_payment_required");
	sim_set_text(session, "currency", sim_param_get(call->params, "currency"));
	sim_set_text(session, "amount_total", NULL);
	sim_set_text(session, "amount_subtotal", NULL);
	sim_set_text(session, "total_details", NULL);
	return true;
}

bool sim_setup_finish(struct call *call, struct json *session, const struct card *card)
{
	struct json *setup =
		sim_record_get(call->sim, KIND_SETUP, sim_get_text(session, "setup_intent"));
	struct json *method;

	if (card->does == CARD_DECLINES) {
		sim_refuse_card(call, NULL, card->says);
		return false;
	}
	method = sim_method_new(call, card, "card");
	sim_set_text(method, "customer", sim_get_text(setup, "customer"));
	sim_set_text(setup, "payment_method", sim_get_text(method, "id"));
	sim_set_text(setup, "status", "succeeded");
	sim_set_text(session, "status", "complete");
	sim_set_text(session, "url", NULL);
	sim_touch(call->sim, setup);
	sim_touch(call->sim, session);
	sim_effect(call, "card_saved", session, "", 0);
	sim_happen(call, "setup_intent.succeeded", setup);
	sim_happen(call, "checkout.session.completed", session);
	return true;
}
