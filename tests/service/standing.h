/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/standing.h -- where every line of a bill stands and what every part owes, to be
 *                             compared before and after; and what must hold of any bill.
 */
#ifndef SANDUQ_TESTS_SERVICE_STANDING_H
#define SANDUQ_TESTS_SERVICE_STANDING_H

#include "service/shift.h"

#define STANDING_TEXT_SIZE 8192

/* Writes lines, where they stand, and the parts that count with their totals and taxes. */
void standing_write(struct house *house, int64_t bill, char into[STANDING_TEXT_SIZE]);

/* The parts sum to the check in every column, and the lines of each part to what it owes (M2). */
void standing_check(struct house *house, int64_t bill);

#endif
