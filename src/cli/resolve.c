/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/resolve.c -- sanduq resolve: finds out what became of card payments, or takes a supervisor's
 * decision where nothing can be found out.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "cli/cli.h"
#include "locale/date.h"
#include "locale/number.h"
#include "service/courier.h"
#include "service/note.h"
#include "service/staff.h"

#define LIST_MAX 512
#define BUDGET_S 60
#define BUDGET_MAX_S 86400

static const char *state_words(const struct attempt_row *row)
{
	static const char *const words[] = { "to be sent", "under way", "in doubt", "done" };

	return row->state == ATTEMPT_PREPARED && row->first_unix_ms != 0 ? "sent, no answer yet"
									 : words[row->state];
}

/* What is known, what was tried, what comes next. */
static void say_attempt(struct cli *cli, const struct app *app, const struct attempt_row *row)
{
	struct number_style style = number_style_english();
	char amount[NUMBER_TEXT_SIZE], made[DATE_TEXT_SIZE], next[DATE_TEXT_SIZE];
	int64_t now = clock_unix_ms(app->clock);

	number_money(&style, row->amount_minor, app->property.exponent, amount);
	date_stamp_text(app->zone, NULL, &style, row->at_unix_ms, made);
	date_time_text(app->zone, &style, row->next_unix_ms, next);
	cli_say(cli, "%lld  %-14s %12s %s  %s", (long long)row->id, row->op,
		row->amount_minor != 0 ? amount : "", row->amount_minor != 0 ? row->unit : "",
		made);
	cli_say(cli, "    %s; sent %lld times, looked up %lld times%s%s; %s%s.", state_words(row),
		(long long)row->tries, (long long)row->looks,
		row->outcome[0] != '\0' ? ", last: " : "", row->outcome,
		row->next_unix_ms <= now ? "due now" : "next at ",
		row->next_unix_ms <= now ? "" : next);
	if (!row->can_send)
		cli_say(cli, "    It is not sent again, only looked up.");
	if (row->problem[0] != '\0')
		cli_say(cli, "    %s", row->problem);
}

static enum err say_open(struct cli *cli, struct app *app, int *ret_n)
{
	struct attempt_row *rows = calloc(LIST_MAX, sizeof *rows);
	int n = 0;
	enum err err = rows != NULL ? store_attempt_open(app->db, rows, LIST_MAX, &n) : ERR_MEMORY;

