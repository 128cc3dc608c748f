/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/till.h -- bills of the service against the oracle, for oracle_till*.c alone.
 *
 * Shape   what the stored rows say of a bill, read without any of service/: where each item stands
 *         and how many pieces, terms of the parts, discounts.  An act is done by the service; what
 *         the rows must then say is worked out here by the rules; and what the parts then owe, by
 *         the oracle.  Frozen parts are remembered by the oracle itself.
 */
#ifndef SANDUQ_TESTS_CAMPAIGN_TILL_H
#define SANDUQ_TESTS_CAMPAIGN_TILL_H

#include "core/cases.h"
#include "double/house.h"
#include "oracle/oracle.h"
#include "service/bill.h"

#define TILL_ITEMS 40
#define TILL_SLOTS 3
#define TILL_CHANGES 24
#define TILL_RULES 3
#define TILL_CATEGORY_PPM 135000 /* of the rule of a category; no discount by hand has it */
#define TILL_TARGET 12000        /* the price for the check, by the house's rule */
#define TILL_OF_CATEGORY 8
#define TILL_SEATS 3
#define TILL_EXEMPT 12
#define TILL_COVERS 6            /* from so many on the house's service charge comes by itself */
#define TILL_SERVICE_PPM 125000
#define TILL_ROWS_ENOUGH 260
#define TILL_WEIGHTS_MAX 900000   /* of all parts together */

struct till_item {
	int64_t line;
	int64_t item;                /* of the menu */
	int64_t source;              /* the line of another bill that it came from */
	int64_t unit_minor;          /* one piece, with choices, as overridden */
	int64_t seat;
	int column;                  /* of the row that rang it */
	int discounts;               /* rows that stand */
	bool has_rule;               /* that of the category is among them */
	bool has_other, was_undiscounted;
	int64_t round_sent;          /* pieces of the round that was sent last */
	int64_t pieces[ORACLE_PARTS][ORACLE_COLUMNS];
	int64_t amount[ORACLE_PARTS][ORACLE_COLUMNS];
	int64_t gross[ORACLE_PARTS][ORACLE_COLUMNS];   /* without its discounts */
};

struct till_bill {
	bool is_closed;
	int n_items, n_columns, n_parts, n_discounts, n_rows;
	struct till_item item[TILL_ITEMS];
	int64_t version[ORACLE_COLUMNS], department[ORACLE_COLUMNS];
	bool has_line[ORACLE_COLUMNS], has_frozen[ORACLE_COLUMNS];
	int64_t part[ORACLE_PARTS], no[ORACLE_PARTS];  /* ids and numbers; 0: the pool */
	int64_t weight[ORACLE_PARTS], fixed[ORACLE_PARTS];
	bool is_frozen[ORACLE_PARTS], is_part_closed[ORACLE_PARTS];
	struct { int64_t line, amount, rate_ppm; bool is_target; } discount[ORACLE_DISCOUNTS];
	int64_t stands;              /* the row by which the category's rule stands; 0: none */
	int64_t round;               /* the act that sent last */
	int64_t service_ppm, service_version, service_department;
	struct { int64_t part, account; } exempt[TILL_EXEMPT];
	int n_exempt;
	bool is_away;
};

/* A structural change that can be undone; one between two bills is on both, under one serial. */
struct till_change {
	int64_t serial, other_id;
	int other;                   /* the other slot; -1: none */
	bool is_merge;
	struct till_bill before, after;
};

struct slot {
	int64_t id, table;
	struct till_bill bill;
	struct oracle oracle;
	struct till_change change[TILL_CHANGES];
	int n_changes;
	struct {                     /* what was closed here last */
		int64_t id;
		bool is_merged;
		struct till_bill bill;
		struct oracle oracle;
	} closed;
};

/* What an act should leave behind. */
struct want {
	struct till_bill bill;
	enum err err;                /* ERR_OK, or ERR_FROZEN: it must be refused so */
	bool adopts_terms;           /* the parts' terms are the service's to choose */
	bool adopts_places;          /* and where items stand; amounts by column stay */
	bool adopts_all;             /* of which lines came from where, too much is forgotten */
	bool is_change, is_undo;     /* it can be undone; it undoes */
	bool adopts_service;         /* covers have changed */
	bool may_refuse, must;       /* whatever the reason; it cannot but do it */
	bool is_merge;
	struct slot *other;          /* a second bill, and what it must be then; NULL: none */
	struct till_bill other_bill;
};

