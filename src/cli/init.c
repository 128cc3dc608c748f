/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/init.c -- sanduq init: makes a house: store, keys, settings file.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/house.h"
#include "cli/inside.h"
#include "locale/date.h"

static const char *or_else(const char *text, const char *fallback)
{
	return text != NULL ? text : fallback;
}

static enum err check_choice(struct cli *cli, const char *kind)
{
	static const char *const kinds[] = { "live", "demo", "training", "test" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i], kind) == 0)
			return ERR_OK;
	return cli_fail(cli, ERR_USAGE, "--kind: '%s' is none of live, demo, training, test.",
			kind);
}

static enum err check_text(struct cli *cli, const char *option, const char *text, size_t size)
{
	char clean[PROPERTY_ADDRESS_SIZE];

	if (!utf8_valid(text, strlen(text)) || !utf8_clean(clean, sizeof clean, text) ||
	    strcmp(clean, text) != 0)
		return cli_fail(cli, ERR_USAGE,
				"--%s: the text has characters that cannot be shown; write it in "
				"UTF-8.",
				option);
	if (strlen(text) >= size)
		return cli_fail(cli, ERR_USAGE, "--%s: the text is longer than %d bytes.", option,
				(int)size - 1);
	return ERR_OK;
}

static enum err check_texts(struct cli *cli, const struct setup_property *setup)
{
	enum err err = check_text(cli, "name", setup->name, PROPERTY_NAME_SIZE);

	if (err == ERR_OK && setup->name[0] == '\0')
		err = cli_fail(cli, ERR_USAGE, "--name: the house needs a name.");
	if (err == ERR_OK)
		err = check_text(cli, "address", setup->address, PROPERTY_ADDRESS_SIZE);
	if (err == ERR_OK)
		err = check_text(cli, "tax-number", setup->tax_number, PROPERTY_TAX_NUMBER_SIZE);
	return err;
}

/* Currency, coin, zone and date, each with its usual value. */
static enum err read_figures(struct cli *cli, struct house_zone *zone,
			     struct setup_property *setup)
{
	int exponent;
	enum err err;

	setup->currency = or_else(cli_option(cli, "currency"), "EUR");
	exponent = money_exponent(setup->currency);
	if (exponent < 0)
		return cli_fail(cli, ERR_USAGE,
				"--currency: '%s' is no currency of ISO 4217; write it as EUR.",
				setup->currency);
	err = cli_option_amount(cli, "cash-step", exponent, house_cash_step(setup->currency),
				&setup->cash_step_minor);
	if (err == ERR_OK && setup->cash_step_minor < 1)
		return cli_fail(cli, ERR_USAGE, "--cash-step: the smallest coin is more than 0.");
	setup->time_zone = or_else(cli_option(cli, "time-zone"), house_zone(zone));
	if (err == ERR_OK && !date_zone_is_valid(setup->time_zone))
		return cli_fail(cli, ERR_USAGE, "--time-zone: '%s' is not known; write it as "
						"Europe/Madrid.",
				setup->time_zone);
	if (err == ERR_OK)
		err = cli_option_date(cli, "business-date",
				      house_today(cli_clock(cli), setup->time_zone),
				      &setup->business_date);
	return err;
}

static enum err read_setup(struct cli *cli, struct house_zone *zone, struct setup_property *setup)
{
	enum err err;

	*setup = (struct setup_property){
		.name = or_else(cli_option(cli, "name"), "Sanduq"),
		.kind = or_else(cli_option(cli, "kind"), geteuid() == 0 ? "test" : "live"),
		.address = or_else(cli_option(cli, "address"), ""),
		.tax_number = or_else(cli_option(cli, "tax-number"), ""),
	};
	err = check_choice(cli, setup->kind);
	if (err == ERR_OK)
		err = check_texts(cli, setup);
	return err == ERR_OK ? read_figures(cli, zone, setup) : err;
}

/* Beside the store that was named, or at the usual place. */
static enum err choose_usual(struct cli *cli, struct house_paths *paths)
{
	const char *url = cli_store_url(cli);
	bool fits;

	if (url == NULL || cli_keys_folder(cli) == NULL)
		return cli->told;
	paths->printer[0] = '\0';
	fits = house_whole_url(url, paths->url, sizeof paths->url) &&
	       str_copy(paths->keys, sizeof paths->keys, cli_keys_folder(cli));
	if (cli_has(cli, "store"))
		fits = fits && house_beside(paths->url, "sanduq.conf", paths->settings,
					    sizeof paths->settings);
	else
		fits = fits && cli_settings_home(paths->settings, sizeof paths->settings);
	if (!fits)
		return cli_fail(cli, ERR_USAGE, "It is not known where the house shall be; give "
						"--dir FOLDER.");
	return ERR_OK;
}

/* Where store, keys and settings will be. */
static enum err choose_paths(struct cli *cli, struct house_paths *paths)
{
	const char *folder = cli_option(cli, "dir"), *file = cli_option(cli, "config");
	enum err err = ERR_OK;

