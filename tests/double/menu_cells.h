/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/menu_cells.h -- a row of the menu in one line of text.
 */
#ifndef SANDUQ_TESTS_DOUBLE_MENU_CELLS_H
#define SANDUQ_TESTS_DOUBLE_MENU_CELLS_H

#include "double/house.h"
#include "service/menu_table.h"

/* The row that is there, or a new one, with cells laid over it: "column=text;column=text".  Ends
 * the program when it cannot. */
struct menu_row menu_cells_row(struct house *house, const struct menu_table *table,
			       const char *cells);

/* Puts it through the act that screens and files use; its id. */
int64_t menu_cells_put(struct house *house, const struct menu_table *table, const char *cells);

#endif
