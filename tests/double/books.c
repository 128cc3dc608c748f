/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books.c -- the acts of tests/double/books.h.
 */
#include "double/books.h"

#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "store/seal.h"

#define RUN(...)                                                 \
	do {                                                     \
		enum err run_err = db_run(__VA_ARGS__);          \
		if (run_err != ERR_OK)                           \
			return run_err;                          \
	} while (0)

#define ASK(...)                                                 \
	do {                                                     \
		enum err ask_err = db_one_int(__VA_ARGS__);      \
		if (ask_err != ERR_OK)                           \
			return ask_err;                          \
	} while (0)

void books_begin(struct books *books, struct db *db, int station)
{
	*books = (struct books){ .db = db, .station = station };
	hash_sign_keys(books->public_key, books->secret_key);
}

static enum err run(struct books *books, const char *name, enum err (*body)(struct tx *, void *))
{
	struct act act = { .staff = 1, .version = -1, .station = books->station };

	str_format(books->key, sizeof books->key, "%d-%llu", books->station,
		   (unsigned long long)++books->keys);
	str_copy(act.key, sizeof act.key, books->key);
	return act_run(books->db, &act, name, "", body, books, NULL);
}

/* An entry's postings go in before it. */
struct ledger_entry {
	struct tx *tx;
	int64_t id;
	enum err err;
};

static void post(struct ledger_entry *entry, enum ledger ledger, int64_t member, const char *unit,
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

static enum err post_end(struct ledger_entry *entry, const char *kind, int64_t bill, int64_t part)
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

static enum err found_tax(struct tx *tx, int64_t class)
{
	static const char version[] = "INSERT INTO tax_version (property, id, tax_class, since, "
				      "is_inclusive) VALUES ($1, $2, $3, 0, 1)";
	static const char part[] = "INSERT INTO tax_part (property, id, tax_version, no, name, "
				   "rate_ppm, base, account) VALUES ($1, $2, $3, 0, 'VAT', "
				   "100000, 0, $4)";
	int64_t id = tx_id(tx);

	RUN(tx->db, version, V(tx->property), V(id), V(class));
	return db_run(tx->db, part, V(tx->property), V(tx_id(tx)), V(id),
		      V(entry_account(LEDGER_TAX, 1)));
}

static enum err found_menu(struct tx *tx)
{
	static const char department[] = "INSERT INTO department (property, id, number, name, "
					 "version) VALUES ($1, $2, 1, 'Food', 1)";
	static const char class[] = "INSERT INTO tax_class (property, id, name, version) "
				    "VALUES ($1, $2, 'food', 1)";
	static const char category[] = "INSERT INTO category (property, id, name, department, "
				       "tax_class, version) VALUES ($1, $2, 'Pizza', $3, $4, 1)";
	static const char item[] = "INSERT INTO item (property, id, code, name, search, category, "
				   "price_minor, is_active, version) VALUES ($1, $2, 11, "
				   "'Margherita', 'margherita', $3, 1250, 1, 1)";
	int64_t food = tx_id(tx), tax = tx_id(tx), pizza = tx_id(tx);

	RUN(tx->db, department, V(tx->property), V(food));
	RUN(tx->db, class, V(tx->property), V(tax));
	RUN(tx->db, category, V(tx->property), V(pizza), V(food), V(tax));
	RUN(tx->db, item, V(tx->property), V(tx_id(tx)), V(pizza));
	return found_tax(tx, tax);
}

static enum err found_floor(struct tx *tx)
{
	static const char room[] = "INSERT INTO room (property, id, name, position, version) "
				   "VALUES ($1, $2, 'Hall', 1, 1)";
	static const char table[] = "INSERT INTO dining_table (property, id, number, room, seats, "
				    "is_active, version) VALUES ($1, $2, 5, $3, 4, 1, 1)";
	static const char tender[] =
		"INSERT INTO tender_type (property, id, code, name, driver, unit, exponent, "
		"account, rate_num, rate_den, limit_minor, gives_change, opens_drawer, notes, "
		"position, is_active, version) VALUES ($1, $2, $3, $3, 'cash', $4, 2, $5, $6, 10, "
		"0, 1, 1, '500 1000', 1, 1, 1)";
	int64_t hall = tx_id(tx);

	RUN(tx->db, room, V(tx->property), V(hall));
	RUN(tx->db, table, V(tx->property), V(tx_id(tx)), V(hall));
	RUN(tx->db, tender, V(tx->property), V(tx_id(tx)), V("cash"), V("EUR"),
	    V(entry_account(LEDGER_DRAWER, 0)), V(10));
	return db_run(tx->db, tender, V(tx->property), V(tx_id(tx)), V("dollars"), V("USD"),
		      V(entry_account(LEDGER_DRAWER, 0)), V(9));
}

static enum err found_in(struct tx *tx, void *arg)
{
	static const char property[] =
		"INSERT INTO property (property, name, kind, currency, exponent, cash_step_minor, "
		"time_zone, business_date, public_key, address, tax_number, version) "
		"VALUES ($1, 'House', 'test', 'EUR', 2, 1, 'UTC', $2, $3, '', '', 1)";
	static const char staff[] = "INSERT INTO staff (property, id, number, name, role, "
				    "language, secret, demo_pin, failed, locked_until_unix_ms, "
				    "is_active, version) VALUES ($1, $2, 7, 'Mina', 'cashier', "
				    "'en', '', '', 0, 0, 1, 1)";
	static const char event[] = "INSERT INTO event (property, id, kind, subject, value) "
				    "VALUES ($1, $2, 'init', 0, 0)";
	const struct books *books = arg;
	char key[HASH_TEXT_SIZE];
	enum err err;

	hash_to_text(books->public_key, sizeof books->public_key, key, sizeof key);
	RUN(tx->db, property, V(tx->property), V(BOOKS_DATE), V(key));
	RUN(tx->db, staff, V(tx->property), V(tx_id(tx)));
	RUN(tx->db, event, V(tx->property), V(tx_id(tx)));
	err = found_menu(tx);
	return err == ERR_OK ? found_floor(tx) : err;
}

enum err books_found(struct books *books)
{
	return run(books, "init", found_in);
}

static enum err open_source(struct tx *tx, int64_t bill)
{
	static const char sql[] = "INSERT INTO bill_source (property, id, bill, file, reference, "
				  "date, time_s) VALUES ($1, $2, $3, 'digest', $4, 19000, -1)";
	char reference[32];

	str_format(reference, sizeof reference, "order %lld", (long long)bill);
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(reference));
}

