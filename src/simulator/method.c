/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/method.c -- customers, and payment methods: test names, cards saved at a reader.
 */
#include "simulator/method.h"

#include <string.h>

#include "simulator/card.h"

#define EXP_MONTH 12
#define EXP_YEAR_AHEAD 2

static const char customer_form[] =
	"{'id':'','object':'customer','address':null,'balance':0,'created':0,'currency':null,"
	"'default_source':null,'delinquent':false,'description':null,'discount':null,'email':null,"
	"'invoice_prefix':'SANDUQ','invoice_settings':{'custom_fields':null,"
	"'default_payment_method':null,'footer':null,'rendering_options':null},'livemode':false,"
	"'metadata':{},'name':null,'phone':null,'preferred_locales':[],'shipping':null,"
	"'tax_exempt':'none','test_clock':null}";

static const char method_form[] =
	"{'id':'','object':'payment_method','billing_details':{'address':{'city':null,"
	"'country':null,'line1':null,'line2':null,'postal_code':null,'state':null},'email':null,"
	"'name':null,'phone':null},'created':0,'customer':null,'livemode':false,'metadata':{},"
	"'type':''}";

static const char card_form[] =
	"{'brand':'','checks':{'address_line1_check':null,'address_postal_code_check':null,"
	"'cvc_check':'pass'},'country':'US','exp_month':0,'exp_year':0,'fingerprint':'',"
	"'funding':'','generated_from':null,'last4':'','networks':{'available':[],"
	"'preferred':null},'three_d_secure_usage':{'supported':true},'wallet':null}";

static const char card_present_form[] =
	"{'brand':'','cardholder_name':null,'country':'US','exp_month':0,'exp_year':0,"
	"'fingerprint':'','funding':'','last4':'','networks':{'available':[],'preferred':null},"
	"'preferred_locales':['en'],'read_method':'contactless_emv'}";

/* Days of a year are enough for an expiry date that lies ahead. */
static int64_t year_of(int64_t now_s)
{
	return 1970 + now_s / (365 * DAY_S + DAY_S / 4);
}

static void set_card(struct call *call, struct json *map, const struct card *card)
{
	char fingerprint[32];

	str_format(fingerprint, sizeof fingerprint, "Fp%s%.3sSanduq", card->last4, card->brand);
	sim_set_text(map, "brand", card->brand);
	sim_set_text(map, "last4", card->last4);
	sim_set_text(map, "funding", card->funding);
	sim_set_text(map, "fingerprint", fingerprint);
	sim_set_int(map, "exp_month", EXP_MONTH);
	sim_set_int(map, "exp_year", year_of(call->now_s) + EXP_YEAR_AHEAD);
}

struct json *sim_method_new(struct call *call, const struct card *card, const char *type)
{
	struct json *method = sim_object_new(call, KIND_METHOD, "pm_", method_form);
	bool is_present = strcmp(type, "card_present") == 0;

	sim_set_text(method, "type", type);
	sim_set_text(method, "_card", card->name);
	if (strcmp(type, "paypal") == 0) {
		sim_set_value(method, "paypal",
			      sim_form_new("{'payer_email':'guest@example.com',"
					   "'payer_id':'SIMULATED'}"));
		return method;
	}
	sim_set_value(method, type, sim_form_new(is_present ? card_present_form : card_form));
	set_card(call, json_get(method, type), card);
	sim_add_value(sim_get_path(method, type, "networks", "available", NULL),
		      json_new_text(card->brand));
	return method;
}

struct json *sim_method_need(struct call *call, const char *id, const char *param)
{
	const struct card *card = sim_card_find(id);
	struct json *method = sim_record_get(call->sim, KIND_METHOD, id);

	if (method != NULL)
		return method;
	if (card != NULL && strcmp(card->token, id) == 0)
		return sim_method_new(call, card, "card");
	return sim_need(call, KIND_METHOD, id, param);
}

void sim_method_save(struct call *call, const struct json *intent, struct json *method)
{
	if (strcmp(sim_get_text(intent, "setup_future_usage"), "off_session") != 0 ||
	    sim_get_text(intent, "customer")[0] == '\0')
		return;
	sim_set_text(method, "customer", sim_get_text(intent, "customer"));
	sim_touch(call->sim, method);
}

