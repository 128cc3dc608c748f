/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_kitchen.c -- SQL for kitchen stations and their printers, tickets and their life.
 */
#include "store/store_kitchen.h"

#include <assert.h>

#include "base/id.h"
#include "base/str.h"

/* --- stations and printers --------------------------------------------------------------- */

enum err store_printer_load(struct db *db, int64_t number, struct kitchen_printer *ret_printer)
{
	static const char sql[] = "SELECT number, name, address, width, is_active FROM printer "
				  "WHERE property = $1 AND number = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(number));
	struct kitchen_printer printer = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found) {
		printer.number = db_int(rows, 0);
		str_copy(printer.name, sizeof printer.name, db_text(rows, 1));
		str_copy(printer.address, sizeof printer.address, db_text(rows, 2));
		printer.width = db_int(rows, 3);
		printer.is_active = db_int(rows, 4) == 1;
	}
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_printer = printer;
	return err;
}

#define STATION_COLUMNS "SELECT number, name, printer, fallback, has_display, is_active "

static void read_station(struct db_rows *rows, struct kitchen_station *station)
{
	*station = (struct kitchen_station){ .number = db_int(rows, 0),
					     .printer = db_int(rows, 2),
					     .fallback = db_int(rows, 3),
					     .has_display = db_int(rows, 4) == 1,
					     .is_active = db_int(rows, 5) == 1 };
	str_copy(station->name, sizeof station->name, db_text(rows, 1));
}

enum err store_kitchen_station_load(struct db *db, int64_t number,
				    struct kitchen_station *ret_station)
{
	static const char sql[] =
		STATION_COLUMNS "FROM kitchen_station WHERE property = $1 AND number = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(number));
	struct kitchen_station station = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_station(rows, &station);
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_station = station;
	return err;
}

