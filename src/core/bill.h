/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill.h -- what each part of an open check owes.  [pure]
 *
 * Shape   A check is one tax document.  Its lines stand in columns (tax class + department) and
 *         belong to one part, or to the pool (part 0) that the open parts share: by weight (even
 *         split: all 1), or by a fixed amount (split by amount).  Discounts on the whole check are
 *         spread over the columns by amount.  The result is one cell per (part, column).
 *
 *         A service charge is a rate on what the other columns come to; its amount stands in a
 *         column of its own, which is taxed (or not) as its class says.  A part may be exempt from
 *         some taxes: they are reckoned as ever, so that nobody else owes more or less, and then
 *         not charged.
 *
 *             target(whole document)  =  sum of frozen parts  +  sum of open parts
 *                                        (what is charged and what is exempted, both)
 *
 *         A frozen part keeps the cells it was frozen with; only the remainder is shared over the
 *         open ones: part totals first, then each tax, net is the rest (and the nets of a part's
 *         columns add up to it).
 *
 *         How it is computed:
 *         1. A column's amount is the sum of its lines, of every part and of the pool.
 *         2. Check discounts in their order: an amount, or a rate of what is left, or all above
 *            the price that the check is to come to; at most what is left of the whole; spread by
 *            share_by_weight over the columns above zero.
 *            The service charge is rate * what is then left of all columns but its own and those
 *            free of it, half away from zero, once (M3); it is added to what is left of its
 *            column, and in step 6 to the column's amount.
 *         3. Per class its columns are taxed together: tax_compute_together.
 *         4. The remainder is the target less the frozen parts, column by column.
 *         5. Open parts with a fixed amount take it in their order, of what is nobody's own, and at
 *            most that: what is given to a part by its lines is never taken for another.  Free in
 *            a column is what is left of it, less what the own lines in it of those who share
 *            (step 6) come to: target total * own / amount, half away from zero; between 0 and
 *            what is left.  Nothing is free where all lines are somebody's own.  What is taken
 *            goes over the columns in the proportion of what is free in them (share_by_amount),
 *            then a share_table over this part and the rest, grouped by class, with the weights
 *            what it takes of the column and what it leaves of it (0 and 1 where nothing is).
 *            The service charge counts as lines, as in step 6.
 *         6. The others share what is left with share_table, grouped by class, weighted by their
 *            claims.  W is the sum of their weights (all 1 when all are 0).  In a column, own is
 *            the sum of a part's lines, and P the sum of the lines that are nobody's own: of the
 *            pool, and of parts with a fixed amount.  What is left in terms of lines, rest total *
 *            amount / target total (half away from zero), less all own lines, but between 0 and
 *            P, is the open pool (P itself when the target total is 0).  A part's claim is
 *            own * W + open pool * its weight.  So what a part pays, or takes as a fixed amount,
 *            changes nothing for the others' own lines.
 *            A return, a claim against the sign of the column's claims together (below zero when
 *            they cancel out), is set apart first: target * claim / (amount * W) for the net and
 *            each tax, half away from zero (net claim / W when the amount is 0).  A column
 *            without any claims left goes by the weights.
 *            The service charge counts as a line of each part and one of the pool, in the
 *            proportion (share_by_amount) of what they consumed of the base: in every column of
 *            it their lines, or when a discount took some of it, what is left of it shared by
 *            share_by_amount over their lines, the pool first.  So a part pays the charge on what
 *            it had, and on its share of the pool.
 *         7. Of an open part's cells the taxes that it is exempt from go from cells to exempted;
 *            nothing is reckoned anew (a tax on top of an exempt one stays as it was).  A fixed
 *            amount is one before exemption.
 *
 *         To freeze a part, keep its cells and its exempted ones as they came out; both are read
 *         back as they are, whatever it is exempt from now, and both are taken off in step 4.
 * Units   minor units of the bill; amounts of lines are gross or net as their class says.
 * Errors  ERR_LIMIT (more parts, columns or lines than the bounds), ERR_OVERFLOW, ERR_RANGE (a
 *         line names a part or column that is not there, a column a class that is not, a weight,
 *         discount or rate is below zero), ERR_FROZEN (there is a remainder and no open part to
 *         take it, or an open part would owe less than nothing: a refund is needed).
 * Owner   the caller's arrays.
 * Rules   M2, M3, M5, M6, B2.
 */
#ifndef SANDUQ_CORE_BILL_H
#define SANDUQ_CORE_BILL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/share.h"
#include "core/tax.h"

#define BILL_PARTS_MAX 64
#define BILL_COLUMNS_MAX 24
#define BILL_LINES_MAX 4096

/* A column of the document: lines of one tax class and one department. */
struct bill_column {
	int tax_class;             /* index into bill_in.classes */
	bool is_service_free;      /* no service charge on it */
};

/* The service charge, in a column that may hold lines too. */
struct bill_service {
	int column;
	int64_t rate_ppm;          /* 0: none */
};

/* A line's effect: what it adds to a part (or the pool) in a column.  Voids, moves and shares are
 * lines with opposite amounts. */
struct bill_line {
	int part;                  /* 0: the pool; else index of the part + 1 */
	int column;
	int64_t amount_minor;
};

/* A discount on the whole check, in the order given. */
struct bill_discount {
	int64_t amount_minor;      /* taken off, at most what is left; or */
	int64_t rate_ppm;          /* taken off what is left, when amount_minor is 0 */
	bool is_target;            /* amount_minor is what stays, nothing is taken off below it */
};

struct bill_part {
	int64_t weight;            /* share of the pool among open parts; 0 takes none */
	int64_t fixed_minor;       /* >= 0: owes this total, or all that is free when that is less
				      (split by amount); -1: by claims */
	bool is_frozen;
};

struct bill_in {
	const struct tax_class *classes;
	const struct bill_column *columns;
	const struct bill_line *lines;
	const struct bill_discount *discounts;
	const struct bill_part *parts;
	const struct share_amount *frozen; /* [part * n_columns + column], for frozen parts */
	const struct share_amount *frozen_exempted; /* the same; NULL: nothing was exempted */
	const unsigned char *exempt;       /* [part * n_classes + class], bit i: tax_minor[i] is
					      not charged; NULL: nothing is */
	struct bill_service service;
	int n_classes, n_columns, n_lines, n_discounts, n_parts;
};

struct bill_out {
	struct share_amount *cells;        /* [part * n_columns + column], the caller's */
	struct share_amount *exempted;     /* the same: taxes not charged; may be NULL when exempt
					      and frozen_exempted are */
	struct share_amount target[BILL_COLUMNS_MAX]; /* cells and exempted, by column */
	int64_t discount_minor;            /* taken off by the check discounts together */
	int64_t discount_by_column[BILL_COLUMNS_MAX];
	int64_t service_minor;             /* the service charge; its taxes are in target */
	int64_t exempted_minor;            /* taxes not charged, of all parts */
	int64_t free_minor;                /* what one more fixed amount could take (step 5) */
	int64_t total_minor;               /* what is charged: all cells */
};

/* Computes target and cells; ret_out->cells must point to n_parts * n_columns entries, and so must
 * ret_out->exempted where it is needed; the rest of ret_out need not be set.  Lines may come in any
 * order; discounts and fixed amounts may not. */
enum err bill_compute(const struct bill_in *in, struct bill_out *ret_out);

/* What part `part` (index) owes in all. */
int64_t bill_part_total(const struct bill_in *in, const struct bill_out *out, int part);

#endif
