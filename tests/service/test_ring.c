/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_ring.c -- ringing as ordered: sizes, levels, modifiers, sets, weights, counts.
 */
#include "service/ring.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "double/house.h"
#include "double/menu_cells.h"
#include "service/bill.h"
#include "service/menu.h"
#include "service/menu_table.h"
#include "service/shift.h"
#include "service/suites.h"

#define HOUR_MS INT64_C(3600000)   /* the house's clock stands at 20:00 of a Saturday */

static void open_house(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/ring-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, true);
}

static int64_t put(struct house *house, const struct menu_table *table, const char *cells)
{
	return menu_cells_put(house, table, cells);
}

static struct ring plain(int64_t code, int64_t quantity)
{
	return (struct ring){ .code = code, .quantity = quantity, .price_minor = -1, .course = -1 };
}

static enum err ring(struct house *house, int64_t bill, const struct ring *ring, int64_t *ret_line)
{
	struct act act = house_act(house, bill);

	return bill_ring(&house->app, &act, ring, ret_line);
}

static struct bill_view look(struct house *house, int64_t bill)
{
	struct bill_view view = { 0 };

	CHECK_OK_FATAL(bill_view_load(house->app.db, bill, &view));
	return view;
}

static const struct line_row *row_named(const struct bill_view *view, const char *name)
{
	static const struct line_row none;

	for (int i = 0; i < view->rows.n_lines; i++)
		if (strcmp(view->rows.lines[i].name, name) == 0)
			return &view->rows.lines[i];
	CHECK_TEXT("", name);
	return &none;
}

static int64_t left_of(struct house *house, int64_t code)
{
	struct item item = { 0 };

	CHECK_OK(store_item_by_code(house->app.db, code, house->app.property.business_date, &item));
	return item.remaining;
}

static void a_size_has_its_price_and_stands_in_the_name(void)
{
	int64_t bill, large, line;
	struct bill_view view;
	struct house house;
	struct ring wanted = plain(22, 2);

	open_house(&house, "size");
	put(&house, &menu_prices, "code=22;size=glass;price=2.40");
	large = put(&house, &menu_prices, "code=22;size=pot;price=4.10");
	bill = house_check(&house, 5, (const int64_t[]){ 22, 0 });
	wanted.size = large;
	CHECK_OK(ring(&house, bill, &wanted, &line));
	wanted.size = large + 77;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_NOT_FOUND);
	wanted = plain(21, 1);
	wanted.size = large;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_NOT_FOUND);
	view = look(&house, bill);
	CHECK_INT(view.n_items, 2);
	CHECK_TEXT(view.items[0].name, "Tea glass");
	CHECK_INT(view.items[0].amount_minor, 240);
	CHECK_TEXT(view.items[1].name, "Tea pot");
	CHECK_INT(view.items[1].amount_minor, 820);
	CHECK_INT(view.rows.lines[1].choice, large);
	bill_view_done(&view);
	house_close(&house);
}

static void the_level_in_force_makes_the_price(void)
{
	static const struct {
		int64_t after_ms, price_minor;
	} times[] = { { 0, 220 },
		      { 21 * HOUR_MS - 1, 220 },
		      { 21 * HOUR_MS, 150 },
		      { 23 * HOUR_MS - 1, 150 },
		      { 23 * HOUR_MS, 220 } };
	struct ring wanted = plain(21, 1);
	int64_t bill, line, level;
	struct bill_view view;
	struct house house;

	open_house(&house, "level");
	level = put(&house, &menu_levels, "level=Happy hour;hours=Sun 17-19;position=2");
	put(&house, &menu_prices, "code=21;level=Happy hour;price=1.50");
	bill = house_check(&house, 5, (const int64_t[]){ 31, 0 });
	for (int i = 0; i < (int)(sizeof times / sizeof *times); i++) {
		clock_init_set(&house.clock, HOUSE_TODAY + times[i].after_ms);
		CHECK_OK(ring(&house, bill, &wanted, &line));
		view = look(&house, bill);
		CHECK_INT(view.items[i + 1].amount_minor, times[i].price_minor);
		CHECK_INT(view.items[i + 1].level, times[i].price_minor == 150 ? level : 0);
		bill_view_done(&view);
	}
	house_close(&house);
}

