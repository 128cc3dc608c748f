/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/guard.h -- finds card numbers in text, so that none is ever kept.  [pure]
 *
 * Shape   a number is 13 to 19 digits (ASCII, Arabic-Indic, Persian, full-width), with spaces,
 *         dashes and invisible joiners allowed between them, that begins and ends at a group of
 *         digits and passes Luhn's check.
 * Rules   P1: text that also has a card network's prefix and length is refused in every free
 *         field and import.
 */
#ifndef SANDUQ_BASE_GUARD_H
#define SANDUQ_BASE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* True when a card number of a known network stands anywhere in `text`. */
bool guard_looks_like_card(const char *text);

/* Finds the first number in `text` that could be a card's, of whatever network: it stands at
 * [*ret_start, *ret_end) bytes.  For logs, which would rather mask too much. */
bool guard_find_number(const char *text, size_t *ret_start, size_t *ret_end);

/* The value of a digit of any of those scripts, -1 for another character. */
int guard_digit(unsigned point);

#endif
