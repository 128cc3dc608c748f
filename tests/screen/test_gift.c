/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_gift.c -- a gift card rung on the check screen, with its number and amount.
 */
#include "counter.h"
#include "service/gift.h"
#include "service/setup.h"
#include "suites.h"

static void add_item(struct counter *counter)
{
	struct setup_tax none = { .name = "No tax" };
	struct setup_item item = { .code = 61, .name = "Gift card", .search = "gift card",
				   .category = "Gift cards", .department = "Gift cards",
				   .tax_class = "No tax", .is_active = true, .is_gift = true };
	struct app *app = &counter->house.app;
	struct act act = app_act(app, counter->house.manager);

	CHECK_OK_FATAL(setup_tax(app, &act, &none, NULL));
	act = app_act(app, counter->house.manager);
	CHECK_OK_FATAL(setup_item(app, &act, &item, NULL));
}

static void a_card_is_sold_with_its_number(void)
{
	struct counter counter;
	struct gift_card card;
	struct bill_view view;

	counter_begin(&counter, "gift-sold");
	add_item(&counter);
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	counter_text(&counter, "#5");
	counter_type(&counter, "Enter");
	counter_text(&counter, "61");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Number of the card"));
	counter_text(&counter, "10000005");
	counter_type(&counter, "Enter");
	counter_text(&counter, "50");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "No gift card has it"));
	counter_type(&counter, "Backspace");
	counter_text(&counter, "4");
	counter_type(&counter, "Enter Enter");
	view = counter_view(&counter, 5);
	CHECK_INT(view.n_items, 1);
	CHECK_INT(view.due_minor, 5000);
	bill_view_done(&view);
	CHECK_OK(gift_look(&counter.house.app, "10000004", &card));
	CHECK_INT(card.balance_minor, 0);
	counter_type(&counter, "F11");
	CHECK_OK(gift_look(&counter.house.app, "10000004", &card));
	CHECK_INT(card.balance_minor, 5000);
	counter_close(&counter);
}

const struct check_test test_gift[] = {
	{ "a gift card is rung with its number and amount, and loaded when paid (P8)",
	  a_card_is_sold_with_its_number },
	{ 0 },
};
