/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/random_checks.c -- what must be true whatever was done: asked of the store in SQL
 * of its own, and of the bills as the tills read them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/entry.h"
#include "service/books.h"
#include "service/drawer.h"
#include "service/random_world.h"

static struct db *db_of(struct world *world)
{
	return world->till[0].app.db;
}

static int64_t number(struct world *world, const char *sql)
{
	int64_t n = -1;

	if (db_one_int(db_of(world), &n, sql, V(1)) != ERR_OK)
		world_wrong(world, "cannot ask: %s", sql);
	return n;
}

struct footprint world_footprint(struct world *world)
{
	static const char acts[] = "SELECT count(*) FROM act WHERE property = $1";
	static const char state[] =
		"SELECT (SELECT coalesce(sum(version * 31 + holder), 0) FROM bill_live "
		"WHERE property = $1) + (SELECT sum(version) FROM property WHERE property = $1) + "
		"(SELECT sum(version) FROM staff WHERE property = $1) * 7 + "
		"(SELECT sum(version) FROM item WHERE property = $1) * 11 + "
		"(SELECT sum(version) FROM category WHERE property = $1) * 13 + "
		"(SELECT sum(version) FROM dining_table WHERE property = $1) * 17 + "
		"(SELECT sum(version) FROM tender_type WHERE property = $1) * 19 + "
		"(SELECT coalesce(sum(version), 0) FROM drawer_live WHERE property = $1) * 23 + "
		"(SELECT count(*) FROM note WHERE property = $1) * 29 + "
		"(SELECT count(*) FROM room WHERE property = $1) * 37 + "
		"(SELECT count(*) FROM department WHERE property = $1) * 41 + "
		"(SELECT count(*) FROM tax_class WHERE property = $1) * 43 + "
		"(SELECT count(*) FROM print_job WHERE property = $1) * 47";

	return (struct footprint){ number(world, acts), number(world, state) };
}

static void check_parts(struct world *world, const struct bill_view *view)
{
	int64_t total = 0, tendered = 0, due = 0;

	for (int i = 0; i < view->n_parts; i++) {
		const struct bill_part_view *part = &view->parts[i];

		total += part->total_minor;
		tendered += part->tendered_minor;
		due += part->due_minor;
		if (part->total_minor < 0 || part->due_minor < 0)
			world_wrong(world, "part %d owes less than nothing", i);
		if (part->is_closed && (part->due_minor != 0 || part->paper == 0))
			world_wrong(world, "part %d is closed but not paid", i);
		if (!part->is_frozen && part->tendered_minor != 0)
			world_wrong(world, "part %d was paid and is not frozen (M5)", i);
	}
	if (total != view->out.total_minor)
		world_wrong(world, "the parts are %lld, the bill %lld (M2)", (long long)total,
			    (long long)view->out.total_minor);
	if (tendered != view->tendered_minor || due != view->due_minor)
		world_wrong(world, "the parts owe %lld, the bill %lld", (long long)due,
			    (long long)view->due_minor);
}

static void check_columns(struct world *world, const struct bill_view *view)
{
	for (int c = 0; c < view->n_columns; c++) {
		struct share_amount sum = { 0 };

		for (int p = 0; p < view->rows.n_parts; p++)
			(void)share_add(&sum, &view->cells[p * view->n_columns + c], &sum);
		(void)share_subtract(&sum, &view->out.target[c], &sum);
		for (int i = 0; i < SHARE_TAXES; i++)
			if (sum.net_minor != 0 || sum.tax_minor[i] != 0)
				world_wrong(world, "column %d does not add up (M2)", c);
	}
}

static void check_items(struct world *world, const struct bill_view *view)
{
	int64_t shown = 0, rung = 0, taken = 0;

	for (int i = 0; i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];

		if (item->is_discount) {
			taken += item->taken_minor;
			continue;
		}
		shown += item->amount_minor;
		if (item->quantity < 1 || item->amount_minor < 0 || item->discount_minor < 0)
			world_wrong(world, "line %d is %lld pieces for %lld less %lld", i,
				    (long long)item->quantity, (long long)item->amount_minor,
				    (long long)item->discount_minor);
	}
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].tax_version != 0)
			rung += view->rows.lines[i].amount_minor;
	if (shown != rung)
		world_wrong(world, "%lld is shown of %lld rung", (long long)shown, (long long)rung);
	if (taken != view->out.discount_minor)
		world_wrong(world, "discounts of %lld are shown, %lld taken", (long long)taken,
			    (long long)view->out.discount_minor);
}

