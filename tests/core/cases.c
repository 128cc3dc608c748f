/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/cases.c -- the generator of tests/core/cases.h (splitmix64).
 */
#include "core/cases.h"

#include <assert.h>
#include <stdlib.h>

struct cases cases_from(uint64_t seed)
{
	return (struct cases){ seed };
}

uint64_t cases_bits(struct cases *cases)
{
	uint64_t z = cases->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

int64_t cases_between(struct cases *cases, int64_t low, int64_t high)
{
	uint64_t span = (uint64_t)high - (uint64_t)low + 1;
	uint64_t bits = cases_bits(cases);

	assert(low <= high);
	return (int64_t)((uint64_t)low + (span == 0 ? bits : bits % span));
}

int64_t cases_amount(struct cases *cases)
{
	static const int64_t ends[] = { INT64_MIN, INT64_MIN + 1, INT64_MAX, INT64_MAX - 1, 0,
					1, -1 };
	int64_t amount;

	switch (cases_bits(cases) % 16) {
	case 0:
		return ends[cases_bits(cases) % (sizeof ends / sizeof ends[0])];
	case 1:
		return cases_between(cases, -2000, 2000) * 100;
	default:
		amount = (int64_t)(cases_bits(cases) >> (1 + cases_bits(cases) % 62));
		return cases_one_in(cases, 2) ? -amount : amount;
	}
}

bool cases_one_in(struct cases *cases, int n)
{
	return cases_bits(cases) % (uint64_t)n == 0;
}

int cases_count(int usual)
{
	const char *text = getenv("CASES");
	long percent = text != NULL ? strtol(text, NULL, 10) : 100;
	long count = (long)usual / 100 * percent;

	return count < 1 ? 1 : (int)count;
}
