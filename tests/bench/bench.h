/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/bench.h -- speed and size: what the parts of the bench share.
 *
 * Shape   each part measures one promise and hands its figure to bench_least() or bench_most(),
 *         which print it and remember whether the promise was kept; the last line sums all up.
 * Units   ratios are permille (1250 is 1.25); times are nanoseconds.
 * Owner   struct bench belongs to main; parts borrow it.
 */
#ifndef SANDUQ_TESTS_BENCH_BENCH_H
#define SANDUQ_TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define BENCH_PATH_SIZE 512

struct bench {
	char folder[BENCH_PATH_SIZE];   /* fresh, on the disk that is measured */
	char quick[BENCH_PATH_SIZE];    /* fresh, in memory where there is such a place */
	const char *program;            /* the sanduq binary */
	const char *beside;             /* the folder of the bench's own programs */
	int figures, failed, skipped;
	struct str summary;
};

/* The parts. */
void bench_line(struct bench *bench);
void bench_keys(struct bench *bench);
void bench_start(struct bench *bench);
void bench_import(struct bench *bench);

/* Ends the bench with a word on what could not be set up. */
void bench_must(enum err err, const char *what);
void bench_need(bool is_so, const char *what);

/* Joins a folder and a name; the result is the caller's array. */
char *bench_path(char into[BENCH_PATH_SIZE], const char *folder, const char *name);

/* Time on the wall, and time this process has computed. */
int64_t bench_now(void);
int64_t bench_cpu(void);

/* The middle of n numbers, which are sorted by it. */
int64_t bench_median(int64_t *numbers, int n);

/* a / b in permille. */
int64_t bench_ratio(int64_t a, int64_t b);

/* A promise: name and unit for the reader, the figure, its bound.  Figures and bounds are permille
 * of the unit ("x" for a ratio, "ms", "MB", "s"). */
void bench_least(struct bench *bench, const char *name, int64_t permille, int64_t bound,
		 const char *unit);
void bench_most(struct bench *bench, const char *name, int64_t permille, int64_t bound,
		const char *unit);

/* A promise that cannot be looked at here, and why. */
void bench_skip(struct bench *bench, const char *name, const char *why);

/* A line of further figures. */
void bench_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
