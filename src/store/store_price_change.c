/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_price_change.c -- SQL for exemptions, guest checks, and what price changes came to.
 */
#include "base/id.h"
#include "base/str.h"
#include "store/store_price.h"

enum err store_exemption_insert(struct tx *tx, int64_t bill, const struct exemption_row *row)
{
	static const char sql[] =
		"INSERT INTO exemption (property, id, bill, part, account, note, is_exempt, "
		"good_from, good_until, business_date, turn) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		"$8, $9, $10, " STORE_BILL_TURN("$3", "$11") ")";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(row->part),
		      V(row->account), V(row->note), V(row->is_exempt), V(row->good_from),
		      V(row->good_until), V(tx->business_date), V(id_act(bill) == tx->id));
}

/* Puts a later row in the place of an earlier one of the same part and account. */
static int keep_latest(struct exemption_row *list, int n, int size,
		       const struct exemption_row *row)
{
	for (int i = 0; i < n; i++)
		if (list[i].part == row->part && list[i].account == row->account) {
			list[i] = *row;
			return n;
		}
	if (n < size)
		list[n++] = *row;
	return n;
}

enum err store_exemption_list(struct db *db, int64_t bill, int64_t before,
			      struct exemption_row *list, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT part, account, note, is_exempt, good_from, good_until FROM exemption "
		"WHERE property = $1 AND bill = $2 AND id < $3 ORDER BY turn, id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(before));
	int n = 0, kept = 0;
	enum err err;

	while (db_next(rows)) {
		struct exemption_row row = { db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
					     db_int(rows, 3) == 1,
					     (int32_t)db_int(rows, 4), (int32_t)db_int(rows, 5) };

		n = keep_latest(list, n, size, &row);
	}
	err = db_end(rows);
	for (int i = 0; i < n; i++)
		if (list[i].is_exempt)
			list[kept++] = list[i];
	if (err == ERR_OK)
		*ret_n = kept;
	return err;
}

enum err store_tax_account_list(struct db *db, struct tax_account *accounts, int size, int *ret_n)
{
	static const char sql[] =
		"SELECT account, min(name) FROM tax_part WHERE property = $1 AND account <> 0 "
		"GROUP BY account ORDER BY account LIMIT $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(size));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		accounts[n].account = db_int(rows, 0);
		str_copy(accounts[n].name, sizeof accounts[n].name, db_text(rows, 1));
		n++;
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_guest_check_insert(struct tx *tx, int64_t bill, int64_t part, int64_t paper,
				  int64_t total_minor)
{
	static const char sql[] =
		"INSERT INTO guest_check (property, id, bill, part, paper, total_minor, "
		"business_date, turn) VALUES ($1, $2, $3, $4, $5, $6, $7, "
		STORE_BILL_TURN("$3", "$8") ")";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(part), V(paper),
		      V(total_minor), V(tx->business_date), V(id_act(bill) == tx->id));
}

enum err store_guest_check_last(struct db *db, int64_t bill, int64_t before,
				struct guest_check_row *ret_row)
{
	static const char sql[] =
		"SELECT paper, total_minor, turn, (SELECT count(*) FROM guest_check "
		"WHERE property = $1 AND bill = $2 AND id < $3) FROM guest_check "
		"WHERE property = $1 AND bill = $2 AND id < $3 ORDER BY turn DESC, id DESC LIMIT 1";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill), V(before));
	struct guest_check_row row = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found)
		row = (struct guest_check_row){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
						db_int(rows, 3) };
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!found)
		return ERR_NOT_FOUND;
	*ret_row = row;
	return ERR_OK;
}

enum err store_price_change_noted(struct db *db, int64_t bill, store_price_noted_fn *each,
				  void *arg)
{
	static const char sql[] =
		"SELECT kind, rule, sum(amount_minor) FROM price_change WHERE property = $1 "
		"AND bill = $2 GROUP BY kind, rule ORDER BY kind, rule";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill));

	while (db_next(rows))
		each(arg, db_text(rows, 0), db_int(rows, 1), db_int(rows, 2));
	return db_end(rows);
}

enum err store_price_change_insert(struct tx *tx, int64_t bill, const char *kind, int64_t rule,
				   int64_t amount_minor)
{
	static const char sql[] =
		"INSERT INTO price_change (property, id, bill, kind, rule, amount_minor, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, $7)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(bill), V(kind), V(rule),
		      V(amount_minor), V(tx->business_date));
}

enum err store_price_change_totals(struct db *db, int32_t from, int32_t to,
				   store_price_change_fn *each, void *arg)
{
	static const char sql[] =
		"SELECT c.kind, coalesce(d.name, s.name, ''), count(DISTINCT c.bill), "
		"sum(c.amount_minor) FROM price_change c "
		"LEFT JOIN discount_rule d ON d.property = c.property AND d.id = c.rule "
		"LEFT JOIN service_rule s ON s.property = c.property AND s.id = c.rule "
		"WHERE c.property = $1 AND c.business_date BETWEEN $2 AND $3 "
		"GROUP BY 1, 2 ORDER BY 1, 2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(from), V(to));

	while (db_next(rows))
		each(arg, db_text(rows, 0), db_text(rows, 1), db_int(rows, 2), db_int(rows, 3));
	return db_end(rows);
}
