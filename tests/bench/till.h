/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/till.h -- the real program on a pseudo terminal, on a house made for it.
 */
#ifndef SANDUQ_TESTS_BENCH_TILL_H
#define SANDUQ_TESTS_BENCH_TILL_H

#include "bench/bench.h"
#include "double/house.h"
#include "pty.h"

#define TILL_ROWS 24
#define TILL_COLUMNS 80

/* Makes a house with its keys beside it and `tables` tables; `house` is open afterwards. */
void till_house(struct house *house, const char *path, int64_t tables);

/* Starts the till of a station on a store and waits for its login screen; *ret_ns is how long that
 * took. */
struct pty *till_start(const struct bench *bench, const char *store, int station, int64_t *ret_ns);

/* Logs the cashier in; returns how long it took from Enter on the PIN to the floor. */
int64_t till_login(struct pty *pty);

/* Types `bytes` and reads until nothing more comes; returns how long it took until the last byte
 * was there. */
int64_t till_key(struct pty *pty, const char *bytes);

#endif
