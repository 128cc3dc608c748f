/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/reconcile.c -- sanduq reconcile: our captures and refunds of a day against the processor's.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/str.h"
#include "cli/cli.h"
#include "document/csv.h"
#include "locale/number.h"
#include "service/reconcile.h"
#include "service/staff.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

static enum err parse_format(struct cli *cli, enum format *ret_format)
{
	static const char *const names[] = { "text", "csv", "json" };
	const char *word = cli_option(cli, "format");

	for (int i = 0; i < 3; i++)
		if (word == NULL || str_equal(names[i], word)) {
			*ret_format = (enum format)i;
			return ERR_OK;
		}
	return cli_fail(cli, ERR_USAGE, "--format %s: the formats are text, csv and json.", word);
}

/* Fees and payouts are theirs alone; an attempt in doubt is ours. */
static bool has_ours(const struct reconcile_row *row)
{
	return row->kind != RECONCILE_THEIRS && row->kind != RECONCILE_FEE &&
	       row->kind != RECONCILE_PAYOUT;
}

static bool has_theirs(const struct reconcile_row *row)
{
	return row->kind != RECONCILE_OURS && row->kind != RECONCILE_DOUBT;
}

/* --- text ---------------------------------------------------------------------------------- */

static void add_amount(struct str *text, bool has, int64_t minor, int exponent)
{
	struct number_style style = number_style_english();
	char amount[NUMBER_TEXT_SIZE] = "";

	if (has)
		number_money(&style, minor, exponent, amount);
	str_addf(text, " %12s", amount);
}

static void add_sum(struct str *text, const struct reconcile *all, enum reconcile_kind kind,
		    int exponent)
{
	struct reconcile_row like = { .kind = kind };

	str_addf(text, "%-16s %6d", reconcile_text(kind), all->count[kind]);
	add_amount(text, has_ours(&like), all->ours_minor[kind], exponent);
	add_amount(text, has_theirs(&like), all->theirs_minor[kind], exponent);
	str_add_char(text, '\n');
}

static void add_row(struct str *text, const struct reconcile_row *row, int exponent)
{
	str_addf(text, "%-16s %-8s", reconcile_text(row->kind), row->what);
	add_amount(text, has_ours(row), row->ours_minor, exponent);
	add_amount(text, has_theirs(row), row->theirs_minor, exponent);
	str_addf(text, " %s  %s%s%s%s\n", row->unit, row->object,
		 row->attempt[0] != '\0' ? "  " : "", row->attempt,
		 row->is_known ? "  posted" : "");
}

static void write_text(struct str *text, const struct app *app, const struct reconcile *all)
{
	int exponent = app->property.exponent;
	char date[CLOCK_DATE_SIZE];

	str_addf(text, "Reconciliation of %s for %s\n\n%-16s %6s %12s %12s\n", app->property.name,
		 clock_date_text(all->date, date), "", "", "ours", "theirs");
	for (int kind = 0; kind < RECONCILE_COUNT; kind++)
		add_sum(text, all, (enum reconcile_kind)kind, exponent);
	str_add_char(text, '\n');
	for (int i = 0; i < all->n; i++)
		if (all->rows[i].kind != RECONCILE_MATCHED)
			add_row(text, &all->rows[i], exponent);
	str_add(text, reconcile_agrees(all) ?
			      "Both sides agree." :
			      "The sides differ: see the lines above.");
}

/* --- files --------------------------------------------------------------------------------- */

static void write_csv(struct str *text, const struct app *app, const struct reconcile *all)
{
	static const char *const heads[] = { "kind", "what", "attempt", "object", "payment",
					     "unit", "ours", "theirs", "posted" };

	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		document_csv_text(text, heads[i]);
	document_csv_end(text);
	for (int i = 0; i < all->n; i++) {
		const struct reconcile_row *row = &all->rows[i];

		document_csv_text(text, reconcile_name(row->kind));
		document_csv_text(text, row->what);
		document_csv_text(text, row->attempt);
		document_csv_text(text, row->object);
		document_csv_int(text, row->payment);
		document_csv_text(text, row->unit);
		document_csv_amount(text, row->ours_minor, app->property.exponent);
		document_csv_amount(text, row->theirs_minor, app->property.exponent);
		document_csv_text(text, row->is_known ? "yes" : "no");
		document_csv_end(text);
	}
}

static bool add_json_row(struct json *rows, const struct reconcile_row *row)
{
	struct json *json = json_new_object();

	return json_set(json, "kind", json_new_text(reconcile_name(row->kind))) &&
	       json_set(json, "what", json_new_text(row->what)) &&
	       json_set(json, "attempt", json_new_text(row->attempt)) &&
	       json_set(json, "object", json_new_text(row->object)) &&
	       json_set(json, "payment", json_new_int(row->payment)) &&
	       json_set(json, "unit", json_new_text(row->unit)) &&
	       json_set(json, "ours_minor", json_new_int(row->ours_minor)) &&
	       json_set(json, "theirs_minor", json_new_int(row->theirs_minor)) &&
	       json_set(json, "is_posted", json_new_bool(row->is_known)) && json_add(rows, json);
}

