/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_hold.c -- holds on a tab: more of it, applied to a part, gone past its deadline
 * (P6).
 *
 * 1. A hold is no tender until it is applied (M5); then it is captured at once, and the processor
 *    releases the rest.
 * 2. An increment asks for a new total; a decline leaves the hold as it was.
 * 3. What is captured never exceeds what the charge grants, over all stations (P5).
 */
#include "base/clock.h"
#include "base/str.h"
#include "service/pay_close.h"
#include "service/payment_parts.h"
#include "service/staff.h"

struct hold {
	struct app *app;
	int64_t payment, part, amount_minor, tip_minor;
	struct pay_result result;
};

static enum err open_hold(struct tx *tx, const struct hold *hold, struct payment_work *work)
{
	struct attempt_row row;
	struct bill_head head;
	int n = 0;
	enum err err = app_allow(tx, PERM_TENDER, 0);

	if (err == ERR_OK)
		err = payment_work_load(tx, hold->app, hold->payment, work);
	if (err == ERR_OK)
		err = bill_begin_in(tx, work->payment.bill, &head);
	if (err == ERR_OK)
		err = store_attempt_of_payment(tx->db, hold->payment, &row, 1, &n);
	if (err == ERR_OK && n > 0)
		store_attempt_done(&row);
	if (err == ERR_OK && (n > 0 || work->payment.state != PAYMENT_AUTHORIZED ||
			      work->payment.part != 0 || work->payment.wants[0] != '\0'))
		err = ERR_STATE;
	return err;
}

static enum err increment_in(struct tx *tx, void *arg)
{
	const struct hold *hold = arg;
	struct payment_work work;
	enum err err = open_hold(tx, hold, &work);

	if (err == ERR_OK && !work.payment.can_increment)
		err = ERR_STATE;
	if (err == ERR_OK && (hold->amount_minor <= work.payment.authorized_minor ||
			      hold->amount_minor > BILL_AMOUNT_MAX ||
			      (work.type.limit_minor > 0 &&
			       hold->amount_minor > work.type.limit_minor)))
		err = ERR_RANGE;
	if (err == ERR_OK)
		err = payment_prepare_in(&work, PROCESSOR_INCREMENT, hold->amount_minor, 0);
	return err == ERR_OK ? payment_finish_in(&work) : err;
}

enum err payment_increment(struct app *app, const struct act *act, int64_t payment,
			   int64_t total_minor)
{
	struct hold hold = { .app = app, .payment = payment, .amount_minor = total_minor };
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)payment,
		   (long long)total_minor);
	return act_run(app->db, act, "payment-increment", content, increment_in, &hold, NULL);
}

/* --- applying ------------------------------------------------------------------------------- */

/* Freezes the part when it is the first tender, and tells what to take of it. */
static enum err part_amount(struct tx *tx, const struct hold *hold, const struct bill_view *view,
			    int64_t *ret_minor)
{
	const struct bill_part_view *part = NULL;
	int64_t amount = hold->amount_minor;

	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id == hold->part)
			part = &view->parts[i];
	if (part == NULL)
		return ERR_NOT_FOUND;
	if (part->is_closed)
		return ERR_CLOSED;
	if (amount == PAY_EXACT)
		amount = part->due_minor;
	if (amount < 1 || amount > part->due_minor)
		return part->is_settling ? ERR_ON_READER : ERR_RANGE;
	*ret_minor = amount;
	return part->is_frozen ? ERR_OK : pay_freeze_in(tx, view, hold->part);
}

static enum err apply_in(struct tx *tx, void *arg)
{
	struct hold *hold = arg;
	struct payment_work work;
	struct bill_view view;
	int64_t amount = 0;
	enum err err = open_hold(tx, hold, &work);

	if (err == ERR_OK && (hold->tip_minor < 0 ||
			      (hold->tip_minor > 0 && work.type.tips == TENDER_TIPS_NONE)))
		err = ERR_TIP;
	if (err == ERR_OK)
		err = bill_view_load(tx->db, work.payment.bill, &view);
	if (err != ERR_OK)
		return err;
	err = part_amount(tx, hold, &view, &amount);
	bill_view_done(&view);
	if (err == ERR_OK)
		err = payment_grant_in(&work, amount + hold->tip_minor);
	work.payment.part = hold->part;
	if (err == ERR_OK)
		err = payment_tender_in(&work, LEDGER_CARDS_AUTHORIZED, amount, 0);
	if (err == ERR_OK)
		err = payment_prepare_in(&work, PROCESSOR_CAPTURE, amount + hold->tip_minor, 0);
	if (err != ERR_OK)
		return err;
	work.payment.tip_minor = hold->tip_minor;
	work.payment.state = PAYMENT_CAPTURING;
	work.payment.since_unix_ms = tx->at_unix_ms;
	tx->result = work.payment.tender;
	err = payment_finish_in(&work);
	hold->result = work.result;
	hold->result.plan = (struct pay_plan){ .value_minor = amount, .amount_minor = amount,
					       .given_minor = amount,
					       .covers = work.result.part_closed };
	return err;
}

enum err payment_apply(struct app *app, const struct act *act, int64_t payment, int64_t part,
		       int64_t amount_minor, int64_t tip_minor, struct pay_result *ret_result)
{
	struct hold hold = { .app = app, .payment = payment, .part = part,
			     .amount_minor = amount_minor, .tip_minor = tip_minor };
	struct payment_row row;
	char content[128];
	int64_t tender = 0;
	enum err err;

	str_format(content, sizeof content, "%lld %lld %lld %lld", (long long)payment,
		   (long long)part, (long long)amount_minor, (long long)tip_minor);
	err = act_run(app->db, act, "payment-apply", content, apply_in, &hold, &tender);
	if (err == ERR_OK && hold.result.plan.amount_minor == 0) {
		err = store_payment_load(app->db, payment, &row);
		if (err == ERR_OK)
			err = pay_read_back(app, row.bill, part, tender, &hold.result);
	}
	if (err == ERR_OK)
		*ret_result = hold.result;
	return err;
}

/* --- lapsed --------------------------------------------------------------------------------- */

static enum err lapse_in(struct tx *tx, void *arg)
{
	const struct hold *hold = arg;
	struct payment_work work;
	enum err err = payment_work_load(tx, hold->app, hold->payment, &work);

	if (err == ERR_OK && work.payment.state != PAYMENT_AUTHORIZED)
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	work.payment.since_unix_ms = tx->at_unix_ms;
	str_copy(work.payment.problem, sizeof work.payment.problem, "lapsed");
	err = payment_fall_in(&work, LEDGER_CARDS_AUTHORIZED, PAYMENT_LAPSED);
	return err == ERR_OK ? payment_finish_in(&work) : err;
}

/* Its owner is whoever began the payment: the act is in their name. */
enum err payment_lapse(struct app *app, int64_t payment)
{
	struct hold hold = { .app = app, .payment = payment };
	struct act act = { .version = -1, .station = app->station };
	struct payment_row row;
	char content[32];
	enum err err = store_payment_load(app->db, payment, &row);

	if (err == ERR_OK && row.state == PAYMENT_LAPSED)
		return ERR_OK;
	if (err == ERR_OK)
		err = payment_staff(app->db, payment, &act.staff);
	if (err != ERR_OK)
		return err;
	str_format(act.key, sizeof act.key, "payment-lapse-%lld", (long long)payment);
	str_format(content, sizeof content, "%lld", (long long)payment);
	return act_run(app->db, &act, "payment-lapse", content, lapse_in, &hold, NULL);
}
