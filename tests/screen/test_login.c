/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/test_login.c -- logging in, the lock that keeps the work, a till that comes back.
 */
#include "counter.h"
#include "suites.h"
#include "service/staff.h"

#define LET_IN_BY "A manager does this, and nobody for themselves."

static void number_and_pin(void)
{
	struct counter counter;

	counter_begin(&counter, "login");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_golden(&counter, "login");
	counter_type(&counter, "2 Enter 4 7 1 1 2 4 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK_TEXT(counter.till.staff.name, "Lina");
	CHECK(counter_says(&counter, "Lina is at work"));
	CHECK(counter_has(&counter, "Lina  till 3"));
	counter_close(&counter);
}

static void wrong_pin(void)
{
	struct counter counter;

	counter_begin(&counter, "login-wrong");
	counter_type(&counter, "2 Enter 4 7 1 1 2 5 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	CHECK(counter_says(&counter, "Staff number or PIN is wrong."));
	CHECK(ui_message_is_error(counter.till.ui));
	CHECK_INT(counter.till.staff.id, 0);
	counter_golden(&counter, "login-wrong");
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_close(&counter);
}

static void nothing_typed(void)
{
	struct counter counter;

	counter_begin(&counter, "login-nothing");
	counter_type(&counter, "Enter Enter Enter");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_type(&counter, "Esc Esc Esc F12 F9");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	CHECK_INT(ui_depth(counter.till.ui), 1);
	CHECK(!counter.till.is_leaving);
	counter_type(&counter, "Ctrl-Q");
	CHECK(counter.till.is_leaving);
	counter_close(&counter);
}

static void lockout(void)
{
	struct counter counter;

	counter_begin(&counter, "login-lockout");
	counter_type(&counter, "2 Enter");
	for (int i = 0; i < 5; i++)
		counter_type(&counter, "1 2 3 4 Enter");
	CHECK(counter_says(&counter, "Too many wrong PINs."));
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(counter_says(&counter, "Too many wrong PINs. Wait 1 minute"));
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_close(&counter);
}

static void a_manager_lets_them_in(void)
{
	struct counter counter;

	counter_begin(&counter, "login-let-in");
	counter_type(&counter, "2 Enter");
	for (int i = 0; i < 5; i++)
		counter_type(&counter, "1 2 3 4 Enter");
	counter_type(&counter, "Esc F4 2 Enter");
	CHECK(counter_has(&counter, "Let a colleague log in again"));
	counter_type(&counter, "3 Enter 4 7 1 1 3 4 Enter");
	CHECK(counter_says(&counter, "Lina can log in again."));
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_type(&counter, "2 Enter 4 7 1 1 2 4 Enter");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_close(&counter);
}

/* Neither a waiter nor the person themselves, and not with a wrong PIN. */
static void nobody_else_lets_them_in(void)
{
	static const struct {
		const char *keys, *says;
	} tries[] = {
		{ "Esc F4 2 Enter 1 Enter 4 7 1 1 1 4 Enter", LET_IN_BY },
		{ "Esc F4 3 Enter 3 Enter 4 7 1 1 3 4 Enter", LET_IN_BY },
		{ "Esc F4 2 Enter 3 Enter 4 7 1 1 3 5 Enter", "Staff number or PIN is wrong." },
		{ "Esc F4 9 9 Enter 3 Enter 4 7 1 1 3 4 Enter", "Nobody here has the number 99." },
	};
	struct counter counter;

	counter_begin(&counter, "login-not-let-in");
	counter_type(&counter, "2 Enter");
	for (int i = 0; i < 5; i++)
		counter_type(&counter, "1 2 3 4 Enter");
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		counter_type(&counter, tries[i].keys);
		CHECK_TEXT(counter_message(&counter), tries[i].says);
		counter_type(&counter, "Esc");
	}
	counter_type(&counter, "2 Enter 4 7 1 1 2 4 Enter");
	CHECK(counter_says(&counter, "Too many wrong PINs."));
	counter_close(&counter);
}

static void demo_people(void)
{
	struct counter counter;
	struct staff_new person = { .number = 7, .name = "نادين", .role = ROLE_WAITER,
				    .language = "en", .pin = "7391", .show_pin = true,
				    .is_active = true };
	struct act act;
	int64_t id;

	counter_begin(&counter, "login-demo");
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK(staff_put(&counter.house.app, &act, &person, &id));
	person = (struct staff_new){ .number = 8, .name = "Kaveh", .role = ROLE_MANAGER,
				     .language = "en", .pin = "739118", .show_pin = true,
				     .is_active = true };
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK(staff_put(&counter.house.app, &act, &person, &id));
	counter_restart(&counter);
	CHECK(counter_has(&counter, "7391"));
	CHECK(counter_has(&counter, "Kaveh"));
	CHECK(!counter_has(&counter, "471124"));
	counter_golden(&counter, "login-demo");
	counter_close(&counter);
}

static void log_out(void)
{
	struct counter counter;

	counter_begin(&counter, "login-out");
	counter_log_in(&counter, 2);
	counter_type(&counter, "Esc Esc");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_type(&counter, "F9");
	CHECK(ui_top(counter.till.ui) == &screen_login);
	CHECK_INT(counter.till.staff.id, 0);
	CHECK(!counter_has(&counter, "Lina  till"));
	counter_log_in(&counter, 1);
	CHECK_TEXT(counter.till.staff.name, "Nasser");
	counter_close(&counter);
}

static void own_language(void)
{
	struct staff_new person = { .number = 7, .name = "نادين", .role = ROLE_WAITER,
				    .language = "ar", .pin = "7391", .is_active = true };
	struct counter counter;
	struct act act;
	int64_t id;

	counter_begin(&counter, "login-language");
	act = app_act(&counter.house.app, counter.house.manager);
	CHECK_OK(staff_put(&counter.house.app, &act, &person, &id));
	CHECK(!ui_draw(counter.till.ui)->rtl);
	counter_type(&counter, "7 Enter 7 3 9 1 Enter");
	CHECK(ui_draw(counter.till.ui)->rtl);
	counter_type(&counter, "5 Enter 2 1 Enter F10");
	counter_type(&counter, "F2 2 Enter 4 7 1 1 2 4 Enter");
	CHECK_TEXT(counter.till.staff.name, "Lina");
	CHECK(!ui_draw(counter.till.ui)->rtl);
	CHECK(counter_has(&counter, "Restaurant"));
	counter_type(&counter, "F9 7 Enter 7 3 9 1 Enter");
	CHECK(ui_draw(counter.till.ui)->rtl);
	counter_type(&counter, "F9");
	CHECK(!ui_draw(counter.till.ui)->rtl);
	counter_close(&counter);
}

static void lock_keeps_the_work(void)
{
	struct counter counter;

	counter_begin(&counter, "lock");
	counter.settings.idle_lock_ms = 60000;
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter 3 * l e n");
	clock_advance(&counter.house.clock, 59000);
	till_second(&counter.till);
	CHECK(!counter.till.is_locked);
	clock_advance(&counter.house.clock, 1000);
	till_second(&counter.till);
	CHECK(counter.till.is_locked);
	CHECK(ui_top(counter.till.ui) == &screen_lock);
	CHECK(!counter_has(&counter, "Espresso"));
	counter_golden(&counter, "lock");
	counter_type(&counter, "Esc Esc 9 9 9 9 Enter");
	CHECK(counter.till.is_locked);
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(!counter.till.is_locked);
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_has(&counter, "3*len"));
	counter_type(&counter, "Enter");
	CHECK_INT(counter_due(&counter, 5), 220 + 3 * 550);
	counter_close(&counter);
}

