/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/cases.h -- random cases that repeat: a small generator of the tests' own, and how
 *                       many cases a property is tried on.
 *
 * Shape   struct cases is a plain value; the same seed gives the same sequence.
 * Units   CASES in the environment is a percentage of the usual number (100 when unset).
 */
#ifndef SANDUQ_TESTS_CORE_CASES_H
#define SANDUQ_TESTS_CORE_CASES_H

#include <stdbool.h>
#include <stdint.h>

struct cases {
	uint64_t state;
};

/* A sequence that repeats from `seed`. */
struct cases cases_from(uint64_t seed);

/* 64 random bits. */
uint64_t cases_bits(struct cases *cases);

/* Evenly from low to high, both included. */
int64_t cases_between(struct cases *cases, int64_t low, int64_t high);

/* An amount of random size: small ones, round ones, and the ends of the range. */
int64_t cases_amount(struct cases *cases);

/* True once in `n` times. */
bool cases_one_in(struct cases *cases, int n);

/* How many cases to try where `usual` is usual. */
int cases_count(int usual);

#endif
