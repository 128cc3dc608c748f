/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_card.h -- the card processor of a demonstration: sanduq-simulator beside the till, with
 *                    one reader.
 *
 * Errors  none that keep the till from opening: without the program, or when it does not start,
 *         there are no cards and cash goes on.
 * Owner   demo_card_start/demo_card_stop.
 */
#ifndef SANDUQ_CLI_DEMO_CARD_H
#define SANDUQ_CLI_DEMO_CARD_H

#include <stdbool.h>
#include <sys/types.h>

#include "service/payment.h"
#include "service/settings.h"

#define DEMO_CARD_PATH 4200

struct demo_card {
	pid_t pid;                       /* 0: none runs */
	char program[DEMO_CARD_PATH];
	char folder[DEMO_CARD_PATH];     /* of the simulator */
	char address[64];
	char key_file[DEMO_CARD_PATH], ca_file[DEMO_CARD_PATH];
	char reader[PROCESSOR_ID_SIZE];
	char hint[DEMO_CARD_PATH * 2];   /* how a card is held to the reader */
};

/* Starts it in a folder of its own below `folder`, registers a reader, and points the settings at
 * it; they borrow the texts of `card`.  `app` needs no loop yet. */
void demo_card_start(struct demo_card *card, const char *folder, struct app *app,
		     struct settings *settings);

/* Ends it; fine when none runs. */
void demo_card_stop(struct demo_card *card);

#endif
