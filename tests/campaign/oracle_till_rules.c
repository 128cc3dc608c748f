/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_rules.c -- rules that stand: of a category, for lines rung later too,
 *                                       and a price for the check; rounds sent, rung again, and
 *                                       lines rung anew.
 */
#include <string.h>

#include "campaign/till.h"
#include "oracle/figure.h"
#include "service/bill_price.h"
#include "service/kitchen.h"
#include "service/rering.h"
#include "store/store_menu.h"

static bool is_of_category(const struct till *till, const struct till_item *item)
{
	for (int i = 0; i < till->n_of_category; i++)
		if (till->of_category[i] == item->item)
			return true;
	return false;
}

static bool take_off(const struct till_bill *bill, struct till_item *item, int64_t of)
{
	int64_t taken = figure_round((__int128)of * TILL_CATEGORY_PPM, 1000000);

	if (taken < 1 || taken > till_open(bill, item))
		return false;
	till_spread(bill, item, -taken, 0, true);
	item->discounts++;
	item->has_rule = true;
	return true;
}

static bool give(const struct till *till, const struct till_bill *bill, struct till_item *item)
{
	return is_of_category(till, item) && !item->has_rule && till_pieces(item) != 0 &&
	       till_amount(item) > 0 && take_off(bill, item, till_open(bill, item));
}

void till_rule_new(const struct till *till, const struct till_bill *bill, struct till_item *item)
{
	if (bill->stands != 0)
		(void)give(till, bill, item);
}

void till_rule_more(const struct till_bill *bill, struct till_item *item, int64_t added)
{
	if (bill->stands != 0 && item->has_rule)
		(void)take_off(bill, item, added);
}

/* --- prices that stand ------------------------------------------------------------------------ */

enum err till_category(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "discount");
	int given = 0;

	if (want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	for (int i = 0; i < want->bill.n_items; i++)
		given += give(till, &want->bill, &want->bill.item[i]);
	if (given == 0)
		return ERR_NOT_FOUND;
	want->bill.stands = 1;
	return bill_discount_rule(&till->house.app, &act, 0, till->category_rule);
}

/* It goes off the lines that have nothing else taken off, and were never without it. */
static void end_of(const struct till_bill *bill, struct till_item *item)
{
	int64_t back = item->unit_minor * till_pieces(item) - till_amount(item);

	if (!item->has_rule || item->has_other || item->was_undiscounted || back <= 0 ||
	    till_open(bill, item) != till_amount(item))
		return;
	till_spread(bill, item, back, 0, true);
	item->discounts = 0;
	item->has_rule = false;
}

enum err till_end_category(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int64_t row = want->bill.stands;

	if (row == 0 || want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	for (int i = 0; i < want->bill.n_items; i++)
		end_of(&want->bill, &want->bill.item[i]);
	want->bill.stands = 0;
	return bill_undiscount(&till->house.app, &act, row);
}

/* What lines come to before discount `n`, or (n_discounts) after all of them. */
static int64_t left_before(const struct till_bill *bill, int n)
{
	int64_t left = 0;

	for (int i = 0; i < bill->n_items; i++)
		left += till_amount(&bill->item[i]);
	for (int i = 0; i < n; i++) {
		int64_t size = bill->discount[i].amount;

		if (bill->discount[i].is_target)
			size = left > size ? left - size : 0;
		else if (size == 0)
			size = figure_round((__int128)left * bill->discount[i].rate_ppm, 1000000);
		left = left < 0 ? left : size > left ? 0 : left - size;
	}
	return left;
}

int64_t till_taken(const struct till_bill *bill, int n)
{
	return left_before(bill, n) - left_before(bill, n + 1);
}

void till_fix_prices(struct till_bill *bill)
{
	int kept = 0;

	for (int i = 0; i < bill->n_discounts; i++) {
		int64_t taken = till_taken(bill, i);

		if (bill->discount[i].is_target)
			bill->discount[i].amount = taken;
	}
	for (int i = 0; i < bill->n_discounts; i++) {
		bool is_gone = bill->discount[i].is_target && bill->discount[i].amount == 0;

		bill->discount[i].is_target = false;
		if (!is_gone)
			bill->discount[kept++] = bill->discount[i];
	}
	bill->n_discounts = kept;
}

enum err till_target(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "discount");
	int n = want->bill.n_discounts;

	if (n == ORACLE_DISCOUNTS || left_before(&want->bill, n) <= TILL_TARGET)
		return ERR_NOT_FOUND;
	for (int i = 0; i < n; i++)
		if (want->bill.discount[i].is_target)
			return ERR_NOT_FOUND;
	want->bill.discount[n].amount = TILL_TARGET;
	want->bill.discount[n].rate_ppm = 0;
	want->bill.discount[n].is_target = true;
	want->bill.n_discounts++;
	want->may_refuse = true;
	return bill_discount_rule(&till->house.app, &act, 0, till->target_rule);
}

