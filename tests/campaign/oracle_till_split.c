/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_split.c -- who pays what, and at which table: moves, shares, splits,
 *                                       undo; transfers, merges, reopening.
 */
#include <string.h>

#include "campaign/till.h"
#include "oracle/figure.h"
#include "service/bill_split.h"

enum { CELLS = ORACLE_PARTS * ORACLE_COLUMNS };

static int64_t between(struct till *till, int64_t low, int64_t high)
{
	return cases_between(&till->cases, low, high);
}

static int64_t sum_of(const int64_t *amounts, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	return sum;
}

static bool is_open(const struct till_bill *bill, int part)
{
	return part == 0 || (!bill->is_frozen[part] && !bill->is_part_closed[part]);
}

/* A new part at the end; ids are the service's. */
static int new_part(struct till_bill *bill, int64_t weight, int64_t fixed)
{
	int p = ++bill->n_parts;

	bill->part[p] = -p;
	bill->no[p] = bill->no[p - 1] + 1;
	bill->weight[p] = weight;
	bill->fixed[p] = fixed;
	bill->is_frozen[p] = bill->is_part_closed[p] = false;
	return p;
}

static void change_cell(struct till_item *item, int p, int c, int64_t amount, int64_t pieces)
{
	item->amount[p][c] += amount;
	item->gross[p][c] += amount;
	item->pieces[p][c] += pieces;
}

/* --- moves and shares ------------------------------------------------------------------------- */

/* Pieces (0: all) from the open cells elsewhere to a part; ERR_FROZEN when nothing is open. */
static enum err move_item(const struct till_bill *bill, struct till_item *item, int64_t pieces,
			  int to)
{
	int part[CELLS], column[CELLS], n = till_cells(bill, item, true, part, column), kept = 0;
	int64_t amounts[CELLS], counts[CELLS], weights[CELLS], all, most;

	if (n == 0)
		return ERR_FROZEN;
	for (int i = 0; i < n; i++) {
		if (part[i] == to)
			continue;
		part[kept] = part[i];
		column[kept] = column[i];
		amounts[kept] = item->amount[part[i]][column[i]];
		counts[kept] = item->pieces[part[i]][column[i]];
		weights[kept] = counts[kept] > 0 ? counts[kept] : 0;
		kept++;
	}
	all = sum_of(amounts, kept);
	most = sum_of(counts, kept);
	if (kept > 0 && pieces > most)
		return ERR_RANGE;
	if (kept > 0 && pieces != 0 && pieces < most) {
		int64_t take = figure_round((__int128)all * pieces, most), gets[CELLS] = { 0 };

		if (all != 0)
			figure_share_signed(take, amounts, kept, gets);
		memcpy(amounts, gets, sizeof gets);
		figure_share(pieces, weights, kept, counts);
	}
	for (int i = 0; i < kept; i++) {
		change_cell(item, part[i], column[i], -amounts[i], -counts[i]);
		change_cell(item, to, column[i], amounts[i], counts[i]);
	}
	return ERR_OK;
}

static struct till_item *any_item(struct till *till, struct till_bill *bill)
{
	for (int tries = 0; bill->n_items > 0 && tries < 8; tries++) {
		struct till_item *item = &bill->item[between(till, 0, bill->n_items - 1)];

		if (till_pieces(item) > 0)
			return item;
	}
	return NULL;
}

enum err till_move(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "");
	int to = (int)between(till, 0, want->bill.n_parts + 1);
	int64_t pieces;

	if (item == NULL || want->bill.n_rows > TILL_ROWS_ENOUGH || to >= ORACLE_PARTS)
		return ERR_NOT_FOUND;
	pieces = between(till, 0, till_pieces(item));
	if (to > want->bill.n_parts)
		new_part(&want->bill, 0, -1);
	if (!is_open(&want->bill, to))
		want->err = ERR_FROZEN;
	else if (to > 0 && want->bill.fixed[to] >= 0)
		want->err = ERR_STATE;
	else
		want->err = move_item(&want->bill, item, pieces, to);
	want->is_change = true;
	return bill_move(&till->house.app, &act, item->line, pieces, want->bill.no[to]);
}

