/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/flows_acts.c -- what cashiers, guests and chance do.  An act that is refused is
 * fine: what counts is that the money adds up whatever was tried.
 */
#include <string.h>

#include "base/str.h"
#include "campaign/flows.h"
#include "service/bill.h"
#include "service/refund.h"

#define LIST 64

#define BIT(state) (1U << (state))

static int64_t below(struct flow_world *world, int64_t n)
{
	return (int64_t)random_below(&world->random, (uint64_t)n);
}

static struct card_house *any_till(struct flow_world *world)
{
	return &world->till[below(world, FLOW_TILLS)];
}

/* An act of the manager: limits are tested elsewhere. */
static struct act boss(struct card_house *till, int64_t bill)
{
	return app_bill_act(till->app, till->house.manager, bill, -1);
}

static struct act boss_why(struct card_house *till, int64_t bill, const char *kind)
{
	struct act act = boss(till, bill);

	act.reason = house_reason(&till->house, kind);
	return act;
}

/* --- picking ------------------------------------------------------------------------------- */

static int64_t any_bill(struct flow_world *world)
{
	return world->bills[below(world, FLOW_BILLS)];
}

/* A part of the bill that owes something; 0: none. */
static int64_t open_part(struct flow_world *world, struct card_house *till, int64_t bill,
			 int64_t *ret_due_minor)
{
	struct bill_view view;
	int64_t part = 0;
	int n = 0;

	if (bill == 0 || bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return 0;
	for (int i = 0; i < view.n_parts; i++)
		if (!view.parts[i].is_closed && view.parts[i].due_minor > 0 &&
		    below(world, ++n) == 0) {
			part = view.parts[i].id;
			*ret_due_minor = view.parts[i].due_minor;
		}
	bill_view_done(&view);
	return part;
}

static bool any_payment(struct flow_world *world, struct card_house *till, unsigned states,
			struct payment_row *ret_row)
{
	static struct payment_row rows[LIST];
	int n = 0;

	if (store_payment_in(till->app->db, states, rows, LIST, &n) != ERR_OK || n == 0)
		return false;
	*ret_row = rows[below(world, n)];
	return true;
}

static bool any_hold(struct flow_world *world, struct card_house *till, struct payment_row *ret_row)
{
	for (int i = 0; i < 8; i++)
		if (any_payment(world, till, BIT(PAYMENT_AUTHORIZED), ret_row) &&
		    str_equal(ret_row->kind, "hold"))
			return true;
	return false;
}

/* --- bills --------------------------------------------------------------------------------- */

static bool open_bill(struct flow_world *world)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41 };
	struct card_house *till = any_till(world);
	int slot = (int)below(world, FLOW_BILLS);
	struct act act = app_act(till->app, till->house.manager);
	int64_t bill = 0, line, lines = 1 + below(world, 4);
	char name[32];

	if (world->bills[slot] != 0)
		return false;
	str_format(name, sizeof name, "guest %lld", (long long)++world->opened);
	if (bill_open(till->app, &act, 0, name, 2, &bill) != ERR_OK)
		return false;
	world->bills[slot] = bill;
	for (int64_t i = 0; i < lines; i++) {
		act = boss(till, bill);
		if (bill_add(till->app, &act, codes[below(world, 5)], 1 + below(world, 3),
			     &line) != ERR_OK)
			flow_wrong(world, "a new bill takes no line");
	}
	act = boss(till, bill);
	(void)bill_release(till->app, &act);
	return true;
}

/* Another till may hold the bill. */
static void take(struct card_house *till, int64_t bill)
{
	struct act act = boss(till, bill);

	(void)bill_take_over(till->app, &act);
}

static bool ring(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	int64_t bill = any_bill(world), line;
	struct act act = boss(till, bill);

	if (bill == 0)
		return false;
	take(till, bill);
	return bill_add(till->app, &act, 21 + below(world, 2), 1, &line) == ERR_OK;
}

