/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_doubt.c -- a payment of which nothing final is known: into suspense, out of it by
 * another tender or a person's word (P4, B2).
 *
 * 1. Unknown is never shown as failed or paid: while it lasts, the amount stands in suspense with
 *    its name on it, or, when the guest pays otherwise, not on the bill at all.
 * 2. A capture in doubt leaves the tender as it was: it is authorized.
 * 3. A person's word needs evidence, and is the outcome of an attempt like any other.
 */
#include "base/str.h"
#include "service/note.h"
#include "service/pay_close.h"
#include "service/payment_parts.h"
#include "service/refund.h"

#define EVIDENCE_SIZE 200

enum err payment_doubt_in(struct payment_work *work)
{
	struct payment_row *payment = &work->payment;
	enum err err = ERR_OK;

	payment->since_unix_ms = work->tx->at_unix_ms;
	if (payment->state == PAYMENT_STARTING && !payment_is_saved(payment)) {
		/* No card was presented: nothing can have been taken. */
		payment->state = PAYMENT_FAILED;
		payment->pending_minor = 0;
		str_copy(payment->problem, sizeof payment->problem, "no_answer");
		return ERR_OK;
	}
	if (payment->part != 0 && payment->tender == 0 && !str_equal(payment->wants, "replaced"))
		err = payment_tender_in(work, LEDGER_IN_DOUBT, payment->amount_minor, 0);
	payment->pending_minor = 0;
	payment->state = PAYMENT_DOUBT;
	if (str_equal(payment->wants, "stop"))
		payment->wants[0] = '\0';
	return err;
}

struct doubt {
	struct app *app;
	int64_t id;                  /* payment, part or attempt */
	enum payment_decision decision;
	struct pay_result result;
};

/* --- the guest pays otherwise --------------------------------------------------------------- */

static enum err replace_in(struct tx *tx, void *arg)
{
	struct doubt *doubt = arg;
	struct payment_work work;
	struct bill_head head;
	bool is_closed = false;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = payment_work_load(tx, doubt->app, doubt->id, &work);
	if (err == ERR_OK)
		err = payment_part_closed_in(&work, &is_closed);
	if (err == ERR_OK && is_closed)
		err = ERR_CLOSED;
	if (err == ERR_OK)
		err = bill_begin_in(tx, work.payment.bill, &head);
	if (err == ERR_OK && (work.payment.state != PAYMENT_DOUBT ||
			      work.payment.authorized_minor > 0 || work.payment.part == 0))
		err = ERR_STATE;
	if (err == ERR_OK)
		err = payment_take_back_in(&work, LEDGER_IN_DOUBT);
	if (err != ERR_OK)
		return err;
	str_copy(work.payment.wants, sizeof work.payment.wants, "replaced");
	err = payment_withdraw_in(&work, 0);
	return err == ERR_OK ? payment_finish_in(&work) : err;
}

enum err payment_replace(struct app *app, const struct act *act, int64_t payment)
{
	struct doubt doubt = { .app = app, .id = payment };
	char content[32];

	str_format(content, sizeof content, "%lld", (long long)payment);
	return act_run(app->db, act, "payment-replace", content, replace_in, &doubt, NULL);
}

/* --- asking now ----------------------------------------------------------------------------- */

/* A doubt about which nothing is asked any more: its intent is withdrawn, and the answer tells. */
static enum err withdraw_in(struct tx *tx, const struct doubt *doubt)
{
	struct payment_work work;
	enum err err = payment_work_load(tx, doubt->app, doubt->id, &work);

	if (err != ERR_OK || work.payment.state != PAYMENT_DOUBT)
		return err;
	err = payment_prepare_in(&work, work.payment.link[0] != '\0' ? PROCESSOR_LINK_EXPIRE
								     : PROCESSOR_VOID, 0, 0);
	return err == ERR_OK ? payment_finish_in(&work) : err;
}

static enum err ask_in(struct tx *tx, void *arg)
{
	struct doubt *doubt = arg;
	struct attempt_row rows[PAYMENT_ATTEMPTS_MAX];
	int n = 0;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = store_attempt_of_payment(tx->db, doubt->id, rows, PAYMENT_ATTEMPTS_MAX, &n);
	for (int i = 0; i < n; i++) {
		rows[i].next_unix_ms = tx->at_unix_ms;
		if (err == ERR_OK && rows[i].owner == 0)
			err = store_attempt_save(tx->db, &rows[i]);
		store_attempt_done(&rows[i]);
	}
	return err == ERR_OK && n == 0 ? withdraw_in(tx, doubt) : err;
}

