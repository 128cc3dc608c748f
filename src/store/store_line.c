/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_line.c -- SQL for the lines of a bill, and reading a bill whole.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/str.h"
#include "core/bill.h"
#include "store/store_bill.h"

static const char *const kinds[] = { "item", "void", "line-discount", "check-discount",
				     "undiscount", "note", "move", "choice", "correct", "price",
				     "place", "send", "tax", "service", "transfer", "rule" };

static enum line_kind kind_of(const char *text)
{
	for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++)
		if (strcmp(kinds[i], text) == 0)
			return (enum line_kind)i;
	return LINE_NOTE;
}

enum err store_line_insert(struct tx *tx, struct line_row *line)
{
	static const char sql[] =
		"INSERT INTO line (property, id, bill, part, kind, of, item, name, quantity, "
		"price_minor, amount_minor, rate_ppm, tax_version, department, reason, note, "
		"seat, course, sent, level, choice, source, business_date, turn) VALUES ($1, $2, "
		"$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, "
		"$20, $21, $22, $23, " STORE_BILL_TURN("$3", "$24") ")";

	assert(line->kind <= LINE_RULE);
	line->id = tx_id(tx);
	line->business_date = tx->business_date;
	return db_run(tx->db, sql, V(tx->property), V(line->id), V(line->bill), V(line->part),
		      V(kinds[line->kind]), V(line->of), V(line->item), V(line->name),
		      V(line->quantity), V(line->price_minor), V(line->amount_minor),
		      V(line->rate_ppm), V(line->tax_version), V(line->department), V(line->reason),
		      V(line->note), V(line->seat), V(line->course), V(line->sent), V(line->level),
		      V(line->choice), V(line->source), V(line->business_date),
		      V(id_act(line->bill) == tx->id));
}

enum err store_frozen_insert(struct tx *tx, int64_t bill, const struct frozen_row *frozen)
{
	static const char sql[] =
		"INSERT INTO frozen (property, id, bill, part, tax_version, department, component, "
		"amount_minor, round) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
		"(SELECT count(*) FROM thaw WHERE property = $1 AND part = $4))";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(frozen->part),
		      V(frozen->tax_version), V(frozen->department), V(frozen->component),
		      V(frozen->amount_minor));
}

enum err store_frozen_exempt_insert(struct tx *tx, int64_t bill, const struct frozen_row *frozen)
{
	static const char sql[] =
		"INSERT INTO frozen_exempt (property, id, bill, part, tax_version, department, "
		"component, amount_minor, round) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
		"(SELECT count(*) FROM thaw WHERE property = $1 AND part = $4))";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(frozen->part),
		      V(frozen->tax_version), V(frozen->department), V(frozen->component),
		      V(frozen->amount_minor));
}

static void read_line(struct db_rows *rows, struct line_row *line)
{
	*line = (struct line_row){ .id = db_int(rows, 0),
				   .bill = db_int(rows, 1),
				   .part = db_int(rows, 2),
				   .kind = kind_of(db_text(rows, 3)),
				   .of = db_int(rows, 4),
				   .item = db_int(rows, 5) };
	str_copy(line->name, sizeof line->name, db_text(rows, 6));
	line->quantity = db_int(rows, 7);
	line->price_minor = db_int(rows, 8);
	line->amount_minor = db_int(rows, 9);
	line->rate_ppm = db_int(rows, 10);
	line->tax_version = db_int(rows, 11);
	line->department = db_int(rows, 12);
	line->reason = db_int(rows, 13);
	line->note = db_int(rows, 14);
	line->business_date = (int32_t)db_int(rows, 15);
	line->seat = db_int(rows, 16);
	line->course = db_int(rows, 17);
	line->sent = db_int(rows, 18);
	line->level = db_int(rows, 19);
	line->choice = db_int(rows, 20);
	line->source = db_int(rows, 21);
	line->turn = db_int(rows, 22);
}

#define LINE_COLUMNS                                                                            \
	"SELECT id, bill, part, kind, of, item, name, quantity, price_minor, amount_minor, "    \
	"rate_ppm, tax_version, department, reason, note, business_date, seat, course, sent, "   \
	"level, choice, source, turn FROM line "

