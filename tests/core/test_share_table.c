/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_share_table.c -- sharing over parts and columns at once (M2).
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/share.h"

static void by_amount(void)
{
	static const int64_t amounts[] = { 300, -100, 100 }, opposite[] = { -300, 100, -100 };
	int64_t parts[3];

	CHECK_OK(share_by_amount(30, amounts, 3, parts));
	CHECK_INT(parts[0], 30);
	CHECK_INT(parts[1], -10);
	CHECK_INT(parts[2], 10);
	CHECK_OK(share_by_amount(-1, opposite, 3, parts));
	CHECK_INT(parts[0], -1);
	CHECK_INT(parts[1], 0);
	CHECK_INT(parts[2], 0);
	CHECK_OK(share_by_amount(0, amounts, 3, parts));
	CHECK_INT(parts[0], 0);
	CHECK_INT(share_by_amount(INT64_MAX, (const int64_t[]){ 100, -99 }, 2, parts),
		  ERR_OVERFLOW);
	CHECK_INT(share_by_amount(1, amounts, 0, parts), ERR_LIMIT);
}

static void separate_columns(void)
{
	/* A has food, B wine, C half of both; every total is 11, and nobody gets what is not his */
	static const struct share_amount whole[] = { { 10, { 1 } }, { 10, { 1 } } };
	static const int64_t weights[] = { 1, 0, 0, 1, 1, 1 };
	static const int groups[] = { 0, 1 };
	struct share_amount cells[6];

	CHECK_OK(share_table(whole, groups, 2, weights, 3, cells));
	CHECK_INT(share_total(&cells[0]), 6);
	CHECK_INT(share_total(&cells[1]), 0);
	CHECK_INT(share_total(&cells[3]), 5);
	CHECK_INT(share_total(&cells[4]) + share_total(&cells[5]), 11);
	for (int i = 0; i < 6; i++)
		CHECK(cells[i].net_minor >= 0 && cells[i].tax_minor[0] >= 0);
}

static void who_shares_nothing(void)
{
	/* 27.50, 5.20 and 20.10 at 10 %, bread of 2.40 at 5 % for two: its cent is its own */
	static const struct share_amount whole[] = { { 4800, { 480 } }, { 229, { 11 } } };
	static const int64_t weights[] = { 2750, 120, 520, 120, 2010, 0 };
	static const int groups[] = { 0, 1 };
	struct share_amount cells[6];

	CHECK_OK(share_table(whole, groups, 2, weights, 3, cells));
	for (int i = 0; i < 6; i++)
		CHECK_INT(share_total(&cells[i]), weights[i]);
}

static void many_cents(void)
{
	struct share_amount whole[100], cells[300];
	int64_t weights[300];

	/* a hundred lines of a cent in three: 34, 33, 33 */
	for (int i = 0; i < 100; i++)
		whole[i] = (struct share_amount){ 1, { 0 } };
	for (int i = 0; i < 300; i++)
		weights[i] = 1;
	CHECK_OK(share_table(whole, NULL, 100, weights, 3, cells));
	for (int part = 0; part < 3; part++) {
		int64_t total = 0;

		for (int i = 0; i < 100; i++)
			total += share_total(&cells[part * 100 + i]);
		CHECK_INT(total, part == 0 ? 34 : 33);
	}
}

static void limits(void)
{
	static const struct share_amount huge[] = { { INT64_MAX, { 0 } } };
	static const struct share_amount one[] = { { 1, { 0 } } };
	static const int64_t weights[] = { INT64_MAX, INT64_MAX };
	struct share_amount cells[2] = { { 9, { 0 } } };

	CHECK_INT(share_table(huge, NULL, 1, weights, 2, cells), ERR_OVERFLOW);
	CHECK_INT(share_table(one, NULL, 1, weights, 0, cells), ERR_LIMIT);
	CHECK_INT(share_table(one, NULL, SHARE_COLUMNS_MAX + 1, weights, 1, cells), ERR_LIMIT);
	CHECK_INT(cells[0].net_minor, 9);
	CHECK_OK(share_table(one, NULL, 1, weights, 2, cells));
	CHECK_INT(cells[0].net_minor, 1);
}

