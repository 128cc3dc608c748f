/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/kitchen_parts.h -- the state of the kitchen's display; for kitchen.c and kitchen_draw.c.
 */
#ifndef SANDUQ_SCREEN_KITCHEN_PARTS_H
#define SANDUQ_SCREEN_KITCHEN_PARTS_H

#include "screen/kitchen.h"

#define BOARD_CARDS_MAX 200
#define BOARD_DIGITS 9               /* cards of a page that have a digit */

struct board {
	struct screen_board of;
	struct kitchen_station stations[KITCHEN_NUMBER_MAX];
	int n_stations;
	struct kitchen_card cards[BOARD_CARDS_MAX];
	int n;
	int selected;                /* index into cards */
	int first;                   /* card that the page begins with */
	int shown;                   /* cards on it, when last drawn */
};

/* Which stage of waiting a card is in: 0 fine, 1 soon late, 2 late; held ones and those that only
 * tell something are never late. */
int board_age(const struct kitchen_card *card, int64_t now_unix_ms);

/* Draws the cards from board->first on and sets board->shown. */
void board_draw(const struct draw *draw, struct canvas *canvas, struct area area,
		struct board *board);

#endif
