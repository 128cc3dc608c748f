/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_tender.c -- SQL for the tender table, tenders and the closing of parts.
 */
#include <stdlib.h>

#include "base/str.h"
#include "core/entry.h"
#include "store/store_pay.h"

#define TYPE_COLUMNS                                                                           \
	"id, code, name, driver, unit, exponent, account, rate_num, rate_den, limit_minor, "  \
	"gives_change, opens_drawer, notes, position, is_active, tips, captures "              \
	"FROM tender_type "

/* "500 1000 2000": at most TENDER_NOTES_MAX values. */
static void read_notes(const char *text, struct tender_type *type)
{
	while (*text != '\0' && type->n_notes < TENDER_NOTES_MAX) {
		char *end;
		long long value = strtoll(text, &end, 10);

		if (end == text || value <= 0)
			break;
		type->notes[type->n_notes++] = value;
		text = end;
	}
}

static const char *const tips_names[] = { "none", "typed", "reader", "slip" };

static enum tender_tips tips_of(const char *name)
{
	int i = TENDER_TIPS_SLIP;

	while (i > 0 && !str_equal(tips_names[i], name))
		i--;
	return (enum tender_tips)i;
}

static void read_type(struct db_rows *rows, struct tender_type *type)
{
	*type = (struct tender_type){ .id = db_int(rows, 0),
				      .exponent = (int)db_int(rows, 5),
				      .account = db_int(rows, 6),
				      .rate_num = db_int(rows, 7),
				      .rate_den = db_int(rows, 8),
				      .limit_minor = db_int(rows, 9),
				      .gives_change = db_int(rows, 10) == 1,
				      .opens_drawer = db_int(rows, 11) == 1,
				      .is_active = db_int(rows, 14) == 1,
				      .position = db_int(rows, 13) };
	str_copy(type->code, sizeof type->code, db_text(rows, 1));
	str_copy(type->name, sizeof type->name, db_text(rows, 2));
	str_copy(type->driver, sizeof type->driver, db_text(rows, 3));
	str_copy(type->unit, sizeof type->unit, db_text(rows, 4));
	type->tips = tips_of(db_text(rows, 15));
	type->captures_later = str_equal(db_text(rows, 16), "later");
	read_notes(db_text(rows, 12), type);
}

enum err store_tender_type_list(struct db *db, struct tender_type *types, int size, int *ret_n)
{
	static const char sql[] = "SELECT " TYPE_COLUMNS
				  "WHERE property = $1 AND is_active = 1 ORDER BY position";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_type(rows, &types[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

static enum err one_type(struct db_rows *rows, struct tender_type *ret_type)
{
	struct tender_type type;
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_type(rows, &type);
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_type = type;
	return ERR_OK;
}

enum err store_tender_type_by_id(struct db *db, int64_t id, struct tender_type *ret_type)
{
	static const char sql[] = "SELECT " TYPE_COLUMNS "WHERE property = $1 AND id = $2";

	return one_type(db_query(db, sql, V(db_property(db)), V(id)), ret_type);
}

enum err store_tender_type_by_code(struct db *db, const char *code, struct tender_type *ret_type)
{
	static const char sql[] = "SELECT " TYPE_COLUMNS
				  "WHERE property = $1 AND code = $2 AND is_active = 1";

	return one_type(db_query(db, sql, V(db_property(db)), V(code)), ret_type);
}

enum err store_tender_type_any(struct db *db, const char *code, struct tender_type *ret_type)
{
	static const char sql[] = "SELECT " TYPE_COLUMNS "WHERE property = $1 AND code = $2";

	return one_type(db_query(db, sql, V(db_property(db)), V(code)), ret_type);
}

/* The other way: "500 1000 2000". */
static void write_notes(const struct tender_type *type, struct str *notes)
{
	for (int i = 0; i < type->n_notes; i++)
		str_addf(notes, "%s%lld", i > 0 ? " " : "", (long long)type->notes[i]);
}

enum err store_tender_type_change(struct tx *tx, const struct tender_type *type)
{
	static const char sql[] =
		"UPDATE tender_type SET name = $3, rate_num = $4, rate_den = $5, limit_minor = $6, "
		"gives_change = $7, opens_drawer = $8, notes = $9, tips = $10, captures = $11, "
		"is_active = $12, version = version + 1 WHERE property = $1 AND id = $2";
	struct str notes = { 0 };
	enum err err;

	write_notes(type, &notes);
	err = str_ok(&notes) ? ERR_OK : ERR_MEMORY;
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(type->id), V(type->name),
			     V(type->rate_num), V(type->rate_den), V(type->limit_minor),
			     V(type->gives_change), V(type->opens_drawer), V(str_text(&notes)),
			     V(tips_names[type->tips]), V(type->captures_later ? "later" : "now"),
			     V(type->is_active));
	str_done(&notes);
	return err;
}

enum err store_tender_type_insert(struct tx *tx, struct tender_type *type)
{
	static const char sql[] =
		"INSERT INTO tender_type (property, id, code, name, driver, unit, exponent, "
		"account, rate_num, rate_den, limit_minor, gives_change, opens_drawer, notes, "
		"position, tips, captures, is_active, version) VALUES ($1, $2, $3, $4, $5, $6, "
		"$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, 1)";
	struct str notes = { 0 };
	enum err err;

	type->id = tx_id(tx);
	type->is_active = true;
	write_notes(type, &notes);
	err = str_ok(&notes) ? ERR_OK : ERR_MEMORY;
	if (err == ERR_OK)
		err = db_run(tx->db, sql, V(tx->property), V(type->id), V(type->code),
			     V(type->name), V(type->driver), V(type->unit), V(type->exponent),
			     V(type->account), V(type->rate_num), V(type->rate_den),
			     V(type->limit_minor), V(type->gives_change), V(type->opens_drawer),
			     V(str_text(&notes)), V(type->position), V(tips_names[type->tips]),
			     V(type->captures_later ? "later" : "now"));
	str_done(&notes);
	return err;
}

enum err store_tender_type_set_rate(struct tx *tx, int64_t id, int64_t rate_num, int64_t rate_den)
{
	static const char sql[] = "UPDATE tender_type SET rate_num = $3, rate_den = $4, "
				  "version = version + 1 WHERE property = $1 AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(id), V(rate_num), V(rate_den));
}

enum err store_tender_insert(struct tx *tx, struct tender_row *row)
{
	static const char sql[] =
		"INSERT INTO tender (property, id, bill, part, tender_type, drawer_session, "
		"amount_minor, unit, given_minor, change_minor, rounding_minor, rate_num, "
		"rate_den, payment, entry, takes_back, business_date) VALUES ($1, $2, $3, $4, $5, "
		"$6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

	row->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->bill), V(row->part),
		      V(row->tender_type), V(row->drawer_session), V(row->amount_minor),
		      V(row->unit), V(row->given_minor), V(row->change_minor),
		      V(row->rounding_minor), V(row->rate_num), V(row->rate_den), V(row->payment),
		      V(row->entry), V(row->takes_back), V(tx->business_date));
}

