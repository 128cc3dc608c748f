/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/counter.h -- a till at work in a small house: the real screens on the real store,
 *                           keys typed by name, the picture in memory.
 *
 * Shape   the house of tests/double/house.h on a store of its own, station 3; the till of
 *         screen/till.h on the stage of tests/double/stage.h, whose functions work on
 *         counter->stage.  The clock stands at 2026-11-21 20:00 until it is moved; every body of
 *         an act runs twice.  Golden screens are tests/screen/golden/NAME.COLUMNSxROWS.txt
 *         (golden.h).
 * Owner   counter_open/counter_close.
 */
#ifndef SANDUQ_TESTS_SCREEN_COUNTER_H
#define SANDUQ_TESTS_SCREEN_COUNTER_H

#include "check.h"
#include "double/house.h"
#include "double/stage.h"
#include "screen/till.h"
#include "service/bill.h"

struct counter {
	struct house house;
	struct settings settings;
	struct stage stage;
	struct till till;
};

struct counter_options {
	const char *name;            /* of the store's file, unlike every other test's */
	const char *url;             /* of another store instead */
	int rows, columns;           /* 0: 24 and 80 */
	bool no_drawer;
	const char *printer;         /* NULL: "none" */
	const char *keys;            /* text of a settings file; NULL: the defaults */
	enum settings_receipt receipt;
	const char *language;        /* of the login screen and of whoever logs in: "ar", "fa" */
};

/* Opens house and till; the login screen is shown. */
void counter_open(struct counter *counter, const struct counter_options *options);

/* The same with no options but a name; receipts are asked about. */
void counter_begin(struct counter *counter, const char *name);

/* A second till in the same house, at `station`. */
void counter_join(struct counter *counter, const struct counter *first, const char *name,
		  int station);

/* Ends the till and starts it again on the same store, as after a power cut. */
void counter_restart(struct counter *counter);

/* Closes all. */
void counter_close(struct counter *counter);

/* Lets a person of the house work here: the floor is shown. */
void counter_enter(struct counter *counter, int64_t staff);

/* Logs in by number: 1 waiter, 2 cashier, 3 manager. */
void counter_log_in(struct counter *counter, int number);

/* An open check at a table with items by code (0 ends the list), with the pay screen on it. */
int64_t counter_pay(struct counter *counter, int64_t table, const int64_t *codes);

/* Types by names of keys; types a text. */
void counter_type(struct counter *counter, const char *names);
void counter_text(struct counter *counter, const char *text);

/* True when the text stands on the screen; in the row of messages. */
bool counter_has(struct counter *counter, const char *text);
bool counter_says(struct counter *counter, const char *text);

/* The message line, whole. */
const char *counter_message(struct counter *counter);

/* The class on top. */
const struct screen_class *counter_top(struct counter *counter);

/* Reads the open bill at a table; n_items is -1 when there is none.  The caller ends the view. */
struct bill_view counter_view(struct counter *counter, int64_t table);

/* What the open bill at a table owes; -1 when there is none. */
int64_t counter_due(struct counter *counter, int64_t table);

/* One number that the store answers. */
int64_t counter_number(struct counter *counter, const char *sql);

/* Compares the screen with its golden file. */
void counter_golden(struct counter *counter, const char *name);

#endif
