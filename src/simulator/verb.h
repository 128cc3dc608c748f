/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/verb.h -- the table of what a person does at the simulator; command line, man page
 *                     and control requests are made of it.
 */
#ifndef SANDUQ_SIMULATOR_VERB_H
#define SANDUQ_SIMULATOR_VERB_H

#include "simulator/inside.h"

struct verb {
	const char *name;
	const struct rule *rules;
	route_fn *run;
	const char *help;
};

/* The i-th verb, NULL after the last. */
const struct verb *sim_verb_at(size_t i);

#endif
