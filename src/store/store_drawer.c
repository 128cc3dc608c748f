/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_drawer.c -- SQL for cash drawers: sessions, what they should hold, counts.
 */
#include "base/str.h"
#include "store/store_pay.h"

#define SESSION_COLUMNS                                                                      \
	"s.id, s.drawer, s.station, s.staff, s.float_minor, s.unit FROM drawer_live l "      \
	"JOIN drawer_session s ON s.property = l.property AND s.id = l.session "

static void read_session(struct db_rows *rows, struct drawer_session *session)
{
	*session = (struct drawer_session){ .id = db_int(rows, 0),
					    .drawer = db_int(rows, 1),
					    .station = (int)db_int(rows, 2),
					    .staff = db_int(rows, 3),
					    .float_minor = db_int(rows, 4) };
	str_copy(session->unit, sizeof session->unit, db_text(rows, 5));
}

enum err store_drawer_open(struct db *db, int station, struct drawer_session *ret_session)
{
	static const char sql[] = "SELECT " SESSION_COLUMNS
				  "WHERE l.property = $1 AND l.station = $2 AND l.session <> 0 "
				  "ORDER BY l.drawer LIMIT 1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(station));
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

enum err store_drawer_open_list(struct db *db, struct drawer_session *sessions, int size,
				int *ret_n)
{
	static const char sql[] = "SELECT " SESSION_COLUMNS
				  "WHERE l.property = $1 AND l.session <> 0 ORDER BY l.drawer";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_session(rows, &sessions[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_drawer_session_insert(struct tx *tx, struct drawer_session *session, int64_t entry)
{
	static const char is_open[] = "SELECT count(*) FROM drawer_live WHERE property = $1 "
				      "AND session <> 0 AND (drawer = $2 OR station = $3)";
	static const char add[] =
		"INSERT INTO drawer_session (property, id, drawer, station, staff, float_minor, "
		"unit, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
	static const char live[] =
		"INSERT INTO drawer_live (property, drawer, session, station, version) "
		"VALUES ($1, $2, $3, $4, 1) ON CONFLICT (property, drawer) DO UPDATE "
		"SET session = excluded.session, station = excluded.station, "
		"version = drawer_live.version + 1";
	int64_t open = 0;
	enum err err = db_one_int(tx->db, &open, is_open, V(tx->property), V(session->drawer),
				  V(tx->station));

	if (err == ERR_OK && open > 0)
		err = ERR_STATE;
	if (err != ERR_OK)
		return err;
	session->id = tx_id(tx);
	session->station = tx->station;
	session->staff = tx->act->staff;
	err = db_run(tx->db, add, V(tx->property), V(session->id), V(session->drawer),
		     V(session->station), V(session->staff), V(session->float_minor),
		     V(session->unit), V(entry), V(tx->business_date));
	if (err == ERR_OK)
		err = db_run(tx->db, live, V(tx->property), V(session->drawer), V(session->id),
			     V(session->station));
	return err;
}

enum err store_drawer_set_closed(struct tx *tx, int64_t drawer)
{
	static const char sql[] = "UPDATE drawer_live SET session = 0, version = version + 1 "
				  "WHERE property = $1 AND drawer = $2";

	return db_run(tx->db, sql, V(tx->property), V(drawer));
}

/* Cash kept in a unit: in the bill's unit what is paid less rounding less the change that was
 * given on foreign cash; in a foreign unit what was given; of either less what refunds handed
 * back. */
enum err store_drawer_expected(struct db *db, const struct drawer_session *session,
			       const char *unit, int64_t *ret_minor)
{
	static const char home[] =
		"SELECT coalesce(sum(CASE WHEN t.unit = $3 THEN t.amount_minor - t.rounding_minor "
		"ELSE 0 - t.change_minor END), 0) FROM tender t "
		"WHERE t.property = $1 AND t.drawer_session = $2";
	static const char foreign[] =
		"SELECT coalesce(sum(t.given_minor), 0) FROM tender t "
		"WHERE t.property = $1 AND t.drawer_session = $2 AND t.unit = $3";
	static const char back[] =
		"SELECT coalesce(sum(g.given_minor), 0) FROM refund_leg g "
		"WHERE g.property = $1 AND g.drawer_session = $2 AND g.unit = $3";
	bool is_home = str_equal(unit, session->unit);
	int64_t kept = 0, handed = 0;
	enum err err = is_home ? db_one_int(db, &kept, home, V(db_property(db)), V(session->id),
					    V(unit))
			       : db_one_int(db, &kept, foreign, V(db_property(db)), V(session->id),
					    V(unit));

	if (err == ERR_OK)
		err = db_one_int(db, &handed, back, V(db_property(db)), V(session->id), V(unit));
	if (err == ERR_OK)
		err = money_subtract_minor(kept, handed, &kept);
	if (err == ERR_OK)
		err = money_add_minor(kept, is_home ? session->float_minor : 0, ret_minor);
	return err;
}

enum err store_drawer_units(struct db *db, const struct drawer_session *session,
			    char units[][MONEY_UNIT_SIZE], int size, int *ret_n)
{
	static const char sql[] =
		"SELECT unit FROM tender WHERE property = $1 AND drawer_session = $2 "
		"AND unit <> $3 UNION SELECT unit FROM refund_leg WHERE property = $1 "
		"AND drawer_session = $2 AND unit <> $3 ORDER BY unit";
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

enum err store_drawer_count_insert(struct tx *tx, int64_t session, const char *unit,
				   int64_t denomination_minor, int64_t quantity)
{
	static const char sql[] =
		"INSERT INTO drawer_count (property, id, session, unit, denomination_minor, "
		"quantity) VALUES ($1, $2, $3, $4, $5, $6)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(unit),
		      V(denomination_minor), V(quantity));
}

enum err store_drawer_closed(struct db *db, int64_t session, struct drawer_closed *units, int size,
			     int *ret_n)
{
	static const char sql[] =
		"SELECT unit, expected_minor, counted_minor FROM drawer_close "
		"WHERE property = $1 AND session = $2 ORDER BY id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(session));
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

enum err store_drawer_close_insert(struct tx *tx, int64_t session, const char *unit,
				   int64_t expected_minor, int64_t counted_minor, int64_t entry)
{
	static const char sql[] =
		"INSERT INTO drawer_close (property, id, session, unit, expected_minor, "
		"counted_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session), V(unit),
		      V(expected_minor), V(counted_minor), V(entry), V(tx->business_date));
}
