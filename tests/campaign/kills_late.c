/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills_late.c -- a kept mutant: the program on a disk that takes what is flushed,
 * says it is safe, and hands it to the machine a moment later.  So the till acknowledges before it
 * commits, and a kill in that moment loses what the screen has told.
 */
#include <locale.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "campaign/kills.h"
#include "cli/cli.h"

#define LATE_US 20000
#define STEP_US 2000

/* Written to the log, not handed on yet. */
struct piece {
	struct piece *next;
	sqlite3_int64 at;
	int64_t due_us;
	int len;
	char bytes[];
};

struct late {
	sqlite3_vfs vfs, *real;
	pthread_mutex_t mutex;
	sqlite3_file *log;         /* the real write-ahead log; NULL while it is closed */
	struct piece *first, **last;
};

struct late_file {
	sqlite3_file base;
	struct late *late;
	bool is_log;
	sqlite3_file *real;
};

static struct late_file *of(sqlite3_file *file)
{
	return (struct late_file *)file;
}

/* Hands on what is due at `now_us`; the mutex is held. */
static int hand_on(struct late *late, int64_t now_us)
{
	int rc = SQLITE_OK;

	while (late->first != NULL && late->first->due_us <= now_us && rc == SQLITE_OK) {
		struct piece *piece = late->first;

		rc = late->log->pMethods->xWrite(late->log, piece->bytes, piece->len, piece->at);
		late->first = piece->next;
		if (late->first == NULL)
			late->last = &late->first;
		free(piece);
	}
	return rc;
}

static void *run(void *arg)
{
	struct late *late = arg;

	for (;;) {
		usleep(STEP_US);
		pthread_mutex_lock(&late->mutex);
		if (late->log != NULL)
			hand_on(late, kills_now_us());
		pthread_mutex_unlock(&late->mutex);
	}
	return NULL;
}

static int late_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 at)
{
	struct late *late = of(file)->late;
	struct piece *piece;

	if (!of(file)->is_log)
		return of(file)->real->pMethods->xWrite(of(file)->real, bytes, len, at);
	piece = malloc(sizeof *piece + (size_t)len);
	if (piece == NULL)
		return SQLITE_IOERR_NOMEM;
	*piece = (struct piece){ .at = at, .due_us = kills_now_us() + LATE_US, .len = len };
	memcpy(piece->bytes, bytes, (size_t)len);
	pthread_mutex_lock(&late->mutex);
	*late->last = piece;
	late->last = &piece->next;
	pthread_mutex_unlock(&late->mutex);
	return SQLITE_OK;
}

/* Lays a piece over what was read from the machine. */
static void lay_over(const struct piece *piece, char *into, int len, sqlite3_int64 at)
{
	sqlite3_int64 low = piece->at > at ? piece->at : at;
	sqlite3_int64 high = piece->at + piece->len < at + len ? piece->at + piece->len : at + len;

	if (low < high)
		memcpy(into + (low - at), piece->bytes + (low - piece->at), (size_t)(high - low));
}

static sqlite3_int64 size_with(const struct late *late, sqlite3_int64 size)
{
	for (const struct piece *piece = late->first; piece != NULL; piece = piece->next)
		if (piece->at + piece->len > size)
			size = piece->at + piece->len;
	return size;
}

static int late_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
	struct late *late = of(file)->late;
	int rc = of(file)->real->pMethods->xFileSize(of(file)->real, ret_size);

	if (!of(file)->is_log)
		return rc;
	pthread_mutex_lock(&late->mutex);
	*ret_size = size_with(late, *ret_size);
	pthread_mutex_unlock(&late->mutex);
	return rc;
}

static int late_read(sqlite3_file *file, void *into, int len, sqlite3_int64 at)
{
	struct late *late = of(file)->late;
	sqlite3_file *real = of(file)->real;
	sqlite3_int64 size = 0;
	int rc;

	if (!of(file)->is_log)
		return real->pMethods->xRead(real, into, len, at);
	pthread_mutex_lock(&late->mutex);
	rc = real->pMethods->xRead(real, into, len, at);
	for (const struct piece *piece = late->first; piece != NULL; piece = piece->next)
		lay_over(piece, into, len, at);
	real->pMethods->xFileSize(real, &size);
	if (rc == SQLITE_IOERR_SHORT_READ && size_with(late, size) >= at + len)
		rc = SQLITE_OK;
	pthread_mutex_unlock(&late->mutex);
	return rc;
}

