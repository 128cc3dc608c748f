/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/rules.h -- the parameters of each operation.
 */
#ifndef SANDUQ_SIMULATOR_RULES_H
#define SANDUQ_SIMULATOR_RULES_H

#include "simulator/param.h"

extern const struct rule sim_no_rules[];
extern const struct rule sim_page_rules[];
extern const struct rule sim_intents_rules[];
extern const struct rule sim_intent_create_rules[];
extern const struct rule sim_intent_get_rules[];
extern const struct rule sim_intent_update_rules[];
extern const struct rule sim_intent_confirm_rules[];
extern const struct rule sim_intent_capture_rules[];
extern const struct rule sim_intent_cancel_rules[];
extern const struct rule sim_intent_increment_rules[];
extern const struct rule sim_charges_rules[];
extern const struct rule sim_charge_update_rules[];
extern const struct rule sim_refund_create_rules[];
extern const struct rule sim_refunds_rules[];
extern const struct rule sim_metadata_rules[];
extern const struct rule sim_customer_rules[];
extern const struct rule sim_customers_rules[];
extern const struct rule sim_methods_rules[];
extern const struct rule sim_method_update_rules[];
extern const struct rule sim_attach_rules[];
extern const struct rule sim_session_create_rules[];
extern const struct rule sim_sessions_rules[];
extern const struct rule sim_link_create_rules[];
extern const struct rule sim_link_update_rules[];
extern const struct rule sim_links_rules[];
extern const struct rule sim_price_create_rules[];
extern const struct rule sim_prices_rules[];
extern const struct rule sim_location_create_rules[];
extern const struct rule sim_reader_create_rules[];
extern const struct rule sim_readers_rules[];
extern const struct rule sim_reader_update_rules[];
extern const struct rule sim_process_rules[];
extern const struct rule sim_display_rules[];
extern const struct rule sim_reader_refund_rules[];
extern const struct rule sim_present_rules[];
extern const struct rule sim_moves_rules[];
extern const struct rule sim_payouts_rules[];
extern const struct rule sim_disputes_rules[];
extern const struct rule sim_dispute_update_rules[];
extern const struct rule sim_events_rules[];
extern const struct rule sim_configurations_rules[];

#endif
