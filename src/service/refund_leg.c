/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/refund_leg.c -- the ways in which a refund is paid out: one driver each (P8).  What is
 * paid at once has its entry in the leg: Dr refunds owed / Cr what it leaves.
 */
#include "base/str.h"
#include "service/refund_inside.h"
#include "store/store_gift.h"

struct refund_driver {
	const char *name;
	bool takes_any;              /* not only what came the same way */
	/* Fills what the leg says about itself and credits what it leaves; an entry without
	 * postings is one that follows later. */
	enum err (*pay)(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			struct refund_leg_row *leg, struct entry *entry);
	/* What follows once the leg is written; NULL: nothing. */
	enum err (*after)(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			  const struct refund_leg_row *leg);
};

/* M7, M8: the drawer gives what is handed back; what rounding keeps or adds has its account. */
static enum err pay_cash(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			 struct refund_leg_row *leg, struct entry *entry)
{
	const char *home = app->property.currency;
	bool is_home = str_equal(payout->type->unit, home);
	int64_t position = entry_account(LEDGER_EXCHANGE, payout->type->position), drawer;
	struct drawer_session session;
	enum err err = store_drawer_open(tx->db, tx->station, tx->act->staff, &session);

	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_NO_DRAWER : err;
	drawer = entry_account(LEDGER_DRAWER, session.drawer);
	leg->drawer_session = session.id;
	leg->given_minor = payout->given_minor;
	leg->rounding_minor = is_home ? payout->amount_minor - payout->given_minor : 0;
	err = entry_credit(entry, drawer, payout->given_minor, payout->type->unit);
	if (err == ERR_OK && !is_home)
		err = entry_debit(entry, position, payout->given_minor, payout->type->unit);
	if (err == ERR_OK && !is_home)
		err = entry_credit(entry, position, payout->amount_minor, home);
	return err == ERR_OK ? entry_credit(entry, entry_account(LEDGER_ROUNDING, 0),
					    leg->rounding_minor, home)
			     : err;
}

/* A voucher is given back, a gift card loaded: what stands in its account is less, or more. */
static enum err pay_account(struct tx *tx, const struct app *app,
			    const struct refund_payout *payout, struct refund_leg_row *leg,
			    struct entry *entry)
{
	(void)tx;
	(void)leg;
	return entry_credit(entry, payout->type->account, payout->amount_minor,
			    app->property.currency);
}

/* Loads the card that paid, or the one that is named. */
static enum err load_gift(struct tx *tx, const struct app *app, const struct refund_payout *payout,
			  const struct refund_leg_row *leg)
{
	struct gift_move move = { .card = payout->gift_card, .refund_leg = leg->id,
				  .amount_minor = leg->amount_minor, .entry = leg->entry };
	struct gift_card card;
	enum err err = ERR_OK;

	(void)app;
	if (move.card == 0)
		err = store_gift_of_tender(tx->db, leg->tender, &move.card);
	if (err == ERR_OK)
		err = store_gift_by_id(tx->db, move.card, &card);
	if (err == ERR_NOT_FOUND)
		return ERR_GIFT_CARD;
	if (err == ERR_OK && !str_equal(card.unit, payout->refund->unit))
		err = ERR_UNIT;
	return err == ERR_OK ? store_gift_move_insert(tx, card.unit, &move) : err;
}

static const struct refund_driver drivers[] = {
	{ "cash", true, pay_cash, NULL },
	{ "voucher", false, pay_account, NULL },
	{ "gift", true, pay_account, load_gift },
	{ "reader", false, refund_card_pay, refund_card_after },
	{ "qr", false, refund_card_pay, refund_card_after },
	{ "link", false, refund_card_pay, refund_card_after },
	{ "saved", false, refund_card_pay, refund_card_after },
	{ "slip", false, refund_slip_pay, refund_slip_after },
	{ NULL, false, NULL, NULL },
};

static const struct refund_driver *driver_of(const struct tender_type *type)
{
	const struct refund_driver *driver = drivers;

	while (driver->name != NULL && !str_equal(driver->name, type->driver))
		driver++;
	return driver->name != NULL ? driver : NULL;
}

enum err refund_leg_check(const struct refund_source *source, const struct tender_type *type,
			  const char *home)
{
	const struct refund_driver *driver = driver_of(type);

	if (driver == NULL)
		return ERR_STATE;
	if (type->id == source->type.id)
		return ERR_OK;
	/* Foreign notes go back only for those that came (M8): no rate is frozen for others. */
	return driver->takes_any && str_equal(type->unit, home) ? ERR_OK : ERR_STATE;
}

bool refund_is_cash_for_card(const struct refund_source *source, const struct tender_type *type)
{
	return str_equal(type->driver, "cash") && !str_equal(source->type.driver, "cash");
}

enum err refund_leg_in(struct tx *tx, const struct app *app, const struct refund_payout *payout,
		       int64_t *ret_leg)
{
	const struct refund_driver *driver = driver_of(payout->type);
	const struct refund_row *refund = payout->refund;
	struct refund_leg_row leg = { .refund = refund->id,
				      .bill = refund->bill,
				      .tender = payout->source->tender.id,
				      .tender_type = payout->type->id,
				      .amount_minor = payout->amount_minor,
				      .given_minor = payout->amount_minor,
				      .state = REFUND_DONE };
	struct entry entry;
	enum err err = refund_leg_check(payout->source, payout->type, refund->unit);

	if (err != ERR_OK)
		return err;
	str_copy(leg.unit, sizeof leg.unit, payout->type->unit);
	entry_begin(&entry);
	err = driver->pay(tx, app, payout, &leg, &entry);
	if (err == ERR_OK && leg.state == REFUND_DONE)
		err = entry_debit(&entry, entry_account(LEDGER_REFUNDS_OWED, 0),
				  payout->amount_minor, refund->unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "payout", refund->bill, refund->part, &entry,
					 &leg.entry);
	if (err == ERR_OK)
		err = store_refund_leg_insert(tx, &leg);
	if (err == ERR_OK && driver->after != NULL)
		err = driver->after(tx, app, payout, &leg);
	if (err == ERR_OK)
		*ret_leg = leg.id;
	return err;
}
