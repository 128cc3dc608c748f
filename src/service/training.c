/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/training.c -- finds, makes and opens the training house beside a real one.
 */
#include "service/training.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "service/drawer.h"
#include "store/store_training.h"
#include "store/verify.h"

#define SCHEME "sqlite:"
#define PATH_SIZE 4200

/* --- where it is --------------------------------------------------------------------------- */

static const char *path_of(const char *url, size_t *ret_len)
{
	const char *path = strncmp(url, SCHEME, strlen(SCHEME)) == 0 ? url + strlen(SCHEME) : url;

	*ret_len = strcspn(path, "?");
	return path;
}

bool training_url(const char *url, char *into, size_t size)
{
	size_t len;
	const char *path = path_of(url, &len);

	return str_format(into, size, SCHEME "%.*s" TRAINING_ENDING "%s", (int)len, path,
			  path + len);
}

bool training_path(const char *url, const char *ending, char *into, size_t size)
{
	size_t len;
	const char *path = path_of(url, &len);

	return str_format(into, size, "%.*s" TRAINING_ENDING "%s", (int)len, path, ending);
}

/* --- making it ----------------------------------------------------------------------------- */

/* One opening: the real house is read in one view of it. */
struct opening {
	const struct training_how *how;
	struct training *training;
	char url[PATH_SIZE], path[PATH_SIZE];
	char digest[HASH_TEXT_SIZE];   /* of the house as it is now */
	char *words;
	size_t size;
};

static enum err make_in(struct tx *tx, void *arg)
{
	const struct opening *opening = arg;
	struct property house;
	enum err err = store_property_load(opening->how->house, &house);

	if (err != ERR_OK)
		return err;
	str_copy(house.kind, sizeof house.kind, "training");
	tx->business_date = house.business_date;
	err = store_property_insert(tx, &house);
	if (err == ERR_OK)
		err = store_training_copy(tx, opening->how->house);
	if (err == ERR_OK)
		err = store_station_note(tx, tx->station, "training");
	return err == ERR_OK ? store_event_insert(tx, "training", 0, house.business_date) : err;
}

static enum err fill(struct opening *opening, struct db *db)
{
	struct act act = { .version = -1,
			   .station = PLACE_TRAINING +
				      (opening->how->station > 0 ? opening->how->station : 1) };
	struct station *station = NULL;
	enum err err = station_hold(db, act.station, NULL, 0, &station);

	act_key(act.key, clock_unix_ms(db_clock(db)));
	if (err == ERR_OK)
		err = act_run(db, &act, TRAINING_ACT, opening->digest, make_in, opening, NULL);
	if (err != ERR_OK && opening->words[0] == '\0')
		str_copy(opening->words, opening->size, db_words(db));
	station_release(station);
	return err;
}

static enum err make(struct opening *opening)
{
	struct db_options options = { .clock = db_clock(opening->how->house),
				      .property = db_property(opening->how->house),
				      .create = true,
				      .migrate = true };
	struct db *db = NULL;
	enum err err;

	place_remove(opening->path);
	err = db_open(opening->url, &options, opening->words, opening->size, &db);
	if (err == ERR_OK)
		err = fill(opening, db);
	db_close(db);
	if (err != ERR_OK)
		place_remove(opening->path);
	opening->training->is_new = err == ERR_OK;
	return err;
}

/* --- looking at what is there -------------------------------------------------------------- */

/* A file that was made and never written, as by a loss of power. */
static bool is_empty(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
}

/* What it was made of; ERR_NOT_FOUND for one that has to be made anew. */
static enum err read_digest(struct opening *opening, struct db *db, char *ret_digest)
{
	struct verify_result result = { 0 };
	struct property house;
	enum err err = store_property_load(db, &house);

	if (err == ERR_OK && !property_is_training(&house)) {
		str_format(opening->words, opening->size, "%s: a %s house, which is none for "
							  "training",
			   opening->path, house.kind);
		return ERR_STATE;
	}
	if (err == ERR_OK)
		err = store_training_made_of(db, ret_digest);
	if (err == ERR_OK)
		err = verify_recent(db, &result);
	return err == ERR_CORRUPT ? ERR_NOT_FOUND : err;
}

static enum err look(struct opening *opening, char *ret_digest)
{
	struct db_options options = { .clock = db_clock(opening->how->house),
				      .property = db_property(opening->how->house) };
	struct db *db = NULL;
	enum err err;

