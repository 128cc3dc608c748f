/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_rering.c -- seats and courses of lines; what is rung otherwise or once more.
 */
#include "service/rering.h"

#include <stdio.h>

#include "double/house.h"
#include "double/menu_cells.h"
#include "service/bill_place.h"
#include "service/kitchen.h"
#include "service/setup_kitchen.h"
#include "service/suites.h"
#include "store/verify.h"

struct table {
	struct house house;
	int64_t bill;
};

/* Table 5 with these items; Food and Drinks are made at one kitchen station. */
static void sit(struct table *table, const char *name, const int64_t *codes)
{
	struct kitchen_station station = { .number = 1, .name = "Hot", .has_display = true,
					   .is_active = true };
	char url[512];
	struct act act;

	snprintf(url, sizeof url, "sqlite:%s/%s.db?twice=1&synchronous=off", check_folder(), name);
	house_open(&table->house, url, 3, true);
	act = app_act(&table->house.app, table->house.manager);
	CHECK_OK_FATAL(setup_kitchen_station(&table->house.app, &act, &station));
	act = app_act(&table->house.app, table->house.manager);
	CHECK_OK_FATAL(setup_category_kitchen(&table->house.app, &act, "Food", 1, 0));
	table->bill = house_check(&table->house, 5, codes);
}

static void leave(struct table *table)
{
	struct verify_result result;

	CHECK_OK(verify_run(table->house.app.db, NULL, NULL, &result));
	house_close(&table->house);
}

static struct bill_view view_of(struct table *table)
{
	struct bill_view view = { 0 };

	CHECK_OK_FATAL(bill_view_load(table->house.app.db, table->bill, &view));
	return view;
}

static int64_t line_of(struct table *table, int i)
{
	struct bill_view view = view_of(table);
	int64_t line = i < view.n_items ? view.items[i].line : 0;

	bill_view_done(&view);
	return line;
}

static enum err place(struct table *table, int64_t line, int64_t seat, int64_t course)
{
	struct act act = house_act(&table->house, table->bill);

	return bill_place(&table->house.app, &act, line, seat, course);
}

static void places(void)
{
	static const int64_t codes[] = { 31, 32, 0 };
	struct table table;
	struct bill_view view;
	struct act act;
	int64_t line, due_minor;

	sit(&table, "rering-place", codes);
	line = line_of(&table, 1);
	CHECK_OK(bill_due(table.house.app.db, table.bill, &due_minor));
	CHECK_OK(place(&table, line, 2, 3));
	CHECK_OK(place(&table, line, BILL_SEAT_MAX, 0));
	CHECK_INT(place(&table, line, BILL_SEAT_MAX + 1, 0), ERR_RANGE);
	CHECK_INT(place(&table, line, 1, BILL_COURSE_MAX + 1), ERR_RANGE);
	CHECK_INT(place(&table, line, -1, 0), ERR_RANGE);
	CHECK_INT(place(&table, table.bill, 1, 0), ERR_NOT_FOUND);
	view = view_of(&table);
	CHECK_INT(view.items[1].seat, BILL_SEAT_MAX);
	CHECK_INT(view.items[1].course, 0);
	CHECK_INT(view.due_minor, due_minor);
	bill_view_done(&view);
	act = house_act(&table.house, table.bill);
	CHECK_OK(bill_void(&table.house.app, &act, line, 0));
	CHECK_INT(place(&table, line, 1, 1), ERR_NOT_FOUND);
	leave(&table);
}

static enum err rering(struct table *table, int64_t staff, int64_t line, struct ring ring)
{
	struct act act = app_bill_act(&table->house.app, staff, table->bill, -1);
	int64_t other;

	return bill_rering(&table->house.app, &act, line, &ring, &other);
}

static void otherwise(void)
{
	static const int64_t codes[] = { 31, 0 };
	struct ring two = { .code = 32, .quantity = 2, .price_minor = -1, .seat = 4, .course = 2 };
	struct table table;
	struct bill_view view;
	struct act act;
	int64_t line;

	sit(&table, "rering-other", codes);
	line = line_of(&table, 0);
	act = house_act(&table.house, table.bill);
	CHECK_OK(bill_note(&table.house.app, &act, line, "hot"));
	CHECK_INT(rering(&table, table.house.waiter, line, two), ERR_REASON);
	CHECK_OK(rering(&table, table.house.cashier, line, two));
	view = view_of(&table);
	CHECK_INT(view.n_items, 1);
	CHECK_TEXT(view.items[0].name, "Lamb ouzi");
	CHECK_INT(view.items[0].seat, 4);
	CHECK(view.items[0].note != 0);
	CHECK_INT(view.due_minor, 3600);
	bill_view_done(&view);
	CHECK_INT(rering(&table, table.house.cashier, line, two), ERR_RANGE);
	line = line_of(&table, 0);
	act = house_act(&table.house, table.bill);
	act.reason = house_reason(&table.house, "discount");
	CHECK_OK(bill_discount(&table.house.app, &act, line, 100, 0));
	CHECK_INT(rering(&table, table.house.cashier, line, two), ERR_STATE);
	leave(&table);
}

