/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_book.c -- reservations of the demonstration: one who is late, and the next ones.
 */
#include "cli/demo_book.h"

#include "base/str.h"
#include "locale/date.h"
#include "service/reserve.h"
#include "service/staff.h"

#define MINUTE_MS INT64_C(60000)
#define STEP_MIN 15
#define USUAL_MIN 1170           /* half past seven, when the clock says nothing of use */
#define LATEST_MIN 1500

static const struct booking {
	int64_t in_min;
	int64_t table;
	int64_t covers;
	const char *name, *phone, *note;
} bookings[] = {
	{ -15, 36, 2, "Omar", "+961 1 555 017", "" },
	{ 30, 16, 2, "Haddad", "+961 1 555 014", "anniversary" },
	{ 45, 20, 4, "王芳", "", "allergy: nuts" },
	{ 75, 0, 3, "Dupont", "+33 1 55 55 01 03", "outside if it is warm" },
	{ 120, 24, 10, "Cedar Lines", "", "crew of the ship, one check" },
	{ 165, 45, 4, "لیلا", "", "" },
};

/* Minutes since midnight of the business date, at the next quarter of an hour. */
static int64_t next_quarter(const struct place *place)
{
	const struct app *app = &place->app;
	int64_t midnight_ms = date_midnight_unix_ms(app->zone, app->property.business_date);
	int64_t now_min = (clock_unix_ms(&place->clock) - midnight_ms) / MINUTE_MS;

	if (now_min < STEP_MIN || now_min > LATEST_MIN)
		now_min = USUAL_MIN;
	return (now_min + STEP_MIN - 1) / STEP_MIN * STEP_MIN;
}

enum err demo_book(struct place *place)
{
	struct app *app = &place->app;
	int64_t from_min = next_quarter(place), id;
	struct staff cashier;
	enum err err = store_staff_by_number(app->db, 1, &cashier);

	for (size_t i = 0; err == ERR_OK && i < sizeof bookings / sizeof *bookings; i++) {
		struct act act = app_act(app, cashier.id);
		struct reservation one = { .date = app->property.business_date,
					   .time_min = from_min + bookings[i].in_min,
					   .table_number = bookings[i].table,
					   .covers = bookings[i].covers };

		str_copy(one.name, sizeof one.name, bookings[i].name);
		str_copy(one.phone, sizeof one.phone, bookings[i].phone);
		str_copy(one.note, sizeof one.note, bookings[i].note);
		err = reserve_make(app, &act, &one, false, &id);
	}
	return err;
}
