/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/reader.h -- the operations on locations, configurations and readers.
 *
 * Errors  in the answer of the call.
 */
#ifndef SANDUQ_SIMULATOR_READER_H
#define SANDUQ_SIMULATOR_READER_H

#include "simulator/inside.h"

/* /v1/terminal/locations, /v1/terminal/configurations, /v1/terminal/connection_tokens */
void location_create(struct call *call);
void location_get(struct call *call);
void location_list(struct call *call);
void location_delete(struct call *call);
void configuration_list(struct call *call);

/* /v1/terminal/readers */
void reader_create(struct call *call);
void reader_get(struct call *call);
void reader_list(struct call *call);
void reader_update(struct call *call);
void reader_delete(struct call *call);
void reader_process(struct call *call);
void reader_cancel(struct call *call);
void reader_display(struct call *call);
void reader_refund(struct call *call);

/* /v1/test_helpers/terminal/readers/.../present_payment_method */
void reader_present(struct call *call);

#endif
