/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_acts.c -- what waiters do to a check, and what the rows must then say.
 *                                      An act without anything to do answers ERR_NOT_FOUND.
 */
#include <string.h>

#include "campaign/till.h"
#include "oracle/figure.h"
#include "service/bill_place.h"
#include "service/bill_price.h"
#include "service/bill_split.h"
#include "service/pay.h"
#include "store/store_menu.h"

static int64_t between(struct till *till, int64_t low, int64_t high)
{
	return cases_between(&till->cases, low, high);
}

struct act till_act_of(struct till *till, const struct slot *slot, const char *reason)
{
	struct act act = app_bill_act(&till->house.app, till->house.manager, slot->id, -1);

	if (reason[0] != '\0')
		act.reason = house_reason(&till->house, reason);
	return act;
}

/* A line with pieces left, by chance; NULL when there is none. */
static struct till_item *any_item(struct till *till, struct till_bill *bill)
{
	for (int tries = 0; bill->n_items > 0 && tries < 8; tries++) {
		struct till_item *item = &bill->item[between(till, 0, bill->n_items - 1)];

		if (till_pieces(item) > 0)
			return item;
	}
	return NULL;
}

static enum err open_check(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = app_act(&till->house.app, till->house.manager);
	int64_t covers = between(till, 1, TILL_COVERS);

	want->bill.n_parts = 1;
	want->bill.fixed[1] = -1;
	want->adopts_terms = true;
	if (covers == TILL_COVERS)
		till_want_service(till, &want->bill, TILL_SERVICE_PPM);
	return bill_open(&till->house.app, &act, slot->table, "", covers, &slot->id);
}

/* --- ringing and taking back ------------------------------------------------------------------ */

static enum err add(struct till *till, struct slot *slot, struct want *want)
{
	static const int64_t codes[] = { 21, 22, 31, 32, 41, 51 };
	int64_t code = codes[between(till, 0, 5)], pieces = between(till, 1, 4);
	struct act act = till_act_of(till, slot, "");
	struct till_item *item;
	struct item menu;

	if (want->bill.n_rows > TILL_ROWS_ENOUGH ||
	    store_item_by_code(till->house.app.db, code, till->house.app.property.business_date,
			       &menu) != ERR_OK)
		return ERR_NOT_FOUND;
	item = till_ring(till, &want->bill, menu.id, pieces);
	return item == NULL ? ERR_NOT_FOUND
			    : bill_add(&till->house.app, &act, code, pieces, &item->line);
}

static enum err again(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "");
	int64_t pieces = between(till, 1, 2);

	if (item == NULL || want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	till_spread(&want->bill, item, item->unit_minor * pieces, pieces, false);
	till_rule_more(&want->bill, item, item->unit_minor * pieces);
	return bill_add_again(&till->house.app, &act, item->line, pieces);
}

static enum err take(struct till *till, struct slot *slot, struct want *want, const char *reason)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, reason);
	int64_t pieces, worth = 0;

	if (item == NULL)
		return ERR_NOT_FOUND;
	pieces = between(till, 1, till_pieces(item));
	want->err = till_worth(&want->bill, item, pieces, &worth);
	if (want->err == ERR_OK)
		till_spread(&want->bill, item, -worth, -pieces, false);
	return bill_void(&till->house.app, &act, item->line, pieces);
}

static enum err take_back(struct till *till, struct slot *slot, struct want *want)
{
	return take(till, slot, want, "void");
}

static enum err correct(struct till *till, struct slot *slot, struct want *want)
{
	return take(till, slot, want, "");
}

static enum err place(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "");

	if (item == NULL || want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	item->seat = between(till, 0, TILL_SEATS);
	return bill_place(&till->house.app, &act, item->line, item->seat, between(till, 0, 2));
}

/* --- prices ----------------------------------------------------------------------------------- */

static enum err discount_line(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "discount");
	int64_t rate = between(till, 1, 20) * 50000, amount = 0, open, taken;

	if (item == NULL)
		return ERR_NOT_FOUND;
	open = till_open(&want->bill, item);
	if (cases_one_in(&till->cases, 2)) {
		amount = between(till, 1, 300);
		rate = 0;
	}
	taken = rate > 0 ? figure_round((__int128)open * rate, 1000000) : amount;
	if (taken < 1 || taken > open)
		return ERR_NOT_FOUND;
	till_spread(&want->bill, item, -taken, 0, true);
	return bill_discount(&till->house.app, &act, item->line, amount, rate);
}

/* Rule 0 is a tenth, 1 an amount, 2 a target of 1.00, all of a line. */
static enum err discount_rule(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "discount");
	int rule = (int)between(till, 0, 2);
	int64_t open, taken;

	if (item == NULL)
		return ERR_NOT_FOUND;
	open = till_open(&want->bill, item);
	if (rule == 0)
		taken = figure_round((__int128)open * 100000, 1000000);
	else if (rule == 1)
		taken = open < 150 ? open : 150;
	else if (open == till_amount(item))
		taken = open - 100 * till_pieces(item);
	else
		return ERR_NOT_FOUND;
	if (taken < 1 || taken > open)
		return ERR_NOT_FOUND;
	till_spread(&want->bill, item, -taken, 0, true);
	return bill_discount_rule(&till->house.app, &act, item->line, till->rules[rule]);
}

