/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/tax.c -- taxes of one class.  Each component is first written as an exact factor of the
 *               net (a tax on tax as rate * (1 + factors before it)), a whole number over one
 *               common scale; then one rounding per component gives the cents.  The scale is
 *               as small as the rates allow, so that 128 bits are enough for any real amount.
 */
#include "core/tax.h"

#include <string.h>

#include "core/money.h"

#define RATE_MAX_PPM (10 * MONEY_PPM)

/* Exact factors of the net: factor[i] / scale. */
struct factors {
	__int128 scale;
	__int128 factor[TAX_PARTS_MAX];
};

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b != 0) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static enum err check_class(const struct tax_class *tax_class)
{
	if (tax_class->n < 0 || tax_class->n > TAX_PARTS_MAX)
		return ERR_LIMIT;
	for (int i = 0; i < tax_class->n; i++) {
		int64_t rate_ppm = tax_class->part[i].rate_ppm;

		if (rate_ppm < 0 || rate_ppm > RATE_MAX_PPM)
			return ERR_RANGE;
	}
	return ERR_OK;
}

/* The scale and all factors before component n together. */
static __int128 factors_sum(const struct factors *factors, int n)
{
	__int128 sum = factors->scale;

	for (int i = 0; i < n; i++)
		sum += factors->factor[i];
	return sum;
}

/* Rates are at most 10 and components at most 4, so nothing here passes 10^24 * 11^4. */
static void make_factors(const struct tax_class *tax_class, struct factors *factors)
{
	int64_t divisor = MONEY_PPM, unit;

	for (int i = 0; i < tax_class->n; i++)
		divisor = common_divisor(divisor, tax_class->part[i].rate_ppm);
	unit = MONEY_PPM / divisor;
	*factors = (struct factors){ .scale = unit };
	for (int i = 0; i < tax_class->n; i++) {
		int64_t rate = tax_class->part[i].rate_ppm / divisor;

		if (tax_class->part[i].base == TAX_ON_NET) {
			factors->factor[i] = rate * (factors->scale / unit);
			continue;
		}
		factors->factor[i] = rate * factors_sum(factors, i);
		factors->scale *= unit;
		for (int j = 0; j < i; j++)
			factors->factor[j] *= unit;
	}
}

/* amount * factor / whole, half away from zero; all of them >= 0 and whole > 0. */
static enum err take(int64_t amount, __int128 factor, __int128 whole, int64_t *ret_tax)
{
	__int128 product, quotient, rest;

	if (__builtin_mul_overflow((__int128)amount, factor, &product))
		return ERR_OVERFLOW;
	quotient = product / whole;
	rest = product % whole;
	if (rest >= whole - rest)
		quotient++;
	if (quotient > INT64_MAX)
		return ERR_OVERFLOW;
	*ret_tax = (int64_t)quotient;
	return ERR_OK;
}

