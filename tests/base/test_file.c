/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_file.c -- files in a fresh folder: read, replaced, refused, locked, removed.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suites.h"

#define LIMIT 10000

static const char *in_folder(char path[512], const char *name)
{
	CHECK_FATAL(file_join(path, 512, check_folder(), name));
	return path;
}

static void expect_content(const char *path, const char *expected)
{
	char *bytes = NULL;
	size_t len = 0;

	CHECK_OK_FATAL(file_read(path, LIMIT, &bytes, &len));
	CHECK_INT(len, strlen(expected));
	CHECK_TEXT(bytes, expected);
	free(bytes);
}

static void files_are_replaced_whole(void)
{
	char path[512];
	struct stat status;

	in_folder(path, "replaced");
	CHECK(!file_exists(path));
	CHECK_OK(file_write(path, 0600, "one", 3));
	CHECK(file_exists(path));
	expect_content(path, "one");
	CHECK_OK(file_write(path, 0640, "", 0));
	expect_content(path, "");
	CHECK_OK(stat(path, &status));
	CHECK_INT(status.st_mode & 07777, 0640);
	CHECK_OK(unlink(path));
}

static void reading_knows_its_limit(void)
{
	char path[512], text[LIMIT + 2];
	char *bytes = NULL;
	size_t len = 7;

	memset(text, 'x', sizeof text);
	in_folder(path, "limit");
	CHECK_OK(file_write(path, 0600, text, LIMIT));
	CHECK_OK_FATAL(file_read(path, LIMIT, &bytes, &len));
	CHECK_INT(len, LIMIT);
	CHECK_INT(bytes[len], '\0');
	free(bytes);
	bytes = NULL;
	CHECK_OK(file_write(path, 0600, text, LIMIT + 1));
	CHECK_INT(file_read(path, LIMIT, &bytes, &len), ERR_LIMIT);
	CHECK(bytes == NULL);
	CHECK_INT(file_read(path, 0, &bytes, &len), ERR_LIMIT);
	CHECK_INT(len, LIMIT);
	CHECK_OK(file_read("/proc/self/status", LIMIT, &bytes, &len)); /* says its size is 0 */
	CHECK(len > 0);
	free(bytes);
}

static void what_cannot_be_read_says_why(void)
{
	char path[512];
	char *bytes;
	size_t len;

	CHECK_INT(file_read(in_folder(path, "absent"), LIMIT, &bytes, &len), ERR_MISSING_FILE);
	CHECK_INT(file_read(check_folder(), LIMIT, &bytes, &len), ERR_DATA);
	CHECK_OK(mkfifo(in_folder(path, "pipe"), 0600));
	CHECK_INT(file_read(path, LIMIT, &bytes, &len), ERR_DATA);
	CHECK_INT(file_write(in_folder(path, "absent/file"), 0600, "", 0), ERR_MISSING_FILE);
}

static void secrets_must_be_ours_alone(void)
{
	char path[512], link[512];
	char *bytes;
	size_t len;

	in_folder(path, "secret");
	in_folder(link, "secret-link");
	CHECK_OK(file_write(path, 0600, "key", 3));
	CHECK_OK_FATAL(file_read_secret(path, LIMIT, &bytes, &len));
	CHECK_TEXT(bytes, "key");
	free(bytes);
	CHECK_OK(symlink(path, link));
	CHECK_INT(file_read_secret(link, LIMIT, &bytes, &len), ERR_INSECURE);
	CHECK_OK(chmod(path, 0640));
	CHECK_INT(file_read_secret(path, LIMIT, &bytes, &len), ERR_INSECURE);
	CHECK_OK(chmod(path, 0602));
	CHECK_INT(file_read_secret(path, LIMIT, &bytes, &len), ERR_INSECURE);
	if (geteuid() == 0) {
		CHECK_OK(chmod(path, 0600));
		CHECK_OK(chown(path, 12345, (gid_t)-1));
		CHECK_INT(file_read_secret(path, LIMIT, &bytes, &len), ERR_INSECURE);
	}
}