/* What the receipt of each part would list adds up to what it owes. */
static void check_lines(struct world *world, const struct bill_view *view, int part)
{
	struct bill_part_line *lines = calloc((size_t)view->n_items + 1, sizeof *lines);
	int64_t sum = 0, total = 0;
	int n = 0;

	if (lines == NULL || bill_part_lines(view, part, lines, &n) != ERR_OK)
		world_wrong(world, "the lines of part %d cannot be told", part);
	for (int i = 0; i < n; i++)
		sum += lines[i].amount_minor;
	for (int c = 0; c < view->n_columns; c++) {
		const struct share_amount *cell = &view->cells[part * view->n_columns + c];

		total += view->versions[view->columns[c].version].rules.inclusive
				 ? share_total(cell)
				 : cell->net_minor;
	}
	if (sum != total)
		world_wrong(world, "the lines of part %d come to %lld of %lld (M2)", part,
			    (long long)sum, (long long)total);
	free(lines);
}

void world_check_bill(struct world *world, int64_t bill)
{
	struct bill_view view;
	enum err err = bill_view_load(db_of(world), bill, &view);

	if (err != ERR_OK) {
		world_wrong(world, "bill %lld cannot be read: %s", (long long)bill, err_name(err));
		return;
	}
	check_parts(world, &view);
	check_columns(world, &view);
	check_items(world, &view);
	for (int p = 0; p < view.rows.n_parts; p++)
		check_lines(world, &view, p);
	if (view.rows.head.state == BILL_CLOSED &&
	    (view.due_minor != 0 || view.rows.head.holder != 0))
		world_wrong(world, "a closed bill owes %lld", (long long)view.due_minor);
	bill_view_done(&view);
}

/* What a drawer holds by the journal and by its own records, in every unit. */
static void check_drawer(struct world *world, const struct drawer_session *session)
{
	static const char posted[] = "SELECT coalesce(sum(amount_minor), 0) FROM posting "
				     "WHERE property = $1 AND account = $2 AND unit = $3";
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	int64_t account = entry_account(LEDGER_DRAWER, session->drawer), journal, records;
	int n = 0;

	if (store_drawer_units(db_of(world), session, units, DRAWER_UNITS_MAX, &n) != ERR_OK)
		world_wrong(world, "the units of a drawer cannot be read");
	for (int i = 0; i < n; i++) {
		if (store_drawer_expected(db_of(world), session, units[i], &records) != ERR_OK ||
		    db_one_int(db_of(world), &journal, posted, V(1), V(account), V(units[i])) !=
			    ERR_OK)
			world_wrong(world, "drawer %lld cannot be read",
				    (long long)session->drawer);
		else if (journal != records)
			world_wrong(world, "drawer %lld holds %s %lld, the journal says %lld (L6)",
				    (long long)session->drawer, units[i], (long long)records,
				    (long long)journal);
	}
}

void world_check_ledgers(struct world *world)
{
	static const char open[] =
		"SELECT (SELECT coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account = 11000000) + (SELECT coalesce(sum(t.amount_minor), 0) FROM tender t "
		"WHERE t.property = $1 AND NOT EXISTS (SELECT 1 FROM part_close c WHERE "
		"c.property = t.property AND c.part = t.part))";
	static const char shut[] =
		"SELECT count(*) FROM (SELECT p.account, p.unit FROM posting p WHERE p.property = "
		"$1 AND p.account / 1000000 = 23 AND NOT EXISTS (SELECT 1 FROM drawer_live l WHERE "
		"l.property = p.property AND l.session <> 0 AND l.drawer = p.account % 1000000) "
		"GROUP BY p.account, p.unit HAVING sum(p.amount_minor) <> 0) AS x";
	static const char floor[] =
		"SELECT count(*) FROM (SELECT dining_table FROM bill_live WHERE property = $1 "
		"AND state <> 'closed' AND dining_table <> 0 GROUP BY dining_table "
		"HAVING count(*) > 1) AS x";
	struct drawer_session sessions[WORLD_TILLS + 1];
	int n = 0;

	if (number(world, open) != 0)
		world_wrong(world, "open checks are off by %lld (L6)",
			    (long long)number(world, open));
	if (number(world, shut) != 0)
		world_wrong(world, "a closed drawer holds money (L6)");
	if (number(world, floor) != 0)
		world_wrong(world, "two open bills are at one table");
	if (store_drawer_open_list(db_of(world), sessions, WORLD_TILLS + 1, &n) != ERR_OK)
		world_wrong(world, "the drawers cannot be read");
	for (int i = 0; i < n; i++)
		check_drawer(world, &sessions[i]);
}

