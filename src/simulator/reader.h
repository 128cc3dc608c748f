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
void sim_location_create(struct call *call);
void sim_location_get(struct call *call);
void sim_location_list(struct call *call);
void sim_location_delete(struct call *call);
void sim_configuration_list(struct call *call);

/* /v1/terminal/readers */
void sim_reader_create(struct call *call);
void sim_reader_get(struct call *call);
void sim_reader_list(struct call *call);
void sim_reader_update(struct call *call);
void sim_reader_delete(struct call *call);
void sim_reader_process(struct call *call);
void sim_reader_cancel(struct call *call);
void sim_reader_display(struct call *call);
void sim_reader_refund(struct call *call);

/* /v1/test_helpers/terminal/readers/.../present_payment_method */
void sim_reader_present(struct call *call);

#endif
