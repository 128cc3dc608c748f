/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/gift.h -- numbers of the house's gift cards.  [pure]
 *
 * Shape   7 to 11 digits and a check digit by ISO 7064 MOD 11,10, which finds every wrong digit and
 *         nearly every exchanged pair.  At most 12 digits, so that no number can be a payment
 *         card's, which has 13 or more; those have Luhn's check.
 * Errors  ERR_SYNTAX (not 8 to 12 digits), ERR_RANGE (the check digit is another).
 * Rules   P1.
 */
#ifndef SANDUQ_CORE_GIFT_H
#define SANDUQ_CORE_GIFT_H

#include "base/err.h"

#define GIFT_DIGITS_MIN 8
#define GIFT_DIGITS_MAX 12
#define GIFT_NUMBER_SIZE 13

/* Checks a number as typed or scanned: ASCII digits only. */
enum err gift_number_check(const char *number);

/* The number that these 7 to 11 digits and their check digit make. */
enum err gift_number_make(const char *digits, char into[GIFT_NUMBER_SIZE]);

#endif
