/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/payment_effect.c -- what a payment posts: tenders, captures, what is in doubt, what was
 * not collected (L7, L9).
 *
 * 1. Each tender row of a payment has an entry of its own that pays open checks by its amount.
 * 2. What a payment's tender rows come to stands in exactly one of: cards authorized, in doubt,
 *    clearing, uncollected cards.
 * 3. Clearing grows by what the processor captured, no more (P7).
 */
#include <stdlib.h>

#include "base/str.h"
#include "service/pay_close.h"
#include "service/payment_parts.h"

bool payment_is_saved(const struct payment_row *payment)
{
	return payment->card_on_file != 0 && payment->reader[0] == '\0';
}

enum err payment_work_load(struct tx *tx, const struct app *app, int64_t payment,
			   struct payment_work *ret_work)
{
	struct payment_work work = { .tx = tx, .app = app };
	enum err err = store_payment_load(tx->db, payment, &work.payment);

	if (err == ERR_OK)
		err = store_tender_type_by_id(tx->db, work.payment.tender_type, &work.type);
	if (err == ERR_OK)
		*ret_work = work;
	return err;
}

static int64_t account(const struct payment_work *work, enum ledger ledger)
{
	bool is_by_type = ledger == LEDGER_CLEARING || ledger == LEDGER_CARDS_AUTHORIZED ||
			  ledger == LEDGER_BANK_TERMINAL;

	return entry_account(ledger, is_by_type ? work->type.position : 0);
}

static enum err post(struct payment_work *work, const char *kind, struct entry *entry,
		     int64_t *ret_entry)
{
	enum err err = entry_end(entry);

	if (err != ERR_OK || entry->n == 0)
		return err;
	err = store_entry_insert(work->tx, kind, work->payment.bill, work->payment.part, entry,
				 ret_entry);
	if (err == ERR_OK && work->outcome.entry == 0)
		work->outcome.entry = *ret_entry;
	return err;
}

/* Dr `to` amount + tip / Cr `from` amount, tips payable tip. */
static enum err build(const struct payment_work *work, enum ledger to, enum ledger from,
		      int64_t amount_minor, int64_t tip_minor, struct entry *entry)
{
	const char *unit = work->payment.unit;
	enum err err;

	entry_begin(entry);
	err = entry_debit(entry, account(work, to), amount_minor + tip_minor, unit);
	if (err == ERR_OK)
		err = entry_credit(entry, account(work, from), amount_minor, unit);
	if (err == ERR_OK)
		err = entry_credit(entry, account(work, LEDGER_TIPS), tip_minor, unit);
	return err;
}

enum err payment_move_in(struct payment_work *work, const char *kind, enum ledger to,
			 enum ledger from, int64_t amount_minor)
{
	struct entry entry;
	int64_t id = 0;
	enum err err = build(work, to, from, amount_minor, 0, &entry);

	return err == ERR_OK ? post(work, kind, &entry, &id) : err;
}

enum err payment_clear_in(struct payment_work *work, enum ledger from, int64_t captured_minor,
			  int64_t tip_minor)
{
	struct entry entry;
	int64_t id = 0;
	enum err err = build(work, LEDGER_CLEARING, from, captured_minor - tip_minor, tip_minor,
			     &entry);

	return err == ERR_OK ? post(work, "capture", &entry, &id) : err;
}

/* One tender row with its entry; a negative amount takes one back. */
static enum err add_row(struct payment_work *work, enum ledger ledger, int64_t amount_minor,
			int64_t tip_minor)
{
	struct tender_row row = { .bill = work->payment.bill,
				  .part = work->payment.part,
				  .tender_type = work->payment.tender_type,
				  .amount_minor = amount_minor,
				  .given_minor = amount_minor,
				  .rate_num = 1,
				  .rate_den = 1,
				  .payment = work->payment.id };
	struct entry entry;
	enum err err = build(work, ledger, LEDGER_OPEN_CHECKS, amount_minor, tip_minor, &entry);

	if (err == ERR_OK)
		err = post(work, "tender", &entry, &row.entry);
	if (err != ERR_OK)
		return err;
	str_copy(row.unit, sizeof row.unit, work->payment.unit);
	err = store_tender_insert(work->tx, &row);
	if (err == ERR_OK)
		work->payment.tender = amount_minor > 0 ? row.id : 0;
	return err;
}

enum err payment_tender_in(struct payment_work *work, enum ledger ledger, int64_t amount_minor,
			   int64_t tip_minor)
{
	return add_row(work, ledger, amount_minor, tip_minor);
}

enum err payment_tendered_in(const struct payment_work *work, int64_t *ret_minor)
{
	static const char sql[] = "SELECT coalesce(sum(amount_minor), 0) FROM tender WHERE "
				  "property = $1 AND bill = $2 AND payment = $3";

