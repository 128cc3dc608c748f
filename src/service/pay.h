/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay.h -- paying a part of a bill, closing it, its receipt.  [db]
 *
 * Shape   every way to pay is a row of the tender table and a driver (P8): cash in any accepted
 *         currency, vouchers and gift cards are final at once and here, the rest is
 *         service/payment.h.  The first tender freezes the part (M5); the one
 *         that covers it closes it and issues the receipt in the same transaction (B2, B7).
 * Units   given_minor is in the tender's own unit, everything else in the bill's.
 * Errors  ERR_NO_DRAWER, ERR_CLOSED, ERR_RANGE (nothing given, or over the tender's limit),
 *         ERR_STATE (the way to pay gives no change), ERR_OVERFLOW (given or worth more than
 *         PAY_GIVEN_MAX), ERR_LIMIT (the last of PAY_TENDERS_MAX tenders does not cover the part),
 *         those of bill.h.
 * Owner   plain values.
 * Rules   P8, M5, M7, M8, B2, B7, L4.
 */
#ifndef SANDUQ_SERVICE_PAY_H
#define SANDUQ_SERVICE_PAY_H

#include "service/app.h"
#include "service/bill.h"
#include "store/store_pay.h"

/* Tenders of one part: its receipt shows each.  The last one must cover what is due. */
#define PAY_TENDERS_MAX 64

/* Highest amount handed over at once, in its unit or in the bill's. */
#define PAY_GIVEN_MAX BILL_AMOUNT_MAX

/* Letters and digits of a voucher's number: fewer than any payment card's (P1). */
#define PAY_VOUCHER_MIN 4
#define PAY_VOUCHER_MAX 12

/* Pay exactly what is due. */
#define PAY_EXACT INT64_C(-1)

/* What a tender would do, before it is done: pure arithmetic on the amount due. */
struct pay_plan {
	int64_t value_minor;         /* what is given is worth in the bill's unit */
	int64_t amount_minor;        /* what it pays of the bill */
	int64_t change_minor;
	int64_t rounding_minor;      /* amount - cash kept (M7) */
	int64_t given_minor;
	bool covers;                 /* the part is paid afterwards */
};

/* Works out a cash tender against `due_minor`.  ERR_RANGE, ERR_OVERFLOW. */
enum err pay_plan_cash(const struct property *property, const struct tender_type *type,
		       int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan);

/* The exact amount of cash due: due rounded to the smallest coin (M7), in the tender's unit for
 * the house's own currency. */
enum err pay_cash_due(const struct property *property, int64_t due_minor, int64_t *ret_minor);

/* What cash of a tender type is worth in the house's currency, at its rate. */
enum err pay_worth(const struct property *property, const struct tender_type *type,
		   int64_t given_minor, int64_t *ret_minor);

/* What came of it. */
struct pay_result {
	struct pay_plan plan;
	bool part_closed;
	bool bill_closed;
	int64_t paper;               /* the receipt, when the part closed */
};

/* Pays `given_minor` (or PAY_EXACT) in one way on one part.  Returns the tender's id through
 * the act; a repetition with the same key posts nothing and reports the first tender. */
enum err pay_tender(struct app *app, const struct act *act, int64_t part, int64_t tender_type,
		    int64_t given_minor, struct pay_result *ret_result);

/* Closes a part that owes nothing (all discounted away) with a receipt of zero. */
enum err pay_nothing(struct app *app, const struct act *act, int64_t part,
		     struct pay_result *ret_result);

/* The same with the number of a voucher or gift card; a gift card pays PAY_EXACT as far as it goes.
 * ERR_GIFT_CARD, ERR_SYNTAX, ERR_RANGE, ERR_NOT_FOUND (no such card), ERR_BALANCE, ERR_EXISTS (that
 * voucher was taken already). */
enum err pay_number(struct app *app, const struct act *act, int64_t part, int64_t tender_type,
		    int64_t given_minor, const char *number, struct pay_result *ret_result);

/* Takes back a cash tender of an open part, which owes its amount again: typed wrongly, or the
 * guest pays otherwise.  PERM_VOID for the amount, and a reason; ERR_NO_DRAWER when the session
 * that the cash went into is not the one open here, ERR_STATE when the tender is none of
 * store_tender_cash().
 *
 * Holds   1. A row that takes back is the opposite of the one it names, in every amount and in the
 *            journal; nothing is taken back twice.
 *         2. The part owes what it owed before; nothing else standing on it, it is open again (M5).
 *         3. The drawer should hold less by exactly what the tender had put into it. */
enum err pay_take_back(struct app *app, const struct act *act, int64_t tender);

/* What a tender of this type would do against `due_minor`, by its driver.  ERR_NOT_FOUND when it is
 * not one that is final at once. */
enum err pay_plan_type(const struct property *property, const struct tender_type *type,
		       int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan);

/* The body of either, for an act that opened the bill itself: its one part is paid exactly in the
 * way `code` of the tender table, or closed when it owes nothing.  The bill is read once. */
enum err pay_whole_in(struct tx *tx, const struct app *app, int64_t bill, const char *code,
		      struct pay_result *ret_result);

#endif
