/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/stand.h -- a till on memory in the house of tests/double/house.h: keys in, screen
 *                         out, and the store to look into.
 *
 * Shape   struct stand holds house, till and stage; the functions of tests/double/stage.h work on
 *         stand->stage.  The clock stands at 2026-11-21 20:00 until it is moved.
 *         Golden screens are tests/screen/golden/NAME.COLUMNSxROWS.txt (golden.h).
 * Owner   stand_init/stand_done.
 */
#ifndef SANDUQ_TESTS_SCREEN_STAND_H
#define SANDUQ_TESTS_SCREEN_STAND_H

#include "double/house.h"
#include "double/stage.h"
#include "screen/till.h"
#include "service/bill.h"

struct stand {
	struct house house;
	struct settings settings;
	struct till till;
	struct stage stage;
};

/* A till of 80 by 24 at station 3 of a new house, a drawer open, nobody logged in; every body of an
 * act runs twice. */
void stand_init(struct stand *stand, const char *name);

/* The same with another size; with another store. */
void stand_init_size(struct stand *stand, const char *name, int rows, int columns);
void stand_init_url(struct stand *stand, const char *url, int rows, int columns);

/* The same in another language of the login screen, and of whoever logs in: "ar", "fa". */
void stand_init_language(struct stand *stand, const char *name, const char *language);

/* A second till in the same house, at `station`. */
void stand_join(struct stand *stand, const struct stand *first, const char *name, int station);

/* Ends the till and starts it again on the same store, as after a power cut. */
void stand_restart(struct stand *stand);

/* Frees. */
void stand_done(struct stand *stand);

/* Logs in by number: 1 waiter, 2 cashier, 3 manager. */
void stand_log_in(struct stand *stand, int number);

/* Types as stage_type(). */
void stand_type(struct stand *stand, const char *keys);

/* True when the message line holds this text. */
bool stand_says(struct stand *stand, const char *text);

/* True when the text stands on the screen. */
bool stand_has(struct stand *stand, const char *text);

/* Reads the open bill at a table; n_items is -1 when there is none.  The caller ends the view. */
struct bill_view stand_view(struct stand *stand, int64_t table);

/* What the open bill at a table owes; -1 when there is none. */
int64_t stand_due(struct stand *stand, int64_t table);

/* Compares the screen with its golden file. */
void stand_golden(struct stand *stand, const char *name);

#endif
