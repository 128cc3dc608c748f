/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/file_system.c -- which file system a path lies on, how much is free, how fast it flushes.
 * The numbers are those of linux/magic.h and of the file systems' own sources.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

#define PATH_SIZE 4096
#define MOUNTS_LIMIT ((size_t)4 << 20)
#define FLUSH_BYTES 4096
#define FLUSH_COUNT_MAX 10000
#define FUSE_MAGIC 0x65735546u

struct file_system {
	uint32_t magic;
	const char *name;
	bool is_network;
};

static const struct file_system file_systems[] = {
	{ 0x0000EF53, "ext4", false },
	{ 0x58465342, "xfs", false },
	{ 0x9123683E, "btrfs", false },
	{ 0x01021994, "tmpfs", false },
	{ 0xF2F52010, "f2fs", false },
	{ 0x2FC12FC1, "zfs", false },
	{ 0xCA451A4E, "bcachefs", false },
	{ 0x794C7630, "overlay", false },
	{ 0x52654973, "reiserfs", false },
	{ 0x3153464A, "jfs", false },
	{ 0x00004D44, "vfat", false },
	{ 0x2011BAB0, "exfat", false },
	{ 0x5346544E, "ntfs", false },
	{ 0x7366746E, "ntfs3", false },
	{ 0x73717368, "squashfs", false },
	{ 0x858458F6, "ramfs", false },
	{ 0x0000F15F, "ecryptfs", false },
	{ FUSE_MAGIC, "fuse", false },
	{ 0x00006969, "nfs", true },
	{ 0x0000517B, "smb", true },
	{ 0xFF534D42, "cifs", true },
	{ 0xFE534D42, "smb2", true },
	{ 0x5346414F, "afs", true },
	{ 0x6B414653, "kafs", true },
	{ 0x73757245, "coda", true },
	{ 0x0000564C, "ncp", true },
	{ 0x01021997, "9p", true },
	{ 0x00C36400, "ceph", true },
	{ 0x0BD00BD0, "lustre", true },
	{ 0x47504653, "gpfs", true },
	{ 0x01161970, "gfs2", true },
	{ 0x7461636F, "ocfs2", true },
	{ 0x20030528, "orangefs", true },
	{ 0xAAD7AAEA, "panfs", true },
	{ 0x786F4256, "vboxsf", true },
};

/* Types of FUSE mounts whose files are somewhere else. */
static const char *const remote_fuse[] = {
	"fuse.sshfs", "fuse.s3fs", "fuse.glusterfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2",
	"fuse.curlftpfs", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.goofys", "fuse.gcsfuse",
	"fuse.juicefs", "fuse.JuiceFS", "fuse.ceph-fuse", "fuse.ceph", "fuse.mfs",
	"fuse.moosefs", "fuse.lizardfs", "fuse.seaweedfs", "fuse.kio-fuse", "fuse.onedriver",
	"fuse.google-drive-ocamlfuse", "fuse.beegfs", "fuse.vmhgfs-fuse", "fuse.prl_fsd",
	"fuse.mount-s3", "fuse.mountpoint-s3", "fuse.blobfuse", "fuse.blobfuse2", "fuse.nfs",
};

/* The nearest of `path` and the folders above it that is there. */
static bool nearest(const char *path, char *into, size_t size)
{
	struct stat status;

	if (!str_copy(into, size, path[0] != '\0' ? path : "."))
		return false;
	while (stat(into, &status) != 0) {
		char *slash = strrchr(into, '/');

		if (strcmp(into, "/") == 0 || strcmp(into, ".") == 0)
			return false;
		if (slash == NULL)
			str_copy(into, size, ".");
		else
			slash[slash == into ? 1 : 0] = '\0';
	}
	return true;
}

static const struct file_system *find(const char *path)
{
	struct statfs status;

	if (statfs(path, &status) != 0)
		return NULL;
	for (size_t i = 0; i < sizeof file_systems / sizeof file_systems[0]; i++)
		if (file_systems[i].magic == (uint32_t)status.f_type)
			return &file_systems[i];
	return NULL;
}

