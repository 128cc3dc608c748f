/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_card.c -- the acts of tests/double/books.h that move money over a processor,
 * give some of it back, and sell gift cards.
 */
#include "double/books.h"

#include "base/str.h"
#include "double/books_inside.h"

struct card {
	int64_t bill, part, payment, leg;
	int64_t amount_minor;
};

/* An attempt that was answered, with the entry that its answer made. */
static enum err add_attempt(struct tx *tx, const struct card *card, const char *op,
			    const char *state, int64_t entry)
{
	static const char attempt[] =
		"INSERT INTO attempt (property, id, payment, refund_leg, follows, op, key, method, "
		"path, body, api_version, amount_minor, unit, at_unix_ms, business_date) VALUES "
		"($1, $2, $3, $4, 0, $5, $6, 'POST', '/v1', 'amount=1', '2024-04-10', $7, 'EUR', "
		"$8, $9)";
	static const char live[] =
		"INSERT INTO attempt_live (property, attempt, state, can_send, owner, "
		"until_unix_ms, tries, looks, first_unix_ms, next_unix_ms, outcome, problem, "
		"version) VALUES ($1, $2, 'done', 1, 0, 0, 1, 0, $3, $3, 'ok', '', 2)";
	static const char outcome[] =
		"INSERT INTO outcome (property, id, attempt, payment, refund_leg, outcome, state, "
		"found, object, charge, brand, last_four, authorization_code, application, "
		"application_id, unit, amount_minor, tip_minor, capture_before_unix_ms, code, "
		"request, is_replayed, entry, business_date, granted_minor) VALUES ($1, $2, $3, "
		"$4, $5, 'ok', $6, 'answer', 'pi_1', 'ch_1', 'visa', '4242', 'A1', '', '', 'EUR', "
		"$7, 0, 0, '', 'req_1', 0, $8, $9, $7)";
	int64_t id = tx_id(tx);
	char key[32];

	str_format(key, sizeof key, "key-%lld", (long long)id);
	RUN(tx->db, attempt, V(tx->property), V(id), V(card->payment), V(card->leg), V(op), V(key),
	    V(card->amount_minor), V(tx->at_unix_ms), V(tx->business_date));
	RUN(tx->db, live, V(tx->property), V(id), V(tx->at_unix_ms));
	return db_run(tx->db, outcome, V(tx->property), V(tx_id(tx)), V(id), V(card->payment),
		      V(card->leg), V(state), V(card->amount_minor), V(entry),
		      V(tx->business_date));
}

static enum err add_payment(struct tx *tx, struct card *card, const char *state)
{
	static const char payment[] =
		"INSERT INTO payment (property, id, bill, part, kind, tender_type, processor, "
		"reader, card_on_file, unit, amount_minor, business_date) VALUES ($1, $2, $3, $4, "
		"'reader', 1, 'stripe', 'tmr_1', 0, 'EUR', $5, $6)";
	static const char live[] =
		"INSERT INTO payment_live (property, payment, bill, part, state, wants, intent, "
		"charge, link, url, tender, pending_minor, authorized_minor, capturable_minor, "
		"captured_minor, tip_minor, refunded_minor, can_increment, "
		"capture_before_unix_ms, problem, since_unix_ms, version) VALUES ($1, $2, $3, $4, "
		"$5, '', 'pi_1', 'ch_1', '', '', $6, 0, $7, 0, $7, 0, 0, 0, 0, '', $8, 1)";
	int64_t taken_minor = str_equal(state, "captured") ? card->amount_minor : 0;

	card->payment = tx_id(tx);
	RUN(tx->db, payment, V(tx->property), V(card->payment), V(card->bill), V(card->part),
	    V(card->amount_minor), V(tx->business_date));
	return db_run(tx->db, live, V(tx->property), V(card->payment), V(card->bill),
		      V(card->part), V(state), V(taken_minor == 0 ? 0 : card->payment + 1),
		      V(taken_minor), V(tx->at_unix_ms));
}

/* Authorized, then captured (L7); the tender follows the payment's row. */
static enum err take_card(struct tx *tx, struct card *card)
{
	static const char sql[] =
		"INSERT INTO tender (property, id, bill, part, tender_type, drawer_session, "
		"amount_minor, unit, given_minor, change_minor, rounding_minor, rate_num, "
		"rate_den, payment, entry, takes_back, business_date) VALUES ($1, $2, $3, $4, 1, "
		"0, $5, 'EUR', $5, 0, 0, 1, 1, $6, $7, 0, $8)";
	struct ledger_entry hold = { tx, 0, ERR_OK }, capture = { tx, 0, ERR_OK };
	enum err err = add_payment(tx, card, "captured");
	int64_t tender = tx_id(tx);

