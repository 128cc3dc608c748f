/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/device/test_device.c -- addresses, and papers to files, folders and character devices.
 */
#include "device/device.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "document/suites.h"
#include "job.h"

static const char *in_folder(char path[256], const char *before, const char *name)
{
	CHECK_FATAL(str_format(path, 256, "%s%s/%s", before, check_folder(), name));
	return path;
}

static void check_file(const char *path, const char *expected)
{
	char *bytes = NULL;
	size_t len = 0;

	CHECK_OK_FATAL(file_read(path, 1 << 20, &bytes, &len));
	CHECK_TEXT(bytes, expected);
	free(bytes);
}

static void addresses_are_read(void)
{
	static const struct {
		const char *address;
		bool is_escpos;
	} good[] = {
		{ "none", false }, { "file:/tmp/x", false }, { "dir:papers", false },
		{ "lp:/dev/usb/lp0", true }, { "tcp:127.0.0.1:9100", true },
		{ "tcp:127.0.0.1", true }, { "tcp:[::1]:9100", true }, { "tcp:[fe80::1]", true },
	};
	static const char *const bad[] = {
		"", "None", "file:", "file", "dir:", "lp:", "tcp:", "usb:/dev/usb/lp0",
		"tcp:printer.local:9100", "tcp:localhost", "tcp:127.0.0.1:", "tcp:127.0.0.1:x",
		"tcp:127.0.0.1:9100x", "tcp:[::1", "tcp:::1:9100", "tcp:[]:9100",
		"tcp:[127.0.0.1]x", "tcp::9100", "tcp:127.0.0.1:65536",
		"tcp:127.0.0.1:0", "tcp:127.0.0.1:-1",
	};
	char large[DEVICE_ADDRESS_MAX + 2];
	struct device *device = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		CHECK_INT(device_open(bad[i], &device), ERR_SYNTAX);
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	memcpy(large, "file:", 5);
	CHECK_INT(device_open(large, &device), ERR_SYNTAX);
	CHECK(device == NULL);
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		CHECK_OK_FATAL(device_open(good[i].address, &device));
		CHECK_INT(device_is_escpos(device), good[i].is_escpos);
		CHECK_TEXT(device_address(device), good[i].address);
		device_close(device);
	}
	device_close(NULL);
}

static void none_takes_everything(void)
{
	struct job job;

	job_open(&job, "none");
	CHECK_OK(job_print(&job, "R-1-1", "paper", 5));
	CHECK_TEXT(device_problem(job.device), "");
	CHECK_OK(job_print(&job, "R-1-2", "", 0));
	job_close(&job);
}

