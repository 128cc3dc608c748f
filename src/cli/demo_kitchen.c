/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo_kitchen.c -- stations, printers and what is made where, as tables.
 */
#include "cli/demo_kitchen.h"

#include "base/file.h"
#include "base/str.h"
#include "cli/house.h"
#include "service/setup_kitchen.h"

#define WIDTH 42

static const struct {
	int64_t number;
	const char *name, *folder;
	int64_t fallback;
	bool has_display;
} stations[] = {
	{ 1, "Kitchen", "papers-kitchen", 3, true },
	{ 2, "Cold", "papers-cold", 1, true },
	{ 3, "Bar", "papers-bar", 0, false },
};

static const struct {
	const char *category;
	int64_t station, course;
} categories[] = {
	{ "Starters", 1, 1 },   { "Salads", 2, 1 },    { "Mains", 1, 2 },
	{ "Pizza", 1, 2 },      { "Sides", 1, 2 },     { "Desserts", 2, 3 },
	{ "Coffee and tea", 3, 0 }, { "Cocktails", 3, 0 }, { "Beer", 3, 0 },
	{ "Wine", 3, 0 },       { "Soft drinks", 3, 0 }, { "Without alcohol", 3, 0 },
	{ "Menus", 1, 1 },	    { "Bread", 2, 1 },
};

static enum err add_station(struct place *place, const char *folder, size_t i)
{
	struct kitchen_printer printer = { .number = stations[i].number, .width = WIDTH,
					   .is_active = true };
	struct kitchen_station station = { .number = stations[i].number,
					   .printer = stations[i].number,
					   .fallback = stations[i].fallback,
					   .has_display = stations[i].has_display,
					   .is_active = true };
	struct act act = app_act(&place->app, place->system.id);
	char path[HOUSE_PATH_SIZE];
	enum err err;

	if (!house_beside(folder, stations[i].folder, path, sizeof path) ||
	    !str_format(printer.address, sizeof printer.address, "dir:%s", path))
		return ERR_LIMIT;
	str_copy(printer.name, sizeof printer.name, stations[i].name);
	str_copy(station.name, sizeof station.name, stations[i].name);
	err = file_make_folder(path);
	if (err == ERR_OK)
		err = setup_printer(&place->app, &act, &printer);
	/* Its fallback may come later in the table: it is set when all are there. */
	act = app_act(&place->app, place->system.id);
	station.fallback = 0;
	return err == ERR_OK ? setup_kitchen_station(&place->app, &act, &station) : err;
}

static enum err set_fallback(struct place *place, size_t i)
{
	struct kitchen_station station;
	struct act act = app_act(&place->app, place->system.id);
	enum err err = store_kitchen_station_load(place->app.db, stations[i].number, &station);

	station.fallback = stations[i].fallback;
	return err == ERR_OK ? setup_kitchen_station(&place->app, &act, &station) : err;
}

enum err demo_kitchen(struct place *place, const char *folder)
{
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && i < sizeof stations / sizeof *stations; i++)
		err = add_station(place, folder, i);
	for (size_t i = 0; err == ERR_OK && i < sizeof stations / sizeof *stations; i++)
		err = set_fallback(place, i);
	for (size_t i = 0; err == ERR_OK && i < sizeof categories / sizeof *categories; i++) {
		struct act act = app_act(&place->app, place->system.id);

		err = setup_category_kitchen(&place->app, &act, categories[i].category,
					     categories[i].station, categories[i].course);
	}
	return err;
}
