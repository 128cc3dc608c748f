/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/till.c -- sanduq till, and sanduq alone: opens the screens.
 */
#include "cli/till.h"

#include <langinfo.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/loop.h"
#include "cli/training.h"
#include "screen/till.h"
#include "service/books.h"
#include "service/connect.h"
#include "service/training.h"
#include "ui/term_info.h"

#define WORDS_SIZE 512

enum err till_check_terminal(void)
{
	if (isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1)
		return ERR_NO_TERMINAL;
	return term_info(STDOUT_FILENO) ? ERR_OK : ERR_TERMINAL;
}

/* What has to hold before money is taken: the last seal and all since. */
static enum err check_books(struct cli *cli, struct app *app)
{
	struct verify_result result = { 0 };
	enum err err = books_verify_recent(app, &result);

	if (err == ERR_CORRUPT && result.first[0] != '\0')
		return cli_fail(cli, err,
				"The books do not hold: %s. Take no money, keep the files as "
				"they are and run sanduq verify.",
				result.first);
	return err;
}

static enum err open_log(struct cli *cli, struct app *app, const struct settings *settings)
{
	enum err err = ERR_OK;

	if (settings->log[0] != '\0')
		err = log_open(settings->log, app->clock, &app->log);
	if (err != ERR_OK)
		return cli_fail(cli, err, "[log] file: %s: %s", settings->log, err_text(err));
	log_line(app->log, "till", "station %d starts, sanduq %s", app->station, PACKAGE_VERSION);
	return ERR_OK;
}

/* A processor that is set up wrongly keeps nobody from selling: cash goes on, cards are refused,
 * and sanduq doctor says why. */
static void connect(struct app *app, const struct settings *settings, struct connect **ret_connect)
{
	char words[WORDS_SIZE] = "";
	enum err err = connect_open(app, settings, words, sizeof words, ret_connect);

	if (err != ERR_OK)
		log_line(app->log, "till", "no cards: %s %s", words, err_text(err));
}

static enum err tell(struct cli *cli, enum err err, const char *words)
{
	if (words[0] == '\0')
		return cli_fail(cli, err, "%s", err_text(err));
	if (err == ERR_CONFIG)
		return cli_fail(cli, err, "%s: %s", cli_settings_path(cli), words);
	return cli_fail(cli, err, "%s: %s", words, err_text(err));
}

enum err till_check_locale(struct cli *cli)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return ERR_OK;
	return cli_fail(cli, ERR_CONFIG,
			"This machine has no UTF-8 locale, not even C.UTF-8, so names cannot be "
			"shown. Install its locales and start again.");
}

enum err till_screens(struct cli *cli, struct app *app, const struct settings *settings,
		      struct till_visit *visit)
{
	char words[WORDS_SIZE] = "";
	struct connect *processor = NULL;
	struct loop *loop = NULL;
	enum err err = loop_new(app->clock, &loop);

	if (err == ERR_OK) {
		app->loop = loop;
		connect(app, settings, &processor);
		err = till_run(app, settings, visit, words, sizeof words);
		connect_close(app, processor);
		app->loop = NULL;
		if (err != ERR_OK)
			tell(cli, err, words);
	}
	loop_free(loop);
	return err;
}

/* The real till, and training in between, until the program is left. */
static enum err take_turns(struct cli *cli, struct app *app, const struct settings *settings)
{
	struct till_visit visit = { .notice = NULL };
	enum err err;

	do {
		err = till_screens(cli, app, settings, &visit);
		if (err == ERR_OK && visit.end == TILL_TRAINS && !training_visit(cli, app, &visit))
			break;
	} while (err == ERR_OK && visit.end == TILL_TRAINS);
	return err;
}

enum err till_command_run(struct cli *cli, struct app *app, const struct settings *settings)
{
	enum err err = till_check_locale(cli);

	if (err == ERR_OK)
		err = check_books(cli, app);
	if (err == ERR_OK)
		err = open_log(cli, app, settings);
	if (err == ERR_OK) {
		err = take_turns(cli, app, settings);
		log_line(app->log, "till", "station %d ends: %s", app->station, err_name(err));
	}
	log_close(app->log);
	app->log = NULL;
	return err;
}

/* The training house beside a real one opens from that one: whoever is in it keeps it from being
 * made anew. */
static enum err check_own_door(struct cli *cli, const struct app *app)
{
	const char *path = db_path(app->db);
	size_t len = strlen(path), tail = strlen(TRAINING_ENDING);

	if (!property_is_training(&app->property) || len < tail ||
	    strcmp(path + len - tail, TRAINING_ENDING) != 0)
		return ERR_OK;
	return cli_fail(cli, ERR_TRAINING, "%s: this is a training house; sanduq training --store "
					   "%.*s opens it.",
			path, (int)(len - tail), path);
}

static enum err run(struct cli *cli)
{
	const struct settings *settings;
	struct app *app;
	enum err err = till_check_terminal();

	if (err == ERR_OK)
		err = cli_settings(cli, &settings);
	if (err == ERR_OK)
		err = cli_open(cli, CLI_TILL, &app);
	if (err == ERR_OK)
		err = check_own_door(cli, app);
	return err == ERR_OK ? till_command_run(cli, app, settings) : err;
}

const struct command command_till = {
	.name = "till",
	.arguments = "",
	.summary = "Opens the screens of the till; this is what happens without a command.",
	.help = "Works as the station of the settings: its number is held until the program "
		"ends, so that no two tills have the same.  Before the first screen the last "
		"seal and all that was posted since are proven.  A till that was killed or lost "
		"power comes back to the line it was on.  Ctrl-T among the tables goes into "
		"training, see sanduq training.",
	.run = run,
};
