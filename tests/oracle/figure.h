/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/figure.h -- the oracle's own arithmetic: slow, plain, and none of core/.
 *
 * Shape   whole numbers of 128 bits; a fraction is two of them, reduced.
 * Errors  a result that does not fit ends the program: the oracle is asked about small amounts.
 */
#ifndef SANDUQ_TESTS_ORACLE_FIGURE_H
#define SANDUQ_TESTS_ORACLE_FIGURE_H

#include <stdint.h>

struct fraction {
	__int128 over, under;      /* under > 0 */
};

/* a * b. */
__int128 figure_times(__int128 a, __int128 b);

/* a / b rounded down, and rounded to the nearest, half away from zero; b is not 0. */
__int128 figure_floor(__int128 a, __int128 b);
int64_t figure_round(__int128 a, __int128 b);

/* Fractions: over / under, their sum and product, and amount * fraction to the nearest. */
struct fraction fraction_of(__int128 over, __int128 under);
struct fraction fraction_add(struct fraction a, struct fraction b);
struct fraction fraction_times(struct fraction a, struct fraction b);
int64_t fraction_round(int64_t amount, struct fraction fraction);

/* Largest remainders: by weights >= 0 (all 0: evenly), and by amounts of either sign. */
void figure_share(int64_t whole, const int64_t *weights, int n, int64_t *parts);
void figure_share_signed(int64_t whole, const int64_t *amounts, int n, int64_t *parts);

#endif
