/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/db.h -- one connection to the store: opened by URL, statements by the address of their
 *               text, transactions whose bodies may run twice.  [db]
 *
 * Shape   a URL is "sqlite:FILE" with options after '?', joined by '&':
 *             vfs=NAME            the SQLite VFS to use (tests: a memory VFS)
 *             lock=file|none      the writers' queue beside the file (none only with a test VFS)
 *             synchronous=full|normal|off   anything but full only on a demo store or in tests
 *             twice=1             every body runs, is rolled back and runs again
 *         A bare path stands for sqlite:PATH.  SQL uses $1, $2 ... and only what SQLite and
 *         PostgreSQL both take; $1 is the property wherever there is one.
 * Errors  ERR_USAGE (no URL of ours), ERR_MISSING_FILE, ERR_NOT_A_STORE, ERR_NEWER,
 *         ERR_NETWORK_FS, ERR_READ_ONLY, ERR_INSECURE, ERR_SETTING on opening; then
 *         ERR_BUSY, ERR_FULL, ERR_IO, ERR_CORRUPT, ERR_EXISTS (a unique key),
 *         ERR_STATE (a trigger or check refused), ERR_STOPPED for ever after the first failed
 *         flush.  db_words() holds the engine's own words for the log.
 * Owner   db_open/db_close; texts of rows are borrowed until db_next() or db_end().
 * Rules   house style 2; WAL, synchronous=FULL, every setting read back.
 */
#ifndef SANDUQ_STORE_DB_H
#define SANDUQ_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct clock;
struct db;
struct db_rows;

/* A value bound to $1, $2 ... : V(number), V(text), V_NULL. */
enum db_kind { DB_INT, DB_TEXT, DB_NULL };
struct db_value {
	enum db_kind kind;
	int64_t number;
	const char *text;
};

/* A number as a value. */
static inline struct db_value db_value_int(int64_t number)
{
	return (struct db_value){ DB_INT, number, NULL };
}

/* A text as a value; NULL is SQL's NULL. */
static inline struct db_value db_value_text(const char *text)
{
	return (struct db_value){ text != NULL ? DB_TEXT : DB_NULL, 0, text };
}

#define V(x) _Generic((x), char *: db_value_text, const char *: db_value_text, \
		      default: db_value_int)(x)
#define V_NULL ((struct db_value){ DB_NULL, 0, NULL })

#define DB_VALUES(...) \
	(int)(sizeof((const struct db_value[]){ __VA_ARGS__ }) / sizeof(struct db_value)), \
		(const struct db_value[]){ __VA_ARGS__ }

struct db_options {
	const struct clock *clock;
	int64_t property;          /* the property this program works for; 1 for a single house */
	bool create;               /* make the file and schema when there is none */
	bool migrate;              /* bring an older schema up to date (else ERR_STATE) */
	void (*on_wait)(void *arg, bool waiting);  /* see db_set_on_wait(); may be NULL */
	void *on_wait_arg;
};

/* How long a wait for the writers' queue stays unsaid. */
#define DB_QUIET_MS 300

/* Opens a store.  On error the words of what failed are in `words` (size bytes, may be NULL). */
enum err db_open(const char *url, const struct db_options *options, char *words, size_t size,
		 struct db **ret_db);

/* Closes; NULL is fine. */
void db_close(struct db *db);

/* Calls `on_wait` with true when a wait for another station lasts longer than DB_QUIET_MS, and with
 * false when it is over.  It runs inside the act: it may show a line and nothing else. */
void db_set_on_wait(struct db *db, void (*on_wait)(void *arg, bool waiting), void *arg);

/* The property and the clock given at opening. */
int64_t db_property(const struct db *db);
const struct clock *db_clock(const struct db *db);

/* The file's path, for locks beside it ("" for a memory VFS). */
const char *db_path(const struct db *db);

/* The engine's own words for the last error, and its name and version. */
const char *db_words(const struct db *db);
const char *db_engine(void);

/* The i-th option that the engine was built with; NULL after the last. */
const char *db_engine_option(int i);

/* True after the first failed flush or I/O error: nothing since is certain. */
bool db_is_stopped(const struct db *db);

/* The number of the newest schema step known here = form version of book rows written now. */
int db_form(const struct db *db);

/* Runs `body` in one write transaction: the fair queue, BEGIN IMMEDIATE, commit.  When the body
 * or the commit fails everything is rolled back.  Not nested (asserted). */
enum err db_atomically(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg);

/* Runs `body` against one unchanging view of the store, without writing. */
enum err db_consistently(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg);

/* Runs a statement that gives no rows; ret_changed may be NULL. */
enum err db_run_values(struct db *db, const char *sql, int n, const struct db_value *values,
		       int64_t *ret_changed);
#define db_run(db, sql, ...) db_run_values((db), (sql), DB_VALUES(__VA_ARGS__), NULL)
#define db_run_changed(db, ret_changed, sql, ...) \
	db_run_values((db), (sql), DB_VALUES(__VA_ARGS__), (ret_changed))

/* Asks for rows.  Never NULL: an error shows in db_end(). */
struct db_rows *db_query_values(struct db *db, const char *sql, int n,
				const struct db_value *values);
#define db_query(db, sql, ...) db_query_values((db), (sql), DB_VALUES(__VA_ARGS__))

/* Moves to the next row; false at the end or on error. */
bool db_next(struct db_rows *rows);

/* The columns of the present row, counted from 0; text is never NULL ("" for NULL). */
int64_t db_int(struct db_rows *rows, int column);
const char *db_text(struct db_rows *rows, int column);
bool db_is_null(struct db_rows *rows, int column);
int db_columns(struct db_rows *rows);

/* Ends the query: ERR_OK or what went wrong. */
enum err db_end(struct db_rows *rows);

/* One row with one number: ERR_NOT_FOUND when there is none. */
enum err db_one_int_values(struct db *db, const char *sql, int n, const struct db_value *values,
			   int64_t *ret_number);
#define db_one_int(db, ret_number, sql, ...) \
	db_one_int_values((db), (sql), DB_VALUES(__VA_ARGS__), (ret_number))

/* How many transactions this connection has committed: what a screen shows is older when this has
 * grown since. */
int64_t db_posted(const struct db *db);

/* Changes with every commit of another connection: a cheap question for a 250 ms timer. */
int64_t db_changed(struct db *db);

/* A checkpoint that truncates the log, under the queue. */
enum err db_checkpoint(struct db *db);

/* A verified copy under a new name: a backup to a temporary file, flushed, checked, renamed. */
enum err db_backup(struct db *db, const char *path);

/* Called with every statement run and its values, for traces; NULL: off. */
typedef void db_trace_fn(void *arg, const char *sql, int n, const struct db_value *values);
void db_set_trace(struct db *db, db_trace_fn *trace, void *arg);

#endif
