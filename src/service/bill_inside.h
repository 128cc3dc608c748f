/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_inside.h -- what the files that read a bill share; nobody else includes it.
 */
#ifndef SANDUQ_SERVICE_BILL_INSIDE_H
#define SANDUQ_SERVICE_BILL_INSIDE_H

#include "service/bill.h"

/* Was the discount on the check with this id taken back? */
bool bill_view_is_undone(const struct bill_rows *rows, int64_t line);

/* Fills items, stands and note of a view that is computed; `taken` is what each discount on the
 * check takes off, in order.  ERR_MEMORY. */
enum err bill_view_fold(struct bill_view *view, const int64_t *taken);

#endif
