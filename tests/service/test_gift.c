/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_gift.c -- gift cards and vouchers from the sale to the last cent, over
 * refunds; the table of ways to pay.
 */
#include "service/gift.h"

#include <stdio.h>

#include "check.h"
#include "service/day.h"
#include "service/refund.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

#define CARD "10000004"

/* The house with its usual ways to pay, and item 61, sold on cards. */
static void open_house(struct house *house, const char *name)
{
	struct setup_tax none = { .name = "No tax" };
	struct setup_item item = { .code = 61, .name = "Gift card", .search = "gift card",
				   .category = "Gift cards", .department = "Gift cards",
				   .tax_class = "No tax", .is_active = true, .is_gift = true };
	struct act act;

	shift_open(house, name);
	act = app_act(&house->app, house->manager);
	CHECK_OK_FATAL(setup_usual_tenders(&house->app, &act));
	act = app_act(&house->app, house->manager);
	CHECK_OK_FATAL(setup_tax(&house->app, &act, &none, NULL));
	act = app_act(&house->app, house->manager);
	CHECK_OK_FATAL(setup_item(&house->app, &act, &item, NULL));
}

static int64_t sell_card(struct house *house, int64_t bill, int64_t amount_minor)
{
	struct act act = house_act(house, bill);
	char number[GIFT_NUMBER_SIZE];
	int64_t line = 0;

	CHECK_OK_FATAL(gift_number_make("1000000", number));
	CHECK_TEXT(number, CARD);
	CHECK_OK_FATAL(gift_sell(&house->app, &act, 61, number, amount_minor, &line));
	return line;
}

static int64_t on_card(struct house *house)
{
	struct gift_card card = { .balance_minor = -1 };

	CHECK_OK(gift_look(&house->app, CARD, &card));
	return card.balance_minor;
}

static enum err pay_with(struct house *house, int64_t bill, const char *code, int64_t given,
			 const char *number, struct pay_result *result)
{
	struct act act = house_act(house, bill);

	return pay_number(&house->app, &act, shift_part(house, bill, 0), house_tender(house, code),
			  given, number, result);
}

static void sold_loaded_redeemed(void)
{
	struct pay_result result;
	struct house house;
	struct act act;
	int64_t bill, line;

	open_house(&house, "gift-life");
	bill = house_check(&house, 1, (const int64_t[]){ 32, 0 });
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 61, 1, &line), ERR_GIFT_CARD);
	act = house_act(&house, bill);
	CHECK_INT(gift_sell(&house.app, &act, 21, CARD, 500, &line), ERR_STATE);
	CHECK_INT(gift_sell(&house.app, &act, 61, "10000007", 500, &line), ERR_RANGE);
	CHECK_INT(gift_sell(&house.app, &act, 61, "4242424242424242", 500, &line), ERR_SYNTAX);
	sell_card(&house, bill, 5000);
	CHECK_INT(on_card(&house), 0);
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK_INT(on_card(&house), 5000);
	CHECK_INT(shift_number(&house, "SELECT sum(amount_minor) FROM posting WHERE property = $1 "
				       "AND account / 1000000 = 31"), -5000);
	CHECK_INT(shift_number(&house, "SELECT sum(amount_minor) FROM posting WHERE property = $1 "
				       "AND account / 1000000 IN (50, 60)"), -1800);
	bill = house_check(&house, 2, (const int64_t[]){ 41, 0 });
	CHECK_INT(pay_with(&house, bill, "gift", 5001, CARD, &result), ERR_BALANCE);
	CHECK_INT(pay_with(&house, bill, "gift", PAY_EXACT, "", &result), ERR_GIFT_CARD);
	CHECK_OK(pay_with(&house, bill, "gift", PAY_EXACT, CARD, &result));
	CHECK_INT(result.plan.amount_minor, 5000);
	CHECK(!result.part_closed);
	CHECK_INT(on_card(&house), 0);
	CHECK_INT(pay_with(&house, bill, "gift", PAY_EXACT, CARD, &result), ERR_BALANCE);
	shift_pay(&house, bill, 0, PAY_EXACT);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	house_close(&house);
}

static void loaded_with_what_was_paid(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	open_house(&house, "gift-split");
	bill = house_check(&house, 1, (const int64_t[]){ 31, 0 });
	sell_card(&house, bill, 5000);
	act = shift_why(&house, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, 100000));
	act = house_act(&house, bill);
	CHECK_OK(bill_split_evenly(&house.app, &act, 3));
	shift_pay(&house, bill, 0, PAY_EXACT);
	CHECK_INT(on_card(&house), 0);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	shift_pay(&house, bill, 1, PAY_EXACT);
	shift_pay(&house, bill, 2, PAY_EXACT);
	CHECK_INT(on_card(&house), 4500);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	house_close(&house);
}

