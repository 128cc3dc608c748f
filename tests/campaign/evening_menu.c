/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening_menu.c -- the menu of the evening, and what is rung of it as ordered:
 *                                  sizes, choices, set menus, weights, prices of the hour, counts.
 */
#include "base/clock.h"
#include "base/str.h"
#include "campaign/evening_inside.h"
#include "double/menu_cells.h"
#include "service/rering.h"
#include "service/setup.h"

#define SET 60
#define OPEN 61
#define WEIGHED 62
#define COUNTED 63
#define STEAK 64
#define HAPPY_MS (HOUSE_TODAY + INT64_C(1200000))   /* the happy hour ends at 20:20 */

void evening_menu_open(struct evening *evening)
{
	static const struct {
		const struct menu_table *table;
		const char *cells;
	} rows[] = {
		{ &menu_levels, "level=Happy hour;hours=19:00-20:20;position=1" },
		{ &menu_prices, "code=21;level=Happy hour;price=1.50" },
		{ &menu_prices, "code=22;size=glass;price=2.50" },
		{ &menu_items, "code=60;name=Dinner for one;category=Food;tax=VAT 10;price=30;"
			       "kind=set" },
		{ &menu_items, "code=61;name=Catch of the day;category=Food;tax=VAT 10;price=0;"
			       "kind=open;lowest=10;highest=60" },
		{ &menu_items, "code=62;name=Cake;category=Food;tax=VAT 10;price=24.90;"
			       "kind=weighed" },
		{ &menu_items, "code=63;name=Oysters;category=Food;tax=VAT 10;price=19" },
		{ &menu_items, "code=64;name=Rib eye;category=Food;tax=VAT 10;price=27.50" },
		{ &menu_modifiers, "group=First course;low=1;high=1;for=60" },
		{ &menu_modifiers, "group=To drink;low=1;high=2;for=60" },
		{ &menu_modifiers, "group=How cooked;low=1;high=1;for=64" },
		{ &menu_modifiers, "group=Beside;low=0;high=4;free=1;for=64" },
	};
	struct house *house = &evening->till[0].house;
	struct evening_menu *menu = &evening->menu;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		menu_cells_put(house, rows[i].table, rows[i].cells);
	menu->pot = menu_cells_put(house, &menu_prices, "code=22;size=pot;price=4.10");
	menu->soup = menu_cells_put(house, &menu_modifiers,
				    "group=First course;modifier=soup;item=31");
	menu->wine = menu_cells_put(house, &menu_modifiers,
				    "group=To drink;modifier=wine;item=41;price=4");
	menu->rare = menu_cells_put(house, &menu_modifiers, "group=How cooked;modifier=rare");
	menu->fries = menu_cells_put(house, &menu_modifiers,
				     "group=Beside;modifier=fries;price=3.20");
}

/* --- as ordered ------------------------------------------------------------------------------- */

static enum err ring_at(struct evening *evening, struct card_house *till, int64_t bill,
			const struct ring *ring, int64_t *ret_line)
{
	struct act act = evening_act(evening, till, bill, "");

	return bill != 0 ? bill_ring(till->app, &act, ring, ret_line) : ERR_NOT_FOUND;
}

static enum err ring(struct evening *evening, const struct ring *ring)
{
	struct card_house *till = evening_till(evening);
	int64_t line;

	return ring_at(evening, till, evening_bill(evening, till), ring, &line);
}

static struct ring plain(int64_t code, int64_t quantity)
{
	return (struct ring){ .code = code, .quantity = quantity, .price_minor = -1, .course = -1 };
}

static struct ring pot_of_tea(const struct evening *evening)
{
	struct ring tea = plain(22, 1);

	tea.size = evening->menu.pot;
	return tea;
}

bool evening_size(struct evening *evening)
{
	struct ring tea = pot_of_tea(evening);

	tea.quantity += evening_below(evening, 2);
	return ring(evening, &tea) == ERR_OK;
}

bool evening_choice(struct evening *evening)
{
	struct ring steak = plain(STEAK, 1 + evening_below(evening, 2));

	steak.n = 2;
	steak.choice[0] = (struct ring_choice){ evening->menu.rare, 1 };
	steak.choice[1] = (struct ring_choice){ evening->menu.fries,
						1 + evening_below(evening, 3) };
	return ring(evening, &steak) == ERR_OK;
}

