/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/share_table.c -- shares a table over parts and columns at once, as core/share.h tells in
 *                       three steps.  The totals of the parts come first (M2); what the columns
 *                       were rounded to is then brought in line with them, unit by unit.
 */
#include "core/share.h"

#include <assert.h>
#include <stdbool.h>

#define POINT_BITS 56        /* binary places of a claim */
#define COMPARED_BITS 40     /* of which these are compared */

struct table {
	const struct share_amount *whole;
	const int64_t *weights;
	int n_columns, n_parts;
	struct share_amount *cells;
};

static struct share_amount *cell(const struct table *table, int part, int column)
{
	return &table->cells[part * table->n_columns + column];
}

static int64_t size_of(int64_t amount)
{
	return amount < 0 ? -amount : amount;
}

/* The weights of a column, all 1 when it has none; returns their sum. */
static __int128 column_weights(const struct table *table, int column, int64_t *weights)
{
	__int128 sum = 0;

	for (int part = 0; part < table->n_parts; part++) {
		weights[part] = table->weights[part * table->n_columns + column];
		assert(weights[part] >= 0);
		sum += weights[part];
	}
	for (int part = 0; sum == 0 && part < table->n_parts; part++)
		weights[part] = 1;
	return sum == 0 ? table->n_parts : sum;
}

/* total * weight / sum, rounded down to POINT_BITS binary places. */
static __int128 claim_of(int64_t total, int64_t weight, __int128 sum)
{
	__int128 product = (__int128)total * weight, whole = product / sum, rest = product % sum;

	if (rest < 0) {
		whole--;
		rest += sum;
	}
	return whole * ((__int128)1 << POINT_BITS) +
	       (__int128)(((unsigned __int128)rest << POINT_BITS) / (unsigned __int128)sum);
}

static int64_t add_claims(const struct table *table, __int128 *claims)
{
	int64_t weights[SHARE_MAX], whole = 0;

	for (int column = 0; column < table->n_columns; column++) {
		int64_t total = share_total(&table->whole[column]);
		__int128 sum = column_weights(table, column, weights);

		whole += total;
		for (int part = 0; part < table->n_parts; part++)
			claims[part] += claim_of(total, weights[part], sum);
	}
	return whole;
}

/* Step 1: largest remainders of the claims. */
static void share_totals(const struct table *table, int64_t *totals)
{
	__int128 claims[SHARE_MAX] = { 0 }, rests[SHARE_MAX];
	int64_t left = add_claims(table, claims);

	for (int part = 0; part < table->n_parts; part++) {
		totals[part] = (int64_t)(claims[part] >> POINT_BITS);
		rests[part] = claims[part] - ((__int128)totals[part] * ((__int128)1 << POINT_BITS));
		rests[part] = (rests[part] + table->n_columns) >> (POINT_BITS - COMPARED_BITS);
		left -= totals[part];
	}
	assert(left >= 0 && left <= table->n_parts);
	for (; left > 0; left--) {
		int best = 0;

		for (int part = 1; part < table->n_parts; part++)
			if (rests[part] > rests[best])
				best = part;
		totals[best]++;
		rests[best] = -1;
	}
}

/* Step 2: the tax at `tax`, or the net, of one column. */
static void share_column(const struct table *table, int column, int tax)
{
	int64_t weights[SHARE_MAX], parts[SHARE_MAX];
	const struct share_amount *whole = &table->whole[column];
	enum err err;

	column_weights(table, column, weights);
	err = share_by_weight(tax < 0 ? whole->net_minor : whole->tax_minor[tax], weights,
			      table->n_parts, parts);
	assert(err == ERR_OK);
	for (int part = 0; part < table->n_parts; part++) {
		struct share_amount *to = cell(table, part, column);

		*(tax < 0 ? &to->net_minor : &to->tax_minor[tax]) = parts[part];
	}
}

static bool has_weight(const struct table *table, int part, int column)
{
	int64_t weights[SHARE_MAX];

	if (table->weights[part * table->n_columns + column] > 0)
		return true;
	column_weights(table, column, weights);
	return weights[part] > 0;
}

/* How free the giver is to give a unit of net to the taker there: 2, 1 or 0. */
static int freedom(const struct table *table, int giver, int taker, int column)
{
	if (cell(table, giver, column)->net_minor <= 0 || !has_weight(table, giver, column))
		return 0;
	return has_weight(table, taker, column) ? 2 : 1;
}

/* The column with the largest total that is at least so free; -1 when there is none. */
static int find_column(const struct table *table, int giver, int taker, int least)
{
	int64_t largest = -1;
	int found = -1;

	for (int column = 0; column < table->n_columns; column++) {
		int64_t size = size_of(share_total(&table->whole[column]));

		if (size > largest && freedom(table, giver, taker, column) >= least) {
			largest = size;
			found = column;
		}
	}
	return found;
}

/* Moves units from `giver` to `taker` while one has too much and the other too little. */
static void settle_pair(const struct table *table, int giver, int taker, int least, int64_t *over)
{
	while (over[giver] > 0 && over[taker] < 0) {
		int column = find_column(table, giver, taker, least);

		if (column < 0)
			return;
		cell(table, giver, column)->net_minor--;
		cell(table, taker, column)->net_minor++;
		over[giver]--;
		over[taker]++;
	}
}

/* Step 3: what each part has over its total is moved to those that lack it. */
static void settle(const struct table *table, const int64_t *totals)
{
	int64_t over[SHARE_MAX];

	for (int part = 0; part < table->n_parts; part++) {
		over[part] = -totals[part];
		for (int column = 0; column < table->n_columns; column++)
			over[part] += share_total(cell(table, part, column));
	}
	for (int least = 2; least >= 0; least--)
		for (int giver = 0; giver < table->n_parts; giver++)
			for (int taker = 0; over[giver] > 0 && taker < table->n_parts; taker++)
				settle_pair(table, giver, taker, least, over);
	for (int part = 0; part < table->n_parts; part++)
		assert(over[part] == 0);
}

/* The sizes of everything together fit 64 bits, so that no sum on the way can fail. */
static enum err check_sizes(const struct share_amount *whole, int n_columns)
{
	__int128 sum = 0;

	for (int column = 0; column < n_columns; column++) {
		__int128 net = whole[column].net_minor;

		sum += net < 0 ? -net : net;
		for (int tax = 0; tax < SHARE_TAXES; tax++) {
			__int128 minor = whole[column].tax_minor[tax];

			sum += minor < 0 ? -minor : minor;
		}
	}
	return sum < INT64_MAX / 2 ? ERR_OK : ERR_OVERFLOW;
}

enum err share_table(const struct share_amount *whole, int n_columns, const int64_t *weights,
		     int n_parts, struct share_amount *ret_cells)
{
	struct table table = { whole, weights, n_columns, n_parts, ret_cells };
	int64_t totals[SHARE_MAX];
	enum err err;

	if (n_parts < 1 || n_parts > SHARE_MAX || n_columns < 0 || n_columns > SHARE_COLUMNS_MAX)
		return ERR_LIMIT;
	err = check_sizes(whole, n_columns);
	if (err != ERR_OK)
		return err;
	share_totals(&table, totals);
	for (int column = 0; column < n_columns; column++)
		for (int tax = -1; tax < SHARE_TAXES; tax++)
			share_column(&table, column, tax);
	settle(&table, totals);
	return ERR_OK;
}
