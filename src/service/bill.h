/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill.h -- opening a bill, ringing lines, voids, discounts, notes, splits.  [db]
 *
 * Shape   struct bill_view is a bill read whole and computed: rows as stored, the lines as people
 *         see them (one per item rung, its later rows folded in), what each part owes.
 *         Every change is one act; it checks that the bill is open, that no other station holds it
 *         (B4) and that it is the version that was drawn, and takes hold of it.
 * Errors  ERR_NOT_FOUND, ERR_CLOSED, ERR_HELD, ERR_CHANGED, ERR_FROZEN (a paid part would have to
 *         change), ERR_REASON (a void wants one), ERR_APPROVAL, ERR_RANGE, ERR_LIMIT, ERR_OVERFLOW,
 *         ERR_CARD_NUMBER, ERR_GIFT_CARD (the item is sold on one: service/gift.h).
 * Owner   bill_view_done() frees; views are snapshots.
 * Rules   B1, B3, B4, M2, M3, M4, M5.
 */
#ifndef SANDUQ_SERVICE_BILL_H
#define SANDUQ_SERVICE_BILL_H

#include "core/bill.h"
#include "service/app.h"
#include "store/store_bill.h"
#include "store/store_menu.h"

#define BILL_QUANTITY_MAX 9999
#define BILL_COVERS_MAX 9999

/* Highest amount of a line and of all lines of a bill: keeps every sum far from 64 bits. */
#define BILL_AMOUNT_MAX INT64_C(10000000000000)

/* Rows that things may be added to: a receipt of so many lines fits its written form, and voids
 * find room behind them. */
#define BILL_ROWS_MAX 1000

/* The names of a line's choices, for screens; what does not fit is left out. */
#define BILL_CHOICES_SIZE 160

/* A line as people see it. */
struct bill_item {
	int64_t line;                /* id of the row that rang it */
	int64_t item;
	char name[BILL_NAME_SIZE];
	int64_t quantity;            /* after voids */
	int64_t price_minor;
	int64_t amount_minor;        /* after voids and its own discounts */
	int64_t discount_minor;      /* what its own discounts take off, >= 0 */
	int64_t note;                /* latest note; 0: none */
	int64_t part;                /* id of the part it stands in; 0: the pool, or several */
	int64_t seat, course;        /* by its latest place row; 0: nobody's, at once */
	int64_t sent;                /* pieces that the kitchen knows of */
	int64_t level;               /* price level it was rung at */
	int64_t unit_minor;          /* price of one with its choices */
	char choices[BILL_CHOICES_SIZE];  /* "medium · no onion"; "": none */
	bool is_discount;            /* on the whole check: amount as typed, or by rate */
	int64_t taken_minor;         /* what such a discount takes off now */
	int64_t rate_ppm;            /* of such a discount, when by rate */
	int64_t off_minor[DISCOUNT_KINDS]; /* of discount_minor or taken_minor, by kind */
	char off_name[BILL_NAME_SIZE];     /* rule of the line's last discount; "": none */
};

struct bill_part_view {
	int64_t id;
	int64_t no;
	bool is_frozen, is_closed;
	int64_t total_minor;
	int64_t tax_minor;
	int64_t service_minor;       /* of the service charge, with what its price includes */
	int64_t exempted_minor;      /* taxes that it was not charged */
	int64_t tendered_minor;      /* amounts in doubt included */
	int64_t pending_minor;       /* under way: neither paid nor due */
	int64_t doubt_minor;         /* of what is tendered (P4) */
	bool is_settling;            /* a payment is under way, or waits to be kept or released */
	int64_t due_minor;           /* total - tendered - pending */
	int64_t paper;
};

/* What of an item stands in one part (or the pool) and column; without check discounts. */
struct bill_stand {
	int item;                    /* index into items */
	int part;                    /* index into rows.parts; -1: the pool */
	int column;
	int64_t quantity;            /* whole pieces */
	int64_t amount_minor;
};

/* Column: one (tax version, department) of the bill. */
struct bill_column_view {
	int64_t tax_version;
	int64_t department;
	int version;                 /* index into versions */
};

struct bill_view {
	struct bill_rows rows;
	struct bill_item *items;
	int n_items;
	struct bill_stand *stands;   /* in order of items */
	int n_stands;
	int64_t note;                /* latest note on the bill itself; 0: none */
	struct bill_part_view parts[BILL_PARTS_MAX];
	int n_parts;                 /* those that count: with a weight, a fixed amount, lines of
					their own, or frozen */
	bool holds[BILL_PARTS_MAX];  /* by row: some line stands in it */
	struct bill_column_view columns[BILL_COLUMNS_MAX];
	struct tax_version versions[BILL_COLUMNS_MAX];
	int n_columns, n_versions;
	struct share_amount *cells;  /* [part index of rows * n_columns + column] */
	struct bill_out out;
	int64_t off_minor[DISCOUNT_KINDS]; /* what discounts of each kind take off */
	struct share_amount *exempted; /* as cells: taxes that are not charged (M6) */
	int n_exemptions;            /* that stand */
	int64_t service_rate_ppm;    /* of the service charge; 0: none, or waived */
	int64_t service_line;        /* the row that set it; 0: none ever did */
	int service_column;          /* -1: none */
	int64_t guest_checks;        /* how often the guest check was printed */
	bool is_changed;             /* since it was printed last (B7) */
	int64_t tax_minor;           /* of the whole bill */
	int64_t tendered_minor;
	int64_t pending_minor;
	int64_t doubt_minor;
	int64_t due_minor;           /* of the whole bill */
};

