/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/cli.h -- what a running sub-command works with: its options, the store opened on demand, and
 *              how it speaks.
 *
 * Shape   cli_run() takes the command line apart, runs one command and gives the exit code.  A
 *         command asks for its options and arguments, opens the store with cli_open() and says
 *         what came of it; what was opened is closed behind it.
 * Errors  cli_fail() prints a sentence and hands back its code, so that a command can end with
 *         `return cli_fail(cli, ERR_DATA, ...)`.
 * Owner   struct cli belongs to cli_run(); texts are borrowed until the command ends.
 * Rules   house style 5: a sentence says what happened, where, and what to do.
 */
#ifndef SANDUQ_CLI_CLI_H
#define SANDUQ_CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "cli/command.h"

struct app;
struct clock;
struct settings;
struct staff;

/* Runs what the command line asks for; returns the exit code of the process. */
int cli_run(int argc, char **argv);

/* True when the option was given. */
bool cli_has(const struct cli *cli, const char *option);

/* The value of an option, or NULL when it was not given. */
const char *cli_option(const struct cli *cli, const char *option);

/* The value as a whole number from low to high, as a date (2026-11-21), as an amount of a currency
 * of `exponent` decimals; `fallback` when the option was not given.  ERR_USAGE is told already. */
enum err cli_option_int(struct cli *cli, const char *option, int64_t low, int64_t high,
			int64_t fallback, int64_t *ret_value);
enum err cli_option_date(struct cli *cli, const char *option, int32_t fallback, int32_t *ret_date);
enum err cli_option_amount(struct cli *cli, const char *option, int exponent, int64_t fallback,
			   int64_t *ret_minor);

/* The i-th argument, from 0; NULL after the last. */
const char *cli_argument(const struct cli *cli, int i);

/* The settings: of --config, else of the file beside --store, else of the usual place, else the
 * defaults.  What is wrong with them was told. */
enum err cli_settings(struct cli *cli, const struct settings **ret_settings);

/* The file they come from; "" when there is none. */
const char *cli_settings_path(const struct cli *cli);

/* The address of the store: --store, else as the settings say.  NULL when the settings are wrong,
 * which was told. */
const char *cli_store_url(struct cli *cli);

/* The folder of the keys, likewise. */
const char *cli_keys_folder(struct cli *cli);

/* The clock of the machine. */
const struct clock *cli_clock(const struct cli *cli);

/* What heads all that is told of a training house. */
#define CLI_TRAINING "TRAINING: a house to practise in; nothing of this was sold."

/* How a command opens the store. */
enum cli_need {
	CLI_READ,                /* to look only: no station is taken, no key is read */
	CLI_STATION,             /* to act: a free station from 900 on, keys, the person "system" */
	CLI_TILL                 /* to sell: the station of the settings, keys */
};

/* Opens the store once; it is closed when the command ends.  What is wrong was told, and that it is
 * a training house when it is one. */
enum err cli_open(struct cli *cli, enum cli_need need, struct app **ret_app);

/* Sets app->processor by the settings, with a loop of the command's own; both end with the command.
 * ERR_PROCESSOR when the settings name none.  What is wrong was told. */
enum err cli_connect(struct cli *cli, struct app *app);

/* The person whose number --staff gives; when it is not given, `missing` is told (CLI_WHO), as is
 * whatever else is wrong. */
#define CLI_WHO "Say who does it: --staff NUMBER."
enum err cli_person(struct cli *cli, struct app *app, const char *missing,
		    struct staff *ret_staff);

/* The id of the person "system" after cli_open(CLI_STATION). */
int64_t cli_staff(const struct cli *cli);

/* Prints a line (or several) on standard output.  Characters that a terminal would obey are left
 * out. */
void cli_say(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Prints a term and, from `column` on, its words, wrapped. */
void cli_say_row(struct cli *cli, int column, const char *term, const char *words);

/* Prints a line on standard error; "sanduq: " is put before it. */
void cli_warn(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, and returns `err`: what, where, what to do. */
enum err cli_fail(struct cli *cli, enum err err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Prints "WHAT: the sentence of err" and returns err; `what` is a file, an address, a row. */
enum err cli_fail_at(struct cli *cli, enum err err, const char *what);

/* Lets INT, TERM and HUP wait until the command ends, when they do what they always do; a long
 * command asks cli_is_interrupted() between two acts and returns ERR_CANCELLED. */
void cli_hold_signals(struct cli *cli);
bool cli_is_interrupted(const struct cli *cli);

/* A bar with rate and time left, on standard error and only when that is a terminal. */
struct cli_progress {
	struct cli *cli;
	const char *what;        /* "orders": what is counted */
	int64_t total;           /* -1: not known */
	int64_t began_ms, shown_ms;
	bool is_shown;
};

/* Begins a bar. */
struct cli_progress cli_progress_begin(struct cli *cli, const char *what, int64_t total);

/* `part` of `total` is behind us, `count` of `what` are done; draws a few times a second. */
void cli_progress_step(struct cli_progress *progress, int64_t part, int64_t count);

/* Takes the bar off the screen. */
void cli_progress_end(struct cli_progress *progress);

#endif
