/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment.h -- taking money over a processor: from the first attempt to the capture.  [db]
 *
 * Shape   A payment is one intention to take an amount; an attempt is one request to the processor,
 *         written before its first byte leaves; an outcome is the one answer of an attempt, in one
 *         transaction with what it does to the bill and the journal.  Nothing here sends: acts
 *         write attempts, service/courier sends them and brings their answers to payment_answer().
 *         What follows an answer (present after create, capture after authorize) is prepared in
 *         the same transaction, so that a stop at any instant leaves the next step in the store.
 *
 *             starting -> waiting -> authorized -> capturing -> captured
 *                 |          |           |             '-- doubt (of the capture)
 *                 |          |           '-- released, lapsed (past capture_before)
 *                 |          '-- declined, stopping -> stopped
 *                 '-- doubt (P4), failed (refused, or misconfigured), mismatch (frozen)
 *
 *         On the bill: while it starts or waits, the part is frozen (M5) and the amount neither
 *         paid nor due.  Authorized: a tender row; Dr cards authorized / Cr open checks (L7), and
 *         the part closes when covered (B2).  Captured: Dr clearing / Cr cards authorized, tip to
 *         tips payable.  In doubt: a tender row; Dr in doubt / Cr open checks; the part is covered
 *         but closes only by pay_close_doubt().  Nothing came of it: the tender is taken back by a
 *         row of the opposite amount, or, when the part is closed already, Dr uncollected cards /
 *         Cr in doubt; a part that was frozen for nothing is thawed.
 *
 *         A declined card's intent is withdrawn by itself: trying again is another payment.  Before
 *         a card was presented nothing can have been taken: without an answer the payment has
 *         failed, and what was made is withdrawn when it is found.  A grant after a stop keeps the
 *         part open until payment_keep() or payment_release().  What is captured where nothing was
 *         expected any more (wants is "replaced") is Dr clearing / Cr refunds owed, on the date on
 *         which it is learned (L9).  Members of the clearing, bank terminal and cards authorized
 *         ledgers are tender_type.position.
 * Units   *_minor of the bill; *_unix_ms.
 * Errors  ERR_PROCESSOR (no processor is set up), ERR_ON_READER (an amount of this part is under
 *         way already), ERR_TIP (more than the charge grants, or the way to pay takes no tips),
 *         those of pay.h and bill.h.
 * Owner   plain values.
 * Rules   P2, P3, P4, P5, P6, P8, M5, B2, L7, L9.
 */
#ifndef SANDUQ_SERVICE_PAYMENT_H
#define SANDUQ_SERVICE_PAYMENT_H

#include "processor/processor.h"
#include "service/pay.h"
#include "store/store_payment.h"

/* A payment with nothing final after so long counts as in doubt (P4); the till says so. */
#define PAYMENT_DOUBT_MS 30000

/* An attempt is sent again under its key while it is younger; then it is only looked up (P3). */
#define PAYMENT_KEY_MS (INT64_C(23) * 3600 * 1000)

/* How a payment is to be taken. */
struct payment_order {
	int64_t part;                /* 0: a hold of the whole bill (a tab) */
	int64_t tender_type;
	int64_t amount_minor;        /* PAY_EXACT: what is due */
	int64_t tip_minor;           /* typed tip, added to the amount sent; 0: none */
	const char *reader;          /* processor's id; NULL: the one of the settings */
	int64_t card_on_file;        /* for a saved card, or the one to keep (service/card.h) */
	bool save_card;              /* keep the card of the reader as card_on_file */
};

/* Begins a payment by the driver of its tender type ("reader", "qr", "link", "saved"): freezes the
 * part and prepares the first attempt.  Returns the payment. */
enum err payment_begin(struct app *app, const struct act *act, const struct payment_order *order,
		       int64_t *ret_payment);

/* Begins a hold on a tab: PERM_TENDER; the same states, no tender until it is applied. */
enum err payment_hold(struct app *app, const struct act *act, const struct payment_order *order,
		      int64_t *ret_payment);

/* Asks for more on a hold; `total_minor` is the new total (ERR_STATE when the charge does not grant
 * it).  A decline leaves the hold as it was. */
