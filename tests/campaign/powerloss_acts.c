/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/powerloss_acts.c -- the acts of the services as a table.
 */
#include "base/str.h"
#include "campaign/powerloss.h"
#include "service/bill.h"
#include "service/day.h"
#include "service/drawer.h"
#include "service/pay.h"
#include "service/sale.h"
#include "store/db.h"

static struct act on_bill(struct house *house, const char *key, int64_t bill)
{
	struct act act = house_act(house, bill);

	str_copy(act.key, sizeof act.key, key);
	act.staff = house->manager;
	return act;
}

/* One number out of the store: what to act on. */
static enum err look(struct house *house, const char *sql, int64_t *ret_number)
{
	enum err err = db_one_int(house->app.db, ret_number, sql, V(1));

	return err == ERR_OK && *ret_number == 0 ? ERR_NOT_FOUND : err;
}

static enum err open_bill(struct house *house, int64_t *ret_bill)
{
	static const char sql[] = "SELECT coalesce(max(bill), 0) FROM bill_live "
				  "WHERE property = $1 AND state <> 'closed'";

	return look(house, sql, ret_bill);
}

/* The newest item of the open bill that is not voided. */
static enum err open_line(struct house *house, int64_t *ret_bill, int64_t *ret_line)
{
	static const char sql[] =
		"SELECT coalesce(max(l.id), 0) FROM line AS l WHERE l.property = $1 "
		"AND l.kind = 'item' AND l.bill = (SELECT max(b.bill) FROM bill_live AS b "
		"WHERE b.property = $1 AND b.state <> 'closed') AND NOT EXISTS (SELECT 1 FROM line "
		"AS v WHERE v.property = l.property AND v.bill = l.bill AND v.of = l.id)";
	enum err err = open_bill(house, ret_bill);

	return err == ERR_OK ? look(house, sql, ret_line) : err;
}

/* The first part of the open bill that still owes. */
static enum err open_part(struct house *house, int64_t *ret_bill, int64_t *ret_part,
			  int64_t *ret_due)
{
	struct bill_view view;
	enum err err = open_bill(house, ret_bill);

	if (err == ERR_OK)
		err = bill_view_load(house->app.db, *ret_bill, &view);
	if (err != ERR_OK)
		return err;
	err = ERR_NOT_FOUND;
	for (int i = 0; i < view.n_parts && err != ERR_OK; i++) {
		if (view.parts[i].is_closed || view.parts[i].due_minor <= 0)
			continue;
		*ret_part = view.parts[i].id;
		*ret_due = view.parts[i].due_minor;
		err = ERR_OK;
	}
	bill_view_done(&view);
	return err;
}

static enum err run_open(struct house *house, const char *key, struct random *random)
{
	struct act act = on_bill(house, key, 0);
	int64_t bill = 0;

	return bill_open(&house->app, &act, 1 + (int64_t)random_below(random, 8), "", 2, &bill);
}

static enum err run_add(struct house *house, const char *key, struct random *random)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41, 51 };
	int64_t bill, line;
	struct act act;
	enum err err = open_bill(house, &bill);

	if (err != ERR_OK)
		return err;
	act = on_bill(house, key, bill);
	return bill_add(&house->app, &act, codes[random_below(random, 6)],
			1 + (int64_t)random_below(random, 3), &line);
}

static enum err run_void(struct house *house, const char *key, struct random *random)
{
	int64_t bill, line;
	struct act act;
	enum err err = open_line(house, &bill, &line);

	(void)random;
	if (err != ERR_OK)
		return err;
	act = on_bill(house, key, bill);
	act.reason = house_reason(house, "void");
	return bill_void(&house->app, &act, line, 1);
}

static enum err run_discount(struct house *house, const char *key, struct random *random)
{
	int64_t bill, line;
	struct act act;
	enum err err = open_line(house, &bill, &line);

	if (err != ERR_OK)
		return err;
	act = on_bill(house, key, bill);
	act.reason = house_reason(house, "discount");
	return bill_discount(&house->app, &act, random_below(random, 2) == 0 ? 0 : line, 0, 100000);
}

static enum err run_note(struct house *house, const char *key, struct random *random)
{
	int64_t bill;
	struct act act;
	enum err err = open_bill(house, &bill);

	(void)random;
	if (err != ERR_OK)
		return err;
	act = on_bill(house, key, bill);
	return bill_note(&house->app, &act, 0, "no onions, please");
}

