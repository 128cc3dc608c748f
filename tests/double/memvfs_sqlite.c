/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/memvfs_sqlite.c -- the methods by which SQLite uses the disk of memvfs.c: files,
 * locks between connections of this process, and the shared memory of the write-ahead log.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "double/memvfs_inside.h"

struct handle {
	sqlite3_file base;
	struct memvfs *vfs;
	struct disk_file *file;
	int lock;
	bool has_shm;
	unsigned shm_shared, shm_exclusive;
	bool is_temporary;         /* deleted at its end */
};

static int m_close(sqlite3_file *base);
static int m_unlock(sqlite3_file *base, int lock);

static int m_read(sqlite3_file *base, void *into, int len, sqlite3_int64 at)
{
	struct handle *handle = (struct handle *)base;
	const struct disk_file *file = handle->file;
	int64_t there = file->size - at;

	if (handle->vfs->is_off || disk_fails(handle->vfs, MEMVFS_READ_ERROR))
		return SQLITE_IOERR_READ;
	if (there > len)
		there = len;
	if (there > 0)
		memcpy(into, file->visible + at, (size_t)there);
	else
		there = 0;
	if (there == len)
		return SQLITE_OK;
	memset((char *)into + there, 0, (size_t)(len - there));
	return SQLITE_IOERR_SHORT_READ;
}

