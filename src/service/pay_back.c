/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay_back.c -- cash that was taken wrongly is taken back while its part is open: a row of
 * the opposite amounts that names it, and its entry the other way round.
 */
#include "base/str.h"
#include "core/entry.h"
#include "service/pay.h"
#include "service/pay_driver.h"
#include "store/store_payment.h"

static enum err find_cash(struct tx *tx, int64_t bill, int64_t tender, struct tender_row *ret_row)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;
	enum err err = store_tender_cash(tx->db, bill, rows, PAY_TENDERS_MAX, &n);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++)
		if (rows[i].id == tender) {
			*ret_row = rows[i];
			return ERR_OK;
		}
	return ERR_STATE;
}

/* The last of a part's tenders is left to one that covers it. */
static enum err check_room(struct tx *tx, const struct tender_row *row)
{
	struct tender_row rows[PAY_TENDERS_MAX];
	int n = 0;
	enum err err = store_tender_list(tx->db, row->bill, row->part, rows, PAY_TENDERS_MAX, &n);

	return err == ERR_OK && n + 1 >= PAY_TENDERS_MAX ? ERR_LIMIT : err;
}

static struct tender_row opposite_of(const struct tender_row *row)
{
	struct tender_row back = *row;

	back.takes_back = row->id;
	back.amount_minor = -row->amount_minor;
	back.given_minor = -row->given_minor;
	back.change_minor = -row->change_minor;
	back.rounding_minor = -row->rounding_minor;
	back.entry = 0;
	return back;
}

static enum err post_back(struct tx *tx, const struct property *property,
			  const struct tender_row *row)
{
	struct drawer_session session;
	struct tender_type type;
	struct tender_row back;
	struct pay_plan plan;
	struct entry entry;
	enum err err = store_drawer_open(tx->db, tx->station, tx->act->staff, &session);

	if (err == ERR_NOT_FOUND || (err == ERR_OK && session.id != row->drawer_session))
		return ERR_NO_DRAWER;
	if (err == ERR_OK)
		err = store_tender_type_by_id(tx->db, row->tender_type, &type);
	if (err != ERR_OK)
		return err;
	back = opposite_of(row);
	plan = (struct pay_plan){ .value_minor = back.amount_minor - back.rounding_minor +
						 back.change_minor,
				  .amount_minor = back.amount_minor,
				  .change_minor = back.change_minor,
				  .rounding_minor = back.rounding_minor,
				  .given_minor = back.given_minor };
	err = pay_cash_entry(property, &type, &session, &plan, &entry);
	if (err == ERR_OK)
		err = store_entry_insert(tx, "tender", row->bill, row->part, &entry, &back.entry);
	if (err == ERR_OK)
		err = store_tender_insert(tx, &back);
	tx->result = back.id;
	return err;
}

/* M5: a part on which nothing stands any more is not frozen. */
static enum err thaw_in(struct tx *tx, int64_t bill, int64_t part)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	for (int i = 0; i < view.n_parts; i++) {
		const struct bill_part_view *open = &view.parts[i];

		if (open->id == part && open->tendered_minor == 0 && open->pending_minor == 0 &&
		    open->doubt_minor == 0 && !open->is_settling)
			err = store_part_thaw(tx, bill, part);
	}
	bill_view_done(&view);
	return err;
}

struct back {
	const struct app *app;
	int64_t tender;
};

static enum err back_in(struct tx *tx, void *arg)
{
	const struct back *back = arg;
	struct tender_row row;
	struct bill_head head;
	enum err err = bill_begin_in(tx, tx->act->bill, &head);

	if (err == ERR_OK)
		err = find_cash(tx, head.id, back->tender, &row);
	if (err == ERR_OK)
		err = app_allow(tx, PERM_VOID, row.amount_minor);
	if (err == ERR_OK)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = check_room(tx, &row);
	if (err == ERR_OK)
		err = post_back(tx, &back->app->property, &row);
	if (err == ERR_OK)
		err = thaw_in(tx, head.id, row.part);
	return err == ERR_OK ? store_bill_touch(tx, &head) : err;
}

enum err pay_take_back(struct app *app, const struct act *act, int64_t tender)
{
	struct back back = { app, tender };
	char content[64];

	str_format(content, sizeof content, "%lld %lld", (long long)act->bill, (long long)tender);
	return act_run(app->db, act, "take-back", content, back_in, &back, NULL);
}
