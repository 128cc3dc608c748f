/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/route.c -- the table of operations: method, path, name in a fault script, parameters.
 */
#include <string.h>

#include "simulator/intent.h"
#include "simulator/ledger.h"
#include "simulator/method.h"
#include "simulator/reader.h"
#include "simulator/session.h"

static const struct rule no_rules[] = {
	{ 0 },
};

static const struct rule page_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { 0 },
};

static const struct rule intents_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" }, { 0 },
};

static const struct rule intent_create_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT, .is_needed = true },
	{ .name = "currency", .is_needed = true },
	{ .name = "capture_method", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "confirm", .kind = RULE_BOOL },
	{ .name = "confirmation_method", .kind = RULE_CHOICE, .choices = "automatic manual" },
	{ .name = "customer" }, { .name = "description" }, { .name = "payment_method" },
	{ .name = "payment_method_types[*]" }, { .name = "metadata[*]" },
	{ .name = "off_session" },
	{ .name = "setup_future_usage", .kind = RULE_CHOICE, .choices = "off_session on_session" },
	{ .name = "receipt_email" }, { .name = "statement_descriptor" },
	{ .name = "statement_descriptor_suffix" }, { .name = "transfer_group" },
	{ .name = "automatic_payment_methods[enabled]", .kind = RULE_BOOL },
	{ .name = "automatic_payment_methods[allow_redirects]", .kind = RULE_CHOICE,
	  .choices = "always never" },
	{ .name = "error_on_requires_action", .kind = RULE_BOOL }, { .name = "return_url" },
	{ .name = "use_stripe_sdk", .kind = RULE_BOOL },
	{ .name = "payment_method_options[card_present][request_extended_authorization]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card_present][request_incremental_authorization_support]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card][request_extended_authorization]" },
	{ .name = "payment_method_options[card][request_incremental_authorization]" },
	{ .name = "payment_method_options[card][request_overcapture]" },
	{ .name = "payment_method_options[card][request_multicapture]" },
	{ .name = "payment_method_options[card][capture_method]" },
	{ .name = "payment_method_options[card][setup_future_usage]" },
	{ .name = "payment_method_options[card][request_three_d_secure]" }, { 0 },
};

static const struct rule intent_get_rules[] = {
	{ .name = "client_secret" }, { 0 },
};

static const struct rule intent_update_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "currency" }, { .name = "customer" },
	{ .name = "description" }, { .name = "metadata[*]" }, { .name = "payment_method" },
	{ .name = "payment_method_types[*]" }, { .name = "receipt_email" },
	{ .name = "setup_future_usage" }, { .name = "statement_descriptor" },
	{ .name = "statement_descriptor_suffix" }, { .name = "transfer_group" },
	{ .name = "capture_method", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "payment_method_options[card_present][request_extended_authorization]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card_present][request_incremental_authorization_support]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card][request_extended_authorization]" },
	{ .name = "payment_method_options[card][request_incremental_authorization]" },
	{ .name = "payment_method_options[card][request_overcapture]" },
	{ .name = "payment_method_options[card][request_multicapture]" },
	{ .name = "payment_method_options[card][capture_method]" },
	{ .name = "payment_method_options[card][setup_future_usage]" },
	{ .name = "payment_method_options[card][request_three_d_secure]" }, { 0 },
};

static const struct rule intent_confirm_rules[] = {
	{ .name = "payment_method" }, { .name = "off_session" },
	{ .name = "capture_method", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "receipt_email" }, { .name = "return_url" }, { .name = "setup_future_usage" },
	{ .name = "error_on_requires_action", .kind = RULE_BOOL }, { .name = "client_secret" },
	{ .name = "use_stripe_sdk", .kind = RULE_BOOL }, { .name = "payment_method_types[*]" },
	{ .name = "payment_method_options[card_present][request_extended_authorization]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card_present][request_incremental_authorization_support]",
	  .kind = RULE_BOOL },
	{ .name = "payment_method_options[card][request_extended_authorization]" },
	{ .name = "payment_method_options[card][request_incremental_authorization]" },
	{ .name = "payment_method_options[card][request_overcapture]" },
	{ .name = "payment_method_options[card][request_multicapture]" },
	{ .name = "payment_method_options[card][capture_method]" },
	{ .name = "payment_method_options[card][setup_future_usage]" },
	{ .name = "payment_method_options[card][request_three_d_secure]" }, { 0 },
};