enum err store_line_load(struct db *db, int64_t id, struct line_row *ret_line)
{
	static const char sql[] = LINE_COLUMNS "WHERE property = $1 AND id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	struct line_row line;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_line(rows, &line);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_line = line;
	return ERR_OK;
}

/* Makes room for one more element: doubles from 16, up to `limit`. */
static enum err grow(void **array, int n, size_t size, int limit)
{
	void *bigger;

	if (n >= limit)
		return ERR_LIMIT;
	if (n != 0 && (n < 16 || (n & (n - 1)) != 0))
		return ERR_OK;
	bigger = realloc(*array, (size_t)(n < 16 ? 16 : 2 * n) * size);
	if (bigger == NULL)
		return ERR_MEMORY;
	*array = bigger;
	return ERR_OK;
}

static enum err load_lines(struct db *db, int64_t bill, int64_t before, struct bill_rows *into)
{
	static const char sql[] = LINE_COLUMNS "WHERE property = $1 AND bill = $2 AND id < $3 "
					       "ORDER BY turn, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(before));
	enum err err = ERR_OK, end;
	void *array = NULL;

	while (err == ERR_OK && db_next(rows)) {
		err = grow(&array, into->n_lines, sizeof *into->lines, BILL_LINES_MAX);
		into->lines = array;
		if (err == ERR_OK)
			read_line(rows, &into->lines[into->n_lines++]);
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

static enum err load_parts(struct db *db, int64_t bill, int64_t before, struct bill_rows *into)
{
	static const char sql[] =
		"SELECT p.id, p.no, "
		"(SELECT count(*) FROM frozen f WHERE f.property = p.property AND f.bill = p.bill "
		"AND f.part = p.id AND f.id < $3 AND f.round = (SELECT count(*) FROM thaw h "
		"WHERE h.property = p.property AND h.part = p.id AND h.id < $3)), "
		"(SELECT coalesce(sum(t.amount_minor), 0) FROM tender t WHERE t.property = "
		"p.property AND t.bill = p.bill AND t.part = p.id), c.paper "
		"FROM part p LEFT JOIN part_close c ON c.property = p.property AND c.part = p.id "
		"WHERE p.property = $1 AND p.bill = $2 AND p.id < $3 ORDER BY p.no";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(before));
	enum err err = ERR_OK, end;
	void *array = NULL;

	while (err == ERR_OK && db_next(rows)) {
		err = grow(&array, into->n_parts, sizeof *into->parts, BILL_PARTS_MAX);
		into->parts = array;
		if (err == ERR_OK)
			into->parts[into->n_parts++] =
				(struct part_row){ .id = db_int(rows, 0),
						   .no = db_int(rows, 1),
						   .fixed_minor = -1,
						   .is_frozen = db_int(rows, 2) > 0,
						   .tendered_minor = db_int(rows, 3),
						   .is_closed = !db_is_null(rows, 4),
						   .paper = db_int(rows, 4) };
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

/* What payments make of the parts: only a frozen part has any. */
static enum err load_payments(struct db *db, int64_t bill, struct bill_rows *into)
{
	static const char sql[] =
		"SELECT l.part, l.pending_minor, CASE WHEN l.state IN ('doubt', 'mismatch') "
		"AND l.authorized_minor = 0 THEN coalesce(t.amount_minor, 0) ELSE 0 END, "
		"CASE WHEN l.state IN ('starting', 'waiting', 'stopping') OR (l.wants = 'stop' "
		"AND l.state IN ('authorized', 'captured')) THEN 1 ELSE 0 END FROM payment_live l "
		"LEFT JOIN tender t ON t.property = l.property AND t.id = l.tender "
		"WHERE l.property = $1 AND l.bill = $2 AND l.part <> 0";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill));

	while (db_next(rows))
		for (int i = 0; i < into->n_parts; i++)
			if (into->parts[i].id == db_int(rows, 0)) {
				into->parts[i].pending_minor += db_int(rows, 1);
				into->parts[i].doubt_minor += db_int(rows, 2);
				into->parts[i].is_settling |= db_int(rows, 3) == 1;
			}
	return db_end(rows);
}

/* Terms come in the order they were set: the latest of a part stays. */
static enum err load_terms(struct db *db, int64_t bill, int64_t before, struct bill_rows *into)
{
	static const char sql[] =
		"SELECT part, weight, fixed_minor FROM part_term "
		"WHERE property = $1 AND bill = $2 AND id < $3 ORDER BY turn, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(before));

