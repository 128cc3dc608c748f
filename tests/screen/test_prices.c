/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_prices.c -- the list of price changes over a check.
 */
#include "counter.h"
#include "double/menu_cells.h"
#include "service/setup_price.h"
#include "suites.h"

static void add_rules(struct counter *counter)
{
	static const struct setup_discount rules[] = {
		{ .no = 1, .name = "Regulars 10 %", .scope = DISCOUNT_OF_CHECK,
		  .category = "", .rate_ppm = 100000, .amount_minor = -1, .target_minor = -1,
		  .reason = "", .is_active = true },
		{ .no = 2, .name = "Happy hour", .scope = DISCOUNT_OF_CATEGORY,
		  .category = "Drinks", .rate_ppm = 500000, .amount_minor = -1,
		  .target_minor = -1, .reason = "Happy hour", .is_active = true },
		{ .no = 3, .name = "On the house", .kind = DISCOUNT_COMP,
		  .scope = DISCOUNT_OF_LINE, .category = "", .rate_ppm = 1000000,
		  .amount_minor = -1, .target_minor = -1, .reason = "", .is_active = true },
		{ .no = 4, .name = "Staff meal", .kind = DISCOUNT_STAFF_MEAL,
		  .scope = DISCOUNT_OF_CHECK, .category = "", .rate_ppm = 500000,
		  .amount_minor = -1, .target_minor = -1, .stands_alone = true,
		  .reason = "Staff meal", .is_active = true },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		struct act act = app_act(&counter->house.app, counter->house.manager);

		CHECK_OK_FATAL(setup_discount(&counter->house.app, &act, &rules[i], NULL));
	}
}

/* Table 5 with a lamb and an espresso; the list is open on the lamb. */
static void begin(struct counter *counter, const char *name, int staff)
{
	struct screen_line of = { &counter->till, 0, 0 };
	struct bill_view view;

	counter_begin(counter, name);
	add_rules(counter);
	counter_log_in(counter, staff);
	counter_type(counter, "5 Enter 3 2 Enter 2 1 Enter");
	view = counter_view(counter, 5);
	of.bill = view.rows.head.id;
	of.line = view.items[0].line;
	bill_view_done(&view);
	CHECK_OK_FATAL(ui_push(counter->till.ui, &screen_prices, &of));
	ui_reload(counter->till.ui);
}

static void each_rule_says_what_it_takes_off(void)
{
	struct counter counter;

	begin(&counter, "prices-list", 3);
	counter_golden(&counter, "prices");
	counter_type(&counter, "2 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_says(&counter, "Happy hour: done. Due now: 19.10."));
	CHECK_INT(counter_due(&counter, 5), 1910);
	counter_close(&counter);
}

/* The espresso after it is cheaper too; the same digit ends it, for all of them. */
static void a_category_stays_given(void)
{
	struct counter counter;

	begin(&counter, "prices-stands", 3);
	counter_type(&counter, "2 Enter 2 1 Enter +");
	CHECK_INT(counter_due(&counter, 5), 1800 + 3 * 110);
	counter_type(&counter, "F7");
	CHECK(ui_top(counter.till.ui) == &screen_prices);
	CHECK(counter_has(&counter, "given; ends it"));
	counter_type(&counter, "2 Enter");
	CHECK(counter_says(&counter, "Discount taken back: done. Due now: 24.60."));
	counter_type(&counter, "2 1 Enter");
	CHECK_INT(counter_due(&counter, 5), 1800 + 4 * 220);
	counter_close(&counter);
}

/* "10%" after the key instead of before it; then each letter, which would do its row. */
static void typed_late_it_gives_nothing(void)
{
	static const char *const typed[] = { "1 0 %", "5 0 %", "3", "t", "b", "s", "x", "p", "l" };
	struct counter counter;
	int64_t due, acts;

	begin(&counter, "prices-late", 3);
	due = counter_due(&counter, 5);
	acts = counter_number(&counter, "SELECT count(*) FROM act");
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		counter_type(&counter, typed[i]);
		CHECK(ui_top(counter.till.ui) == &screen_prices);
		CHECK_INT(counter_due(&counter, 5), due);
	}
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM act"), acts);
	counter_type(&counter, "1 0");
	CHECK(counter_says(&counter, "Enter gives what is marked."));
	counter_type(&counter, "t Enter");
	CHECK(counter_says(&counter, "Take away: done."));
	counter_close(&counter);
}

static void a_comp_is_approved_in_place(void)
{
	struct counter counter;

	begin(&counter, "prices-comp", 2);
	counter_type(&counter, "3 Enter");
	CHECK(counter_has(&counter, "On the house"));
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "Give meals on the house"));
	CHECK(counter_has(&counter, "18.00"));
	counter_type(&counter, "3 Tab");
	counter_text(&counter, "471134");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "On the house: done. Due now: 2.20."));
	CHECK_INT(counter_number(&counter, "SELECT count(*) FROM line l JOIN act a ON a.property = "
					   "l.property AND a.id = l.id - l.id % 65536 "
					   "WHERE l.level = 1 AND a.approver <> 0"),
		  1);
	counter_close(&counter);
}