	for (int i = 0; i < n; i++) {
		say_attempt(cli, app, &rows[i]);
		store_attempt_done(&rows[i]);
	}
	free(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err list_only(struct cli *cli)
{
	struct app *app;
	int n = 0;
	enum err err = cli_open(cli, CLI_READ, &app);

	if (err == ERR_OK)
		err = say_open(cli, app, &n);
	if (err == ERR_OK)
		cli_say(cli, n == 0 ? "Nothing is open." : "%d open.", n);
	return err;
}

/* What waits for its time is due now, unless a till is at it. */
static enum err hurry(struct app *app)
{
	struct attempt_row *rows = calloc(LIST_MAX, sizeof *rows);
	int64_t now = clock_unix_ms(app->clock);
	int n = 0;
	enum err err = rows != NULL ? store_attempt_open(app->db, rows, LIST_MAX, &n) : ERR_MEMORY;

	for (int i = 0; i < n; i++) {
		bool waits = rows[i].next_unix_ms > now && rows[i].owner == 0;

		rows[i].next_unix_ms = now;
		if (err == ERR_OK && waits)
			err = store_attempt_save(app->db, &rows[i]);
		if (err == ERR_CHANGED)
			err = ERR_OK;
		store_attempt_done(&rows[i]);
	}
	free(rows);
	return err;
}

static enum err tell_left(struct cli *cli, struct app *app)
{
	int n = 0;
	enum err err = say_open(cli, app, &n);

	if (err != ERR_OK)
		return err;
	if (n > 0)
		return cli_fail(cli, ERR_BUSY,
				"%d %s not known yet. Tell no guest that it failed; run this "
				"again, or let a supervisor decide with --attempt.",
				n, n == 1 ? "outcome is" : "outcomes are");
	cli_say(cli, "Nothing is open.");
	return ERR_OK;
}

static enum err work(struct cli *cli, struct app *app)
{
	struct courier *courier = NULL;
	int64_t budget_s = BUDGET_S;
	int left = 0;
	enum err err = cli_option_int(cli, "budget", 1, BUDGET_MAX_S, BUDGET_S, &budget_s);

	if (err == ERR_OK)
		err = cli_connect(cli, app);
	if (err == ERR_OK)
		err = hurry(app);
	if (err == ERR_OK)
		err = courier_new(app, NULL, NULL, &courier);
	if (err == ERR_OK)
		err = courier_listen(courier);
	if (err == ERR_OK)
		err = courier_run(courier, budget_s * 1000, &left);
	courier_free(courier);
	return err == ERR_OK ? tell_left(cli, app) : err;
}

/* --- a supervisor's decision --------------------------------------------------------------- */

static enum err parse_decision(struct cli *cli, enum payment_decision *ret_decision)
{
	const char *word = cli_option(cli, "decide");

	if (str_equal(word, "taken"))
		*ret_decision = PAYMENT_TAKEN;
	else if (str_equal(word, "not-taken"))
		*ret_decision = PAYMENT_NOT_TAKEN;
	else
		return cli_fail(cli, ERR_USAGE, "--decide %s: say taken or not-taken.",
				word != NULL ? word : "");
	return ERR_OK;
}

static enum err tell_decision(struct cli *cli, enum err err, int64_t attempt)
{
	switch (err) {
	case ERR_NOT_FOUND:
		return cli_fail(cli, err, "%lld: there is no such attempt; see sanduq resolve "
					  "--list.",
				(long long)attempt);
	case ERR_STATE:
		return cli_fail(cli, err, "%lld: this attempt is not in doubt, so there is nothing "
					  "to decide; it is still tried, or it is done.",
				(long long)attempt);
	case ERR_APPROVAL:
		return cli_fail(cli, ERR_PERMISSION, "This person may not decide a payment in "
						     "doubt; name a manager with --staff.");
	case ERR_EVIDENCE:
		return cli_fail(cli, err, "Write down what proves it with --evidence: the "
					  "processor's id, or the line of its statement.");
	default:
		return err;
	}
}

static enum err decide_as(struct cli *cli, struct app *app, int64_t staff, int64_t attempt,
			  enum payment_decision decision)
{
	const char *evidence = cli_option(cli, "evidence"), *why = cli_option(cli, "reason");
	struct act act = app_act(app, staff), words = app_act(app, staff);
	enum err err = ERR_OK;

	if (why == NULL)
		why = evidence;
	if (why != NULL)
		err = note_keep(app, &words, why, &act.note);
	if (err == ERR_OK)
		err = payment_decide(app, &act, attempt, decision,
				     evidence != NULL ? evidence : "");
	if (err != ERR_OK)
		return tell_decision(cli, err, attempt);
	cli_say(cli, "%lld: decided, %s.", (long long)attempt,
		decision == PAYMENT_TAKEN ? "the money was taken" : "nothing was taken");
	return ERR_OK;
}

static enum err decide(struct cli *cli, struct app *app)
{
	enum payment_decision decision = PAYMENT_NOT_TAKEN;
	struct staff staff;
	int64_t attempt = 0;
	enum err err = parse_decision(cli, &decision);

	if (err == ERR_OK)
		err = cli_option_int(cli, "attempt", 1, INT64_MAX, 0, &attempt);
	if (err == ERR_OK && attempt == 0)
		return cli_fail(cli, ERR_USAGE, "--decide needs --attempt ID.");
	if (err == ERR_OK)
		err = cli_person(cli, app, CLI_WHO, &staff);
	return err == ERR_OK ? decide_as(cli, app, staff.id, attempt, decision) : err;
}

static enum err run(struct cli *cli)
{
	struct app *app;
	enum err err;

	if (cli_has(cli, "list"))
		return list_only(cli);
	if (cli_has(cli, "attempt") && !cli_has(cli, "decide"))
		return cli_fail(cli, ERR_USAGE, "--attempt needs --decide taken or not-taken.");
	err = cli_open(cli, CLI_STATION, &app);
	if (err != ERR_OK)
		return err;
	return cli_has(cli, "decide") ? decide(cli, app) : work(cli, app);
}

static const struct cli_option options[] = {
	{ 'l', "list", NULL, "Only shows what is open; asks nobody." },
	{ 'b', "budget", "SECONDS", "How long to try, 60 as it is without this." },
	{ 0, "attempt", "ID", "The attempt that a supervisor decides about." },
	{ 0, "decide", "WHAT", "taken or not-taken." },
	{ 0, "evidence", "TEXT", "What proves it: the processor's id, a line of its statement." },
	{ 0, "reason", "TEXT", "Why a person decides; the evidence, as it is without this." },
	{ 0, "staff", "NUMBER", "Who decides: the number of a manager." },
	{ 0 }
};

const struct command command_resolve = {
	.name = "resolve",
	.arguments = "",
	.summary = "Finds out what became of card payments whose answer was lost.",
	.help = "Sends again what may be sent again, under the same key and with the same bytes, "
		"so that nothing is charged twice; looks up the rest by its object, by the "
		"events that our key left, by the lists.  It also hears of refunds that failed "
		"later and holds that lapsed.  One line is printed for each attempt that is still "
		"open: what is known, what was tried, what comes next.  The exit code is 0 when "
		"nothing is open any more and 75 otherwise.\n\n"
		"Where nothing can be found out, a supervisor decides with --attempt, --decide, "
		"--evidence and --staff; a refund is never decided without evidence.",
	.options = options,
	.run = run,
};
