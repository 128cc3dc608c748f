/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_money.c -- paying: cash, cards with everything that can go wrong, money
 *                                   back, and what goes through the drawers.
 */
#include <stdio.h>

#include "base/str.h"
#include "campaign/evening_inside.h"
#include "core/entry.h"
#include "service/drawer.h"
#include "service/refund.h"

#define LIST 256
#define BIT(state) (1U << (state))

/* --- picking ---------------------------------------------------------------------------------- */

int64_t evening_due_part(struct evening *evening, struct card_house *till, int64_t bill,
			 int64_t *ret_due)
{
	struct bill_view view;
	int64_t part = 0;
	int n = 0;

	if (bill == 0 || bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return 0;
	for (int i = 0; i < view.n_parts; i++)
		if (!view.parts[i].is_closed && view.parts[i].due_minor > 0 &&
		    evening_below(evening, ++n) == 0) {
			part = view.parts[i].id;
			*ret_due = view.parts[i].due_minor;
		}
	bill_view_done(&view);
	return part;
}

bool evening_payment(struct evening *evening, unsigned states, const char *kind,
		     struct payment_row *ret_row)
{
	static struct payment_row rows[LIST];
	int n = 0, found = 0;

	if (store_payment_in(evening->till[0].app->db, states, rows, LIST, &n) != ERR_OK)
		return false;
	for (int i = 0; i < n; i++)
		if ((kind[0] == '\0' || str_equal(rows[i].kind, kind)) &&
		    evening_below(evening, ++found) == 0)
			*ret_row = rows[i];
	return found > 0;
}

static void take(struct evening *evening, struct card_house *till, int64_t bill)
{
	struct act act = evening_act(evening, till, bill, "");

	(void)bill_take_over(till->app, &act);
}

/* --- cash ------------------------------------------------------------------------------------- */

static bool pay_cash(struct evening *evening, const char *tender, int64_t given)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), due = 0;
	int64_t part = evening_due_part(evening, till, bill, &due);
	struct act act = app_bill_act(till->app, till->house.cashier, bill, -1);
	struct pay_result result;

	return part != 0 && due > 20 &&
	       pay_tender(till->app, &act, part, house_tender(&till->house, tender), given,
			  &result) == ERR_OK;
}

bool evening_cash(struct evening *evening)
{
	return pay_cash(evening, "cash", evening_below(evening, 2) == 0 ? PAY_EXACT : 20000);
}

bool evening_cash_some(struct evening *evening)
{
	return pay_cash(evening, "cash", 10);
}

bool evening_cash_foreign(struct evening *evening)
{
	return pay_cash(evening, "cash-USD", 10000);
}

bool evening_cash_back(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till);
	struct act act = evening_act(evening, till, bill, "tender");
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;

	return bill != 0 &&
	       store_tender_cash(till->app->db, bill, rows, PAY_TENDERS_MAX, &n) == ERR_OK &&
	       n > 0 && pay_take_back(till->app, &act, rows[0].id) == ERR_OK;
}

/* --- cards ------------------------------------------------------------------------------------ */

