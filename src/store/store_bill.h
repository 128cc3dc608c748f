/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_bill.h -- bills, their parts and lines.  [db]
 *
 * Shape   rows as they stand in the tables; what they mean together is service/bill.h.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT (a bill larger than core/bill.h holds), those of db.h.
 * Owner   struct bill_rows owns its arrays: store_bill_rows_done().
 * Rules   B1, B3, B4, M5.
 */
#ifndef SANDUQ_STORE_STORE_BILL_H
#define SANDUQ_STORE_STORE_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/money.h"
#include "store/act.h"

#define BILL_NAME_SIZE 96
#define BILL_OPEN_MAX 1000

enum bill_state { BILL_OPEN, BILL_BILLED, BILL_SETTLING, BILL_CLOSED };

struct bill_head {
	int64_t id;
	char kind[8];                /* check, tab, sale */
	char unit[MONEY_UNIT_SIZE];
	int64_t number;              /* within the business date, for people */
	int32_t business_date;
	enum bill_state state;
	int64_t dining_table;        /* id; 0: none */
	int64_t table_number;        /* 0: none */
	char name[BILL_NAME_SIZE];
	int64_t covers;
	int holder;                  /* station that edits it; 0: none (B4) */
	int64_t staff;
	int64_t opened_unix_ms;
	int64_t touched_unix_ms;
	int64_t version;
};

/* Rows of a bill.  A line is an item row and all rows that name it in `of`; the sum of their
 * amounts by (part, tax version, department) is what it comes to. */
enum line_kind {
	LINE_ITEM,             /* rung; with `of`: more of that line */
	LINE_VOID,             /* some of it taken back, with a reason */
	LINE_DISCOUNT,         /* by rate or amount; `choice` is the rule, `level` its kind */
	LINE_CHECK_DISCOUNT,   /* an amount, or a rate, or (neither) down to price_minor */
	LINE_UNDISCOUNT,
	LINE_NOTE,
	LINE_MOVE,             /* an amount that leaves a part, or comes to one */
	LINE_CHOICE,           /* a modifier, or the part of a set menu that was chosen */
	LINE_CORRECT,          /* a void of what was not sent, not billed, one's own: no reason */
	LINE_PRICE,            /* the price was overridden: the difference */
	LINE_PLACE,            /* another seat or course from here on; amounts 0 */
	LINE_SEND,             /* `sent` pieces went to the kitchen; amounts 0 */
	LINE_TAX,              /* an amount that leaves a tax version, or comes to one */
	LINE_SERVICE,          /* the service charge from here on: rate, tax version, department;
				  a rate of 0 waives it; `of` is 0; the last one counts */
	LINE_TRANSFER,         /* what left for another bill: `source` there names the line */
	LINE_RULE,             /* a category's discount is for every line of it from here on, until
				  an undiscount names this row; `choice`, `level` as above */
};

/* What a discount is: comps and staff meals are counted apart. */
enum discount_kind { DISCOUNT_PLAIN, DISCOUNT_COMP, DISCOUNT_STAFF_MEAL, DISCOUNT_KINDS };

#define BILL_SEAT_MAX 99
#define BILL_COURSE_MAX 9

struct line_row {
	int64_t id;
	int64_t bill;
	int64_t part;                /* id of the part; 0: the pool */
	enum line_kind kind;
	int64_t of;                  /* the line it names; 0: none */
	int64_t item;
	char name[BILL_NAME_SIZE];
	int64_t quantity;
	int64_t price_minor;
	int64_t amount_minor;
	int64_t rate_ppm;
	int64_t tax_version;
	int64_t department;
	int64_t reason;
	int64_t note;
	int64_t seat;                /* 0: nobody's; of an item or place row */
	int64_t course;              /* 0: at once, with whatever comes first */
	int64_t sent;                /* pieces, of a send row; below zero: taken back */
	int64_t level;               /* price level it was rung at; 0: the usual one.  Of a
					discount: enum discount_kind */
	int64_t choice;              /* size of an item row, modifier of a choice row, rule of a
					discount or service row; 0: none */
	int64_t source;              /* line of another bill that it came from; 0: rung here */
	int32_t business_date;
	int64_t turn;                /* version of the bill that it changed; as read */
};

