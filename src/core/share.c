/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/share.c -- largest remainder.  Every part first gets the whole units of its exact share;
 *                 the units that are left go one each to the largest fractions, ties to the
 *                 lowest index.  Work is done on magnitudes, so that a negative whole is shared
 *                 as its opposite and INT64_MIN is no special case.
 */
#include "core/share.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>



/* One unit to each of the `units` largest rests (ties to the lowest index). */
static void give_units(uint64_t *parts, unsigned __int128 *rests, int n, uint64_t units)
{
	for (; units > 0; units--) {
		int best = 0;

		for (int i = 1; i < n; i++)
			if (rests[i] > rests[best])
				best = i;
		assert(rests[best] > 0);
		parts[best]++;
		rests[best] = 0;
	}
}

enum err share_by_weight(int64_t whole, const int64_t *weights, int n, int64_t *ret_parts)
{
	uint64_t size = whole < 0 ? -(uint64_t)whole : (uint64_t)whole;
	uint64_t parts[SHARE_MAX], left = size;
	unsigned __int128 rests[SHARE_MAX], product, sum = 0;
	bool is_even;

	if (n < 1 || n > SHARE_MAX)
		return ERR_LIMIT;
	for (int i = 0; i < n; i++) {
		assert(weights[i] >= 0);
		sum += (uint64_t)weights[i];
	}
	is_even = sum == 0;
	if (is_even)
		sum = (unsigned __int128)n;
	for (int i = 0; i < n; i++) {
		product = (unsigned __int128)size * (is_even ? 1 : (uint64_t)weights[i]);
		parts[i] = (uint64_t)(product / sum);
		rests[i] = product % sum;
		left -= parts[i];
	}
	give_units(parts, rests, n, left);
	for (int i = 0; i < n; i++)
		ret_parts[i] = (int64_t)(whole < 0 ? -parts[i] : parts[i]);
	return ERR_OK;
}

enum err share_evenly(int64_t whole, int n, int64_t *ret_parts)
{
	static const int64_t no_weights[SHARE_MAX];

	return share_by_weight(whole, no_weights, n, ret_parts);
}

/* size * amount / sum rounded down, and what that leaves; sum > 0. */
static enum err floor_share(uint64_t size, __int128 amount, __int128 sum, uint64_t *ret_part,
			    unsigned __int128 *ret_rest)
{
	__int128 product = amount * (__int128)size, quotient = product / sum;

	if (product % sum < 0)
		quotient--;
	if (quotient < -INT64_MAX || quotient >= INT64_MAX)
		return ERR_OVERFLOW;
	*ret_part = (uint64_t)quotient;
	*ret_rest = (unsigned __int128)(product - quotient * sum);
	return ERR_OK;
}

enum err share_by_amount(int64_t whole, const int64_t *amounts, int n, int64_t *ret_parts)
{
	uint64_t size = whole < 0 ? -(uint64_t)whole : (uint64_t)whole;
	uint64_t parts[SHARE_MAX], left = size;
	unsigned __int128 rests[SHARE_MAX];
	__int128 sum = 0, sign;
	enum err err;

	if (n < 1 || n > SHARE_MAX)
		return ERR_LIMIT;
	for (int i = 0; i < n; i++)
		sum += amounts[i];
	assert(sum != 0 || whole == 0);
	sign = sum < 0 ? -1 : 1;
	for (int i = 0; i < n; i++) {
		err = floor_share(size, sign * amounts[i], sum == 0 ? 1 : sign * sum, &parts[i],
				  &rests[i]);
		if (err != ERR_OK)
			return err;
		left -= parts[i];
	}
	give_units(parts, rests, n, left);
	for (int i = 0; i < n; i++)
		ret_parts[i] = (int64_t)(whole < 0 ? -parts[i] : parts[i]);
	return ERR_OK;
}

enum err share_total_checked(const struct share_amount *amount, int64_t *ret_total)
{
	int64_t total = amount->net_minor;

	for (int i = 0; i < SHARE_TAXES; i++)
		if (__builtin_add_overflow(total, amount->tax_minor[i], &total))
			return ERR_OVERFLOW;
	*ret_total = total;
	return ERR_OK;
}

int64_t share_total(const struct share_amount *amount)
{
	int64_t total = 0;
	enum err err = share_total_checked(amount, &total);

	assert(err == ERR_OK);
	return total;
}

/* Takes one tax out of what is left of each part. */
static enum err take_tax(const struct share_amount *whole, int tax, const int64_t *weights, int n,
			 struct share_amount *parts)
{
	int64_t taxes[SHARE_MAX];
	enum err err = share_by_weight(whole->tax_minor[tax], weights, n, taxes);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++) {
		parts[i].tax_minor[tax] = taxes[i];
		if (__builtin_sub_overflow(parts[i].net_minor, taxes[i], &parts[i].net_minor))
			return ERR_OVERFLOW;
	}
	return ERR_OK;
}

enum err share_carried(const struct share_amount *whole, const int64_t *weights, int n,
		       struct share_amount *ret_parts)
{
	struct share_amount parts[SHARE_MAX];
	int64_t totals[SHARE_MAX], total;
	enum err err = share_total_checked(whole, &total);

	if (err == ERR_OK)
		err = share_by_weight(total, weights, n, totals);
	for (int i = 0; err == ERR_OK && i < n; i++)
		parts[i].net_minor = totals[i];
	for (int tax = 0; err == ERR_OK && tax < SHARE_TAXES; tax++)
		err = take_tax(whole, tax, weights, n, parts);
	if (err == ERR_OK)
		memcpy(ret_parts, parts, (size_t)n * sizeof *parts);
	return err;
}

enum err share_add(const struct share_amount *a, const struct share_amount *b,
		   struct share_amount *ret_sum)
{
	struct share_amount sum;

	if (__builtin_add_overflow(a->net_minor, b->net_minor, &sum.net_minor))
		return ERR_OVERFLOW;
	for (int i = 0; i < SHARE_TAXES; i++)
		if (__builtin_add_overflow(a->tax_minor[i], b->tax_minor[i], &sum.tax_minor[i]))
			return ERR_OVERFLOW;
	*ret_sum = sum;
	return ERR_OK;
}

enum err share_subtract(const struct share_amount *a, const struct share_amount *b,
			struct share_amount *ret_difference)
{
	struct share_amount rest;

	if (__builtin_sub_overflow(a->net_minor, b->net_minor, &rest.net_minor))
		return ERR_OVERFLOW;
	for (int i = 0; i < SHARE_TAXES; i++)
		if (__builtin_sub_overflow(a->tax_minor[i], b->tax_minor[i], &rest.tax_minor[i]))
			return ERR_OVERFLOW;
	*ret_difference = rest;
	return ERR_OK;
}
