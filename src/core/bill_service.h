/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill_service.h -- the service charge of a document, for core/bill.c alone.  [pure]
 *
 * Shape   amounts and what discounts left of them, by column; the charge as a line of each part.
 * Errors  as in core/bill.h.
 * Rules   M2, M3.
 */
#ifndef SANDUQ_CORE_BILL_SERVICE_H
#define SANDUQ_CORE_BILL_SERVICE_H

#include "core/bill.h"

/* ERR_RANGE when the rate is below zero, or its column is not there. */
enum err bill_service_check(const struct bill_in *in);

/* Computes the charge, adds it to its column in amounts and left, and shares it by what was
 * consumed of the base: ret_shares[0] is the pool's, [part + 1] each part's.  Outputs may be half
 * written on error. */
enum err bill_service_add(const struct bill_in *in, int64_t *amounts, int64_t *left,
			  int64_t *ret_shares, int64_t *ret_service);

#endif
