/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/share_table.c -- shares a table over parts and columns at once, as core/share.h tells in
 *                       three steps.  What the parts have in all comes first (M2); what the
 *                       columns were rounded to is then brought in line with it, unit by unit.
 *                       A part that shares nothing keeps its amounts to the unit.
 */
#include "core/share.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define POINT_BITS 56        /* binary places of a claim */
#define COMPARED_BITS 40     /* of which these are compared */
#define ALL_COLUMNS (-1)

/* What is looked at in a cell: one of its taxes, or its net, or its total, which stands in the
 * place of the net until the taxes are taken out of it. */
#define NET (-1)
#define TOTAL (-2)

struct table {
	const struct share_amount *whole;
	const int *groups;
	const int64_t *weights;
	int n_columns, n_parts;
	struct share_amount *cells;
};

/* One tax of a group of columns, the net of all, or the total of all. */
struct slice {
	const struct table *table;
	int first_column;    /* of the group, or ALL_COLUMNS */
	int kind;            /* a tax, NET or TOTAL */
};

static int group_of(const struct table *table, int column)
{
	return table->groups != NULL ? table->groups[column] : 0;
}

static bool is_in(const struct slice *slice, int column)
{
	return slice->first_column == ALL_COLUMNS ||
	       group_of(slice->table, column) == group_of(slice->table, slice->first_column);
}

static int64_t whole_of(const struct slice *slice, int column)
{
	const struct share_amount *whole = &slice->table->whole[column];

	if (slice->kind == TOTAL)
		return share_total(whole);
	return slice->kind == NET ? whole->net_minor : whole->tax_minor[slice->kind];
}

