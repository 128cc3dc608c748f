/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_sales.c -- sanduq import sales: rings the orders of a file, one act an order.
 */
#include "service/sales_import.h"

#include <string.h>

#include "base/str.h"
#include "cli/cli.h"
#include "locale/number.h"

#define BAD_ROWS_SHOWN 1000

struct show {
	struct cli *cli;
	const char *path;
	struct cli_progress bar;
	int pass;
	int64_t shown;
};

static void show_bad_row(void *arg, int64_t line, const char *reason)
{
	struct show *show = arg;

	if (++show->shown == BAD_ROWS_SHOWN + 1)
		cli_warn(show->cli, "%s: more bad rows follow; they are counted below", show->path);
	if (show->shown <= BAD_ROWS_SHOWN)
		cli_warn(show->cli, "%s:%lld: %s", show->path, (long long)line, reason);
}

static bool show_progress(void *arg, int pass, int64_t done, int64_t total)
{
	struct show *show = arg;

	if (pass != show->pass) {
		cli_progress_end(&show->bar);
		show->bar = cli_progress_begin(show->cli, pass == 1 ? "bytes" : "orders", total);
		show->pass = pass;
	}
	cli_progress_step(&show->bar, done, done);
	return !cli_is_interrupted(show->cli);
}

static void tell(struct cli *cli, const struct sales_import *import)
{
	const struct sales_counts *counts = &import->counts;

	cli_say(cli,
		"rows      %lld\nbad rows  %lld\norders    %lld\nrung      %lld\n"
		"known     %lld\nlines     %lld\nrolled    %lld business dates, %lld of them empty",
		(long long)counts->rows, (long long)counts->bad_rows, (long long)counts->orders,
		(long long)counts->rung, (long long)counts->known, (long long)counts->lines,
		(long long)counts->rolled, (long long)counts->empty);
}

static enum err fail(struct cli *cli, const struct sales_import *import, enum err err)
{
	if (err == ERR_CANCELLED)
		return cli_fail(
			cli, err,
			"Stopped on request. What was rung stays rung; the same command goes "
			"on where this one stopped.");
	if (err == ERR_DATA && import->strict && import->words[0] == '\0')
		return cli_fail(cli, err,
				"%s: %lld rows are wrong, so nothing was rung. Mend them, or leave "
				"--strict out to ring the rest.",
				import->path, (long long)import->counts.bad_rows);
	if (import->words[0] != '\0')
		return cli_fail(cli, err, "%s %s", import->words,
				err == ERR_DATA || err == ERR_RANGE || err == ERR_UNIT
					? ""
					: err_text(err));
	return cli_fail_at(cli, err, import->path);
}

static enum err import_file(struct cli *cli, const struct sales_profile *profile)
{
	struct show show = { .cli = cli, .path = cli_argument(cli, 0) };
	struct sales_import import = { .profile = profile,
				       .path = show.path,
				       .strict = cli_has(cli, "strict"),
				       .late = cli_has(cli, "late"),
				       .bad_row = show_bad_row,
				       .progress = show_progress,
				       .arg = &show };
	struct app *app;
	enum err err = cli_open(cli, CLI_STATION, &app);

	if (err != ERR_OK)
		return err;
	import.app = app;
	import.staff = cli_staff(cli);
	cli_hold_signals(cli);
	err = sales_import_run(&import);
	cli_progress_end(&show.bar);
	if (err == ERR_OK || err == ERR_CANCELLED || import.counts.rung > 0)
		tell(cli, &import);
	return err == ERR_OK ? ERR_OK : fail(cli, &import, err);
}

static enum err run(struct cli *cli)
{
	struct sales_profile profile;
	char problem[512] = "";
	const char *path = cli_option(cli, "profile");
	enum err err;

	if (path == NULL)
		return cli_fail(cli, ERR_USAGE,
				"A file is read by a profile that says what its columns mean: "
				"--profile FILE.ini");
	err = sales_profile_open(path, &profile, problem, sizeof problem);
	if (err == ERR_MISSING_FILE)
		return cli_fail_at(cli, err, path);
	if (err != ERR_OK)
		return cli_fail(cli, err, "%s", problem);
	err = import_file(cli, &profile);
	sales_profile_close(&profile);
	return err;
}

static const struct cli_option options[] = {
	{ 'p', "profile", "FILE.ini",
	  "What the columns of the file mean; see sanduq(5)." },
	{ 0, "strict", NULL, "Ring nothing at all when a row is wrong." },
	{ 0, "late", NULL,
	  "Ring orders older than the open business date on that date, instead of refusing them." },
	{ 0 }
};

const struct command command_import_sales = {
	.name = "import sales",
	.arguments = "FILE.csv",
	.arguments_min = 1,
	.arguments_max = 1,
	.summary = "Rings the orders of a file of order lines, as a cashier would.",
	.help = "Every order is opened, rung, paid in cash and closed in one act; items that are "
		"not on the menu yet are added.  The business date is rolled forward to the date "
		"of each order; days without one are rolled too.  Rows with a mistake are listed "
		"with line and reason, and the rest goes in.\n\n"
		"The same order of the same file is never rung twice: a run that was stopped, by "
		"Ctrl-C or a power cut, is continued by the same command.\n\n"
		"The takings are put into the drawer of the command's own station.",
	.options = options,
	.run = run,
};
