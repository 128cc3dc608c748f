/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_state.c -- what a final answer does to a payment: one function for each kind of
 * operation.
 *
 * A payment that is over (stopped, declined, replaced by another tender) takes nothing more: a hold
 * that is found later is released by itself, a capture that is found later is owed back to the
 * guest (P4, L9).
 */
#include "base/str.h"
#include "service/payment_parts.h"
#include "store/store_card.h"

/* --- parts ---------------------------------------------------------------------------------- */

static int64_t at_least_zero(int64_t minor)
{
	return minor > 0 ? minor : 0;
}

static bool is_over(const struct payment_row *payment)
{
	switch (payment->state) {
	case PAYMENT_STARTING:
	case PAYMENT_WAITING:
	case PAYMENT_STOPPING:
	case PAYMENT_AUTHORIZED:
	case PAYMENT_CAPTURING:
		return false;
	case PAYMENT_DOUBT:
		return payment->tender == 0;
	default:
		return true;
	}
}

static bool is_wanted(const struct payment_row *payment, const char *what)
{
	return str_equal(payment->wants, what);
}

/* What is found now is not expected any more. */
static bool is_late(const struct payment_row *payment)
{
	return is_over(payment) || is_wanted(payment, "replaced");
}

static void note(struct payment_work *work, const struct processor_answer *answer)
{
	const char *code = answer->code[0] != '\0' ? answer->code
						   : processor_outcome_name(answer->outcome);

	str_copy(work->payment.problem, sizeof work->payment.problem, code);
}

static void enter(struct payment_work *work, enum payment_state state)
{
	if (work->payment.state != state)
		work->payment.since_unix_ms = work->tx->at_unix_ms;
	work->payment.state = state;
}

static void keep_ids(struct payment_row *payment, const struct processor_answer *answer)
{
	if (answer->intent[0] != '\0')
		str_copy(payment->intent, sizeof payment->intent, answer->intent);
	if (answer->charge[0] != '\0')
		str_copy(payment->charge, sizeof payment->charge, answer->charge);
	if (answer->session[0] != '\0')
		str_copy(payment->link, sizeof payment->link, answer->session);
	if (answer->url[0] != '\0')
		str_copy(payment->url, sizeof payment->url, answer->url);
}

/* What stands in doubt, or is authorized, on the bill. */
static enum ledger stands_in(const struct payment_row *payment)
{
	return payment->authorized_minor > 0 ? LEDGER_CARDS_AUTHORIZED : LEDGER_IN_DOUBT;
}

static enum err count_open_withdrawals(const struct payment_work *work, int64_t *ret_n)
{
	static const char sql[] =
		"SELECT count(*) FROM attempt a JOIN attempt_live l ON l.property = a.property "
		"AND l.attempt = a.id WHERE a.property = $1 AND a.payment = $2 AND "
		"a.refund_leg = 0 AND a.op IN ('void', 'link-expire') AND l.state <> 'done'";

	return db_one_int(work->tx->db, ret_n, sql, V(work->tx->property), V(work->payment.id));
}

enum err payment_withdraw_in(struct payment_work *work, int64_t follows)
{
	int64_t n = 0;
	enum err err = count_open_withdrawals(work, &n);

	if (err != ERR_OK || n > 0)
		return err;
	if (work->payment.link[0] != '\0')
		return payment_prepare_in(work, PROCESSOR_LINK_EXPIRE, 0, follows);
	if (work->payment.intent[0] == '\0')
		return ERR_OK;
	return payment_prepare_in(work, PROCESSOR_VOID, 0, follows);
}

/* Nothing came of it; the intent is withdrawn, so that nothing can. */
static enum err nothing(struct payment_work *work, const struct attempt_row *attempt,
			enum payment_state state, const struct processor_answer *answer)
{
	enum err err = ERR_OK;

	note(work, answer);
	if (!is_over(&work->payment) || work->payment.state == PAYMENT_DOUBT) {
		err = payment_fall_in(work, LEDGER_IN_DOUBT, state);
		work->payment.since_unix_ms = work->tx->at_unix_ms;
	}
	return err == ERR_OK && answer->state != PROCESSOR_VOIDED &&
			       answer->state != PROCESSOR_EXPIRED
		       ? payment_withdraw_in(work, attempt->id)
		       : err;
}