	hold.id = tx_id(tx);
	books_post(&hold, LEDGER_CARDS_AUTHORIZED, 1, "EUR", card->amount_minor);
	books_post(&hold, LEDGER_OPEN_CHECKS, 0, "EUR", -card->amount_minor);
	if (err == ERR_OK)
		err = books_post_end(&hold, "tender", card->bill, card->part);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, sql, V(tx->property), V(tender), V(card->bill), V(card->part),
	    V(card->amount_minor), V(card->payment), V(hold.id), V(tx->business_date));
	capture.id = tx_id(tx);
	books_post(&capture, LEDGER_CLEARING, 1, "EUR", card->amount_minor);
	books_post(&capture, LEDGER_CARDS_AUTHORIZED, 1, "EUR", -card->amount_minor);
	err = books_post_end(&capture, "capture", card->bill, card->part);
	if (err == ERR_OK)
		err = add_attempt(tx, card, "present", "authorized", hold.id);
	return err == ERR_OK ? add_attempt(tx, card, "capture", "captured", capture.id) : err;
}

static enum err card_in(struct tx *tx, void *arg)
{
	static const char total[] = "SELECT coalesce(sum(amount_minor), 0) FROM line "
				    "WHERE property = $1 AND bill = $2";
	static const char part[] = "SELECT id FROM part WHERE property = $1 AND bill = $2 "
				   "AND no = 1";
	static const char thaw[] = "INSERT INTO thaw (property, id, bill, part, round) "
				   "VALUES ($1, $2, $3, $4, 0)";
	struct card card = { 0 };
	enum err err = books_find_bill(tx, &card.bill);

	(void)arg;
	if (err != ERR_OK)
		return err;
	ASK(tx->db, &card.amount_minor, total, V(tx->property), V(card.bill));
	ASK(tx->db, &card.part, part, V(tx->property), V(card.bill));
	if (card.amount_minor < 10)
		return ERR_NOT_FOUND;
	err = books_freeze(tx, card.bill, card.part, card.amount_minor);
	if (err == ERR_OK)
		err = add_payment(tx, &card, "declined");
	if (err != ERR_OK)
		return err;
	RUN(tx->db, thaw, V(tx->property), V(tx_id(tx)), V(card.bill), V(card.part));
	err = books_freeze(tx, card.bill, card.part, card.amount_minor);
	if (err == ERR_OK)
		err = take_card(tx, &card);
	return err == ERR_OK ? books_touch(tx, card.bill) : err;
}

enum err books_card(struct books *books)
{
	return books_run(books, "payment-begin", card_in);
}

/* A credit note over `card`, paid back to it. */
static enum err give_back(struct tx *tx, struct card *card, int64_t tender)
{
	static const char refund[] =
		"INSERT INTO refund (property, id, bill, part, paper, unit, total_minor, "
		"tax_minor, tip_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, 'EUR', "
		"$6, 0, 0, $7, $8)";
	static const char line[] =
		"INSERT INTO refund_line (property, id, refund, line, quantity, tax_version, "
		"department, component, amount_minor) SELECT $1, $2, $3, 0, 0, max(id), 1, 0, $4 "
		"FROM tax_version WHERE property = $1";
	static const char leg[] =
		"INSERT INTO refund_leg (property, id, refund, bill, tender, payment, tender_type, "
		"drawer_session, amount_minor, unit, given_minor, rounding_minor, entry, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, 1, 0, $7, 'EUR', $7, 0, $8, $9)";
	static const char live[] = "INSERT INTO refund_leg_live (property, leg, state, object, "
				   "problem, since_unix_ms, version) VALUES ($1, $2, 'done', "
				   "'re_1', '', $3, 1)";
	struct ledger_entry owed = { tx, tx_id(tx), ERR_OK }, paid = { tx, tx_id(tx), ERR_OK };
	int64_t paper = 0, id = tx_id(tx);
	enum err err = books_paper(tx, "credit", card->bill, card->part, &paper);

