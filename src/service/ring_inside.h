/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring_inside.h -- what the files of ring.h share: the price now, and the choices resolved.
 */
#ifndef SANDUQ_SERVICE_RING_INSIDE_H
#define SANDUQ_SERVICE_RING_INSIDE_H

#include "service/ring.h"

/* When and where something is rung. */
struct ring_when {
	int weekday, minute;
	int64_t bill;                /* 0: none */
	int64_t level;               /* by hand; 0: none */
};
struct ring_when ring_when(const struct app *app, int64_t at_unix_ms, int64_t bill, int64_t level);

/* The price of one and its level (0: the usual one). */
struct ring_cost {
	int64_t price_minor;
	int64_t usual_minor;         /* what it would be without a level by hand */
	int64_t level;
	char level_name[MENU_NAME_SIZE];
};
enum err ring_cost(struct db *db, const struct item *item, const struct menu_size *size,
		   const struct ring_when *when, struct ring_cost *ret_cost);

/* One choice of one piece, resolved. */
struct ring_piece {
	struct menu_modifier modifier;
	struct item item;            /* of a set's piece */
	int64_t price_minor;         /* what it adds to one, the share of a set included */
	int64_t tax_version;
	int64_t department;
};

/* All that one piece is made of. */
struct ring_parts {
	const struct item *item;
	int n;
	struct ring_piece piece[RING_CHOICES_MAX];
	int64_t rest_minor;          /* what the item row costs */
};

/* Checks the choices against the groups and shares `price_minor` over the pieces of a set. */
enum err ring_parts(struct tx *tx, const struct item *item, const struct ring *ring,
		    int64_t price_minor, struct ring_parts *ret_parts);

#endif
