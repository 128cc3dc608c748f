/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/memvfs.h -- a file system in memory for SQLite, with a disk that can lose its power,
 *                          tear what it had not flushed, fail and fill up.
 *
 * Shape   registered as the VFS "memory": sqlite:NAME?vfs=memory&lock=none.  A file has what is
 *         visible and what is durable; a flush makes its dirty sectors (512 bytes) durable.  Every
 *         write, truncation, flush, creation and deletion is one operation; power is lost at the
 *         n-th from now, and everything fails until memvfs_power_on(), which keeps, drops or tears
 *         each sector that had not been flushed.  Names are durable once the file was flushed.
 * Errors  as SQLite's VFS has them.
 * Owner   one struct memvfs at a time, heap; close all databases before memvfs_free().
 * Rules   house style 7: repeats exactly from its seed.
 */
#ifndef SANDUQ_TESTS_DOUBLE_MEMVFS_H
#define SANDUQ_TESTS_DOUBLE_MEMVFS_H

#include <stdbool.h>
#include <stdint.h>

struct memvfs;

/* What becomes of the sectors that were not flushed. */
enum memvfs_damage {
	MEMVFS_DROP,               /* all are lost */
	MEMVFS_KEEP,               /* all reached the disk */
	MEMVFS_MIX,                /* each by chance */
	MEMVFS_TEAR,               /* each by chance, and some only up to a byte within */
	MEMVFS_GARBAGE,            /* each by chance, and in some the new bytes are garbage */
	MEMVFS_DAMAGES
};

enum memvfs_fault {
	MEMVFS_NO_FAULT,
	MEMVFS_WRITE_ERROR,        /* nothing is written */
	MEMVFS_SHORT_WRITE,        /* half is written */
	MEMVFS_FULL,               /* no space left */
	MEMVFS_SYNC_ERROR,         /* the flush fails; its sectors are dropped and called clean */
	MEMVFS_READ_ERROR,
	MEMVFS_TRUNCATE_ERROR,
	MEMVFS_FAULTS
};

/* Registers the VFS with an empty disk. */
struct memvfs *memvfs_new(uint64_t seed);

/* Takes it away; NULL is fine. */
void memvfs_free(struct memvfs *vfs);

/* Operations so far. */
int64_t memvfs_operations(const struct memvfs *vfs);

/* Loses power at the n-th operation from now (1: the next); 0: not. */
void memvfs_lose_power(struct memvfs *vfs, int64_t n);

/* True when power is off. */
bool memvfs_is_off(const struct memvfs *vfs);

/* Power is back: what was not flushed is as `damage` says.  All databases are closed by then. */
void memvfs_power_on(struct memvfs *vfs, enum memvfs_damage damage);

/* The n-th operation of the fault's kind from now fails, and, when `stays`, all after it. */
void memvfs_fail(struct memvfs *vfs, enum memvfs_fault fault, int64_t n, bool stays);

/* Faults fired since memvfs_fail(). */
int64_t memvfs_fired(const struct memvfs *vfs);

/* Keeps a copy of the disk / goes back to it.  All databases are closed. */
void memvfs_save(struct memvfs *vfs);
void memvfs_restore(struct memvfs *vfs);

/* Removes all files. */
void memvfs_wipe(struct memvfs *vfs);

#endif
