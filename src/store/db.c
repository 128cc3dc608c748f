/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/db.c -- opening and closing, transactions, and the writers' queue.  Every writer of the
 * machine takes its place in one lock file beside the store before it begins, and leaves it after
 * the commit and whatever copying back of the log was due; so waiting is short and fair, and a
 * commit never meets a checkpoint of another process.
 */
#include "store/db.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "store/inside.h"

static enum err refuse(struct db *db, enum err err, const char *why)
{
	str_format(db->words, sizeof db->words, "%s: %s", db->url.path, why);
	return err;
}

/* Puts the folder's true name before the file's, so that the engine can refuse links at the end. */
static enum err resolve_folder(struct db *db)
{
	char folder[DB_PATH_SIZE], real[PATH_MAX];
	char *slash = strrchr(db->url.path, '/');
	const char *name = slash != NULL ? slash + 1 : db->url.path;
	char file[NAME_MAX + 1];

	if (!str_copy(file, sizeof file, name) || name[0] == '\0')
		return refuse(db, ERR_NOT_A_STORE, "not a file");
	if (slash == NULL)
		str_copy(folder, sizeof folder, ".");
	else if (slash == db->url.path)
		str_copy(folder, sizeof folder, "/");
	else
		str_format(folder, sizeof folder, "%.*s", (int)(slash - db->url.path),
			   db->url.path);
	if (realpath(folder, real) == NULL)
		return refuse(db, errno == EACCES ? ERR_READ_ONLY : ERR_MISSING_FILE,
			      strerror(errno));
	if (!file_join(db->url.path, sizeof db->url.path, real, file))
		return refuse(db, ERR_MISSING_FILE, "the name is too long");
	if (file_is_network(real))
		return refuse(db, ERR_NETWORK_FS, file_system_name(real));
	return ERR_OK;
}

/* Looks at what is at the path without opening it: that would cost SQLite its locks. */
static enum err check_file(struct db *db)
{
	struct stat st;

	if (lstat(db->url.path, &st) != 0) {
		if (errno != ENOENT)
			return refuse(db, ERR_READ_ONLY, strerror(errno));
		return db->options.create ? ERR_OK : refuse(db, ERR_MISSING_FILE, "not there");
	}
	if (!S_ISREG(st.st_mode))
		return refuse(db, ERR_NOT_A_STORE, "not a regular file");
	if ((st.st_mode & 077) != 0 && chmod(db->url.path, 0600) != 0)
		return refuse(db, ERR_INSECURE, "may be read by others");
	if (access(db->url.path, R_OK | W_OK) != 0)
		return refuse(db, ERR_READ_ONLY, strerror(errno));
	return ERR_OK;
}

static enum err queue_open(struct db *db, char *path, size_t size, bool *ret_made)
{
	bool there;
	enum err err;

	if (!str_format(path, size, "%s.lock", db->url.path))
		return refuse(db, ERR_MISSING_FILE, "the name is too long");
	there = file_exists(path);
	err = file_lock_open(path, &db->queue);
	if (err != ERR_OK)
		return refuse(db, err, "the lock file beside it");
	*ret_made = !there;
	return ERR_OK;
}

void db_set_on_wait(struct db *db, void (*on_wait)(void *arg, bool waiting), void *arg)
{
	db->options.on_wait = on_wait;
	db->options.on_wait_arg = arg;
}

enum err db_queue_enter(struct db *db)
{
	enum err err;

	if (!db->url.has_queue)
		return ERR_OK;
	err = file_lock_try(&db->queue);
	if (err != ERR_BUSY)
		return err;
	if (db->options.on_wait == NULL)
		return file_lock_wait(&db->queue);
	err = file_lock_wait_ms(&db->queue, DB_QUIET_MS);
	if (err != ERR_BUSY)
		return err;
	db->options.on_wait(db->options.on_wait_arg, true);
	err = file_lock_wait(&db->queue);
	db->options.on_wait(db->options.on_wait_arg, false);
	return err;
}

void db_queue_leave(struct db *db)
{
	if (db->url.has_queue)
		file_lock_release(&db->queue);
}

/* Less than full flushing loses money on a power cut: only where no money is real. */
static enum err check_synchronous(struct db *db)
{
	static const char sql[] = "SELECT count(*) FROM property WHERE property = $1 "
				  "AND kind = 'live'";
	int64_t n = 0;
	enum err err = ERR_OK;

	if (db->url.synchronous == DB_SYNCHRONOUS_FULL || db->url.vfs[0] != '\0' ||
	    schema_find(&db->schema, "property") == NULL)
		return ERR_OK;
	err = db_one_int(db, &n, sql, V(db->options.property));
	if (err == ERR_OK && n > 0)
		return refuse(db, ERR_SETTING, "synchronous must be full on a live store");
	return err;
}

static enum err open_engine(struct db *db)
{
	enum err err = db_queue_enter(db);

	if (err != ERR_OK)
		return err;
	err = sqlite_open(db);
	if (err == ERR_OK)
		err = check_synchronous(db);
	db_queue_leave(db);
	return err;
}

/* A file of the machine: looked at, queued for, opened.  A file that is none of ours is left as it
 * was, without a lock file beside it. */
static enum err open_file(struct db *db)
{
	char lock[DB_PATH_SIZE];
	bool made = false;
	enum err err = resolve_folder(db);

	if (err == ERR_OK)
		err = check_file(db);
	if (err == ERR_OK)
		err = queue_open(db, lock, sizeof lock, &made);
	if (err == ERR_OK)
		err = open_engine(db);
	if (err == ERR_NOT_A_STORE && made)
		unlink(lock);
	return err;
}

