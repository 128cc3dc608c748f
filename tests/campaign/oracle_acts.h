/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_acts.h -- the acts of the campaign, as a table.
 *
 * Shape   an act chooses what to do at random and does it to core and oracle alike; the verdict
 *         holds both answers.  An act without anything to do says so and is not counted.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_ORACLE_ACTS_H
#define SANDUQ_TESTS_CAMPAIGN_ORACLE_ACTS_H

#include "campaign/oracle_world.h"

struct verdict {
	bool has_act;              /* false: nothing to do here */
	enum err core, oracle;
};

struct oracle_act {
	const char *name;
	bool on_checks, on_folios;
	int weight;                /* how often, against the others */
	struct verdict (*run)(struct world *world, const struct engine *engine,
			      struct cases *cases);
};

/* All acts, ending with one without a name. */
extern const struct oracle_act oracle_acts[];

/* The i-th mutant's name, NULL after the last; and an engine with its flaw. */
const char *oracle_mutant_name(int i);
struct engine oracle_mutant_engine(int i);

/* The core as it is. */
struct engine oracle_core_engine(void);

#endif
