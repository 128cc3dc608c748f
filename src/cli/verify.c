/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/verify.c -- sanduq verify: proves the books and names the first row that is wrong.
 */
#include "service/books.h"

#include <string.h>

#include "cli/cli.h"

struct watch {
	struct cli *cli;
	struct cli_progress progress;
	const char *step;
};

/* Each step has a bar of its own. */
static void watch_step(void *arg, const char *step, int64_t done, int64_t total)
{
	struct watch *watch = arg;

	if (watch->step != step) {
		cli_progress_end(&watch->progress);
		watch->progress = cli_progress_begin(watch->cli, step, total);
		watch->step = step;
	}
	cli_progress_step(&watch->progress, done, done);
}

static enum err run(struct cli *cli)
{
	struct watch watch = { .cli = cli };
	struct verify_result result = { 0 };
	struct app *app;
	enum err err = cli_open(cli, CLI_READ, &app);

	if (err != ERR_OK)
		return err;
	err = books_verify(app, watch_step, &watch, &result);
	cli_progress_end(&watch.progress);
	if (err != ERR_OK && err != ERR_CORRUPT)
		return cli_fail(cli, err, "%s: %s (%s)", cli_store_url(cli), err_text(err),
				db_words(app->db));
	cli_say(cli,
		"acts      %lld\nbook rows %lld\nentries   %lld\npostings  %lld\npapers    %lld\n"
		"seals     %lld",
		(long long)result.acts, (long long)result.rows, (long long)result.entries,
		(long long)result.postings, (long long)result.papers, (long long)result.seals);
	if (err == ERR_OK) {
		cli_say(cli, "The books hold: every step of the proof agrees.");
		return ERR_OK;
	}
	cli_say(cli, "wrong     %d", result.wrong);
	return cli_fail(cli, err,
			"The books do not hold. The first row that is wrong: %s. Stop taking "
			"money, keep the files as they are and bring back a backup.",
			result.first);
}

const struct command command_verify = {
	.name = "verify",
	.arguments = "",
	.summary = "Proves the books from zero and names the first row that is wrong.",
	.help = "Walks the chain of acts of every station, takes the hash of every row anew, "
		"checks that each entry balances, that the control ledgers agree with the "
		"records behind them, that no number is missing in a series, that the check "
		"digits of papers (\"Journal 1234-5678\": the first four bytes of the chain's head "
		"before the paper) are the journal's, that parts were "
		"frozen with what was posted, that the lines of every bill, reckoned again, give "
		"what its parts were frozen with, and that every seal is signed by the key of "
		"the house.\n\n"
		"Nothing is changed, and tills go on working meanwhile.  The exit code is 0 when "
		"all holds and 65 when it does not.",
	.run = run,
};