static void errors_have_codes(void)
{
	CHECK_INT(file_errno(0), ERR_OK);
	CHECK_INT(file_errno(ENOSPC), ERR_FULL);
	CHECK_INT(file_errno(EDQUOT), ERR_FULL);
	CHECK_INT(file_errno(EACCES), ERR_READ_ONLY);
	CHECK_INT(file_errno(EROFS), ERR_READ_ONLY);
	CHECK_INT(file_errno(EPERM), ERR_READ_ONLY);
	CHECK_INT(file_errno(ENOENT), ERR_MISSING_FILE);
	CHECK_INT(file_errno(ENOMEM), ERR_MEMORY);
	CHECK_INT(file_errno(EIO), ERR_IO);
}

static void a_full_disk_is_told(void)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	if (full < 0) {
		check_skip("there is no /dev/full");
		return;
	}
	CHECK_INT(write(full, "x", 1), -1);
	CHECK_INT(file_errno(errno), ERR_FULL);
	close(full);
}

static void folders_are_made_and_removed(void)
{
	char path[512], deep[512], outside[512], link[512];
	struct stat status;

	in_folder(outside, "outside");
	in_folder(path, "tree");
	in_folder(deep, "tree/a/b//c/");
	CHECK_OK_FATAL(file_make_folder(deep));
	CHECK_OK(file_make_folder(deep));
	CHECK_OK(stat(deep, &status));
	CHECK_INT(status.st_mode & 07777, 0700);
	CHECK_OK(file_write(outside, 0600, "stays", 5));
	CHECK_OK(symlink(check_folder(), in_folder(link, "tree/a/out")));
	CHECK_OK(symlink(outside, in_folder(link, "tree/a/b/out")));
	CHECK_OK(file_write(in_folder(deep, "tree/a/file"), 0400, "x", 1));
	CHECK_INT(file_make_folder(deep), ERR_EXISTS);
	CHECK_OK(file_remove_folder(path));
	CHECK(!file_exists(path));
	expect_content(outside, "stays");
	CHECK_INT(file_remove_folder(path), ERR_MISSING_FILE);
	CHECK_INT(file_make_folder(""), ERR_MISSING_FILE);
}

static void links_are_not_followed_by_removal(void)
{
	char folder[512], link[512];

	CHECK_OK(file_make_folder(in_folder(folder, "kept")));
	CHECK_OK(symlink(folder, in_folder(link, "kept-link")));
	CHECK(file_remove_folder(link) != ERR_OK);
	CHECK(file_exists(folder));
}

static void removal_knows_its_depth(void)
{
	char path[512], top[512];
	size_t len;

	in_folder(top, "deep");
	in_folder(path, "deep");
	len = strlen(path);
	for (int i = 0; i < 40; i++) {
		memcpy(path + len, "/d", 3);
		len += 2;
	}
	CHECK_OK(file_make_folder(path));
	CHECK_INT(file_remove_folder(top), ERR_LIMIT);
	CHECK(file_exists(path));
}

static void locks_exclude(void)
{
	char path[512], note[64];
	struct file_lock first, second;

	in_folder(path, "lock");
	CHECK_OK_FATAL(file_lock_open(path, &first));
	CHECK_OK_FATAL(file_lock_open(path, &second));
	file_lock_read_note(&second, note, sizeof note);
	CHECK_TEXT(note, "");
	CHECK_OK(file_lock_try(&first));
	file_lock_note(&first, "a long note of the one before");
	file_lock_note(&first, "till 1");
	CHECK_INT(file_lock_try(&second), ERR_BUSY);
	file_lock_read_note(&second, note, sizeof note);
	CHECK_TEXT(note, "till 1");
	file_lock_read_note(&second, note, 5);
	CHECK_TEXT(note, "till");
	file_lock_release(&first);
	CHECK_OK(file_lock_try(&second));
	file_lock_close(&second);
	file_lock_close(&second);
	CHECK_OK(file_lock_try(&first));
	file_lock_close(&first);
	CHECK_INT(first.fd, -1);
}

