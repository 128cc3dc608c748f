/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_drawer.c -- SQL for cash drawers: sessions, and what they should hold.
 */
#include "base/str.h"
#include "core/entry.h"
#include "store/store_drawer.h"

#define SESSION_COLUMNS                                                                      \
	"s.id, s.drawer, s.station, s.staff, s.holder, s.float_minor, s.unit, s.business_date "
#define LIVE                                                                                 \
	"FROM drawer_live l JOIN drawer_session s ON s.property = l.property "               \
	"AND s.id = l.session "

static void read_session(struct db_rows *rows, struct drawer_session *session)
{
	*session = (struct drawer_session){ .id = db_int(rows, 0),
					    .drawer = db_int(rows, 1),
					    .station = (int)db_int(rows, 2),
					    .staff = db_int(rows, 3),
					    .holder = db_int(rows, 4),
					    .float_minor = db_int(rows, 5),
					    .business_date = (int32_t)db_int(rows, 7) };
	str_copy(session->unit, sizeof session->unit, db_text(rows, 6));
}

static enum err one_session(struct db_rows *rows, struct drawer_session *ret_session)
{
	struct drawer_session session;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_session(rows, &session);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_session = session;
	return ERR_OK;
}

static enum err list_sessions(struct db_rows *rows, struct drawer_session *sessions, int size,
			      int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_session(rows, &sessions[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_drawer_open(struct db *db, int station, int64_t staff,
			   struct drawer_session *ret_session)
{
	static const char sql[] = "SELECT " SESSION_COLUMNS LIVE
				  "WHERE l.property = $1 AND l.session <> 0 AND "
				  "(l.holder = 0 AND l.station = $2 OR l.holder <> 0 AND "
				  "l.holder = $3) ORDER BY l.holder DESC, l.drawer LIMIT 1";

	return one_session(db_query(db, sql, V(db_property(db)), V(station), V(staff)),
			   ret_session);
}

enum err store_drawer_session(struct db *db, int64_t id, struct drawer_session *ret_session)
{
	static const char sql[] = "SELECT " SESSION_COLUMNS
				  "FROM drawer_session s WHERE s.property = $1 AND s.id = $2";

	return one_session(db_query(db, sql, V(db_property(db)), V(id)), ret_session);
}

enum err store_drawer_open_list(struct db *db, struct drawer_session *sessions, int size,
				int *ret_n)
{
	static const char sql[] = "SELECT " SESSION_COLUMNS LIVE
				  "WHERE l.property = $1 AND l.session <> 0 ORDER BY l.drawer";

	return list_sessions(db_query(db, sql, V(db_property(db))), sessions, size, ret_n);
}

enum err store_drawer_ended(struct db *db, int32_t from, int32_t to,
			    struct drawer_session *sessions, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT " SESSION_COLUMNS "FROM drawer_end e JOIN drawer_session s "
		"ON s.property = e.property AND s.id = e.session WHERE e.property = $1 "
		"AND e.business_date BETWEEN $2 AND $3 ORDER BY e.business_date, e.id";

	return list_sessions(db_query(db, sql, V(db_property(db)), V(from), V(to)), sessions, size,
			     ret_n);
}

/* The drawer must be closed, and a station has one of its own at most. */
static enum err check_closed(struct tx *tx, const struct drawer_session *session)
{
	static const char sql[] =
		"SELECT count(*) FROM drawer_live WHERE property = $1 AND session <> 0 "
		"AND (drawer = $2 OR $4 = 0 AND holder = 0 AND station = $3)";
	int64_t open = 0;
	enum err err = db_one_int(tx->db, &open, sql, V(tx->property), V(session->drawer),
				  V(tx->station), V(session->holder));

	return err == ERR_OK && open > 0 ? ERR_STATE : err;
}

enum err store_drawer_session_insert(struct tx *tx, struct drawer_session *session, int64_t entry)
{
	static const char add[] =
		"INSERT INTO drawer_session (property, id, drawer, station, staff, holder, "
		"float_minor, unit, entry, business_date) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
	static const char live[] =
		"INSERT INTO drawer_live (property, drawer, session, station, holder, version) "
		"VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (property, drawer) DO UPDATE "
		"SET session = excluded.session, station = excluded.station, "
		"holder = excluded.holder, version = drawer_live.version + 1";
	enum err err = check_closed(tx, session);

	if (err != ERR_OK)
		return err;
	session->id = tx_id(tx);
	session->station = tx->station;
	session->business_date = tx->business_date;
	err = db_run(tx->db, add, V(tx->property), V(session->id), V(session->drawer),
		     V(session->station), V(session->staff), V(session->holder),
		     V(session->float_minor), V(session->unit), V(entry), V(tx->business_date));
	if (err == ERR_OK)
		err = db_run(tx->db, live, V(tx->property), V(session->drawer), V(session->id),
			     V(session->station), V(session->holder));
	return err;
}

enum err store_drawer_set_closed(struct tx *tx, int64_t drawer)
{
	static const char sql[] = "UPDATE drawer_live SET session = 0, version = version + 1 "
				  "WHERE property = $1 AND drawer = $2";

	return db_run(tx->db, sql, V(tx->property), V(drawer));
}

/* Cash kept in a unit: what was given, less the change that went out in it, less what refunds
 * handed back, and what was moved in and out. */
enum err store_drawer_expected(struct db *db, const struct drawer_session *session,
			       const char *unit, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT coalesce(sum(x.amount), 0) FROM ("
		"SELECT s.float_minor AS amount FROM drawer_session s "
		"WHERE s.property = $1 AND s.id = $2 AND s.unit = $3 "
		"UNION ALL SELECT t.given_minor FROM tender t "
		"WHERE t.property = $1 AND t.drawer_session = $2 AND t.unit = $3 "
		"UNION ALL SELECT 0 - t.change_minor FROM tender t JOIN bill b "
		"ON b.property = t.property AND b.id = t.bill "
		"WHERE t.property = $1 AND t.drawer_session = $2 AND b.unit = $3 "
		"UNION ALL SELECT 0 - g.given_minor FROM refund_leg g "
		"WHERE g.property = $1 AND g.drawer_session = $2 AND g.unit = $3 "
		"UNION ALL SELECT CASE WHEN m.kind IN ('float', 'paid-in') THEN m.amount_minor "
		"ELSE 0 - m.amount_minor END FROM drawer_move m "
		"WHERE m.property = $1 AND m.session = $2 AND m.unit = $3) AS x";

	return db_one_int(db, ret_minor, sql, V(db_property(db)), V(session->id), V(unit));
}

enum err store_drawer_journal(struct db *db, const struct drawer_session *session,
			      const char *unit, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT coalesce(sum(p.amount_minor), 0) FROM ("
		"SELECT entry FROM drawer_session WHERE property = $1 AND id = $2 "
		"UNION SELECT entry FROM tender WHERE property = $1 AND drawer_session = $2 "
		"UNION SELECT entry FROM refund_leg WHERE property = $1 AND drawer_session = $2 "
		"UNION SELECT entry FROM drawer_move WHERE property = $1 AND session = $2) AS e "
		"JOIN posting p ON p.property = $1 AND p.entry = e.entry "
		"WHERE p.account = $3 AND p.unit = $4";

	return db_one_int(db, ret_minor, sql, V(db_property(db)), V(session->id),
			  V(entry_account(LEDGER_DRAWER, session->drawer)), V(unit));
}

enum err store_drawer_units(struct db *db, const struct drawer_session *session,
			    char units[][MONEY_UNIT_SIZE], int size, int *ret_n)
{
	static const char sql[] =
		"SELECT unit FROM tender WHERE property = $1 AND drawer_session = $2 "
		"AND unit <> $3 UNION SELECT unit FROM refund_leg WHERE property = $1 "
		"AND drawer_session = $2 AND unit <> $3 UNION SELECT unit FROM drawer_move "
		"WHERE property = $1 AND session = $2 AND unit <> $3 ORDER BY unit";
	struct db_rows *rows =
		db_query(db, sql, V(db_property(db)), V(session->id), V(session->unit));
	enum err err;
	int n = 1;

	str_copy(units[0], MONEY_UNIT_SIZE, session->unit);
	while (n < size && db_next(rows))
		str_copy(units[n++], MONEY_UNIT_SIZE, db_text(rows, 0));
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}
