/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/station.c -- a station number is held by a lock file beside the store, which says who has
 * it; the kernel gives it back when the process ends, however it ends.
 */
#include <assert.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/str.h"
#include "store/act.h"
#include "store/inside.h"

struct station {
	struct db *db;
	int number;
	struct file_lock lock;
};

static void write_note(struct station *station)
{
	char date[CLOCK_DATE_SIZE], note[128];
	int64_t now = clock_unix_ms(db_clock(station->db)) / 1000;

	clock_date_text((int32_t)(now / 86400), date);
	str_format(note, sizeof note, "process %ld since %s %02d:%02d UTC", (long)getpid(), date,
		   (int)(now % 86400 / 3600), (int)(now % 3600 / 60));
	file_lock_note(&station->lock, note);
}

static enum err take_lock(struct station *station, char *holder, size_t size)
{
	char path[DB_PATH_SIZE];
	enum err err;

	if (!str_format(path, sizeof path, "%s.station-%d", station->db->url.path,
			station->number))
		return ERR_LIMIT;
	err = file_lock_open(path, &station->lock);
	if (err != ERR_OK)
		return err;
	err = file_lock_try(&station->lock);
	if (err == ERR_BUSY && holder != NULL)
		file_lock_read_note(&station->lock, holder, size);
	if (err == ERR_OK)
		write_note(station);
	return err == ERR_BUSY ? ERR_STATION : err;
}

static bool is_taken_here(const struct db *db, int number)
{
	for (int i = 0; i < db->stations; i++)
		if (db->station[i] == number)
			return true;
	return false;
}

enum err station_hold(struct db *db, int number, char *holder, size_t size,
		      struct station **ret_station)
{
	struct station *station;
	enum err err = ERR_OK;

	assert(number >= 1 && number <= ID_STATION_MAX);
	if (holder != NULL && size > 0)
		holder[0] = '\0';
	if (db->stations == DB_STATIONS_MAX)
		return ERR_LIMIT;
	if (is_taken_here(db, number))
		return ERR_STATION;
	station = calloc(1, sizeof *station);
	if (station == NULL)
		return ERR_MEMORY;
	station->db = db;
	station->number = number;
	station->lock.fd = -1;
	if (db->url.has_queue)
		err = take_lock(station, holder, size);
	if (err != ERR_OK) {
		file_lock_close(&station->lock);
		free(station);
		return err;
	}
	db->station[db->stations++] = number;
	*ret_station = station;
	return ERR_OK;
}

enum err station_hold_free(struct db *db, int low, int high, int *ret_number,
			   struct station **ret_station)
{
	enum err err = ERR_STATION;

	for (int number = low; number <= high; number++) {
		err = station_hold(db, number, NULL, 0, ret_station);
		if (err == ERR_OK)
			*ret_number = number;
		if (err != ERR_STATION)
			break;
	}
	return err;
}

void station_release(struct station *station)
{
	struct db *db;

	if (station == NULL)
		return;
	db = station->db;
	for (int i = 0; i < db->stations; i++)
		if (db->station[i] == station->number) {
			db->station[i] = db->station[--db->stations];
			break;
		}
	file_lock_close(&station->lock);
	free(station);
}
