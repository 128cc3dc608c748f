/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/rules.c -- the parameters of each operation, as the API's description has them; those
 *                      of no use to a till or a front desk are left out and refused.
 */
#include "simulator/rules.h"

#define PAYMENT_METHODS                                                                    \
	"card card_present interac_present paypal link affirm afterpay_clearpay alipay "   \
	"amazon_pay bancontact cashapp eps giropay ideal klarna p24 paynow revolut_pay "   \
	"sepa_debit sofort us_bank_account wechat_pay"

const struct rule sim_no_rules[] = {
	{ 0 },
};

const struct rule sim_page_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { 0 },
};

const struct rule sim_intents_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" }, { 0 },
};

const struct rule sim_intent_create_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT, .is_needed = true },
	{ .name = "currency", .is_needed = true },
	{ .name = "capture_method", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "confirm", .kind = RULE_BOOL },
	{ .name = "confirmation_method", .kind = RULE_CHOICE, .choices = "automatic manual" },
	{ .name = "customer" }, { .name = "description" }, { .name = "payment_method" },
	{ .name = "payment_method_types[*]", .kind = RULE_CHOICE,
	  .choices = PAYMENT_METHODS },
	{ .name = "metadata[*]" }, { .name = "off_session" },
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

const struct rule sim_intent_get_rules[] = {
	{ .name = "client_secret" }, { 0 },
};

const struct rule sim_intent_update_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "currency" }, { .name = "customer" },
	{ .name = "description" }, { .name = "metadata[*]" }, { .name = "payment_method" },
	{ .name = "payment_method_types[*]", .kind = RULE_CHOICE,
	  .choices = PAYMENT_METHODS },
	{ .name = "receipt_email" }, { .name = "setup_future_usage" },
	{ .name = "statement_descriptor" }, { .name = "statement_descriptor_suffix" },
	{ .name = "transfer_group" },
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

const struct rule sim_intent_confirm_rules[] = {
	{ .name = "payment_method" }, { .name = "off_session" },
	{ .name = "capture_method", .kind = RULE_CHOICE,
	  .choices = "automatic automatic_async manual" },
	{ .name = "receipt_email" }, { .name = "return_url" }, { .name = "setup_future_usage" },
	{ .name = "error_on_requires_action", .kind = RULE_BOOL }, { .name = "client_secret" },
	{ .name = "use_stripe_sdk", .kind = RULE_BOOL },
	{ .name = "payment_method_types[*]", .kind = RULE_CHOICE,
	  .choices = PAYMENT_METHODS },
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

const struct rule sim_intent_capture_rules[] = {
	{ .name = "amount_to_capture", .kind = RULE_COUNT },
	{ .name = "final_capture", .kind = RULE_BOOL }, { .name = "metadata[*]" },
	{ .name = "statement_descriptor" }, { .name = "statement_descriptor_suffix" },
	{ .name = "application_fee_amount", .kind = RULE_INT }, { 0 },
};

const struct rule sim_intent_cancel_rules[] = {
	{ .name = "cancellation_reason", .kind = RULE_CHOICE,
	  .choices = "abandoned duplicate fraudulent requested_by_customer" },
	{ 0 },
};

const struct rule sim_intent_increment_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT, .is_needed = true }, { .name = "description" },
	{ .name = "metadata[*]" }, { .name = "statement_descriptor" },
	{ .name = "application_fee_amount", .kind = RULE_INT }, { 0 },
};

const struct rule sim_charges_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" },
	{ .name = "payment_intent" }, { .name = "transfer_group" }, { 0 },
};

const struct rule sim_charge_update_rules[] = {
	{ .name = "description" }, { .name = "metadata[*]" }, { .name = "receipt_email" },
	{ .name = "customer" }, { 0 },
};

const struct rule sim_refund_create_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "charge" },
	{ .name = "payment_intent" }, { .name = "metadata[*]" },
	{ .name = "reason", .kind = RULE_CHOICE,
	  .choices = "duplicate fraudulent requested_by_customer" },
	{ .name = "currency" }, { .name = "customer" }, { .name = "instructions_email" },
	{ .name = "refund_application_fee", .kind = RULE_BOOL },
	{ .name = "reverse_transfer", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_refunds_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "charge" },
	{ .name = "payment_intent" }, { 0 },
};

const struct rule sim_metadata_rules[] = {
	{ .name = "metadata[*]" }, { 0 },
};

const struct rule sim_customer_rules[] = {
	{ .name = "description" }, { .name = "email" }, { .name = "metadata[*]" },
	{ .name = "name" }, { .name = "phone" }, { .name = "payment_method" },
	{ .name = "invoice_settings[default_payment_method]" }, { .name = "address[*]" },
	{ .name = "preferred_locales[*]" }, { .name = "tax_exempt" }, { 0 },
};

const struct rule sim_customers_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "email" }, { 0 },
};

const struct rule sim_methods_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "type" }, { .name = "customer" }, { 0 },
};

const struct rule sim_method_update_rules[] = {
	{ .name = "metadata[*]" },
	{ .name = "allow_redisplay", .kind = RULE_CHOICE,
	  .choices = "always limited unspecified" },
	{ .name = "billing_details[*]" }, { .name = "billing_details[address][*]" },
	{ .name = "card[exp_month]", .kind = RULE_INT },
	{ .name = "card[exp_year]", .kind = RULE_INT }, { 0 },
};

const struct rule sim_attach_rules[] = {
	{ .name = "customer", .is_needed = true }, { 0 },
};

