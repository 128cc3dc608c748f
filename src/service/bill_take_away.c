/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_take_away.c -- a check is taken away, or eaten here: amounts move between tax
 * versions of their own business date (M4).  A row of kind 'tax' that names no line says which it
 * is from there on.
 */
#include "base/str.h"
#include "service/bill_price.h"
#include "service/kitchen.h"

enum err bill_order_load(struct db *db, int64_t bill, enum bill_order *ret_order)
{
	static const char sql[] =
		"SELECT level FROM line WHERE property = $1 AND bill = $2 AND kind = 'tax' "
		"AND of = 0 ORDER BY turn DESC, id DESC LIMIT 1";
	int64_t level = 0;
	enum err err = db_one_int(db, &level, sql, V(db_property(db)), V(bill));

	if (err == ERR_OK)
		*ret_order = level == 1 ? BILL_ORDER_AWAY : BILL_ORDER_HERE_NOW;
	else if (err == ERR_NOT_FOUND)
		*ret_order = BILL_ORDER_HERE;
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

enum err bill_is_take_away(struct db *db, int64_t bill, bool *ret_is)
{
	enum bill_order order = BILL_ORDER_HERE;
	enum err err = bill_order_load(db, bill, &order);

	if (err == ERR_OK)
		*ret_is = order == BILL_ORDER_AWAY;
	return err;
}

/* What stands of a line in one part by one tax, of one item (a set menu has several). */
struct piece {
	int64_t part, tax_version, department, item, amount_minor;
	bool is_frozen;
};

#define PIECES_MAX 64

static enum err list_pieces(struct tx *tx, int64_t bill, int64_t line, struct piece *pieces,
			    int *ret_n)
{
	static const char sql[] =
		"SELECT l.part, l.tax_version, l.department, l.item, sum(l.amount_minor), "
		"(SELECT count(*) FROM frozen f WHERE f.property = $1 AND f.bill = $2 "
		"AND f.part = l.part AND f.round = (SELECT count(*) FROM thaw h "
		"WHERE h.property = $1 AND h.part = l.part)) FROM line l WHERE l.property = $1 "
		"AND l.bill = $2 AND (l.id = $3 OR l.of = $3) AND l.tax_version <> 0 "
		"GROUP BY l.part, l.tax_version, l.department, l.item "
		"HAVING sum(l.amount_minor) <> 0 "
		"ORDER BY l.part, l.tax_version, l.department, l.item";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(bill), V(line));
	enum err err;
	int n = 0;

