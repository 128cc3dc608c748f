/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_tell.c -- what the kitchen is told of by itself after a round: voids, changes,
 * moves.
 */
#include <stdlib.h>

#include "base/str.h"
#include "service/kitchen_inside.h"

#define ROWS_MAX 64                  /* about one line, with pieces left */

/* Rows of tickets about a line, newest first, and how many pieces of each are meant. */
struct taking {
	struct kitchen_line rows[ROWS_MAX];
	int64_t take[ROWS_MAX];
	int n;
};

static enum err load_rows(struct tx *tx, int64_t line, struct taking **ret_taking)
{
	struct taking *taking = calloc(1, sizeof *taking);
	enum err err = taking != NULL ? store_kitchen_of_line(tx->db, line, taking->rows, ROWS_MAX,
							      &taking->n)
				      : ERR_MEMORY;

	if (err != ERR_OK) {
		free(taking);
		return err;
	}
	*ret_taking = taking;
	return ERR_OK;
}

/* `pieces` of the line, the newest first; of each piece of a set as many. */
static void choose(struct taking *taking, int64_t pieces)
{
	for (int i = 0; i < taking->n; i++) {
		int64_t rest = pieces;

		for (int j = 0; j < i; j++)
			if (taking->rows[j].choice == taking->rows[i].choice)
				rest -= taking->take[j];
		taking->take[i] = rest < taking->rows[i].left ? rest : taking->rows[i].left;
	}
}

/* How many pieces of a line the kitchen knows of, and how many are left of it at all. */
static enum err count_pieces(struct tx *tx, int64_t bill, int64_t line, int64_t *ret_sent,
			     int64_t *ret_left)
{
	static const char sql[] =
		"SELECT coalesce(sum(sent), 0), coalesce(sum(quantity), 0) FROM line "
		"WHERE property = $1 AND bill = $2 AND (id = $3 OR of = $3)";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill), V(line));
	int64_t sent = 0, left = 0;
	enum err err;

	if (db_next(rows)) {
		sent = db_int(rows, 0);
		left = db_int(rows, 1);
	}
	err = db_end(rows);
	*ret_sent = sent;
	*ret_left = left;
	return err;
}

/* --- voids --------------------------------------------------------------------------------- */

static enum err void_row(struct tx *tx, const struct kitchen_ticket *ticket,
			 const struct kitchen_line *row, int64_t pieces)
{
	struct kitchen_line taken = *row;

	taken.ticket = ticket->id;
	taken.of = row->id;
	taken.quantity = pieces;
	return store_kitchen_line_insert(tx, &taken);
}

/* One ticket for each station that is to make fewer; the first row of it makes it. */
static enum err void_at_station(struct tx *tx, const struct bill_head *head,
				const struct taking *taking, int first)
{
	struct kitchen_ticket from, ticket;
	int64_t station;
	enum err err = store_kitchen_ticket_load(tx->db, taking->rows[first].ticket, &from);

	if (err != ERR_OK)
		return err;
	station = from.station;
	ticket = kitchen_ticket_of(tx, head, station, KITCHEN_VOID);
	ticket.course = from.course;
	err = store_kitchen_ticket_insert(tx, &ticket);
	for (int i = first; err == ERR_OK && i < taking->n; i++) {
		err = store_kitchen_ticket_load(tx->db, taking->rows[i].ticket, &from);
		if (err == ERR_OK && taking->take[i] > 0 && from.station == station)
			err = void_row(tx, &ticket, &taking->rows[i], taking->take[i]);
	}
	return err == ERR_OK ? kitchen_queue(tx, &ticket, KITCHEN_PAPER) : err;
}

/* The first row of its station of which something is taken? */
static enum err is_first(struct tx *tx, const struct taking *taking, int row, bool *ret_is)
{
	struct kitchen_ticket mine, other;
	enum err err = store_kitchen_ticket_load(tx->db, taking->rows[row].ticket, &mine);