static enum err send(struct table *table)
{
	struct act act = house_act(&table->house, table->bill);
	struct kitchen_sent sent;

	return kitchen_send(&table->house.app, &act, &sent);
}

static enum err round_again(struct table *table, int64_t *ret_pieces)
{
	struct act act = house_act(&table->house, table->bill);

	return bill_ring_round(&table->house.app, &act, ret_pieces);
}

static void the_round(void)
{
	static const int64_t codes[] = { 31, 21, 0 };
	struct table table;
	struct bill_view view;
	struct act act;
	int64_t pieces = 0, line;

	sit(&table, "rering-round", codes);
	CHECK_INT(round_again(&table, &pieces), ERR_STATE);
	CHECK_OK(send(&table));
	act = house_act(&table.house, table.bill);
	CHECK_OK(bill_add(&table.house.app, &act, 32, 3, &line));
	CHECK_INT(rering(&table, table.house.cashier, line_of(&table, 0),
			 (struct ring){ .code = 32, .quantity = 1, .price_minor = -1 }),
		  ERR_REASON);
	CHECK_OK(send(&table));
	act = house_act(&table.house, table.bill);
	act.reason = house_reason(&table.house, "void");
	CHECK_OK(bill_void(&table.house.app, &act, line, 1));
	CHECK_OK(round_again(&table, &pieces));
	CHECK_INT(pieces, 2);
	view = view_of(&table);
	CHECK_INT(view.n_items, 4);
	CHECK_INT(view.items[3].quantity, 2);
	CHECK_INT(view.items[3].sent, 0);
	CHECK_INT(view.due_minor, 550 + 220 + 2 * 1800 + 2 * 1800);
	bill_view_done(&view);
	act = house_act(&table.house, table.bill);
	CHECK_OK(bill_void(&table.house.app, &act, line_of(&table, 3), 0));
	act = house_act(&table.house, table.bill);
	act.staff = table.house.manager;
	act.reason = house_reason(&table.house, "void");
	CHECK_OK(bill_void(&table.house.app, &act, line, 0));
	CHECK_INT(round_again(&table, &pieces), ERR_STATE);
	leave(&table);
}

static enum err relevel(struct table *table, int64_t approver, int i, int64_t level)
{
	struct act act = house_act(&table->house, table->bill);
	int64_t line;

	act.approver = approver;
	return bill_relevel(&table->house.app, &act, line_of(table, i), level, &line);
}

/* Two lambs, medium, for seat 3, at the price for staff and back; all else of them stays. */
static void at_a_level_by_hand(void)
{
	static const int64_t codes[] = { 31, 0 };
	struct ring two = { .code = 32, .quantity = 2, .price_minor = -1, .seat = 3, .n = 1 };
	int64_t staff, manager, line;
	struct kitchen_sent sent;
	struct bill_view view;
	struct table table;
	struct act act;

	sit(&table, "rering-level", codes);
	manager = table.house.manager;
	menu_cells_put(&table.house, &menu_modifiers, "group=How cooked;low=1;high=1;for=32");
	two.choice[0].modifier = menu_cells_put(&table.house, &menu_modifiers,
						"group=How cooked;modifier=medium;price=1");
	two.choice[0].quantity = 1;
	staff = menu_cells_put(&table.house, &menu_levels, "level=Staff;by_hand=yes");
	menu_cells_put(&table.house, &menu_prices, "code=32;level=Staff;price=7");
	act = house_act(&table.house, table.bill);
	CHECK_OK(bill_ring(&table.house.app, &act, &two, &line));
	CHECK_INT(relevel(&table, 0, 1, staff), ERR_APPROVAL);
	CHECK_INT(relevel(&table, manager, 0, staff), ERR_NOT_FOUND);
	CHECK_OK(relevel(&table, manager, 1, staff));
	view = view_of(&table);
	CHECK_INT(view.n_items, 2);
	CHECK_INT(view.items[1].amount_minor, 2 * (700 + 100));
	CHECK_INT(view.items[1].level, staff);
	CHECK_INT(view.items[1].seat, 3);
	CHECK_TEXT(view.items[1].choices, "medium");
	bill_view_done(&view);
	CHECK_OK(relevel(&table, 0, 1, 0));
	view = view_of(&table);
	CHECK_INT(view.items[1].amount_minor, 2 * (1800 + 100));
	bill_view_done(&view);
	act = house_act(&table.house, table.bill);
	CHECK_OK(kitchen_send(&table.house.app, &act, &sent));
	CHECK_INT(relevel(&table, manager, 1, staff), ERR_REASON);
	leave(&table);
}

const struct check_test test_rering[] = {
	{ "another seat or course changes nothing that is owed (B1)", places },
	{ "a line is rung otherwise by whom it is, unsent and without a price of its own (B1)",
	  otherwise },
	{ "a line is rung anew at a level by hand and all else of it stays (B1)",
	  at_a_level_by_hand },
	{ "the last round is rung again as it is left (B3)", the_round },
	{ NULL, NULL },
};
