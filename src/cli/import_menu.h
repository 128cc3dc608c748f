/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cli/import_menu.h -- columns of the menu's tables as columns of a file.
 */
#ifndef SANDUQ_CLI_IMPORT_MENU_H
#define SANDUQ_CLI_IMPORT_MENU_H

#include "cli/command.h"
#include "service/menu_table.h"

/* Fills `into` (MENU_COLUMNS_MAX + 1 rows), ending with { 0 }. */
void import_menu_columns(const struct menu_table *table, struct cli_column *into);

#endif