	*ret_is = taking->take[row] > 0;
	for (int i = 0; err == ERR_OK && i < row; i++) {
		err = store_kitchen_ticket_load(tx->db, taking->rows[i].ticket, &other);
		if (taking->take[i] > 0 && other.station == mine.station)
			*ret_is = false;
	}
	return err;
}

enum err kitchen_void_in(struct tx *tx, int64_t bill, int64_t line)
{
	struct taking *taking;
	struct bill_head head;
	int64_t sent, left;
	bool is = false;
	enum err err = count_pieces(tx, bill, line, &sent, &left);

	if (err != ERR_OK || sent <= left)
		return err;
	err = store_bill_head(tx->db, bill, &head);
	if (err == ERR_OK)
		err = kitchen_sent_row(tx, bill, line, left - sent);
	if (err == ERR_OK)
		err = load_rows(tx, line, &taking);
	if (err != ERR_OK)
		return err;
	choose(taking, sent - left);
	for (int i = 0; err == ERR_OK && i < taking->n; i++) {
		err = is_first(tx, taking, i, &is);
		if (err == ERR_OK && is)
			err = void_at_station(tx, &head, taking, i);
	}
	free(taking);
	return err;
}

/* --- changes ------------------------------------------------------------------------------- */

/* A ticket whose rows take over from those of another keeps its age and whether it is held. */
static struct kitchen_ticket heir_of(const struct tx *tx, const struct bill_head *head,
				     const struct kitchen_ticket *from, enum kitchen_kind kind)
{
	struct kitchen_ticket heir = kitchen_ticket_of(tx, head, from->station, kind);

	heir.course = from->course;
	heir.state = from->state == KITCHEN_PRINTED ? KITCHEN_FIRED : from->state;
	heir.fired_unix_ms = from->fired_unix_ms;
	return heir;
}

struct changing {
	struct bill_head head;
	struct bill_view view;
	int64_t front;
	struct kitchen_line lines[KITCHEN_LINES_MAX];
};

static enum err write_change(struct tx *tx, const struct changing *changing,
			     const struct kitchen_ticket *from, const struct kitchen_line *row,
			     const struct kitchen_reading *reading)
{
	struct kitchen_ticket heir = heir_of(tx, &changing->head, from, KITCHEN_CHANGE);
	enum err err;

	heir.course = reading->course;
	if (heir.state == KITCHEN_HELD && heir.course <= changing->front) {
		heir.state = KITCHEN_FIRED;
		heir.fired_unix_ms = tx->at_unix_ms;
	}
	err = store_kitchen_ticket_insert(tx, &heir);
	if (err == ERR_OK)
		err = kitchen_write(tx, &heir, reading, row->left, row->id);
	return err == ERR_OK ? kitchen_queue(tx, &heir, KITCHEN_PAPER) : err;
}

/* What is done is not told of any more. */
static enum err change_row(struct tx *tx, struct changing *changing,
			   const struct kitchen_line *row)
{
	struct kitchen_reading reading;
	struct kitchen_ticket from;
	int n = 0;
	enum err err = store_kitchen_ticket_load(tx->db, row->ticket, &from);

	if (err != ERR_OK || from.state == KITCHEN_BUMPED)
		return err;
	err = store_kitchen_lines(tx->db, row->ticket, changing->lines, KITCHEN_LINES_MAX, &n);
	if (err == ERR_OK)
		err = kitchen_read(tx->db, &changing->view, row->line, row->choice, &reading);
	if (err != ERR_OK || kitchen_reads_so(&reading, row, changing->lines, n))
		return err;
	return write_change(tx, changing, &from, row, &reading);
}

static enum err change_line(struct tx *tx, int64_t bill, struct taking *taking)
{
	struct changing *changing = calloc(1, sizeof *changing);
	enum err err = changing != NULL ? store_bill_head(tx->db, bill, &changing->head)
					: ERR_MEMORY;

