/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/check.h -- the state of the check screen, for the files check*.c only.
 *
 *	check.c         the screen: keys, the entry line, leaving
 *	check_act.c     how an act is run: reason, approval, take-over, reading again
 *	check_ring.c    ringing: what has to be asked first, the last item once more
 *	check_change.c  what can be done to a bill, one act each
 *	check_guests.c  covers and name
 *	check_note.c    notes and allergies of a line
 *	check_price.c   what is taken off, and taken back
 *	check_place.c   seats and courses
 *	check_kitchen.c rounds and courses
 *	check_move.c    to another table or person, and checks put together
 *	transfer.c      lines to another check
 *	check_pick.c    sizes and choices of an item, list after list
 *	check_more.c    the list of what is done less often, each with its letter
 *	check_pay.c     exact cash from the check itself
 *	check_paper.c   the guest check
 *	check_hold.c    a card holds an amount for a tab
 *	check_data.c    the bill and the menu as they are shown
 *	check_draw.c    the canvas
 *
 * Owner   check_free().
 */
#ifndef SANDUQ_SCREEN_CHECK_H
#define SANDUQ_SCREEN_CHECK_H

#include "screen/grammar.h"
#include "screen/till.h"
#include "service/bill.h"
#include "service/bill_notes.h"
#include "service/pay.h"
#include "service/reserve.h"
#include "service/ring.h"
#include "ui/entry.h"
#include "ui/table.h"

#define CHECK_NOTE_SIZE 160
#define CHECK_SPLIT_MAX 20
#define CHECK_TITLE_SIZE 256
#define CHECK_GOING_MAX 1000

/* Above these it is asked whether that is meant. */
#define CHECK_QUANTITY_ASK 50        /* of one item */
#define CHECK_DEAREST_ASK 10         /* a line, times the dearest item of the menu */
#define CHECK_SEATS_MORE 4           /* seats above covers, or seats of the table, are refused */

struct check;

/* A line as it is drawn. */
struct check_line {
	struct bill_item item;
	char allergies[CHECK_NOTE_SIZE];   /* "! nuts"; "": none */
	char note[CHECK_NOTE_SIZE];
	bool is_made;                /* at a kitchen station */
	bool is_new;                 /* and not sent, or not all of it */
	bool is_held;                /* its course waits to be fired */
};

struct check_department {
	int64_t number;
	char name[MENU_NAME_SIZE];
	int64_t total_minor;
};

/* Something to be done to the bill: the act, and what is said when it is done. */
struct check_wish {
	enum err (*run)(struct check *check);
	enum err (*done)(struct ui *ui, struct check *check);
	const char *reason;          /* kind of reason that is asked when one is needed; NULL */
	bool keeps_line;             /* what the arrows chose stays chosen for the next act */
};

/* With which line, how many, how much. */
struct check_with {
	int64_t line;
	int64_t code;
	int64_t quantity;
	int64_t seat, course;
	int64_t amount_minor;
	int64_t rate_ppm;
	char name[BILL_NAME_SIZE];       /* of the item */
	struct ring ring;
	bool is_sent;                    /* the kitchen knew of it */
	int64_t old_line;                /* that it takes the place of; 0: none */
	char text[CHECK_NOTE_SIZE];
};

/* Lines on their way to another check. */
struct check_going {
	int64_t lines[CHECK_GOING_MAX], quantities[CHECK_GOING_MAX];
	int n;
};

struct check {
	struct till *till;
	int64_t bill;
	struct bill_view view;
	struct check_line *lines;
	int n_lines;
	struct check_department departments[BILL_COLUMNS_MAX];
	int n_departments;
	struct table table;
	struct entry_line entry;
	struct grammar said;
	const struct item *found[MENU_FOUND_MAX];   /* what the right side lists */
	int64_t left[MENU_FOUND_MAX];    /* how many are left of each; -1: not counted */
	int n_found;
	int picked;                      /* of found, what Enter rings; -1: what was typed */
	int menu_top;                    /* first item shown while nothing is typed */
	int menu_rows;                   /* rows of the list when last drawn */
	struct ring last;                /* rung last, for the repeat key; code 0: nothing */
	int64_t seat, course;            /* of what is rung from here on; course -1: the item's */
	bool has_kitchen;                /* the house has kitchen stations */
	bool is_chosen;                  /* the arrows chose a line: seat and course are for it */
	int more;                        /* selected row of the list of check_more.c */

