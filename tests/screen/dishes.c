/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/dishes.c -- puts the dishes of dishes.h on the menu.
 */
#include "dishes.h"

#include "service/setup.h"
#include "service/setup_kitchen.h"
#include "store/db.h"

static void add_item(struct counter *counter, int64_t code, const char *name, int64_t price_minor)
{
	struct setup_item item = { .code = code, .name = name, .search = name,
				   .category = "Food", .department = "Food",
				   .tax_class = "VAT 10", .price_minor = price_minor,
				   .is_active = true };
	struct act act = app_act(&counter->house.app, counter->house.manager);

	CHECK_OK_FATAL(setup_item(&counter->house.app, &act, &item, NULL));
}

static int64_t id_of(struct tx *tx, int64_t code)
{
	int64_t id = 0;

	CHECK_OK(db_one_int(tx->db, &id, "SELECT id FROM item WHERE property = $1 AND code = $2",
			    V(tx->property), V(code)));
	return id;
}

static void set_kind(struct tx *tx, int64_t code, const char *kind)
{
	CHECK_OK(db_run(tx->db, "UPDATE item SET kind = $3 WHERE property = $1 AND code = $2",
			V(tx->property), V(code), V(kind)));
}

static void add_size(struct tx *tx, int64_t code, const char *name, int64_t price_minor,
		     int64_t position)
{
	CHECK_OK(db_run(tx->db,
			"INSERT INTO item_size (property, id, item, name, price_minor, position, "
			"is_active, version) VALUES ($1, $2, $3, $4, $5, $6, 1, 1)",
			V(tx->property), V(tx_id(tx)), V(id_of(tx, code)), V(name),
			V(price_minor), V(position)));
}

/* A group for an item; returns its id. */
static int64_t add_group(struct tx *tx, int64_t code, const char *name, int64_t low, int64_t high)
{
	int64_t id = tx_id(tx);

	CHECK_OK(db_run(tx->db,
			"INSERT INTO modifier_group (property, id, name, low, high, free, "
			"position, is_active, version) VALUES ($1, $2, $3, $4, $5, 0, $2, 1, 1)",
			V(tx->property), V(id), V(name), V(low), V(high)));
	CHECK_OK(db_run(tx->db,
			"INSERT INTO modifier_use (property, id, modifier_group, of, version) "
			"VALUES ($1, $2, $3, $4, 1)",
			V(tx->property), V(tx_id(tx)), V(id), V(id_of(tx, code))));
	return id;
}

static void add_modifier(struct tx *tx, int64_t group, const char *name, int64_t price_minor,
			 int64_t piece)
{
	int64_t id = tx_id(tx);

	CHECK_OK(db_run(tx->db,
			"INSERT INTO modifier (property, id, modifier_group, name, price_minor, "
			"item, position, is_active, version) VALUES ($1, $2, $3, $4, $5, $6, $2, "
			"1, 1)",
			V(tx->property), V(id), V(group), V(name), V(price_minor),
			V(piece != 0 ? id_of(tx, piece) : 0)));
}

static enum err dishes_in(struct tx *tx, void *arg)
{
	int64_t group;

	(void)arg;
	set_kind(tx, 61, "open");
	set_kind(tx, 62, "weighed");
	set_kind(tx, 71, "set");
	add_size(tx, 22, "small", 250, 1);
	add_size(tx, 22, "large", 350, 2);
	group = add_group(tx, 32, "how cooked?", 1, 1);
	add_modifier(tx, group, "rare", 0, 0);
	add_modifier(tx, group, "medium", 0, 0);
	add_modifier(tx, group, "well done", 0, 0);
	group = add_group(tx, 32, "with", 0, 3);
	add_modifier(tx, group, "extra cheese", 150, 0);
	add_modifier(tx, group, "more bread", 50, 0);
	add_modifier(tx, group, "no onion", 0, 0);
	group = add_group(tx, 71, "starter", 1, 1);
	add_modifier(tx, group, "Lentil soup", 0, 31);
	add_modifier(tx, group, "شيش طاووق", 0, 81);
	group = add_group(tx, 71, "main dish", 1, 1);
	add_modifier(tx, group, "Lamb ouzi", 0, 32);
	add_modifier(tx, group, "麻婆豆腐", 200, 82);
	return ERR_OK;
}

void dishes_kitchen(struct counter *counter)
{
	static const char *const categories[] = { "Drinks", "Food" };

	for (int i = 0; i < 2; i++) {
		struct kitchen_station station = { .number = i + 1, .name = "Bar",
						   .has_display = true, .is_active = true };
		struct act act = app_act(&counter->house.app, counter->house.manager);

		CHECK_OK_FATAL(setup_kitchen_station(&counter->house.app, &act, &station));
		act = app_act(&counter->house.app, counter->house.manager);
		CHECK_OK_FATAL(setup_category_kitchen(&counter->house.app, &act, categories[i],
						      i + 1, 0));
	}
	counter_restart(counter);
}

void dishes_add(struct counter *counter)
{
	struct act act = app_act(&counter->house.app, counter->house.manager);

	add_item(counter, 61, "Market fish", 1);
	add_item(counter, 62, "Halva", 2400);
	add_item(counter, 71, "Menu of the day", 2500);
	add_item(counter, 81, "شيش طاووق", 1320);
	add_item(counter, 82, "麻婆豆腐", 1450);
	CHECK_OK_FATAL(act_run(counter->house.app.db, &act, "dishes", "", dishes_in, NULL, NULL));
	counter_restart(counter);
}