static const struct rule intent_capture_rules[] = {
	{ .name = "amount_to_capture", .kind = RULE_COUNT },
	{ .name = "final_capture", .kind = RULE_BOOL }, { .name = "metadata[*]" },
	{ .name = "statement_descriptor" }, { .name = "statement_descriptor_suffix" },
	{ .name = "application_fee_amount", .kind = RULE_INT }, { 0 },
};

static const struct rule intent_cancel_rules[] = {
	{ .name = "cancellation_reason", .kind = RULE_CHOICE,
	  .choices = "abandoned duplicate fraudulent requested_by_customer" },
	{ 0 },
};

static const struct rule intent_increment_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT, .is_needed = true }, { .name = "description" },
	{ .name = "metadata[*]" }, { .name = "statement_descriptor" },
	{ .name = "application_fee_amount", .kind = RULE_INT }, { 0 },
};

static const struct rule charges_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" },
	{ .name = "payment_intent" }, { .name = "transfer_group" }, { 0 },
};

static const struct rule charge_update_rules[] = {
	{ .name = "description" }, { .name = "metadata[*]" }, { .name = "receipt_email" },
	{ .name = "customer" }, { 0 },
};

static const struct rule refund_create_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "charge" },
	{ .name = "payment_intent" }, { .name = "metadata[*]" },
	{ .name = "reason", .kind = RULE_CHOICE,
	  .choices = "duplicate fraudulent requested_by_customer" },
	{ .name = "currency" }, { .name = "customer" }, { .name = "instructions_email" },
	{ .name = "refund_application_fee", .kind = RULE_BOOL },
	{ .name = "reverse_transfer", .kind = RULE_BOOL }, { 0 },
};

static const struct rule refunds_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "charge" },
	{ .name = "payment_intent" }, { 0 },
};

static const struct rule metadata_rules[] = {
	{ .name = "metadata[*]" }, { 0 },
};

static const struct rule customer_rules[] = {
	{ .name = "description" }, { .name = "email" }, { .name = "metadata[*]" },
	{ .name = "name" }, { .name = "phone" }, { .name = "payment_method" },
	{ .name = "invoice_settings[default_payment_method]" }, { .name = "address[*]" },
	{ .name = "preferred_locales[*]" }, { .name = "tax_exempt" }, { 0 },
};

static const struct rule customers_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "email" }, { 0 },
};

static const struct rule methods_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "type" }, { .name = "customer" }, { 0 },
};

static const struct rule method_update_rules[] = {
	{ .name = "metadata[*]" },
	{ .name = "allow_redisplay", .kind = RULE_CHOICE,
	  .choices = "always limited unspecified" },
	{ .name = "billing_details[*]" }, { .name = "billing_details[address][*]" },
	{ .name = "card[exp_month]", .kind = RULE_INT },
	{ .name = "card[exp_year]", .kind = RULE_INT }, { 0 },
};

static const struct rule attach_rules[] = {
	{ .name = "customer", .is_needed = true }, { 0 },
};

static const struct rule session_create_rules[] = {
	{ .name = "mode", .kind = RULE_CHOICE, .choices = "payment setup" },
	{ .name = "setup_intent_data[description]" },
	{ .name = "setup_intent_data[metadata][*]" }, { .name = "success_url" },
	{ .name = "cancel_url" }, { .name = "client_reference_id" }, { .name = "currency" },
	{ .name = "customer" }, { .name = "customer_email" },
	{ .name = "customer_creation", .kind = RULE_CHOICE, .choices = "always if_required" },
	{ .name = "expires_at", .kind = RULE_INT }, { .name = "locale" },
	{ .name = "metadata[*]" },
	{ .name = "submit_type", .kind = RULE_CHOICE, .choices = "auto book donate pay" },
	{ .name = "payment_method_types[*]" }, { .name = "line_items[*][price]" },
	{ .name = "line_items[*][quantity]", .kind = RULE_COUNT },
	{ .name = "line_items[*][price_data][currency]" },
	{ .name = "line_items[*][price_data][unit_amount]", .kind = RULE_INT },
	{ .name = "line_items[*][price_data][product_data][name]" },
	{ .name = "line_items[*][price_data][product_data][description]" },
	{ .name = "line_items[*][price_data][product_data][metadata][*]" },
	{ .name = "payment_intent_data[capture_method]", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "payment_intent_data[description]" },
	{ .name = "payment_intent_data[metadata][*]" },
	{ .name = "payment_intent_data[setup_future_usage]", .kind = RULE_CHOICE,
	  .choices = "off_session on_session" },
	{ .name = "payment_intent_data[statement_descriptor]" },
	{ .name = "payment_intent_data[receipt_email]" },
	{ .name = "payment_method_options[*][*]" },
	{ .name = "billing_address_collection", .kind = RULE_CHOICE, .choices = "auto required" },
	{ .name = "phone_number_collection[enabled]", .kind = RULE_BOOL },
	{ .name = "ui_mode", .kind = RULE_CHOICE, .choices = "embedded hosted" },
	{ .name = "return_url" }, { 0 },
};

