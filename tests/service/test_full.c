/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/test_full.c -- the disk fills up in the middle of every kind of act: nothing of it
 * is there, and the same key goes through once there is room.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "double/memvfs.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/receipt.h"
#include "service/sales_import.h"
#include "service/shift.h"
#include "service/suites.h"

#define URL "sqlite:full.db?vfs=memory&lock=none"
#define WRITES_MAX 60

struct shop {
	struct memvfs *vfs;
	struct house house;
	int64_t bill, part, line, paper;
	int64_t full_at;             /* orders */
};

static void shop_begin(struct shop *shop)
{
	*shop = (struct shop){ .vfs = memvfs_new(5) };
	house_open(&shop->house, URL, 1, true);
}

static void shop_end(struct shop *shop)
{
	house_close(&shop->house);
	memvfs_free(shop->vfs);
}

static enum err do_open(struct shop *shop, const struct act *act)
{
	return bill_open(&shop->house.app, act, 5, "", 2, &shop->bill);
}

static enum err do_add(struct shop *shop, const struct act *act)
{
	return bill_add(&shop->house.app, act, 32, 2, &shop->line);
}

static enum err do_void(struct shop *shop, const struct act *act)
{
	return bill_void(&shop->house.app, act, shop->line, 1);
}

static enum err do_split(struct shop *shop, const struct act *act)
{
	return bill_split_evenly(&shop->house.app, act, 3);
}

static enum err do_tender(struct shop *shop, const struct act *act)
{
	struct pay_result result = { 0 };
	enum err err = pay_tender(&shop->house.app, act, shop->part,
				  house_tender(&shop->house, "cash"), 5000, &result);

	if (err == ERR_OK)
		shop->paper = result.paper;
	return err;
}

static enum err do_print(struct shop *shop, const struct act *act)
{
	int64_t copy;

	return receipt_print(&shop->house.app, act, shop->paper, &copy);
}

static enum err do_roll(struct shop *shop, const struct act *act)
{
	int32_t date;

	clock_date_make(2026, 11, 22, &date);
	return day_roll(&shop->house.app, act, date, NULL);
}

static enum err do_count(struct shop *shop, const struct act *act)
{
	struct drawer_result result;

	return drawer_close(&shop->house.app, act, &(struct drawer_piece){ "EUR", 100, 112 }, 1,
			    &result);
}

static const struct {
	const char *name;
	enum err (*run)(struct shop *shop, const struct act *act);
} acts[] = {
	{ "open", do_open },   { "add", do_add },     { "void", do_void }, { "split", do_split },
	{ "tender", do_tender }, { "print", do_print }, { "roll", do_roll }, { "count", do_count },
};

static int64_t count_acts(struct shop *shop)
{
	return shift_number(&shop->house, "SELECT count(*) FROM act WHERE property = $1");
}

/* Runs one act with the disk full from its k-th write on, until it goes through by itself; then
 * there was room for all of it. */
static void fill_up(struct shop *shop, size_t i)
{
	struct act act = app_bill_act(&shop->house.app, shop->house.manager, shop->bill, -1);
	int64_t before = count_acts(shop), refused = 0;

	act.reason = house_reason(&shop->house, "void");
	for (int64_t k = 1; k <= WRITES_MAX; k++) {
		enum err err;

		memvfs_fail(shop->vfs, MEMVFS_FULL, k, true);
		err = acts[i].run(shop, &act);
		memvfs_fail(shop->vfs, MEMVFS_NO_FAULT, 0, false);
		if (err == ERR_OK)
			break;
		refused++;
		CHECK_INT(err, ERR_FULL);
		CHECK_INT(count_acts(shop), before);
	}
	if (refused == 0)
		printf("  %s was never refused\n", acts[i].name);
	CHECK(refused > 0);
	CHECK_OK(acts[i].run(shop, &act));
	CHECK_INT(count_acts(shop), before + 1);
}

static void a_full_disk_leaves_no_half_act(void)
{
	struct shop shop;

	shop_begin(&shop);
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		if (acts[i].run == do_tender)
			shop.part = shift_part(&shop.house, shop.bill, 0);
		fill_up(&shop, i);
	}
	CHECK_INT(shift_balance(&shop.house, LEDGER_OPEN_CHECKS, 0, "EUR"), 0);
	shift_verify(&shop.house);
	shop_end(&shop);
}

/* The disk is full a few writes after the order at which it was full last. */
static bool go_on(void *arg, int pass, int64_t done, int64_t total)
{
	struct shop *shop = arg;

	(void)total;
	if (pass == 2 && done == shop->full_at) {
		memvfs_fail(shop->vfs, MEMVFS_FULL, 1 + done, true);
		shop->full_at += 3;
	}
	return true;
}

static void an_import_goes_on_after_the_disk_was_full(void)
{
	static const char profile_text[] =
		"[columns]\norder = order\ndate = day\nitem = what\nunit_price = price\n";
	struct sales_profile profile;
	struct shop shop;
	struct str csv = { 0 };
	char path[512], ini[512], problem[128];
	int runs = 0;
	enum err err;

	shop_begin(&shop);
	shop.full_at = 1;
	str_add(&csv, "order,day,what,price\n");
	for (int i = 1; i <= 12; i++)
		str_addf(&csv, "%d,2026-11-%d,Dish %d,%d.50\n", i, 21 + i / 5, i % 7, i);
	snprintf(ini, sizeof ini, "%s/full.ini", check_folder());
	snprintf(path, sizeof path, "%s/full.csv", check_folder());
	CHECK_OK_FATAL(file_write(ini, 0600, profile_text, strlen(profile_text)));
	CHECK_OK_FATAL(file_write(path, 0600, str_text(&csv), csv.len));
	CHECK_OK_FATAL(sales_profile_open(ini, &profile, problem, sizeof problem));
	do {
		struct sales_import import = { .app = &shop.house.app, .profile = &profile,
					       .path = path, .staff = shop.house.manager,
					       .progress = go_on, .arg = &shop };

		err = sales_import_run(&import);
		memvfs_fail(shop.vfs, MEMVFS_NO_FAULT, 0, false);
		CHECK(err == ERR_OK || err == ERR_FULL);
	} while (err == ERR_FULL && ++runs < 20);
	CHECK(err == ERR_OK && runs > 1);
	CHECK_INT(shift_number(&shop.house, "SELECT sum(total_minor) FROM part_close "
					    "WHERE property = $1"),
		  100 * 78 + 12 * 50);
	CHECK_INT(shift_number(&shop.house, "SELECT count(*) FROM bill_source "
					    "WHERE property = $1"),
		  12);
	shift_verify(&shop.house);
	sales_profile_close(&profile);
	str_done(&csv);
	shop_end(&shop);
}

const struct check_test test_full[] = {
	{ "a full disk leaves no half act, and the key goes through later (B3, L3)",
	  a_full_disk_leaves_no_half_act },
	{ "an import goes on after the disk was full (L3)",
	  an_import_goes_on_after_the_disk_was_full },
	{ 0 },
};
