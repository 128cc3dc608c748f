/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_pick.c -- sizes, choices, prices and weights at the keyboard.
 */
#include <stdio.h>

#include "dishes.h"
#include "double/menu_cells.h"
#include "store/verify.h"
#include "suites.h"

/* A cashier with table 5 open. */
static void begin(struct counter *counter, const char *name)
{
	counter_begin(counter, name);
	dishes_add(counter);
	counter_log_in(counter, 2);
	counter_type(counter, "5 Enter");
}

static void end(struct counter *counter)
{
	struct verify_result result;

	CHECK_OK(verify_run(counter->house.app.db, NULL, NULL, &result));
	counter_close(counter);
}

/* The i-th line at table 5 reads so, so many of it, for so much. */
static void is_line(struct counter *counter, int i, const char *choices, int64_t quantity,
		    int64_t amount_minor)
{
	struct bill_view view = counter_view(counter, 5);

	CHECK_FATAL(i < view.n_items);
	CHECK_TEXT(view.items[i].choices, choices);
	CHECK_INT(view.items[i].quantity, quantity);
	CHECK_INT(view.items[i].amount_minor, amount_minor);
	bill_view_done(&view);
}

static void one_digit(void)
{
	struct counter counter;

	begin(&counter, "pick-one");
	counter_type(&counter, "3 2 Enter 2");
	CHECK(counter_says(&counter, "1 × Lamb ouzi · medium, 18.00"));
	is_line(&counter, 0, "medium", 1, 1800);
	counter_type(&counter, "3 * 3 2 Enter");
	CHECK(counter_has(&counter, "3 × Lamb ouzi: how cooked?"));
	counter_golden(&counter, "pick-group");
	counter_type(&counter, "w Enter");
	is_line(&counter, 1, "well done", 3, 5400);
	counter_type(&counter, ". 2 Insert");
	is_line(&counter, 2, "well done", 1, 1800);
	is_line(&counter, 3, "well done", 2, 3600);
	end(&counter);
}

static void ways_out(void)
{
	struct counter counter;

	begin(&counter, "pick-out");
	counter_type(&counter, "2 * 3 2 Enter Esc");
	CHECK(counter_says(&counter, "Nothing was rung."));
	CHECK(!counter_has(&counter, " 2*32"));
	counter_type(&counter, "3 2 Enter Enter");
	CHECK(counter_says(&counter, "Choose one: a digit"));
	counter_type(&counter, "9 z Enter");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_type(&counter, "Esc");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_type(&counter, "7 1 Enter 1 Esc Esc");
	CHECK(counter_says(&counter, "Nothing was rung."));
	counter_type(&counter, "6 1 Enter Esc 6 2 Enter Esc");
	CHECK(counter_says(&counter, "Nothing is rung yet."));
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "Type a code, 3*code or letters"));
	CHECK_INT(counter_due(&counter, 5), 0);
	CHECK(counter_top(&counter) == &screen_check);
	end(&counter);
}

static void sizes(void)
{
	struct counter counter;
	struct bill_view view;

	begin(&counter, "pick-size");
	counter_type(&counter, "2 * 2 2 Enter 2");
	CHECK_INT(counter_due(&counter, 5), 700);
	counter_type(&counter, "2 2 Enter Enter");
	CHECK_INT(counter_due(&counter, 5), 950);
	view = counter_view(&counter, 5);
	CHECK_TEXT(view.items[0].name, "Tea large");
	bill_view_done(&view);
	end(&counter);
}

static void prices_and_weights(void)
{
	struct counter counter;

	begin(&counter, "pick-price");
	counter_type(&counter, "2 * 6 1 Enter 1 2 . 5 0 Enter");
	is_line(&counter, 0, "", 2, 2500);
	counter_type(&counter, "6 2 Enter . 3 5 Enter");
	CHECK(counter_has(&counter, "Not a whole number."));
	counter_type(&counter, "Esc 6 2 Enter 3 5 0 Enter");
	is_line(&counter, 1, "350 g", 1, 840);
	counter_type(&counter, "2 * 6 2 Enter");
	CHECK(counter_says(&counter, "What is weighed is rung one by one."));
	end(&counter);
}

static void an_open_price_has_limits(void)
{
	struct counter counter;

	begin(&counter, "pick-limits");
	menu_cells_put(&counter.house, &menu_items, "code=61;lowest=8;highest=40");
	counter_type(&counter, "6 1 Enter 7 . 9 9 Enter");
	CHECK(counter_says(&counter, "Market fish costs from 8.00 to 40.00. Nothing was rung."));
	counter_type(&counter, "Esc 6 1 Enter 4 1 Enter");
	CHECK(counter_says(&counter, "Market fish costs from 8.00 to 40.00. Nothing was rung."));
	counter_type(&counter, "Esc 6 1 Enter 4 0 Enter");
	CHECK_INT(counter_due(&counter, 5), 4000);
	end(&counter);
}

