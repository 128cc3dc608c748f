/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/tape.c -- recording what goes to the store, keeping it in a file.
 */
#include "bench/tape.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "bench/bench.h"

#define TAPE_FILE_MAX 100000000

static void *grow(void *array, int n, int *size, size_t each)
{
	if (n < *size)
		return array;
	*size = *size == 0 ? 4096 : 2 * *size;
	array = realloc(array, (size_t)*size * each);
	bench_need(array != NULL, "no memory for the tape");
	return array;
}

static int statement_of(struct tape *tape, const char *sql)
{
	for (int i = 0; i < tape->statements; i++)
		if (tape->address[i] == sql)
			return i;
	bench_need(tape->statements < TAPE_STATEMENTS_MAX, "too many statements for the tape");
	tape->address[tape->statements] = sql;
	tape->statement[tape->statements] = tape->sql.len;
	str_add_bytes(&tape->sql, sql, strlen(sql) + 1);
	return tape->statements++;
}

static void add_step(struct tape *tape, struct tape_step step)
{
	tape->step = grow(tape->step, tape->steps, &tape->steps_size, sizeof *tape->step);
	tape->step[tape->steps++] = step;
}

static void add_value(struct tape *tape, const struct db_value *value)
{
	struct tape_value kept = { value->number, value->kind };

	if (value->kind == DB_TEXT) {
		kept.number = (int64_t)tape->texts.len;
		str_add_bytes(&tape->texts, value->text, strlen(value->text) + 1);
	}
	tape->value = grow(tape->value, tape->values, &tape->values_size, sizeof *tape->value);
	tape->value[tape->values++] = kept;
}

static void on_statement(void *arg, const char *sql, int n, const struct db_value *values)
{
	struct tape *tape = arg;

	add_step(tape, (struct tape_step){ statement_of(tape, sql), tape->values, n });
	for (int i = 0; i < n; i++)
		add_value(tape, &values[i]);
}

void tape_record(struct tape *tape, struct db *db)
{
	db_set_trace(db, on_statement, tape);
}

void tape_stop(struct db *db)
{
	db_set_trace(db, NULL, NULL);
}

void tape_cut(struct tape *tape)
{
	add_step(tape, (struct tape_step){ .statement = -1 });
}

void tape_clear(struct tape *tape)
{
	str_clear(&tape->texts);
	tape->steps = tape->values = 0;
}

void tape_done(struct tape *tape)
{
	str_done(&tape->texts);
	str_done(&tape->sql);
	free(tape->step);
	free(tape->value);
	*tape = (struct tape){ 0 };
}

int tape_acts(const struct tape *tape)
{
	int acts = 0;

	for (int i = 0; i < tape->steps; i++)
		acts += tape->step[i].statement < 0;
	return acts;
}

/* What stands first in the file. */
struct head {
	int64_t texts, sql, statements, steps, values;
};

void tape_save(const struct tape *tape, const char *path)
{
	struct head head = { (int64_t)tape->texts.len, (int64_t)tape->sql.len, tape->statements,
			     tape->steps, tape->values };
	struct str file = { 0 };

	str_add_bytes(&file, &head, sizeof head);
	str_add_bytes(&file, tape->statement, sizeof tape->statement);
	str_add_bytes(&file, tape->step, (size_t)tape->steps * sizeof *tape->step);
	str_add_bytes(&file, tape->value, (size_t)tape->values * sizeof *tape->value);
	str_add_bytes(&file, tape->sql.data, tape->sql.len);
	str_add_bytes(&file, tape->texts.data, tape->texts.len);
	bench_need(str_ok(&file), "no memory for the tape");
	bench_must(file_write(path, 0600, file.data, file.len), path);
	str_done(&file);
}

static void *take(const char **at, size_t len)
{
	void *copy = malloc(len + 1);

	bench_need(copy != NULL, "no memory for the tape");
	memcpy(copy, *at, len);
	*at += len;
	return copy;
}

void tape_load(struct tape *tape, const char *path)
{
	struct head head;
	const char *at;
	char *bytes;
	size_t len;

	bench_must(file_read(path, TAPE_FILE_MAX, &bytes, &len), path);
	at = bytes + sizeof head + sizeof tape->statement;
	memcpy(&head, bytes, sizeof head);
	*tape = (struct tape){ .statements = (int)head.statements, .steps = (int)head.steps,
			       .values = (int)head.values };
	memcpy(tape->statement, bytes + sizeof head, sizeof tape->statement);
	tape->step = take(&at, (size_t)head.steps * sizeof *tape->step);
	tape->value = take(&at, (size_t)head.values * sizeof *tape->value);
	str_add_bytes(&tape->sql, at, (size_t)head.sql);
	str_add_bytes(&tape->texts, at + head.sql, (size_t)head.texts);
	free(bytes);
}
