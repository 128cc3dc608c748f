/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_price.c -- the act of tests/double/books.h that says what a check costs: a
 * guest check was printed, a tax was not charged, a price change was noted.
 */
#include "double/books_inside.h"

static enum err price_in(struct tx *tx, void *arg)
{
	static const char part[] =
		"SELECT min(id) FROM part WHERE property = $1 AND bill = $2";
	static const char version[] = "SELECT max(id) FROM tax_version WHERE property = $1";
	static const char exemption[] =
		"INSERT INTO exemption (property, id, bill, part, account, note, is_exempt, "
		"good_from, good_until, business_date, turn) VALUES ($1, $2, $3, $4, $5, 0, 1, 0, "
		"$6, $6, 1)";
	static const char frozen[] =
		"INSERT INTO frozen_exempt (property, id, bill, part, tax_version, department, "
		"component, amount_minor, round) VALUES ($1, $2, $3, $4, $5, 1, 1, 9, 0)";
	static const char check[] =
		"INSERT INTO guest_check (property, id, bill, part, paper, total_minor, "
		"business_date, turn) VALUES ($1, $2, $3, 0, $4, 1250, $5, 1)";
	static const char change[] =
		"INSERT INTO price_change (property, id, bill, kind, rule, amount_minor, "
		"business_date) VALUES ($1, $2, $3, 'comp', 0, 125, $4)";
	static const char split[] =
		"INSERT INTO bill_change (property, id, bill, kind, of, other, was, now, "
		"business_date, turn) VALUES ($1, $2, $3, 'table', 0, 0, 5, 6, $4, 1)";
	int64_t bill = 0, only = 0, tax = 0, paper = 0;
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = books_paper(tx, "check", bill, 0, &paper);
	if (err != ERR_OK)
		return err;
	ASK(tx->db, &only, part, V(tx->property), V(bill));
	ASK(tx->db, &tax, version, V(tx->property));
	RUN(tx->db, exemption, V(tx->property), V(tx_id(tx)), V(bill), V(only),
	    V(entry_account(LEDGER_TAX, 1)), V(tx->business_date));
	RUN(tx->db, frozen, V(tx->property), V(tx_id(tx)), V(bill), V(only), V(tax));
	RUN(tx->db, check, V(tx->property), V(tx_id(tx)), V(bill), V(paper),
	    V(tx->business_date));
	RUN(tx->db, change, V(tx->property), V(tx_id(tx)), V(bill), V(tx->business_date));
	RUN(tx->db, split, V(tx->property), V(tx_id(tx)), V(bill), V(tx->business_date));
	return books_touch(tx, bill);
}

enum err books_price(struct books *books)
{
	return books_run(books, "guest-check", price_in);
}
