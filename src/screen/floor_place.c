/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor_place.c -- where the tables of the room shown stand on its plan, or in rows when it
 * has none, and the way from one place to the next.
 */
#include "screen/floor.h"

/* Further than any plan is wide, or a room has tables. */
#define ROW_WEIGHT (FLOOR_TABLES_MAX + FLOOR_PLAN_MAX)

/* The tables of the room shown, in order of number; returns how many. */
static int shown_tables(const struct floor *floor, const struct floor_table **ret_tables)
{
	int n = 0;

	for (int i = 0; i < floor->n_tables; i++)
		if (floor_is_shown(floor, &floor->tables[i]))
			ret_tables[n++] = &floor->tables[i];
	return n;
}

/* Puts those on the plan that somebody placed; of two in one spot the first.  The others are left
 * at row -1.  Returns the rows of the plan. */
static int lay_placed(struct floor *floor, const struct floor_table **tables, int n)
{
	bool taken[FLOOR_PLAN_MAX + 1][FLOOR_PLAN_MAX + 1] = { 0 };
	int rows = 0;

	for (int i = 0; i < n; i++) {
		int row = (int)tables[i]->plan_row, column = (int)tables[i]->plan_column;

		floor->spots[i] = (struct floor_spot){ -1, -1 };
		if (row == 0 || taken[row][column])
			continue;
		taken[row][column] = true;
		floor->spots[i] = (struct floor_spot){ row - 1, column - 1 };
		if (row > rows)
			rows = row;
	}
	return rows;
}

/* Tables that nobody has placed stand below the plan, in rows. */
void floor_lay(struct floor *floor)
{
	const struct floor_table *tables[FLOOR_TABLES_MAX];
	int n = shown_tables(floor, tables), loose = 0;
	int rows = lay_placed(floor, tables, n);

	for (int i = 0; i < n; i++)
		if (floor->spots[i].row < 0) {
			floor->spots[i] = (struct floor_spot){ rows + loose / floor->per_row,
							       loose % floor->per_row };
			loose++;
		}
	floor->rows = rows + (loose + floor->per_row - 1) / floor->per_row;
}

/* Scrolls a row or column of cells into sight. */
static void scroll_to(int at, int shown, int *top)
{
	if (at < *top)
		*top = at;
	if (at >= *top + shown)
		*top = at - shown + 1;
}

void floor_scroll(struct floor *floor, int rows_shown)
{
	if (floor->place >= 0 && floor->place < floor_tables(floor)) {
		scroll_to(floor->spots[floor->place].row, rows_shown, &floor->top);
		scroll_to(floor->spots[floor->place].column, floor->per_row, &floor->left);
	}
	if (floor->top + rows_shown > floor->rows)
		floor->top = floor->rows > rows_shown ? floor->rows - rows_shown : 0;
}

static int apart(int a, int b)
{
	return a < b ? b - a : a - b;
}

/* The table in the nearest row above or below, and there the one nearest to the column; -1. */
static int table_beyond(const struct floor *floor, int down)
{
	const struct floor_spot *from = &floor->spots[floor->place];
	int n = floor_tables(floor), best = -1, least = 0;

	for (int i = 0; i < n; i++) {
		int rows = (floor->spots[i].row - from->row) * down;
		int far = rows * ROW_WEIGHT + apart(floor->spots[i].column, from->column);

		if (rows > 0 && (best < 0 || far < least)) {
			best = i;
			least = far;
		}
	}
	return best;
}

/* As one reads: along the rows, and one row after the other. */
static int reading(const struct floor_spot *spot)
{
	return spot->row * ROW_WEIGHT + spot->column;
}

/* Of the tables before (after) a point in the order one reads, the nearest; -1. */
static int nearest(const struct floor *floor, int from, int on)
{
	int n = floor_tables(floor), best = -1;

	for (int i = 0; i < n; i++) {
		int at = reading(&floor->spots[i]);

		if ((at - from) * on > 0 &&
		    (best < 0 ||
		     apart(at, from) < apart(reading(&floor->spots[best]), from)))
			best = i;
	}
	return best;
}

/* Past the last table. */
static int end_of(const struct floor *floor)
{
	return (floor->rows + 1) * ROW_WEIGHT;
}

int floor_up_down(const struct floor *floor, int down)
{
	int tables = floor_tables(floor), places = floor_places(floor), place = floor->place, to;

	if (place < 0)
		return 0;
	if (place < tables) {
		to = table_beyond(floor, down);
		if (to < 0 && down > 0 && places > tables)
			return tables;
		return to < 0 ? place : to;
	}
	to = place + down * floor->per_tab_row;
	if (to < tables)
		return tables > 0 ? nearest(floor, end_of(floor), -1) : place;
	return to < places ? to : places - 1;
}

int floor_on_off(const struct floor *floor, int on)
{
	int tables = floor_tables(floor), place = floor->place, to;

	if (place < 0)
		return 0;
	if (place > tables || (place == tables && on > 0))
		return place + on;
	to = nearest(floor, place == tables ? end_of(floor) : reading(&floor->spots[place]), on);
	if (to < 0)
		return on > 0 ? tables : place;
	return to;
}