#define TENDER_COLUMNS                                                                         \
	"SELECT t.id, t.part, t.tender_type, t.drawer_session, t.amount_minor, t.unit, "       \
	"t.given_minor, t.change_minor, t.rounding_minor, t.rate_num, t.rate_den, t.entry, "   \
	"t.payment, t.takes_back FROM tender t "

static enum err read_tenders(struct db_rows *rows, int64_t bill, struct tender_row *rows_out,
			     int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		rows_out[n] = (struct tender_row){ .id = db_int(rows, 0),
						   .bill = bill,
						   .part = db_int(rows, 1),
						   .tender_type = db_int(rows, 2),
						   .drawer_session = db_int(rows, 3),
						   .amount_minor = db_int(rows, 4),
						   .given_minor = db_int(rows, 6),
						   .change_minor = db_int(rows, 7),
						   .rounding_minor = db_int(rows, 8),
						   .rate_num = db_int(rows, 9),
						   .rate_den = db_int(rows, 10),
						   .entry = db_int(rows, 11),
						   .payment = db_int(rows, 12),
						   .takes_back = db_int(rows, 13) };
		str_copy(rows_out[n].unit, sizeof rows_out[n].unit, db_text(rows, 5));
		n++;
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_tender_list(struct db *db, int64_t bill, int64_t part, struct tender_row *rows_out,
			   int size, int *ret_n)
{
	static const char sql[] = TENDER_COLUMNS "WHERE t.property = $1 AND t.bill = $2 "
						 "AND t.part = $3 ORDER BY t.id";

	return read_tenders(db_query(db, sql, V(db_property(db)), V(bill), V(part)), bill,
			    rows_out, size, ret_n);
}

enum err store_tender_cash(struct db *db, int64_t bill, struct tender_row *rows_out, int size,
			   int *ret_n)
{
	static const char sql[] =
		TENDER_COLUMNS "WHERE t.property = $1 AND t.bill = $2 AND t.drawer_session <> 0 "
			       "AND t.takes_back = 0 AND NOT EXISTS (SELECT 1 FROM tender b WHERE "
			       "b.property = t.property AND b.bill = t.bill AND "
			       "b.takes_back = t.id) AND NOT EXISTS (SELECT 1 FROM part_close c "
			       "WHERE c.property = t.property AND c.part = t.part) "
			       "ORDER BY t.id DESC";

	return read_tenders(db_query(db, sql, V(db_property(db)), V(bill)), bill, rows_out, size,
			    ret_n);
}

enum err store_part_close_insert(struct tx *tx, const struct close_row *row)
{
	static const char sql[] =
		"INSERT INTO part_close (property, id, bill, part, paper, entry, total_minor, "
		"tax_minor, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(row->bill), V(row->part),
		      V(row->paper), V(row->entry), V(row->total_minor), V(row->tax_minor),
		      V(tx->business_date));
}

enum err store_entry_insert(struct tx *tx, const char *kind, int64_t bill, int64_t part,
			    const struct entry *entry, int64_t *ret_id)
{
	static const char add_posting[] =
		"INSERT INTO posting (property, id, entry, account, unit, amount_minor, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, $7)";
	static const char add_entry[] =
		"INSERT INTO entry (property, id, kind, bill, part, corrects, business_date) "
		"VALUES ($1, $2, $3, $4, $5, 0, $6)";
	int64_t id = tx_id(tx);
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < entry->n; i++)
		err = db_run(tx->db, add_posting, V(tx->property), V(tx_id(tx)), V(id),
			     V(entry->posting[i].account), V(entry->posting[i].unit),
			     V(entry->posting[i].amount_minor), V(tx->business_date));
	if (err == ERR_OK)
		err = db_run(tx->db, add_entry, V(tx->property), V(id), V(kind), V(bill), V(part),
			     V(tx->business_date));
	if (err == ERR_OK)
		*ret_id = id;
	return err;
}