static enum err open_in(struct tx *tx, void *arg)
{
	static const char last[] = "SELECT coalesce(max(number), 0) FROM bill "
				   "WHERE property = $1 AND business_date = $2";
	static const char bill[] = "INSERT INTO bill (property, id, kind, unit, number, "
				   "business_date) VALUES ($1, $2, 'check', 'EUR', $3, $4)";
	static const char live[] = "INSERT INTO bill_live (property, bill, state, dining_table, "
				   "name, covers, holder, staff, opened_unix_ms, touched_unix_ms, "
				   "version) VALUES ($1, $2, 'open', 0, '', 2, $3, 1, $4, $4, 1)";
	static const char part[] = "INSERT INTO part (property, id, bill, no) "
				   "VALUES ($1, $2, $3, 1)";
	static const char term[] = "INSERT INTO part_term (property, id, bill, part, weight, "
				   "fixed_minor) VALUES ($1, $2, $3, $4, 1, -1)";
	int64_t id = tx_id(tx), only = tx_id(tx), number = 0;

	(void)arg;
	ASK(tx->db, &number, last, V(tx->property), V(tx->business_date));
	RUN(tx->db, bill, V(tx->property), V(id), V(number + 1), V(tx->business_date));
	RUN(tx->db, live, V(tx->property), V(id), V(tx->station), V(tx->at_unix_ms));
	RUN(tx->db, part, V(tx->property), V(only), V(id));
	RUN(tx->db, term, V(tx->property), V(tx_id(tx)), V(id), V(only));
	return tx->seq % 3 == 0 ? open_source(tx, id) : ERR_OK;
}

enum err books_open(struct books *books)
{
	return run(books, "bill-open", open_in);
}

/* The newest check of this station that is open and has no frozen amounts. */
static enum err find_bill(struct tx *tx, int64_t *ret_bill)
{
	static const char sql[] =
		"SELECT l.bill FROM bill_live AS l WHERE l.property = $1 AND l.holder = $2 "
		"AND l.state = 'open' AND NOT EXISTS (SELECT 1 FROM frozen AS f WHERE "
		"f.property = l.property AND f.bill = l.bill) ORDER BY l.bill DESC LIMIT 1";

