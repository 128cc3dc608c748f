/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_inside.h -- what the files that read a bill share; nobody else includes it.
 */
#ifndef SANDUQ_SERVICE_BILL_INSIDE_H
#define SANDUQ_SERVICE_BILL_INSIDE_H

#include "service/bill.h"

/* Was the discount on the check with this id taken back? */
bool bill_view_is_undone(const struct bill_rows *rows, int64_t line);

/* The column of a tax version and department, made when it is not there yet; ERR_LIMIT. */
enum err bill_view_column(struct db *db, struct bill_view *view, int64_t tax_version,
			  int64_t department, int *ret_index);

/* ERR_STATE while a payment or a hold on the bill is not at an end. */
enum err bill_payments_in(struct tx *tx, int64_t bill);

/* Finds the service charge that counts and its column (-1: none). */
enum err bill_view_service(struct db *db, struct bill_view *view);

/* Marks the columns that a service charge is not taken on. */
enum err bill_view_service_free(struct db *db, const struct bill_view *view,
				struct bill_column *columns);

/* Which taxes each part is exempt from, as core/bill.h reads it: [part * n_versions + version]. */
enum err bill_view_exemptions(struct db *db, struct bill_view *view, int64_t before,
			      unsigned char *exempt);

/* Fills items, stands and note of a view that is computed; `taken` is what each discount on the
 * check takes off, in order.  ERR_MEMORY. */
enum err bill_view_fold(struct bill_view *view, const int64_t *taken);

#endif
