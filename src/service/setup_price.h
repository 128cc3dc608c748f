/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_price.h -- the house's rules for discounts and service charges.  [db]
 *
 * Errors  ERR_RANGE (no name, not just one of rate, amount and target, a number outside of its
 *         bounds), ERR_NOT_FOUND (category, room, tax class), ERR_STATE (the rule of that name is
 *         of another kind), ERR_LIMIT, ERR_CARD_NUMBER, ERR_APPROVAL, those of act.h.
 * Owner   texts are the caller's.
 * Rules   B1 (reasons), M1, M4 (the charge is taxed by a class).
 */
#ifndef SANDUQ_SERVICE_SETUP_PRICE_H
#define SANDUQ_SERVICE_SETUP_PRICE_H

#include "service/app.h"
#include "store/store_price.h"

#define SETUP_RULE_NO_MAX 99
#define SETUP_COVERS_MAX 9999

/* Adds a discount rule, or changes the one with this name. */
struct setup_discount {
	int64_t no;                  /* place in lists, 1 to 99 */
	const char *name;
	enum discount_kind kind;
	enum discount_scope scope;
	const char *category;        /* of scope category; else "" */
	int64_t rate_ppm;            /* one of these three, the others -1 */
	int64_t amount_minor;
	int64_t target_minor;
	bool stands_alone;
	const char *reason;          /* the reason it gives; "": it is asked for */
	bool is_active;
};
enum err setup_discount(struct app *app, const struct act *act,
			const struct setup_discount *discount, int64_t *ret_id);

/* Would it be taken?  The same errors, nothing written. */
enum err setup_discount_check(struct app *app, const struct setup_discount *discount);

/* Adds a service charge, or changes the one with this name. */
struct setup_service {
	const char *name;
	const char *room;            /* "": everywhere */
	int64_t covers;              /* from so many on; 0: always */
	int64_t rate_ppm;
	const char *tax_class;       /* "": not taxed */
	const char *department;
	bool is_active;
};
enum err setup_service(struct app *app, const struct act *act,
		       const struct setup_service *service, int64_t *ret_id);

/* Would it be taken?  The same errors, nothing written. */
enum err setup_service_check(struct app *app, const struct setup_service *service);

#endif
