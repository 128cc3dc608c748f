/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_parts.h -- what the files of service/payment.h share; service/refund may use it.
 *                            [db]
 *
 * Shape   struct payment_work is one payment inside the body of one act.  Effects post to the
 *         journal and change work->payment in memory; payment_finish_in() writes it, thaws or
 *         closes the part, and marks the bill changed.
 * Journal Members of the clearing, bank terminal and cards authorized ledgers are the position of
 *         the tender type: one per way to pay.  In doubt, uncollected, refunds owed and tips have
 *         the member 0.  Entries: 'tender' has a tender row and moves open checks, 'capture' what a
 *         processor's word moved, 'adjustment' what went to uncollected cards.
 * Owner   borrowed for the body.
 */
#ifndef SANDUQ_SERVICE_PAYMENT_PARTS_H
#define SANDUQ_SERVICE_PAYMENT_PARTS_H

#include "core/entry.h"
#include "service/payment.h"

#define PAYMENT_ATTEMPTS_MAX 16
#define PAYMENT_VOIDS_MAX 3          /* refused releases before a person looks */

struct payment_work {
	struct tx *tx;
	const struct app *app;
	struct payment_row payment;
	struct tender_type type;
	struct outcome_row outcome;  /* of the attempt that is answered, if one is */
	struct pay_result result;    /* what finishing it did to the part */
};

/* Is it a card on file, charged while the guest is away?  A reader's payment may name one, too: the
 * card is then being kept. */
bool payment_is_saved(const struct payment_row *payment);

/* Reads the payment and its tender type. */
enum err payment_work_load(struct tx *tx, const struct app *app, int64_t payment,
			   struct payment_work *ret_work);

/* --- payment_encode.c: the bytes */

/* Prepares an attempt of the payment; `amount_minor` is what it would take (0: no amount), follows
 * the attempt whose answer asked for it. */
enum err payment_prepare_in(struct payment_work *work, enum processor_op op, int64_t amount_minor,
			    int64_t follows);

/* The same for a leg of a refund, whose answer goes to refund_answer_in(); 0: of none. */
enum err payment_prepare_leg_in(struct payment_work *work, enum processor_op op,
				int64_t amount_minor, int64_t refund_leg, int64_t follows);

/* --- payment_effect.c: the journal */

/* What the payment's tender rows come to. */
enum err payment_tendered_in(const struct payment_work *work, int64_t *ret_minor);

/* A tender row of `amount_minor`: Dr `ledger` (and the tip with it) / Cr open checks, tips. */
enum err payment_tender_in(struct payment_work *work, enum ledger ledger, int64_t amount_minor,
			   int64_t tip_minor);

/* Takes the tender back by a row of the opposite amount: Dr open checks / Cr `ledger`; nothing when
 * there is none. */
enum err payment_take_back_in(struct payment_work *work, enum ledger ledger);

/* Moves an amount: Dr `to` / Cr `from`. */
enum err payment_move_in(struct payment_work *work, const char *kind, enum ledger to,
			 enum ledger from, int64_t amount_minor);

/* Captured: Dr clearing / Cr `from`, tips payable. */
enum err payment_clear_in(struct payment_work *work, enum ledger from, int64_t captured_minor,
			  int64_t tip_minor);

/* The tender stood in `ledger` and nothing came of it: taken back, or uncollected when its part is
 * closed; the payment is then in `state` or lapsed. */
enum err payment_fall_in(struct payment_work *work, enum ledger ledger, enum payment_state state);

/* Writes the payment; thaws the part when nothing stands on it, closes it when it is covered. */
enum err payment_finish_in(struct payment_work *work);

/* True in *ret_closed when the payment's part is closed. */
enum err payment_part_closed_in(const struct payment_work *work, bool *ret_closed);

/* P5 on book rows: ERR_TIP when `amount_minor` is more than the answers grant, ERR_STATE when a
 * capture is under way or done. */
enum err payment_grant_in(const struct payment_work *work, int64_t amount_minor);

/* --- payment_answer.c */

/* Ends the other open attempts of a payment that is over. */
enum err payment_end_others_in(struct payment_work *work, int64_t except, const char *outcome,
			       const char *state);

/* Writes the outcome and ends its attempt. */
enum err payment_end_attempt_in(struct payment_work *work, struct attempt_row *attempt);

/* --- payment_meaning.c */

/* What is certain by now about an attempt. */
enum payment_meaning {
	PAYMENT_MEANS_WAIT,      /* not final */
	PAYMENT_MEANS_DONE,
	PAYMENT_MEANS_DECLINED,
	PAYMENT_MEANS_NO,        /* surely without effect */
	PAYMENT_MEANS_GONE,      /* the hold is no more */
	PAYMENT_MEANS_TAKEN,     /* what was to be withdrawn has been captured */
	PAYMENT_MEANS_MISMATCH
};
enum payment_meaning payment_meaning(enum processor_op op, const struct processor_answer *answer);

/* --- payment_state.c: what an answer does to the payment */

/* Withdraws the intent or the link at the processor, unless that is under way already. */
enum err payment_withdraw_in(struct payment_work *work, int64_t follows);

/* Applies a final answer to work->payment and fills work->outcome. */
enum err payment_apply_answer_in(struct payment_work *work, const struct attempt_row *attempt,
				 enum processor_op op, enum payment_meaning meaning,
				 const struct processor_answer *answer);

/* --- payment_doubt.c */

/* Nothing final for too long (P4): the amount moves to suspense. */
enum err payment_doubt_in(struct payment_work *work);

/* The staff who began a payment: what follows from it is done in their name. */
enum err payment_staff(struct db *db, int64_t payment, int64_t *ret_staff);

#endif
