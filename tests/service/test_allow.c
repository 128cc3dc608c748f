/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_allow.c -- limits of roles and ways around them that do not work.
 */
#include "service/drawer.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

/* The act of a person with a reason. */
static struct act why(struct house *house, int64_t person, int64_t bill, const char *kind)
{
	struct act act = app_bill_act(&house->app, person, bill, -1);

	act.reason = house_reason(house, kind);
	return act;
}

static void many_small_voids_are_one_large(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill, lamb;

	shift_open(&house, "allow-voids");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	lamb = shift_add(&house, bill, 32, 5);
	act = why(&house, house.waiter, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, lamb, 1));
	act = why(&house, house.waiter, bill, "void");
	act.need = &need;
	CHECK_INT(bill_void(&house.app, &act, lamb, 1), ERR_APPROVAL);
	CHECK_INT(need.amount_minor, 3600);
	act.approver = house.manager;
	CHECK_OK(bill_void(&house.app, &act, lamb, 1));
	act = why(&house, house.manager, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, lamb, 1));
	act = why(&house, house.cashier, bill, "void");
	CHECK_OK(bill_void(&house.app, &act, lamb, 1));
	house_close(&house);
}

static void many_small_discounts_are_one_large(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill, lamb;

	shift_open(&house, "allow-discounts");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	lamb = shift_add(&house, bill, 32, 5);
	act = why(&house, house.cashier, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, lamb, 1500, 0));
	act = why(&house, house.cashier, bill, "discount");
	act.need = &need;
	CHECK_INT(bill_discount(&house.app, &act, 0, 1500, 0), ERR_APPROVAL);
	CHECK_INT(need.amount_minor, 3000);
	CHECK_INT(need.limit_minor, 2000);
	act.approver = house.manager;
	CHECK_OK(bill_discount(&house.app, &act, 0, 1500, 0));
	house_close(&house);
}

static void an_amount_above_the_rest_does_not_wait_for_more(void)
{
	struct house house;
	struct act act;
	int64_t bill;

	shift_open(&house, "allow-rest");
	bill = house_check(&house, 5, (const int64_t[]){ 21, 0 });
	act = why(&house, house.cashier, bill, "discount");
	CHECK_INT(bill_discount(&house.app, &act, 0, 221, 0), ERR_RANGE);
	CHECK_OK(bill_discount(&house.app, &act, 0, 220, 0));
	act = why(&house, house.cashier, bill, "discount");
	CHECK_INT(bill_discount(&house.app, &act, 0, 1, 0), ERR_RANGE);
	house_close(&house);
}

static void a_rate_does_not_grow_beyond_who_gave_it(void)
{
	struct house house;
	struct act act;
	int64_t bill, tea, line;

	shift_open(&house, "allow-rate");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 4);
	act = why(&house, house.cashier, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, MONEY_PPM));
	act = house_act(&house, bill);
	CHECK_OK(bill_add_again(&house.app, &act, tea, 1));
	act = house_act(&house, bill);
	CHECK_INT(bill_add(&house.app, &act, 32, 1, &line), ERR_APPROVAL);
	act.approver = house.manager;
	CHECK_OK(bill_add(&house.app, &act, 32, 1, &line));
	bill = house_check(&house, 6, (const int64_t[]){ 21, 0 });
	act = why(&house, house.manager, bill, "discount");
	CHECK_OK(bill_discount(&house.app, &act, 0, 0, MONEY_PPM));
	act = house_act(&house, bill);
	CHECK_OK(bill_add(&house.app, &act, 32, 5, &line));
	house_close(&house);
}

static void a_reason_is_one_that_is_there(void)
{
	struct house house;
	struct act act;
	int64_t bill, tea;

	shift_open(&house, "allow-reason");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 22, 4);
	act = house_act(&house, bill);
	act.reason = 12345;
	CHECK_INT(bill_void(&house.app, &act, tea, 1), ERR_NOT_FOUND);
	CHECK_INT(bill_discount(&house.app, &act, tea, 10, 0), ERR_NOT_FOUND);
	CHECK_INT(drawer_no_sale(&house.app, &act), ERR_NOT_FOUND);
	act.reason = house_reason(&house, "void");
	act.note = act.reason;
	CHECK_INT(bill_void(&house.app, &act, tea, 1), ERR_NOT_FOUND);
	house_close(&house);
}

static void an_approver_is_another_who_works_here(void)
{
	struct house house;
	struct act act;
	int64_t bill, lamb;

	shift_open(&house, "allow-approver");
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	lamb = shift_add(&house, bill, 32, 5);
	act = why(&house, house.waiter, bill, "void");
	act.approver = 4711;
	CHECK_INT(bill_void(&house.app, &act, lamb, 0), ERR_PERMISSION);
	act.approver = house.waiter;
	CHECK_INT(bill_void(&house.app, &act, lamb, 0), ERR_APPROVAL);
	act.staff = 4711;
	act.approver = house.manager;
	CHECK_INT(bill_void(&house.app, &act, lamb, 0), ERR_PERMISSION);
	house_close(&house);
}

static enum err drop_decimals(struct db *db, void *arg)
{
	(void)arg;
	return db_run(db, "UPDATE property SET exponent = 0 WHERE property = $1", V(1));
}

/* In a currency without decimals the cashier's 50.00 are 50 whole units. */
static void limits_are_those_of_the_currency(void)
{
	struct perm_need need = { 0 };
	struct house house;
	struct act act;
	int64_t bill, tea;

	shift_open(&house, "allow-unit");
	CHECK_OK(db_atomically(house.app.db, drop_decimals, NULL));
	bill = house_check(&house, 5, (const int64_t[]){ 0 });
	tea = shift_add(&house, bill, 21, 1);
	act = why(&house, house.cashier, bill, "void");
	act.need = &need;
	CHECK_INT(bill_void(&house.app, &act, tea, 0), ERR_APPROVAL);
	CHECK_INT(need.limit_minor, 50);
	house_close(&house);
}

const struct check_test test_allow[] = {
	{ "many small voids are one large (S)", many_small_voids_are_one_large },
	{ "many small discounts are one large (S)", many_small_discounts_are_one_large },
	{ "an amount above the rest does not wait for more (S)",
	  an_amount_above_the_rest_does_not_wait_for_more },
	{ "a rate does not grow beyond who gave it (S)",
	  a_rate_does_not_grow_beyond_who_gave_it },
	{ "a reason is one that is there (B1)", a_reason_is_one_that_is_there },
	{ "an approver is another who works here (S)", an_approver_is_another_who_works_here },
	{ "limits are those of the currency (S)", limits_are_those_of_the_currency },
	{ 0 },
};