	return db_one_int(tx->db, ret_bill, sql, V(tx->property), V(tx->station));
}

static enum err touch(struct tx *tx, int64_t bill)
{
	static const char sql[] = "UPDATE bill_live SET touched_unix_ms = $3, "
				  "version = version + 1 WHERE property = $1 AND bill = $2";

	return db_run(tx->db, sql, V(tx->property), V(bill), V(tx->at_unix_ms));
}

struct line {
	const char *kind, *name;
	int64_t of, item, quantity, amount_minor;
};

static enum err add_line(struct tx *tx, int64_t bill, const struct line *line)
{
	static const char version[] = "SELECT max(id) FROM tax_version WHERE property = $1";
	static const char sql[] =
		"INSERT INTO line (property, id, bill, part, kind, of, item, name, quantity, "
		"price_minor, amount_minor, rate_ppm, tax_version, department, reason, note, "
		"business_date) VALUES ($1, $2, $3, 0, $4, $5, $6, $7, $8, 1250, $9, 0, $10, 1, "
		"0, 0, $11)";
	int64_t tax = 0;

	ASK(tx->db, &tax, version, V(tx->property));
	RUN(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(line->kind), V(line->of),
	    V(line->item), V(line->name), V(line->quantity), V(line->amount_minor), V(tax),
	    V(tx->business_date));
	return touch(tx, bill);
}

static enum err ring_in(struct tx *tx, void *arg)
{
	int64_t bill = 0, quantity = 1 + tx->seq % 3;
	struct line line = { "item", "Margherita", 0, 1, quantity, quantity * 1250 };
	enum err err = find_bill(tx, &bill);

	(void)arg;
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_ring(struct books *books)
{
	return run(books, "line-add", ring_in);
}

/* The newest item of the bill that was not voided, and what it comes to. */
static enum err find_line(struct tx *tx, int64_t bill, int64_t *ret_line, int64_t *ret_amount)
{
	static const char find[] =
		"SELECT max(l.id) FROM line AS l WHERE l.property = $1 AND l.bill = $2 "
		"AND l.kind = 'item' AND NOT EXISTS (SELECT 1 FROM line AS v WHERE "
		"v.property = l.property AND v.bill = l.bill AND v.of = l.id "
		"AND v.kind = 'void')";
	static const char amount[] = "SELECT sum(amount_minor) FROM line WHERE property = $1 "
				     "AND bill = $2 AND (id = $3 OR of = $3)";

	ASK(tx->db, ret_line, find, V(tx->property), V(bill));
	if (*ret_line == 0)
		return ERR_NOT_FOUND;
	return db_one_int(tx->db, ret_amount, amount, V(tx->property), V(bill), V(*ret_line));
}

static enum err void_in(struct tx *tx, void *arg)
{
	struct line line = { .kind = "void", .name = "Margherita" };
	int64_t bill = 0;
	enum err err = find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = find_line(tx, bill, &line.of, &line.amount_minor);
	line.amount_minor = -line.amount_minor;
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_void(struct books *books)
{
	return run(books, "line-void", void_in);
}

static enum err discount_in(struct tx *tx, void *arg)
{
	struct line line = { .kind = "line-discount", .name = "" };
	int64_t bill = 0;
	enum err err = find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = find_line(tx, bill, &line.of, &line.amount_minor);
	line.amount_minor = -(line.amount_minor / 10);
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_discount(struct books *books)
{
	return run(books, "line-discount", discount_in);
}

static enum err freeze(struct tx *tx, int64_t bill, int64_t part, int64_t total_minor)
{
	static const char version[] = "SELECT max(id) FROM tax_version WHERE property = $1";
	static const char sql[] = "INSERT INTO frozen (property, id, bill, part, tax_version, "
				  "department, component, amount_minor) VALUES "
				  "($1, $2, $3, $4, $5, 1, $6, $7)";
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
		"rate_den, entry, business_date) VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, "
		"$10, 9, 10, $11, $12)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	bool is_foreign = tx->seq % 5 == 0;
	int64_t rounding_minor = !is_foreign && tx->seq % 2 == 0 ? total_minor % 5 : 0;
	int64_t due_minor = total_minor - rounding_minor;
	int64_t given_minor = is_foreign ? due_minor * 2 : due_minor + tx->seq % 3 * 1000;
	int64_t worth_minor = is_foreign ? given_minor * 9 / 10 : given_minor;
	int64_t change_minor = worth_minor - due_minor;
	enum err err;

