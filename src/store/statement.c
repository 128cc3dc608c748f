/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/statement.c -- prepared statements, kept in a table by the address of their text, and the
 * functions of db.h that run them.  A statement that is still running when its text is asked for
 * again gets a second one for that time.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "store/inside.h"

static size_t bucket_of(const char *sql)
{
	uint64_t bits = (uint64_t)(uintptr_t)sql;

	return (size_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 56) % DB_BUCKETS;
}

static void statement_free(struct db_rows *rows)
{
	if (rows == &rows->db->no_memory)
		return;
	sqlite3_finalize(rows->stmt);
	free(rows);
}

static void statement_forget(struct db *db, struct db_rows **link)
{
	struct db_rows *rows = *link;

	*link = rows->next;
	db->statements--;
	statement_free(rows);
}

/* Makes room: drops the first idle statement of each bucket. */
static void statement_thin(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++)
		for (struct db_rows **link = &db->bucket[i]; *link != NULL; link = &(*link)->next)
			if (!(*link)->is_busy) {
				statement_forget(db, link);
				break;
			}
}

void statement_drop_all(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++)
		while (db->bucket[i] != NULL)
			statement_forget(db, &db->bucket[i]);
}

/* A text the engine cannot read is our own mistake, unless the file's schema is not ours. */
static enum err refused(struct db *db, const char *sql, int rc)
{
	enum err err = sqlite_err(db, rc);
	char words[DB_WORDS_SIZE];

	if ((rc & 0xff) != SQLITE_ERROR)
		return err;
	str_copy(words, sizeof words, db->words);
	if (migrate_check(db) != ERR_OK)
		return ERR_CORRUPT;
	fprintf(stderr, "sanduq: %s in: %s\n", words, sql);
	assert(false && "SQL that the store cannot read");
	return ERR_STATE;
}

static void number_parameters(struct db_rows *rows)
{
	rows->n = sqlite3_bind_parameter_count(rows->stmt);
	assert(rows->n <= DB_PARAMETERS_MAX);
	for (int i = 0; i < rows->n; i++) {
		const char *name = sqlite3_bind_parameter_name(rows->stmt, i + 1);
		int64_t number;

		assert(name != NULL && name[0] == '$');
		if (!str_int64(name + 1, &number))
			assert(false && "a parameter is named $1, $2 ...");
		assert(number >= 1 && number <= rows->n);
		rows->index[number - 1] = (unsigned char)(i + 1);
	}
}

static struct db_rows *statement_prepare(struct db *db, const char *sql)
{
	struct db_rows *rows = calloc(1, sizeof *rows);
	int rc;

	if (rows == NULL) {
		db->no_memory = (struct db_rows){ .db = db, .sql = sql, .err = ERR_MEMORY };
		return &db->no_memory;
	}
	rows->db = db;
	rows->sql = sql;
	db->preparing_book = -1;
	rc = sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &rows->stmt, NULL);
	rows->book = db->preparing_book;
	if (rc != SQLITE_OK)
		rows->err = refused(db, sql, rc);
	else
		number_parameters(rows);
	return rows;
}

static void statement_keep(struct db *db, struct db_rows *rows)
{
	size_t i = bucket_of(rows->sql);

	if (db->statements >= DB_STATEMENTS_MAX)
		statement_thin(db);
	rows->is_kept = true;
	rows->next = db->bucket[i];
	db->bucket[i] = rows;
	db->statements++;
}

struct db_rows *statement_take(struct db *db, const char *sql)
{
	struct db_rows **link = &db->bucket[bucket_of(sql)];
	struct db_rows *rows;
	bool is_taken = false;

	for (; (rows = *link) != NULL; link = &rows->next) {
		if (rows->sql != sql)
			continue;
		if (strcmp(sqlite3_sql(rows->stmt), sql) == 0) {
			is_taken = rows->is_busy;
			break;
		}
		assert(!rows->is_busy);
		statement_forget(db, link);
		rows = NULL;
		break;
	}
	if (rows == NULL || is_taken) {
		rows = statement_prepare(db, sql);
		if (rows->err == ERR_OK && !is_taken)
			statement_keep(db, rows);
	}
	rows->is_busy = true;
	db->busy++;
	return rows;
}

/* Whether a statement may run now at all. */
static enum err permitted(struct db *db, struct db_rows *rows)
{
	if (db->is_stopped)
		return ERR_STOPPED;
	if (rows->err != ERR_OK)
		return rows->err;
	if (db->transaction == DB_WRITING && db->broken != ERR_OK)
		return db->broken;
	assert(db->transaction == DB_WRITING || sqlite3_stmt_readonly(rows->stmt));
	return ERR_OK;
}

