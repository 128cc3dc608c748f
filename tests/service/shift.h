/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/shift.h -- the few moves that tests of the business acts make all the time, at the
 *                          house of tests/double/house.h.
 *
 * Errors  a move that fails fails the test.
 */
#ifndef SANDUQ_TESTS_SERVICE_SHIFT_H
#define SANDUQ_TESTS_SERVICE_SHIFT_H

#include "core/entry.h"
#include "double/house.h"
#include "service/bill.h"
#include "service/pay.h"

/* A house in the test's folder, station 1, drawer open; every body runs twice. */
void shift_open(struct house *house, const char *name);

/* A second station of the same house. */
void shift_join(struct house *second, const struct house *first, const char *name, int station);

/* The bill as it is now. */
struct bill_view shift_look(struct house *house, int64_t bill);

/* The i-th part that counts. */
int64_t shift_part(struct house *house, int64_t bill, int i);

/* Rings an item; the new line. */
int64_t shift_add(struct house *house, int64_t bill, int64_t code, int64_t quantity);

/* An act of the manager on a bill with a reason of this kind. */
struct act shift_why(struct house *house, int64_t bill, const char *kind);

/* Pays the i-th part with `given_minor` of cash (PAY_EXACT: what is due). */
struct pay_result shift_pay(struct house *house, int64_t bill, int i, int64_t given_minor);

/* The balance of an account in a unit. */
int64_t shift_balance(struct house *house, enum ledger ledger, int64_t member, const char *unit);

/* One number out of the store; $1 is the property. */
int64_t shift_number(struct house *house, const char *sql);

/* The books prove themselves. */
void shift_verify(struct house *house);

#endif
