/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/need.c -- ends a program that cannot measure.
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench/bench.h"

void bench_must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, err_text(err));
	exit(99);
}

void bench_need(bool is_so, const char *what)
{
	if (is_so)
		return;
	fprintf(stderr, "bench: %s\n", what);
	exit(99);
}
