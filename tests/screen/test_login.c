/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_login.c -- logging in, the lock that keeps the work, a till that comes back.
 */
#include "stand.h"
#include "suites.h"
#include "service/staff.h"

static void number_and_pin(void)
{
	struct stand stand;

	stand_init(&stand, "login");
	CHECK(ui_top(stand.till.ui) == &screen_login);
	stand_golden(&stand, "login");
	stand_type(&stand, "2 Enter 4 7 1 1 2 4 Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK_TEXT(stand.till.staff.name, "Lina");
	CHECK(stand_says(&stand, "Lina is at work"));
	CHECK(stand_has(&stand, "Lina  till 3"));
	stand_done(&stand);
}

static void wrong_pin(void)
{
	struct stand stand;

	stand_init(&stand, "login-wrong");
	stand_type(&stand, "2 Enter 4 7 1 1 2 5 Enter");
	CHECK(ui_top(stand.till.ui) == &screen_login);
	CHECK(stand_says(&stand, "Staff number or PIN is wrong."));
	CHECK(ui_message_is_error(stand.till.ui));
	CHECK_INT(stand.till.staff.id, 0);
	stand_golden(&stand, "login-wrong");
	stand_type(&stand, "4 7 1 1 2 4 Enter");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	stand_done(&stand);
}

static void nothing_typed(void)
{
	struct stand stand;

	stand_init(&stand, "login-nothing");
	stand_type(&stand, "Enter Enter Enter");
	CHECK(ui_top(stand.till.ui) == &screen_login);
	stand_type(&stand, "Esc Esc Esc F12 F9");
	CHECK(ui_top(stand.till.ui) == &screen_login);
	CHECK_INT(ui_depth(stand.till.ui), 1);
	CHECK(!stand.till.is_leaving);
	stand_type(&stand, "Ctrl-Q");
	CHECK(stand.till.is_leaving);
	stand_done(&stand);
}

static void lockout(void)
{
	struct stand stand;

	stand_init(&stand, "login-lockout");
	stand_type(&stand, "2 Enter");
	for (int i = 0; i < 5; i++)
		stand_type(&stand, "1 2 3 4 Enter");
	CHECK(stand_says(&stand, "Too many wrong PINs."));
	stand_type(&stand, "4 7 1 1 2 4 Enter");
	CHECK(stand_says(&stand, "Too many wrong PINs."));
	CHECK(ui_top(stand.till.ui) == &screen_login);
	stand_done(&stand);
}

static void demo_people(void)
{
	struct stand stand;
	struct staff_new person = { .number = 7, .name = "نادين", .role = ROLE_WAITER,
				    .language = "en", .pin = "7391", .show_pin = true,
				    .is_active = true };
	struct act act;
	int64_t id;

	stand_init(&stand, "login-demo");
	act = app_act(&stand.house.app, stand.house.manager);
	CHECK_OK(staff_put(&stand.house.app, &act, &person, &id));
	person = (struct staff_new){ .number = 8, .name = "Kaveh", .role = ROLE_MANAGER,
				     .language = "en", .pin = "739118", .show_pin = true,
				     .is_active = true };
	act = app_act(&stand.house.app, stand.house.manager);
	CHECK_OK(staff_put(&stand.house.app, &act, &person, &id));
	stand_restart(&stand);
	CHECK(stand_has(&stand, "7391"));
	CHECK(stand_has(&stand, "Kaveh"));
	CHECK(!stand_has(&stand, "471124"));
	stand_golden(&stand, "login-demo");
	stand_done(&stand);
}

static void log_out(void)
{
	struct stand stand;

	stand_init(&stand, "login-out");
	stand_log_in(&stand, 2);
	stand_type(&stand, "Esc Esc");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	stand_type(&stand, "F9");
	CHECK(ui_top(stand.till.ui) == &screen_login);
	CHECK_INT(stand.till.staff.id, 0);
	CHECK(!stand_has(&stand, "Lina  till"));
	stand_log_in(&stand, 1);
	CHECK_TEXT(stand.till.staff.name, "Nasser");
	stand_done(&stand);
}

static void own_language(void)
{
	struct staff_new person = { .number = 7, .name = "نادين", .role = ROLE_WAITER,
				    .language = "ar", .pin = "7391", .is_active = true };
	struct stand stand;
	struct act act;
	int64_t id;

	stand_init(&stand, "login-language");
	act = app_act(&stand.house.app, stand.house.manager);
	CHECK_OK(staff_put(&stand.house.app, &act, &person, &id));
	CHECK(!ui_draw(stand.till.ui)->rtl);
	stand_type(&stand, "7 Enter 7 3 9 1 Enter");
	CHECK(ui_draw(stand.till.ui)->rtl);
	stand_type(&stand, "5 Enter 2 1 Enter F10");
	stand_type(&stand, "F2 2 Enter 4 7 1 1 2 4 Enter");
	CHECK_TEXT(stand.till.staff.name, "Lina");
	CHECK(!ui_draw(stand.till.ui)->rtl);
	CHECK(stand_has(&stand, "Restaurant"));
	stand_type(&stand, "F9 7 Enter 7 3 9 1 Enter");
	CHECK(ui_draw(stand.till.ui)->rtl);
	stand_type(&stand, "F9");
	CHECK(!ui_draw(stand.till.ui)->rtl);
	stand_done(&stand);
}

static void lock_keeps_the_work(void)
{
	struct stand stand;

	stand_init(&stand, "lock");
	stand.settings.idle_lock_ms = 60000;
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter 3 * l e n");
	clock_advance(&stand.house.clock, 59000);
	till_second(&stand.till);
	CHECK(!stand.till.is_locked);
	clock_advance(&stand.house.clock, 1000);
	till_second(&stand.till);
	CHECK(stand.till.is_locked);
	CHECK(ui_top(stand.till.ui) == &screen_lock);
	CHECK(!stand_has(&stand, "Espresso"));
	stand_golden(&stand, "lock");
	stand_type(&stand, "Esc Esc 9 9 9 9 Enter");
	CHECK(stand.till.is_locked);
	stand_type(&stand, "4 7 1 1 2 4 Enter");
	CHECK(!stand.till.is_locked);
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_has(&stand, "3*len"));
	stand_type(&stand, "Enter");
	CHECK_INT(stand_due(&stand, 5), 220 + 3 * 550);
	stand_done(&stand);
}

