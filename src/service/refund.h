/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund.h -- giving money back: of lines, of a payment, of a part.  [db]
 *
 * Shape   A refund is a document of its own on today's date: a credit note with a number of its own
 *         series, taking back net and tax as the lines carried them (M4), Dr revenue, Dr tax (Dr
 *         tips payable) / Cr refunds owed.  Its legs pay it out in the order of P9, each to the
 *         tender it came from: a captured card gets a refund attempt (Cr clearing once it is
 *         answered), one that is only authorized a release or a smaller capture (Cr cards
 *         authorized), cash leaves the drawer (rounded so that all refunds together are the rounded
 *         total, M7), a gift card is loaded again.  A leg that is refused, or fails days later,
 *         leaves the amount in refunds owed: work to do, paid otherwise by refund_pay().
 * Units   minor units of the bill.
 * Errors  ERR_REFUNDED (more than is left of the part, line, payment: over all stations),
 *         ERR_APPROVAL (limits by role; cash for a card sale always), ERR_REASON, ERR_STATE (the
 *         part is open; that way to pay cannot be paid back by), ERR_NO_DRAWER, ERR_BALANCE (less
 *         is left on the gift card that was sold), ERR_GIFT_CARD (none to load).
 * Rules   M4, M5, M7, M8, P4, P5, P9, L2, B1.
 *
 * Holds   1. Refunds of a part are never more than its frozen amounts, column by column.
 *         2. The legs that stand of a tender are never more than it paid (and its tip).
 *         3. The legs of a refund that were not replaced are its total.
 *         4. Refunds owed are the totals of all refunds less the legs that were paid.
 */
#ifndef SANDUQ_SERVICE_REFUND_H
#define SANDUQ_SERVICE_REFUND_H

#include "service/payment.h"
#include "store/store_refund.h"

#define REFUND_LINES_MAX 64
#define REFUND_LEGS_MAX 16
#define REFUND_TIP_ONLY INT64_C(-1)

struct refund_pick {
	int64_t line;                /* a line of the part */
	int64_t quantity;            /* of it; 0: all that is left */
};

struct refund_order {
	int64_t part;
	const struct refund_pick *picks;   /* of lines; or none: an amount */
	int n_picks;
	int64_t amount_minor;        /* without picks: spread over the part but for gift cards sold;
				      * 0: all that is left; REFUND_TIP_ONLY: nothing of it */
	int64_t tip_minor;           /* of the tip, with it */
	int64_t payment;             /* only to this payment; 0: in the order of P9 */
	int64_t to_tender_type;      /* another way than it was paid; 0: as it was */
	int64_t gift_card;           /* that is loaded, when a gift card did not pay; 0: none */
	const struct refund_slip *slip; /* of the bank's terminal, when a leg goes there */
};

/* What the slip of the bank's terminal says about its refund. */
struct refund_slip {
	char brand[32], last_four[5], authorization_code[16];
};

/* What a refund would do, before it is done. */
struct refund_leg_plan {
	int64_t tender;              /* the original */
	int64_t payment;
	int64_t tender_type;         /* by which it goes back */
	int64_t amount_minor;
	int64_t given_minor;         /* cash handed back, rounded (M7) */
	bool is_release;             /* not captured yet: a release or a smaller capture */
};
struct refund_plan {
	int64_t total_minor, tax_minor, tip_minor;
	int64_t left_minor;          /* what could be refunded of the part before */
	struct refund_leg_plan legs[REFUND_LEGS_MAX];
	int n_legs;
	bool needs_approval;         /* whoever makes it: cash for what was not paid in cash */
};
enum err refund_plan(struct app *app, int64_t bill, const struct refund_order *order,
		     struct refund_plan *ret_plan);

/* A line of a closed part: what the part had of it, and what of that is left to give back. */
struct refund_left {
	int item;                    /* index into the items of the bill's view */
	int64_t line;
	int64_t pieces;              /* that the part had, or shared */
	int64_t back;                /* of them given back already */
	int64_t left_minor;          /* what all that is left of it gives back */
	int64_t num, den;            /* the part's share of the line; den 0: no small fraction */
};

/* The lines of a part in their order, those that went back included; at most `size`.  ERR_STATE
 * while it is open. */
enum err refund_left(struct app *app, int64_t bill, int64_t part, struct refund_left *lines,
		     int size, int *ret_n);

/* What is left of the tips that came with the part's payments. */
enum err refund_tip_left(struct app *app, int64_t bill, int64_t part, int64_t *ret_minor);

/* Does it.  Card legs are prepared attempts; *ret_refund is the document. */
enum err refund_make(struct app *app, const struct act *act, const struct refund_order *order,
		     int64_t *ret_refund);

/* Gives back a capture that was found after its guest had paid otherwise (P4): to where it came
 * from, whole.  PERM_REFUND and a reason; ERR_STATE when the payment is no such one. */
enum err refund_late(struct app *app, const struct act *act, int64_t payment);

/* Pays what a failed leg left owed by another way (cash with approval and reason, or again to the
 * same card).  ERR_STATE when the leg has not failed. */
enum err refund_pay(struct app *app, const struct act *act, int64_t leg, int64_t tender_type);

/* Brings the answer of a leg's attempt; what payment_answer() is for payments.  In the same act. */
enum err refund_answer_in(struct tx *tx, const struct app *app, const struct attempt_row *attempt,
			  const struct processor_answer *answer, int64_t *ret_entry);

/* The processor tells that a refund failed after all: the liability is open again, once.
 * ERR_NOT_FOUND when no refund of this store has that id. */
enum err refund_failed(struct app *app, const char *object, const char *why);

#endif