static bool signs_share_alike(struct cases *cases)
{
	int64_t amounts[8], opposite[8], parts[8], again[8], whole = cases_between(cases, 0, 99999);
	int n = (int)cases_between(cases, 1, 8);
	int64_t sum = 0, given = 0;

	for (int i = 0; i < n; i++) {
		amounts[i] = cases_between(cases, cases_one_in(cases, 4) ? -500 : 0, 1000);
		opposite[i] = -amounts[i];
		sum += amounts[i];
	}
	if (sum == 0)
		return true;
	if (share_by_amount(whole, amounts, n, parts) != ERR_OK ||
	    share_by_amount(whole, opposite, n, again) != ERR_OK)
		return false;
	for (int i = 0; i < n; i++) {
		__int128 off = (__int128)parts[i] * sum - (__int128)amounts[i] * whole;

		given += parts[i];
		if (off >= llabs(sum) || -off >= llabs(sum))
			return false;
	}
	return given == whole && memcmp(parts, again, (size_t)n * sizeof *parts) == 0;
}

static void by_amount_cases(void)
{
	struct cases cases = cases_from(30);
	int wrong = 0;

	for (int i = cases_count(500000); i > 0; i--)
		wrong += !signs_share_alike(&cases);
	CHECK_INT(wrong, 0);
}

struct random_table {
	struct share_amount whole[8], cells[6 * 8];
	int64_t weights[6 * 8];
	int groups[8];
	int n_columns, n_parts;
};

static void fill(struct random_table *table, struct cases *cases)
{
	bool is_small = cases_one_in(cases, 2);

	memset(table, 0, sizeof *table);
	table->n_columns = (int)cases_between(cases, 1, 8);
	table->n_parts = (int)cases_between(cases, 1, 6);
	for (int i = 0; i < table->n_columns; i++) {
		table->groups[i] = (int)cases_between(cases, 0, 2);
		table->whole[i].net_minor = cases_between(cases, 0, is_small ? 9 : 100000);
		for (int tax = 0; tax < 2; tax++)
			table->whole[i].tax_minor[tax] =
				cases_between(cases, 0, is_small ? 3 : 9000);
	}
	for (int i = 0; i < table->n_columns * table->n_parts; i++)
		table->weights[i] = cases_one_in(cases, 3) ? 0 : cases_between(cases, 0, 5000);
}

/* The sum over the columns of a group (-1: all) of what a part has, of a tax (-1: of all). */
static int64_t part_has(const struct random_table *table, int part, int group, int tax)
{
	int64_t sum = 0;

	for (int i = 0; i < table->n_columns; i++) {
		const struct share_amount *cell = &table->cells[part * table->n_columns + i];

		if (group < 0 || table->groups[i] == group)
			sum += tax < 0 ? share_total(cell) : cell->tax_minor[tax];
	}
	return sum;
}

/* The exact claim of a part, to a billionth, in a slower way. */
static __int128 claim(const struct random_table *table, int part, int group, int tax)
{
	__int128 sum = 0;

	for (int i = 0; i < table->n_columns; i++) {
		int64_t weights = 0, own = table->weights[part * table->n_columns + i];

		if (group >= 0 && table->groups[i] != group)
			continue;
		for (int p = 0; p < table->n_parts; p++)
			weights += table->weights[p * table->n_columns + i];
		if (weights == 0) {
			weights = table->n_parts;
			own = 1;
		}
		sum += (__int128)(tax < 0 ? share_total(&table->whole[i]) :
				  table->whole[i].tax_minor[tax]) * 1000000000 * own / weights;
	}
	return sum;
}

static bool is_within_one(const struct random_table *table, int part, int group, int tax)
{
	__int128 off = (__int128)part_has(table, part, group, tax) * 1000000000 -
		       claim(table, part, group, tax);

	return off < 1000000010 && off > -1000000010;
}

