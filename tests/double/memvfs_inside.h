/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/memvfs_inside.h -- the disk behind tests/double/memvfs.h, shared by its two files.
 */
#ifndef SANDUQ_TESTS_DOUBLE_MEMVFS_INSIDE_H
#define SANDUQ_TESTS_DOUBLE_MEMVFS_INSIDE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "double/memvfs.h"

#define MEMVFS_SECTOR 512
#define MEMVFS_FILES 8
#define MEMVFS_SHM_REGIONS 64
#define MEMVFS_SHM_LOCKS 8

struct disk_file {
	char name[128];            /* "": this place was never used */
	bool is_there;
	bool is_named;             /* its name is durable */
	int64_t size, durable_size;
	size_t capacity;           /* of both images, whole sectors */
	size_t used;               /* whole sectors that were ever written; zero beyond */
	unsigned char *visible, *durable;
	unsigned char *dirty;      /* one per sector */
	int shared;                /* locks: how many connections read */
	const void *writer;        /* holds RESERVED or more */
	bool is_pending, is_exclusive;
	int shm_users;
	void *shm[MEMVFS_SHM_REGIONS];
	int shm_shared[MEMVFS_SHM_LOCKS];
	const void *shm_exclusive[MEMVFS_SHM_LOCKS];
};

struct memvfs {
	sqlite3_vfs vfs;
	struct random random;
	struct disk_file file[MEMVFS_FILES], saved[MEMVFS_FILES];
	int64_t operations, power_at;
	bool is_off;
	enum memvfs_fault fault;
	int64_t fault_in, fired;
	bool fault_stays, has_fired;
	int last_error;
};

/* The file with this name; NULL. */
struct disk_file *disk_find(struct memvfs *vfs, const char *name);

/* A new empty file; NULL when there is no place for it. */
struct disk_file *disk_create(struct memvfs *vfs, const char *name);

/* Changes what is visible. */
void disk_write(struct disk_file *file, const void *bytes, int64_t at, int64_t len);
void disk_truncate(struct disk_file *file, int64_t size);

/* Makes it durable; `is_lost`: pretends to, and loses it. */
void disk_sync(struct disk_file *file, bool is_lost);

/* Counts an operation; true when power is off. */
bool disk_operate(struct memvfs *vfs);

/* Whether this operation of the fault's kind fails. */
bool disk_fails(struct memvfs *vfs, enum memvfs_fault fault);

/* Tells SQLite of the file system / takes it back. */
void memvfs_register(struct memvfs *vfs);
void memvfs_unregister(struct memvfs *vfs);

#endif
