/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/reader.c -- card readers as the till sees them: registered, given a payment, asked,
 *                       stopped, shown a cart.
 */
#include "simulator/reader.h"

#include <stdio.h>
#include <string.h>

#include "simulator/card.h"

#define LINES_MAX 100

static const char location_form[] =
	"{'id':'','object':'terminal.location','address':{'city':null,'country':'US','line1':null,"
	"'line2':null,'postal_code':null,'state':null},'display_name':'','livemode':false,"
	"'metadata':{}}";

static const char reader_form[] =
	"{'id':'','object':'terminal.reader','action':null,'device_sw_version':'2.22.0.0',"
	"'device_type':'simulated_wisepos_e','ip_address':'127.0.0.1','label':'',"
	"'livemode':false,'location':null,'metadata':{},'serial_number':'','status':'online'}";

/* Objects of the terminal do not tell when they were made. */
static struct json *terminal_new(struct call *call, enum kind kind, const char *prefix,
				 const char *form)
{
	struct json *value = sim_object_new(call, kind, prefix, form);

	json_unset(value, "created");
	return value;
}

void sim_location_create(struct call *call)
{
	struct json *location = terminal_new(call, KIND_LOCATION, "tml_", location_form);
	char part[PARAM_NAME_SIZE];
	const char *value;

	sim_set_text(location, "display_name", sim_param_get(call->params, "display_name"));
	for (size_t i = 0;
	     (value = sim_param_part(call->params, "address", i, part, sizeof part)) != NULL; i++)
		sim_set_text(json_get(location, "address"), part, value);
	sim_set_metadata(call, location, "metadata");
	sim_answer_value(call, location);
}

void sim_location_get(struct call *call)
{
	struct json *location = sim_need(call, KIND_LOCATION, call->id, "location");

	if (location != NULL)
		sim_answer_value(call, location);
}

void sim_location_list(struct call *call)
{
	sim_answer_list(call, KIND_LOCATION);
}

void sim_location_delete(struct call *call)
{
	if (sim_need(call, KIND_LOCATION, call->id, "location") == NULL)
		return;
	sim_record_delete(call->sim, call->id);
	sim_answer_deleted(call, call->id, "terminal.location");
}

void sim_configuration_list(struct call *call)
{
	sim_answer_list(call, KIND_CONFIGURATION);
}

void sim_reader_create(struct call *call)
{
	const char *code = sim_param_text(call->params, "registration_code", "");
	const char *location = sim_param_get(call->params, "location");
	struct json *reader;
	char serial[40];

	if (strncmp(code, "simulated-", 10) != 0) {
		sim_refuse(call, &(struct refusal){ .status = 400, .param = "registration_code" },
			   "No reader was found with this registration code: use simulated-wpe.");
		return;
	}
	if (location != NULL && sim_need(call, KIND_LOCATION, location, "location") == NULL)
		return;
	reader = terminal_new(call, KIND_READER, "tmr_", reader_form);
	str_format(serial, sizeof serial, "WPE-SIM-%04zu", call->sim->tables[KIND_READER].count);
	sim_set_text(reader, "serial_number", serial);
	sim_set_text(reader, "label", sim_param_text(call->params, "label", serial));
	sim_set_text(reader, "location", location);
	sim_set_metadata(call, reader, "metadata");
	sim_answer_value(call, reader);
}

void sim_reader_get(struct call *call)
{
	struct json *reader = sim_need(call, KIND_READER, call->id, "reader");

	if (reader != NULL)
		sim_answer_value(call, reader);
}

void sim_reader_list(struct call *call)
{
	sim_answer_list(call, KIND_READER);
}

void sim_reader_update(struct call *call)
{
	struct json *reader = sim_need(call, KIND_READER, call->id, "reader");

	if (reader == NULL)
		return;
	sim_set_text(reader, "label",
		     sim_param_text(call->params, "label", sim_get_text(reader, "label")));
	sim_set_metadata(call, reader, "metadata");
	sim_touch(call->sim, reader);
	sim_answer_value(call, reader);
}

