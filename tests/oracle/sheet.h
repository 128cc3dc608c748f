/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/sheet.h -- a table shared over parts and columns, as the text above share_table in
 *                         core/share.h says, in plain arrays.
 *
 * Shape   an amount is five figures: net, then four taxes.
 */
#ifndef SANDUQ_TESTS_ORACLE_SHEET_H
#define SANDUQ_TESTS_ORACLE_SHEET_H

#include <stdint.h>

#define FIGURES 5
#define SHEET_PARTS 8
#define SHEET_COLUMNS 48

struct sheet {
	int n_parts, n_columns;
	int group[SHEET_COLUMNS];
	int64_t whole[SHEET_COLUMNS][FIGURES];
	int64_t weight[SHEET_PARTS][SHEET_COLUMNS];
	int64_t cell[SHEET_PARTS][SHEET_COLUMNS][FIGURES];   /* the result */
};

/* The sum of the five figures. */
int64_t figures_total(const int64_t *figures);

/* Fills the cells. */
void sheet_share(struct sheet *sheet);

#endif
