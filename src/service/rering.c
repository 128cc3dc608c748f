/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/rering.c -- a line otherwise in the place of the old one; the last round once more.
 */
#include "service/rering.h"

#include "base/id.h"
#include "base/str.h"
#include "service/bill.h"
#include "service/kitchen.h"

struct rering {
	const struct app *app;
	int64_t line;
	const struct ring *ring;
};

/* A discount or a price of its own would be lost without a word; what a rule that stands on the
 * check takes off, the new line gets again. */
static enum err check_plain(struct tx *tx, int64_t bill, int64_t line)
{
	static const char sql[] =
		"SELECT count(*) FROM line l WHERE l.property = $1 AND l.bill = $2 AND l.of = $3 "
		"AND l.kind IN ('line-discount', 'price', 'move', 'transfer') AND NOT "
		"(l.kind = 'line-discount' AND EXISTS (SELECT 1 FROM line r "
		"WHERE r.property = l.property AND r.bill = l.bill AND r.kind = 'rule' "
		"AND r.choice = l.choice AND NOT EXISTS (SELECT 1 FROM line u "
		"WHERE u.property = r.property AND u.bill = r.bill AND u.kind = 'undiscount' "
		"AND u.of IN (r.id, l.of))))";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(bill), V(line));

	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

static enum err rering_in(struct tx *tx, void *arg)
{
	const struct rering *rering = arg;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = check_plain(tx, head.id, rering->line);
	if (err == ERR_OK)
		err = bill_void_in(tx, head.id, rering->line, 0);
	if (err == ERR_OK)
		err = bill_ring_in(tx, rering->app, head.id, rering->ring, &tx->result);
	if (err == ERR_OK)
		err = kitchen_keep_notes_in(tx, head.id, rering->line, tx->result, false);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_rering(struct app *app, const struct act *act, int64_t line,
		     const struct ring *ring, int64_t *ret_line)
{
	struct rering rering = { app, line, ring };
	char content[HASH_TEXT_SIZE], rung[HASH_TEXT_SIZE];
	struct hash hash;

	ring_digest(act, ring, rung);
	hash_begin(&hash, "line-rering");
	hash_int(&hash, line);
	hash_str(&hash, rung);
	hash_end(&hash, content);
	return act_run(app->db, act, "line-rering", content, rering_in, &rering, ret_line);
}

/* --- as it was rung ---------------------------------------------------------------------- */

/* The choices of a line in the order in which they were chosen. */
static enum err copy_choices(const struct bill_rows *rows, int64_t line, struct ring *ring)
{
	for (int i = 0; i < rows->n_lines; i++) {
		const struct line_row *row = &rows->lines[i];

		if (row->kind != LINE_CHOICE || row->of != line || row->choice == 0)
			continue;
		if (ring->n == RING_CHOICES_MAX)
			return ERR_CHOICE;
		ring->choice[ring->n++] = (struct ring_choice){ row->choice, 1 };
	}
	return ERR_OK;
}

static const struct line_row *row_of(const struct bill_rows *rows, int64_t id)
{
	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].id == id)
			return &rows->lines[i];
	return NULL;
}

/* What `quantity` of a line is rung as; ERR_STATE for what is weighed, and for gift cards. */
static enum err ring_of(struct tx *tx, const struct bill_view *view, const struct bill_item *old,
			int64_t quantity, struct ring *ret_ring)
{
	const struct line_row *row = row_of(&view->rows, old->line);
	struct ring ring = { .quantity = quantity, .price_minor = -1, .seat = old->seat,
			     .course = old->course, .size = row->choice };
	struct item item;
	enum err err = store_item_by_id(tx->db, old->item, tx->business_date, &item);

	if (err == ERR_OK && (item.kind == ITEM_WEIGHED || item.is_gift))
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	ring.code = item.code;
	if (item.kind == ITEM_OPEN)
		ring.price_minor = row->price_minor;
	err = copy_choices(&view->rows, old->line, &ring);
	if (err == ERR_OK)
		*ret_ring = ring;
	return err;
}

