/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/counter.h -- a till at work in a small house: the real screens on the real store,
 *                           keys typed by name, the picture in memory.
 *
 * Shape   the house of tests/double/house.h on a store of its own, station 3; the till of
 *         screen/till.h on the stage of tests/double/stage.h.  It is 2026-11-21 20:00 and stays so.
 * Owner   counter_open/counter_close.
 */
#ifndef SANDUQ_TESTS_SCREEN_COUNTER_H
#define SANDUQ_TESTS_SCREEN_COUNTER_H

#include "check.h"
#include "double/house.h"
#include "double/stage.h"
#include "screen/till.h"

struct counter {
	struct house house;
	struct settings settings;
	struct stage stage;
	struct till till;
};

struct counter_options {
	const char *name;            /* of the store's file, unlike every other test's */
	int rows, columns;           /* 0: 24 and 80 */
	bool no_drawer;
	const char *printer;         /* NULL: "none" */
	enum settings_receipt receipt;
};

/* Opens house and till; the login screen is shown. */
void counter_open(struct counter *counter, const struct counter_options *options);

/* Closes all. */
void counter_close(struct counter *counter);

/* Lets a person of the house work here: the floor is shown. */
void counter_enter(struct counter *counter, int64_t staff);

/* An open check at a table with items by code (0 ends the list), with the pay screen on it. */
int64_t counter_pay(struct counter *counter, int64_t table, const int64_t *codes);

/* Types by names of keys; types a text. */
void counter_type(struct counter *counter, const char *names);
void counter_text(struct counter *counter, const char *text);

/* True when the text stands on the screen; the message line. */
bool counter_has(struct counter *counter, const char *text);
const char *counter_message(struct counter *counter);

/* The class on top. */
const struct screen_class *counter_top(struct counter *counter);

/* One number that the store answers. */
int64_t counter_number(struct counter *counter, const char *sql);

#endif
