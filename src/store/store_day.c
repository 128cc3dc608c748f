/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_day.c -- SQL for the cut: what moved, who acted last, the seal.
 */
#include "store/store_day.h"

#include "base/id.h"

/* Accounts with a balance at the last seal or a movement on the date, in one pass. */
#define MOVEMENTS                                                                              \
	"SELECT x.account, x.unit, sum(x.opening), sum(x.debit), sum(x.credit) FROM ("         \
	"SELECT d.account AS account, d.unit AS unit, d.closing_minor AS opening, "            \
	"0 AS debit, 0 AS credit FROM day_total d WHERE d.property = $1 AND d.business_date = " \
	"(SELECT max(s.business_date) FROM day_seal s WHERE s.property = $1) "                 \
	"UNION ALL SELECT p.account, p.unit, 0, "                                              \
	"CASE WHEN p.amount_minor > 0 THEN p.amount_minor ELSE 0 END, "                        \
	"CASE WHEN p.amount_minor < 0 THEN 0 - p.amount_minor ELSE 0 END "                     \
	"FROM entry e JOIN posting p ON p.property = e.property AND p.entry = e.id "           \
	"WHERE e.property = $1 AND e.business_date = $2) AS x "                                \
	"GROUP BY x.account, x.unit ORDER BY x.account, x.unit"

enum err store_day_totals_insert(struct tx *tx, int32_t date)
{
	static const char add[] =
		"INSERT INTO day_total (property, id, business_date, account, unit, opening_minor, "
		"debit_minor, credit_minor, closing_minor) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
	static const char sql[] = MOVEMENTS;
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(date));
	enum err err = ERR_OK, end;
	int64_t closing;

	while (err == ERR_OK && db_next(rows)) {
		err = money_add_minor(db_int(rows, 2), db_int(rows, 3), &closing);
		if (err == ERR_OK)
			err = money_add_minor(closing, -db_int(rows, 4), &closing);
		if (err == ERR_OK)
			err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(date),
				     V(db_int(rows, 0)), V(db_text(rows, 1)), V(db_int(rows, 2)),
				     V(db_int(rows, 3)), V(db_int(rows, 4)), V(closing));
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

/* The station of the first act from `station` on, whether it was ever noted or not; 0: none. */
static enum err next_station(struct db *db, int station, int *ret_station)
{
	static const char sql[] = "SELECT station FROM act WHERE property = $1 AND id >= $2 "
				  "ORDER BY id LIMIT 1";
	int64_t found = 0;
	enum err err = db_one_int(db, &found, sql, V(db_property(db)), V(id_make(station, 0, 0)));

	if (err == ERR_OK)
		*ret_station = (int)found;
	else if (err == ERR_NOT_FOUND)
		*ret_station = 0;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err head_insert(struct tx *tx, int32_t date, int station)
{
	static const char last[] = "SELECT seq, hash FROM act WHERE property = $1 AND id >= $2 "
				   "AND id <= $3 ORDER BY id DESC LIMIT 1";
	static const char add[] =
		"INSERT INTO day_head (property, id, business_date, station, seq, hash) "
		"VALUES ($1, $2, $3, $4, $5, $6)";
	struct db_rows *head = db_query(tx->db, last, V(tx->property), V(id_make(station, 0, 0)),
					V(id_make(station, ID_ACT_MAX, 0)));
	enum err err = ERR_OK, end;

	if (db_next(head))
		err = db_run(tx->db, add, V(tx->property), V(tx_id(tx)), V(date), V(station),
			     V(db_int(head, 0)), V(db_text(head, 1)));
	end = db_end(head);
	return err != ERR_OK ? err : end;
}

enum err store_day_heads_insert(struct tx *tx, int32_t date)
{
	int station = 0;
	enum err err = next_station(tx->db, 0, &station);

	while (err == ERR_OK && station != 0) {
		err = head_insert(tx, date, station);
		if (err == ERR_OK && station == ID_STATION_MAX)
			break;
		if (err == ERR_OK)
			err = next_station(tx->db, station + 1, &station);
	}
	return err;
}

enum err store_day_seal_insert(struct tx *tx, int32_t date, int32_t next_date, const char *text,
			       const char *signature)
{
	static const char sql[] =
		"INSERT INTO day_seal (property, id, business_date, next_date, text, signature) "
		"VALUES ($1, $2, $3, $4, $5, $6)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(date), V(next_date), V(text),
		      V(signature));
}

enum err store_day_last_seal(struct db *db, int32_t *ret_date)
{
	static const char sql[] = "SELECT business_date FROM day_seal WHERE property = $1 "
				  "ORDER BY business_date DESC LIMIT 1";
	int64_t date;
	enum err err = db_one_int(db, &date, sql, V(db_property(db)));

	if (err == ERR_OK)
		*ret_date = (int32_t)date;
	return err;
}