struct part_row {
	int64_t id;
	int64_t no;
	int64_t weight;              /* by its latest term */
	int64_t fixed_minor;
	bool is_frozen;
	bool is_closed;
	int64_t tendered_minor;      /* amounts in doubt included */
	int64_t pending_minor;       /* what payments under way would take */
	int64_t doubt_minor;         /* of what is tendered */
	bool is_settling;            /* a payment is under way, or waits to be kept or released */
	int64_t paper;               /* its receipt, once closed */
};

struct frozen_row {
	int64_t part;
	int64_t tax_version;
	int64_t department;
	int component;
	int64_t amount_minor;
};

struct bill_rows {
	struct bill_head head;
	struct line_row *lines;
	struct part_row *parts;
	struct frozen_row *frozen;
	struct frozen_row *exempted; /* what frozen parts were not charged (M6) */
	int n_lines, n_parts, n_frozen, n_exempted;
};

/* Reads a bill whole.  Inside a body it sees what the body wrote.  Of lines, parts, their terms and
 * frozen amounts those with an id below `before` (INT64_MAX: all): of a bill that one station wrote
 * these are the rows that were there when row `before` was. */
enum err store_bill_load(struct db *db, int64_t id, int64_t before, struct bill_rows *ret_rows);

/* Frees the arrays; fine on zeroed rows. */
void store_bill_rows_done(struct bill_rows *rows);

/* The head alone. */
enum err store_bill_head(struct db *db, int64_t id, struct bill_head *ret_head);

/* All bills that are not closed, in order of table, then opening; at most `size`. */
enum err store_bill_open_list(struct db *db, struct bill_head *heads, int size, int *ret_n);

/* The open bill at a table; ERR_NOT_FOUND when it is free. */
enum err store_bill_at_table(struct db *db, int64_t dining_table, int64_t *ret_id);

/* A new bill and its live row; head->id and number are filled. */
enum err store_bill_insert(struct tx *tx, struct bill_head *head);

/* Writes state, name, covers and table, raises the version, stamps holder and time. */
enum err store_bill_touch(struct tx *tx, const struct bill_head *head);

/* Sets or clears the holder without raising the version. */
enum err store_bill_set_holder(struct tx *tx, int64_t bill, int holder);

/* Who at `station` took this bill over last: id of a staff row; ERR_NOT_FOUND when nobody did. */
enum err store_bill_taken_by(struct db *db, int64_t bill, int station, int64_t *ret_staff);

/* Where an imported bill came from. */
struct bill_source {
	const char *file;            /* digest */
	const char *reference;
	int32_t date;
	int64_t time_s;
};
enum err store_bill_source_insert(struct tx *tx, int64_t bill, const struct bill_source *source);

/* Which change of the bill a row belongs to, as SQL: the version that it changes, 0 when the bill
 * is made in the same act (`is_new` is then 1).  Rows in order of turn, then id, are in the order
 * in which they were written, at whatever station. */
#define STORE_BILL_TURN(bill, is_new)                                                      \
	"(SELECT CASE WHEN " is_new " = 1 THEN 0 ELSE version END FROM bill_live "         \
	"WHERE property = $1 AND bill = " bill ")"

/* A new part with its term; ret_id may be NULL. */
enum err store_part_insert(struct tx *tx, int64_t bill, int64_t no, int64_t weight,
			   int64_t fixed_minor, int64_t *ret_id);

/* A new term for a part. */
enum err store_part_term_insert(struct tx *tx, int64_t bill, int64_t part, int64_t weight,
				int64_t fixed_minor);

/* A new line; line->id is filled. */
enum err store_line_insert(struct tx *tx, struct line_row *line);

/* One line as stored. */
enum err store_line_load(struct db *db, int64_t id, struct line_row *ret_line);

/* One frozen amount (M5), or one that the part was exempt from. */
enum err store_frozen_insert(struct tx *tx, int64_t bill, const struct frozen_row *frozen);
enum err store_frozen_exempt_insert(struct tx *tx, int64_t bill, const struct frozen_row *frozen);

#endif