/* Done, but not what was asked: a person looks (P4).  The bill is free as with a doubt. */
static enum err mismatch(struct payment_work *work, const struct processor_answer *answer)
{
	enum err err = ERR_OK;

	note(work, answer);
	str_copy(work->outcome.outcome, sizeof work->outcome.outcome, "mismatch");
	work->outcome.amount_minor = work->outcome.tip_minor = work->outcome.granted_minor = 0;
	if (!is_late(&work->payment) && work->payment.part != 0 && work->payment.tender == 0)
		err = payment_tender_in(work, LEDGER_IN_DOUBT, work->payment.amount_minor, 0);
	work->payment.pending_minor = 0;
	enter(work, PAYMENT_MISMATCH);
	return err;
}

/* --- money was taken ------------------------------------------------------------------------ */

/* Captured where nothing was expected any more: owed back until a person refunds it. */
static enum err captured_late(struct payment_work *work, int64_t captured_minor)
{
	work->payment.captured_minor = captured_minor;
	work->payment.capturable_minor = 0;
	str_copy(work->payment.wants, sizeof work->payment.wants, "replaced");
	str_copy(work->outcome.state, sizeof work->outcome.state, "late");
	enter(work, PAYMENT_CAPTURED);
	return payment_clear_in(work, LEDGER_REFUNDS_OWED, captured_minor, 0);
}

/* At once authorized and captured: a link, or a processor that knows no holds. */
static enum err captured_at_once(struct payment_work *work, const struct processor_answer *answer)
{
	struct payment_row *payment = &work->payment;
	int64_t captured = answer->captured_minor, tip, tendered = 0;
	enum err err = payment_tendered_in(work, &tendered);

	if (err != ERR_OK)
		return err;
	work->outcome.amount_minor = captured;
	if (is_late(payment))
		return captured_late(work, captured);
	str_copy(work->outcome.outcome, sizeof work->outcome.outcome, "ok");
	tip = captured - (tendered != 0 ? tendered : payment->amount_minor);
	if (tip < 0 || payment->part == 0)
		return mismatch(work, answer);
	work->outcome.tip_minor = tip;
	err = tendered != 0 ? payment_clear_in(work, stands_in(payment), captured, tip)
			    : payment_tender_in(work, LEDGER_CLEARING, captured - tip, tip);
	payment->authorized_minor = payment->captured_minor = captured;
	payment->pending_minor = payment->capturable_minor = 0;
	payment->tip_minor = tip;
	enter(work, PAYMENT_CAPTURED);
	return err;
}

static enum err put_tender(struct payment_work *work, int64_t amount_minor)
{
	int64_t tendered = 0;
	enum err err = payment_tendered_in(work, &tendered);

	if (err != ERR_OK || work->payment.part == 0)
		return err;
	if (tendered == 0)
		return payment_tender_in(work, LEDGER_CARDS_AUTHORIZED, amount_minor, 0);
	return payment_move_in(work, "capture", LEDGER_CARDS_AUTHORIZED, LEDGER_IN_DOUBT, tendered);
}

/* After a hold was granted: what the cashier asked for meanwhile, else the capture. */
static enum err after_hold(struct payment_work *work, int64_t hold_minor, int64_t follows)
{
	enum err err = ERR_OK;

	enter(work, PAYMENT_AUTHORIZED);
	if (is_wanted(&work->payment, "stop") || str_equal(work->payment.kind, "hold") ||
	    work->type.captures_later)
		return ERR_OK;
	err = payment_prepare_in(work, PROCESSOR_CAPTURE, hold_minor, follows);
	if (err == ERR_OK)
		enter(work, PAYMENT_CAPTURING);
	return err;
}

/* The reader's card was to be kept: its token (P6). */
static enum err keep_card(struct payment_work *work, const struct processor_answer *answer)
{
	struct card_on_file card;
	enum err err;

	if (work->payment.card_on_file == 0 || payment_is_saved(&work->payment) ||
	    answer->method[0] == '\0')
		return ERR_OK;
	err = store_card_load(work->tx->db, work->payment.card_on_file, &card);
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	str_copy(card.method, sizeof card.method, answer->method);
	str_copy(card.brand, sizeof card.brand, answer->brand);
	str_copy(card.last_four, sizeof card.last_four, answer->last_four);
	return store_card_save(work->tx, &card);
}

