/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/sample.h -- a request of every operation, and what the processor answers.
 */
#ifndef SANDUQ_TESTS_PROCESSOR_SAMPLE_H
#define SANDUQ_TESTS_PROCESSOR_SAMPLE_H

#include "processor/processor.h"

#define SAMPLE_KEY "0b8f2f6e-1c1f-4a52-9d0e-6f2f6d1f5a11"

/* A whole request of EUR 12.50; every text is a constant. */
struct processor_request sample_request(enum processor_op op);

/* What the processor answers when the operation succeeds; a constant. */
const char *sample_body(enum processor_op op);

/* A reply with a status and a body. */
struct processor_reply sample_reply(int http, const char *body);

/* A request that never got a whole reply. */
struct processor_reply sample_fate(enum processor_fate fate, bool was_sent);

/* Decodes by the driver. */
struct processor_answer sample_decode(const struct processor_request *request,
				      const struct processor_reply *reply);

#endif
