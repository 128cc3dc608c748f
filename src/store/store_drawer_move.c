/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_drawer_move.c -- SQL for cash drawers: what was moved, counted, and how it ended.
 */
#include "base/str.h"
#include "core/entry.h"
#include "store/store_drawer.h"

enum err store_drawer_move_insert(struct tx *tx, struct drawer_move_row *row)
{
	static const char sql[] =
		"INSERT INTO drawer_move (property, id, session, kind, unit, amount_minor, "
		"person, paper, entry, business_date) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

	row->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->session), V(row->kind),
		      V(row->unit), V(row->amount_minor), V(row->person), V(row->paper),
		      V(row->entry), V(tx->business_date));
}

enum err store_drawer_moves(struct db *db, int64_t session, struct drawer_move_row *rows, int size,
			    int *ret_n)
{
	static const char sql[] =
		"SELECT m.id, m.kind, m.unit, m.amount_minor, m.person, m.paper, m.entry, "
		"a.at_unix_ms FROM drawer_move m JOIN act a ON a.property = m.property "
		"AND a.id = m.id - m.id % 65536 WHERE m.property = $1 AND m.session = $2 "
		"ORDER BY a.at_unix_ms DESC, m.id DESC LIMIT $3";
	struct db_rows *found = db_query(db, sql, V(db_property(db)), V(session), V(size));
	enum err err;
	int n = 0;

	while (n < size && db_next(found)) {
		struct drawer_move_row *row = &rows[n++];

		*row = (struct drawer_move_row){ .id = db_int(found, 0),
						 .session = session,
						 .amount_minor = db_int(found, 3),
						 .person = db_int(found, 4),
						 .paper = db_int(found, 5),
						 .entry = db_int(found, 6),
						 .at_unix_ms = db_int(found, 7) };
		str_copy(row->kind, sizeof row->kind, db_text(found, 1));
		str_copy(row->unit, sizeof row->unit, db_text(found, 2));
	}
	err = db_end(found);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_tips_payable(struct db *db, const char *unit, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT 0 - coalesce(sum(amount_minor), 0) FROM posting WHERE property = $1 "
		"AND account >= $2 AND account < $3 AND unit = $4";

	return db_one_int(db, ret_minor, sql, V(db_property(db)),
			  V(entry_account(LEDGER_TIPS, 0)),
			  V(entry_account(LEDGER_TIPS, 0) + ENTRY_LEDGER_SIZE), V(unit));
}

enum err store_drawer_count_insert(struct tx *tx, int64_t session, int64_t round,
				   const char *unit, int64_t denomination_minor, int64_t quantity)
{
	static const char sql[] =
		"INSERT INTO drawer_count (property, id, session, round, unit, "
		"denomination_minor, quantity) VALUES ($1, $2, $3, $4, $5, $6, $7)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(round), V(unit),
		      V(denomination_minor), V(quantity));
}

enum err store_drawer_tally_insert(struct tx *tx, int64_t session, int64_t round,
				   const struct drawer_closed *closed)
{
	static const char sql[] =
		"INSERT INTO drawer_tally (property, id, session, round, unit, expected_minor, "
		"counted_minor) VALUES ($1, $2, $3, $4, $5, $6, $7)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(round),
		      V(closed->unit), V(closed->expected_minor), V(closed->counted_minor));
}

static enum err read_units(struct db_rows *rows, struct drawer_closed *units, int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		str_copy(units[n].unit, sizeof units[n].unit, db_text(rows, 0));
		units[n].expected_minor = db_int(rows, 1);
		units[n++].counted_minor = db_int(rows, 2);
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_drawer_tally(struct db *db, int64_t session, struct drawer_closed *units, int size,
			    int *ret_n, int64_t *ret_round)
{
	static const char last[] = "SELECT coalesce(max(round), 0) FROM drawer_tally "
				   "WHERE property = $1 AND session = $2";
	static const char sql[] =
		"SELECT unit, expected_minor, counted_minor FROM drawer_tally "
		"WHERE property = $1 AND session = $2 AND round = $3 ORDER BY id";
	enum err err = db_one_int(db, ret_round, last, V(db_property(db)), V(session));

	return err == ERR_OK ? read_units(db_query(db, sql, V(db_property(db)), V(session),
						   V(*ret_round)),
					  units, size, ret_n)
			     : err;
}

enum err store_drawer_closed(struct db *db, int64_t session, struct drawer_closed *units, int size,
			     int *ret_n)
{
	static const char sql[] =
		"SELECT unit, expected_minor, counted_minor FROM drawer_close "
		"WHERE property = $1 AND session = $2 ORDER BY id";

	return read_units(db_query(db, sql, V(db_property(db)), V(session)), units, size, ret_n);
}

enum err store_drawer_close_insert(struct tx *tx, int64_t session,
				   const struct drawer_closed *closed, int64_t entry)
{
	static const char sql[] =
		"INSERT INTO drawer_close (property, id, session, unit, expected_minor, "
		"counted_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(closed->unit),
		      V(closed->expected_minor), V(closed->counted_minor), V(entry),
		      V(tx->business_date));
}

enum err store_drawer_end_insert(struct tx *tx, const struct drawer_end *end)
{
	static const char sql[] =
		"INSERT INTO drawer_end (property, id, session, counts, paper, next, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, $7)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(end->session), V(end->counts),
		      V(end->paper), V(end->next), V(tx->business_date));
}

enum err store_drawer_end(struct db *db, int64_t session, struct drawer_end *ret_end)
{
	static const char sql[] = "SELECT counts, paper, next FROM drawer_end "
				  "WHERE property = $1 AND session = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(session));
	struct drawer_end end = { .session = session };
	bool found = db_next(rows);
	enum err err;

	if (found) {
		end.counts = db_int(rows, 0);
		end.paper = db_int(rows, 1);
		end.next = db_int(rows, 2);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_end = end;
	return ERR_OK;
}
