/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/card.h -- cards that guests let the house keep: their consent, then the token.  [db]
 *
 * Shape   card_keep() writes down who agreed and how.  The next payment on a reader that names the
 *         card (struct payment_order: card_on_file with save_card) makes the processor keep it;
 *         from then on the driver "saved" charges it while the guest is away.
 * Errors  ERR_RANGE, ERR_CARD_NUMBER (P1), ERR_NOT_FOUND.
 * Rules   P1 (the processor's token, never a number), P6 (recorded consent).
 */
#ifndef SANDUQ_SERVICE_CARD_H
#define SANDUQ_SERVICE_CARD_H

#include "service/app.h"
#include "store/store_card.h"

/* Records the consent of `name`, and how it was given ("signed the form", "by telephone"). */
enum err card_keep(struct app *app, const struct act *act, const char *name, const char *consent,
		   int64_t *ret_card);

/* Forgets a card: it is charged no more. */
enum err card_forget(struct app *app, const struct act *act, int64_t card);

#endif