static void another_price_is_typed(void)
{
	struct counter counter;

	begin(&counter, "prices-override", 3);
	counter_type(&counter, "p Enter");
	counter_text(&counter, "15");
	counter_type(&counter, "Enter");
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "Due now: 17.20."));
	counter_close(&counter);
}

static void what_does_not_go_says_why(void)
{
	struct counter counter;
	struct screen_line of = { &counter.till, 0, 0 };
	struct bill_view view;

	begin(&counter, "prices-stack", 3);
	counter_type(&counter, "1 Enter");
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1818);
	view = counter_view(&counter, 5);
	of.bill = view.rows.head.id;
	bill_view_done(&view);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_prices, &of));
	ui_reload(counter.till.ui);
	counter_golden(&counter, "prices-beside");
	counter_type(&counter, "4 Enter");
	CHECK(counter_says(&counter, "does not go with another one"));
	counter_type(&counter, "3 Enter");
	CHECK(counter_says(&counter, "That is for one line: choose it on the check"));
	counter_type(&counter, "p Enter");
	CHECK(counter_says(&counter, "That is for one line: choose it on the check"));
	counter_type(&counter, "b Enter");
	CHECK_INT(counter_due(&counter, 5), 2020);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_prices, &of));
	counter_type(&counter, "b Enter");
	CHECK(counter_says(&counter, "There is no discount to take back."));
	counter_close(&counter);
}

static void charge_and_exemption_are_asked_for(void)
{
	static const struct setup_service rule = { .name = "Parties", .room = "", .covers = 8,
						   .rate_ppm = 100000, .tax_class = "VAT 10",
						   .department = "Service charge",
						   .is_active = true };
	struct counter counter;
	struct screen_line of = { &counter.till, 0, 0 };
	struct bill_view view;
	struct act act;

	begin(&counter, "prices-charge", 3);
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(setup_service(&counter.house.app, &act, &rule, NULL));
	counter_type(&counter, "s Enter");
	counter_text(&counter, "12.5");
	counter_golden(&counter, "prices-service");
	counter_type(&counter, "Enter");
	counter_type(&counter, "1");
	CHECK(counter_says(&counter, "Service charge: done. Due now: 22.73."));
	view = counter_view(&counter, 5);
	of.bill = view.rows.head.id;
	bill_view_done(&view);
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_prices, &of));
	counter_type(&counter, "x Enter");
	counter_type(&counter, "1");
	counter_text(&counter, "D-17");
	counter_type(&counter, "Enter Enter");
	counter_text(&counter, "2026-11-20");
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "is not good today"));
	counter_type(&counter, "Backspace x Enter");
	CHECK(counter_has(&counter, "Write 2026-12-31"));
	counter_type(&counter, "Backspace 1 Enter");
	CHECK(counter_says(&counter, "Exempt from a tax: done. Due now: 20.66."));
	CHECK_OK_FATAL(ui_push(counter.till.ui, &screen_prices, &of));
	ui_reload(counter.till.ui);
	counter_golden(&counter, "prices-exempt");
	counter_type(&counter, "x Enter 1");
	CHECK(counter_says(&counter, "Exemption taken back: done. Due now: 22.73."));
	counter_close(&counter);
}

/* The row is there for a line that has such a price, and for one that stands at it. */
static void a_level_is_chosen_by_hand(void)
{
	struct counter counter;

	begin(&counter, "prices-level", 2);
	CHECK(!counter_has(&counter, "Another level"));
	counter_type(&counter, "Esc");
	menu_cells_put(&counter.house, &menu_levels, "level=For staff;by_hand=yes");
	menu_cells_put(&counter.house, &menu_prices, "code=32;level=For staff;price=7");
	counter_type(&counter, "Up F7 l Enter");
	CHECK(counter_has(&counter, "For staff, 7.00"));
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "11.00"));
	counter_type(&counter, "3 Tab");
	counter_text(&counter, "471134");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "For staff: done. Due now: 9.20."));
	counter_type(&counter, "Down F7 l Enter");
	CHECK(counter_has(&counter, "The usual price"));
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 1800 + 220);
	counter_close(&counter);
}

const struct check_test test_prices[] = {
	{ "each rule says what it takes off", each_rule_says_what_it_takes_off },
	{ "a category's discount is for what is rung later, until it is ended",
	  a_category_stays_given },
	{ "a digit or letter in the list gives nothing, Enter does (K)",
	  typed_late_it_gives_nothing },
	{ "a comp is approved in place (S)", a_comp_is_approved_in_place },
	{ "another price is typed, with a reason (B1)", another_price_is_typed },
	{ "service charge and exemption are asked for (M6)",
	  charge_and_exemption_are_asked_for },
	{ "what does not go says why", what_does_not_go_says_why },
	{ "a level by hand is chosen for a line, and the usual price again (S)",
	  a_level_is_chosen_by_hand },
	{ 0 }
};