static const struct rule sessions_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" },
	{ .name = "payment_intent" }, { .name = "payment_link" },
	{ .name = "status", .kind = RULE_CHOICE, .choices = "complete expired open" }, { 0 },
};

static const struct rule link_create_rules[] = {
	{ .name = "line_items[*][price]" },
	{ .name = "line_items[*][quantity]", .kind = RULE_COUNT }, { .name = "metadata[*]" },
	{ .name = "restrictions[completed_sessions][limit]", .kind = RULE_COUNT },
	{ .name = "inactive_message" },
	{ .name = "payment_intent_data[capture_method]", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "payment_intent_data[description]" },
	{ .name = "payment_intent_data[metadata][*]" },
	{ .name = "payment_intent_data[setup_future_usage]", .kind = RULE_CHOICE,
	  .choices = "off_session on_session" },
	{ .name = "payment_intent_data[statement_descriptor]" },
	{ .name = "payment_method_types[*]" },
	{ .name = "after_completion[type]", .kind = RULE_CHOICE,
	  .choices = "hosted_confirmation redirect" },
	{ .name = "after_completion[redirect][url]" },
	{ .name = "after_completion[hosted_confirmation][custom_message]" },
	{ .name = "allow_promotion_codes", .kind = RULE_BOOL },
	{ .name = "billing_address_collection", .kind = RULE_CHOICE, .choices = "auto required" },
	{ .name = "customer_creation", .kind = RULE_CHOICE, .choices = "always if_required" },
	{ .name = "currency" },
	{ .name = "submit_type", .kind = RULE_CHOICE, .choices = "auto book donate pay" },
	{ .name = "phone_number_collection[enabled]", .kind = RULE_BOOL }, { 0 },
};

static const struct rule link_update_rules[] = {
	{ .name = "active", .kind = RULE_BOOL }, { .name = "metadata[*]" },
	{ .name = "restrictions[completed_sessions][limit]", .kind = RULE_COUNT },
	{ .name = "inactive_message" }, { .name = "payment_intent_data[description]" },
	{ .name = "payment_intent_data[metadata][*]" },
	{ .name = "allow_promotion_codes", .kind = RULE_BOOL }, { 0 },
};

static const struct rule links_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "active", .kind = RULE_BOOL }, { 0 },
};

static const struct rule price_create_rules[] = {
	{ .name = "currency", .is_needed = true },
	{ .name = "unit_amount", .kind = RULE_INT, .is_needed = true }, { .name = "product" },
	{ .name = "product_data[name]" }, { .name = "product_data[metadata][*]" },
	{ .name = "metadata[*]" }, { .name = "nickname" }, { 0 },
};

static const struct rule prices_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "active", .kind = RULE_BOOL },
	{ .name = "product" }, { .name = "currency" }, { 0 },
};

static const struct rule location_create_rules[] = {
	{ .name = "display_name", .is_needed = true }, { .name = "address[*]" },
	{ .name = "metadata[*]" }, { .name = "configuration_overrides" }, { 0 },
};

static const struct rule reader_create_rules[] = {
	{ .name = "registration_code", .is_needed = true }, { .name = "label" },
	{ .name = "location" }, { .name = "metadata[*]" }, { 0 },
};

static const struct rule readers_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "location" },
	{ .name = "status", .kind = RULE_CHOICE, .choices = "offline online" },
	{ .name = "device_type" }, { .name = "serial_number" }, { 0 },
};

static const struct rule reader_update_rules[] = {
	{ .name = "label" }, { .name = "metadata[*]" }, { 0 },
};

static const struct rule process_rules[] = {
	{ .name = "payment_intent", .is_needed = true },
	{ .name = "process_config[enable_customer_cancellation]", .kind = RULE_BOOL },
	{ .name = "process_config[skip_tipping]", .kind = RULE_BOOL },
	{ .name = "process_config[tipping][amount_eligible]", .kind = RULE_INT }, { 0 },
};

static const struct rule display_rules[] = {
	{ .name = "type", .kind = RULE_CHOICE, .is_needed = true, .choices = "cart" },
	{ .name = "cart[currency]" }, { .name = "cart[total]", .kind = RULE_INT },
	{ .name = "cart[tax]", .kind = RULE_INT },
	{ .name = "cart[line_items][*][amount]", .kind = RULE_INT },
	{ .name = "cart[line_items][*][description]" },
	{ .name = "cart[line_items][*][quantity]", .kind = RULE_INT }, { 0 },
};

