/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_day.c -- the cut, whole sales in one act, takings.
 */
#include "service/day.h"

#include <stdio.h>

#include "double/house.h"
#include "service/sale.h"
#include "service/shift.h"
#include "service/staff.h"
#include "service/suites.h"
#include "store/store_day.h"
#include "store/store_menu.h"

static void open_house(struct house *house, const char *name)
{
	char url[512];

	snprintf(url, sizeof url, "sqlite:%s/day-%s.db?twice=1", check_folder(), name);
	house_open(house, url, 1, true);
}

static enum err ring(struct house *house, const char *reference, int64_t *ret_bill)
{
	struct item item;
	struct sale_line lines[2];
	struct sale sale = { .source = { "file-digest", reference, 20000, 3600 }, .lines = lines,
			     .n_lines = 2 };

	CHECK_OK(store_item_by_code(house->app.db, 32, house->app.property.business_date, &item));
	lines[0] = (struct sale_line){ item.id, 1, 1800, 1800, NULL, 0, NULL, NULL };
	CHECK_OK(store_item_by_code(house->app.db, 21, house->app.property.business_date, &item));
	lines[1] = (struct sale_line){ item.id, 2, 220, 440, NULL, 0, NULL, NULL };
	return sale_ring(&house->app, house->cashier, &sale, ret_bill);
}

static void a_sale_of_the_same_source_is_rung_once(void)
{
	struct takings takings;
	struct house house;
	int64_t bill = 0, again = 0, date;

	open_house(&house, "sale");
	CHECK_OK(ring(&house, "order 1", &bill));
	CHECK_OK(ring(&house, "order 1", &again));
	CHECK_INT(again, bill);
	CHECK_OK(ring(&house, "order 2", &again));
	CHECK(again != bill);
	date = house.app.property.business_date;
	CHECK_OK(store_takings(house.app.db, (int32_t)date, (int32_t)date, &takings));
	CHECK_INT(takings.checks, 2);
	CHECK_INT(takings.lines, 4);
	CHECK_INT(takings.total_minor, 4480);
	CHECK_INT(takings.days, 1);
	house_close(&house);
}

static void the_cut_moves_the_date_and_signs(void)
{
	static const char seals[] = "SELECT count(*) FROM day_seal WHERE property = $1";
	struct house house;
	struct act act;
	int64_t bill, n = 0;
	int32_t date;

	open_house(&house, "cut");
	CHECK_OK(ring(&house, "order 1", &bill));
	date = house.app.property.business_date;
	act = app_act(&house.app, house.cashier);
	CHECK_INT(day_roll(&house.app, &act, date + 1, NULL), ERR_APPROVAL);
	act = app_act(&house.app, house.auditor);
	CHECK_INT(day_roll(&house.app, &act, date, NULL), ERR_RANGE);
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 1, NULL));
	CHECK_INT(house.app.property.business_date, date + 1);
	CHECK_OK(db_one_int(house.app.db, &n, seals, V(1)));
	CHECK_INT(n, 1);
	CHECK_OK(ring(&house, "order 2", &bill));
	act = app_act(&house.app, house.auditor);
	CHECK_OK(day_roll(&house.app, &act, date + 5, NULL));
	house_close(&house);
}

/* A station that was never noted, as command lines are. */
static enum err forget_station(struct db *db, void *arg)
{
	(void)arg;
	return db_run(db, "DELETE FROM station WHERE property = $1 AND number = 950", V(1));
}

static void every_station_that_acted_has_a_head(void)
{
	struct house first, second;
	struct staff staff;
	struct act act;
	char url[512];

	shift_open(&first, "day-heads");
	snprintf(url, sizeof url, "sqlite:%s/day-heads.db?synchronous=off", check_folder());
	house_join(&second, url, 950, &first.keys);
	CHECK_OK(db_atomically(first.app.db, forget_station, NULL));
	CHECK_OK(staff_enter(&second.app, 2, "471124", "login", &staff));
	act = app_act(&first.app, first.auditor);
	CHECK_OK(day_roll(&first.app, &act, first.app.property.business_date + 1, NULL));
	CHECK_INT(shift_number(&first, "SELECT count(*) FROM day_head WHERE property = $1"), 2);
	shift_verify(&first);
	house_close(&second);
	house_close(&first);
}

struct stray {
	enum ledger one, other;
	const char *unit;
};

/* A stray entry: 1.00 from one ledger to another, without a record. */
static enum err post_stray(struct tx *tx, void *arg)
{
	const struct stray *stray = arg;
	struct entry entry;
	int64_t id;
	enum err err;

	entry_begin(&entry);
	err = entry_debit(&entry, entry_account(stray->one, 1), 100, stray->unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(stray->other, 1), 100, stray->unit);
	return err == ERR_OK ? store_entry_insert(tx, "adjustment", 0, 0, &entry, &id) : err;
}

static void stray(struct house *house, enum ledger one, enum ledger other, const char *unit)
{
	struct stray what = { one, other, unit };
	struct act act = app_act(&house->app, house->manager);

	CHECK_OK(act_run(house->app.db, &act, "stray", "", post_stray, &what, NULL));
}

static void check_proof(const char *name, enum ledger one, enum ledger other)
{
	struct house house;
	struct act act;
	int64_t ledger = 0;
	int32_t date;

	shift_open(&house, name);
	date = house.app.property.business_date;
	stray(&house, one, other, "EUR");
	stray(&house, other, one, "USD");
	act = app_act(&house.app, house.auditor);
	CHECK_INT(day_roll(&house.app, &act, date + 1, &ledger), ERR_UNBALANCED);
	CHECK_INT(ledger, one);
	CHECK_INT(house.app.property.business_date, date);
	house_close(&house);
}

/* One that came back in another currency is no balance. */
static void the_cut_proves_every_ledger_in_every_unit(void)
{
	check_proof("prove-1", LEDGER_OPEN_CHECKS, LEDGER_GUEST);
	check_proof("prove-2", LEDGER_DRAWER, LEDGER_BANK);
	check_proof("prove-3", LEDGER_SAFE, LEDGER_BANK);
	check_proof("prove-4", LEDGER_OVER_SHORT, LEDGER_BANK);
	check_proof("prove-5", LEDGER_ROUNDING, LEDGER_BANK);
	check_proof("prove-6", LEDGER_EXCHANGE, LEDGER_BANK);
	check_proof("prove-7", LEDGER_REVENUE, LEDGER_BANK);
	check_proof("prove-8", LEDGER_TAX, LEDGER_REVENUE);
}

const struct check_test test_day[] = {
	{ "a sale of the same source is rung once (L3)", a_sale_of_the_same_source_is_rung_once },
	{ "the cut moves the date and signs (L8)", the_cut_moves_the_date_and_signs },
	{ "the cut proves every ledger in every unit (L6)",
	  the_cut_proves_every_ledger_in_every_unit },
	{ "every station that acted has a head (L8)", every_station_that_acted_has_a_head },
	{ NULL, NULL },
};
