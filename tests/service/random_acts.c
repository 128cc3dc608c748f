/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/random_acts.c -- everything a till can be asked to do, with arguments that are
 * mostly sensible and sometimes not.
 */
#include <stdio.h>

#include "service/day.h"
#include "service/drawer.h"
#include "service/note.h"
#include "service/random_world.h"
#include "service/receipt.h"
#include "service/sale.h"
#include "service/setup.h"
#include "service/staff.h"

#define COUNT(array) ((int64_t)(sizeof(array) / sizeof(array)[0]))

/* A row of the store chosen by chance: the k-th of those a query names, 0 when there is none. */
static int64_t any_row(struct try *try, const char *count, const char *pick, int64_t of)
{
	struct db *db = try->till->app.db;
	int64_t n = 0, id = 0;

	if (db_one_int(db, &n, count, V(1), V(of)) != ERR_OK || n == 0)
		return 0;
	if (db_one_int(db, &id, pick, V(1), V(of), V(world_between(try->world, 0, n - 1))) !=
	    ERR_OK)
		return 0;
	return id;
}

int64_t world_any_line(struct try *try)
{
	static const char count[] = "SELECT count(*) FROM line WHERE property = $1 AND bill = $2";
	static const char pick[] = "SELECT id FROM line WHERE property = $1 AND bill = $2 "
				   "ORDER BY id LIMIT 1 OFFSET $3";

	if (world_seldom(try->world, 40))
		return world_between(try->world, -1, 99);
	return any_row(try, count, pick, try->act.bill);
}

static int64_t any_part(struct try *try)
{
	static const char count[] =
		"SELECT count(*) FROM part p WHERE p.property = $1 AND p.bill = $2 AND NOT EXISTS "
		"(SELECT 1 FROM part_close c WHERE c.property = p.property AND c.part = p.id)";
	static const char pick[] =
		"SELECT p.id FROM part p WHERE p.property = $1 AND p.bill = $2 AND NOT EXISTS "
		"(SELECT 1 FROM part_close c WHERE c.property = p.property AND c.part = p.id) "
		"ORDER BY p.id LIMIT 1 OFFSET $3";
	static const char last[] = "SELECT coalesce(max(id), 0) FROM part WHERE property = $1 "
				   "AND bill = $2";
	int64_t id = 0;

	if (!world_seldom(try->world, 12))
		return any_row(try, count, pick, try->act.bill);
	(void)db_one_int(try->till->app.db, &id, last, V(1), V(try->act.bill));
	return id;
}

static void give_reason(struct try *try, const char *kind)
{
	if (!world_seldom(try->world, 8))
		try->act.reason = house_reason(try->till, kind);
	if (world_seldom(try->world, 60))
		try->act.reason = 4711;
}

/* --- bills -------------------------------------------------------------------------------- */

static void choose_open(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 9);
	try->with[1] = world_seldom(try->world, 20) ? -1 : world_between(try->world, 0, 6);
}

static enum err run_open(struct try *try)
{
	struct world *world = try->world;
	int64_t bill = 0;
	enum err err = bill_open(&try->till->app, &try->act, try->with[0],
				 try->with[0] == 0 ? "Terrace" : "", try->with[1], &bill);

	if (err == ERR_OK && bill != try->result)
		world->bills[world->opened++ % WORLD_BILLS] = bill;
	try->result = bill;
	return err;
}

static void choose_set(struct try *try)
{
	try->with[0] = world_seldom(try->world, 20) ? -1 : world_between(try->world, 0, 9);
}

static enum err run_set(struct try *try)
{
	return bill_set(&try->till->app, &try->act, try->with[0], "Terrace");
}

static void choose_add(struct try *try)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41, 51, 61, 62 };

	try->with[0] = world_seldom(try->world, 40)
			       ? 99
			       : codes[world_between(try->world, 0, COUNT(codes) - 1)];
	try->with[1] = world_seldom(try->world, 30) ? 0 : world_between(try->world, 1, 4);
}

static enum err run_add(struct try *try)
{
	return bill_add(&try->till->app, &try->act, try->with[0], try->with[1], &try->result);
}

static void choose_again(struct try *try)
{
	try->with[0] = world_any_line(try);
	try->with[1] = world_between(try->world, 0, 3);
}

static enum err run_again(struct try *try)
{
	return bill_add_again(&try->till->app, &try->act, try->with[0], try->with[1]);
}