static const struct rule reader_refund_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "charge" },
	{ .name = "payment_intent" }, { .name = "metadata[*]" },
	{ .name = "refund_payment_config[enable_customer_cancellation]", .kind = RULE_BOOL },
	{ .name = "refund_application_fee", .kind = RULE_BOOL },
	{ .name = "reverse_transfer", .kind = RULE_BOOL }, { 0 },
};

static const struct rule present_rules[] = {
	{ .name = "amount_tip", .kind = RULE_INT }, { .name = "card_present[number]" },
	{ .name = "interac_present[number]" },
	{ .name = "type", .kind = RULE_CHOICE, .choices = "card_present interac_present" },
	{ 0 },
};

static const struct rule moves_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "currency" }, { .name = "payout" },
	{ .name = "source" }, { .name = "type" }, { 0 },
};

static const struct rule payouts_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "arrival_date", .kind = RULE_INT },
	{ .name = "arrival_date[*]", .kind = RULE_INT }, { .name = "destination" },
	{ .name = "status" }, { 0 },
};

static const struct rule disputes_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "charge" },
	{ .name = "payment_intent" }, { 0 },
};

static const struct rule dispute_update_rules[] = {
	{ .name = "evidence[*]" }, { .name = "metadata[*]" },
	{ .name = "submit", .kind = RULE_BOOL }, { 0 },
};

static const struct rule events_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "type" }, { .name = "types[*]" },
	{ .name = "delivery_success", .kind = RULE_BOOL }, { 0 },
};

static const struct rule configurations_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "is_account_default", .kind = RULE_BOOL }, { 0 },
};

