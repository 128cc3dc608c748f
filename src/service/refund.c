/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund.c -- the act that gives money back: the document, its entry and lines, its legs.
 */
#include "service/refund.h"

#include "base/str.h"
#include "service/gift.h"
#include "service/refund_inside.h"

struct make {
	struct app *app;
	const struct refund_order *order;
};

/* The limit is on all that this person refunded of the part without an approver: small steps do not
 * get around it (S). */
static enum err allow(struct tx *tx, const struct refund_work *work)
{
	const struct refund_plan *plan = &work->plan;
	int64_t before = 0, cash = 0;
	enum err err = app_reason(tx);

	if (err == ERR_OK)
		err = store_refund_by_staff(tx->db, work->part->id, tx->act->staff, &before);
	if (err == ERR_OK)
		err = app_allow(tx, PERM_REFUND, before + plan->total_minor);
	if (err != ERR_OK || !plan->needs_approval)
		return err;
	for (int i = 0; i < plan->n_legs; i++)
		cash += plan->legs[i].amount_minor;
	return app_allow(tx, PERM_REFUND_CASH, cash);
}

/* What goes back of a column leaves its department's ledger and the accounts of its taxes. */
static enum err debit_slice(struct tx *tx, const struct refund_work *work,
			    const struct refund_slice *slice, struct entry *entry)
{
	const struct bill_column_view *column = &work->view.columns[slice->column];
	const struct tax_version *version = &work->view.versions[column->version];
	const char *unit = work->view.rows.head.unit;
	int64_t ledger = LEDGER_REVENUE;
	enum err err = store_department_ledger(tx->db, column->department, &ledger);

	if (err == ERR_OK)
		err = entry_debit(entry, entry_account((enum ledger)ledger, column->department),
				  slice->amount.net_minor, unit);
	for (int i = 0; err == ERR_OK && i < version->rules.n; i++)
		err = entry_debit(entry, version->accounts[i], slice->amount.tax_minor[i], unit);
	return err;
}

/* M4: the original cents leave revenue and tax on today's date, and are owed to the guest. */
static enum err post(struct tx *tx, const struct refund_work *work, int64_t *ret_entry)
{
	const char *unit = work->view.rows.head.unit;
	struct entry entry;
	enum err err = ERR_OK;

	entry_begin(&entry);
	for (int i = 0; err == ERR_OK && i < work->n_slices; i++)
		err = debit_slice(tx, work, &work->slices[i], &entry);
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_TIPS, 0), work->plan.tip_minor,
				  unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(LEDGER_REFUNDS_OWED, 0),
				   work->plan.total_minor, unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	return err == ERR_OK ? store_entry_insert(tx, "refund", work->view.rows.head.id,
						  work->part->id, &entry, ret_entry)
			     : err;
}

/* The net row is written even for zero: it carries the quantity.  A gift card that was sold gives
 * its value back. */
static enum err insert_slice(struct tx *tx, const struct refund_work *work,
			     const struct refund_row *refund, const struct refund_slice *slice)
{
	const struct bill_column_view *column = &work->view.columns[slice->column];
	struct refund_line_row row = { .line = slice->line,
				       .quantity = slice->quantity,
				       .tax_version = column->tax_version,
				       .department = column->department,
				       .amount_minor = slice->amount.net_minor };
	enum err err = store_refund_line_insert(tx, refund->id, &row);

	if (err == ERR_OK && work->is_gift[slice->column])
		err = gift_unload_in(tx, refund->unit, slice->line, slice->amount.net_minor,
				     refund->entry);
	row.quantity = 0;
	for (int i = 0; err == ERR_OK && i < TAX_PARTS_MAX; i++) {
		row.component = i + 1;
		row.amount_minor = slice->amount.tax_minor[i];
		if (row.amount_minor != 0)
			err = store_refund_line_insert(tx, refund->id, &row);
	}
	return err;
}

static const struct refund_source *source_of(const struct refund_work *work, int64_t tender)
{
	int i = 0;

	while (work->sources[i].tender.id != tender)
		i++;
	return &work->sources[i];
}

static enum err pay_legs(struct tx *tx, const struct refund_work *work,
			 const struct refund_row *refund)
{
	struct tender_type type;
	int64_t leg;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < work->plan.n_legs; i++) {
		const struct refund_leg_plan *plan = &work->plan.legs[i];
		struct refund_payout payout = { .refund = refund,
						.source = source_of(work, plan->tender),
						.type = &type,
						.amount_minor = plan->amount_minor,
						.given_minor = plan->given_minor,
						.gift_card = work->order->gift_card,
						.slip = work->order->slip };

		err = store_tender_type_by_id(tx->db, plan->tender_type, &type);
		if (err == ERR_OK)
			err = refund_leg_in(tx, work->app, &payout, &leg);
	}
	return err;
}

static enum err write_refund(struct tx *tx, const struct refund_work *work)
{
	struct refund_row row = { .bill = work->view.rows.head.id,
				  .part = work->part->id,
				  .total_minor = work->plan.total_minor,
				  .tax_minor = work->plan.tax_minor,
				  .tip_minor = work->plan.tip_minor };
	enum err err = post(tx, work, &row.entry);

	str_copy(row.unit, sizeof row.unit, work->view.rows.head.unit);
	if (err == ERR_OK)
		err = refund_paper_in(tx, work, &row.paper);
	if (err == ERR_OK)
		err = store_refund_insert(tx, &row);
	for (int i = 0; err == ERR_OK && i < work->n_slices; i++)
		err = insert_slice(tx, work, &row, &work->slices[i]);
	if (err == ERR_OK)
		err = pay_legs(tx, work, &row);
	if (err == ERR_OK)
		tx->result = row.id;
	return err;
}

static enum err make_in(struct tx *tx, void *arg)
{
	struct make *make = arg;
	struct refund_work *work = NULL;
	enum err err = refund_work_open(tx->db, make->app, tx->act->bill, make->order, &work);

	if (err == ERR_OK)
		err = allow(tx, work);
	if (err == ERR_OK)
		err = write_refund(tx, work);
	refund_work_close(work);
	return err;
}

enum err refund_make(struct app *app, const struct act *act, const struct refund_order *order,
		     int64_t *ret_refund)
{
	struct make make = { app, order };
	char content[HASH_TEXT_SIZE];
	struct hash hash;

	if (order->n_picks < 0 || order->n_picks > REFUND_LINES_MAX)
		return ERR_LIMIT;
	hash_begin(&hash, "refund");
	hash_int(&hash, act->bill);
	hash_int(&hash, order->part);
	for (int i = 0; i < order->n_picks; i++) {
		hash_int(&hash, order->picks[i].line);
		hash_int(&hash, order->picks[i].quantity);
	}
	hash_int(&hash, order->amount_minor);
	hash_int(&hash, order->tip_minor);
	hash_int(&hash, order->payment);
	hash_int(&hash, order->to_tender_type);
	hash_int(&hash, order->gift_card);
	hash_str(&hash, order->slip != NULL ? order->slip->authorization_code : "");
	hash_str(&hash, order->slip != NULL ? order->slip->last_four : "");
	hash_end(&hash, content);
	return act_run(app->db, act, "refund", content, make_in, &make, ret_refund);
}