static enum err undiscount_line(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");

	for (int i = 0; i < want->bill.n_items; i++) {
		struct till_item *item = &want->bill.item[i];
		int64_t back = item->unit_minor * till_pieces(item) - till_amount(item);

		if (item->discounts == 0 || back <= 0 || till_pieces(item) == 0)
			continue;
		till_spread(&want->bill, item, back, 0, true);
		return bill_undiscount(&till->house.app, &act, item->line);
	}
	return ERR_NOT_FOUND;
}

static int64_t check_left(const struct slot *slot)
{
	int64_t left = 0;

	for (int i = 0; i < slot->bill.n_items; i++)
		left += till_amount(&slot->bill.item[i]);
	for (int c = 0; c < slot->bill.n_columns; c++)
		left -= slot->oracle.discounted[c];
	return left;
}

static enum err discount_check(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "discount");
	int64_t rate = between(till, 1, 6) * 50000, amount = 0;
	int n = want->bill.n_discounts;

	if (n == ORACLE_DISCOUNTS || check_left(slot) < 400)
		return ERR_NOT_FOUND;
	if (cases_one_in(&till->cases, 2)) {
		amount = between(till, 1, 300);
		rate = 0;
	}
	want->bill.discount[n].amount = amount;
	want->bill.discount[n].rate_ppm = rate;
	want->bill.discount[n].is_target = false;
	want->bill.n_discounts++;
	return bill_discount(&till->house.app, &act, 0, amount, rate);
}

static enum err drop_discount(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int64_t line;

	if (want->bill.n_discounts == 0)
		return ERR_NOT_FOUND;
	line = want->bill.discount[0].line;
	want->bill.n_discounts--;
	memmove(want->bill.discount, want->bill.discount + 1,
		(size_t)want->bill.n_discounts * sizeof *want->bill.discount);
	return bill_undiscount(&till->house.app, &act, line);
}

static enum err reprice(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "discount");
	int64_t price = between(till, 0, 40) * 50 + 7;

	if (item == NULL || price == item->unit_minor)
		return ERR_NOT_FOUND;
	if (till_open(&want->bill, item) != till_amount(item))
		want->err = ERR_FROZEN;
	else
		till_spread(&want->bill, item, price * till_pieces(item) - till_amount(item), 0,
			    false);
	return bill_reprice(&till->house.app, &act, item->line, price);
}

/* Cash for a part: some of it, or all. */
static enum err pay(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = app_bill_act(&till->house.app, till->house.cashier, slot->id, -1);
	int p = (int)between(till, 1, want->bill.n_parts);
	int64_t owes = oracle_owes(&slot->oracle, p), given = PAY_EXACT;
	struct pay_result result = { 0 };

	if (want->bill.is_part_closed[p] || owes <= 10)
		return ERR_NOT_FOUND;
	if (cases_one_in(&till->cases, 4))
		given = 5;
	want->bill.is_frozen[p] = true;
	return pay_tender(&till->house.app, &act, want->bill.part[p], till->cash, given, &result);
}

/* Another table, or another person: nothing that is owed changes. */
enum err till_table(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");

	want->is_change = true;
	return bill_transfer_table(&till->house.app, &act, slot->table + TILL_SLOTS, "");
}

enum err till_staff(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");

	want->is_change = true;
	return bill_transfer_staff(&till->house.app, &act,
				   cases_one_in(&till->cases, 2) ? till->house.waiter
								 : till->house.cashier);
}

const struct till_act till_acts[] = {
	/* name             weight empty  run */
	{ "open",           1,     true,  open_check },
	{ "add",            24,    false, add },
	{ "again",          5,     false, again },
	{ "void",           6,     false, take_back },
	{ "correct",        4,     false, correct },
	{ "place",          3,     false, place },
	{ "discount-line",  6,     false, discount_line },
	{ "discount-rule",  5,     false, discount_rule },
	{ "undiscount",     3,     false, undiscount_line },
	{ "discount-check", 3,     false, discount_check },
	{ "drop-discount",  3,     false, drop_discount },
	{ "price",          5,     false, reprice },
	{ "move",           7,     false, till_move },
	{ "share",          6,     false, till_share },
	{ "split-evenly",   4,     false, till_split_evenly },
	{ "split-amount",   3,     false, till_split_amount },
	{ "split-percent",  3,     false, till_split_percent },
	{ "split-seats",    3,     false, till_split_seats },
	{ "undo",           9,     false, till_undo },
	{ "transfer",       5,     false, till_transfer },
	{ "service",        3,     false, till_service },
	{ "waive-service",  1,     false, till_waive },
	{ "exempt",         4,     false, till_exempt },
	{ "tax-again",      2,     false, till_tax_again },
	{ "take-away",      3,     false, till_take_away },
	{ "table",          1,     false, till_table },
	{ "staff",          1,     false, till_staff },
	{ "merge",          8,     false, till_merge },
	{ "category",       3,     false, till_category },
	{ "end-category",   1,     false, till_end_category },
	{ "target",         2,     false, till_target },
	{ "send",           4,     false, till_send },
	{ "rering",         4,     false, till_rering },
	{ "round",          3,     false, till_round },
	{ "reopen",         2,     true,  till_reopen },
	{ "pay",            8,     false, pay },
	{ 0 },
};