static void choose_void(struct try *try)
{
	choose_again(try);
	give_reason(try, "void");
}

static enum err run_void(struct try *try)
{
	return bill_void(&try->till->app, &try->act, try->with[0], try->with[1]);
}

static void choose_discount(struct try *try)
{
	static const int64_t rates[] = { 50000, 100000, 333333, 500000, 1000000, 1000001 };

	try->with[0] = world_seldom(try->world, 2) ? 0 : world_any_line(try);
	if (world_seldom(try->world, 2))
		try->with[1] = world_between(try->world, 0, 900);
	else
		try->with[2] = rates[world_between(try->world, 0, COUNT(rates) - 1)];
	give_reason(try, "discount");
}

static enum err run_discount(struct try *try)
{
	return bill_discount(&try->till->app, &try->act, try->with[0], try->with[1], try->with[2]);
}

/* A discount on the check, or the line of another discount. */
static void choose_discounted(struct try *try)
{
	static const char count[] = "SELECT count(*) FROM line WHERE property = $1 AND bill = $2 "
				    "AND kind IN ('check-discount', 'line-discount')";
	static const char pick[] = "SELECT CASE WHEN of = 0 THEN id ELSE of END FROM line "
				   "WHERE property = $1 AND bill = $2 AND kind IN "
				   "('check-discount', 'line-discount') "
				   "ORDER BY id LIMIT 1 OFFSET $3";

	try->with[0] = world_seldom(try->world, 6) ? world_any_line(try)
						   : any_row(try, count, pick, try->act.bill);
}

static enum err run_undiscount(struct try *try)
{
	return bill_undiscount(&try->till->app, &try->act, try->with[0]);
}

static void choose_note(struct try *try)
{
	try->with[0] = world_seldom(try->world, 3) ? 0 : world_any_line(try);
}

static enum err run_note(struct try *try)
{
	return bill_note(&try->till->app, &try->act, try->with[0], "no onions");
}

static void choose_evenly(struct try *try)
{
	try->with[0] = world_seldom(try->world, 20) ? 64 : world_between(try->world, 0, 5);
}

static enum err run_evenly(struct try *try)
{
	return bill_split_evenly(&try->till->app, &try->act, (int)try->with[0]);
}

static void choose_amount(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 3000);
}

static enum err run_amount(struct try *try)
{
	return bill_split_amount(&try->till->app, &try->act, try->with[0]);
}

static void choose_nothing(struct try *try)
{
	(void)try;
}

static enum err run_take_over(struct try *try)
{
	return bill_take_over(&try->till->app, &try->act);
}

static enum err run_release(struct try *try)
{
	return bill_release(&try->till->app, &try->act);
}

/* Most often a bill without lines: there are few. */
static void choose_empty(struct try *try)
{
	static const char count[] =
		"SELECT count(*) FROM bill_live AS b WHERE b.property = $1 AND b.bill > $2 AND "
		"b.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM line AS l "
		"WHERE l.property = b.property AND l.bill = b.bill)";
	static const char pick[] =
		"SELECT b.bill FROM bill_live AS b WHERE b.property = $1 AND b.bill > $2 AND "
		"b.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM line AS l "
		"WHERE l.property = b.property AND l.bill = b.bill) "
		"ORDER BY b.bill LIMIT 1 OFFSET $3";
	int64_t bill = world_seldom(try->world, 4) ? 0 : any_row(try, count, pick, 0);

	if (bill == 0)
		return;
	try->act.bill = bill;
	try->act.version = -1;
}

static enum err run_close_empty(struct try *try)
{
	return bill_close_empty(&try->till->app, &try->act);
}

/* --- money -------------------------------------------------------------------------------- */

static void choose_tender(struct try *try)
{
	static const int64_t given[] = { PAY_EXACT, PAY_EXACT, PAY_EXACT, 0, 1, 2, 50, 500, 1000,
					 5000, 100000, PAY_GIVEN_MAX + 1 };
	struct world *world = try->world;

	try->with[0] = any_part(try);
	try->with[1] = world_seldom(world, 2)
			       ? world->types[0]
			       : world->types[world_between(world, 0, world->n_types - 1)];
	try->with[2] = given[world_between(world, 0, COUNT(given) - 1)];
}

