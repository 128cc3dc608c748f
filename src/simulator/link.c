/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/link.c -- payment links and the prices they are made of.
 */
#include "simulator/session.h"

#include <ctype.h>
#include <string.h>

static const char link_form[] =
	"{'id':'','object':'payment_link','active':true,"
	"'after_completion':{'hosted_confirmation':{'custom_message':null},"
	"'type':'hosted_confirmation'},'allow_promotion_codes':false,'application':null,"
	"'application_fee_amount':null,'application_fee_percent':null,"
	"'automatic_tax':{'enabled':false,'liability':null},"
	"'billing_address_collection':'auto','consent_collection':null,'currency':'',"
	"'custom_fields':[],'custom_text':{'after_submit':null,'shipping_address':null,"
	"'submit':null,'terms_of_service_acceptance':null},'customer_creation':'if_required',"
	"'inactive_message':null,'invoice_creation':null,'livemode':false,'metadata':{},"
	"'on_behalf_of':null,'payment_intent_data':null,"
	"'payment_method_collection':'if_required','payment_method_types':null,"
	"'phone_number_collection':{'enabled':false},'restrictions':null,"
	"'shipping_address_collection':null,'shipping_options':[],'submit_type':'auto',"
	"'subscription_data':null,'tax_id_collection':{'enabled':false},'transfer_data':null,"
	"'url':'','_lines':[]}";

static const char price_form[] =
	"{'id':'','object':'price','active':true,'billing_scheme':'per_unit','created':0,"
	"'currency':'','custom_unit_amount':null,'livemode':false,'lookup_key':null,"
	"'metadata':{},'nickname':null,'product':'','recurring':null,"
	"'tax_behavior':'unspecified','tiers_mode':null,'transform_quantity':null,"
	"'type':'one_time','unit_amount':0,'unit_amount_decimal':'0','_name':''}";

