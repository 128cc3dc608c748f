/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/session.c -- checkout sessions: a page a guest pays on, at once or slowly.
 */
#include "simulator/session.h"

#include <ctype.h>
#include <string.h>

#include "simulator/card.h"
#include "simulator/intent.h"

#define LIFE_S DAY_S
#define LIFE_MIN_S (30 * 60)
#define LINES_MAX 100
#define TOTAL_MIN 50

static const char session_form[] =
	"{'id':'','object':'checkout.session','after_expiration':null,"
	"'allow_promotion_codes':null,'amount_subtotal':0,'amount_total':0,"
	"'automatic_tax':{'enabled':false,'liability':null,'status':null},"
	"'billing_address_collection':null,'cancel_url':null,'client_reference_id':null,"
	"'client_secret':null,'consent':null,'consent_collection':null,'created':0,"
	"'currency':'','currency_conversion':null,'custom_fields':[],"
	"'custom_text':{'after_submit':null,'shipping_address':null,'submit':null,"
	"'terms_of_service_acceptance':null},'customer':null,'customer_creation':'if_required',"
	"'customer_details':null,'customer_email':null,'expires_at':0,'invoice':null,"
	"'invoice_creation':null,'livemode':false,'locale':null,'metadata':{},'mode':'payment',"
	"'payment_intent':null,'payment_link':null,'payment_method_collection':'if_required',"
	"'payment_method_configuration_details':null,'payment_method_options':{},"
	"'payment_method_types':[],'payment_status':'unpaid',"
	"'phone_number_collection':{'enabled':false},'recovered_from':null,"
	"'saved_payment_method_options':null,'setup_intent':null,"
	"'shipping_address_collection':null,'shipping_cost':null,'shipping_details':null,"
	"'shipping_options':[],'status':'open','submit_type':null,'subscription':null,"
	"'success_url':null,'total_details':{'amount_discount':0,'amount_shipping':0,"
	"'amount_tax':0},'ui_mode':'hosted','url':null,'_lines':[],'_intent':{}}";

struct json *sim_line_new(struct call *call, const char *name, const char *currency,
			  int64_t unit_minor, int64_t quantity, const struct json *price)
{
	struct json *line =
		sim_form_new("{'id':'','object':'item','amount_discount':0,"
			     "'amount_subtotal':0,'amount_tax':0,'amount_total':0,"
			     "'currency':'','description':'','price':null,'quantity':1}");
	char id[ID_SIZE];

	sim_new_id(call->sim, "li_", id);
	sim_set_text(line, "id", id);
	sim_set_text(line, "description", name);
	sim_set_text(line, "currency", currency);
	sim_set_int(line, "quantity", quantity);
	sim_set_int(line, "amount_subtotal", unit_minor * quantity);
	sim_set_int(line, "amount_total", unit_minor * quantity);
	if (price != NULL)
		sim_set_value(line, "price", sim_public_copy(price));
	return line;
}

void sim_answer_lines(struct call *call, const struct json *owner)
{
	struct json *page = sim_form_new("{'object':'list','data':[],'has_more':false,"
					 "'url':'/v1/line_items'}");

	sim_set_value(page, "data", json_dup(json_get(owner, "_lines")));
	sim_answer_value(call, page);
	json_free(page);
}

struct json *sim_session_new(struct call *call)
{
	struct json *session = sim_object_new(call, KIND_SESSION, "cs_test_", session_form);
	char url[256];

	sim_set_int(session, "expires_at", call->now_s + LIFE_S);
	str_format(url, sizeof url, "%s/pay/%s", call->sim->base_url, sim_get_text(session, "id"));
	sim_set_text(session, "url", url);
	str_copy(call->sim->last_url, sizeof call->sim->last_url, url);
	return session;
}

static const char *line_param(struct call *call, size_t i, const char *name)
{
	char full[PARAM_NAME_SIZE];

	str_format(full, sizeof full, "line_items[%zu]%s", i, name);
	return sim_param_get(call->params, full);
}

static int64_t number(const char *text, int64_t fallback)
{
	int64_t value;

	return text != NULL && str_int64(text, &value) ? value : fallback;
}

/* Adds the i-th line of the parameters: 1 added, 0 there is none, -1 refused. */
static int add_line(struct call *call, struct json *session, size_t i)
{
	const char *id = line_param(call, i, "[price]");
	const char *currency = line_param(call, i, "[price_data][currency]");
	const char *name = line_param(call, i, "[price_data][product_data][name]");
	int64_t unit_minor = number(line_param(call, i, "[price_data][unit_amount]"), -1);
	struct json *price = NULL, *line;

	if (id == NULL && currency == NULL)
		return 0;
	if (id != NULL && (price = sim_need(call, KIND_PRICE, id, "line_items[0][price]")) == NULL)
		return -1;
	if (price != NULL) {
		currency = sim_get_text(price, "currency");
		unit_minor = sim_get_int(price, "unit_amount");
		name = sim_get_text(price, "_name");
	}
	if (unit_minor < 0 || name == NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .code = "parameter_missing",
					      .param = "line_items" },
			   "A line needs price, or price_data with currency, unit_amount and "
			   "product_data[name].");
		return -1;
	}
	line = sim_line_new(call, name, currency, unit_minor,
			    number(line_param(call, i, "[quantity]"), 1), price);
	sim_add_value(json_get(session, "_lines"), line);
	sim_set_text(session, "currency", currency);
	sim_set_int(session, "amount_total",
		    sim_get_int(session, "amount_total") + sim_get_int(line, "amount_total"));
	sim_set_int(session, "amount_subtotal", sim_get_int(session, "amount_total"));
	return 1;
}