static void a_level_counts_in_its_room_and_the_first_one_wins(void)
{
	int64_t bill, line, price = 0;
	struct ring wanted = plain(21, 1);
	struct item item;
	struct house house;

	open_house(&house, "room");
	put(&house, &menu_levels, "level=Evening;hours=19-23;position=5");
	put(&house, &menu_levels, "level=Hall;room=Restaurant;position=1");
	put(&house, &menu_prices, "code=21;level=Evening;price=2.60");
	put(&house, &menu_prices, "code=21;level=Hall;price=2.80");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_OK(store_item_by_code(house.app.db, 21, house.app.property.business_date, &item));
	CHECK_OK(ring_price(&house.app, bill, &item, 0, 0, &price));
	CHECK_INT(price, 280);
	CHECK_OK(ring_price(&house.app, 0, &item, 0, 0, &price));
	CHECK_INT(price, 260);
	CHECK_OK(ring(&house, bill, &wanted, &line));
	house_close(&house);
}

static void a_level_by_hand_is_a_price_that_is_allowed(void)
{
	int64_t bill, line, level;
	struct ring wanted = plain(32, 1);
	struct bill_view view;
	struct house house;
	struct act act;

	open_house(&house, "hand");
	level = put(&house, &menu_levels, "level=Staff;by_hand=yes");
	put(&house, &menu_prices, "code=32;level=Staff;price=5");
	bill = house_check(&house, 5, (const int64_t[]){ 32, 0 });
	wanted.level = level;
	act = house_act(&house, bill);
	CHECK_INT(bill_ring(&house.app, &act, &wanted, &line), ERR_APPROVAL);
	act.approver = house.manager;
	CHECK_OK(bill_ring(&house.app, &act, &wanted, &line));
	wanted.code = 31;
	act = house_act(&house, bill);
	act.approver = house.manager;
	CHECK_INT(bill_ring(&house.app, &act, &wanted, &line), ERR_NOT_FOUND);
	view = look(&house, bill);
	CHECK_INT(view.items[0].amount_minor, 1800);
	CHECK_INT(view.items[1].amount_minor, 500);
	bill_view_done(&view);
	house_close(&house);
}

/* Asked of 32: how it is cooked (exactly one), extras (up to three, one of them free). */
struct cooked {
	int64_t medium, rare, cheese, egg;
};

static struct cooked add_groups(struct house *house)
{
	struct cooked cooked;

	put(house, &menu_modifiers, "group=How cooked;low=1;high=1;for=32");
	cooked.medium = put(house, &menu_modifiers, "group=How cooked;modifier=medium");
	cooked.rare = put(house, &menu_modifiers, "group=How cooked;modifier=rare");
	put(house, &menu_modifiers, "group=Extras;low=0;high=3;free=1;for=Food");
	cooked.cheese = put(house, &menu_modifiers, "group=Extras;modifier=cheese;price=1.50");
	cooked.egg = put(house, &menu_modifiers, "group=Extras;modifier=egg;price=1.00");
	return cooked;
}

static void choices_add_their_price_to_every_piece(void)
{
	struct ring wanted = plain(32, 2);
	struct bill_view view;
	struct house house;
	struct cooked cooked;
	int64_t bill, line;

	open_house(&house, "choice");
	cooked = add_groups(&house);
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	wanted.n = 3;
	wanted.choice[0] = (struct ring_choice){ cooked.medium, 1 };
	wanted.choice[1] = (struct ring_choice){ cooked.egg, 1 };
	wanted.choice[2] = (struct ring_choice){ cooked.cheese, 2 };
	wanted.seat = 3;
	wanted.course = 2;
	CHECK_OK(ring(&house, bill, &wanted, &line));
	view = look(&house, bill);
	CHECK_TEXT(view.items[1].choices, "medium · egg · cheese · cheese");
	CHECK_INT(view.items[1].unit_minor, 1800 + 150 + 150);
	CHECK_INT(view.items[1].amount_minor, 2 * 2100);
	CHECK_INT(view.items[1].seat, 3);
	CHECK_INT(view.items[1].course, 2);
	CHECK_INT(row_named(&view, "egg")->amount_minor, 0);
	CHECK_INT(row_named(&view, "cheese")->amount_minor, 300);
	CHECK_INT(row_named(&view, "cheese")->quantity, 0);
	bill_view_done(&view);
	house_close(&house);
}

