/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/report.c -- sanduq report takings: what was sold between two business dates.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "cli/cli.h"
#include "locale/number.h"
#include "service/takings.h"

#define REPORT_LABEL_SIZE 160

/* A report being put together in both forms: lines of text and a JSON object. */
struct report {
	struct cli *cli;
	struct app *app;
	int32_t from, to;
	struct json *json;
	struct json *amounts; /* the object that rows go into */
	struct json *taxes; /* likewise, gross; NULL: none */
	struct str text;
	bool ok;
};

static void text_amount(struct report *report, const char *name, int64_t minor)
{
	struct number_style style = number_style_english();
	char amount[NUMBER_TEXT_SIZE];

	str_addf(&report->text, "%-24s %16s\n", name,
		 number_money(&style, minor, report->app->property.exponent, amount));
}

static void add_amount(void *arg, const char *name, int64_t amount_minor, int64_t tax_minor)
{
	struct report *report = arg;

	report->ok = report->ok && json_set(report->amounts, name, json_new_int(amount_minor));
	if (report->taxes != NULL)
		report->ok = report->ok &&
			     json_set(report->taxes, name, json_new_int(amount_minor + tax_minor));
	text_amount(report, name, amount_minor);
}

static void add_count(struct report *report, const char *member, const char *name, int64_t count)
{
	report->ok = report->ok && json_set(report->json, member, json_new_int(count));
	str_addf(&report->text, "%-24s %16lld\n", name, (long long)count);
}

/* Refunds stand apart: the takings are what was sold. */
static void add_refunds(struct report *report, const struct takings *takings)
{
	report->ok = report->ok &&
		     json_set(report->json, "refunds", json_new_int(takings->refunds)) &&
		     json_set(report->json, "refunds_minor",
			      json_new_int(takings->refunds_minor)) &&
		     json_set(report->json, "refunds_tax_minor",
			      json_new_int(takings->refunds_tax_minor)) &&
		     json_set(report->json, "after_refunds_minor",
			      json_new_int(takings->total_minor - takings->refunds_minor));
	if (takings->refunds == 0)
		return;
	text_amount(report, "refunds", takings->refunds_minor);
	text_amount(report, "of it tax", takings->refunds_tax_minor);
	text_amount(report, "takings less refunds",
		    takings->total_minor - takings->refunds_minor);
}

static void add_head(void *arg, const struct takings *takings)
{
	struct report *report = arg;
	char from[CLOCK_DATE_SIZE], to[CLOCK_DATE_SIZE];

	clock_date_text(report->from, from);
	clock_date_text(report->to, to);
	report->ok =
		json_set(report->json, "from", json_new_text(from)) &&
		json_set(report->json, "to", json_new_text(to)) &&
		json_set(report->json, "currency", json_new_text(report->app->property.currency));
	if (property_is_training(&report->app->property))
		report->ok = report->ok &&
			     json_set(report->json, "is_training", json_new_bool(true));
	str_addf(&report->text, "%sTakings of %s from %s to %s, in %s\n\n",
		 property_is_training(&report->app->property) ? CLI_TRAINING "\n\n" : "",
		 report->app->property.name, from, to, report->app->property.currency);
	add_count(report, "business_days", "business days with a sale", takings->days);
	add_count(report, "empty_days", "business days without", takings->empty_days);
	add_count(report, "checks", "checks", takings->checks);
	add_count(report, "lines", "lines", takings->lines);
	report->ok = report->ok &&
		     json_set(report->json, "takings_minor", json_new_int(takings->total_minor)) &&
		     json_set(report->json, "tax_minor", json_new_int(takings->tax_minor)) &&
		     json_set(report->json, "net_minor",
			      json_new_int(takings->total_minor - takings->tax_minor));
	text_amount(report, "takings", takings->total_minor);
	text_amount(report, "of it tax", takings->tax_minor);
	add_refunds(report, takings);
}

/* The object of a section is handed over empty and filled afterwards: it stays borrowed. */
static void begin_section(struct report *report, const char *title, const char *member,
			  const char *gross)
{
	str_addf(&report->text, "\n%s\n", title);
	report->ok = report->ok && json_set(report->json, member, json_new_object());
	report->amounts = json_get(report->json, member);
	if (gross != NULL)
		report->ok = report->ok && json_set(report->json, gross, json_new_object());
	report->taxes = gross != NULL ? json_get(report->json, gross) : NULL;
}

