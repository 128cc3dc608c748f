/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/intent.h -- the operations on payment intents, charges and refunds.
 *
 * Errors  in the answer of the call.
 */
#ifndef SANDUQ_SIMULATOR_INTENT_H
#define SANDUQ_SIMULATOR_INTENT_H

#include "simulator/inside.h"

/* A new intent from the parameters of the call; the metadata and description of a session's. */
struct json *sim_intent_new(struct call *call, int64_t amount_minor, const char *currency);

/* /v1/payment_intents */
void sim_intent_create(struct call *call);
void sim_intent_get(struct call *call);
void sim_intent_list(struct call *call);
void sim_intent_update(struct call *call);
void sim_intent_confirm(struct call *call);
void sim_intent_capture(struct call *call);
void sim_intent_cancel(struct call *call);
void sim_intent_increment(struct call *call);

/* /v1/charges */
void sim_charge_get(struct call *call);
void sim_charge_list(struct call *call);
void sim_charge_update(struct call *call);

/* /v1/refunds */
void sim_refund_create(struct call *call);
void sim_refund_get(struct call *call);
void sim_refund_list(struct call *call);
void sim_refund_update(struct call *call);
void sim_refund_cancel(struct call *call);

/* True when so much of a charge can be refunded (0: all of the rest, told in *amount_minor);
 * else refused. */
bool sim_refund_is_allowed(struct call *call, const struct json *charge, int64_t *amount_minor);

#endif