	while (n < PIECES_MAX && db_next(rows)) {
		pieces[n++] = (struct piece){ db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
					      db_int(rows, 3), db_int(rows, 4),
					      db_int(rows, 5) > 0 };
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

/* The version, on the line's own date, of the class that the item's category has here or taken
 * away; 0 when it has none of its own. */
static enum err version_for(struct tx *tx, int64_t item, int32_t date, bool is_away,
			    int64_t *ret_version)
{
	static const char sql[] =
		"SELECT CASE WHEN $3 = 0 OR c.take_away_tax_class = 0 THEN c.tax_class "
		"ELSE c.take_away_tax_class END FROM item i JOIN category c "
		"ON c.property = i.property AND c.id = i.category "
		"WHERE i.property = $1 AND i.id = $2 AND c.take_away_tax_class <> 0";
	int64_t tax_class = 0;
	enum err err = db_one_int(tx->db, &tax_class, sql, V(tx->property), V(item),
				  V(is_away ? 1 : 0));

	*ret_version = 0;
	if (err == ERR_OK)
		err = store_tax_version_at(tx->db, tax_class, date, ret_version);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

static enum err same_prices(struct tx *tx, int64_t a, int64_t b)
{
	struct tax_version from, to;
	enum err err = store_tax_version_load(tx->db, a, &from);

	if (err == ERR_OK)
		err = store_tax_version_load(tx->db, b, &to);
	return err == ERR_OK && from.rules.inclusive != to.rules.inclusive ? ERR_STATE : err;
}

/* Two rows: what leaves the one version, and comes to the other. */
static enum err move_piece(struct tx *tx, const struct line_row *line, const struct piece *piece,
			   int64_t version)
{
	struct line_row row = { .bill = line->bill,
				.part = piece->part,
				.kind = LINE_TAX,
				.of = line->id,
				.item = piece->item,
				.tax_version = piece->tax_version,
				.department = piece->department,
				.amount_minor = -piece->amount_minor };
	enum err err = same_prices(tx, piece->tax_version, version);

	str_copy(row.name, sizeof row.name, line->name);
	if (err == ERR_OK)
		err = store_line_insert(tx, &row);
	row.tax_version = version;
	row.amount_minor = piece->amount_minor;
	return err == ERR_OK ? store_line_insert(tx, &row) : err;
}

static enum err move_line(struct tx *tx, int64_t id, bool is_away)
{
	struct piece pieces[PIECES_MAX];
	struct line_row line;
	int64_t version = 0;
	int n = 0;
	enum err err = store_line_load(tx->db, id, &line);

	if (err == ERR_OK)
		err = list_pieces(tx, line.bill, id, pieces, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (pieces[i].is_frozen)
			continue;
		err = version_for(tx, pieces[i].item, line.business_date, is_away, &version);
		if (err == ERR_OK && version != 0 && version != pieces[i].tax_version)
			err = move_piece(tx, &line, &pieces[i], version);
	}
	return err;
}

enum err bill_take_away_line_in(struct tx *tx, int64_t bill, int64_t line)
{
	bool is_away = false;
	enum err err = bill_is_take_away(tx->db, bill, &is_away);

	return err == ERR_OK && is_away ? move_line(tx, line, true) : err;
}

static enum err mark(struct tx *tx, int64_t bill, bool is_away)
{
	struct line_row row = { .bill = bill, .kind = LINE_TAX, .level = is_away ? 1 : 0,
				.reason = tx->act->reason, .note = tx->act->note };

	return store_line_insert(tx, &row);
}

static enum err move_all(struct tx *tx, int64_t bill, bool is_away)
{
	struct bill_view view;
	enum err err = bill_view_load(tx->db, bill, &view);

	if (err != ERR_OK)
		return err;
	for (int i = 0; err == ERR_OK && i < view.n_items; i++)
		if (!view.items[i].is_discount)
			err = move_line(tx, view.items[i].line, is_away);
	bill_view_done(&view);
	return err;
}

static enum err take_away_in(struct tx *tx, void *arg)
{
	const bool *is_away = arg;
	bool is_now = false;
	struct bill_head head;
	enum err err = app_allow(tx, PERM_SELL, 0);

	if (err == ERR_OK)
		err = bill_begin_in(tx, tx->act->bill, &head);
	if (err == ERR_OK)
		err = bill_is_take_away(tx->db, head.id, &is_now);
	if (err == ERR_OK && is_now == *is_away)
		err = ERR_STATE;
	if (err == ERR_OK)
		err = mark(tx, head.id, *is_away);
	if (err == ERR_OK)
		err = move_all(tx, head.id, *is_away);
	if (err == ERR_OK)
		err = kitchen_order_in(tx, head.id);
	if (err == ERR_OK)
		err = bill_added_in(tx, head.id);
	if (err == ERR_OK)
		err = bill_check_in(tx, head.id);
	if (err == ERR_OK)
		err = store_bill_touch(tx, &head);
	return err;
}

enum err bill_take_away(struct app *app, const struct act *act, bool is_take_away)
{
	char content[64];

	str_format(content, sizeof content, "%lld %d", (long long)act->bill, is_take_away);
	return act_run(app->db, act, "take-away", content, take_away_in, &is_take_away, NULL);
}
