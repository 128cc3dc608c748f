/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/open.c -- finds settings, store and keys, and opens them for a command.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/loop.h"
#include "base/str.h"
#include "cli/house.h"
#include "cli/inside.h"
#include "service/connect.h"
#include "service/staff.h"

#define WORDS_SIZE 1024

bool cli_settings_home(char *into, size_t size)
{
	const char *folder = getenv("XDG_CONFIG_HOME");

	if (folder != NULL && folder[0] == '/')
		return str_format(into, size, "%s/sanduq/sanduq.conf", folder);
	folder = getenv("HOME");
	return folder != NULL && folder[0] == '/' &&
	       str_format(into, size, "%s/.config/sanduq/sanduq.conf", folder);
}

/* Where the settings are; "" when there is no file. */
static void find_settings(const struct cli *cli, char *into, size_t size)
{
	const char *url = cli_option(cli, "store"), *given = cli_option(cli, "config");

	if (given != NULL && (!cli->command->makes_settings || file_exists(given))) {
		str_copy(into, size, given);
		return;
	}
	if (url != NULL && house_beside(url, "sanduq.conf", into, size) && file_exists(into))
		return;
	if (given == NULL && url == NULL && cli_settings_home(into, size) && file_exists(into))
		return;
	str_copy(into, size, "/etc/sanduq.conf");
	if (given != NULL || url != NULL || !file_exists(into))
		into[0] = '\0';
}

/* What is missing at the end of a sentence. */
static const char *full_stop(const char *sentence)
{
	size_t len = strlen(sentence);

	return len > 0 && strchr(".?!", sentence[len - 1]) != NULL ? "" : ".";
}

enum err cli_settings(struct cli *cli, const struct settings **ret_settings)
{
	char path[CLI_PATH_SIZE], problem[WORDS_SIZE] = "";
	enum err err;

	if (!cli->has_settings) {
		if (cli->file[0] == '\0')
			find_settings(cli, cli->file, sizeof cli->file);
		str_copy(path, sizeof path, cli->file);
		err = settings_open(path[0] != '\0' ? path : NULL, &cli->settings, problem,
				    sizeof problem);
		if (err == ERR_CONFIG)
			return cli_fail(cli, err, "%s%s", problem, full_stop(problem));
		if (err != ERR_OK)
			return cli_fail_at(cli, err, path);
		cli->has_settings = true;
	}
	*ret_settings = &cli->settings;
	return ERR_OK;
}

const char *cli_settings_path(const struct cli *cli)
{
	return cli->file;
}

const char *cli_store_url(struct cli *cli)
{
	const struct settings *settings;
	enum err err;

	if (cli->url[0] != '\0')
		return cli->url;
	if (cli_settings(cli, &settings) != ERR_OK)
		return NULL;
	if (cli_option(cli, "store") != NULL)
		err = str_copy(cli->url, sizeof cli->url, cli_option(cli, "store")) ? ERR_OK
										    : ERR_LIMIT;
	else
		err = settings_store_path(settings, cli->url, sizeof cli->url);
	if (err == ERR_OK)
		return cli->url;
	cli->url[0] = '\0';
	cli_fail(cli, err, "It is not known where the store is; give --store PATH.");
	return NULL;
}

const char *cli_keys_folder(struct cli *cli)
{
	const char *url = cli_store_url(cli);
	enum err err;

	if (url == NULL)
		return NULL;
	if (cli->keys[0] != '\0')
		return cli->keys;
	err = settings_keys_path(&cli->settings, url, cli->keys, sizeof cli->keys);
	if (err == ERR_OK)
		return cli->keys;
	cli->keys[0] = '\0';
	cli_fail(cli, err, "%s: the name of the store is too long.", url);
	return NULL;
}

static enum err tell_keys(struct cli *cli, enum err err)
{
	if (err == ERR_MISSING_FILE)
		return cli_fail(cli, err,
				"%s: the keys of the store are not there. Bring them back from "
				"where they were kept apart, or say where they are: keys in "
				"[store] of the settings.",
				cli->keys);
	if (err == ERR_DATA)
		return cli_fail(cli, err, "%s: these are no keys made by sanduq init.", cli->keys);
	return cli_fail_at(cli, err, cli->keys);
}