static const char receipt_form[] =
	"{'account_type':'credit','application_cryptogram':'','application_preferred_name':'',"
	"'authorization_code':'','authorization_response_code':'3030',"
	"'cardholder_verification_method':'approval','dedicated_file_name':'',"
	"'terminal_verification_results':'0000000000','transaction_status_information':'0000'}";

static const char present_form[] =
	"{'amount_authorized':0,'brand':'','capture_before':0,'cardholder_name':null,"
	"'country':'US','emv_auth_data':'8A023030','exp_month':0,'exp_year':0,'fingerprint':'',"
	"'funding':'','generated_card':null,'incremental_authorization_supported':false,"
	"'last4':'','network':'','offline':{'stored_at':null},'overcapture_supported':false,"
	"'preferred_locales':['en'],'read_method':'contactless_emv','receipt':null}";

static const char online_form[] =
	"{'amount_authorized':0,'brand':'','checks':{'address_line1_check':null,"
	"'address_postal_code_check':null,'cvc_check':'pass'},'country':'US','exp_month':0,"
	"'exp_year':0,'extended_authorization':{'status':'disabled'},'fingerprint':'',"
	"'funding':'','incremental_authorization':{'status':'unavailable'},'installments':null,"
	"'last4':'','mandate':null,'multicapture':{'status':'unavailable'},'network':'',"
	"'network_token':{'used':false},'overcapture':{'maximum_amount_capturable':0,"
	"'status':'unavailable'},'three_d_secure':null,'wallet':null}";

static const struct {
	const char *brand, *file, *name;
} applications[] = {
	{ "visa", "A0000000031010", "VISA CREDIT" },
	{ "mastercard", "A0000000041010", "MASTERCARD" },
	{ "amex", "A000000025010801", "AMERICAN EXPRESS" },
	{ "discover", "A0000001523010", "DISCOVER" },
	{ "diners", "A0000001523010", "DINERS CLUB" },
	{ "jcb", "A0000000651010", "JCB CREDIT" },
};

static struct json *receipt_new(struct call *call, const struct card *card)
{
	struct json *receipt = sim_form_new(receipt_form);
	uint64_t noise = random_bits(&call->sim->random);
	char text[24];

	str_format(text, sizeof text, "%016llX", (unsigned long long)noise);
	sim_set_text(receipt, "application_cryptogram", text);
	str_format(text, sizeof text, "%06u", (unsigned)(noise % 1000000));
	sim_set_text(receipt, "authorization_code", text);
	sim_set_text(receipt, "account_type",
		     strcmp(card->funding, "debit") == 0 ? "checking" : "credit");
	for (size_t i = 0; i < sizeof applications / sizeof applications[0]; i++) {
		if (strcmp(applications[i].brand, card->brand) != 0)
			continue;
		sim_set_text(receipt, "dedicated_file_name", applications[i].file);
		sim_set_text(receipt, "application_preferred_name", applications[i].name);
	}
	return receipt;
}

struct json *sim_method_details(struct call *call, const struct card *card,
				const struct json *method, const struct json *intent)
{
	const char *type = sim_get_text(method, "type");
	bool is_present = strcmp(type, "card_present") == 0;
	struct json *details = sim_form_new("{'type':''}"), *map;

	sim_set_text(details, "type", type);
	if (strcmp(type, "paypal") == 0) {
		sim_set_value(details, "paypal",
			      sim_form_new(
				      "{'payer_email':'guest@example.com','payer_id':'SIMULATED',"
				      "'payer_name':null,'seller_protection':null,"
				      "'transaction_id':null}"));
		return details;
	}
	map = sim_form_new(is_present ? present_form : online_form);
	set_card(call, map, card);
	sim_set_text(map, "network", card->brand);
	sim_set_int(map, "amount_authorized", sim_get_int(intent, "amount"));
	if (is_present)
		sim_set_value(map, "receipt", receipt_new(call, card));
	sim_set_value(details, type, map);
	return details;
}