enum err payment_ask_now(struct app *app, const struct act *act, int64_t payment)
{
	struct doubt doubt = { .app = app, .id = payment };
	char content[32];

	str_format(content, sizeof content, "%lld", (long long)payment);
	return act_run(app->db, act, "payment-ask", content, ask_in, &doubt, NULL);
}

/* --- closing all the same ------------------------------------------------------------------- */

static enum err close_part(struct tx *tx, struct doubt *doubt, struct bill_head *head)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, head->id, &view);

	if (err != ERR_OK)
		return err;
	err = ERR_NOT_FOUND;
	for (int i = 0; i < view.n_parts; i++) {
		const struct bill_part_view *part = &view.parts[i];

		if (part->id != doubt->id)
			continue;
		if (part->is_closed)
			err = ERR_CLOSED;
		else if (part->is_settling)
			err = ERR_ON_READER;
		else if (part->doubt_minor == 0 || part->due_minor != 0)
			err = ERR_STATE;
		else
			err = pay_close_in(tx, doubt->app, &view, part->id, &doubt->result);
	}
	bill_view_done(&view);
	if (err == ERR_OK && doubt->result.bill_closed) {
		head->state = BILL_CLOSED;
		head->holder = 0;
	}
	return err;
}

static enum err close_in(struct tx *tx, void *arg)
{
	struct doubt *doubt = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	doubt->result = (struct pay_result){ 0 };
	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = close_part(tx, doubt, &head);
	return err == ERR_OK ? store_bill_touch(tx, &head) : err;
}

enum err pay_close_doubt(struct app *app, const struct act *act, int64_t part,
			 struct pay_result *ret_result)
{
	struct doubt doubt = { .app = app, .id = part };
	char content[64];
	enum err err;

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)part);
	err = act_run(app->db, act, "close-doubt", content, close_in, &doubt, NULL);
	if (err == ERR_OK && !doubt.result.part_closed)
		err = pay_read_back(app, act->bill, part, 0, &doubt.result);
	if (err == ERR_OK)
		*ret_result = doubt.result;
	return err;
}

/* --- a person's word ------------------------------------------------------------------------ */

/* What the processor would have said. */
static void word(const struct payment_work *work, enum payment_decision decision,
		 struct processor_answer *answer)
{
	const struct payment_row *payment = &work->payment;

	processor_answer_init(answer);
	answer->outcome = decision == PAYMENT_TAKEN ? PROCESSOR_OK : PROCESSOR_REFUSED;
	answer->state = decision == PAYMENT_TAKEN ? PROCESSOR_CAPTURED : PROCESSOR_NONE;
	answer->captured_minor = payment->amount_minor + payment->tip_minor;
}

/* Whatever was asked: the payment was captured whole, or nothing came of it. */
static enum err decide_payment(struct payment_work *work, const struct attempt_row *attempt,
			       enum processor_op op, enum payment_decision decision)
{
	struct processor_answer answer;

	word(work, decision, &answer);
	if (op == PROCESSOR_CAPTURE)
		answer.captured_minor = attempt->amount_minor;
	else
		op = PROCESSOR_PRESENT;
	return payment_apply_answer_in(work, attempt, op,
				       payment_meaning(op, &answer), &answer);
}

/* The attempt that the word is the outcome of.  A mismatch has its outcome: the word about it is
 * an attempt of its own, never sent. */
static enum err open_attempt(struct payment_work *work, struct attempt_row *attempt)
{
	struct attempt_row row = { .payment = work->payment.id, .follows = attempt->id,
				   .op = "decide" };
	char key[ACT_KEY_SIZE];
	enum err err;

	if (work->payment.state == PAYMENT_DOUBT)
		return attempt->state == ATTEMPT_DONE ? ERR_STATE : ERR_OK;
	if (work->payment.state != PAYMENT_MISMATCH || attempt->state != ATTEMPT_DONE)
		return ERR_STATE;
	act_key(key, work->tx->at_unix_ms);
	str_copy(row.key, sizeof row.key, key);
	str_copy(row.unit, sizeof row.unit, work->payment.unit);
	row.amount_minor = attempt->amount_minor;
	err = store_attempt_insert(work->tx, &row);
	store_attempt_done(attempt);
	row.path = row.body = NULL;
	*attempt = row;
	work->payment.state = PAYMENT_DOUBT;
	return err;
}