/* True when the lines make a sum that can be paid; else refused. */
static bool add_lines(struct call *call, struct json *session)
{
	int added = 1;

	for (size_t i = 0; added > 0 && i < LINES_MAX; i++)
		added = add_line(call, session, i);
	if (added == 0 && sim_get_int(session, "amount_total") < TOTAL_MIN) {
		sim_refuse(
			call,
			&(struct refusal){ .status = 400,
					   .code = "amount_too_small",
					   .param = "line_items",
					   .is_passing = true },
			"The Checkout Session's total amount must be at least 50 of the smallest "
			"unit.");
		return false;
	}
	return added == 0;
}

/* What the payment of a session will have: metadata, description, how it is captured. */
static void set_intent_data(struct call *call, struct json *owner)
{
	static const char *const names[] = { "description", "capture_method", "setup_future_usage",
					     "statement_descriptor" };
	struct json *data = json_get(owner, "_intent");
	char full[PARAM_NAME_SIZE];

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		str_format(full, sizeof full, "payment_intent_data[%s]", names[i]);
		if (sim_param_get(call->params, full) != NULL)
			sim_set_text(data, names[i], sim_param_get(call->params, full));
	}
	sim_set_metadata(call, data, "payment_intent_data[metadata]");
}

static void set_session(struct call *call, struct json *session)
{
	static const char *const names[] = { "cancel_url", "client_reference_id",
					     "customer",   "customer_email",
					     "locale",	   "submit_type",
					     "success_url" };
	struct json *types = json_get(session, "payment_method_types");
	const char *type;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (sim_param_get(call->params, names[i]) != NULL)
			sim_set_text(session, names[i], sim_param_get(call->params, names[i]));
	for (size_t i = 0; (type = sim_param_at(call->params, "payment_method_types", i)) != NULL;
	     i++)
		sim_add_value(types, json_new_text(type));
	if (json_count(types) == 0)
		sim_add_value(types, json_new_text("card"));
	sim_set_int(session, "expires_at",
		    sim_param_int(call->params, "expires_at", sim_get_int(session, "expires_at")));
	set_intent_data(call, session);
	sim_set_metadata(call, session, "metadata");
}

void sim_session_create(struct call *call)
{
	int64_t until_s = sim_param_int(call->params, "expires_at", call->now_s + LIFE_S);
	const char *customer = sim_param_get(call->params, "customer");
	struct json *session;

	if (until_s < call->now_s + LIFE_MIN_S || until_s > call->now_s + LIFE_S) {
		sim_refuse(
			call,
			&(struct refusal){
				.status = 400, .param = "expires_at", .is_passing = true },
			"The `expires_at` timestamp must be between 30 minutes and 24 hours from "
			"Checkout Session creation.");
		return;
	}
	if (customer != NULL && sim_need(call, KIND_CUSTOMER, customer, "customer") == NULL)
		return;
	session = sim_session_new(call);
	if (str_equal(sim_param_get(call->params, "mode"), "setup")
		    ? !sim_setup_begin(call, session)
		    : !add_lines(call, session)) {
		sim_record_delete(call->sim, sim_get_text(session, "id"));
		return;
	}
	set_session(call, session);
	sim_expires_at(call->sim, until_s);
	sim_effect(call, "session", session, "", sim_get_int(session, "amount_total"));
	sim_answer_value(call, session);
}

void sim_session_get(struct call *call)
{
	struct json *session = sim_need(call, KIND_SESSION, call->id, "session");

	if (session != NULL)
		sim_answer_value(call, session);
}

void sim_session_list(struct call *call)
{
	sim_answer_list(call, KIND_SESSION);
}

void sim_session_lines(struct call *call)
{
	struct json *session = sim_need(call, KIND_SESSION, call->id, "session");

	if (session != NULL)
		sim_answer_lines(call, session);
}

void sim_session_expire(struct call *call, struct json *session)
{
	sim_set_text(session, "status", "expired");
	sim_set_text(session, "url", NULL);
	sim_touch(call->sim, session);
	sim_effect(call, "session_expired", session, "", 0);
	sim_happen(call, "checkout.session.expired", session);
}

void sim_session_end(struct call *call)
{
	struct json *session = sim_need(call, KIND_SESSION, call->id, "session");

	if (session == NULL)
		return;
	if (strcmp(sim_get_text(session, "status"), "open") != 0) {
		sim_refuse(
			call, &(struct refusal){ .status = 400 },
			"Only Checkout Sessions with a status in [\"open\"] can be expired. This "
			"Checkout Session has a status of \"%s\".",
			sim_get_text(session, "status"));
		return;
	}
	sim_session_expire(call, session);
	sim_answer_value(call, session);
}