/* A tip that was typed is in the amount sent; one chosen on the reader came on top.  An issuer may
 * grant less than was asked: then the tip gives way first. */
static enum err authorized(struct payment_work *work, const struct attempt_row *attempt,
			   const struct processor_answer *answer)
{
	struct payment_row *payment = &work->payment;
	int64_t hold = answer->capturable_minor, amount = payment->amount_minor;
	int64_t most = answer->capture_most_minor > hold ? answer->capture_most_minor : hold;
	int64_t asked = amount + payment->tip_minor + at_least_zero(answer->tip_minor);
	bool is_doubt = payment->state == PAYMENT_DOUBT;
	enum err err;

	work->outcome.amount_minor = hold;
	work->outcome.granted_minor = most;
	work->outcome.tip_minor = at_least_zero(answer->tip_minor);
	work->outcome.capture_before_unix_ms = answer->capture_before_unix_ms;
	if (is_late(payment)) {
		work->outcome.granted_minor = 0;
		enter(work, PAYMENT_STOPPING);
		return payment_withdraw_in(work, attempt->id);
	}
	if (hold < 1 || hold > asked || (is_doubt && hold < amount))
		return mismatch(work, answer);
	if (hold < amount)
		amount = hold;
	payment->tip_minor = hold - amount;
	err = put_tender(work, amount);
	payment->authorized_minor = hold;
	payment->capturable_minor = most;
	payment->capture_before_unix_ms = answer->capture_before_unix_ms;
	payment->can_increment = answer->can_increment;
	payment->pending_minor = 0;
	payment->problem[0] = '\0';
	if (err == ERR_OK)
		err = keep_card(work, answer);
	return err == ERR_OK ? after_hold(work, hold, attempt->id) : err;
}

/* --- one function per kind of operation ------------------------------------------------------ */

static enum err present(struct payment_work *work, int64_t follows)
{
	const struct payment_row *payment = &work->payment;

	return payment_prepare_in(work, PROCESSOR_PRESENT,
				  payment->amount_minor + payment->tip_minor, follows);
}

/* Without the customer the card is taken all the same; it is not kept. */
static enum err on_customer(struct payment_work *work, const struct attempt_row *attempt,
			    enum payment_meaning meaning, const struct processor_answer *answer)
{
	const struct payment_row *payment = &work->payment;
	struct card_on_file card;
	enum err err = ERR_OK;

	if (meaning == PAYMENT_MEANS_DONE && answer->customer[0] != '\0') {
		err = store_card_load(work->tx->db, payment->card_on_file, &card);
		if (err == ERR_OK) {
			str_copy(card.processor, sizeof card.processor, payment->processor);
			str_copy(card.customer, sizeof card.customer, answer->customer);
			err = store_card_save(work->tx, &card);
		}
	}
	if (err == ERR_OK && payment->state == PAYMENT_STARTING)
		err = payment_prepare_in(work, PROCESSOR_CREATE,
					 payment->amount_minor + payment->tip_minor, attempt->id);
	return err;
}

static enum err on_create(struct payment_work *work, const struct attempt_row *attempt,
			  enum payment_meaning meaning, const struct processor_answer *answer)
{
	bool can_display = (work->app->processor->driver->can & PROCESSOR_CAN_DISPLAY) != 0;

	if (meaning == PAYMENT_MEANS_MISMATCH)
		return mismatch(work, answer);
	if (meaning != PAYMENT_MEANS_DONE)
		return nothing(work, attempt, PAYMENT_FAILED, answer);
	if (work->payment.state != PAYMENT_STARTING)
		return payment_withdraw_in(work, attempt->id);
	enter(work, PAYMENT_WAITING);
	if (can_display)
		return payment_prepare_in(work, PROCESSOR_DISPLAY, work->payment.amount_minor,
					  attempt->id);
	return present(work, attempt->id);
}

static enum err on_display(struct payment_work *work, const struct attempt_row *attempt)
{
	if (work->payment.state == PAYMENT_WAITING)
		return present(work, attempt->id);
	if (work->payment.state == PAYMENT_STOPPING)
		return payment_withdraw_in(work, attempt->id);
	return ERR_OK;
}

