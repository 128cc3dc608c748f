/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/file.c -- reading, replacing and removing files and folders.  Locks are in file_lock.c,
 * what the file system says of itself in file_system.c.
 */
#include "base/file.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

#define PATH_SIZE 4096
#define FOLDER_DEPTH_MAX 32
#define READ_FIRST_BYTES 4096

enum err file_errno(int error)
{
	switch (error) {
	case 0:
		return ERR_OK;
	case ENOENT:
	case ENOTDIR:
		return ERR_MISSING_FILE;
	case EACCES:
	case EPERM:
	case EROFS:
		return ERR_READ_ONLY;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case ENOMEM:
	case EMFILE:
	case ENFILE:
		return ERR_MEMORY;
	case EWOULDBLOCK:
		return ERR_BUSY;
	case EEXIST:
		return ERR_EXISTS;
	case EFBIG:
	case ENAMETOOLONG:
		return ERR_LIMIT;
	case EISDIR:
		return ERR_DATA;
	default:
		return ERR_IO;
	}
}

/* Reads to the end of `fd`; `guess` is how much there seems to be. */
static enum err read_all(int fd, size_t limit, size_t guess, char **ret_bytes, size_t *ret_len)
{
	size_t capacity = (guess < limit ? guess : limit) + 2;
	size_t len = 0;
	char *bytes = malloc(capacity);
	enum err err = bytes != NULL ? ERR_OK : ERR_MEMORY;

	while (err == ERR_OK) {
		ssize_t got = read(fd, bytes + len, capacity - len - 1);

		if (got == 0)
			break;
		if (got < 0 && errno != EINTR)
			err = file_errno(errno);
		if (got > 0)
			len += (size_t)got;
		if (len > limit)
			err = ERR_LIMIT;
		if (err == ERR_OK && len + 1 == capacity) {
			char *more = realloc(bytes, capacity * 2);

			if (more == NULL) {
				err = ERR_MEMORY;
				break;
			}
			bytes = more;
			capacity *= 2;
		}
	}
	if (err != ERR_OK) {
		free(bytes);
		return err;
	}
	bytes[len] = '\0';
	*ret_bytes = bytes;
	*ret_len = len;
	return ERR_OK;
}

static enum err read_file(const char *path, bool is_secret, size_t limit, char **ret_bytes,
			  size_t *ret_len)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
			    (is_secret ? O_NOFOLLOW : 0));
	enum err err;

	if (fd < 0)
		return is_secret && errno == ELOOP ? ERR_INSECURE : file_errno(errno);
	if (fstat(fd, &status) != 0)
		err = file_errno(errno);
	else if (!S_ISREG(status.st_mode))
		err = ERR_DATA;
	else if (is_secret && (status.st_uid != geteuid() || (status.st_mode & 077) != 0))
		err = ERR_INSECURE;
	else
		err = read_all(fd, limit,
			       status.st_size > 0 ? (size_t)status.st_size : READ_FIRST_BYTES,
			       ret_bytes, ret_len);
	close(fd);
	return err;
}

enum err file_read(const char *path, size_t limit, char **ret_bytes, size_t *ret_len)
{
	return read_file(path, false, limit, ret_bytes, ret_len);
}

enum err file_read_secret(const char *path, size_t limit, char **ret_bytes, size_t *ret_len)
{
	return read_file(path, true, limit, ret_bytes, ret_len);
}

/* Writes the folder part of `path` into `into`: "." when there is none. */
static bool folder_of(char *into, size_t size, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len;

	if (slash == NULL)
		return str_copy(into, size, ".");
	len = slash == path ? 1 : (size_t)(slash - path);
	if (len >= size)
		return false;
	memcpy(into, path, len);
	into[len] = '\0';
	return true;
}

/* Makes what happened to the names in the folder of `path` last. */
static enum err sync_folder_of(const char *path)
{
	char folder[PATH_SIZE];
	enum err err = ERR_OK;
	int fd;

	if (!folder_of(folder, sizeof folder, path))
		return ERR_LIMIT;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return file_errno(errno);
	if (fsync(fd) != 0 && errno != EINVAL) /* EINVAL: this file system syncs no folders */
		err = file_errno(errno);
	close(fd);
	return err;
}

