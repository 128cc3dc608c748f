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

static void a_password_is_hard_to_guess(void)
{
	static const struct {
		const char *text;
		enum err err;
	} cases[] = {
		{ "cedar-lane-1", ERR_OK },
		{ "cedar-lane1", ERR_WEAK_PASSWORD },           /* 11 characters */
		{ "cedar-lane-one", ERR_WEAK_PASSWORD },        /* no digit */
		{ "4711-4711-4711", ERR_WEAK_PASSWORD },        /* no letter */
		{ "\xd8\xa7\xd9\x84\xd8\xa7\xd8\xb1\xd8\xb2 2026", ERR_WEAK_PASSWORD },
		{ "\xd8\xb4\xd8\xac\xd8\xb1\xd8\xa9 \xd8\xa7\xd9\x84\xd8\xa7\xd8\xb1\xd8\xb2 2026",
		  ERR_OK },
		{ "cedar\tlane-12", ERR_SYNTAX },
		{ "cedar-lane-12\xff", ERR_SYNTAX },
		{ "", ERR_WEAK_PASSWORD },
		{ "1a345678901234567890123456789012345678901234567890123456789012",
		  ERR_WEAK_PASSWORD },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(staff_password_check(cases[i].text), cases[i].err);
}

#define PASSWORD "cedar-lane-12"

/* The cashier's act that came back for approval of `amount_minor`. */
static struct act asked(struct house *house, struct perm_need *need, int64_t above_minor)
{
	struct act act = app_act(&house->app, house->cashier);

	*need = (struct perm_need){ .perm = PERM_REFUND, .amount_minor = 30000,
				    .password_above_minor = above_minor };
	act.need = need;
	return act;
}

static void set_password(struct house *house)
{
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK(staff_set_password(&house->app, &act, 3, PASSWORD));
}

static void a_large_amount_takes_the_password(void)
{
	struct perm_need need;
	struct house house;
	struct staff staff;
	struct act act;

	open_house(&house, "password");
	act = asked(&house, &need, 20000);
	CHECK_INT(staff_approve(&house.app, &act, 3, "471134", &staff), ERR_NO_PASSWORD);
	set_password(&house);
	CHECK_INT(staff_approve(&house.app, &act, 3, "471134", &staff), ERR_PASSWORD);
	CHECK_INT(staff_approve(&house.app, &act, 99, PASSWORD, &staff), ERR_PASSWORD);
	CHECK_INT(act.approver, 0);
	CHECK(!act.is_by_password);
	CHECK_OK(staff_approve(&house.app, &act, 3, PASSWORD, &staff));
	CHECK_INT(act.approver, house.manager);
	CHECK(act.is_by_password);
	act = asked(&house, &need, 0);
	CHECK_INT(staff_approve(&house.app, &act, 3, PASSWORD, &staff), ERR_PIN);
	CHECK_OK(staff_approve(&house.app, &act, 3, "471134", &staff));
	CHECK(!act.is_by_password);
	CHECK_INT(staff_enter(&house.app, 3, PASSWORD, "login", &staff), ERR_PIN);
	house_close(&house);
}

static void wrong_passwords_count_with_wrong_pins(void)
{
	struct perm_need need;
	struct house house;
	struct staff staff;
	struct act act;

	open_house(&house, "password-lock");
	set_password(&house);
	act = asked(&house, &need, 20000);
	CHECK_INT(staff_enter(&house.app, 3, "000000", "login", &staff), ERR_PIN);
	CHECK_INT(staff_enter(&house.app, 3, "000000", "login", &staff), ERR_PIN);
	for (int i = 3; i < STAFF_TRIES_FREE; i++)
		CHECK_INT(staff_approve(&house.app, &act, 3, "wrong", &staff), ERR_PASSWORD);
	CHECK_INT(staff_approve(&house.app, &act, 3, "wrong", &staff), ERR_LOCKED_OUT);
	CHECK_INT(staff_approve(&house.app, &act, 3, PASSWORD, &staff), ERR_LOCKED_OUT);
	CHECK_INT(staff_enter(&house.app, 3, "471134", "login", &staff), ERR_LOCKED_OUT);
	house_close(&house);
}

static void who_may_set_a_password(void)
{
	struct house house;
	struct act act;

	open_house(&house, "password-set");
	act = app_act(&house.app, house.cashier);
	CHECK_INT(staff_set_password(&house.app, &act, 3, PASSWORD), ERR_APPROVAL);
	act = app_act(&house.app, house.manager);
	CHECK_INT(staff_set_password(&house.app, &act, 3, "short1"), ERR_WEAK_PASSWORD);
	CHECK_INT(staff_set_password(&house.app, &act, 77, PASSWORD), ERR_NOT_FOUND);
	CHECK_OK(staff_set_password(&house.app, &act, 3, PASSWORD));
	house_close(&house);
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
	{ "a password is hard to guess (S)", a_password_is_hard_to_guess },
	{ "a large amount takes the password, a PIN does not stand in (S)",
	  a_large_amount_takes_the_password },
	{ "wrong passwords count with wrong PINs (S)", wrong_passwords_count_with_wrong_pins },
	{ "who may set a password (S)", who_may_set_a_password },
	{ "a cashier does not hire (S)", a_cashier_does_not_hire },
	{ NULL, NULL },
};
