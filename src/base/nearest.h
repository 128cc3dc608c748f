/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/nearest.h -- finds the name that was probably meant: "did you mean 'theme'?".  [pure]
 *
 * Shape   struct nearest: what was typed, and the best of the names offered so far; NULL when none
 *         is near enough (at most one letter in four, and three in all, are otherwise).  Upper and
 *         lower case of ASCII are the same.
 * Owner   texts are borrowed.
 */
#ifndef SANDUQ_BASE_NEAREST_H
#define SANDUQ_BASE_NEAREST_H

struct nearest {
	const char *wanted;
	const char *name;
	int distance;              /* of `name`, or the first that is too far */
};

/* Begins a search. */
struct nearest nearest_to(const char *wanted);

/* Offers a name that exists; of two that are as near the first stays. */
void nearest_offer(struct nearest *nearest, const char *name);

#endif