void world_verify(struct world *world)
{
	struct verify_result result = { .first = "" };
	enum err err = books_verify(&world->till[0].app, NULL, NULL, &result);

	if (err != ERR_OK)
		world_wrong(world, "verify: %s: %s", err_name(err), result.first);
}

/* --- the end of a round ------------------------------------------------------------------- */

static struct act boss(struct world *world, int64_t bill)
{
	return app_bill_act(&world->till[0].app, world->till[0].manager, bill, -1);
}

/* Pays one open part, or closes what has nothing on it; false when the bill is closed. */
static bool settle_step(struct world *world, int64_t bill)
{
	struct app *app = &world->till[0].app;
	struct act act = boss(world, bill);
	struct pay_result result;
	struct bill_view view;
	enum err err = bill_view_load(app->db, bill, &view);
	int i = 0;

	if (err != ERR_OK || view.rows.head.state == BILL_CLOSED) {
		if (err == ERR_OK)
			bill_view_done(&view);
		return false;
	}
	while (i < view.n_parts && view.parts[i].is_closed)
		i++;
	if (i < view.n_parts && view.parts[i].due_minor > 0)
		err = pay_tender(app, &act, view.parts[i].id, world->types[0], PAY_EXACT, &result);
	else if (bill_close_empty(app, &act) == ERR_OK)
		err = ERR_OK;
	else if (i < view.n_parts)
		err = pay_nothing(app, &act, view.parts[i].id, &result);
	else
		err = ERR_STATE;
	bill_view_done(&view);
	if (err != ERR_OK)
		world_wrong(world, "bill %lld is stuck: %s (B2)", (long long)bill, err_name(err));
	return err == ERR_OK;
}

static void settle_bill(struct world *world, int64_t bill)
{
	struct act act = boss(world, bill);
	struct bill_head head;

	if (store_bill_head(db_of(world), bill, &head) != ERR_OK || head.state == BILL_CLOSED)
		return;
	if (bill_take_over(&world->till[0].app, &act) != ERR_OK)
		world_wrong(world, "bill %lld cannot be taken over", (long long)bill);
	for (int i = 0; i <= 2 * BILL_PARTS_MAX && settle_step(world, bill); i++)
		;
	if (store_bill_head(db_of(world), bill, &head) != ERR_OK || head.state != BILL_CLOSED)
		world_wrong(world, "bill %lld does not close (B2)", (long long)bill);
	world_check_bill(world, bill);
}

/* Counts a till's drawer exactly; nothing is over or short. */
static void count_drawer(struct world *world, struct house *till)
{
	struct drawer_piece pieces[DRAWER_UNITS_MAX];
	struct drawer_result result = { 0 };
	struct drawer_session session;
	char units[DRAWER_UNITS_MAX][MONEY_UNIT_SIZE];
	struct act act = app_act(&till->app, till->manager);
	int n = 0, counted = 0;

	if (store_drawer_open(till->app.db, till->app.station, till->manager, &session) != ERR_OK)
		return;
	(void)store_drawer_units(till->app.db, &session, units, DRAWER_UNITS_MAX, &n);
	for (int i = 0; i < n; i++) {
		struct drawer_piece *piece = &pieces[counted];

		(void)store_drawer_expected(till->app.db, &session, units[i], &piece->quantity);
		snprintf(piece->unit, sizeof piece->unit, "%s", units[i]);
		piece->denomination_minor = 0;
		counted += piece->quantity >= 0;
	}
	if (drawer_close(&till->app, &act, pieces, counted, &result) != ERR_OK || result.n != n)
		world_wrong(world, "a drawer does not close");
	for (int i = 0; i < result.n; i++)
		if (result.unit[i].expected_minor > 0 &&
		    result.unit[i].expected_minor != result.unit[i].counted_minor)
			world_wrong(world, "a drawer counted exactly is over or short");
}

void world_settle(struct world *world)
{
	static const char left[] = "SELECT count(*) FROM bill_live WHERE property = $1 "
				   "AND state <> 'closed'";
	struct bill_head heads[BILL_OPEN_MAX];
	struct act act = app_act(&world->till[0].app, world->till[0].manager);
	int n = 0;

	(void)drawer_open(&world->till[0].app, &act, 0, NULL);
	if (store_bill_open_list(db_of(world), heads, BILL_OPEN_MAX, &n) != ERR_OK)
		world_wrong(world, "the floor cannot be read");
	for (int i = 0; i < n && !world->has_failed; i++)
		settle_bill(world, heads[i].id);
	if (!world->has_failed && number(world, left) != 0)
		world_wrong(world, "a bill is left open");
	for (int i = 0; i < WORLD_TILLS; i++)
		count_drawer(world, &world->till[i]);
	world_check_ledgers(world);
}