static void set_menus(void)
{
	struct counter counter;

	begin(&counter, "pick-set");
	counter_type(&counter, "F2 2 * 7 1 Enter");
	CHECK(counter_has(&counter, "2 × Menu of the day: starter"));
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "2 × Menu of the day: main dish"));
	counter_golden(&counter, "pick-set");
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "Lamb ouzi: how cooked?"));
	counter_type(&counter, "Esc 2");
	is_line(&counter, 0, "Lentil soup · 麻婆豆腐", 2, 5400);
	counter_type(&counter, "7 1 Enter 2 1 3");
	is_line(&counter, 1, "شيش طاووق · Lamb ouzi · well done", 1, 2500);
	end(&counter);
}

/* F3 on a set menu: Enter keeps what was chosen, for its pieces too. */
static void a_set_changed(void)
{
	struct counter counter;

	begin(&counter, "pick-set-change");
	counter_type(&counter, "F2 7 1 Enter 2 1 3");
	is_line(&counter, 0, "شيش طاووق · Lamb ouzi · well done", 1, 2500);
	counter_type(&counter, "F3 Enter Enter");
	CHECK(counter_has(&counter, "Lamb ouzi: how cooked?"));
	counter_type(&counter, "Enter");
	for (int i = 0; i < 4 && counter_top(&counter) == &screen_pick; i++)
		counter_type(&counter, "Enter");
	is_line(&counter, 0, "شيش طاووق · Lamb ouzi · well done", 1, 2500);
	counter_type(&counter, "F3 1 Enter");
	CHECK(counter_has(&counter, "Lamb ouzi: how cooked?"));
	counter_type(&counter, "1");
	for (int i = 0; i < 4 && counter_top(&counter) == &screen_pick; i++)
		counter_type(&counter, "Enter");
	is_line(&counter, 0, "Lentil soup · Lamb ouzi · rare", 1, 2500);
	end(&counter);
}

static void changed_afterwards(void)
{
	struct counter counter;

	begin(&counter, "pick-change");
	counter_type(&counter, "2 F2 2 * 3 2 Enter 1 h o t F3 F3");
	CHECK(counter_has(&counter, "The note: hot"));
	counter_type(&counter, "1");
	CHECK(counter_has(&counter, "2 × Lamb ouzi: how cooked?"));
	counter_type(&counter, "2 1 1 3");
	CHECK(counter_has(&counter, "2×"));
	counter_type(&counter, "2");
	CHECK(counter_says(&counter, "At most 3 of these"));
	counter_golden(&counter, "pick-options");
	counter_type(&counter, "Up Up - Enter");
	is_line(&counter, 0, "medium · extra cheese · no onion", 2, 3900);
	CHECK(counter_has(&counter, "hot"));
	CHECK_INT(counter_due(&counter, 5), 3900);
	counter_type(&counter, "F3 1 Esc");
	CHECK(counter_says(&counter, "Nothing was changed."));
	counter_type(&counter, "F3 1 Enter Enter");
	is_line(&counter, 0, "medium · extra cheese · no onion", 2, 3900);
	counter_golden(&counter, "check-choices");
	end(&counter);
}

static enum err one_is_free(struct tx *tx, void *arg)
{
	(void)arg;
	return db_run(tx->db, "UPDATE modifier_group SET free = 1 WHERE name = 'with'");
}

/* What stands beside a choice is what the line is charged for it. */
static void the_first_is_free(void)
{
	struct counter counter;
	struct act act;

	counter_begin(&counter, "pick-free");
	dishes_add(&counter);
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(act_run(counter.house.app.db, &act, "free", "", one_is_free, NULL, NULL));
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 3 2 Enter 2 F3 Enter");
	CHECK(counter_has(&counter, "extra cheese"));
	CHECK(!counter_has(&counter, "+1.50"));
	CHECK(!counter_has(&counter, "+0.50"));
	counter_type(&counter, "1");
	CHECK(!counter_has(&counter, "+1.50"));
	CHECK(counter_has(&counter, "+0.50"));
	counter_type(&counter, "2 Enter");
	CHECK(counter_says(&counter, "extra cheese · more bread, 18.50"));
	counter_type(&counter, "F3 Enter -");
	CHECK(!counter_has(&counter, "+1.50"));
	counter_type(&counter, "Enter");
	CHECK(counter_says(&counter, "more bread, 18.00"));
	end(&counter);
}

