/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import.c -- reads a file with a header row by row, tells bad rows, hands good ones on.
 */
#include "cli/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/guard.h"
#include "base/nearest.h"
#include "base/str.h"
#include "locale/fold.h"

#define REASON_SIZE 512
#define HEADER_SIZE 64

const struct cli_option import_options[] = {
	{ 'n', "dry-run", NULL, "Checks every row and says what is wrong; nothing goes in." },
	{ 0, "strict", NULL, "Takes nothing in when one row is bad." },
	{ 0, "separator", "CHAR",
	  "What stands between fields, such as ';' or tab; otherwise a comma." },
	{ 0, "decimal", "CHAR", "The decimal sign of amounts, '.' or ','; otherwise '.'." },
	{ 0 }
};

enum err import_reject(struct import *import, const char *format, ...)
{
	char reason[REASON_SIZE];
	va_list values;

	va_start(values, format);
	vsnprintf(reason, sizeof reason, format, values);
	va_end(values);
	import->bad++;
	return cli_fail(import->cli, ERR_DATA, "%s:%lld: %s", import->path,
			(long long)import->line, reason);
}

static int column_of(const struct import_table *table, const char *name)
{
	for (int i = 0; table->columns[i].name != NULL; i++)
		if (strcmp(table->columns[i].name, name) == 0)
			return i;
	return -1;
}

const char *import_field(const struct import *import, const char *column)
{
	return import->field[column_of(import->table, column)];
}

enum err import_int(struct import *import, const char *column, int64_t low, int64_t high,
		    int64_t fallback, int64_t *ret_value)
{
	const char *text = import_field(import, column);
	int64_t value = fallback;

	if (text[0] != '\0' && (!str_int64(text, &value) || value < low || value > high))
		return import_reject(import, "%s '%s' is not a whole number from %lld to %lld.",
				     column, text, (long long)low, (long long)high);
	*ret_value = value;
	return ERR_OK;
}

enum err import_bool(struct import *import, const char *column, bool fallback, bool *ret_value)
{
	static const char *const yes[] = { "yes", "y", "true", "1" };
	static const char *const no[] = { "no", "n", "false", "0" };
	const char *text = import_field(import, column);

	*ret_value = fallback;
	if (text[0] == '\0')
		return ERR_OK;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		*ret_value = strcasecmp(text, yes[i]) == 0;
		if (*ret_value || strcasecmp(text, no[i]) == 0)
			return ERR_OK;
	}
	return import_reject(import, "%s '%s' is neither yes nor no.", column, text);
}

static enum err seen_add(struct import_seen *seen, int64_t number, int64_t line)
{
	if (seen->n == seen->capacity) {
		int capacity = seen->capacity == 0 ? 256 : 2 * seen->capacity;
		int64_t *numbers = reallocarray(seen->number, (size_t)capacity, sizeof *numbers);
		int64_t *lines = NULL;

		if (numbers != NULL) {
			seen->number = numbers;
			lines = reallocarray(seen->line, (size_t)capacity, sizeof *lines);
		}
		if (lines == NULL)
			return ERR_MEMORY;
		seen->line = lines;
		seen->capacity = capacity;
	}
	seen->number[seen->n] = number;
	seen->line[seen->n++] = line;
	return ERR_OK;
}

enum err import_once(struct import *import, const char *column, int64_t number)
{
	struct import_seen *seen = &import->seen;

	for (int i = 0; i < seen->n; i++)
		if (seen->number[i] == number)
			return import_reject(import, "%s %lld stands on line %lld already.", column,
					     (long long)number, (long long)seen->line[i]);
	return seen_add(seen, number, import->line);
}

/* A number for words (FNV-1a), below zero so that it is no code. */
static int64_t number_of(const char *text)
{
	uint64_t number = 14695981039346656037u;

	for (; *text != '\0'; text++)
		number = (number ^ (unsigned char)*text) * 1099511628211u;
	return -1 - (int64_t)(number >> 1);
}

enum err import_once_text(struct import *import, const char *text)
{
	struct import_seen *seen = &import->seen;
	int64_t number = number_of(text);

	for (int i = 0; i < seen->n; i++)
		if (seen->number[i] == number)
			return import_reject(import, "'%s' stands on line %lld already.", text,
					     (long long)seen->line[i]);
	return seen_add(seen, number, import->line);
}

bool import_was_seen(const struct import *import, const char *text)
{
	int64_t number = number_of(text);

	for (int i = 0; i < import->seen.n; i++)
		if (import->seen.number[i] == number)
			return true;
	return false;
}