/* The lie: all is safe. */
static int late_sync(sqlite3_file *file, int flags)
{
	return of(file)->is_log ? SQLITE_OK
				: of(file)->real->pMethods->xSync(of(file)->real, flags);
}

static int late_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct late *late = of(file)->late;

	if (of(file)->is_log) {
		pthread_mutex_lock(&late->mutex);
		hand_on(late, INT64_MAX);
		pthread_mutex_unlock(&late->mutex);
	}
	return of(file)->real->pMethods->xTruncate(of(file)->real, size);
}

static int late_close(sqlite3_file *file)
{
	struct late *late = of(file)->late;
	int rc;

	pthread_mutex_lock(&late->mutex);
	if (of(file)->is_log) {
		hand_on(late, INT64_MAX);
		late->log = NULL;
	}
	rc = of(file)->real->pMethods->xClose(of(file)->real);
	pthread_mutex_unlock(&late->mutex);
	return rc;
}

/* --- handed through ---------------------------------------------------------------------- */

static int late_lock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xLock(of(file)->real, lock);
}

static int late_unlock(sqlite3_file *file, int lock)
{
	return of(file)->real->pMethods->xUnlock(of(file)->real, lock);
}

static int late_reserved(sqlite3_file *file, int *ret_out)
{
	return of(file)->real->pMethods->xCheckReservedLock(of(file)->real, ret_out);
}

static int late_control(sqlite3_file *file, int op, void *arg)
{
	return of(file)->real->pMethods->xFileControl(of(file)->real, op, arg);
}

static int late_sector(sqlite3_file *file)
{
	return of(file)->real->pMethods->xSectorSize(of(file)->real);
}

static int late_device(sqlite3_file *file)
{
	return of(file)->real->pMethods->xDeviceCharacteristics(of(file)->real);
}

static int late_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return of(file)->real->pMethods->xShmLock(of(file)->real, offset, n, flags);
}

static int late_shm_unmap(sqlite3_file *file, int erase)
{
	return of(file)->real->pMethods->xShmUnmap(of(file)->real, erase);
}

static int late_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **ret_map)
{
	sqlite3_file *real = of(file)->real;

	return real->pMethods->xShmMap(real, page, size, extend, ret_map);
}

static void late_shm_barrier(sqlite3_file *file)
{
	of(file)->real->pMethods->xShmBarrier(of(file)->real);
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = late_close, .xRead = late_read, .xWrite = late_write,
	.xTruncate = late_truncate, .xSync = late_sync, .xFileSize = late_size,
	.xLock = late_lock, .xUnlock = late_unlock, .xCheckReservedLock = late_reserved,
	.xFileControl = late_control, .xSectorSize = late_sector,
	.xDeviceCharacteristics = late_device, .xShmMap = late_shm_map,
	.xShmLock = late_shm_lock, .xShmBarrier = late_shm_barrier, .xShmUnmap = late_shm_unmap,
};

static int late_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
		     int *ret_flags)
{
	struct late *late = vfs->pAppData;
	struct late_file *opened = of(file);
	int rc;

	*opened = (struct late_file){ .late = late, .is_log = (flags & SQLITE_OPEN_WAL) != 0 };
	opened->real = (sqlite3_file *)(opened + 1);
	rc = late->real->xOpen(late->real, name, opened->real, flags, ret_flags);
	if (rc != SQLITE_OK)
		return rc;
	if (opened->is_log)
		late->log = opened->real;
	opened->base.pMethods = &methods;
	return SQLITE_OK;
}

int late_run(const char *url)
{
	static struct late late = { .mutex = PTHREAD_MUTEX_INITIALIZER };
	char address[512];
	char program[] = "sanduq", option[] = "--store";
	char *argv[] = { program, option, address, NULL };
	pthread_t thread;

	setlocale(LC_ALL, "C.UTF-8");
	str_format(address, sizeof address, "%s?vfs=late", url);
	late.real = sqlite3_vfs_find(NULL);
	late.last = &late.first;
	late.vfs = *late.real;
	late.vfs.szOsFile = (int)sizeof(struct late_file) + late.real->szOsFile;
	late.vfs.pNext = NULL;
	late.vfs.zName = "late";
	late.vfs.pAppData = &late;
	late.vfs.xOpen = late_open;
	if (sqlite3_vfs_register(&late.vfs, 0) != SQLITE_OK ||
	    pthread_create(&thread, NULL, run, &late) != 0)
		return 70;
	return cli_run(3, argv);
}
