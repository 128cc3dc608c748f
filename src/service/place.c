/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/place.c -- opens and makes houses.
 */
#include "service/place.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "locale/date.h"
#include "service/keys.h"
#include "service/staff.h"

#define PLACE_PATH_SIZE 4200

/* Says why, unless somebody below has said it better. */
static void say(char *words, size_t size, const char *text)
{
	if (words[0] == '\0')
		str_copy(words, size, text);
}

static enum err open_store(struct place *place, const struct place_how *how, bool create,
			   char *words, size_t size)
{
	struct db_options options = {.clock = &place->clock,
				     .property = 1,
				     .create = create,
				     .migrate = create || how->station != PLACE_LOOK};

	return db_open(how->url, &options, words, size, &place->app.db);
}

static enum err take_station(struct place *place, const struct place_how *how, char *words,
			     size_t size)
{
	struct app *app = &place->app;
	int above = property_is_training(&app->property) ? PLACE_TRAINING : 0;

	if (how->station == PLACE_COMMAND)
		return station_hold_free(app->db, PLACE_COMMAND_LOW + above,
					 PLACE_COMMAND_HIGH + above, &app->station,
					 &place->station);
	app->station = how->station + above;
	return station_hold(app->db, app->station, words, size, &place->station);
}

/* The seals are checked with the key that the store knows: signing with another one would make a
 * day that nobody can check. */
static enum err check_keys(const struct place *place, char *words, size_t size)
{
	char public_key[HASH_TEXT_SIZE];

	hash_to_text(place->keys.sign_public, HASH_SIGN_PUBLIC_BYTES, public_key,
		     sizeof public_key);
	if (strcmp(public_key, place->app.property.public_key) == 0)
		return ERR_OK;
	say(words, size, "the keys belong to another store");
	return ERR_CONFIG;
}

/* A live house belongs to the user of its till; files made by root would lock that user out. */
static enum err refuse_root(const char *kind, char *words, size_t size)
{
	if (geteuid() != 0 || strcmp(kind, "live") != 0)
		return ERR_OK;
	say(words, size, "a live house is not worked in as root; become the user of the till");
	return ERR_PERMISSION;
}

/* Notes a till's number and name the first time it is opened. */
static enum err note_station(struct place *place, const struct place_how *how)
{
	struct app *app = &place->app;
	struct act act = app_act(app, place->system.id);
	bool is_noted = false;
	enum err err;

	if (how->station_name == NULL)
		return ERR_OK;
	err = store_station_is_noted(app->db, app->station, &is_noted);
	return err == ERR_OK && !is_noted ? setup_station(app, &act, how->station_name) : err;
}

/* What an acting program needs beyond looking. */
static enum err enter(struct place *place, const struct place_how *how, char *words, size_t size)
{
	enum err err = refuse_root(place->app.property.kind, words, size);

	if (err == ERR_OK && (err = keys_load(how->keys, &place->keys)) != ERR_OK)
		say(words, size, how->keys);
	if (err == ERR_OK)
		err = check_keys(place, words, size);
	if (err == ERR_OK)
		err = take_station(place, how, words, size);
	if (err == ERR_OK)
		err = staff_system(place->app.db, &place->system);
	/* Nothing of a training house is ever signed. */
	if (property_is_training(&place->app.property))
		hash_wipe(place->keys.sign_secret, sizeof place->keys.sign_secret);
	return err == ERR_OK ? note_station(place, how) : err;
}

static enum err begin(struct place *place, char *words)
{
	words[0] = '\0';
	memset(place, 0, sizeof *place);
	clock_init(&place->clock);
	place->app.clock = &place->clock;
	place->app.keys = &place->keys;
	return hash_ready() ? ERR_OK : ERR_IO;
}

enum err place_open(struct place *place, const struct place_how *how, char *words, size_t size)
{
	struct app *app = &place->app;
	enum err err = begin(place, words);

