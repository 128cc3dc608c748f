/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_cards.h -- the card processor of a demonstration, and of training: sanduq-simulator,
 *                     started beside it.
 *
 * Shape   its keys and its state stand in a folder of the demonstration, so that one that is kept
 *         finds its payments again.  It hears that we ended, however that came about.
 * Errors  told with cli_warn(); a demonstration goes on without cards.
 * Owner   demo_cards_start/demo_cards_stop; stop is fine on a zeroed struct.
 */
#ifndef SANDUQ_CLI_DEMO_CARDS_H
#define SANDUQ_CLI_DEMO_CARDS_H

#include <sys/types.h>

#include "cli/house.h"
#include "cli/inside.h"
#include "service/connect.h"

struct demo_cards {
	pid_t pid;                   /* 0: it does not run */
	int life;                    /* our end of a pipe: it closes, the simulator ends */
	char folder[HOUSE_PATH_SIZE];
	char address[64];            /* "https://localhost:" and its port */
	char key_file[HOUSE_PATH_SIZE], ca_file[HOUSE_PATH_SIZE];
	char reader[PROCESSOR_ID_SIZE];  /* of demo_cards_reader() */
	char hint[HOUSE_PATH_SIZE + 64]; /* the command that holds a card to it */
};

/* Starts it in `folder` and waits until it answers. */
enum err demo_cards_start(struct cli *cli, const char *folder, struct demo_cards *ret_cards);

/* Makes its reader that of the app's till, and says what is to stand in [processor], borrowed from
 * `cards`. */
enum err demo_cards_reader(struct cli *cli, struct app *app, struct demo_cards *cards,
			   struct settings_processor *ret_settings);

/* A port is not always free again: the settings file follows to the one it has now. */
enum err demo_cards_follow(const struct demo_cards *cards, const char *settings);

/* Ends it. */
void demo_cards_stop(struct demo_cards *cards);

#endif