/* A present, a saved card, a link: what takes the money. */
static enum err on_taking(struct payment_work *work, const struct attempt_row *attempt,
			  enum payment_meaning meaning, const struct processor_answer *answer)
{
	switch (meaning) {
	case PAYMENT_MEANS_DONE:
		return answer->state == PROCESSOR_CAPTURED ? captured_at_once(work, answer)
							   : authorized(work, attempt, answer);
	case PAYMENT_MEANS_DECLINED:
		return nothing(work, attempt, PAYMENT_DECLINED, answer);
	case PAYMENT_MEANS_MISMATCH:
		return mismatch(work, answer);
	default:
		return nothing(work, attempt,
			       is_wanted(&work->payment, "stop") ||
					       answer->state == PROCESSOR_CREATED ||
					       answer->state == PROCESSOR_EXPIRED
				       ? PAYMENT_STOPPED
				       : PAYMENT_FAILED,
			       answer);
	}
}

/* A reader that is at the card is waited for; one that is away is left alone. */
static enum err on_present_cancel(struct payment_work *work, const struct attempt_row *attempt,
				  const struct processor_answer *answer)
{
	if (work->payment.state != PAYMENT_STOPPING)
		return ERR_OK;
	if (answer->outcome == PROCESSOR_BUSY &&
	    !str_equal(answer->code, "terminal_reader_offline"))
		return ERR_OK;
	return payment_withdraw_in(work, attempt->id);
}

static enum err lapsed(struct payment_work *work, const struct processor_answer *answer)
{
	note(work, answer);
	work->payment.since_unix_ms = work->tx->at_unix_ms;
	return payment_fall_in(work, LEDGER_CARDS_AUTHORIZED, PAYMENT_LAPSED);
}

static enum err on_capture(struct payment_work *work, const struct attempt_row *attempt,
			   enum payment_meaning meaning, const struct processor_answer *answer)
{
	struct payment_row *payment = &work->payment;
	int64_t tendered = 0, captured = answer->captured_minor, tip = payment->tip_minor;
	enum err err;

	if (meaning == PAYMENT_MEANS_GONE)
		return lapsed(work, answer);
	if (meaning == PAYMENT_MEANS_MISMATCH ||
	    (meaning == PAYMENT_MEANS_DONE && captured != attempt->amount_minor))
		return mismatch(work, answer);
	if (meaning != PAYMENT_MEANS_DONE) {
		note(work, answer);
		enter(work, PAYMENT_AUTHORIZED);
		return ERR_OK;
	}
	err = payment_tendered_in(work, &tendered);
	if (err == ERR_OK && (captured < tip || captured - tip > tendered))
		return mismatch(work, answer);
	if (err == ERR_OK)
		err = payment_clear_in(work, LEDGER_CARDS_AUTHORIZED, captured, tip);
	work->outcome.amount_minor = captured;
	work->outcome.tip_minor = tip;
	payment->captured_minor = captured;
	payment->capturable_minor = payment->refunded_minor = 0;
	payment->problem[0] = '\0';
	enter(work, PAYMENT_CAPTURED);
	return err;
}

/* What a charge grants over its hold is of the first amount: an increment adds itself, no more. */
static enum err on_increment(struct payment_work *work, const struct attempt_row *attempt,
			     enum payment_meaning meaning, const struct processor_answer *answer)
{
	struct payment_row *payment = &work->payment;
	int64_t most;

	if (meaning == PAYMENT_MEANS_GONE)
		return lapsed(work, answer);
	if (meaning == PAYMENT_MEANS_MISMATCH)
		return mismatch(work, answer);
	if (meaning != PAYMENT_MEANS_DONE) {
		note(work, answer);
		return ERR_OK;
	}
	most = payment->capturable_minor + attempt->amount_minor - payment->authorized_minor;
	if (most > answer->capture_most_minor)
		most = answer->capture_most_minor;
	payment->authorized_minor = attempt->amount_minor;
	payment->capturable_minor = most > attempt->amount_minor ? most : attempt->amount_minor;
	if (answer->capture_before_unix_ms > 0)
		payment->capture_before_unix_ms = answer->capture_before_unix_ms;
	payment->problem[0] = '\0';
	work->outcome.amount_minor = attempt->amount_minor;
	work->outcome.granted_minor = payment->capturable_minor;
	work->outcome.capture_before_unix_ms = payment->capture_before_unix_ms;
	return ERR_OK;
}

