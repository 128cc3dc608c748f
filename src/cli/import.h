/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import.h -- taking rows of a file with a header into the house: menu, staff,
 *                  tables, ways to pay.
 *
 * Shape   a struct import_table says which columns there are and what to do with a row.  The header
 *         names the columns in any order.  Every field is cleaned (locale/fold) and searched for
 *         card numbers before a row is looked at.  Bad rows are told with line and reason and
 *         passed over; with `is_strict` the whole file is checked first and nothing goes in when
 *         one is bad.
 * Errors  ERR_DATA (a bad header, or bad rows, all told), ERR_CANCELLED; what keeps the rest from
 *         going in (a full disk, say) ends the import.
 * Owner   struct import is import_run()'s; fields are borrowed until the next row.
 * Rules   P1 (no card number in any import).
 */
#ifndef SANDUQ_CLI_IMPORT_H
#define SANDUQ_CLI_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/cli.h"
#include "service/app.h"

#define IMPORT_COLUMNS_MAX 24
#define IMPORT_FIELD_SIZE 256

struct import;

struct import_table {
	const char *what;                      /* "items" */
	const struct cli_column *columns;   /* ends with { 0 } */
	enum err (*begin)(struct import *import);   /* before each pass; may be NULL */
	enum err (*row)(struct import *import);     /* checks a row and takes it in */
};

/* Numbers that stood in the file already. */
struct import_seen {
	int64_t *number, *line;
	int n, capacity;
};

/* What becomes of rows that are laid over what is there. */
struct import_tally {
	int64_t added, changed, off, same;
};

struct import {
	struct cli *cli;
	struct app *app;
	int64_t staff;                 /* who acts */
	const char *path;
	const struct import_table *table;
	const char *what;              /* its rows, for the closing line */
	void *state;                   /* the table's own */
	char decimal;                  /* '.' or ',' in amounts */
	bool is_strict, is_dry_run;
	bool only_checks;              /* this pass takes nothing in */
	int64_t line;                  /* of the row */
	int at[IMPORT_COLUMNS_MAX];    /* field of each column; -1: not in the file */
	int n_fields;
	char field[IMPORT_COLUMNS_MAX][IMPORT_FIELD_SIZE];
	struct import_seen seen;
	int64_t taken, bad;
	struct import_tally tally;
};

/* Reads the file; cli, app, staff, path, table, state and the options are the caller's. */
enum err import_run(struct import *import);

/* Reads a file of each kind: sets table and state, then runs.  What they need is as above. */
enum err import_menu_file(struct import *import);
enum err import_categories_file(struct import *import);
enum err import_levels_file(struct import *import);
enum err import_prices_file(struct import *import);
enum err import_modifiers_file(struct import *import);
enum err import_staff_file(struct import *import);
enum err import_tables_file(struct import *import);
enum err import_discounts_file(struct import *import);
enum err import_services_file(struct import *import);
enum err import_kitchen_file(struct import *import);
enum err import_tenders_file(struct import *import);

/* A whole command: opens the store, reads the options, reads the file, says what came of it. */
enum err import_command(struct cli *cli, enum err (*file)(struct import *import));

/* The options of such commands. */
extern const struct cli_option import_options[];

/* A field of the row by the name of its column; "" when it is empty or not in the file. */
const char *import_field(const struct import *import, const char *column);

/* A field as a whole number from low to high, or yes and no; `fallback` when it is empty.  ERR_DATA
 * is told. */
enum err import_int(struct import *import, const char *column, int64_t low, int64_t high,
		    int64_t fallback, int64_t *ret_value);
enum err import_bool(struct import *import, const char *column, bool fallback, bool *ret_value);

/* Notes a number that must not come twice; ERR_DATA is told. */
enum err import_once(struct import *import, const char *column, int64_t number);

/* The same for a row that is known by words; and whether such a row stood before this one. */
enum err import_once_text(struct import *import, const char *text);
bool import_was_seen(const struct import *import, const char *text);

/* Tells why the row is bad and returns ERR_DATA. */
enum err import_reject(struct import *import, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