	card->leg = tx_id(tx);
	books_post(&owed, LEDGER_REVENUE, 1, "EUR", card->amount_minor);
	books_post(&owed, LEDGER_REFUNDS_OWED, 0, "EUR", -card->amount_minor);
	books_post(&paid, LEDGER_REFUNDS_OWED, 0, "EUR", card->amount_minor);
	books_post(&paid, LEDGER_CLEARING, 1, "EUR", -card->amount_minor);
	if (err == ERR_OK)
		err = books_post_end(&owed, "refund", card->bill, card->part);
	if (err == ERR_OK)
		err = books_post_end(&paid, "payout", card->bill, card->part);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, refund, V(tx->property), V(id), V(card->bill), V(card->part), V(paper),
	    V(card->amount_minor), V(owed.id), V(tx->business_date));
	RUN(tx->db, line, V(tx->property), V(tx_id(tx)), V(id), V(card->amount_minor));
	RUN(tx->db, leg, V(tx->property), V(card->leg), V(id), V(card->bill), V(tender),
	    V(card->payment), V(card->amount_minor), V(0), V(tx->business_date));
	RUN(tx->db, live, V(tx->property), V(card->leg), V(tx->at_unix_ms));
	return add_attempt(tx, card, "refund", "refunded", paid.id);
}

static enum err sell_gift(struct tx *tx, int64_t bill)
{
	static const char card[] = "INSERT INTO gift_card (property, id, number, unit, is_active, "
				   "version) VALUES ($1, $2, $3, 'EUR', 1, 1)";
	static const char last[] = "SELECT max(id) FROM line WHERE property = $1 AND bill = $2";
	static const char line[] = "INSERT INTO gift_line (property, id, line, bill, gift_card) "
				   "VALUES ($1, $2, $3, $4, $5)";
	static const char voucher[] =
		"INSERT INTO voucher (property, id, tender, tender_type, number) "
		"SELECT $1, $2, id, tender_type, 'V1' FROM tender WHERE property = $1 "
		"AND bill = $3 LIMIT 1";
	static const char move[] =
		"INSERT INTO gift_move (property, id, gift_card, line, tender, refund_leg, unit, "
		"amount_minor, entry, business_date) VALUES ($1, $2, $3, $4, 0, 0, 'EUR', 1000, "
		"$5, $6)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	int64_t id = tx_id(tx), sold = 0;
	char number[24];
	enum err err;

	str_format(number, sizeof number, "%lld", (long long)id);
	ASK(tx->db, &sold, last, V(tx->property), V(bill));
	books_post(&entry, LEDGER_REVENUE, 1, "EUR", 1000);
	books_post(&entry, LEDGER_GIFT_CARDS, 0, "EUR", -1000);
	err = books_post_end(&entry, "gift", bill, 0);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, card, V(tx->property), V(id), V(number));
	RUN(tx->db, line, V(tx->property), V(tx_id(tx)), V(sold), V(bill), V(id));
	RUN(tx->db, voucher, V(tx->property), V(tx_id(tx)), V(bill));
	return db_run(tx->db, move, V(tx->property), V(tx_id(tx)), V(id), V(sold), V(entry.id),
		      V(tx->business_date));
}

static enum err pay_fee(struct tx *tx)
{
	static const char sql[] =
		"INSERT INTO processor_fact (property, id, processor, kind, object, payment, "
		"refund_leg, unit, amount_minor, entry, business_date) VALUES ($1, $2, 'stripe', "
		"'fee', $3, 0, 0, 'EUR', 30, $4, $5)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	int64_t id = tx_id(tx);
	char object[32];
	enum err err;

	str_format(object, sizeof object, "txn_%lld", (long long)id);
	books_post(&entry, LEDGER_FEES, 1, "EUR", 30);
	books_post(&entry, LEDGER_CLEARING, 1, "EUR", -30);
	err = books_post_end(&entry, "processor", 0, 0);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(id), V(object), V(entry.id),
		      V(tx->business_date));
}

static enum err after_in(struct tx *tx, void *arg)
{
	static const char find[] =
		"SELECT t.id, t.bill, t.part, t.payment, t.amount_minor FROM tender AS t "
		"WHERE t.property = $1 AND t.payment <> 0 ORDER BY t.id DESC LIMIT 1";
	struct db_rows *rows = db_query(tx->db, find, V(tx->property));
	struct card card = { 0 };
	int64_t tender = 0;
	enum err err;

	(void)arg;
	if (db_next(rows)) {
		tender = db_int(rows, 0);
		card = (struct card){ db_int(rows, 1), db_int(rows, 2), db_int(rows, 3), 0,
				      db_int(rows, 4) / 10 };
	}
	err = db_end(rows);
	if (err == ERR_OK && tender == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = give_back(tx, &card, tender);
	if (err == ERR_OK)
		err = sell_gift(tx, card.bill);
	return err == ERR_OK ? pay_fee(tx) : err;
}

enum err books_after(struct books *books)
{
	return books_run(books, "refund", after_in);
}
