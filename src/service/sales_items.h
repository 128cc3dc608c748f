/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/sales_items.h -- the menu items that an import sells: found by name or added.  [db]
 *
 * Errors  ERR_MEMORY, ERR_LIMIT, those of setup.h.
 * Owner   sales_items_open/close.
 */
#ifndef SANDUQ_SERVICE_SALES_ITEMS_H
#define SANDUQ_SERVICE_SALES_ITEMS_H

#include "service/app.h"
#include "service/sales_row.h"

struct sales_items;

/* Reads the menu's names; makes the tax class of the profile where there is none. */
enum err sales_items_open(struct app *app, int64_t staff, const struct sales_profile *profile,
			  struct sales_items **ret_items);

/* Frees; NULL is fine. */
void sales_items_close(struct sales_items *items);

/* The tax class of the profile: what an import sells is taxed by it, whatever the menu says. */
int64_t sales_items_tax_class(const struct sales_items *items);

/* The item with the row's name and its size (0: the row has none); new ones get the next free code
 * and the row's price. */
enum err sales_items_find(struct sales_items *items, struct app *app, int64_t staff,
			  const struct sales_profile *profile, const struct sales_row *row,
			  int64_t *ret_item, int64_t *ret_size);

#endif