static enum err run_split(struct house *house, const char *key, struct random *random)
{
	int64_t bill;
	struct act act;
	enum err err = open_bill(house, &bill);

	if (err != ERR_OK)
		return err;
	act = on_bill(house, key, bill);
	return bill_split_evenly(&house->app, &act, 1 + (int)random_below(random, 3));
}

static enum err pay_some(struct house *house, const char *key, const char *code, int64_t share)
{
	struct pay_result result;
	int64_t bill, part, due, type;
	struct act act;
	enum err err = open_part(house, &bill, &part, &due);

	if (err != ERR_OK)
		return err;
	type = house_tender(house, code);
	act = on_bill(house, key, bill);
	return pay_tender(&house->app, &act, part, type,
			  share > 0 ? due * share / 100 + 1 : PAY_EXACT, &result);
}

/* Half of what is due: the part is frozen and stays open. */
static enum err run_tender(struct house *house, const char *key, struct random *random)
{
	(void)random;
	return pay_some(house, key, "cash", 50);
}

static enum err run_foreign(struct house *house, const char *key, struct random *random)
{
	(void)random;
	return pay_some(house, key, "cash-USD", 200);
}

/* All that is due: closes the part, with its paper. */
static enum err run_close(struct house *house, const char *key, struct random *random)
{
	(void)random;
	return pay_some(house, key, "cash", 0);
}

static enum err run_sale(struct house *house, const char *key, struct random *random)
{
	static const char item[] = "SELECT min(id) FROM item WHERE property = $1";
	struct sale_line line = { .quantity = 2, .price_minor = 220, .amount_minor = 440 };
	struct sale sale = { .lines = &line, .n_lines = 1 };
	int64_t bill;
	enum err err = look(house, item, &line.item);

	(void)random;
	if (err != ERR_OK)
		return err;
	sale.source = (struct bill_source){ "digest", key, 20000, -1 };
	return sale_ring(&house->app, house->manager, &sale, &bill);
}

static enum err run_drawer_open(struct house *house, const char *key, struct random *random)
{
	struct act act = on_bill(house, key, 0);

	(void)random;
	return drawer_open(&house->app, &act, 10000, NULL);
}

static enum err run_drawer_close(struct house *house, const char *key, struct random *random)
{
	struct drawer_piece pieces[] = { { "EUR", 500, 20 }, { "EUR", 5, 7 }, { "USD", 0, 40 } };
	struct drawer_result result;
	struct act act = on_bill(house, key, 0);

	(void)random;
	return drawer_close(&house->app, &act, pieces, 3, &result);
}

static enum err run_drawer_move(struct house *house, const char *key, struct random *random)
{
	struct drawer_moving drop = { DRAWER_DROP, { "EUR", 500 }, 0 };
	struct act act = on_bill(house, key, 0);

	(void)random;
	return drawer_move(&house->app, &act, &drop, NULL);
}

static enum err run_roll(struct house *house, const char *key, struct random *random)
{
	static const char sql[] = "SELECT business_date FROM property WHERE property = $1";
	struct act act = on_bill(house, key, 0);
	int64_t date;
	enum err err = look(house, sql, &date);

	(void)random;
	return err == ERR_OK ? day_roll(&house->app, &act, (int32_t)date + 1, NULL) : err;
}

static enum err run_checkpoint(struct house *house, const char *key, struct random *random)
{
	(void)key;
	(void)random;
	return db_checkpoint(house->app.db);
}

const struct act_table act_table[] = {
	{ "open", run_open, true, 10 },
	{ "add", run_add, true, 24 },
	{ "void", run_void, true, 6 },
	{ "discount", run_discount, true, 5 },
	{ "note", run_note, true, 4 },
	{ "split", run_split, true, 5 },
	{ "tender", run_tender, true, 6 },
	{ "foreign", run_foreign, true, 4 },
	{ "close", run_close, true, 12 },
	{ "sale", run_sale, true, 6 },
	{ "drawer-open", run_drawer_open, true, 5 },
	{ "drawer-close", run_drawer_close, true, 3 },
	{ "drawer-move", run_drawer_move, true, 5 },
	{ "roll", run_roll, true, 4 },
	{ "checkpoint", run_checkpoint, false, 6 },
};

const int act_table_count = (int)(sizeof act_table / sizeof *act_table);