static enum err write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return put < 0 ? file_errno(errno) : ERR_IO;
		bytes += put;
		len -= (size_t)put;
	}
	return ERR_OK;
}

/* Fills and closes a new file, so that its bytes are on the disk. */
static enum err fill_file(int fd, unsigned mode, const void *bytes, size_t len)
{
	enum err err = write_all(fd, bytes, len);

	if (err == ERR_OK && fchmod(fd, mode) != 0)
		err = file_errno(errno);
	if (err == ERR_OK && fsync(fd) != 0)
		err = file_errno(errno);
	if (close(fd) != 0 && err == ERR_OK)
		err = file_errno(errno);
	return err;
}

enum err file_write(const char *path, unsigned mode, const void *bytes, size_t len)
{
	char temporary[PATH_SIZE];
	enum err err;
	int fd;

	if (!str_format(temporary, sizeof temporary, "%s.new-XXXXXX", path))
		return ERR_LIMIT;
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return file_errno(errno);
	err = fill_file(fd, mode, bytes, len);
	if (err == ERR_OK && rename(temporary, path) != 0)
		err = file_errno(errno);
	if (err != ERR_OK) {
		unlink(temporary);
		return err;
	}
	return sync_folder_of(path);
}

/* Makes one folder; fine when it is there. */
static enum err make_one(const char *path)
{
	struct stat status;

	if (mkdir(path, 0700) == 0)
		return sync_folder_of(path);
	if (errno != EEXIST)
		return file_errno(errno);
	if (stat(path, &status) != 0)
		return file_errno(errno);
	return S_ISDIR(status.st_mode) ? ERR_OK : ERR_EXISTS;
}

enum err file_make_folder(const char *path)
{
	char part[PATH_SIZE];
	struct stat status;
	enum err err = ERR_OK;

	if (path[0] == '\0')
		return ERR_MISSING_FILE;
	if (!str_copy(part, sizeof part, path))
		return ERR_LIMIT;
	for (char *at = part + 1; *at != '\0' && err == ERR_OK; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (stat(part, &status) != 0) /* those above may be there but not be ours */
			err = make_one(part);
		*at = '/';
	}
	for (size_t len = strlen(part); len > 1 && part[len - 1] == '/'; len--)
		part[len - 1] = '\0';
	return err == ERR_OK ? make_one(part) : err;
}

static enum err empty_folder(int fd, int depth);

static enum err remove_entry(int folder, const char *name, int depth)
{
	enum err err;
	int fd;

	if (unlinkat(folder, name, 0) == 0)
		return ERR_OK;
	if (errno != EISDIR && errno != EPERM)
		return file_errno(errno);
	fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return file_errno(errno == ENOTDIR ? EPERM : errno);
	err = empty_folder(fd, depth + 1);
	if (err == ERR_OK && unlinkat(folder, name, AT_REMOVEDIR) != 0)
		err = file_errno(errno);
	return err;
}

/* Removes all that is in the folder `fd`, which is closed. */
static enum err empty_folder(int fd, int depth)
{
	DIR *folder = depth < FOLDER_DEPTH_MAX ? fdopendir(fd) : NULL;
	enum err err = ERR_OK;
	struct dirent *entry;

	if (folder == NULL) {
		close(fd);
		return depth < FOLDER_DEPTH_MAX ? ERR_MEMORY : ERR_LIMIT;
	}
	while (err == ERR_OK && (errno = 0, entry = readdir(folder)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			err = remove_entry(fd, entry->d_name, depth);
	if (err == ERR_OK)
		err = file_errno(errno);
	closedir(folder);
	return err;
}

enum err file_remove_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	enum err err;

	if (fd < 0)
		return file_errno(errno);
	err = empty_folder(fd, 0);
	if (err == ERR_OK && rmdir(path) != 0)
		err = file_errno(errno);
	return err;
}

bool file_exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

bool file_join(char *into, size_t size, const char *folder, const char *name)
{
	size_t len = strlen(folder);

	return str_format(into, size, "%s%s%s", folder,
			  len > 0 && folder[len - 1] != '/' ? "/" : "", name);
}