static bool split(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	int64_t bill = any_bill(world);
	struct act act = boss(till, bill);

	if (bill == 0)
		return false;
	take(till, bill);
	return bill_split_evenly(till->app, &act, 2 + (int)below(world, 2)) == ERR_OK;
}

/* --- paying -------------------------------------------------------------------------------- */

static bool begin(struct flow_world *world, const char *tender)
{
	struct card_house *till = any_till(world);
	int64_t bill = any_bill(world), due = 0, part = open_part(world, till, bill, &due);
	struct payment_order order = { .part = part, .amount_minor = PAY_EXACT };
	struct act act = boss(till, bill);
	int64_t payment = 0;

	if (part == 0)
		return false;
	take(till, bill);
	order.tender_type = house_tender(&till->house, tender);
	if (due > 100 && below(world, 3) == 0)
		order.amount_minor = 50 + below(world, due - 50);
	if (payment_begin(till->app, &act, &order, &payment) != ERR_OK)
		return false;
	world->last = (struct flow_last){ act, order, payment, (int)(till - world->till) };
	courier_kick(till->courier);
	return true;
}

static bool again(struct flow_world *world)
{
	struct flow_last *last = &world->last;
	struct card_house *till = &world->till[last->till];
	int64_t payment = 0;
	enum err err;

	if (last->payment == 0)
		return false;
	err = payment_begin(till->app, &last->act, &last->order, &payment);
	if (err != ERR_OK || payment != last->payment)
		flow_wrong(world, "the same key again: %s, payment %lld", err_name(err),
			   (long long)payment);
	return err == ERR_OK;
}