static enum err run_tender(struct try *try)
{
	struct pay_result result = { 0 };
	enum err err = pay_tender(&try->till->app, &try->act, try->with[0], try->with[1],
				  try->with[2], &result);

	if (err == ERR_OK && result.plan.value_minor - result.plan.change_minor !=
				     result.plan.amount_minor - result.plan.rounding_minor)
		world_wrong(try->world, "what is kept is not what is paid less the rounding");
	if (err == ERR_OK && result.part_closed != (result.paper != 0))
		world_wrong(try->world, "a part closes with a receipt or not at all");
	try->result = result.paper;
	return err;
}

static void choose_part(struct try *try)
{
	try->with[0] = any_part(try);
}

/* Most often a part of a bill whose lines come to nothing. */
static void choose_free_part(struct try *try)
{
	static const char count[] =
		"SELECT count(*) FROM bill_live AS b WHERE b.property = $1 AND b.bill > $2 AND "
		"b.state <> 'closed' AND (SELECT sum(l.amount_minor) FROM line AS l "
		"WHERE l.property = b.property AND l.bill = b.bill) = 0";
	static const char pick[] =
		"SELECT b.bill FROM bill_live AS b WHERE b.property = $1 AND b.bill > $2 AND "
		"b.state <> 'closed' AND (SELECT sum(l.amount_minor) FROM line AS l "
		"WHERE l.property = b.property AND l.bill = b.bill) = 0 "
		"ORDER BY b.bill LIMIT 1 OFFSET $3";
	int64_t bill = world_seldom(try->world, 4) ? 0 : any_row(try, count, pick, 0);

	if (bill != 0) {
		try->act.bill = bill;
		try->act.version = -1;
	}
	choose_part(try);
}

static enum err run_nothing(struct try *try)
{
	struct pay_result result = { 0 };
	enum err err = pay_nothing(&try->till->app, &try->act, try->with[0], &result);

	try->result = result.paper;
	return err;
}

static void choose_float(struct try *try)
{
	try->with[0] = world_seldom(try->world, 20) ? -1 : world_between(try->world, 0, 20000);
}

static enum err run_drawer_open(struct try *try)
{
	return drawer_open(&try->till->app, &try->act, try->with[0], &try->result);
}

static void choose_count(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 40);
	try->with[1] = world_between(try->world, 0, 5000);
	try->with[2] = world_between(try->world, -1, 300);
}

static enum err run_drawer_close(struct try *try)
{
	const struct drawer_piece pieces[] = { { "EUR", 500, try->with[0] },
					       { "EUR", 0, try->with[1] },
					       { "USD", 100, try->with[2] } };
	struct drawer_result result = { 0 };
	enum err err = drawer_close(&try->till->app, &try->act, pieces, 3, &result);

	if (err == ERR_OK && result.unit[0].counted_minor != 500 * try->with[0] + try->with[1])
		world_wrong(try->world, "the count is not what was counted");
	return err;
}

/* Any kind of move, now and then above what a cashier may, or to oneself. */
static void choose_move_cash(struct try *try)
{
	try->with[0] = world_between(try->world, DRAWER_FLOAT, DRAWER_TIP_OUT);
	try->with[1] = world_between(try->world, -1, 8000);
	try->with[2] = world_seldom(try->world, 4);
}

static enum err run_move_cash(struct try *try)
{
	struct drawer_moving moving = { .kind = (enum drawer_move_kind)try->with[0],
					.amount.amount_minor = try->with[1] };

	snprintf(moving.amount.unit, sizeof moving.amount.unit, "%s",
		 try->with[2] != 0 ? "USD" : "EUR");
	if (moving.kind == DRAWER_TIP_OUT)
		moving.person = try->till->waiter;
	try->act.reason = house_reason(try->till, "paid");
	return drawer_move(&try->till->app, &try->act, &moving, &try->result);
}

static enum err run_drawer_count(struct try *try)
{
	const struct drawer_piece pieces[] = { { "EUR", 500, try->with[0] },
					       { "EUR", 0, try->with[1] },
					       { "USD", 100, try->with[2] } };
	struct drawer_result result = { 0 };

	return drawer_count(&try->till->app, &try->act, pieces, 3, &result);
}

/* The manager counts first, most of the time. */
static void choose_settle(struct try *try)
{
	const struct drawer_piece piece = { "EUR", 0, world_between(try->world, 0, 9000) };
	struct act act = app_act(&try->till->app, try->till->manager);
	struct drawer_result result = { 0 };

	if (!world_seldom(try->world, 4))
		(void)drawer_count(&try->till->app, &act, &piece, 1, &result);
	try->with[0] = world_seldom(try->world, 2);
}

