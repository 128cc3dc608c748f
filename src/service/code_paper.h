/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/code_paper.h -- the QR code of a payment on paper, when a window is too small for it.
 *                         [db]
 *
 * Errors  ERR_NOT_FOUND, ERR_STATE (the payment has no link, or no longer), ERR_LIMIT, ERR_MEMORY.
 * Rules   B7 (its own series of numbers), B2 (it says that it is not a receipt).
 */
#ifndef SANDUQ_SERVICE_CODE_PAPER_H
#define SANDUQ_SERVICE_CODE_PAPER_H

#include "service/app.h"

/* Issues the paper with amount and code and queues it for this station's printer. */
enum err code_paper_print(struct app *app, const struct act *act, int64_t payment);

#endif
