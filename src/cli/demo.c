/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/demo.c -- sanduq demo: a house to try everything in, thrown away afterwards or kept.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "cli/demo_book.h"
#include "cli/demo_cards.h"
#include "cli/demo_kitchen.h"
#include "cli/demo_trade.h"
#include "cli/house.h"
#include "cli/import.h"
#include "cli/inside.h"
#include "cli/till.h"
#include "service/setup.h"
#include "service/staff.h"

#define DEMO_STATION 1
#define DEMO_GIFT_CODE 900
#define DEMO_PASSWORD "cedar-lane-12"
#define WORDS_SIZE 512

struct demo {
	struct cli *cli;
	struct house_paths paths;
	char folder[CLI_PATH_SIZE];
	bool is_ours;                /* thrown away at the end */
	bool is_there;               /* was made by an earlier demonstration */
	struct demo_cards cards;
};

static enum err tell(struct demo *demo, enum err err, const char *words)
{
	if (demo->cli->is_told)
		return err;
	return cli_fail(demo->cli, err, "%s: %s%s%s%s", demo->folder, err_text(err),
			words[0] != '\0' ? " (" : "", words, words[0] != '\0' ? ")" : "");
}

/* A fresh folder for a throw-away house, or the one that was named. */
static enum err choose_folder(struct demo *demo)
{
	const char *named = cli_option(demo->cli, "dir"), *above = getenv("TMPDIR");
	char store[CLI_PATH_SIZE];

	if (above == NULL || above[0] != '/')
		above = "/tmp";
	if (named != NULL)
		str_copy(demo->folder, sizeof demo->folder, named);
	else if (!file_join(demo->folder, sizeof demo->folder, above, "sanduq-demo-XXXXXX") ||
		 mkdtemp(demo->folder) == NULL)
		return cli_fail(demo->cli, ERR_READ_ONLY,
				"%s: no folder can be made here; name one with --dir FOLDER.",
				above);
	demo->is_ours = named == NULL;
	if (!house_paths_in(demo->folder, &demo->paths) ||
	    !house_beside(demo->paths.keys, "store.db", store, sizeof store))
		return cli_fail(demo->cli, ERR_USAGE, "--dir: the name is too long.");
	demo->is_there = file_exists(store);
	return ERR_OK;
}

/* The files of the demonstration: beside the source when there is one, else as installed. */
static bool find_data(const char *name, char *into, size_t size)
{
	static const char *const folders[] = { SANDUQ_SOURCE_DATADIR, SANDUQ_DATADIR };

	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (str_format(into, size, "%s/demo/%s.csv", folders[i], name) && file_exists(into))
			return true;
	return false;
}

static enum err import_one(struct demo *demo, const char *name,
			   enum err (*file)(struct import *import))
{
	char path[CLI_PATH_SIZE];
	struct import import = { .cli = demo->cli,
				 .app = &demo->cli->place.app,
				 .staff = demo->cli->place.system.id,
				 .path = path,
				 .decimal = '.',
				 .is_strict = true };
	enum err err;

	if (!find_data(name, path, sizeof path))
		return cli_fail(demo->cli, ERR_MISSING_FILE,
				"demo/%s.csv: this file of the program is missing; install it "
				"again.",
				name);
	err = file(&import);
	return err == ERR_OK && import.bad > 0 ? ERR_DATA : err;
}

static enum err import_all(struct demo *demo)
{
	enum err err = import_one(demo, "staff", import_staff_file);

	if (err == ERR_OK)
		err = import_one(demo, "tables", import_tables_file);
	if (err == ERR_OK)
		err = import_one(demo, "menu", import_menu_file);
	if (err == ERR_OK)
		err = import_one(demo, "categories", import_categories_file);
	if (err == ERR_OK)
		err = import_one(demo, "levels", import_levels_file);
	if (err == ERR_OK)
		err = import_one(demo, "prices", import_prices_file);
	if (err == ERR_OK)
		err = import_one(demo, "modifiers", import_modifiers_file);
	if (err == ERR_OK)
		err = import_one(demo, "discounts", import_discounts_file);
	if (err == ERR_OK)
		err = import_one(demo, "services", import_services_file);
	return err;
}

/* The manager has the password that large refunds are approved with. */
static enum err set_password(struct demo *demo)
{
	struct app *app = &demo->cli->place.app;
	struct act act = app_act(app, demo->cli->place.system.id);
	struct staff list[STAFF_LIST_MAX];
	int n = 0;
	enum err err = store_staff_list(app->db, list, STAFF_LIST_MAX, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		if (list[i].role == ROLE_MANAGER)
			return staff_set_password(app, &act, list[i].number, DEMO_PASSWORD);
	return err;
}

/* Guests from the cruise ships pay in dollars; the rest as everywhere. */
static enum err take_tenders(struct demo *demo)
{
	struct app *app = &demo->cli->place.app;
	struct act act = app_act(app, demo->cli->place.system.id);
	enum err err = setup_foreign_cash(app, &act, "USD", 9, 10, NULL);

