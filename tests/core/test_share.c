/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_share.c -- shares that add up (M2).
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/share.h"

static void evenly(void)
{
	int64_t parts[3];

	CHECK_OK(share_evenly(1000, 3, parts));
	CHECK_INT(parts[0], 334);
	CHECK_INT(parts[1], 333);
	CHECK_INT(parts[2], 333);
	CHECK_OK(share_evenly(-1000, 3, parts));
	CHECK_INT(parts[0], -334);
	CHECK_INT(parts[2], -333);
}

static void weights(void)
{
	static const int64_t two_to_one[] = { 1, 2, 0 }, none[] = { 0, 0, 0 };
	int64_t parts[3];

	CHECK_OK(share_by_weight(1000, two_to_one, 3, parts));
	CHECK_INT(parts[0], 333);
	CHECK_INT(parts[1], 667);
	CHECK_INT(parts[2], 0);
	CHECK_OK(share_by_weight(2, none, 3, parts));
	CHECK_INT(parts[0], 1);
	CHECK_INT(parts[1], 1);
	CHECK_INT(parts[2], 0);
}

static void limits(void)
{
	static const int64_t huge[] = { INT64_MAX, INT64_MAX };
	int64_t parts[2] = { 7, 8 };

	CHECK_INT(share_evenly(1, 0, parts), ERR_LIMIT);
	CHECK_INT(share_evenly(1, SHARE_MAX + 1, parts), ERR_LIMIT);
	CHECK_INT(parts[0], 7);
	CHECK_OK(share_by_weight(INT64_MIN, huge, 2, parts));
	CHECK_INT(parts[0], INT64_MIN / 2);
	CHECK_INT(parts[1], INT64_MIN / 2);
	CHECK_OK(share_by_weight(INT64_MIN, huge, 1, parts));
	CHECK_INT(parts[0], INT64_MIN);
}

static void carried(void)
{
	static const struct share_amount whole = { 1000, { 100 } };
	static const int64_t ones[] = { 1, 1, 1 };
	struct share_amount parts[3];

	CHECK_OK(share_carried(&whole, ones, 3, parts));
	CHECK_INT(share_total(&parts[0]), 367);
	CHECK_INT(share_total(&parts[1]), 367);
	CHECK_INT(share_total(&parts[2]), 366);
	CHECK_INT(parts[0].tax_minor[0], 34);
	CHECK_INT(parts[1].tax_minor[0], 33);
	CHECK_INT(parts[2].tax_minor[0], 33);
	CHECK_INT(parts[0].net_minor, 333);
	CHECK_INT(parts[1].net_minor, 334);
	CHECK_INT(parts[2].net_minor, 333);
}

static void minibar_lines(void)
{
	int64_t tax[2];

	CHECK_OK(share_evenly(91, 2, tax));
	CHECK_INT(tax[0], 46);
	CHECK_INT(tax[1], 45);
}

static void room_charge(void)
{
	/* B5: check 120.00 (109.09 + 10.91), cash 40, room 80 */
	static const struct share_amount check = { 10909, { 1091 } };
	static const int64_t tenders[] = { 4000, 8000 };
	struct share_amount parts[2];

	CHECK_OK(share_carried(&check, tenders, 2, parts));
	CHECK_INT(parts[0].net_minor, 3636);
	CHECK_INT(parts[0].tax_minor[0], 364);
	CHECK_INT(parts[1].net_minor, 7273);
	CHECK_INT(parts[1].tax_minor[0], 727);
}

static void carried_overflow(void)
{
	static const struct share_amount whole = { INT64_MAX, { 1 } };
	static const int64_t ones[] = { 1, 1 };
	struct share_amount parts[2] = { { 5, { 0 } } };
	int64_t total = 3;

	CHECK_INT(share_carried(&whole, ones, 2, parts), ERR_OVERFLOW);
	CHECK_INT(share_total_checked(&whole, &total), ERR_OVERFLOW);
	CHECK_INT(share_add(&whole, &whole, parts), ERR_OVERFLOW);
	CHECK_INT(parts[0].net_minor, 5);
	CHECK_INT(total, 3);
}

/* Each part is less than one unit from its exact share, and a part that got the extra unit has no
 * smaller fraction than one that did not, nor the same with a higher index. */
