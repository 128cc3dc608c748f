/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sale.h -- a whole sale in one act: opened, rung, paid in cash, closed.  [db]
 *
 * Shape   what a cashier does in several acts, composed of the same bodies: used by imports, one
 *         order = one act.  The key is made of the source (file digest + reference), so the same
 *         order of the same file is never rung twice (L3).
 * Errors  ERR_NO_DRAWER, ERR_NOT_FOUND (an item), ERR_RANGE (no lines), those of bill.h and pay.h.
 * Rules   L3, L4, B2, B3.
 */
#ifndef SANDUQ_SERVICE_SALE_H
#define SANDUQ_SERVICE_SALE_H

#include "service/app.h"
#include "store/store_bill.h"

struct sale_line {
	int64_t item;                /* id */
	int64_t quantity;
	int64_t price_minor;
	int64_t amount_minor;
	const char *department;      /* name, made when there is none; NULL: the item's own */
	int64_t size;                /* id; 0: none */
	const char *size_name;       /* of it; "" or NULL: none */
	const char *modifiers;       /* what else was said of it, parted by '|'; NULL: nothing */
};

/* Modifiers of one line. */
#define SALE_MODIFIERS_MAX 12

struct sale {
	struct bill_source source;
	int64_t tax_class;           /* of all lines; 0: each item's own */
	const struct sale_line *lines;
	int n_lines;
};

/* True when this order was rung before. */
enum err sale_is_known(struct app *app, const struct sale *sale, bool *ret_known);

/* Rings it; *ret_bill is the bill (of the first time, on a repetition). */
enum err sale_ring(struct app *app, int64_t staff, const struct sale *sale, int64_t *ret_bill);

#endif
