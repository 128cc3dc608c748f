/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/screen/dishes.h -- more on the menu of tests/double/house.h: what is asked about.
 *
 * Shape   22 Tea: small 2.50, large 3.50.
 *         32 Lamb ouzi: how cooked? (one of rare, medium, well done); may be had with up to three
 *         of extra cheese +1.50, more bread +0.50, no onion.
 *         61 Market fish: its price is typed.  62 Halva: weighed, 24.00 a kilogram.
 *         71 Menu of the day 25.00: a starter (31 Lentil soup, 81), a main dish (32 with its
 *         groups, 82 +2.00).
 *         81 in Arabic, 82 in Chinese.
 */
#ifndef SANDUQ_TESTS_SCREEN_DISHES_H
#define SANDUQ_TESTS_SCREEN_DISHES_H

#include "counter.h"

/* Adds them, and starts the till again so that it knows. */
void dishes_add(struct counter *counter);

/* Two kitchen stations with displays: 1 makes Drinks, 2 makes Food; Wine and Shop are
 * made nowhere. */
void dishes_kitchen(struct counter *counter);

#endif
