/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/history.h -- years of trade in a store, made quickly.
 *
 * Shape   one business date is rung and rolled through the services; its rows are then copied by
 *         INSERT ... SELECT on a bare connection, once for every further date, with ids, dates and
 *         numbers moved on.  Triggers stay on, so every copied entry balances; foreign keys are not
 *         asked again.  The copies carry the hashes of their model: the chain of that station does
 *         not hold, which only a full verify would look at.  One more date is rung and rolled after
 *         them, so that the last seal and all since are as they are in a real store.
 */
#ifndef SANDUQ_TESTS_BENCH_HISTORY_H
#define SANDUQ_TESTS_BENCH_HISTORY_H

#include "double/house.h"

/* Rings and rolls a date, then as many copies as give `lines` lines in all, then one date more.
 * Returns how many lines there are.  The house is closed; lines 0: no copies. */
int64_t history_make(struct house *house, const char *path, int64_t lines);

#endif
