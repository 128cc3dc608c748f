/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer.h -- cash drawers: opened with a float, counted blind, closed.  [db]
 *
 * Shape   a station has one drawer, with the station's number, unless another is named.  A session
 *         runs from the float to the count; what it should hold is never shown before it is
 *         counted.  Over or short goes to its own account, the counted cash to the safe.
 * Errors  ERR_STATE (open already), ERR_NO_DRAWER, ERR_RANGE, ERR_OVERFLOW (above
 *         DRAWER_AMOUNT_MAX), ERR_LIMIT (pieces, units), ERR_APPROVAL, those of act.h.
 * Owner   plain values.
 * Rules   C3, L6, M8 (counted per currency).
 */
#ifndef SANDUQ_SERVICE_DRAWER_H
#define SANDUQ_SERVICE_DRAWER_H

#include "service/app.h"
#include "store/store_pay.h"

#define DRAWER_UNITS_MAX TENDER_LIST_MAX
#define DRAWER_PIECES_MAX (16 * DRAWER_UNITS_MAX)

/* Highest float and highest count of one unit. */
#define DRAWER_AMOUNT_MAX INT64_C(10000000000000)

/* Opens this station's drawer with a float from the safe. */
enum err drawer_open(struct app *app, const struct act *act, int64_t float_minor,
		     int64_t *ret_session);

/* The body, for acts that compose it. */
enum err drawer_open_in(struct tx *tx, const struct property *property, int64_t float_minor);

/* One denomination of a count: how many pieces of which value in which unit.  A denomination of 0
 * is an amount that was not counted by pieces, given as the quantity in minor units. */
struct drawer_piece {
	char unit[MONEY_UNIT_SIZE];
	int64_t denomination_minor;
	int64_t quantity;
};

/* What came of a count, per unit. */
struct drawer_result {
	int n;
	struct drawer_closed unit[DRAWER_UNITS_MAX];
};

/* Counts and closes this station's session. */
enum err drawer_close(struct app *app, const struct act *act, const struct drawer_piece *pieces,
		      int n, struct drawer_result *ret_result);

/* The coins and notes of a currency, largest first, in minor units; returns how many. */
int drawer_denominations(const char *unit, int exponent, int64_t *values, int size);

/* Notes that the drawer was opened without a sale; a reason is needed. */
enum err drawer_no_sale(struct app *app, const struct act *act);

#endif
