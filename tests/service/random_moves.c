/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/random_moves.c -- the acts of tests/service/random_acts.c that say who pays what,
 * and on which bill it stands.
 */
#include "service/bill_place.h"
#include "service/bill_split.h"
#include "service/random_world.h"

void choose_move(struct try *try)
{
	try->with[0] = world_any_line(try);
	try->with[1] = world_between(try->world, 0, 2);
	try->with[2] = world_between(try->world, 0, 5);
}

enum err run_move(struct try *try)
{
	return bill_move(&try->till->app, &try->act, try->with[0], try->with[1], try->with[2]);
}

void choose_share(struct try *try)
{
	try->with[0] = world_any_line(try);
	try->with[1] = world_between(try->world, 0, 5);
}

enum err run_share(struct try *try)
{
	const int64_t nos[] = { 1, 2, 3, 4, 5 };

	return bill_share(&try->till->app, &try->act, try->with[0], nos, (int)try->with[1]);
}

void choose_seat(struct try *try)
{
	try->with[0] = world_any_line(try);
	try->with[1] = world_between(try->world, 0, 4);
}

enum err run_seat(struct try *try)
{
	return bill_place(&try->till->app, &try->act, try->with[0], try->with[1], 1);
}

void choose_seats(struct try *try)
{
	try->with[0] = world_seldom(try->world, 2);
}

enum err run_seats(struct try *try)
{
	return bill_split_seats(&try->till->app, &try->act, try->with[0]);
}

/* Most often cash that stands; seldom any other number. */
void choose_back(struct try *try)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;

	if (store_tender_cash(try->till->app.db, try->act.bill, rows, PAY_TENDERS_MAX, &n) ==
		    ERR_OK && n > 0 && !world_seldom(try->world, 10))
		try->with[0] = rows[world_between(try->world, 0, n - 1)].id;
	else
		try->with[0] = world_between(try->world, 0, 100);
	try->act.reason = world_seldom(try->world, 10) ? 0 : house_reason(try->till, "tender");
}

enum err run_back(struct try *try)
{
	return pay_take_back(&try->till->app, &try->act, try->with[0]);
}

void choose_percent(struct try *try)
{
	try->with[0] = 100 * world_between(try->world, 0, 10000);
}

enum err run_percent(struct try *try)
{
	return bill_split_percent(&try->till->app, &try->act, try->with[0]);
}

enum err run_undo(struct try *try)
{
	return bill_undo(&try->till->app, &try->act);
}

void choose_place(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 9);
}

enum err run_place(struct try *try)
{
	return bill_transfer_table(&try->till->app, &try->act, try->with[0],
				   try->with[0] == 0 ? "Terrace" : "");
}

void choose_waiter(struct try *try)
{
	try->with[0] = world_seldom(try->world, 4) ? 4711 : try->till->waiter;
}

enum err run_waiter(struct try *try)
{
	return bill_transfer_staff(&try->till->app, &try->act, try->with[0]);
}

void choose_other(struct try *try)
{
	try->with[0] = try->world->bills[world_between(try->world, 0, WORLD_BILLS - 1)];
	try->with[1] = world_any_line(try);
	try->with[2] = world_between(try->world, 0, 2);
}

enum err run_lines(struct try *try)
{
	return bill_transfer_lines(&try->till->app, &try->act, &try->with[1], &try->with[2], 1,
				   try->with[0]);
}

enum err run_merge(struct try *try)
{
	return bill_merge(&try->till->app, &try->act, try->with[0]);
}

void choose_reopen(struct try *try)
{
	choose_place(try);
	if (!world_seldom(try->world, 8))
		try->act.reason = house_reason(try->till, "void");
}

enum err run_reopen(struct try *try)
{
	return bill_reopen(&try->till->app, &try->act, try->with[0]);
}
