/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/desk.h -- a store in the folder of the tests, its clock and a station held at it.
 */
#ifndef SANDUQ_TESTS_STORE_DESK_H
#define SANDUQ_TESTS_STORE_DESK_H

#include "base/clock.h"
#include "store/act.h"
#include "store/db.h"
#include "store/inside.h"

#define DESK_STATION 1

struct desk {
	char path[512];
	struct clock clock;
	struct db *db;
	struct station *station;
};

/* Names a file in the folder of the tests. */
const char *desk_path(const char *name, char into[512]);

/* Options as a test opens a store: creating and migrating. */
struct db_options desk_options(const struct clock *clock);

/* Makes a new store under `name` (options such as "?twice=1" in `more`) and holds the station. */
void desk_open(struct desk *desk, const char *name, const char *more);

/* The same with schema steps of the test's own; no station is held. */
void desk_open_steps(struct desk *desk, const char *name, const char *const *steps);

/* Closes it. */
void desk_close(struct desk *desk);

/* An act of staff 1 at the desk's station, with this key. */
struct act desk_act(const char *key);

/* Runs SQL of the test's own on the file itself, past all triggers; the number of rows changed,
 * -1 when it failed. */
int desk_raw(const char *path, const char *sql);

#endif