	if (err == ERR_OK)
		err = open_store(place, how, false, words, size);
	if (err == ERR_OK && (err = store_property_load(app->db, &app->property)) == ERR_NOT_FOUND)
		say(words, size, "there is no house in this store");
	if (err == ERR_OK)
		err = date_zone_open(app->property.time_zone, &app->zone);
	if (err == ERR_OK && how->station != PLACE_LOOK)
		err = enter(place, how, words, size);
	if (err != ERR_OK)
		place_close(place);
	return err;
}

static void remove_file(const char *path, const char *ending)
{
	char whole[PLACE_PATH_SIZE];

	if (str_format(whole, sizeof whole, "%s%s", path, ending))
		unlink(whole);
}

void place_remove(const char *path)
{
	static const char *const endings[] = {"",	  "-wal",  "-shm",
					      "-journal", ".lock", ".station-900"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		remove_file(path, endings[i]);
}

static enum err make_house(struct place *place, const struct place_how *how,
			   const struct setup_property *setup, char *words, size_t size)
{
	struct app *app = &place->app;
	char path[PLACE_PATH_SIZE] = "";
	enum err err = open_store(place, how, true, words, size);

	if (err == ERR_OK) {
		str_copy(path, sizeof path, db_path(app->db));
		err = take_station(place, how, words, size);
	}
	if (err == ERR_OK)
		err = setup_property(app, setup);
	if (err == ERR_OK)
		err = staff_system(app->db, &place->system);
	if (err == ERR_OK)
		err = date_zone_open(setup->time_zone, &app->zone);
	if (err != ERR_OK) {
		place_close(place);
		if (path[0] != '\0')
			place_remove(path);
	}
	return err;
}

/* A store or a file of that name must not be there yet. */
static enum err check_absent(struct place *place, const struct place_how *how, char *words,
			     size_t size)
{
	enum err err = open_store(place, how, false, words, size);

	if (err == ERR_MISSING_FILE) {
		words[0] = '\0';
		return ERR_OK;
	}
	db_close(place->app.db);
	place->app.db = NULL;
	if (err == ERR_OK)
		say(words, size, "there is a store already");
	return err == ERR_OK ? ERR_EXISTS : err;
}

static void remove_keys(const char *folder)
{
	remove_file(folder, "/pepper");
	remove_file(folder, "/sign");
	rmdir(folder);
}

static bool has_file(const char *folder, const char *name)
{
	char path[PLACE_PATH_SIZE];

	return file_join(path, sizeof path, folder, name) && file_exists(path);
}

static enum err make_keys(struct place *place, const char *folder, char *words, size_t size)
{
	enum err err;

	if (has_file(folder, "pepper") || has_file(folder, "sign")) {
		str_format(words, size, "%s: there are keys already", folder);
		return ERR_EXISTS;
	}
	keys_make(&place->keys);
	err = keys_save(&place->keys, folder);
	if (err == ERR_OK)
		return ERR_OK;
	say(words, size, folder);
	remove_keys(folder);
	return err;
}

enum err place_make(struct place *place, const struct place_how *how,
		    const struct setup_property *setup, char *words, size_t size)
{
	struct place_how first = *how;
	enum err err = begin(place, words);

	first.station = PLACE_COMMAND;
	if (err == ERR_OK)
		err = refuse_root(setup->kind, words, size);
	if (err == ERR_OK)
		err = check_absent(place, how, words, size);
	if (err == ERR_OK)
		err = make_keys(place, how->keys, words, size);
	if (err != ERR_OK)
		return err;
	err = make_house(place, &first, setup, words, size);
	if (err != ERR_OK)
		remove_keys(how->keys);
	return err;
}

void place_close(struct place *place)
{
	station_release(place->station);
	db_close(place->app.db);
	date_zone_close(place->app.zone);
	keys_wipe(&place->keys);
	memset(place, 0, sizeof *place);
}
