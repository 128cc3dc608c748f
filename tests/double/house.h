/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/house.h -- a small house for tests: menu, floor, staff, an open drawer, a clock that
 *                         stands, made through the services themselves.
 *
 * Shape   currency EUR (cash step 5), business date 2026-11-21, tables 1 to 8, items by code:
 *             21 Espresso 2.20   22 Tea 2.50   31 Lentil soup 5.50   32 Lamb ouzi 18.00   (food and
 *             drinks at 10 % inclusive)   41 Wine 50.00 (20 % exclusive)   51 Gift 0.01 (10 %)
 *         staff 1 waiter, 2 cashier, 3 manager, 4 auditor; their PINs are 471114, 471124 ...
 */
#ifndef SANDUQ_TESTS_DOUBLE_HOUSE_H
#define SANDUQ_TESTS_DOUBLE_HOUSE_H

#include "base/clock.h"
#include "service/app.h"

#define HOUSE_TODAY INT64_C(1795291200000)   /* 2026-11-21 20:00 UTC */

struct house {
	struct app app;
	struct clock clock;
	struct keys keys;
	struct station *station;
	int64_t waiter, cashier, manager, auditor;   /* ids of staff rows */
};

/* Makes the house in a new store at `url` with this station held, a drawer open with 100.00 when
 * `with_drawer`.  Ends the program when it cannot. */
void house_open(struct house *house, const char *url, int station, bool with_drawer);

/* Opens another station of a house that is there already. */
void house_join(struct house *house, const char *url, int station, const struct keys *keys);

/* Closes it. */
void house_close(struct house *house);

/* An open check at a table with lines: codes, ending with 0. */
int64_t house_check(struct house *house, int64_t table, const int64_t *codes);

/* The act of the cashier on a bill, whatever its version. */
struct act house_act(struct house *house, int64_t bill);

/* The id of the way to pay with this code. */
int64_t house_tender(struct house *house, const char *code);

/* The id of the first reason of a kind. */
int64_t house_reason(struct house *house, const char *kind);

#endif
