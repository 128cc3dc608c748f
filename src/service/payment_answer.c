/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_answer.c -- brings an answer to its payment: outcome, journal and what follows in
 * one act (P2).
 *
 * 1. An attempt has one outcome; whatever comes after it is no act.
 * 2. The key of the act is made of the attempt: two stations that bring the same answer at once
 *    write it once (L3).
 * 3. An answer that is not final moves attempt_live alone, but for three: the address of a link,
 *    a doubt, and an attempt that surely never arrived in PAYMENT_DOUBT_MS.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "service/payment_parts.h"
#include "service/refund.h"
#include "service/staff.h"

struct bringing {
	struct app *app;
	int64_t attempt;
	const struct processor_answer *answer;
	const char *found;
	enum processor_op op;
	enum payment_meaning meaning;
};

static void copy(char *into, size_t size, const char *from)
{
	(void)str_copy(into, size, from);
}

static void fill_outcome(struct outcome_row *row, const struct attempt_row *attempt,
			 const struct processor_answer *answer, const char *found)
{
	const char *object = answer->refund[0] != '\0'    ? answer->refund
			     : answer->session[0] != '\0' ? answer->session
							  : answer->intent;

	*row = (struct outcome_row){ .attempt = attempt->id,
				     .payment = attempt->payment,
				     .refund_leg = attempt->refund_leg,
				     .is_replayed = answer->is_replayed };
	copy(row->outcome, sizeof row->outcome, processor_outcome_name(answer->outcome));
	copy(row->state, sizeof row->state, processor_state_name(answer->state));
	copy(row->found, sizeof row->found, found);
	copy(row->object, sizeof row->object, object);
	copy(row->charge, sizeof row->charge, answer->charge);
	copy(row->brand, sizeof row->brand, answer->brand);
	copy(row->last_four, sizeof row->last_four, answer->last_four);
	copy(row->authorization_code, sizeof row->authorization_code, answer->authorization_code);
	copy(row->application, sizeof row->application, answer->application);
	copy(row->application_id, sizeof row->application_id, answer->application_id);
	copy(row->unit, sizeof row->unit, attempt->unit);
	copy(row->code, sizeof row->code, answer->code);
	copy(row->request, sizeof row->request, answer->request_id);
}

enum err payment_end_attempt_in(struct payment_work *work, struct attempt_row *attempt)
{
	enum err err = store_outcome_insert(work->tx, &work->outcome);

	if (err != ERR_OK)
		return err;
	attempt->state = ATTEMPT_DONE;
	attempt->owner = 0;
	attempt->until_unix_ms = 0;
	copy(attempt->outcome, sizeof attempt->outcome, work->outcome.outcome);
	copy(attempt->problem, sizeof attempt->problem, work->outcome.code);
	return store_attempt_save(work->tx->db, attempt);
}

enum err payment_end_others_in(struct payment_work *work, int64_t except, const char *outcome,
			       const char *state)
{
	struct attempt_row rows[PAYMENT_ATTEMPTS_MAX];
	struct outcome_row kept = work->outcome;
	struct processor_answer none;
	int n = 0;
	enum err err = store_attempt_of_payment(work->tx->db, work->payment.id, rows,
						PAYMENT_ATTEMPTS_MAX, &n);

	processor_answer_init(&none);
	for (int i = 0; i < n; i++) {
		if (err == ERR_OK && rows[i].id != except && rows[i].refund_leg == 0) {
			fill_outcome(&work->outcome, &rows[i], &none, "query");
			copy(work->outcome.outcome, sizeof work->outcome.outcome, outcome);
			copy(work->outcome.state, sizeof work->outcome.state, state);
			err = payment_end_attempt_in(work, &rows[i]);
		}
		store_attempt_done(&rows[i]);
	}
	work->outcome = kept;
	return err;
}

/* --- final answers --------------------------------------------------------------------------- */

static enum err answer_payment(struct tx *tx, struct bringing *bringing,
			       struct attempt_row *attempt)
{
	struct payment_work work;
	enum err err = payment_work_load(tx, bringing->app, attempt->payment, &work);

	if (err != ERR_OK)
		return err;
	fill_outcome(&work.outcome, attempt, bringing->answer, bringing->found);
	err = payment_apply_answer_in(&work, attempt, bringing->op, bringing->meaning,
				      bringing->answer);
	if (err == ERR_OK)
		err = payment_end_attempt_in(&work, attempt);
	if (err == ERR_OK)
		err = payment_finish_in(&work);
	tx->result = attempt->id;
	return err;
}

/* A refund's leg is service/refund's; its outcome is written here like any other. */
static enum err answer_refund(struct tx *tx, struct bringing *bringing,
			      struct attempt_row *attempt)
{
	struct payment_work work = { .tx = tx, .app = bringing->app };
	enum err err = refund_answer_in(tx, bringing->app, attempt, bringing->answer,
					&work.outcome.entry);
	int64_t entry = work.outcome.entry;

