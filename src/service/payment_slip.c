/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_slip.c -- the bank's own terminal beside the till: what its slip says is typed,
 * and final at once (P8).
 */
#include <string.h>

#include "base/str.h"
#include "service/pay_close.h"
#include "service/payment_parts.h"

struct slip {
	struct app *app;
	const struct payment_slip *typed;
	struct pay_result result;
};

static bool is_plain(const char *text, size_t size, bool digits_only)
{
	size_t i = 0;

	for (; i < size && text[i] != '\0'; i++) {
		bool is_digit = text[i] >= '0' && text[i] <= '9';
		bool is_letter = (text[i] >= 'A' && text[i] <= 'Z') ||
				 (text[i] >= 'a' && text[i] <= 'z');

		if (!is_digit && (digits_only || !is_letter))
			return false;
	}
	return i > 0 && i < size;
}

/* An authorization code has 6 to 8 letters and digits; four digits tell the card. */
static enum err check_typed(const struct payment_slip *typed)
{
	enum err err = app_text_check(typed->brand, sizeof typed->brand);

	if (err == ERR_OK && !is_plain(typed->authorization_code,
				       sizeof typed->authorization_code, false))
		err = ERR_RANGE;
	if (err == ERR_OK && (!is_plain(typed->last_four, sizeof typed->last_four, true) ||
			      strlen(typed->last_four) != 4))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = app_text_check(typed->authorization_code, sizeof typed->authorization_code);
	if (err == ERR_OK && (typed->tip_minor < 0 || typed->tip_minor > BILL_AMOUNT_MAX))
		err = ERR_RANGE;
	return err;
}

static enum err part_amount(struct tx *tx, struct slip *slip, const struct bill_head *head,
			    const struct tender_type *type, int64_t *ret_minor)
{
	const struct bill_part_view *part = NULL;
	struct bill_view view;
	int64_t amount = slip->typed->amount_minor;
	enum err err = bill_view_load(tx->db, head->id, &view);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < view.n_parts; i++)
		if (view.parts[i].id == slip->typed->part)
			part = &view.parts[i];
	if (part != NULL && amount == PAY_EXACT)
		amount = part->due_minor;
	if (part == NULL)
		err = ERR_NOT_FOUND;
	else if (part->is_closed)
		err = ERR_CLOSED;
	else if (amount < 1 || amount > part->due_minor ||
		 (type->limit_minor > 0 && amount > type->limit_minor))
		err = part->is_settling ? ERR_ON_READER : ERR_RANGE;
	else if (!part->is_frozen)
		err = pay_freeze_in(tx, &view, part->id);
	*ret_minor = amount;
	bill_view_done(&view);
	return err;
}

/* The payment, its one attempt that no processor sees, and the outcome with what was typed. */
static enum err keep(struct payment_work *work, const struct payment_slip *typed)
{
	struct payment_row *payment = &work->payment;
	struct attempt_row attempt = { .payment = payment->id, .op = "slip" };
	struct outcome_row *outcome = &work->outcome;
	char key[ACT_KEY_SIZE];
	enum err err;

	act_key(key, work->tx->at_unix_ms);
	str_copy(attempt.key, sizeof attempt.key, key);
	str_copy(attempt.unit, sizeof attempt.unit, payment->unit);
	attempt.amount_minor = payment->captured_minor;
	err = store_attempt_insert(work->tx, &attempt);
	outcome->attempt = attempt.id;
	outcome->payment = payment->id;
	outcome->amount_minor = payment->captured_minor;
	outcome->tip_minor = payment->tip_minor;
	str_copy(outcome->outcome, sizeof outcome->outcome, "ok");
	str_copy(outcome->state, sizeof outcome->state, "captured");
	str_copy(outcome->found, sizeof outcome->found, "person");
	str_copy(outcome->brand, sizeof outcome->brand, typed->brand);
	str_copy(outcome->last_four, sizeof outcome->last_four, typed->last_four);
	str_copy(outcome->authorization_code, sizeof outcome->authorization_code,
		 typed->authorization_code);
	str_copy(outcome->unit, sizeof outcome->unit, payment->unit);
	return err == ERR_OK ? payment_end_attempt_in(work, &attempt) : err;
}

static enum err take(struct payment_work *work, struct slip *slip, const struct bill_head *head)
{
	const struct payment_slip *typed = slip->typed;
	struct payment_row *row = &work->payment;
	enum err err;

	row->bill = head->id;
	row->part = typed->part;
	row->tender_type = work->type.id;
	row->tip_minor = typed->tip_minor;
	row->authorized_minor = row->captured_minor = row->amount_minor + typed->tip_minor;
	row->state = PAYMENT_CAPTURED;
	row->since_unix_ms = work->tx->at_unix_ms;
	str_copy(row->kind, sizeof row->kind, "slip");
	str_copy(row->processor, sizeof row->processor, "slip");
	str_copy(row->unit, sizeof row->unit, head->unit);
	err = store_payment_insert(work->tx, row);
	if (err == ERR_OK)
		err = payment_tender_in(work, LEDGER_BANK_TERMINAL, row->amount_minor,
					row->tip_minor);
	if (err == ERR_OK)
		err = keep(work, typed);
	work->tx->result = row->tender;
	return err == ERR_OK ? payment_finish_in(work) : err;
}

static enum err slip_in(struct tx *tx, void *arg)
{
	struct slip *slip = arg;
	struct payment_work work = { .tx = tx, .app = slip->app };
	struct bill_head head;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = store_tender_type_by_id(tx->db, slip->typed->tender_type, &work.type);
	if (err == ERR_OK && (!str_equal(work.type.driver, "slip") || !work.type.is_active))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && slip->typed->tip_minor > 0 && work.type.tips == TENDER_TIPS_NONE)
		err = ERR_TIP;
	if (err == ERR_OK)
		err = part_amount(tx, slip, &head, &work.type, &work.payment.amount_minor);
	if (err == ERR_OK)
		err = take(&work, slip, &head);
	slip->result = work.result;
	slip->result.plan = (struct pay_plan){ .value_minor = work.payment.amount_minor,
					       .amount_minor = work.payment.amount_minor,
					       .given_minor = work.payment.amount_minor,
					       .covers = work.result.part_closed };
	return err;
}

enum err payment_slip(struct app *app, const struct act *act, const struct payment_slip *typed,
		      struct pay_result *ret_result)
{
	struct slip slip = { .app = app, .typed = typed };
	char content[HASH_TEXT_SIZE];
	int64_t tender = 0;
	struct hash hash;
	enum err err = check_typed(typed);

	if (err != ERR_OK)
		return err;
	hash_begin(&hash, "payment-slip");
	hash_int(&hash, act->bill);
	hash_int(&hash, typed->part);
	hash_int(&hash, typed->tender_type);
	hash_int(&hash, typed->amount_minor);
	hash_int(&hash, typed->tip_minor);
	hash_str(&hash, typed->authorization_code);
	hash_str(&hash, typed->last_four);
	hash_end(&hash, content);
	err = act_run(app->db, act, "payment-slip", content, slip_in, &slip, &tender);
	if (err == ERR_OK && slip.result.plan.amount_minor == 0)
		err = pay_read_back(app, act->bill, typed->part, tender, &slip.result);
	if (err == ERR_OK)
		*ret_result = slip.result;
	return err;
}