	/* The act under way: prompts come back to it. */
	const struct check_wish *wish;
	struct check_with with;
	struct ring_asks asks;
	struct check_going going;
	struct bill_notes notes;
	char booked[RESERVATION_NOTE_SIZE];   /* what the booking says; "": nothing */
	char title[CHECK_TITLE_SIZE];    /* of the question for a reason */
	struct act act;
	struct perm_need need;
	struct act take;                 /* the take-over asked in between */
	struct pay_result paid;
};

/* --- check_data.c --- */

/* Reads the bill again.  On an error the old picture stays. */
enum err check_load(struct check *check);

/* Frees; NULL is fine. */
void check_free(struct check *check);

/* What the list of the check shows, for ui/table. */
struct table_source check_source(const struct check *check, bool is_wide);

/* "Lamb ouzi · medium · no onion · -1.80": what was chosen and done stands behind the name. */
void check_line_text(const struct draw *draw, const struct check_line *line, char *into,
		     size_t size);

/* An item of the menu by its id; NULL when it is sold no more. */
const struct item *check_item(const struct check *check, int64_t id);

/* What one of it costs now, at this table; its name in the language of whoever works here. */
int64_t check_item_price(const struct check *check, const struct item *item);
const char *check_item_name(const struct check *check, const struct item *item);

/* The selected line; NULL when there is none. */
const struct check_line *check_selected(const struct check *check);

/* Reads the entry line and fills the list on the right; `picked` begins anew when `is_new`. */
void check_understand(struct ui *ui, struct check *check, bool is_new);

/* True when a single letter was typed: it lists items and rings none by itself. */
bool check_is_short(const struct check *check);

/* "Table 5", or the name of the tab. */
void check_name(const struct draw *draw, const struct check *check, char *into, size_t size);

/* --- check_act.c --- */

/* Does something to the bill as drawn, with what stands in check->with. */
enum err check_do(struct ui *ui, struct check *check, const struct check_wish *wish);

/* The same after asking for a reason of `kind`. */
enum err check_do_why(struct check *check, const struct check_wish *wish, const char *kind,
		      const char *title);

/* Says what a key wants to be typed before it (a msgid), and returns `err`. */
enum err check_refuse(struct ui *ui, enum err err, const char *sentence);

/* --- check_ring.c --- */

/* Rings `quantity` of an item, after asking what has to be asked. */
enum err check_ring(struct ui *ui, struct check *check, const struct item *item, int64_t quantity);

/* Rings what was put together, or puts it in the place of `line` (0: of none). */
enum err check_ring_as(struct ui *ui, struct check *check, const struct ring *ring, int64_t line);

/* A question about what was typed comes: the entry line is emptied, so that Esc leaves nothing
 * behind that another key could take; says that nothing is rung yet. */
void check_ask_alone(struct ui *ui, struct check *check);

/* Asks for card and amount of an item sold on gift cards, then rings it; what is said after a
 * ring. */
enum err check_sell_gift(struct ui *ui, struct check *check, const struct item *item);
enum err check_rung(struct ui *ui, struct check *check);

/* Asks anew for the choices of the selected line. */
enum err check_change_choices(struct ui *ui, struct check *check);

/* Actions: the last item once more, or as often as typed; the selected line otherwise: a note, or
 * its choices. */
enum err check_repeat(struct ui *ui, void *state);
enum err check_modify(struct ui *ui, void *state);

/* --- check_change.c --- */

/* Selects a line by its id, or the last one. */
void check_select(struct check *check, int64_t line);
void check_to_end(struct check *check);

/* What was typed has done its work: empties the entry line. */
void check_used(struct ui *ui, struct check *check);

/* The selected line, or the item above when that is a discount; says so when there is none. */
const struct check_line *check_item_line(struct ui *ui, const struct check *check);

/* Puts line, quantity and name into check->with. */
void check_with_line(struct check *check, const struct check_line *line, int64_t quantity);

/* Actions: one more and one less of the selected line; void it (or as many as typed). */
enum err check_more(struct ui *ui, void *state);
enum err check_less(struct ui *ui, void *state);
enum err check_void(struct ui *ui, void *state);

/* Action: an even split. */
enum err check_split(struct ui *ui, void *state);

/* Lets go of the bill, closes it when nothing was rung, and leaves the screen. */
enum err check_leave(struct ui *ui, void *state);

/* --- check_guests.c --- */