static void lock_under_a_question(void)
{
	struct stand stand;

	stand_init(&stand, "lock-question");
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter F8");
	CHECK(stand_has(&stand, "Void 2.20: 1 × Espresso?"));
	CHECK_OK(till_lock(&stand.till));
	ui_paint(stand.till.ui);
	stand_type(&stand, "4 7 1 1 2 4 Enter");
	CHECK(stand_has(&stand, "Void 2.20: 1 × Espresso?"));
	stand_type(&stand, "1");
	CHECK_INT(stand_due(&stand, 5), 0);
	stand_done(&stand);
}

static void another_takes_the_till(void)
{
	struct stand stand;
	struct bill_view view;

	stand_init(&stand, "lock-other");
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 1 Enter 3 * F10");
	CHECK(ui_top(stand.till.ui) == &screen_lock);
	stand_type(&stand, "F2 3 Enter 4 7 1 1 3 4 Enter");
	CHECK_TEXT(stand.till.staff.name, "Omid");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	CHECK(stand_says(&stand, "Omid has this till now."));
	view = stand_view(&stand, 5);
	CHECK_INT(view.due_minor, 220);
	CHECK_INT(view.rows.head.holder, 0);
	bill_view_done(&view);
	stand_done(&stand);
}

static void comes_back_to_the_line(void)
{
	struct stand stand;

	stand_init(&stand, "return");
	stand_log_in(&stand, 2);
	stand_type(&stand, "5 Enter 2 * 2 1 Enter 3 1 Enter");
	stand_restart(&stand);
	CHECK(ui_top(stand.till.ui) == &screen_login);
	stand_log_in(&stand, 2);
	CHECK(ui_top(stand.till.ui) == &screen_check);
	CHECK(stand_has(&stand, "Table 5 · check 1"));
	CHECK(stand_has(&stand, "Lentil soup"));
	CHECK(stand_says(&stand, "All that was accepted is here."));
	stand_type(&stand, "+");
	CHECK_INT(stand_due(&stand, 5), 2 * 220 + 2 * 550);
	stand_type(&stand, "Esc");
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	stand_restart(&stand);
	stand_log_in(&stand, 2);
	CHECK(ui_top(stand.till.ui) == &screen_floor);
	stand_done(&stand);
}

const struct check_test test_login[] = {
	{ "number and PIN lead to the tables (S)", number_and_pin },
	{ "a wrong PIN leads nowhere and says so (S)", wrong_pin },
	{ "nothing typed leads nowhere; only its key ends the program (K)", nothing_typed },
	{ "too many wrong PINs lock the person out (S)", lockout },
	{ "a demo shows its people and their PINs", demo_people },
	{ "logging out leaves nothing of the person (S)", log_out },
	{ "everyone works in their own language and direction", own_language },
	{ "the idle lock keeps screens and half-typed input (S)", lock_keeps_the_work },
	{ "the lock keeps a question that is open (S)", lock_under_a_question },
	{ "another person takes a locked till over; bills are let go (S, B4)",
	  another_takes_the_till },
	{ "a till that lost power comes back to its line (B3)", comes_back_to_the_line },
	{ NULL, NULL },
};
