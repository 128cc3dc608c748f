/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_trade.c -- what the people of the demonstration did before you came, through the same
 * services as at the till.
 */
#include "cli/demo_trade.h"

#include <stdlib.h>

#include "service/bill_price.h"
#include "service/drawer.h"
#include "service/kitchen.h"
#include "service/menu_table.h"
#include "service/pay.h"
#include "service/ring.h"

#define CODES_MAX 12
#define FLOAT_MINOR 15000
#define MINUTE_MS INT64_C(60000)
#define DONE_MINUTES 30
#define KEY_MS 2000               /* from one item to the next */

/* A check of the evening: how long ago, where, for whom, by whom (a staff number), what. */
struct check {
	int64_t minutes;
	int64_t table;
	const char *name;
	int64_t covers;
	int64_t staff;
	bool is_paid;
	int64_t codes[CODES_MAX];      /* 0 after the last */
	const char *note;              /* to the kitchen, of the whole check; NULL: none */
	bool is_away;
};

/* The oldest first, since the clock only goes forward. */
static const struct check evening[] = {
	{ 165, 6, "", 3, 2, true, { 101, 121, 203, 211, 2, 3, 31, 31 }, NULL, false },
	{ 150, 33, "", 2, 4, true, { 42, 42, 106 }, NULL, false },
	{ 130, 11, "", 6, 2, false, { 103, 104, 107, 110, 201, 202, 204, 205, 56, 1, 1 }, NULL,
	  false },
	{ 95, 12, "", 4, 4, true, { 208, 209, 109, 231, 34, 34, 8 }, NULL, false },
	{ 65, 4, "", 4, 2, false, { 102, 108, 213, 214, 54, 2, 110 }, NULL, false },
	{ 52, 7, "", 2, 4, false, { 122, 206, 215, 7, 35 }, NULL, false },
	{ 41, 46, "", 5, 2, false, { 221, 222, 224, 232, 43, 3, 5 }, NULL, false },
	{ 33, 43, "", 2, 4, false, { 61, 62, 103 }, NULL, false },
	{ 24, 0, "Sara", 1, 1, false, { 66, 234, 106 }, NULL, false },
	{ 18, 2, "", 2, 2, false, { 24, 26, 241 }, NULL, false },
	{ 14, 19, "", 3, 4, false, { 101, 121, 106, 201, 203, 215, 243 }, "! nuts", false },
	{ 11, 31, "", 1, 4, false, { 21 }, NULL, false },
	{ 9, 0, "ناصر", 2, 1, false, { 65, 42, 104 }, NULL, false },
	{ 6, 0, "Hadi", 1, 1, false, { 221, 222, 232 }, NULL, true },
	{ 4, 14, "", 2, 2, false, { 1 }, NULL, false },
};

static enum err pay(struct place *place, int64_t staff, int64_t bill)
{
	struct app *app = &place->app;
	struct act act = app_bill_act(app, staff, bill, -1);
	struct tender_type cash;
	struct pay_result result;
	struct bill_view view;
	enum err err = store_tender_type_by_code(app->db, "cash", &cash);

	if (err == ERR_OK)
		err = bill_view_load(app->db, bill, &view);
	if (err != ERR_OK)
		return err;
	if (view.n_parts > 0)
		err = pay_tender(app, &act, view.parts[0].id, cash.id, PAY_EXACT, &result);
	bill_view_done(&view);
	return err;
}

/* The round goes to the kitchen; what is older than half an hour has left it. */
static enum err send(struct place *place, int64_t staff, int64_t bill, int64_t minutes)
{
	struct kitchen_ticket tickets[KITCHEN_TICKETS_MAX];
	struct app *app = &place->app;
	struct act act = app_bill_act(app, staff, bill, -1);
	struct kitchen_sent sent;
	int n = 0;
	enum err err = kitchen_send(app, &act, &sent);

