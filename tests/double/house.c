/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/house.c -- builds the house of tests/double/house.h.
 */
#include "double/house.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "service/bill.h"
#include "service/drawer.h"
#include "service/keys.h"
#include "service/setup.h"
#include "service/staff.h"

static void must(enum err err, const char *what)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "house: %s: %s\n", what, err_text(err));
	exit(99);
}

static void join(struct house *house, const char *url, int station, bool create)
{
	struct db_options options = { .clock = &house->clock, .property = 1, .create = create,
				      .migrate = create };
	char words[256] = "";

	clock_init_set(&house->clock, HOUSE_TODAY);
	house->app.clock = &house->clock;
	house->app.keys = &house->keys;
	house->app.station = station;
	if (db_open(url, &options, words, sizeof words, &house->app.db) != ERR_OK) {
		fprintf(stderr, "house: %s: %s\n", url, words);
		exit(99);
	}
	must(station_hold(house->app.db, station, NULL, 0, &house->station), "station");
}

static void add_staff(struct house *house, int64_t number, const char *name, enum role role,
		      int64_t *ret_id)
{
	struct staff system;
	struct staff_new person = { .number = number, .name = name, .role = role,
				    .language = "en", .is_active = true };
	char pin[16];
	struct act act;

	must(staff_system(house->app.db, &system), "system");
	str_format(pin, sizeof pin, "4711%lld4", (long long)number);
	person.pin = pin;
	act = app_act(&house->app, system.id);
	must(staff_put(&house->app, &act, &person, ret_id), name);
}

static void add_tax(struct house *house, const char *name, int64_t rate_ppm, bool inclusive)
{
	struct setup_tax tax = { .name = name, .inclusive = inclusive, .n = 1,
				 .part = { { rate_ppm, TAX_ON_NET } }, .part_names = { name } };
	struct act act = app_act(&house->app, house->manager);

	must(setup_tax(&house->app, &act, &tax, NULL), name);
}

static void add_item(struct house *house, int64_t code, const char *name, const char *category,
		     const char *tax, int64_t price_minor)
{
	char search[64];
	struct setup_item item = { .code = code, .name = name, .search = search,
				   .category = category, .department = category,
				   .tax_class = tax, .price_minor = price_minor,
				   .is_active = true };
	struct act act = app_act(&house->app, house->manager);

	str_copy(search, sizeof search, name);
	for (char *letter = search; *letter != '\0'; letter++)
		*letter = (char)tolower((unsigned char)*letter);
	must(setup_item(&house->app, &act, &item, NULL), name);
}

static void add_menu(struct house *house)
{
	add_tax(house, "VAT 10", 100000, true);
	add_tax(house, "VAT 20", 200000, false);
	add_item(house, 21, "Espresso", "Drinks", "VAT 10", 220);
	add_item(house, 22, "Tea", "Drinks", "VAT 10", 250);
	add_item(house, 31, "Lentil soup", "Food", "VAT 10", 550);
	add_item(house, 32, "Lamb ouzi", "Food", "VAT 10", 1800);
	add_item(house, 41, "Wine", "Wine", "VAT 20", 5000);
	add_item(house, 51, "Gift", "Shop", "VAT 10", 1);
}

void house_open(struct house *house, const char *url, int station, bool with_drawer)
{
	struct setup_property setup = { .name = "Dar Sanduq", .kind = "test", .currency = "EUR",
					.cash_step_minor = 5, .time_zone = "UTC",
					.address = "12 Cedar Lane|Harbour Town",
					.tax_number = "T-1" };
	struct act act;

	*house = (struct house){ 0 };
	if (!hash_ready())
		exit(99);
	keys_make(&house->keys);
	join(house, url, station, true);
	clock_date_make(2026, 11, 21, &setup.business_date);
	must(setup_property(&house->app, &setup), "property");
	add_staff(house, 1, "Nasser", ROLE_WAITER, &house->waiter);
	add_staff(house, 2, "Lina", ROLE_CASHIER, &house->cashier);
	add_staff(house, 3, "Omid", ROLE_MANAGER, &house->manager);
	add_staff(house, 4, "Sara", ROLE_AUDITOR, &house->auditor);
	add_menu(house);
	for (int64_t n = 1; n <= 8; n++) {
		act = app_act(&house->app, house->manager);
		must(setup_table(&house->app, &act, &(struct setup_table){
				.number = n, .room = n < 7 ? "Restaurant" : "Bar", .seats = 4,
				.is_active = true }),
		     "table");
	}
	act = app_act(&house->app, house->manager);
	must(setup_foreign_cash(&house->app, &act, "USD", 9, 10, NULL), "USD");
	if (!with_drawer)
		return;
	act = app_act(&house->app, house->cashier);
	must(drawer_open(&house->app, &act, 10000, NULL), "drawer");
}

void house_join(struct house *house, const char *url, int station, const struct keys *keys)
{
	struct staff staff;
	struct act act;

	*house = (struct house){ .keys = *keys };
	join(house, url, station, false);
	must(store_property_load(house->app.db, &house->app.property), "property");
	for (int64_t number = 1; number <= 4; number++) {
		int64_t *ids[] = { &house->waiter, &house->cashier, &house->manager,
				   &house->auditor };

		must(store_staff_by_number(house->app.db, number, &staff), "staff");
		*ids[number - 1] = staff.id;
	}
	act = app_act(&house->app, house->cashier);
	must(setup_station(&house->app, &act, "till"), "station");
}

void house_close(struct house *house)
{
	station_release(house->station);
	db_close(house->app.db);
	*house = (struct house){ 0 };
}

struct act house_act(struct house *house, int64_t bill)
{
	return app_bill_act(&house->app, house->cashier, bill, -1);
}

int64_t house_check(struct house *house, int64_t table, const int64_t *codes)
{
	struct act act = app_act(&house->app, house->cashier);
	int64_t bill, line;

	must(bill_open(&house->app, &act, table, "", 2, &bill), "open");
	for (; *codes != 0; codes++) {
		act = house_act(house, bill);
		must(bill_add(&house->app, &act, *codes, 1, &line), "add");
	}
	return bill;
}

int64_t house_tender(struct house *house, const char *code)
{
	struct tender_type type;

	must(store_tender_type_by_code(house->app.db, code, &type), code);
	return type.id;
}

int64_t house_reason(struct house *house, const char *kind)
{
	struct reason reasons[REASON_LIST_MAX];
	int n = 0;

	must(store_reason_list(house->app.db, kind, reasons, REASON_LIST_MAX, &n), kind);
	return n > 0 ? reasons[0].id : 0;
}
