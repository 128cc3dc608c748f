/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_inside.h -- what the files of refunds share; nobody else includes it.  [db]
 *
 * Shape   struct refund_work is a closed part as a refund sees it: what is left of each column and
 *         line, the tenders that money can go back to, and what an order makes of them.
 * Owner   refund_work_open/refund_work_close.
 * Rules   M4, M7, M8, P5, P8, P9.
 */
#ifndef SANDUQ_SERVICE_REFUND_INSIDE_H
#define SANDUQ_SERVICE_REFUND_INSIDE_H

#include "core/entry.h"
#include "core/refund.h"
#include "service/payment_parts.h"
#include "service/refund.h"
#include "store/store_refund.h"

/* A tender that money can go back to. */
struct refund_source {
	struct tender_row tender;    /* its amount less the rows that took it back */
	struct tender_type type;
	int64_t left_minor;          /* its tip included */
	int64_t room_minor;          /* without it */
	int64_t tip_minor;           /* that came with it */
	bool is_release;
	int rank;                    /* P9: lower goes first */
};

/* Pieces of a line (0: the part as a whole) that go back, in one column. */
struct refund_slice {
	int64_t line, quantity;
	int column;
	struct share_amount amount;
};

struct refund_work {
	const struct app *app;
	struct db *db;
	const struct refund_order *order;
	struct bill_view view;
	const struct part_row *part;
	int64_t *pieces;             /* refunded before, by item of the view */
	struct share_amount left[BILL_COLUMNS_MAX];
	bool is_gift[BILL_COLUMNS_MAX];   /* gift cards sold: they go back by line only */
	struct refund_slice slices[REFUND_LINES_MAX + BILL_COLUMNS_MAX];
	int n_slices;
	struct refund_source sources[PAY_TENDERS_MAX];
	int n_sources;
	struct refund_plan plan;
};

/* Reads the part and works the order out. */
enum err refund_work_open(struct db *db, const struct app *app, int64_t bill,
			  const struct refund_order *order, struct refund_work **ret_work);

/* Frees; NULL is fine. */
void refund_work_close(struct refund_work *work);

/* The lines: what is left, and the slices that the order takes of it. */
enum err refund_lines_read(struct refund_work *work);
enum err refund_lines_take(struct refund_work *work);

/* What is left of an item; false in *ret_has when the part had nothing of it. */
enum err refund_line_left(const struct refund_work *work, int item, struct refund_left *ret_left,
			  bool *ret_has);

/* The tenders of the part in the order of P9. */
enum err refund_sources_read(struct refund_work *work);

/* One tender by its id, as a source. */
enum err refund_source_load(struct db *db, int64_t bill, int64_t part, int64_t tender,
			    struct refund_source *ret_source);

/* The cash to hand back for `amount_minor` of a tender, in the unit of `type` (M7, M8). */
enum err refund_cash_given(struct db *db, const struct property *property,
			   const struct refund_source *source, const struct tender_type *type,
			   int64_t amount_minor, int64_t *ret_given_minor);

/* One way of paying an amount out. */
struct refund_payout {
	const struct refund_row *refund;
	const struct refund_source *source;
	const struct tender_type *type;
	int64_t amount_minor, given_minor;
	int64_t gift_card;
	const struct refund_slip *slip;
};

/* Writes the leg, and what pays it now: a driver of the table (P8). */
enum err refund_leg_in(struct tx *tx, const struct app *app, const struct refund_payout *payout,
		       int64_t *ret_leg);

/* ERR_STATE when nothing can be paid out by this way to pay, or not what came by `source`. */
enum err refund_leg_check(const struct refund_source *source, const struct tender_type *type,
			  const char *home);

/* Whether paying `source` out by `type` is cash for what was no cash. */
bool refund_is_cash_for_card(const struct refund_source *source, const struct tender_type *type);

/* The drivers of ways that go over a processor or the bank's terminal (refund_card.c). */
enum err refund_card_pay(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			 struct refund_leg_row *leg, struct entry *entry);
enum err refund_card_after(struct tx *tx, const struct app *app,
			   const struct refund_payout *payout, const struct refund_leg_row *leg);
enum err refund_slip_pay(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			 struct refund_leg_row *leg, struct entry *entry);
enum err refund_slip_after(struct tx *tx, const struct app *app,
			   const struct refund_payout *payout, const struct refund_leg_row *leg);

/* Issues the credit note; legs are those of the plan. */
enum err refund_paper_in(struct tx *tx, const struct refund_work *work, int64_t *ret_paper);

#endif
