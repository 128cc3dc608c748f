/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/place.h -- opening a house to work in it: store, keys, time zone, a station.  [db]
 *
 * Shape   struct place holds what a program needs beside its settings; place.app travels.  A
 *         station of PLACE_LOOK is none: for those who read only.  PLACE_COMMAND takes a free one
 *         from PLACE_COMMAND_LOW on, for command lines.  In a training house every number is
 *         higher by PLACE_TRAINING, so that no id and no number of a paper is one of a real house.
 * Errors  those of db_open() and keys_load(); ERR_NOT_FOUND (a store without a house), ERR_CONFIG
 *         (the keys are those of another house), ERR_PERMISSION (root on a live house),
 *         ERR_STATION.  `words` then says more: where, who, what differs.
 * Owner   place_open or place_make, then place_close; a zeroed place is closed.  The place must not
 *         be moved while it is open.
 * Rules   house style 2 (stations, root, keys outside of the store).
 */
#ifndef SANDUQ_SERVICE_PLACE_H
#define SANDUQ_SERVICE_PLACE_H

#include "base/clock.h"
#include "service/app.h"
#include "service/setup.h"
#include "store/store_staff.h"

#define PLACE_LOOK 0
#define PLACE_COMMAND (-1)
#define PLACE_COMMAND_LOW 900
#define PLACE_COMMAND_HIGH 999
#define PLACE_TRAINING 1000

struct place {
	struct app app;
	struct clock clock;          /* of the machine; a demonstration may set it */
	struct keys keys;
	struct station *station;
	struct staff system;         /* whom command lines act as */
};

struct place_how {
	const char *url;             /* of the store */
	const char *keys;            /* folder; not read when the station is PLACE_LOOK */
	int station;                 /* PLACE_LOOK, PLACE_COMMAND, or a till's own number */
	const char *station_name;    /* noted with the number; NULL: none */
};

/* Opens a house that is there; `words` holds `size` bytes, at least one. */
enum err place_open(struct place *place, const struct place_how *how, char *words, size_t size);

/* Makes a store and keys, and the house in it; the station is PLACE_COMMAND's first.  When it
 * fails, what it made is taken away again.  ERR_EXISTS when there is a store or there are keys. */
enum err place_make(struct place *place, const struct place_how *how,
		    const struct setup_property *setup, char *words, size_t size);

/* Takes away the files of a store: one that did not become one, or one that nobody works in. */
void place_remove(const char *path);

/* Closes; fine on a zeroed place. */
void place_close(struct place *place);

#endif