void sim_reader_delete(struct call *call)
{
	if (sim_need(call, KIND_READER, call->id, "reader") == NULL)
		return;
	sim_record_delete(call->sim, call->id);
	sim_answer_deleted(call, call->id, "terminal.reader");
}

static void refuse_reader(struct call *call, const char *code, const char *message)
{
	sim_refuse(call, &(struct refusal){ .status = 400, .code = code, .is_passing = true }, "%s",
		   message);
}

/* The reader of a call when it is there and listens; else refused, NULL. */
static struct json *listening(struct call *call)
{
	struct json *reader = sim_need(call, KIND_READER, call->id, "reader");

	if (reader == NULL)
		return NULL;
	if (strcmp(sim_get_text(reader, "status"), "online") != 0) {
		refuse_reader(call, "terminal_reader_offline",
			      "Reader is currently offline, please ensure the reader is powered "
			      "on and connected to the internet before retrying your request.");
		return NULL;
	}
	if (sim_get_int(reader, "_busy_until_ms") > call->now_ms) {
		refuse_reader(call, "terminal_reader_busy",
			      "Reader is currently busy processing another request.");
		return NULL;
	}
	return reader;
}

static void begin(struct call *call, struct json *reader, const char *type, struct json *what)
{
	struct json *action = sim_form_new("{'failure_code':null,'failure_message':null,"
					   "'status':'in_progress','type':''}");

	sim_set_text(action, "type", type);
	sim_set_value(action, type, what);
	sim_set_value(reader, "action", action);
	sim_set_int(reader, "_due_ms",
		    call->sim->auto_card != NULL ? call->now_ms + call->sim->auto_delay_ms : 0);
	sim_touch(call->sim, reader);
}

/* The process_config that was given, or NULL. */
static struct json *config_of(struct call *call)
{
	struct json *config;

	if (!sim_param_has_parts(call->params, "process_config"))
		return NULL;
	config = json_new_object();
	if (sim_param_get(call->params, "process_config[enable_customer_cancellation]") != NULL)
		sim_set_bool(config, "enable_customer_cancellation",
			     sim_param_bool(call->params,
					    "process_config[enable_customer_cancellation]", false));
	if (sim_param_get(call->params, "process_config[skip_tipping]") != NULL)
		sim_set_bool(config, "skip_tipping",
			     sim_param_bool(call->params, "process_config[skip_tipping]", false));
	if (sim_param_get(call->params, "process_config[tipping][amount_eligible]") != NULL) {
		sim_set_value(config, "tipping", json_new_object());
		sim_set_int(json_get(config, "tipping"), "amount_eligible",
			    sim_param_int(call->params, "process_config[tipping][amount_eligible]",
					  0));
	}
	return config;
}

static bool takes_cards(const struct json *intent)
{
	const struct json *types = json_get(intent, "payment_method_types");

	for (size_t i = 0; i < json_count(types); i++)
		if (strcmp(json_text(json_at(types, i), ""), "card_present") == 0)
			return true;
	return false;
}

void sim_reader_process(struct call *call)
{
	const char *id = sim_param_text(call->params, "payment_intent", "");
	struct json *reader = listening(call), *intent, *what, *config;

	if (reader == NULL || (intent = sim_need(call, KIND_INTENT, id, "payment_intent")) == NULL)
		return;
	if (strcmp(sim_get_text(intent, "status"), "requires_payment_method") != 0) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400,
					      .code = "intent_invalid_state",
					      .intent = intent },
			   "Payment intent must be in the requires_payment_method state to be "
			   "processed by reader.");
		return;
	}
	if (!takes_cards(intent)) {
		sim_refuse(call, &(struct refusal){ .status = 400, .param = "payment_intent" },
			   "Payment intent must have payment_method_types including card_present.");
		return;
	}
	what = sim_form_new("{'payment_intent':''}");
	sim_set_text(what, "payment_intent", id);
	config = config_of(call);
	if (config != NULL)
		sim_set_value(what, "process_config", config);
	begin(call, reader, "process_payment_intent", what);
	sim_answer_value(call, reader);
}