	if (err == ERR_OK)
		err = store_kitchen_front(tx->db, bill, &changing->front);
	if (err == ERR_OK)
		err = bill_view_load(tx->db, bill, &changing->view);
	if (err == ERR_OK) {
		for (int i = 0; err == ERR_OK && i < taking->n; i++)
			err = change_row(tx, changing, &taking->rows[i]);
		bill_view_done(&changing->view);
	}
	free(changing);
	return err;
}

/* A ticket without pieces for each station that has some of the bill: a note of the bill, where it
 * is now, or that it is taken away. */
static enum err tell_stations(struct tx *tx, int64_t bill, enum kitchen_kind kind,
			      int64_t from_table, const struct kitchen_reading *reading)
{
	static const unsigned states = 1u << KITCHEN_HELD | 1u << KITCHEN_FIRED |
				       1u << KITCHEN_PRINTED;
	struct kitchen_ticket tickets[KITCHEN_TICKETS_MAX];
	struct bill_head head;
	bool told[KITCHEN_NUMBER_MAX + 1] = { false };
	int n = 0;
	enum err err = store_bill_head(tx->db, bill, &head);

	if (err == ERR_OK)
		err = store_kitchen_of_bill(tx->db, bill, states, tickets, KITCHEN_TICKETS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct kitchen_ticket ticket =
			kitchen_ticket_of(tx, &head, tickets[i].station, kind);

		if (told[ticket.station])
			continue;
		told[ticket.station] = true;
		ticket.from_table = from_table;
		err = store_kitchen_ticket_insert(tx, &ticket);
		if (err == ERR_OK && reading != NULL)
			err = kitchen_write(tx, &ticket, reading, 0, 0);
		if (err == ERR_OK)
			err = kitchen_queue(tx, &ticket, KITCHEN_PAPER);
	}
	return err;
}

static enum err change_bill(struct tx *tx, int64_t bill)
{
	struct kitchen_reading reading;
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	err = kitchen_read(tx->db, &view, 0, 0, &reading);
	bill_view_done(&view);
	return err == ERR_OK ? tell_stations(tx, bill, KITCHEN_CHANGE, 0, &reading) : err;
}

enum err kitchen_change_in(struct tx *tx, int64_t bill, int64_t line)
{
	struct taking *taking = NULL;
	enum err err;

	if (line == 0)
		return change_bill(tx, bill);
	err = load_rows(tx, line, &taking);
	if (err == ERR_OK && taking->n > 0)
		err = change_line(tx, bill, taking);
	free(taking);
	return err;
}

enum err kitchen_order_in(struct tx *tx, int64_t bill)
{
	return tell_stations(tx, bill, KITCHEN_CHANGE, 0, NULL);
}

/* --- moves --------------------------------------------------------------------------------- */

enum err kitchen_table_in(struct tx *tx, int64_t bill, int64_t from_table)
{
	return tell_stations(tx, bill, KITCHEN_MOVE, from_table, NULL);
}

/* The row of the other line that is this piece of the set: the one of the same name. */
static int64_t same_choice(const struct bill_view *view, int64_t line,
			   const struct kitchen_line *row)
{
	int i = -1;

	while (row->choice != 0 && (i = kitchen_next_piece(view, line, i)) >= 0)
		if (str_equal(view->rows.lines[i].name, row->name))
			return view->rows.lines[i].id;
	return 0;
}

static enum err move_row(struct tx *tx, const struct bill_view *to, int64_t to_line,
			 int64_t from_table, const struct kitchen_line *row, int64_t pieces)
{
	struct kitchen_ticket from, heir;
	struct kitchen_reading reading;
	enum err err = store_kitchen_ticket_load(tx->db, row->ticket, &from);

	if (err == ERR_OK)
		err = kitchen_read(tx->db, to, to_line, same_choice(to, to_line, row), &reading);
	if (err != ERR_OK)
		return err;
	heir = heir_of(tx, &to->rows.head, &from, KITCHEN_MOVE);
	heir.from_table = from_table;
	err = store_kitchen_ticket_insert(tx, &heir);
	if (err == ERR_OK)
		err = kitchen_write(tx, &heir, &reading, pieces, row->id);
	return err == ERR_OK ? kitchen_queue(tx, &heir, KITCHEN_PAPER) : err;
}

