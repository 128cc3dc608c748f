/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/report_drawers.c -- sanduq report drawers: the sessions that ended between two business
 * dates, and those still open, with the figures of their Z or X.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "cli/cli.h"
#include "document/csv.h"
#include "locale/number.h"
#include "service/drawer.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON, FORMATS };

struct report {
	struct cli *cli;
	struct app *app;
	enum format format;
	int32_t from, to;
	struct json *json;           /* of all sessions */
	struct json *amounts;        /* of the session being added */
	struct str text;
	struct drawer_listed listed; /* the session being added */
	bool ok;
};

static int exponent_of(const struct report *report, const char *unit)
{
	const struct property *property = &report->app->property;
	int exponent = str_equal(unit, property->currency) ? property->exponent
							   : money_exponent(unit);

	return exponent < 0 ? property->exponent : exponent;
}

static void text_amount(struct report *report, const struct drawer_figure *figure)
{
	struct number_style style = number_style_english();
	char amount[NUMBER_TEXT_SIZE];

	str_addf(&report->text, "  %-12s %-12s %-4s %6lld %16s\n", figure->kind, figure->name,
		 figure->unit, (long long)figure->number,
		 number_money(&style, figure->amount_minor, exponent_of(report, figure->unit),
			      amount));
}

static void csv_amount(struct report *report, const struct drawer_figure *figure)
{
	const struct drawer_listed *listed = &report->listed;
	char day[CLOCK_DATE_SIZE];

	document_csv_int(&report->text, listed->report.session.drawer);
	document_csv_int(&report->text, listed->report.session.station);
	document_csv_int(&report->text, listed->staff_number);
	document_csv_text(&report->text,
			  clock_date_text(listed->report.session.business_date, day));
	document_csv_text(&report->text, listed->number);
	document_csv_text(&report->text, figure->kind);
	document_csv_text(&report->text, figure->name);
	document_csv_text(&report->text, figure->unit);
	document_csv_int(&report->text, figure->number);
	document_csv_amount(&report->text, figure->amount_minor,
			    exponent_of(report, figure->unit));
	document_csv_end(&report->text);
}

static void json_amount(struct report *report, const struct drawer_figure *figure)
{
	struct json *row = json_new_object();

	report->ok = report->ok && row != NULL &&
		     json_set(row, "kind", json_new_text(figure->kind)) &&
		     json_set(row, "name", json_new_text(figure->name)) &&
		     json_set(row, "unit", json_new_text(figure->unit)) &&
		     json_set(row, "number", json_new_int(figure->number)) &&
		     json_set(row, "amount_minor", json_new_int(figure->amount_minor)) &&
		     json_add(report->amounts, row);
}

static void add_amount(struct report *report, const struct drawer_figure *figure)
{
	static void (*const add[FORMATS])(struct report *, const struct drawer_figure *) = {
		[FORMAT_TEXT] = text_amount,
		[FORMAT_CSV] = csv_amount,
		[FORMAT_JSON] = json_amount,
	};

	add[report->format](report, figure);
}

/* What a unit should hold, held when it was counted, and the difference. */
static void add_unit(struct report *report, const struct drawer_closed *closed)
{
	struct drawer_figure figure = { .number = report->listed.report.result.round,
					.amount_minor = closed->expected_minor };

	str_copy(figure.unit, sizeof figure.unit, closed->unit);
	str_copy(figure.kind, sizeof figure.kind, "expected");
	add_amount(report, &figure);
	if (!report->listed.report.is_counted)
		return;
	str_copy(figure.kind, sizeof figure.kind, "counted");
	figure.amount_minor = closed->counted_minor;
	add_amount(report, &figure);
	str_copy(figure.kind, sizeof figure.kind, "over-short");
	figure.amount_minor = closed->counted_minor - closed->expected_minor;
	add_amount(report, &figure);
}

static void begin_text(struct report *report)
{
	const struct drawer_listed *listed = &report->listed;
	char day[CLOCK_DATE_SIZE];

	str_addf(&report->text, "\nDrawer %lld, till %d, staff %lld, opened on %s, %s%s\n",
		 (long long)listed->report.session.drawer, listed->report.session.station,
		 (long long)listed->staff_number,
		 clock_date_text(listed->report.session.business_date, day),
		 listed->report.is_open ? "open" : "Z ", listed->number);
}

