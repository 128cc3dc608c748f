/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_reservation.c -- SQL for the book of reservations.
 */
#include "store/store_reservation.h"

#include <string.h>

#include "base/str.h"

static const char *const states[] = { "expected", "seated", "cancelled", "absent" };

static enum reservation_state state_of(const char *text)
{
	for (int i = 0; i < (int)(sizeof states / sizeof *states); i++)
		if (strcmp(states[i], text) == 0)
			return (enum reservation_state)i;
	return RESERVATION_CANCELLED;
}

#define RESERVATION_COLUMNS                                                                     \
	"SELECT r.id, r.date, r.time_min, r.dining_table, coalesce(t.number, 0), r.name, "      \
	"r.phone, r.covers, r.note, r.state, r.bill, r.version FROM reservation r "             \
	"LEFT JOIN dining_table t ON t.property = r.property AND t.id = r.dining_table "

static void read_reservation(struct db_rows *rows, struct reservation *into)
{
	*into = (struct reservation){ .id = db_int(rows, 0),
				      .date = (int32_t)db_int(rows, 1),
				      .time_min = db_int(rows, 2),
				      .dining_table = db_int(rows, 3),
				      .table_number = db_int(rows, 4),
				      .covers = db_int(rows, 7),
				      .state = state_of(db_text(rows, 9)),
				      .bill = db_int(rows, 10),
				      .version = db_int(rows, 11) };
	str_copy(into->name, sizeof into->name, db_text(rows, 5));
	str_copy(into->phone, sizeof into->phone, db_text(rows, 6));
	str_copy(into->note, sizeof into->note, db_text(rows, 8));
}

enum err store_reservation_list(struct db *db, int32_t date, struct reservation *list, int size,
				int *ret_n)
{
	static const char sql[] = RESERVATION_COLUMNS
		"WHERE r.property = $1 AND r.date = $2 ORDER BY r.time_min, r.id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_reservation(rows, &list[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err one(struct db_rows *rows, struct reservation *ret_reservation)
{
	struct reservation found;
	bool is_there = db_next(rows);
	enum err err;

	if (is_there)
		read_reservation(rows, &found);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!is_there)
		return ERR_NOT_FOUND;
	*ret_reservation = found;
	return ERR_OK;
}

enum err store_reservation_load(struct db *db, int64_t id, struct reservation *ret_reservation)
{
	static const char sql[] = RESERVATION_COLUMNS "WHERE r.property = $1 AND r.id = $2";

	return one(db_query(db, sql, V(db_property(db)), V(id)), ret_reservation);
}

enum err store_reservation_of_bill(struct db *db, int64_t bill,
				   struct reservation *ret_reservation)
{
	static const char sql[] = RESERVATION_COLUMNS
		"WHERE r.property = $1 AND r.bill = $2 AND r.state = 'seated' ORDER BY r.id";

	return one(db_query(db, sql, V(db_property(db)), V(bill)), ret_reservation);
}

enum err store_reservation_clash(struct db *db, const struct reservation *reservation,
				 int64_t apart_min, struct reservation *ret_other)
{
	static const char sql[] = RESERVATION_COLUMNS
		"WHERE r.property = $1 AND r.date = $2 AND r.dining_table = $3 AND r.id <> $4 "
		"AND r.state = 'expected' AND r.time_min > $5 AND r.time_min < $6 "
		"ORDER BY r.time_min, r.id";

	return one(db_query(db, sql, V(db_property(db)), V(reservation->date),
			    V(reservation->dining_table), V(reservation->id),
			    V(reservation->time_min - apart_min),
			    V(reservation->time_min + apart_min)),
		   ret_other);
}

enum err store_reservation_insert(struct tx *tx, struct reservation *reservation)
{
	static const char sql[] =
		"INSERT INTO reservation (property, id, date, time_min, dining_table, name, phone, "
		"covers, note, state, bill, staff, version) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		"$8, $9, $10, $11, $12, 1)";

	reservation->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(reservation->id), V(reservation->date),
		      V(reservation->time_min), V(reservation->dining_table),
		      V(reservation->name), V(reservation->phone), V(reservation->covers),
		      V(reservation->note), V(states[reservation->state]), V(reservation->bill),
		      V(tx->act->staff));
}

enum err store_reservation_write(struct tx *tx, const struct reservation *reservation)
{
	static const char sql[] =
		"UPDATE reservation SET date = $3, time_min = $4, dining_table = $5, name = $6, "
		"phone = $7, covers = $8, note = $9, state = $10, bill = $11, staff = $12, "
		"version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(reservation->id), V(reservation->date),
		      V(reservation->time_min), V(reservation->dining_table),
		      V(reservation->name), V(reservation->phone), V(reservation->covers),
		      V(reservation->note), V(states[reservation->state]), V(reservation->bill),
		      V(tx->act->staff));
}
