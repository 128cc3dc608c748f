/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/sqlite.c -- the SQLite driver: opens a file that is ours or new, applies the settings that
 * make it safe and reads each back, turns the engine's results into ours, and decides which errors
 * stop the store for good.
 */
#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"
#include "store/inside.h"

/* What is set by PRAGMA, and what reading it back must give. */
static const struct setting {
	const char *set, *get, *expected;
} settings[] = {
	{ "PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal" },
	{ "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1" },
	{ "PRAGMA recursive_triggers = ON", "PRAGMA recursive_triggers", "1" },
	{ "PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0" },
	{ "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1" },
	{ "PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0" },
	{ "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2" },
	{ "PRAGMA secure_delete = ON", "PRAGMA secure_delete", "1" },
	{ "PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", "0" },
};

/* In the order of enum db_synchronous. */
static const struct setting synchronous_settings[] = {
	{ "PRAGMA synchronous = OFF", "PRAGMA synchronous", "0" },
	{ "PRAGMA synchronous = NORMAL", "PRAGMA synchronous", "1" },
	{ "PRAGMA synchronous = FULL", "PRAGMA synchronous", "2" },
};

static const struct {
	int code;
	int expected;
	const char *name;
} switches[] = {
	{ SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive" },
	{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted schema" },
	{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, "load extension" },
	{ SQLITE_DBCONFIG_DQS_DDL, 0, "double-quoted text in the schema" },
	{ SQLITE_DBCONFIG_DQS_DML, 0, "double-quoted text" },
};

static const struct {
	int code;
	int value;
	const char *name;
} limits[] = {
	{ SQLITE_LIMIT_LENGTH, 1000000, "length" },
	{ SQLITE_LIMIT_SQL_LENGTH, 100000, "length of a statement" },
	{ SQLITE_LIMIT_ATTACHED, 0, "attached files" },
	{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50, "pattern" },
	{ SQLITE_LIMIT_TRIGGER_DEPTH, 10, "trigger depth" },
	{ SQLITE_LIMIT_VARIABLE_NUMBER, DB_PARAMETERS_MAX, "parameters" },
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static enum err constraint_err(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ERR_EXISTS;
	default:
		return ERR_STATE;
	}
}

/* An I/O error leaves unknown what reached the disk; a full disk and missing memory do not. */
static enum err io_err(struct db *db, int rc)
{
	int error = db->sqlite != NULL ? sqlite3_system_errno(db->sqlite) : 0;

	if (rc == SQLITE_IOERR_NOMEM)
		return ERR_MEMORY;
	if ((error == ENOSPC || error == EDQUOT) && rc != SQLITE_IOERR_FSYNC)
		return ERR_FULL;
	if (!db->is_open)
		return error == EACCES || error == EROFS ? ERR_READ_ONLY : ERR_IO;
	db->is_stopped = true;
	sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return ERR_STOPPED;
}

static enum err cannot_open(const struct db *db)
{
	int error = db->sqlite != NULL ? sqlite3_system_errno(db->sqlite) : 0;

	return error == EACCES || error == EROFS || error == EPERM ? ERR_READ_ONLY : ERR_IO;
}

enum err sqlite_err(struct db *db, int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return ERR_OK;
	str_format(db->words, sizeof db->words, "%s (%d)",
		   db->sqlite != NULL ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(rc), rc);
	switch (rc & 0xff) {
	case SQLITE_NOMEM:
		return ERR_MEMORY;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CONSTRAINT:
		return constraint_err(rc);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return ERR_READ_ONLY;
	case SQLITE_CORRUPT:
		return ERR_CORRUPT;
	case SQLITE_NOTADB:
		return db->is_open ? ERR_CORRUPT : ERR_NOT_A_STORE;
	case SQLITE_CANTOPEN:
		return cannot_open(db);
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	case SQLITE_IOERR:
		return io_err(db, rc);
	default:
		return strstr(db->words, "integer overflow") != NULL ? ERR_OVERFLOW : ERR_STATE;
	}
}

enum err sqlite_exec(struct db *db, const char *sql)
{
	return sqlite_err(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL));
}

enum err sqlite_turn(struct db *db, enum db_turn turn)
{
	static const char *const sql[DB_TURNS] = { "BEGIN", "BEGIN IMMEDIATE", "COMMIT",
						   "ROLLBACK" };
	sqlite3_stmt **stmt = &db->turn[turn];
	int rc = SQLITE_OK;
	enum err err;

	if (*stmt == NULL)
		rc = sqlite3_prepare_v3(db->sqlite, sql[turn], -1, SQLITE_PREPARE_PERSISTENT, stmt,
					NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(*stmt);
	err = sqlite_err(db, rc);
	sqlite3_reset(*stmt);
	return err;
}

/* The first column of the first row as text; false in ret_found when there is no row. */
static enum err first_text(struct db *db, const char *sql, char *into, size_t size,
			   bool *ret_found)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL);
	enum err err;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	err = sqlite_err(db, rc);
	*ret_found = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		str_format(into, size, "%s", (const char *)sqlite3_column_text(stmt, 0));
	sqlite3_finalize(stmt);
	return err;
}