/* Why the store did not open, where, and what to do. */
static enum err tell_place(struct cli *cli, enum err err, const char *words)
{
	if (strcmp(words, cli->keys) == 0 && words[0] != '\0')
		return tell_keys(cli, err);
	switch (err) {
	case ERR_MISSING_FILE:
		return cli_fail(cli, err,
				"%s: there is no store. Make one with sanduq init, or say where "
				"it is with --store.",
				cli->url);
	case ERR_NOT_FOUND:
		return cli_fail(cli, err,
				"%s: there is no house in this store. Make one elsewhere with "
				"sanduq init.",
				cli->url);
	case ERR_STATION:
		return cli_fail(cli, err, "%s: this station is in use by another program%s%s%s.",
				cli->url, words[0] != '\0' ? " (" : "", words,
				words[0] != '\0' ? ")" : "");
	case ERR_PERMISSION:
	case ERR_CONFIG:
		return cli_fail(cli, err, "%s: %s.", cli->url, words);
	case ERR_USAGE:
		return cli_fail(cli, err, "%s is not the address of a store; give a path, or "
					  "sqlite:PATH.",
				cli->url);
	default:
		return cli_fail(cli, err, "%s: %s%s%s%s", cli->url, err_text(err),
				words[0] != '\0' ? " (" : "", words, words[0] != '\0' ? ")" : "");
	}
}

enum err cli_open(struct cli *cli, enum cli_need need, struct app **ret_app)
{
	struct place_how how = { .station = PLACE_LOOK };
	char words[WORDS_SIZE] = "";
	enum err err = ERR_OK;

	if (!cli->is_open) {
		how.url = cli_store_url(cli);
		how.keys = how.url != NULL ? cli_keys_folder(cli) : NULL;
		if (how.keys == NULL)
			return cli->told;
		if (need == CLI_STATION)
			how.station = PLACE_COMMAND;
		if (need == CLI_TILL) {
			how.station = cli->settings.station;
			how.station_name = cli->settings.station_name;
		}
		err = place_open(&cli->place, &how, words, sizeof words);
		if (err != ERR_OK)
			return tell_place(cli, err, words);
		cli->is_open = true;
		if (property_is_training(&cli->place.app.property))
			cli_warn(cli, "%s", CLI_TRAINING);
	}
	*ret_app = &cli->place.app;
	return ERR_OK;
}

/* Why there is no processor, and what to do. */
static enum err tell_connect(struct cli *cli, enum err err, const char *words)
{
	if (words[0] == '\0')
		return cli_fail(cli, err, "The card processor: %s", err_text(err));
	if (err == ERR_CONFIG)
		return cli_fail(cli, err, "%s%s%s", cli->file, cli->file[0] != '\0' ? ": " : "",
				words);
	return cli_fail_at(cli, err, words);
}

enum err cli_connect(struct cli *cli, struct app *app)
{
	const struct settings *settings;
	char words[WORDS_SIZE] = "";
	enum err err = cli_settings(cli, &settings);

	if (err != ERR_OK)
		return err;
	if (!settings->processor.is_set)
		return cli_fail(cli, ERR_PROCESSOR,
				"No card processor is set up: driver in [processor] of the "
				"settings.");
	err = cli->loop == NULL ? loop_new(app->clock, &cli->loop) : ERR_OK;
	app->loop = cli->loop;
	if (err == ERR_OK && cli->connect == NULL)
		err = connect_open(app, settings, words, sizeof words, &cli->connect);
	return err == ERR_OK ? ERR_OK : tell_connect(cli, err, words);
}

enum err cli_person(struct cli *cli, struct app *app, const char *missing, struct staff *ret_staff)
{
	int64_t number = 0;
	enum err err = cli_option_int(cli, "staff", 1, STAFF_NUMBER_MAX, 0, &number);

	if (err == ERR_OK && number == 0)
		return cli_fail(cli, ERR_USAGE, "%s", missing);
	if (err == ERR_OK)
		err = store_staff_by_number(app->db, number, ret_staff);
	if (err == ERR_NOT_FOUND)
		return cli_fail(cli, err, "--staff %lld: nobody here has this number.",
				(long long)number);
	return err;
}

int64_t cli_staff(const struct cli *cli)
{
	return cli->place.system.id;
}

void cli_close(struct cli *cli)
{
	connect_close(&cli->place.app, cli->connect);
	loop_free(cli->loop);
	cli->connect = NULL;
	cli->loop = NULL;
	if (cli->is_open)
		place_close(&cli->place);
	cli->is_open = false;
	if (cli->has_settings)
		settings_close(&cli->settings);
	cli->has_settings = false;
}
