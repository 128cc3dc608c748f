/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/drawer_move.c -- cash moved into a drawer or out of it: change, paid-in, paid-out, drops,
 * tips; and the drawer opened without a sale.
 */
#include "base/str.h"
#include "core/entry.h"
#include "service/drawer_inside.h"
#include "service/pay.h"
#include "store/store_staff.h"

/* Every kind of move in one row: which way the cash goes, and where from or to. */
static const struct {
	const char *name;
	int sign;
	enum ledger ledger;
	enum perm perm;
	bool is_limited, needs_reason, has_slip;
} moves[] = {
	[DRAWER_FLOAT] = { "float", 1, LEDGER_SAFE, PERM_DRAWER, false, false, false },
	[DRAWER_PAID_IN] = { "paid-in", 1, LEDGER_PAID, PERM_DRAWER, false, true, true },
	[DRAWER_PAID_OUT] = { "paid-out", -1, LEDGER_PAID, PERM_PAID_OUT, true, true, true },
	[DRAWER_DROP] = { "drop", -1, LEDGER_SAFE, PERM_DRAWER, false, false, true },
	[DRAWER_TIP_OUT] = { "tip-out", -1, LEDGER_TIPS, PERM_TIP_OUT, true, false, true },
	[DRAWER_NO_SALE] = { "no-sale", 0, LEDGER_DRAWER, PERM_DRAWER, false, true, false },
};

const char *drawer_move_name(enum drawer_move_kind kind)
{
	return moves[kind].name;
}

/* What a limit is held against: the worth in the house's currency, at the rate in force. */
static enum err limited(struct tx *tx, const struct app *app, const struct drawer_amount *amount,
			int64_t *ret_minor)
{
	struct tender_type types[TENDER_LIST_MAX];
	int n = 0;
	enum err err;

	if (str_equal(amount->unit, app->property.currency)) {
		*ret_minor = amount->amount_minor;
		return ERR_OK;
	}
	err = store_tender_type_list(tx->db, types, TENDER_LIST_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		if (str_equal(types[i].driver, "cash") && str_equal(types[i].unit, amount->unit))
			return pay_worth(&app->property, &types[i], amount->amount_minor,
					 ret_minor);
	return err == ERR_OK ? ERR_NOT_FOUND : err;
}

/* A second person, who may open drawers, stands beside it. */
static enum err second_person(struct tx *tx, int64_t amount_minor)
{
	const struct act *act = tx->act;

	if (act->approver != 0 && act->approver != act->staff)
		return app_may(tx, act->approver, PERM_DRAWER, 0);
	if (act->need != NULL)
		*act->need = (struct perm_need){ .perm = PERM_DRAWER,
						 .amount_minor = amount_minor,
						 .limit_minor = PERM_NO };
	return ERR_APPROVAL;
}

/* Tips go to one of the staff, never more than is owed (L7), and not to oneself without another. */
static enum err check_tips(struct tx *tx, const struct drawer_moving *moving)
{
	struct staff person;
	int64_t owed_minor = 0;
	enum err err = store_staff_by_id(tx->db, moving->person, &person);

	if (err == ERR_OK && (!person.is_active || person.role == ROLE_SYSTEM))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = store_tips_payable(tx->db, moving->amount.unit, &owed_minor);
	if (err == ERR_OK && moving->amount.amount_minor > owed_minor)
		err = ERR_TIP;
	return err == ERR_OK && moving->person == tx->act->staff
		       ? second_person(tx, moving->amount.amount_minor)
		       : err;
}

struct move {
	const struct app *app;
	const struct drawer_moving *moving;
};

static enum err check_move(struct tx *tx, const struct move *move)
{
	const struct drawer_moving *moving = move->moving;
	int64_t worth_minor = 0;
	enum err err = ERR_OK;

	if (moves[moving->kind].is_limited)
		err = limited(tx, move->app, &moving->amount, &worth_minor);
	if (err == ERR_OK)
		err = app_allow(tx, moves[moving->kind].perm, worth_minor);
	if (err == ERR_OK && moves[moving->kind].needs_reason)
		err = app_reason(tx);
	if (err == ERR_OK && moving->kind == DRAWER_TIP_OUT)
		err = check_tips(tx, moving);
	if (err == ERR_OK && moving->kind == DRAWER_DROP && move->app->drop_takes_two)
		err = second_person(tx, moving->amount.amount_minor);
	return err;
}

static enum err move_in(struct tx *tx, void *arg)
{
	const struct move *move = arg;
	const struct drawer_moving *moving = move->moving;
	struct drawer_move_row row = { .amount_minor = moving->amount.amount_minor,
				       .person = moving->person };
	struct drawer_session session;
	enum err err = check_move(tx, move);

	if (err == ERR_OK)
		err = drawer_mine(tx, &session);
	if (err != ERR_OK)
		return err;
	row.session = session.id;
	str_copy(row.kind, sizeof row.kind, moves[moving->kind].name);
	str_copy(row.unit, sizeof row.unit, moving->amount.unit);
	err = drawer_entry_in(tx, &session, row.kind,
			      entry_account(moves[moving->kind].ledger, 0), &moving->amount,
			      moves[moving->kind].sign, &row.entry);
	if (err == ERR_OK && moves[moving->kind].has_slip)
		err = drawer_slip_in(tx, move->app, &session, moving, &row.paper);
	if (err == ERR_OK)
		err = store_drawer_move_insert(tx, &row);
	tx->result = row.paper;
	return err;
}

enum err drawer_move(struct app *app, const struct act *act, const struct drawer_moving *moving,
		     int64_t *ret_paper)
{
	const struct drawer_amount *amount = &moving->amount;
	struct move move = { app, moving };
	char content[96];

	if (amount->amount_minor <= 0 || !money_unit_is_valid(amount->unit) ||
	    (moving->kind == DRAWER_TIP_OUT) != (moving->person != 0) ||
	    moving->kind == DRAWER_NO_SALE)
		return ERR_RANGE;
	if (amount->amount_minor > DRAWER_AMOUNT_MAX)
		return ERR_OVERFLOW;
	str_format(content, sizeof content, "%s %lld %s %lld", moves[moving->kind].name,
		   (long long)amount->amount_minor, amount->unit, (long long)moving->person);
	return act_run(app->db, act, "drawer-move", content, move_in, &move, ret_paper);
}

/* The event is for the audit; where a session is open its X and Z show it too. */
static enum err no_sale_in(struct tx *tx, void *arg)
{
	struct drawer_move_row row = { .amount_minor = 0 };
	struct drawer_session session = { .id = 0 };
	enum err err = app_allow(tx, PERM_DRAWER, 0);

	(void)arg;
	if (err == ERR_OK)
		err = app_reason(tx);
	if (err == ERR_OK)
		err = drawer_mine(tx, &session);
	if (err == ERR_OK) {
		row.session = session.id;
		str_copy(row.kind, sizeof row.kind, moves[DRAWER_NO_SALE].name);
		str_copy(row.unit, sizeof row.unit, session.unit);
		err = store_drawer_move_insert(tx, &row);
	}
	return err == ERR_OK || err == ERR_NO_DRAWER
		       ? store_event_insert(tx, "no-sale", session.id, 0)
		       : err;
}

enum err drawer_no_sale(struct app *app, const struct act *act)
{
	return act_run(app->db, act, "no-sale", "", no_sale_in, NULL, NULL);
}
