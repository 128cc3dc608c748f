/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/figure.c -- the arithmetic of tests/oracle/figure.h.
 */
#include "oracle/figure.h"

#include <assert.h>
#include <stdbool.h>

#define MOST 64       /* parts shared at once */

__int128 figure_times(__int128 a, __int128 b)
{
	__int128 product;
	bool is_over = __builtin_mul_overflow(a, b, &product);

	assert(!is_over);
	return product;
}

__int128 figure_floor(__int128 a, __int128 b)
{
	if (b < 0) {
		a = -a;
		b = -b;
	}
	return a >= 0 ? a / b : -((-a + b - 1) / b);
}

int64_t figure_round(__int128 a, __int128 b)
{
	bool is_negative = (a < 0) != (b < 0);
	__int128 size = a < 0 ? -a : a, by = b < 0 ? -b : b;
	__int128 rounded = (2 * size + by) / (2 * by);

	assert(rounded < INT64_MAX);
	return (int64_t)(is_negative ? -rounded : rounded);
}

struct fraction fraction_of(__int128 over, __int128 under)
{
	__int128 a = over < 0 ? -over : over, b = under;

	assert(under > 0);
	while (b != 0) {
		__int128 rest = a % b;

		a = b;
		b = rest;
	}
	return (struct fraction){ over / a, under / a };
}

struct fraction fraction_add(struct fraction a, struct fraction b)
{
	return fraction_of(figure_times(a.over, b.under) + figure_times(b.over, a.under),
			   figure_times(a.under, b.under));
}

struct fraction fraction_times(struct fraction a, struct fraction b)
{
	return fraction_of(figure_times(a.over, b.over), figure_times(a.under, b.under));
}

int64_t fraction_round(int64_t amount, struct fraction fraction)
{
	return figure_round(figure_times(amount, fraction.over), fraction.under);
}

void figure_share(int64_t whole, const int64_t *weights, int n, int64_t *parts)
{
	int64_t ones[MOST] = { 0 }, sum = 0;

	assert(n <= MOST);
	for (int i = 0; i < n; i++) {
		sum += weights[i];
		ones[i] = 1;
	}
	if (whole < 0) {
		figure_share(-whole, weights, n, parts);
		for (int i = 0; i < n; i++)
			parts[i] = -parts[i];
	} else if (sum == 0) {
		figure_share(whole, ones, n, parts);
	} else {
		figure_share_signed(whole, weights, n, parts);
	}
}

/* whole >= 0 and amounts that sum to more than zero: rounded down, then one unit each. */
static void share_upright(int64_t whole, const int64_t *amounts, int n, int64_t *parts)
{
	bool is_raised[MOST] = { false };
	int64_t sum = 0, left = whole;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	for (int i = 0; i < n; i++) {
		parts[i] = (int64_t)figure_floor(figure_times(whole, amounts[i]), sum);
		left -= parts[i];
	}
	for (; left > 0; left--) {
		__int128 most = -1;
		int chosen = -1;

		for (int i = 0; i < n; i++) {
			__int128 exact = figure_times(whole, amounts[i]);
			__int128 rest = exact - figure_floor(exact, sum) * sum;

			if (!is_raised[i] && rest > most) {
				most = rest;
				chosen = i;
			}
		}
		is_raised[chosen] = true;
		parts[chosen]++;
	}
}

void figure_share_signed(int64_t whole, const int64_t *amounts, int n, int64_t *parts)
{
	int64_t turned[MOST], sum = 0;

	assert(n <= MOST);
	for (int i = 0; i < n; i++)
		sum += amounts[i];
	for (int i = 0; i < n; i++) {
		turned[i] = sum < 0 ? -amounts[i] : amounts[i];
		parts[i] = 0;
	}
	if (whole == 0)
		return;
	assert(sum != 0);
	share_upright(whole < 0 ? -whole : whole, turned, n, parts);
	for (int i = 0; whole < 0 && i < n; i++)
		parts[i] = -parts[i];
}