static void a_choice_too_few_or_too_many_is_refused(void)
{
	const struct ring_group *group;
	struct ring wanted = plain(32, 1);
	struct ring_asks asks = { 0 };
	struct house house;
	struct cooked cooked;
	int64_t bill, line;

	open_house(&house, "few");
	cooked = add_groups(&house);
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_CHOICE);
	CHECK_OK(ring_asks(&house.app, bill, 32, "en", &asks));
	CHECK(ring_has_asks(&asks.item) && ring_must_ask(&asks));
	group = ring_missing(&asks, &wanted);
	CHECK(group != NULL && strcmp(group->name, "How cooked") == 0);
	wanted.n = 2;
	wanted.choice[0] = (struct ring_choice){ cooked.medium, 1 };
	wanted.choice[1] = (struct ring_choice){ cooked.rare, 1 };
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_CHOICE);
	wanted.choice[1] = (struct ring_choice){ cooked.egg, 4 };
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_CHOICE);
	wanted.choice[1] = (struct ring_choice){ cooked.egg, 0 };
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted.choice[1] = (struct ring_choice){ cooked.egg + 999, 1 };
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_NOT_FOUND);
	wanted.choice[1] = (struct ring_choice){ cooked.egg, 3 };
	CHECK_OK(ring(&house, bill, &wanted, &line));
	CHECK(ring_missing(&asks, &wanted) == NULL);
	wanted.code = 21;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_NOT_FOUND);
	house_close(&house);
}

/* 60 is a set at 30.00: soup or ouzi, and wine at a surcharge of 4.00. */
static void a_set_is_shared_over_its_pieces_by_what_they_cost_alone(void)
{
	struct ring wanted = plain(60, 3);
	int64_t bill, line, soup, wine, tea;
	const struct line_row *row;
	struct bill_view view;
	struct house house;
	struct act act;

	open_house(&house, "set");
	put(&house, &menu_items, "code=60;name=Dinner for one;category=Sets;department=Food;"
				 "price=30;tax=VAT 10;kind=set");
	put(&house, &menu_modifiers, "group=First course;low=1;high=1;for=60");
	soup = put(&house, &menu_modifiers, "group=First course;modifier=soup;item=31");
	put(&house, &menu_modifiers, "group=To drink;low=1;high=2;for=60");
	wine = put(&house, &menu_modifiers, "group=To drink;modifier=wine;item=41;price=4");
	tea = put(&house, &menu_modifiers, "group=To drink;modifier=tea;item=22");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_CHOICE);
	wanted.n = 3;
	wanted.choice[0] = (struct ring_choice){ soup, 1 };
	wanted.choice[1] = (struct ring_choice){ wine, 1 };
	wanted.choice[2] = (struct ring_choice){ tea, 1 };
	CHECK_OK(ring(&house, bill, &wanted, &line));
	view = look(&house, bill);
	/* 30.00 over 5.50, 50.00 and 2.50. */
	row = row_named(&view, "soup");
	CHECK_INT(row->price_minor, 285);
	CHECK_INT(row->amount_minor, 3 * 285);
	row = row_named(&view, "wine");
	CHECK_INT(row->price_minor, 2586 + 400);
	CHECK(row->tax_version != view.rows.lines[0].tax_version);
	row = row_named(&view, "tea");
	CHECK_INT(row->price_minor, 129);
	CHECK_INT(row_named(&view, "Dinner for one")->amount_minor, 0);
	CHECK_INT(view.items[1].unit_minor, 3400);
	CHECK_INT(view.items[1].amount_minor, 3 * 3400);
	bill_view_done(&view);
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, line, 1));
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	act.approver = house.manager;
	CHECK_OK(bill_void(&house.app, &act, line, 4));
	view = look(&house, bill);
	CHECK_INT(view.n_items, 1);
	CHECK_INT(view.out.total_minor, 220);
	bill_view_done(&view);
	house_close(&house);
}

