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
struct json *intent_new(struct call *call, int64_t amount_minor, const char *currency);

/* /v1/payment_intents */
void intent_create(struct call *call);
void intent_get(struct call *call);
void intent_list(struct call *call);
void intent_update(struct call *call);
void intent_confirm(struct call *call);
void intent_capture(struct call *call);
void intent_cancel(struct call *call);
void intent_increment(struct call *call);

/* /v1/charges */
void charge_get(struct call *call);
void charge_list(struct call *call);
void charge_update(struct call *call);

/* /v1/refunds */
void refund_create(struct call *call);
void refund_get(struct call *call);
void refund_list(struct call *call);
void refund_update(struct call *call);
void refund_cancel(struct call *call);

/* True when so much of a charge can be refunded (0: all of the rest, told in *amount_minor);
 * else refused. */
bool refund_is_allowed(struct call *call, const struct json *charge, int64_t *amount_minor);

#endif
