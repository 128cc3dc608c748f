/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_price.h -- what a check costs: discounts by rule, comps, overrides, service charge,
 *                         exemptions, take-away.  [db]
 *
 * Shape   every change is a row that names its reason and who approved it; what is owed follows
 *         from the rows (core/bill.h).  A discount rule is a row of the house: of a line, a
 *         category or the check; a rate, an amount or a target price; whether it stands beside
 *         others; a comp or a staff meal is a rule of its own kind.
 * Errors  ERR_STACK (a rule that stands alone meets another), ERR_APPROVAL, ERR_REASON, ERR_RANGE,
 *         ERR_STATE, those of bill.h.
 * Rules   B1, M3, M5, M6, L7 (a service charge is revenue and taxed), S.
 */
#ifndef SANDUQ_SERVICE_BILL_PRICE_H
#define SANDUQ_SERVICE_BILL_PRICE_H

#include "service/bill.h"

#define DISCOUNT_RULES_MAX 64

/* A discount rule of the house, as the screens list them. */
struct discount_rule {
	int64_t id;
	char name[BILL_NAME_SIZE];
	char kind[16];               /* discount, comp, staff-meal */
	char scope[16];              /* line, category, check */
	int64_t category;            /* of scope category */
	int64_t rate_ppm;            /* one of these three, the others -1 */
	int64_t amount_minor;
	int64_t target_minor;        /* the price of one piece afterwards */
	bool stands_alone;           /* not beside another discount on the same line or check */
};
enum err discount_rule_list(struct db *db, struct discount_rule *rules, int size, int *ret_n);

/* Applies a rule to a line (line != 0) or to the check; act->reason may be empty when the rule
 * names its own. */
enum err bill_discount_rule(struct app *app, const struct act *act, int64_t line, int64_t rule);

/* Overrides the price of one piece of a line, within the limits of who does it. */
enum err bill_reprice(struct app *app, const struct act *act, int64_t line, int64_t price_minor);

/* Sets the service charge of the check by hand; 0 waives it (a reason is needed, and permission).
 * The rules of the house (party size, area) set it by themselves when covers or table change. */
enum err bill_service(struct app *app, const struct act *act, int64_t rate_ppm);

/* Exempts a part (0: the whole check) from the taxes that go to this account, with the number of
 * the guest's certificate; is_exempt false takes it back while the part is open (M6). */
enum err bill_exempt(struct app *app, const struct act *act, int64_t part, int64_t account,
		     const char *certificate, bool is_exempt);

/* Makes the whole check take-away, or eaten here: open lines change their tax version. */
enum err bill_take_away(struct app *app, const struct act *act, bool is_take_away);

#endif