enum err store_kitchen_station_list(struct db *db, struct kitchen_station *stations, int size,
				    int *ret_n)
{
	static const char sql[] = STATION_COLUMNS "FROM kitchen_station WHERE property = $1 "
						  "AND is_active = 1 ORDER BY number";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_station(rows, &stations[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_printer_put(struct tx *tx, const struct kitchen_printer *printer)
{
	static const char change[] =
		"UPDATE printer SET name = $3, address = $4, width = $5, is_active = $6, "
		"version = version + 1 WHERE property = $1 AND number = $2";
	static const char add[] = "INSERT INTO printer (property, number, name, address, width, "
				  "is_active, version) VALUES ($1, $2, $3, $4, $5, $6, 1)";
	int64_t changed = 0;
	enum err err = db_run_changed(tx->db, &changed, change, V(tx->property),
				      V(printer->number), V(printer->name), V(printer->address),
				      V(printer->width), V(printer->is_active));

	if (err != ERR_OK || changed > 0)
		return err;
	return db_run(tx->db, add, V(tx->property), V(printer->number), V(printer->name),
		      V(printer->address), V(printer->width), V(printer->is_active));
}

enum err store_kitchen_station_put(struct tx *tx, const struct kitchen_station *station)
{
	static const char change[] =
		"UPDATE kitchen_station SET name = $3, printer = $4, fallback = $5, "
		"has_display = $6, is_active = $7, version = version + 1 "
		"WHERE property = $1 AND number = $2";
	static const char add[] =
		"INSERT INTO kitchen_station (property, number, name, printer, fallback, "
		"has_display, is_active, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
	int64_t changed = 0;
	enum err err = db_run_changed(tx->db, &changed, change, V(tx->property),
				      V(station->number), V(station->name), V(station->printer),
				      V(station->fallback), V(station->has_display),
				      V(station->is_active));

	if (err != ERR_OK || changed > 0)
		return err;
	return db_run(tx->db, add, V(tx->property), V(station->number), V(station->name),
		      V(station->printer), V(station->fallback), V(station->has_display),
		      V(station->is_active));
}

enum err store_kitchen_station_of(struct db *db, int64_t item, int64_t *ret_station)
{
	static const char sql[] =
		"SELECT s.number FROM item i JOIN category c ON c.property = i.property "
		"AND c.id = i.category JOIN kitchen_station s ON s.property = c.property "
		"AND s.number = CASE WHEN i.station >= 0 THEN i.station ELSE c.station END "
		"AND s.is_active = 1 "
		"WHERE i.property = $1 AND i.id = $2";
	enum err err = db_one_int(db, ret_station, sql, V(db_property(db)), V(item));

	if (err == ERR_NOT_FOUND) {
		*ret_station = 0;
		err = ERR_OK;
	}
	return err;
}

/* --- tickets ----------------------------------------------------------------------------- */

static const char *const kinds[] = { "round", "void", "change", "move" };
static const char *const states[] = { "held", "fired", "printed", "bumped" };
static const char *const row_kinds[] = { "item", "note", "allergy" };

static int index_of(const char *const *names, int n, const char *name)
{
	int i = 0;

	while (i < n - 1 && !str_equal(names[i], name))
		i++;
	return i;
}

enum err store_kitchen_ticket_insert(struct tx *tx, struct kitchen_ticket *ticket)
{
	static const char next[] =
		"SELECT coalesce(max(number), 0) + 1 FROM kitchen_ticket WHERE property = $1 "
		"AND station = $2 AND business_date = $3";
	static const char sql[] =
		"INSERT INTO kitchen_ticket (property, id, bill, station, number, kind, course, "
		"table_number, from_table, covers, staff, business_date) VALUES ($1, $2, $3, $4, "
		"$5, $6, $7, $8, $9, $10, $11, $12)";
	static const char live[] =
		"INSERT INTO kitchen_live (property, ticket, bill, station, course, state, "
		"fired_unix_ms, bumped_unix_ms, recalls, version) VALUES ($1, $2, $3, $4, $5, $6, "
		"$7, 0, 0, 1)";
	enum err err = db_one_int(tx->db, &ticket->number, next, V(tx->property),
				  V(ticket->station), V(tx->business_date));

	ticket->id = tx_id(tx);
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(ticket->id), V(ticket->bill),
			     V(ticket->station), V(ticket->number), V(kinds[ticket->kind]),
			     V(ticket->course), V(ticket->table_number), V(ticket->from_table),
			     V(ticket->covers), V(ticket->staff), V(tx->business_date));
	return err == ERR_OK ? db_run(tx->db, live, V(tx->property), V(ticket->id),
				      V(ticket->bill), V(ticket->station), V(ticket->course),
				      V(states[ticket->state]), V(ticket->fired_unix_ms))
			     : err;
}

enum err store_kitchen_line_insert(struct tx *tx, struct kitchen_line *line)
{
	static const char sql[] =
		"INSERT INTO kitchen_line (property, id, ticket, kind, of, line, choice, quantity, "
		"name, choices, seat, course, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
		"$10, $11, $12, $13)";

	line->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(line->id), V(line->ticket),
		      V(row_kinds[line->kind]), V(line->of), V(line->line), V(line->choice),
		      V(line->quantity), V(line->name), V(line->choices), V(line->seat),
		      V(line->course), V(line->note));
}

#define TICKET_COLUMNS                                                                          \
	"SELECT t.id, t.bill, t.station, t.number, t.kind, t.course, t.table_number, "          \
	"t.from_table, t.covers, t.staff, v.state, v.fired_unix_ms, v.bumped_unix_ms, "         \
	"v.recalls FROM kitchen_live v JOIN kitchen_ticket t ON t.property = v.property "       \
	"AND t.id = v.ticket "

static void read_ticket(struct db_rows *rows, struct kitchen_ticket *ticket)
{
	*ticket = (struct kitchen_ticket){
		.id = db_int(rows, 0),
		.bill = db_int(rows, 1),
		.station = db_int(rows, 2),
		.number = db_int(rows, 3),
		.kind = (enum kitchen_kind)index_of(kinds, 4, db_text(rows, 4)),
		.course = db_int(rows, 5),
		.table_number = db_int(rows, 6),
		.from_table = db_int(rows, 7),
		.covers = db_int(rows, 8),
		.staff = db_int(rows, 9),
		.state = (enum kitchen_state)index_of(states, 4, db_text(rows, 10)),
		.fired_unix_ms = db_int(rows, 11),
		.bumped_unix_ms = db_int(rows, 12),
		.recalls = db_int(rows, 13),
	};
}

static enum err list_tickets(struct db_rows *rows, struct kitchen_ticket *tickets, int size,
			     int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_ticket(rows, &tickets[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_kitchen_ticket_load(struct db *db, int64_t id, struct kitchen_ticket *ret_ticket)
{
	static const char sql[] = TICKET_COLUMNS "WHERE v.property = $1 AND v.ticket = $2";
	struct kitchen_ticket ticket;
	int n = 0;
	enum err err = list_tickets(db_query(db, sql, V(db_property(db)), V(id)), &ticket, 1, &n);

	if (err == ERR_OK && n == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_ticket = ticket;
	return err;
}

/* A ticket all of whose pieces were taken away is none any more, unless it says so itself. */
#define HAS_PIECES                                                                              \
	"AND (t.kind = 'void' OR NOT EXISTS (SELECT 1 FROM kitchen_line a WHERE "               \
	"a.property = v.property AND a.ticket = v.ticket AND a.kind = 'item') OR EXISTS "       \
	"(SELECT 1 FROM kitchen_line k WHERE k.property = v.property "                          \
	"AND k.ticket = v.ticket AND k.kind = 'item' AND k.quantity > "                         \
	"(SELECT coalesce(sum(r.quantity), 0) FROM kitchen_line r WHERE "                       \
	"r.property = k.property AND r.of = k.id))) "
#define ON_DISPLAY                                                                              \
	"AND EXISTS (SELECT 1 FROM kitchen_station s WHERE s.property = v.property "            \
	"AND s.number = v.station AND s.has_display = 1 AND s.is_active = 1) "

enum err store_kitchen_of_bill(struct db *db, int64_t bill, unsigned wanted,
			       struct kitchen_ticket *tickets, int size, int *ret_n)
{
	static const char sql[] =
		TICKET_COLUMNS "WHERE v.property = $1 AND v.bill = $2 AND ((v.state = 'held' "
			       "AND $3 = 1) OR (v.state = 'fired' AND $4 = 1) OR "
			       "(v.state = 'printed' AND $5 = 1) OR (v.state = 'bumped' "
			       "AND $6 = 1)) " HAS_PIECES
			       "ORDER BY v.fired_unix_ms, t.course, t.station, t.id";

	return list_tickets(db_query(db, sql, V(db_property(db)), V(bill),
				     V(wanted >> KITCHEN_HELD & 1), V(wanted >> KITCHEN_FIRED & 1),
				     V(wanted >> KITCHEN_PRINTED & 1),
				     V(wanted >> KITCHEN_BUMPED & 1)),
			    tickets, size, ret_n);
}

enum err store_kitchen_open(struct db *db, int64_t station, struct kitchen_ticket *tickets,
			    int size, int *ret_n)
{
	static const char sql[] =
		TICKET_COLUMNS "WHERE v.property = $1 AND v.state IN ('held', 'fired') "
			       "AND (v.station = $2 OR $2 = 0) " ON_DISPLAY HAS_PIECES
			       "ORDER BY CASE WHEN v.state = 'held' THEN 1 ELSE 0 END, "
			       "v.fired_unix_ms, t.bill, t.course, t.id LIMIT $3";

	return list_tickets(db_query(db, sql, V(db_property(db)), V(station), V(size)), tickets,
			    size, ret_n);
}

enum err store_kitchen_bumped(struct db *db, int64_t station, int64_t since_unix_ms,
			      struct kitchen_ticket *tickets, int size, int *ret_n)
{
	static const char sql[] =
		TICKET_COLUMNS "WHERE v.property = $1 AND v.state = 'bumped' "
			       "AND (v.station = $2 OR $2 = 0) AND v.bumped_unix_ms >= $3 "
			       "ORDER BY v.bumped_unix_ms DESC, t.id DESC LIMIT $4";

	return list_tickets(db_query(db, sql, V(db_property(db)), V(station), V(since_unix_ms),
				     V(size)),
			    tickets, size, ret_n);
}

enum err store_kitchen_late(struct db *db, int64_t before_unix_ms, int64_t *ret_n)
{
	static const char sql[] =
		"SELECT count(*) FROM kitchen_live v JOIN kitchen_ticket t ON "
		"t.property = v.property AND t.id = v.ticket WHERE v.property = $1 "
		"AND v.state IN ('held', 'fired') AND v.state = 'fired' "
		"AND v.fired_unix_ms <= $2 " ON_DISPLAY HAS_PIECES;

	return db_one_int(db, ret_n, sql, V(db_property(db)), V(before_unix_ms));
}

enum err store_kitchen_front(struct db *db, int64_t bill, int64_t *ret_course)
{
	static const char sql[] =
		"SELECT coalesce(max(v.course), 0) FROM kitchen_live v JOIN kitchen_ticket t ON "
		"t.property = v.property AND t.id = v.ticket WHERE v.property = $1 "
		"AND v.bill = $2 AND v.state <> 'held' AND t.kind <> 'void'";

	return db_one_int(db, ret_course, sql, V(db_property(db)), V(bill));
}

/* Ids of several tills do not tell what came last: the acts that wrote them do. */
enum err store_kitchen_latest(struct db *db, int64_t bill, struct kitchen_ticket *tickets,
			      int size, int *ret_n)
{
	static const char newest[] =
		"SELECT a.id FROM kitchen_ticket t JOIN act a ON a.property = t.property "
		"AND a.id = t.id - t.id % 65536 WHERE t.property = $1 AND t.bill = $2 "
		"ORDER BY a.at_unix_ms DESC, a.id DESC LIMIT 1";
	static const char sql[] = TICKET_COLUMNS
		"WHERE v.property = $1 AND v.bill = $2 AND t.id > $3 AND t.id < $4 ORDER BY t.id";
	int64_t act = 0;
	enum err err = db_one_int(db, &act, newest, V(db_property(db)), V(bill));

	if (err != ERR_OK)
		return err;
	return list_tickets(db_query(db, sql, V(db_property(db)), V(bill), V(act),
				     V(id_act_end(act))),
			    tickets, size, ret_n);
}

#define LINE_COLUMNS                                                                            \
	"SELECT k.id, k.ticket, k.kind, k.of, k.line, k.quantity, k.quantity - "                \
	"(SELECT coalesce(sum(r.quantity), 0) FROM kitchen_line r WHERE "                       \
	"r.property = k.property AND r.of = k.id), k.name, k.choices, k.seat, k.course, "       \
	"k.note, k.choice FROM kitchen_line k "

static void read_line(struct db_rows *rows, struct kitchen_line *line)
{
	*line = (struct kitchen_line){
		.id = db_int(rows, 0),
		.ticket = db_int(rows, 1),
		.kind = (enum kitchen_row)index_of(row_kinds, 3, db_text(rows, 2)),
		.of = db_int(rows, 3),
		.line = db_int(rows, 4),
		.quantity = db_int(rows, 5),
		.left = db_int(rows, 6),
		.seat = db_int(rows, 9),
		.course = db_int(rows, 10),
		.note = db_int(rows, 11),
		.choice = db_int(rows, 12),
	};
	str_copy(line->name, sizeof line->name, db_text(rows, 7));
	str_copy(line->choices, sizeof line->choices, db_text(rows, 8));
}

static enum err list_lines(struct db_rows *rows, struct kitchen_line *lines, int size, int *ret_n)
{
	bool is_more = true;
	enum err err;
	int n = 0;

	while ((is_more = db_next(rows)) && n < size)
		read_line(rows, &lines[n++]);
	err = db_end(rows);
	if (err == ERR_OK && is_more)
		err = ERR_LIMIT;
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_kitchen_lines(struct db *db, int64_t ticket, struct kitchen_line *lines, int size,
			     int *ret_n)
{
	static const char sql[] =
		LINE_COLUMNS "WHERE k.property = $1 AND k.ticket = $2 ORDER BY k.id";

	return list_lines(db_query(db, sql, V(db_property(db)), V(ticket)), lines, size, ret_n);
}

enum err store_kitchen_of_line(struct db *db, int64_t line, struct kitchen_line *lines, int size,
			       int *ret_n)
{
	static const char sql[] =
		LINE_COLUMNS "JOIN kitchen_ticket t ON t.property = k.property AND t.id = k.ticket "
			     "WHERE k.property = $1 AND k.line = $2 AND k.kind = 'item' "
			     "AND t.kind <> 'void' AND k.quantity > (SELECT "
			     "coalesce(sum(x.quantity), 0) FROM kitchen_line x WHERE "
			     "x.property = k.property AND x.of = k.id) ORDER BY k.id DESC";

	return list_lines(db_query(db, sql, V(db_property(db)), V(line)), lines, size, ret_n);
}

enum err store_kitchen_set(struct tx *tx, const struct kitchen_ticket *ticket)
{
	static const char sql[] =
		"UPDATE kitchen_live SET state = $3, fired_unix_ms = $4, bumped_unix_ms = $5, "
		"recalls = $6, version = version + 1 WHERE property = $1 AND ticket = $2";

	return db_run(tx->db, sql, V(tx->property), V(ticket->id), V(states[ticket->state]),
		      V(ticket->fired_unix_ms), V(ticket->bumped_unix_ms), V(ticket->recalls));
}
