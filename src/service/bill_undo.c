/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_undo.c -- the latest structural change is undone: rows of the opposite amount, the
 * terms from before, the bill where it was.  Only while all that it wrote still stands (B6).
 */
#include "base/id.h"
#include "base/str.h"
#include "service/bill_split_inside.h"
#include "service/kitchen.h"
#include "store/store_staff.h"

/* What the change wrote onto one line in one cell, and how far it is from standing still. */
struct written {
	int64_t root, part, tax_version, department;
	int64_t quantity, amount_minor, sent;
};

/* Refuses when anything was added to a line that the change touched, beyond what was undone. */
static enum err check_still(struct tx *tx, const struct change_row *change)
{
	static const char sql[] =
		"SELECT count(*) FROM (SELECT CASE WHEN l.of = 0 THEN l.id ELSE l.of END AS root "
		"FROM line l WHERE l.property = $1 AND l.bill = $2 AND l.turn > $3 AND "
		"(CASE WHEN l.of = 0 THEN l.id ELSE l.of END) IN (SELECT CASE WHEN c.of = 0 "
		"THEN c.id ELSE c.of END FROM line c WHERE c.property = $1 AND c.bill = $2 "
		"AND c.id > $4 AND c.id < $5) GROUP BY CASE WHEN l.of = 0 THEN l.id ELSE l.of END, "
		"l.part, l.tax_version, l.department HAVING sum(l.quantity) <> 0 "
		"OR sum(l.amount_minor) <> 0 OR sum(l.sent) <> 0) AS x";
	int64_t n = 0;
	enum err err = db_one_int(tx->db, &n, sql, V(tx->property), V(change->bill),
				  V(change->turn), V(id_act(change->id)),
				  V(id_act_end(change->id)));

	return err == ERR_OK && n > 0 ? ERR_STATE : err;
}

static bool is_frozen(const struct bill_rows *rows, int64_t part)
{
	for (int i = 0; i < rows->n_parts; i++)
		if (rows->parts[i].id == part)
			return rows->parts[i].is_frozen || rows->parts[i].is_closed;
	return false;
}

static enum err take_row(struct tx *tx, const struct bill_rows *rows, enum line_kind kind,
			 const struct written *written)
{
	struct line_row row;
	enum err err = store_line_load(tx->db, written->root, &row);

	if (err != ERR_OK)
		return err;
	if (is_frozen(rows, written->part))
		return ERR_FROZEN;
	row.kind = written->sent != 0 ? LINE_SEND : kind;
	row.part = written->part;
	row.of = written->root;
	row.quantity = -written->quantity;
	row.amount_minor = -written->amount_minor;
	row.sent = -written->sent;
	row.tax_version = written->tax_version;
	row.department = written->department;
	row.price_minor = row.rate_ppm = row.reason = row.note = 0;
	row.seat = row.course = row.level = row.choice = row.source = 0;
	return store_line_insert(tx, &row);
}

/* What the change wrote, cell by cell; at most `size`. */
static enum err list_written(struct tx *tx, const struct change_row *change,
			     struct written *written, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT CASE WHEN of = 0 THEN id ELSE of END, part, tax_version, department, "
		"sum(quantity), sum(amount_minor), sum(sent) FROM line WHERE property = $1 "
		"AND bill = $2 AND id > $3 AND id < $4 GROUP BY CASE WHEN of = 0 THEN id ELSE of "
		"END, part, tax_version, department HAVING sum(quantity) <> 0 "
		"OR sum(amount_minor) <> 0 OR sum(sent) <> 0 ORDER BY 1, 2, 3, 4";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(change->bill),
					V(id_act(change->id)), V(id_act_end(change->id)));
	enum err err = ERR_OK, end;
	int n = 0;

	while (err == ERR_OK && db_next(rows)) {
		err = n < size ? ERR_OK : ERR_LIMIT;
		if (err == ERR_OK)
			written[n++] = (struct written){ db_int(rows, 0), db_int(rows, 1),
							 db_int(rows, 2), db_int(rows, 3),
							 db_int(rows, 4), db_int(rows, 5),
							 db_int(rows, 6) };
	}
	end = db_end(rows);
	if (err == ERR_OK && end == ERR_OK)
		*ret_n = n;
	return err != ERR_OK ? err : end;
}

