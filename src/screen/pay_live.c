/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/pay_live.c -- what is under way over a processor, as the pay screen shows it: seconds and
 * words under the part, what came of it, and the way out.  The cashier is never held here: the
 * courier goes on whatever is on the screen.
 */
#include "base/str.h"
#include "screen/pay_parts.h"
#include "screen/payments.h"
#include "service/courier.h"
#include "ui/prompt.h"

enum err pay_live_load(struct pay_screen *pay)
{
	return store_payment_of_bill(pay->till->app->db, pay->bill, pay->payments,
				     PAY_PAYMENTS_MAX, &pay->n_payments);
}

const struct payment_row *pay_payment(const struct pay_screen *pay, int64_t part)
{
	for (int i = pay->n_payments - 1; i >= 0; i--)
		if (pay->payments[i].part == part &&
		    !str_equal(pay->payments[i].wants, "replaced"))
			return &pay->payments[i];
	return NULL;
}

bool pay_is_under_way(const struct payment_row *payment)
{
	return payment != NULL && payments_is_under_way(payment);
}

/* Authorized after the cashier had asked the reader to stop. */
static bool is_taken_after_all(const struct payment_row *payment)
{
	return payment->state == PAYMENT_AUTHORIZED && str_equal(payment->wants, "stop");
}

bool pay_is_open_question(const struct payment_row *payment)
{
	return payment != NULL &&
	       (payment->state == PAYMENT_DOUBT || payment->state == PAYMENT_MISMATCH ||
		is_taken_after_all(payment));
}

bool pay_came_to_nothing(const struct payment_row *payment)
{
	return payment != NULL && !str_equal(payment->kind, "slip") &&
	       (payment->state == PAYMENT_DECLINED || payment->state == PAYMENT_STOPPED ||
		payment->state == PAYMENT_FAILED || payment->state == PAYMENT_RELEASED);
}

/* --- words ------------------------------------------------------------------------------- */

static const char *type_name(const struct draw *draw, const struct pay_screen *pay,
			     const struct payment_row *payment)
{
	for (int i = 0; i < pay->n_types; i++)
		if (pay->types[i].id == payment->tender_type)
			return tr(draw, pay->types[i].name);
	return "";
}

/* "F8: once more". */
static void again_words(const struct draw *draw, const struct pay_screen *pay, char *into,
			size_t size)
{
	const struct action *action = screen_pay.actions;
	char key[KEY_NAME_SIZE];

	while (action->run != pay_again)
		action++;
	text_format(into, size, tr(draw, "%s: once more"),
		    key_text(ui_action_key(pay->till->ui, action), key));
}

bool pay_live_words(const struct draw *draw, const struct pay_screen *pay,
		    const struct bill_part_view *part, char state[64], char words[128],
		    enum style *ret_style)
{
	const struct payment_row *payment = pay_payment(pay, part->id);

	if (payment == NULL || (part->is_closed && payment->state != PAYMENT_DOUBT) ||
	    !(pay_is_under_way(payment) || pay_is_open_question(payment) ||
	      pay_came_to_nothing(payment)))
		return false;
	payments_state_text(draw, payment, type_name(draw, pay, payment), state, 64);
	if (pay_came_to_nothing(payment))
		again_words(draw, pay, words, 128);
	else
		str_copy(words, 128, payments_words(draw, pay->till, payment));
	*ret_style = pay_is_under_way(payment) ? STYLE_BILLED : STYLE_LATE;
	return true;
}

/* --- what came of it --------------------------------------------------------------------- */

static enum err keep_or_release(struct ui *ui, void *arg, int choice)
{
	struct pay_screen *pay = arg;
	const struct payment_row *payment = pay_payment(pay, pay->part);

	if (payment == NULL || !is_taken_after_all(payment))
		return ERR_STATE;
	return pay_begin(ui, pay, (struct pay_intent){
		.step = choice == 0 ? PAY_STEP_KEEP : PAY_STEP_RELEASE, .payment = payment->id });
}

static enum err ask_keep(struct ui *ui, struct pay_screen *pay, const struct payment_row *payment)
{
	const struct draw *draw = ui_draw(ui);
	const char *choices[] = { tr(draw, "Keep it: it pays this part"),
				  tr(draw, "Release it: the card is not charged") };
	char title[128], money[NUMBER_TEXT_SIZE];

	pay->part = payment->part;
	text_format(title, sizeof title, tr(draw, "%s was authorized all the same"),
		    draw_money(draw, payment->amount_minor, money));
	return prompt_choose_afresh(ui, title, choices, 2, keep_or_release, pay);
}

static const struct bill_part_view *part_of(const struct pay_screen *pay, int64_t id)
{
	for (int i = 0; i < pay->view.n_parts; i++)
		if (pay->view.parts[i].id == id)
			return &pay->view.parts[i];
	return NULL;
}

