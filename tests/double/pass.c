/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/pass.c -- the kitchen of tests/double/pass.h.
 */
#include "double/pass.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "service/bill_place.h"
#include "service/setup_kitchen.h"

static void must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "pass: %s: %s\n", what, err_text(err));
	exit(99);
}

static void add_printer(struct house *house, int64_t number, const char *name, const char *address)
{
	struct kitchen_printer printer = { .number = number, .width = 42, .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	str_copy(printer.name, sizeof printer.name, name);
	str_copy(printer.address, sizeof printer.address, address);
	must(setup_printer(&house->app, &act, &printer), name);
}

static void add_station(struct house *house, int64_t number, const char *name, int64_t fallback,
			bool has_display)
{
	struct kitchen_station station = { .number = number, .printer = number,
					   .fallback = fallback, .has_display = has_display,
					   .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	str_copy(station.name, sizeof station.name, name);
	must(setup_kitchen_station(&house->app, &act, &station), name);
}

static void add_category(struct house *house, const char *name, int64_t station, int64_t course)
{
	struct act act = app_act(&house->app, house->manager);

	must(setup_category_kitchen(&house->app, &act, name, station, course), name);
}

void pass_open(struct house *house, const char *kitchen, const char *bar, bool has_display)
{
	add_printer(house, 1, "Kitchen", kitchen);
	add_printer(house, 2, "Bar", bar);
	add_station(house, 1, "Kitchen", 2, has_display);
	add_station(house, 2, "Bar", 0, has_display);
	add_category(house, "Food", 1, 1);
	add_category(house, "Drinks", 2, 0);
}

int64_t pass_ring(struct house *house, int64_t bill, int64_t code, int64_t quantity, int64_t seat,
		  int64_t course)
{
	struct act act = house_act(house, bill);
	int64_t line = 0;

	must(bill_add(&house->app, &act, code, quantity, &line), "ring");
	act = house_act(house, bill);
	must(bill_place(&house->app, &act, line, seat, course), "place");
	return line;
}

struct kitchen_sent pass_send(struct house *house, int64_t bill)
{
	struct act act = house_act(house, bill);
	struct kitchen_sent sent = { 0 };

	must(kitchen_send(&house->app, &act, &sent), "send");
	return sent;
}

int64_t pass_number(struct house *house, const char *sql)
{
	int64_t n = -1;

	must(db_one_int(house->app.db, &n, sql), sql);
	return n;
}
