/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/sum.h -- sums that come out even (M2, M3).  [pure]
 *
 * Errors  none (M99).
 * Rules   M1 (exact), X4 is no rule; B1-B3, L10 neither.
 *
 * F12 and (F3) are keys, (A5) a section, M77 alone is a word, P-256 a curve.
 */
static const char text[] = "as the rule says (Q7)";
int q = (Q8);
