/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_later.c -- what becomes of a refund's legs after it was made: the answer of a
 * processor, a failure days later, another way of paying; and captures that are found late.
 */
#include "base/str.h"
#include "service/refund_inside.h"

/* --- answers ------------------------------------------------------------------------------- */

/* Nothing came of the attempt: what it was for is owed, and may be asked for again. */
static enum err fall(struct payment_work *work, struct refund_leg_row *leg, int64_t amount_minor,
		     const char *why)
{
	leg->state = REFUND_FAILED;
	str_copy(leg->problem, sizeof leg->problem, why[0] != '\0' ? why : "refused");
	work->payment.refunded_minor -= amount_minor;
	return ERR_OK;
}

/* Dr refunds owed / Cr clearing, once the processor says so (P7). */
static enum err on_refund(struct payment_work *work, struct refund_leg_row *leg,
			  const struct attempt_row *attempt, const struct processor_answer *answer)
{
	bool is_undone = answer->state == PROCESSOR_REFUND_FAILED ||
			 answer->state == PROCESSOR_REFUND_CANCELED;

	if (answer->refund[0] != '\0')
		str_copy(leg->object, sizeof leg->object, answer->refund);
	if (answer->outcome != PROCESSOR_OK || is_undone)
		return fall(work, leg, attempt->amount_minor, answer->code);
	leg->state = REFUND_DONE;
	leg->problem[0] = '\0';
	return payment_move_in(work, "payout", LEDGER_REFUNDS_OWED, LEDGER_CLEARING,
			       attempt->amount_minor);
}

/* The hold is gone: Dr refunds owed / Cr cards authorized. */
static enum err on_void(struct payment_work *work, struct refund_leg_row *leg,
			const struct processor_answer *answer)
{
	struct payment_row *payment = &work->payment;

	payment->wants[0] = '\0';
	if (payment_meaning(PROCESSOR_VOID, answer) != PAYMENT_MEANS_DONE) {
		payment->state = PAYMENT_AUTHORIZED;
		return fall(work, leg, 0, answer->code);
	}
	leg->state = REFUND_DONE;
	payment->state = PAYMENT_RELEASED;
	payment->capturable_minor = 0;
	return payment_move_in(work, "payout", LEDGER_REFUNDS_OWED, LEDGER_CARDS_AUTHORIZED,
			       leg->amount_minor);
}

static enum err apply(struct payment_work *work, struct refund_leg_row *leg,
		      const struct attempt_row *attempt, const struct processor_answer *answer)
{
	if (str_equal(attempt->op, processor_op_name(PROCESSOR_REFUND)))
		return on_refund(work, leg, attempt, answer);
	if (str_equal(attempt->op, processor_op_name(PROCESSOR_VOID)))
		return on_void(work, leg, answer);
	return ERR_STATE;
}

enum err refund_answer_in(struct tx *tx, const struct app *app, const struct attempt_row *attempt,
			  const struct processor_answer *answer, int64_t *ret_entry)
{
	struct refund_leg_row leg = { 0 };
	struct payment_work work;
	enum err err = payment_work_load(tx, app, attempt->payment, &work);

	if (err == ERR_OK && attempt->refund_leg != 0)
		err = store_refund_leg_load(tx->db, attempt->refund_leg, &leg);
	if (err == ERR_OK)
		err = apply(&work, &leg, attempt, answer);
	if (err == ERR_OK && leg.id != 0)
		err = store_refund_leg_save(tx, &leg);
	if (err == ERR_OK)
		err = store_payment_save(tx, &work.payment);
	if (err == ERR_OK)
		*ret_entry = work.outcome.entry;
	return err;
}

/* --- days later ---------------------------------------------------------------------------- */

struct failing {
	struct app *app;
	int64_t leg;
	const char *object, *why;
};

/* The money came back to clearing, and is owed to the guest again. */
static enum err failed_in(struct tx *tx, void *arg)
{
	const struct failing *failing = arg;
	struct processor_fact_row fact = { .kind = "refund-failed", .refund_leg = failing->leg };
	struct refund_leg_row leg;
	struct payment_work work;
	bool is_known = false;
	enum err err = store_refund_leg_load(tx->db, failing->leg, &leg);

	if (err == ERR_OK)
		err = payment_work_load(tx, failing->app, leg.payment, &work);
	if (err == ERR_OK)
		err = store_processor_fact_known(tx->db, work.payment.processor, fact.kind,
						 failing->object, &is_known);
	if (err != ERR_OK || is_known)
		return err;
	err = payment_move_in(&work, "processor", LEDGER_CLEARING, LEDGER_REFUNDS_OWED,
			      leg.amount_minor);
	fact.payment = leg.payment;
	fact.amount_minor = leg.amount_minor;
	fact.entry = work.outcome.entry;
	str_copy(fact.processor, sizeof fact.processor, work.payment.processor);
	str_copy(fact.object, sizeof fact.object, failing->object);
	str_copy(fact.unit, sizeof fact.unit, work.payment.unit);
	if (err == ERR_OK)
		err = store_processor_fact_insert(tx, &fact);
	if (err == ERR_OK)
		err = fall(&work, &leg, leg.amount_minor, failing->why);
	if (err == ERR_OK)
		err = store_refund_leg_save(tx, &leg);
	return err == ERR_OK ? store_payment_save(tx, &work.payment) : err;
}

