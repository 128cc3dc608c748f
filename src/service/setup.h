/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/setup.h -- making a house: property, menu, floor, ways to pay.  [db]
 *
 * Errors  ERR_EXISTS (the store has a property), ERR_RANGE (no name, one that is too long or no
 *         UTF-8, a number outside of its bounds), ERR_NOT_FOUND, ERR_CARD_NUMBER, ERR_LIMIT (more
 *         items, tables, rooms or ways to pay than a list holds), ERR_APPROVAL, those of act.h.
 * Owner   texts are the caller's.
 * Rules   M1 (units), M4 (rates by date), P1 (no card number in any text), P8 (tender table).
 */
#ifndef SANDUQ_SERVICE_SETUP_H
#define SANDUQ_SERVICE_SETUP_H

#include "service/app.h"
#include "store/store_menu.h"
#include "store/store_pay.h"

/* Highest price of an item and highest smallest coin. */
#define SETUP_PRICE_MAX INT64_C(10000000000000)
#define SETUP_STEP_MAX 1000000

struct setup_property {
	const char *name;
	const char *kind;            /* live, demo, training, test */
	const char *currency;
	int64_t cash_step_minor;
	const char *time_zone;       /* checked by the caller (locale/date) */
	int32_t business_date;
	const char *address;
	const char *tax_number;
};

/* Makes the house: its row, the person "system" (number 0 is never typed; it has no PIN), the way
 * to pay "cash", the usual reasons.  app->property is filled. */
enum err setup_property(struct app *app, const struct setup_property *setup);

/* Adds or finds a tax class with one version from `since` on; a class that has that version with
 * the same rules is left alone, with others it is ERR_EXISTS. */
struct setup_tax {
	const char *name;
	bool inclusive;
	int n;
	struct tax_part part[TAX_PARTS_MAX];
	const char *part_names[TAX_PARTS_MAX];
	int32_t since;
};
enum err setup_tax(struct app *app, const struct act *act, const struct setup_tax *tax,
		   int64_t *ret_id);

/* The body of setup_tax, for acts that compose it. */
enum err setup_tax_in(struct tx *tx, const struct setup_tax *tax, int64_t *ret_id);

/* Adds or changes an item; category, department and tax class are found by name, a category that
 * is not there yet is made (its department too). */
struct setup_item {
	int64_t code;                /* 0: the next free one */
	const char *name;
	const char *search;          /* folded name */
	const char *category;
	const char *department;
	const char *tax_class;
	int64_t price_minor;
	bool is_active;
	bool keeps_category;         /* one that is there keeps its department and tax class */
	bool is_gift;                /* sold on gift cards: of a department made for it */
};
enum err setup_item(struct app *app, const struct act *act, const struct setup_item *item,
		    int64_t *ret_id);

/* The body of setup_item, for acts that compose it. */
enum err setup_item_in(struct tx *tx, const struct setup_item *item, int64_t *ret_id);

/* Adds or changes a table; a room that is not there yet is made.  ERR_STATE when a table with an
 * open bill is to go. */
struct setup_table {
	int64_t number;
	const char *room;
	int64_t seats;
	int64_t plan_row, plan_column;   /* from 1; 0: not on the plan; -1: as it was */
	bool is_active;
};
enum err setup_table(struct app *app, const struct act *act, const struct setup_table *table);

/* Puts a table elsewhere on the plan of its room (1 to FLOOR_PLAN_MAX, or 0 and 0: off it).
 * ERR_EXISTS when another table of the room stands there. */
enum err setup_table_place(struct app *app, const struct act *act, int64_t number, int64_t row,
			   int64_t column);

/* Adds a way to pay cash in another currency, or changes its rate: one major unit is
 * rate_num/rate_den major units of the property's currency from now on.  Tenders keep the rate that
 * they were taken at (M8). */
enum err setup_foreign_cash(struct app *app, const struct act *act, const char *unit,
			    int64_t rate_num, int64_t rate_den, int64_t *ret_id);

/* Adds a way to pay, or changes the one with this code; what it is (driver, unit) and its place
 * stay.  position 0: the place it has, else the next.  Its account follows from the driver.
 * ERR_RANGE, ERR_STATE (driver, unit or place would change; only cash has another currency or gives
 * change), ERR_TIP (tips cannot come to it that way), ERR_EXISTS (the place is taken). */
enum err setup_tender(struct app *app, const struct act *act, const struct tender_type *type,
		      int64_t *ret_id);
enum err setup_tender_in(struct tx *tx, const struct property *property,
			 const struct tender_type *type, int64_t *ret_id);

/* The ways to pay that every house begins with besides cash: card on a reader, QR, payment link,
 * bank terminal, voucher, gift card. */
enum err setup_usual_tenders(struct app *app, const struct act *act);

/* The body that adds a way to pay cash; the first one is the house's own. */
enum err setup_cash_in(struct tx *tx, const char *unit, int64_t rate_num, int64_t rate_den,
		       int64_t *ret_id);

/* Notes that this station exists (once per number). */
enum err setup_station(struct app *app, const struct act *act, const char *name);

#endif
