/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/paper.h -- printing a receipt from a screen: the original at once, a duplicate with the
 *                   reason why; and looking at a paper before that.
 *
 * Shape   struct paper_printing is part of the state of the screen that prints.
 * Errors  those of service/receipt.h.
 * Rules   B7 (the original once, then marked duplicates), S.
 */
#ifndef SANDUQ_SCREEN_PAPER_H
#define SANDUQ_SCREEN_PAPER_H

#include "document/document.h"
#include "screen/till.h"

#define PAPER_NUMBER_SIZE 32
#define PAPER_SHOWN_COLUMNS 62       /* a paper fits its box on 80 columns */

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

/* Shows a document as the till's printer would print it, under a title; `mark` stands on it as on
 * a duplicate (NULL: none).  The document is freed, also on error. */
enum err paper_look(struct till *till, const char *title, struct document *document,
		    const char *mark);

/* Queues the paper for the printer and says so after `before` (NULL: nothing); a second print asks
 * for the reason. */
enum err paper_print(struct paper_printing *printing, struct till *till, int64_t paper,
		     const char *before);

#endif
