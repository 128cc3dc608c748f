/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/kitchen_read.c -- how a line reads in the kitchen: name, choices, seat, course, notes;
 * and writing that into the rows of a ticket.
 */
#include <string.h>

#include "base/str.h"
#include "service/bill_notes.h"
#include "service/kitchen_inside.h"

static enum err look_at_note(struct db *db, int64_t note, struct bill_note_kind *ret_kind)
{
	char text[NOTE_TEXT_SIZE];
	enum err err = store_note_text(db, note, text, sizeof text);

	if (err == ERR_OK)
		*ret_kind = bill_note_kind(text);
	return err;
}

/* The allergies first, then the latest note. */
static enum err read_notes(struct db *db, const struct bill_view *view, int64_t line,
			   struct kitchen_reading *reading)
{
	int64_t latest = 0;

	for (int i = 0; i < view->rows.n_lines; i++) {
		const struct line_row *row = &view->rows.lines[i];
		struct bill_note_kind kind;
		enum err err;

		if (row->kind != LINE_NOTE || row->of != line)
			continue;
		err = look_at_note(db, row->note, &kind);
		if (err != ERR_OK)
			return err;
		if (!kind.is_allergy)
			latest = kind.is_end ? 0 : row->note;
		else if (kind.is_end)
			reading->n = 0;
		else if (reading->n == KITCHEN_NOTES_MAX - 1)
			return ERR_LIMIT;
		else {
			reading->notes[reading->n].kind = KITCHEN_ALLERGY;
			reading->notes[reading->n++].note = row->note;
		}
	}
	if (latest != 0) {
		reading->notes[reading->n].kind = KITCHEN_NOTE;
		reading->notes[reading->n++].note = latest;
	}
	return ERR_OK;
}

/* The notes of a line, oldest first. */
static enum err list_notes(struct tx *tx, int64_t bill, int64_t line, int64_t *notes, int size,
			   int *ret_n)
{
	static const char sql[] = "SELECT note FROM line WHERE property = $1 AND bill = $2 "
				  "AND of = $3 AND kind = 'note' ORDER BY turn, id";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill), V(line));
	enum err err = ERR_OK, end;
	int n = 0;

	while (err == ERR_OK && db_next(rows)) {
		err = n < size ? ERR_OK : ERR_LIMIT;
		if (err == ERR_OK)
			notes[n++] = db_int(rows, 0);
	}
	end = db_end(rows);
	*ret_n = n;
	return err != ERR_OK ? err : end;
}

enum err kitchen_keep_notes_in(struct tx *tx, int64_t bill, int64_t from, int64_t line,
			       bool only_allergies)
{
	int64_t notes[BILL_ROWS_MAX];
	int n = 0;
	enum err err = list_notes(tx, bill, from, notes, BILL_ROWS_MAX, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		struct line_row row = { .bill = bill, .kind = LINE_NOTE, .of = line,
					.note = notes[i] };
		struct bill_note_kind kind;

		err = look_at_note(tx->db, notes[i], &kind);
		if (err == ERR_OK && (kind.is_allergy || !only_allergies))
			err = store_line_insert(tx, &row);
	}
	return err;
}

static bool is_piece(const struct line_row *row, int64_t line)
{
	return row->kind == LINE_CHOICE && row->of == line && row->item != 0;
}

int kitchen_next_piece(const struct bill_view *view, int64_t line, int index)
{
	for (int i = index + 1; i < view->rows.n_lines; i++)
		if (is_piece(&view->rows.lines[i], line))
			return i;
	return -1;
}

/* What was chosen with a piece of a set stands behind it. */
static void read_choices(const struct bill_view *view, int64_t line, int64_t piece,
			 struct kitchen_reading *reading)
{
	int64_t owner = 0;

	for (int i = 0; i < view->rows.n_lines; i++) {
		const struct line_row *row = &view->rows.lines[i];
		size_t used = strlen(reading->choices);

		if (is_piece(row, line))
			owner = row->id;
		if (row->kind != LINE_CHOICE || row->of != line || row->item != 0 || owner != piece)
			continue;
		str_format(reading->choices + used, sizeof reading->choices - used, "%s%s",
			   used == 0 ? "" : " · ", row->name);
	}
}

static const struct line_row *row_of(const struct bill_view *view, int64_t id)
{
	for (int i = 0; i < view->rows.n_lines; i++)
		if (view->rows.lines[i].id == id)
			return &view->rows.lines[i];
	return NULL;
}