static enum err write_json(struct str *text, const struct reconcile *all)
{
	struct json *json = json_new_object(), *rows = json_new_array();
	char date[CLOCK_DATE_SIZE], *written;
	bool ok = json != NULL && rows != NULL;

	for (int i = 0; ok && i < all->n; i++)
		ok = add_json_row(rows, &all->rows[i]);
	ok = ok && json_set(json, "date", json_new_text(clock_date_text(all->date, date))) &&
	     json_set(json, "agrees", json_new_bool(reconcile_agrees(all)));
	if (ok)
		ok = json_set(json, "rows", rows);
	else
		json_free(rows);
	written = ok ? json_write(json, 2) : NULL;
	if (written != NULL)
		str_add(text, written);
	free(written);
	json_free(json);
	return written != NULL ? ERR_OK : ERR_MEMORY;
}

static enum err print(struct cli *cli, const struct app *app, const struct reconcile *all,
		      enum format format)
{
	struct str text = { 0 };
	enum err err = ERR_OK;

	if (format == FORMAT_TEXT)
		write_text(&text, app, all);
	else if (format == FORMAT_CSV)
		write_csv(&text, app, all);
	else
		err = write_json(&text, all);
	if (err == ERR_OK && !str_ok(&text))
		err = ERR_MEMORY;
	if (err == ERR_OK)
		cli_say(cli, "%s", str_text(&text));
	str_done(&text);
	return err;
}

/* --- the command --------------------------------------------------------------------------- */

static enum err post(struct cli *cli, struct app *app, struct reconcile *all)
{
	struct staff staff;
	struct act act;
	int posted = 0;
	enum err err = cli_person(cli, app, CLI_WHO, &staff);

	if (err != ERR_OK)
		return err;
	act = app_act(app, staff.id);
	err = reconcile_post(app, &act, all, &posted);
	if (err == ERR_APPROVAL)
		return cli_fail(cli, ERR_PERMISSION, "This person may not post fees and payouts; "
						     "name a manager or auditor with --staff.");
	if (err == ERR_OK)
		cli_warn(cli, "%d fees and payouts posted; those known before were left alone.",
			 posted);
	return err;
}

static enum err make(struct cli *cli, struct app *app, int32_t date, enum format format)
{
	struct reconcile *all = NULL;
	bool agrees = false;
	enum err err = cli_connect(cli, app);

	if (err == ERR_OK && (err = reconcile_read(app, date, &all)) == ERR_PROCESSOR)
		return cli_fail(cli, err, "The processor does not answer as it should; sanduq "
					  "doctor says more. Nothing was compared.");
	if (err == ERR_OK && cli_has(cli, "post"))
		err = post(cli, app, all);
	if (err == ERR_OK)
		err = print(cli, app, all, format);
	if (err == ERR_OK)
		agrees = reconcile_agrees(all);
	reconcile_free(all);
	if (err == ERR_OK && !agrees)
		return cli_fail(cli, ERR_UNBALANCED, "Our books and the processor's differ on "
						     "that day.");
	return err;
}

static enum err run(struct cli *cli)
{
	enum format format = FORMAT_TEXT;
	struct app *app;
	int32_t date;
	enum err err = parse_format(cli, &format);

	if (err == ERR_OK)
		err = cli_open(cli, CLI_STATION, &app);
	if (err == ERR_OK)
		err = cli_option_date(cli, "date", app->property.business_date, &date);
	return err == ERR_OK ? make(cli, app, date, format) : err;
}

static const struct cli_option options[] = {
	{ 'd', "date", "DATE", "The business date; otherwise the open one." },
	{ 'f', "format", "FORMAT", "text (as it is without this), csv or json." },
	{ 0, "post", NULL, "Posts the fees and payouts of that day that were not posted yet." },
	{ 0, "staff", "NUMBER", "Who posts: the number of a manager or an auditor." },
	{ 0 }
};

const struct command command_reconcile = {
	.name = "reconcile",
	.arguments = "",
	.summary = "Compares the captures and refunds of a day with the card processor's.",
	.help = "Each capture and refund is matched by the attempt that the processor keeps with "
		"it, not by time: matched, ours only, theirs only, amounts differ.  Attempts whose "
		"outcome is in doubt are listed beside, fees and payouts are lines of their own.  "
		"Nothing is posted unless --post is given: fees Dr fees, payouts Dr bank, both Cr "
		"card clearing, each once and on today's date.  The exit code is 0 when both sides "
		"agree.",
	.options = options,
	.run = run,
};
