/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/copy.c -- see tests/bench/copy.h.
 */
#include "bench/copy.h"

#include <fcntl.h>
#include <unistd.h>

#include "bench/bench.h"

void copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	static char bytes[65536];
	ssize_t got;

	bench_need(in >= 0 && out >= 0, "a store cannot be copied");
	while ((got = read(in, bytes, sizeof bytes)) > 0)
		bench_need(write(out, bytes, (size_t)got) == got, "a store cannot be copied");
	bench_need(got == 0 && fsync(out) == 0, "a store cannot be copied");
	close(in);
	close(out);
}

void copy_remove(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock", ".station-1" };
	char name[BENCH_PATH_SIZE + 16];

	for (int i = 0; i < 5; i++) {
		str_format(name, sizeof name, "%s%s", path, ends[i]);
		unlink(name);
	}
}
