/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring_asks.c -- what a screen has to ask before an item can be rung.
 */
#include "base/clock.h"
#include "base/str.h"
#include "service/ring_inside.h"

/* The name in the language, where there is one; `into` holds the house's. */
static enum err translate(struct db *db, int64_t of, const char *language, char *into, size_t size)
{
	enum err err = language[0] == '\0' ? ERR_NOT_FOUND
					   : store_menu_name(db, of, language, into, size);

	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err fill_sizes(struct db *db, const struct ring_when *when, const char *language,
			   struct ring_asks *asks)
{
	struct menu_size sizes[MENU_SIZES_MAX];
	struct ring_cost cost;
	enum err err = ERR_OK;

	if (asks->item.n_sizes > 0)
		err = store_size_list(db, asks->item.id, sizes, MENU_SIZES_MAX, &asks->n_sizes);
	for (int i = 0; err == ERR_OK && i < asks->n_sizes; i++) {
		struct ring_size *size = &asks->sizes[i];

		err = ring_cost(db, &asks->item, &sizes[i], when, &cost);
		*size = (struct ring_size){ .id = sizes[i].id, .price_minor = cost.price_minor };
		str_copy(size->name, sizeof size->name, sizes[i].name);
		if (err == ERR_OK)
			err = translate(db, size->id, language, size->name, sizeof size->name);
	}
	if (err == ERR_OK)
		err = ring_cost(db, &asks->item, asks->n_sizes > 0 ? &sizes[0] : NULL, when, &cost);
	if (err != ERR_OK)
		return err;
	asks->price_minor = cost.price_minor;
	asks->level = cost.level;
	str_copy(asks->level_name, sizeof asks->level_name, cost.level_name);
	return ERR_OK;
}

/* Of a piece of a set: what it is called, whether it asks more and whether there is any left. */
static enum err fill_piece(struct app *app, int64_t item, const char *language,
			   struct ring_modifier *modifier)
{
	struct item piece;
	enum err err = store_item_by_id(app->db, item, app->property.business_date, &piece);

	if (err != ERR_OK)
		return err;
	modifier->code = piece.code;
	modifier->has_groups = piece.n_groups > 0;
	modifier->is_sold_out = piece.remaining == 0 || !piece.is_active;
	return translate(app->db, item, language, modifier->name, sizeof modifier->name);
}

static enum err fill_group(struct app *app, const char *language, struct ring_asks *asks,
			   struct ring_group *group)
{
	struct menu_modifier modifiers[MENU_MODIFIERS_MAX];
	enum err err = store_modifier_list(app->db, group->id, modifiers, MENU_MODIFIERS_MAX,
					   &group->n);

	group->first = asks->n_modifiers;
	if (err == ERR_OK && asks->n_modifiers + group->n > RING_MODIFIERS_MAX)
		err = ERR_LIMIT;
	for (int i = 0; err == ERR_OK && i < group->n; i++) {
		struct ring_modifier *modifier = &asks->modifiers[asks->n_modifiers++];

		*modifier = (struct ring_modifier){ .id = modifiers[i].id,
						    .price_minor = modifiers[i].price_minor };
		str_copy(modifier->name, sizeof modifier->name, modifiers[i].name);
		if (modifiers[i].item != 0)
			err = fill_piece(app, modifiers[i].item, language, modifier);
		if (err == ERR_OK)
			err = translate(app->db, modifier->id, language, modifier->name,
					sizeof modifier->name);
	}
	return err;
}

static enum err fill_groups(struct app *app, const char *language, struct ring_asks *asks)
{
	struct menu_group groups[RING_GROUPS_MAX];
	enum err err = ERR_OK;

	if (asks->item.n_groups > 0)
		err = store_group_list(app->db, asks->item.id, asks->item.category, groups,
				       RING_GROUPS_MAX, &asks->n_groups);
	for (int i = 0; err == ERR_OK && i < asks->n_groups; i++) {
		struct ring_group *group = &asks->groups[i];

		*group = (struct ring_group){ .id = groups[i].id,
					      .low = groups[i].low,
					      .high = groups[i].high,
					      .free = groups[i].free };
		str_copy(group->name, sizeof group->name, groups[i].name);
		err = translate(app->db, group->id, language, group->name, sizeof group->name);
		if (err == ERR_OK)
			err = fill_group(app, language, asks, group);
	}
	return err;
}

struct asking {
	struct app *app;
	int64_t bill, code;
	const char *language;
	struct ring_asks *asks;
};

static enum err ask_in(struct db *db, void *arg)
{
	struct asking *asking = arg;
	struct app *app = asking->app;
	struct ring_asks *asks = asking->asks;
	struct ring_when when =
		ring_when(app, clock_unix_ms(app->clock), asking->bill, 0);
	enum err err = store_item_by_code(db, asking->code, app->property.business_date,
					  &asks->item);

	if (err != ERR_OK)
		return err;
	str_copy(asks->name, sizeof asks->name, asks->item.name);
	asks->n_sizes = asks->n_groups = asks->n_modifiers = 0;
	err = translate(db, asks->item.id, asking->language, asks->name, sizeof asks->name);
	if (err == ERR_OK)
		err = fill_sizes(db, &when, asking->language, asks);
	return err == ERR_OK ? fill_groups(app, asking->language, asks) : err;
}

enum err ring_asks(struct app *app, int64_t bill, int64_t code, const char *language,
		   struct ring_asks *ret_asks)
{
	struct asking asking = { app, bill, code, language, ret_asks };

	return db_consistently(app->db, ask_in, &asking);
}

enum err ring_sold_now(struct app *app, const struct item *item, int64_t quantity)
{
	struct ring_when when = ring_when(app, clock_unix_ms(app->clock), 0, 0);
	struct item now;
	enum err err = store_item_by_id(app->db, item->id, app->property.business_date, &now);

	if (err != ERR_OK)
		return err;
	if (!hours_hold(&now.hours, when.weekday, when.minute))
		return ERR_NOT_NOW;
	return now.remaining >= 0 && now.remaining < quantity ? ERR_SOLD_OUT : ERR_OK;
}

bool ring_has_asks(const struct item *item)
{
	return item->kind == ITEM_OPEN || item->kind == ITEM_WEIGHED || item->n_sizes > 1 ||
	       item->n_groups > 0;
}

bool ring_must_ask(const struct ring_asks *asks)
{
	bool must = asks->item.kind == ITEM_OPEN || asks->item.kind == ITEM_WEIGHED ||
		    asks->n_sizes > 1;

	for (int i = 0; i < asks->n_groups; i++)
		must = must || asks->groups[i].low > 0;
	return must;
}

const struct ring_group *ring_missing(const struct ring_asks *asks, const struct ring *ring)
{
	for (int g = 0; g < asks->n_groups; g++) {
		const struct ring_group *group = &asks->groups[g];
		int64_t chosen = 0;

		for (int m = group->first; m < group->first + group->n; m++)
			for (int c = 0; c < ring->n; c++)
				if (ring->choice[c].modifier == asks->modifiers[m].id)
					chosen += ring->choice[c].quantity;
		if (chosen < group->low || chosen > group->high)
			return group;
	}
	return NULL;
}