	if (err != ERR_OK)
		return err;
	fill_outcome(&work.outcome, attempt, bringing->answer, bringing->found);
	work.outcome.entry = entry;
	if (bringing->answer->outcome == PROCESSOR_OK)
		work.outcome.amount_minor = attempt->amount_minor;
	return payment_end_attempt_in(&work, attempt);
}

/* Of a leg, or of a capture that was found late and has no document. */
static bool is_of_refund(const struct attempt_row *attempt, enum processor_op op)
{
	return attempt->refund_leg != 0 || op == PROCESSOR_REFUND;
}

static enum err answer_in(struct tx *tx, void *arg)
{
	struct bringing *bringing = arg;
	struct attempt_row attempt;
	enum err err = store_attempt_load(tx->db, bringing->attempt, &attempt);

	if (err != ERR_OK)
		return err;
	if (attempt.state == ATTEMPT_DONE)
		err = ERR_EXISTS;
	else if (is_of_refund(&attempt, bringing->op))
		err = answer_refund(tx, bringing, &attempt);
	else
		err = answer_payment(tx, bringing, &attempt);
	store_attempt_done(&attempt);
	return err;
}

/* --- answers that are not final --------------------------------------------------------------- */

static enum err link_in(struct tx *tx, void *arg)
{
	struct bringing *bringing = arg;
	struct payment_work work;
	struct attempt_row attempt;
	enum err err = store_attempt_load(tx->db, bringing->attempt, &attempt);

	if (err != ERR_OK)
		return err;
	err = payment_work_load(tx, bringing->app, attempt.payment, &work);
	if (err == ERR_OK) {
		copy(work.payment.link, sizeof work.payment.link, bringing->answer->session);
		copy(work.payment.url, sizeof work.payment.url, bringing->answer->url);
		if (work.payment.state == PAYMENT_STARTING)
			work.payment.state = PAYMENT_WAITING;
		else if (work.payment.state == PAYMENT_STOPPED ||
			 work.payment.state == PAYMENT_FAILED)
			err = payment_prepare_in(&work, PROCESSOR_LINK_EXPIRE, 0, attempt.id);
	}
	if (err == ERR_OK)
		err = payment_finish_in(&work);
	store_attempt_done(&attempt);
	return err;
}

static enum err doubt_in(struct tx *tx, void *arg)
{
	struct bringing *bringing = arg;
	struct payment_work work;
	struct attempt_row attempt;
	enum err err = store_attempt_load(tx->db, bringing->attempt, &attempt);

	if (err != ERR_OK)
		return err;
	err = payment_work_load(tx, bringing->app, attempt.payment, &work);
	if (err == ERR_OK)
		err = payment_doubt_in(&work);
	if (err == ERR_OK)
		err = payment_finish_in(&work);
	store_attempt_done(&attempt);
	return err;
}

static enum err run(struct bringing *bringing, const struct attempt_row *attempt,
		    const char *name, enum err (*body)(struct tx *tx, void *arg))
{
	struct app *app = bringing->app;
	struct act act = { .version = -1, .station = app->station };
	char content[32];
	enum err err = payment_staff(app->db, attempt->payment, &act.staff);

	if (err != ERR_OK)
		return err;
	str_format(act.key, sizeof act.key, "%s-%lld", name, (long long)attempt->id);
	str_format(content, sizeof content, "%lld", (long long)attempt->id);
	err = act_run(app->db, &act, name, content, body, bringing, NULL);
	return err == ERR_EXISTS ? ERR_OK : err;
}

/* Does an attempt that hangs keep the guest, and can it have taken money? */
static bool may_take(enum processor_op op, const struct payment_row *payment)
{
	switch (op) {
	case PROCESSOR_PRESENT:
	case PROCESSOR_CONFIRM_SAVED:
		return true;
	case PROCESSOR_LINK_CREATE:
		return payment->link[0] != '\0';
	case PROCESSOR_VOID:
	case PROCESSOR_LINK_EXPIRE:
		return payment->state == PAYMENT_STOPPING && payment->authorized_minor == 0;
	case PROCESSOR_CAPTURE:
		return payment->state == PAYMENT_CAPTURING;
	default:
		return false;
	}
}

static bool is_first_step(enum processor_op op)
{
	return op == PROCESSOR_CREATE || op == PROCESSOR_PRESENT ||
	       op == PROCESSOR_CUSTOMER_CREATE ||
	       op == PROCESSOR_CONFIRM_SAVED || op == PROCESSOR_LINK_CREATE;
}

/* Nothing final for too long: a doubt where money can have moved (P4); where it surely cannot, the
 * payment has failed, and what is found of it later is withdrawn. */
