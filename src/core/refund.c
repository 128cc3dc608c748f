/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/refund.c -- fractions of what is left: the total, then each tax, net is the rest.
 */
#include "core/refund.h"

#include <assert.h>
#include <stdbool.h>

#include "core/money.h"

enum err refund_weight(int64_t amount_minor, int64_t quantity, int64_t refunded, int64_t now,
		       int64_t *ret_weight)
{
	int64_t before, after;
	enum err err;

	assert(quantity > 0 && refunded >= 0 && now >= 0);
	if (refunded > quantity || now > quantity - refunded)
		return ERR_REFUNDED;
	err = money_scale(amount_minor, refunded, quantity, &before);
	if (err == ERR_OK)
		err = money_scale(amount_minor, refunded + now, quantity, &after);
	if (err == ERR_OK)
		*ret_weight = after - before;
	return err;
}

static bool is_one_sign(const struct share_amount *amount)
{
	if (amount->net_minor < 0)
		return false;
	for (int i = 0; i < SHARE_TAXES; i++)
		if (amount->tax_minor[i] < 0)
			return false;
	return true;
}

static struct share_amount opposite(const struct share_amount *amount)
{
	struct share_amount other = { .net_minor = -amount->net_minor };

	for (int i = 0; i < SHARE_TAXES; i++)
		other.tax_minor[i] = -amount->tax_minor[i];
	return other;
}

/* Moves units between the taxes taken and those left until neither side has more tax than its
 * total: rounding each tax by itself may be off by a unit each. */
static void fit(const struct share_amount *left, int64_t total, struct share_amount *taken)
{
	int64_t taxes = 0, taxes_left = 0;

	for (int i = 0; i < SHARE_TAXES; i++) {
		taxes += taken->tax_minor[i];
		taxes_left += left->tax_minor[i] - taken->tax_minor[i];
	}
	for (int i = 0; i < SHARE_TAXES; i++)
		for (; taxes > total && taken->tax_minor[i] > 0; taxes--, taxes_left++)
			taken->tax_minor[i]--;
	for (int i = 0; i < SHARE_TAXES; i++)
		for (; taxes_left > share_total(left) - total &&
		       taken->tax_minor[i] < left->tax_minor[i]; taxes_left--, taxes++)
			taken->tax_minor[i]++;
	taken->net_minor = total - taxes;
}

/* `total` of a column, with the fraction numerator / denominator of each tax. */
static enum err take(const struct share_amount *left, int64_t total, int64_t numerator,
		     int64_t denominator, struct share_amount *ret_taken)
{
	struct share_amount taken = { .net_minor = total };
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < SHARE_TAXES; i++) {
		err = money_scale(left->tax_minor[i], numerator, denominator, &taken.tax_minor[i]);
		if (err == ERR_OK)
			err = money_subtract_minor(taken.net_minor, taken.tax_minor[i],
						   &taken.net_minor);
	}
	if (err != ERR_OK)
		return err;
	if (is_one_sign(left) && total >= 0 && total <= share_total(left))
		fit(left, total, &taken);
	*ret_taken = taken;
	return ERR_OK;
}

/* A column below zero is refunded as its opposite. */
static enum err take_signed(const struct share_amount *left, int64_t total, int64_t numerator,
			    int64_t denominator, struct share_amount *ret_taken)
{
	struct share_amount mirror = opposite(left), taken;
	enum err err;

	if (denominator < 0) {
		numerator = -numerator;
		denominator = -denominator;
	}
	if (!is_one_sign(&mirror))
		return take(left, total, numerator, denominator, ret_taken);
	err = take(&mirror, -total, numerator, denominator, &taken);
	if (err == ERR_OK)
		*ret_taken = opposite(&taken);
	return err;
}

enum err refund_of_line(const struct share_amount *left, int64_t weight, int64_t all,
			struct share_amount *ret_taken)
{
	int64_t whole, total;
	enum err err = share_total_checked(left, &whole);

	if (err != ERR_OK)
		return err;
	if (weight == all) {
		*ret_taken = *left;
		return ERR_OK;
	}
	if (all == 0)
		return ERR_RANGE;
	err = money_scale(whole, all < 0 ? -weight : weight, all < 0 ? -all : all, &total);
	return err == ERR_OK ? take_signed(left, total, weight, all, ret_taken) : err;
}

enum err refund_of_amount(const struct share_amount *left, int n, int64_t amount_minor,
			  struct share_amount *ret_taken)
{
	int64_t totals[REFUND_COLUMNS_MAX], amounts[REFUND_COLUMNS_MAX], whole = 0;
	struct share_amount taken[REFUND_COLUMNS_MAX];
	enum err err = n < 1 || n > REFUND_COLUMNS_MAX ? ERR_LIMIT : ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		err = share_total_checked(&left[i], &totals[i]);
		if (err == ERR_OK)
			err = money_add_minor(whole, totals[i], &whole);
	}
	if (err != ERR_OK)
		return err;
	if (whole < 0 ? amount_minor > 0 || amount_minor < whole
		      : amount_minor < 0 || amount_minor > whole)
		return ERR_REFUNDED;
	err = share_by_amount(amount_minor, totals, n, amounts);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		taken[i] = left[i];
		if (amount_minor != whole)
			err = take_signed(&left[i], amounts[i], totals[i] == 0 ? 0 : amounts[i],
					  totals[i] == 0 ? 1 : totals[i], &taken[i]);
	}
	for (int i = 0; err == ERR_OK && i < n; i++)
		ret_taken[i] = taken[i];
	return err;
}
