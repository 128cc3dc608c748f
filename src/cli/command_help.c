/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/command_help.c -- sanduq help.
 */
#include "cli/inside.h"

static enum err run(struct cli *cli)
{
	(void)cli;
	help_program(stdout);
	return ERR_OK;
}

const struct command command_help = {
	.name = "help",
	.arguments = "",
	.summary = "Lists the commands.",
	.run = run,
};
