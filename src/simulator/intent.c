/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/intent.c -- payment intents from create to capture or cancel.
 */
#include "simulator/intent.h"

#include <ctype.h>
#include <string.h>

#include "simulator/card.h"

#define AMOUNT_MIN 50
#define AMOUNT_MAX 99999999
#define INCREMENTS_MAX 10

static const char intent_form[] =
	"{'id':'','object':'payment_intent','amount':0,'amount_capturable':0,"
	"'amount_details':{'tip':{}},'amount_received':0,'application':null,"
	"'application_fee_amount':null,'automatic_payment_methods':null,'canceled_at':null,"
	"'cancellation_reason':null,'capture_method':'automatic','client_secret':null,"
	"'confirmation_method':'automatic','created':0,'currency':'','customer':null,"
	"'description':null,'invoice':null,'last_payment_error':null,'latest_charge':null,"
	"'livemode':false,'metadata':{},'next_action':null,'on_behalf_of':null,"
	"'payment_method':null,'payment_method_options':{},'payment_method_types':[],"
	"'processing':null,'receipt_email':null,'review':null,'setup_future_usage':null,"
	"'shipping':null,'statement_descriptor':null,'statement_descriptor_suffix':null,"
	"'status':'requires_payment_method','transfer_data':null,'transfer_group':null}";

void sim_refuse_state(struct call *call, const struct json *intent, const char *verb,
		      const char *allowed)
{
	sim_refuse(call,
		   &(struct refusal){ .status = 400,
				      .code = "payment_intent_unexpected_state",
				      .intent = intent },
		   "This PaymentIntent could not be %s because it has a status of %s. Only a "
		   "PaymentIntent with one of the following statuses may be %s: %s.",
		   verb, sim_get_text(intent, "status"), verb, allowed);
}

void sim_refuse_card(struct call *call, const struct json *intent, const char *decline_code)
{
	const char *charge = sim_get_text(intent, "latest_charge");

	sim_refuse(call,
		   &(struct refusal){ .status = 402,
				      .type = "card_error",
				      .code = sim_card_error_code(decline_code),
				      .decline_code = decline_code,
				      .intent = intent,
				      .charge = charge[0] != '\0' ? charge : NULL },
		   "%s", sim_card_message(decline_code));
}

static bool has_status(const struct json *intent, const char *status)
{
	return strcmp(sim_get_text(intent, "status"), status) == 0;
}

/* The options that are kept: booleans of card_present, words of card. */
static void set_options(struct call *call, struct json *intent)
{
	static const char *const types[] = { "card_present", "card" };
	char name[PARAM_NAME_SIZE], part[PARAM_NAME_SIZE];
	struct json *all = json_get(intent, "payment_method_options");

	for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
		const char *value;

		str_format(name, sizeof name, "payment_method_options[%s]", types[t]);
		for (size_t i = 0;
		     (value = sim_param_part(call->params, name, i, part, sizeof part)) != NULL;
		     i++) {
			if (json_get(all, types[t]) == NULL)
				sim_set_value(all, types[t], json_new_object());
			if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
				sim_set_bool(json_get(all, types[t]), part, value[0] == 't');
			else
				sim_set_text(json_get(all, types[t]), part, value);
		}
	}
}

static void set_types(struct call *call, struct json *intent)
{
	struct json *types = json_get(intent, "payment_method_types");
	const char *type;

	for (size_t i = 0; (type = sim_param_at(call->params, "payment_method_types", i)) != NULL;
	     i++)
		sim_add_value(types, json_new_text(type));
	if (json_count(types) == 0)
		sim_add_value(types, json_new_text("card"));
	if (sim_param_bool(call->params, "automatic_payment_methods[enabled]", false))
		sim_set_value(intent, "automatic_payment_methods",
			      sim_form_new("{'allow_redirects':'always','enabled':true}"));
}

struct json *sim_intent_new(struct call *call, int64_t amount_minor, const char *currency)
{
	struct json *intent = sim_object_new(call, KIND_INTENT, "pi_", intent_form);
	char secret[ID_SIZE * 2], noise[ID_SIZE];
	char lower[8];

