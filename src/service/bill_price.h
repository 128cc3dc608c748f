/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_price.h -- what a check costs: discounts by rule, comps, overrides, service charge,
 *                         exemptions, take-away.  [db]
 *
 * Shape   every change is a row that names its reason and who approved it; what is owed follows
 *         from the rows (core/bill.h).  A discount rule (store/store_price.h) is a row of the
 *         house: of a line, a category or the check; a rate, an amount or a target price; whether
 *         it stands beside others; comps and staff meals are kinds of their own, counted apart and
 *         under their own permission.
 * Holds   1. No part that was paid for changes: what it would change is refused (M5).
 *         2. A discount takes off at most what is left of its line or check, never below zero.
 *         3. A rule stands once on the same line or check; one that stands alone meets no other
 *            discount: on a line those of the line and of the check, on the check all.
 *         4. A limit counts what all price changes of that kind on the bill come to, this one
 *            included, so many small ones are one large.
 *         5. A row freezes the rule's name and kind; a rule's kind never changes.
 *         6. A rule of a category that was given to the check is on every line of it that is rung
 *            later, as long as it stands; a void takes its share of it along.
 *         7. A price for the check holds until it closes: a void makes the discount smaller, a new
 *            line larger; in a check that is opened again it is the amount that it was.
 * Errors  ERR_STACK (a rule that stands alone meets another, or the same rule again; an override
 *         of a line with a discount), ERR_APPROVAL, ERR_REASON, ERR_RANGE, ERR_STATE (a rule of
 *         lines for a check, or the other way round), ERR_NOT_FOUND (no such rule, or no line of
 *         its category), those of bill.h.
 * Rules   B1, M3, M5, M6, L7 (a service charge is revenue and taxed), S.
 */
#ifndef SANDUQ_SERVICE_BILL_PRICE_H
#define SANDUQ_SERVICE_BILL_PRICE_H

#include "service/bill.h"
#include "store/store_price.h"

/* Applies a rule to a line (line != 0) or to the check; act->reason may be empty when the rule
 * names its own.  A rule of a category with line 0 is for all lines of it that do not have it
 * yet, and stands: lines of it that are rung later get it by themselves.  A price for the check
 * holds until the check closes, whatever is rung or voided.  PERM_DISCOUNT, or PERM_COMP for
 * comps and staff meals. */
enum err bill_discount_rule(struct app *app, const struct act *act, int64_t line, int64_t rule);

/* The row by which a category's rule stands on the check: it is for lines rung later too; 0: it
 * does not.  bill_undiscount() of it ends that, and takes it off lines that have nothing else taken
 * off.  [pure] */
int64_t bill_rule_stands(const struct bill_view *view, int64_t rule);

/* The body for a line just rung (added_minor 0), or for more of one: the rules of categories that
 * stand are for it too.  Call it before bill_added_in(), which asks for permission. */
enum err bill_rules_line_in(struct tx *tx, int64_t bill, int64_t line, int64_t added_minor);

/* What a rule would take off the bill now, for screens; `line` counts for rules of lines.  The
 * error is the one that giving it would end with (but for approval and paid parts). */
enum err bill_rule_worth(struct db *db, const struct bill_view *view, int64_t line,
			 const struct discount_rule *rule, int64_t *ret_minor);

/* Overrides the price of one piece of a line, within the limits of who does it (PERM_PRICE). */
enum err bill_reprice(struct app *app, const struct act *act, int64_t line, int64_t price_minor);

/* Sets the service charge of the check by hand; 0 waives it, -1 leaves it to the rules again.
 * Needs a reason, and permission (PERM_SERVICE) for what it changes.  ERR_STATE when the house has
 * no rule to say how a charge is taxed. */
enum err bill_service(struct app *app, const struct act *act, int64_t rate_ppm);

/* The body that gives a bill the charge of the house's rules, by its covers and table; call it when
 * they changed.  One by hand stays, and so does any once a part was paid. */
enum err bill_service_in(struct tx *tx, const struct bill_head *head);

/* Who is exempt from what, by which certificate, good on which business dates (0: no bound). */
struct bill_exemption {
	int64_t part;                /* 0: the whole check */
	int64_t account;             /* to which the tax goes */
	const char *certificate;     /* its number */
	int32_t good_from, good_until;
};

/* Exempts a part from the taxes that go to an account (ERR_EVIDENCE without a certificate,
 * ERR_RANGE with one that is not good today); is_exempt false takes it back while the part is
 * open, and then only part and account are looked at (M6).  PERM_EXEMPT for what it takes off;
 * ERR_STATE when it stands, or does not. */
enum err bill_exempt(struct app *app, const struct act *act,
		     const struct bill_exemption *exemption, bool is_exempt);

/* Makes the whole check take-away, or eaten here: what stands in open parts changes its tax version
 * where its category has a class of its own for it.  ERR_STATE when it is that already, or when
 * the one class's prices include the tax and the other's do not. */
enum err bill_take_away(struct app *app, const struct act *act, bool is_take_away);

/* Is it taken away?  And the body for a line just rung: it is taxed as the check is. */
enum err bill_is_take_away(struct db *db, int64_t bill, bool *ret_is);

/* For tickets: what was to be taken away once, and is eaten here, says so. */
enum bill_order { BILL_ORDER_HERE, BILL_ORDER_AWAY, BILL_ORDER_HERE_NOW };
enum err bill_order_load(struct db *db, int64_t bill, enum bill_order *ret_order);

/* The body that gives a line just added the tax of a bill that is taken away. */
enum err bill_take_away_line_in(struct tx *tx, int64_t bill, int64_t line);

#endif
