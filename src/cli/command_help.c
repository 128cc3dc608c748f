/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/command_help.c -- sanduq help.
 */
#include "base/str.h"
#include "cli/inside.h"

#define NAME_SIZE 64

static enum err run(struct cli *cli)
{
	const char *first = cli_argument(cli, 0), *second = cli_argument(cli, 1);
	const struct command *command;
	char name[NAME_SIZE];

	if (first == NULL) {
		help_program(stdout);
		return ERR_OK;
	}
	str_format(name, sizeof name, "%s%s%s", first, second != NULL ? " " : "",
		   second != NULL ? second : "");
	command = cli_find_command(name);
	if (command == NULL)
		return cli_unknown_command(cli, name);
	help_command(stdout, command);
	return ERR_OK;
}

const struct command command_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.arguments_max = 2,
	.summary = "Lists the commands, or says what one of them does.",
	.run = run,
};