	str_copy(lower, sizeof lower, currency);
	for (char *c = lower; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	sim_new_id(call->sim, "secret_", noise);
	str_format(secret, sizeof secret, "%s_%s", sim_get_text(intent, "id"), noise);
	sim_set_text(intent, "client_secret", secret);
	sim_set_int(intent, "amount", amount_minor);
	sim_set_text(intent, "currency", lower);
	return intent;
}

/* True when a new intent's amount and currency will do; else refused. */
static bool amount_is_fine(struct call *call, int64_t amount_minor, const char *currency)
{
	struct refusal refusal = { .status = 400, .param = "amount", .is_passing = true };

	if (amount_minor < AMOUNT_MIN || amount_minor > AMOUNT_MAX) {
		refusal.code = amount_minor < AMOUNT_MIN ? "amount_too_small" : "amount_too_large";
		sim_refuse(call, &refusal, "Amount must be %s",
			   amount_minor < AMOUNT_MIN ? "at least 50 of the smallest unit"
						     : "no more than 999,999.99");
		return false;
	}
	if (currency != NULL &&
	    (strlen(currency) != 3 || !isalpha((unsigned char)currency[0]) ||
	     !isalpha((unsigned char)currency[1]) || !isalpha((unsigned char)currency[2]))) {
		refusal.param = "currency";
		sim_refuse(call, &refusal, "Invalid currency: %s.", currency);
		return false;
	}
	return true;
}

static const struct {
	const char *name;
} plain_texts[] = {
	{ "description" },	    { "receipt_email" },
	{ "statement_descriptor" }, { "statement_descriptor_suffix" },
	{ "setup_future_usage" },   { "transfer_group" },
};

static void set_texts(struct call *call, struct json *intent)
{
	for (size_t i = 0; i < sizeof plain_texts / sizeof plain_texts[0]; i++) {
		const char *value = sim_param_get(call->params, plain_texts[i].name);

		if (value != NULL)
			sim_set_text(intent, plain_texts[i].name, value[0] != '\0' ? value : NULL);
	}
	set_options(call, intent);
	sim_set_metadata(call, intent, "metadata");
}

/* True when the customer and payment method that are named exist; else refused. */
static bool names_exist(struct call *call, struct json **ret_method)
{
	const char *customer = sim_param_get(call->params, "customer");
	const char *method = sim_param_get(call->params, "payment_method");

	*ret_method = NULL;
	if (customer != NULL && sim_need(call, KIND_CUSTOMER, customer, "customer") == NULL)
		return false;
	return method == NULL ||
	       (*ret_method = sim_method_need(call, method, "payment_method")) != NULL;
}

/* Charges the card that is saved or named. */
static void confirm(struct call *call, struct json *intent, struct json *method)
{
	const struct card *card = sim_card_find(sim_get_text(method, "_card"));

	if (strcmp(sim_get_text(method, "type"), "card_present") == 0) {
		sim_refuse(
			call, &(struct refusal){ .status = 400, .param = "payment_method" },
			"A card_present PaymentMethod can only be used on its reader.");
		return;
	}
	if (sim_authorize(call, intent, card, method, false)) {
		sim_method_save(call, intent, method);
		sim_answer_value(call, intent);
	} else {
		sim_refuse_card(call, intent,
				sim_get_text(json_get(intent, "last_payment_error"),
					     "decline_code"));
	}
}

void sim_intent_create(struct call *call)
{
	int64_t amount_minor = sim_param_int(call->params, "amount", 0);
	const char *currency = sim_param_text(call->params, "currency", "");
	bool is_confirmed = sim_param_bool(call->params, "confirm", false);
	struct json *intent, *method;

	if (!amount_is_fine(call, amount_minor, currency) || !names_exist(call, &method))
		return;
	if (is_confirmed && method == NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .param = "payment_method",
					      .code = "parameter_missing" },
			   "You must provide a payment_method when confirm is true.");
		return;
	}
	intent = sim_intent_new(call, amount_minor, currency);
	set_types(call, intent);
	set_texts(call, intent);
	sim_set_text(intent, "capture_method",
		     sim_param_text(call->params, "capture_method", "automatic"));
	sim_set_text(intent, "customer", sim_param_get(call->params, "customer"));
	if (method != NULL) {
		sim_set_text(intent, "payment_method", sim_get_text(method, "id"));
		sim_set_text(intent, "status", "requires_confirmation");
	}
	sim_effect(call, "create", intent, sim_get_text(intent, "id"), amount_minor);
	sim_happen(call, "payment_intent.created", intent);
	if (is_confirmed)
		confirm(call, intent, method);
	else
		sim_answer_value(call, intent);
}