/* --- customers --- */

static void set_customer(struct call *call, struct json *customer)
{
	static const char *const names[] = { "description", "email", "name", "phone" };
	const char *value;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if ((value = sim_param_get(call->params, names[i])) != NULL)
			sim_set_text(customer, names[i], value[0] != '\0' ? value : NULL);
	value = sim_param_get(call->params, "invoice_settings[default_payment_method]");
	if (value != NULL)
		sim_set_text(json_get(customer, "invoice_settings"), "default_payment_method",
			     value);
	sim_set_metadata(call, customer, "metadata");
	sim_touch(call->sim, customer);
}

void sim_customer_create(struct call *call)
{
	struct json *customer, *method = NULL;
	const char *id = sim_param_get(call->params, "payment_method");

	if (id != NULL && (method = sim_method_need(call, id, "payment_method")) == NULL)
		return;
	customer = sim_object_new(call, KIND_CUSTOMER, "cus_", customer_form);
	set_customer(call, customer);
	if (method != NULL) {
		sim_set_text(method, "customer", sim_get_text(customer, "id"));
		sim_touch(call->sim, method);
	}
	sim_happen(call, "customer.created", customer);
	sim_answer_value(call, customer);
}

void sim_customer_update(struct call *call)
{
	struct json *customer = sim_need(call, KIND_CUSTOMER, call->id, "id");

	if (customer == NULL)
		return;
	set_customer(call, customer);
	sim_happen(call, "customer.updated", customer);
	sim_answer_value(call, customer);
}

void sim_customer_get(struct call *call)
{
	struct json *customer = sim_need(call, KIND_CUSTOMER, call->id, "id");

	if (customer != NULL)
		sim_answer_value(call, customer);
}

void sim_customer_list(struct call *call)
{
	sim_answer_list(call, KIND_CUSTOMER);
}

void sim_customer_delete(struct call *call)
{
	struct json *customer = sim_need(call, KIND_CUSTOMER, call->id, "id");

	if (customer == NULL)
		return;
	sim_happen(call, "customer.deleted", customer);
	sim_record_delete(call->sim, call->id);
	sim_answer_deleted(call, call->id, "customer");
}

void sim_customer_methods(struct call *call)
{
	if (sim_need(call, KIND_CUSTOMER, call->id, "customer") != NULL)
		sim_answer_list(call, KIND_METHOD);
}

/* --- payment methods --- */

void sim_method_get(struct call *call)
{
	struct json *method = sim_method_need(call, call->id, "payment_method");

	if (method != NULL)
		sim_answer_value(call, method);
}

void sim_method_list(struct call *call)
{
	sim_answer_list(call, KIND_METHOD);
}

void sim_method_update(struct call *call)
{
	struct json *method = sim_need(call, KIND_METHOD, call->id, "payment_method");

	if (method == NULL)
		return;
	sim_set_metadata(call, method, "metadata");
	sim_touch(call->sim, method);
	sim_answer_value(call, method);
}

void sim_method_attach(struct call *call)
{
	const char *customer = sim_param_text(call->params, "customer", "");
	struct json *method = sim_method_need(call, call->id, "payment_method");

	if (method == NULL || sim_need(call, KIND_CUSTOMER, customer, "customer") == NULL)
		return;
	if (strcmp(sim_get_text(method, "type"), "card_present") == 0) {
		sim_refuse(call, &(struct refusal){ .status = 400, .param = "payment_method" },
			   "card_present payment methods cannot be attached; attach the generated "
			   "card of the charge.");
		return;
	}
	sim_set_text(method, "customer", customer);
	sim_touch(call->sim, method);
	sim_happen(call, "payment_method.attached", method);
	sim_answer_value(call, method);
}

void sim_method_detach(struct call *call)
{
	struct json *method = sim_need(call, KIND_METHOD, call->id, "payment_method");

	if (method == NULL)
		return;
	sim_set_text(method, "customer", NULL);
	sim_touch(call->sim, method);
	sim_happen(call, "payment_method.detached", method);
	sim_answer_value(call, method);
}