static enum err undo_lines(struct tx *tx, const struct bill_rows *rows,
			   const struct change_row *change)
{
	struct written written[BILL_ROWS_MAX];
	bool is_between = change->other != 0;
	int n = 0;
	enum err err = check_still(tx, change);

	if (err == ERR_OK)
		err = list_written(tx, change, written, BILL_ROWS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = take_row(tx, rows, is_between ? LINE_TRANSFER : LINE_MOVE, &written[i]);
	return err;
}

/* The parts whose terms the change wrote. */
static enum err list_terms(struct tx *tx, const struct change_row *change, int64_t *parts,
			   int *ret_n)
{
	static const char sql[] = "SELECT DISTINCT part FROM part_term WHERE property = $1 "
				  "AND bill = $2 AND id > $3 AND id < $4 ORDER BY part";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(change->bill),
					V(id_act(change->id)), V(id_act_end(change->id)));
	int n = 0;
	enum err err;

	while (n < BILL_PARTS_MAX && db_next(rows))
		parts[n++] = db_int(rows, 0);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

/* The term from before, if the one that the change gave still holds. */
static enum err undo_term(struct tx *tx, const struct bill_rows *rows,
			  const struct change_row *change, int64_t part)
{
	int64_t weight, fixed, given_weight, given_fixed, now_weight, now_fixed;
	enum err err = store_part_term_before(tx->db, part, change->turn, &weight, &fixed);

	if (err == ERR_OK)
		err = store_part_term_before(tx->db, part, change->turn + 1, &given_weight,
					     &given_fixed);
	if (err == ERR_OK)
		err = store_part_term_before(tx->db, part, INT64_MAX, &now_weight, &now_fixed);
	if (err != ERR_OK)
		return err;
	if (is_frozen(rows, part))
		return ERR_FROZEN;
	if (given_weight != now_weight || given_fixed != now_fixed)
		return ERR_STATE;
	if (weight == now_weight && fixed == now_fixed)
		return ERR_OK;
	return store_part_term_insert(tx, change->bill, part, weight, fixed);
}

static enum err undo_terms(struct tx *tx, const struct bill_rows *rows,
			   const struct change_row *change)
{
	int64_t parts[BILL_PARTS_MAX];
	int n = 0;
	enum err err = list_terms(tx, change, parts, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = undo_term(tx, rows, change, parts[i]);
	return err;
}

/* Rows and terms of one bill. */
static enum err undo_rows(struct tx *tx, const struct change_row *change)
{
	struct bill_rows rows;
	enum err err = store_bill_load(tx->db, change->bill, INT64_MAX, &rows);

	if (err != ERR_OK)
		return err;
	err = undo_lines(tx, &rows, change);
	if (err == ERR_OK)
		err = undo_terms(tx, &rows, change);
	store_bill_rows_done(&rows);
	return err;
}

/* Back to a table, if nobody sits there by now. */
static enum err back_to(struct tx *tx, int64_t table, struct bill_head *head)
{
	int64_t there = 0;
	enum err err = table == 0 ? ERR_NOT_FOUND : store_bill_at_table(tx->db, table, &there);

	if (err == ERR_OK && there != head->id)
		return ERR_EXISTS;
	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	head->dining_table = table;
	return ERR_OK;
}

/* The name it had before; of a tab whose name was erased the one it has stays. */
static enum err name_back(struct tx *tx, const struct change_row *change, struct bill_head *head)
{
	char name[BILL_NAME_SIZE];
	enum err err;

	if (change->of == 0)
		return ERR_OK;
	err = store_note_text(tx->db, change->of, name, sizeof name);
	if (err == ERR_OK && (name[0] != '\0' || head->dining_table != 0))
		str_copy(head->name, sizeof head->name, name);
	return err;
}

static enum err table_back(struct tx *tx, const struct change_row *change, struct bill_head *head)
{
	enum err err = back_to(tx, change->was, head);

	return err == ERR_OK ? name_back(tx, change, head) : err;
}

/* A bill that was opened again is closed again when nothing came of it. */
static enum err close_again(struct tx *tx, const struct change_row *change, struct bill_head *head)
{
	int64_t due = 0;
	enum err err = bill_due(tx->db, head->id, &due);

	if (err == ERR_OK && due != 0)
		err = ERR_STATE;
	head->state = BILL_CLOSED;
	head->holder = 0;
	head->dining_table = change->was;
	return err;
}

static enum err undo_place(struct tx *tx, const struct change_row *change, struct bill_head *head)
{
	switch (change->kind) {
	case CHANGE_TABLE:
		return table_back(tx, change, head);
	case CHANGE_STAFF:
		return store_bill_set_staff(tx, head->id, change->was);
	case CHANGE_REOPEN:
		return close_again(tx, change, head);
	default:
		return ERR_OK;
	}
}

static enum err end_undo(struct tx *tx, const struct change_row *change,
			 const struct bill_head *head)
{
	struct change_row undo = { .kind = CHANGE_UNDO, .of = change->id, .other = change->other };

	return split_end_in(tx, head, &undo);
}

/* The bill that lines went to or came from; one that was merged is open again. */
static enum err other_head(struct tx *tx, const struct change_row *side,
			   struct bill_head *ret_head)
{
	struct bill_head head;
	enum err err;

	if (side->kind != CHANGE_MERGE_OUT)
		return split_other_in(tx, side->bill, ret_head);
	err = store_bill_head(tx->db, side->bill, &head);
	if (err == ERR_OK)
		err = back_to(tx, side->was, &head);
	if (err != ERR_OK)
		return err;
	head.state = BILL_OPEN;
	*ret_head = head;
	return ERR_OK;
}

static enum err undo_other(struct tx *tx, const struct change_row *change, struct bill_head *head)
{
	struct change_row side;
	struct bill_head other;
	enum err err = store_change_beside(tx->db, change->id, change->other, &side);

	if (err == ERR_OK)
		err = other_head(tx, &side, &other);
	if (err == ERR_OK)
		err = undo_rows(tx, &side);
	if (err != ERR_OK)
		return err;
	if (side.kind == CHANGE_MERGE_OUT && head->covers >= other.covers)
		head->covers -= other.covers;
	return end_undo(tx, &side, &other);
}

static enum err tell_kitchen(struct tx *tx, const struct change_row *change,
			     const struct bill_head *head)
{
	if (change->kind == CHANGE_TABLE)
		return kitchen_table_in(tx, head->id, head->table_number);
	return change->other != 0 ? kitchen_moved_in(tx, head->id, change->other) : ERR_OK;
}

static enum err undo_in(struct tx *tx, void *arg)
{
	struct change_row change;
	struct bill_head head;
	enum err err = split_begin_in(tx, &head);

	(void)arg;
	if (err == ERR_OK)
		err = store_change_latest(tx->db, head.id, &change);
	if (err == ERR_NOT_FOUND)
		return ERR_STATE;
	if (err == ERR_OK)
		err = undo_rows(tx, &change);
	if (err == ERR_OK)
		err = undo_place(tx, &change, &head);
	if (err == ERR_OK && change.other != 0)
		err = undo_other(tx, &change, &head);
	if (err == ERR_OK)
		err = end_undo(tx, &change, &head);
	return err == ERR_OK ? tell_kitchen(tx, &change, &head) : err;
}

enum err bill_undo(struct app *app, const struct act *act)
{
	char content[24];

	str_format(content, sizeof content, "%lld", (long long)act->bill);
	return act_run(app->db, act, "bill-undo", content, undo_in, NULL, NULL);
}
