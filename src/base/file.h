/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/file.h -- files: read whole within a limit, replaced whole, locked, looked at.
 *
 * Errors  ERR_MISSING_FILE, ERR_READ_ONLY, ERR_FULL, ERR_IO, ERR_INSECURE, ERR_LIMIT, ERR_MEMORY,
 *         ERR_BUSY (a lock is taken).
 * Owner   texts returned are the caller's to free; locks are closed with file_lock_close().
 */
#ifndef SANDUQ_BASE_FILE_H
#define SANDUQ_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Reads at most `limit` bytes of a regular file; a NUL follows the bytes. */
enum err file_read(const char *path, size_t limit, char **ret_bytes, size_t *ret_len);

/* As file_read, but refuses a file that is not ours alone (owner, mode 0600, no link). */
enum err file_read_secret(const char *path, size_t limit, char **ret_bytes, size_t *ret_len);

/* Replaces (or makes) a file whole: temporary name, fsync, rename, fsync of the folder. */
enum err file_write(const char *path, unsigned mode, const void *bytes, size_t len);

/* Makes a folder and those above it, each 0700; fine when it is there. */
enum err file_make_folder(const char *path);

/* Removes a folder made by us with all that is in it (does not follow links). */
enum err file_remove_folder(const char *path);

/* True when something is at `path`. */
bool file_exists(const char *path);

/* The error for a failed system call, from errno. */
enum err file_errno(int error);

/* A lock file held by flock; `fd` is -1 when closed. */
struct file_lock {
	int fd;
};

/* Opens (makes) the lock file without locking it. */
enum err file_lock_open(const char *path, struct file_lock *ret_lock);

/* Takes the lock at once or returns ERR_BUSY. */
enum err file_lock_try(struct file_lock *lock);

/* Takes the lock, waiting for as long as it takes. */
enum err file_lock_wait(struct file_lock *lock);

/* Takes it together with others who share it, waiting for one who has it alone; a lock held alone
 * becomes a shared one. */
enum err file_lock_share(struct file_lock *lock);

/* Takes it alone, waiting for at most `timeout_ms`, then ERR_BUSY.  Uses SIGALRM and the interval
 * timer while it waits, and gives both back. */
enum err file_lock_wait_ms(struct file_lock *lock, int64_t timeout_ms);

/* Gives the lock back. */
void file_lock_release(struct file_lock *lock);

/* Writes who holds it into the lock file / reads that back ("" when unknown). */
void file_lock_note(struct file_lock *lock, const char *note);
void file_lock_read_note(struct file_lock *lock, char *into, size_t size);

/* Closes; fine when closed already. */
void file_lock_close(struct file_lock *lock);

/* True when `path` lies on NFS, SMB, AFS, 9P, FUSE-remote or the like. */
bool file_is_network(const char *path);

/* The name of the file system type at `path` ("ext4"), for doctor. */
const char *file_system_name(const char *path);

/* Free bytes at `path`, -1 when unknown. */
int64_t file_free_bytes(const char *path);

/* Median time of `count` 4 KiB write + fdatasync rounds in the folder, in microseconds. */
enum err file_flush_time(const char *folder, int count, int64_t *ret_median_us,
			 int64_t *ret_worst_us);

/* Joins folder and name into `into`; false when it does not fit. */
bool file_join(char *into, size_t size, const char *folder, const char *name);

#endif
