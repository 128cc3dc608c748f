/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_plan.c -- the tables on the plan of their room and as a list, and the guests
 *                             who booked them.
 */
#include <stdio.h>

#include "base/str.h"
#include "counter.h"
#include "service/reserve.h"
#include "service/setup.h"
#include "suites.h"

#define TERRACE_TABLES 12

/* A room with holes, wider and higher than a small window shows, its numbers in no order; the last
 * two stand nowhere yet, and 21 where 12 stands: nothing is ever out of reach. */
static const struct setup_table terrace[TERRACE_TABLES] = {
	{ 11, "Terrace", 4, 1, 1, true },  { 12, "Terrace", 2, 1, 9, true },
	{ 13, "Terrace", 2, 3, 4, true },  { 14, "Terrace", 6, 2, 6, true },
	{ 15, "Terrace", 2, 8, 1, true },  { 16, "Terrace", 4, 8, 10, true },
	{ 17, "Terrace", 4, 6, 5, true },  { 18, "Terrace", 2, 2, 1, true },
	{ 19, "Terrace", 8, 5, 10, true }, { 20, "Terrace", 4, 0, 0, true },
	{ 21, "Terrace", 4, 1, 9, true },  { 22, "Terrace", 4, 0, 0, true },
};

static void open_terrace(struct counter *counter, const struct counter_options *options)
{
	counter_open(counter, options);
	for (int i = 0; i < TERRACE_TABLES; i++) {
		struct act act = app_act(&counter->house.app, counter->house.manager);

		CHECK_OK_FATAL(setup_table(&counter->house.app, &act, &terrace[i]));
	}
	counter_log_in(counter, 2);
	counter_type(counter, "F5 F5");
}

/* Guests for a table (0: any) at a time today. */
static void book(struct counter *counter, int64_t table, int64_t time_min, const char *name)
{
	struct app *app = &counter->house.app;
	struct act act = app_act(app, counter->house.waiter);
	struct reservation guest = { .date = app->property.business_date, .time_min = time_min,
				     .table_number = table, .covers = 4 };
	int64_t id;

	str_copy(guest.name, sizeof guest.name, name);
	CHECK_OK_FATAL(reserve_make(app, &act, &guest, false, &id));
	ui_reload(counter->till.ui);
}

/* The table that is marked; 0: none. */
static int64_t marked(struct counter *counter)
{
	bool is_rtl = ui_draw(counter->till.ui)->rtl;
	char text[32];

	for (int i = 0; i < TERRACE_TABLES; i++) {
		snprintf(text, sizeof text, "%s%lld%s", is_rtl ? "" : "▸",
			 (long long)terrace[i].number, is_rtl ? "◂" : "");
		if (counter_has(counter, text))
			return terrace[i].number;
	}
	return 0;
}

/* Walks with one key from the first table; how many there were, none of them twice. */
static int walk(struct counter *counter, const char *key, int64_t *seen)
{
	int n = 0;

	for (int64_t at = marked(counter); at != 0 && n <= TERRACE_TABLES;) {
		int64_t next;

		for (int i = 0; i < n; i++)
			CHECK(seen[i] != at);
		seen[n++] = at;
		counter_type(counter, key);
		next = marked(counter);
		if (next == at)
			break;
		at = next;
	}
	return n;
}

static void every_table_is_reached(void)
{
	struct counter counter;
	int64_t on[TERRACE_TABLES + 1], back[TERRACE_TABLES + 1];

	open_terrace(&counter, &(struct counter_options){ .name = "plan-walk" });
	counter_type(&counter, "Right");
	CHECK_INT(walk(&counter, "Right", on), TERRACE_TABLES);
	CHECK_INT(walk(&counter, "Left", back), TERRACE_TABLES);
	for (int i = 0; i < TERRACE_TABLES; i++)
		CHECK_INT(back[i], on[TERRACE_TABLES - 1 - i]);
	CHECK_INT(on[0], 11);
	CHECK_INT(on[1], 12);
	counter_type(&counter, "Down");
	CHECK(counter_has(&counter, "▸18"));
	counter_type(&counter, "Down");
	CHECK(counter_has(&counter, "▸13"));
	counter_type(&counter, "Down Down Down");
	CHECK(counter_has(&counter, "▸15"));
	counter_type(&counter, "Down Down Down");
	CHECK(counter_has(&counter, "▸20"));
	counter_type(&counter, "Up Up");
	CHECK(counter_has(&counter, "▸17"));
	counter_close(&counter);
}

static void the_plan_is_mirrored(void)
{
	struct counter counter;
	int64_t on[TERRACE_TABLES + 1];

	open_terrace(&counter, &(struct counter_options){ .name = "plan-ar", .language = "ar",
							  .rows = 43, .columns = 132 });
	counter_type(&counter, "Left");
	CHECK_INT(walk(&counter, "Left", on), TERRACE_TABLES);
	counter_type(&counter, "Home");
	counter_golden(&counter, "plan-ar");
	book(&counter, 11, 1230, "حداد");
	counter_type(&counter, "Shift-F5");
	CHECK(counter_has(&counter, "4     11 ◂"));
	counter_golden(&counter, "floor-list-ar");
	CHECK(counter_has(&counter, "ﺩﺍﺪﺣ 20:30"));
	counter_close(&counter);
}