	while (err == ERR_OK && minutes > DONE_MINUTES && sent.held_course != 0) {
		act = app_bill_act(app, staff, bill, -1);
		err = kitchen_fire(app, &act, 0, &sent);
	}
	if (err == ERR_OK && minutes > DONE_MINUTES)
		err = store_kitchen_of_bill(app->db, bill, 1u << KITCHEN_FIRED, tickets,
					    KITCHEN_TICKETS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		act = app_act(app, staff);
		err = kitchen_bump(app, &act, tickets[i].id);
	}
	return err == ERR_STATE ? ERR_OK : err;
}

/* Rings one as it usually comes: the first of what must be chosen. */
static enum err ring_usual(struct app *app, const struct act *act, int64_t code, int64_t *ret_line)
{
	struct ring ring = { .code = code, .quantity = 1, .price_minor = -1, .course = -1 };
	struct ring_asks *asks = calloc(1, sizeof *asks);
	enum err err = asks != NULL ? ring_asks(app, act->bill, code, "", asks) : ERR_MEMORY;

	for (int g = 0; err == ERR_OK && g < asks->n_groups; g++)
		for (int m = 0; m < asks->groups[g].low && m < asks->groups[g].n; m++)
			ring.choice[ring.n++] = (struct ring_choice){
				asks->modifiers[asks->groups[g].first + m].id, 1
			};
	if (err == ERR_OK)
		err = bill_ring(app, act, &ring, ret_line);
	free(asks);
	return err;
}

/* What the kitchen has to know of the whole check. */
static enum err tell(struct app *app, int64_t staff, int64_t bill, const struct check *check)
{
	struct act act = app_bill_act(app, staff, bill, -1);
	enum err err = check->note != NULL ? bill_note(app, &act, 0, check->note) : ERR_OK;

	act = app_bill_act(app, staff, bill, -1);
	return err == ERR_OK && check->is_away ? bill_take_away(app, &act, true) : err;
}

static enum err work(struct place *place, const struct check *check)
{
	struct app *app = &place->app;
	int64_t bill, line;
	struct staff staff;
	struct act act;
	enum err err = store_staff_by_number(app->db, check->staff, &staff);

	if (err != ERR_OK)
		return err;
	act = app_act(app, staff.id);
	err = bill_open(app, &act, check->table, check->name, check->covers, &bill);
	for (int i = 0; err == ERR_OK && i < CODES_MAX && check->codes[i] != 0; i++) {
		clock_advance(&place->clock, KEY_MS);
		act = app_bill_act(app, staff.id, bill, -1);
		err = ring_usual(app, &act, check->codes[i], &line);
	}
	if (err == ERR_OK)
		err = tell(app, staff.id, bill, check);
	if (err == ERR_OK)
		err = send(place, staff.id, bill, check->minutes);
	if (err == ERR_OK && check->is_paid)
		return pay(place, staff.id, bill);
	act = app_bill_act(app, staff.id, bill, -1);
	return err == ERR_OK ? bill_release(app, &act) : err;
}

/* The kitchen said what is nearly gone, and what is. */
static enum err count_dishes(struct app *app, int64_t staff)
{
	struct act act = app_act(app, staff);
	enum err err = menu_set_left(app, &act, 208, 6);

	act = app_act(app, staff);
	return err == ERR_OK ? menu_set_left(app, &act, 210, 0) : err;
}

enum err demo_trade(struct place *place)
{
	int64_t now_ms = clock_unix_ms(&place->clock);
	struct app *app = &place->app;
	struct staff cashier;
	struct act act;
	enum err err = store_staff_by_number(app->db, 1, &cashier);

	clock_init_set(&place->clock, now_ms - (evening[0].minutes + 1) * MINUTE_MS);
	act = app_act(app, cashier.id);
	if (err == ERR_OK)
		err = drawer_open(app, &act, FLOAT_MINOR, NULL);
	for (size_t i = 0; err == ERR_OK && i < sizeof evening / sizeof *evening; i++) {
		int64_t at_ms = now_ms - evening[i].minutes * MINUTE_MS;

		if (at_ms > clock_unix_ms(&place->clock))
			clock_advance(&place->clock, at_ms - clock_unix_ms(&place->clock));
		err = work(place, &evening[i]);
	}
	if (err == ERR_OK)
		err = count_dishes(app, cashier.id);
	clock_init(&place->clock);
	return err;
}