static void a_piece_brings_its_own_questions(void)
{
	struct ring wanted = plain(60, 1);
	struct ring_asks asks = { 0 };
	struct house house;
	struct cooked cooked;
	int64_t bill, line, ouzi;

	open_house(&house, "nested");
	cooked = add_groups(&house);
	put(&house, &menu_items, "code=60;name=Dinner;category=Sets;department=Food;price=30;"
				 "tax=VAT 10;kind=set");
	put(&house, &menu_modifiers, "group=Main course;low=1;high=1;for=60");
	ouzi = put(&house, &menu_modifiers, "group=Main course;modifier=ouzi;item=32;name_ar=أوزي");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_OK(ring_asks(&house.app, bill, 60, "ar", &asks));
	CHECK_TEXT(asks.modifiers[0].name, "أوزي");
	CHECK_INT(asks.modifiers[0].code, 32);
	CHECK(asks.modifiers[0].has_groups);
	wanted.n = 1;
	wanted.choice[0] = (struct ring_choice){ ouzi, 1 };
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_CHOICE);
	wanted.choice[wanted.n++] = (struct ring_choice){ cooked.rare, 1 };
	CHECK_OK(ring(&house, bill, &wanted, &line));
	house_close(&house);
}

static void an_open_price_has_limits_and_a_weight_its_grams(void)
{
	struct ring wanted = plain(61, 1);
	struct bill_view view;
	struct house house;
	int64_t bill, line;

	open_house(&house, "open");
	put(&house, &menu_items, "code=61;name=Catch of the day;category=Food;department=Food;"
				 "price=0;tax=VAT 10;kind=open;lowest=10;highest=60");
	put(&house, &menu_items, "code=62;name=Cake;category=Food;department=Food;"
				 "price=24.90;tax=VAT 10;kind=weighed");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted.price_minor = 999;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted.price_minor = 6001;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted.price_minor = 6000;
	CHECK_OK(ring(&house, bill, &wanted, &line));
	wanted.code = 21;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted = plain(62, 1);
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted.weight_g = 235;
	CHECK_OK(ring(&house, bill, &wanted, &line));
	wanted.quantity = 2;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted = plain(21, 1);
	wanted.weight_g = 235;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	view = look(&house, bill);
	CHECK_INT(view.items[1].amount_minor, 6000);
	CHECK_INT(view.items[2].amount_minor, 585);
	CHECK_TEXT(view.items[2].choices, "235 g");
	bill_view_done(&view);
	house_close(&house);
}

static void what_is_counted_becomes_less_and_more_again(void)
{
	struct ring wanted = plain(31, 2);
	struct house house;
	struct act act;
	int64_t bill, line;

	open_house(&house, "count");
	act = app_act(&house.app, house.waiter);
	CHECK_OK(menu_set_left(&house.app, &act, 31, 3));
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	CHECK_OK(ring(&house, bill, &wanted, &line));
	CHECK_INT(left_of(&house, 31), 1);
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_SOLD_OUT);
	CHECK_INT(left_of(&house, 31), 1);
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, line, 1));
	CHECK_INT(left_of(&house, 31), 0);
	act = house_act(&house, bill);
	CHECK_INT(bill_add_again(&house.app, &act, line, 1), ERR_SOLD_OUT);
	act = house_act(&house, bill);
	act.reason = house_reason(&house, "void");
	CHECK_OK(bill_void(&house.app, &act, line, 2));
	CHECK_INT(left_of(&house, 31), 2);
	act = app_act(&house.app, house.waiter);
	CHECK_INT(menu_set_left(&house.app, &act, 31, MENU_LEFT_MAX + 1), ERR_RANGE);
	CHECK_INT(menu_set_left(&house.app, &act, 9999, 1), ERR_NOT_FOUND);
	CHECK_OK(menu_set_left(&house.app, &act, 31, 0));
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_SOLD_OUT);
	act = app_act(&house.app, house.waiter);
	CHECK_OK(menu_set_left(&house.app, &act, 31, MENU_NONE));
	CHECK_OK(ring(&house, bill, &wanted, &line));
	CHECK_INT(left_of(&house, 31), MENU_NONE);
	house_close(&house);
}

