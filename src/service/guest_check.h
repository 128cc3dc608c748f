/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/guest_check.h -- the check that a guest looks at before paying.  [db]
 *
 * Shape   a paper of the series "check" of the station, with its own gapless numbers: what was
 *         had, service, taxes, parts, what was paid already, and lines for tip, room, name and
 *         signature.  It says that it is not a receipt.  Printing it marks the bill billed; what
 *         is done after that makes it out of date (bill_view: is_changed), and the next one says
 *         which it replaces.  The model is kept like that of a receipt.
 * Errors  ERR_NOT_FOUND (no such part), ERR_STATE (nothing on the check), ERR_LIMIT, those of
 *         bill.h.
 * Owner   documents are the caller's to free.
 * Rules   B7, L5 (persons appear as numbers).
 */
#ifndef SANDUQ_SERVICE_GUEST_CHECK_H
#define SANDUQ_SERVICE_GUEST_CHECK_H

#include "document/document.h"
#include "service/bill.h"

/* Issues the check of act->bill, of one part or of all (0), and queues it for this station's
 * printer when `prints`. */
enum err guest_check_issue(struct app *app, const struct act *act, int64_t part, bool prints,
			   int64_t *ret_paper);

/* What it would look like now; nothing is written and it has no number. */
enum err guest_check_preview(struct app *app, int64_t bill, int64_t part, int64_t staff,
			     struct document **ret_document);

#endif
