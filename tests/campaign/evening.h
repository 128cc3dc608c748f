/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/evening.h -- an evening at a house of 40 tables: three waiters, two stations,
 *                             cards with faults among them; for evening*.c alone.
 *
 * Shape   one store in memory, two stations and one simulated processor; who does what next is
 *         chosen by the seed.  An act that is refused is fine: what counts is that every one went
 *         through at some time, and that at the end everything is proven.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_EVENING_H
#define SANDUQ_TESTS_CAMPAIGN_EVENING_H

#include "base/random.h"
#include "core/gift.h"
#include "double/card_house.h"
#include "service/bill.h"

#define EVENING_TILLS 2
#define EVENING_WAITERS 3
#define EVENING_TABLES 40
#define EVENING_TABS 6             /* bills beside them, without a table */
#define EVENING_SLOTS (EVENING_TABLES + EVENING_TABS)
#define EVENING_CHECKS 200
#define EVENING_CLOSED 64
#define EVENING_ACTS_MAX 120
#define EVENING_RESERVED 12
#define EVENING_GIFTS 6
#define EVENING_RULES 4
#define EVENING_COMP 1             /* the one that gives a line away */

/* Ids of what is chosen of the menu. */
struct evening_menu {
	int64_t pot, soup, wine, rare, fries;
};

struct evening {
	struct card_house till[EVENING_TILLS];
	struct memvfs *vfs;
	struct random random;
	uint64_t seed;
	int64_t waiter[EVENING_WAITERS];
	int64_t rules[EVENING_RULES]; /* a tenth off a line, a comp, happy hour, off the check */
	int64_t tax_account;
	int64_t bill[EVENING_SLOTS];
	int64_t closed[EVENING_CLOSED];
	int64_t reserved[EVENING_RESERVED];
	char gift[EVENING_GIFTS][GIFT_NUMBER_SIZE];
	struct evening_menu menu;
	int opened, n_closed, vouchers;
	int fault_ppm;
	int64_t faults;
	bool has_failed;
	int tried[EVENING_ACTS_MAX], done[EVENING_ACTS_MAX];
};

struct evening_act {
	const char *name;
	int weight;
	bool (*run)(struct evening *evening);
};

/* All acts, ending with one without a name. */
extern const struct evening_act evening_acts[];

/* Says what is wrong, once. */
void evening_wrong(struct evening *evening, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Ends the program when the house cannot be made. */
void evening_must(enum err err, const char *what);

/* From 0 to n - 1. */
int64_t evening_below(struct evening *evening, int64_t n);

/* Lets time pass at both tills. */
void evening_pass(struct evening *evening, int64_t ms);

/* Makes the house, and takes it away. */
void evening_open(struct evening *evening);
void evening_close(struct evening *evening);

/* The guests go, the drawers are counted, the day is rolled, the books prove themselves. */
void evening_end(struct evening *evening);

/* Bills that closed leave their slot. */
void evening_retire(struct evening *evening);

/* One number out of the store; $1 is the property. */
int64_t evening_number(struct evening *evening, const char *sql);

#endif