static void what_is_not_sold_now_is_refused(void)
{
	struct ring wanted = plain(31, 1);
	struct house house;
	struct item soup;
	struct act act;
	int64_t bill, line;

	open_house(&house, "now");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	put(&house, &menu_categories, "category=Food;hours=07:00-11:00");
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_NOT_NOW);
	CHECK_OK(store_item_by_code(house.app.db, 31, house.app.property.business_date, &soup));
	CHECK_INT(ring_sold_now(&house.app, &soup, 1), ERR_NOT_NOW);
	put(&house, &menu_items, "code=31;name=Lentil soup;price=5.50;hours=Sat 18-24");
	CHECK_OK(ring_sold_now(&house.app, &soup, 1));
	act = app_act(&house.app, house.waiter);
	CHECK_OK(menu_set_left(&house.app, &act, 31, 2));
	CHECK_OK(ring_sold_now(&house.app, &soup, 2));
	CHECK_INT(ring_sold_now(&house.app, &soup, 3), ERR_SOLD_OUT);
	CHECK_OK(ring(&house, bill, &wanted, &line));
	wanted.quantity = BILL_QUANTITY_MAX + 1;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	wanted = plain(31, 1);
	wanted.seat = BILL_SEAT_MAX + 1;
	CHECK_INT(ring(&house, bill, &wanted, &line), ERR_RANGE);
	house_close(&house);
}

static void what_the_menu_cannot_hold_is_told(void)
{
	static const struct {
		const struct menu_table *table;
		const char *key, *column, *text, *told;
	} cases[] = {
		{ &menu_items, "code=21;name=Coffee;price=2", "aliases", "9lives", "begins with" },
		{ &menu_items, "code=21;name=Coffee;price=2", "aliases", "tee", "rings item 22" },
		{ &menu_items, "code=21;name=Coffee;price=2", "barcodes", "40063813",
		  "check digit" },
		{ &menu_items, "code=21;name=Coffee;price=2", "lowest", "3", "only an open item" },
		{ &menu_categories, "category=Food", "tax", "VAT 99", "no tax" },
		{ &menu_items, "code=21;name=Coffee;price=2", "name_ar", "4111 1111 1111 1111",
		  "card number" },
		{ &menu_categories, "category=Food", "take_away_tax", "VAT 5", "no tax" },
		{ &menu_levels, "level=Happy", "room", "Attic", "no room" },
		{ &menu_prices, "code=21;price=2", "level", "Nope", "no price level" },
		{ &menu_prices, "code=21;price=2", "position", "1", "neither size nor level" },
		{ &menu_modifiers, "group=Extras;low=2", "high", "1", "above" },
		{ &menu_modifiers, "group=Extras;modifier=x", "price", "1", "no group" },
	};
	struct house house;

	open_house(&house, "told");
	put(&house, &menu_items, "code=22;name=Tea;price=2.50;aliases=tee;barcodes=4006381333931");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct menu_table *table = cases[i].table;
		char cells[512], problem[MENU_PROBLEM_SIZE] = "";
		struct menu_row row;

		snprintf(cells, sizeof cells, "%s;%s=%s", cases[i].key, cases[i].column,
			 cases[i].text);
		row = menu_cells_row(&house, table, cells);
		CHECK_INT(menu_row_check(house.app.db, table, &row, problem), ERR_DATA);
		if (strstr(problem, cases[i].told) == NULL)
			CHECK_TEXT(problem, cases[i].told);
	}
	house_close(&house);
}