static enum err decide(struct payment_work *work, struct attempt_row *attempt,
		       enum payment_decision decision)
{
	bool is_taken = decision == PAYMENT_TAKEN;
	enum processor_op op = PROCESSOR_PRESENT;
	enum err err = open_attempt(work, attempt);

	if (err == ERR_OK)
		err = payment_end_others_in(work, attempt->id, "refused", "none");
	if (err != ERR_OK)
		return err;
	(void)processor_op_parse(attempt->op, &op);
	work->outcome = (struct outcome_row){ .attempt = attempt->id, .payment = attempt->payment };
	str_copy(work->outcome.outcome, sizeof work->outcome.outcome, is_taken ? "ok" : "refused");
	str_copy(work->outcome.state, sizeof work->outcome.state, is_taken ? "captured" : "none");
	str_copy(work->outcome.found, sizeof work->outcome.found, "person");
	str_copy(work->outcome.unit, sizeof work->outcome.unit, attempt->unit);
	err = decide_payment(work, attempt, op, decision);
	if (err == ERR_OK)
		err = payment_end_attempt_in(work, attempt);
	return err == ERR_OK ? payment_finish_in(work) : err;
}

/* A refund was made, or surely was not, as somebody found out: its leg is done or owed again. */
static enum err decide_refund(struct payment_work *work, struct attempt_row *attempt,
			      enum payment_decision decision)
{
	bool is_taken = decision == PAYMENT_TAKEN;
	struct processor_answer answer;
	enum err err;

	if (attempt->state == ATTEMPT_DONE || !str_equal(attempt->op, "refund"))
		return ERR_STATE;
	processor_answer_init(&answer);
	answer.outcome = is_taken ? PROCESSOR_OK : PROCESSOR_REFUSED;
	answer.state = is_taken ? PROCESSOR_REFUNDED : PROCESSOR_NONE;
	work->outcome = (struct outcome_row){ .attempt = attempt->id,
					      .payment = attempt->payment,
					      .refund_leg = attempt->refund_leg,
					      .amount_minor =
						      is_taken ? attempt->amount_minor : 0 };
	str_copy(work->outcome.outcome, sizeof work->outcome.outcome, is_taken ? "ok" : "refused");
	str_copy(work->outcome.state, sizeof work->outcome.state, is_taken ? "refunded" : "none");
	str_copy(work->outcome.found, sizeof work->outcome.found, "person");
	str_copy(work->outcome.unit, sizeof work->outcome.unit, attempt->unit);
	err = refund_answer_in(work->tx, work->app, attempt, &answer, &work->outcome.entry);
	return err == ERR_OK ? payment_end_attempt_in(work, attempt) : err;
}

static enum err decide_in(struct tx *tx, void *arg)
{
	struct doubt *doubt = arg;
	struct attempt_row attempt;
	struct payment_work work;
	enum err err = store_attempt_load(tx->db, doubt->id, &attempt);

	if (err != ERR_OK)
		return err;
	err = app_allow(tx, PERM_DECIDE, attempt.amount_minor);
	if (err == ERR_OK)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = payment_work_load(tx, doubt->app, attempt.payment, &work);
	if (err == ERR_OK)
		err = attempt.refund_leg != 0 || str_equal(attempt.op, "refund")
			      ? decide_refund(&work, &attempt, doubt->decision)
			      : decide(&work, &attempt, doubt->decision);
	store_attempt_done(&attempt);
	return err;
}

enum err payment_decide(struct app *app, const struct act *act, int64_t attempt,
			enum payment_decision decision, const char *evidence)
{
	struct doubt doubt = { .app = app, .id = attempt, .decision = decision };
	struct act with_note = *act, keeping = *act;
	char content[64];
	enum err err;

	if (evidence == NULL || evidence[0] == '\0')
		return ERR_EVIDENCE;
	err = app_text_check(evidence, EVIDENCE_SIZE);
	if (err != ERR_OK)
		return err;
	str_format(keeping.key, sizeof keeping.key, "%.60s-evidence", act->key);
	keeping.reason = keeping.note = keeping.approver = 0;
	err = note_keep(app, &keeping, evidence, &with_note.note);
	if (err != ERR_OK)
		return err;
	str_format(content, sizeof content, "%lld %d", (long long)attempt, (int)decision);
	return act_run(app->db, &with_note, "payment-decide", content, decide_in, &doubt, NULL);
}