static const struct route routes[] = {
	{ "GET", "/v1/balance", "balance.get", no_rules, sim_balance_get },
	{ "GET", "/v1/balance_transactions", "balance_transactions.list",
	  moves_rules, sim_move_list },
	{ "GET", "/v1/balance_transactions/*", "balance_transactions.get", no_rules, sim_move_get },
	{ "GET", "/v1/charges", "charges.list", charges_rules, sim_charge_list },
	{ "GET", "/v1/charges/*", "charges.get", no_rules, sim_charge_get },
	{ "POST", "/v1/charges/*", "charges.update", charge_update_rules, sim_charge_update },
	{ "POST", "/v1/checkout/sessions", "sessions.create",
	  session_create_rules, sim_session_create },
	{ "GET", "/v1/checkout/sessions", "sessions.list", sessions_rules, sim_session_list },
	{ "GET", "/v1/checkout/sessions/*", "sessions.get", no_rules, sim_session_get },
	{ "GET", "/v1/checkout/sessions/*/line_items", "sessions.lines",
	  page_rules, sim_session_lines },
	{ "POST", "/v1/checkout/sessions/*/expire", "sessions.expire", no_rules, sim_session_end },
	{ "POST", "/v1/customers", "customers.create", customer_rules, sim_customer_create },
	{ "GET", "/v1/customers", "customers.list", customers_rules, sim_customer_list },
	{ "GET", "/v1/customers/*", "customers.get", no_rules, sim_customer_get },
	{ "POST", "/v1/customers/*", "customers.update", customer_rules, sim_customer_update },
	{ "DELETE", "/v1/customers/*", "customers.delete", no_rules, sim_customer_delete },
	{ "GET", "/v1/customers/*/payment_methods", "customers.methods",
	  methods_rules, sim_customer_methods },
	{ "GET", "/v1/disputes", "disputes.list", disputes_rules, sim_dispute_list },
	{ "GET", "/v1/disputes/*", "disputes.get", no_rules, sim_dispute_get },
	{ "POST", "/v1/disputes/*", "disputes.update", dispute_update_rules, sim_dispute_update },
	{ "POST", "/v1/disputes/*/close", "disputes.close", no_rules, sim_dispute_close },
	{ "GET", "/v1/events", "events.list", events_rules, sim_event_list },
	{ "GET", "/v1/events/*", "events.get", no_rules, sim_event_get },
	{ "POST", "/v1/payment_intents", "payment_intents.create",
	  intent_create_rules, sim_intent_create },
	{ "GET", "/v1/payment_intents", "payment_intents.list", intents_rules, sim_intent_list },
	{ "GET", "/v1/payment_intents/*", "payment_intents.get", intent_get_rules, sim_intent_get },
	{ "POST", "/v1/payment_intents/*", "payment_intents.update",
	  intent_update_rules, sim_intent_update },
	{ "POST", "/v1/payment_intents/*/confirm", "payment_intents.confirm",
	  intent_confirm_rules, sim_intent_confirm },
	{ "POST", "/v1/payment_intents/*/capture", "payment_intents.capture",
	  intent_capture_rules, sim_intent_capture },
	{ "POST", "/v1/payment_intents/*/cancel", "payment_intents.cancel",
	  intent_cancel_rules, sim_intent_cancel },
	{ "POST", "/v1/payment_intents/*/increment_authorization", "payment_intents.increment",
	  intent_increment_rules, sim_intent_increment },
	{ "POST", "/v1/payment_links", "payment_links.create", link_create_rules, sim_link_create },
	{ "GET", "/v1/payment_links", "payment_links.list", links_rules, sim_link_list },
	{ "GET", "/v1/payment_links/*", "payment_links.get", no_rules, sim_link_get },
	{ "POST", "/v1/payment_links/*", "payment_links.update",
	  link_update_rules, sim_link_update },
	{ "GET", "/v1/payment_links/*/line_items", "payment_links.lines",
	  page_rules, sim_link_lines },
	{ "GET", "/v1/payment_methods", "payment_methods.list", methods_rules, sim_method_list },
	{ "GET", "/v1/payment_methods/*", "payment_methods.get", no_rules, sim_method_get },
	{ "POST", "/v1/payment_methods/*", "payment_methods.update",
	  method_update_rules, sim_method_update },
	{ "POST", "/v1/payment_methods/*/attach", "payment_methods.attach",
	  attach_rules, sim_method_attach },
	{ "POST", "/v1/payment_methods/*/detach", "payment_methods.detach",
	  no_rules, sim_method_detach },
	{ "GET", "/v1/payouts", "payouts.list", payouts_rules, sim_payout_list },
	{ "GET", "/v1/payouts/*", "payouts.get", no_rules, sim_payout_get },
	{ "POST", "/v1/prices", "prices.create", price_create_rules, sim_price_create },
	{ "GET", "/v1/prices", "prices.list", prices_rules, sim_price_list },
	{ "GET", "/v1/prices/*", "prices.get", no_rules, sim_price_get },
	{ "POST", "/v1/refunds", "refunds.create", refund_create_rules, sim_refund_create },
	{ "GET", "/v1/refunds", "refunds.list", refunds_rules, sim_refund_list },
	{ "GET", "/v1/refunds/*", "refunds.get", no_rules, sim_refund_get },
	{ "POST", "/v1/refunds/*", "refunds.update", metadata_rules, sim_refund_update },
	{ "POST", "/v1/refunds/*/cancel", "refunds.cancel", no_rules, sim_refund_cancel },
	{ "GET", "/v1/terminal/configurations", "configurations.list",
	  configurations_rules, sim_configuration_list },
	{ "POST", "/v1/terminal/locations", "locations.create",
	  location_create_rules, sim_location_create },
	{ "GET", "/v1/terminal/locations", "locations.list", page_rules, sim_location_list },
	{ "GET", "/v1/terminal/locations/*", "locations.get", no_rules, sim_location_get },
	{ "DELETE", "/v1/terminal/locations/*", "locations.delete", no_rules, sim_location_delete },
	{ "POST", "/v1/terminal/readers", "readers.create",
	  reader_create_rules, sim_reader_create },
	{ "GET", "/v1/terminal/readers", "readers.list", readers_rules, sim_reader_list },
	{ "GET", "/v1/terminal/readers/*", "readers.get", no_rules, sim_reader_get },
	{ "POST", "/v1/terminal/readers/*", "readers.update",
	  reader_update_rules, sim_reader_update },
	{ "DELETE", "/v1/terminal/readers/*", "readers.delete", no_rules, sim_reader_delete },
	{ "POST", "/v1/terminal/readers/*/process_payment_intent", "readers.process",
	  process_rules, sim_reader_process },
	{ "POST", "/v1/terminal/readers/*/cancel_action", "readers.cancel",
	  no_rules, sim_reader_cancel },
	{ "POST", "/v1/terminal/readers/*/set_reader_display", "readers.display",
	  display_rules, sim_reader_display },
	{ "POST", "/v1/terminal/readers/*/refund_payment", "readers.refund",
	  reader_refund_rules, sim_reader_refund },
	{ "POST", "/v1/test_helpers/terminal/readers/*/present_payment_method", "readers.present",
	  present_rules, sim_reader_present },
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
