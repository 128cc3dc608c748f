/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_cash.c -- the acts of tests/double/books.h that move money.
 */
#include "double/books.h"

#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "double/books_inside.h"
#include "store/seal.h"

void books_post(struct ledger_entry *entry, enum ledger ledger, int64_t member, const char *unit,
		int64_t amount_minor)
{
	static const char sql[] =
		"INSERT INTO posting (property, id, entry, account, unit, amount_minor, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, $7)";
	struct tx *tx = entry->tx;

	if (entry->err != ERR_OK || amount_minor == 0)
		return;
	entry->err = db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(entry->id),
			    V(entry_account(ledger, member)), V(unit), V(amount_minor),
			    V(tx->business_date));
}

enum err books_post_end(struct ledger_entry *entry, const char *kind, int64_t bill, int64_t part)
{
	static const char sql[] =
		"INSERT INTO entry (property, id, kind, bill, part, corrects, business_date) "
		"VALUES ($1, $2, $3, $4, $5, 0, $6)";
	struct tx *tx = entry->tx;

	if (entry->err != ERR_OK)
		return entry->err;
	return db_run(tx->db, sql, V(tx->property), V(entry->id), V(kind), V(bill), V(part),
		      V(tx->business_date));
}

enum err books_freeze(struct tx *tx, int64_t bill, int64_t part, int64_t total_minor)
{
	static const char version[] = "SELECT max(id) FROM tax_version WHERE property = $1";
	static const char sql[] = "INSERT INTO frozen (property, id, bill, part, tax_version, "
				  "department, component, amount_minor, round) VALUES "
				  "($1, $2, $3, $4, $5, 1, $6, $7, (SELECT count(*) FROM thaw "
				  "WHERE property = $1 AND part = $4))";
	int64_t tax_minor = (total_minor * 2 + 11) / 22, tax = 0;

	ASK(tx->db, &tax, version, V(tx->property));
	RUN(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(tax), V(0),
	    V(total_minor - tax_minor));
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(tax), V(1),
		      V(tax_minor));
}

static enum err take_money(struct tx *tx, int64_t bill, int64_t part, int64_t total_minor,
			   int64_t session)
{
	static const char sql[] =
		"INSERT INTO tender (property, id, bill, part, tender_type, drawer_session, "
		"amount_minor, unit, given_minor, change_minor, rounding_minor, rate_num, "
		"rate_den, payment, entry, takes_back, business_date) VALUES ($1, $2, $3, $4, 1, "
		"$5, $6, $7, $8, $9, $10, 9, 10, 0, $11, 0, $12)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	bool is_foreign = tx->seq % 5 == 0;
	int64_t rounding_minor = !is_foreign && tx->seq % 2 == 0 ? total_minor % 5 : 0;
	int64_t due_minor = total_minor - rounding_minor;
	int64_t given_minor = is_foreign ? due_minor * 2 : due_minor + tx->seq % 3 * 1000;
	int64_t worth_minor = is_foreign ? given_minor * 9 / 10 : given_minor;
	int64_t change_minor = worth_minor - due_minor;
	enum err err;

	if (is_foreign) {
		books_post(&entry, LEDGER_DRAWER, 1, "USD", given_minor);
		books_post(&entry, LEDGER_EXCHANGE, 1, "USD", -given_minor);
		books_post(&entry, LEDGER_EXCHANGE, 1, "EUR", worth_minor);
		books_post(&entry, LEDGER_DRAWER, 1, "EUR", -change_minor);
	} else {
		books_post(&entry, LEDGER_DRAWER, 1, "EUR", due_minor);
	}
	books_post(&entry, LEDGER_ROUNDING, 0, "EUR", rounding_minor);
	books_post(&entry, LEDGER_OPEN_CHECKS, 0, "EUR", -total_minor);
	err = books_post_end(&entry, "tender", bill, part);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(session),
		      V(total_minor), V(is_foreign ? "USD" : "EUR"), V(given_minor),
		      V(change_minor), V(rounding_minor), V(entry.id), V(tx->business_date));
}

enum err books_find_session(struct tx *tx, int64_t *ret_session)
{
	static const char sql[] = "SELECT session FROM drawer_live WHERE property = $1 "
				  "AND drawer = 1 AND session <> 0";

	return db_one_int(tx->db, ret_session, sql, V(tx->property));
}

