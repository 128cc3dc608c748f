/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring.h -- ringing an item as it was ordered: size, choices, weight, seat, course.  [db]
 *
 * Shape   struct ring is what the guest ordered.  Its price is that of the level in force (happy
 *         hour, area, staff), of the size, of the weight, or the typed one of an open-price item,
 *         and the price of each choice on top.  The rows: one item row, one choice row per choice;
 *         a set menu's price is shared over what was chosen by its prices alone (M2), so that each
 *         piece has its own tax class and department.
 *         ring_asks() tells what a screen has to ask before it can ring.
 * Errors  ERR_CHOICE (a required choice is missing, or there are too many; the need says which
 *         group), ERR_SOLD_OUT (86, or fewer left than ordered), ERR_NOT_NOW (not sold at this
 *         time), ERR_RANGE (quantity, weight, or an open price outside of its limits),
 *         ERR_NOT_FOUND, those of bill.h.
 * Rules   B1, B3, M1, M2, M4 (the rate version of today).
 */
#ifndef SANDUQ_SERVICE_RING_H
#define SANDUQ_SERVICE_RING_H

#include "service/app.h"

#define RING_CHOICES_MAX 24
#define RING_GROUPS_MAX 12

/* One choice, and how often per piece ("extra cheese" twice). */
struct ring_choice {
	int64_t modifier;            /* id */
	int64_t quantity;
};

struct ring {
	int64_t code;                /* of the item; an alias or a barcode was looked up before */
	int64_t quantity;            /* pieces; 1 for a weighed item */
	int64_t size;                /* id; 0: the usual one, or the only one */
	int64_t weight_g;            /* of a weighed item; else 0 */
	int64_t price_minor;         /* of an open-price item; else -1 */
	int64_t seat, course;        /* 0: nobody's; course -1: the item's own */
	int n;
	struct ring_choice choice[RING_CHOICES_MAX];
};

/* Rings it on act->bill; *ret_line is the item row. */
enum err bill_ring(struct app *app, const struct act *act, const struct ring *ring,
		   int64_t *ret_line);

/* The body, for acts that compose it; the bill is begun. */
enum err bill_ring_in(struct tx *tx, int64_t bill, const struct ring *ring, int64_t *ret_line);

#endif