/* Adds the components to a net amount. */
static enum err add_taxes(const struct tax_class *tax_class, const struct factors *factors,
			  int64_t net, struct share_amount *amount)
{
	int64_t base = net;
	enum err err;

	amount->net_minor = net;
	for (int i = 0; i < tax_class->n; i++) {
		int64_t *tax = &amount->tax_minor[i];

		if (tax_class->part[i].base == TAX_ON_PREVIOUS_ROUNDED)
			err = money_rate(base, tax_class->part[i].rate_ppm, tax);
		else
			err = take(net, factors->factor[i], factors->scale, tax);
		if (err == ERR_OK)
			err = money_add_minor(base, *tax, &base);
		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

/* Takes the components out of a gross amount, from the last to the first. */
static enum err take_taxes(const struct tax_class *tax_class, const struct factors *factors,
			   int64_t gross, struct share_amount *amount)
{
	int64_t left = gross;

	for (int i = tax_class->n - 1; i >= 0; i--) {
		bool is_peeled = tax_class->part[i].base == TAX_ON_PREVIOUS_ROUNDED;
		__int128 whole = factors_sum(factors, is_peeled ? i + 1 : tax_class->n);
		enum err err = take(is_peeled ? left : gross, factors->factor[i], whole,
				    &amount->tax_minor[i]);

		if (err != ERR_OK)
			return err;
		left -= amount->tax_minor[i];
	}
	amount->net_minor = left;
	return ERR_OK;
}

static void negate(struct share_amount *amount)
{
	amount->net_minor = -amount->net_minor;
	for (int i = 0; i < TAX_PARTS_MAX; i++)
		amount->tax_minor[i] = -amount->tax_minor[i];
}

enum err tax_compute(const struct tax_class *tax_class, int64_t amount_minor,
		     struct share_amount *ret_amount)
{
	struct share_amount amount = { 0 };
	struct factors factors;
	int64_t size;
	enum err err = check_class(tax_class);

	if (err == ERR_OK && amount_minor == INT64_MIN)
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	make_factors(tax_class, &factors);
	size = amount_minor < 0 ? -amount_minor : amount_minor;
	if (tax_class->inclusive)
		err = take_taxes(tax_class, &factors, size, &amount);
	else
		err = add_taxes(tax_class, &factors, size, &amount);
	if (err != ERR_OK)
		return err;
	if (amount_minor < 0)
		negate(&amount);
	*ret_amount = amount;
	return ERR_OK;
}

/* Shares one tax over the amounts that it was computed on. */
static enum err share_tax(int64_t whole, int tax, bool inclusive, const int64_t *amounts, int n,
			  struct share_amount *parts)
{
	int64_t taxes[SHARE_MAX];
	enum err err = share_by_amount(whole, amounts, n, taxes);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		parts[i].tax_minor[tax] = taxes[i];
		if (inclusive)
			err = money_subtract_minor(parts[i].net_minor, taxes[i],
						   &parts[i].net_minor);
	}
	return err;
}

enum err tax_compute_together(const struct tax_class *tax_class, const int64_t *amounts, int n,
			      struct share_amount *ret_amounts)
{
	struct share_amount whole, parts[SHARE_MAX];
	int64_t sum = 0;
	enum err err = n < 1 || n > SHARE_MAX ? ERR_LIMIT : ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++) {
		parts[i] = (struct share_amount){ .net_minor = amounts[i] };
		err = money_add_minor(sum, amounts[i], &sum);
	}
	if (err == ERR_OK)
		err = tax_compute(tax_class, sum, &whole);
	for (int i = 0; err == ERR_OK && i < tax_class->n; i++)
		err = share_tax(whole.tax_minor[i], i, tax_class->inclusive, amounts, n, parts);
	if (err == ERR_OK)
		memcpy(ret_amounts, parts, (size_t)n * sizeof *parts);
	return err;
}

/* True when component i stands on an exempt one. */
static bool stands_on_exempt(const struct tax_class *tax_class, unsigned exempt_mask, int i)
{
	return tax_class->part[i].base != TAX_ON_NET && (exempt_mask & ((1u << i) - 1)) != 0;
}

enum err tax_compute_exempt(const struct tax_class *tax_class, unsigned exempt_mask,
			    int64_t amount_minor, struct share_amount *ret_amount)
{
	struct tax_class rest = *tax_class;
	struct share_amount amount, anew;
	enum err err = tax_compute(tax_class, amount_minor, &amount);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < rest.n; i++)
		if (exempt_mask >> i & 1)
			rest.part[i].rate_ppm = 0;
	rest.inclusive = false;
	err = tax_compute(&rest, amount.net_minor, &anew);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < rest.n; i++)
		if ((exempt_mask >> i & 1) || stands_on_exempt(tax_class, exempt_mask, i))
			amount.tax_minor[i] = anew.tax_minor[i];
	*ret_amount = amount;
	return ERR_OK;
}

enum err tax_per_night(int64_t amount_minor, int persons, int nights, int cap_nights,
		       int64_t *ret_minor)
{
	int64_t units;

	if (amount_minor < 0 || persons < 0 || nights < 0 || cap_nights < 0)
		return ERR_RANGE;
	if (cap_nights > 0 && nights > cap_nights)
		nights = cap_nights;
	units = (int64_t)persons * nights;
	return money_multiply_minor(amount_minor, units, ret_minor);
}
