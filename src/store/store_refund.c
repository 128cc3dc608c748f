/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_refund.c -- SQL for refunds and what they take back.
 */
#include "store/store_refund.h"

#include "base/str.h"

enum err store_refund_insert(struct tx *tx, struct refund_row *row)
{
	static const char sql[] =
		"INSERT INTO refund (property, id, bill, part, paper, unit, total_minor, "
		"tax_minor, tip_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		"$8, $9, $10, $11)";

	row->id = tx_id(tx);
	row->business_date = tx->business_date;
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->bill), V(row->part),
		      V(row->paper), V(row->unit), V(row->total_minor), V(row->tax_minor),
		      V(row->tip_minor), V(row->entry), V(row->business_date));
}

#define REFUND_COLUMNS                                                                   \
	"id, bill, part, paper, unit, total_minor, tax_minor, tip_minor, entry, "        \
	"business_date FROM refund "

static void read_refund(struct db_rows *rows, struct refund_row *row)
{
	*row = (struct refund_row){ .id = db_int(rows, 0),
				    .bill = db_int(rows, 1),
				    .part = db_int(rows, 2),
				    .paper = db_int(rows, 3),
				    .total_minor = db_int(rows, 5),
				    .tax_minor = db_int(rows, 6),
				    .tip_minor = db_int(rows, 7),
				    .entry = db_int(rows, 8),
				    .business_date = (int32_t)db_int(rows, 9) };
	str_copy(row->unit, sizeof row->unit, db_text(rows, 4));
}

enum err store_refund_load(struct db *db, int64_t id, struct refund_row *ret_row)
{
	static const char sql[] = "SELECT " REFUND_COLUMNS "WHERE property = $1 AND id = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(id));
	struct refund_row row = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		read_refund(rows, &row);
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_row = row;
	return err;
}

enum err store_refund_of_bill(struct db *db, int64_t bill, struct refund_row *rows_out, int size,
			      int *ret_n)
{
	static const char sql[] =
		"SELECT r.id, r.bill, r.part, r.paper, r.unit, r.total_minor, r.tax_minor, "
		"r.tip_minor, r.entry, r.business_date FROM part p JOIN refund r "
		"ON r.property = p.property AND r.part = p.id "
		"WHERE p.property = $1 AND p.bill = $2 ORDER BY r.id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_refund(rows, &rows_out[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_refund_line_insert(struct tx *tx, int64_t refund, const struct refund_line_row *row)
{
	static const char sql[] =
		"INSERT INTO refund_line (property, id, refund, line, quantity, tax_version, "
		"department, component, amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(refund), V(row->line),
		      V(row->quantity), V(row->tax_version), V(row->department), V(row->component),
		      V(row->amount_minor));
}

enum err store_refund_each_line(struct db *db, int64_t part, store_refund_line_fn *each, void *arg)
{
	static const char sql[] =
		"SELECT l.line, sum(l.quantity), l.tax_version, l.department, l.component, "
		"sum(l.amount_minor) FROM refund r JOIN refund_line l ON l.property = r.property "
		"AND l.refund = r.id WHERE r.property = $1 AND r.part = $2 "
		"GROUP BY l.line, l.tax_version, l.department, l.component "
		"ORDER BY l.line, l.tax_version, l.department, l.component";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(part));
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		struct refund_line_row row = { .line = db_int(rows, 0),
					       .quantity = db_int(rows, 1),
					       .tax_version = db_int(rows, 2),
					       .department = db_int(rows, 3),
					       .component = (int)db_int(rows, 4),
					       .amount_minor = db_int(rows, 5) };

		err = each(arg, &row);
	}
	end = db_end(rows);
	return err == ERR_OK ? end : err;
}

enum err store_refund_tips(struct db *db, int64_t part, int64_t *ret_minor)
{
	static const char sql[] = "SELECT coalesce(sum(tip_minor), 0) FROM refund "
				  "WHERE property = $1 AND part = $2";

	return db_one_int(db, ret_minor, sql, V(db_property(db)), V(part));
}

/* The act of a refund has its id without the row (base/id.h: 16 bits). */
enum err store_refund_by_staff(struct db *db, int64_t part, int64_t staff, int64_t *ret_minor)
{
	static const char sql[] =
		"SELECT coalesce(sum(r.total_minor), 0) FROM refund r JOIN act a "
		"ON a.property = r.property AND a.id = r.id / 65536 * 65536 "
		"WHERE r.property = $1 AND r.part = $2 AND a.staff = $3 AND a.approver = 0";

	return db_one_int(db, ret_minor, sql, V(db_property(db)), V(part), V(staff));
}

enum err store_refund_of_payment(struct db *db, int64_t payment, struct refund_payment_sum *ret_sum)
{
	static const char sql[] =
		"SELECT CASE WHEN state = 'authorized' THEN 1 ELSE 0 END, captured_minor, "
		"tip_minor, refunded_minor FROM payment_live WHERE property = $1 AND payment = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(payment));
	struct refund_payment_sum sum = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		sum = (struct refund_payment_sum){ db_int(rows, 0) == 1, db_int(rows, 1),
						   db_int(rows, 2), db_int(rows, 3) };
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_sum = sum;
	return err;
}

enum err store_processor_fact_known(struct db *db, const char *processor, const char *kind,
				    const char *object, bool *ret_known)
{
	static const char sql[] = "SELECT count(*) FROM processor_fact WHERE property = $1 "
				  "AND processor = $2 AND kind = $3 AND object = $4";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(processor), V(kind),
				  V(object));

	if (err == ERR_OK)
		*ret_known = n > 0;
	return err;
}

enum err store_processor_fact_insert(struct tx *tx, struct processor_fact_row *row)
{
	static const char sql[] =
		"INSERT INTO processor_fact (property, id, processor, kind, object, payment, "
		"refund_leg, unit, amount_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, "
		"$6, $7, $8, $9, $10, $11)";

	row->id = tx_id(tx);
	return db_run(tx->db, sql, V(tx->property), V(row->id), V(row->processor), V(row->kind),
		      V(row->object), V(row->payment), V(row->refund_leg), V(row->unit),
		      V(row->amount_minor), V(row->entry), V(tx->business_date));
}
