/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/training.h -- going from a till into training and back.
 *
 * Errors  what keeps somebody from training is said on the till's next picture.
 */
#ifndef SANDUQ_CLI_TRAINING_H
#define SANDUQ_CLI_TRAINING_H

#include "cli/cli.h"
#include "screen/till.h"

/* Opens the training house of `house`, with a simulator when the settings name a processor, and
 * runs its till until it is left.  False when the program is to end; else the till opens again and
 * says what is in `visit`. */
bool training_visit(struct cli *cli, struct app *house, struct till_visit *visit);

#endif