void sim_reader_cancel(struct call *call)
{
	struct json *reader = listening(call);

	if (reader == NULL)
		return;
	sim_set_text(reader, "action", NULL);
	sim_set_int(reader, "_due_ms", 0);
	json_unset(reader, "_card");
	sim_touch(call->sim, reader);
	sim_answer_value(call, reader);
}

/* The lines of the cart; NULL (refused) when one is not whole. */
static struct json *cart_lines(struct call *call)
{
	struct json *lines = json_new_array();
	char name[PARAM_NAME_SIZE];

	for (size_t i = 0; i < LINES_MAX; i++) {
		const char *description, *amount;
		struct json *line;

		str_format(name, sizeof name, "cart[line_items][%zu][description]", i);
		description = sim_param_get(call->params, name);
		str_format(name, sizeof name, "cart[line_items][%zu][amount]", i);
		amount = sim_param_get(call->params, name);
		if (description == NULL || amount == NULL)
			break;
		line = sim_form_new("{'amount':0,'description':'','quantity':1}");
		sim_set_int(line, "amount", sim_param_int(call->params, name, 0));
		sim_set_text(line, "description", description);
		str_format(name, sizeof name, "cart[line_items][%zu][quantity]", i);
		sim_set_int(line, "quantity", sim_param_int(call->params, name, 1));
		sim_add_value(lines, line);
	}
	if (json_count(lines) > 0)
		return lines;
	json_free(lines);
	sim_refuse(call,
		   &(struct refusal){ .status = 400,
				      .code = "parameter_missing",
				      .param = "cart[line_items]" },
		   "Missing required param: cart[line_items].");
	return NULL;
}

void sim_reader_display(struct call *call)
{
	struct json *reader = listening(call), *lines, *what, *cart;

	if (reader == NULL || (lines = cart_lines(call)) == NULL)
		return;
	what = sim_form_new("{'type':'cart','cart':{'currency':'','tax':null,'total':0}}");
	cart = json_get(what, "cart");
	sim_set_text(cart, "currency", sim_param_get(call->params, "cart[currency]"));
	if (sim_param_get(call->params, "cart[tax]") != NULL)
		sim_set_int(cart, "tax", sim_param_int(call->params, "cart[tax]", 0));
	sim_set_int(cart, "total", sim_param_int(call->params, "cart[total]", 0));
	sim_set_value(cart, "line_items", lines);
	begin(call, reader, "set_reader_display", what);
	sim_set_text(json_get(reader, "action"), "status", "succeeded");
	sim_set_int(reader, "_due_ms", 0);
	sim_answer_value(call, reader);
}

void sim_reader_refund(struct call *call)
{
	struct json *reader = listening(call), *intent = NULL, *what;
	const char *id = sim_param_get(call->params, "payment_intent");
	const char *charge = sim_param_get(call->params, "charge");

	if (reader == NULL)
		return;
	if (id != NULL && (intent = sim_need(call, KIND_INTENT, id, "payment_intent")) == NULL)
		return;
	if (intent != NULL)
		charge = sim_get_text(intent, "latest_charge");
	if (sim_need(call, KIND_CHARGE, charge != NULL ? charge : "", "charge") == NULL)
		return;
	what = json_new_object();
	if (sim_param_get(call->params, "amount") != NULL)
		sim_set_int(what, "amount", sim_param_int(call->params, "amount", 0));
	sim_set_text(what, "charge", charge);
	if (id != NULL)
		sim_set_text(what, "payment_intent", id);
	sim_set_metadata(call, what, "metadata");
	begin(call, reader, "refund_payment", what);
	sim_answer_value(call, reader);
}

void sim_reader_present(struct call *call)
{
	struct json *reader = listening(call);
	const char *number =
		sim_param_text(call->params, "card_present[number]",
			       sim_param_text(call->params, "interac_present[number]", "visa"));
	const struct card *card = sim_card_find(number);

	if (reader == NULL)
		return;
	if (card == NULL) {
		sim_refuse(call,
			   &(struct refusal){ .status = 400, .param = "card_present[number]" },
			   "This is not a test card.");
		return;
	}
	if (sim_device_present(call, reader, card, sim_param_int(call->params, "amount_tip", 0)))
		sim_answer_value(call, reader);
}