	if (folder != NULL && cli_has(cli, "store"))
		return cli_fail(cli, ERR_USAGE,
				"--dir and --store both say where the store is; give one of "
				"them.");
	if (folder == NULL)
		err = choose_usual(cli, paths);
	else if (!house_paths_in(folder, paths))
		err = cli_fail(cli, ERR_USAGE, "--dir: the name is too long.");
	if (err == ERR_OK && file != NULL)
		str_copy(paths->settings, sizeof paths->settings, file);
	return err;
}

static enum err tell(struct cli *cli, enum err err, const struct house_paths *paths,
		     const char *words)
{
	if (err == ERR_EXISTS)
		return cli_fail(cli, err, "%s: %s. Nothing was changed; a new house needs a new "
					  "place (--dir FOLDER).",
				paths->url, words[0] != '\0' ? words : "something is there");
	if (err == ERR_PERMISSION)
		return cli_fail(cli, err, "%s: %s. Nothing was made; or choose --kind training.",
				paths->url, words);
	if (err == ERR_CARD_NUMBER)
		return cli_fail(cli, err,
				"The name or address looks like a card number, which must never "
				"be kept. Nothing was made.");
	return cli_fail(cli, err, "%s: %s%s%s%s Nothing was made.", paths->url, err_text(err),
			words[0] != '\0' ? " (" : "", words, words[0] != '\0' ? ")" : "");
}

static void report(struct cli *cli, const struct setup_property *setup,
		   const struct house_paths *paths, bool made_settings)
{
	char date[CLOCK_DATE_SIZE];

	clock_date_text(setup->business_date, date);
	cli_say(cli, "%s is open for business on %s (%s, %s, a %s house).", setup->name, date,
		setup->currency, setup->time_zone, setup->kind);
	cli_say(cli, "  store     %s\n  keys      %s\n  settings  %s%s", paths->url, paths->keys,
		paths->settings, made_settings ? "" : " (was there; left as it is)");
	if (geteuid() == 0 && !cli_has(cli, "kind"))
		cli_say(cli,
				"Made by root, so it is a test house: a live one belongs to the "
				"user of its till.");
	cli_say(cli, "Keep a copy of the keys apart from the copies of the store.\n"
		     "Next: sanduq import staff FILE, import tables FILE, import menu FILE; then "
		     "sanduq.");
}

/* Besides cash: what every house may take. */
static enum err put_tenders(struct cli *cli)
{
	struct app *app = &cli->place.app;
	struct act act = app_act(app, cli->place.system.id);

	return setup_usual_tenders(app, &act);
}

static enum err run(struct cli *cli)
{
	struct setup_property setup;
	struct house_paths paths;
	struct house_zone zone;
	char words[512] = "";
	bool made_settings = false;
	enum err err = read_setup(cli, &zone, &setup);

	if (err == ERR_OK)
		err = choose_paths(cli, &paths);
	if (err != ERR_OK)
		return err;
	err = house_make(&cli->place, &paths, &setup, words, sizeof words);
	if (err != ERR_OK)
		return tell(cli, err, &paths, words);
	cli->is_open = true;
	err = put_tenders(cli);
	if (err != ERR_OK)
		return tell(cli, err, &paths, words);
	err = house_settings_write(&paths, NULL, &made_settings);
	if (err != ERR_OK)
		return cli_fail(cli, err,
				"%s: the settings file could not be written (%s) The store and "
				"its keys are made.",
				paths.settings, err_text(err));
	report(cli, &setup, &paths, made_settings);
	return ERR_OK;
}

static const struct cli_option options[] = {
	{ 'd', "dir", "FOLDER",
	  "Makes all in FOLDER: store.db, keys and sanduq.conf.  Otherwise the store goes to "
	  "--store or the usual place." },
	{ 'n', "name", "NAME", "The name of the house, as on its receipts; Sanduq otherwise." },
	{ 0, "currency", "CODE", "Its currency by ISO 4217; EUR otherwise." },
	{ 0, "cash-step", "AMOUNT",
	  "The smallest coin, to which cash is rounded; what is usual for the currency "
	  "otherwise." },
	{ 0, "business-date", "DATE", "The first business date; today otherwise." },
	{ 0, "time-zone", "ZONE",
	  "The zone of the house, such as Asia/Dubai; that of the machine otherwise." },
	{ 0, "kind", "KIND",
	  "live, demo, training or test.  A live house refuses root; a demo shows PINs.  Live "
	  "otherwise, and test when root makes it." },
	{ 0, "address", "TEXT", "The head of a receipt; '|' begins a new line." },
	{ 0, "tax-number", "TEXT", "The tax number printed on receipts." },
	{ 0 }
};

const struct command command_init = {
	.name = "init",
	.arguments = "",
	.summary = "Makes a house: store, keys and a settings file with all settings explained.",
	.help = "Store, keys and settings are yours alone (mode 0600).  The folder of the keys "
		"holds the pepper of the PINs and the key that signs each day; without them "
		"nobody can log in and no day can be closed, so keep a copy apart from the "
		"store.\n\nNothing that is there is written over.\n\n"
		"    sanduq init --dir ~/cafe --name 'Café Haddad' --currency EUR\n"
		"    sanduq import menu menu.csv --config ~/cafe/sanduq.conf",
	.options = options,
	.run = run,
	.makes_settings = true,
};