static enum err tender_in(struct tx *tx, void *arg)
{
	static const char total[] = "SELECT coalesce(sum(amount_minor), 0) FROM line "
				    "WHERE property = $1 AND bill = $2";
	static const char part[] = "SELECT id FROM part WHERE property = $1 AND bill = $2 "
				   "AND no = 1";
	int64_t bill = 0, only = 0, total_minor = 0, session = 0;
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = books_find_session(tx, &session);
	if (err != ERR_OK)
		return err;
	ASK(tx->db, &total_minor, total, V(tx->property), V(bill));
	ASK(tx->db, &only, part, V(tx->property), V(bill));
	if (total_minor < 10)
		return ERR_NOT_FOUND;
	err = books_freeze(tx, bill, only, total_minor);
	if (err == ERR_OK)
		err = take_money(tx, bill, only, total_minor, session);
	return err == ERR_OK ? books_touch(tx, bill) : err;
}

enum err books_tender(struct books *books)
{
	return books_run(books, "tender", tender_in);
}

enum err books_paper(struct tx *tx, const char *series, int64_t bill, int64_t part,
		     int64_t *ret_paper)
{
	static const char last[] = "SELECT coalesce(max(number), 0) FROM paper WHERE "
				   "property = $1 AND series = $3 AND station = $2";
	static const char paper[] =
		"INSERT INTO paper (property, id, series, station, number, bill, part, "
		"business_date, model) VALUES ($1, $2, $8, $3, $4, $5, $6, $7, '{}')";
	static const char print[] = "INSERT INTO paper_print (property, id, paper, copy) "
				    "VALUES ($1, $2, $3, $4)";
	static const char job[] = "INSERT INTO print_job (property, id, paper, copy, station, "
				  "state, tries, problem, version) VALUES ($1, $2, $3, 0, $4, "
				  "'waiting', 0, '', 1)";
	int64_t id = tx_id(tx), number = 0;

	ASK(tx->db, &number, last, V(tx->property), V(tx->station), V(series));
	RUN(tx->db, paper, V(tx->property), V(id), V(tx->station), V(number + 1), V(bill), V(part),
	    V(tx->business_date), V(series));
	RUN(tx->db, print, V(tx->property), V(tx_id(tx)), V(id), V(0));
	RUN(tx->db, print, V(tx->property), V(tx_id(tx)), V(id), V(1));
	*ret_paper = id;
	return db_run(tx->db, job, V(tx->property), V(tx_id(tx)), V(id), V(tx->station));
}

static enum err close_part(struct tx *tx, int64_t bill, int64_t part)
{
	static const char sums[] = "SELECT sum(amount_minor), "
				   "sum(CASE WHEN component > 0 THEN amount_minor ELSE 0 END) "
				   "FROM frozen AS f WHERE property = $1 AND bill = $2 AND round = "
				   "(SELECT count(*) FROM thaw AS h WHERE h.property = f.property "
				   "AND h.part = f.part)";
	static const char close[] =
		"INSERT INTO part_close (property, id, bill, part, paper, entry, total_minor, "
		"tax_minor, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	struct db_rows *rows = db_query(tx->db, sums, V(tx->property), V(bill));
	int64_t total_minor = 0, tax_minor = 0, paper = 0;
	enum err err;

	if (db_next(rows)) {
		total_minor = db_int(rows, 0);
		tax_minor = db_int(rows, 1);
	}
	err = db_end(rows);
	books_post(&entry, LEDGER_OPEN_CHECKS, 0, "EUR", total_minor);
	books_post(&entry, LEDGER_REVENUE, 1, "EUR", tax_minor - total_minor);
	books_post(&entry, LEDGER_TAX, 1, "EUR", -tax_minor);
	if (err == ERR_OK)
		err = books_post_end(&entry, "sale", bill, part);
	if (err == ERR_OK)
		err = books_paper(tx, "receipt", bill, part, &paper);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, close, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(paper),
		      V(entry.id), V(total_minor), V(tax_minor), V(tx->business_date));
}