static enum err run_drawer_settle(struct try *try)
{
	struct drawer_result result = { 0 };

	return try->with[0] != 0
		       ? drawer_settle(&try->till->app, &try->act, &result)
		       : drawer_hand_over(&try->till->app, &try->act, &result);
}

static void choose_no_sale(struct try *try)
{
	give_reason(try, "drawer");
}

static enum err run_no_sale(struct try *try)
{
	return drawer_no_sale(&try->till->app, &try->act);
}

static void choose_paper(struct try *try)
{
	static const char count[] = "SELECT count(*) FROM paper WHERE property = $1 "
				    "AND id > $2";
	static const char pick[] = "SELECT id FROM paper WHERE property = $1 AND id > $2 "
				   "ORDER BY id LIMIT 1 OFFSET $3";

	try->with[0] = any_row(try, count, pick, 0);
}

static enum err run_print(struct try *try)
{
	return receipt_print(&try->till->app, &try->act, try->with[0], &try->result);
}

static void choose_roll(struct try *try)
{
	static const char today[] = "SELECT business_date FROM property WHERE property = $1";
	int64_t date = 0;

	(void)db_one_int(try->till->app.db, &date, today, V(1));
	try->with[0] = date + world_between(try->world, 0, 3);
}

static enum err run_roll(struct try *try)
{
	return day_roll(&try->till->app, &try->act, (int32_t)try->with[0], NULL);
}

static void choose_sale(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 300);
	try->with[1] = world_between(try->world, 0, 3);
	try->with[2] = world_between(try->world, 0, 700);
}

/* Its key is made of the reference, so that one comes up again by itself. */
static enum err run_sale(struct try *try)
{
	static const char first[] = "SELECT min(id) FROM item WHERE property = $1";
	struct sale_line lines[4];
	char reference[32];
	struct sale sale = { .source = { "file", reference, 20000, -1 }, .lines = lines,
			     .n_lines = (int)try->with[1] };
	int64_t item = 0;

	snprintf(reference, sizeof reference, "order %d", (int)try->with[0]);
	(void)db_one_int(try->till->app.db, &item, first, V(1));
	for (int i = 0; i < sale.n_lines; i++)
		lines[i] = (struct sale_line){ .item = item, .quantity = 1 + i,
					       .price_minor = try->with[2],
					       .amount_minor = try->with[2] * (1 + i),
					       .department = i == 2 ? "Hall" : NULL };
	return sale_ring(&try->till->app, try->act.staff, &sale, &try->result);
}

/* --- the house ---------------------------------------------------------------------------- */

static void choose_item(struct try *try)
{
	try->with[0] = world_between(try->world, 61, 63);
	try->with[1] = world_between(try->world, -1, 900);
	try->with[2] = world_between(try->world, 0, 1);
}

static enum err run_item(struct try *try)
{
	struct setup_item item = { .code = try->with[0], .name = "Special", .search = "special",
				   .category = try->with[2] ? "Special" : "Drinks",
				   .department = "Drinks", .price_minor = try->with[1],
				   .tax_class = "VAT 10", .is_active = true };

	return setup_item(&try->till->app, &try->act, &item, &try->result);
}

static void choose_tax(struct try *try)
{
	try->with[0] = try->till->app.property.business_date + world_between(try->world, 0, 2);
	try->with[1] = world_between(try->world, 0, 3) * 55000;
}

static enum err run_tax(struct try *try)
{
	struct setup_tax tax = { .name = "VAT 10", .inclusive = true, .n = 2,
				 .part = { { try->with[1], TAX_ON_NET },
					   { 20000, TAX_ON_PREVIOUS } },
				 .part_names = { "VAT 10", "City" },
				 .since = (int32_t)try->with[0] };

	return setup_tax(&try->till->app, &try->act, &tax, &try->result);
}

static void choose_table(struct try *try)
{
	try->with[0] = world_between(try->world, 0, 9);
	try->with[1] = world_between(try->world, 0, 8);
	try->with[2] = !world_seldom(try->world, 4);
}

