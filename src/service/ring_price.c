/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring_price.c -- what an item costs now: sizes, and the price level in force.
 */
#include "base/clock.h"
#include "base/str.h"
#include "locale/date.h"
#include "service/ring_inside.h"
#include "store/store_bill.h"

struct ring_when ring_when(const struct app *app, int64_t at_unix_ms, int64_t bill, int64_t level)
{
	struct date_local now = date_local(app->zone, at_unix_ms);

	return (struct ring_when){ now.weekday, now.hour * 60 + now.minute, bill, level };
}

/* The room that the bill's table stands in; 0: none. */
static enum err room_of(struct db *db, int64_t bill, int64_t *ret_room)
{
	struct bill_head head = { 0 };
	struct floor_table table = { 0 };
	enum err err = bill == 0 ? ERR_OK : store_bill_head(db, bill, &head);

	if (err == ERR_OK && head.dining_table != 0)
		err = store_table_by_id(db, head.dining_table, &table);
	if (err == ERR_OK)
		*ret_room = table.room;
	return err;
}

static void take(const struct menu_level_price *price, struct ring_cost *cost)
{
	cost->price_minor = price->price_minor;
	cost->level = price->level;
	str_copy(cost->level_name, sizeof cost->level_name, price->name);
}

/* The level by hand when there is a price for it, else the first whose hours and room hold. */
static void choose(const struct menu_level_price *prices, int n, const struct ring_when *when,
		   int64_t room, struct ring_cost *cost)
{
	bool is_chosen = false;

	for (int i = 0; i < n; i++) {
		const struct menu_level_price *price = &prices[i];

		if (is_chosen || price->is_by_hand || (price->room != 0 && price->room != room) ||
		    !hours_text_holds(price->hours, when->weekday, when->minute))
			continue;
		is_chosen = true;
		take(price, cost);
		cost->usual_minor = price->price_minor;
	}
	for (int i = 0; i < n; i++)
		if (prices[i].is_by_hand && when->level != 0 && prices[i].level == when->level)
			take(&prices[i], cost);
}

enum err ring_cost(struct db *db, const struct item *item, const struct menu_size *size,
		   const struct ring_when *when, struct ring_cost *ret_cost)
{
	int64_t usual = size != NULL ? size->price_minor : item->price_minor, room = 0;
	struct ring_cost cost = { .price_minor = usual, .usual_minor = usual };
	struct menu_level_price prices[MENU_LEVELS_MAX];
	enum err err = ERR_OK;
	int n = 0;

	if (item->n_prices > 0)
		err = store_level_prices(db, item->id, size != NULL ? size->id : 0, prices,
					 MENU_LEVELS_MAX, &n);
	if (err == ERR_OK && n > 0)
		err = room_of(db, when->bill, &room);
	if (err != ERR_OK)
		return err;
	choose(prices, n, when, room, &cost);
	*ret_cost = cost;
	return ERR_OK;
}

enum err ring_price(struct app *app, int64_t bill, const struct item *item, int64_t size,
		    int64_t level, int64_t *ret_price_minor)
{
	struct ring_when when = ring_when(app, clock_unix_ms(app->clock), bill, level);
	struct menu_size sizes[MENU_SIZES_MAX], *chosen = NULL;
	struct ring_cost cost;
	enum err err = ERR_OK;
	int n = 0;

	if (item->n_sizes > 0)
		err = store_size_list(app->db, item->id, sizes, MENU_SIZES_MAX, &n);
	for (int i = 0; i < n && chosen == NULL; i++)
		if (size == 0 || sizes[i].id == size)
			chosen = &sizes[i];
	if (err == ERR_OK && chosen == NULL && (size != 0 || item->n_sizes > 0))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = ring_cost(app->db, item, chosen, &when, &cost);
	if (err == ERR_OK)
		*ret_price_minor = cost.price_minor;
	return err;
}
