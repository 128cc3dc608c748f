/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_discount_inside.h -- what the files that give discounts share; nobody else includes
 *                                   it.  [db]
 */
#ifndef SANDUQ_SERVICE_BILL_DISCOUNT_INSIDE_H
#define SANDUQ_SERVICE_BILL_DISCOUNT_INSIDE_H

#include "service/bill_inside.h"
#include "service/bill_price.h"

/* What is taken off: by hand an amount or a rate, else what the rule says. */
struct off {
	int64_t line;                /* 0: the check, or its lines of the rule's category */
	int64_t amount_minor, rate_ppm;
	const struct discount_rule *rule;   /* NULL: by hand */
	const struct line_row *given;       /* the row by which the rule stands on the check, with
					       its reason; NULL: it is given in this act */
	int64_t result;
};

/* The row that gives it, without its amount. */
struct line_row discount_row(struct tx *tx, const struct off *off);

/* Does row `at` give a discount, or let a rule stand, that was not taken back since? */
bool discount_stands(const struct bill_rows *rows, int at);

/* ERR_STACK when the rule (NULL: a discount by hand) may not be beside what stands: a discount on
 * the check meets all others; one of a line those of the line and of the check. */
enum err discount_check_stack(struct db *db, const struct bill_rows *rows, int64_t line,
			      const struct discount_rule *rule);

/* What a rule takes off a line of so much; an amount at most what is left. */
enum err discount_rule_size(const struct discount_rule *rule, int64_t quantity,
			    int64_t left_minor, int64_t *ret_taken);

/* Takes it off a line.  ERR_RANGE, ERR_FROZEN. */
enum err discount_line_in(struct tx *tx, const struct off *off, int64_t bill, int64_t line);

/* Takes it off all lines of the category (off->line: that one alone) that do not have it, and lets
 * it stand on the check for those to come; ERR_NOT_FOUND when it takes nothing off. */
enum err discount_category_in(struct tx *tx, const struct off *off, const struct bill_view *view);

/* What that would come to. */
enum err discount_category_worth(struct db *db, const struct bill_view *view,
				 const struct discount_rule *rule, int64_t *ret_minor);

/* Does the line have a discount of this rule that stands? */
bool discount_has_rule(const struct bill_rows *rows, int64_t line, int64_t rule);

#endif
