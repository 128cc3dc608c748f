/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_trade.h -- an evening in the demonstration: checks paid and checks still open.
 *
 * Errors  those of the services.
 */
#ifndef SANDUQ_CLI_DEMO_TRADE_H
#define SANDUQ_CLI_DEMO_TRADE_H

#include "service/place.h"

/* Opens the drawer of this station and works the evening up to now: the place's clock is set back
 * while it does, so that the checks have their ages. */
enum err demo_trade(struct place *place);

#endif