/* The payment of a session, made when the guest pays. */
static struct json *session_intent(struct call *call, struct json *session)
{
	const struct json *data = json_get(session, "_intent");
	struct json *intent = sim_intent_new(call, sim_get_int(session, "amount_total"),
					     sim_get_text(session, "currency"));

	sim_set_value(intent, "payment_method_types",
		      json_dup(json_get(session, "payment_method_types")));
	sim_set_value(intent, "customer", json_dup(json_get(session, "customer")));
	if (json_is_map(json_get(data, "metadata")))
		sim_set_value(intent, "metadata", json_dup(json_get(data, "metadata")));
	if (json_text(json_get(data, "description"), NULL) != NULL)
		sim_set_text(intent, "description", sim_get_text(data, "description"));
	if (json_text(json_get(data, "setup_future_usage"), NULL) != NULL)
		sim_set_text(intent, "setup_future_usage",
			     sim_get_text(data, "setup_future_usage"));
	if (json_get(data, "capture_method") != NULL)
		sim_set_text(intent, "capture_method", sim_get_text(data, "capture_method"));
	sim_set_text(intent, "_session", sim_get_text(session, "id"));
	sim_set_text(session, "_payment", sim_get_text(intent, "id"));
	return intent;
}

static void set_wallet(struct call *call, struct json *intent, const char *wallet)
{
	struct json *charge = sim_intent_charge(call->sim, intent), *map;
	struct json *card = sim_get_path(charge, "payment_method_details", "card", NULL);

	if (wallet == NULL || card == NULL)
		return;
	map = sim_form_new("{'dynamic_last4':null,'type':''}");
	sim_set_text(map, "type", wallet);
	sim_set_value(map, wallet, json_new_object());
	sim_set_value(card, "wallet", map);
}

static void complete(struct call *call, struct json *session, const struct json *intent,
		     bool is_paid)
{
	sim_set_text(session, "status", "complete");
	sim_set_text(session, "payment_status", is_paid ? "paid" : "unpaid");
	sim_set_text(session, "payment_intent", sim_get_text(intent, "id"));
	sim_set_text(session, "url", NULL);
	sim_set_value(session, "customer_details",
		      sim_form_new("{'address':null,'email':'guest@example.com','name':'Guest',"
				   "'phone':null,'tax_exempt':'none','tax_ids':[]}"));
	sim_touch(call->sim, session);
	sim_effect(call, is_paid ? "session_paid" : "session_pending", session,
		   sim_get_text(intent, "id"), sim_get_int(session, "amount_total"));
	sim_happen(call, "checkout.session.completed", session);
}

bool sim_session_pay(struct call *call, struct json *session, const struct card *card,
		     const char *wallet, bool is_slow)
{
	bool is_paypal = wallet != NULL && strcmp(wallet, "paypal") == 0;
	struct json *intent, *method;

	if (strcmp(sim_get_text(session, "status"), "open") != 0) {
		sim_refuse(call, &(struct refusal){ .status = 400 },
			   "This page cannot be paid: it is %s.", sim_get_text(session, "status"));
		return false;
	}
	if (strcmp(sim_get_text(session, "mode"), "setup") == 0)
		return sim_setup_finish(call, session, card);
	intent = sim_record_get(call->sim, KIND_INTENT, sim_get_text(session, "_payment"));
	if (intent == NULL)
		intent = session_intent(call, session);
	method = sim_method_new(call, card, is_paypal ? "paypal" : "card");
	if (is_slow) {
		sim_set_text(intent, "status", "processing");
		sim_set_text(intent, "payment_method", sim_get_text(method, "id"));
		sim_touch(call->sim, intent);
		complete(call, session, intent, false);
		return true;
	}
	if (!sim_authorize(call, intent, card, method, false)) {
		sim_refuse_card(call, intent,
				sim_get_text(json_get(intent, "last_payment_error"),
					     "decline_code"));
		return false;
	}
	sim_method_save(call, intent, method);
	set_wallet(call, intent, is_paypal ? NULL : wallet);
	complete(call, session, intent, true);
	return true;
}

void sim_session_settle(struct call *call, struct json *session, bool is_paid)
{
	struct json *intent =
		sim_record_get(call->sim, KIND_INTENT, sim_get_text(session, "_payment"));
	struct json *method =
		sim_record_get(call->sim, KIND_METHOD, sim_get_text(intent, "payment_method"));
	const struct card *card = sim_card_find(sim_get_text(method, "_card"));

	if (is_paid)
		is_paid = sim_authorize(call, intent, card, method, false);
	else
		sim_set_text(intent, "status", "requires_payment_method");
	sim_touch(call->sim, intent);
	if (is_paid)
		sim_set_text(session, "payment_status", "paid");
	sim_touch(call->sim, session);
	sim_effect(call, is_paid ? "session_paid" : "session_failed", session,
		   sim_get_text(intent, "id"), sim_get_int(session, "amount_total"));
	sim_happen(call,
		   is_paid ? "checkout.session.async_payment_succeeded"
			   : "checkout.session.async_payment_failed",
		   session);
}