	if (is_empty(opening->path))
		return ERR_NOT_FOUND;
	err = db_open(opening->url, &options, opening->words, opening->size, &db);
	switch (err) {
	case ERR_OK:
		err = read_digest(opening, db, ret_digest);
		db_close(db);
		return err;
	case ERR_MISSING_FILE: /* not made yet, or of this program but not of this version */
	case ERR_CORRUPT:
	case ERR_NEWER:
	case ERR_STATE:
		opening->words[0] = '\0';
		return ERR_NOT_FOUND;
	default:
		return err;
	}
}

/* With nobody in it: what is there is kept when it was made of the house as it is. */
static enum err bring_up(struct opening *opening)
{
	char digest[HASH_TEXT_SIZE] = "";
	enum err err = look(opening, digest);

	if (err == ERR_OK && !opening->how->is_fresh && str_equal(digest, opening->digest))
		return ERR_OK;
	return err == ERR_OK || err == ERR_NOT_FOUND ? make(opening) : err;
}

/* Others train: it stays as they have it. */
static enum err join(struct opening *opening)
{
	char digest[HASH_TEXT_SIZE] = "";
	enum err err;

	if (opening->how->is_fresh) {
		str_copy(opening->words, opening->size,
			 "another till is in training; it begins anew when nobody is");
		return ERR_BUSY;
	}
	err = file_lock_share(&opening->training->lock);
	if (err == ERR_OK)
		err = look(opening, digest);
	opening->training->is_old = !str_equal(digest, opening->digest);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err prepare(struct db *house, void *arg)
{
	struct opening *opening = arg;
	enum err err = store_training_digest(house, opening->digest), taken;

	if (err != ERR_OK)
		return err;
	taken = file_lock_try(&opening->training->lock);
	if (taken == ERR_BUSY)
		return join(opening);
	err = taken == ERR_OK ? bring_up(opening) : taken;
	return err == ERR_OK ? file_lock_share(&opening->training->lock) : err;
}

/* --- opening ------------------------------------------------------------------------------- */

static enum err check_house(struct opening *opening)
{
	struct property house;
	enum err err = store_property_load(opening->how->house, &house);

	if (err == ERR_OK && property_is_training(&house)) {
		str_copy(opening->words, opening->size, "this house is one for training itself");
		return ERR_TRAINING;
	}
	if (err == ERR_OK && geteuid() == 0 && str_equal(house.kind, "live")) {
		str_copy(opening->words, opening->size,
			 "nobody trains as root beside a live house; become the user of the till");
		return ERR_PERMISSION;
	}
	return err;
}

static enum err begin(struct opening *opening)
{
	struct training *training = opening->training;
	char lock[PATH_SIZE];
	enum err err;

	if (!training_url(opening->how->url, opening->url, sizeof opening->url) ||
	    !training_path(opening->how->url, "", opening->path, sizeof opening->path) ||
	    !training_path(opening->how->url, ".use", lock, sizeof lock))
		return ERR_LIMIT;
	err = check_house(opening);
	if (err == ERR_OK && (err = file_lock_open(lock, &training->lock)) != ERR_OK)
		str_copy(opening->words, opening->size, lock);
	training->is_locked = err == ERR_OK;
	return err == ERR_OK ? db_consistently(opening->how->house, prepare, opening) : err;
}

/* A trainee begins with cash to give change from, as one does in the morning. */
static enum err open_drawer(struct place *place)
{
	struct app *app = &place->app;
	struct act act = app_act(app, place->system.id);
	int64_t float_minor = TRAINING_FLOAT;
	enum err err;

	for (int i = 0; i < app->property.exponent; i++)
		float_minor *= 10;
	err = drawer_open(app, &act, float_minor, NULL);
	return err == ERR_EXISTS || err == ERR_STATE ? ERR_OK : err;
}

static enum err enter(struct opening *opening)
{
	const struct training_how *how = opening->how;
	struct place_how as = { .url = opening->url, .keys = how->keys,
				.station = how->station > 0 ? how->station : PLACE_LOOK,
				.station_name = how->station_name };
	struct place *place = &opening->training->place;
	enum err err = place_open(place, &as, opening->words, opening->size);

	return err == ERR_OK && how->station > 0 ? open_drawer(place) : err;
}

enum err training_open(struct training *training, const struct training_how *how, char *words,
		       size_t size)
{
	struct opening opening = { .how = how, .training = training, .words = words,
				   .size = size };
	enum err err;

	*training = (struct training){ .lock = { -1 } };
	words[0] = '\0';
	err = begin(&opening);
	if (err == ERR_OK)
		err = enter(&opening);
	if (err != ERR_OK)
		training_close(training);
	return err;
}

void training_close(struct training *training)
{
	place_close(&training->place);
	if (training->is_locked)
		file_lock_close(&training->lock);
	*training = (struct training){ .lock = { -1 } };
}
