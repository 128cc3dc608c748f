/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/floor.h -- the state of the floor screen, for the files floor*.c only.
 *
 *	floor.c         the screen: keys, the entry line
 *	floor_go.c      opening a table, a tab, a sale; seating who booked
 *	floor_move.c    a check to another table, two checks put together, and taking that back
 *	floor_put.c     a table to another place of the plan
 *	floor_data.c    rooms, tables, open bills, who is expected
 *	floor_place.c   where the tables stand, and the way from one to the next
 *	floor_draw.c    the canvas: the tables on their plan, tabs, the sum of the house
 *	floor_list.c    tables and tabs as a list
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
#include "service/reserve.h"
#include "service/work.h"
#include "ui/entry.h"
#include "ui/table.h"

#define FLOOR_MARGIN 3
#define FLOOR_STATE_SIZE 256
#define FLOOR_CELL_COLUMNS 11
#define FLOOR_CELL_ROWS 3
#define FLOOR_TAB_COLUMNS 23
#define FLOOR_LABEL_COLUMNS 7
#define FLOOR_FOUND_MAX 8        /* as many are told apart by name */

/* A free table shows who is expected within so many minutes, or should have come so long ago. */
#define FLOOR_EXPECTED_MIN 180
#define FLOOR_LATE_MIN 120

/* Where a table is drawn, in cells of the plan. */
struct floor_spot {
	int row, column;
};

struct floor_bill {
	struct bill_head head;
	int64_t due_minor;
};

/* A check on its way: to a table, or onto another check. */
struct floor_move {
	int64_t bill;
	int64_t onto;
	char name[BILL_NAME_SIZE + 16];
	char onto_name[BILL_NAME_SIZE + 16];
	int64_t service_minor;       /* that both had before they became one */
};

/* The last move or merge from here, while the bill is still as it left it; bill 0: none. */
struct floor_done {
	int64_t bill, version;
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
	int64_t shown_at;                /* and the table where it was then; 0: none, a tab */
	int per_row;                     /* tables in a row, tabs in a row, when last drawn */
	int per_tab_row;
	struct floor_spot *spots;        /* of the tables of the room shown: floor_lay() */
	int rows;                        /* of cells that they take */
	int top, left;                   /* first row and column of cells shown */
	struct table list;               /* the same as a list, while till->floor_lists */
	struct reservation *expected;    /* of today, in order of time */
	int n_expected;
	struct staff *people;            /* whose tables they are */
	int n_people;
	int64_t offered[FLOOR_FOUND_MAX];   /* bills that a question lists, for its answer */
	int n_offered;
	char offered_name[BILL_NAME_SIZE];  /* of the tab that is opened beside them */
	struct floor_table seating;      /* the table that somebody is to be seated at */
	int64_t seating_covers;
	int64_t taken;                   /* bill of the guests who sit there already */
	struct floor_move move;          /* being asked about */
	struct floor_done done;          /* what can be taken back */
};

/* One of the places: a table (with or without its bill) or the bill of a tab. */
struct floor_place {
	const struct floor_table *table;   /* NULL: a tab */
	const struct floor_bill *bill;     /* NULL: a free table */
};

/* --- floor_data.c --- */

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

/* True for a table of the room shown. */
bool floor_is_shown(const struct floor *floor, const struct floor_table *table);

/* True when another till works on the bill. */
bool floor_is_elsewhere(const struct floor *floor, const struct floor_bill *bill);

/* The table with this number, in any room; the open bill at a table; both NULL when none. */
const struct floor_table *floor_table(const struct floor *floor, int64_t number);
const struct floor_bill *floor_bill(const struct floor *floor, const struct floor_table *table);

/* The open bill with this id, or with this whole name, in any spelling; NULL when none has it. */
const struct floor_bill *floor_bill_by_id(const struct floor *floor, int64_t bill);
const struct floor_bill *floor_bill_named(const struct floor *floor, const char *name);

/* The open bills, as indices, whose whole name this is; without such those whose names have these
 * letters.  Returns how many, at most `max`. */
int floor_find(const struct floor *floor, const char *letters, int *ret_bills, int max);

/* "Walk-in", or with the next number behind it ("Walk-in 2") when an open bill has that name. */
void floor_new_name(const struct floor *floor, const char *word, char *into, size_t size);

/* Who is expected at a table about now; NULL: nobody. */
const struct reservation *floor_expected(const struct floor *floor,
					 const struct floor_table *table);

/* "20:30" */
char *floor_time_text(const struct floor *floor, const struct draw *draw,
		      const struct reservation *reservation, char into[DATE_TEXT_SIZE]);

/* The name of the person whose bill it is; "" when they are gone. */
const char *floor_person(const struct floor *floor, int64_t staff);

/* --- floor.c --- */

/* Reads the entry line again and says beside it what was understood. */
void floor_understand(struct ui *ui, void *state);

/* The key of an action of this screen, as it is named here. */
const char *floor_key_name(const struct floor *floor, const char *name, char into[KEY_NAME_SIZE]);

/* "Table 5 Sara", or the name of the tab; "Walk-in, Walk-in 2": all that the letters find. */
void floor_bill_name(const struct draw *draw, const struct floor_bill *bill, char *into,
		     size_t size);
void floor_found_names(const struct draw *draw, const struct floor *floor, char *into,
		       size_t size);

/* --- floor_go.c --- */

/* Actions: open what was typed or chosen; a tab; a sale without a table. */
enum err floor_go(struct ui *ui, void *state);
enum err floor_tab(struct ui *ui, void *state);
enum err floor_walk_in(struct ui *ui, void *state);

/* Says who sits down, and what the booking says of them. */
void floor_say_seated(struct ui *ui, const struct reservation *guest);

/* Shows the room of a table and stands on it; stands on the place of a bill. */
void floor_stand_on(struct floor *floor, const struct floor_table *table);
void floor_stand_at(struct floor *floor, const struct floor_bill *bill);

/* Opens a table from the floor, which is the top screen: after leaving a check for another. */
enum err floor_jump(struct ui *ui, int64_t number, int64_t covers);

/* --- floor_move.c --- */

/* Actions: the check that was typed or chosen goes to another table; another one comes to it; the
 * last of these is taken back. */
enum err floor_move(struct ui *ui, void *state);
enum err floor_merge(struct ui *ui, void *state);
enum err floor_take_back(struct ui *ui, void *state);

/* --- floor_put.c --- */

/* Action: the chosen table is carried to another place of the plan. */
enum err floor_put(struct ui *ui, void *state);

/* --- floor_place.c --- */

/* Lays the tables of the room shown out on their plan, for the width last drawn. */
void floor_lay(struct floor *floor);

/* Scrolls the plan only as far as the selected table needs. */
void floor_scroll(struct floor *floor, int rows_shown);

/* The place one step up or down (-1, 1), and one on or back in the order one reads. */
int floor_up_down(const struct floor *floor, int down);
int floor_on_off(const struct floor *floor, int on);

/* --- floor_list.c, floor_draw.c --- */

/* Takes a key in the list; false for others. */
bool floor_list_key(struct floor *floor, struct key key);

/* "4 · 18m", "bill!", "free" into FLOOR_STATE_SIZE bytes, and the style of the state. */
enum style floor_state_text(const struct draw *draw, const struct floor_bill *bill, char *into);

/* Draws tables and tabs as a list. */
void floor_draw_list(struct floor *floor, const struct draw *draw, struct canvas *canvas,
		     struct area area);

/* Draws the body of the screen. */
void floor_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