static enum err close_in(struct tx *tx, void *arg)
{
	static const char find[] =
		"SELECT t.bill, t.part FROM tender AS t WHERE t.property = $1 AND NOT EXISTS "
		"(SELECT 1 FROM part_close AS c WHERE c.property = t.property AND c.part = t.part) "
		"ORDER BY t.id LIMIT 1";
	static const char closed[] = "UPDATE bill_live SET state = 'closed', holder = 0, "
				     "version = version + 1 WHERE property = $1 AND bill = $2";
	struct db_rows *rows = db_query(tx->db, find, V(tx->property));
	int64_t bill = 0, part = 0;
	enum err err;

	(void)arg;
	if (db_next(rows)) {
		bill = db_int(rows, 0);
		part = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err == ERR_OK && bill == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = close_part(tx, bill, part);
	return err == ERR_OK ? db_run(tx->db, closed, V(tx->property), V(bill)) : err;
}

enum err books_close(struct books *books)
{
	return books_run(books, "part-close", close_in);
}

static enum err write_heads(struct tx *tx)
{
	static const char heads[] =
		"SELECT a.station, a.seq, a.hash FROM act AS a WHERE a.property = $1 AND a.id = "
		"(SELECT max(b.id) FROM act AS b WHERE b.property = $1 "
		"AND b.station = a.station) ORDER BY a.station";
	static const char sql[] = "INSERT INTO day_head (property, id, business_date, station, "
				  "seq, hash) VALUES ($1, $2, $3, $4, $5, $6)";
	struct db_rows *rows = db_query(tx->db, heads, V(tx->property));
	enum err err = ERR_OK, ended;

	while (err == ERR_OK && db_next(rows))
		err = db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(tx->business_date),
			     V(db_int(rows, 0)), V(db_int(rows, 1)), V(db_text(rows, 2)));
	ended = db_end(rows);
	return err != ERR_OK ? err : ended;
}

static enum err write_totals(struct tx *tx)
{
	static const char sums[] =
		"SELECT p.account, p.unit, "
		"sum(CASE WHEN p.business_date < $2 THEN p.amount_minor ELSE 0 END), "
		"sum(CASE WHEN p.business_date = $2 AND p.amount_minor > 0 "
		"THEN p.amount_minor ELSE 0 END), "
		"sum(CASE WHEN p.business_date = $2 AND p.amount_minor < 0 "
		"THEN -p.amount_minor ELSE 0 END) "
		"FROM posting AS p WHERE p.property = $1 GROUP BY p.account, p.unit "
		"ORDER BY p.account, p.unit";
	static const char sql[] = "INSERT INTO day_total (property, id, business_date, account, "
				  "unit, opening_minor, debit_minor, credit_minor, closing_minor) "
				  "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
	struct db_rows *rows = db_query(tx->db, sums, V(tx->property), V(tx->business_date));
	enum err err = ERR_OK, ended;

	while (err == ERR_OK && db_next(rows)) {
		int64_t opening = db_int(rows, 2), debit = db_int(rows, 3);
		int64_t credit = db_int(rows, 4);

		err = db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(tx->business_date),
			     V(db_int(rows, 0)), V(db_text(rows, 1)), V(opening), V(debit),
			     V(credit), V(opening + debit - credit));
	}
	ended = db_end(rows);
	return err != ERR_OK ? err : ended;
}

static enum err roll_in(struct tx *tx, void *arg)
{
	static const char seal[] = "INSERT INTO day_seal (property, id, business_date, next_date, "
				   "text, signature) VALUES ($1, $2, $3, $4, $5, $6)";
	static const char move[] = "UPDATE property SET business_date = $2, "
				   "version = version + 1 WHERE property = $1";
	const struct books *books = arg;
	char signature[HASH_SIGNATURE_TEXT_SIZE];
	int32_t next = tx->business_date + 1;
	struct str text = { 0 };
	enum err err = write_heads(tx);

	if (err == ERR_OK)
		err = write_totals(tx);
	if (err == ERR_OK)
		err = seal_text(tx->db, tx->business_date, next, &text);
	if (err == ERR_OK) {
		hash_sign(books->secret_key, str_text(&text), signature);
		err = db_run(tx->db, seal, V(tx->property), V(tx_id(tx)), V(tx->business_date),
			     V(next), V(str_text(&text)), V(signature));
	}
	if (err == ERR_OK)
		err = db_run(tx->db, move, V(tx->property), V(next));
	str_done(&text);
	return err;
}

enum err books_roll(struct books *books)
{
	return books_run(books, "day-roll", roll_in);
}

