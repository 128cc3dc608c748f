/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/price_note.h -- noting what changes of price came to when a bill closes.  [db]
 *
 * Shape   one book row per kind and rule; a bill that was opened again and closes once more writes
 *         what changed since.  Reports are sums over them (service/takings.h).
 * Errors  ERR_OVERFLOW, those of db.h.
 * Rules   B1 (comps, staff meals, corrects and voids are counted apart), L4.
 */
#ifndef SANDUQ_SERVICE_PRICE_NOTE_H
#define SANDUQ_SERVICE_PRICE_NOTE_H

#include "service/bill.h"

/* The body; `view` is the bill as it closes. */
enum err price_note_in(struct tx *tx, const struct bill_view *view);

#endif
