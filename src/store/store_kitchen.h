/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_kitchen.h -- kitchen stations and printers, tickets with their rows and their life,
 *                          and the queue of their papers.  [db]
 *
 * Shape   rows as they stand in the tables; what they mean together is service/kitchen.h.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT, those of db.h.
 * Owner   plain values; lists go into the caller's array.
 * Rules   B1, L5 (a ticket names people and notes by id).
 */
#ifndef SANDUQ_STORE_STORE_KITCHEN_H
#define SANDUQ_STORE_STORE_KITCHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "store/act.h"

#define KITCHEN_NUMBER_MAX 99
#define KITCHEN_NAME_SIZE 96
#define KITCHEN_ADDRESS_SIZE 513
#define KITCHEN_CHOICES_SIZE 1024
#define KITCHEN_PROBLEM_SIZE 160
#define KITCHEN_TILL_PRINTER 0       /* instead of the number of a printer: the till's own */

struct kitchen_printer {
	int64_t number;
	char name[KITCHEN_NAME_SIZE];
	char address[KITCHEN_ADDRESS_SIZE];
	int64_t width;
	bool is_active;
};

struct kitchen_station {
	int64_t number;
	char name[KITCHEN_NAME_SIZE];
	int64_t printer, fallback;   /* numbers; 0: none */
	bool has_display;
	bool is_active;
};

/* One, whether in use or not. */
enum err store_printer_load(struct db *db, int64_t number, struct kitchen_printer *ret_printer);
enum err store_kitchen_station_load(struct db *db, int64_t number,
				    struct kitchen_station *ret_station);

/* Adds or changes the one with this number. */
enum err store_printer_put(struct tx *tx, const struct kitchen_printer *printer);
enum err store_kitchen_station_put(struct tx *tx, const struct kitchen_station *station);

/* The stations in use, in order of number; at most `size`. */
enum err store_kitchen_station_list(struct db *db, struct kitchen_station *stations, int size,
				    int *ret_n);

/* Which station makes an item; 0: none that is in use. */
enum err store_kitchen_station_of(struct db *db, int64_t item, int64_t *ret_station);

enum kitchen_kind { KITCHEN_ROUND, KITCHEN_VOID, KITCHEN_CHANGE, KITCHEN_MOVE };
enum kitchen_state { KITCHEN_HELD, KITCHEN_FIRED, KITCHEN_PRINTED, KITCHEN_BUMPED };

struct kitchen_ticket {
	int64_t id;
	int64_t bill;
	int64_t station;
	int64_t number;              /* within the station's business date */
	enum kitchen_kind kind;
	int64_t course;
	int64_t table_number, from_table;   /* 0: none */
	int64_t covers;
	int64_t staff;
	enum kitchen_state state;
	int64_t fired_unix_ms;       /* 0 while held */
	int64_t bumped_unix_ms;
	int64_t recalls;
};

enum kitchen_row { KITCHEN_ITEM, KITCHEN_NOTE, KITCHEN_ALLERGY };

struct kitchen_line {
	int64_t id;
	int64_t ticket;
	enum kitchen_row kind;
	int64_t of;                  /* 0: none */
	int64_t line;                /* of the bill; 0: the whole bill */
	int64_t choice;              /* its row that is this piece of a set; 0: the item itself */
	int64_t quantity;
	int64_t left;                /* of the quantity, after what names it */
	char name[KITCHEN_NAME_SIZE];
	char choices[KITCHEN_CHOICES_SIZE];
	int64_t seat, course;
	int64_t note;
};

/* A new ticket with its life (state and fired_unix_ms are the caller's); id and number are
 * filled. */
enum err store_kitchen_ticket_insert(struct tx *tx, struct kitchen_ticket *ticket);

/* A row of a ticket; id is filled. */
enum err store_kitchen_line_insert(struct tx *tx, struct kitchen_line *line);

/* One ticket. */
enum err store_kitchen_ticket_load(struct db *db, int64_t id, struct kitchen_ticket *ret_ticket);

