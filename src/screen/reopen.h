/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/reopen.h -- a closed check is opened again from its receipt: why, who approves, and the
 *                    check is on the screen.
 *
 * Owner   struct reopening is part of the screen that begins it.
 * Rules   M5, S.
 */
#ifndef SANDUQ_SCREEN_REOPEN_H
#define SANDUQ_SCREEN_REOPEN_H

#include "screen/till.h"

struct reopening {
	struct till *till;
	int64_t bill, number, table_number;
	struct act act;
	struct perm_need need;
};

/* Asks why, then opens the bill at its table, or as a tab when somebody sits there by now. */
enum err reopen_bill(struct ui *ui, struct reopening *reopening, struct till *till, int64_t bill);

#endif
