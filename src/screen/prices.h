/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/prices.h -- the list of price changes, for prices*.c only.
 *
 * Shape   one row per rule of the house, then what else changes a price; what a rule would take off
 *         is reckoned when the list is read.
 */
#ifndef SANDUQ_SCREEN_PRICES_H
#define SANDUQ_SCREEN_PRICES_H

#include "screen/till.h"
#include "service/bill_price.h"
#include "service/ring.h"
#include "ui/prompt.h"
#include "ui/table.h"

enum prices_kind {
	PRICES_RULE,
	PRICES_OVERRIDE,
	PRICES_LEVEL,
	PRICES_BACK,
	PRICES_SERVICE,
	PRICES_EXEMPT,
	PRICES_AWAY,
};

#define PRICES_TAXES_MAX 9
#define PRICES_PARTS_MAX 20
#define PRICES_TEXT_SIZE 120

#define PRICES_ROWS_MAX (DISCOUNT_RULES_MAX + 8)

struct prices_row {
	enum prices_kind kind;
	char key;                    /* ' ': none */
	int rule;                    /* index into rules; -1: none */
	int64_t off_minor;           /* what it would take off */
	enum err err;                /* why it cannot be given; ERR_OK */
	int64_t stands;              /* the row by which a category's rule stands; 0: none */
};

struct prices {
	struct till *till;           /* first: the actions that screens share want it there */
	int64_t bill, line;          /* line 0: the check */
	struct bill_view view;
	struct discount_rule rules[DISCOUNT_RULES_MAX];
	int n_rules;
	struct prices_row rows[PRICES_ROWS_MAX];
	int n;
	struct table table;
	bool is_away;                /* the check is taken away */
	struct tax_account taxes[PRICES_TAXES_MAX];
	int n_taxes;
	struct menu_level_price levels[MENU_LEVELS_MAX]; /* by hand, that the line may be at */
	int n_levels;
	bool is_usual;               /* the line is at none of them */

	/* The act under way: prompts come back to it. */
	enum prices_kind wish;
	struct discount_rule rule;
	int64_t back;                /* what is taken back */
	int64_t amount_minor;
	int64_t level;               /* by hand; 0: the usual price */
	int64_t rate_ppm;            /* of a service charge; -1: by the rules */
	struct bill_exemption exemption;   /* its certificate is the one below */
	bool is_exempt;
	char certificate[PRICES_TEXT_SIZE];
	char said[BILL_NAME_SIZE];
	struct act act;
	struct perm_need need;
};

/* The line that is meant; NULL: the check. */
const struct bill_item *prices_item(const struct prices *prices);

/* The line when it has a discount, else the last discount on the check; 0: none. */
int64_t prices_last_discount(const struct prices *prices);

/* Does the rule of a row stand on all that it is for?  Then it is taken back. */
bool prices_stands(const struct prices *prices, int row);

/* Can the row be done now? */
bool prices_can(const struct prices *prices, int row);

/* Looks for the levels by hand that the line may be rung at; errors of store_choice.h. */
enum err prices_find_levels(struct prices *prices);

/* Is there one, or is the line at one? */
bool prices_has_level(const void *state);

/* Actions: another level, the service charge, an exemption, take-away. */
enum err prices_level(struct ui *ui, void *state);
enum err prices_service(struct ui *ui, void *state);
enum err prices_exempt(struct ui *ui, void *state);
enum err prices_away(struct ui *ui, void *state);

/* Runs what stands in `wish`, with a reason when one is asked for. */
enum err prices_begin(struct ui *ui, struct prices *prices, int64_t reason, int64_t note);
enum err prices_ask_why(struct prices *prices);

/* The rows, for ui/table. */
struct table_source prices_source(const struct prices *prices);

/* Writes the title. */
void prices_title(const struct draw *draw, const void *state, char *into, size_t size);

/* Draws the body. */
void prices_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