/* Action: covers or name; asks when there are many more than seats. */
enum err check_guests(struct ui *ui, void *state);

/* How many seats the table has; 0: unknown, or no table. */
int64_t check_table_seats(const struct check *check);

/* --- check_note.c --- */

/* Adds what was typed to the note of the selected line; asks for note and allergies when nothing
 * is. */
enum err check_note(struct ui *ui, struct check *check);

/* Asks whether its choices or its notes are to be changed. */
enum err check_ask_change(struct ui *ui, struct check *check, const struct check_line *line);

/* "! nuts · no onion"; "" when nothing is noted. */
void check_notes_text(const struct check_line *line, char *into, size_t size);

/* --- check_price.c --- */

/* Actions: a discount on the selected line, or on the whole check. */
enum err check_discount_line(struct ui *ui, void *state);
enum err check_discount_all(struct ui *ui, void *state);

/* Opens the list of price changes for the selected line and the check. */
enum err check_price_list(struct ui *ui, struct check *check);

/* Asks whether a discount on the check, chosen as a line, is to be taken back. */
enum err check_ask_back(struct ui *ui, struct check *check, const struct check_line *line);

/* --- check_place.c --- */

/* Actions: the seat, and the course: of the line that the arrows chose, else of what is rung from
 * here on; the number typed, or the next. */
enum err check_seat(struct ui *ui, void *state);
enum err check_course(struct ui *ui, void *state);

/* "seat 2, course 3" for what is rung from here on; "" when nothing was said. */
void check_place_text(const struct draw *draw, const struct check *check, char *into, size_t size);

/* --- check_kitchen.c --- */

/* Looks whether the house has kitchen stations. */
enum err check_know_kitchen(struct check *check);

/* Says of each line whether the kitchen makes it, knows of it, and holds it. */
enum err check_mark_lines(struct db *db, struct check *check, struct check_line *lines, int n);

/* How many lines the kitchen does not know of yet. */
int check_unsent(const struct check *check);

/* Actions: send the round; fire the next course, or the one typed; the last round once more; the
 * last tickets once more. */
enum err check_send(struct ui *ui, void *state);
enum err check_fire(struct ui *ui, void *state);
enum err check_round(struct ui *ui, void *state);
enum err check_reprint(struct ui *ui, void *state);

/* --- check_move.c --- */

/* The other open check that is meant by a table's number or by letters of a name; says why when
 * there is none. */
enum err check_find_other(struct ui *ui, struct check *check, const char *text,
			  int64_t *ret_bill);

/* "Table 6" or "Sara". */
void check_other_name(const struct draw *draw, const struct check *check, int64_t bill, char *into,
		      size_t size);

/* check_do() for an act on two checks: the other one, check->with.name, may be in use. */
enum err check_do_other(struct ui *ui, struct check *check, const struct check_wish *wish);

/* Actions: to another table, to a colleague, another check comes here; undo. */
enum err check_to_table(struct ui *ui, void *state);
enum err check_to_staff(struct ui *ui, void *state);
enum err check_merge(struct ui *ui, void *state);
enum err check_undo(struct ui *ui, void *state);

/* --- check_pick.c --- */

/* Asks for sizes and choices of ring->code, those that need no answer too when `is_all`, and rings
 * it then; or puts it in the place of `line` (0: of none).  ERR_STATE when there is nothing to
 * ask. */
enum err check_pick(struct ui *ui, struct check *check, const struct ring *ring, bool is_all,
		    int64_t line);

/* --- check_more.c --- */

/* Action: opens the list. */
enum err check_more_list(struct ui *ui, void *state);

/* Says what an item costs: the one typed, or chosen from the list. */
enum err check_price(struct ui *ui, void *state);

/* --- check_pay.c --- */

/* True, and says so, while something stands in the entry line: it would be left unrung. */
bool check_is_typed(struct ui *ui, struct check *check);

/* Action: takes exactly what is due in cash; with several open parts the pay screen opens. */
enum err check_exact(struct ui *ui, void *state);

/* --- check_paper.c --- */

/* Actions: print the guest check; look at it first. */
enum err check_print(struct ui *ui, void *state);
enum err check_preview(struct ui *ui, void *state);

/* --- check_hold.c --- */

/* Action: asks a card on the reader to hold the typed amount. */
enum err check_hold(struct ui *ui, void *state);

/* --- check_draw.c --- */

/* Draws the body of the screen. */
void check_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
