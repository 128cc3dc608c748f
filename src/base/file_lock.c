/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/file_lock.c -- lock files held by flock(2), with a line in them that says who holds it.
 */
#include "base/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

enum err file_lock_open(const char *path, struct file_lock *ret_lock)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK,
		      0600);

	if (fd < 0)
		return errno == ELOOP ? ERR_INSECURE : file_errno(errno);
	ret_lock->fd = fd;
	return ERR_OK;
}

static enum err take(struct file_lock *lock, int how)
{
	int failed;

	assert(lock->fd >= 0);
	do {
		failed = flock(lock->fd, how);
	} while (failed && errno == EINTR);
	return failed ? file_errno(errno) : ERR_OK;
}

enum err file_lock_try(struct file_lock *lock)
{
	return take(lock, LOCK_EX | LOCK_NB);
}

enum err file_lock_wait(struct file_lock *lock)
{
	return take(lock, LOCK_EX);
}

enum err file_lock_share(struct file_lock *lock)
{
	return take(lock, LOCK_SH);
}

static void on_alarm(int signal)
{
	(void)signal;
}

/* The timer goes on until it is stopped, so that a first alarm before flock() began is harmless. */
static struct itimerval every_ms(int64_t ms)
{
	struct timeval interval = { ms / 1000, ms % 1000 * 1000 };

	return (struct itimerval){ interval, interval };
}

enum err file_lock_wait_ms(struct file_lock *lock, int64_t timeout_ms)
{
	struct sigaction alarm = { .sa_handler = on_alarm }, before;
	struct itimerval timer = every_ms(timeout_ms), off = { { 0, 0 }, { 0, 0 } };
	int failed, error;

	assert(lock->fd >= 0 && timeout_ms > 0);
	sigemptyset(&alarm.sa_mask);
	sigaction(SIGALRM, &alarm, &before);
	setitimer(ITIMER_REAL, &timer, NULL);
	failed = flock(lock->fd, LOCK_EX);
	error = errno;
	setitimer(ITIMER_REAL, &off, NULL);
	sigaction(SIGALRM, &before, NULL);
	if (!failed)
		return ERR_OK;
	return error == EINTR ? ERR_BUSY : file_errno(error);
}

void file_lock_release(struct file_lock *lock)
{
	take(lock, LOCK_UN);
}

void file_lock_note(struct file_lock *lock, const char *note)
{
	size_t len = strlen(note);

	assert(lock->fd >= 0);
	/* The note only helps the next taker to say who is there: its loss is no error. */
	if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, note, len, 0) < 0)
		return;
}

void file_lock_read_note(struct file_lock *lock, char *into, size_t size)
{
	ssize_t len;

	assert(lock->fd >= 0 && size > 0);
	len = pread(lock->fd, into, size - 1, 0);
	into[len > 0 ? len : 0] = '\0';
}

void file_lock_close(struct file_lock *lock)
{
	if (lock->fd >= 0)
		close(lock->fd);
	lock->fd = -1;
}
