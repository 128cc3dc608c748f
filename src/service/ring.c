/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring.c -- the act that rings an item, and the rows it writes.
 */
#include "service/ring.h"

#include "base/str.h"
#include "core/money.h"
#include "service/bill_price.h"
#include "service/ring_inside.h"

/* What one piece is, once it is known. */
struct rung {
	struct item item;
	struct menu_size size;       /* id 0: none */
	struct ring_cost cost;
	struct ring_parts parts;
	int64_t unit_minor;          /* price of one without its choices */
};

static enum err find_size(struct tx *tx, const struct ring *ring, struct rung *rung)
{
	struct menu_size sizes[MENU_SIZES_MAX];
	enum err err;
	int n = 0;

	if (rung->item.n_sizes == 0)
		return ring->size == 0 ? ERR_OK : ERR_NOT_FOUND;
	err = store_size_list(tx->db, rung->item.id, sizes, MENU_SIZES_MAX, &n);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (ring->size == 0 || sizes[i].id == ring->size) {
			rung->size = sizes[i];
			return ERR_OK;
		}
	return ERR_NOT_FOUND;
}

static enum err open_price(const struct item *item, const struct ring *ring, int64_t *ret_minor)
{
	int64_t high = item->high_minor > 0 ? item->high_minor : BILL_AMOUNT_MAX;

	if (ring->price_minor < 0 || ring->price_minor < item->low_minor ||
	    ring->price_minor > high)
		return ERR_RANGE;
	*ret_minor = ring->price_minor;
	return ERR_OK;
}

/* The price of one: typed, by weight, or of the level. */
static enum err find_price(struct tx *tx, const struct app *app, int64_t bill,
			   const struct ring *ring, struct rung *rung)
{
	struct ring_when when = ring_when(app, tx->at_unix_ms, bill, ring->level);
	const struct menu_size *size = rung->size.id != 0 ? &rung->size : NULL;
	enum err err = ERR_OK;

	if (!hours_hold(&rung->item.hours, when.weekday, when.minute))
		return ERR_NOT_NOW;
	if ((rung->item.kind == ITEM_OPEN) != (ring->price_minor >= 0) ||
	    (rung->item.kind == ITEM_WEIGHED) != (ring->weight_g > 0) ||
	    (rung->item.kind == ITEM_WEIGHED && ring->quantity != 1))
		return ERR_RANGE;
	if (rung->item.kind == ITEM_OPEN)
		return open_price(&rung->item, ring, &rung->unit_minor);
	err = ring_cost(tx->db, &rung->item, size, &when, &rung->cost);
	if (err != ERR_OK)
		return err;
	rung->unit_minor = rung->cost.price_minor;
	return rung->item.kind == ITEM_WEIGHED
		       ? money_scale(rung->cost.price_minor, ring->weight_g, 1000,
				     &rung->unit_minor)
		       : ERR_OK;
}

/* A level by hand is a price below the usual one: as much permission as overriding it. */
static enum err allow_level(struct tx *tx, const struct ring *ring, const struct rung *rung)
{
	int64_t less = rung->cost.usual_minor - rung->cost.price_minor;
	enum err err;

	if (ring->level == 0)
		return ERR_OK;
	if (rung->cost.level != ring->level)
		return ERR_NOT_FOUND;
	err = money_multiply_minor(less, ring->quantity, &less);
	return err == ERR_OK ? app_allow(tx, PERM_PRICE, less) : err;
}

static enum err find_item(struct tx *tx, const struct app *app, int64_t bill,
			  const struct ring *ring, struct rung *rung)
{
	enum err err = store_item_by_code(tx->db, ring->code, tx->business_date, &rung->item);

	if (err == ERR_OK && rung->item.tax_version == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK && rung->item.is_gift)
		err = ERR_GIFT_CARD;
	if (err == ERR_OK)
		err = find_size(tx, ring, rung);
	if (err == ERR_OK)
		err = find_price(tx, app, bill, ring, rung);
	if (err == ERR_OK)
		err = allow_level(tx, ring, rung);
	return err == ERR_OK ? ring_parts(tx, &rung->item, ring, rung->unit_minor, &rung->parts)
			     : err;
}

/* Writes a row of `quantity` pieces at `price_minor` each. */
static enum err write_row(struct tx *tx, struct line_row *row, int64_t quantity)
{
	enum err err = money_multiply_minor(row->price_minor, quantity, &row->amount_minor);

	if (err == ERR_OK &&
	    (row->amount_minor > BILL_AMOUNT_MAX || row->amount_minor < -BILL_AMOUNT_MAX))
		err = ERR_OVERFLOW;
	return err == ERR_OK ? store_line_insert(tx, row) : err;
}

static enum err write_item(struct tx *tx, int64_t bill, const struct ring *ring,
			   const struct rung *rung, int64_t *ret_line)
{
	const struct item *item = &rung->item;
	struct line_row row = { .bill = bill,
				.kind = LINE_ITEM,
				.item = item->id,
				.quantity = ring->quantity,
				.price_minor = rung->parts.rest_minor,
				.tax_version = item->tax_version,
				.department = item->department,
				.seat = ring->seat,
				.course = ring->course < 0 ? item->course : ring->course,
				.level = rung->cost.level,
				.choice = rung->size.id };
	enum err err;

	str_format(row.name, sizeof row.name, "%s%s%s", item->name,
		   rung->size.id != 0 ? " " : "", rung->size.name);
	err = write_row(tx, &row, ring->quantity);
	if (err == ERR_OK)
		*ret_line = row.id;
	return err;
}

