/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/roll.c -- sanduq roll: ends the business date.
 */
#include "base/clock.h"
#include "cli/cli.h"
#include "core/entry.h"
#include "locale/date.h"
#include "service/day.h"

static enum err tell(struct cli *cli, enum err err, const char *date, const char *next,
		     int64_t ledger)
{
	if (err == ERR_RANGE)
		return cli_fail(cli, err,
				"--to %s: the business date is %s; it only moves forward, and by "
				"%d days at most. Nothing was rolled.",
				next, date, DAY_AHEAD_MAX);
	if (err == ERR_UNBALANCED)
		return cli_fail(cli, err,
				"The ledger \"%s\" does not agree with its records on %s. "
				"Nothing was rolled; run sanduq verify.",
				entry_ledger_name((enum ledger)ledger), date);
	return cli_fail(cli, err, "The date stays %s: %s", date, err_text(err));
}

/* A second roll by mistake, or a mistyped year: nothing could bring the date back. */
static bool is_far_ahead(const struct app *app, int32_t to)
{
	return to > date_of(app->zone, clock_unix_ms(app->clock)) + 1;
}

static enum err run(struct cli *cli)
{
	char date[CLOCK_DATE_SIZE], next[CLOCK_DATE_SIZE];
	struct app *app;
	struct act act;
	int64_t ledger = 0;
	int32_t today, to;
	enum err err = cli_option_date(cli, "to", 0, &to);

	if (err == ERR_OK)
		err = cli_open(cli, CLI_STATION, &app);
	if (err != ERR_OK)
		return err;
	today = app->property.business_date;
	if (!cli_has(cli, "to"))
		to = today + 1;
	clock_date_text(today, date);
	clock_date_text(to, next);
	if (!cli_has(cli, "ahead") && is_far_ahead(app, to))
		return cli_fail(cli, ERR_RANGE,
				"%s is more than a day ahead of the clock, and the business date "
				"never goes back. It stays %s; give --ahead if that is meant.",
				next, date);
	act = app_act(app, cli_staff(cli));
	err = day_roll(app, &act, to, &ledger);
	if (err != ERR_OK)
		return tell(cli, err, date, next, ledger);
	cli_say(cli, "%s is sealed and signed; the business date is %s.", date, next);
	return ERR_OK;
}

static const struct cli_option options[] = {
	{ 't', "to", "DATE",
	  "The next business date, such as 2026-11-21; otherwise the day after." },
	{ 0, "ahead", NULL, "Rolls even to a date that is more than a day ahead of the clock." },
	{ 0 }
};

const struct command command_roll = {
	.name = "roll",
	.arguments = "",
	.summary = "Ends the business date: proves the ledgers, records totals, moves on, signs.",
	.help = "Proving, recording, moving and signing are one transaction: what a till posts "
		"falls either before or after it.  Checks that are open go on, and so do open "
		"drawers.  The date is the house's own, apart from the clock, and only moves "
		"forward.",
	.options = options,
	.run = run,
};
