/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/core/test_tax.c -- taxes of one class.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "core/cases.h"
#include "core/money.h"
#include "core/tax.h"

static void check_tax(const struct tax_class *tax_class, int64_t amount, int64_t net,
		      int64_t first, int64_t second)
{
	struct share_amount out;

	CHECK_OK_FATAL(tax_compute(tax_class, amount, &out));
	CHECK_INT(out.net_minor, net);
	CHECK_INT(out.tax_minor[0], first);
	CHECK_INT(out.tax_minor[1], second);
	CHECK_OK_FATAL(tax_compute(tax_class, -amount, &out));
	CHECK_INT(out.net_minor, -net);
	CHECK_INT(out.tax_minor[0], -first);
	CHECK_INT(out.tax_minor[1], -second);
}

static void service_and_tax(void)
{
	static const struct tax_class both = {
		true, 2, { { 100000, TAX_ON_NET }, { 50000, TAX_ON_PREVIOUS } },
	};

	check_tax(&both, 1000, 865, 87, 48);
}

static void one_rate(void)
{
	static const struct tax_class exclusive = { false, 1, { { 130000, TAX_ON_NET } } };
	static const struct tax_class inclusive = { true, 1, { { 100000, TAX_ON_NET } } };
	static const struct tax_class none = { true, 0, { { 0 } } };
	static const struct tax_class lodging = { true, 1, { { 60000, TAX_ON_NET } } };

	check_tax(&exclusive, 700, 700, 91, 0);
	check_tax(&inclusive, 12000, 10909, 1091, 0);
	check_tax(&none, 500, 500, 0, 0);
	/* R4: 200.00 incl. 6 % = 188.68 + 11.32; stay tax 28.30, final 16.98 */
	check_tax(&lodging, 20000, 18868, 1132, 0);
	check_tax(&lodging, 50000, 47170, 2830, 0);
}

static void bases(void)
{
	struct tax_class tax_class = {
		false, 2, { { 50000, TAX_ON_NET }, { 100000, TAX_ON_NET } },
	};

	/* 9.90: 5 % is 0.495; 10 % of 9.90, of 10.395 and of 10.40 */
	check_tax(&tax_class, 990, 990, 50, 99);
	tax_class.part[1].base = TAX_ON_PREVIOUS;
	check_tax(&tax_class, 990, 990, 50, 104);
	tax_class.part[1].base = TAX_ON_PREVIOUS_ROUNDED;
	check_tax(&tax_class, 990, 990, 50, 104);
	/* 50 % of 0.90 + 0.045 is 0.4725, of 0.90 + 0.05 it is 0.475 */
	tax_class.part[1].rate_ppm = 500000;
	check_tax(&tax_class, 90, 90, 5, 48);
	tax_class.part[1].base = TAX_ON_PREVIOUS;
	check_tax(&tax_class, 90, 90, 5, 47);
}

static void peeled(void)
{
	static const struct tax_class both = {
		true, 2, { { 100000, TAX_ON_NET }, { 50000, TAX_ON_PREVIOUS_ROUNDED } },
	};

	/* 10.00: 5 % on top is 0.48, what is left is 9.52, of which 10 % is 0.87 */
	check_tax(&both, 1000, 865, 87, 48);
}

static void old_rate(void)
{
	static const struct tax_class before = { false, 1, { { 200000, TAX_ON_NET } } };
	static const struct tax_class after = { false, 1, { { 180000, TAX_ON_NET } } };
	struct share_amount sold, refund, wrong;

	CHECK_OK(tax_compute(&before, 10000, &sold));
	CHECK_OK(tax_compute(&before, -10000, &refund));
	CHECK_OK(tax_compute(&after, -10000, &wrong));
	CHECK_INT(share_total(&refund), -12000);
	CHECK_INT(share_total(&sold) + share_total(&refund), 0);
	CHECK_INT(share_total(&wrong), -11800);
}

static void exempt(void)
{
	static const struct tax_class both = {
		true, 2, { { 100000, TAX_ON_NET }, { 50000, TAX_ON_PREVIOUS } },
	};
	static const struct tax_class exclusive = { false, 1, { { 130000, TAX_ON_NET } } };
	struct share_amount out;

	CHECK_OK(tax_compute_exempt(&both, 2, 1000, &out));
	CHECK_INT(out.net_minor, 865);
	CHECK_INT(out.tax_minor[0], 87);
	CHECK_INT(out.tax_minor[1], 0);
	CHECK_OK(tax_compute_exempt(&both, 1, 1000, &out));
	CHECK_INT(out.tax_minor[0], 0);
	CHECK_INT(out.tax_minor[1], 43);
	CHECK_OK(tax_compute_exempt(&exclusive, 1, 700, &out));
	CHECK_INT(share_total(&out), 700);
	CHECK_OK(tax_compute_exempt(&exclusive, 0, 700, &out));
	CHECK_INT(share_total(&out), 791);
}