/* A steak without saying how it is cooked must not be had. */
bool evening_no_choice(struct evening *evening)
{
	struct ring steak = plain(STEAK, 1);
	enum err err = ring(evening, &steak);

	if (err == ERR_OK)
		evening_wrong(evening, "a required choice was not asked for");
	return err == ERR_CHOICE;
}

bool evening_set_menu(struct evening *evening)
{
	struct ring dinner = plain(SET, 1 + evening_below(evening, 3));

	dinner.n = 2;
	dinner.choice[0] = (struct ring_choice){ evening->menu.soup, 1 };
	dinner.choice[1] = (struct ring_choice){ evening->menu.wine, 1 };
	return ring(evening, &dinner) == ERR_OK;
}

bool evening_open_price(struct evening *evening)
{
	struct ring fish = plain(OPEN, 1);

	fish.price_minor = 1000 + evening_below(evening, 5001);
	return ring(evening, &fish) == ERR_OK;
}

bool evening_weighed(struct evening *evening)
{
	struct ring cake = plain(WEIGHED, 1);

	cake.weight_g = 80 + evening_below(evening, 300);
	return ring(evening, &cake) == ERR_OK;
}

/* --- prices of the hour ----------------------------------------------------------------------- */

static int64_t price_of(struct evening *evening, int64_t bill, int64_t line)
{
	struct bill_view view;
	int64_t minor = -1;

	if (bill_view_load(evening->till[0].app->db, bill, &view) != ERR_OK)
		return -1;
	for (int i = 0; i < view.rows.n_lines; i++)
		if (view.rows.lines[i].id == line)
			minor = view.rows.lines[i].price_minor;
	bill_view_done(&view);
	return minor;
}

/* An espresso costs 1.50 until 20:20, and 2.20 from then on. */
static bool coffee(struct evening *evening, bool is_happy)
{
	struct card_house *till = evening_till(evening);
	struct ring espresso = plain(21, 1);
	int64_t bill, line = 0, minor;

	if ((clock_unix_ms(till->app->clock) < HAPPY_MS) != is_happy)
		return false;
	bill = evening_bill(evening, till);
	if (ring_at(evening, till, bill, &espresso, &line) != ERR_OK)
		return false;
	minor = price_of(evening, bill, line);
	if (minor != (is_happy ? 150 : 220))
		evening_wrong(evening, "an espresso for %lld", (long long)minor);
	return true;
}

bool evening_happy_price(struct evening *evening)
{
	return coffee(evening, true);
}

bool evening_usual_price(struct evening *evening)
{
	return coffee(evening, false);
}

/* --- what is counted -------------------------------------------------------------------------- */

bool evening_count_left(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	struct act act = evening_act(evening, till, 0, "");

	return menu_set_left(till->app, &act, COUNTED, 3 + evening_below(evening, 4)) == ERR_OK;
}

bool evening_counted(struct evening *evening)
{
	struct ring oysters = plain(COUNTED, 1 + evening_below(evening, 2));

	return ring(evening, &oysters) == ERR_OK;
}

bool evening_sold_out(struct evening *evening)
{
	struct ring oysters = plain(COUNTED, 7);

	return ring(evening, &oysters) == ERR_SOLD_OUT;
}

/* --- rung once more --------------------------------------------------------------------------- */

bool evening_otherwise(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), line = 0;
	struct act act = evening_act(evening, till, bill, "");
	struct ring tea = plain(22, 1);

	if (bill == 0 || bill_ring(till->app, &act, &tea, &line) != ERR_OK)
		return false;
	act = app_bill_act(till->app, act.staff, bill, -1);
	tea = pot_of_tea(evening);
	return bill_rering(till->app, &act, line, &tea, &line) == ERR_OK;
}

bool evening_round_again(struct evening *evening)
{
	struct card_house *till = evening_till(evening);
	int64_t bill = evening_bill(evening, till), pieces = 0;
	struct act act = evening_act(evening, till, bill, "");

	return bill != 0 && bill_ring_round(till->app, &act, &pieces) == ERR_OK;
}