static bool is_largest_remainder(int64_t whole, const int64_t *weights, int n, const int64_t *parts)
{
	unsigned __int128 size = whole < 0 ? -(unsigned __int128)whole : (unsigned __int128)whole;
	unsigned __int128 sum = 0, given = 0;
	unsigned __int128 least_raised = ~(unsigned __int128)0, most_kept = 0;
	int last_raised = -1, first_kept = n;

	for (int i = 0; i < n; i++)
		sum += (unsigned __int128)weights[i];
	for (int i = 0; i < n; i++) {
		unsigned __int128 exact = size * (unsigned __int128)weights[i];
		unsigned __int128 part = (unsigned __int128)llabs(parts[i]), rest = exact % sum;

		given += part;
		if ((whole < 0 && parts[i] > 0) || (whole > 0 && parts[i] < 0))
			return false;
		if (part == exact / sum + 1 && rest < least_raised)
			least_raised = rest;
		if (part == exact / sum + 1 && rest == least_raised)
			last_raised = i;
		if (part == exact / sum && rest > most_kept) {
			most_kept = rest;
			first_kept = i;
		}
		if (part != exact / sum && part != exact / sum + 1)
			return false;
	}
	return given == size && (last_raised < 0 || least_raised > most_kept ||
				 (least_raised == most_kept && last_raised < first_kept));
}

static int random_weights(struct cases *cases, int64_t *into)
{
	int n = (int)cases_between(cases, 1, cases_one_in(cases, 50) ? SHARE_MAX : 12);
	int shift = (int)cases_between(cases, 1, 62);

	for (int i = 0; i < n; i++)
		into[i] = cases_one_in(cases, 6) ? 0 : (int64_t)(cases_bits(cases) >> shift);
	into[cases_between(cases, 0, n - 1)] |= 1;
	return n;
}

static void share_property(void)
{
	struct cases cases = cases_from(6);
	int64_t given[SHARE_MAX], parts[SHARE_MAX];
	int wrong = 0;

	for (int i = cases_count(500000); i > 0; i--) {
		int n = random_weights(&cases, given);
		int64_t whole = cases_amount(&cases);

		if (whole == INT64_MIN)
			whole++;
		if (share_by_weight(whole, given, n, parts) != ERR_OK ||
		    !is_largest_remainder(whole, given, n, parts))
			wrong++;
	}
	CHECK_INT(wrong, 0);
}

static bool carried_adds_up(const struct share_amount *whole, const int64_t *given, int n)
{
	struct share_amount parts[SHARE_MAX], sum = { 0 };
	int64_t totals[SHARE_MAX], taxes[SHARE_MAX];

	if (share_carried(whole, given, n, parts) != ERR_OK ||
	    share_by_weight(share_total(whole), given, n, totals) != ERR_OK)
		return false;
	for (int i = 0; i < n; i++)
		if (share_add(&sum, &parts[i], &sum) != ERR_OK ||
		    share_total(&parts[i]) != totals[i])
			return false;
	for (int tax = 0; tax < SHARE_TAXES; tax++) {
		if (share_by_weight(whole->tax_minor[tax], given, n, taxes) != ERR_OK)
			return false;
		for (int i = 0; i < n; i++)
			if (parts[i].tax_minor[tax] != taxes[i])
				return false;
	}
	return memcmp(&sum, whole, sizeof sum) == 0;
}

static void carried_property(void)
{
	struct cases cases = cases_from(7);
	int64_t given[SHARE_MAX];
	int wrong = 0;

	for (int i = cases_count(200000); i > 0; i--) {
		struct share_amount whole = { .net_minor = cases_amount(&cases) / 16 };
		int n = random_weights(&cases, given);

		for (int tax = 0; tax < SHARE_TAXES; tax++)
			if (cases_one_in(&cases, 2))
				whole.tax_minor[tax] = cases_amount(&cases) / 16;
		wrong += !carried_adds_up(&whole, given, n);
	}
	CHECK_INT(wrong, 0);
}

const struct check_test test_share[] = {
	{ "10.00 in three is 3.34, 3.33, 3.33 and sums to the whole (M2)", evenly },
	{ "weights share in proportion, no weights at all evenly (M2)", weights },
	{ "a share has 1 to 256 parts and any amount (M2)", limits },
	{ "net 10.00 + tax 1.00 in three: totals 3.67, 3.67, 3.66, taxes 0.34, 0.33, 0.33 (M2)",
	  carried },
	{ "minibar tax 0.91 over two equal lines is 0.46 + 0.45 (M3)", minibar_lines },
	{ "check 120.00, cash 40, room 80: 72.73 + 7.27 go to the room (B5)", room_charge },
	{ "totals that do not fit are an error and write nothing (M1)", carried_overflow },
	{ "parts sum to the whole, each within one unit, ties to the lowest (M2)", share_property },
	{ "parts sum to the whole in net and in every tax (M2)", carried_property },
	{ 0 },
};
