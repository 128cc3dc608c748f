/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * screen/kitchen.h -- the kitchen's display: the tickets of a station as cards, and the loop of the
 *                     program that shows nothing else.
 *
 * Shape   cards stand in columns, the oldest first, what is held last; nobody logs in.  What was
 *         fired KITCHEN_SOON_MS ago is marked, and after KITCHEN_LATE_MS it is late.
 * Errors  those of ui.h, kitchen.h and kitchen_card.h.
 * Owner   the screen copies struct screen_board, what it points to is borrowed.
 */
#ifndef SANDUQ_SCREEN_KITCHEN_H
#define SANDUQ_SCREEN_KITCHEN_H

#include "service/app.h"
#include "service/kitchen_card.h"
#include "service/settings.h"
#include "ui/ui.h"

#define KITCHEN_SOON_MS INT64_C(600000)
#define KITCHEN_LATE_MS INT64_C(900000)

struct screen_board {
	struct app *app;
	int64_t staff;               /* whose acts a bump and a recall are */
	int64_t station;             /* number of the kitchen station; 0: all with a display */
	void (*leave)(void *arg);    /* the display is to end */
	void (*ring)(void *arg);     /* a ticket came that was not there; NULL: silently */
	void *arg;
};

extern const struct screen_class screen_kitchen;   /* struct screen_board, copied */

/* Runs the display on this terminal until it is left; `words` (size bytes) says more on error. */
enum err kitchen_run(struct app *app, const struct settings *settings, int64_t staff,
		     int64_t station, char *words, size_t size);

#endif