/* Tickets of a bill in these states (bits 1 << enum kitchen_state), oldest first; those on the
 * display of a kitchen station (0: of all) in the order in which they were fired, the held ones
 * last; those bumped there since a time, newest first.  The first two leave out what has no piece
 * left. */
enum err store_kitchen_of_bill(struct db *db, int64_t bill, unsigned states,
			       struct kitchen_ticket *tickets, int size, int *ret_n);
enum err store_kitchen_open(struct db *db, int64_t station, struct kitchen_ticket *tickets,
			    int size, int *ret_n);
enum err store_kitchen_bumped(struct db *db, int64_t station, int64_t since_unix_ms,
			      struct kitchen_ticket *tickets, int size, int *ret_n);

/* How many tickets on displays were fired at a time or before. */
enum err store_kitchen_late(struct db *db, int64_t before_unix_ms, int64_t *ret_n);

/* The highest course of a bill that was fired; 0: none. */
enum err store_kitchen_front(struct db *db, int64_t bill, int64_t *ret_course);

/* The tickets of the newest act that told the kitchen something about a bill. */
enum err store_kitchen_latest(struct db *db, int64_t bill, struct kitchen_ticket *tickets,
			      int size, int *ret_n);

/* The rows of a ticket, as written. */
enum err store_kitchen_lines(struct db *db, int64_t ticket, struct kitchen_line *lines, int size,
			     int *ret_n);

/* The item rows about a line of a bill with pieces left, newest first. */
enum err store_kitchen_of_line(struct db *db, int64_t line, struct kitchen_line *lines, int size,
			       int *ret_n);

/* Writes state, times and recalls. */
enum err store_kitchen_set(struct tx *tx, const struct kitchen_ticket *ticket);

/* --- papers ------------------------------------------------------------------------------ */

enum kitchen_paper { KITCHEN_PAPER, KITCHEN_PAPER_FIRE, KITCHEN_PAPER_COPY };

struct kitchen_job {
	int64_t id;
	int64_t ticket;
	enum kitchen_paper kind;
	int station;                 /* the till that sent it */
	int64_t step;                /* 0 printer, 1 fallback, 2 the till's own */
	int64_t printer;             /* the number that means; KITCHEN_TILL_PRINTER */
	int owner;
	int64_t next_unix_ms;
	int64_t tries;
	bool is_repeat;
	char problem[KITCHEN_PROBLEM_SIZE];
};

/* A new one, waiting; id is filled. */
enum err store_kitchen_job_insert(struct tx *tx, struct kitchen_job *job);

/* Claims the oldest paper that is due, in a transaction of its own.  No printer has two claimed at
 * a time; papers of other tills only when they are due for `patience_ms`, and those for a till's
 * own printer only by a till that has one, or after ten times that.  A claim that ran out is taken
 * over, and the paper is then marked as a repeat.  ERR_NOT_FOUND: nothing is due. */
struct kitchen_claim {
	int station;
	int64_t now_unix_ms, until_unix_ms, patience_ms;
	bool has_printer;            /* this till has one of its own */
};
enum err store_kitchen_job_claim(struct db *db, const struct kitchen_claim *claim,
				 struct kitchen_job *ret_job);

/* Gives back what a till of this number had claimed when it ended; those papers may have come
 * out. */
enum err store_kitchen_job_unclaim(struct db *db, int station);

/* Gives it back: done at its printer, or to be tried with the step, printer, time and problem it
 * has now.  ERR_CHANGED when the claim is not ours any more.  Where the station has no display, a
 * ticket that was printed is out of the way. */
enum err store_kitchen_job_end(struct db *db, const struct kitchen_job *job, bool is_done);

/* Removes the papers that came out of tickets of a business date that closes, and before. */
enum err store_kitchen_job_forget(struct tx *tx, int32_t date);

/* How many papers wait, and how many of them have failed at least once. */
enum err store_kitchen_job_count(struct db *db, int64_t *ret_waiting, int64_t *ret_failed);

#endif
