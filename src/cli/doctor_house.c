/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/doctor_house.c -- the checks of sanduq doctor that look at settings, store, keys and disk.
 */
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/doctor.h"
#include "cli/house.h"
#include "locale/date.h"
#include "service/keys.h"

#define FLUSH_ROUNDS 15
#define FLUSH_SLOW_US 50000
#define FLUSH_FAST_US 30          /* faster than any disk that keeps its word */
#define FREE_LOW_BYTES INT64_C(1000000000)
#define FREE_NONE_BYTES INT64_C(50000000)
#define WORDS_SIZE 1024

enum doctor_mark doctor_settings(struct doctor *doctor, struct str *words)
{
	const char *path;

	if (cli_settings(doctor->cli, &doctor->settings) != ERR_OK) {
		str_add(words, "are wrong; see the line above");
		doctor->settings = NULL;
		return DOCTOR_BAD;
	}
	path = cli_settings_path(doctor->cli);
	str_addf(words, "%s", path[0] != '\0' ? path : "no file; all have their defaults");
	str_addf(words, "; station %d, printer %s", doctor->settings->station,
		 doctor->settings->printer);
	return DOCTOR_OK;
}

static enum doctor_mark look_at_house(struct doctor *doctor, struct str *words)
{
	const struct app *app = &doctor->place.app;
	char date[CLOCK_DATE_SIZE];
	int32_t today = date_of(app->zone, clock_unix_ms(app->clock));
	int32_t open = app->property.business_date;

	str_addf(words, "%s, a %s house; business date %s, %s", app->property.name,
		 app->property.kind, clock_date_text(open, date), app->property.time_zone);
	if (open >= today - 1 && open <= today + 1)
		return DOCTOR_OK;
	clock_date_text(today, date);
	if (property_is_training(&app->property))
		str_addf(words, "; it begins anew when somebody trains next");
	else
		str_addf(words, "; it is %s outside: roll the date, or set the clock", date);
	return property_is_training(&app->property) ? DOCTOR_OK : DOCTOR_NOTE;
}

enum doctor_mark doctor_store(struct doctor *doctor, struct str *words)
{
	const char *url = doctor->settings != NULL ? cli_store_url(doctor->cli) : NULL;
	struct place_how how = { .url = url, .station = PLACE_LOOK };
	char reason[WORDS_SIZE];
	char *slash;
	enum err err;

	if (doctor->settings == NULL)
		return DOCTOR_OK;
	if (url == NULL) {
		str_add(words, "it is not known where it is");
		return DOCTOR_BAD;
	}
	err = place_open(&doctor->place, &how, reason, sizeof reason);
	doctor->is_open = err == ERR_OK;
	if (err == ERR_MISSING_FILE) {
		str_addf(words, "%s is not there yet; sanduq init makes it", url);
		return DOCTOR_NOTE;
	}
	if (err != ERR_OK) {
		str_addf(words, "%s: %s (%s)", url, err_text(err), reason);
		return DOCTOR_BAD;
	}
	str_copy(doctor->folder, sizeof doctor->folder, db_path(doctor->place.app.db));
	slash = strrchr(doctor->folder, '/');
	if (slash != NULL && slash != doctor->folder)
		*slash = '\0';
	return look_at_house(doctor, words);
}

/* SQLite 3.7.0 to 3.51.2 can lose a commit when a checkpoint of another process meets it; the
 * writers' queue keeps both apart. */
static bool has_wal_race(const char *engine)
{
	int64_t part[3] = { 0 };

	engine += strcspn(engine, "0123456789");
	for (int i = 0; i < 3; i++) {
		for (; *engine >= '0' && *engine <= '9'; engine++)
			part[i] = part[i] * 10 + (*engine - '0');
		engine += *engine == '.';
	}
	return part[0] * 1000000 + part[1] * 1000 + part[2] < 3051003;
}

enum doctor_mark doctor_engine(struct doctor *doctor, struct str *words)
{
	const char *option;

	(void)doctor;
	str_add(words, db_engine());
	if (has_wal_race(db_engine()))
		str_add(words, " (before 3.51.3: the writers' queue keeps commits and "
			       "checkpoints apart, so leave the .lock file alone)");
	str_add(words, "; built with");
	for (int i = 0; (option = db_engine_option(i)) != NULL; i++)
		if (strncmp(option, "THREADSAFE", 10) == 0 || strstr(option, "SYNCHRONOUS") != NULL)
			str_addf(words, " %s", option);
	return DOCTOR_OK;
}