/* The line of /proc/self/mountinfo that begins with the mount's number; NULL when there is none. */
static char *find_mount(char *lines, uint64_t mount)
{
	char *rest = lines;
	char *line;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (strtoull(line, NULL, 10) == mount)
			return line;
	return NULL;
}

/* The row of remote_fuse that `path` is mounted by; NULL when it is another. */
static const char *find_remote_fuse(const char *path)
{
	struct statx status;
	const char *found = NULL;
	char *lines, *line, *type;
	size_t len;

	if (statx(AT_FDCWD, path, 0, STATX_MNT_ID, &status) != 0 ||
	    (status.stx_mask & STATX_MNT_ID) == 0 ||
	    file_read("/proc/self/mountinfo", MOUNTS_LIMIT, &lines, &len) != ERR_OK)
		return NULL;
	line = find_mount(lines, status.stx_mnt_id);
	type = line != NULL ? strstr(line, " - ") : NULL;
	if (type != NULL) {
		type += 3;
		type[strcspn(type, " ")] = '\0';
		for (size_t i = 0; i < sizeof remote_fuse / sizeof remote_fuse[0]; i++)
			if (strcmp(type, remote_fuse[i]) == 0)
				found = remote_fuse[i];
	}
	free(lines);
	return found;
}

bool file_is_network(const char *path)
{
	char there[PATH_SIZE];
	const struct file_system *system;

	if (!nearest(path, there, sizeof there))
		return false;
	system = find(there);
	if (system == NULL)
		return false;
	if (system->magic == FUSE_MAGIC)
		return find_remote_fuse(there) != NULL;
	return system->is_network;
}

const char *file_system_name(const char *path)
{
	char there[PATH_SIZE];
	const struct file_system *system;
	const char *remote;

	if (!nearest(path, there, sizeof there))
		return "unknown";
	system = find(there);
	if (system == NULL)
		return "unknown";
	remote = system->magic == FUSE_MAGIC ? find_remote_fuse(there) : NULL;
	return remote != NULL ? remote : system->name;
}

int64_t file_free_bytes(const char *path)
{
	char there[PATH_SIZE];
	struct statvfs status;

	if (!nearest(path, there, sizeof there) || statvfs(there, &status) != 0)
		return -1;
	return (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}

static int compare_times(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a;
	int64_t right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

/* Writes and flushes one block `count` times; keeps the time of each. */
static enum err measure(int fd, int count, int64_t *times_us)
{
	static const char block[FLUSH_BYTES] = "sanduq measures how fast this disk is";
	struct clock clock;

	clock_init(&clock); /* a chosen clock stands still, a disk does not */
	for (int i = 0; i < count; i++) {
		int64_t begin_us = clock_mono_us(&clock);
		ssize_t put = pwrite(fd, block, sizeof block, (off_t)i * FLUSH_BYTES);

		if (put != FLUSH_BYTES)
			return put < 0 ? file_errno(errno) : ERR_FULL;
		if (fdatasync(fd) != 0)
			return file_errno(errno);
		times_us[i] = clock_mono_us(&clock) - begin_us;
	}
	return ERR_OK;
}

enum err file_flush_time(const char *folder, int count, int64_t *ret_median_us,
			 int64_t *ret_worst_us)
{
	char path[PATH_SIZE];
	int64_t *times_us;
	enum err err;
	int fd;

	if (count < 1 || count > FLUSH_COUNT_MAX)
		return ERR_RANGE;
	if (!file_join(path, sizeof path, folder, "flush-XXXXXX"))
		return ERR_LIMIT;
	times_us = calloc((size_t)count, sizeof *times_us);
	if (times_us == NULL)
		return ERR_MEMORY;
	fd = mkostemp(path, O_CLOEXEC);
	err = fd >= 0 ? measure(fd, count, times_us) : file_errno(errno);
	if (fd >= 0) {
		close(fd);
		unlink(path);
	}
	if (err == ERR_OK) {
		qsort(times_us, (size_t)count, sizeof *times_us, compare_times);
		*ret_median_us = times_us[count / 2];
		*ret_worst_us = times_us[count - 1];
	}
	free(times_us);
	return err;
}