	if (is_foreign) {
		post(&entry, LEDGER_DRAWER, 1, "USD", given_minor);
		post(&entry, LEDGER_EXCHANGE, 1, "USD", -given_minor);
		post(&entry, LEDGER_EXCHANGE, 1, "EUR", worth_minor);
		post(&entry, LEDGER_DRAWER, 1, "EUR", -change_minor);
	} else {
		post(&entry, LEDGER_DRAWER, 1, "EUR", due_minor);
	}
	post(&entry, LEDGER_ROUNDING, 0, "EUR", rounding_minor);
	post(&entry, LEDGER_OPEN_CHECKS, 0, "EUR", -total_minor);
	err = post_end(&entry, "tender", bill, part);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(session),
		      V(total_minor), V(is_foreign ? "USD" : "EUR"), V(given_minor),
		      V(change_minor), V(rounding_minor), V(entry.id), V(tx->business_date));
}

static enum err find_session(struct tx *tx, int64_t *ret_session)
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
	enum err err = find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = find_session(tx, &session);
	if (err != ERR_OK)
		return err;
	ASK(tx->db, &total_minor, total, V(tx->property), V(bill));
	ASK(tx->db, &only, part, V(tx->property), V(bill));
	if (total_minor < 10)
		return ERR_NOT_FOUND;
	err = freeze(tx, bill, only, total_minor);
	if (err == ERR_OK)
		err = take_money(tx, bill, only, total_minor, session);
	return err == ERR_OK ? touch(tx, bill) : err;
}

enum err books_tender(struct books *books)
{
	return run(books, "tender", tender_in);
}

static enum err write_paper(struct tx *tx, int64_t bill, int64_t part, int64_t *ret_paper)
{
	static const char last[] = "SELECT coalesce(max(number), 0) FROM paper WHERE "
				   "property = $1 AND series = 'receipt' AND station = $2";
	static const char paper[] =
		"INSERT INTO paper (property, id, series, station, number, bill, part, "
		"business_date, model) VALUES ($1, $2, 'receipt', $3, $4, $5, $6, $7, '{}')";
	static const char print[] = "INSERT INTO paper_print (property, id, paper, copy) "
				    "VALUES ($1, $2, $3, $4)";
	static const char job[] = "INSERT INTO print_job (property, id, paper, copy, station, "
				  "state, tries, problem, version) VALUES ($1, $2, $3, 0, $4, "
				  "'waiting', 0, '', 1)";
	int64_t id = tx_id(tx), number = 0;

	ASK(tx->db, &number, last, V(tx->property), V(tx->station));
	RUN(tx->db, paper, V(tx->property), V(id), V(tx->station), V(number + 1), V(bill), V(part),
	    V(tx->business_date));
	RUN(tx->db, print, V(tx->property), V(tx_id(tx)), V(id), V(0));
	RUN(tx->db, print, V(tx->property), V(tx_id(tx)), V(id), V(1));
	*ret_paper = id;
	return db_run(tx->db, job, V(tx->property), V(tx_id(tx)), V(id), V(tx->station));
}

static enum err close_part(struct tx *tx, int64_t bill, int64_t part)
{
	static const char sums[] = "SELECT sum(amount_minor), "
				   "sum(CASE WHEN component > 0 THEN amount_minor ELSE 0 END) "
				   "FROM frozen WHERE property = $1 AND bill = $2";
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
	post(&entry, LEDGER_OPEN_CHECKS, 0, "EUR", total_minor);
	post(&entry, LEDGER_REVENUE, 1, "EUR", tax_minor - total_minor);
	post(&entry, LEDGER_TAX, 1, "EUR", -tax_minor);
	if (err == ERR_OK)
		err = post_end(&entry, "sale", bill, part);
	if (err == ERR_OK)
		err = write_paper(tx, bill, part, &paper);
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
	return run(books, "part-close", close_in);
}

static enum err drawer_set(struct tx *tx, int64_t session)
{
	static const char sql[] =
		"INSERT INTO drawer_live (property, drawer, session, station, version) "
		"VALUES ($1, 1, $2, $3, 1) ON CONFLICT (property, drawer) DO UPDATE SET "
		"session = excluded.session, station = excluded.station, "
		"version = drawer_live.version + 1";