/* --- at another level -------------------------------------------------------------------- */

struct relevel {
	const struct app *app;
	int64_t line, level;
};

static enum err ring_of_line(struct tx *tx, int64_t line, struct ring *ret_ring)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, tx->act->bill, &view), found = ERR_NOT_FOUND;

	if (err != ERR_OK)
		return err;
	for (int i = 0; found == ERR_NOT_FOUND && i < view.n_items; i++)
		if (view.items[i].line == line && !view.items[i].is_discount)
			found = ring_of(tx, &view, &view.items[i], view.items[i].quantity,
					ret_ring);
	bill_view_done(&view);
	return found;
}

static enum err relevel_in(struct tx *tx, void *arg)
{
	const struct relevel *relevel = arg;
	struct ring ring;
	struct rering rering = { relevel->app, relevel->line, &ring };
	enum err err = ring_of_line(tx, relevel->line, &ring);

	if (err != ERR_OK)
		return err;
	ring.level = relevel->level;
	return rering_in(tx, &rering);
}

enum err bill_relevel(struct app *app, const struct act *act, int64_t line, int64_t level,
		      int64_t *ret_line)
{
	struct relevel relevel = { app, line, level };
	char content[72];

	str_format(content, sizeof content, "%lld %lld %lld", (long long)act->bill,
		   (long long)line, (long long)level);
	return act_run(app->db, act, "line-level", content, relevel_in, &relevel, ret_line);
}

/* --- the last round ---------------------------------------------------------------------- */

/* Rings `quantity` of a line anew. */
static enum err ring_item(struct tx *tx, const struct app *app, const struct bill_view *view,
			  const struct bill_item *old, int64_t quantity)
{
	struct ring ring;
	int64_t line;
	enum err err = ring_of(tx, view, old, quantity, &ring);

	if (err == ERR_STATE)
		return ERR_OK;
	if (err == ERR_OK)
		err = bill_ring_in(tx, app, view->rows.head.id, &ring, &line);
	if (err == ERR_OK)
		err = kitchen_keep_notes_in(tx, view->rows.head.id, old->line, line, true);
	if (err == ERR_OK)
		tx->result += quantity;
	return err;
}

/* The act that sent last; 0: nothing was sent. */
static int64_t last_round(const struct bill_rows *rows)
{
	for (int i = rows->n_lines - 1; i >= 0; i--)
		if (rows->lines[i].kind == LINE_SEND && rows->lines[i].sent > 0)
			return id_act(rows->lines[i].id);
	return 0;
}

/* How many pieces of a line the round had that were not taken back since. */
static int64_t pieces_of(const struct bill_rows *rows, const struct bill_item *item, int64_t round)
{
	int64_t sent = 0;

	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_SEND && rows->lines[i].of == item->line &&
		    id_act(rows->lines[i].id) == round)
			sent += rows->lines[i].sent;
	return sent < item->quantity ? sent : item->quantity;
}

static enum err ring_all(struct tx *tx, const struct app *app, const struct bill_view *view)
{
	int64_t round = last_round(&view->rows);
	enum err err = round != 0 ? ERR_OK : ERR_STATE;

	tx->result = 0;
	for (int i = 0; err == ERR_OK && i < view->n_items; i++) {
		const struct bill_item *item = &view->items[i];
		int64_t quantity = item->is_discount ? 0 : pieces_of(&view->rows, item, round);

		if (quantity > 0)
			err = ring_item(tx, app, view, item, quantity);
	}
	return err == ERR_OK && tx->result == 0 ? ERR_STATE : err;
}

static enum err round_in(struct tx *tx, void *arg)
{
	const struct app *app = arg;
	struct bill_head head;
	struct bill_view view;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, head.id, &view);
	if (err != ERR_OK)
		return err;
	err = ring_all(tx, app, &view);
	bill_view_done(&view);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_ring_round(struct app *app, const struct act *act, int64_t *ret_pieces)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "round-again", content, round_in, app, ret_pieces);
}
