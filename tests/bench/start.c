/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/start.c -- from starting the program to its first screen: on a store of one day, and
 * on one with a million lines behind it.
 */
#include "bench/copy.h"
#include "bench/history.h"
#include "bench/till.h"

#define LINES 1000000
#define STARTS 15

static void make(const char *path, int64_t lines)
{
	struct house house;
	int64_t start = bench_now(), made;

	till_house(&house, path, 30);
	made = history_make(&house, path, lines);
	bench_say("a store with %lld lines was made in %lld ms", (long long)made,
		  (long long)(bench_now() - start) / 1000000);
	bench_need(made >= lines, "too few lines were made");
}

static int64_t start(const struct bench *bench, const char *path, int64_t *ret_login)
{
	int64_t took;
	struct pty *pty = till_start(bench, path, 1, &took);

	if (ret_login != NULL)
		*ret_login = till_login(pty);
	pty_close(pty);
	return took;
}

void bench_start(struct bench *bench)
{
	char small[BENCH_PATH_SIZE], large[BENCH_PATH_SIZE];
	int64_t took_small[STARTS], took_large[STARTS], login[STARTS], median;

	make(bench_path(small, bench->folder, "small.db"), 0);
	make(bench_path(large, bench->folder, "large.db"), LINES);
	for (int i = 0; i < STARTS; i++) {
		took_small[i] = start(bench, small, NULL);
		took_large[i] = start(bench, large, &login[i]);
	}
	median = bench_median(took_large, STARTS);
	bench_say("the first screen takes %lld us, with a million lines %lld us; login there "
		  "%lld us",
		  (long long)bench_median(took_small, STARTS) / 1000, (long long)median / 1000,
		  (long long)bench_median(login, STARTS) / 1000);
	bench_most(bench, "first screen", bench_ratio(median, bench_median(took_small, STARTS)),
		   2000, "x");
	bench_most(bench, "first screen", median / 1000, 100000, "ms");
	copy_remove(small);
	copy_remove(large);
}
