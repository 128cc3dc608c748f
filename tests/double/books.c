/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books.c -- the acts of tests/double/books.h.
 */
#include "double/books.h"

#include <string.h>

#include "base/str.h"
#include "core/entry.h"
#include "double/books_inside.h"

void books_begin(struct books *books, struct db *db, int station)
{
	*books = (struct books){ .db = db, .station = station };
	hash_sign_keys(books->public_key, books->secret_key);
}

enum err books_run(struct books *books, const char *name, enum err (*body)(struct tx *, void *))
{
	struct act act = { .staff = 1, .version = -1, .station = books->station };

	str_format(books->key, sizeof books->key, "%d-%llu", books->station,
		   (unsigned long long)++books->keys);
	str_copy(act.key, sizeof act.key, books->key);
	return act_run(books->db, &act, name, "", body, books, NULL);
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
					 "ledger, version) VALUES ($1, $2, 1, 'Food', 50, 1)";
	static const char class[] = "INSERT INTO tax_class (property, id, name, version) "
				    "VALUES ($1, $2, 'food', 1)";
	static const char category[] = "INSERT INTO category (property, id, name, department, "
				       "tax_class, station, course, take_away_tax_class, "
				       "hours, version) "
				       "VALUES ($1, $2, 'Pizza', $3, $4, 0, 0, 0, '', 1)";
	static const char item[] = "INSERT INTO item (property, id, code, name, search, category, "
				   "price_minor, kind, low_minor, high_minor, station, "
				   "course, hours, remaining, is_active, version) VALUES ($1, $2, "
				   "11, 'Margherita', 'margherita', $3, 1250, 'plain', 0, 0, -1, "
				   "-1, '', -1, 1, 1)";
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
				    "is_active, plan_row, plan_column, version) VALUES "
				    "($1, $2, 5, $3, 4, 1, 0, 0, 1)";
	static const char tender[] =
		"INSERT INTO tender_type (property, id, code, name, driver, unit, exponent, "
		"account, rate_num, rate_den, limit_minor, gives_change, opens_drawer, notes, "
		"tips, captures, position, is_active, version) VALUES ($1, $2, $3, $3, 'cash', "
		"$4, 2, $5, $6, 10, 0, 1, 1, '500 1000', 'none', 'now', 1, 1, 1)";
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
				    "language, secret, demo_pin, password, failed, "
				    "locked_until_unix_ms, is_active, version) "
				    "VALUES ($1, $2, 7, 'Mina', 'cashier', 'en', '', '', '', "
				    "0, 0, 1, 1)";
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
	return books_run(books, "init", found_in);
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
				   "fixed_minor, turn) VALUES ($1, $2, $3, $4, 1, -1, 0)";
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
	return books_run(books, "bill-open", open_in);
}

/* The newest check of this station that is open and has no frozen amounts. */
enum err books_find_bill(struct tx *tx, int64_t *ret_bill)
{
	static const char sql[] =
		"SELECT l.bill FROM bill_live AS l WHERE l.property = $1 AND l.holder = $2 "
		"AND l.state = 'open' AND NOT EXISTS (SELECT 1 FROM frozen AS f WHERE "
		"f.property = l.property AND f.bill = l.bill) ORDER BY l.bill DESC LIMIT 1";

	return db_one_int(tx->db, ret_bill, sql, V(tx->property), V(tx->station));
}

enum err books_touch(struct tx *tx, int64_t bill)
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
		"price_minor, amount_minor, rate_ppm, tax_version, department, reason, note, seat, "
		"course, sent, level, choice, source, business_date, turn) VALUES ($1, $2, $3, 0, "
		"$4, $5, $6, $7, $8, 1250, $9, 0, $10, 1, 0, 0, 0, 0, 0, 0, 0, 0, $11, 1)";
	int64_t tax = 0;

	ASK(tx->db, &tax, version, V(tx->property));
	RUN(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(line->kind), V(line->of),
	    V(line->item), V(line->name), V(line->quantity), V(line->amount_minor), V(tax),
	    V(tx->business_date));
	return books_touch(tx, bill);
}

static enum err ring_in(struct tx *tx, void *arg)
{
	int64_t bill = 0, quantity = 1 + tx->seq % 3;
	struct line line = { "item", "Margherita", 0, 1, quantity, quantity * 1250 };
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_ring(struct books *books)
{
	return books_run(books, "line-add", ring_in);
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
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = find_line(tx, bill, &line.of, &line.amount_minor);
	line.amount_minor = -line.amount_minor;
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_void(struct books *books)
{
	return books_run(books, "line-void", void_in);
}

static enum err discount_in(struct tx *tx, void *arg)
{
	struct line line = { .kind = "line-discount", .name = "" };
	int64_t bill = 0;
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	if (err == ERR_OK)
		err = find_line(tx, bill, &line.of, &line.amount_minor);
	line.amount_minor = -(line.amount_minor / 10);
	return err == ERR_OK ? add_line(tx, bill, &line) : err;
}

enum err books_discount(struct books *books)
{
	return books_run(books, "line-discount", discount_in);
}

static enum err kitchen_in(struct tx *tx, void *arg)
{
	static const char ticket[] =
		"INSERT INTO kitchen_ticket (property, id, bill, station, number, kind, course, "
		"table_number, from_table, covers, staff, business_date) VALUES ($1, $2, $3, 1, "
		"$4, 'round', 1, 5, 0, 2, 1, $5)";
	static const char row[] =
		"INSERT INTO kitchen_line (property, id, ticket, kind, of, line, choice, quantity, "
		"name, choices, seat, course, note) VALUES ($1, $2, $3, 'item', 0, $4, 0, 1, "
		"'Margherita', 'well done', 2, 1, 0)";
	static const char line[] = "SELECT max(id) FROM line WHERE property = $1 AND bill = $2 "
				   "AND kind = 'item'";
	int64_t id = tx_id(tx), bill = 0, rung = 0;
	enum err err = books_find_bill(tx, &bill);

	(void)arg;
	if (err != ERR_OK)
		return err;
	ASK(tx->db, &rung, line, V(tx->property), V(bill));
	RUN(tx->db, ticket, V(tx->property), V(id), V(bill), V(tx->seq), V(tx->business_date));
	return db_run(tx->db, row, V(tx->property), V(tx_id(tx)), V(id), V(rung));
}

enum err books_kitchen(struct books *books)
{
	return books_run(books, "kitchen-send", kitchen_in);
}

enum err books_live(struct books *books, int rounds)
{
	static enum err (*const day[])(struct books *) = {
		books_drawer_open, books_open, books_ring, books_ring, books_kitchen,
		books_discount, books_price,
		books_tender, books_close, books_open, books_ring, books_ring, books_void,
		books_tender, books_close, books_open, books_ring, books_tender, books_close,
		books_drawer_close, books_open, books_ring, books_card, books_close, books_after,
		books_open, books_ring, books_roll,
	};
	enum err err = ERR_OK;

	while (err == ERR_OK && rounds-- > 0)
		for (size_t i = 0; err == ERR_OK && i < sizeof day / sizeof *day; i++)
			err = day[i](books);
	return err;
}