static enum err read_item(const struct bill_view *view, int64_t line, int64_t choice,
			  struct kitchen_reading *reading)
{
	const struct line_row *own = row_of(view, choice != 0 ? choice : line);
	int i = 0;

	while (i < view->n_items && view->items[i].line != line)
		i++;
	if (i == view->n_items || own == NULL)
		return ERR_NOT_FOUND;
	reading->item = own->item;
	reading->seat = view->items[i].seat;
	reading->course = view->items[i].course;
	str_copy(reading->name, sizeof reading->name, own->name);
	read_choices(view, line, choice, reading);
	return ERR_OK;
}

enum err kitchen_read(struct db *db, const struct bill_view *view, int64_t line, int64_t choice,
		      struct kitchen_reading *ret_reading)
{
	enum err err = ERR_OK;

	*ret_reading = (struct kitchen_reading){ .line = line, .choice = choice };
	if (line != 0)
		err = read_item(view, line, choice, ret_reading);
	return err == ERR_OK ? read_notes(db, view, line, ret_reading) : err;
}

static bool has_note(const struct kitchen_reading *reading, const struct kitchen_line *row)
{
	for (int i = 0; i < reading->n; i++)
		if (reading->notes[i].kind == row->kind && reading->notes[i].note == row->note)
			return true;
	return false;
}

bool kitchen_reads_so(const struct kitchen_reading *reading, const struct kitchen_line *row,
		      const struct kitchen_line *lines, int n)
{
	int notes = 0;

	for (int i = 0; i < n; i++) {
		if (lines[i].kind == KITCHEN_ITEM || lines[i].of != row->id)
			continue;
		if (!has_note(reading, &lines[i]))
			return false;
		notes++;
	}
	return notes == reading->n && row->seat == reading->seat &&
	       row->course == reading->course && str_equal(row->name, reading->name) &&
	       str_equal(row->choices, reading->choices);
}

enum err kitchen_write(struct tx *tx, const struct kitchen_ticket *ticket,
		       const struct kitchen_reading *reading, int64_t quantity, int64_t of)
{
	struct kitchen_line row = { .ticket = ticket->id,
				    .of = of,
				    .line = reading->line,
				    .choice = reading->choice,
				    .quantity = quantity,
				    .seat = reading->seat,
				    .course = reading->course };
	struct kitchen_line note = { .ticket = ticket->id, .line = reading->line };
	enum err err = ERR_OK;

	str_copy(row.name, sizeof row.name, reading->name);
	str_copy(row.choices, sizeof row.choices, reading->choices);
	if (reading->line != 0) {
		err = store_kitchen_line_insert(tx, &row);
		note.of = row.id;
	}
	for (int i = 0; err == ERR_OK && i < reading->n; i++) {
		note.kind = reading->notes[i].kind;
		note.note = reading->notes[i].note;
		err = store_kitchen_line_insert(tx, &note);
	}
	return err;
}

struct kitchen_ticket kitchen_ticket_of(const struct tx *tx, const struct bill_head *head,
					int64_t station, enum kitchen_kind kind)
{
	return (struct kitchen_ticket){ .bill = head->id,
					.station = station,
					.kind = kind,
					.table_number = head->table_number,
					.covers = head->covers,
					.staff = head->staff,
					.state = KITCHEN_FIRED,
					.fired_unix_ms = tx->at_unix_ms };
}

bool kitchen_step(const struct kitchen_station *station, int64_t step, int64_t *ret_printer)
{
	int64_t printer = step == 0 ? station->printer : station->fallback;

	if (step >= KITCHEN_STEPS - 1)
		printer = KITCHEN_TILL_PRINTER;
	else if (printer == 0 || (step == 1 && printer == station->printer))
		return false;
	*ret_printer = printer;
	return true;
}

enum err kitchen_queue(struct tx *tx, const struct kitchen_ticket *ticket, enum kitchen_paper kind)
{
	struct kitchen_job job = { .ticket = ticket->id, .kind = kind };
	struct kitchen_station station;
	enum err err = store_kitchen_station_load(tx->db, ticket->station, &station);

	if (err != ERR_OK)
		return err;
	if (station.has_display && station.printer == 0)
		return ERR_OK;
	while (!kitchen_step(&station, job.step, &job.printer))
		job.step++;
	return store_kitchen_job_insert(tx, &job);
}

enum err kitchen_sent_row(struct tx *tx, int64_t bill, int64_t line, int64_t pieces)
{
	struct line_row row = { .bill = bill, .kind = LINE_SEND, .of = line, .sent = pieces };

	return store_line_insert(tx, &row);
}
