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

/* Opens the screens once, with what is said on the first; how they were left is in `visit`. */
struct till_visit;
enum err till_screens(struct cli *cli, struct app *app, const struct settings *settings,
		      struct till_visit *visit);

/* ERR_OK when a UTF-8 locale is in force; told. */
enum err till_check_locale(struct cli *cli);

/* ERR_OK when standard input and output are a terminal whose type is known. */
enum err till_check_terminal(void);

#endif
