/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/tax.c -- taxes with exact fractions of the net (M3, M6).
 */
#include "oracle/figure.h"
#include "oracle/oracle.h"

#include <string.h>

/* The exact taxes on a net of 1, and the gross of the first `n` of them. */
static void find_fractions(const struct oracle_class *class, struct fraction *taxes)
{
	for (int i = 0; i < class->n; i++) {
		struct fraction base = fraction_of(1, 1);

		for (int before = 0; class->base[i] != 0 && before < i; before++)
			base = fraction_add(base, taxes[before]);
		taxes[i] = fraction_times(base, fraction_of(class->rate_ppm[i], 1000000));
	}
}

static struct fraction gross_of(const struct fraction *taxes, int n)
{
	struct fraction gross = fraction_of(1, 1);

	for (int i = 0; i < n; i++)
		gross = fraction_add(gross, taxes[i]);
	return gross;
}

/* Out of a price: on a rounded base from what the later ones left, else from all of it. */
static void tax_out(const struct oracle_class *class, int64_t price, int64_t *figure)
{
	struct fraction taxes[FIGURES - 1];
	int64_t left = price;

	find_fractions(class, taxes);
	for (int i = class->n - 1; i >= 0; i--) {
		bool is_peeled = class->base[i] == 2;
		struct fraction gross = gross_of(taxes, is_peeled ? i + 1 : class->n);
		struct fraction share = fraction_times(taxes[i],
						       fraction_of(gross.under, gross.over));

		figure[i + 1] = fraction_round(is_peeled ? left : price, share);
		left -= figure[i + 1];
	}
	figure[0] = left;
}

static void tax_on(const struct oracle_class *class, int64_t net, int64_t *figure)
{
	struct fraction taxes[FIGURES - 1];
	int64_t before = net;

	find_fractions(class, taxes);
	figure[0] = net;
	for (int i = 0; i < class->n; i++) {
		struct fraction rate = fraction_of(class->rate_ppm[i], 1000000);

		figure[i + 1] = class->base[i] == 2 ? fraction_round(before, rate)
						    : fraction_round(net, taxes[i]);
		before += figure[i + 1];
	}
}

void oracle_tax(const struct oracle_class *class, int64_t amount, int64_t figure[FIGURES])
{
	memset(figure, 0, FIGURES * sizeof *figure);
	if (class->is_inclusive)
		tax_out(class, amount, figure);
	else
		tax_on(class, amount, figure);
}

void oracle_tax_together(const struct oracle_class *class, const int64_t *amounts, int n,
			 int64_t figure[][FIGURES])
{
	int64_t whole[FIGURES], parts[SHEET_COLUMNS], sum = 0;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	oracle_tax(class, sum, whole);
	for (int i = 0; i < n; i++)
		figure[i][0] = amounts[i];
	for (int tax = 1; tax < FIGURES; tax++) {
		figure_share_signed(whole[tax], amounts, n, parts);
		for (int i = 0; i < n; i++) {
			figure[i][tax] = parts[i];
			if (class->is_inclusive)
				figure[i][0] -= parts[i];
		}
	}
}

void oracle_portion(const int64_t *figure, int64_t ppm, int64_t *portion)
{
	int64_t weights[2] = { ppm, 1000000 - ppm }, parts[2];

	figure_share(figures_total(figure), weights, 2, parts);
	portion[0] = parts[0];
	for (int tax = 1; tax < FIGURES; tax++) {
		figure_share(figure[tax], weights, 2, parts);
		portion[tax] = parts[0];
		portion[0] -= parts[0];
	}
}
