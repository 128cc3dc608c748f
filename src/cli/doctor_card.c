/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/doctor_card.c -- the checks of sanduq doctor that look at the way to the card processor.
 */
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/loop.h"
#include "cli/doctor.h"
#include "service/connect.h"

#define WORDS_SIZE 512
#define SLOW_MS 3000
#define AHEAD_NOTE_MS 30000
#define AHEAD_BAD_MS 300000

enum doctor_mark doctor_memory(struct doctor *doctor, struct str *words)
{
	struct rlimit limit = { 1, 1 };
	bool is_dumpable = prctl(PR_GET_DUMPABLE) != 0;

	(void)doctor;
	if (getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && !is_dumpable) {
		str_add(words, "no part of it is written to disk when the program crashes");
		return DOCTOR_OK;
	}
	str_add(words, "a crash could leave keys in a core file; forbid core files for this user");
	return DOCTOR_BAD;
}

enum doctor_mark doctor_processor(struct doctor *doctor, struct str *words)
{
	const struct settings_processor *how =
		doctor->settings != NULL ? &doctor->settings->processor : NULL;
	struct app *app = &doctor->place.app;
	char problem[WORDS_SIZE] = "";
	enum err err;

	if (how == NULL || !doctor->is_open)
		return DOCTOR_OK;
	if (!how->is_set) {
		str_add(words, "none is set up; cards are not taken");
		return DOCTOR_OK;
	}
	if (property_is_training(&app->property)) {
		str_add(words, "that of the settings is not used here: training has a simulator");
		return DOCTOR_OK;
	}
	err = loop_new(app->clock, &doctor->loop);
	app->loop = doctor->loop;
	if (err == ERR_OK)
		err = connect_open(app, doctor->settings, problem, sizeof problem,
				   &doctor->connect);
	if (err != ERR_OK) {
		str_addf(words, "%s%s%s", problem,
			 problem[0] != '\0' && err != ERR_CONFIG ? ": " : "",
			 problem[0] == '\0' || err != ERR_CONFIG ? err_text(err) : "");
		return DOCTOR_BAD;
	}
	str_addf(words, "%s at %s, %s key, TLS 1.2 or newer, certificates %s%s%s", how->driver,
		 how->address, how->is_live ? "live" : "test",
		 how->ca_file[0] != '\0' ? "of " : "of the system", how->ca_file,
		 how->pin[0] != '\0' ? ", pinned" : "");
	return DOCTOR_OK;
}

enum doctor_mark doctor_answer(struct doctor *doctor, struct str *words)
{
	char problem[WORDS_SIZE] = "";
	int64_t took_ms = 0, ahead_ms = 0, apart_ms;
	enum err err;

	if (doctor->connect == NULL)
		return DOCTOR_OK;
	err = connect_ping(&doctor->place.app, problem, sizeof problem, &took_ms, &ahead_ms);
	if (err != ERR_OK) {
		str_addf(words, "the processor gave none: %s",
			 problem[0] != '\0' ? problem : err_text(err));
		return DOCTOR_BAD;
	}
	apart_ms = ahead_ms < 0 ? -ahead_ms : ahead_ms;
	str_addf(words, "after %lld ms; its clock and ours are %lld s apart", (long long)took_ms,
		 (long long)(apart_ms / 1000));
	if (apart_ms > AHEAD_BAD_MS) {
		str_add(words, "; set the clock before taking cards");
		return DOCTOR_BAD;
	}
	if (apart_ms > AHEAD_NOTE_MS || took_ms > SLOW_MS) {
		str_add(words, apart_ms > AHEAD_NOTE_MS ? "; let something keep the clock right"
							: "; guests will wait");
		return DOCTOR_NOTE;
	}
	return DOCTOR_OK;
}

enum doctor_mark doctor_reader(struct doctor *doctor, struct str *words)
{
	const struct app *app = &doctor->place.app;
	bool is_online = false;
	enum err err;

	if (doctor->connect == NULL)
		return DOCTOR_OK;
	if (app->reader == NULL) {
		str_add(words, "none beside this till; cards are taken by code and link alone");
		return DOCTOR_OK;
	}
	err = connect_find_reader(&doctor->place.app, &is_online);
	str_add(words, app->reader);
	if (err == ERR_OK && is_online) {
		str_add(words, " is online");
		return DOCTOR_OK;
	}
	if (err == ERR_NOT_FOUND)
		str_add(words, " is not among the processor's readers; look at reader in "
			       "[processor]");
	else if (err != ERR_OK)
		str_add(words, ": the processor did not say");
	else
		str_add(words, " is offline; look at its power and network");
	return err == ERR_NOT_FOUND ? DOCTOR_BAD : DOCTOR_NOTE;
}

void doctor_disconnect(struct doctor *doctor)
{
	connect_close(&doctor->place.app, doctor->connect);
	loop_free(doctor->loop);
	doctor->connect = NULL;
	doctor->loop = NULL;
}
