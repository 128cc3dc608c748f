/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/random.h -- randomness: from the system, or repeatable from a seed.
 *
 * Shape   struct random: seeded (xoshiro256**) for tests and campaigns, or the system's.
 * Owner   plain value.
 */
#ifndef SANDUQ_BASE_RANDOM_H
#define SANDUQ_BASE_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct random {
	uint64_t state[4];
	bool is_seeded;
};

/* Randomness of the system (libsodium). */
void random_init(struct random *random);

/* A sequence that repeats from `seed`. */
void random_init_seed(struct random *random, uint64_t seed);

/* 64 random bits. */
uint64_t random_bits(struct random *random);

/* A number from 0 to limit - 1, evenly; limit > 0. */
uint64_t random_below(struct random *random, uint64_t limit);

/* A number from low to high, both included. */
int64_t random_between(struct random *random, int64_t low, int64_t high);

/* Fills `bytes`. */
void random_fill(struct random *random, void *bytes, size_t len);

#endif
