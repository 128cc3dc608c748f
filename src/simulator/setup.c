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

bool setup_begin(struct call *call, struct json *session)
{
	struct json *setup;

	if (param_get(call->params, "customer") == NULL) {
		refuse(call, &(struct refusal){ .status = 400, .code = "parameter_missing",
						.param = "customer" },
		       "Missing required param: customer.");
		return false;
	}
	setup = object_new(call, KIND_SETUP, "seti_", setup_form);
	set_text(setup, "customer", param_get(call->params, "customer"));
	set_metadata(call, setup, "setup_intent_data[metadata]");
	set_text(session, "mode", "setup");
	set_text(session, "setup_intent", get_text(setup, "id"));
	set_text(session, "payment_status", "no_payment_required");
	set_text(session, "currency", param_get(call->params, "currency"));
	set_text(session, "amount_total", NULL);
	set_text(session, "amount_subtotal", NULL);
	set_text(session, "total_details", NULL);
	return true;
}

bool setup_finish(struct call *call, struct json *session, const struct card *card)
{
	struct json *setup = record_get(call->sim, KIND_SETUP, get_text(session, "setup_intent"));
	struct json *method;

	if (card->does == CARD_DECLINES) {
		refuse_card(call, NULL, card->says);
		return false;
	}
	method = method_new(call, card, "card");
	set_text(method, "customer", get_text(setup, "customer"));
	set_text(setup, "payment_method", get_text(method, "id"));
	set_text(setup, "status", "succeeded");
	set_text(session, "status", "complete");
	set_text(session, "url", NULL);
	touch(call->sim, setup);
	touch(call->sim, session);
	effect(call, "card_saved", session, "", 0);
	happen(call, "setup_intent.succeeded", setup);
	happen(call, "checkout.session.completed", session);
	return true;
}