static void refused(void)
{
	struct tax_class tax_class = { false, 1, { { 10000001, TAX_ON_NET } } };
	struct share_amount out = { 5, { 0 } };

	CHECK_INT(tax_compute(&tax_class, 1, &out), ERR_RANGE);
	tax_class.part[0].rate_ppm = -1;
	CHECK_INT(tax_compute(&tax_class, 1, &out), ERR_RANGE);
	tax_class.part[0].rate_ppm = 200000;
	CHECK_INT(tax_compute(&tax_class, INT64_MAX, &out), ERR_OVERFLOW);
	CHECK_INT(tax_compute(&tax_class, INT64_MIN, &out), ERR_OVERFLOW);
	tax_class.n = TAX_PARTS_MAX + 1;
	CHECK_INT(tax_compute(&tax_class, 1, &out), ERR_LIMIT);
	CHECK_INT(out.net_minor, 5);
}

static void per_night(void)
{
	int64_t out = 0;

	CHECK_OK(tax_per_night(150, 2, 9, 7, &out));
	CHECK_INT(out, 2100);
	CHECK_OK(tax_per_night(150, 2, 9, 0, &out));
	CHECK_INT(out, 2700);
	CHECK_OK(tax_per_night(150, 0, 9, 7, &out));
	CHECK_INT(out, 0);
	CHECK_INT(tax_per_night(150, -1, 9, 7, &out), ERR_RANGE);
	CHECK_INT(tax_per_night(INT64_MAX, 2, 9, 7, &out), ERR_OVERFLOW);
}

static void random_class(struct cases *cases, struct tax_class *tax_class, bool is_simple)
{
	tax_class->inclusive = cases_one_in(cases, 2);
	tax_class->n = (int)cases_between(cases, is_simple ? 1 : 0, is_simple ? 1 : 4);
	for (int i = 0; i < tax_class->n; i++) {
		int64_t step = cases_one_in(cases, 3) ? 1 : 2500;

		tax_class->part[i].rate_ppm = cases_between(cases, 0, 300000 / step) * step;
		tax_class->part[i].base = (enum tax_base)cases_between(cases, 0, 2);
	}
}

/* Taxes stand within a unit of rate * net, the parts make the price, signs are kept. */
static bool holds(struct cases *cases)
{
	struct tax_class tax_class;
	struct share_amount out, opposite;
	int64_t amount = cases_between(cases, 0, 100000000), on_net;

	random_class(cases, &tax_class, false);
	if (tax_compute(&tax_class, amount, &out) != ERR_OK ||
	    tax_compute(&tax_class, -amount, &opposite) != ERR_OK)
		return false;
	if (out.net_minor < 0 || share_total(&out) < amount ||
	    share_total(&opposite) != -share_total(&out))
		return false;
	if (tax_class.inclusive ? share_total(&out) != amount : out.net_minor != amount)
		return false;
	for (int i = 0; i < TAX_PARTS_MAX; i++) {
		if (out.tax_minor[i] < 0 || (i >= tax_class.n && out.tax_minor[i] != 0))
			return false;
		if (i >= tax_class.n || tax_class.part[i].base != TAX_ON_NET)
			continue;
		money_rate(out.net_minor, tax_class.part[i].rate_ppm, &on_net);
		if (llabs(on_net - out.tax_minor[i]) > 1)
			return false;
	}
	return true;
}

static void identities(void)
{
	struct cases cases = cases_from(9);
	int wrong = 0;

	for (int i = cases_count(1000000); i > 0; i--)
		wrong += !holds(&cases);
	CHECK_INT(wrong, 0);
}

/* One tax: the nearest whole unit of the exact tax, both ways. */
static bool is_nearest(struct cases *cases)
{
	struct tax_class tax_class;
	struct share_amount out;
	int64_t amount = cases_between(cases, 0, 1000000000000), rate;
	__int128 twice_off, whole;

	random_class(cases, &tax_class, true);
	rate = tax_class.part[0].rate_ppm;
	if (tax_compute(&tax_class, amount, &out) != ERR_OK)
		return false;
	whole = MONEY_PPM + (tax_class.inclusive ? rate : 0);
	twice_off = 2 * ((__int128)amount * rate - out.tax_minor[0] * whole);
	return twice_off < whole && twice_off >= -whole;
}

static void nearest(void)
{
	struct cases cases = cases_from(10);
	int wrong = 0;

	for (int i = cases_count(1000000); i > 0; i--)
		wrong += !is_nearest(&cases);
	CHECK_INT(wrong, 0);
}

const struct check_test test_tax[] = {
	{ "10.00 incl. 10 % service and 5 % on both is 0.87 + 0.48, net 8.65 (M6)",
	  service_and_tax },
	{ "a tax is added to a net price and taken out of a gross one (M6)", one_rate },
	{ "tax on tax stands on the net, or on what is before it, rounded or not (M6)", bases },
	{ "an inclusive tax on a rounded base is taken out from the outside (M6)", peeled },
	{ "100.00 sold at 20 %, refunded under 18 %: 120.00 goes back (M4)", old_rate },
	{ "an exempt inclusive price drops by its tax (M6)", exempt },
	{ "rates out of range and amounts too large are refused (M1)", refused },
	{ "a tax per person and night stops at its cap (M6)", per_night },
	{ "net and taxes make the price, whatever the class (M6)", identities },
	{ "one tax is the nearest unit of its exact amount (M6)", nearest },
	{ 0 },
};