static bool table_holds(struct cases *cases)
{
	struct random_table table;

	fill(&table, cases);
	if (share_table(table.whole, table.groups, table.n_columns, table.weights, table.n_parts,
			table.cells) != ERR_OK)
		return false;
	for (int i = 0; i < table.n_columns; i++) {
		struct share_amount sum = { 0 };

		for (int part = 0; part < table.n_parts; part++)
			if (share_add(&sum, &table.cells[part * table.n_columns + i],
				      &sum) != ERR_OK)
				return false;
		if (memcmp(&sum, &table.whole[i], sizeof sum) != 0)
			return false;
	}
	for (int part = 0; part < table.n_parts; part++) {
		if (!is_within_one(&table, part, -1, -1))
			return false;
		for (int group = 0; group < 3; group++)
			for (int tax = 0; tax < 2; tax++)
				if (!is_within_one(&table, part, group, tax))
					return false;
	}
	return true;
}

static void tables(void)
{
	struct cases cases = cases_from(31);
	int wrong = 0;

	for (int i = cases_count(200000); i > 0; i--)
		wrong += !table_holds(&cases);
	CHECK_INT(wrong, 0);
}

/* Claims of whole cents on every column, whatever the taxes, are given to the cent. */
static bool whole_claims_are_kept(struct cases *cases)
{
	struct random_table table = { .n_columns = (int)cases_between(cases, 1, 8),
				      .n_parts = (int)cases_between(cases, 1, 6) };
	int n = table.n_columns * table.n_parts;

	for (int i = 0; i < n; i++) {
		table.weights[i] = cases_between(cases, 100, 5000);
		table.whole[i % table.n_columns].net_minor += table.weights[i];
	}
	for (int i = 0; i < table.n_columns; i++) {
		struct share_amount *whole = &table.whole[i];

		table.groups[i] = (int)cases_between(cases, 0, 2);
		whole->tax_minor[0] = whole->net_minor / cases_between(cases, 5, 20);
		whole->net_minor -= whole->tax_minor[0];
	}
	if (share_table(table.whole, table.groups, table.n_columns, table.weights, table.n_parts,
			table.cells) != ERR_OK)
		return false;
	for (int i = 0; i < n; i++)
		if (share_total(&table.cells[i]) != table.weights[i])
			return false;
	return true;
}

static void whole_claims(void)
{
	struct cases cases = cases_from(33);
	int wrong = 0;

	for (int i = cases_count(200000); i > 0; i--)
		wrong += !whole_claims_are_kept(&cases);
	CHECK_INT(wrong, 0);
}

/* One column is what share_carried makes of it. */
static bool one_column_is_carried(struct cases *cases)
{
	struct share_amount whole = { cases_between(cases, 0, 99999),
				      { cases_between(cases, 0, 9999),
					cases_between(cases, 0, 99) } };
	struct share_amount first[6], second[6];
	int64_t weights[6];

	for (int i = 0; i < 6; i++)
		weights[i] = cases_between(cases, 0, 7);
	return share_carried(&whole, weights, 6, first) == ERR_OK &&
	       share_table(&whole, NULL, 1, weights, 6, second) == ERR_OK &&
	       memcmp(first, second, sizeof first) == 0;
}

static void one_column(void)
{
	struct cases cases = cases_from(32);
	int wrong = 0;

	for (int i = cases_count(300000); i > 0; i--)
		wrong += !one_column_is_carried(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_share_table[] = {
	{ "a share by amounts keeps the sign of each amount (M2)", by_amount },
	{ "nobody gets less than nothing in a column of others (M2)", separate_columns },
	{ "who shares nothing has the price of it, to the cent (M2)", who_shares_nothing },
	{ "claims of whole cents are kept in every column (M2)", whole_claims },
	{ "a hundred cents in three is 34, 33, 33, not a hundred to the first (M2)", many_cents },
	{ "a table too large is refused and writes nothing (M1)", limits },
	{ "amounts of either sign share within a unit, and opposites alike (M2)", by_amount_cases },
	{ "columns add up, totals and taxes of parts are within a unit (M2)", tables },
	{ "a table of one column is a carried share (M2)", one_column },
	{ 0 },
};
