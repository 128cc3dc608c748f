/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_history.c -- SQL for the history of a bill: an id tells its act.
 */
#include "store/store_history.h"

#include "base/str.h"

static void read_row(struct db_rows *rows, struct history_row *row)
{
	*row = (struct history_row){ .id = db_int(rows, 0),
				     .act = db_int(rows, 1),
				     .at_unix_ms = db_int(rows, 2),
				     .station = (int)db_int(rows, 3),
				     .quantity = db_int(rows, 8),
				     .amount_minor = db_int(rows, 9),
				     .seat = db_int(rows, 10),
				     .course = db_int(rows, 11),
				     .sent = db_int(rows, 12),
				     .of = db_int(rows, 13) };
	str_copy(row->staff, sizeof row->staff, db_text(rows, 4));
	str_copy(row->approver, sizeof row->approver, db_text(rows, 5));
	str_copy(row->kind, sizeof row->kind, db_text(rows, 6));
	str_copy(row->name, sizeof row->name, db_text(rows, 7));
}

static void turn_around(struct history_row *rows, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct history_row row = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = row;
	}
}

enum err store_history(struct db *db, int64_t bill, struct history_row *rows, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT h.id, a.id, a.at_unix_ms, a.station, s.name, coalesce(p.name, ''), "
		"CASE WHEN h.kind = 'split' AND a.name = 'bill-reopen' THEN 'reopen' "
		"ELSE h.kind END, h.name, h.quantity, h.amount_minor, h.seat, h.course, "
		"h.sent, h.of FROM ("
		"SELECT b.id AS id, 'open' AS kind, '' AS name, 0 AS quantity, "
		"0 AS amount_minor, 0 AS seat, 0 AS course, 0 AS sent, 0 AS of FROM bill b "
		"WHERE b.property = $1 AND b.id = $2 UNION ALL "
		"SELECT l.id, l.kind, coalesce(o.name, l.name), l.quantity, l.amount_minor + "
		"coalesce((SELECT sum(c.amount_minor) FROM line c WHERE c.property = $1 "
		"AND c.bill = $2 AND c.of = l.id AND c.kind = 'choice' AND l.kind = 'item'), 0), "
		"l.seat, l.course, l.sent, l.of FROM line l LEFT JOIN line o "
		"ON o.property = l.property AND o.id = l.of "
		"WHERE l.property = $1 AND l.bill = $2 AND l.kind <> 'choice' UNION ALL "
		"SELECT t.id, 'split', '', 0, 0, 0, 0, 0, 0 FROM part_term t "
		"WHERE t.property = $1 AND t.bill = $2 AND t.turn > 0 UNION ALL "
		"SELECT t.id, CASE WHEN t.takes_back = 0 THEN 'tender' ELSE 'take-back' END, "
		"y.name, 0, t.amount_minor, 0, 0, 0, 0 FROM tender t "
		"JOIN tender_type y ON y.property = t.property AND y.id = t.tender_type "
		"WHERE t.property = $1 AND t.bill = $2 UNION ALL "
		"SELECT e.id, e.kind, '', e.value, 0, 0, 0, 0, 0 FROM event e "
		"WHERE e.property = $1 AND e.kind = 'take-over' AND e.subject = $2) h "
		"JOIN act a ON a.property = $1 AND a.id = h.id - h.id % 65536 "
		"JOIN staff s ON s.property = $1 AND s.id = a.staff "
		"LEFT JOIN staff p ON p.property = $1 AND p.id = a.approver "
		"ORDER BY a.at_unix_ms DESC, h.id DESC LIMIT $3";
	struct db_rows *found = db_query(db, sql, V(db_property(db)), V(bill), V(size));
	int n = 0;
	enum err err;

	while (n < size && db_next(found))
		read_row(found, &rows[n++]);
	err = db_end(found);
	if (err != ERR_OK)
		return err;
	turn_around(rows, n);
	*ret_n = n;
	return ERR_OK;
}
