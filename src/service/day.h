/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/day.h -- the cut: prove the ledgers, record heads and totals, move the date, sign.  [db]
 *
 * Errors  ERR_RANGE (the next date is not later, or more than DAY_AHEAD_MAX days so),
 *         ERR_UNBALANCED (the proof failed; nothing rolled), ERR_TRAINING (a training house closes
 *         no day: it begins anew), ERR_APPROVAL, those of act.h.
 * Rules   L8 (one write transaction, nothing can fall between), L6, L9.
 */
#ifndef SANDUQ_SERVICE_DAY_H
#define SANDUQ_SERVICE_DAY_H

#include "service/app.h"

/* How far one roll goes at most: beyond it the date is a slip, and it never goes back. */
#define DAY_AHEAD_MAX 731

/* Rolls from the open business date to `next_date`; app->property follows.  On ERR_UNBALANCED
 * ret_ledger (may be NULL) names the ledger that does not agree. */
enum err day_roll(struct app *app, const struct act *act, int32_t next_date, int64_t *ret_ledger);

#endif