/* "Tax rate " is tax_rate. */
static void header_name(char *into, size_t size, const char *from)
{
	char clean[IMPORT_FIELD_SIZE];

	fold_clean(clean, sizeof clean, from);
	str_copy(into, size, clean);
	for (char *c = into; *c != '\0'; c++) {
		if (*c == ' ' || *c == '-')
			*c = '_';
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
}

static enum err unknown_column(struct import *import, const char *name)
{
	struct nearest nearest = nearest_to(name);
	struct str list = { 0 };
	const struct cli_column *column = import->table->columns;
	enum err err;

	for (; column->name != NULL; column++) {
		nearest_offer(&nearest, column->name);
		str_addf(&list, "%s%s", list.len > 0 ? ", " : "", column->name);
	}
	if (nearest.name != NULL)
		err = import_reject(import, "there is no column '%s'; did you mean '%s'?", name,
				    nearest.name);
	else
		err = import_reject(import, "there is no column '%s'; the columns are: %s.", name,
				    str_text(&list));
	str_done(&list);
	return err;
}

static enum err check_required(struct import *import)
{
	const struct cli_column *columns = import->table->columns;

	for (int i = 0; columns[i].name != NULL; i++)
		if (columns[i].is_required && import->at[i] < 0)
			return import_reject(import,
					     "the header has no column '%s', which is needed.",
					     columns[i].name);
	return ERR_OK;
}

/* The first row names the columns. */
static enum err read_header(struct import *import, size_t count, const char *const *fields)
{
	for (int i = 0; i < IMPORT_COLUMNS_MAX; i++)
		import->at[i] = -1;
	import->n_fields = (int)count;
	for (size_t i = 0; i < count; i++) {
		char name[HEADER_SIZE];
		int column;

		header_name(name, sizeof name, fields[i]);
		column = column_of(import->table, name);
		if (column < 0)
			return unknown_column(import, name);
		if (import->at[column] >= 0)
			return import_reject(import, "the column '%s' is there twice.", name);
		import->at[column] = (int)i;
	}
	return check_required(import);
}

static enum err take_fields(struct import *import, size_t count, const char *const *fields)
{
	const struct cli_column *columns = import->table->columns;

	if ((int)count != import->n_fields)
		return import_reject(import, "the row has %d fields, the header %d.", (int)count,
				     import->n_fields);
	for (int i = 0; columns[i].name != NULL; i++) {
		const char *text = import->at[i] >= 0 ? fields[import->at[i]] : "";

		if (!fold_clean(import->field[i], IMPORT_FIELD_SIZE, text))
			return import_reject(import, "%s is longer than %d bytes.",
					     columns[i].name, IMPORT_FIELD_SIZE - 1);
		/* A barcode has a check of its own (P1). */
		if (strcmp(columns[i].name, "barcodes") != 0 && guard_looks_like_card(text))
			return import_reject(import,
					     "%s looks like a card number, which is never kept.",
					     columns[i].name);
		if (columns[i].is_required && import->field[i][0] == '\0')
			return import_reject(import, "%s is empty.", columns[i].name);
	}
	return ERR_OK;
}

/* What only this row is to blame for. */
static bool is_of_row(enum err err)
{
	switch (err) {
	case ERR_EXISTS:
	case ERR_RANGE:
	case ERR_LIMIT:
	case ERR_NOT_FOUND:
	case ERR_CARD_NUMBER:
	case ERR_WEAK_PIN:
	case ERR_SYNTAX:
	case ERR_STATE:
		return true;
	default:
		return false;
	}
}

static enum err take_row(struct import *import, size_t count, const char *const *fields)
{
	enum err err = take_fields(import, count, fields);

	if (err == ERR_OK)
		err = import->table->row(import);
	if (is_of_row(err))
		err = import_reject(import, "%s", err_text(err));
	if (err == ERR_OK)
		import->taken++;
	if (err == ERR_OK || err == ERR_DATA)
		return ERR_OK;
	return cli_fail(import->cli, err, "%s:%lld: stopped here: %s", import->path,
			(long long)import->line, err_text(err));
}

static enum err stop(struct import *import)
{
	return cli_fail(import->cli, ERR_CANCELLED,
			"%s:%lld: stopped on request; the rows before it are in. The same "
			"command again takes in the rest.",
			import->path, (long long)import->line);
}

static enum err read_rows(struct import *import, struct csv *csv)
{
	struct cli_progress bar = cli_progress_begin(import->cli, import->table->what,
						     csv_bytes_total(csv));
	bool has_header = false;
	enum err err = ERR_OK;

	while (err == ERR_OK) {
		const char *const *fields;
		size_t count;

		err = csv_next(csv, &count, &fields);
		import->line = csv_line(csv);
		if (err == ERR_DATA) {
			import->line = csv_problem_line(csv);
			import_reject(import, "%s", csv_problem(csv));
			err = has_header ? ERR_OK : ERR_DATA;
		} else if (err == ERR_OK && !has_header) {
			err = read_header(import, count, fields);
			has_header = true;
		} else if (err == ERR_OK) {
			err = cli_is_interrupted(import->cli) ? stop(import)
							      : take_row(import, count, fields);
		}
		cli_progress_step(&bar, csv_bytes_done(csv), import->taken);
	}
	cli_progress_end(&bar);
	if (err == ERR_NOT_FOUND && !has_header)
		return import_reject(import, "the file is empty; its first row names the columns.");
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err separator_of(struct import *import, char *ret_separator)
{
	const char *text = cli_option(import->cli, "separator");

	*ret_separator = ',';
	if (text == NULL)
		return ERR_OK;
	*ret_separator = strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0 ? '\t' : text[0];
	if (*ret_separator != '\t' && strlen(text) != 1)
		return cli_fail(import->cli, ERR_USAGE,
				"--separator: '%s' is not one character; write ';' or tab.", text);
	return ERR_OK;
}

static enum err pass(struct import *import, bool only_checks)
{
	struct csv_options options = { 0 };
	struct csv *csv = NULL;
	enum err err = separator_of(import, &options.separator);

	if (err != ERR_OK)
		return err;
	import->only_checks = only_checks;
	import->taken = 0;
	import->bad = 0;
	import->seen.n = 0;
	import->tally = (struct import_tally){ 0 };
	err = csv_open(import->path, &options, &csv);
	if (err == ERR_RANGE)
		return cli_fail(import->cli, ERR_USAGE,
				"--separator: this character cannot stand between fields.");
	if (err != ERR_OK)
		return cli_fail_at(import->cli, err, import->path);
	if (import->table->begin != NULL)
		err = import->table->begin(import);
	if (err == ERR_OK)
		err = read_rows(import, csv);
	csv_close(csv);
	return err;
}

enum err import_run(struct import *import)
{
	enum err err = ERR_OK;

	import->what = import->table->what;
	if (import->is_strict || import->is_dry_run)
		err = pass(import, true);
	if (err == ERR_OK && !import->is_dry_run && (!import->is_strict || import->bad == 0))
		err = pass(import, false);
	free(import->seen.number);
	free(import->seen.line);
	import->seen = (struct import_seen){ 0 };
	return err;
}

static void report_tally(const struct import *import)
{
	const struct import_tally *tally = &import->tally;

	if (tally->added + tally->changed + tally->off + tally->same > 0)
		cli_say(import->cli, "%lld %sadded, %lld changed, %lld switched off; %lld stay as "
				     "they are.",
			(long long)tally->added, import->only_checks ? "would be " : "",
			(long long)tally->changed, (long long)tally->off, (long long)tally->same);
}

static void report(const struct import *import)
{
	const char *what = import->what;
	bool none = import->is_strict && import->bad > 0 && import->only_checks;

	if (import->is_dry_run)
		cli_say(import->cli, "%lld %s are good, %lld are bad; nothing was taken in.",
			(long long)import->taken, what, (long long)import->bad);
	else if (none)
		cli_say(import->cli, "%lld of %lld %s are bad; nothing was taken in.",
			(long long)import->bad, (long long)(import->bad + import->taken), what);
	else
		cli_say(import->cli, "%lld %s taken in, %lld bad.", (long long)import->taken, what,
			(long long)import->bad);
	if (!none)
		report_tally(import);
}

enum err import_command(struct cli *cli, enum err (*file)(struct import *import))
{
	const char *decimal = cli_option(cli, "decimal");
	struct import import = { .cli = cli,
				 .path = cli_argument(cli, 0),
				 .decimal = decimal != NULL ? decimal[0] : '.',
				 .is_strict = cli_has(cli, "strict"),
				 .is_dry_run = cli_has(cli, "dry-run") };
	enum err err;

	if (decimal != NULL && strcmp(decimal, ".") != 0 && strcmp(decimal, ",") != 0)
		return cli_fail(cli, ERR_USAGE, "--decimal: '%s' is neither '.' nor ','.", decimal);
	err = cli_open(cli, import.is_dry_run ? CLI_READ : CLI_STATION, &import.app);
	if (err != ERR_OK)
		return err;
	import.staff = cli_staff(cli);
	cli_hold_signals(cli);
	err = file(&import);
	if (err == ERR_OK || err == ERR_CANCELLED)
		report(&import);
	return err == ERR_OK && import.bad > 0 ? ERR_DATA : err;
}
