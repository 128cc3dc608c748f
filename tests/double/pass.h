/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/pass.h -- a kitchen for the house of tests/double/house.h.
 *
 * Shape   stations 1 Kitchen (printer 1, fallback 2; makes Food, course 1) and 2 Bar (printer 2;
 *         makes Drinks); Wine and Shop are made nowhere.  Stations 3 and above are the test's.
 */
#ifndef SANDUQ_TESTS_DOUBLE_PASS_H
#define SANDUQ_TESTS_DOUBLE_PASS_H

#include "double/house.h"
#include "service/kitchen.h"

/* Sets the kitchen up, its printers at these addresses; with displays at both stations or none. */
void pass_open(struct house *house, const char *kitchen, const char *bar, bool has_display);

/* Rings `quantity` of an item for a seat and a course; the line. */
int64_t pass_ring(struct house *house, int64_t bill, int64_t code, int64_t quantity, int64_t seat,
		  int64_t course);

/* Sends the round of a bill. */
struct kitchen_sent pass_send(struct house *house, int64_t bill);

/* The first number of what this SQL gives. */
int64_t pass_number(struct house *house, const char *sql);

#endif