enum err payment_increment(struct app *app, const struct act *act, int64_t payment,
			   int64_t total_minor);

/* Applies a hold to a part: a tender of `amount_minor` (PAY_EXACT: what is due) and the capture of
 * it with the tip; what is left of the hold is released by the processor. */
enum err payment_apply(struct app *app, const struct act *act, int64_t payment, int64_t part,
		       int64_t amount_minor, int64_t tip_minor, struct pay_result *ret_result);

/* Captures an authorized payment with a tip (a signed slip); at most what the charge grants
 * (P5). */
enum err payment_capture(struct app *app, const struct act *act, int64_t payment,
			 int64_t tip_minor);

/* The cashier presses Esc: asks the reader to stop, then withdraws the intent.  It may turn out to
 * be authorized all the same; then it stays so and payment_live.wants is "stop": the cashier keeps
 * it (payment_keep) or releases it. */
enum err payment_stop(struct app *app, const struct act *act, int64_t payment);
enum err payment_keep(struct app *app, const struct act *act, int64_t payment);

/* Releases a hold or an authorization that was not captured: the tender is taken back when its part
 * is open (a closed part is refunded instead, service/refund.h). */
enum err payment_release(struct app *app, const struct act *act, int64_t payment);

/* In doubt: the guest pays otherwise.  The doubt leaves the part, which is due again; the intent or
 * link is withdrawn, a hold that is found is released, and a capture becomes a refund to approve
 * (P4).  ERR_CLOSED when its part is closed. */
enum err payment_replace(struct app *app, const struct act *act, int64_t payment);

/* Asks now instead of later. */
enum err payment_ask_now(struct app *app, const struct act *act, int64_t payment);

/* Closes a part that is covered with an amount in doubt; its receipt says so (B2). */
enum err pay_close_doubt(struct app *app, const struct act *act, int64_t part,
			 struct pay_result *ret_result);

/* A supervisor's decision where nothing can be found out (PERM_DECIDE, a reason).  TAKEN and
 * NOT_TAKEN need evidence: a processor's id or statement line, kept as a note; for a refund
 * NOT_TAKEN is never allowed without one (P4). */
enum payment_decision { PAYMENT_NOT_TAKEN, PAYMENT_TAKEN };
enum err payment_decide(struct app *app, const struct act *act, int64_t attempt,
			enum payment_decision decision, const char *evidence);

/* The bank's own terminal beside the till: typed authorization code and last four; final at once.
 * Dr bank terminal / Cr open checks, tip to tips payable. */
struct payment_slip {
	int64_t part, tender_type, amount_minor, tip_minor;
	char brand[32], last_four[5], authorization_code[16];
};
enum err payment_slip(struct app *app, const struct act *act, const struct payment_slip *slip,
		      struct pay_result *ret_result);

/* --- for the courier ------------------------------------------------------------------------ */

/* Brings what became known about an attempt: the outcome and all that follows in one act.  Known
 * already: ERR_OK, nothing written.  Final is whatever ends the attempt: done, declined, refused,
 * misconfigured, mismatch, busy without a replay, and nearly every answer of a display or a cancel.
 * One that is not final (unknown, busy, throttled, not sent, pending) only moves attempt_live and
 * is no act; past the budget it makes the payment a doubt, which is one.  `found` is that of the
 * table outcome. */
enum err payment_answer(struct app *app, int64_t attempt, const struct processor_answer *answer,
			const char *found);

/* The request that an attempt was encoded from, for decoding its answer; its texts point into
 * it. */
struct payment_request {
	struct processor_request request;
	struct payment_row payment;
	char key[PROCESSOR_KEY_SIZE];
	char refund[PAYMENT_REF_SIZE];
};
enum err payment_request(struct app *app, const struct attempt_row *attempt,
			 struct payment_request *ret_request);

/* A hold whose deadline has passed (or that the processor says has lapsed): a tender moves to
 * uncollected cards with the act's staff as its owner (L7, P6). */
enum err payment_lapse(struct app *app, int64_t payment);

#endif