static int64_t *cell_of(const struct slice *slice, int part, int column)
{
	const struct table *table = slice->table;
	struct share_amount *cell = &table->cells[part * table->n_columns + column];

	return slice->kind < 0 ? &cell->net_minor : &cell->tax_minor[slice->kind];
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

static bool has_weight(const struct table *table, int part, int column)
{
	if (table->weights[part * table->n_columns + column] > 0)
		return true;
	for (int i = 0; i < table->n_parts; i++)
		if (table->weights[i * table->n_columns + column] > 0)
			return false;
	return true;
}

/* whole * weight / sum, rounded down to POINT_BITS binary places. */
static __int128 claim_of(int64_t whole, int64_t weight, __int128 sum)
{
	__int128 product = (__int128)whole * weight, units = product / sum, rest = product % sum;

	if (rest < 0) {
		units--;
		rest += sum;
	}
	return units * ((__int128)1 << POINT_BITS) +
	       (__int128)(((unsigned __int128)rest << POINT_BITS) / (unsigned __int128)sum);
}

/* The exact claims of the parts on a slice; returns the whole of it. */
static int64_t add_claims(const struct slice *slice, __int128 *claims)
{
	const struct table *table = slice->table;
	int64_t weights[SHARE_MAX], whole = 0;

	for (int column = 0; column < table->n_columns; column++) {
		int64_t amount = is_in(slice, column) ? whole_of(slice, column) : 0;
		__int128 sum;

		if (amount == 0)
			continue;
		sum = column_weights(table, column, weights);
		whole += amount;
		for (int part = 0; part < table->n_parts; part++)
			claims[part] += claim_of(amount, weights[part], sum);
	}
	return whole;
}

/* What each part has of a slice: largest remainders of the claims. */
static void share_slice(const struct slice *slice, int64_t *totals)
{
	__int128 claims[SHARE_MAX] = { 0 }, rests[SHARE_MAX];
	int64_t left = add_claims(slice, claims);
	int n_parts = slice->table->n_parts;

	for (int part = 0; part < n_parts; part++) {
		totals[part] = (int64_t)(claims[part] >> POINT_BITS);
		rests[part] = claims[part] - ((__int128)totals[part] * ((__int128)1 << POINT_BITS));
		rests[part] += slice->table->n_columns;
		rests[part] >>= POINT_BITS - COMPARED_BITS;
		left -= totals[part];
	}
	assert(left >= 0 && left <= n_parts);
	for (; left > 0; left--) {
		int best = 0;

		for (int part = 1; part < n_parts; part++)
			if (rests[part] > rests[best])
				best = part;
		totals[best]++;
		rests[best] = -1;
	}
}

/* Shares one column of a slice by its weights, and keeps count of what each part has over. */
static void share_column(const struct slice *slice, int column, int64_t *over)
{
	int64_t weights[SHARE_MAX], parts[SHARE_MAX];
	enum err err;

	column_weights(slice->table, column, weights);
	err = share_by_weight(whole_of(slice, column), weights, slice->table->n_parts, parts);
	assert(err == ERR_OK);
	for (int part = 0; part < slice->table->n_parts; part++) {
		*cell_of(slice, part, column) = parts[part];
		over[part] += parts[part];
	}
}

/* How free the giver is to give a unit to the taker there: 2, 1 or 0. */
static int freedom(const struct slice *slice, int giver, int taker, int column)
{
	if (*cell_of(slice, giver, column) <= 0 || !has_weight(slice->table, giver, column))
		return 0;
	return has_weight(slice->table, taker, column) ? 2 : 1;
}

/* The largest column of the slice that is at least so free; -1 when there is none. */
static int find_column(const struct slice *slice, int giver, int taker, int least)
{
	int64_t largest = -1;
	int found = -1;

	for (int column = 0; column < slice->table->n_columns; column++) {
		int64_t size = is_in(slice, column) ? size_of(whole_of(slice, column)) : -1;

		if (size > largest && freedom(slice, giver, taker, column) >= least) {
			largest = size;
			found = column;
		}
	}
	return found;
}

/* Moves units from `giver` to `taker` while one has too much and the other too little. */
static void settle_pair(const struct slice *slice, int giver, int taker, int least, int64_t *over)
{
	while (over[giver] > 0 && over[taker] < 0) {
		int column = find_column(slice, giver, taker, least);

		if (column < 0)
			return;
		--*cell_of(slice, giver, column);
		++*cell_of(slice, taker, column);
		over[giver]--;
		over[taker]++;
	}
}

/* Fills the cells of a slice so that each part has its total of it. */
static void fill_slice(const struct slice *slice, const int64_t *totals)
{
	int n_parts = slice->table->n_parts;
	int64_t over[SHARE_MAX];

	for (int part = 0; part < n_parts; part++)
		over[part] = -totals[part];
	for (int column = 0; column < slice->table->n_columns; column++)
		if (is_in(slice, column))
			share_column(slice, column, over);
	for (int least = 2; least >= 0; least--)
		for (int giver = 0; giver < n_parts; giver++)
			for (int taker = 0; over[giver] > 0 && taker < n_parts; taker++)
				settle_pair(slice, giver, taker, least, over);
	for (int part = 0; part < n_parts; part++)
		assert(over[part] == 0);
}

/* Step 2 for the group that begins at `column`; takes the taxes out of the nets. */
static void share_group(const struct table *table, int column, int64_t *nets)
{
	int64_t taxes[SHARE_MAX];

	for (int before = 0; before < column; before++)
		if (group_of(table, before) == group_of(table, column))
			return;
	for (int tax = 0; tax < SHARE_TAXES; tax++) {
		struct slice slice = { table, column, tax };

		share_slice(&slice, taxes);
		fill_slice(&slice, taxes);
		for (int part = 0; part < table->n_parts; part++)
			nets[part] -= taxes[part];
	}
}

/* Takes the taxes out of the totals; false when they leave less than nothing where the whole is
 * not below zero. */
static bool take_taxes(const struct table *table)
{
	bool is_plain = true;

	for (int i = 0; i < table->n_parts * table->n_columns; i++) {
		struct share_amount *cell = &table->cells[i];

		for (int tax = 0; tax < SHARE_TAXES; tax++)
			cell->net_minor -= cell->tax_minor[tax];
		is_plain = is_plain && (cell->net_minor >= 0 ||
					table->whole[i % table->n_columns].net_minor < 0);
	}
	return is_plain;
}

/* Step 3: the net is what the taxes leave of a cell's total. */
static void fill_nets(const struct table *table, const int64_t *totals, const int64_t *nets)
{
	struct slice total = { table, ALL_COLUMNS, TOTAL }, net = { table, ALL_COLUMNS, NET };

	fill_slice(&total, totals);
	if (!take_taxes(table))
		fill_slice(&net, nets);
}

/* The sizes of everything together fit 62 bits, so that no sum on the way can fail. */
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

enum err share_table(const struct share_amount *whole, const int *groups, int n_columns,
		     const int64_t *weights, int n_parts, struct share_amount *ret_cells)
{
	struct table table = { whole, groups, weights, n_columns, n_parts, ret_cells };
	struct slice total = { &table, ALL_COLUMNS, TOTAL };
	int64_t totals[SHARE_MAX], nets[SHARE_MAX];
	enum err err;

	if (n_parts < 1 || n_parts > SHARE_MAX || n_columns < 0 || n_columns > SHARE_COLUMNS_MAX)
		return ERR_LIMIT;
	err = check_sizes(whole, n_columns);
	if (err != ERR_OK)
		return err;
	share_slice(&total, totals);
	memcpy(nets, totals, (size_t)n_parts * sizeof *nets);
	for (int column = 0; column < n_columns; column++)
		share_group(&table, column, nets);
	fill_nets(&table, totals, nets);
	return ERR_OK;
}
