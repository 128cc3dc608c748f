/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/price.h -- what an item costs, without ringing it.
 *
 * Errors  ERR_NOT_FOUND when the code or the letters find nothing.
 * Rules   K (price check).
 */
#ifndef SANDUQ_SCREEN_PRICE_H
#define SANDUQ_SCREEN_PRICE_H

#include "screen/grammar.h"
#include "screen/till.h"

/* The item meant by a code, or the first that the letters find; NULL when there is none. */
const struct item *price_item(const struct till *till, const struct grammar *said);

/* Says the price of it on the message line, as it is rung now on this bill; 0: on none. */
enum err price_say(const struct till *till, const struct grammar *said, int64_t bill);

#endif