/* --- rounds ----------------------------------------------------------------------------------- */

struct till_item *till_ring(const struct till *till, struct till_bill *bill, int64_t menu,
			    int64_t pieces)
{
	struct till_item *item = &bill->item[bill->n_items];
	struct item of;
	int column;

	if (bill->n_items == TILL_ITEMS ||
	    store_item_by_id(till->house.app.db, menu, till->house.app.property.business_date,
			     &of) != ERR_OK)
		return NULL;
	column = till_column(bill, of.tax_version, of.department);
	*item = (struct till_item){ .item = menu, .unit_minor = of.price_minor };
	item->pieces[0][column] = pieces;
	item->amount[0][column] = item->gross[0][column] = pieces * of.price_minor;
	bill->n_items++;
	if (bill->is_away)
		till_tax_item(till, bill, item);
	till_rule_new(till, bill, item);
	return item;
}

enum err till_send(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	struct kitchen_sent sent;

	if (want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	want->may_refuse = true;
	return kitchen_send(&till->house.app, &act, &sent);
}

/* The line as it was ordered is taken back, sent or not; another one stands instead. */
enum err till_rering(struct till *till, struct slot *slot, struct want *want)
{
	int64_t at = cases_between(&till->cases, 0, TILL_ITEMS - 1), worth = 0, line, pieces;
	struct till_item *item = &want->bill.item[at];
	struct act act = till_act_of(till, slot, "void");
	struct ring ring = { .quantity = cases_between(&till->cases, 1, 3), .price_minor = -1,
			     .course = -1, .seat = cases_between(&till->cases, 0, TILL_SEATS) };
	struct item menu;

	if (at >= want->bill.n_items || want->bill.n_rows > TILL_ROWS_ENOUGH ||
	    till_pieces(item) <= 0 ||
	    store_item_by_id(till->house.app.db, item->item,
			     till->house.app.property.business_date, &menu) != ERR_OK)
		return ERR_NOT_FOUND;
	pieces = till_pieces(item);
	want->err = till_worth(&want->bill, item, pieces, &worth);
	line = item->line;
	ring.code = menu.code;
	if (want->err == ERR_OK)
		till_spread(&want->bill, item, -worth, -pieces, false);
	item = till_ring(till, &want->bill, menu.id, ring.quantity);
	if (item == NULL)
		return ERR_NOT_FOUND;
	item->seat = ring.seat;
	return bill_rering(&till->house.app, &act, line, &ring, &item->line);
}

/* Every line of the round that was sent last, as far as it was not taken back. */
enum err till_round(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int n = want->bill.n_items, rung = 0;
	int64_t pieces;

	if (want->bill.round == 0 || want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	for (int i = 0; i < n; i++) {
		struct till_item *item = &want->bill.item[i], *new;
		int64_t again = item->round_sent < till_pieces(item) ? item->round_sent
								     : till_pieces(item);

		if (again <= 0)
			continue;
		new = till_ring(till, &want->bill, item->item, again);
		if (new == NULL)
			return ERR_NOT_FOUND;
		new->seat = item->seat;
		rung++;
	}
	return rung == 0 ? ERR_NOT_FOUND : bill_ring_round(&till->house.app, &act, &pieces);
}