static void locks_are_waited_for(void)
{
	char path[512];
	struct file_lock lock;
	int status = -1;
	pid_t child;

	in_folder(path, "waited");
	CHECK_OK_FATAL(file_lock_open(path, &lock));
	CHECK_OK(file_lock_wait(&lock));
	child = fork();
	if (child == 0) {
		struct file_lock mine;

		file_lock_close(&lock); /* the copy of the parent's */
		if (file_lock_open(path, &mine) != ERR_OK)
			_exit(2);
		_exit(file_lock_wait(&mine) == ERR_OK ? 0 : 1);
	}
	CHECK_FATAL(child > 0);
	usleep(20000);
	CHECK_INT(waitpid(child, &status, WNOHANG), 0); /* still waiting */
	file_lock_release(&lock);
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	file_lock_close(&lock);
}

static void locks_are_waited_for_a_while(void)
{
	char path[512];
	struct file_lock first, second;

	in_folder(path, "while");
	CHECK_OK_FATAL(file_lock_open(path, &first));
	CHECK_OK_FATAL(file_lock_open(path, &second));
	CHECK_OK(file_lock_wait_ms(&first, 10));
	CHECK_INT(file_lock_wait_ms(&second, 10), ERR_BUSY);
	file_lock_release(&first);
	CHECK_OK(file_lock_wait_ms(&second, 10));
	file_lock_close(&second);
	file_lock_close(&first);
}

static void locks_are_no_links(void)
{
	char path[512], target[512];
	struct file_lock lock = { -7 };

	CHECK_OK(symlink(in_folder(target, "lock-target"), in_folder(path, "lock-link")));
	CHECK_INT(file_lock_open(path, &lock), ERR_INSECURE);
	CHECK_INT(lock.fd, -7);
	CHECK(!file_exists(target));
}

static void file_systems_are_told_apart(void)
{
	char path[512];

	CHECK(!file_is_network(check_folder()));
	CHECK(!file_is_network(in_folder(path, "not/there/yet")));
	CHECK(strcmp(file_system_name(check_folder()), "unknown") != 0);
	CHECK_TEXT(file_system_name(in_folder(path, "not/there")),
		   file_system_name(check_folder()));
	CHECK(file_free_bytes(check_folder()) > 0);
	if (access("/dev/shm", F_OK) == 0)
		CHECK_TEXT(file_system_name("/dev/shm"), "tmpfs");
}

static void flushing_is_timed(void)
{
	int64_t median_us = -1, worst_us = -1;
	char path[512];

	CHECK_OK(file_flush_time(check_folder(), 9, &median_us, &worst_us));
	CHECK(median_us > 0 && worst_us >= median_us);
	CHECK_INT(file_flush_time(check_folder(), 0, &median_us, &worst_us), ERR_RANGE);
	CHECK_INT(file_flush_time(in_folder(path, "absent"), 3, &median_us, &worst_us),
		  ERR_MISSING_FILE);
}

static void paths_are_joined(void)
{
	char path[8];

	CHECK(file_join(path, sizeof path, "a", "b"));
	CHECK_TEXT(path, "a/b");
	CHECK(file_join(path, sizeof path, "/", "b"));
	CHECK_TEXT(path, "/b");
	CHECK(file_join(path, sizeof path, "", "b"));
	CHECK_TEXT(path, "b");
	CHECK(file_join(path, sizeof path, "abc", "def"));
	CHECK(!file_join(path, sizeof path, "abcd", "def"));
}

const struct check_test test_file[] = {
	{ "a file is replaced whole", files_are_replaced_whole },
	{ "reading knows its limit", reading_knows_its_limit },
	{ "what cannot be read says why", what_cannot_be_read_says_why },
	{ "a secret file must be ours alone", secrets_must_be_ours_alone },
	{ "system errors have our codes", errors_have_codes },
	{ "a full disk is told", a_full_disk_is_told },
	{ "folders are made and removed", folders_are_made_and_removed },
	{ "removal does not follow a link", links_are_not_followed_by_removal },
	{ "removal knows its depth", removal_knows_its_depth },
	{ "a lock excludes and says who holds it", locks_exclude },
	{ "a lock is waited for", locks_are_waited_for },
	{ "a lock is waited for no longer than said", locks_are_waited_for_a_while },
	{ "a lock file is no link", locks_are_no_links },
	{ "file systems are told apart", file_systems_are_told_apart },
	{ "flushing is timed", flushing_is_timed },
	{ "folder and name are joined", paths_are_joined },
	{ 0 },
};
