/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/search.h -- from any clue to the one sale: refunds without a receipt begin here.  [db]
 *
 * Shape   a struct search holds what is known: last four digits, amount, dates, authorization code,
 *         receipt number, table, staff; hits are tenders, newest first, with their card.
 * Errors  ERR_RANGE (nothing to go by, a clue that cannot be one), those of db.h.
 * Owner   plain values.
 * Rules   D, P1.
 */
#ifndef SANDUQ_SERVICE_SEARCH_H
#define SANDUQ_SERVICE_SEARCH_H

#include "service/app.h"
#include "store/store_search.h"

/* Business dates that are looked through when no dates are given and no card, code or receipt. */
#define SEARCH_DAYS 92

/* Finds sales; at most `size` (SEARCH_HITS_MAX), newest first. */
enum err search_sales(struct app *app, const struct search *search, struct search_hit *hits,
		      int size, int *ret_n);

#endif