	act = app_act(app, demo->cli->place.system.id);
	return err == ERR_OK ? setup_usual_tenders(app, &act) : err;
}

/* Gift cards are sold by their own item, with a number such as 12345678901 and its check digit. */
static enum err sell_gift_cards(struct demo *demo)
{
	struct app *app = &demo->cli->place.app;
	struct setup_tax none = { .name = "No tax", .since = app->property.business_date };
	struct setup_item item = { .code = DEMO_GIFT_CODE, .name = "Gift card",
				   .search = "gift card", .category = "Gift cards",
				   .department = "Gift cards", .tax_class = "No tax",
				   .is_active = true, .is_gift = true };
	struct act act = app_act(app, demo->cli->place.system.id);
	enum err err = setup_tax(app, &act, &none, NULL);

	act = app_act(app, demo->cli->place.system.id);
	return err == ERR_OK ? setup_item(app, &act, &item, NULL) : err;
}

/* Receipts come out as files in the folder "papers" of the house. */
static enum err make_printer(struct demo *demo)
{
	char folder[CLI_PATH_SIZE];

	if (!house_beside(demo->paths.keys, "papers", folder, sizeof folder) ||
	    !str_format(demo->paths.printer, sizeof demo->paths.printer, "dir:%s", folder))
		return ERR_LIMIT;
	return file_make_folder(folder);
}

static enum err make_house(struct demo *demo, const struct house_paths *paths)
{
	struct cli *cli = demo->cli;
	struct house_zone zone;
	struct setup_property setup = { .name = "Dar Sanduq", .kind = "demo", .currency = "EUR",
					.address = "12 Cedar Lane|Harbour Town",
					.tax_number = "DEMO 000" };
	char words[WORDS_SIZE] = "";
	enum err err;

	setup.cash_step_minor = house_cash_step(setup.currency);
	setup.time_zone = house_zone(&zone);
	setup.business_date = house_today(cli_clock(cli), setup.time_zone);
	err = house_make(&cli->place, paths, &setup, words, sizeof words);
	if (err != ERR_OK)
		return tell(demo, err, words);
	cli->is_open = true;
	err = import_all(demo);
	if (err == ERR_OK)
		err = take_tenders(demo);
	if (err == ERR_OK)
		err = sell_gift_cards(demo);
	if (err == ERR_OK)
		err = set_password(demo);
	if (err == ERR_OK)
		err = demo_kitchen(&cli->place, demo->paths.keys);
	return err == ERR_OK ? make_printer(demo) : err;
}

static void leave(struct cli *cli)
{
	if (cli->is_open)
		place_close(&cli->place);
	cli->is_open = false;
}

/* Opens the house as its till.  Noting the station's name is an act of now, after which no other
 * could be earlier; so that is left out while the evening is worked. */
static enum err enter(struct demo *demo, const char *url, const char *station_name)
{
	struct place_how how = { .url = url, .keys = demo->paths.keys, .station = DEMO_STATION,
				 .station_name = station_name };
	char words[WORDS_SIZE];
	enum err err;

	leave(demo->cli);
	err = place_open(&demo->cli->place, &how, words, sizeof words);
	if (err != ERR_OK)
		return tell(demo, err, words);
	demo->cli->is_open = true;
	return ERR_OK;
}

/* While the house is made nothing in it is worth waiting for the disk; the till then opens it as
 * it would a real one. */
static enum err make(struct demo *demo)
{
	struct house_paths fast = demo->paths;
	enum err err;

	str_format(fast.url, sizeof fast.url, "%s?synchronous=off", demo->paths.url);
	err = make_house(demo, &fast);
	if (err == ERR_OK)
		err = enter(demo, fast.url, NULL);
	if (err == ERR_OK)
		err = demo_trade(&demo->cli->place);
	if (err == ERR_OK)
		err = demo_book(&demo->cli->place);
	if (err == ERR_OK && cli_is_interrupted(demo->cli))
		err = ERR_CANCELLED;
	return err;
}

/* The simulator starts with the demonstration; the settings of a new one name it and its reader.
 * Without it the rest works all the same. */
static enum err furnish(struct demo *demo)
{
	struct settings_processor processor, *known = NULL;
	char folder[CLI_PATH_SIZE];
	bool made;
	enum err err;