/* What stands open by column, in order of appearance. */
static int open_columns(const struct till_bill *bill, struct till_item *item, int *columns,
			int64_t *amounts, int64_t *pieces)
{
	int part[CELLS], column[CELLS], n = till_cells(bill, item, true, part, column), found = 0;

	for (int i = 0; i < n; i++) {
		int at = 0;

		while (at < found && columns[at] != column[i])
			at++;
		if (at == found) {
			columns[found++] = column[i];
			amounts[at] = pieces[at] = 0;
		}
		amounts[at] += item->amount[part[i]][column[i]];
		pieces[at] += item->pieces[part[i]][column[i]];
		change_cell(item, part[i], column[i], -item->amount[part[i]][column[i]],
			    -item->pieces[part[i]][column[i]]);
	}
	return found;
}

static void share_item(const struct till_bill *bill, struct till_item *item, const int *parts,
		       int n)
{
	int64_t amounts[ORACLE_COLUMNS], pieces[ORACLE_COLUMNS], each[ORACLE_PARTS];
	int64_t ones[ORACLE_PARTS];
	int columns[ORACLE_COLUMNS];
	struct sheet sheet = { .n_parts = n };

	sheet.n_columns = open_columns(bill, item, columns, amounts, pieces);
	for (int c = 0; c < sheet.n_columns; c++) {
		sheet.whole[c][0] = amounts[c];
		for (int p = 0; p < n; p++)
			ones[p] = sheet.weight[p][c] = 1;
	}
	sheet_share(&sheet);
	for (int c = 0; c < sheet.n_columns; c++) {
		figure_share(pieces[c], ones, n, each);
		for (int p = 0; p < n; p++)
			change_cell(item, parts[p], columns[c], sheet.cell[p][c][0], each[p]);
	}
}

