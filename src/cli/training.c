/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/training.c -- sanduq training, and the way into it from a till: the training house beside the
 * real one, with a card processor of its own.
 */
#include "cli/training.h"

#include "base/file.h"
#include "base/str.h"
#include "cli/demo_cards.h"
#include "cli/inside.h"
#include "cli/till.h"
#include "service/training.h"

#define WORDS_SIZE 512
#define IDLE_LEAVE_MS INT64_C(900000)   /* a till left in training waits for nobody to sell */

/* Training under way: its house, its cards, its settings. */
struct session {
	struct cli *cli;
	struct app *house;           /* the real one */
	struct training training;
	struct demo_cards cards;
	struct settings settings;
	char url[CLI_PATH_SIZE];     /* of the real store */
	char words[WORDS_SIZE];
};

static enum err open_house(struct session *session, int station, bool is_fresh)
{
	const struct settings *settings;
	struct training_how how = { .house = session->house->db, .url = session->url,
				    .keys = cli_keys_folder(session->cli), .station = station,
				    .is_fresh = is_fresh };
	enum err err = cli_settings(session->cli, &settings);

	if (err != ERR_OK || how.keys == NULL)
		return session->cli->told;
	how.station_name = settings->station_name;
	session->settings = *settings;
	str_format(session->url, sizeof session->url, "sqlite:%s", db_path(session->house->db));
	return training_open(&session->training, &how, session->words, sizeof session->words);
}

/* Cards are taken where the house takes them, and never at its processor. */
static const char *furnish(struct session *session)
{
	struct settings_processor none = { .driver = "none", .address = "", .key_file = "",
					   .ca_file = "", .pin = "", .proxy = "", .reader = "",
					   .location = "", .return_url = "" };
	bool is_wanted = session->settings.processor.is_set;
	char folder[CLI_PATH_SIZE];

	session->settings.processor = none;
	session->settings.hint = NULL;
	if (!is_wanted)
		return NULL;
	if (!training_path(session->url, ".cards", folder, sizeof folder))
		return NULL;
	if (session->training.is_new && file_exists(folder))
		(void)file_remove_folder(folder);
	if (demo_cards_start(session->cli, folder, &session->cards) != ERR_OK ||
	    demo_cards_reader(session->cli, &session->training.place.app, &session->cards,
			      &session->settings.processor) != ERR_OK)
		return N_("No cards in this training: sanduq-simulator does not start here.");
	session->settings.hint = session->cards.hint;
	return NULL;
}

static void leave(struct session *session)
{
	demo_cards_stop(&session->cards);
	training_close(&session->training);
}

/* Runs its till; what there is to say stands on its first picture. */
static enum err show(struct session *session, enum till_end *ret_end)
{
	struct till_visit inside = { .notice = furnish(session) };
	enum err err;

	if (session->training.is_old)
		inside.notice = N_("The house has changed since this training began; it follows "
				   "when nobody is in it.");
	session->training.place.app.log = session->house->log;
	err = till_screens(session->cli, &session->training.place.app, &session->settings,
			   &inside);
	*ret_end = inside.end;
	return err;
}

bool training_visit(struct cli *cli, struct app *house, struct till_visit *visit)
{
	struct session session = { .cli = cli, .house = house };
	enum till_end end = TILL_LEFT;

	visit->refused = open_house(&session, house->station, false);
	session.settings.idle_leave_ms = IDLE_LEAVE_MS;
	str_copy(visit->words, sizeof visit->words, session.words);
	if (visit->refused == ERR_OK)
		visit->refused = show(&session, &end);
	visit->notice = N_("This is the real till again.");
	leave(&session);
	return end != TILL_ENDED;
}

/* --- the command --------------------------------------------------------------------------- */

/* Why there is no training, where, and what to do. */
static enum err tell(struct session *session, enum err err)
{
	char path[CLI_PATH_SIZE] = "";
	const char *words = session->words;

	(void)training_path(session->url, "", path, sizeof path);
	if (session->cli->is_told)
		return err;
	if (err == ERR_NOT_A_STORE)
		return cli_fail(session->cli, err,
				"%s: this file is no training house, and nothing was done to it. "
				"Take it away; training makes its own there.",
				path);
	if (words[0] != '\0' && (err == ERR_STATE || err == ERR_BUSY || err == ERR_TRAINING ||
				 err == ERR_PERMISSION))
		return cli_fail(session->cli, err, "No training: %s.", words);
	return cli_fail(session->cli, err, "%s: %s%s%s%s", path, err_text(err),
			words[0] != '\0' ? " (" : "", words, words[0] != '\0' ? ")" : "");
}

/* Without a terminal the house is made, and that is said. */
static enum err make_only(struct session *session, bool is_fresh)
{
	enum err err = open_house(session, 0, is_fresh);

	if (err != ERR_OK)
		return tell(session, err);
	cli_say(session->cli, "The training house of %s is ready%s: %s.training. On a terminal its "
			      "till would open.",
		session->house->property.name, session->training.is_new ? ", made anew" : "",
		db_path(session->house->db));
	return ERR_OK;
}

static enum err run_session(struct session *session)
{
	bool is_fresh = cli_has(session->cli, "fresh");
	const struct settings *settings;
	enum till_end end;
	enum err err = till_check_terminal();

	if (err == ERR_NO_TERMINAL)
		return make_only(session, is_fresh);
	if (err == ERR_OK)
		err = till_check_locale(session->cli);
	if (err == ERR_OK)
		err = cli_settings(session->cli, &settings);
	if (err != ERR_OK)
		return err;
	err = open_house(session, settings->station, is_fresh);
	return err == ERR_OK ? show(session, &end) : tell(session, err);
}

static enum err run(struct cli *cli)
{
	struct session session = { .cli = cli };
	enum err err = cli_open(cli, CLI_READ, &session.house);

	if (err != ERR_OK)
		return err;
	err = run_session(&session);
	leave(&session);
	return err;
}

static const struct cli_option options[] = {
	{ 0, "fresh", NULL, "Begins anew, whatever was practised so far." },
	{ 0 }
};

const struct command command_training = {
	.name = "training",
	.arguments = "",
	.summary = "Opens a till to practise at, on a copy of the house that counts nowhere.",
	.help = "Tables, menu, prices, people with their PINs, ways to pay and kitchen stations "
		"are those of the house; bills, drawers, guests, reservations and gift cards are "
		"not.  It stands in a store of its own, beside the real one with .training behind "
		"its name, with its own journal and numbers: till 3 is till 1003 there, and so "
		"are its receipts.  Nothing of it reaches the real store, its reports or its "
		"closing.\n\n"
		"Every screen says TRAINING, and every paper at its head and foot.  Papers come "
		"out at the till's own printer; the drawer stays shut, and the kitchen's printers "
		"get nothing.  Cards are taken by sanduq-simulator, which is started for it where "
		"the house takes cards, and never by the processor of the settings.\n\n"
		"It begins anew when nobody is in it and the business date or the set-up of the "
		"house is another one, so no day of training is ever closed.  At a till the same "
		"is Ctrl-T among the tables; leaving it, or a quarter of an hour without a key, "
		"comes back to the real till.  Meanwhile that till prints and asks nothing: what "
		"it had to do waits, or other tills of the house do it.",
	.options = options,
	.run = run,
};
