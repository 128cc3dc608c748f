/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/random.c -- xoshiro256** (Blackman and Vigna, public domain) when seeded, else libsodium.
 */
#include "base/random.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

void random_init(struct random *random)
{
	int ready = sodium_init();

	assert(ready >= 0);
	(void)ready;
	*random = (struct random){ 0 };
}

/* splitmix64: spreads a small seed over the whole state. */
static uint64_t spread(uint64_t *seed)
{
	uint64_t bits = *seed += 0x9E3779B97F4A7C15u;

	bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9u;
	bits = (bits ^ bits >> 27) * 0x94D049BB133111EBu;
	return bits ^ bits >> 31;
}

void random_init_seed(struct random *random, uint64_t seed)
{
	for (int i = 0; i < 4; i++)
		random->state[i] = spread(&seed);
	random->is_seeded = true;
}

static uint64_t rotate(uint64_t bits, int by)
{
	return bits << by | bits >> (64 - by);
}

static uint64_t next_bits(uint64_t state[4])
{
	uint64_t result = rotate(state[1] * 5, 7) * 9;
	uint64_t shifted = state[1] << 17;

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= shifted;
	state[3] = rotate(state[3], 45);
	return result;
}

uint64_t random_bits(struct random *random)
{
	uint64_t bits;

	if (random->is_seeded)
		return next_bits(random->state);
	randombytes_buf(&bits, sizeof bits);
	return bits;
}

uint64_t random_below(struct random *random, uint64_t limit)
{
	uint64_t refused, bits;

	assert(limit > 0);
	refused = -limit % limit; /* so that each remainder has the same number of sources */
	do {
		bits = random_bits(random);
	} while (bits < refused);
	return bits % limit;
}

int64_t random_between(struct random *random, int64_t low, int64_t high)
{
	uint64_t span = (uint64_t)high - (uint64_t)low;

	assert(low <= high);
	if (span == UINT64_MAX)
		return (int64_t)random_bits(random);
	return (int64_t)((uint64_t)low + random_below(random, span + 1));
}

void random_fill(struct random *random, void *bytes, size_t len)
{
	unsigned char *at = bytes;

	if (!random->is_seeded) {
		randombytes_buf(bytes, len);
		return;
	}
	while (len > 0) {
		uint64_t bits = next_bits(random->state);
		size_t part = len < sizeof bits ? len : sizeof bits;

		memcpy(at, &bits, part);
		at += part;
		len -= part;
	}
}
