/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay_driver.h -- a way to pay that is final at once, as a driver of one table (P8).  [db]
 *
 * Shape   pay_tender() finds the driver of the tender type, lets it look at what is given, plan it
 *         against what is due and post it; freezing, closing and the receipt are the same for all.
 *         Ways that go over a processor have acts of their own (service/payment.h).
 * Errors  those of pay.h, store_gift.h.
 * Rules   P8.
 */
#ifndef SANDUQ_SERVICE_PAY_DRIVER_H
#define SANDUQ_SERVICE_PAY_DRIVER_H

#include "service/pay.h"

/* What is handed over. */
struct pay_given {
	int64_t given_minor;         /* or PAY_EXACT */
	const char *number;          /* of a voucher or gift card; "" */
	int64_t card;                /* of a gift card, once it was looked up */
};

struct pay_driver {
	const char *name;
	/* Looks up what is given and checks it; NULL: nothing to look up. */
	enum err (*look)(struct tx *tx, const struct tender_type *type, int64_t due_minor,
			 struct pay_given *given);
	/* What it does against what is due.  [pure] */
	enum err (*plan)(const struct property *property, const struct tender_type *type,
			 int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan);
	/* The tender with its entry. */
	enum err (*post)(struct tx *tx, const struct property *property, int64_t bill, int64_t part,
			 const struct tender_type *type, const struct pay_plan *plan,
			 const struct pay_given *given, int64_t *ret_tender);
};

struct drawer_session;
struct entry;

/* The entry of cash: the drawer gets what was kept, the bill what it is paid (M7, M8, L6).  With
 * all amounts of the plan below zero it takes one back. */
enum err pay_cash_entry(const struct property *property, const struct tender_type *type,
			const struct drawer_session *session, const struct pay_plan *plan,
			struct entry *entry);

/* Vouchers and gift cards (service/pay_value.c). */
extern const struct pay_driver pay_voucher_driver;
extern const struct pay_driver pay_gift_driver;

#endif
