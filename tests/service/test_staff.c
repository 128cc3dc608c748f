/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_staff.c -- login, lockout, PINs.
 */
#include "service/staff.h"

#include <stdio.h>
#include <string.h>

#include "double/house.h"
#include "service/shift.h"
#include "service/suites.h"

static void open_house(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/staff-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, false);
}

static void number_and_pin_let_a_person_in(void)
{
	struct house house;
	struct staff staff;

	open_house(&house, "in");
	CHECK_OK(staff_enter(&house.app, 2, "471124", "login", &staff));
	CHECK_TEXT(staff.name, "Lina");
	CHECK_INT(staff_enter(&house.app, 2, "471125", "login", &staff), ERR_PIN);
	CHECK_INT(staff_enter(&house.app, 99, "471124", "login", &staff), ERR_PIN);
	CHECK_INT(staff_enter(&house.app, 0, "", "login", &staff), ERR_PIN);
	house_close(&house);
}

static void wrong_pins_lock_and_a_colleague_unlocks(void)
{
	struct house house;
	struct staff staff;
	struct act act;

	open_house(&house, "lock");
	for (int i = 1; i < STAFF_TRIES_FREE; i++)
		CHECK_INT(staff_enter(&house.app, 2, "000000", "login", &staff), ERR_PIN);
	CHECK_INT(staff_enter(&house.app, 2, "000000", "login", &staff), ERR_LOCKED_OUT);
	CHECK_INT(staff_enter(&house.app, 2, "471124", "login", &staff), ERR_LOCKED_OUT);
	clock_advance(&house.clock, 31000);
	CHECK_INT(staff_enter(&house.app, 2, "000000", "login", &staff), ERR_LOCKED_OUT);
	clock_advance(&house.clock, 31000);
	CHECK_INT(staff_enter(&house.app, 2, "471124", "login", &staff), ERR_LOCKED_OUT);
	act = app_act(&house.app, house.cashier);
	CHECK_INT(staff_unlock(&house.app, &act, house.cashier), ERR_APPROVAL);
	act = app_act(&house.app, house.manager);
	CHECK_OK(staff_unlock(&house.app, &act, house.cashier));
	CHECK_OK(staff_enter(&house.app, 2, "471124", "login", &staff));
	house_close(&house);
}

/* Another till that types wrong PINs while this one looks at a right one. */
struct guesser {
	struct house *house;
	bool is_done;
};

static void guess(void *arg, const char *sql, int n, const struct db_value *values)
{
	struct guesser *guesser = arg;
	struct staff staff;

	(void)n;
	(void)values;
	if (guesser->is_done || strstr(sql, "SELECT secret") == NULL)
		return;
	guesser->is_done = true;
	for (int i = 0; i < STAFF_TRIES_FREE; i++)
		(void)staff_enter(&guesser->house->app, 2, "000000", "login", &staff);
}

static void a_lock_counts_from_when_it_falls(void)
{
	struct house first, second;
	struct guesser guesser = { .house = &second };
	struct staff staff;
	struct act act;

	shift_open(&first, "staff-race");
	shift_join(&second, &first, "staff-race", 2);
	db_set_trace(first.app.db, guess, &guesser);
	CHECK_INT(staff_enter(&first.app, 2, "471124", "login", &staff), ERR_LOCKED_OUT);
	db_set_trace(first.app.db, NULL, NULL);
	CHECK(guesser.is_done);
	act = app_act(&first.app, first.manager);
	CHECK_INT(staff_unlock(&first.app, &act, 4711), ERR_NOT_FOUND);
	CHECK_INT(staff_unlock(&first.app, &act, first.manager), ERR_PERMISSION);
	CHECK_OK(staff_unlock(&first.app, &act, first.cashier));
	CHECK_OK(staff_enter(&first.app, 2, "471124", "login", &staff));
	house_close(&second);
	house_close(&first);
}

static void weak_pins_are_refused(void)
{
	CHECK_INT(staff_pin_check("1111", ROLE_WAITER), ERR_WEAK_PIN);
	CHECK_INT(staff_pin_check("1234", ROLE_WAITER), ERR_WEAK_PIN);
	CHECK_INT(staff_pin_check("9876", ROLE_WAITER), ERR_WEAK_PIN);
	CHECK_INT(staff_pin_check("4711", ROLE_WAITER), ERR_OK);
	CHECK_INT(staff_pin_check("4711", ROLE_MANAGER), ERR_WEAK_PIN);
	CHECK_INT(staff_pin_check("47a1", ROLE_WAITER), ERR_SYNTAX);
}

static void a_cashier_does_not_hire(void)
{
	struct staff_new person = { .number = 9, .name = "Eve", .role = ROLE_MANAGER,
				    .language = "en", .pin = "582913", .is_active = true };
	struct house house;
	struct act act;

	open_house(&house, "hire");
	act = app_act(&house.app, house.cashier);
	CHECK_INT(staff_put(&house.app, &act, &person, NULL), ERR_APPROVAL);
	act.approver = house.cashier;
	CHECK_INT(staff_put(&house.app, &act, &person, NULL), ERR_APPROVAL);
	house_close(&house);
}

const struct check_test test_staff[] = {
	{ "number and PIN let a person in (S)", number_and_pin_let_a_person_in },
	{ "wrong PINs lock and a colleague unlocks (S)", wrong_pins_lock_and_a_colleague_unlocks },
	{ "a lock counts from when it falls (S)", a_lock_counts_from_when_it_falls },
	{ "weak PINs are refused (S)", weak_pins_are_refused },
	{ "a cashier does not hire (S)", a_cashier_does_not_hire },
	{ NULL, NULL },
};
