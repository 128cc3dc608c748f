/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/inside.h -- struct cli itself, for the files that make it: not for the commands.
 */
#ifndef SANDUQ_CLI_INSIDE_H
#define SANDUQ_CLI_INSIDE_H

#include <signal.h>
#include <stdio.h>

#include "cli/cli.h"
#include "service/place.h"
#include "service/settings.h"

#define CLI_OPTIONS_MAX 32
#define CLI_ARGUMENTS_MAX 8
#define CLI_PATH_SIZE 4200
#define CLI_WIDTH 79              /* of help, in columns */

struct connect;
struct loop;

struct cli_given {
	const struct cli_option *option;
	const char *value;
};

struct cli {
	const struct command *command;
	struct cli_given given[CLI_OPTIONS_MAX];
	const char *argument[CLI_ARGUMENTS_MAX];
	int n_given, n_arguments;
	struct clock clock;
	struct settings settings;
	bool has_settings;
	char url[CLI_PATH_SIZE], keys[CLI_PATH_SIZE], file[CLI_PATH_SIZE];
	struct place place;
	bool is_open;
	struct loop *loop;        /* of cli_connect() */
	struct connect *connect;
	bool is_told;             /* what is wrong was said */
	enum err told;            /* its code */
	bool holds_signals;
	sigset_t signals;         /* that were blocked before */
};

/* Takes the command line apart; ERR_USAGE is told. */
enum err cli_parse(struct cli *cli, int argc, char **argv);

/* The command of this name, of one word or two; NULL when there is none. */
const struct command *cli_find_command(const char *name);

/* Says that there is no such command, and which may be meant; ERR_USAGE. */
enum err cli_unknown_command(struct cli *cli, const char *typed);

/* Prints the help of the whole program, or of one command. */
void help_program(FILE *into);
void help_command(FILE *into, const struct command *command);

/* The settings file of the user; false when there is no home. */
bool cli_settings_home(char *into, size_t size);

/* A term from `indent` on, and its words from `column` on, wrapped. */
void help_row(FILE *into, int indent, int column, const char *term, const char *words);

/* Closes what the command opened. */
void cli_close(struct cli *cli);

#endif