bool evening_begin(struct evening *evening, const char *tender)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), due = 0, payment = 0;
	struct payment_order order = { .part = evening_due_part(evening, till, bill, &due),
				       .amount_minor = PAY_EXACT };
	struct act act = evening_act(evening, till, bill, "");

	if (order.part == 0)
		return false;
	order.tender_type = house_tender(&till->house, tender);
	if (due > 400 && evening_below(evening, 3) == 0)
		order.amount_minor = 100 + evening_below(evening, due - 200);
	if (payment_begin(till->app, &act, &order, &payment) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_card(struct evening *evening)
{
	return evening_begin(evening, "card");
}

bool evening_slip(struct evening *evening)
{
	return evening_begin(evening, "slip");
}

bool evening_control(struct evening *evening, const char *verb, const char *form)
{
	struct card_house *till = &evening->till[0];
	struct simulator_answer answer;
	bool is_done;

	simulator_control(till->simulator, verb, form, clock_unix_ms(till->app->clock), &answer);
	is_done = answer.status == 200;
	simulator_answer_done(&answer);
	return is_done;
}

/* A guest shows a card at one of the readers. */
static bool present(struct evening *evening, const char *card)
{
	struct card_house *till = evening_till(evening);
	char form[200];

	str_format(form, sizeof form, "card=%s&tip=%lld&reader=%s", card,
		   (long long)evening_below(evening, 400),
		   till->reader);
	return evening_control(evening, "present", form);
}

bool evening_guest(struct evening *evening)
{
	return present(evening, evening_below(evening, 3) == 0 ? "mastercard" : "visa");
}

bool evening_declined(struct evening *evening)
{
	return present(evening, "declined");
}

bool evening_on_payment(struct evening *evening, const struct payment_row *row,
			enum err (*run)(struct app *app, const struct act *act, int64_t payment))
{
	struct card_house *till = evening_till(evening);
	struct act act;

	take(evening, till, row->bill);
	act = evening_act(evening, till, row->bill, "refund");
	if (run(till->app, &act, row->id) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

/* The same on some payment in one of these states. */
static bool with_payment(struct evening *evening, unsigned states, const char *kind,
			 enum err (*run)(struct app *app, const struct act *act, int64_t payment))
{
	struct payment_row row;

	return evening_payment(evening, states, kind, &row) &&
	       evening_on_payment(evening, &row, run);
}

bool evening_signed_slip(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct payment_row row;
	struct act act;

	if (!evening_payment(evening, BIT(PAYMENT_AUTHORIZED), "", &row) || row.part == 0)
		return false;
	take(evening, till, row.bill);
	act = evening_act(evening, till, row.bill, "");
	if (payment_capture(till->app, &act, row.id, evening_below(evening, 300)) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_hold(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening->bill[EVENING_TABLES + evening_below(evening, EVENING_TABS)];
	struct payment_order order = { .amount_minor = 3000 + evening_below(evening, 9000) };
	struct act act;
	int64_t payment = 0;

	if (bill == 0)
		return false;
	take(evening, till, bill);
	act = evening_act(evening, till, bill, "");
	order.tender_type = house_tender(&till->house, "card");
	if (payment_hold(till->app, &act, &order, &payment) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_increment(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct payment_row row;
	struct act act;

	if (!evening_payment(evening, BIT(PAYMENT_AUTHORIZED), "hold", &row))
		return false;
	take(evening, till, row.bill);
	act = evening_act(evening, till, row.bill, "");
	if (payment_increment(till->app, &act, row.id,
			      row.authorized_minor + 1 + evening_below(evening, 3000)) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_apply(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct pay_result result;
	struct payment_row row;
	int64_t part, due = 0;
	struct act act;

	if (!evening_payment(evening, BIT(PAYMENT_AUTHORIZED), "hold", &row))
		return false;
	take(evening, till, row.bill);
	part = evening_due_part(evening, till, row.bill, &due);
	act = evening_act(evening, till, row.bill, "");
	if (part == 0 || payment_apply(till->app, &act, row.id, part, PAY_EXACT, 0, &result) !=
				 ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_release(struct evening *evening)
{
	return with_payment(evening, BIT(PAYMENT_AUTHORIZED), "hold", payment_release);
}

bool evening_stop(struct evening *evening)
{
	return with_payment(evening, BIT(PAYMENT_STARTING) | BIT(PAYMENT_WAITING), "",
			    payment_stop);
}

/* A guest shows the card in the moment in which the cashier gives up. */
bool evening_stop_late(struct evening *evening)
{
	(void)present(evening, "visa");
	return evening_stop(evening);
}

bool evening_replace(struct evening *evening)
{
	return with_payment(evening, BIT(PAYMENT_DOUBT), "", payment_replace);
}

bool evening_close_doubt(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct pay_result result;
	struct payment_row row;
	struct act act;

	if (!evening_payment(evening, BIT(PAYMENT_DOUBT), "", &row) || row.part == 0)
		return false;
	take(evening, till, row.bill);
	act = evening_act(evening, till, row.bill, "");
	return pay_close_doubt(till->app, &act, row.part, &result) == ERR_OK;
}

bool evening_refund(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening->closed[evening_below(evening, EVENING_CLOSED)], refund = 0;
	struct refund_order order = { 0 };
	struct bill_view view;
	struct act act = app_bill_act(till->app, till->house.manager, bill, -1);

	if (bill == 0 || bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return false;
	if (view.n_parts > 0)
		order.part = view.parts[evening_below(evening, view.n_parts)].id;
	bill_view_done(&view);
	order.amount_minor = 10 + evening_below(evening, 600);
	act.reason = house_reason(&till->house, "refund");
	if (order.part == 0 || refund_make(till->app, &act, &order, &refund) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

/* --- drawers ---------------------------------------------------------------------------------- */

static bool drawer(struct evening *evening, enum drawer_move_kind kind, int64_t minor,
		   int64_t person)
{
	struct card_house *till = evening_till(evening);
	struct drawer_moving moving = { kind, { "EUR", minor }, person };
	struct act act = app_act(till->app, till->house.cashier);

	act.approver = till->house.manager;
	act.reason = house_reason(&till->house, "paid");
	return drawer_move(till->app, &act, &moving, NULL) == ERR_OK;
}

bool evening_add_float(struct evening *evening)
{
	return drawer(evening, DRAWER_FLOAT, 500 + evening_below(evening, 2000), 0);
}

bool evening_paid_in(struct evening *evening)
{
	return drawer(evening, DRAWER_PAID_IN, 500 + evening_below(evening, 2000), 0);
}

bool evening_paid_out(struct evening *evening)
{
	return drawer(evening, DRAWER_PAID_OUT, 100 + evening_below(evening, 900), 0);
}

bool evening_drop(struct evening *evening)
{
	return drawer(evening, DRAWER_DROP, 1000 + evening_below(evening, 4000), 0);
}

bool evening_tip_out(struct evening *evening)
{
	return drawer(evening, DRAWER_TIP_OUT, 10 + evening_below(evening, 60),
		      evening->waiter[evening_below(evening, EVENING_WAITERS)]);
}

bool evening_no_sale(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_act(till->app, till->house.cashier);

	act.approver = till->house.manager;
	act.reason = house_reason(&till->house, "drawer");
	return drawer_no_sale(till->app, &act) == ERR_OK;
}

bool evening_x_report(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_act(till->app, till->house.manager);
	struct drawer_session session;
	int64_t paper;

	if (store_drawer_open(till->app->db, till->app->station, till->house.cashier, &session) !=
	    ERR_OK)
		return false;
	if (drawer_prove(till->app->db, &session) != ERR_OK)
		evening_wrong(evening, "an X is not what the journal says");
	return drawer_x_issue(till->app, &act, session.id, &paper) == ERR_OK;
}
