/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/drawer_parts.h -- the state of the drawer screen, for drawer.c (what keys do) and
 *                          drawer_draw.c (how it looks) alone.
 *
 * Rules   C3 (blind: what the drawer should hold is not even read before it is counted), M8.
 */
#ifndef SANDUQ_SCREEN_DRAWER_PARTS_H
#define SANDUQ_SCREEN_DRAWER_PARTS_H

#include "screen/till.h"
#include "service/drawer.h"
#include "ui/entry.h"
#include "ui/table.h"

enum drawer_mode { DRAWER_SHUT, DRAWER_COUNTING, DRAWER_COUNTED };

/* A row of the count: pieces of a denomination, or (0) an amount that was not counted so. */
struct drawer_row {
	struct drawer_piece piece;
	int exponent;
	bool is_counted;
};

struct drawer_screen {
	struct till *till;           /* first: the actions that screens share want it there */
	enum drawer_mode mode;
	struct entry_line entry;
	struct table table;
	struct drawer_row rows[DRAWER_PIECES_MAX];
	int n;
	struct drawer_result result;

	/* What is being done, until it is done. */
	int64_t float_minor;
	struct act act;
	struct perm_need need;
};

/* The rows as a list. */
struct table_source drawer_source(const struct drawer_screen *drawer);

/* What is counted so far in the unit of row `row`; ERR_OVERFLOW. */
enum err drawer_counted(const struct drawer_screen *drawer, int row, int64_t *ret_minor);

/* True when row `row` is the first of its unit. */
bool drawer_begins_unit(const struct drawer_screen *drawer, int row);

/* The title row and the body. */
void drawer_title(const struct draw *draw, const void *state, char *into, size_t size);
void drawer_draw(const struct draw *draw, struct canvas *canvas, struct area area, void *state);

#endif