static int m_write(sqlite3_file *base, const void *bytes, int len, sqlite3_int64 at)
{
	struct handle *handle = (struct handle *)base;
	struct memvfs *vfs = handle->vfs;

	if (vfs->is_off)
		return SQLITE_IOERR_WRITE;
	if (disk_fails(vfs, MEMVFS_WRITE_ERROR))
		return SQLITE_IOERR_WRITE;
	if (disk_fails(vfs, MEMVFS_FULL)) {
		vfs->last_error = ENOSPC;
		return SQLITE_FULL;
	}
	if (disk_fails(vfs, MEMVFS_SHORT_WRITE)) {
		if (len > 1)
			disk_write(handle->file, bytes, at, len / 2);
		return SQLITE_IOERR_WRITE;
	}
	disk_write(handle->file, bytes, at, len);
	return disk_operate(vfs) ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static int m_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	struct handle *handle = (struct handle *)base;

	if (handle->vfs->is_off || disk_fails(handle->vfs, MEMVFS_TRUNCATE_ERROR))
		return SQLITE_IOERR_TRUNCATE;
	disk_truncate(handle->file, size);
	return disk_operate(handle->vfs) ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

/* Power that goes during a flush leaves all of it to chance. */
static int m_sync(sqlite3_file *base, int flags)
{
	struct handle *handle = (struct handle *)base;
	struct memvfs *vfs = handle->vfs;

	(void)flags;
	if (vfs->is_off || disk_operate(vfs))
		return SQLITE_IOERR_FSYNC;
	if (disk_fails(vfs, MEMVFS_SYNC_ERROR)) {
		disk_sync(handle->file, true);
		return SQLITE_IOERR_FSYNC;
	}
	disk_sync(handle->file, false);
	return SQLITE_OK;
}

static int m_size(sqlite3_file *base, sqlite3_int64 *ret_size)
{
	*ret_size = ((struct handle *)base)->file->size;
	return SQLITE_OK;
}

static int m_lock(sqlite3_file *base, int lock)
{
	struct handle *handle = (struct handle *)base;
	struct disk_file *file = handle->file;

	if (lock <= handle->lock)
		return SQLITE_OK;
	if (handle->lock == SQLITE_LOCK_NONE) {
		if (file->is_pending || file->is_exclusive)
			return SQLITE_BUSY;
		file->shared++;
		handle->lock = SQLITE_LOCK_SHARED;
	}
	if (lock >= SQLITE_LOCK_RESERVED) {
		if (file->writer != NULL && file->writer != handle)
			return SQLITE_BUSY;
		file->writer = handle;
		handle->lock = SQLITE_LOCK_RESERVED;
	}
	if (lock == SQLITE_LOCK_EXCLUSIVE) {
		file->is_pending = true;
		handle->lock = SQLITE_LOCK_PENDING;
		if (file->shared > 1)
			return SQLITE_BUSY;
		file->is_exclusive = true;
		handle->lock = SQLITE_LOCK_EXCLUSIVE;
	}
	return SQLITE_OK;
}

static int m_unlock(sqlite3_file *base, int lock)
{
	struct handle *handle = (struct handle *)base;
	struct disk_file *file = handle->file;

	if (lock >= handle->lock)
		return SQLITE_OK;
	if (file->writer == handle) {
		file->writer = NULL;
		file->is_pending = false;
		file->is_exclusive = false;
	}
	if (lock == SQLITE_LOCK_NONE)
		file->shared--;
	handle->lock = lock;
	return SQLITE_OK;
}

static int m_reserved(sqlite3_file *base, int *ret_reserved)
{
	*ret_reserved = ((struct handle *)base)->file->writer != NULL;
	return SQLITE_OK;
}

static int m_control(sqlite3_file *base, int op, void *arg)
{
	(void)base;
	if (op == SQLITE_FCNTL_MMAP_SIZE) {
		*(sqlite3_int64 *)arg = 0;
		return SQLITE_OK;
	}
	return SQLITE_NOTFOUND;
}

static int m_sector(sqlite3_file *base)
{
	(void)base;
	return MEMVFS_SECTOR;
}

static int m_characteristics(sqlite3_file *base)
{
	(void)base;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int m_shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **ret)
{
	struct handle *handle = (struct handle *)base;
	struct disk_file *file = handle->file;

	*ret = NULL;
	if (region >= MEMVFS_SHM_REGIONS)
		return SQLITE_IOERR_SHMMAP;
	if (!handle->has_shm) {
		handle->has_shm = true;
		file->shm_users++;
	}
	if (file->shm[region] == NULL && extend)
		file->shm[region] = calloc(1, (size_t)size);
	*ret = file->shm[region];
	return SQLITE_OK;
}

static int shm_take(struct handle *handle, int i, int flags)
{
	struct disk_file *file = handle->file;
	unsigned bit = 1u << i;

	if (flags & SQLITE_SHM_SHARED) {
		if (file->shm_exclusive[i] != NULL)
			return SQLITE_BUSY;
		if (!(handle->shm_shared & bit))
			file->shm_shared[i]++;
		handle->shm_shared |= bit;
		return SQLITE_OK;
	}
	if (file->shm_shared[i] > 0 ||
	    (file->shm_exclusive[i] != NULL && file->shm_exclusive[i] != handle))
		return SQLITE_BUSY;
	file->shm_exclusive[i] = handle;
	handle->shm_exclusive |= bit;
	return SQLITE_OK;
}

static void shm_give(struct handle *handle, int i)
{
	struct disk_file *file = handle->file;
	unsigned bit = 1u << i;

	if (handle->shm_shared & bit)
		file->shm_shared[i]--;
	if (handle->shm_exclusive & bit)
		file->shm_exclusive[i] = NULL;
	handle->shm_shared &= ~bit;
	handle->shm_exclusive &= ~bit;
}

static int m_shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
	struct handle *handle = (struct handle *)base;

	for (int i = offset; i < offset + n; i++) {
		int rc = SQLITE_OK;

		if (flags & SQLITE_SHM_UNLOCK)
			shm_give(handle, i);
		else
			rc = shm_take(handle, i, flags);
		if (rc == SQLITE_OK)
			continue;
		while (--i >= offset)
			shm_give(handle, i);
		return rc;
	}
	return SQLITE_OK;
}

static void m_shm_barrier(sqlite3_file *base)
{
	(void)base;
}

