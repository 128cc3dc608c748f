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

void price_create(struct call *call)
{
	struct json *price = object_new(call, KIND_PRICE, "price_", price_form);
	char text[ID_SIZE];

	new_id(call->sim, "prod_", text);
	set_text(price, "product", param_text(call->params, "product", text));
	set_text(price, "_name", param_text(call->params, "product_data[name]", "Item"));
	str_copy(text, sizeof text, param_text(call->params, "currency", ""));
	for (char *c = text; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	set_text(price, "currency", text);
	set_int(price, "unit_amount", param_int(call->params, "unit_amount", 0));
	str_format(text, sizeof text, "%lld", (long long)get_int(price, "unit_amount"));
	set_text(price, "unit_amount_decimal", text);
	set_metadata(call, price, "metadata");
	answer_value(call, price);
}

void price_get(struct call *call)
{
	struct json *price = need(call, KIND_PRICE, call->id, "price");

	if (price != NULL)
		answer_value(call, price);
}

void price_list(struct call *call)
{
	answer_list(call, KIND_PRICE);
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
		id = param_get(call->params, name);
		if (id == NULL)
			break;
		price = need(call, KIND_PRICE, id, name);
		if (price == NULL)
			return false;
		str_format(name, sizeof name, "line_items[%zu][quantity]", i);
		line = line_new(call, get_text(price, "_name"), get_text(price, "currency"),
				get_int(price, "unit_amount"), param_int(call->params, name, 1),
				price);
		add_value(json_get(link, "_lines"), line);
		set_text(link, "currency", get_text(price, "currency"));
	}
	if (json_count(json_get(link, "_lines")) > 0)
		return true;
	refuse(call, &(struct refusal){ .status = 400, .code = "parameter_missing",
					.param = "line_items[0][price]" },
	       "Missing required param: line_items[0][price].");
	return false;
}

static void set_restrictions(struct call *call, struct json *link)
{
	const char *limit = param_get(call->params, "restrictions[completed_sessions][limit]");
	struct json *restrictions;

	if (limit == NULL)
		return;
	restrictions = form_new("{'completed_sessions':{'count':0,'limit':0}}");
	set_int(json_get(restrictions, "completed_sessions"), "limit",
		param_int(call->params, "restrictions[completed_sessions][limit]", 1));
	set_value(link, "restrictions", restrictions);
}

static void set_intent_data(struct call *call, struct json *link)
{
	struct json *data;

	if (!param_has_parts(call->params, "payment_intent_data"))
		return;
	data = form_new("{'capture_method':null,'description':null,'metadata':{},"
			"'setup_future_usage':null,'statement_descriptor':null,"
			"'statement_descriptor_suffix':null,'transfer_group':null}");
	set_metadata(call, data, "payment_intent_data[metadata]");
	set_text(data, "capture_method",
		 param_get(call->params, "payment_intent_data[capture_method]"));
	set_text(data, "description",
		 param_get(call->params, "payment_intent_data[description]"));
	set_text(data, "setup_future_usage",
		 param_get(call->params, "payment_intent_data[setup_future_usage]"));
	set_value(link, "payment_intent_data", data);
}

void link_create(struct call *call)
{
	struct json *link = object_new(call, KIND_LINK, "plink_", link_form);
	char url[256];

	json_unset(link, "created");
	if (!add_lines(call, link)) {
		record_delete(call->sim, get_text(link, "id"));
		return;
	}
	str_format(url, sizeof url, "%s/pay/%s", call->sim->base_url, get_text(link, "id"));
	set_text(link, "url", url);
	str_copy(call->sim->last_url, sizeof call->sim->last_url, url);
	set_restrictions(call, link);
	set_intent_data(call, link);
	set_metadata(call, link, "metadata");
	effect(call, "link", link, "", 0);
	answer_value(call, link);
}

void link_get(struct call *call)
{
	struct json *link = need(call, KIND_LINK, call->id, "payment_link");

	if (link != NULL)
		answer_value(call, link);
}

void link_list(struct call *call)
{
	answer_list(call, KIND_LINK);
}

void link_lines(struct call *call)
{
	struct json *link = need(call, KIND_LINK, call->id, "payment_link");

	if (link != NULL)
		answer_lines(call, link);
}

void link_update(struct call *call)
{
	struct json *link = need(call, KIND_LINK, call->id, "payment_link");
	bool was_active = get_bool(link, "active");

	if (link == NULL)
		return;
	set_bool(link, "active", param_bool(call->params, "active", was_active));
	if (param_get(call->params, "inactive_message") != NULL)
		set_text(link, "inactive_message", param_get(call->params, "inactive_message"));
	set_restrictions(call, link);
	set_metadata(call, link, "metadata");
	touch(call->sim, link);
	if (was_active && !get_bool(link, "active"))
		effect(call, "link_off", link, "", 0);
	answer_value(call, link);
}

/* True when the link may still be paid; else refused. */
static bool is_payable(struct call *call, const struct json *link)
{
	const struct json *limits = get_path(link, "restrictions", "completed_sessions", NULL);

	if (get_bool(link, "active") &&
	    (limits == NULL || get_int(limits, "count") < get_int(limits, "limit")))
		return true;
	refuse(call, &(struct refusal){ .status = 400 }, "This link is no longer active.");
	return false;
}

struct json *session_of_link(struct call *call, struct json *link)
{
	struct json *limits = get_path(link, "restrictions", "completed_sessions", NULL);
	struct json *session;
	const struct json *lines = json_get(link, "_lines");

	if (!is_payable(call, link))
		return NULL;
	session = session_new(call);
	set_text(session, "payment_link", get_text(link, "id"));
	set_text(session, "currency", get_text(link, "currency"));
	set_value(session, "metadata", json_dup(json_get(link, "metadata")));
	set_value(session, "_lines", json_dup(lines));
	add_value(json_get(session, "payment_method_types"), json_new_text("card"));
	for (size_t i = 0; i < json_count(lines); i++)
		set_int(session, "amount_total", get_int(session, "amount_total") +
						 get_int(json_at(lines, i), "amount_total"));
	set_int(session, "amount_subtotal", get_int(session, "amount_total"));
	if (json_is_map(json_get(link, "payment_intent_data"))) {
		set_value(session, "_intent", json_dup(json_get(link, "payment_intent_data")));
		if (get_text(json_get(session, "_intent"), "capture_method")[0] == '\0')
			json_unset(json_get(session, "_intent"), "capture_method");
	}
	if (limits != NULL)
		set_int(limits, "count", get_int(limits, "count") + 1);
	if (limits != NULL && get_int(limits, "count") >= get_int(limits, "limit"))
		set_bool(link, "active", false);
	touch(call->sim, link);
	return session;
}

struct json *page_find(const struct simulator *sim, const char *url)
{
	const char *slash = strrchr(url, '/');
	const char *id = slash != NULL ? slash + 1 : url;
	struct json *session = record_get(sim, KIND_SESSION, id);

	return session != NULL ? session : record_get(sim, KIND_LINK, id);
}