enum err till_share(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct act act = till_act_of(till, slot, "");
	int64_t nos[ORACLE_PARTS];
	int parts[ORACLE_PARTS], n = 0;

	for (int p = 1; p <= want->bill.n_parts; p++)
		if (is_open(&want->bill, p) && want->bill.fixed[p] < 0 &&
		    cases_one_in(&till->cases, 2)) {
			nos[n] = want->bill.no[p];
			parts[n++] = p;
		}
	if (item == NULL || n == 0 || want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	if (till_cells(&want->bill, item, true, (int[CELLS]){ 0 }, (int[CELLS]){ 0 }) == 0)
		want->err = ERR_FROZEN;
	else
		share_item(&want->bill, item, parts, n);
	want->is_change = true;
	return bill_share(&till->house.app, &act, item->line, nos, n);
}

/* --- splits ----------------------------------------------------------------------------------- */

static bool holds(const struct till_bill *bill, int p)
{
	for (int i = 0; i < bill->n_items; i++)
		for (int c = 0; c < bill->n_columns; c++)
			if (bill->item[i].amount[p][c] != 0 || bill->item[i].pieces[p][c] != 0)
				return true;
	return false;
}

/* Gives the first n open parts a share, others none; makes what is missing.  Parts with lines of
 * their own are passed over, unless all are meant. */
static void set_evenly(struct till_bill *bill, int n, bool has_all)
{
	bool is_one = n == 1;

	for (int p = 1; p <= bill->n_parts; p++) {
		bool is_meant = has_all || is_one || !holds(bill, p);

		if (!is_open(bill, p))
			continue;
		bill->weight[p] = is_meant && n > 0;
		bill->fixed[p] = -1;
		n -= is_meant;
	}
	for (; n > 0; n--)
		new_part(bill, 1, -1);
}

static int frozen_parts(const struct till_bill *bill)
{
	int n = 0;

	for (int p = 1; p <= bill->n_parts; p++)
		n += !is_open(bill, p);
	return n;
}

/* Parts that may take no share of an even split. */
static int passed_over(const struct till_bill *bill)
{
	int n = 0;

	for (int p = 1; p <= bill->n_parts; p++)
		n += !is_open(bill, p) || holds(bill, p);
	return n;
}

enum err till_split_evenly(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int n = (int)between(till, 1, 4);
	bool has_all = between(till, 0, 3) == 0;

	if (passed_over(&want->bill) + n >= ORACLE_PARTS)
		return ERR_NOT_FOUND;
	for (int i = 0; n == 1 && i < want->bill.n_items; i++)
		if (till_pieces(&want->bill.item[i]) != 0)
			(void)move_item(&want->bill, &want->bill.item[i], 0, 0);
	set_evenly(&want->bill, n, has_all);
	want->is_change = true;
	return has_all ? bill_split_among_all(&till->house.app, &act, n)
		       : bill_split_evenly(&till->house.app, &act, n);
}

static int64_t open_by_weight(const struct slot *slot)
{
	int64_t open = 0;

	for (int p = 1; p <= slot->bill.n_parts; p++)
		if (!slot->bill.is_frozen[p] && slot->bill.weight[p] > 0)
			open += oracle_owes(&slot->oracle, p);
	return open;
}

/* The next part that has nothing, or (n_parts + 1) a new one; ORACLE_PARTS: no room. */
static int next_part(const struct slot *slot)
{
	const struct till_bill *bill = &slot->bill;
	int p = 2;

	while (p <= bill->n_parts && (!is_open(bill, p) || bill->weight[p] != 0 ||
				      bill->fixed[p] >= 0 || holds(bill, p)))
		p++;
	return p;
}

static void set_next(struct till_bill *bill, int p, int64_t weight, int64_t fixed)
{
	if (p > bill->n_parts)
		p = new_part(bill, weight, fixed);
	bill->weight[p] = weight;
	bill->fixed[p] = fixed;
}

enum err till_split_amount(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int64_t amount = between(till, 1, 1500);
	int p = next_part(slot);

	if (p == ORACLE_PARTS)
		return ERR_NOT_FOUND;
	want->is_change = true;
	if (amount >= open_by_weight(slot) || amount > slot->oracle.free)
		want->err = ERR_RANGE;
	else
		set_next(&want->bill, p, 0, amount);
	return bill_split_amount(&till->house.app, &act, amount);
}

static int64_t divisor_of(int64_t a, int64_t b)
{
	return b == 0 ? a : divisor_of(b, a % b);
}

/* The others keep their proportions within what the new part leaves, in lowest terms. */
static enum err weigh(struct till_bill *bill, int p, int64_t rate)
{
	int64_t weights[ORACLE_PARTS] = { 0 }, sum = 0, divisor, most = 0;

	for (int i = 1; i <= bill->n_parts; i++)
		if (!bill->is_frozen[i] && bill->weight[i] > 0 && bill->fixed[i] < 0)
			sum += weights[i] = bill->weight[i];
	if (sum == 0)
		return ERR_STATE;
	divisor = sum * rate;
	for (int i = 1; i <= bill->n_parts; i++)
		divisor = divisor_of(divisor, weights[i] * (1000000 - rate));
	for (int i = 1; i <= bill->n_parts; i++) {
		if (weights[i] > 0)
			bill->weight[i] = weights[i] * (1000000 - rate) / divisor;
		most += weights[i] > 0 ? bill->weight[i] : 0;
	}
	set_next(bill, p, sum * rate / divisor, -1);
	return most + sum * rate / divisor > TILL_WEIGHTS_MAX ? ERR_LIMIT : ERR_OK;
}

enum err till_split_percent(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	int64_t rate = between(till, 1, 19) * 50000;
	int p = next_part(slot);
	bool has_pool = false;

	for (int i = 0; i < slot->bill.n_items; i++)
		for (int c = 0; c < slot->bill.n_columns; c++)
			has_pool |= till_pieces(&slot->bill.item[i]) != 0 &&
				    slot->bill.item[i].amount[0][c] != 0;
	if (p == ORACLE_PARTS)
		return ERR_NOT_FOUND;
	want->is_change = true;
	want->err = has_pool ? weigh(&want->bill, p, rate) : ERR_RANGE;
	return bill_split_percent(&till->house.app, &act, rate);
}

/* Seats that have lines, in order; returns how many. */
static int list_seats(const struct till_bill *bill, int64_t *seats, bool *has_nobodys)
{
	int n = 0;

	*has_nobodys = false;
	for (int64_t seat = 0; seat <= TILL_SEATS; seat++) {
		bool has = false;

		for (int i = 0; i < bill->n_items; i++)
			has |= till_pieces(&bill->item[i]) != 0 && bill->item[i].seat == seat;
		if (has && seat == 0)
			*has_nobodys = true;
		else if (has)
			seats[n++] = seat;
	}
	return n;
}

static void sit(struct till_bill *bill, const int64_t *seats, const int *parts, int n)
{
	for (int i = 0; i < bill->n_items; i++) {
		int to = 0;

		for (int s = 0; s < n; s++)
			if (seats[s] == bill->item[i].seat)
				to = parts[s];
		if (till_pieces(&bill->item[i]) != 0)
			(void)move_item(bill, &bill->item[i], 0, to);
	}
}

enum err till_split_seats(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	bool shares = cases_one_in(&till->cases, 2), has_nobodys, is_apart;
	int64_t seats[TILL_SEATS + 1];
	int parts[ORACLE_PARTS + TILL_SEATS + 2], n = list_seats(&want->bill, seats, &has_nobodys);
	int n_parts = 0;

	is_apart = has_nobodys && !shares;
	if (n == 0 || frozen_parts(&want->bill) + n + is_apart >= ORACLE_PARTS ||
	    want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	for (int p = 1; p <= want->bill.n_parts; p++)
		if (is_open(&want->bill, p))
			parts[n_parts++] = p;
	while (n_parts < n + is_apart)
		parts[n_parts++] = new_part(&want->bill, 0, -1);
	for (int i = 0; i < n_parts; i++) {
		want->bill.weight[parts[i]] = is_apart ? i == n : i < n;
		want->bill.fixed[parts[i]] = -1;
	}
	sit(&want->bill, seats, parts, n);
	want->is_change = true;
	return bill_split_seats(&till->house.app, &act, shares);
}

/* --- two bills -------------------------------------------------------------------------------- */

/* Pieces of an item leave their open cells and come, by column, as a line in the other's pool. */
static enum err pass(struct till_bill *from, struct till_item *item, int64_t pieces,
		     struct till_bill *to)
{
	int part[CELLS], column[CELLS], n = till_cells(from, item, false, part, column);
	int64_t amounts[CELLS], counts[CELLS], gets[CELLS] = { 0 }, has[CELLS] = { 0 }, worth = 0;
	struct till_item *came = &to->item[to->n_items];
	enum err err = till_worth(from, item, pieces, &worth);

	for (int i = 0; i < n; i++) {
		bool is_frozen = from->is_frozen[part[i]];

		amounts[i] = is_frozen ? 0 : item->amount[part[i]][column[i]];
		counts[i] = is_frozen ? 0 : item->pieces[part[i]][column[i]];
		counts[i] = counts[i] > 0 ? counts[i] : 0;
	}
	if (err != ERR_OK || sum_of(counts, n) < pieces)
		return ERR_FROZEN;
	if (pieces == sum_of(counts, n)) {
		memcpy(gets, amounts, sizeof gets);
		memcpy(has, counts, sizeof has);
	} else {
		if (till_open(from, item) != 0)
			figure_share_signed(worth, amounts, n, gets);
		figure_share(pieces, counts, n, has);
	}
	*came = (struct till_item){ .source = item->line };
	to->n_items++;
	for (int i = 0; i < n; i++) {
		int c;

		if (gets[i] == 0 && has[i] == 0)
			continue;
		c = till_column(to, from->version[column[i]], from->department[column[i]]);
		if (c < 0)
			return ERR_NOT_FOUND;
		change_cell(item, part[i], column[i], -gets[i], -has[i]);
		came->amount[0][c] += gets[i];
		came->pieces[0][c] += has[i];
	}
	return ERR_OK;
}

static struct slot *other_slot(struct till *till, const struct slot *slot)
{
	struct slot *other = &till->slot[between(till, 0, TILL_SLOTS - 1)];

	return other == slot || other->id == 0 ? NULL : other;
}

enum err till_transfer(struct till *till, struct slot *slot, struct want *want)
{
	struct till_item *item = any_item(till, &want->bill);
	struct slot *other = other_slot(till, slot);
	struct act act = till_act_of(till, slot, "");
	int64_t pieces;

	if (item == NULL || other == NULL || other->bill.n_items == TILL_ITEMS ||
	    other->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	pieces = between(till, 1, till_pieces(item));
	want->other = other;
	want->other_bill = other->bill;
	want->err = pass(&want->bill, item, pieces, &want->other_bill);
	if (want->err == ERR_NOT_FOUND)
		return ERR_NOT_FOUND;
	want->is_change = true;
	return bill_transfer_lines(&till->house.app, &act, &item->line, &pieces, 1, other->id);
}

/* One discount on the check, over the columns and then over the items in each, as amounts on the
 * lines where they came to; left[item][column]. */
static void bring_off(const struct till_bill *from, int64_t (*left)[ORACLE_COLUMNS],
		      int64_t size, const int *came, struct till_bill *to)
{
	int order[ORACLE_COLUMNS], n = till_order(from, order);
	int64_t weights[ORACLE_COLUMNS], shares[ORACLE_COLUMNS];

	for (int o = 0; o < n; o++) {
		weights[o] = 0;
		for (int i = 0; i < from->n_items; i++)
			weights[o] += left[i][order[o]];
		weights[o] = weights[o] > 0 ? weights[o] : 0;
	}
	figure_share(size, weights, n, shares);
	for (int o = 0; o < n; o++) {
		int64_t has[TILL_ITEMS], gets[TILL_ITEMS];
		int c = order[o], at;

		for (int i = 0; i < from->n_items; i++)
			has[i] = left[i][c] > 0 ? left[i][c] : 0;
		if (shares[o] == 0)
			continue;
		at = till_column(to, from->version[c], from->department[c]);
		figure_share(shares[o], has, from->n_items, gets);
		for (int i = 0; i < from->n_items; i++) {
			left[i][c] -= gets[i];
			if (gets[i] != 0)
				to->item[came[i]].amount[0][at] -= gets[i];
		}
	}
}

static void bring_discounts(const struct till_bill *from, const int *came, struct till_bill *to)
{
	int64_t left[TILL_ITEMS][ORACLE_COLUMNS] = { 0 };

	for (int i = 0; i < from->n_items; i++)
		for (int p = 0; p <= from->n_parts; p++)
			for (int c = 0; c < from->n_columns; c++)
				left[i][c] += from->item[i].amount[p][c];
	for (int d = 0; d < from->n_discounts; d++)
		bring_off(from, left, till_taken(from, d), came, to);
}

/* All that is open at the other table comes here. */
enum err till_merge(struct till *till, struct slot *slot, struct want *want)
{
	struct slot *other = other_slot(till, slot);
	struct act act = till_act_of(till, slot, "");
	int came[TILL_ITEMS] = { 0 };

	if (other == NULL || other->bill.n_items + want->bill.n_items > TILL_ITEMS ||
	    want->bill.n_rows > TILL_ROWS_ENOUGH)
		return ERR_NOT_FOUND;
	want->other = other;
	want->other_bill = other->bill;
	for (int i = 0; i < other->bill.n_items; i++) {
		struct till_item *item = &want->other_bill.item[i];
		int64_t open = 0;
		enum err err;

		for (int p = 0; p <= other->bill.n_parts; p++)
			for (int c = 0; !other->bill.is_frozen[p] && c < ORACLE_COLUMNS; c++)
				open += item->pieces[p][c];
		if (open <= 0)
			continue;
		came[i] = want->bill.n_items;
		err = pass(&want->other_bill, item, open, &want->bill);
		if (err != ERR_OK)
			return ERR_NOT_FOUND;
	}
	bring_discounts(&other->bill, came, &want->bill);
	want->is_change = want->may_refuse = want->is_merge = want->adopts_service = true;
	return bill_merge(&till->house.app, &act, other->id);
}

/* The check that closed last at this table is opened again. */
enum err till_reopen(struct till *till, struct slot *slot, struct want *want)
{
	struct act act;

	if (slot->closed.id == 0 || slot->closed.is_merged ||
	    slot->closed.bill.n_parts + 1 == ORACLE_PARTS)
		return ERR_NOT_FOUND;
	slot->id = slot->closed.id;
	slot->bill = slot->closed.bill;
	slot->oracle = slot->closed.oracle;
	slot->closed.id = 0;
	want->bill = slot->bill;
	act = till_act_of(till, slot, "void");
	for (int p = 1; p <= want->bill.n_parts; p++) {
		if (!is_open(&want->bill, p))
			continue;
		want->bill.weight[p] = 0;
		want->bill.fixed[p] = -1;
	}
	new_part(&want->bill, 1, -1);
	till_fix_prices(&want->bill);
	want->may_refuse = true;
	return bill_reopen(&till->house.app, &act, slot->table);
}