static int m_shm_unmap(sqlite3_file *base, int delete)
{
	struct handle *handle = (struct handle *)base;
	struct disk_file *file = handle->file;

	(void)delete;
	for (int i = 0; i < MEMVFS_SHM_LOCKS; i++)
		shm_give(handle, i);
	if (!handle->has_shm)
		return SQLITE_OK;
	handle->has_shm = false;
	if (--file->shm_users > 0)
		return SQLITE_OK;
	for (int i = 0; i < MEMVFS_SHM_REGIONS; i++) {
		free(file->shm[i]);
		file->shm[i] = NULL;
	}
	return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = m_close,
	.xRead = m_read,
	.xWrite = m_write,
	.xTruncate = m_truncate,
	.xSync = m_sync,
	.xFileSize = m_size,
	.xLock = m_lock,
	.xUnlock = m_unlock,
	.xCheckReservedLock = m_reserved,
	.xFileControl = m_control,
	.xSectorSize = m_sector,
	.xDeviceCharacteristics = m_characteristics,
	.xShmMap = m_shm_map,
	.xShmLock = m_shm_lock,
	.xShmBarrier = m_shm_barrier,
	.xShmUnmap = m_shm_unmap,
};

static int m_close(sqlite3_file *base)
{
	struct handle *handle = (struct handle *)base;

	m_unlock(base, SQLITE_LOCK_NONE);
	m_shm_unmap(base, 0);
	if (handle->is_temporary)
		handle->file->is_there = false;
	return SQLITE_OK;
}

static int v_open(sqlite3_vfs *base, const char *name, sqlite3_file *opened, int flags,
		  int *ret_flags)
{
	struct memvfs *vfs = (struct memvfs *)base;
	struct handle *handle = (struct handle *)opened;
	struct disk_file *file;

	memset(handle, 0, sizeof *handle);
	if (vfs->is_off || name == NULL)
		return SQLITE_CANTOPEN;
	file = disk_find(vfs, name);
	if (file == NULL) {
		if (!(flags & SQLITE_OPEN_CREATE) || disk_operate(vfs))
			return SQLITE_CANTOPEN;
		file = disk_create(vfs, name);
		if (file == NULL)
			return SQLITE_CANTOPEN;
	}
	handle->vfs = vfs;
	handle->file = file;
	handle->is_temporary = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
	handle->base.pMethods = &methods;
	if (ret_flags != NULL)
		*ret_flags = flags;
	return SQLITE_OK;
}

static int v_delete(sqlite3_vfs *base, const char *name, int sync_folder)
{
	struct memvfs *vfs = (struct memvfs *)base;
	struct disk_file *file = disk_find(vfs, name);

	(void)sync_folder;
	if (vfs->is_off || disk_operate(vfs))
		return SQLITE_IOERR_DELETE;
	if (file == NULL)
		return SQLITE_IOERR_DELETE_NOENT;
	file->is_there = false;
	return SQLITE_OK;
}

static int v_access(sqlite3_vfs *base, const char *name, int flags, int *ret_there)
{
	const struct disk_file *file = disk_find((struct memvfs *)base, name);

	*ret_there = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->size > 0);
	return SQLITE_OK;
}

static int v_full_path(sqlite3_vfs *base, const char *name, int size, char *into)
{
	(void)base;
	sqlite3_snprintf(size, into, "%s", name);
	return SQLITE_OK;
}

static int v_randomness(sqlite3_vfs *base, int size, char *into)
{
	random_fill(&((struct memvfs *)base)->random, into, (size_t)size);
	return size;
}

static int v_sleep(sqlite3_vfs *base, int us)
{
	(void)base;
	return us;
}

static int v_time(sqlite3_vfs *base, double *ret_days)
{
	(void)base;
	*ret_days = 2461000.5;
	return SQLITE_OK;
}

static int v_last_error(sqlite3_vfs *base, int size, char *into)
{
	(void)size;
	(void)into;
	return ((struct memvfs *)base)->last_error;
}

void memvfs_register(struct memvfs *vfs)
{
	vfs->vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct handle),
		.mxPathname = 120,
		.zName = "memory",
		.pAppData = vfs,
		.xOpen = v_open,
		.xDelete = v_delete,
		.xAccess = v_access,
		.xFullPathname = v_full_path,
		.xRandomness = v_randomness,
		.xSleep = v_sleep,
		.xCurrentTime = v_time,
		.xGetLastError = v_last_error,
	};
	sqlite3_vfs_register(&vfs->vfs, 0);
}

void memvfs_unregister(struct memvfs *vfs)
{
	sqlite3_vfs_unregister(&vfs->vfs);
}
