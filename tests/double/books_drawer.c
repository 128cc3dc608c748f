/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/books_drawer.c -- the acts of tests/double/books.h that move and count cash.
 */
#include "base/str.h"
#include "double/books_inside.h"

static enum err drawer_set(struct tx *tx, int64_t session)
{
	static const char sql[] =
		"INSERT INTO drawer_live (property, drawer, session, station, holder, version) "
		"VALUES ($1, 1, $2, $3, 0, 1) ON CONFLICT (property, drawer) DO UPDATE SET "
		"session = excluded.session, station = excluded.station, "
		"version = drawer_live.version + 1";

	return db_run(tx->db, sql, V(tx->property), V(session), V(tx->station));
}

/* One move of each kind: what comes in, and what goes out, on the other side `ledger`. */
static enum err move(struct tx *tx, int64_t session, const char *kind, enum ledger ledger,
		     const char *unit, int64_t amount)
{
	static const char sql[] =
		"INSERT INTO drawer_move (property, id, session, kind, unit, amount_minor, "
		"person, paper, entry, business_date) "
		"VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9)";
	struct ledger_entry entry = { tx, 0, ERR_OK };
	int64_t paper = 0;
	enum err err = ERR_OK;

	if (amount != 0) {
		entry.id = tx_id(tx);
		books_post(&entry, LEDGER_DRAWER, 1, unit, amount);
		books_post(&entry, ledger, 0, unit, -amount);
		err = books_post_end(&entry, kind, 0, 0);
	}
	if (err == ERR_OK && amount != 0 && !str_equal(kind, "float"))
		err = books_paper(tx, "cash", 0, 0, &paper);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(kind), V(unit),
		      V(amount < 0 ? -amount : amount), V(paper), V(entry.id),
		      V(tx->business_date));
}

static enum err moves(struct tx *tx, int64_t session)
{
	enum err err = move(tx, session, "float", LEDGER_SAFE, "USD", 5000);

	if (err == ERR_OK)
		err = move(tx, session, "paid-in", LEDGER_PAID, "EUR", 700);
	if (err == ERR_OK)
		err = move(tx, session, "paid-out", LEDGER_PAID, "EUR", -650);
	if (err == ERR_OK)
		err = move(tx, session, "drop", LEDGER_SAFE, "EUR", -2000);
	if (err == ERR_OK)
		err = move(tx, session, "tip-out", LEDGER_TIPS, "EUR", -150);
	return err == ERR_OK ? move(tx, session, "no-sale", LEDGER_SAFE, "EUR", 0) : err;
}

static enum err drawer_open_in(struct tx *tx, void *arg)
{
	static const char sql[] =
		"INSERT INTO drawer_session (property, id, drawer, station, staff, holder, "
		"float_minor, unit, entry, business_date) "
		"VALUES ($1, $2, 1, $3, 1, 0, 10000, 'EUR', $4, $5)";
	struct ledger_entry entry = { tx, tx_id(tx), ERR_OK };
	int64_t session = 0, id = tx_id(tx);
	enum err err = books_find_session(tx, &session);

	(void)arg;
	if (err != ERR_NOT_FOUND)
		return err == ERR_OK ? ERR_NOT_FOUND : err;
	books_post(&entry, LEDGER_DRAWER, 1, "EUR", 10000);
	books_post(&entry, LEDGER_SAFE, 0, "EUR", -10000);
	err = books_post_end(&entry, "float", 0, 0);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, sql, V(tx->property), V(id), V(tx->station), V(entry.id),
	    V(tx->business_date));
	err = moves(tx, id);
	return err == ERR_OK ? drawer_set(tx, id) : err;
}

enum err books_drawer_open(struct books *books)
{
	return books_run(books, "drawer-open", drawer_open_in);
}

static enum err count_unit(struct tx *tx, int64_t session, const char *unit, int64_t expected)
{
	static const char count[] =
		"INSERT INTO drawer_count (property, id, session, round, unit, "
		"denomination_minor, quantity) VALUES ($1, $2, $3, 1, $4, $5, $6)";
	static const char tally[] =
		"INSERT INTO drawer_tally (property, id, session, round, unit, expected_minor, "
		"counted_minor) VALUES ($1, $2, $3, 1, $4, $5, $6)";
	static const char figure[] =
		"INSERT INTO drawer_figure (property, id, session, kind, name, unit, number, "
		"amount_minor) VALUES ($1, $2, $3, 'cash', 'cash', $4, 3, $5)";
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
	RUN(tx->db, tally, V(tx->property), V(tx_id(tx)), V(session), V(unit), V(expected),
	    V(counted));
	RUN(tx->db, figure, V(tx->property), V(tx_id(tx)), V(session), V(unit), V(expected));
	books_post(&entry, LEDGER_DRAWER, 1, unit, -expected);
	books_post(&entry, LEDGER_SAFE, 0, unit, counted);
	books_post(&entry, LEDGER_OVER_SHORT, 0, unit, expected - counted);
	err = books_post_end(&entry, "count", 0, 0);
	if (err != ERR_OK)
		return err;
	return db_run(tx->db, close, V(tx->property), V(tx_id(tx)), V(session), V(unit),
		      V(expected), V(counted), V(entry.id), V(tx->business_date));
}

static enum err count_all(struct tx *tx, int64_t session)
{
	static const char sql[] =
		"SELECT p.unit, sum(p.amount_minor) FROM posting AS p WHERE p.property = $1 "
		"AND p.account = $2 GROUP BY p.unit HAVING sum(p.amount_minor) > 0 "
		"ORDER BY p.unit";
	struct db_rows *rows =
		db_query(tx->db, sql, V(tx->property), V(entry_account(LEDGER_DRAWER, 1)));
	char unit[4][16];
	int64_t amount[4];
	int n = 0;
	enum err err;

	while (n < 4 && db_next(rows)) {
		str_copy(unit[n], sizeof unit[n], db_text(rows, 0));
		amount[n++] = db_int(rows, 1);
	}
	err = db_end(rows);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = count_unit(tx, session, unit[i], amount[i]);
	return err;
}

static enum err drawer_close_in(struct tx *tx, void *arg)
{
	static const char sql[] = "INSERT INTO drawer_end (property, id, session, counts, paper, "
				  "next, business_date) VALUES ($1, $2, $3, 1, $4, 0, $5)";
	int64_t session = 0, paper = 0;
	enum err err = books_find_session(tx, &session);

	(void)arg;
	if (err == ERR_OK)
		err = count_all(tx, session);
	if (err == ERR_OK)
		err = books_paper(tx, "z", 0, 0, &paper);
	if (err != ERR_OK)
		return err;
	RUN(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(paper),
	    V(tx->business_date));
	return drawer_set(tx, 0);
}

enum err books_drawer_close(struct books *books)
{
	return books_run(books, "drawer-close", drawer_close_in);
}