void sim_intent_get(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent");

	if (intent != NULL)
		sim_answer_value(call, intent);
}

void sim_intent_list(struct call *call)
{
	sim_answer_list(call, KIND_INTENT);
}

static bool is_open(const struct json *intent)
{
	return has_status(intent, "requires_payment_method") ||
	       has_status(intent, "requires_confirmation") || has_status(intent, "requires_action");
}

void sim_intent_update(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent"), *method;
	const char *amount = sim_param_get(call->params, "amount");

	if (intent == NULL || !names_exist(call, &method))
		return;
	if (amount != NULL && !is_open(intent)) {
		sim_refuse_state(call, intent, "updated",
				 "requires_payment_method, requires_confirmation, requires_action");
		return;
	}
	if (amount != NULL && !amount_is_fine(call, sim_param_int(call->params, "amount", 0), NULL))
		return;
	sim_set_int(intent, "amount",
		    sim_param_int(call->params, "amount", sim_get_int(intent, "amount")));
	if (sim_param_get(call->params, "customer") != NULL)
		sim_set_text(intent, "customer", sim_param_get(call->params, "customer"));
	if (method != NULL && is_open(intent)) {
		sim_set_text(intent, "payment_method", sim_get_text(method, "id"));
		sim_set_text(intent, "status", "requires_confirmation");
	}
	set_texts(call, intent);
	sim_touch(call->sim, intent);
	sim_answer_value(call, intent);
}

void sim_intent_confirm(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent"), *method;

	if (intent == NULL || !names_exist(call, &method))
		return;
	if (!is_open(intent)) {
		sim_refuse_state(call, intent, "confirmed",
				 "requires_payment_method, requires_confirmation, requires_action");
		return;
	}
	if (method == NULL)
		method = sim_record_get(call->sim, KIND_METHOD,
					sim_get_text(intent, "payment_method"));
	if (method == NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .param = "payment_method",
					      .code = "payment_intent_unexpected_state",
					      .intent = intent },
			   "You cannot confirm this PaymentIntent because it's missing a payment "
			   "method.");
		return;
	}
	set_texts(call, intent);
	confirm(call, intent, method);
}

void sim_intent_capture(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent");
	struct json *charge = intent != NULL ? sim_intent_charge(call->sim, intent) : NULL;
	int64_t amount_minor;

	if (intent == NULL)
		return;
	if (strcmp(sim_get_text(intent, "cancellation_reason"), "automatic") == 0) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .intent = intent,
					      .code = "charge_expired_for_capture" },
			   "The charge cannot be captured as the authorization has expired.");
		return;
	}
	if (!has_status(intent, "requires_capture")) {
		sim_refuse_state(call, intent, "captured", "requires_capture");
		return;
	}
	amount_minor = sim_param_int(call->params, "amount_to_capture",
				     sim_get_int(intent, "amount_capturable"));
	if (amount_minor > sim_get_int(charge, "_most")) {
		sim_refuse(
			call,
			&(struct refusal){ .status = 400,
					   .param = "amount_to_capture",
					   .code = "amount_too_large",
					   .intent = intent },
			"The requested capture amount is greater than the amount you can capture "
			"for this charge.");
		return;
	}
	sim_set_metadata(call, intent, "metadata");
	sim_capture(call, intent, amount_minor);
	sim_answer_value(call, intent);
}