static void refunds_load_and_unload(void)
{
	struct refund_pick pick = { 0, 0 };
	struct refund_order order = { 0 };
	struct pay_result result;
	struct refund_plan plan;
	struct house house;
	int64_t bill, paid, line, id;
	struct act act;

	open_house(&house, "gift-refund");
	bill = house_check(&house, 1, (const int64_t[]){ 32, 0 });
	line = sell_card(&house, bill, 5000);
	shift_pay(&house, bill, 0, PAY_EXACT);
	paid = house_check(&house, 2, (const int64_t[]){ 32, 0 });
	CHECK_OK(pay_with(&house, paid, "gift", 1000, CARD, &result));
	shift_pay(&house, paid, 0, PAY_EXACT);

	/* what it sold goes back only while it is on the card */
	pick.line = line;
	order = (struct refund_order){ .part = shift_part(&house, bill, 0), .picks = &pick,
				       .n_picks = 1 };
	act = shift_why(&house, bill, "refund");
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_BALANCE);
	order.n_picks = 0;
	CHECK_OK(refund_plan(&house.app, bill, &order, &plan));
	CHECK_INT(plan.total_minor, 1800);

	/* what it paid goes back to it first (P9) */
	order = (struct refund_order){ .part = shift_part(&house, paid, 0) };
	CHECK_OK(refund_plan(&house.app, paid, &order, &plan));
	CHECK_INT(plan.n_legs, 2);
	CHECK_INT(plan.legs[0].amount_minor, 1000);
	CHECK_INT(plan.legs[1].amount_minor, 800);
	act = shift_why(&house, paid, "refund");
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	CHECK_INT(on_card(&house), 5000);

	order = (struct refund_order){ .part = shift_part(&house, bill, 0), .picks = &pick,
				       .n_picks = 1 };
	act = shift_why(&house, bill, "refund");
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	CHECK_INT(on_card(&house), 0);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	house_close(&house);
}

static void cash_for_no_cash_is_approved(void)
{
	struct refund_order order = { 0 };
	struct perm_need need = { .perm = PERM_NONE };
	struct pay_result result;
	struct house house;
	int64_t bill, id;
	struct act act;

	open_house(&house, "voucher");
	bill = house_check(&house, 1, (const int64_t[]){ 31, 0 });
	CHECK_INT(pay_with(&house, bill, "voucher", 551, "V1001", &result), ERR_STATE);
	CHECK_INT(pay_with(&house, bill, "voucher", 550, "5555444433331111", &result), ERR_SYNTAX);
	CHECK_OK(pay_with(&house, bill, "voucher", 550, "V1001", &result));
	CHECK(result.bill_closed);
	order.part = shift_part(&house, bill, 0);
	bill = house_check(&house, 2, (const int64_t[]){ 31, 0 });
	CHECK_INT(pay_with(&house, bill, "voucher", 550, "V1001", &result), ERR_EXISTS);
	bill = shift_number(&house, "SELECT bill FROM tender WHERE property = $1");
	order.to_tender_type = house_tender(&house, "cash");
	order.amount_minor = 250;
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "refund");
	act.need = &need;
	CHECK_INT(refund_make(&house.app, &act, &order, &id), ERR_APPROVAL);
	CHECK_INT(need.perm, PERM_REFUND_CASH);
	act.approver = house.manager;
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	order.to_tender_type = 0;
	order.amount_minor = 0;
	act = shift_why(&house, bill, "refund");
	CHECK_OK(refund_make(&house.app, &act, &order, &id));
	CHECK_INT(shift_number(&house, "SELECT sum(amount_minor) FROM posting WHERE property = $1 "
				       "AND account / 1000000 = 26"), 250);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, house.app.property.business_date + 1, NULL));
	shift_verify(&house);
	house_close(&house);
}

static void ways_to_pay_are_a_table(void)
{
	static const struct {
		struct tender_type type;
		enum err err;
	} cases[] = {
		{ { .code = "meal", .name = "Meal voucher", .driver = "voucher", .unit = "EUR",
		    .rate_num = 1, .rate_den = 1 }, ERR_OK },
		{ { .code = "meal", .name = "Meals", .driver = "cash", .unit = "EUR",
		    .rate_num = 1, .rate_den = 1 }, ERR_STATE },
		{ { .code = "meal", .name = "Meals", .driver = "voucher", .unit = "EUR",
		    .rate_num = 1, .rate_den = 1, .position = 3 }, ERR_STATE },
		{ { .code = "chf", .name = "Francs", .driver = "cash", .unit = "CHF",
		    .rate_num = 21, .rate_den = 20, .gives_change = true, .position = 1 },
		  ERR_EXISTS },
		{ { .code = "chf", .name = "Francs", .driver = "cash", .unit = "CHF",
		    .rate_num = 0, .rate_den = 20 }, ERR_RANGE },
		{ { .code = "usd-card", .name = "Dollars", .driver = "reader", .unit = "USD",
		    .rate_num = 1, .rate_den = 1 }, ERR_STATE },
		{ { .code = "v", .name = "V", .driver = "voucher", .unit = "EUR", .rate_num = 1,
		    .rate_den = 1, .tips = TENDER_TIPS_TYPED }, ERR_TIP },
		{ { .code = "x y", .name = "V", .driver = "voucher", .unit = "EUR", .rate_num = 1,
		    .rate_den = 1 }, ERR_RANGE },
		{ { .code = "x", .name = "4242 4242 4242 4242", .driver = "voucher", .unit = "EUR",
		    .rate_num = 1, .rate_den = 1 }, ERR_CARD_NUMBER },
	};
	struct house house;
	int64_t id;

	open_house(&house, "tender-table");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct act act = app_act(&house.app, house.manager);

		CHECK_INT(setup_tender(&house.app, &act, &cases[i].type, &id), cases[i].err);
	}
	shift_verify(&house);
	house_close(&house);
}

const struct check_test test_gift[] = {
	{ "a gift card is sold, loaded when its bill closes, and paid with to its end (P8, L4)",
	  sold_loaded_redeemed },
	{ "a card is loaded with the cents that were paid for it, over parts and dates (M2, L6)",
	  loaded_with_what_was_paid },
	{ "a refund loads the card that paid, and takes back at most what a sold one has (P5, P9)",
	  refunds_load_and_unload },
	{ "a voucher is taken once; cash for it wants an approval (P8, S)",
	  cash_for_no_cash_is_approved },
	{ "ways to pay are rows with a driver, a place and rules (P8)", ways_to_pay_are_a_table },
	{ 0 },
};
