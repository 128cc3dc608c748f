/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring_parts.c -- the choices of one piece: whether they fit the groups, what each costs.
 */
#include "core/money.h"
#include "core/share.h"
#include "service/bill.h"
#include "service/ring_inside.h"

/* A group that is asked, how often it goes with what is rung, and what was chosen of it. */
struct asked {
	struct menu_group group;
	int64_t times, chosen;
	int piece;                   /* the latest piece it goes with; -1: the item */
};

struct work {
	struct tx *tx;
	struct ring_parts *parts;
	struct asked asked[2 * RING_GROUPS_MAX];
	int n;
};

static struct asked *find(struct work *work, int64_t group)
{
	for (int i = 0; i < work->n; i++)
		if (work->asked[i].group.id == group)
			return &work->asked[i];
	return NULL;
}

/* Asks for the groups of an item: the one rung (piece -1), or a piece of a set. */
static enum err ask_for(struct work *work, const struct item *item, int piece)
{
	struct menu_group groups[RING_GROUPS_MAX];
	enum err err = ERR_OK;
	int n = 0;

	if (item->n_groups > 0)
		err = store_group_list(work->tx->db, item->id, item->category, groups,
				       RING_GROUPS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct asked *asked = find(work, groups[i].id);

		if (asked == NULL && work->n == 2 * RING_GROUPS_MAX)
			return ERR_LIMIT;
		if (asked == NULL) {
			asked = &work->asked[work->n++];
			*asked = (struct asked){ .group = groups[i] };
		}
		asked->times++;
		asked->piece = piece;
	}
	return err;
}

/* The item that a piece of a set is: a plain one that is sold. */
static enum err read_item(struct tx *tx, struct ring_piece *piece)
{
	enum err err = store_item_by_id(tx->db, piece->modifier.item, tx->business_date,
					&piece->item);

	if (err == ERR_OK && (!piece->item.is_active || piece->item.tax_version == 0))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && piece->item.is_gift)
		err = ERR_GIFT_CARD;
	if (err == ERR_OK && piece->item.kind != ITEM_PLAIN)
		err = ERR_STATE;
	return err;
}

/* A choice takes its tax from the piece that its group goes with, or from the item. */
static void tax_as(const struct work *work, const struct asked *asked, struct ring_piece *piece)
{
	const struct ring_piece *of =
		asked->piece >= 0 ? &work->parts->piece[asked->piece] : NULL;

	piece->tax_version = of != NULL ? of->tax_version : work->parts->item->tax_version;
	piece->department = of != NULL ? of->department : work->parts->item->department;
}

static enum err add_choice(struct work *work, int64_t id)
{
	struct ring_parts *parts = work->parts;
	struct ring_piece *piece = &parts->piece[parts->n];
	struct asked *asked;
	enum err err = store_modifier_by_id(work->tx->db, id, &piece->modifier);

	if (err != ERR_OK)
		return err;
	asked = find(work, piece->modifier.group);
	if (asked == NULL || !piece->modifier.is_active)
		return ERR_NOT_FOUND;
	asked->chosen++;
	piece->price_minor = asked->chosen <= asked->group.free * asked->times
				     ? 0
				     : piece->modifier.price_minor;
	tax_as(work, asked, piece);
	if (piece->modifier.item != 0) {
		err = read_item(work->tx, piece);
		piece->tax_version = piece->item.tax_version;
		piece->department = piece->item.department;
	}
	parts->n++;
	return err == ERR_OK && piece->modifier.item != 0
		       ? ask_for(work, &piece->item, parts->n - 1)
		       : err;
}

static enum err add_choices(struct work *work, const struct ring *ring)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < ring->n; i++)
		for (int64_t q = 0; err == ERR_OK && q < ring->choice[i].quantity; q++)
			err = work->parts->n == RING_CHOICES_MAX
				      ? ERR_CHOICE
				      : add_choice(work, ring->choice[i].modifier);
	for (int i = 0; err == ERR_OK && i < work->n; i++) {
		const struct asked *asked = &work->asked[i];

		if (asked->chosen < asked->group.low * asked->times ||
		    asked->chosen > asked->group.high * asked->times)
			err = ERR_CHOICE;
	}
	return err;
}

/* The price of a set over its pieces (M2); without any the item keeps it. */
static enum err share_price(struct ring_parts *parts, int64_t price_minor)
{
	int64_t weights[RING_CHOICES_MAX], shares[RING_CHOICES_MAX];
	int at[RING_CHOICES_MAX], n = 0;
	enum err err;

	parts->rest_minor = price_minor;
	for (int i = 0; i < parts->n; i++)
		if (parts->piece[i].modifier.item != 0) {
			weights[n] = parts->piece[i].item.price_minor;
			at[n++] = i;
		}
	if (n == 0)
		return ERR_OK;
	err = share_by_weight(price_minor, weights, n, shares);
	for (int i = 0; err == ERR_OK && i < n; i++)
		parts->piece[at[i]].price_minor += shares[i];
	if (err == ERR_OK)
		parts->rest_minor = 0;
	return err;
}

enum err ring_parts(struct tx *tx, const struct item *item, const struct ring *ring,
		    int64_t price_minor, struct ring_parts *ret_parts)
{
	struct work work = { .tx = tx, .parts = ret_parts };
	int64_t unit = price_minor;
	enum err err = ERR_OK;

	ret_parts->item = item;
	ret_parts->n = 0;
	ret_parts->rest_minor = price_minor;
	if (item->n_groups == 0)
		return ring->n == 0 ? ERR_OK : ERR_NOT_FOUND;
	err = ask_for(&work, item, -1);
	if (err == ERR_OK)
		err = add_choices(&work, ring);
	for (int i = 0; err == ERR_OK && i < ret_parts->n; i++)
		err = money_add_minor(unit, ret_parts->piece[i].price_minor, &unit);
	if (err == ERR_OK && unit < 0)
		err = ERR_RANGE;
	return err == ERR_OK ? share_price(ret_parts, price_minor) : err;
}
