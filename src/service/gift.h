/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/gift.h -- the house's own gift cards: sold, loaded, redeemed, looked up.  [db]
 *
 * Shape   A card is sold as a line of a bill, of an item whose department has the ledger of gift
 *         cards (31) instead of revenue; nothing is earned by it.  It is loaded when that bill
 *         closes, with the cents that the line came to, discounts taken off.  A tender of the
 *         driver "gift" pays with it: Dr gift cards / Cr open checks.  A refund of such a tender
 *         loads the card again; a refund of the line takes from it, at most what is left.
 * Units   minor units of the house's currency.
 * Errors  ERR_SYNTAX, ERR_RANGE (no number of a gift card), ERR_NOT_FOUND, ERR_BALANCE (less than
 *         that is on the card), ERR_STATE (the item is not sold on a card; the card is blocked),
 *         those of bill.h.
 * Owner   plain values.
 * Rules   P1, P5, P8, L4, L6.
 *
 * Holds   1. No card has a balance below zero, whatever the stations do.
 *         2. The gift card ledger is the balances of all cards, and what closed parts sold on bills
 *            that are not closed yet.
 */
#ifndef SANDUQ_SERVICE_GIFT_H
#define SANDUQ_SERVICE_GIFT_H

#include "service/bill.h"
#include "store/store_gift.h"

#define GIFT_LINES_MAX 64

/* Rings the item `code` for `amount_minor` on the card with this number, which is made when it is
 * new; returns the line. */
enum err gift_sell(struct app *app, const struct act *act, int64_t code, const char *number,
		   int64_t amount_minor, int64_t *ret_line);

/* A card and what is on it. */
enum err gift_look(struct app *app, const char *number, struct gift_card *ret_card);

/* A free number for a new card, with its check digit. */
enum err gift_number_new(struct app *app, char into[GIFT_NUMBER_SIZE]);

/* Loads the cards of a bill that closes in this act, out of the amounts in the view; `entry` is
 * that of the sale. */
enum err gift_load_in(struct tx *tx, const struct bill_view *view, int64_t entry);

/* Takes what a refund of a line takes back off its card (ERR_BALANCE). */
enum err gift_unload_in(struct tx *tx, const char *unit, int64_t line, int64_t amount_minor,
			int64_t entry);

#endif