static bool hold(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	int64_t bill = any_bill(world), payment = 0;
	struct payment_order order = { .amount_minor = 2000 + below(world, 8000) };
	struct act act = boss(till, bill);

	if (bill == 0)
		return false;
	take(till, bill);
	order.tender_type = house_tender(&till->house, "card");
	if (payment_hold(till->app, &act, &order, &payment) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool increment(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	struct payment_row row;
	struct act act;

	if (!any_hold(world, till, &row))
		return false;
	take(till, row.bill);
	act = boss(till, row.bill);
	if (payment_increment(till->app, &act, row.id,
			      row.authorized_minor + 1 + below(world, 3000)) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool apply(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	struct pay_result result;
	struct payment_row row;
	int64_t part, due = 0;
	struct act act;

	if (!any_hold(world, till, &row))
		return false;
	part = open_part(world, till, row.bill, &due);
	if (part == 0)
		return false;
	take(till, row.bill);
	act = boss(till, row.bill);
	if (payment_apply(till->app, &act, row.id, part, PAY_EXACT, below(world, 2) * 150,
			  &result) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool capture(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	struct payment_row row;
	struct act act;
	int64_t tip;

	if (!any_payment(world, till, BIT(PAYMENT_AUTHORIZED), &row) || row.part == 0)
		return false;
	tip = below(world, 6) == 0 ? row.authorized_minor * 2 + 6000 : below(world, 400);
	act = boss(till, row.bill);
	if (payment_capture(till->app, &act, row.id, tip) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool with_payment(struct flow_world *world, unsigned states,
			 enum err (*run)(struct app *app, const struct act *act, int64_t payment))
{
	struct card_house *till = any_till(world);
	struct payment_row row;
	struct act act;

	if (!any_payment(world, till, states, &row))
		return false;
	take(till, row.bill);
	act = boss_why(till, row.bill, "refund");
	if (run(till->app, &act, row.id) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool cash(struct flow_world *world)
{
	struct card_house *till = &world->till[0];
	int64_t bill = any_bill(world), due = 0, part = open_part(world, till, bill, &due);
	struct act act = boss(till, bill);
	struct pay_result result;

	if (part == 0)
		return false;
	take(till, bill);
	return pay_tender(till->app, &act, part, house_tender(&till->house, "cash"), PAY_EXACT,
			  &result) == ERR_OK;
}

static bool close_doubt(struct flow_world *world)
{
	struct card_house *till = any_till(world);
	struct pay_result result;
	struct payment_row row;
	struct act act;

	if (!any_payment(world, till, BIT(PAYMENT_DOUBT), &row) || row.part == 0)
		return false;
	take(till, row.bill);
	act = boss(till, row.bill);
	return pay_close_doubt(till->app, &act, row.part, &result) == ERR_OK;
}

/* --- guests -------------------------------------------------------------------------------- */

static bool guest(struct flow_world *world)
{
	static const char *const cards[] = { "visa", "visa", "visa", "mastercard", "amex",
					     "declined", "insufficient_funds" };
	const struct card_house *till = any_till(world);
	char form[400];

	if (below(world, 12) == 0) {
		str_format(form, sizeof form, "reader=%s", till->reader);
		return world->bank->person(world, "cancel", form);
	}
	str_format(form, sizeof form, "card=%s&tip=%lld&reader=%s",
		   cards[below(world, (int64_t)(sizeof cards / sizeof *cards))],
		   (long long)(below(world, 3) == 0 ? below(world, 500) : 0), till->reader);
	return world->bank->person(world, "present", form);
}

/* At times the card is read in the same moment. */
static bool stop(struct flow_world *world)
{
	const unsigned under_way = BIT(PAYMENT_STARTING) | BIT(PAYMENT_WAITING) |
				   BIT(PAYMENT_DOUBT);

	if (below(world, 2) == 0)
		for (int i = 0; i < FLOW_TILLS; i++) {
			char form[400];

			str_format(form, sizeof form, "card=visa&reader=%s",
				   world->till[i].reader);
			(void)world->bank->person(world, "present", form);
		}
	return with_payment(world, under_way, payment_stop);
}

/* Stopped, but authorized all the same. */
static bool keep(struct flow_world *world)
{
	static struct payment_row rows[LIST];
	struct card_house *till = any_till(world);
	struct act act;
	int n = 0;

	if (store_payment_in(till->app->db, BIT(PAYMENT_AUTHORIZED), rows, LIST, &n) != ERR_OK)
		return false;
	for (int i = 0; i < n; i++) {
		if (!str_equal(rows[i].wants, "stop"))
			continue;
		take(till, rows[i].bill);
		act = boss(till, rows[i].bill);
		if (payment_keep(till->app, &act, rows[i].id) != ERR_OK)
			continue;
		courier_kick(till->courier);
		return true;
	}
	return false;
}

static bool page(struct flow_world *world)
{
	return world->bank->person(world, "pay-link",
				   below(world, 8) == 0 ? "method=paypal" : "method=card");
}

/* --- money back ---------------------------------------------------------------------------- */

/* A closed bill keeps its place among those that are refunded. */
static void retire(struct flow_world *world)
{
	for (int i = 0; i < FLOW_BILLS; i++) {
		struct bill_head head;

		if (world->bills[i] == 0 ||
		    store_bill_head(world->till[0].app->db, world->bills[i], &head) != ERR_OK ||
		    head.state != BILL_CLOSED)
			continue;
		world->closed[below(world, FLOW_CLOSED)] = world->bills[i];
		world->bills[i] = 0;
	}
}

static bool pick_refund(struct flow_world *world, struct refund_order *order, int64_t *ret_bill)
{
	struct card_house *till = &world->till[0];
	int64_t bill;
	struct bill_view view;

	retire(world);
	bill = world->closed[below(world, FLOW_CLOSED)];
	if (bill == 0 || bill_view_load(till->app->db, bill, &view) != ERR_OK)
		return false;
	*order = (struct refund_order){ .part = view.parts[below(world, view.n_parts)].id };
	if (below(world, 2) == 0)
		order->amount_minor = 1 + below(world, view.parts[0].total_minor + 1);
	bill_view_done(&view);
	*ret_bill = bill;
	return true;
}

static bool refund_at(struct card_house *till, int64_t bill, const struct refund_order *order)
{
	struct act act = boss_why(till, bill, "refund");
	int64_t refund = 0;

	if (refund_make(till->app, &act, order, &refund) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

static bool refund(struct flow_world *world)
{
	struct refund_order order;
	int64_t bill;

	return pick_refund(world, &order, &bill) && refund_at(any_till(world), bill, &order);
}

static bool race(struct flow_world *world)
{
	struct refund_order order;
	int64_t bill;
	int done = 0;

	if (!pick_refund(world, &order, &bill))
		return false;
	for (int i = 0; i < FLOW_TILLS; i++)
		done += refund_at(&world->till[i], bill, &order);
	return done > 0;
}

static bool pay_owed(struct flow_world *world)
{
	static const char sql[] = "SELECT l.id FROM refund_leg AS l JOIN refund_leg_live AS v "
				  "ON v.property = l.property AND v.leg = l.id "
				  "WHERE l.property = $1 AND v.state = 'failed' ORDER BY l.id "
				  "LIMIT 1";
	struct card_house *till = &world->till[0];
	struct act act = boss_why(till, 0, "refund");
	int64_t leg = 0;

	return db_one_int(till->app->db, &leg, sql, V(1)) == ERR_OK &&
	       refund_pay(till->app, &act, leg, house_tender(&till->house, "cash")) == ERR_OK;
}

/* --- the world ----------------------------------------------------------------------------- */

static bool kill_till(struct flow_world *world)
{
	int i = (int)below(world, FLOW_TILLS);
	struct card_house *till = &world->till[i];

	flow_mutate_kill(world, i);
	card_house_stop(till);
	card_house_start(till, 0);
	flow_mutate(world, i);
	courier_kick(till->courier);
	world->kills++;
	return true;
}

static bool jump(struct flow_world *world)
{
	static const int64_t minutes[] = { 5, 60, 600, 1390, 1500 };
	int64_t ms = minutes[below(world, 5)] * 60000;

	for (int i = 0; i < FLOW_TILLS; i++)
		clock_advance(world->till[i].app->clock, ms);
	return true;
}

bool flow_act(struct flow_world *world, enum flow_act act)
{
	switch (act) {
	case FLOW_OPEN:
		return open_bill(world);
	case FLOW_RING:
		return ring(world);
	case FLOW_SPLIT:
		return split(world);
	case FLOW_CARD:
		return begin(world, "card");
	case FLOW_QR:
		return begin(world, "qr");
	case FLOW_SLIP:
		return begin(world, "slip");
	case FLOW_HOLD:
		return hold(world);
	case FLOW_INCREMENT:
		return increment(world);
	case FLOW_APPLY:
		return apply(world);
	case FLOW_CAPTURE:
		return capture(world);
	case FLOW_RELEASE:
		return with_payment(world, BIT(PAYMENT_AUTHORIZED), payment_release);
	case FLOW_CASH:
		return cash(world);
	case FLOW_GUEST:
		return guest(world);
	case FLOW_PAGE:
		return page(world);
	case FLOW_STOP:
		return stop(world);
	case FLOW_KEEP:
		return keep(world);
	case FLOW_REPLACE:
		return with_payment(world, BIT(PAYMENT_DOUBT), payment_replace);
	case FLOW_CLOSE_DOUBT:
		return close_doubt(world);
	case FLOW_REFUND:
		return refund(world);
	case FLOW_RACE:
		return race(world);
	case FLOW_PAY_OWED:
		return pay_owed(world);
	case FLOW_AGAIN:
		return again(world);
	case FLOW_KILL:
		return kill_till(world);
	case FLOW_JUMP:
		return jump(world);
	default:
		return false;
	}
}
