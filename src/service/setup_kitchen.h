/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup_kitchen.h -- the acts that set up kitchen stations and their printers.  [db]
 *
 * Errors  ERR_RANGE (a number, name or width), ERR_SYNTAX (no address of a printer), ERR_NOT_FOUND
 *         (a station's printer is not there), ERR_CARD_NUMBER, ERR_APPROVAL, those of act.h.
 * Owner   plain values.
 */
#ifndef SANDUQ_SERVICE_SETUP_KITCHEN_H
#define SANDUQ_SERVICE_SETUP_KITCHEN_H

#include "service/app.h"
#include "store/store_kitchen.h"

/* What setup_printer() refuses of itself. */
enum err setup_printer_check(const struct kitchen_printer *printer);

/* Adds or changes the one with this number. */
enum err setup_printer(struct app *app, const struct act *act,
		       const struct kitchen_printer *printer);
enum err setup_kitchen_station(struct app *app, const struct act *act,
			       const struct kitchen_station *station);

/* Which kitchen station makes the items of a category (0: none) and with which course they come (0:
 * at once), unless an item says otherwise. */
enum err setup_category_kitchen(struct app *app, const struct act *act, const char *category,
				int64_t station, int64_t course);

#endif