/* Pieces that the kitchen still has as those of a line that does not have them any more. */
struct gone {
	int64_t bill, line, to_bill, to_line, pieces;
};

static enum err move_rows(struct tx *tx, const struct gone *gone, const struct taking *taking)
{
	struct bill_head from;
	struct bill_view to;
	enum err err = store_bill_head(tx->db, gone->bill, &from);

	if (err == ERR_OK)
		err = bill_view_load(tx->db, gone->to_bill, &to);
	if (err != ERR_OK)
		return err;
	for (int i = 0; err == ERR_OK && i < taking->n; i++)
		if (taking->take[i] > 0)
			err = move_row(tx, &to, gone->to_line, from.table_number,
				       &taking->rows[i], taking->take[i]);
	bill_view_done(&to);
	return err;
}

static enum err move_gone(struct tx *tx, const struct gone *gone)
{
	struct taking *taking = NULL;
	enum err err = load_rows(tx, gone->line, &taking);

	if (err == ERR_OK) {
		choose(taking, gone->pieces);
		err = move_rows(tx, gone, taking);
	}
	free(taking);
	return err;
}

/* Of a line (l) and the one it came from (s): what the kitchen has of l, less what was sent of it,
 * went back to s, or (below zero) came from it.  A piece of a set is counted once. */
static enum err list_gone(struct tx *tx, int64_t bill, int64_t other, struct gone *gone, int size,
			  int *ret_n)
{
	static const char sql[] =
		"SELECT l.id, l.bill, s.id, s.bill, coalesce((SELECT max(c.pieces) FROM (SELECT "
		"sum(k.quantity - (SELECT coalesce(sum(r.quantity), 0) FROM kitchen_line r WHERE "
		"r.property = k.property AND r.of = k.id)) AS pieces FROM kitchen_line k "
		"JOIN kitchen_ticket t ON t.property = k.property AND t.id = k.ticket "
		"AND t.kind <> 'void' WHERE k.property = l.property AND k.line = l.id "
		"AND k.kind = 'item' GROUP BY k.choice) AS c), 0) - (SELECT "
		"coalesce(sum(x.sent), 0) FROM line x WHERE x.property = l.property "
		"AND x.bill = l.bill AND (x.id = l.id OR x.of = l.id)) FROM line l JOIN line s "
		"ON s.property = l.property AND s.id = l.source WHERE l.property = $1 "
		"AND l.kind = 'item' AND l.of = 0 AND l.source <> 0 AND ((l.bill = $2 "
		"AND s.bill = $3) OR (l.bill = $3 AND s.bill = $2)) ORDER BY l.id";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill), V(other));
	enum err err = ERR_OK, end;
	int n = 0;

	while (err == ERR_OK && db_next(rows)) {
		int64_t pieces = db_int(rows, 4);

		if (pieces == 0)
			continue;
		if (n == size)
			err = ERR_LIMIT;
		else if (pieces > 0)
			gone[n++] = (struct gone){ db_int(rows, 1), db_int(rows, 0),
						   db_int(rows, 3), db_int(rows, 2), pieces };
		else
			gone[n++] = (struct gone){ db_int(rows, 3), db_int(rows, 2),
						   db_int(rows, 1), db_int(rows, 0), -pieces };
	}
	end = db_end(rows);
	*ret_n = n;
	return err != ERR_OK ? err : end;
}

enum err kitchen_moved_in(struct tx *tx, int64_t bill, int64_t other)
{
	struct gone *gone = calloc(BILL_ROWS_MAX, sizeof *gone);
	int n = 0;
	enum err err = gone != NULL ? list_gone(tx, bill, other, gone, BILL_ROWS_MAX, &n)
				    : ERR_MEMORY;

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = move_gone(tx, &gone[i]);
	free(gone);
	return err;
}
