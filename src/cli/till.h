/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/till.h -- running the screens: what till and demo share.
 *
 * Errors  those of till_run(); told already.
 */
#ifndef SANDUQ_CLI_TILL_H
#define SANDUQ_CLI_TILL_H

#include "cli/cli.h"
#include "service/app.h"
#include "service/settings.h"

/* Runs the till on this terminal until it is left. */
enum err till_command_run(struct cli *cli, struct app *app, const struct settings *settings);

/* ERR_OK when standard input and output are a terminal whose type is known. */
enum err till_check_terminal(void);

#endif