void sim_intent_cancel(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent");

	if (intent == NULL)
		return;
	if (has_status(intent, "canceled") || has_status(intent, "succeeded") ||
	    has_status(intent, "processing")) {
		sim_refuse_state(
			call, intent, "canceled",
			"requires_payment_method, requires_capture, requires_confirmation, "
			"requires_action");
		return;
	}
	if (sim_device_is_authorizing(call->sim, call->id, call->now_ms)) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .code = "intent_invalid_state",
					      .intent = intent,
					      .is_passing = true },
			   "The reader is authorizing this PaymentIntent.");
		return;
	}
	sim_cancel(call, intent, sim_param_get(call->params, "cancellation_reason"));
	sim_answer_value(call, intent);
}

/* Why a hold cannot be raised, or NULL. */
static const char *no_increment(struct call *call, const struct json *intent,
				const struct json *charge, int64_t amount_minor)
{
	const struct json *details = json_get(charge, "payment_method_details");

	if (sim_get_int(charge, "_increments") >= INCREMENTS_MAX)
		return "This PaymentIntent has already reached the maximum of 10 incremental "
		       "authorization attempts.";
	if (!sim_get_bool(json_get(details, "card_present"),
			  "incremental_authorization_supported") &&
	    strcmp(json_text(sim_get_path(details, "card", "incremental_authorization", "status",
					  NULL),
			     ""),
		   "available") != 0)
		return "This PaymentIntent does not support incremental authorization.";
	if (amount_minor <= sim_get_int(intent, "amount"))
		return "The amount must be greater than the currently authorized amount.";
	return call->now_s >= sim_get_int(charge, "_until") ? "The authorization has expired."
							    : NULL;
}

static void raise_hold(struct call *call, struct json *intent, struct json *charge,
		       int64_t amount_minor)
{
	struct json *details = json_get(charge, "payment_method_details");
	struct json *map = json_get(details, sim_get_text(details, "type"));
	int64_t more_minor = amount_minor - sim_get_int(intent, "amount");
	bool is_over = sim_get_int(charge, "_most") > sim_get_int(intent, "amount");

	sim_set_int(charge, "_most",
		    is_over ? sim_get_int(charge, "_most") + more_minor : amount_minor);
	sim_set_int(charge, "amount", amount_minor);
	sim_set_int(map, "amount_authorized", amount_minor);
	sim_set_int(intent, "amount", amount_minor);
	sim_set_int(intent, "amount_capturable", amount_minor);
	sim_set_text(intent, "description",
		     sim_param_text(call->params, "description",
				    json_text(json_get(intent, "description"), NULL)));
	sim_set_metadata(call, intent, "metadata");
	sim_touch(call->sim, intent);
	sim_effect(call, "increment", intent, sim_get_text(intent, "id"), more_minor);
	sim_happen(call, "charge.updated", charge);
	sim_happen(call, "payment_intent.amount_capturable_updated", intent);
	sim_answer_value(call, intent);
}

void sim_intent_increment(struct call *call)
{
	struct json *intent = sim_need(call, KIND_INTENT, call->id, "intent");
	struct json *charge = intent != NULL ? sim_intent_charge(call->sim, intent) : NULL;
	int64_t amount_minor = sim_param_int(call->params, "amount", 0);
	const struct card *card;
	const char *why;

	if (intent == NULL)
		return;
	if (!has_status(intent, "requires_capture")) {
		sim_refuse_state(call, intent, "incremented", "requires_capture");
		return;
	}
	why = no_increment(call, intent, charge, amount_minor);
	if (why != NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400, .param = "amount", .intent = intent },
			   "%s", why);
		return;
	}
	sim_set_int(charge, "_increments", sim_get_int(charge, "_increments") + 1);
	sim_touch(call->sim, charge);
	card = sim_card_find(sim_get_text(charge, "_card"));
	if (card->does == CARD_INCREMENT_DECLINES ||
	    sim_card_declines(card, amount_minor, call->sim->with_decline_amounts) != NULL)
		sim_refuse_card(call, intent,
				card->says[0] != '\0' ? card->says : "generic_decline");
	else
		raise_hold(call, intent, charge, amount_minor);
}