enum err sqlite_int(struct db *db, const char *sql, int64_t *ret_number, bool *ret_found)
{
	char text[32];
	bool found = false;
	enum err err = first_text(db, sql, text, sizeof text, &found);

	if (err != ERR_OK)
		return err;
	if (found && !str_int64(text, ret_number))
		return ERR_CORRUPT;
	*ret_found = found;
	return ERR_OK;
}

static enum err did_not_take(struct db *db, const char *name)
{
	str_format(db->words, sizeof db->words, "a setting did not take: %s", name);
	return ERR_SETTING;
}

static enum err setting_check(struct db *db, const struct setting *setting)
{
	char text[32] = "";
	bool found = false;
	enum err err = first_text(db, setting->get, text, sizeof text, &found);

	if (err != ERR_OK)
		return err;
	return found && strcmp(text, setting->expected) == 0 ? ERR_OK
							     : did_not_take(db, setting->get);
}

static enum err switches_apply(struct db *db)
{
	for (size_t i = 0; i < COUNT(switches); i++) {
		int rc = sqlite3_db_config(db->sqlite, switches[i].code, switches[i].expected,
					   NULL);

		if (rc != SQLITE_OK)
			return did_not_take(db, switches[i].name);
	}
	for (size_t i = 0; i < COUNT(limits); i++)
		sqlite3_limit(db->sqlite, limits[i].code, limits[i].value);
	return ERR_OK;
}

static enum err switches_check(struct db *db)
{
	for (size_t i = 0; i < COUNT(switches); i++) {
		int value = -1;

		sqlite3_db_config(db->sqlite, switches[i].code, -1, &value);
		if (value != switches[i].expected)
			return did_not_take(db, switches[i].name);
	}
	for (size_t i = 0; i < COUNT(limits); i++)
		if (sqlite3_limit(db->sqlite, limits[i].code, -1) != limits[i].value)
			return did_not_take(db, limits[i].name);
	return ERR_OK;
}

enum err sqlite_settings_check(struct db *db)
{
	enum err err = switches_check(db);

	for (size_t i = 0; err == ERR_OK && i < COUNT(settings); i++)
		err = setting_check(db, &settings[i]);
	if (err == ERR_OK)
		err = setting_check(db, &synchronous_settings[db->url.synchronous]);
	return err;
}

static enum err settings_apply(struct db *db)
{
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && i < COUNT(settings); i++)
		err = sqlite_exec(db, settings[i].set);
	if (err == ERR_OK)
		err = sqlite_exec(db, synchronous_settings[db->url.synchronous].set);
	return err != ERR_OK ? err : sqlite_settings_check(db);
}

static bool is_readable_pragma(const char *name, const char *value)
{
	static const char *const with_value[] = { "integrity_check", "foreign_key_list" };
	static const char *const never[] = { "wal_checkpoint", "incremental_vacuum", "optimize",
					     "shrink_memory" };

	for (size_t i = 0; i < COUNT(never); i++)
		if (strcmp(name, never[i]) == 0)
			return false;
	if (value == NULL)
		return true;
	for (size_t i = 0; i < COUNT(with_value); i++)
		if (strcmp(name, with_value[i]) == 0)
			return true;
	return false;
}

int sqlite_authorize(void *arg, int action, const char *a, const char *b, const char *base,
		     const char *trigger)
{
	struct db *db = arg;
	const struct schema_table *table;

	(void)base;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
		return SQLITE_OK;
	case SQLITE_PRAGMA:
		return is_readable_pragma(a, b) ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_INSERT:
		table = schema_find(&db->schema, a);
		if (table != NULL && trigger == NULL)
			db->preparing_book = table->book;
		return table != NULL ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_UPDATE:
		table = schema_find(&db->schema, a);
		return table != NULL && table->class == SCHEMA_STATE ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_DELETE:
		table = schema_find(&db->schema, a);
		return table != NULL && table->class != SCHEMA_BOOK ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_DENY;
	}
}

