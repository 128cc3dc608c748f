/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * simulator/command.h -- the commands of sanduq-simulator.
 */
#ifndef SANDUQ_SIMULATOR_COMMAND_H
#define SANDUQ_SIMULATOR_COMMAND_H

/* Does what the command line says; returns the exit code. */
int command_run(int argc, char **argv);

/* Prints a table for the manual page: "commands", "options", "cards", "operations" or "faults";
 * returns the exit code. */
int command_man(const char *table);

/* An option of "run". */
struct command_option {
	const char *name;        /* NULL ends the table */
	const char *value;       /* what follows it, or NULL: nothing */
	const char *help;
};

/* The options of "run". */
extern const struct command_option command_options[];

#endif