static enum err overdue(struct bringing *bringing, const struct attempt_row *attempt)
{
	const struct processor_answer *answer = bringing->answer;
	bool is_unknown = answer->outcome == PROCESSOR_UNKNOWN ||
			  answer->outcome == PROCESSOR_PENDING;
	bool is_withdrawing = bringing->op == PROCESSOR_VOID ||
			      bringing->op == PROCESSOR_LINK_EXPIRE;
	struct payment_row payment;
	enum err err = store_payment_load(bringing->app->db, attempt->payment, &payment);

	if (err != ERR_OK || payment.state == PAYMENT_DOUBT)
		return err;
	if (may_take(bringing->op, &payment) && (is_unknown || is_withdrawing))
		return run(bringing, attempt, "payment-doubt", doubt_in);
	if (!is_unknown && is_first_step(bringing->op)) {
		bringing->meaning = PAYMENT_MEANS_NO;
		return run(bringing, attempt, "payment-answer", answer_in);
	}
	if (payment.state == PAYMENT_STARTING)
		return run(bringing, attempt, "payment-doubt", doubt_in);
	return ERR_OK;
}

static bool is_overdue(const struct bringing *bringing, const struct attempt_row *attempt)
{
	const struct processor_answer *answer = bringing->answer;
	int64_t since_ms = clock_unix_ms(bringing->app->clock) - attempt->first_unix_ms;

	if (is_of_refund(attempt, bringing->op) || answer->outcome == PROCESSOR_OK ||
	    (answer->outcome == PROCESSOR_PENDING && answer->state != PROCESSOR_PROCESSING))
		return false;
	/* The courier has asked in vain for so long already. */
	if (attempt->state == ATTEMPT_WAITING && answer->outcome == PROCESSOR_UNKNOWN)
		return true;
	return attempt->first_unix_ms != 0 && since_ms >= PAYMENT_DOUBT_MS;
}

static enum err wait_on(struct bringing *bringing, struct attempt_row *attempt)
{
	const struct processor_answer *answer = bringing->answer;
	bool has_link = bringing->op == PROCESSOR_LINK_CREATE && answer->url[0] != '\0';
	bool overdue_now = is_overdue(bringing, attempt);
	struct payment_row payment;
	enum err err = store_payment_load(bringing->app->db, attempt->payment, &payment);

	if (err == ERR_OK && has_link && payment.link[0] == '\0')
		err = run(bringing, attempt, "payment-link", link_in);
	if (err != ERR_OK)
		return err;
	if (answer->outcome == PROCESSOR_PENDING || answer->outcome == PROCESSOR_OK)
		attempt->state = ATTEMPT_WAITING;
	else if (overdue_now || answer->outcome == PROCESSOR_MISMATCH ||
		 (answer->outcome == PROCESSOR_UNKNOWN && answer->next == PROCESSOR_NEXT_ASK))
		attempt->state = ATTEMPT_DOUBT;
	attempt->can_send &= answer->outcome != PROCESSOR_MISMATCH;
	copy(attempt->outcome, sizeof attempt->outcome, processor_outcome_name(answer->outcome));
	copy(attempt->problem, sizeof attempt->problem, answer->code);
	err = store_attempt_save(bringing->app->db, attempt);
	return err == ERR_OK && overdue_now ? overdue(bringing, attempt) : err;
}

/* Final for a refund: all that is certain; the rest is asked again.  Of an answer that tells
 * another amount nothing is believed: the refund is looked up, and listed until then (P4). */
static enum payment_meaning meaning_of_refund(const struct processor_answer *answer)
{
	switch (answer->outcome) {
	case PROCESSOR_OK:
	case PROCESSOR_DECLINED:
	case PROCESSOR_REFUSED:
	case PROCESSOR_CONFIG:
		return PAYMENT_MEANS_DONE;
	default:
		return PAYMENT_MEANS_WAIT;
	}
}

enum err payment_answer(struct app *app, int64_t attempt_id, const struct processor_answer *answer,
			const char *found)
{
	struct bringing bringing = { .app = app, .attempt = attempt_id, .answer = answer,
				     .found = found };
	struct attempt_row attempt;
	enum err err = store_attempt_load(app->db, attempt_id, &attempt);

	if (err != ERR_OK)
		return err;
	if (attempt.state == ATTEMPT_DONE) {
		store_attempt_done(&attempt);
		return ERR_OK;
	}
	if (!processor_op_parse(attempt.op, &bringing.op))
		err = ERR_CORRUPT;
	bringing.meaning = bringing.op == PROCESSOR_REFUND
				   ? meaning_of_refund(answer)
				   : payment_meaning(bringing.op, answer);
	if (err == ERR_OK)
		err = bringing.meaning == PAYMENT_MEANS_WAIT
			      ? wait_on(&bringing, &attempt)
			      : run(&bringing, &attempt, "payment-answer", answer_in);
	store_attempt_done(&attempt);
	return err;
}