static int bind_one(struct db_rows *rows, int i, const struct db_value *value,
		    sqlite3_destructor_type owner)
{
	switch (value->kind) {
	case DB_INT:
		return sqlite3_bind_int64(rows->stmt, rows->index[i], value->number);
	case DB_TEXT:
		return sqlite3_bind_text(rows->stmt, rows->index[i], value->text, -1, owner);
	case DB_NULL:
		break;
	}
	return sqlite3_bind_null(rows->stmt, rows->index[i]);
}

/* Takes and binds; texts are copied when the rows outlive the call. */
static struct db_rows *statement_begin(struct db *db, const char *sql, int n,
				       const struct db_value *values, bool copies)
{
	struct db_rows *rows = statement_take(db, sql);

	rows->err = permitted(db, rows);
	if (rows->err != ERR_OK)
		return rows;
	assert(n == rows->n);
	if (db->trace != NULL)
		db->trace(db->trace_arg, sql, n, values);
	for (int i = 0; i < n; i++) {
		int rc = bind_one(rows, i, &values[i],
				  copies ? SQLITE_TRANSIENT : SQLITE_STATIC);

		if (rc != SQLITE_OK) {
			rows->err = sqlite_err(db, rc);
			break;
		}
	}
	return rows;
}

/* The engine rolls back by itself on some errors; the body must not go on after that. */
static enum err step_failed(struct db *db, int rc)
{
	enum err err = sqlite_err(db, rc);

	if (db->transaction == DB_WRITING && sqlite3_get_autocommit(db->sqlite))
		db->broken = err;
	return err;
}

bool db_next(struct db_rows *rows)
{
	int rc;

	if (rows->err != ERR_OK)
		return false;
	rc = sqlite3_step(rows->stmt);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		rows->err = step_failed(rows->db, rc);
	return false;
}

enum err db_end(struct db_rows *rows)
{
	struct db *db = rows->db;
	enum err err = rows->err;

	assert(db->busy > 0);
	if (rows->book >= 0 && err == ERR_OK) {
		db->touched |= UINT64_C(1) << rows->book;
		db->written += sqlite3_changes64(db->sqlite);
	}
	sqlite3_reset(rows->stmt);
	rows->is_busy = false;
	rows->err = ERR_OK;
	db->busy--;
	if (!rows->is_kept)
		statement_free(rows);
	return err;
}

enum err db_run_values(struct db *db, const char *sql, int n, const struct db_value *values,
		       int64_t *ret_changed)
{
	struct db_rows *rows = statement_begin(db, sql, n, values, false);
	int64_t changed = 0;
	enum err err;

	while (db_next(rows))
		;
	if (rows->err == ERR_OK && !sqlite3_stmt_readonly(rows->stmt))
		changed = sqlite3_changes64(db->sqlite);
	err = db_end(rows);
	if (err == ERR_OK && ret_changed != NULL)
		*ret_changed = changed;
	return err;
}

struct db_rows *db_query_values(struct db *db, const char *sql, int n,
				const struct db_value *values)
{
	return statement_begin(db, sql, n, values, true);
}

int64_t db_int(struct db_rows *rows, int column)
{
	assert(column < sqlite3_data_count(rows->stmt));
	return sqlite3_column_int64(rows->stmt, column);
}

const char *db_text(struct db_rows *rows, int column)
{
	const char *text;

	assert(column < sqlite3_data_count(rows->stmt));
	text = (const char *)sqlite3_column_text(rows->stmt, column);
	return text != NULL ? text : "";
}

bool db_is_null(struct db_rows *rows, int column)
{
	assert(column < sqlite3_data_count(rows->stmt));
	return sqlite3_column_type(rows->stmt, column) == SQLITE_NULL;
}

int db_columns(struct db_rows *rows)
{
	return rows->stmt != NULL ? sqlite3_column_count(rows->stmt) : 0;
}

enum err db_one_int_values(struct db *db, const char *sql, int n, const struct db_value *values,
			   int64_t *ret_number)
{
	struct db_rows *rows = statement_begin(db, sql, n, values, false);
	bool found = db_next(rows);
	int64_t number = found ? db_int(rows, 0) : 0;
	enum err err = db_end(rows);

	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_number = number;
	return ERR_OK;
}

int64_t db_changed(struct db *db)
{
	static const char sql[] = "PRAGMA data_version";
	int64_t version = 0;

	if (db_one_int(db, &version, sql) != ERR_OK)
		return 0;
	return version;
}