/* Reads and computes a bill. */
enum err bill_view_load(struct db *db, int64_t id, struct bill_view *ret_view);

/* The same from the rows with an id below `before`: as it was then, if one station wrote it. */
enum err bill_view_load_before(struct db *db, int64_t id, int64_t before,
			       struct bill_view *ret_view);

/* A line as one part has it: its own share of it, or its share of what is nobody's own. */
#define BILL_FRACTION_MAX 12
struct bill_part_line {
	int item;                    /* index into items; -1: what no line accounts for, such as
					a service charge */
	int64_t amount_minor;        /* after its own discounts; of a check discount below zero */
	int64_t discount_minor;      /* what its own discounts took off, >= 0 */
	int64_t pieces;              /* whole pieces of it; 0: a fraction */
	int64_t num, den;            /* share of the line: 1/2 ...; den 0: no small fraction */
};

/* The lines of a part (index into rows.parts); `lines` holds n_items + 1.  Their amounts add up to
 * what the part owes, less the taxes that prices do not contain (M2).  [pure] */
enum err bill_part_lines(const struct bill_view *view, int part, struct bill_part_line *lines,
			 int *ret_n);

/* The same for a part whose amounts are frozen as the bill was then: what is rung later is not its
 * own (M5).  Where tills worked on it by turns the rows do not tell, and it is as it is now. */
enum err bill_part_lines_then(struct db *db, const struct bill_view *view, int part,
			      struct bill_part_line *lines, int *ret_n);

/* The first row a part was frozen with, after it was thawed last; 0 when it is not, or when rows of
 * several stations do not tell their order. */
enum err bill_frozen_at(struct db *db, int64_t bill, int64_t part, int64_t *ret_row);

/* What all discounts take off: those of lines and those on the check. */
int64_t bill_view_discounts(const struct bill_view *view);

/* Frees; fine on a zeroed view. */
void bill_view_done(struct bill_view *view);

/* The total of the open bill without reading more than needed, for the floor screen. */
enum err bill_due(struct db *db, int64_t id, int64_t *ret_due_minor);

/* Opens a check at a table (number), or a tab (table 0, a name).  ERR_EXISTS when the table has an
 * open bill already: *ret_id is then that bill. */
enum err bill_open(struct app *app, const struct act *act, int64_t table_number, const char *name,
		   int64_t covers, int64_t *ret_id);

/* Sets covers and name; a tab keeps some name. */
enum err bill_set(struct app *app, const struct act *act, int64_t covers, const char *name);

/* Rings `quantity` of the item with this code as it usually comes; returns the new line.  What has
 * to be asked goes by service/ring.h. */
enum err bill_add(struct app *app, const struct act *act, int64_t code, int64_t quantity,
		  int64_t *ret_line);

/* One more (or several) of a line already rung, at its own price; a line of its own when the tax
 * has changed since (M4). */
enum err bill_add_again(struct app *app, const struct act *act, int64_t line, int64_t quantity);

/* Takes `quantity` of a line back (0: all that is left).  Without a reason it is an error-correct
 * (B1): of pieces that this person rang in this round, which were neither sent nor printed on a
 * guest check; counted apart, nobody approves.  Anything else is ERR_REASON.  With a reason
 * (act->reason or act->note) it is a void and takes permission for what this person has voided on
 * the bill without an approver, this time included. */
enum err bill_void(struct app *app, const struct act *act, int64_t line, int64_t quantity);

/* Takes something off a line (line != 0) or off the whole check: an amount, at most what is left,
 * or a rate, the other 0.  A reason is needed, and permission for what all discounts of the bill
 * then come to. */
enum err bill_discount(struct app *app, const struct act *act, int64_t line, int64_t amount_minor,
		       int64_t rate_ppm);

/* Takes a discount back: a check discount by its id, or all discounts of a line, or a rule that
 * stands for a category by the id of its row (service/bill_price.h). */
enum err bill_undiscount(struct app *app, const struct act *act, int64_t line);

/* Puts a note on a line (line != 0) or on the bill. */
enum err bill_note(struct app *app, const struct act *act, int64_t line, const char *text);

/* Splits evenly in n what has no part of its own: parts that hold lines keep exactly these, and n
 * others share the rest.  n = 1: all that is open is one part again.  Frozen parts stay. */
enum err bill_split_evenly(struct app *app, const struct act *act, int n);

