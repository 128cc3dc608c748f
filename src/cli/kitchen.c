/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/kitchen.c -- sanduq kitchen: the display of a kitchen station.
 */
#include "base/loop.h"
#include "cli/cli.h"
#include "cli/till.h"
#include "screen/kitchen.h"
#include "ui/ui.h"

#define WORDS_SIZE 512

/* The station has to be one that tickets wait for. */
static enum err check_station(struct cli *cli, struct app *app, int64_t number)
{
	struct kitchen_station station;
	enum err err = number == 0 ? ERR_OK : store_kitchen_station_load(app->db, number, &station);

	if (err == ERR_NOT_FOUND)
		return cli_fail(cli, err, "--station %lld: there is no such kitchen station; see "
					  "sanduq import kitchen.",
				(long long)number);
	if (err == ERR_OK && number != 0 && !station.has_display)
		return cli_fail(cli, ERR_STATE, "--station %lld: %s has no display; say so with "
						"sanduq import kitchen.",
				(long long)number, station.name);
	return err;
}

static enum err show(struct cli *cli, struct app *app, int64_t number)
{
	const struct settings *settings;
	char words[WORDS_SIZE] = "";
	struct loop *loop = NULL;
	enum err err = cli_settings(cli, &settings);

	if (err == ERR_OK)
		err = loop_new(app->clock, &loop);
	if (err != ERR_OK)
		return err;
	app->loop = loop;
	err = kitchen_run(app, settings, cli_staff(cli), number, words, sizeof words);
	app->loop = NULL;
	loop_free(loop);
	if (err == ERR_CONFIG)
		return cli_fail(cli, err, "%s: %s", cli_settings_path(cli), words);
	return err;
}

static enum err run(struct cli *cli)
{
	struct app *app;
	int64_t number = 0;
	enum err err = cli_option_int(cli, "station", 1, KITCHEN_NUMBER_MAX, 0, &number);

	if (err == ERR_OK)
		err = till_check_terminal();
	if (err == ERR_OK)
		err = cli_open(cli, CLI_STATION, &app);
	if (err == ERR_OK)
		err = check_station(cli, app, number);
	return err == ERR_OK ? show(cli, app, number) : err;
}

static const struct cli_option options[] = {
	{ 'n', "station", "NUMBER",
	  "The kitchen station whose tickets are shown; all that have a display, as it is without "
	  "this." },
	{ 0 }
};

const struct command command_kitchen = {
	.name = "kitchen",
	.arguments = "",
	.summary = "Shows the tickets of a kitchen station on a display of its own.",
	.help = "Cards stand in columns, the oldest first: table, age, waiter, seats, courses, "
		"choices, notes; allergies stand out.  After 10 minutes a card is marked, after 15 "
		"it is late.  Courses that are held come last and dim, until they are fired at a "
		"till; voids, changes and moves are cards of their own.  1 to 9 or Enter say that "
		"a ticket is done, Backspace brings the last one back.  The terminal's bell rings "
		"when a ticket comes, unless bell in [kitchen] of the settings file says no.  "
		"Nobody logs in; it never takes money, and needs no number of a till.",
	.options = options,
	.run = run,
};