const struct rule sim_session_create_rules[] = {
	{ .name = "mode", .kind = RULE_CHOICE, .choices = "payment setup" },
	{ .name = "setup_intent_data[description]" },
	{ .name = "setup_intent_data[metadata][*]" }, { .name = "success_url" },
	{ .name = "cancel_url" }, { .name = "client_reference_id" }, { .name = "currency" },
	{ .name = "customer" }, { .name = "customer_email" },
	{ .name = "customer_creation", .kind = RULE_CHOICE, .choices = "always if_required" },
	{ .name = "expires_at", .kind = RULE_INT }, { .name = "locale" },
	{ .name = "metadata[*]" },
	{ .name = "submit_type", .kind = RULE_CHOICE, .choices = "auto book donate pay" },
	{ .name = "payment_method_types[*]", .kind = RULE_CHOICE,
	  .choices = PAYMENT_METHODS },
	{ .name = "line_items[*][price]" },
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

const struct rule sim_sessions_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "customer" },
	{ .name = "payment_intent" }, { .name = "payment_link" },
	{ .name = "status", .kind = RULE_CHOICE, .choices = "complete expired open" }, { 0 },
};

const struct rule sim_link_create_rules[] = {
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
	{ .name = "payment_method_types[*]", .kind = RULE_CHOICE,
	  .choices = PAYMENT_METHODS },
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

const struct rule sim_link_update_rules[] = {
	{ .name = "active", .kind = RULE_BOOL }, { .name = "metadata[*]" },
	{ .name = "restrictions[completed_sessions][limit]", .kind = RULE_COUNT },
	{ .name = "inactive_message" }, { .name = "payment_intent_data[description]" },
	{ .name = "payment_intent_data[metadata][*]" },
	{ .name = "allow_promotion_codes", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_links_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "active", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_price_create_rules[] = {
	{ .name = "currency", .is_needed = true },
	{ .name = "unit_amount", .kind = RULE_INT, .is_needed = true }, { .name = "product" },
	{ .name = "product_data[name]" }, { .name = "product_data[metadata][*]" },
	{ .name = "metadata[*]" }, { .name = "nickname" }, { 0 },
};

const struct rule sim_prices_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "active", .kind = RULE_BOOL },
	{ .name = "product" }, { .name = "currency" }, { 0 },
};

const struct rule sim_location_create_rules[] = {
	{ .name = "display_name", .is_needed = true }, { .name = "address[*]" },
	{ .name = "metadata[*]" }, { .name = "configuration_overrides" }, { 0 },
};

const struct rule sim_reader_create_rules[] = {
	{ .name = "registration_code", .is_needed = true }, { .name = "label" },
	{ .name = "location" }, { .name = "metadata[*]" }, { 0 },
};

const struct rule sim_readers_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "location" },
	{ .name = "status", .kind = RULE_CHOICE, .choices = "offline online" },
	{ .name = "device_type" }, { .name = "serial_number" }, { 0 },
};

const struct rule sim_reader_update_rules[] = {
	{ .name = "label" }, { .name = "metadata[*]" }, { 0 },
};

const struct rule sim_process_rules[] = {
	{ .name = "payment_intent", .is_needed = true },
	{ .name = "process_config[enable_customer_cancellation]", .kind = RULE_BOOL },
	{ .name = "process_config[skip_tipping]", .kind = RULE_BOOL },
	{ .name = "process_config[tipping][amount_eligible]", .kind = RULE_INT }, { 0 },
};

const struct rule sim_display_rules[] = {
	{ .name = "type", .kind = RULE_CHOICE, .is_needed = true, .choices = "cart" },
	{ .name = "cart[currency]" }, { .name = "cart[total]", .kind = RULE_INT },
	{ .name = "cart[tax]", .kind = RULE_INT },
	{ .name = "cart[line_items][*][amount]", .kind = RULE_INT },
	{ .name = "cart[line_items][*][description]" },
	{ .name = "cart[line_items][*][quantity]", .kind = RULE_INT }, { 0 },
};

const struct rule sim_reader_refund_rules[] = {
	{ .name = "amount", .kind = RULE_COUNT }, { .name = "charge" },
	{ .name = "payment_intent" }, { .name = "metadata[*]" },
	{ .name = "refund_payment_config[enable_customer_cancellation]", .kind = RULE_BOOL },
	{ .name = "refund_application_fee", .kind = RULE_BOOL },
	{ .name = "reverse_transfer", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_present_rules[] = {
	{ .name = "amount_tip", .kind = RULE_INT }, { .name = "card_present[number]" },
	{ .name = "interac_present[number]" },
	{ .name = "type", .kind = RULE_CHOICE, .choices = "card_present interac_present" },
	{ 0 },
};

const struct rule sim_moves_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "currency" }, { .name = "payout" },
	{ .name = "source" }, { .name = "type" }, { 0 },
};

const struct rule sim_payouts_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "arrival_date", .kind = RULE_INT },
	{ .name = "arrival_date[*]", .kind = RULE_INT }, { .name = "destination" },
	{ .name = "status" }, { 0 },
};

const struct rule sim_disputes_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "charge" },
	{ .name = "payment_intent" }, { 0 },
};

const struct rule sim_dispute_update_rules[] = {
	{ .name = "evidence[*]" }, { .name = "metadata[*]" },
	{ .name = "submit", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_events_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "created", .kind = RULE_INT },
	{ .name = "created[*]", .kind = RULE_INT }, { .name = "type" }, { .name = "types[*]" },
	{ .name = "delivery_success", .kind = RULE_BOOL }, { 0 },
};

const struct rule sim_configurations_rules[] = {
	{ .name = "limit", .kind = RULE_INT }, { .name = "starting_after" },
	{ .name = "ending_before" }, { .name = "is_account_default", .kind = RULE_BOOL }, { 0 },
};
