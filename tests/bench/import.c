/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/import.c -- a year of a restaurant's real orders through `sanduq import sales`, on
 * the disk; then ten times as many rows, for the memory alone, in memory and without flushing.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

#define DATA "pizzaplace.csv"
#define PROFILE "data/import/pizzaplace.ini"
#define TIMES 10
#define LINE_SIZE 512
#define PATH_SIZE 1024

/* What a child took. */
struct taken {
	int64_t wall_ns, cpu_ns, peak_kib;
};

static int64_t nanoseconds(struct timeval time)
{
	return (int64_t)time.tv_sec * 1000000000 + (int64_t)time.tv_usec * 1000;
}

/* Runs a program with its output in a file, and looks at what it took. */
static struct taken run(const char *const *argv, const char *output)
{
	int64_t start = bench_now();
	struct rusage usage;
	int status = -1;
	pid_t child = fork();

	if (child == 0) {
		int fd = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0)
			execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	bench_need(child > 0 && wait4(child, &status, 0, &usage) == child, argv[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		fprintf(stderr, "bench: %s %s failed\n", argv[0], argv[1]);
		exit(99);
	}
	return (struct taken){ bench_now() - start,
			       nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime),
			       usage.ru_maxrss };
}

static bool find_data(char path[PATH_SIZE])
{
	const char *data = getenv("SANDUQ_DATA"), *source = getenv("srcdir");

	if (data != NULL)
		str_format(path, PATH_SIZE, "%s/" DATA ".gz", data);
	else
		str_format(path, PATH_SIZE, "%s/../shared/data/" DATA ".gz",
			   source != NULL ? source : ".");
	return access(path, R_OK) == 0;
}

static void unpack(const char *packed, const char *path)
{
	const char *const argv[] = { "gzip", "-dc", packed, NULL };

	run(argv, path);
}

/* The same rows TIMES times, each time as orders of their own on the same dates: the order's
 * number, the second field, gets a letter more. */
static void repeat(const char *path, const char *into)
{
	FILE *in = fopen(path, "r"), *out = fopen(into, "w");
	char line[LINE_SIZE];

	bench_need(in != NULL && out != NULL, "the file cannot be repeated");
	for (int time = 0; time < TIMES; time++) {
		rewind(in);
		for (int64_t row = 0; fgets(line, sizeof line, in) != NULL; row++) {
			char *order = strchr(line, ',');

			bench_need(order != NULL, "a row without fields");
			*order++ = '\0';
			if (row > 0)
				fprintf(out, "%s,%c%s", line, 'A' + time, order);
			else if (time == 0)
				fprintf(out, "%s,%s", line, order);
		}
	}
	fclose(in);
	bench_need(fclose(out) == 0, "the file cannot be repeated");
}

/* A peak below this program's own would be this program's, from before the child became another. */
static struct taken run_larger(const char *const *argv, const char *output)
{
	struct taken taken = run(argv, output);
	struct rusage own;

	bench_need(getrusage(RUSAGE_SELF, &own) == 0 && own.ru_maxrss < taken.peak_kib,
		   "the import is smaller than what measures it");
	return taken;
}

/* Makes a house in `folder` and rings the file there. */
static struct taken import(const struct bench *bench, const char *folder, const char *file,
			   const char *options)
{
	char house[BENCH_PATH_SIZE], conf[BENCH_PATH_SIZE], output[BENCH_PATH_SIZE];
	char store[BENCH_PATH_SIZE + 64], profile[PATH_SIZE];
	const char *source = getenv("srcdir");
	const char *const init[] = { bench->program, "init", "--dir", house, "--name", "Year",
				     "--currency", "USD", "--business-date", "2015-01-01",
				     "--kind", "test", NULL };
	const char *const sales[] = { bench->program, "import", "sales", file, "--profile", profile,
				      "--config", conf, "--store", store, NULL };

	bench_path(house, folder, "house");
	bench_path(conf, house, "sanduq.conf");
	bench_path(output, folder, "output");
	str_format(store, sizeof store, "sqlite:%s/store.db%s", house, options);
	str_format(profile, sizeof profile, "%s/" PROFILE, source != NULL ? source : ".");
	run(init, output);
	return run_larger(sales, output);
}

static void tell(const char *what, struct taken taken)
{
	bench_say("%s: %lld.%lld s, %lld.%lld s of the processor, at most %lld KiB", what,
		  (long long)(taken.wall_ns / 1000000000),
		  (long long)(taken.wall_ns / 100000000 % 10),
		  (long long)(taken.cpu_ns / 1000000000),
		  (long long)(taken.cpu_ns / 100000000 % 10), (long long)taken.peak_kib);
}

void bench_import(struct bench *bench)
{
	char packed[PATH_SIZE], file[BENCH_PATH_SIZE], large[BENCH_PATH_SIZE];
	struct taken once, often;

	if (!find_data(packed)) {
		bench_skip(bench, "import", "there is no " DATA ".gz; SANDUQ_DATA says where");
		return;
	}
	unpack(packed, bench_path(file, bench->folder, DATA));
	repeat(file, bench_path(large, bench->quick, "large.csv"));
	once = import(bench, bench->folder, file, "");
	tell("a year of orders", once);
	bench_most(bench, "import", once.wall_ns / 1000000, 60000, "s");
	often = import(bench, bench->quick, large, "?synchronous=off");
	tell("ten times as many, without flushing", often);
	bench_most(bench, "tenfold peak", bench_ratio(often.peak_kib, once.peak_kib), 1100, "x");
}
