/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/unlock.h -- people who typed too many wrong PINs.
 *
 * Rules   S (a lockout is ended by somebody else, and by name).
 */
#ifndef SANDUQ_SCREEN_UNLOCK_H
#define SANDUQ_SCREEN_UNLOCK_H

#include "screen/till.h"

/* Says how long the person with this number has to wait; nothing when they have not to. */
void unlock_say_wait(struct till *till, int64_t number);

/* Asks whose lockout ends, and for number and PIN of who ends it. */
enum err unlock_colleague(struct till *till);

#endif