static enum err open_whole(struct db *db, const char *url, const char *const *steps)
{
	enum err err = db_url_parse(url, &db->url);

	if (err != ERR_OK) {
		str_format(db->words, sizeof db->words, "not the address of a store: %s", url);
		return err;
	}
	err = schema_parse(steps, &db->schema);
	if (err != ERR_OK)
		return err;
	return db->url.has_queue ? open_file(db) : open_engine(db);
}

enum err db_open_steps(const char *url, const struct db_options *options,
		       const char *const *steps, char *words, size_t size, struct db **ret_db)
{
	struct db *db = calloc(1, sizeof *db);
	enum err err;

	if (db == NULL)
		return ERR_MEMORY;
	db->queue.fd = -1;
	db->options = *options;
	err = open_whole(db, url, steps);
	if (err != ERR_OK) {
		if (words != NULL && size > 0)
			str_copy(words, size, db->words);
		db_close(db);
		return err;
	}
	*ret_db = db;
	return ERR_OK;
}

enum err db_open(const char *url, const struct db_options *options, char *words, size_t size,
		 struct db **ret_db)
{
	return db_open_steps(url, options, schema_steps, words, size, ret_db);
}

void db_close(struct db *db)
{
	bool is_queued;

	if (db == NULL)
		return;
	assert(db->transaction == DB_IDLE && db->busy == 0);
	statement_drop_all(db);
	is_queued = db->queue.fd >= 0 && db_queue_enter(db) == ERR_OK;
	sqlite_close(db);
	if (is_queued)
		db_queue_leave(db);
	file_lock_close(&db->queue);
	schema_done(&db->schema);
	free(db);
}

int64_t db_property(const struct db *db)
{
	return db->options.property;
}

const struct clock *db_clock(const struct db *db)
{
	return db->options.clock;
}

const char *db_path(const struct db *db)
{
	return db->url.has_queue ? db->url.path : "";
}

const char *db_words(const struct db *db)
{
	return db->words;
}

bool db_is_stopped(const struct db *db)
{
	return db->is_stopped;
}

int64_t db_posted(const struct db *db)
{
	return db->posted;
}

int db_form(const struct db *db)
{
	return db->schema.forms;
}

void db_set_trace(struct db *db, db_trace_fn *trace, void *arg)
{
	db->trace = trace;
	db->trace_arg = arg;
}

static enum err run_body(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg)
{
	enum err err;

	db->touched = 0;
	db->written = 0;
	err = body(db, arg);
	assert(db->busy == 0);
	if (db->is_stopped)
		return ERR_STOPPED;
	return db->broken != ERR_OK ? db->broken : err;
}

/* Runs the body, takes all back, and runs it again: what a repetition would do. */
static enum err run_twice(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg)
{
	enum err err = sqlite_exec(db, "SAVEPOINT twice");

	if (err == ERR_OK)
		err = run_body(db, body, arg);
	if (err == ERR_OK)
		err = sqlite_exec(db, "ROLLBACK TO twice");
	if (err == ERR_OK)
		err = sqlite_exec(db, "RELEASE twice");
	return err == ERR_OK ? run_body(db, body, arg) : err;
}

/* Copies the log back when it has grown; what goes wrong here loses nothing that was posted. */
static void checkpoint_when_due(struct db *db)
{
	if (db->log_pages < db->log_pages_due)
		return;
	sqlite_checkpoint(db, SQLITE_CHECKPOINT_PASSIVE);
}

static enum err finish(struct db *db, enum err err)
{
	if (err == ERR_OK)
		err = sqlite_turn(db, DB_TURN_COMMIT);
	if (err != ERR_OK && !sqlite3_get_autocommit(db->sqlite))
		(void)sqlite_turn(db, DB_TURN_BACK);
	else if (err == ERR_OK)
		checkpoint_when_due(db);
	return err;
}

static enum err write_in_queue(struct db *db, enum err (*body)(struct db *db, void *arg),
			       void *arg)
{
	enum err err = sqlite_turn(db, DB_TURN_WRITE);

	if (err != ERR_OK)
		return err;
	db->transaction = DB_WRITING;
	db->broken = ERR_OK;
	err = db->url.twice ? run_twice(db, body, arg) : run_body(db, body, arg);
	err = finish(db, err);
	db->transaction = DB_IDLE;
	return err;
}

enum err db_atomically(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg)
{
	enum err err;

	assert(db->transaction == DB_IDLE);
	assert(db->busy == 0);
	if (db->is_stopped)
		return ERR_STOPPED;
	err = db_queue_enter(db);
	if (err != ERR_OK)
		return err;
	err = write_in_queue(db, body, arg);
	db_queue_leave(db);
	return err;
}

enum err db_consistently(struct db *db, enum err (*body)(struct db *db, void *arg), void *arg)
{
	enum err err;

	if (db->is_stopped)
		return ERR_STOPPED;
	if (db->transaction != DB_IDLE)
		return body(db, arg);
	err = sqlite_turn(db, DB_TURN_READ);
	if (err != ERR_OK)
		return err;
	db->transaction = DB_READING;
	err = body(db, arg);
	if (!sqlite3_get_autocommit(db->sqlite))
		(void)sqlite_turn(db, DB_TURN_BACK);
	db->transaction = DB_IDLE;
	return db->is_stopped ? ERR_STOPPED : err;
}

enum err db_checkpoint(struct db *db)
{
	enum err err;

	assert(db->transaction == DB_IDLE);
	if (db->is_stopped)
		return ERR_STOPPED;
	err = db_queue_enter(db);
	if (err != ERR_OK)
		return err;
	err = sqlite_checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE);
	if (err == ERR_OK)
		db->log_pages = 0;
	db_queue_leave(db);
	return err;
}
