/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/carry.h -- lines that carry their amounts: posted, voided, moved, shared, restored.  [pure]
 *
 * Shape   an append-only list of lines, each in a part and a column.  A folio's lines carry net
 *         and taxes and stand in windows; a check's lines carry the amount as rung (taxes 0,
 *         core/bill.h computes them) and stand in parts or in the pool (part 0).  A line is never
 *         changed: what takes it back is a line with the opposite amount that names it, and what
 *         stands instead is a new line that names it too.  A line is live until it is taken back.
 *         Lines that belong together are one item: what was rung, with its choices in columns of
 *         their own, its discounts and its voids.  Where its live lines stand are its cells.
 * Units   minor units of the bill.
 * Errors  ERR_LIMIT (the list is full, too many lines or parts at once), ERR_RANGE (no such part
 *         or line), ERR_STATE (the line is no longer live; the act cannot be undone or what it
 *         wrote has moved on), ERR_FROZEN (a part it touches has been paid for), ERR_OVERFLOW.
 *         On error nothing was added.
 * Owner   the caller's arrays.
 * Rules   M2 (shares), M3 (net and tax travel with the line), M4 (a void takes the same cents),
 *         M5, B1, B6 (undo restores amount, part and tax of every line).
 */
#ifndef SANDUQ_CORE_CARRY_H
#define SANDUQ_CORE_CARRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/bill.h"
#include "core/share.h"
#include "core/tax.h"

#define CARRY_LINES_MAX 4096
#define CARRY_CELLS_MAX 4096      /* lines * parts shared by one act */

enum carry_kind {
	CARRY_POSTED,
	CARRY_TAKEN,               /* takes its origin back */
	CARRY_MOVED,               /* its origin, in another part */
	CARRY_SHARED,              /* one share of its origin */
	CARRY_RESTORED,            /* its origin, as it was */
	CARRY_CAME,                /* from another document */
};

struct carry_line {
	int part;                  /* 0: the pool; else index of the part + 1, as in bill_line */
	int column;
	struct share_amount amount;
	enum carry_kind kind;
	int origin;                /* index of the line it came from; -1 when posted */
	int act;                   /* number of the act that wrote it, from 1 */
	int item;                  /* index of the item's first line */
	bool is_live;
};

struct carry {
	struct carry_line *lines;  /* the caller's */
	int n, capacity;
	int n_parts;
	int acts;                  /* so far */
	bool is_frozen[BILL_PARTS_MAX + 1]; /* by part as in carry_line; set by the caller */
};

/* An empty list in the caller's array of `capacity` lines. */
void carry_init(struct carry *carry, struct carry_line *lines, int capacity, int n_parts);

/* Posts one line as it is; its index is carry->n - 1. */
enum err carry_post(struct carry *carry, int part, int column, const struct share_amount *amount);

/* Posts the n lines of one charge, which is one tax document: taxes once on their sum (M3). */
enum err carry_charge(struct carry *carry, int part, int column,
		      const struct tax_class *tax_class, const int64_t *amounts, int n);

/* Posts more of an item: a choice, in whatever column; ERR_RANGE when there is no such item. */
enum err carry_post_more(struct carry *carry, int item, int part, int column,
			 const struct share_amount *amount);

/* Spreads an amount (below zero: a discount) over the cells of an item in open parts, which have no
 * taxes yet: cells_spread.  An item without any takes it in the pool, in its first column. */
enum err carry_spread(struct carry *carry, int item, int64_t amount_minor);

/* Voids `quantity` of the `of` pieces of an item that are left: cells_worth, then carry_spread. */
enum err carry_void_pieces(struct carry *carry, int item, int64_t quantity, int64_t of);

/* Takes a live line back, in its own cents. */
enum err carry_void(struct carry *carry, int line);

/* Takes a live line to another part with what it carries. */
enum err carry_move(struct carry *carry, int line, int to_part);

/* Takes a live line to another column of its part: the tax class it is sold under has changed. */
enum err carry_retax(struct carry *carry, int line, int to_column);

/* Takes live lines to a part of another document with what they carry; one act on either side,
 * undone together by carry_untransfer while all of it stands.  The lines that came are items of
 * their own, except that those of one item stay one. */
enum err carry_transfer(struct carry *from, const int *lines, int n, struct carry *to, int part);
enum err carry_untransfer(struct carry *from, int from_act, struct carry *to, int to_act);

/* Shares live lines over `parts` (which may hold some of them already) by weights: totals of the
 * parts first, every line adding up to what it carried (share_table, grouped by column). */
enum err carry_share(struct carry *carry, const int *lines, int n_lines, const int *parts,
		     const int64_t *weights, int n_parts);

/* Undoes a move, a share or an undo while all that it wrote is live: what it took back is restored
 * in amount, part and tax. */
enum err carry_undo(struct carry *carry, int act);

/* The sum of a part's lines. */
enum err carry_total(const struct carry *carry, int part, struct share_amount *ret_total);

/* Writes the lines as those of a check (net and taxes together); into holds carry->n of them. */
void carry_bill_lines(const struct carry *carry, struct bill_line *into);

#endif