static void plan_of(const char *name, int rows, int columns)
{
	static const int64_t soup[] = { 31, 31, 0 };
	struct counter counter;

	open_terrace(&counter, &(struct counter_options){ .name = name, .rows = rows,
							  .columns = columns });
	house_check(&counter.house, 14, soup);
	book(&counter, 11, 1230, "Haddad");
	book(&counter, 18, 1379, "Chen");
	book(&counter, 13, 1381, "Too late to be shown");
	counter_type(&counter, "1 2 Enter F6 3 Enter Esc Esc");
	CHECK(counter_has(&counter, "20:30"));
	CHECK(counter_has(&counter, "22:59"));
	CHECK(!counter_has(&counter, "23:01"));
	counter_type(&counter, "1 1 Down");
	CHECK(counter_has(&counter, "Table 11, free"));
	counter_type(&counter, "Esc");
	counter_golden(&counter, "plan");
	counter_type(&counter, "Shift-F5");
	counter_golden(&counter, "floor-list");
	counter_close(&counter);
}

static void plans_and_lists(void)
{
	plan_of("plan-small", 24, 80);
	plan_of("plan-large", 43, 132);
}

static void the_list(void)
{
	struct counter counter;

	open_terrace(&counter, &(struct counter_options){ .name = "plan-list" });
	counter_type(&counter, "Shift-F5 Down Down");
	CHECK(counter_has(&counter, "▸ 12"));
	counter_type(&counter, "Enter 2 1 Enter Esc");
	CHECK(counter_has(&counter, "▸ 12"));
	counter_text(&counter, "Sara");
	counter_type(&counter, "F2 2 1 Enter Esc End");
	CHECK(counter_has(&counter, "▸ –"));
	CHECK(counter_has(&counter, "Sara"));
	counter_type(&counter, "Enter");
	CHECK(counter_has(&counter, "Sara · check"));
	counter_type(&counter, "Esc F9");
	counter_log_in(&counter, 1);
	CHECK(counter_has(&counter, "waiter"));
	counter_type(&counter, "Shift-F5");
	CHECK(!counter_has(&counter, "waiter"));
	counter_close(&counter);
}

static void tables_are_put_elsewhere(void)
{
	static const char spot[] = "SELECT plan_row * 100 + plan_column FROM dining_table "
				   "WHERE number = 11";
	struct counter counter;

	open_terrace(&counter, &(struct counter_options){ .name = "plan-put" });
	counter_type(&counter, "Home Ctrl-G");
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK(counter_top(&counter) == &screen_floor);
	counter_type(&counter, "F9");
	counter_log_in(&counter, 3);
	counter_type(&counter, "F5 F5 Ctrl-G");
	CHECK(counter_says(&counter, "Choose a table on the plan first."));
	counter_type(&counter, "Home Ctrl-G Right Down Down Left");
	CHECK(counter_has(&counter, "▸11"));
	counter_type(&counter, "Esc");
	CHECK_INT(counter_number(&counter, spot), 101);
	counter_type(&counter, "Home Ctrl-G Down");
	counter_golden(&counter, "plan-put");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Table 11 stands there now."));
	CHECK_INT(counter_number(&counter, spot), 301);
	counter_type(&counter, "Ctrl-G Up Up Up Left Enter");
	CHECK_INT(counter_number(&counter, spot), 101);
	counter_type(&counter, "Ctrl-G Delete");
	CHECK_INT(counter_number(&counter, spot), 0);
	counter_type(&counter, "Ctrl-G Enter");
	CHECK_INT(counter_number(&counter, spot), 901);
	counter_close(&counter);
}

static void booked_guests_sit_down(void)
{
	struct counter counter;
	struct bill_view view;

	open_terrace(&counter, &(struct counter_options){ .name = "plan-seat" });
	book(&counter, 11, 1230, "Haddad");
	book(&counter, 12, 1230, "Chen");
	counter_type(&counter, "1 1 Enter 2 1 Enter");
	CHECK(counter_has(&counter, "The table is booked. Who sits down?"));
	CHECK_INT(counter_due(&counter, 11), -1);
	counter_golden(&counter, "floor-seat");
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Haddad is seated."));
	view = counter_view(&counter, 11);
	CHECK_TEXT(view.rows.head.name, "Haddad");
	CHECK_INT(view.rows.head.covers, 4);
	bill_view_done(&view);
	counter_type(&counter, "Esc 1 2 * 6 Enter");
	CHECK(counter_has(&counter, "The table has 2 seats."));
	counter_type(&counter, "y");
	CHECK(counter_has(&counter, "Chen, booked for 20:30, 4 covers"));
	counter_type(&counter, "2");
	view = counter_view(&counter, 12);
	CHECK_TEXT(view.rows.head.name, "");
	CHECK_INT(view.rows.head.covers, 6);
	bill_view_done(&view);
	counter_type(&counter, "F6 0 Enter Esc Esc");
	counter_close(&counter);
}

const struct check_test test_plan[] = {
	{ "arrows reach every table of a plan with holes, on and back", every_table_is_reached },
	{ "plan and list are mirrored, and so is the way over them", the_plan_is_mirrored },
	{ "plan and list show who is expected; a large window shows more", plans_and_lists },
	{ "tables and tabs as a list; the choice stays while it runs", the_list },
	{ "the arrows carry a table over its plan; Esc leaves it where it was",
	  tables_are_put_elsewhere },
	{ "who booked a table is asked for, and sits down in one act (B3, K)",
	  booked_guests_sit_down },
	{ NULL, NULL },
};