static void jobs_are_checked(void)
{
	static const char *const names[] = { "", ".", "../x", "a/b", ".hidden", "a b", "é" };
	char large[DEVICE_NAME_MAX + 2];
	struct job job;

	job_open(&job, "none");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		CHECK_INT(device_send(job.device, job.loop, names[i], "", 0, job_ended, &job),
			  ERR_RANGE);
	memset(large, 'n', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	CHECK_INT(device_send(job.device, job.loop, large, "", 0, job_ended, &job), ERR_RANGE);
	CHECK_INT(device_send(job.device, job.loop, "a", "", DEVICE_JOB_MAX + 1, job_ended, &job),
		  ERR_LIMIT);
	CHECK_OK(device_send(job.device, job.loop, "a", "", 0, job_ended, &job));
	CHECK_INT(device_send(job.device, job.loop, "b", "", 0, job_ended, &job), ERR_BUSY);
	CHECK_OK(job_wait(&job));
	CHECK_INT(job.ended, 1);
	job_close(&job);
}

static void a_file_takes_papers_one_after_another(void)
{
	char address[256], path[256];
	struct stat stat_of;
	struct job job;

	job_open(&job, in_folder(address, "file:", "papers.txt"));
	CHECK_OK(job_print(&job, "R-1-1", "first\n", 6));
	CHECK_OK(job_print(&job, "R-1-2", "second\n", 7));
	job_close(&job);
	check_file(in_folder(path, "", "papers.txt"), "first\n\fsecond\n");
	CHECK_OK(stat(path, &stat_of));
	CHECK_INT(stat_of.st_mode & 07777, 0600);
}

static void check_fails(const char *address, int error)
{
	struct job job;

	job_open(&job, address);
	CHECK_INT(job_print(&job, "R-1-1", "paper\n", 6), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(error));
	job_close(&job);
}

static void what_cannot_be_written_fails(void)
{
	char path[256], address[256];

	check_fails("file:/dev/full", ENOSPC);
	check_fails("lp:/dev/full", ENOSPC);
	check_fails("file:/nonexistent/papers.txt", ENOENT);
	check_fails("dir:/nonexistent", ENOENT);
	check_fails("lp:/nonexistent", ENOENT);
	check_fails(in_folder(address, "file:", "."), EISDIR);
	CHECK_OK(mkfifo(in_folder(path, "", "fifo"), 0600));
	check_fails(in_folder(address, "file:", "fifo"), ENXIO);
	CHECK_OK(symlink("papers.txt", in_folder(path, "", "link")));
	check_fails(in_folder(address, "file:", "link"), ELOOP);
	CHECK_OK(file_write(in_folder(path, "", "plain"), 0600, "", 0));
	check_fails(in_folder(address, "lp:", "plain"), ENOTTY);
}

static void a_fifo_with_a_reader_is_refused(void)
{
	char path[256], address[256];
	int fd;

	CHECK_OK(mkfifo(in_folder(path, "", "fifo2"), 0600));
	fd = open(path, O_RDONLY | O_NONBLOCK);
	CHECK(fd >= 0);
	check_fails(in_folder(address, "file:", "fifo2"), EINVAL);
	close(fd);
}

/* Runs `address` with files limited to 100 bytes. */
static void check_fails_on_full(const char *address)
{
	struct rlimit before, limit;
	char paper[300];
	struct job job;

	memset(paper, 'x', sizeof paper);
	job_open(&job, address);
	CHECK_OK_FATAL(getrlimit(RLIMIT_FSIZE, &before));
	limit = (struct rlimit){ .rlim_cur = 100, .rlim_max = before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	CHECK_OK_FATAL(setrlimit(RLIMIT_FSIZE, &limit));
	CHECK_INT(job_print(&job, "R-9-9", paper, sizeof paper), ERR_DEVICE);
	CHECK_OK_FATAL(setrlimit(RLIMIT_FSIZE, &before));
	signal(SIGXFSZ, SIG_DFL);
	CHECK_TEXT(device_problem(job.device), strerror(EFBIG));
	job_close(&job);
}

static void half_a_paper_is_taken_back(void)
{
	char address[256], path[256];
	struct job job;

	job_open(&job, in_folder(address, "file:", "full.txt"));
	CHECK_OK(job_print(&job, "R-1-1", "first\n", 6));
	job_close(&job);
	check_fails_on_full(address);
	check_file(in_folder(path, "", "full.txt"), "first\n");
	check_fails_on_full(in_folder(address, "dir:", ""));
	CHECK(!file_exists(in_folder(path, "", "R-9-9.txt")));
	CHECK(!file_exists(in_folder(path, "", ".R-9-9.part")));
}

static void two_stations_do_not_mix_their_papers(void)
{
	char address[256], path[256];
	struct file_lock lock;
	struct job job;

	CHECK_OK_FATAL(file_lock_open(in_folder(path, "", "shared.txt"), &lock));
	CHECK_OK_FATAL(file_lock_try(&lock));
	job_open(&job, in_folder(address, "file:", "shared.txt"));
	CHECK_INT(job_print(&job, "R-1-1", "a\n", 2), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(EWOULDBLOCK));
	file_lock_close(&lock);
	CHECK_OK(job_print(&job, "R-1-1", "a\n", 2));
	check_file(path, "a\n");
	job_close(&job);
}

static void a_folder_takes_a_file_per_paper(void)
{
	char address[256], path[256];
	struct job job;

	job_open(&job, in_folder(address, "dir:", ""));
	CHECK_OK(job_print(&job, "R-1-000001", "first\n", 6));
	CHECK_OK(job_print(&job, "R-1-000002", "a longer second\n", 16));
	CHECK_OK(job_print(&job, "R-1-000002", "again\n", 6));
	job_close(&job);
	check_file(in_folder(path, "", "R-1-000001.txt"), "first\n");
	check_file(in_folder(path, "", "R-1-000002.txt"), "again\n");
	CHECK(!file_exists(in_folder(path, "", ".R-1-000002.part")));
}

/* A terminal pair stands in for the printer: its other side is ours. */
static int open_printer(char address[64])
{
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
	struct termios raw;

	CHECK_FATAL(fd >= 0);
	CHECK_OK_FATAL(grantpt(fd));
	CHECK_OK_FATAL(unlockpt(fd));
	CHECK_OK_FATAL(tcgetattr(fd, &raw));
	cfmakeraw(&raw);
	CHECK_OK_FATAL(tcsetattr(fd, TCSANOW, &raw));
	CHECK(str_format(address, 64, "lp:%s", ptsname(fd)));
	return fd;
}

static void a_character_device_gets_the_bytes(void)
{
	char address[64], got[64];
	int fd = open_printer(address);
	struct job job;

	job_open(&job, address);
	CHECK_OK(job_print(&job, "R-1-1", "\x1B@paper\n\x1DVB\x00", 12));
	CHECK_INT(read(fd, got, sizeof got), 12);
	CHECK(memcmp(got, "\x1B@paper\n\x1DVB\x00", 12) == 0);
	job_close(&job);
	close(fd);
}

static void a_stuck_printer_times_out(void)
{
	static char paper[200000];
	char address[64];
	int fd = open_printer(address);
	struct job job;

	memset(paper, 'x', sizeof paper);
	job_open(&job, address);
	device_set_timeout(job.device, 150);
	CHECK_INT(job_print(&job, "R-1-1", paper, sizeof paper), ERR_DEVICE);
	CHECK_TEXT(device_problem(job.device), strerror(ETIMEDOUT));
	CHECK(job.ticks >= 5);
	job_close(&job);
	close(fd);
}

static void read_printer(void *arg, int fd, unsigned events)
{
	char bytes[1000];
	ssize_t len = read(fd, bytes, sizeof bytes);

	(void)events;
	if (len > 0)
		*(size_t *)arg += (size_t)len;
}

static void a_slow_printer_gets_all(void)
{
	static char paper[50000];
	char address[64];
	int fd = open_printer(address);
	size_t got = 0;
	struct job job;

	memset(paper, 'x', sizeof paper);
	job_open(&job, address);
	CHECK(loop_add_fd(job.loop, fd, LOOP_READ, read_printer, &got) != 0);
	CHECK_OK(job_print(&job, "R-1-1", paper, sizeof paper));
	for (int i = 0; i < 1000 && got < sizeof paper; i++)
		CHECK_OK(loop_step(job.loop, 5));
	CHECK_INT(got, sizeof paper);
	job_close(&job);
	close(fd);
}

static void closing_gives_a_job_up(void)
{
	static char paper[200000];
	char address[64];
	int fd = open_printer(address);
	struct job job;

	job_open(&job, address);
	CHECK_OK(device_send(job.device, job.loop, "a", paper, sizeof paper, job_ended, &job));
	device_close(job.device);
	CHECK_OK_FATAL(device_open(address, &job.device));
	CHECK_OK(device_send(job.device, job.loop, "a", paper, sizeof paper, job_ended, &job));
	for (int i = 0; i < 5; i++)
		CHECK_OK(loop_step(job.loop, 5));
	device_close(job.device);
	job.device = NULL;
	for (int i = 0; i < 5; i++)
		CHECK_OK(loop_step(job.loop, 5));
	CHECK_INT(job.ended, 0);
	job_close(&job);
	close(fd);
}

/* Sends the next from the callback of the last, then closes the device in it. */
static void send_again(void *arg, enum err err)
{
	struct job *job = arg;

	CHECK_OK(err);
	if (++job->ended < 3) {
		CHECK_OK(device_send(job->device, job->loop, "n", "x\n", 2, send_again, job));
		return;
	}
	device_close(job->device);
	job->device = NULL;
}

static void the_callback_may_send_and_close(void)
{
	char address[256], path[256];
	struct job job;

	job_open(&job, in_folder(address, "file:", "again.txt"));
	CHECK_OK(device_send(job.device, job.loop, "n", "x\n", 2, send_again, &job));
	for (int i = 0; i < 100 && job.ended < 3; i++)
		CHECK_OK(loop_step(job.loop, 50));
	CHECK_INT(job.ended, 3);
	check_file(in_folder(path, "", "again.txt"), "x\n\fx\n\fx\n");
	job_close(&job);
}

const struct check_test test_device[] = {
	{ "addresses are read, and refused when they are none", addresses_are_read },
	{ "\"none\" takes everything, after the call has returned", none_takes_everything },
	{ "names, sizes and a second job at once are refused", jobs_are_checked },
	{ "a file takes papers with form feeds between, for us alone to read",
	  a_file_takes_papers_one_after_another },
	{ "what cannot be written fails with its reason", what_cannot_be_written_fails },
	{ "a fifo with a reader is refused, its end could kill us",
	  a_fifo_with_a_reader_is_refused },
	{ "half a paper on a full disk is taken back", half_a_paper_is_taken_back },
	{ "two stations do not mix their papers in one file",
	  two_stations_do_not_mix_their_papers },
	{ "a folder takes a file per paper, the same name again replaces",
	  a_folder_takes_a_file_per_paper },
	{ "a character device gets the bytes as they are", a_character_device_gets_the_bytes },
	{ "a stuck printer times out, the loop goes on", a_stuck_printer_times_out },
	{ "a slow printer gets all", a_slow_printer_gets_all },
	{ "closing gives a job up without a callback", closing_gives_a_job_up },
	{ "the callback may send again and close", the_callback_may_send_and_close },
	{ 0 },
};