	return db_run(tx->db, sql, V(tx->property), V(session), V(tx->station));
}

static enum err drawer_open_in(struct tx *tx, void *arg)
{
	static const char sql[] =
		"INSERT INTO drawer_session (property, id, drawer, station, staff, float_minor, "
		"unit, entry, business_date) VALUES ($1, $2, 1, $3, 1, 10000, 'EUR', $4, $5)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	int64_t session = 0, id = tx_id(tx);
	enum err err = find_session(tx, &session);

	(void)arg;
	if (err != ERR_NOT_FOUND)
		return err == ERR_OK ? ERR_NOT_FOUND : err;
	post(&entry, LEDGER_DRAWER, 1, "EUR", 10000);
	post(&entry, LEDGER_SAFE, 0, "EUR", -10000);
	err = post_end(&entry, "float", 0, 0);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, sql, V(tx->property), V(id), V(tx->station), V(entry.id),
	    V(tx->business_date));
	return drawer_set(tx, id);
}

enum err books_drawer_open(struct books *books)
{
	return run(books, "drawer-open", drawer_open_in);
}

static enum err count_unit(struct tx *tx, int64_t session, const char *unit, int64_t expected)
{
	static const char count[] = "INSERT INTO drawer_count (property, id, session, unit, "
				    "denomination_minor, quantity) VALUES ($1, $2, $3, $4, $5, $6)";
	static const char close[] =
		"INSERT INTO drawer_close (property, id, session, unit, expected_minor, "
		"counted_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	int64_t counted = expected > 7 ? expected - tx->seq % 3 : expected;
	enum err err;

	RUN(tx->db, count, V(tx->property), V(tx_id(tx)), V(session), V(unit), V(500),
	    V(counted / 500));
	RUN(tx->db, count, V(tx->property), V(tx_id(tx)), V(session), V(unit), V(0),
	    V(counted % 500));
	post(&entry, LEDGER_DRAWER, 1, unit, -expected);
	post(&entry, LEDGER_SAFE, 0, unit, counted);
	post(&entry, LEDGER_OVER_SHORT, 0, unit, expected - counted);
	err = post_end(&entry, "count", 0, 0);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, close, V(tx->property), V(tx_id(tx)), V(session), V(unit),
		      V(expected), V(counted), V(entry.id), V(tx->business_date));
}

static enum err drawer_close_in(struct tx *tx, void *arg)
{
	static const char sql[] =
		"SELECT p.unit, sum(p.amount_minor) FROM posting AS p WHERE p.property = $1 "
		"AND p.account = $2 GROUP BY p.unit HAVING sum(p.amount_minor) > 0 "
		"ORDER BY p.unit";
	char unit[4][16];
	int64_t amount[4], session = 0;
	struct db_rows *rows;
	int n = 0;
	enum err err = find_session(tx, &session);

	(void)arg;
	if (err != ERR_OK)
		return err;
	rows = db_query(tx->db, sql, V(tx->property), V(entry_account(LEDGER_DRAWER, 1)));
	while (n < 4 && db_next(rows)) {
		str_copy(unit[n], sizeof unit[n], db_text(rows, 0));
		amount[n++] = db_int(rows, 1);
	}
	err = db_end(rows);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = count_unit(tx, session, unit[i], amount[i]);
	return err == ERR_OK ? drawer_set(tx, 0) : err;
}

enum err books_drawer_close(struct books *books)
{
	return run(books, "drawer-close", drawer_close_in);
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
	return run(books, "day-roll", roll_in);
}

enum err books_live(struct books *books, int rounds)
{
	static enum err (*const day[])(struct books *) = {
		books_drawer_open, books_open, books_ring, books_ring, books_discount,
		books_tender, books_close, books_open, books_ring, books_ring, books_void,
		books_tender, books_close, books_open, books_ring, books_tender, books_close,
		books_drawer_close, books_open, books_ring, books_roll,
	};
	enum err err = ERR_OK;

	while (err == ERR_OK && rounds-- > 0)
		for (size_t i = 0; err == ERR_OK && i < sizeof day / sizeof *day; i++)
			err = day[i](books);
	return err;
}
