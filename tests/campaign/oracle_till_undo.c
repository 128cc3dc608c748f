/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_undo.c -- what must be there again after an undo, on one bill or two.
 */
#include <string.h>

#include "campaign/till.h"
#include "service/bill_split.h"

static bool is_same_item(const struct till_item *a, const struct till_item *b)
{
	return memcmp(a->amount, b->amount, sizeof a->amount) == 0 &&
	       memcmp(a->pieces, b->pieces, sizeof a->pieces) == 0;
}

/* Items as they were before the change; false when one that it touched has changed since. */
static bool restore_items(const struct till_change *change, struct till_bill *bill)
{
	static struct till_bill before, after;

	before = change->before;
	after = change->after;
	for (int i = 0; i < bill->n_items; i++) {
		struct till_item *item = &bill->item[i];
		const struct till_item *was = till_find(&before, item->line);
		const struct till_item *became = till_find(&after, item->line);

		if (became == NULL)
			continue;
		if (was == NULL) {
			memset(item->amount, 0, sizeof item->amount);
			memset(item->pieces, 0, sizeof item->pieces);
			continue;
		}
		if (is_same_item(was, became))
			continue;
		if (!is_same_item(item, became))
			return false;
		memcpy(item->amount, was->amount, sizeof item->amount);
		memcpy(item->pieces, was->pieces, sizeof item->pieces);
	}
	return true;
}

/* Terms too; a part that the change made keeps nothing. */
static bool restore_terms(const struct till_change *change, struct till_bill *bill)
{
	for (int p = 1; p <= bill->n_parts; p++) {
		bool was_there = p <= change->before.n_parts;
		int64_t weight = was_there ? change->before.weight[p] : 0;
		int64_t fixed = was_there ? change->before.fixed[p] : -1;

		if (p > change->after.n_parts ||
		    (was_there && weight == change->after.weight[p] &&
		     fixed == change->after.fixed[p]))
			continue;
		if (bill->weight[p] != change->after.weight[p] ||
		    bill->fixed[p] != change->after.fixed[p])
			return false;
		bill->weight[p] = weight;
		bill->fixed[p] = fixed;
	}
	return true;
}

static bool restore(const struct till_change *change, struct till_bill *bill)
{
	return restore_items(change, bill) && restore_terms(change, bill);
}

/* Nothing at all happened to the bill since. */
static bool is_fresh(const struct till_change *change, const struct till_bill *bill)
{
	for (int p = 1; p <= bill->n_parts; p++)
		if (bill->is_frozen[p] || bill->is_part_closed[p])
			return false;
	return change->after.n_rows == bill->n_rows;
}

/* The other bill of a change; one that was merged is open again.  False when it is gone. */
static bool find_other(struct till *till, const struct till_change *change, struct want *want)
{
	struct slot *other = &till->slot[change->other];

	if (change->is_merge && other->id == 0 && other->closed.id == change->other_id) {
		other->id = other->closed.id;
		other->bill = other->closed.bill;
		other->oracle = other->closed.oracle;
		other->closed.id = 0;
	}
	want->other = other;
	want->other_bill = other->bill;
	return other->id == change->other_id;
}

/* The same change as the other bill has it; false when that is not known. */
static bool restore_other(int64_t serial, struct want *want)
{
	for (int i = 0; i < want->other->n_changes; i++)
		if (want->other->change[i].serial == serial)
			return restore(&want->other->change[i], &want->other_bill);
	return false;
}

enum err till_undo(struct till *till, struct slot *slot, struct want *want)
{
	struct act act = till_act_of(till, slot, "");
	const struct till_change *change;

	if (slot->n_changes == 0)
		return ERR_NOT_FOUND;
	change = &slot->change[slot->n_changes - 1];
	if (change->other >= 0 && !find_other(till, change, want))
		return ERR_NOT_FOUND;
	want->is_undo = want->may_refuse = want->adopts_service = true;
	want->must = change->other < 0 && is_fresh(change, &want->bill);
	want->adopts_places = want->adopts_terms = !restore(change, &want->bill);
	if (want->other != NULL)
		want->adopts_all = !restore_other(change->serial, want) || want->adopts_places;
	return bill_undo(&till->house.app, &act);
}