	while (db_next(rows))
		for (int i = 0; i < into->n_parts; i++)
			if (into->parts[i].id == db_int(rows, 0)) {
				into->parts[i].weight = db_int(rows, 1);
				into->parts[i].fixed_minor = db_int(rows, 2);
			}
	return db_end(rows);
}

static enum err read_frozen(struct db_rows *rows, struct frozen_row **ret_frozen, int *ret_n)
{
	enum err err = ERR_OK, end;
	void *array = NULL;
	int n = 0;

	while (err == ERR_OK && db_next(rows)) {
		err = grow(&array, n, sizeof **ret_frozen,
			   BILL_PARTS_MAX * BILL_COLUMNS_MAX * (TAX_PARTS_MAX + 1));
		*ret_frozen = array;
		if (err == ERR_OK)
			(*ret_frozen)[n++] = (struct frozen_row){ db_int(rows, 0), db_int(rows, 1),
								  db_int(rows, 2),
								  (int)db_int(rows, 3),
								  db_int(rows, 4) };
	}
	end = db_end(rows);
	*ret_n = n;
	return err != ERR_OK ? err : end;
}

static enum err load_exempted(struct db *db, int64_t bill, int64_t before, struct bill_rows *into)
{
	static const char sql[] =
		"SELECT f.part, f.tax_version, f.department, f.component, f.amount_minor "
		"FROM frozen_exempt f WHERE f.property = $1 AND f.bill = $2 AND f.id < $3 "
		"AND f.round = (SELECT count(*) FROM thaw t WHERE t.property = f.property "
		"AND t.part = f.part AND t.id < $3) ORDER BY f.id";

	return read_frozen(db_query(db, sql, V(db_property(db)), V(bill), V(before)),
			   &into->exempted, &into->n_exempted);
}

static enum err load_frozen(struct db *db, int64_t bill, int64_t before, struct bill_rows *into)
{
	static const char sql[] =
		"SELECT f.part, f.tax_version, f.department, f.component, f.amount_minor "
		"FROM frozen f WHERE f.property = $1 AND f.bill = $2 AND f.id < $3 "
		"AND f.round = (SELECT count(*) FROM thaw t WHERE t.property = f.property "
		"AND t.part = f.part AND t.id < $3) ORDER BY f.id";

	return read_frozen(db_query(db, sql, V(db_property(db)), V(bill), V(before)),
			   &into->frozen, &into->n_frozen);
}

enum err store_bill_load(struct db *db, int64_t id, int64_t before, struct bill_rows *ret_rows)
{
	struct bill_rows rows = { 0 };
	enum err err = store_bill_head(db, id, &rows.head);

	if (err == ERR_OK)
		err = load_lines(db, id, before, &rows);
	if (err == ERR_OK)
		err = load_parts(db, id, before, &rows);
	if (err == ERR_OK)
		err = load_terms(db, id, before, &rows);
	if (err == ERR_OK)
		err = load_frozen(db, id, before, &rows);
	if (err == ERR_OK && rows.n_frozen > 0)
		err = load_exempted(db, id, before, &rows);
	if (err == ERR_OK && rows.n_frozen > 0)
		err = load_payments(db, id, &rows);
	if (err != ERR_OK) {
		store_bill_rows_done(&rows);
		return err;
	}
	*ret_rows = rows;
	return ERR_OK;
}

void store_bill_rows_done(struct bill_rows *rows)
{
	free(rows->lines);
	free(rows->parts);
	free(rows->frozen);
	free(rows->exempted);
	*rows = (struct bill_rows){ 0 };
}
