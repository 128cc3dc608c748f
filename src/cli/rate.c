/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/rate.c -- sanduq rate: which other currencies are taken in cash, and what they are worth.
 */
#include "base/str.h"
#include "cli/cli.h"
#include "core/money.h"
#include "service/setup.h"

#define COLUMN 6
#define EXAMPLE_UNITS 100

static enum err list(struct cli *cli, const struct app *app)
{
	struct tender_type types[TENDER_LIST_MAX];
	const char *home = app->property.currency;
	int n = 0;
	bool is_any = false;
	enum err err = store_tender_type_list(app->db, types, TENDER_LIST_MAX, &n);

	for (int i = 0; i < n; i++) {
		char rate[MONEY_TEXT_SIZE], words[2 * MONEY_TEXT_SIZE];

		if (!str_equal(types[i].driver, "cash") || str_equal(types[i].unit, home))
			continue;
		money_exchange_text(types[i].rate_num, types[i].rate_den, rate);
		str_format(words, sizeof words, "%s %s", rate, home);
		cli_say_row(cli, COLUMN, types[i].unit, words);
		is_any = true;
	}
	if (err == ERR_OK && !is_any)
		cli_say(cli, "Cash is taken in %s alone.", home);
	return err;
}

static int64_t ten_to(int exponent)
{
	int64_t power = 1;

	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* What so many units are worth shows a rate that was given the wrong way round. */
static void say_example(struct cli *cli, const struct app *app, const char *unit, int64_t num,
			int64_t den)
{
	char worth[MONEY_TEXT_SIZE];
	int64_t minor;

	if (money_scale(EXAMPLE_UNITS * ten_to(app->property.exponent), num, den, &minor) == ERR_OK)
		cli_say(cli, "%d %s are taken as %s %s from now on. What was taken keeps its rate.",
			EXAMPLE_UNITS, unit, money_plain(minor, app->property.exponent, worth),
			app->property.currency);
}

static enum err set(struct cli *cli, struct app *app, const char *unit, int64_t num, int64_t den)
{
	struct act act = app_act(app, cli_staff(cli));
	enum err err = setup_foreign_cash(app, &act, unit, num, den, NULL);

	if (err == ERR_RANGE)
		return cli_fail(cli, err,
				"%s: give another currency than the house's %s, as in ISO 4217.",
				unit, app->property.currency);
	if (err != ERR_OK)
		return cli_fail_at(cli, err, unit);
	say_example(cli, app, unit, num, den);
	return ERR_OK;
}

static enum err run(struct cli *cli)
{
	const char *unit = cli_argument(cli, 0), *rate = cli_argument(cli, 1);
	int64_t num = 0, den = 0;
	struct app *app;
	enum err err;

	if (unit != NULL && rate == NULL)
		return cli_fail(cli, ERR_USAGE, "%s: give its rate too, such as 0.92.", unit);
	if (rate != NULL && money_exchange_parse(rate, &num, &den) != ERR_OK)
		return cli_fail(cli, ERR_USAGE,
				"%s: a rate is a number above zero of at most 12 digits, such as "
				"0.92 or 23/25.",
				rate);
	err = cli_open(cli, unit != NULL ? CLI_STATION : CLI_READ, &app);
	if (err != ERR_OK)
		return err;
	return unit != NULL ? set(cli, app, unit, num, den) : list(cli, app);
}

const struct command command_rate = {
	.name = "rate",
	.arguments = "[CURRENCY RATE]",
	.arguments_min = 0,
	.arguments_max = 2,
	.summary = "Shows or sets what other currencies are worth that are taken in cash.",
	.help = "RATE is what one unit of CURRENCY is worth in the currency of the house: in a "
		"house that reckons in EUR, sanduq rate USD 0.92 takes 100 USD as 92.00 EUR.  A "
		"fraction such as 23/25 is kept as it is.  A currency that is not there yet is "
		"taken from then on: the pay screen has a way to pay for it.\n\n"
		"Tills use the new rate at once.  Every tender keeps the rate it was taken at, "
		"and is given back at that.  Without arguments the rates are listed.",
	.run = run,
};
