/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt_card.h -- what a receipt shows of a card: brand and last four, authorization
 *                           code, the chip's application, the tip, or that nothing is known yet.
 *                           [db]
 *
 * Errors  ERR_NOT_FOUND, those of db.h.
 * Rules   P1 (last four only), B2 (a doubt is said).
 */
#ifndef SANDUQ_SERVICE_RECEIPT_CARD_H
#define SANDUQ_SERVICE_RECEIPT_CARD_H

#include "document/document.h"
#include "locale/number.h"
#include "store/store_pay.h"

/* Adds the rows of a payment that pays `amount_minor` of a part. */
enum err receipt_card(struct db *db, struct document *doc, const struct number_style *style,
		      int exponent, const struct tender_type *type, int64_t payment,
		      int64_t amount_minor);

#endif