/* Withdrawn: nothing was taken, or what was held is held no more. */
static enum err withdrawn(struct payment_work *work, const struct attempt_row *attempt)
{
	struct payment_row *payment = &work->payment;
	bool was_held = payment->authorized_minor > 0;
	enum payment_state state = was_held || is_wanted(payment, "replaced") ? PAYMENT_RELEASED
									      : PAYMENT_STOPPED;
	enum err err = payment_end_others_in(work, attempt->id, "refused", "voided");

	if (err != ERR_OK || (is_over(payment) && payment->state != PAYMENT_DOUBT))
		return err;
	payment->since_unix_ms = work->tx->at_unix_ms;
	return payment_fall_in(work, stands_in(payment), state);
}

static enum err count_voids(const struct payment_work *work, int64_t *ret_n)
{
	static const char sql[] = "SELECT count(*) FROM attempt WHERE property = $1 AND "
				  "payment = $2 AND op = 'void'";

	return db_one_int(work->tx->db, ret_n, sql, V(work->tx->property), V(work->payment.id));
}

/* It could not be withdrawn now: again, some times; then a hold stays for a person. */
static enum err not_withdrawn(struct payment_work *work, const struct attempt_row *attempt,
			      enum processor_op op, const struct processor_answer *answer)
{
	int64_t n = 0;
	enum err err = count_voids(work, &n);

	note(work, answer);
	if (err != ERR_OK || op != PROCESSOR_VOID || work->payment.captured_minor > 0)
		return err;
	if (n < PAYMENT_VOIDS_MAX && answer->outcome != PROCESSOR_CONFIG)
		return payment_prepare_in(work, PROCESSOR_VOID, 0, attempt->id);
	if (work->payment.state != PAYMENT_STOPPING)
		return ERR_OK;
	if (work->payment.authorized_minor > 0) {
		work->payment.wants[0] = '\0';
		enter(work, PAYMENT_AUTHORIZED);
		return ERR_OK;
	}
	return payment_doubt_in(work);
}

/* What is in the books already is not booked again: it came too late to withdraw (P7). */
static enum err known_taken(struct payment_work *work)
{
	str_copy(work->outcome.outcome, sizeof work->outcome.outcome, "refused");
	str_copy(work->outcome.state, sizeof work->outcome.state, "captured");
	work->outcome.amount_minor = work->outcome.tip_minor = 0;
	return ERR_OK;
}

static enum err on_withdraw(struct payment_work *work, const struct attempt_row *attempt,
			    enum processor_op op, enum payment_meaning meaning,
			    const struct processor_answer *answer)
{
	enum err err;

	switch (meaning) {
	case PAYMENT_MEANS_DONE:
		return withdrawn(work, attempt);
	case PAYMENT_MEANS_TAKEN:
		if (work->payment.captured_minor > 0)
			return known_taken(work);
		err = captured_at_once(work, answer);
		return err == ERR_OK ? payment_end_others_in(work, attempt->id, "refused",
							   "captured")
				     : err;
	case PAYMENT_MEANS_MISMATCH:
		return mismatch(work, answer);
	default:
		return not_withdrawn(work, attempt, op, answer);
	}
}

enum err payment_apply_answer_in(struct payment_work *work, const struct attempt_row *attempt,
				 enum processor_op op, enum payment_meaning meaning,
				 const struct processor_answer *answer)
{
	keep_ids(&work->payment, answer);
	switch (op) {
	case PROCESSOR_CUSTOMER_CREATE:
		return on_customer(work, attempt, meaning, answer);
	case PROCESSOR_CREATE:
		return on_create(work, attempt, meaning, answer);
	case PROCESSOR_DISPLAY:
		return on_display(work, attempt);
	case PROCESSOR_PRESENT:
	case PROCESSOR_CONFIRM_SAVED:
	case PROCESSOR_LINK_CREATE:
		return on_taking(work, attempt, meaning, answer);
	case PROCESSOR_PRESENT_CANCEL:
		return on_present_cancel(work, attempt, answer);
	case PROCESSOR_CAPTURE:
		return on_capture(work, attempt, meaning, answer);
	case PROCESSOR_INCREMENT:
		return on_increment(work, attempt, meaning, answer);
	case PROCESSOR_VOID:
	case PROCESSOR_LINK_EXPIRE:
		return on_withdraw(work, attempt, op, meaning, answer);
	default:
		return ERR_STATE;
	}
}