static void say_end(struct ui *ui, struct pay_screen *pay, const struct payment_row *payment)
{
	const struct draw *draw = ui_draw(ui);

	switch (payment->state) {
	case PAYMENT_DECLINED:
		ui_say(ui, "%s", tr(draw, "Declined. The same card may try again, or the guest "
					  "pays another way."));
		return;
	case PAYMENT_DOUBT:
		if (pay->doubted == payment->id)
			return;
		pay->followed = pay->doubted = payment->id;
		ui_say(ui, "%s", tr(draw, "No answer came: in doubt, asked for again by itself. "
					  "{pay-doubt}: what to do."));
		return;
	case PAYMENT_MISMATCH:
		ui_say(ui, "%s", tr(draw, "The answer does not fit what was asked. A manager looks "
					  "at it; {pay-doubt} shows it."));
		return;
	case PAYMENT_STOPPED:
		if (!str_equal(payment->problem, "customer_canceled")) {
			ui_say(ui, "%s", tr(draw, "Stopped. Nothing was taken."));
			return;
		}
		ui_say(ui, tr(draw, "Nothing was taken. %s"), payments_problem(draw, payment));
		return;
	case PAYMENT_FAILED:
		ui_say(ui, tr(draw, "Nothing was taken. %s"), payments_problem(draw, payment));
		return;
	default:
		pay->followed = payment->id;
		return;
	}
}

/* It is authorized: the part is paid, or less is due. */
static void follow_taken(struct ui *ui, struct pay_screen *pay, const struct payment_row *payment)
{
	const struct bill_part_view *part = part_of(pay, payment->part);
	char money[NUMBER_TEXT_SIZE];

	if (part != NULL && part->is_closed)
		ui_error_code(ui, pay_settled(ui, pay, part));
	else
		ui_say(ui, tr(ui_draw(ui), "%s is authorized."),
		       draw_money(ui_draw(ui), payment->amount_minor, money));
}

static const struct payment_row *followed(const struct pay_screen *pay)
{
	for (int i = 0; i < pay->n_payments; i++)
		if (pay->payments[i].id == pay->followed)
			return &pay->payments[i];
	return NULL;
}

/* In doubt, which was said, and no part closed with it: what is found is told when it is. */
static bool is_still_in_doubt(const struct pay_screen *pay, const struct payment_row *payment)
{
	const struct bill_part_view *part = part_of(pay, payment->part);

	return payment->state == PAYMENT_DOUBT && pay->doubted == payment->id && part != NULL &&
	       !part->is_closed;
}

/* What was said about a payment under way goes when it ends. */
void pay_live_follow(struct ui *ui, struct pay_screen *pay)
{
	const struct payment_row *payment = followed(pay);
	struct screen_payment code = { pay->till, pay->followed };

	if (payment == NULL)
		return;
	if (payment->state == PAYMENT_WAITING && payment->url[0] != '\0' &&
	    pay->asked != payment->id) {
		pay->asked = payment->id;
		ui_error_code(ui, ui_push(ui, &screen_code, &code));
		return;
	}
	if (pay_is_under_way(payment) || is_still_in_doubt(pay, payment))
		return;
	pay->followed = 0;
	ui_forget_error(ui);
	if (is_taken_after_all(payment)) {
		ui_error_code(ui, ask_keep(ui, pay, payment));
	} else if (payment->state == PAYMENT_AUTHORIZED || payment->state == PAYMENT_CAPTURING ||
		   payment->state == PAYMENT_CAPTURED) {
		follow_taken(ui, pay, payment);
	} else {
		say_end(ui, pay, payment);
	}
}

/* --- keys -------------------------------------------------------------------------------- */

enum err pay_sort_out(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct payment_row *payment = pay_payment(pay, pay->part);
	struct screen_payment doubt = { pay->till, payment->id };

	if (is_taken_after_all(payment))
		return ask_keep(ui, pay, payment);
	return ui_push(ui, &screen_doubts, &doubt);
}

enum err pay_leave(struct ui *ui, void *state)
{
	struct pay_screen *pay = state;
	const struct payment_row *payment = pay_payment(pay, pay->part);

	if (payment == NULL || !pay_is_under_way(payment) || payment->state == PAYMENT_STOPPING) {
		ui_pop(ui);
		return ERR_OK;
	}
	pay->followed = payment->id;
	return pay_begin(ui, pay, (struct pay_intent){ .step = PAY_STEP_STOP,
						       .payment = payment->id });
}

void pay_live_take_up(struct pay_screen *pay)
{
	for (int i = 0; i < pay->n_payments; i++)
		if (pay_is_under_way(&pay->payments[i]))
			pay->followed = pay->asked = pay->payments[i].id;
	for (int i = 0; i < pay->view.n_parts; i++)
		if (pay_is_under_way(pay_payment(pay, pay->view.parts[i].id)) &&
		    pay_payment(pay, pay->view.parts[i].id)->id == pay->followed)
			pay->part = pay->view.parts[i].id;
}

/* What is under way goes on without anybody looking; the floor and the work list show it. */
enum err pay_aside(struct ui *ui, void *state)
{
	(void)state;
	ui_pop_to(ui, &screen_floor);
	return ERR_OK;
}
