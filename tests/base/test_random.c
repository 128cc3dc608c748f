/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/base/test_random.c -- seeded sequences repeat, bounds hold, values are even.
 */
#include "base/random.h"

#include <string.h>

#include "suites.h"

static void seeds_repeat(void)
{
	struct random a, b, other;
	int same = 0;

	random_init_seed(&a, 42);
	random_init_seed(&b, 42);
	random_init_seed(&other, 43);
	for (int i = 0; i < 1000; i++) {
		uint64_t bits = random_bits(&a);

		CHECK_FATAL(bits == random_bits(&b));
		same += bits == random_bits(&other);
	}
	CHECK_INT(same, 0);
}

/* From the authors' reference code with splitmix64(0) as its state. */
static void the_sequence_is_the_known_one(void)
{
	struct random random;

	random_init_seed(&random, 0);
	CHECK(random.state[0] == 0xE220A8397B1DCDAFu);
	CHECK(random.state[1] == 0x6E789E6AA1B965F4u);
	CHECK(random_bits(&random) == 0x99EC5F36CB75F2B4u);
}

static void bounds_hold(void)
{
	struct random random;
	int counts[6] = { 0 };

	random_init_seed(&random, 4);
	for (int i = 0; i < 60000; i++) {
		int64_t value = random_between(&random, -2, 3);

		CHECK_FATAL(value >= -2 && value <= 3);
		counts[value + 2]++;
	}
	for (int i = 0; i < 6; i++)
		CHECK(counts[i] > 9500 && counts[i] < 10500);
	CHECK_INT(random_between(&random, 9, 9), 9);
	CHECK_INT(random_below(&random, 1), 0);
}

static void the_widest_range_is_fine(void)
{
	struct random random;
	int negative = 0;

	random_init_seed(&random, 5);
	for (int i = 0; i < 1000; i++)
		negative += random_between(&random, INT64_MIN, INT64_MAX) < 0;
	CHECK(negative > 400 && negative < 600);
}

static void fills_all_bytes_and_no_more(void)
{
	struct random random;
	unsigned char bytes[32];
	unsigned seen[21] = { 0 };

	random_init_seed(&random, 6);
	for (int i = 0; i < 100; i++) {
		memset(bytes, 0, sizeof bytes);
		random_fill(&random, bytes, 21);
		for (int j = 0; j < 21; j++)
			seen[j] |= bytes[j];
		for (size_t j = 21; j < sizeof bytes; j++)
			CHECK_FATAL(bytes[j] == 0);
	}
	for (int j = 0; j < 21; j++)
		CHECK_INT(seen[j], 0xFF);
}

static void the_system_does_not_repeat(void)
{
	struct random random;
	uint64_t first;

	random_init(&random);
	first = random_bits(&random);
	random_init(&random);
	CHECK(first != random_bits(&random));
	CHECK(random_below(&random, 10) < 10);
}

const struct check_test test_random[] = {
	{ "a seed repeats its sequence", seeds_repeat },
	{ "the sequence is that of xoshiro256**", the_sequence_is_the_known_one },
	{ "bounds hold and values are even", bounds_hold },
	{ "the widest range is fine", the_widest_range_is_fine },
	{ "fill writes every byte and no more", fills_all_bytes_and_no_more },
	{ "the system's randomness does not repeat", the_system_does_not_repeat },
	{ 0 },
};
