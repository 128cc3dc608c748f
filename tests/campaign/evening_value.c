/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_value.c -- paying otherwise: gift cards, vouchers, codes, the bank's
 *                                   terminal, cards that are kept; and money back in other ways.
 */
#include "base/str.h"
#include "campaign/evening_inside.h"
#include "service/bill_price.h"
#include "service/card.h"
#include "service/code_paper.h"
#include "service/gift.h"
#include "service/receipt.h"
#include "service/refund.h"
#include "service/setup.h"

#define GIFT_CODE 71
#define PAYMENTS 256
#define BIT(state) (1U << (state))

/* Ways to pay, and what gift cards are sold as. */
void evening_value_open(struct evening *evening)
{
	static const char *const ways[][2] = { { "voucher", "voucher" }, { "gift", "gift" },
					       { "saved", "saved" }, { "bank", "slip" } };
	struct setup_tax none = { .name = "No tax" };
	struct setup_item item = { .code = GIFT_CODE, .name = "Gift card", .search = "gift card",
				   .category = "Gift cards", .department = "Gift cards",
				   .tax_class = "No tax", .is_active = true, .is_gift = true };
	struct app *app = evening->till[0].app;
	struct act act;

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct tender_type type = { .rate_num = 1, .rate_den = 1, .is_active = true };

		str_copy(type.code, sizeof type.code, ways[i][0]);
		str_copy(type.name, sizeof type.name, ways[i][0]);
		str_copy(type.driver, sizeof type.driver, ways[i][1]);
		str_copy(type.unit, sizeof type.unit, "EUR");
		type.tips = str_equal(ways[i][1], "slip") ? TENDER_TIPS_TYPED : TENDER_TIPS_NONE;
		act = app_act(app, evening->till[0].house.manager);
		evening_must(setup_tender(app, &act, &type, NULL), ways[i][0]);
	}
	act = app_act(app, evening->till[0].house.manager);
	evening_must(setup_tax(app, &act, &none, NULL), "no tax");
	act = app_act(app, evening->till[0].house.manager);
	evening_must(setup_item(app, &act, &item, NULL), "gift card");
}

/* --- gift cards and vouchers ------------------------------------------------------------------ */

bool evening_gift_sale(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), line;
	struct act act = evening_act(evening, till, bill, "");
	char *number = evening->gift[evening_below(evening, EVENING_GIFTS)];

	if (bill == 0 || (number[0] == '\0' && gift_number_new(till->app, number) != ERR_OK))
		return false;
	return gift_sell(till->app, &act, GIFT_CODE, number, 500 + evening_below(evening, 5000),
			 &line) == ERR_OK;
}

static bool pay_by_number(struct evening *evening, const char *tender, int64_t given,
			  const char *number)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), due = 0;
	int64_t part = evening_due_part(evening, till, bill, &due);
	struct act act = evening_act(evening, till, bill, "");
	struct pay_result result;

	return part != 0 && pay_number(till->app, &act, part, house_tender(&till->house, tender),
				       given, number, &result) == ERR_OK;
}

/* The card that has most on it. */
bool evening_gift_pay(struct evening *evening)
{
	struct gift_card card;
	const char *best = NULL;
	int64_t most = 0;

	for (int i = 0; i < EVENING_GIFTS; i++)
		if (evening->gift[i][0] != '\0' &&
		    gift_look(evening->till[0].app, evening->gift[i], &card) == ERR_OK &&
		    card.balance_minor > most) {
			most = card.balance_minor;
			best = evening->gift[i];
		}
	return best != NULL && pay_by_number(evening, "gift", PAY_EXACT, best);
}

bool evening_voucher(struct evening *evening)
{
	char number[16];

	str_format(number, sizeof number, "V%05d", evening->vouchers++);
	return pay_by_number(evening, "voucher", 200 + evening_below(evening, 800), number);
}

/* --- codes, terminals, kept cards ------------------------------------------------------------- */

bool evening_code(struct evening *evening)
{
	return evening_begin(evening, "qr");
}

static bool any_code(struct evening *evening, struct payment_row *ret_row)
{
	for (int i = 0; i < 8; i++)
		if (evening_payment(evening, BIT(PAYMENT_WAITING), "", ret_row) &&
		    ret_row->url[0] != '\0')
			return true;
	return false;
}

bool evening_code_paper(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	struct payment_row row;

	return any_code(evening, &row) && code_paper_print(till->app, &act, row.id) == ERR_OK;
}

bool evening_code_paid(struct evening *evening)
{
	struct payment_row row;
	char form[PAYMENT_URL_SIZE + 8];

	if (!any_code(evening, &row))
		return false;
	str_format(form, sizeof form, "url=%s", row.url);
	return evening_control(evening, "pay-link", form);
}

bool evening_bank(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), due = 0;
	struct payment_slip slip = { .part = evening_due_part(evening, till, bill, &due),
				     .amount_minor = PAY_EXACT,
				     .tip_minor = evening_below(evening, 300),
				     .brand = "visa", .last_four = "1881",
				     .authorization_code = "A12345" };
	struct act act = evening_act(evening, till, bill, "");
	struct pay_result result;

	slip.tender_type = house_tender(&till->house, "bank");
	return slip.part != 0 && payment_slip(till->app, &act, &slip, &result) == ERR_OK;
}

