/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_card.c -- legs that go back over a processor, and to the bank's terminal.
 *
 * 1. What was captured gets a refund attempt; the leg is pending until its answer.
 * 2. What is only authorized is released: the whole of it by a void; of a part, the capture to
 *    come takes so much less, and payment.refunded_minor is what it leaves until then.
 * 3. payment.refunded_minor is raised with the attempt, in the same act, and lowered when the
 *    attempt came to nothing: two stations cannot ask for the same money (P5).
 */
#include <string.h>

#include "base/str.h"
#include "service/refund_inside.h"

/* Some of a hold: the capture to come takes so much less. */
static bool is_less(const struct refund_payout *payout)
{
	return payout->source->is_release && payout->amount_minor < payout->source->left_minor;
}

enum err refund_card_pay(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			 struct refund_leg_row *leg, struct entry *entry)
{
	(void)tx;
	leg->payment = payout->source->tender.payment;
	if (leg->payment == 0)
		return ERR_STATE;
	if (is_less(payout))
		return entry_credit(entry, entry_account(LEDGER_CARDS_AUTHORIZED,
							 payout->type->position),
				    payout->amount_minor, payout->refund->unit);
	leg->state = REFUND_PENDING;
	return app->processor != NULL ? ERR_OK : ERR_PROCESSOR;
}

static enum err ask(struct payment_work *work, const struct refund_payout *payout,
		    const struct refund_leg_row *leg)
{
	struct payment_row *payment = &work->payment;

	if (!str_equal(payment->processor, work->app->processor->driver->name))
		return ERR_PROCESSOR;
	if (payout->source->is_release) {
		payment->since_unix_ms = work->tx->at_unix_ms;
		payment->state = PAYMENT_STOPPING;
		str_copy(payment->wants, sizeof payment->wants, "release");
		return payment_prepare_leg_in(work, PROCESSOR_VOID, 0, leg->id, 0);
	}
	payment->refunded_minor += leg->amount_minor;
	if (payment->refunded_minor > payment->captured_minor)
		return ERR_REFUNDED;
	return payment_prepare_leg_in(work, PROCESSOR_REFUND, leg->amount_minor, leg->id, 0);
}

enum err refund_card_after(struct tx *tx, const struct app *app,
			   const struct refund_payout *payout, const struct refund_leg_row *leg)
{
	struct payment_work work;
	enum err err = payment_work_load(tx, app, leg->payment, &work);

	if (err == ERR_OK && payout->source->is_release &&
	    work.payment.state != PAYMENT_AUTHORIZED)
		err = ERR_STATE;
	if (err == ERR_OK && is_less(payout))
		work.payment.refunded_minor += leg->amount_minor;
	else if (err == ERR_OK)
		err = ask(&work, payout, leg);
	return err == ERR_OK ? store_payment_save(tx, &work.payment) : err;
}

/* --- the bank's terminal --------------------------------------------------------------------- */

static bool is_plain(const char *text, size_t size, size_t low, size_t high)
{
	static const char plain[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	size_t n = strnlen(text, size);

	return n < size && n >= low && n <= high && strspn(text, plain) == n;
}

static enum err check_slip(const struct refund_slip *slip)
{
	enum err err;

	if (slip == NULL || !is_plain(slip->last_four, sizeof slip->last_four, 4, 4) ||
	    strspn(slip->last_four, "0123456789") != 4 ||
	    !is_plain(slip->authorization_code, sizeof slip->authorization_code, 1, 12))
		return ERR_RANGE;
	err = app_text_check(slip->brand, sizeof slip->brand);
	return err == ERR_OK ? app_text_check(slip->authorization_code,
					      sizeof slip->authorization_code)
			     : err;
}

enum err refund_slip_pay(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			 struct refund_leg_row *leg, struct entry *entry)
{
	enum err err = check_slip(payout->slip);

	(void)tx;
	(void)app;
	leg->payment = payout->source->tender.payment;
	if (err == ERR_OK && leg->payment == 0)
		err = ERR_STATE;
	return err == ERR_OK ? entry_credit(entry,
					    entry_account(LEDGER_BANK_TERMINAL,
							  payout->type->position),
					    payout->amount_minor, payout->refund->unit)
			     : err;
}

/* Its attempt is one that no processor sees; the outcome has what was typed, for searches. */
enum err refund_slip_after(struct tx *tx, const struct app *app,
			   const struct refund_payout *payout, const struct refund_leg_row *leg)
{
	const struct refund_slip *slip = payout->slip;
	struct attempt_row attempt = { .payment = leg->payment, .refund_leg = leg->id,
				       .op = "slip-refund", .amount_minor = leg->amount_minor };
	struct payment_work work;
	struct outcome_row *outcome = &work.outcome;
	char key[ACT_KEY_SIZE];
	enum err err = payment_work_load(tx, app, leg->payment, &work);

	if (err != ERR_OK)
		return err;
	act_key(key, tx->at_unix_ms);
	str_copy(attempt.key, sizeof attempt.key, key);
	str_copy(attempt.unit, sizeof attempt.unit, work.payment.unit);
	err = store_attempt_insert(tx, &attempt);
	*outcome = (struct outcome_row){ .attempt = attempt.id, .payment = leg->payment,
					 .refund_leg = leg->id,
					 .amount_minor = leg->amount_minor };
	str_copy(outcome->outcome, sizeof outcome->outcome, "ok");
	str_copy(outcome->state, sizeof outcome->state, "refunded");
	str_copy(outcome->found, sizeof outcome->found, "person");
	str_copy(outcome->brand, sizeof outcome->brand, slip->brand);
	str_copy(outcome->last_four, sizeof outcome->last_four, slip->last_four);
	str_copy(outcome->authorization_code, sizeof outcome->authorization_code,
		 slip->authorization_code);
	str_copy(outcome->unit, sizeof outcome->unit, work.payment.unit);
	if (err == ERR_OK)
		err = payment_end_attempt_in(&work, &attempt);
	work.payment.refunded_minor += leg->amount_minor;
	if (err == ERR_OK && work.payment.refunded_minor > work.payment.captured_minor)
		err = ERR_REFUNDED;
	return err == ERR_OK ? store_payment_save(tx, &work.payment) : err;
}