struct till {
	struct house house;
	struct cases cases;
	struct slot slot[TILL_SLOTS];
	int64_t rules[TILL_RULES], category_rule, target_rule;
	int64_t of_category[TILL_OF_CATEGORY];   /* items of the menu */
	int n_of_category;
	int64_t cash, serial;
	int64_t service_version, service_department;
	int64_t food_version, food_department, away_version;
	int64_t accounts[4];
	int n_accounts;
};

struct till_act {
	const char *name;
	int weight;
	bool on_empty;               /* without a bill at the table */
	enum err (*run)(struct till *till, struct slot *slot, struct want *want);
};
extern const struct till_act till_acts[];

/* The act of the manager on the slot's bill, with a reason of this kind ("": none). */
struct act till_act_of(struct till *till, const struct slot *slot, const char *reason);

/* What the rows say of a bill; ERR_LIMIT when it is larger than the campaign holds. */
enum err till_read(struct db *db, int64_t id, struct till_bill *bill);

/* What the oracle makes of a bill, columns as the view has them; it keeps what frozen parts have
 * had since the bill was `before`. */
enum err till_reckon(struct db *db, const struct till_bill *before, const struct till_bill *bill,
		     struct oracle *oracle);

/* Helpers on what the rows say. */
int64_t till_amount(const struct till_item *item);
int64_t till_open(const struct till_bill *bill, const struct till_item *item);
int64_t till_pieces(const struct till_item *item);
struct till_item *till_find(struct till_bill *bill, int64_t line);
int till_column(struct till_bill *bill, int64_t version, int64_t department);

/* Cells in which something is or was, in order of part, tax version, department. */
int till_cells(const struct till_bill *bill, const struct till_item *item, bool open_alone,
	       int *part, int *column);

/* An amount and pieces over the open cells of an item, as a discount or not. */
void till_spread(const struct till_bill *bill, struct till_item *item, int64_t amount,
		 int64_t pieces, bool is_discount);

/* What so many pieces are worth; ERR_FROZEN when that much is not open. */
enum err till_worth(const struct till_bill *bill, const struct till_item *item, int64_t pieces,
		    int64_t *ret_worth);

/* Rules, taxes and a service charge beside what the house has. */
void till_furnish(struct till *till);

/* The service charge from here on; and an item taxed as the check is, taken away or not. */
void till_want_service(const struct till *till, struct till_bill *bill, int64_t rate_ppm);
void till_tax_item(const struct till *till, struct till_bill *bill, struct till_item *item);

/* An item just rung, or so much more of one: the category's rule is for it too. */
void till_rule_new(const struct till *till, const struct till_bill *bill, struct till_item *item);
void till_rule_more(const struct till_bill *bill, struct till_item *item, int64_t added);

/* A new item of the menu in the pool; NULL when there is no room for it. */
struct till_item *till_ring(const struct till *till, struct till_bill *bill, int64_t menu,
			    int64_t pieces);

/* What the n-th discount on the check takes off, when nobody has paid yet. */
int64_t till_taken(const struct till_bill *bill, int n);

/* The columns in the order in which they are reckoned; returns how many. */
int till_order(const struct till_bill *bill, int *columns);

/* The prices for the check of a bill that closed, as the amounts that they were. */
void till_fix_prices(struct till_bill *bill);

/* Acts of oracle_till_split.c, oracle_till_charge.c and oracle_till_rules.c. */
#define TILL_SPLIT_ACTS(X)                                                                \
	X(move) X(share) X(split_evenly) X(split_amount) X(split_percent) X(split_seats)  \
	X(undo) X(transfer) X(merge) X(reopen) X(table) X(staff)  \
	X(service) X(waive) X(exempt) X(tax_again) X(take_away)  \
	X(category) X(end_category) X(target) X(send) X(rering) X(round)
#define TILL_SPLIT_ACT(name)                                                              \
	enum err till_##name(struct till *till, struct slot *slot, struct want *want);
TILL_SPLIT_ACTS(TILL_SPLIT_ACT)
#undef TILL_SPLIT_ACT

/* Runs `ops` acts; prints counts; true when nothing differed and every act happened. */
bool till_run(int64_t seed, int64_t ops, bool is_traced);

#endif