enum err refund_failed(struct app *app, const char *object, const char *why)
{
	struct failing failing = { .app = app, .object = object, .why = why };
	struct act act = { .version = -1, .station = app->station };
	struct refund_leg_row leg;
	char content[32];
	enum err err = store_refund_leg_by_object(app->db, object, &leg);

	if (err == ERR_OK && leg.state != REFUND_DONE)
		return ERR_OK;
	if (err == ERR_OK)
		err = payment_staff(app->db, leg.payment, &act.staff);
	if (err != ERR_OK)
		return err;
	failing.leg = leg.id;
	str_format(act.key, sizeof act.key, "refund-failed-%lld", (long long)leg.id);
	str_format(content, sizeof content, "%lld", (long long)leg.id);
	return act_run(app->db, &act, "refund-failed", content, failed_in, &failing, NULL);
}

/* --- another way --------------------------------------------------------------------------- */

struct paying {
	struct app *app;
	int64_t leg, tender_type;
};

static enum err pay_again(struct tx *tx, const struct paying *paying, struct refund_leg_row *old,
			  const struct tender_type *type)
{
	struct refund_row refund;
	struct refund_source source;
	struct refund_payout payout = { .refund = &refund, .source = &source, .type = type,
					.amount_minor = old->amount_minor,
					.given_minor = old->amount_minor };
	enum err err = store_refund_load(tx->db, old->refund, &refund);

	if (err == ERR_OK)
		err = refund_source_load(tx->db, refund.bill, refund.part, old->tender, &source);
	if (err == ERR_OK && source.left_minor < old->amount_minor)
		err = ERR_REFUNDED;
	if (err == ERR_OK)
		err = app_allow(tx, refund_is_cash_for_card(&source, type) ? PERM_REFUND_CASH
									    : PERM_REFUND,
				old->amount_minor);
	if (err == ERR_OK && str_equal(type->driver, "cash"))
		err = refund_cash_given(tx->db, &paying->app->property, &source, type,
					old->amount_minor, &payout.given_minor);
	if (err == ERR_OK)
		err = refund_leg_in(tx, paying->app, &payout, &tx->result);
	if (err != ERR_OK)
		return err;
	old->state = REFUND_REPLACED;
	return store_refund_leg_save(tx, old);
}

static enum err pay_in(struct tx *tx, void *arg)
{
	const struct paying *paying = arg;
	struct refund_leg_row old;
	struct tender_type type;
	enum err err = app_reason(tx);

	if (err == ERR_OK)
		err = store_refund_leg_load(tx->db, paying->leg, &old);
	if (err == ERR_OK && old.state != REFUND_FAILED)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = store_tender_type_by_id(tx->db, paying->tender_type, &type);
	return err == ERR_OK ? pay_again(tx, paying, &old, &type) : err;
}

enum err refund_pay(struct app *app, const struct act *act, int64_t leg, int64_t tender_type)
{
	struct paying paying = { app, leg, tender_type };
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)leg, (long long)tender_type);
	return act_run(app->db, act, "refund-pay", content, pay_in, &paying, NULL);
}

/* --- found late ---------------------------------------------------------------------------- */

static enum err late_in(struct tx *tx, void *arg)
{
	const struct paying *paying = arg;
	struct payment_work work;
	struct payment_row *payment = &work.payment;
	enum err err = app_reason(tx);

	if (err == ERR_OK)
		err = payment_work_load(tx, paying->app, paying->leg, &work);
	if (err == ERR_OK && (payment->state != PAYMENT_CAPTURED ||
			      !str_equal(payment->wants, "replaced")))
		err = ERR_STATE;
	if (err == ERR_OK && payment->refunded_minor != 0)
		err = ERR_REFUNDED;
	if (err == ERR_OK)
		err = app_allow(tx, PERM_REFUND, payment->captured_minor);
	if (err == ERR_OK)
		err = payment_prepare_leg_in(&work, PROCESSOR_REFUND, payment->captured_minor, 0,
					     0);
	if (err != ERR_OK)
		return err;
	payment->refunded_minor = payment->captured_minor;
	return store_payment_save(tx, payment);
}

enum err refund_late(struct app *app, const struct act *act, int64_t payment)
{
	struct paying paying = { app, payment, 0 };
	char content[32];

	str_format(content, sizeof content, "%lld", (long long)payment);
	return act_run(app->db, act, "refund-late", content, late_in, &paying, NULL);
}