/* What something is called in the cashier's language. */
static void call(struct tx *tx, const char *table, const char *name, const char *english)
{
	char sql[128];
	int64_t of = 0;

	snprintf(sql, sizeof sql, "SELECT id FROM %s WHERE property = $1 AND name = $2", table);
	CHECK_OK(db_one_int(tx->db, &of, sql, V(tx->property), V(name)));
	CHECK_OK(db_run(tx->db,
			"INSERT INTO menu_name (property, id, of, language, name, search, version) "
			"VALUES ($1, $2, $3, 'en', $4, $5, 1)",
			V(tx->property), V(tx_id(tx)), V(of), V(english), V(english)));
}

static enum err call_in(struct tx *tx, void *arg)
{
	(void)arg;
	call(tx, "item", "Tea", "Black tea");
	call(tx, "item_size", "large", "in a pot");
	call(tx, "item", "شيش طاووق", "Shish taouk");
	call(tx, "modifier", "medium", "pink");
	return ERR_OK;
}

/* Every screen about the check calls its lines as the check does. */
static void on_every_screen(struct counter *counter)
{
	static const char *const ways[] = { "F4", "F7", "F9 y", "F9 v" };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		counter_type(counter, ways[i]);
		CHECK(counter_has(counter, "Shish taouk"));
		CHECK(!counter_has(counter, "ﻕﻭﻭﺎﻃ"));
		counter_type(counter, "Esc");
		CHECK(counter_top(counter) == &screen_check);
	}
}

/* The check is read as the menu beside it is, and so are papers; rows keep the house's names. */
static void in_ones_own_language(void)
{
	struct counter counter;
	struct act act;
	struct bill_view view;

	counter_begin(&counter, "pick-own");
	dishes_add(&counter);
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK_FATAL(act_run(counter.house.app.db, &act, "names", "", call_in, NULL, NULL));
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 2 Enter 2");
	CHECK(counter_says(&counter, "1 × Black tea in a pot, 3.50"));
	counter_type(&counter, "8 1 Enter");
	CHECK(counter_says(&counter, "1 × Shish taouk, 13.20"));
	on_every_screen(&counter);
	counter_type(&counter, "3 2 Enter 2");
	CHECK(counter_says(&counter, "1 × Lamb ouzi · pink, 18.00"));
	counter_type(&counter, "7 1 Enter 2 1 2 F8");
	CHECK(counter_says(&counter, "Taken back: 1 × Menu of the day, 25.00."));
	counter_type(&counter, "7 1 Enter 2 1 2");
	CHECK(counter_says(&counter, "Menu of the day · Shish taouk · Lamb ouzi · pink, 25.00"));
	view = counter_view(&counter, 5);
	CHECK_TEXT(view.items[1].name, "شيش طاووق");
	bill_view_done(&view);
	counter_type(&counter, "F11 Esc F7 Enter");
	CHECK(counter_has(&counter, "Receipt 3-000001"));
	CHECK(counter_has(&counter, "Black tea in a pot"));
	CHECK(counter_has(&counter, "Shish taouk · Lamb ouzi · pink"));
	end(&counter);
}

static void a_script_of_each(void)
{
	struct counter counter;

	begin(&counter, "pick-wide");
	counter_type(&counter, "3 F6 F2 3 1 Enter F2 3 2 Enter 2 F2 2 * 8 1 Enter 8 2 Enter");
	counter_type(&counter, "0 F2 2 * 2 2 Enter 2 4 1 Enter 6 2 Enter 3 5 0 Enter");
	counter_type(&counter, "F2 7 1 Enter 2 1 2");
	counter_golden(&counter, "check-scripts");
	stage_resize(&counter.stage, 43, 132);
	counter_golden(&counter, "check-scripts");
	end(&counter);
}

const struct check_test test_pick[] = {
	{ "a required choice is one digit more, whatever the quantity (K)", one_digit },
	{ "Esc leads out without ringing and leaves nothing typed (K)", ways_out },
	{ "a size is one digit more; Enter takes the usual one (K)", sizes },
	{ "open prices and weights are asked for (K)", prices_and_weights },
	{ "an open price outside of its limits is told them", an_open_price_has_limits },
	{ "set menus are asked course by course, and about their pieces (K)", set_menus },
	{ "a set menu is changed from what was chosen, for its pieces too (K)", a_set_changed },
	{ "an unsent line gets other choices and keeps seat and note (B1)", changed_afterwards },
	{ "a choice that is free shows no price, the next one does (K)", the_first_is_free },
	{ "lines are called as the menu beside them is", in_ones_own_language },
	{ "names in every script stand beside each other", a_script_of_each },
	{ NULL, NULL },
};