	if (!house_beside(demo->paths.keys, "cards", folder, sizeof folder))
		return ERR_LIMIT;
	if (demo->is_there && !file_exists(folder))
		return ERR_OK;
	err = demo_cards_start(demo->cli, folder, &demo->cards);
	if (demo->is_there)
		return err == ERR_OK ? demo_cards_follow(&demo->cards, demo->paths.settings)
				     : ERR_OK;
	if (err == ERR_OK && demo_cards_reader(demo->cli, &demo->cli->place.app, &demo->cards,
					    &processor) == ERR_OK)
		known = &processor;
	return house_settings_write(&demo->paths, known, &made);
}

static void show_people(struct cli *cli, const struct app *app)
{
	struct staff list[STAFF_LIST_MAX];
	int n = 0;

	if (store_staff_list(app->db, list, STAFF_LIST_MAX, &n) != ERR_OK)
		return;
	for (int i = 0; i < n; i++)
		if (list[i].demo_pin[0] != '\0')
			cli_say(cli, "  %lld  PIN %-8s %s (%s)", (long long)list[i].number,
				list[i].demo_pin, list[i].name, perm_role_name(list[i].role));
}

/* The screens; without a terminal, what they would show. */
static enum err show(struct demo *demo)
{
	struct cli *cli = demo->cli;
	const struct settings *settings;
	enum err err = till_check_terminal();

	if (err == ERR_NO_TERMINAL) {
		cli_say(cli, "The demonstration is ready: %s, %s. On a terminal its till would "
			     "open; these people can log in:",
			cli->place.app.property.name, demo->folder);
		show_people(cli, &cli->place.app);
		cli_say(cli, "The manager approves large refunds with the password %s.",
			DEMO_PASSWORD);
		if (demo->cards.pid > 0)
			cli_say(cli, "A card is held to its reader with %s",
				demo->cards.hint);
		return ERR_OK;
	}
	if (err == ERR_OK)
		err = cli_settings(cli, &settings);
	if (err != ERR_OK)
		return err;
	if (demo->cards.pid > 0)
		cli->settings.hint = demo->cards.hint;
	return till_command_run(cli, &cli->place.app, settings);
}

static enum err tidy(struct demo *demo, enum err err)
{
	enum err removed;

	leave(demo->cli);
	demo_cards_stop(&demo->cards);
	if (!demo->is_ours) {
		if (err == ERR_OK)
			cli_say(demo->cli, "Kept in %s; sanduq demo --dir %s opens it again.",
				demo->folder, demo->folder);
		return err;
	}
	removed = file_remove_folder(demo->folder);
	if (removed != ERR_OK && err == ERR_OK)
		return cli_fail_at(demo->cli, removed, demo->folder);
	return err;
}

static enum err run(struct cli *cli)
{
	struct demo demo = { .cli = cli };
	enum err err;

	if (cli_has(cli, "store"))
		return cli_fail(cli, ERR_USAGE,
				"A demonstration makes a store of its own; --dir FOLDER keeps "
				"it.");
	cli_hold_signals(cli);
	err = choose_folder(&demo);
	if (err == ERR_OK && !demo.is_there)
		err = make(&demo);
	if (err == ERR_OK)
		err = furnish(&demo);
	str_copy(cli->url, sizeof cli->url, demo.paths.url);
	str_copy(cli->keys, sizeof cli->keys, demo.paths.keys);
	if (!cli_has(cli, "config"))
		str_copy(cli->file, sizeof cli->file, demo.paths.settings);
	if (err == ERR_OK)
		err = enter(&demo, demo.paths.url, "till");
	if (err == ERR_OK && strcmp(cli->place.app.property.kind, "demo") != 0)
		err = cli_fail(cli, ERR_STATE,
			       "%s: this is a real house; a demonstration is made elsewhere.",
			       demo.folder);
	if (err == ERR_OK)
		err = show(&demo);
	return demo.folder[0] != '\0' ? tidy(&demo, err) : err;
}

static const struct cli_option options[] = {
	{ 'd', "dir", "FOLDER",
	  "Keeps the demonstration in FOLDER, and opens the one that is there." },
	{ 0 }
};

const struct command command_demo = {
	.name = "demo",
	.arguments = "",
	.summary = "Makes a restaurant to try everything in, opens its till, throws it away.",
	.help = "A restaurant of 24 tables with bar and terrace, 82 items and six people, in "
		"several scripts; some checks are open, some were paid, some tables are booked.  "
		"The login screen shows the PINs; the manager approves refunds above 200 with the "
		"password "
		DEMO_PASSWORD ".  Cards are taken by sanduq-simulator, which is started beside the "
		"till and ends with it; the login screen shows the command that holds a card to "
		"the reader.  Ctrl-T among the tables goes into training, as in a real house.  "
		"Nothing of it touches a real store.",
	.options = options,
	.run = run,
};
