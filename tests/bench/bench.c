/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/bench.c -- speed and size against floors measured in the same run.  Arguments name
 * the parts to run; without any, all do.  The store lies in a fresh folder below the present one,
 * because a disk is measured, not memory; SANDUQ_BENCH_FOLDER names another.
 */
#include "bench/bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"

/* The import comes first: the peak of a child counts from what this program has when it forks. */
static const struct {
	const char *name;
	void (*run)(struct bench *bench);
} parts[] = {
	{ "import", bench_import },
	{ "line", bench_line },
	{ "keys", bench_keys },
	{ "start", bench_start },
};

#define PARTS (int)(sizeof parts / sizeof *parts)

char *bench_path(char into[BENCH_PATH_SIZE], const char *folder, const char *name)
{
	bench_need(file_join(into, BENCH_PATH_SIZE, folder, name), "a path is too long");
	return into;
}

static int64_t read_clock(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t bench_now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t bench_cpu(void)
{
	return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

int64_t bench_median(int64_t *numbers, int n)
{
	bench_need(n > 0, "nothing was measured");
	qsort(numbers, (size_t)n, sizeof *numbers, compare);
	return numbers[n / 2];
}

int64_t bench_ratio(int64_t a, int64_t b)
{
	return b > 0 ? (a * 1000 + b / 2) / b : INT64_MAX;
}

static void figure(struct bench *bench, const char *name, int64_t permille, const char *word,
		   int64_t bound, const char *unit, bool is_good)
{
	printf("%-22s %6lld.%03lld %-3s %s %lld.%03lld  %s\n", name, (long long)permille / 1000,
	       (long long)permille % 1000, unit, word, (long long)bound / 1000,
	       (long long)bound % 1000, is_good ? "kept" : "BROKEN");
	fflush(stdout);
	bench->figures++;
	bench->failed += !is_good;
	str_addf(&bench->summary, ", %s %lld.%02lld %s%s", name, (long long)permille / 1000,
		 (long long)permille % 1000 / 10, unit, is_good ? "" : " BROKEN");
}

void bench_least(struct bench *bench, const char *name, int64_t permille, int64_t bound,
		 const char *unit)
{
	figure(bench, name, permille, "at least", bound, unit, permille >= bound);
}

void bench_most(struct bench *bench, const char *name, int64_t permille, int64_t bound,
		const char *unit)
{
	figure(bench, name, permille, "at most", bound, unit, permille <= bound);
}

void bench_skip(struct bench *bench, const char *name, const char *why)
{
	printf("skipped: %s: %s\n", name, why);
	bench->skipped++;
}

void bench_say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
}

static void make_folder(char path[BENCH_PATH_SIZE], const char *above)
{
	bench_path(path, above, "bench-XXXXXX");
	bench_need(mkdtemp(path) != NULL, "no folder can be made for the stores");
}

static void prepare(struct bench *bench)
{
	const char *folder = getenv("SANDUQ_BENCH_FOLDER");
	int64_t median_us = 0, worst_us = 0;

	bench->program = getenv("SANDUQ_PROGRAM");
	bench->beside = getenv("SANDUQ_BENCH_PROGRAMS");
	bench_need(hash_ready(), "the hash library does not start");
	make_folder(bench->folder, folder != NULL ? folder : ".");
	make_folder(bench->quick, access("/dev/shm", W_OK) == 0 ? "/dev/shm" : bench->folder);
	bench_must(file_flush_time(bench->folder, 64, &median_us, &worst_us), "flush time");
	bench_say("disk: %s, 4 KiB and fdatasync take %lld us, at worst %lld us",
		  file_system_name(bench->folder), (long long)median_us, (long long)worst_us);
}

static bool is_wanted(const char *name, int argc, char **argv)
{
	bool wanted = argc < 2;

	for (int i = 1; i < argc; i++)
		wanted = wanted || strcmp(argv[i], name) == 0;
	return wanted;
}

int main(int argc, char **argv)
{
	struct bench bench = { 0 };

	prepare(&bench);
	for (int i = 0; i < PARTS; i++)
		if (is_wanted(parts[i].name, argc, argv))
			parts[i].run(&bench);
	file_remove_folder(bench.quick);
	file_remove_folder(bench.folder);
	printf("bench: %s: %d promises kept of %d, %d skipped%s\n",
	       bench.failed == 0 && bench.figures > 0 ? "passed" : "FAILED",
	       bench.figures - bench.failed, bench.figures, bench.skipped,
	       str_text(&bench.summary));
	str_done(&bench.summary);
	return bench.failed == 0 && bench.figures > 0 ? 0 : 1;
}
