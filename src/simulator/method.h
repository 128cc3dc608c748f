/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/method.h -- the operations on customers and payment methods.
 *
 * Errors  in the answer of the call.
 */
#ifndef SANDUQ_SIMULATOR_METHOD_H
#define SANDUQ_SIMULATOR_METHOD_H

#include "simulator/inside.h"

/* /v1/customers */
void sim_customer_create(struct call *call);
void sim_customer_update(struct call *call);
void sim_customer_get(struct call *call);
void sim_customer_list(struct call *call);
void sim_customer_delete(struct call *call);
void sim_customer_methods(struct call *call);

/* /v1/payment_methods */
void sim_method_get(struct call *call);
void sim_method_list(struct call *call);
void sim_method_update(struct call *call);
void sim_method_attach(struct call *call);
void sim_method_detach(struct call *call);

#endif
