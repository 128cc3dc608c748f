/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_reserve.c -- the book of reservations, and tables on their plan.
 */
#include "base/str.h"
#include "service/bill.h"
#include "service/reserve.h"
#include "service/setup.h"
#include "service/shift.h"
#include "service/suites.h"

static struct reservation wanted(const struct house *house, int64_t table, int64_t time_min)
{
	struct reservation reservation = { .date = house->app.property.business_date,
					   .time_min = time_min,
					   .table_number = table,
					   .name = "Haddad",
					   .covers = 4,
					   .note = "by the window" };

	return reservation;
}

static void a_time_is_read_as_people_write_it(void)
{
	static const struct {
		const char *text;
		enum err err;
		int64_t time_min;
	} cases[] = {
		{ "20:30", ERR_OK, 1230 },  { "2030", ERR_OK, 1230 },   { "20", ERR_OK, 1200 },
		{ "7.45", ERR_OK, 465 },    { "745", ERR_OK, 465 },     { "٢٠:٣٠", ERR_OK, 1230 },
		{ "۲۰۳۰", ERR_OK, 1230 },   { "0:30", ERR_OK, 1470 },   { "4:59", ERR_OK, 1739 },
		{ "5:00", ERR_OK, 300 },    { "24:00", ERR_RANGE, 0 },  { "20:60", ERR_RANGE, 0 },
		{ "", ERR_SYNTAX, 0 },      { "8pm", ERR_SYNTAX, 0 },   { "20:3", ERR_SYNTAX, 0 },
		{ "20:", ERR_SYNTAX, 0 },   { "20:300", ERR_SYNTAX, 0 },
		{ "2:0:0", ERR_SYNTAX, 0 }, { ":30", ERR_SYNTAX, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t time_min = 0;

		CHECK_INT(reserve_time_parse(cases[i].text, &time_min), cases[i].err);
		CHECK_INT(time_min, cases[i].time_min);
	}
}

static void a_table_is_promised_once(void)
{
	struct house house;
	struct reservation first, second;
	struct act act;
	int64_t id;

	shift_open(&house, "reserve-once");
	first = wanted(&house, 5, 1200);
	second = wanted(&house, 5, 1319);
	act = app_act(&house.app, house.waiter);
	CHECK_OK(reserve_make(&house.app, &act, &first, false, &first.id));
	CHECK_OK(reserve_make(&house.app, &act, &first, false, &id));
	CHECK_INT(id, first.id);
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_make(&house.app, &act, &second, false, &id), ERR_CLASH);
	second.time_min = 1320;
	CHECK_OK(reserve_make(&house.app, &act, &second, false, &second.id));
	CHECK_OK(store_reservation_load(house.app.db, second.id, &second));
	second.time_min = 1260;
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_change(&house.app, &act, &second, false), ERR_CLASH);
	CHECK_OK(reserve_change(&house.app, &act, &second, true));
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_change(&house.app, &act, &second, true), ERR_CHANGED);
	house_close(&house);
}

static void guests_who_come_are_seated_at_their_table(void)
{
	struct house house;
	struct reservation there = { 0 }, guest;
	struct bill_head head;
	struct act act;
	int64_t bill;

	shift_open(&house, "reserve-seat");
	guest = wanted(&house, 5, 1230);
	act = app_act(&house.app, house.waiter);
	CHECK_OK(reserve_make(&house.app, &act, &guest, false, &guest.id));
	(void)house_check(&house, 5, (const int64_t[]){ 0 });
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_seat(&house.app, &act, guest.id, 0, 0, &bill), ERR_EXISTS);
	CHECK_OK(store_reservation_load(house.app.db, guest.id, &there));
	CHECK_INT(there.state, RESERVATION_EXPECTED);
	act = app_act(&house.app, house.waiter);
	CHECK_OK(reserve_seat(&house.app, &act, guest.id, 6, 5, &bill));
	CHECK_OK(store_bill_head(house.app.db, bill, &head));
	CHECK_INT(head.table_number, 6);
	CHECK_INT(head.covers, 5);
	CHECK(str_equal(head.name, "Haddad"));
	CHECK_OK(store_reservation_load(house.app.db, guest.id, &there));
	CHECK_INT(there.state, RESERVATION_SEATED);
	CHECK_INT(there.bill, bill);
	CHECK_INT(there.table_number, 6);
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_state(&house.app, &act, guest.id, RESERVATION_CANCELLED), ERR_STATE);
	CHECK_INT(reserve_seat(&house.app, &act, guest.id, 7, 0, &bill), ERR_STATE);
	house_close(&house);
}

static void bad_reservations_are_refused(void)
{
	struct house house;
	struct reservation bad[6], there;
	struct act act;
	int64_t id;

	shift_open(&house, "reserve-bad");
	for (int i = 0; i < 6; i++)
		bad[i] = wanted(&house, 5, 1230);
	bad[0].name[0] = '\0';
	bad[1].covers = 0;
	bad[2].time_min = 1740;
	bad[3].table_number = 4711;
	str_copy(bad[4].note, sizeof bad[4].note, "card 4242 4242 4242 4242");
	str_copy(bad[5].phone, sizeof bad[5].phone, "4242424242424242");
	for (int i = 0; i < 6; i++) {
		act = app_act(&house.app, house.waiter);
		CHECK_INT(reserve_make(&house.app, &act, &bad[i], false, &id),
			  i == 3 ? ERR_NOT_FOUND : i > 3 ? ERR_CARD_NUMBER : ERR_RANGE);
	}
	act = app_act(&house.app, house.waiter);
	CHECK_INT(reserve_state(&house.app, &act, 4711, RESERVATION_ABSENT), ERR_NOT_FOUND);
	CHECK_INT(store_reservation_load(house.app.db, 4711, &there), ERR_NOT_FOUND);
	house_close(&house);
}

static void two_tables_do_not_stand_in_one_place(void)
{
	struct house house;
	struct floor_table table;
	struct act act;

	shift_open(&house, "reserve-plan");
	act = app_act(&house.app, house.manager);
	CHECK_OK(setup_table_place(&house.app, &act, 5, 2, 3));
	CHECK_OK(store_table_by_number(house.app.db, 5, &table));
	CHECK_INT(table.plan_row, 2);
	CHECK_INT(table.plan_column, 3);
	act = app_act(&house.app, house.manager);
	CHECK_INT(setup_table_place(&house.app, &act, 6, 2, 3), ERR_EXISTS);
	CHECK_INT(setup_table_place(&house.app, &act, 6, 2, 0), ERR_RANGE);
	CHECK_INT(setup_table_place(&house.app, &act, 6, FLOOR_PLAN_MAX + 1, 1), ERR_RANGE);
	CHECK_OK(setup_table_place(&house.app, &act, 7, 2, 3));
	act = app_act(&house.app, house.cashier);
	CHECK_INT(setup_table_place(&house.app, &act, 6, 1, 1), ERR_APPROVAL);
	house_close(&house);
}

const struct check_test test_reserve[] = {
	{ "a time is read as people write it, in any digits (M9)",
	  a_time_is_read_as_people_write_it },
	{ "a table is promised once within two hours, unless wished so",
	  a_table_is_promised_once },
	{ "guests who come are seated: a check with their name and covers",
	  guests_who_come_are_seated_at_their_table },
	{ "a reservation without name, covers, time or table is refused, a card number too (P1)",
	  bad_reservations_are_refused },
	{ "two tables of a room do not stand in one place of its plan",
	  two_tables_do_not_stand_in_one_place },
	{ 0 },
};
