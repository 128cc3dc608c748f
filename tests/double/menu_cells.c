/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/menu_cells.c -- rows of tests/double/menu_cells.h.
 */
#include "double/menu_cells.h"

#include <stdio.h>
#include <stdlib.h>

static void must(enum err err, const char *cells, const char *problem)
{
	if (err == ERR_OK)
		return;
	fprintf(stderr, "menu: %s: %s: %s\n", cells, err_text(err), problem);
	exit(99);
}

struct menu_row menu_cells_row(struct house *house, const struct menu_table *table,
			       const char *cells)
{
	struct menu_row row = menu_row_new(table), there;
	char problem[MENU_PROBLEM_SIZE] = "", name[64], text[MENU_CELL_SIZE];
	int n = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (const char *at = cells; sscanf(at, "%63[^=]=%255[^;]%n", name, text, &n) == 2;
		     at += n + (at[n] == ';')) {
			int column = menu_column(table, name);

			must(menu_cell_read(&table->columns[column], 2, '.', text,
					    &row.cell[column], problem),
			     cells, problem);
		}
		if (pass == 0 && table->find(house->app.db, &row, &there) == ERR_OK)
			row = there;
	}
	return row;
}

int64_t menu_cells_put(struct house *house, const struct menu_table *table, const char *cells)
{
	struct act act = app_act(&house->app, house->manager);
	struct menu_row row = menu_cells_row(house, table, cells);
	char problem[MENU_PROBLEM_SIZE] = "";
	int64_t id = 0;

	if (table->complete != NULL)
		must(table->complete(house->app.db, &row), cells, "");
	must(menu_row_check(house->app.db, table, &row, problem), cells, problem);
	must(menu_row_put(&house->app, &act, table, &row, &id), cells, "");
	return id;
}
