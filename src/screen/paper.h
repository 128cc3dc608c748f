/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/paper.h -- printing a receipt from a screen: the original at once, a duplicate with the
 *                   reason why.
 *
 * Shape   struct paper_printing is part of the state of the screen that prints.
 * Errors  those of service/receipt.h.
 * Rules   B7 (the original once, then marked duplicates), S.
 */
#ifndef SANDUQ_SCREEN_PAPER_H
#define SANDUQ_SCREEN_PAPER_H

#include "screen/till.h"

#define PAPER_NUMBER_SIZE 32

struct paper_printing {
	struct till *till;
	int64_t paper;
	char number[PAPER_NUMBER_SIZE];
	char before[160];            /* a sentence to say first, or "" */
	struct act act;
	struct perm_need need;
};

/* "3-000123" of a paper; "" when it cannot be read. */
char *paper_number(struct till *till, int64_t paper, char into[PAPER_NUMBER_SIZE]);

/* Queues the paper for the printer and says so after `before` (NULL: nothing); a second print asks
 * for the reason. */
enum err paper_print(struct paper_printing *printing, struct till *till, int64_t paper,
		     const char *before);

#endif