static void lock_under_a_question(void)
{
	struct counter counter;

	counter_begin(&counter, "lock-question");
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter 1 0 0 % F7");
	CHECK(counter_has(&counter, "Discount of 100 % on the check?"));
	CHECK_OK(till_lock(&counter.till));
	ui_paint(counter.till.ui);
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK(counter_has(&counter, "Discount of 100 % on the check?"));
	counter_type(&counter, "1");
	CHECK_INT(counter_due(&counter, 5), 0);
	counter_close(&counter);
}

static void another_takes_the_till(void)
{
	struct counter counter;
	struct bill_view view;

	counter_begin(&counter, "lock-other");
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 1 Enter 3 * F10");
	CHECK(ui_top(counter.till.ui) == &screen_lock);
	counter_type(&counter, "F2 3 Enter 4 7 1 1 3 4 Enter");
	CHECK_TEXT(counter.till.staff.name, "Omid");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	CHECK(counter_says(&counter, "Omid has this till now. Your cash goes into the drawer of "
				     "Lina."));
	view = counter_view(&counter, 5);
	CHECK_INT(view.due_minor, 220);
	CHECK_INT(view.rows.head.holder, 0);
	bill_view_done(&view);
	counter_close(&counter);
}

/* At each log-in and take-over, and to nobody whose own drawer it is. */
static void whose_drawer_it_is_is_told(void)
{
	struct counter_options shut = { .name = "login-no-drawer", .no_drawer = true };
	struct counter counter;

	counter_begin(&counter, "login-drawer");
	counter_log_in(&counter, 3);
	CHECK_TEXT(counter_message(&counter),
		   "Omid is at work. Your cash goes into the drawer of Lina.");
	counter_type(&counter, "F10");
	counter_type(&counter, "F2 2 Enter 4 7 1 1 2 4 Enter");
	CHECK_TEXT(counter_message(&counter),
		   "Lina has this till now. What Omid had rung stays on its bill.");
	counter_type(&counter, "F10");
	counter_type(&counter, "4 7 1 1 2 4 Enter");
	CHECK_TEXT(counter_message(&counter), "Unlocked. Everything is as it was.");
	counter_close(&counter);
	counter_open(&counter, &shut);
	counter_log_in(&counter, 3);
	CHECK_TEXT(counter_message(&counter), "Omid is at work.");
	counter_close(&counter);
}