static int committed(void *arg, sqlite3 *sqlite, const char *base, int pages)
{
	struct db *db = arg;

	(void)sqlite;
	(void)base;
	db->log_pages = pages;
	db->posted++;
	return SQLITE_OK;
}

static enum err not_ours(struct db *db, const char *why)
{
	str_format(db->words, sizeof db->words, "%s: %s", db->url.path, why);
	return ERR_NOT_A_STORE;
}

/* Whose file is it?  A new one has no tables and belongs to nobody: version 0. */
static enum err identify(struct db *db, int64_t *ret_version)
{
	int64_t application = 0, version = 0, tables = 0;
	bool found;
	enum err err = sqlite_int(db, "PRAGMA application_id", &application, &found);

	if (err == ERR_OK)
		err = sqlite_int(db, "PRAGMA user_version", &version, &found);
	if (err == ERR_OK)
		err = sqlite_int(db, "SELECT count(*) FROM sqlite_schema", &tables, &found);
	if (err != ERR_OK)
		return err;
	if (application == 0 && tables == 0 && version == 0) {
		*ret_version = 0;
		return db->options.create ? ERR_OK : not_ours(db, "an empty file");
	}
	if (application != DB_APPLICATION_ID)
		return not_ours(db, "made by another program");
	if (version < 1)
		return not_ours(db, "without a version");
	if (version > db->schema.forms) {
		str_format(db->words, sizeof db->words, "schema %d, known up to %d", (int)version,
			   db->schema.forms);
		return ERR_NEWER;
	}
	*ret_version = version;
	return ERR_OK;
}

static enum err prepare_file(struct db *db)
{
	int64_t version = 0;
	enum err err = identify(db, &version);

	if (err != ERR_OK)
		return err;
	if (version > 0 && version < db->schema.forms && !db->options.migrate) {
		str_format(db->words, sizeof db->words, "schema %d, needs %d", (int)version,
			   db->schema.forms);
		return ERR_STATE;
	}
	err = settings_apply(db);
	if (err == ERR_OK && version < db->schema.forms)
		err = migrate_run(db, (int)version);
	return err;
}

/* One thread, and nobody asks how much memory the engine has: it takes no lock and keeps no count
 * for either.  Taken before the engine starts; later the call changes nothing. */
static void engine_configure(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum err sqlite_open(struct db *db)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
		    SQLITE_OPEN_NOFOLLOW | (db->options.create ? SQLITE_OPEN_CREATE : 0);
	mode_t mask = umask(077);
	enum err err;
	int rc;

	engine_configure();
	rc = sqlite3_open_v2(db->url.path, &db->sqlite, flags,
			     db->url.vfs[0] != '\0' ? db->url.vfs : NULL);
	err = sqlite_err(db, rc);
	if (err == ERR_OK) {
		sqlite3_busy_timeout(db->sqlite, DB_BUSY_TIMEOUT_MS);
		err = switches_apply(db);
	}
	if (err == ERR_OK)
		err = prepare_file(db);
	umask(mask);
	if (err != ERR_OK)
		return err;
	sqlite3_wal_hook(db->sqlite, committed, db);
	sqlite3_set_authorizer(db->sqlite, sqlite_authorize, db);
	db->log_pages_due = DB_LOG_PAGES;
	db->is_open = true;
	return ERR_OK;
}

void sqlite_close(struct db *db)
{
	int rc;

	for (int i = 0; i < DB_TURNS; i++) {
		sqlite3_finalize(db->turn[i]);
		db->turn[i] = NULL;
	}
	rc = sqlite3_close(db->sqlite);
	assert(rc == SQLITE_OK);
	(void)rc;
	db->sqlite = NULL;
}

enum err sqlite_checkpoint(struct db *db, int mode)
{
	int pages = 0, copied = 0;
	enum err err = sqlite_err(db, sqlite3_wal_checkpoint_v2(db->sqlite, NULL, mode, &pages,
								&copied));

	if (err != ERR_OK)
		return err;
	db->log_pages_due = copied < pages ? pages + DB_LOG_PAGES / 4 : DB_LOG_PAGES;
	return ERR_OK;
}

const char *db_engine(void)
{
	static const char name[] = "SQLite " SQLITE_VERSION;

	return strcmp(sqlite3_libversion(), SQLITE_VERSION) == 0 ? name : sqlite3_libversion();
}

const char *db_engine_option(int i)
{
	return sqlite3_compileoption_get(i);
}