static enum err run_table(struct try *try)
{
	struct setup_table table = { .number = try->with[0],
				     .room = "Garden",
				     .seats = try->with[1],
				     .plan_row = -1,
				     .plan_column = -1,
				     .is_active = try->with[2] };

	return setup_table(&try->till->app, &try->act, &table);
}

static void choose_person(struct try *try)
{
	try->with[0] = world_between(try->world, 4, 6);
	try->with[1] = world_between(try->world, ROLE_WAITER, ROLE_AUDITOR);
}

/* Number 4 is the auditor, who stays what she is. */
static enum err run_person(struct try *try)
{
	struct staff_new person = { .number = try->with[0], .name = "Extra",
				    .role = try->with[0] == 4 ? ROLE_AUDITOR
							      : (enum role)try->with[1],
				    .language = "en", .is_active = true };

	return staff_put(&try->till->app, &try->act, &person, &try->result);
}

static void choose_unlock(struct try *try)
{
	try->with[0] = world_seldom(try->world, 3) ? 4711 : try->till->cashier;
}

static enum err run_unlock(struct try *try)
{
	return staff_unlock(&try->till->app, &try->act, try->with[0]);
}

static enum err run_keep(struct try *try)
{
	return note_keep(&try->till->app, &try->act, "the guest was kind", &try->result);
}

static enum err run_leave(struct try *try)
{
	return staff_leave(&try->till->app, try->act.staff, "logout");
}

const struct random_act random_acts[] = {
	{ "open", 60, 2, false, choose_open, run_open },
	{ "set", 10, 1, false, choose_set, run_set },
	{ "add", 260, 2, false, choose_add, run_add },
	{ "again", 60, 2, false, choose_again, run_again },
	{ "void", 70, 2, false, choose_void, run_void },
	{ "discount", 60, 3, false, choose_discount, run_discount },
	{ "undiscount", 40, 1, false, choose_discounted, run_undiscount },
	{ "note", 10, 1, false, choose_note, run_note },
	{ "split evenly", 50, 1, false, choose_evenly, run_evenly },
	{ "split amount", 40, 1, false, choose_amount, run_amount },
	{ "split percent", 20, 1, false, choose_percent, run_percent },
	{ "split seats", 20, 1, false, choose_seats, run_seats },
	{ "seat", 50, 2, false, choose_seat, run_seat },
	{ "move", 90, 3, false, choose_move, run_move },
	{ "share", 60, 2, false, choose_share, run_share },
	{ "undo", 60, 0, false, choose_nothing, run_undo },
	{ "to a table", 20, 1, false, choose_place, run_place },
	{ "to a person", 10, 1, false, choose_waiter, run_waiter },
	{ "lines away", 50, 3, false, choose_other, run_lines },
	{ "merge", 25, 1, false, choose_other, run_merge },
	{ "reopen", 15, 1, false, choose_reopen, run_reopen },
	{ "take over", 40, 0, false, choose_nothing, run_take_over },
	{ "release", 40, 0, false, choose_nothing, run_release },
	{ "close empty", 40, 0, false, choose_empty, run_close_empty },
	{ "tender", 200, 3, false, choose_tender, run_tender },
	{ "take back", 60, 1, false, choose_back, run_back },
	{ "nothing", 40, 1, false, choose_free_part, run_nothing },
	{ "drawer open", 15, 1, false, choose_float, run_drawer_open },
	{ "drawer close", 6, 3, false, choose_count, run_drawer_close },
	{ "drawer move", 15, 3, false, choose_move_cash, run_move_cash },
	{ "drawer count", 6, 3, false, choose_count, run_drawer_count },
	{ "drawer settle", 6, 1, false, choose_settle, run_drawer_settle },
	{ "no sale", 3, 0, false, choose_no_sale, run_no_sale },
	{ "print", 10, 1, false, choose_paper, run_print },
	{ "roll", 6, 1, false, choose_roll, run_roll },
	{ "sale", 30, 3, true, choose_sale, run_sale },
	{ "item", 8, 3, false, choose_item, run_item },
	{ "tax", 4, 2, false, choose_tax, run_tax },
	{ "table", 6, 3, false, choose_table, run_table },
	{ "person", 4, 1, false, choose_person, run_person },
	{ "unlock", 2, 1, false, choose_unlock, run_unlock },
	{ "keep", 3, 0, false, choose_nothing, run_keep },
	{ "leave", 3, 0, true, choose_nothing, run_leave },
	{ 0 },
};