static void comes_back_to_the_line(void)
{
	struct counter counter;

	counter_begin(&counter, "return");
	counter_log_in(&counter, 2);
	counter_type(&counter, "5 Enter 2 * 2 1 Enter 3 1 Enter");
	counter_restart(&counter);
	CHECK(ui_top(counter.till.ui) == &screen_login);
	counter_log_in(&counter, 2);
	CHECK(ui_top(counter.till.ui) == &screen_check);
	CHECK(counter_has(&counter, "Table 5 · check 1"));
	CHECK(counter_has(&counter, "Lentil soup"));
	CHECK(counter_says(&counter, "All that was accepted is here."));
	counter_type(&counter, "+");
	CHECK_INT(counter_due(&counter, 5), 2 * 220 + 2 * 550);
	counter_type(&counter, "Esc");
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_restart(&counter);
	counter_log_in(&counter, 2);
	CHECK(ui_top(counter.till.ui) == &screen_floor);
	counter_close(&counter);
}

const struct check_test test_login[] = {
	{ "who logs in is told whose drawer their cash goes into (C3)",
	  whose_drawer_it_is_is_told },
	{ "number and PIN lead to the tables (S)", number_and_pin },
	{ "a wrong PIN leads nowhere and says so (S)", wrong_pin },
	{ "nothing typed leads nowhere; only its key ends the program (K)", nothing_typed },
	{ "too many wrong PINs lock the person out (S)", lockout },
	{ "a manager lets a colleague log in again (S)", a_manager_lets_them_in },
	{ "nobody else does, and nobody for themselves (S)", nobody_else_lets_them_in },
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
