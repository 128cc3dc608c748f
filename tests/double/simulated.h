/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/simulated.h -- the double line, answered by the simulated processor: no network, but
 * all that a network does to an answer.
 *
 * Shape   faults of the wire become fates: refused, reset, cut, stalled over the time limit.
 * Owner   simulated_init/simulated_done; the clock and the loop are borrowed.
 */
#ifndef SANDUQ_TESTS_DOUBLE_SIMULATED_H
#define SANDUQ_TESTS_DOUBLE_SIMULATED_H

#include "double/processor.h"
#include "simulator/simulator.h"

struct clock;
struct simulated;

/* Sees every request with the answer to it. */
typedef void simulated_watch_fn(void *arg, const struct processor_wire *wire,
				const struct simulator_answer *answer);

struct simulated {
	struct line_double line;      /* line.processor is what the program is given */
	struct simulator *simulator;
	const struct clock *clock;
	simulated_watch_fn *watch;    /* may be NULL */
	void *watch_arg;
};

/* Makes one; `options` may be NULL. */
void simulated_init(struct simulated *simulated, struct loop *loop, const struct clock *clock,
		    const struct simulator_options *options);
void simulated_done(struct simulated *simulated);

/* What a person does: simulator_control(); the status of the answer. */
int simulated_do(struct simulated *simulated, const char *verb, const char *form);

/* A reader called `label` is registered; its id. */
void simulated_reader(struct simulated *simulated, const char *label,
		      char ret_id[PROCESSOR_ID_SIZE]);

#endif
