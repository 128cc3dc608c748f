/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/floor.c -- the bare engine: the statements of a tape, prepared once, with the
 * settings, the transactions and the flushing of the store.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/bench.h"
#include "bench/tape.h"
#include "store/inside.h"

#define FRAME_BYTES (4096 + 24)

struct floor {
	sqlite3 *sqlite;
	sqlite3_stmt *begin, *commit;
	sqlite3_stmt *statement[TAPE_STATEMENTS_MAX];
	unsigned char index[TAPE_STATEMENTS_MAX][DB_PARAMETERS_MAX];
	int log_pages, log_pages_due;
	int64_t frames, rows;
};

static const char *const settings[] = {
	"journal_mode = WAL", "foreign_keys = ON",    "recursive_triggers = ON",
	"trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0",
	"temp_store = MEMORY", "secure_delete = ON",   "wal_autocheckpoint = 0",
};

static const char *const compared[] = {
	"page_size",      "journal_mode",    "foreign_keys", "recursive_triggers",
	"trusted_schema", "cell_size_check", "mmap_size",    "temp_store",
	"secure_delete",  "wal_autocheckpoint", "cache_size", "synchronous",
};

static void need(struct floor *floor, int rc, const char *what)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return;
	fprintf(stderr, "bench: the floor: %s: %s\n", what, sqlite3_errmsg(floor->sqlite));
	exit(99);
}

static void execute(struct floor *floor, const char *sql)
{
	need(floor, sqlite3_exec(floor->sqlite, sql, NULL, NULL, NULL), sql);
}

static sqlite3_stmt *prepare(struct floor *floor, const char *sql)
{
	sqlite3_stmt *stmt = NULL;

	need(floor,
	     sqlite3_prepare_v3(floor->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL),
	     sql);
	return stmt;
}

static int committed(void *arg, sqlite3 *sqlite, const char *base, int pages)
{
	struct floor *floor = arg;

	(void)sqlite;
	(void)base;
	floor->frames += pages > floor->log_pages ? pages - floor->log_pages : pages;
	floor->log_pages = pages;
	return SQLITE_OK;
}

struct floor *floor_open(const char *path, const char *synchronous)
{
	struct floor *floor = calloc(1, sizeof *floor);
	char sql[64];

	bench_need(floor != NULL, "no memory for the floor");
	need(floor,
	     sqlite3_open_v2(path, &floor->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			     NULL),
	     path);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		str_format(sql, sizeof sql, "PRAGMA %s", settings[i]);
		execute(floor, sql);
	}
	str_format(sql, sizeof sql, "PRAGMA synchronous = %s", synchronous);
	execute(floor, sql);
	floor->begin = prepare(floor, "BEGIN IMMEDIATE");
	floor->commit = prepare(floor, "COMMIT");
	floor->log_pages_due = DB_LOG_PAGES;
	sqlite3_wal_hook(floor->sqlite, committed, floor);
	return floor;
}

void floor_close(struct floor *floor)
{
	if (floor == NULL)
		return;
	sqlite3_finalize(floor->begin);
	sqlite3_finalize(floor->commit);
	for (int i = 0; i < TAPE_STATEMENTS_MAX; i++)
		sqlite3_finalize(floor->statement[i]);
	sqlite3_close(floor->sqlite);
	free(floor);
}

static int64_t setting_of(sqlite3 *sqlite, const char *name, char *into, size_t size)
{
	sqlite3_stmt *stmt = NULL;
	char sql[64];

	str_format(sql, sizeof sql, "PRAGMA %s", name);
	bench_need(sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL) == SQLITE_OK, sql);
	bench_need(sqlite3_step(stmt) == SQLITE_ROW, sql);
	str_copy(into, size, (const char *)sqlite3_column_text(stmt, 0));
	return sqlite3_finalize(stmt);
}

const char *floor_differs(struct floor *floor, struct db *db)
{
	for (size_t i = 0; i < sizeof compared / sizeof *compared; i++) {
		char here[64], there[64];

		setting_of(floor->sqlite, compared[i], here, sizeof here);
		setting_of(db->sqlite, compared[i], there, sizeof there);
		if (strcmp(here, there) != 0)
			return compared[i];
	}
	return NULL;
}

static void step(struct floor *floor, sqlite3_stmt *stmt)
{
	int rc;

	do
		rc = sqlite3_step(stmt);
	while (rc == SQLITE_ROW);
	need(floor, rc, sqlite3_sql(stmt));
	sqlite3_reset(stmt);
}

/* SQLite numbers parameters as they first stand in the text; "$2" is the second value. */
static int index_of(sqlite3_stmt *stmt, int i)
{
	char name[8];

	str_format(name, sizeof name, "$%d", i + 1);
	return sqlite3_bind_parameter_index(stmt, name);
}

static void bind(sqlite3_stmt *stmt, const unsigned char *index, const struct tape *tape,
		 const struct tape_step *from)
{
	for (int i = 0; i < from->n; i++) {
		const struct tape_value *value = &tape->value[from->first + i];

		if (value->kind == DB_INT)
			sqlite3_bind_int64(stmt, index[i], value->number);
		else if (value->kind == DB_TEXT)
			sqlite3_bind_text(stmt, index[i], tape->texts.data + value->number, -1,
					  SQLITE_STATIC);
		else
			sqlite3_bind_null(stmt, index[i]);
	}
}

static sqlite3_stmt *ready(struct floor *floor, const struct tape *tape,
			   const struct tape_step *from)
{
	unsigned char *index = floor->index[from->statement];
	sqlite3_stmt *stmt = floor->statement[from->statement];

	if (stmt == NULL) {
		stmt = prepare(floor, tape->sql.data + tape->statement[from->statement]);
		for (int i = 0; i < from->n; i++)
			index[i] = (unsigned char)index_of(stmt, i);
		floor->statement[from->statement] = stmt;
	}
	bind(stmt, index, tape, from);
	return stmt;
}

static void checkpoint_when_due(struct floor *floor)
{
	int pages = 0, copied = 0;

	if (floor->log_pages < floor->log_pages_due)
		return;
	need(floor,
	     sqlite3_wal_checkpoint_v2(floor->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages,
				       &copied),
	     "checkpoint");
	floor->log_pages_due = copied < pages ? pages + DB_LOG_PAGES / 4 : DB_LOG_PAGES;
}

void floor_act(struct floor *floor, const struct tape *tape, int *at)
{
	int before = sqlite3_total_changes(floor->sqlite);

	step(floor, floor->begin);
	for (; tape->step[*at].statement >= 0; ++*at) {
		sqlite3_stmt *stmt = ready(floor, tape, &tape->step[*at]);

		step(floor, stmt);
	}
	++*at;
	step(floor, floor->commit);
	checkpoint_when_due(floor);
	floor->rows += sqlite3_total_changes(floor->sqlite) - before;
}

int64_t floor_rows(const struct floor *floor)
{
	return floor->rows;
}

int64_t floor_log_bytes(const struct floor *floor)
{
	return floor->frames * FRAME_BYTES;
}
