/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/menu_parts.h -- what the screens that keep the menu share.
 */
#ifndef SANDUQ_SCREEN_MENU_PARTS_H
#define SANDUQ_SCREEN_MENU_PARTS_H

#include "screen/till.h"
#include "service/menu_table.h"

/* What screen_menu_row is pushed with; copied. */
struct screen_menu_row {
	struct till *till;
	const struct menu_table *table;
	struct menu_row row;         /* as it is there, or a new one */
};

extern const struct screen_class screen_menu;      /* struct till: the tables of the menu */
extern const struct screen_class screen_menu_row;  /* struct screen_menu_row */
extern const struct screen_class screen_left;      /* struct till: what is sold out or counted */

/* The menu was changed here: every screen that shows it reads it again. */
void menu_changed_here(struct till *till);

#endif
