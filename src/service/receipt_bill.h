/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/receipt_bill.h -- the blocks of a paper that tell what a bill comes to: lines, service,
 *                           discounts, totals, taxes and exemptions; for receipts and guest
 *                           checks.
 *
 * Errors  ERR_MEMORY, those of db.h.
 * Rules   B7, M2 (the lines of a part add up to it), M6.
 */
#ifndef SANDUQ_SERVICE_RECEIPT_BILL_H
#define SANDUQ_SERVICE_RECEIPT_BILL_H

#include "document/document.h"
#include "service/bill.h"

struct receipt_block {
	struct db *db;
	struct document *doc;
	const struct bill_view *view;
	const struct property *property;
};

/* Lines, total and taxes of a part (index into rows.parts): "part n of m" where there are
 * several. */
enum err receipt_part(const struct receipt_block *block, int part);

/* The same of the whole check, then what each part comes to. */
enum err receipt_whole(const struct receipt_block *block);

/* A label and an amount. */
void receipt_amount(const struct receipt_block *block, enum document_weight weight,
		    const char *label, int64_t minor);

#endif
