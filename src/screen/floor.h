/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor.h -- the state of the floor screen, for floor.c, floor_data.c and floor_draw.c only.
 *
 * Shape   places are what can be chosen with the arrows: the tables of the room shown, in order of
 *         number, then the tabs of the house.
 * Owner   floor_free().
 */
#ifndef SANDUQ_SCREEN_FLOOR_H
#define SANDUQ_SCREEN_FLOOR_H

#include "screen/grammar.h"
#include "screen/till.h"
#include "service/bill.h"
#include "service/work.h"
#include "ui/entry.h"

#define FLOOR_CELL_COLUMNS 11
#define FLOOR_CELL_ROWS 3
#define FLOOR_TAB_COLUMNS 23
#define FLOOR_LABEL_COLUMNS 7
#define FLOOR_FOUND_MAX 8        /* as many are told apart by name */

struct floor_bill {
	struct bill_head head;
	int64_t due_minor;
};

struct floor {
	struct till *till;
	struct entry_line entry;
	struct grammar said;
	int found[FLOOR_FOUND_MAX];      /* the bills that the letters find */
	int n_found;
	struct floor_room *rooms;
	struct floor_table *tables;
	struct floor_bill *bills;        /* open ones: tables in order of number, tabs before */
	int n_rooms, n_tables, n_bills;
	struct store_work work;          /* what waits for somebody */
	int room;                        /* the one shown */
	int place;                       /* selected; -1: none */
	int64_t shown;                   /* the bill gone to last; 0: none */
	int per_row;                     /* tables in a row, tabs in a row, when last drawn */
	int per_tab_row;
	int top;                         /* first row of tables shown */
};

/* One of the places: a table (with or without its bill) or the bill of a tab. */
struct floor_place {
	const struct floor_table *table;   /* NULL: a tab */
	const struct floor_bill *bill;     /* NULL: a free table */
};

/* Reads rooms, tables and open bills; what a bill owes is computed only when it has changed.
 * A place whose bill was closed is chosen no longer. */
enum err floor_load(struct floor *floor);

/* Frees; NULL is fine. */
void floor_free(struct floor *floor);

/* How many places there are in the room shown, and how many of them are tables. */
int floor_places(const struct floor *floor);
int floor_tables(const struct floor *floor);

/* The i-th place. */
struct floor_place floor_place(const struct floor *floor, int i);

/* The table with this number, in any room; the open bill at a table; both NULL when none. */
const struct floor_table *floor_table(const struct floor *floor, int64_t number);
const struct floor_bill *floor_bill(const struct floor *floor, const struct floor_table *table);

/* The open bills, as indices, whose whole name this is; without such those whose names have these
 * letters.  Returns how many, at most `max`. */
int floor_find(const struct floor *floor, const char *letters, int *ret_bills, int max);

/* "Walk-in", or with the next number behind it ("Walk-in 2") when an open bill has that name. */
void floor_new_name(const struct floor *floor, const char *word, char *into, size_t size);

/* Opens a table from the floor, which is the top screen: after leaving a check for another. */
enum err floor_jump(struct ui *ui, int64_t number, int64_t covers);

/* Draws the body of the screen. */
void floor_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