static void the_same_key_rings_and_counts_once(void)
{
	struct ring wanted = plain(31, 1);
	struct house house;
	int64_t bill, line, again = 0;
	struct act act;

	open_house(&house, "repeat");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = app_act(&house.app, house.waiter);
	CHECK_OK(menu_set_left(&house.app, &act, 31, 5));
	CHECK_OK(menu_set_left(&house.app, &act, 31, 5));
	CHECK_INT(menu_set_left(&house.app, &act, 31, 4), ERR_KEY_REUSED);
	act = house_act(&house, bill);
	CHECK_OK(bill_ring(&house.app, &act, &wanted, &line));
	CHECK_OK(bill_ring(&house.app, &act, &wanted, &again));
	CHECK_INT(again, line);
	CHECK_INT(left_of(&house, 31), 4);
	wanted.seat = 2;
	CHECK_INT(bill_ring(&house.app, &act, &wanted, &again), ERR_KEY_REUSED);
	CHECK_INT(left_of(&house, 31), 4);
	house_close(&house);
}

/* The first two codes that a search finds, 2122 for 21 and 22. */
static int64_t search(const struct menu *menu, const char *text)
{
	const struct item *found[2];
	int n = menu_search(menu, text, found, 2);

	return n == 0 ? 0 : n == 1 ? found[0]->code : 100 * found[0]->code + found[1]->code;
}

static void an_item_is_found_by_all_it_is_called(void)
{
	struct menu *menu = NULL;
	struct house house;
	struct act act;

	open_house(&house, "found");
	put(&house, &menu_items, "code=22;name=Tea;price=2.50;aliases=Chai|les;"
				 "barcodes=4006381333931|40063812;name_ar=شاي");
	CHECK_OK_FATAL(menu_load(&house.app, &menu));
	CHECK_INT(search(menu, "te"), 22);
	CHECK_INT(search(menu, "chai"), 22);
	CHECK_INT(search(menu, "شاي"), 22);
	CHECK_INT(search(menu, "l"), 3132);
	CHECK_INT(search(menu, "les"), 22);
	CHECK_INT(search(menu, "le"), 31);
	CHECK_INT(search(menu, "4006381333931"), 22);
	CHECK_INT(menu_by_code(menu, 40063812)->code, 22);
	CHECK(menu_by_code(menu, 40063813) == NULL);
	CHECK(menu_by_text(menu, "CHAI") == menu_by_code(menu, 22));
	CHECK_TEXT(menu_name(menu, menu_by_code(menu, 22), "ar"), "شاي");
	CHECK_TEXT(menu_name(menu, menu_by_code(menu, 22), "fa"), "Tea");
	CHECK(!menu_is_old(&house.app, menu));
	act = app_act(&house.app, house.waiter);
	CHECK_OK(menu_set_left(&house.app, &act, 22, 1));
	CHECK(menu_is_old(&house.app, menu));
	menu_free(menu);
	house_close(&house);
}

const struct check_test test_ring[] = {
	{ "the same key rings and counts once, with other content never (L3)",
	  the_same_key_rings_and_counts_once },
	{ "an item is found by its names, aliases and barcodes, in an order that stays",
	  an_item_is_found_by_all_it_is_called },
	{ "a size has its price and stands in the line's name",
	  a_size_has_its_price_and_stands_in_the_name },
	{ "the level in force makes the price of what is rung",
	  the_level_in_force_makes_the_price },
	{ "a level counts in its room, and the first of several wins",
	  a_level_counts_in_its_room_and_the_first_one_wins },
	{ "a level by hand takes the permission to change a price (S)",
	  a_level_by_hand_is_a_price_that_is_allowed },
	{ "choices add their price to every piece, the first ones free",
	  choices_add_their_price_to_every_piece },
	{ "too few choices, too many and foreign ones are refused",
	  a_choice_too_few_or_too_many_is_refused },
	{ "a set is shared over its pieces, each with its own tax (M2)",
	  a_set_is_shared_over_its_pieces_by_what_they_cost_alone },
	{ "a piece of a set brings its own questions", a_piece_brings_its_own_questions },
	{ "an open price keeps its limits, a weight its grams",
	  an_open_price_has_limits_and_a_weight_its_grams },
	{ "what is counted is taken by ringing and given back by voids of what no kitchen knows",
	  what_is_counted_becomes_less_and_more_again },
	{ "what is not sold at this time is refused", what_is_not_sold_now_is_refused },
	{ "what the menu cannot hold is told in a sentence", what_the_menu_cannot_hold_is_told },
	{ 0 }
};
