/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/slip.h -- what is typed from the slip of the bank's own terminal: its two fields, for
 *                  paying and for giving back.
 *
 * Rules   P1: four digits, and a code too short to be a piece of a card number.
 */
#ifndef SANDUQ_SCREEN_SLIP_H
#define SANDUQ_SCREEN_SLIP_H

#include "ui/form.h"

#define SLIP_CODE_LIMIT 12       /* of an authorization code */
#define SLIP_LAST_FOUR_LIMIT 4

/* Checks of form fields: an authorization code, the last four digits. */
const char *slip_check_code(const struct form *form, int field);
const char *slip_check_last_four(const struct form *form, int field);

#endif
