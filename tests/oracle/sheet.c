/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/sheet.c -- shares a sheet.  Figure 0 is the net, 1 to 4 are taxes; a group of -1 is
 *                         all columns.
 */
#include "oracle/sheet.h"

#include <assert.h>
#include <stdbool.h>

#include "oracle/figure.h"

#define EVERY_FIGURE (-1)
#define EVERY_GROUP (-1)

int64_t figures_total(const int64_t *figures)
{
	int64_t total = 0;

	for (int i = 0; i < FIGURES; i++)
		total += figures[i];
	return total;
}

static bool is_in(const struct sheet *sheet, int column, int group)
{
	return group == EVERY_GROUP || sheet->group[column] == group;
}

static int64_t whole_of(const struct sheet *sheet, int column, int figure)
{
	return figure == EVERY_FIGURE ? figures_total(sheet->whole[column])
				      : sheet->whole[column][figure];
}

/* A column without weights counts as all 1. */
static int64_t weight_of(const struct sheet *sheet, int part, int column)
{
	bool has_any = false;

	for (int i = 0; i < sheet->n_parts; i++)
		has_any |= sheet->weight[i][column] > 0;
	return has_any ? sheet->weight[part][column] : 1;
}

/* What a part can claim, in 2^-56ths, each column's term rounded down. */
static __int128 claim_of(const struct sheet *sheet, int part, int figure, int group)
{
	__int128 claim = 0;

	for (int column = 0; column < sheet->n_columns; column++) {
		int64_t sum = 0;
		__int128 exact = figure_times(whole_of(sheet, column, figure),
					      weight_of(sheet, part, column));

		for (int i = 0; i < sheet->n_parts; i++)
			sum += weight_of(sheet, i, column);
		if (is_in(sheet, column, group))
			claim += figure_floor(figure_times(exact, (__int128)1 << 56), sum);
	}
	return claim;
}

/* What each part has of a figure in a group: largest remainders of the claims. */
static void share_whole(const struct sheet *sheet, int figure, int group, int64_t *has)
{
	__int128 unit = (__int128)1 << 56, fraction[SHEET_PARTS];
	int64_t left = 0;

	for (int column = 0; column < sheet->n_columns; column++)
		if (is_in(sheet, column, group))
			left += whole_of(sheet, column, figure);
	for (int part = 0; part < sheet->n_parts; part++) {
		__int128 claim = claim_of(sheet, part, figure, group);

		has[part] = (int64_t)figure_floor(claim, unit);
		fraction[part] = (claim - has[part] * unit + sheet->n_columns) / (1 << 16);
		left -= has[part];
	}
	while (left > 0) {
		int chosen = 0;

		for (int part = 1; part < sheet->n_parts; part++)
			if (fraction[part] > fraction[chosen])
				chosen = part;
		has[chosen]++;
		fraction[chosen] = -1;
		left--;
	}
	assert(left == 0);
}

/* The total of a cell stands in the place of its net for a while. */
static int place_of(int figure)
{
	return figure == EVERY_FIGURE ? 0 : figure;
}

static int64_t part_has(const struct sheet *sheet, int part, int figure, int group)
{
	int64_t sum = 0;

	for (int column = 0; column < sheet->n_columns; column++)
		if (is_in(sheet, column, group))
			sum += sheet->cell[part][column][place_of(figure)];
	return sum;
}

/* May a unit go from giver to taker in this column?  rule 0: both have a weight there and the giver
 * something above zero; 1: the giver alone; 2: anywhere. */
static bool may_go(const struct sheet *sheet, int giver, int taker, int column, int figure,
		   int rule)
{
	bool gives = weight_of(sheet, giver, column) > 0 &&
		     sheet->cell[giver][column][place_of(figure)] > 0;
	bool takes = weight_of(sheet, taker, column) > 0;

	return rule == 2 || (gives && (takes || rule == 1));
}

static int largest_column(const struct sheet *sheet, int giver, int taker, int figure, int group,
			  int rule)
{
	int chosen = -1;
	int64_t largest = -1;

	for (int column = 0; column < sheet->n_columns; column++) {
		int64_t size = whole_of(sheet, column, figure);

		if (size < 0)
			size = -size;
		if (is_in(sheet, column, group) && size > largest &&
		    may_go(sheet, giver, taker, column, figure, rule)) {
			largest = size;
			chosen = column;
		}
	}
	return chosen;
}

/* Moves one unit, or says that this rule has nothing more to move. */
static bool move_one(struct sheet *sheet, int figure, int group, int rule, const int64_t *should)
{
	for (int giver = 0; giver < sheet->n_parts; giver++) {
		if (part_has(sheet, giver, figure, group) <= should[giver])
			continue;
		for (int taker = 0; taker < sheet->n_parts; taker++) {
			int column;

			if (part_has(sheet, taker, figure, group) >= should[taker])
				continue;
			column = largest_column(sheet, giver, taker, figure, group, rule);
			if (column < 0)
				continue;
			sheet->cell[giver][column][place_of(figure)]--;
			sheet->cell[taker][column][place_of(figure)]++;
			return true;
		}
	}
	return false;
}

static void fill_cells(struct sheet *sheet, int figure, int group, const int64_t *should)
{
	int64_t weights[SHEET_PARTS], parts[SHEET_PARTS];

	for (int column = 0; column < sheet->n_columns; column++) {
		if (!is_in(sheet, column, group))
			continue;
		for (int part = 0; part < sheet->n_parts; part++)
			weights[part] = weight_of(sheet, part, column);
		figure_share(whole_of(sheet, column, figure), weights, sheet->n_parts, parts);
		for (int part = 0; part < sheet->n_parts; part++)
			sheet->cell[part][column][place_of(figure)] = parts[part];
	}
	for (int rule = 0; rule <= 2; rule++)
		while (move_one(sheet, figure, group, rule, should))
			continue;
}

/* True when a net went below zero that has no reason to. */
static bool take_taxes(struct sheet *sheet)
{
	bool is_below = false;

	for (int part = 0; part < sheet->n_parts; part++)
		for (int column = 0; column < sheet->n_columns; column++) {
			int64_t *cell = sheet->cell[part][column];

			for (int figure = 1; figure < FIGURES; figure++)
				cell[0] -= cell[figure];
			is_below |= cell[0] < 0 && sheet->whole[column][0] >= 0;
		}
	return is_below;
}

void sheet_share(struct sheet *sheet)
{
	int64_t total[SHEET_PARTS], net[SHEET_PARTS], has[SHEET_PARTS];

	assert(sheet->n_parts <= SHEET_PARTS && sheet->n_columns <= SHEET_COLUMNS);
	share_whole(sheet, EVERY_FIGURE, EVERY_GROUP, total);
	for (int part = 0; part < sheet->n_parts; part++)
		net[part] = total[part];
	for (int column = 0; column < sheet->n_columns; column++) {
		bool is_first = true;

		for (int before = 0; before < column; before++)
			is_first &= sheet->group[before] != sheet->group[column];
		for (int figure = 1; is_first && figure < FIGURES; figure++) {
			share_whole(sheet, figure, sheet->group[column], has);
			fill_cells(sheet, figure, sheet->group[column], has);
			for (int part = 0; part < sheet->n_parts; part++)
				net[part] -= has[part];
		}
	}
	fill_cells(sheet, EVERY_FIGURE, EVERY_GROUP, total);
	if (take_taxes(sheet))
		fill_cells(sheet, 0, EVERY_GROUP, net);
}