void sim_price_create(struct call *call)
{
	struct json *price = sim_object_new(call, KIND_PRICE, "price_", price_form);
	char text[ID_SIZE];

	sim_new_id(call->sim, "prod_", text);
	sim_set_text(price, "product", sim_param_text(call->params, "product", text));
	sim_set_text(price, "_name", sim_param_text(call->params, "product_data[name]", "Item"));
	str_copy(text, sizeof text, sim_param_text(call->params, "currency", ""));
	for (char *c = text; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	sim_set_text(price, "currency", text);
	sim_set_int(price, "unit_amount", sim_param_int(call->params, "unit_amount", 0));
	str_format(text, sizeof text, "%lld", (long long)sim_get_int(price, "unit_amount"));
	sim_set_text(price, "unit_amount_decimal", text);
	sim_set_metadata(call, price, "metadata");
	sim_answer_value(call, price);
}

void sim_price_get(struct call *call)
{
	struct json *price = sim_need(call, KIND_PRICE, call->id, "price");

	if (price != NULL)
		sim_answer_value(call, price);
}

void sim_price_list(struct call *call)
{
	sim_answer_list(call, KIND_PRICE);
}

/* Adds all lines; false: refused. */
static bool add_lines(struct call *call, struct json *link)
{
	char name[PARAM_NAME_SIZE];
	const char *id;

	for (size_t i = 0;; i++) {
		const struct json *price;
		struct json *line;

		str_format(name, sizeof name, "line_items[%zu][price]", i);
		id = sim_param_get(call->params, name);
		if (id == NULL)
			break;
		price = sim_need(call, KIND_PRICE, id, name);
		if (price == NULL)
			return false;
		str_format(name, sizeof name, "line_items[%zu][quantity]", i);
		line = sim_line_new(call, sim_get_text(price, "_name"),
				    sim_get_text(price, "currency"),
				    sim_get_int(price, "unit_amount"),
				    sim_param_int(call->params, name, 1), price);
		sim_add_value(json_get(link, "_lines"), line);
		sim_set_text(link, "currency", sim_get_text(price, "currency"));
	}
	if (json_count(json_get(link, "_lines")) > 0)
		return true;
	sim_refuse(call,
		   &(struct refusal){ .status = 400,
				      .code = "parameter_missing",
				      .param = "line_items[0][price]" },
		   "Missing required param: line_items[0][price].");
	return false;
}

static void set_restrictions(struct call *call, struct json *link)
{
	const char *limit = sim_param_get(call->params, "restrictions[completed_sessions][limit]");
	struct json *restrictions;

	if (limit == NULL)
		return;
	restrictions = sim_form_new("{'completed_sessions':{'count':0,'limit':0}}");
	sim_set_int(json_get(restrictions, "completed_sessions"), "limit",
		    sim_param_int(call->params, "restrictions[completed_sessions][limit]", 1));
	sim_set_value(link, "restrictions", restrictions);
}

static void set_intent_data(struct call *call, struct json *link)
{
	struct json *data;

	if (!sim_param_has_parts(call->params, "payment_intent_data"))
		return;
	data = sim_form_new("{'capture_method':null,'description':null,'metadata':{},"
			    "'setup_future_usage':null,'statement_descriptor':null,"
			    "'statement_descriptor_suffix':null,'transfer_group':null}");
	sim_set_metadata(call, data, "payment_intent_data[metadata]");
	sim_set_text(data, "capture_method",
		     sim_param_get(call->params, "payment_intent_data[capture_method]"));
	sim_set_text(data, "description",
		     sim_param_get(call->params, "payment_intent_data[description]"));
	sim_set_text(data, "setup_future_usage",
		     sim_param_get(call->params, "payment_intent_data[setup_future_usage]"));
	sim_set_value(link, "payment_intent_data", data);
}

void sim_link_create(struct call *call)
{
	struct json *link = sim_object_new(call, KIND_LINK, "plink_", link_form);
	char url[256];

	json_unset(link, "created");
	if (!add_lines(call, link)) {
		sim_record_delete(call->sim, sim_get_text(link, "id"));
		return;
	}
	str_format(url, sizeof url, "%s/pay/%s", call->sim->base_url, sim_get_text(link, "id"));
	sim_set_text(link, "url", url);
	str_copy(call->sim->last_url, sizeof call->sim->last_url, url);
	set_restrictions(call, link);
	set_intent_data(call, link);
	sim_set_metadata(call, link, "metadata");
	sim_effect(call, "link", link, "", 0);
	sim_answer_value(call, link);
}

void sim_link_get(struct call *call)
{
	struct json *link = sim_need(call, KIND_LINK, call->id, "payment_link");

	if (link != NULL)
		sim_answer_value(call, link);
}

void sim_link_list(struct call *call)
{
	sim_answer_list(call, KIND_LINK);
}

void sim_link_lines(struct call *call)
{
	struct json *link = sim_need(call, KIND_LINK, call->id, "payment_link");

	if (link != NULL)
		sim_answer_lines(call, link);
}

void sim_link_update(struct call *call)
{
	struct json *link = sim_need(call, KIND_LINK, call->id, "payment_link");
	bool was_active = sim_get_bool(link, "active");

	if (link == NULL)
		return;
	sim_set_bool(link, "active", sim_param_bool(call->params, "active", was_active));
	if (sim_param_get(call->params, "inactive_message") != NULL)
		sim_set_text(link, "inactive_message",
			     sim_param_get(call->params, "inactive_message"));
	set_restrictions(call, link);
	sim_set_metadata(call, link, "metadata");
	sim_touch(call->sim, link);
	if (was_active && !sim_get_bool(link, "active"))
		sim_effect(call, "link_off", link, "", 0);
	sim_answer_value(call, link);
}

/* True when the link may still be paid; else refused. */
static bool is_payable(struct call *call, const struct json *link)
{
	const struct json *limits = sim_get_path(link, "restrictions", "completed_sessions", NULL);

	if (sim_get_bool(link, "active") &&
	    (limits == NULL || sim_get_int(limits, "count") < sim_get_int(limits, "limit")))
		return true;
	sim_refuse(call, &(struct refusal){ .status = 400 }, "This link is no longer active.");
	return false;
}

struct json *sim_session_of_link(struct call *call, struct json *link)
{
	struct json *limits = sim_get_path(link, "restrictions", "completed_sessions", NULL);
	struct json *session;
	const struct json *lines = json_get(link, "_lines");

	if (!is_payable(call, link))
		return NULL;
	session = sim_session_new(call);
	sim_set_text(session, "payment_link", sim_get_text(link, "id"));
	sim_set_text(session, "currency", sim_get_text(link, "currency"));
	sim_set_value(session, "metadata", json_dup(json_get(link, "metadata")));
	sim_set_value(session, "_lines", json_dup(lines));
	sim_add_value(json_get(session, "payment_method_types"), json_new_text("card"));
	for (size_t i = 0; i < json_count(lines); i++)
		sim_set_int(session, "amount_total",
			    sim_get_int(session, "amount_total") +
				    sim_get_int(json_at(lines, i), "amount_total"));
	sim_set_int(session, "amount_subtotal", sim_get_int(session, "amount_total"));
	if (json_is_map(json_get(link, "payment_intent_data"))) {
		sim_set_value(session, "_intent", json_dup(json_get(link, "payment_intent_data")));
		if (sim_get_text(json_get(session, "_intent"), "capture_method")[0] == '\0')
			json_unset(json_get(session, "_intent"), "capture_method");
	}
	if (limits != NULL)
		sim_set_int(limits, "count", sim_get_int(limits, "count") + 1);
	if (limits != NULL && sim_get_int(limits, "count") >= sim_get_int(limits, "limit"))
		sim_set_bool(link, "active", false);
	sim_touch(call->sim, link);
	return session;
}

struct json *sim_page_find(const struct simulator *sim, const char *url)
{
	const char *slash = strrchr(url, '/');
	const char *id = slash != NULL ? slash + 1 : url;
	struct json *session = sim_record_get(sim, KIND_SESSION, id);

	return session != NULL ? session : sim_record_get(sim, KIND_LINK, id);
}
