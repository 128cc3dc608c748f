/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_price.h -- the house's rules for discounts and service charges, and what was done by
 *                        them: exemptions, guest checks, price changes of closed bills.  [db]
 *
 * Shape   rows as they stand in the tables; what they mean together is service/bill_price.h.
 * Units   rates in ppm; amounts in minor units of the property's currency.
 * Errors  ERR_NOT_FOUND, ERR_LIMIT (more rules than a list holds), ERR_STATE, those of db.h.
 * Owner   plain values; lists go into the caller's array.
 * Rules   B1, B7, M6.
 */
#ifndef SANDUQ_STORE_STORE_PRICE_H
#define SANDUQ_STORE_STORE_PRICE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store_bill.h"

#define DISCOUNT_RULES_MAX 64
#define SERVICE_RULES_MAX 32
#define EXEMPTIONS_MAX 64

enum discount_scope { DISCOUNT_OF_LINE, DISCOUNT_OF_CATEGORY, DISCOUNT_OF_CHECK };

/* A discount of the house.  One of rate, amount and target is set, the others are -1. */
struct discount_rule {
	int64_t id;
	int64_t no;                  /* its place in lists, 1 to 99 */
	char name[BILL_NAME_SIZE];
	enum discount_kind kind;     /* never changes */
	enum discount_scope scope;
	int64_t category;            /* id, of scope category; else 0 */
	int64_t rate_ppm;
	int64_t amount_minor;        /* taken off the line or the check */
	int64_t target_minor;        /* what one piece, or the whole check, then comes to */
	bool stands_alone;           /* not beside another discount on the same line or check */
	int64_t reason;              /* the reason it names; 0: it is asked for */
	bool is_active;
};

/* "discount", "comp", "staff-meal"; "line", "category", "check". */
const char *discount_kind_name(enum discount_kind kind);
const char *discount_scope_name(enum discount_scope scope);
bool discount_kind_parse(const char *name, enum discount_kind *ret_kind);
bool discount_scope_parse(const char *name, enum discount_scope *ret_scope);

/* The active rules in order of no, then name. */
enum err store_discount_rule_list(struct db *db, struct discount_rule *rules, int size,
				  int *ret_n);
enum err store_discount_rule_by_id(struct db *db, int64_t id, struct discount_rule *ret_rule);
enum err store_discount_rule_by_name(struct db *db, const char *name,
				     struct discount_rule *ret_rule);

/* Adds a rule, or changes the one with this name; ERR_STATE when that is of another kind. */
enum err store_discount_rule_put(struct tx *tx, const struct discount_rule *rule, int64_t *ret_id);

/* A service charge that comes by itself. */
struct service_rule {
	int64_t id;
	char name[BILL_NAME_SIZE];
	int64_t room;                /* id; 0: everywhere */
	int64_t covers;              /* from so many on */
	int64_t rate_ppm;
	int64_t tax_class;           /* id; one without taxes when it is not taxed */
	int64_t department;          /* id */
	bool is_active;
};

/* Adds a rule, or changes the one with this name. */
enum err store_service_rule_put(struct tx *tx, const struct service_rule *rule, int64_t *ret_id);

/* The active rule for a table (0: none) with so many covers: the one for its room before one for
 * everywhere, the highest number of covers, the highest rate; ERR_NOT_FOUND. */
struct service_found {
	int64_t rule;
	int64_t rate_ppm;
	int64_t tax_version;         /* in force on the date asked for; 0: none */
	int64_t department;          /* number */
};
enum err store_service_rule_find(struct db *db, int64_t dining_table, int64_t covers,
				 int32_t date, struct service_found *ret_found);

/* How a charge that is set by hand is taxed and counted: as the oldest active rule says. */
enum err store_service_rule_any(struct db *db, int32_t date, struct service_found *ret_found);

/* Which taxes a part (0: the whole check) is exempt from; the latest row counts. */
struct exemption_row {
	int64_t part;
	int64_t account;
	int64_t note;
	bool is_exempt;
	int32_t good_from, good_until;   /* business dates of the certificate; 0: no bound */
};
enum err store_exemption_insert(struct tx *tx, int64_t bill, const struct exemption_row *row);

/* Those of a bill with an id below `before` that stand: at most EXEMPTIONS_MAX. */
enum err store_exemption_list(struct db *db, int64_t bill, int64_t before,
			      struct exemption_row *rows, int size, int *ret_n);

/* Taxes that exist: the accounts with the names they are printed by. */
struct tax_account {
	int64_t account;
	char name[BILL_NAME_SIZE];
};
enum err store_tax_account_list(struct db *db, struct tax_account *accounts, int size, int *ret_n);

/* Notes that a guest check was printed; total is what stood on it. */
enum err store_guest_check_insert(struct tx *tx, int64_t bill, int64_t part, int64_t paper,
				  int64_t total_minor);

/* The latest guest check of a bill: at which version of the bill, how many there were. */
struct guest_check_row {
	int64_t paper;
	int64_t total_minor;
	int64_t turn;
	int64_t printed;             /* so many were issued */
};
enum err store_guest_check_last(struct db *db, int64_t bill, int64_t before,
				struct guest_check_row *ret_row);

/* What was noted for a bill so far, by kind and rule (0: none), and another amount for one. */
typedef void store_price_noted_fn(void *arg, const char *kind, int64_t rule, int64_t amount_minor);
enum err store_price_change_noted(struct db *db, int64_t bill, store_price_noted_fn *each,
				  void *arg);
enum err store_price_change_insert(struct tx *tx, int64_t bill, const char *kind, int64_t rule,
				   int64_t amount_minor);

/* Sums of price changes between two business dates, by kind and rule; name is the rule's, or "". */
typedef void store_price_change_fn(void *arg, const char *kind, const char *name, int64_t bills,
				   int64_t amount_minor);
enum err store_price_change_totals(struct db *db, int32_t from, int32_t to,
				   store_price_change_fn *each, void *arg);

#endif
