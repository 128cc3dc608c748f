/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_plan.c -- an order worked out before it is done: what goes back, and by which
 * legs, in the order of P9.
 */
#include <stdlib.h>

#include "base/str.h"
#include "service/refund_inside.h"

static enum err tip_left(struct db *db, int64_t bill, int64_t part, int64_t *ret_minor)
{
	static const char tips[] =
		"SELECT coalesce(sum(l.tip_minor), 0) FROM payment_live l "
		"WHERE l.property = $1 AND l.bill = $2 AND l.part = $3";
	int64_t given = 0, back = 0;
	enum err err = db_one_int(db, &given, tips, V(db_property(db)), V(bill), V(part));

	if (err == ERR_OK)
		err = store_refund_tips(db, part, &back);
	if (err == ERR_OK)
		*ret_minor = given - back;
	return err;
}

enum err refund_tip_left(struct app *app, int64_t bill, int64_t part, int64_t *ret_minor)
{
	return tip_left(app->db, bill, part, ret_minor);
}

static enum err take_tip(struct refund_work *work)
{
	int64_t left = 0;
	enum err err;

	if (work->order->tip_minor == 0)
		return ERR_OK;
	if (work->order->tip_minor < 0)
		return ERR_RANGE;
	err = tip_left(work->db, work->view.rows.head.id, work->part->id, &left);
	if (err == ERR_OK && work->order->tip_minor > left)
		err = ERR_REFUNDED;
	if (err == ERR_OK) {
		work->plan.tip_minor = work->order->tip_minor;
		work->plan.total_minor += work->order->tip_minor;
	}
	return err;
}

static enum err plan_leg(struct refund_work *work, const struct refund_source *source,
			 const struct tender_type *type, int64_t amount_minor)
{
	struct refund_plan *plan = &work->plan;
	struct refund_leg_plan leg = { .tender = source->tender.id,
				       .payment = source->tender.payment,
				       .tender_type = type->id,
				       .amount_minor = amount_minor,
				       .given_minor = amount_minor,
				       .is_release = source->is_release };
	enum err err = refund_leg_check(source, type, work->app->property.currency);

	if (err == ERR_OK && plan->n_legs == REFUND_LEGS_MAX)
		err = ERR_LIMIT;
	if (err == ERR_OK && str_equal(type->driver, "cash"))
		err = refund_cash_given(work->db, &work->app->property, source, type, amount_minor,
					&leg.given_minor);
	if (err != ERR_OK)
		return err;
	if (type->id != source->type.id) {
		leg.payment = 0;
		leg.is_release = false;
	}
	if (refund_is_cash_for_card(source, type))
		plan->needs_approval = true;
	plan->legs[plan->n_legs++] = leg;
	return ERR_OK;
}

static bool is_meant(const struct refund_work *work, const struct refund_source *source)
{
	return work->order->payment == 0 || source->tender.payment == work->order->payment;
}

/* Gives each source up to `most` of it, at most what is left of it and of `rest`. */
static void allot(const struct refund_work *work, int i, int64_t most, int64_t *amounts,
		  int64_t *rest)
{
	const struct refund_source *source = &work->sources[i];
	int64_t amount = source->left_minor - amounts[i];

	if (amount > most)
		amount = most;
	if (amount > *rest)
		amount = *rest;
	if (amount < 1 || !is_meant(work, source))
		return;
	amounts[i] += amount;
	*rest -= amount;
}

/* Tips to the payments that brought them; the rest in the order of P9, tips last. */
static enum err allot_all(const struct refund_work *work, int64_t *amounts)
{
	int64_t tip = work->plan.tip_minor, rest = work->plan.total_minor - tip;

	for (int i = 0; i < work->n_sources; i++)
		allot(work, i, work->sources[i].tip_minor, amounts, &tip);
	rest += tip;
	for (int i = 0; i < work->n_sources; i++)
		allot(work, i, work->sources[i].room_minor, amounts, &rest);
	for (int i = 0; i < work->n_sources; i++)
		allot(work, i, INT64_MAX, amounts, &rest);
	return rest > 0 ? ERR_REFUNDED : ERR_OK;
}

static enum err plan_legs(struct refund_work *work)
{
	int64_t amounts[PAY_TENDERS_MAX] = { 0 };
	struct tender_type other = { 0 };
	enum err err = ERR_OK;

	if (work->order->to_tender_type != 0)
		err = store_tender_type_by_id(work->db, work->order->to_tender_type, &other);
	if (err == ERR_OK)
		err = allot_all(work, amounts);
	for (int i = 0; err == ERR_OK && i < work->n_sources; i++)
		if (amounts[i] > 0)
			err = plan_leg(work, &work->sources[i],
				       other.id != 0 ? &other : &work->sources[i].type,
				       amounts[i]);
	return err;
}

static enum err find_part(struct refund_work *work)
{
	const struct bill_rows *rows = &work->view.rows;

