/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/oracle.h -- a bill as the rules tell it, in plain arrays, without any of core/.
 *
 * Shape   one bill: lines that stand in parts and columns and may be taken away and put back,
 *         terms of the parts, what was paid, and one set of books.  Part 0 is the pool of a check;
 *         a folio has no pool and its lines carry their taxes.
 * Errors  the same codes as the program gives, for what the rules refuse.
 * Owner   one plain struct, copied to go back a step.
 * Rules   M1, M2, M3, M4, M5, M6, M7, B1, B5, B6, L1, L4.
 */
#ifndef SANDUQ_TESTS_ORACLE_ORACLE_H
#define SANDUQ_TESTS_ORACLE_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "oracle/sheet.h"

#define ORACLE_PARTS 7           /* the pool and six more */
#define ORACLE_COLUMNS 10
#define ORACLE_CLASSES 6
#define ORACLE_LINES 700
#define ORACLE_DISCOUNTS 3
#define ORACLE_ACTS 200

/* base: 0 the net, 1 net and what is before it, 2 the same as rounded. */
struct oracle_class {
	bool is_inclusive;
	int n;
	int64_t rate_ppm[FIGURES - 1];
	int base[FIGURES - 1];
};

struct oracle_line {
	int part, column;
	int64_t figure[FIGURES];
	int born, died;            /* acts; died 0: live */
	int item;                  /* the first line of what was rung with it */
};

struct oracle_part {
	int64_t weight, fixed;     /* fixed -1: none */
	bool is_frozen, is_closed;
	int64_t cell[ORACLE_COLUMNS][FIGURES];       /* what is charged */
	int64_t exempted[ORACLE_COLUMNS][FIGURES];   /* what would be charged of someone else */
	bool exempt[ORACLE_CLASSES][FIGURES];        /* from figure 1, the first tax, on */
	int64_t paid;
};

struct oracle_books {
	int64_t drawer, rounding, owed;      /* owed: open checks, or the guest ledger */
	int64_t revenue[ORACLE_COLUMNS], tax[FIGURES - 1];
};

struct oracle {
	bool is_folio;
	struct oracle_class class[ORACLE_CLASSES];
	int class_of[ORACLE_COLUMNS];
	int n_classes, n_columns, n_parts;   /* n_parts leaves out the pool */
	struct oracle_line line[ORACLE_LINES];
	int n_lines;
	bool is_undoable[ORACLE_ACTS];       /* a move, a share or an undo */
	int n_acts;
	struct { int64_t amount, rate_ppm; bool is_target; } discount[ORACLE_DISCOUNTS];
	int n_discounts;
	int service_column;
	int64_t service_ppm, service;        /* the rate, and what it came to */
	bool is_service_free[ORACLE_COLUMNS];
	struct oracle_part part[ORACLE_PARTS];
	int64_t target[ORACLE_COLUMNS][FIGURES];
	int64_t discounted[ORACLE_COLUMNS];
	int64_t free;                        /* what one more fixed amount could take */
	struct oracle_books books;
};

/* Net and taxes of an amount (M6). */
void oracle_tax(const struct oracle_class *class, int64_t amount, int64_t figure[FIGURES]);

/* Net and taxes of amounts that are one document (M3). */
void oracle_tax_together(const struct oracle_class *class, const int64_t *amounts, int n,
			 int64_t figure[][FIGURES]);

/* `ppm` millionths of figures: of the total and of each tax by largest remainder against what
 * stays; net is the rest (M2). */
void oracle_portion(const int64_t *figure, int64_t ppm, int64_t *portion);

/* What the parts of a check owe now; ERR_FROZEN when nobody open can owe the rest. */
enum err oracle_bill(struct oracle *oracle);

/* The index of the k-th live line, or -1; and how many there are. */
int oracle_live(const struct oracle *oracle, int k);
int oracle_count(const struct oracle *oracle);

/* Acts on lines; each is whole or not at all. */
enum err oracle_post(struct oracle *oracle, int part, int column, int64_t figure[][FIGURES],
		     int n);
enum err oracle_void(struct oracle *oracle, int line);
enum err oracle_move(struct oracle *oracle, int line, int part);
enum err oracle_share(struct oracle *oracle, const int *lines, int n_lines, const int *parts,
		      const int64_t *weights, int n_parts);
enum err oracle_undo(struct oracle *oracle, int act);

/* Acts on items, which stand where their live lines do: more of one in some column; an amount
 * spread over its open cells; `quantity` of the `of` pieces that are left taken away; and a line
 * sold under another class. */
enum err oracle_post_more(struct oracle *oracle, int item, int part, int column, int64_t amount);
enum err oracle_spread(struct oracle *oracle, int item, int64_t amount);
enum err oracle_void_pieces(struct oracle *oracle, int item, int64_t quantity, int64_t of);
enum err oracle_retax(struct oracle *oracle, int line, int column);

/* Lines that go to another bill, and come back. */
enum err oracle_transfer(struct oracle *from, const int *lines, int n, struct oracle *to, int part);
enum err oracle_untransfer(struct oracle *from, int from_act, struct oracle *to, int to_act);

/* Cash for a part: `amount` of what it owes, handed over in steps of `step` when it is the last
 * (M7).  On a check the part is frozen by it (M5). */
enum err oracle_tender(struct oracle *oracle, int part, int64_t amount, int64_t step);

/* A part that is paid for goes to revenue and tax (L4). */
enum err oracle_close(struct oracle *oracle, int part);

/* What a part comes to: its cells on a check, its lines on a folio. */
int64_t oracle_owes(const struct oracle *oracle, int part);

#endif
