/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/route.c -- the table of operations: method, path, name in a fault script, parameters.
 */
#include <string.h>

#include "simulator/intent.h"
#include "simulator/ledger.h"
#include "simulator/method.h"
#include "simulator/reader.h"
#include "simulator/rules.h"
#include "simulator/session.h"

static const struct route routes[] = {
	{ "GET", "/v1/balance", "balance.get", sim_no_rules, sim_balance_get },
	{ "GET", "/v1/balance_transactions", "balance_transactions.list",
	  sim_moves_rules, sim_move_list },
	{ "GET", "/v1/balance_transactions/*", "balance_transactions.get",
	  sim_no_rules, sim_move_get },
	{ "GET", "/v1/charges", "charges.list", sim_charges_rules, sim_charge_list },
	{ "GET", "/v1/charges/*", "charges.get", sim_no_rules, sim_charge_get },
	{ "POST", "/v1/charges/*", "charges.update", sim_charge_update_rules, sim_charge_update },
	{ "POST", "/v1/checkout/sessions", "sessions.create",
	  sim_session_create_rules, sim_session_create },
	{ "GET", "/v1/checkout/sessions", "sessions.list", sim_sessions_rules, sim_session_list },
	{ "GET", "/v1/checkout/sessions/*", "sessions.get", sim_no_rules, sim_session_get },
	{ "GET", "/v1/checkout/sessions/*/line_items", "sessions.lines",
	  sim_page_rules, sim_session_lines },
	{ "POST", "/v1/checkout/sessions/*/expire", "sessions.expire",
	  sim_no_rules, sim_session_end },
	{ "POST", "/v1/customers", "customers.create", sim_customer_rules, sim_customer_create },
	{ "GET", "/v1/customers", "customers.list", sim_customers_rules, sim_customer_list },
	{ "GET", "/v1/customers/*", "customers.get", sim_no_rules, sim_customer_get },
	{ "POST", "/v1/customers/*", "customers.update", sim_customer_rules, sim_customer_update },
	{ "DELETE", "/v1/customers/*", "customers.delete", sim_no_rules, sim_customer_delete },
	{ "GET", "/v1/customers/*/payment_methods", "customers.methods",
	  sim_methods_rules, sim_customer_methods },
	{ "GET", "/v1/disputes", "disputes.list", sim_disputes_rules, sim_dispute_list },
	{ "GET", "/v1/disputes/*", "disputes.get", sim_no_rules, sim_dispute_get },
	{ "POST", "/v1/disputes/*", "disputes.update",
	  sim_dispute_update_rules, sim_dispute_update },
	{ "POST", "/v1/disputes/*/close", "disputes.close", sim_no_rules, sim_dispute_close },
	{ "GET", "/v1/events", "events.list", sim_events_rules, sim_event_list },
	{ "GET", "/v1/events/*", "events.get", sim_no_rules, sim_event_get },
	{ "POST", "/v1/payment_intents", "payment_intents.create",
	  sim_intent_create_rules, sim_intent_create },
	{ "GET", "/v1/payment_intents", "payment_intents.list",
	  sim_intents_rules, sim_intent_list },
	{ "GET", "/v1/payment_intents/*", "payment_intents.get",
	  sim_intent_get_rules, sim_intent_get },
	{ "POST", "/v1/payment_intents/*", "payment_intents.update",
	  sim_intent_update_rules, sim_intent_update },
	{ "POST", "/v1/payment_intents/*/confirm", "payment_intents.confirm",
	  sim_intent_confirm_rules, sim_intent_confirm },
	{ "POST", "/v1/payment_intents/*/capture", "payment_intents.capture",
	  sim_intent_capture_rules, sim_intent_capture },
	{ "POST", "/v1/payment_intents/*/cancel", "payment_intents.cancel",
	  sim_intent_cancel_rules, sim_intent_cancel },
	{ "POST", "/v1/payment_intents/*/increment_authorization", "payment_intents.increment",
	  sim_intent_increment_rules, sim_intent_increment },
	{ "POST", "/v1/payment_links", "payment_links.create",
	  sim_link_create_rules, sim_link_create },
	{ "GET", "/v1/payment_links", "payment_links.list", sim_links_rules, sim_link_list },
	{ "GET", "/v1/payment_links/*", "payment_links.get", sim_no_rules, sim_link_get },
	{ "POST", "/v1/payment_links/*", "payment_links.update",
	  sim_link_update_rules, sim_link_update },
	{ "GET", "/v1/payment_links/*/line_items", "payment_links.lines",
	  sim_page_rules, sim_link_lines },
	{ "GET", "/v1/payment_methods", "payment_methods.list",
	  sim_methods_rules, sim_method_list },
	{ "GET", "/v1/payment_methods/*", "payment_methods.get", sim_no_rules, sim_method_get },
	{ "POST", "/v1/payment_methods/*", "payment_methods.update",
	  sim_method_update_rules, sim_method_update },
	{ "POST", "/v1/payment_methods/*/attach", "payment_methods.attach",
	  sim_attach_rules, sim_method_attach },
	{ "POST", "/v1/payment_methods/*/detach", "payment_methods.detach",
	  sim_no_rules, sim_method_detach },
	{ "GET", "/v1/payouts", "payouts.list", sim_payouts_rules, sim_payout_list },
	{ "GET", "/v1/payouts/*", "payouts.get", sim_no_rules, sim_payout_get },
	{ "POST", "/v1/prices", "prices.create", sim_price_create_rules, sim_price_create },
	{ "GET", "/v1/prices", "prices.list", sim_prices_rules, sim_price_list },
	{ "GET", "/v1/prices/*", "prices.get", sim_no_rules, sim_price_get },
	{ "POST", "/v1/refunds", "refunds.create", sim_refund_create_rules, sim_refund_create },
	{ "GET", "/v1/refunds", "refunds.list", sim_refunds_rules, sim_refund_list },
	{ "GET", "/v1/refunds/*", "refunds.get", sim_no_rules, sim_refund_get },
	{ "POST", "/v1/refunds/*", "refunds.update", sim_metadata_rules, sim_refund_update },
	{ "POST", "/v1/refunds/*/cancel", "refunds.cancel", sim_no_rules, sim_refund_cancel },
	{ "GET", "/v1/terminal/configurations", "configurations.list",
	  sim_configurations_rules, sim_configuration_list },
	{ "POST", "/v1/terminal/locations", "locations.create",
	  sim_location_create_rules, sim_location_create },
	{ "GET", "/v1/terminal/locations", "locations.list", sim_page_rules, sim_location_list },
	{ "GET", "/v1/terminal/locations/*", "locations.get", sim_no_rules, sim_location_get },
	{ "DELETE", "/v1/terminal/locations/*", "locations.delete",
	  sim_no_rules, sim_location_delete },
	{ "POST", "/v1/terminal/readers", "readers.create",
	  sim_reader_create_rules, sim_reader_create },
	{ "GET", "/v1/terminal/readers", "readers.list", sim_readers_rules, sim_reader_list },
	{ "GET", "/v1/terminal/readers/*", "readers.get", sim_no_rules, sim_reader_get },
	{ "POST", "/v1/terminal/readers/*", "readers.update",
	  sim_reader_update_rules, sim_reader_update },
	{ "DELETE", "/v1/terminal/readers/*", "readers.delete", sim_no_rules, sim_reader_delete },
	{ "POST", "/v1/terminal/readers/*/process_payment_intent", "readers.process",
	  sim_process_rules, sim_reader_process },
	{ "POST", "/v1/terminal/readers/*/cancel_action", "readers.cancel",
	  sim_no_rules, sim_reader_cancel },
	{ "POST", "/v1/terminal/readers/*/set_reader_display", "readers.display",
	  sim_display_rules, sim_reader_display },
	{ "POST", "/v1/terminal/readers/*/refund_payment", "readers.refund",
	  sim_reader_refund_rules, sim_reader_refund },
	{ "POST", "/v1/test_helpers/terminal/readers/*/present_payment_method", "readers.present",
	  sim_present_rules, sim_reader_present },
};

/* True when a path fits a pattern; what stands for its star goes into `id`. */
static bool fits(const char *pattern, const char *path, char id[ID_SIZE])
{
	size_t len = strcspn(pattern, "*");

	if (strncmp(pattern, path, len) != 0)
		return false;
	if (pattern[len] == '\0')
		return path[len] == '\0';
	pattern += len + 1;
	path += len;
	len = strcspn(path, "/");
	if (len == 0 || len >= ID_SIZE || strcmp(pattern, path + len) != 0)
		return false;
	memcpy(id, path, len);
	id[len] = '\0';
	return true;
}

const struct route *sim_route_find(const char *method, const char *path, char ret_id[ID_SIZE],
			       bool *ret_is_path)
{
	*ret_is_path = false;
	for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
		ret_id[0] = '\0';
		if (!fits(routes[i].path, path, ret_id))
			continue;
		if (strcmp(routes[i].method, method) == 0)
			return &routes[i];
		*ret_is_path = true;
	}
	return NULL;
}

const struct route *sim_route_at(size_t i)
{
	return i < sizeof routes / sizeof routes[0] ? &routes[i] : NULL;
}
