/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/desk.c -- makes and opens stores for the tests of this folder.
 */
#include "store/desk.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/str.h"
#include "check.h"

#define NOON_UNIX_MS INT64_C(1780000000000)

const char *desk_path(const char *name, char into[512])
{
	str_format(into, 512, "%s/%s", check_folder(), name);
	return into;
}

struct db_options desk_options(const struct clock *clock)
{
	return (struct db_options){ .clock = clock, .property = 1, .create = true,
				    .migrate = true };
}

static void open_url(struct desk *desk, const char *url, const char *const *steps)
{
	struct db_options options = desk_options(&desk->clock);
	char words[512] = "";
	enum err err = db_open_steps(url, &options, steps, words, sizeof words, &desk->db);

	if (err != ERR_OK)
		printf("%s: %s: %s\n", url, err_name(err), words);
	CHECK_OK_FATAL(err);
}

void desk_open(struct desk *desk, const char *name, const char *more)
{
	char url[600];

	*desk = (struct desk){ 0 };
	clock_init_set(&desk->clock, NOON_UNIX_MS);
	desk_path(name, desk->path);
	str_format(url, sizeof url, "sqlite:%s%s", desk->path, more);
	open_url(desk, url, schema_steps);
	CHECK_OK_FATAL(station_hold(desk->db, DESK_STATION, NULL, 0, &desk->station));
}

void desk_open_steps(struct desk *desk, const char *name, const char *const *steps)
{
	*desk = (struct desk){ 0 };
	clock_init_set(&desk->clock, NOON_UNIX_MS);
	open_url(desk, desk_path(name, desk->path), steps);
}

void desk_close(struct desk *desk)
{
	station_release(desk->station);
	db_close(desk->db);
	desk->station = NULL;
	desk->db = NULL;
}

struct act desk_act(const char *key)
{
	struct act act = { .staff = 1, .version = -1, .station = DESK_STATION };

	str_copy(act.key, sizeof act.key, key);
	return act;
}

int desk_raw(const char *path, const char *sql)
{
	sqlite3 *sqlite = NULL;
	int changed = -1;

	if (sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
	    sqlite3_exec(sqlite, sql, NULL, NULL, NULL) == SQLITE_OK)
		changed = sqlite3_total_changes(sqlite);
	else
		printf("%s: %s\n", sqlite3_errmsg(sqlite), sql);
	sqlite3_close(sqlite);
	return changed;
}
