/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/connect.c -- from the settings to a processor in the app.
 */
#include "service/connect.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "base/secret.h"
#include "base/str.h"
#include "processor/http.h"
#include "service/ask.h"

struct connect {
	struct http *http;
	struct processor processor;
};

/* Which driver, and how its keys tell a test from real money. */
static const struct row {
	const struct processor_driver *driver;
	const char *test_prefixes[3], *live_prefixes[3];
} rows[] = {
	{ &processor_stripe, { "sk_test_", "rk_test_", NULL }, { "sk_live_", "rk_live_", NULL } },
};

static const struct row *find_row(const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_equal(rows[i].driver->name, name))
			return &rows[i];
	return NULL;
}

static bool begins_with_one(const struct secret *secret, const char *const *prefixes)
{
	for (; *prefixes != NULL; prefixes++)
		if (secret_starts_with(secret, *prefixes))
			return true;
	return false;
}

/* Training is shut off from the world: its processor is a child of this program. */
static enum err check_training(const struct app *app, const struct settings_processor *settings,
			       char *words, size_t size)
{
	static const char here[] = "https://localhost:";
	bool is_here = strncmp(settings->address, here, sizeof here - 1) == 0;

	if (!property_is_training(&app->property) || (settings->is_simulated && is_here))
		return ERR_OK;
	str_copy(words, size, N_("This is a training house: it takes cards from its own simulator "
				 "and never from the processor of the settings."));
	return ERR_CONFIG;
}

static enum err check_mode(const struct app *app, const struct settings_processor *settings,
			   const struct row *row, const struct secret *key, char *words,
			   size_t size)
{
	bool is_live_house = str_equal(app->property.kind, "live");

	if (settings->is_live != is_live_house) {
		str_copy(words, size,
			 is_live_house ?
				 N_("This is a live house, but [processor] mode is test: no "
				    "real card could be charged.") :
				 N_("[processor] mode is live, but this house is for "
				    "demonstration, training or tests: real cards would be "
				    "charged."));
		return ERR_CONFIG;
	}
	if (begins_with_one(key, settings->is_live ? row->live_prefixes : row->test_prefixes))
		return ERR_OK;
	str_copy(words, size, settings->is_live ?
				      N_("The processor's key is no live key, but [processor] "
					 "mode is live.") :
				      N_("The processor's key is no test key, but [processor] "
					 "mode is test."));
	return ERR_CONFIG;
}

static const char *text_or_null(const char *text)
{
	return text[0] != '\0' ? text : NULL;
}

static enum err open_line(const struct app *app, const struct settings_processor *settings,
			  const struct secret *key, char *words, size_t size,
			  struct http **ret_http)
{
	const struct http_settings how = { .base = settings->address,
					   .ca_file = text_or_null(settings->ca_file),
					   .pins = text_or_null(settings->pin),
					   .proxy = text_or_null(settings->proxy) };
	const char *problem = "";
	enum err err = http_open(app->loop, &how, key, &problem, ret_http);

	if (err != ERR_OK)
		str_copy(words, size, problem);
	return err;
}

static enum err load_key(const struct settings_processor *settings, char *words, size_t size,
			 struct secret **ret_key)
{
	enum err err;

	if (settings->key_file[0] == '\0') {
		str_copy(words, size, N_("The settings name a processor but no key: key_file in "
					 "[processor]."));
		return ERR_CONFIG;
	}
	err = secret_load(settings->key_file, ret_key);
	if (err != ERR_OK)
		str_copy(words, size, settings->key_file);
	return err;
}

static void fill(struct connect *connect, const struct settings_processor *settings,
		 const struct row *row)
{
	struct processor *processor = &connect->processor;

	processor->driver = row->driver;
	processor->line = http_line(connect->http);
	processor->mode = settings->is_live ? PROCESSOR_LIVE : PROCESSOR_TEST;
	str_copy(processor->account, sizeof processor->account, settings->driver);
	str_copy(processor->location, sizeof processor->location, settings->location);
}

enum err connect_open(struct app *app, const struct settings *settings, char *words, size_t size,
		      struct connect **ret_connect)
{
	const struct settings_processor *how = &settings->processor;
	const struct row *row = find_row(how->driver);
	struct connect *connect;
	struct secret *key = NULL;
	enum err err;

	*ret_connect = NULL;
	words[0] = '\0';
	if (!how->is_set || row == NULL)
		return ERR_OK;
	err = check_training(app, how, words, size);
	if (err != ERR_OK)
		return err;
	connect = calloc(1, sizeof *connect);
	err = connect != NULL ? load_key(how, words, size, &key) : ERR_MEMORY;
	if (err == ERR_OK)
		err = check_mode(app, how, row, key, words, size);
	if (err == ERR_OK)
		err = open_line(app, how, key, words, size, &connect->http);
	secret_free(key);
	if (err != ERR_OK) {
		free(connect);
		return err;
	}
	fill(connect, how, row);
	assert(!property_is_training(&app->property) || how->is_simulated);
	app->processor = &connect->processor;
	app->reader = text_or_null(how->reader);
	app->return_url = text_or_null(how->return_url);
	*ret_connect = connect;
	return ERR_OK;
}

