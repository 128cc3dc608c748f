/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/ledger.h -- the operations on the balance, payouts, disputes and events.
 *
 * Errors  in the answer of the call.
 */
#ifndef SANDUQ_SIMULATOR_LEDGER_H
#define SANDUQ_SIMULATOR_LEDGER_H

#include "simulator/inside.h"

/* /v1/balance, /v1/balance_transactions, /v1/payouts */
void sim_balance_get(struct call *call);
void sim_move_get(struct call *call);
void sim_move_list(struct call *call);
void sim_payout_get(struct call *call);
void sim_payout_list(struct call *call);

/* Pays out all that is available in a currency; NULL when there is nothing. */
struct json *sim_payout_new(struct call *call, const char *currency);

/* /v1/disputes */
void sim_dispute_get(struct call *call);
void sim_dispute_list(struct call *call);
void sim_dispute_update(struct call *call);
void sim_dispute_close(struct call *call);

/* Opens a dispute of a charge; NULL when there is one already. */
struct json *sim_dispute_new(struct call *call, struct json *charge, const char *reason);

/* /v1/events */
void sim_event_get(struct call *call);
void sim_event_list(struct call *call);

#endif