static bool begin_kept(struct evening *evening, const char *tender, int64_t card, bool is_first)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), due = 0, payment = 0;
	struct payment_order order = { .part = evening_due_part(evening, till, bill, &due),
				       .amount_minor = PAY_EXACT, .card_on_file = card,
				       .save_card = is_first };
	struct act act = evening_act(evening, till, bill, "");

	order.tender_type = house_tender(&till->house, tender);
	if (order.part == 0 || payment_begin(till->app, &act, &order, &payment) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

/* A guest agrees, and pays with the card that is kept from then on. */
bool evening_card_keep(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_act(till->app, till->house.cashier);
	int64_t card = 0;

	return card_keep(till->app, &act, "Omar", "signed the form", &card) == ERR_OK &&
	       begin_kept(evening, "card", card, true);
}

static int64_t any_kept(struct evening *evening)
{
	struct card_on_file cards[64];
	int64_t card = 0;
	int n = 0, found = 0;

	(void)store_card_list(evening->till[0].app->db, cards, 64, &n);
	for (int i = 0; i < n; i++)
		if (cards[i].method[0] != '\0' && evening_below(evening, ++found) == 0)
			card = cards[i].id;
	return card;
}

bool evening_card_charge(struct evening *evening)
{
	int64_t card = any_kept(evening);

	return card != 0 && begin_kept(evening, "saved", card, false);
}

bool evening_card_forget(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_act(till->app, till->house.cashier);
	int64_t card = any_kept(evening);

	return card != 0 && card_forget(till->app, &act, card) == ERR_OK;
}

/* --- what came of it -------------------------------------------------------------------------- */

/* It was granted although the cashier had stopped it, and is kept. */
bool evening_keep(struct evening *evening)
{
	static struct payment_row rows[PAYMENTS];
	int n = 0, i = 0;

	if (store_payment_in(evening->till[0].app->db,
			     BIT(PAYMENT_AUTHORIZED) | BIT(PAYMENT_CAPTURED), rows, PAYMENTS,
			     &n) != ERR_OK)
		return false;
	while (i < n && !str_equal(rows[i].wants, "stop"))
		i++;
	return i < n && evening_on_payment(evening, &rows[i], payment_keep);
}

bool evening_ask_now(struct evening *evening)
{
	struct payment_row row;

	return evening_payment(evening, BIT(PAYMENT_DOUBT), "", &row) &&
	       evening_on_payment(evening, &row, payment_ask_now);
}

/* A guest of the house: one espresso, given away, and nothing to pay. */
bool evening_owes_nothing(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int slot = (int)evening_below(evening, EVENING_TABLES);
	struct act act = evening_act(evening, till, 0, "");
	struct pay_result result;
	struct bill_view view;
	int64_t bill, line, part;

	if (evening->bill[slot] != 0 ||
	    bill_open(till->app, &act, slot + 1, "", 1, &bill) != ERR_OK)
		return false;
	evening->bill[slot] = bill;
	act = evening_act(evening, till, bill, "");
	evening_must(bill_add(till->app, &act, 21, 1, &line), "espresso");
	act = evening_act(evening, till, bill, "discount");
	evening_must(bill_discount_rule(till->app, &act, line, evening->rules[EVENING_COMP]),
		     "comp");
	evening_must(bill_view_load(till->app->db, bill, &view), "bill");
	part = view.parts[0].id;
	bill_view_done(&view);
	act = evening_act(evening, till, bill, "");
	evening_must(pay_nothing(till->app, &act, part, &result), "nothing to pay");
	return true;
}

bool evening_receipt_again(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");
	int64_t copy, paper = evening_number(evening, "SELECT coalesce(max(id), 0) FROM paper "
						      "WHERE property = $1 AND series = 'receipt'");

	return paper != 0 && receipt_print(till->app, &act, paper, &copy) == ERR_OK;
}

/* --- money back ------------------------------------------------------------------------------- */

static bool give_back(struct evening *evening, int64_t bill, const struct refund_order *order)
{
	struct card_house *till = evening_till(evening);
	struct act act = app_bill_act(till->app, till->house.manager, bill, -1);
	int64_t refund = 0;

	act.reason = house_reason(&till->house, "refund");
	if (order->part == 0 || refund_make(till->app, &act, order, &refund) != ERR_OK)
		return false;
	courier_kick(till->courier);
	return true;
}

bool evening_refund_line(struct evening *evening)
{
	int64_t bill = evening->closed[evening_below(evening, EVENING_CLOSED)];
	struct refund_pick pick = { .quantity = 1 };
	struct refund_order order = { .picks = &pick, .n_picks = 1 };
	struct bill_view view;

	if (bill == 0 || bill_view_load(evening->till[0].app->db, bill, &view) != ERR_OK)
		return false;
	if (view.n_stands > 0) {
		const struct bill_stand *stand =
			&view.stands[evening_below(evening, view.n_stands)];

		order.part = stand->part >= 0
				     ? view.rows.parts[stand->part].id
				     : view.parts[evening_below(evening, view.n_parts)].id;
		pick.line = view.items[stand->item].line;
	}
	bill_view_done(&view);
	return give_back(evening, bill, &order);
}

bool evening_refund_tip(struct evening *evening)
{
	int64_t bill = evening->closed[evening_below(evening, EVENING_CLOSED)], left;
	struct app *app = evening->till[0].app;
	struct refund_order order = { .amount_minor = REFUND_TIP_ONLY };
	struct bill_view view;

	if (bill == 0 || bill_view_load(app->db, bill, &view) != ERR_OK)
		return false;
	for (int i = 0; i < view.n_parts; i++) {
		left = 0;
		if (refund_tip_left(app, bill, view.parts[i].id, &left) == ERR_OK && left > 0) {
			order.part = view.parts[i].id;
			order.tip_minor = left;
		}
	}
	bill_view_done(&view);
	return give_back(evening, bill, &order);
}
