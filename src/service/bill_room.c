/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_room.c -- what one bill may hold, so that it can always be read, paid, closed and
 * printed.  A line is rung many times a minute: the bill is computed only where it could go wrong.
 */
#include "core/entry.h"
#include "service/bill.h"

/* So many columns with all their taxes fit one entry, beside open checks. */
#define COLUMNS_FREE ((ENTRY_POSTINGS_MAX - 1) / (TAX_PARTS_MAX + 1))

struct room {
	int64_t rows, frozen, amount_minor, rates;
};

static enum err read_room(struct tx *tx, int64_t bill, struct room *ret_room)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM line WHERE property = $1 AND bill = $2), "
		"(SELECT count(*) FROM frozen WHERE property = $1 AND bill = $2), "
		"(SELECT coalesce(sum(amount_minor), 0) FROM line WHERE property = $1 "
		"AND bill = $2 AND tax_version <> 0), "
		"(SELECT count(*) FROM line WHERE property = $1 AND bill = $2 "
		"AND (kind = 'rule' OR (kind = 'check-discount' AND amount_minor = 0)))";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill));
	struct room room = { 0 };
	enum err err;

	if (db_next(rows))
		room = (struct room){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
				      db_int(rows, 3) };
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_room = room;
	return err;
}

/* Columns that core/bill.h computes, and accounts that one entry posts to. */
static enum err check_columns(struct tx *tx, int64_t bill)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM (SELECT DISTINCT tax_version, department FROM line "
		"WHERE property = $1 AND bill = $2 AND tax_version <> 0) AS c), "
		"(SELECT count(DISTINCT department) FROM line WHERE property = $1 AND bill = $2 "
		"AND tax_version <> 0) + (SELECT count(DISTINCT account) FROM tax_part "
		"WHERE property = $1 AND tax_version IN (SELECT l.tax_version FROM line l "
		"WHERE l.property = $1 AND l.bill = $2))";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill));
	int64_t columns = 0, accounts = 0;
	enum err err;

	if (db_next(rows)) {
		columns = db_int(rows, 0);
		accounts = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	return columns > BILL_COLUMNS_MAX || accounts >= ENTRY_POSTINGS_MAX ? ERR_LIMIT : ERR_OK;
}

static int64_t comps_of(const struct bill_view *view)
{
	return view->off_minor[DISCOUNT_COMP] + view->off_minor[DISCOUNT_STAFF_MEAL];
}

enum err bill_allow_off_in(struct tx *tx, const struct bill_view *view, enum discount_kind kind)
{
	return kind == DISCOUNT_PLAIN
		       ? app_allow(tx, PERM_DISCOUNT, view->off_minor[DISCOUNT_PLAIN])
		       : app_allow(tx, PERM_COMP, comps_of(view));
}

static bool may(struct tx *tx, int64_t person, const struct bill_view *view, bool is_comp)
{
	return app_may(tx, person, is_comp ? PERM_COMP : PERM_DISCOUNT,
		       is_comp ? comps_of(view) : view->off_minor[DISCOUNT_PLAIN]) == ERR_OK;
}

/* Could whoever gave or approved each discount that stands and grows with the bill give what all of
 * its kind come to?  Else the kind that nobody could. */
static enum err given_by(struct tx *tx, int64_t bill, const struct bill_view *view,
			 bool *ret_may, enum discount_kind *ret_kind)
{
	static const char sql[] =
		"SELECT a.staff, a.approver, l.level FROM line l JOIN act a "
		"ON a.property = l.property AND a.id = l.id - l.id % 65536 "
		"WHERE l.property = $1 AND l.bill = $2 "
		"AND (l.kind = 'rule' OR (l.kind = 'check-discount' AND l.amount_minor = 0)) "
		"AND NOT EXISTS "
		"(SELECT 1 FROM line u WHERE u.property = l.property AND u.bill = l.bill "
		"AND u.kind = 'undiscount' AND u.of = l.id)";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill));
	bool is_given = true;

	while (is_given && db_next(rows)) {
		bool is_comp = db_int(rows, 2) != DISCOUNT_PLAIN;

		is_given = may(tx, db_int(rows, 0), view, is_comp) ||
			   may(tx, db_int(rows, 1), view, is_comp);
		*ret_kind = is_comp ? DISCOUNT_COMP : DISCOUNT_PLAIN;
	}
	*ret_may = is_given;
	return db_end(rows);
}

enum err bill_rates_in(struct tx *tx, int64_t bill)
{
	enum discount_kind kind = DISCOUNT_PLAIN;
	struct bill_view view;
	bool is_given = false;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	err = given_by(tx, bill, &view, &is_given, &kind);
	if (err == ERR_OK && !is_given)
		err = bill_allow_off_in(tx, &view, kind);
	bill_view_done(&view);
	return err;
}

enum err bill_room_in(struct tx *tx, int64_t bill)
{
	struct room room;
	enum err err = read_room(tx, bill, &room);

	return err == ERR_OK && room.rows > BILL_ROWS_MAX ? ERR_LIMIT : err;
}

enum err bill_added_in(struct tx *tx, int64_t bill)
{
	struct room room;
	enum err err = read_room(tx, bill, &room);

	if (err == ERR_OK && room.rows > BILL_ROWS_MAX)
		err = ERR_LIMIT;
	if (err == ERR_OK && room.amount_minor > BILL_AMOUNT_MAX)
		err = ERR_OVERFLOW;
	if (err == ERR_OK && room.rows > COLUMNS_FREE)
		err = check_columns(tx, bill);
	if (err == ERR_OK && room.rates > 0)
		err = bill_rates_in(tx, bill);
	if (err == ERR_OK && room.frozen > 0)
		err = bill_check_in(tx, bill);
	return err;
}