static void add_tender(void *arg, const char *name, int64_t amount_minor, int64_t tax_minor)
{
	struct report *report = arg;

	if (json_get(report->json, "by_tender") == NULL)
		begin_section(report, "by tender", "by_tender", NULL);
	add_amount(report, name, amount_minor, tax_minor);
}

static void add_department(void *arg, const char *name, int64_t amount_minor, int64_t tax_minor)
{
	struct report *report = arg;

	if (json_get(report->json, "by_department") == NULL)
		begin_section(report, "by department, without tax", "by_department",
			      "by_department_gross");
	add_amount(report, name, amount_minor, tax_minor);
}

static void add_refund(void *arg, const char *name, int64_t amount_minor, int64_t tax_minor)
{
	struct report *report = arg;

	if (json_get(report->json, "refunds_by_tender") == NULL)
		begin_section(report, "refunds by tender, with tips", "refunds_by_tender", NULL);
	add_amount(report, name, amount_minor, tax_minor);
}

/* "comp: On the house": what changed the price of bills that closed, and by which rule. */
static void add_change(void *arg, const char *kind, const char *name, int64_t bills,
		       int64_t amount_minor)
{
	struct report *report = arg;
	char label[REPORT_LABEL_SIZE];

	(void)bills;
	if (json_get(report->json, "price_changes") == NULL)
		begin_section(report, "price changes of checks that closed", "price_changes",
			      NULL);
	str_format(label, sizeof label, "%s%s%s", kind, name[0] != '\0' ? ": " : "", name);
	add_amount(report, label, amount_minor, 0);
}

/* A range without a sale has its sections all the same. */
static void end_sections(struct report *report)
{
	if (json_get(report->json, "by_tender") == NULL)
		begin_section(report, "by tender", "by_tender", NULL);
	if (json_get(report->json, "by_department") == NULL)
		begin_section(report, "by department, without tax", "by_department",
			      "by_department_gross");
}

static enum err print(struct report *report, const char *format)
{
	char *text;

	if (!report->ok || !str_ok(&report->text))
		return ERR_MEMORY;
	if (strcmp(format, "text") == 0) {
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

static enum err make(struct report *report, const char *format)
{
	struct takings_reader reader = { add_head, add_tender, add_department, NULL, add_refund,
					 add_change };
	enum err err = cli_option_date(report->cli, "from", report->app->property.business_date,
				       &report->from);

	if (err == ERR_OK)
		err = cli_option_date(report->cli, "to", report->app->property.business_date,
				      &report->to);
	if (err == ERR_OK && report->to < report->from)
		return cli_fail(report->cli, ERR_USAGE, "--to lies before --from.");
	if (err != ERR_OK)
		return err;
	report->json = json_new_object();
	if (report->json == NULL)
		return ERR_MEMORY;
	reader.arg = report;
	err = takings_read(report->app, report->from, report->to, &reader);
	end_sections(report);
	if (err == ERR_OK)
		err = print(report, format);
	json_free(report->json);
	str_done(&report->text);
	return err;
}

static enum err run(struct cli *cli)
{
	struct report report = { .cli = cli };
	const char *format = cli_option(cli, "format");
	enum err err;

	if (format == NULL)
		format = "text";
	if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
		return cli_fail(cli, ERR_USAGE, "--format %s: the formats are text and json.",
				format);
	err = cli_open(cli, CLI_READ, &report.app);
	return err == ERR_OK ? make(&report, format) : err;
}

static const struct cli_option options[] = {
	{ 0, "from", "DATE", "The first business date; otherwise the open one." },
	{ 0, "to", "DATE", "The last business date, included; otherwise the open one." },
	{ 'f', "format", "FORMAT", "text (as it is without this) or json." },
	{ 0 }
};

const struct command command_report_takings = {
	.name = "report takings",
	.arguments = "",
	.summary = "Shows what was sold between two business dates, by tender and department.",
	.help = "Counted are parts of bills that were closed with a receipt on those business "
		"dates.  takings = all departments + tax = all tenders.  Amounts in JSON are whole "
		"numbers of minor units; by_department is without tax, by_department_gross "
		"with it.  price_changes tells what discounts, comps, staff meals, overrides, "
		"voids, error-corrects, service and exemptions of bills that closed came to; "
		"they are in the takings already.  Refunds stand apart: refunds_minor is what "
		"credit notes of those dates took back, refunds_by_tender how it is paid out.",
	.options = options,
	.run = run,
};