	return db_one_int(work->tx->db, ret_minor, sql, V(work->tx->property),
			  V(work->payment.bill), V(work->payment.id));
}

enum err payment_take_back_in(struct payment_work *work, enum ledger ledger)
{
	int64_t amount_minor = 0;
	enum err err = payment_tendered_in(work, &amount_minor);

	return err == ERR_OK && amount_minor != 0 ? add_row(work, ledger, -amount_minor, 0) : err;
}

enum err payment_part_closed_in(const struct payment_work *work, bool *ret_closed)
{
	static const char sql[] =
		"SELECT count(*) FROM part_close WHERE property = $1 AND part = $2";
	int64_t n = 0;
	enum err err = db_one_int(work->tx->db, &n, sql, V(work->tx->property),
				  V(work->payment.part));

	if (err == ERR_OK)
		*ret_closed = n > 0;
	return err;
}

enum err payment_fall_in(struct payment_work *work, enum ledger ledger, enum payment_state state)
{
	int64_t amount_minor = 0;
	bool is_closed = false;
	enum err err = payment_part_closed_in(work, &is_closed);

	if (err == ERR_OK)
		err = payment_tendered_in(work, &amount_minor);
	if (err != ERR_OK)
		return err;
	if (is_closed)
		amount_minor -= work->payment.refunded_minor;
	work->payment.pending_minor = work->payment.capturable_minor = 0;
	work->payment.state = is_closed && amount_minor != 0 ? PAYMENT_LAPSED : state;
	if (!is_closed)
		return payment_take_back_in(work, ledger);
	return payment_move_in(work, "adjustment", LEDGER_UNCOLLECTED, ledger, amount_minor);
}

enum err payment_grant_in(const struct payment_work *work, int64_t amount_minor)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM attempt a LEFT JOIN outcome o ON "
		"o.property = a.property AND o.attempt = a.id WHERE a.property = $1 AND "
		"a.payment = $2 AND a.op = 'capture' AND (o.id IS NULL OR o.outcome = 'ok')), "
		"(SELECT o.granted_minor FROM outcome o WHERE o.property = $1 AND "
		"o.payment = $2 AND o.outcome = 'ok' AND o.granted_minor > 0 "
		"ORDER BY o.id DESC LIMIT 1)";
	struct db_rows *rows = db_query(work->tx->db, sql, V(work->tx->property),
					V(work->payment.id));
	int64_t captures = 0, granted_minor = 0;
	enum err err;

	if (db_next(rows)) {
		captures = db_int(rows, 0);
		granted_minor = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (captures > 0)
		return ERR_STATE;
	return amount_minor > granted_minor ? ERR_TIP : ERR_OK;
}

static enum err settle(struct payment_work *work, const struct bill_view *view,
		       const struct bill_part_view *part)
{
	const struct payment_row *payment = &work->payment;

	if (part->is_closed || !part->is_frozen || part->is_settling || part->pending_minor != 0)
		return ERR_OK;
	if (part->tendered_minor == 0 && part->total_minor != 0)
		return store_part_thaw(work->tx, payment->bill, payment->part);
	if (part->due_minor == 0 && part->doubt_minor == 0)
		return pay_close_in(work->tx, work->app, view, payment->part, &work->result);
	return ERR_OK;
}

enum err payment_finish_in(struct payment_work *work)
{
	struct bill_head head;
	struct bill_view view;
	enum err err = store_payment_save(work->tx, &work->payment);

	if (err == ERR_OK)
		err = store_bill_head(work->tx->db, work->payment.bill, &head);
	if (err == ERR_OK && work->payment.part != 0)
		err = bill_view_load(work->tx->db, work->payment.bill, &view);
	if (err != ERR_OK)
		return err;
	if (work->payment.part != 0) {
		for (int i = 0; i < view.n_parts; i++)
			if (view.parts[i].id == work->payment.part)
				err = settle(work, &view, &view.parts[i]);
		bill_view_done(&view);
	}
	if (err != ERR_OK || head.state == BILL_CLOSED)
		return err;
	if (work->result.bill_closed) {
		head.state = BILL_CLOSED;
		head.holder = 0;
	}
	return store_bill_touch(work->tx, &head);
}

enum err payment_staff(struct db *db, int64_t payment, int64_t *ret_staff)
{
	static const char sql[] = "SELECT staff FROM act WHERE property = $1 AND id = "
				  "(SELECT p.id / 65536 * 65536 FROM payment p "
				  "WHERE p.property = $1 AND p.id = $2)";

	return db_one_int(db, ret_staff, sql, V(db_property(db)), V(payment));
}
