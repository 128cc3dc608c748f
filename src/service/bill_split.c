/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_split.c -- splitting what is open: evenly, or by an amount.  A split writes new
 * terms; parts that were paid keep theirs (M5), so any split can be followed by another.
 */
#include "base/str.h"
#include "service/bill.h"

static enum err begin_split(struct tx *tx, struct bill_head *ret_head, struct bill_view *ret_view)
{
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, ret_head);
	return err == ERR_OK ? bill_view_load(tx->db, ret_head->id, ret_view) : err;
}

/* Gives the first `n` open parts weight 1, other open ones nothing; makes what is missing. */
static enum err evenly_in(struct tx *tx, const struct bill_view *view, int n)
{
	int64_t bill = view->rows.head.id, no = 0;
	enum err err = ERR_OK;
	int given = 0;

	for (int i = 0; err == ERR_OK && i < view->rows.n_parts; i++) {
		const struct part_row *part = &view->rows.parts[i];
		int64_t weight = given < n ? 1 : 0;

		no = part->no;
		if (part->is_frozen || part->is_closed)
			continue;
		given += (int)weight;
		if (part->weight != weight || part->fixed_minor >= 0)
			err = store_part_term_insert(tx, bill, part->id, weight, -1);
	}
	for (; err == ERR_OK && given < n; given++)
		err = no < BILL_PARTS_MAX ? store_part_insert(tx, bill, ++no, 1, -1, NULL)
					  : ERR_LIMIT;
	return err;
}

static enum err split_evenly_in(struct tx *tx, void *arg)
{
	const int *n = arg;
	struct bill_head head;
	struct bill_view view;
	enum err err = begin_split(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	err = evenly_in(tx, &view, *n);
	bill_view_done(&view);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_split_evenly(struct app *app, const struct act *act, int n)
{
	char content[64];

	if (n < 1 || n > BILL_PARTS_MAX)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld /%d", (long long)act->bill, n);
	return act_run(app->db, act, "split-evenly", content, split_evenly_in, &n, NULL);
}

/* A part with nothing to its name can be used again for a new share. */
static const struct part_row *idle_part(const struct bill_view *view)
{
	for (int i = 1; i < view->rows.n_parts; i++) {
		const struct part_row *part = &view->rows.parts[i];

		if (!part->is_frozen && !part->is_closed && part->weight == 0 &&
		    part->fixed_minor < 0)
			return part;
	}
	return NULL;
}

static int64_t open_by_weight(const struct bill_view *view)
{
	int64_t open = 0;

	for (int i = 0; i < view->rows.n_parts; i++)
		if (!view->rows.parts[i].is_frozen && view->rows.parts[i].weight > 0)
			for (int p = 0; p < view->n_parts; p++)
				if (view->parts[p].id == view->rows.parts[i].id)
					open += view->parts[p].due_minor;
	return open;
}

static enum err split_amount_in(struct tx *tx, void *arg)
{
	const int64_t *amount_minor = arg;
	const struct part_row *idle;
	struct bill_head head;
	struct bill_view view;
	enum err err = begin_split(tx, &head, &view);

	if (err != ERR_OK)
		return err;
	idle = idle_part(&view);
	if (*amount_minor >= open_by_weight(&view))
		err = ERR_RANGE;
	else if (idle != NULL)
		err = store_part_term_insert(tx, head.id, idle->id, 0, *amount_minor);
	else if (view.rows.n_parts >= BILL_PARTS_MAX)
		err = ERR_LIMIT;
	else
		err = store_part_insert(tx, head.id, view.rows.parts[view.rows.n_parts - 1].no + 1,
					0, *amount_minor, NULL);
	bill_view_done(&view);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_split_amount(struct app *app, const struct act *act, int64_t amount_minor)
{
	char content[64];

	if (amount_minor < 1)
		return ERR_RANGE;
	str_format(content, sizeof content, "%lld %lld", (long long)act->bill,
		   (long long)amount_minor);
	return act_run(app->db, act, "split-amount", content, split_amount_in, &amount_minor, NULL);
}