	for (int i = 0; i < rows->n_parts; i++)
		if (rows->parts[i].id == work->order->part)
			work->part = &rows->parts[i];
	if (work->part == NULL)
		return ERR_NOT_FOUND;
	return work->part->is_closed ? ERR_OK : ERR_STATE;
}

/* The part, and what is left of it. */
static enum err read_part(struct refund_work *work)
{
	enum err err = find_part(work);

	if (err != ERR_OK)
		return err;
	work->pieces = calloc((size_t)work->view.n_items + 1, sizeof *work->pieces);
	return work->pieces != NULL ? refund_lines_read(work) : ERR_MEMORY;
}

static enum err work_out(struct refund_work *work)
{
	enum err err = read_part(work);

	if (err == ERR_OK)
		err = refund_lines_take(work);
	if (err == ERR_OK)
		err = take_tip(work);
	if (err == ERR_OK && work->plan.total_minor < 1)
		err = ERR_REFUNDED;
	if (err == ERR_OK)
		err = refund_sources_read(work);
	return err == ERR_OK ? plan_legs(work) : err;
}

enum err refund_work_open(struct db *db, const struct app *app, int64_t bill,
			  const struct refund_order *order, struct refund_work **ret_work)
{
	struct refund_work *work;
	enum err err;

	if (order->n_picks < 0 || order->n_picks > REFUND_LINES_MAX)
		return ERR_LIMIT;
	work = calloc(1, sizeof *work);
	if (work == NULL)
		return ERR_MEMORY;
	work->db = db;
	work->app = app;
	work->order = order;
	err = bill_view_load(db, bill, &work->view);
	if (err == ERR_OK)
		err = work_out(work);
	if (err == ERR_OK)
		*ret_work = work;
	else
		refund_work_close(work);
	return err;
}

void refund_work_close(struct refund_work *work)
{
	if (work == NULL)
		return;
	bill_view_done(&work->view);
	free(work->pieces);
	free(work);
}

struct planning {
	struct app *app;
	int64_t bill;
	const struct refund_order *order;
	struct refund_plan *plan;
};

static enum err plan_in(struct db *db, void *arg)
{
	struct planning *planning = arg;
	struct refund_work *work = NULL;
	enum err err = refund_work_open(db, planning->app, planning->bill, planning->order, &work);

	if (err == ERR_OK)
		*planning->plan = work->plan;
	refund_work_close(work);
	return err;
}

struct leaving {
	const struct app *app;
	int64_t bill, part;
	struct refund_left *lines;
	int size, n;
};

/* The part's share of a line, as its columns list it. */
static void share_of(const struct bill_part_line *lines, int n, struct refund_left *left)
{
	left->num = 0;
	left->den = 0;
	for (int i = 0; i < n; i++)
		if (lines[i].item == left->item) {
			left->num = lines[i].pieces > 0 ? 1 : lines[i].num;
			left->den = lines[i].pieces > 0 ? 1 : lines[i].den;
		}
}

static enum err list_left(struct leaving *leaving, const struct refund_work *work)
{
	const struct bill_view *view = &work->view;
	struct bill_part_line *lines = calloc((size_t)view->n_items + 1, sizeof *lines);
	int n_lines = 0;
	enum err err = lines == NULL ? ERR_MEMORY
				     : bill_part_lines_then(work->db, view,
							    (int)(work->part - view->rows.parts),
							    lines, &n_lines);

	for (int i = 0; err == ERR_OK && i < view->n_items && leaving->n < leaving->size; i++) {
		struct refund_left *left = &leaving->lines[leaving->n];
		bool has = false;

		if (view->items[i].is_discount || view->items[i].quantity < 1)
			continue;
		err = refund_line_left(work, i, left, &has);
		share_of(lines, n_lines, left);
		leaving->n += err == ERR_OK && has;
	}
	free(lines);
	return err;
}

static enum err left_in(struct db *db, void *arg)
{
	struct leaving *leaving = arg;
	struct refund_order order = { .part = leaving->part };
	struct refund_work *work = calloc(1, sizeof *work);
	enum err err;

	if (work == NULL)
		return ERR_MEMORY;
	work->db = db;
	work->app = leaving->app;
	work->order = &order;
	leaving->n = 0;
	err = bill_view_load(db, leaving->bill, &work->view);
	if (err == ERR_OK)
		err = read_part(work);
	if (err == ERR_OK)
		err = list_left(leaving, work);
	refund_work_close(work);
	return err;
}

enum err refund_left(struct app *app, int64_t bill, int64_t part, struct refund_left *lines,
		     int size, int *ret_n)
{
	struct leaving leaving = { app, bill, part, lines, size, 0 };
	enum err err = db_consistently(app->db, left_in, &leaving);

	if (err == ERR_OK)
		*ret_n = leaving.n;
	return err;
}

enum err refund_plan(struct app *app, int64_t bill, const struct refund_order *order,
		     struct refund_plan *ret_plan)
{
	struct planning planning = { app, bill, order, ret_plan };

	return db_consistently(app->db, plan_in, &planning);
}