/* The same among the first n open parts, whatever they hold besides. */
enum err bill_split_among_all(struct app *app, const struct act *act, int n);

/* Splits by amount: the next new part owes `amount_minor`, the others the rest.  It is taken of
 * what has no part of its own, never of lines that stand in other parts (core/bill.h, step 5);
 * ERR_RANGE for more than that (out.free_minor of the view). */
enum err bill_split_amount(struct app *app, const struct act *act, int64_t amount_minor);

/* Takes the bill over from the station that holds it (B4). */
enum err bill_take_over(struct app *app, const struct act *act);

/* Who at `station` took the bill over last, for the till that lost it (B4); ERR_NOT_FOUND. */
struct staff;
enum err bill_taken_by(struct db *db, int64_t bill, int station, struct staff *ret_staff);

/* Lets go of the bill when this station holds it. */
enum err bill_release(struct app *app, const struct act *act);

/* Closes a bill that owes nothing and on which nothing was paid, and no card is held: a table
 * opened by mistake; or one that was opened again, and nothing came of it. */
enum err bill_close_empty(struct app *app, const struct act *act);

/* Where a line stands: one (part, tax version, department), with what stands there.  Pieces are
 * whole: a piece that several parts share counts in one of them. */
#define BILL_CELLS_MAX SHARE_MAX
struct bill_cell {
	int64_t part;                /* id; 0: the pool */
	int64_t tax_version;
	int64_t department;
	int64_t quantity;
	int64_t amount_minor;
	int64_t gross_minor;         /* before its own discounts */
	bool is_frozen;              /* the part was paid: it stays (M5) */
};

/* What is left of a line after its later rows. */
struct bill_line_sum {
	struct line_row row;
	int64_t quantity;
	int64_t unit_minor;          /* of one piece: with its choices, as overridden */
	int64_t amount_minor;
	int64_t open_minor;          /* of it in parts that may still change */
	struct bill_cell cells[BILL_CELLS_MAX]; /* by part, tax version, department */
	int n_cells;
};

/* Bodies, for acts that compose them: checks and takes hold of the bill; rings one item; marks the
 * bill changed. */
enum err bill_begin_in(struct tx *tx, int64_t bill, struct bill_head *ret_head);
enum err bill_open_in(struct tx *tx, const char *kind, int64_t table_number, const char *name,
		      int64_t covers, struct bill_head *ret_head);
enum err bill_add_in(struct tx *tx, int64_t bill, const struct item *item, int64_t size,
		     int64_t quantity, int64_t price_minor, int64_t amount_minor,
		     int64_t *ret_line);

/* A line with what its later rows left of it; ERR_NOT_FOUND when it is not a line of this bill. */
enum err bill_line_in(struct tx *tx, int64_t bill, int64_t id, struct bill_line_sum *ret_sum);

/* Writes `amount_minor` and like->quantity onto a line: one row per open cell, shared by what
 * stands in each (M2); a line without an open cell takes it in the pool.  Of `like` the rows have
 * kind, rate, reason, note, level, choice and name ("": the line's), the first one the price;
 * seat, course, sent and source stay 0. */
enum err bill_spread_in(struct tx *tx, const struct bill_line_sum *sum, const struct line_row *like,
			int64_t amount_minor);

/* A row on a line in one of its cells, with what `like` says as above; no quantity, no amount.
 * [pure] */
struct line_row bill_row_of(const struct bill_line_sum *sum, const struct bill_cell *cell,
			    const struct line_row *like);

/* What `quantity` of the pieces left are worth; the last ones take the rest (M4).  ERR_FROZEN when
 * that much no longer stands in open parts.  [pure] */
enum err bill_pieces_worth(const struct bill_line_sum *sum, int64_t quantity, int64_t *ret_minor);

/* Takes `quantity` pieces of a line (0: all that are left) away: a void with the act's reason, or,
 * without one, an error-correct (B1). */
enum err bill_void_in(struct tx *tx, int64_t bill, int64_t line, int64_t quantity);

/* Refuses a row more than a bill should hold (ERR_LIMIT). */
enum err bill_room_in(struct tx *tx, int64_t bill);

/* Refuses a line, just rung, with which the bill could no longer be read, paid or closed
 * (ERR_LIMIT, ERR_OVERFLOW, ERR_FROZEN). */
enum err bill_added_in(struct tx *tx, int64_t bill);

/* Asks for permission for what all discounts of a kind come to: comps and staff meals together
 * (PERM_COMP), or the others (PERM_DISCOUNT). */
enum err bill_allow_off_in(struct tx *tx, const struct bill_view *view, enum discount_kind kind);

/* Asks for permission when a discount that grows with the bill (by rate, down to a price, on all of
 * a category) now takes off more than whoever gave it may (S). */
enum err bill_rates_in(struct tx *tx, int64_t bill);

/* Refuses what was done when a paid part would have to change (ERR_FROZEN, M5). */
enum err bill_check_in(struct tx *tx, int64_t bill);

#endif
