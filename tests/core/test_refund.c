/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_refund.c -- refunds of lines and amounts, in any order and size.
 */
#include "core/refund.h"

#include "check.h"
#include "core/cases.h"
#include "core/tax.h"

#define LINES 6
#define COLUMNS 3

static void old_rate_goes_back(void)
{
	static const struct tax_class december = { false, 1, { { 200000, TAX_ON_NET } } };
	struct share_amount sold, back;

	CHECK_OK(tax_compute(&december, 10000, &sold));
	CHECK_OK(refund_of_line(&sold, 10000, 10000, &back));
	CHECK_INT(share_total(&back), 12000);
	CHECK_INT(back.tax_minor[0], 2000);
	CHECK_OK(refund_of_amount(&sold, 1, 12000, &back));
	CHECK_INT(back.tax_minor[0], 2000);
}

static void inclusive_line_is_its_price(void)
{
	const struct share_amount left = { 1909, { 191 } };     /* 15.50 + 5.50 at 10 % within */
	struct share_amount back, rest;

	CHECK_OK(refund_of_line(&left, 550, 2100, &back));
	CHECK_INT(share_total(&back), 550);
	CHECK_INT(back.tax_minor[0], 50);
	CHECK_OK(share_subtract(&left, &back, &rest));
	CHECK_OK(refund_of_line(&rest, 1550, 1550, &back));
	CHECK_INT(share_total(&back), 1550);
	CHECK_INT(back.tax_minor[0], 141);
}

static void pieces_add_up(void)
{
	int64_t weight, sum = 0;

	for (int i = 0; i < 3; i++) {
		CHECK_OK(refund_weight(1000, 3, i, 1, &weight));
		sum += weight;
	}
	CHECK_INT(sum, 1000);
	CHECK_INT(refund_weight(1000, 3, 3, 1, &weight), ERR_REFUNDED);
	CHECK_INT(refund_weight(1000, 3, 1, 3, &weight), ERR_REFUNDED);
}

static void too_much_is_refused(void)
{
	const struct share_amount left[2] = { { 100, { 10 } }, { -20, { -2 } } };
	const struct share_amount nothing = { 5, { 0 } };
	struct share_amount back[2] = { { 7, { 0 } } };

	CHECK_INT(refund_of_amount(left, 2, 89, back), ERR_REFUNDED);
	CHECK_INT(refund_of_amount(left, 2, -1, back), ERR_REFUNDED);
	CHECK_INT(refund_of_line(&nothing, 3, 0, back), ERR_RANGE);
	CHECK_INT(back[0].net_minor, 7);
	CHECK_OK(refund_of_amount(left, 2, 88, back));
	CHECK_INT(share_total(&back[0]), 110);
	CHECK_INT(share_total(&back[1]), -22);
}

/* A sold part: lines with pieces in columns, frozen cells of one sign. */
struct sold {
	int column[LINES];
	int64_t amount[LINES], quantity[LINES], back[LINES];
	struct share_amount left[COLUMNS];
	int sign;
};

static void sell(struct cases *cases, struct sold *sold)
{
	sold->sign = cases_one_in(cases, 4) ? -1 : 1;
	for (int i = 0; i < LINES; i++) {
		sold->column[i] = i < COLUMNS ? i : (int)cases_between(cases, 0, COLUMNS - 1);
		sold->quantity[i] = cases_between(cases, 1, 4);
		sold->amount[i] = sold->sign *
				  cases_between(cases, 1, cases_one_in(cases, 3) ? 4 : 3000);
		sold->back[i] = 0;
	}
	for (int c = 0; c < COLUMNS; c++) {
		sold->left[c] = (struct share_amount){ sold->sign * cases_between(cases, 0, 9000),
						       { 0 } };
		for (int t = 0; t < SHARE_TAXES; t++)
			sold->left[c].tax_minor[t] = sold->sign * cases_between(cases, 0, 9);
	}
}

static bool is_within(const struct sold *sold)
{
	for (int c = 0; c < COLUMNS; c++) {
		if (sold->left[c].net_minor * sold->sign < 0)
			return false;
		for (int t = 0; t < SHARE_TAXES; t++)
			if (sold->left[c].tax_minor[t] * sold->sign < 0)
				return false;
	}
	return true;
}

static bool line_goes_back(struct sold *sold, int line, int64_t pieces)
{
	struct share_amount taken, *left = &sold->left[sold->column[line]];
	int64_t weight = 0, all = 0, part;

	for (int i = 0; i < LINES; i++) {
		if (sold->column[i] != sold->column[line])
			continue;
		if (refund_weight(sold->amount[i], sold->quantity[i], sold->back[i],
				  sold->quantity[i] - sold->back[i], &part) != ERR_OK)
			return false;
		all += part;
	}
	if (refund_weight(sold->amount[line], sold->quantity[line], sold->back[line], pieces,
			  &weight) != ERR_OK ||
	    refund_of_line(left, weight, all, &taken) != ERR_OK ||
	    share_subtract(left, &taken, left) != ERR_OK)
		return false;
	sold->back[line] += pieces;
	return is_within(sold);
}

static bool amount_goes_back(struct cases *cases, struct sold *sold)
{
	struct share_amount taken[COLUMNS];
	int64_t whole = 0, sum = 0, amount;

	for (int c = 0; c < COLUMNS; c++)
		whole += share_total(&sold->left[c]);
	amount = sold->sign * cases_between(cases, 0, sold->sign * whole);
	if (refund_of_amount(sold->left, COLUMNS, amount, taken) != ERR_OK)
		return false;
	for (int c = 0; c < COLUMNS; c++) {
		sum += share_total(&taken[c]);
		if (share_subtract(&sold->left[c], &taken[c], &sold->left[c]) != ERR_OK)
			return false;
	}
	return sum == amount && is_within(sold);
}

static bool all_goes_back(struct cases *cases)
{
	int64_t left = 0;
	struct sold sold;

	sell(cases, &sold);
	for (int i = 0; i < LINES; i++)
		left += sold.quantity[i];
	while (left > 0) {
		int line = (int)cases_between(cases, 0, LINES - 1);
		int64_t pieces = sold.quantity[line] - sold.back[line];

		if (pieces > 0)
			pieces = cases_between(cases, 1, pieces);
		if (cases_one_in(cases, 5) && !amount_goes_back(cases, &sold))
			return false;
		if (pieces > 0 && !line_goes_back(&sold, line, pieces))
			return false;
		left -= pieces;
	}
	for (int c = 0; c < COLUMNS; c++) {
		if (sold.left[c].net_minor != 0)
			return false;
		for (int t = 0; t < SHARE_TAXES; t++)
			if (sold.left[c].tax_minor[t] != 0)
				return false;
	}
	return true;
}

static void any_order_ends_at_zero(void)
{
	struct cases cases = cases_from(45);
	int wrong = 0;

	for (int i = cases_count(20000); i > 0; i--)
		wrong += !all_goes_back(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_refund[] = {
	{ "100.00 sold at 20 % goes back as 120.00 whatever the rate is today (M4)",
	  old_rate_goes_back },
	{ "a line that contains its tax goes back for its price (M4)",
	  inclusive_line_is_its_price },
	{ "pieces of a line refunded one by one are the line (M2)", pieces_add_up },
	{ "more than is left is refused and writes nothing (P5)", too_much_is_refused },
	{ "lines, pieces and amounts refunded in any order end at exactly zero (M2, M4)",
	  any_order_ends_at_zero },
	{ 0 },
};
