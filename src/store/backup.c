/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/backup.c -- a copy that was proven before it got its name: made by the engine beside where
 * it shall be, flushed, opened and verified whole, then renamed; never over another file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "store/inside.h"
#include "store/verify.h"

static enum err copy_pages(struct db *db, sqlite3 *copy)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->sqlite, "main");
	int rc;

	if (backup == NULL)
		return ERR_MEMORY;
	rc = sqlite3_backup_step(backup, -1);
	sqlite3_backup_finish(backup);
	str_format(db->words, sizeof db->words, "%s (%d)", sqlite3_errstr(rc), rc);
	switch (rc & 0xff) {
	case SQLITE_DONE:
		return ERR_OK;
	case SQLITE_NOMEM:
		return ERR_MEMORY;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	default:
		return ERR_IO;
	}
}

static enum err make_copy(struct db *db, const char *path)
{
	sqlite3 *copy = NULL;
	mode_t mask = umask(077);
	int rc = sqlite3_open_v2(path, &copy,
				 SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
				 NULL);
	enum err err = rc == SQLITE_OK ? copy_pages(db, copy) : ERR_READ_ONLY;

	umask(mask);
	if (sqlite3_close(copy) != SQLITE_OK && err == ERR_OK)
		err = ERR_IO;
	return err;
}

static enum err prove_copy(struct db *db, const char *path)
{
	struct db_options options = { .clock = db->options.clock,
				      .property = db->options.property };
	struct verify_result result;
	struct db *copy = NULL;
	char url[DB_PATH_SIZE];
	enum err err;

	if (!str_format(url, sizeof url, "sqlite:%s", path))
		return ERR_LIMIT;
	err = db_open_steps(url, &options, db->schema.steps, db->words, sizeof db->words, &copy);
	if (err != ERR_OK)
		return err;
	err = verify_run(copy, NULL, NULL, &result);
	if (err == ERR_CORRUPT)
		str_copy(db->words, sizeof db->words, result.first);
	db_close(copy);
	return err;
}

/* No connection is open to it here, so opening the file costs nobody a lock. */
static enum err flush(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	enum err err = ERR_OK;

	if (fd < 0)
		return file_errno(errno);
	if (fsync(fd) != 0)
		err = file_errno(errno);
	close(fd);
	return err;
}

static enum err name_copy(const char *from, const char *to)
{
	char folder[DB_PATH_SIZE];
	char *slash;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) != 0) {
		if (errno != EINVAL && errno != ENOSYS)
			return errno == EEXIST ? ERR_EXISTS : file_errno(errno);
		if (file_exists(to))
			return ERR_EXISTS;
		if (rename(from, to) != 0)
			return file_errno(errno);
	}
	str_copy(folder, sizeof folder, to);
	slash = strrchr(folder, '/');
	if (slash == NULL)
		str_copy(folder, sizeof folder, ".");
	else
		slash[slash == folder] = '\0';
	return flush(folder, O_RDONLY | O_DIRECTORY);
}

/* What opening the copy left beside it. */
static void tidy(const char *path)
{
	static const char *const ends[] = { "", "-journal", "-wal", "-shm", ".lock" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		char name[DB_PATH_SIZE];

		if (str_format(name, sizeof name, "%s%s", path, ends[i]))
			unlink(name);
	}
}

enum err db_backup(struct db *db, const char *path)
{
	char temporary[DB_PATH_SIZE];
	enum err err;

	if (db->is_stopped)
		return ERR_STOPPED;
	if (file_exists(path))
		return ERR_EXISTS;
	if (!str_format(temporary, sizeof temporary, "%s.part-%ld", path, (long)getpid()))
		return ERR_LIMIT;
	tidy(temporary);
	err = make_copy(db, temporary);
	if (err == ERR_OK)
		err = prove_copy(db, temporary);
	if (err == ERR_OK)
		err = flush(temporary, O_RDWR);
	if (err == ERR_OK)
		err = name_copy(temporary, path);
	tidy(temporary);
	return err;
}
