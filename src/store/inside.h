/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/inside.h -- what the files of this layer share about a connection; nobody else includes it.
 *                   [db]
 *
 * Shape   struct db is the connection; struct db_rows is one prepared statement, kept in a table
 *         by the address of its text.  The SQLite driver is sqlite.c (opening, settings, errors),
 *         migrate.c (schema) and statement.c; db.c holds transactions and the writers' queue.
 * Owner   everything here belongs to its struct db.
 */
#ifndef SANDUQ_STORE_INSIDE_H
#define SANDUQ_STORE_INSIDE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/file.h"
#include "base/id.h"
#include "store/db.h"
#include "store/schema.h"

#define DB_PARAMETERS_MAX 40
#define DB_BUCKETS 256
#define DB_STATEMENTS_MAX 512
#define DB_PATH_SIZE 1024
#define DB_WORDS_SIZE 512
#define DB_STATIONS_MAX 16
#define DB_LOG_PAGES 1000
#define DB_BUSY_TIMEOUT_MS 5000

/* "sndq" */
#define DB_APPLICATION_ID 0x736e6471

enum db_synchronous { DB_SYNCHRONOUS_OFF, DB_SYNCHRONOUS_NORMAL, DB_SYNCHRONOUS_FULL };

/* A store's URL taken apart. */
struct db_url {
	char path[DB_PATH_SIZE];
	char vfs[64];              /* "": the system's */
	enum db_synchronous synchronous;
	bool has_queue;
	bool twice;
};

/* One statement; rows while it runs. */
struct db_rows {
	struct db_rows *next;      /* in its bucket */
	struct db *db;
	sqlite3_stmt *stmt;        /* NULL when it could not be prepared */
	const char *sql;           /* the caller's constant */
	enum err err;
	bool is_kept;              /* in the table; else freed at its end */
	bool is_busy;
	int book;                  /* the book table it inserts into, -1: none */
	int n;                     /* parameters */
	unsigned char index[DB_PARAMETERS_MAX];
};

enum db_transaction { DB_IDLE, DB_READING, DB_WRITING };

/* What begins and ends a transaction. */
enum db_turn { DB_TURN_READ, DB_TURN_WRITE, DB_TURN_COMMIT, DB_TURN_BACK, DB_TURNS };

struct db {
	sqlite3 *sqlite;
	struct schema schema;
	struct db_url url;
	struct db_options options;
	char words[DB_WORDS_SIZE];
	struct file_lock queue;
	bool is_open;              /* opened whole: from here on I/O errors stop the store */
	bool is_stopped;
	enum db_transaction transaction;
	enum err broken;           /* why the engine gave up the running transaction */
	int busy;                  /* statements that run now */
	int64_t posted;            /* commits of this connection */
	int log_pages;             /* in the write-ahead log after the last commit */
	int log_pages_due;         /* when to copy them back next */
	int preparing_book;        /* noted by the authorizer */
	uint64_t touched;          /* book tables the running act wrote to, one bit each */
	int64_t written;           /* rows it wrote to them */
	int stations;
	int station[DB_STATIONS_MAX];
	db_trace_fn *trace;
	void *trace_arg;
	int statements;
	struct db_rows *bucket[DB_BUCKETS];
	sqlite3_stmt *turn[DB_TURNS];      /* prepared when first needed */
	struct db_rows no_memory;  /* returned when there is none for another */
};

/* The first id after all of a station's. */
static inline int64_t db_station_end(int station)
{
	return station < ID_STATION_MAX ? id_make(station + 1, 0, 0) : INT64_MAX;
}

/* Opens with the schema of `steps`: tests bring their own. */
enum err db_open_steps(const char *url, const struct db_options *options,
		       const char *const *steps, char *words, size_t size, struct db **ret_db);

/* Takes a URL apart; ERR_USAGE. */
enum err db_url_parse(const char *url, struct db_url *ret_url);

/* Takes and gives back the place in the writers' queue. */
enum err db_queue_enter(struct db *db);
void db_queue_leave(struct db *db);

/* Opens the engine, checks whose file it is, applies and reads back every setting. */
enum err sqlite_open(struct db *db);

/* Closes the engine; statements are gone by then. */
void sqlite_close(struct db *db);

/* Reads every setting back: ERR_SETTING names the first that did not take in the words. */
enum err sqlite_settings_check(struct db *db);

/* The error for a result of the engine; keeps its words, stops the store on an I/O error. */
enum err sqlite_err(struct db *db, int rc);

/* Runs driver text (BEGIN, PRAGMA ...) that takes no values. */
enum err sqlite_exec(struct db *db, const char *sql);

/* Begins or ends a transaction. */
enum err sqlite_turn(struct db *db, enum db_turn turn);

/* One number or text from driver text; ret_found tells whether there was a row. */
enum err sqlite_int(struct db *db, const char *sql, int64_t *ret_number, bool *ret_found);

/* Copies the log back (SQLITE_CHECKPOINT_PASSIVE or _TRUNCATE); inside the queue. */
enum err sqlite_checkpoint(struct db *db, int mode);

/* What the authorizer allows once the store is open. */
int sqlite_authorize(void *arg, int action, const char *a, const char *b, const char *base,
		     const char *trigger);

/* Makes the schema, or brings an older one up to date, in one transaction. */
enum err migrate_run(struct db *db, int from);

/* ERR_CORRUPT when tables, indexes or triggers are not those of the steps; words name the first. */
enum err migrate_check(struct db *db);

/* A statement ready to be bound, marked busy; never NULL. */
struct db_rows *statement_take(struct db *db, const char *sql);

/* Drops all statements. */
void statement_drop_all(struct db *db);

#endif
