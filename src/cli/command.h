/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/command.h -- a sub-command is a row: name, options, help and what it runs.
 *
 * Shape   the table `commands` ends with NULL.  From it come: what the command line understands,
 *         --help, the suggestions for mistyped words, the man page and the tests that read them.
 *         A name has one word or two ("import menu").
 * Owner   all constants.
 */
#ifndef SANDUQ_CLI_COMMAND_H
#define SANDUQ_CLI_COMMAND_H

#include <stdbool.h>

#include "base/err.h"

struct cli;
struct menu_table;

/* An option: --name, or --name VALUE; a letter makes it -n as well.  A table of them ends with
 * { 0 }. */
struct cli_option {
	char letter;             /* 0: none */
	const char *name;        /* "dry-run" */
	const char *value;       /* "FILE" when it takes one, else NULL */
	const char *help;        /* one or two sentences */
};

/* A column of a file that a command reads; a table of them ends with { 0 }. */
struct cli_column {
	const char *name;
	bool is_required;
	const char *help;
};

struct command {
	const char *name;
	const char *arguments;   /* "FILE.csv"; "" for none */
	int arguments_min, arguments_max;
	const char *summary;     /* one sentence for the list of commands */
	const char *help;        /* paragraphs, a blank line between them; NULL for none */
	const struct cli_option *options;   /* NULL for none but the common ones */
	const struct cli_column *columns;   /* of the file it reads; NULL for none */
	const struct menu_table *menu;      /* the table whose columns they are, instead */
	bool is_hidden;          /* not listed: for the build, not for people */
	bool makes_settings;     /* --config may name a file that is not there yet */
	enum err (*run)(struct cli *cli);   /* what is wrong was said with cli_fail(), else the
					     * sentence of the code is printed */
};

/* Every command, in the order of --help; the first one runs when none is named. */
extern const struct command *const commands[];

/* The options that every command takes. */
extern const struct cli_option common_options[];

/* The commands themselves, each in its own file. */
extern const struct command command_backup;
extern const struct command command_demo;
extern const struct command command_doctor;
extern const struct command command_help;
extern const struct command command_export_menu;
extern const struct command command_import_categories;
extern const struct command command_import_discounts;
extern const struct command command_import_services;
extern const struct command command_import_levels;
extern const struct command command_import_kitchen;
extern const struct command command_import_menu;
extern const struct command command_import_modifiers;
extern const struct command command_import_prices;
extern const struct command command_import_staff;
extern const struct command command_import_tables;
extern const struct command command_import_tenders;
extern const struct command command_import_sales;
extern const struct command command_init;
extern const struct command command_kitchen;
extern const struct command command_password;
extern const struct command command_unlock;
extern const struct command command_report_drawers;
extern const struct command command_rate;
extern const struct command command_reconcile;
extern const struct command command_report_takings;
extern const struct command command_resolve;
extern const struct command command_man;
extern const struct command command_roll;
extern const struct command command_till;
extern const struct command command_training;
extern const struct command command_verify;

#endif