static void begin_json(struct report *report)
{
	const struct drawer_listed *listed = &report->listed;
	struct json *row = json_new_object();
	char day[CLOCK_DATE_SIZE];

	clock_date_text(listed->report.session.business_date, day);
	report->ok = report->ok && row != NULL &&
		     json_set(row, "drawer", json_new_int(listed->report.session.drawer)) &&
		     json_set(row, "till", json_new_int(listed->report.session.station)) &&
		     json_set(row, "staff", json_new_int(listed->staff_number)) &&
		     json_set(row, "opened_on", json_new_text(day)) &&
		     json_set(row, "is_open", json_new_bool(listed->report.is_open)) &&
		     json_set(row, "z", json_new_text(listed->number)) &&
		     json_set(row, "counts", json_new_int(listed->report.result.round)) &&
		     json_set(row, "amounts", json_new_array()) && json_add(report->json, row);
	report->amounts = json_get(row, "amounts");
}

static enum err add_session(void *arg, const struct drawer_listed *listed)
{
	struct report *report = arg;

	report->listed = *listed;
	if (report->format == FORMAT_TEXT)
		begin_text(report);
	else if (report->format == FORMAT_JSON)
		begin_json(report);
	for (int i = 0; i < listed->report.figures.n; i++)
		add_amount(report, &listed->report.figures.figure[i]);
	for (int i = 0; i < listed->report.result.n; i++)
		add_unit(report, &listed->report.result.unit[i]);
	return report->ok ? ERR_OK : ERR_MEMORY;
}

static void begin(struct report *report)
{
	static const char *const heads[] = { "drawer", "till", "staff", "opened_on", "z",
					     "kind",   "name", "unit",	"number",    "amount" };
	char from[CLOCK_DATE_SIZE], to[CLOCK_DATE_SIZE];

	if (report->format == FORMAT_TEXT)
		str_addf(&report->text, "%sDrawers of %s from %s to %s\n",
			 property_is_training(&report->app->property) ? CLI_TRAINING "\n\n" : "",
			 report->app->property.name, clock_date_text(report->from, from),
			 clock_date_text(report->to, to));
	if (report->format != FORMAT_CSV)
		return;
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		document_csv_text(&report->text, heads[i]);
	document_csv_end(&report->text);
}

static enum err print(struct report *report)
{
	char *text;

	if (report->format != FORMAT_JSON) {
		if (!str_ok(&report->text))
			return ERR_MEMORY;
		cli_say(report->cli, "%s", str_text(&report->text));
		return ERR_OK;
	}
	text = json_write(report->json, 2);
	if (text == NULL)
		return ERR_MEMORY;
	cli_say(report->cli, "%s", text);
	free(text);
	return ERR_OK;
}

static enum err make(struct report *report)
{
	int32_t today = report->app->property.business_date;
	enum err err = cli_option_date(report->cli, "from", today, &report->from);

	if (err == ERR_OK)
		err = cli_option_date(report->cli, "to", today, &report->to);
	if (err == ERR_OK && report->to < report->from)
		return cli_fail(report->cli, ERR_USAGE, "--to lies before --from.");
	if (err != ERR_OK)
		return err;
	report->json = json_new_array();
	report->ok = report->json != NULL;
	begin(report);
	err = report->ok ? drawer_each(report->app, report->from, report->to, add_session, report)
			 : ERR_MEMORY;
	if (err == ERR_OK)
		err = print(report);
	json_free(report->json);
	str_done(&report->text);
	return err;
}

static enum err run(struct cli *cli)
{
	static const char *const names[FORMATS] = { "text", "csv", "json" };
	struct report *report = calloc(1, sizeof *report);
	const char *word = cli_option(cli, "format");
	enum err err;

	if (report == NULL)
		return ERR_MEMORY;
	report->cli = cli;
	report->format = FORMAT_TEXT;
	while (word != NULL && report->format < FORMATS &&
	       strcmp(names[report->format], word) != 0)
		report->format++;
	if (report->format == FORMATS)
		err = cli_fail(cli, ERR_USAGE,
			       "--format %s: the formats are text, csv and json.", word);
	else
		err = cli_open(cli, CLI_READ, &report->app);
	if (err == ERR_OK)
		err = make(report);
	free(report);
	return err;
}

static const struct cli_option options[] = {
	{ 0, "from", "DATE", "The first business date; otherwise the open one." },
	{ 0, "to", "DATE", "The last business date, included; otherwise the open one." },
	{ 'f', "format", "FORMAT", "text (as it is without this), csv or json." },
	{ 0 }
};

const struct command command_report_drawers = {
	.name = "report drawers",
	.arguments = "",
	.summary = "Shows the drawer sessions that ended between two business dates, and open "
		   "ones.",
	.help = "Of each session the figures of its Z, or of its X while it is open: cash by way "
		"to pay, what was paid in and out, dropped and tipped out, then what was sold at "
		"its till meanwhile.  float to tip-out sum to expected; over-short is what was "
		"counted less that, of the person who answers for the session.  Amounts in JSON "
		"are whole numbers of minor units.",
	.options = options,
	.run = run,
};