/* Appends a complaint when others may look at what is at `path`. */
static enum doctor_mark look_at_mode(const char *path, struct str *words)
{
	struct stat st;

	if (path[0] == '\0' || stat(path, &st) != 0 || (st.st_mode & 077) == 0)
		return DOCTOR_OK;
	str_addf(words, "%s%s may be looked at by others (mode %04o): chmod go= %s",
		 words->len > 0 ? "; " : "", path, (unsigned)(st.st_mode & 07777), path);
	return S_ISDIR(st.st_mode) ? DOCTOR_NOTE : DOCTOR_BAD;
}

enum doctor_mark doctor_access(struct doctor *doctor, struct str *words)
{
	const char *paths[3] = { doctor->folder, "", "" };
	enum doctor_mark worst = DOCTOR_OK;

	if (!doctor->is_open)
		return DOCTOR_OK;
	paths[1] = db_path(doctor->place.app.db);
	paths[2] = cli_settings_path(doctor->cli);
	for (int i = 0; i < 3; i++) {
		enum doctor_mark mark = look_at_mode(paths[i], words);

		worst = mark > worst ? mark : worst;
	}
	if (words->len == 0)
		str_add(words, "store, folder and settings are yours alone");
	return worst;
}

enum doctor_mark doctor_keys(struct doctor *doctor, struct str *words)
{
	const char *folder = doctor->is_open ? cli_keys_folder(doctor->cli) : NULL;
	char public_key[HASH_TEXT_SIZE];
	struct keys keys;
	enum err err;

	if (folder == NULL)
		return DOCTOR_OK;
	err = keys_load(folder, &keys);
	if (err != ERR_OK) {
		str_addf(words, "%s: %s", folder, err_text(err));
		return DOCTOR_BAD;
	}
	hash_to_text(keys.sign_public, HASH_SIGN_PUBLIC_BYTES, public_key, sizeof public_key);
	keys_wipe(&keys);
	if (strcmp(public_key, doctor->place.app.property.public_key) != 0) {
		str_addf(words, "%s: these belong to another store", folder);
		return DOCTOR_BAD;
	}
	str_addf(words, "%s; keep a copy of them apart from the backups", folder);
	return DOCTOR_OK;
}

enum doctor_mark doctor_disk(struct doctor *doctor, struct str *words)
{
	int64_t bytes;

	if (!doctor->is_open)
		return DOCTOR_OK;
	bytes = file_free_bytes(doctor->folder);
	str_addf(words, "%s, %lld MB free", file_system_name(doctor->folder),
		 (long long)(bytes / 1000000));
	if (file_is_network(doctor->folder)) {
		str_add(words, "; a network file system is not safe for a store, use a disk of "
			       "this machine");
		return DOCTOR_BAD;
	}
	if (bytes >= 0 && bytes < FREE_LOW_BYTES)
		str_add(words, "; make room");
	if (bytes >= 0 && bytes < FREE_NONE_BYTES)
		return DOCTOR_BAD;
	return bytes >= 0 && bytes < FREE_LOW_BYTES ? DOCTOR_NOTE : DOCTOR_OK;
}

enum doctor_mark doctor_flush(struct doctor *doctor, struct str *words)
{
	int64_t median_us, worst_us;
	enum err err;

	if (!doctor->is_open)
		return DOCTOR_OK;
	err = file_flush_time(doctor->folder, FLUSH_ROUNDS, &median_us, &worst_us);
	if (err != ERR_OK) {
		str_addf(words, "could not be measured: %s", err_text(err));
		return DOCTOR_BAD;
	}
	str_addf(words, "%lld.%02lld ms to keep 4 KiB, at worst %lld.%02lld ms",
		 (long long)(median_us / 1000), (long long)(median_us % 1000 / 10),
		 (long long)(worst_us / 1000), (long long)(worst_us % 1000 / 10));
	if (median_us < FLUSH_FAST_US) {
		str_add(words, "; too fast to be true: a power cut may lose what was paid");
		return DOCTOR_NOTE;
	}
	if (median_us > FLUSH_SLOW_US) {
		str_add(words, "; every key that posts waits this long, consider another disk");
		return DOCTOR_NOTE;
	}
	return DOCTOR_OK;
}