void connect_close(struct app *app, struct connect *connect)
{
	if (connect == NULL)
		return;
	http_close(connect->http);
	app->processor = NULL;
	app->reader = app->return_url = NULL;
	free(connect);
}

enum err connect_ping(struct app *app, char *words, size_t size, int64_t *ret_took_ms,
		      int64_t *ret_ahead_ms)
{
	struct processor_request request = { .op = PROCESSOR_PING };
	struct processor_answer answer;
	int64_t began = clock_mono_ms(app->clock), date = 0;
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	request.mode = app->processor->mode;
	err = ask_wait(app, &request, NULL, NULL, &answer, &date);
	if (err != ERR_OK)
		return err;
	if (answer.outcome != PROCESSOR_OK) {
		str_format(words, size, "%s (%s%s%s)", answer.message,
			   processor_outcome_name(answer.outcome),
			   answer.code[0] != '\0' ? ", " : "", answer.code);
		return ERR_PROCESSOR;
	}
	*ret_took_ms = clock_mono_ms(app->clock) - began;
	*ret_ahead_ms = date != 0 ? date - clock_unix_ms(app->clock) : 0;
	return ERR_OK;
}

/* --- a reader ---------------------------------------------------------------------------- */

#define READER_TIMEOUT_MS 15000
#define STEP_MS 1000

struct registering {
	const struct processor_driver *driver;
	struct processor_request request;
	struct processor_answer answer;
	bool is_done;
};

static void on_reader(void *arg, const char *key, const struct processor_reply *reply)
{
	struct registering *registering = arg;

	(void)key;
	registering->driver->decode(&registering->request, reply, &registering->answer);
	registering->is_done = true;
}

/* Sends it and runs the loop until it is answered or given up. */
static enum err register_reader(struct app *app, struct registering *registering)
{
	const struct processor_line *line = &app->processor->line;
	const char *key = registering->request.attempt;
	struct processor_wire wire;
	enum err err = app->processor->driver->encode(&registering->request, &wire);

	if (err != ERR_OK)
		return err;
	err = line->send(line->self, key, &wire, READER_TIMEOUT_MS, on_reader, registering);
	processor_wire_done(&wire);
	while (err == ERR_OK && !registering->is_done)
		err = loop_step(app->loop, STEP_MS);
	if (err != ERR_OK && !registering->is_done)
		line->abort(line->self, key);
	return err;
}

enum err connect_reader(struct app *app, const char *code, const char *label, char *words,
			size_t size, char ret_reader[PROCESSOR_ID_SIZE])
{
	struct registering registering = { .request = { .op = PROCESSOR_READER_CREATE,
							.code = code, .label = label } };
	const struct processor_answer *answer = &registering.answer;
	char key[PROCESSOR_KEY_SIZE];
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	str_format(key, sizeof key, "reader-%lld-%d", (long long)clock_unix_ms(app->clock),
		   app->station);
	registering.driver = app->processor->driver;
	registering.request.mode = app->processor->mode;
	registering.request.attempt = key;
	registering.request.location = text_or_null(app->processor->location);
	err = register_reader(app, &registering);
	if (err != ERR_OK)
		return err;
	str_copy(words, size, answer->message);
	if (answer->outcome != PROCESSOR_OK)
		return ERR_PROCESSOR;
	str_copy(ret_reader, PROCESSOR_ID_SIZE, answer->reader);
	return ERR_OK;
}

/* --- whether it is there ------------------------------------------------------------------ */

struct looking {
	const char *reader;
	bool is_listed, is_online;
};

static bool take_reader(void *arg, const struct processor_item *item)
{
	struct looking *looking = arg;

	if (!str_equal(item->id, looking->reader))
		return true;
	looking->is_listed = true;
	looking->is_online = item->is_online;
	return false;
}

enum err connect_find_reader(struct app *app, bool *ret_online)
{
	struct processor_request request = { .op = PROCESSOR_LIST_READERS };
	struct looking looking = { .reader = app->reader };
	struct processor_answer answer;
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	if (app->reader == NULL)
		return ERR_NOT_FOUND;
	request.mode = app->processor->mode;
	request.location = text_or_null(app->processor->location);
	err = ask_wait(app, &request, take_reader, &looking, &answer, NULL);
	if (err != ERR_OK)
		return err;
	if (answer.outcome != PROCESSOR_OK)
		return ERR_PROCESSOR;
	*ret_online = looking.is_online;
	return looking.is_listed ? ERR_OK : ERR_NOT_FOUND;
}
