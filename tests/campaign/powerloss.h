/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/powerloss.h -- the operations that lose their power: a table of real acts.
 *
 * Shape   an operation does one act, or work on the store that is no act (a checkpoint, a clean
 *         close).  What it acts on it finds in the store, so it goes on after any restart.
 * Errors  ERR_NOT_FOUND, ERR_STATE ...: there is nothing to do it to now; ERR_STOPPED: power went.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_POWERLOSS_H
#define SANDUQ_TESTS_CAMPAIGN_POWERLOSS_H

#include <stdbool.h>

#include "base/random.h"
#include "double/house.h"

struct act_table {
	const char *name;
	enum err (*run)(struct house *house, const char *key, struct random *random);
	bool is_act;               /* it appends one act row */
	int weight;                /* how often, against the others */
};

extern const struct act_table act_table[];
extern const int act_table_count;

#endif
