/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay_value.c -- the drivers of vouchers and gift cards: value that is paid with as it
 * stands, without change or rounding.
 */
#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "service/pay_driver.h"
#include "store/store_gift.h"

/* No change comes back: at most what is due. */
static enum err plan_value(const struct property *property, const struct tender_type *type,
			   int64_t due_minor, int64_t given_minor, struct pay_plan *ret_plan)
{
	int64_t given = given_minor == PAY_EXACT ? due_minor : given_minor;

	if (!str_equal(type->unit, property->currency))
		return ERR_UNIT;
	if (due_minor < 1 || given < 1)
		return ERR_RANGE;
	if (given > PAY_GIVEN_MAX)
		return ERR_OVERFLOW;
	if (type->limit_minor > 0 && given > type->limit_minor)
		return ERR_RANGE;
	if (given > due_minor)
		return ERR_STATE;
	*ret_plan = (struct pay_plan){ .value_minor = given, .amount_minor = given,
				       .given_minor = given, .covers = given == due_minor };
	return ERR_OK;
}

static enum err post_value(struct tx *tx, int64_t bill, int64_t part,
			   const struct tender_type *type, const struct pay_plan *plan,
			   struct tender_row *row)
{
	struct entry entry;
	enum err err;

	*row = (struct tender_row){ .bill = bill, .part = part, .tender_type = type->id,
				    .amount_minor = plan->amount_minor,
				    .given_minor = plan->given_minor,
				    .rate_num = 1, .rate_den = 1 };
	str_copy(row->unit, sizeof row->unit, type->unit);
	entry_begin(&entry);
	err = entry_debit(&entry, type->account, plan->amount_minor, type->unit);
	if (err == ERR_OK)
		err = entry_credit(&entry, entry_account(LEDGER_OPEN_CHECKS, 0),
				   plan->amount_minor, type->unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK)
		err = store_entry_insert(tx, "tender", bill, part, &entry, &row->entry);
	return err == ERR_OK ? store_tender_insert(tx, row) : err;
}

/* A voucher may have a number, which is then taken once. */
static enum err look_voucher(struct tx *tx, const struct tender_type *type, int64_t due_minor,
			     struct pay_given *given)
{
	size_t n = strlen(given->number);
	bool is_taken = false;
	enum err err = ERR_OK;

	(void)due_minor;
	if (n == 0)
		return ERR_OK;
	if (n < PAY_VOUCHER_MIN || n > PAY_VOUCHER_MAX ||
	    strspn(given->number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != n)
		return ERR_SYNTAX;
	err = store_voucher_is_taken(tx->db, type->id, given->number, &is_taken);
	return err == ERR_OK && is_taken ? ERR_EXISTS : err;
}

static enum err post_voucher(struct tx *tx, const struct property *property, int64_t bill,
			     int64_t part, const struct tender_type *type,
			     const struct pay_plan *plan, const struct pay_given *given,
			     int64_t *ret_tender)
{
	struct tender_row row;
	enum err err = post_value(tx, bill, part, type, plan, &row);

	(void)property;
	if (err == ERR_OK && given->number[0] != '\0')
		err = store_voucher_insert(tx, row.id, type->id, given->number);
	if (err == ERR_OK)
		*ret_tender = row.id;
	return err;
}

/* The card pays what is due, or what it has. */
static enum err look_gift(struct tx *tx, const struct tender_type *type, int64_t due_minor,
			  struct pay_given *given)
{
	struct gift_card card;
	enum err err = given->number[0] == '\0' ? ERR_GIFT_CARD : gift_number_check(given->number);

	if (err == ERR_OK)
		err = store_gift_by_number(tx->db, given->number, &card);
	if (err == ERR_OK && (!card.is_active || !str_equal(card.unit, type->unit)))
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	if (given->given_minor == PAY_EXACT)
		given->given_minor = card.balance_minor < due_minor ? card.balance_minor
								    : due_minor;
	given->card = card.id;
	return given->given_minor > card.balance_minor || card.balance_minor < 1 ? ERR_BALANCE
										 : ERR_OK;
}

static enum err post_gift(struct tx *tx, const struct property *property, int64_t bill,
			  int64_t part, const struct tender_type *type,
			  const struct pay_plan *plan, const struct pay_given *given,
			  int64_t *ret_tender)
{
	struct tender_row row;
	struct gift_move move = { .card = given->card, .amount_minor = -plan->amount_minor };
	enum err err = post_value(tx, bill, part, type, plan, &row);

	(void)property;
	move.tender = row.id;
	move.entry = row.entry;
	if (err == ERR_OK)
		err = store_gift_move_insert(tx, type->unit, &move);
	if (err == ERR_OK)
		*ret_tender = row.id;
	return err;
}

const struct pay_driver pay_voucher_driver = { "voucher", look_voucher, plan_value, post_voucher };
const struct pay_driver pay_gift_driver = { "gift", look_gift, plan_value, post_gift };