static enum err write_weight(struct tx *tx, int64_t bill, int64_t line, const struct ring *ring,
			     const struct item *item)
{
	struct line_row row = { .bill = bill,
				.kind = LINE_CHOICE,
				.of = line,
				.tax_version = item->tax_version,
				.department = item->department };

	str_format(row.name, sizeof row.name, "%lld g", (long long)ring->weight_g);
	return write_row(tx, &row, 0);
}

static enum err write_choices(struct tx *tx, int64_t bill, int64_t line, const struct ring *ring,
			      const struct ring_parts *parts)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < parts->n; i++) {
		const struct ring_piece *piece = &parts->piece[i];
		struct line_row row = { .bill = bill,
					.kind = LINE_CHOICE,
					.of = line,
					.item = piece->modifier.item,
					.price_minor = piece->price_minor,
					.tax_version = piece->tax_version,
					.department = piece->department,
					.choice = piece->modifier.id };

		str_copy(row.name, sizeof row.name, piece->modifier.name);
		err = write_row(tx, &row, ring->quantity);
	}
	return err;
}

/* What is counted becomes less: the item, and each piece of a set. */
static enum err take_counts(struct tx *tx, const struct ring *ring, const struct rung *rung)
{
	enum err err = rung->item.remaining < 0
			       ? ERR_OK
			       : store_item_take(tx, rung->item.id, ring->quantity);

	for (int i = 0; err == ERR_OK && i < rung->parts.n; i++) {
		const struct item *item = &rung->parts.piece[i].item;

		if (rung->parts.piece[i].modifier.item != 0 && item->remaining >= 0)
			err = store_item_take(tx, item->id, ring->quantity);
	}
	return err;
}

static enum err check_ring(const struct ring *ring)
{
	if (ring->quantity < 1 || ring->quantity > BILL_QUANTITY_MAX || ring->weight_g < 0 ||
	    ring->weight_g > RING_WEIGHT_MAX_G || ring->price_minor > BILL_AMOUNT_MAX ||
	    ring->seat < 0 || ring->seat > BILL_SEAT_MAX || ring->course < -1 ||
	    ring->course > BILL_COURSE_MAX || ring->n < 0 || ring->n > RING_CHOICES_MAX)
		return ERR_RANGE;
	for (int i = 0; i < ring->n; i++)
		if (ring->choice[i].quantity < 1 || ring->choice[i].quantity > RING_CHOICES_MAX)
			return ERR_RANGE;
	return ERR_OK;
}

enum err bill_ring_in(struct tx *tx, const struct app *app, int64_t bill, const struct ring *ring,
		      int64_t *ret_line)
{
	struct rung rung = { .unit_minor = 0 };
	int64_t line = 0;
	enum err err = check_ring(ring);

	if (err == ERR_OK)
		err = find_item(tx, app, bill, ring, &rung);
	if (err == ERR_OK)
		err = take_counts(tx, ring, &rung);
	if (err == ERR_OK)
		err = write_item(tx, bill, ring, &rung, &line);
	if (err == ERR_OK && ring->weight_g > 0)
		err = write_weight(tx, bill, line, ring, &rung.item);
	if (err == ERR_OK)
		err = write_choices(tx, bill, line, ring, &rung.parts);
	if (err == ERR_OK)
		err = bill_take_away_line_in(tx, bill, line);
	if (err == ERR_OK)
		err = bill_rules_line_in(tx, bill, line, 0);
	if (err == ERR_OK)
		*ret_line = line;
	return err;
}

struct ringing {
	const struct app *app;
	const struct ring *ring;
};

static enum err ring_in(struct tx *tx, void *arg)
{
	const struct ringing *ringing = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_ring_in(tx, ringing->app, head.id, ringing->ring, &tx->result);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

void ring_digest(const struct act *act, const struct ring *ring, char content[HASH_TEXT_SIZE])
{
	struct hash hash;

	hash_begin(&hash, "line-add");
	hash_int(&hash, act->bill);
	hash_int(&hash, ring->code);
	hash_int(&hash, ring->quantity);
	hash_int(&hash, ring->size);
	hash_int(&hash, ring->weight_g);
	hash_int(&hash, ring->price_minor);
	hash_int(&hash, ring->seat);
	hash_int(&hash, ring->course);
	hash_int(&hash, ring->level);
	hash_int(&hash, ring->n);
	for (int i = 0; i < ring->n; i++) {
		hash_int(&hash, ring->choice[i].modifier);
		hash_int(&hash, ring->choice[i].quantity);
	}
	hash_end(&hash, content);
}

enum err bill_ring(struct app *app, const struct act *act, const struct ring *ring,
		   int64_t *ret_line)
{
	struct ringing ringing = { app, ring };
	char content[HASH_TEXT_SIZE];
	enum err err = check_ring(ring);

	if (err != ERR_OK)
		return err;
	ring_digest(act, ring, content);
	return act_run(app->db, act, "line-add", content, ring_in, &ringing, ret_line);
}

enum err bill_add(struct app *app, const struct act *act, int64_t code, int64_t quantity,
		  int64_t *ret_line)
{
	struct ring ring = { .code = code, .quantity = quantity, .price_minor = -1, .course = -1 };

	return bill_ring(app, act, &ring, ret_line);
}
