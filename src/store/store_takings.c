/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_takings.c -- SQL for the takings report.
 */
#include "store/store_day.h"

static enum err count_totals(struct db *db, int32_t from, int32_t to, struct takings *takings)
{
	static const char sql[] =
		"SELECT count(DISTINCT business_date), count(DISTINCT bill), "
		"coalesce(sum(total_minor), 0), coalesce(sum(tax_minor), 0) FROM part_close "
		"WHERE property = $1 AND business_date BETWEEN $2 AND $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(from), V(to));

	if (db_next(rows)) {
		takings->days = db_int(rows, 0);
		takings->checks = db_int(rows, 1);
		takings->total_minor = db_int(rows, 2);
		takings->tax_minor = db_int(rows, 3);
	}
	return db_end(rows);
}

/* Business dates that came and went (or are open now) inside the range. */
static enum err count_days(struct db *db, int32_t from, int32_t to, int64_t *ret_days)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM day_seal s WHERE s.property = $1 "
		"AND s.business_date BETWEEN $2 AND $3) + "
		"(SELECT count(*) FROM property p WHERE p.property = $1 "
		"AND p.business_date BETWEEN $2 AND $3)";

	return db_one_int(db, ret_days, sql, V(db_property(db)), V(from), V(to));
}

/* Lines as rung: items whose quantity was not voided whole, on bills with a closed part. */
static enum err count_lines(struct db *db, int32_t from, int32_t to, int64_t *ret_lines)
{
	static const char sql[] =
		"SELECT count(*) FROM (SELECT CASE WHEN l.of = 0 THEN l.id ELSE l.of END AS root "
		"FROM part_close c JOIN part p ON p.property = c.property AND p.id = c.part "
		"JOIN line l ON l.property = c.property AND l.bill = c.bill "
		"WHERE c.property = $1 AND c.business_date BETWEEN $2 AND $3 AND p.no = "
		"(SELECT min(q.no) FROM part q JOIN part_close d ON d.property = q.property "
		"AND d.part = q.id WHERE q.property = c.property AND q.bill = c.bill) "
		"AND l.kind IN ('item', 'void', 'correct', 'transfer') GROUP BY 1 "
		"HAVING sum(l.quantity) > 0) AS x";

	return db_one_int(db, ret_lines, sql, V(db_property(db)), V(from), V(to));
}

static enum err count_refunds(struct db *db, int32_t from, int32_t to, struct takings *takings)
{
	static const char sql[] =
		"SELECT count(*), coalesce(sum(total_minor - tip_minor), 0), "
		"coalesce(sum(tax_minor), 0) FROM refund "
		"WHERE property = $1 AND business_date BETWEEN $2 AND $3";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(from), V(to));

	if (db_next(rows)) {
		takings->refunds = db_int(rows, 0);
		takings->refunds_minor = db_int(rows, 1);
		takings->refunds_tax_minor = db_int(rows, 2);
	}
	return db_end(rows);
}

enum err store_takings(struct db *db, int32_t from, int32_t to, struct takings *ret_takings)
{
	struct takings takings = { 0 };
	int64_t days = 0;
	enum err err = count_totals(db, from, to, &takings);

	if (err == ERR_OK)
		err = count_refunds(db, from, to, &takings);
	if (err == ERR_OK)
		err = count_days(db, from, to, &days);
	if (err == ERR_OK)
		err = count_lines(db, from, to, &takings.lines);
	if (err != ERR_OK)
		return err;
	takings.empty_days = days > takings.days ? days - takings.days : 0;
	*ret_takings = takings;
	return ERR_OK;
}

static enum err each_amount(struct db_rows *rows, store_amount_fn *each, void *arg)
{
	while (db_next(rows))
		each(arg, db_text(rows, 0), db_int(rows, 1), db_int(rows, 2));
	return db_end(rows);
}

enum err store_takings_by_tender(struct db *db, int32_t from, int32_t to, store_amount_fn *each,
				 void *arg)
{
	static const char sql[] =
		"SELECT y.code, sum(t.amount_minor), 0 FROM part_close c "
		"JOIN tender t ON t.property = c.property AND t.bill = c.bill AND t.part = c.part "
		"JOIN tender_type y ON y.property = t.property AND y.id = t.tender_type "
		"WHERE c.property = $1 AND c.business_date BETWEEN $2 AND $3 "
		"GROUP BY y.code ORDER BY y.code";

	return each_amount(db_query(db, sql, V(db_property(db)), V(from), V(to)), each, arg);
}

enum err store_refunds_by_tender(struct db *db, int32_t from, int32_t to, store_amount_fn *each,
				 void *arg)
{
	static const char sql[] =
		"SELECT y.code, sum(g.amount_minor), 0 FROM refund r "
		"JOIN refund_leg g ON g.property = r.property AND g.refund = r.id "
		"JOIN refund_leg_live l ON l.property = g.property AND l.leg = g.id "
		"JOIN tender_type y ON y.property = g.property AND y.id = g.tender_type "
		"WHERE r.property = $1 AND r.business_date BETWEEN $2 AND $3 "
		"AND l.state <> 'replaced' GROUP BY y.code ORDER BY y.code";

	return each_amount(db_query(db, sql, V(db_property(db)), V(from), V(to)), each, arg);
}

enum err store_takings_by_department(struct db *db, int32_t from, int32_t to,
				     store_amount_fn *each, void *arg)
{
	static const char sql[] =
		"SELECT coalesce(d.name, '?'), "
		"sum(CASE WHEN f.component = 0 THEN f.amount_minor ELSE 0 END), "
		"sum(CASE WHEN f.component > 0 THEN f.amount_minor ELSE 0 END) FROM part_close c "
		"JOIN frozen f ON f.property = c.property AND f.bill = c.bill AND f.part = c.part "
		"AND f.round = (SELECT count(*) FROM thaw h WHERE h.property = c.property "
		"AND h.part = c.part) "
		"LEFT JOIN department d ON d.property = f.property AND d.number = f.department "
		"WHERE c.property = $1 AND c.business_date BETWEEN $2 AND $3 "
		"GROUP BY d.name ORDER BY d.name";

	return each_amount(db_query(db, sql, V(db_property(db)), V(from), V(to)), each, arg);
}
