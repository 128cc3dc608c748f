/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/shift.c -- the moves of tests/service/shift.h.
 */
#include "service/shift.h"

#include <stdio.h>

#include "check.h"
#include "service/books.h"

void shift_open(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/%s.db?twice=1&synchronous=off", check_folder(), name);
	house_open(house, url, 1, true);
}

void shift_join(struct house *second, const struct house *first, const char *name, int station)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/%s.db?synchronous=off", check_folder(), name);
	house_join(second, url, station, &first->keys);
}

struct bill_view shift_look(struct house *house, int64_t bill)
{
	struct bill_view view = { 0 };

	CHECK_OK_FATAL(bill_view_load(house->app.db, bill, &view));
	return view;
}

int64_t shift_part(struct house *house, int64_t bill, int i)
{
	struct bill_view view = shift_look(house, bill);
	int64_t id = i < view.n_parts ? view.parts[i].id : 0;

	bill_view_done(&view);
	return id;
}

int64_t shift_add(struct house *house, int64_t bill, int64_t code, int64_t quantity)
{
	struct act act = house_act(house, bill);
	int64_t line = 0;

	CHECK_OK_FATAL(bill_add(&house->app, &act, code, quantity, &line));
	return line;
}

struct act shift_why(struct house *house, int64_t bill, const char *kind)
{
	struct act act = app_bill_act(&house->app, house->manager, bill, -1);

	act.reason = house_reason(house, kind);
	return act;
}

struct pay_result shift_pay(struct house *house, int64_t bill, int i, int64_t given_minor)
{
	struct act act = house_act(house, bill);
	struct pay_result result = { 0 };

	CHECK_OK(pay_tender(&house->app, &act, shift_part(house, bill, i),
			    house_tender(house, "cash"), given_minor, &result));
	return result;
}

int64_t shift_balance(struct house *house, enum ledger ledger, int64_t member, const char *unit)
{
	static const char sql[] = "SELECT coalesce(sum(amount_minor), 0) FROM posting "
				  "WHERE property = $1 AND account = $2 AND unit = $3";
	int64_t minor = -1;

	CHECK_OK(db_one_int(house->app.db, &minor, sql, V(1), V(entry_account(ledger, member)),
			    V(unit)));
	return minor;
}

int64_t shift_number(struct house *house, const char *sql)
{
	int64_t number = -1;

	CHECK_OK(db_one_int(house->app.db, &number, sql, V(1)));
	return number;
}

void shift_verify(struct house *house)
{
	struct verify_result result = { 0 };

	CHECK_OK(books_verify(&house->app, NULL, NULL, &result));
	CHECK_TEXT(result.first, "");
}
