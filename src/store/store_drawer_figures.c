/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_drawer_figures.c -- SQL for the figures of an X and a Z.  What is not in the drawer
 * is found by the ids of a span of acts: those of the drawer's station since it was opened, or of
 * every station when the drawer goes with its holder, whose acts alone count then.
 */
#include <string.h>

#include "base/id.h"
#include "base/str.h"
#include "store/store_drawer.h"

#define SPANS_MAX 1024

/* Ids above `from` and below `to`, by one person (0: anybody). */
struct span {
	int64_t from, to, staff;
};

bool store_drawer_is_cash(const char *kind)
{
	static const char *const kinds[] = { "float",	 "cash", "change",  "refund", "paid-in",
					     "paid-out", "drop", "tip-out" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_equal(kinds[i], kind))
			return true;
	return false;
}

/* Adds to the figure of this kind, name and unit. */
static enum err add(struct drawer_figures *figures, const struct drawer_figure *more)
{
	struct drawer_figure *figure = figures->figure;
	struct drawer_figure *end = figure + figures->n;

	while (figure < end && !(str_equal(figure->kind, more->kind) &&
				 str_equal(figure->name, more->name) &&
				 str_equal(figure->unit, more->unit)))
		figure++;
	if (figure == end) {
		if (figures->n == DRAWER_FIGURES_MAX)
			return ERR_LIMIT;
		figures->n++;
		*figure = *more;
		return ERR_OK;
	}
	figure->number += more->number;
	return money_add_minor(figure->amount_minor, more->amount_minor, &figure->amount_minor);
}

/* Rows of kind, name, unit, how many, amount. */
static enum err add_rows(struct drawer_figures *figures, struct db_rows *rows)
{
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		struct drawer_figure figure = { .number = db_int(rows, 3),
						.amount_minor = db_int(rows, 4) };

		str_copy(figure.kind, sizeof figure.kind, db_text(rows, 0));
		str_copy(figure.name, sizeof figure.name, db_text(rows, 1));
		str_copy(figure.unit, sizeof figure.unit, db_text(rows, 2));
		if (figure.number != 0 || figure.amount_minor != 0)
			err = add(figures, &figure);
	}
	end = db_end(rows);
	return err == ERR_OK ? end : err;
}

static enum err add_cash(struct db *db, const struct drawer_session *session,
			 struct drawer_figures *figures)
{
	static const char *const statements[] = {
		"SELECT 'float', '', s.unit, 1, s.float_minor FROM drawer_session s "
		"WHERE s.property = $1 AND s.id = $2",
		"SELECT 'float', '', m.unit, count(*), sum(m.amount_minor) FROM drawer_move m "
		"WHERE m.property = $1 AND m.session = $2 AND m.kind = 'float' "
		"GROUP BY m.unit ORDER BY m.unit",
		"SELECT 'cash', y.code, t.unit, sum(CASE WHEN t.takes_back = 0 THEN 1 ELSE -1 "
		"END), sum(t.given_minor - CASE "
		"WHEN t.unit = b.unit THEN t.change_minor ELSE 0 END) FROM tender t "
		"JOIN bill b ON b.property = t.property AND b.id = t.bill JOIN tender_type y "
		"ON y.property = t.property AND y.id = t.tender_type WHERE t.property = $1 "
		"AND t.drawer_session = $2 GROUP BY y.code, t.unit ORDER BY y.code, t.unit",
		"SELECT 'change', '', b.unit, count(*), 0 - sum(t.change_minor) FROM tender t "
		"JOIN bill b ON b.property = t.property AND b.id = t.bill WHERE t.property = $1 "
		"AND t.drawer_session = $2 AND t.unit <> b.unit AND t.change_minor <> 0 "
		"GROUP BY b.unit ORDER BY b.unit",
		"SELECT 'refund', '', g.unit, count(*), 0 - sum(g.given_minor) FROM refund_leg g "
		"WHERE g.property = $1 AND g.drawer_session = $2 GROUP BY g.unit ORDER BY g.unit",
		"SELECT m.kind, '', m.unit, count(*), sum(CASE m.kind WHEN 'paid-in' "
		"THEN m.amount_minor ELSE 0 - m.amount_minor END) FROM drawer_move m "
		"WHERE m.property = $1 AND m.session = $2 AND m.kind <> 'float' "
		"GROUP BY m.kind, m.unit ORDER BY m.kind, m.unit",
	};
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && i < sizeof statements / sizeof *statements; i++)
		err = add_rows(figures, db_query(db, statements[i], V(db_property(db)),
						 V(session->id)));
	return err;
}

/* Whose act a row is of, where that matters. */
#define BY(id)                                                                               \
	" AND ($4 = 0 OR $4 = (SELECT a.staff FROM act a WHERE a.property = $1 AND a.id = "  \
	id " - " id " % 65536)) "

/* A payment counts where it was asked for, whoever brought its answer.  What discounts come to is
 * known, and counted, when their bill closes: until then one of a rate has no amount. */
static enum err add_span(struct db *db, const struct span *span, struct drawer_figures *figures)
{
	static const char *const statements[] = {
		"SELECT 'other', y.code, t.unit, count(*), sum(t.amount_minor) FROM tender t "
		"JOIN tender_type y ON y.property = t.property AND y.id = t.tender_type "
		"WHERE t.property = $1 AND t.id > $2 AND t.id < $3 AND t.payment = 0 "
		"AND t.drawer_session = 0" BY("t.id") "GROUP BY y.code, t.unit ORDER BY y.code",
		"SELECT 'other', y.code, t.unit, count(*), sum(t.amount_minor) FROM payment p "
		"JOIN tender t ON t.property = p.property AND t.bill = p.bill "
		"AND t.payment = p.id JOIN tender_type y ON y.property = t.property "
		"AND y.id = t.tender_type WHERE p.property = $1 AND p.id > $2 AND p.id < $3"
		BY("p.id") "GROUP BY y.code, t.unit ORDER BY y.code",
		"SELECT 'sales', '', b.unit, count(*), sum(c.total_minor) FROM part_close c "
		"JOIN bill b ON b.property = c.property AND b.id = c.bill WHERE c.property = $1 "
		"AND c.id > $2 AND c.id < $3" BY("c.id") "GROUP BY b.unit ORDER BY b.unit",
		"SELECT 'tax', '', b.unit, count(*), sum(c.tax_minor) FROM part_close c "
		"JOIN bill b ON b.property = c.property AND b.id = c.bill WHERE c.property = $1 "
		"AND c.id > $2 AND c.id < $3" BY("c.id") "GROUP BY b.unit ORDER BY b.unit",
		"SELECT 'credit', '', r.unit, count(*), 0 - sum(r.total_minor) FROM refund r "
		"WHERE r.property = $1 AND r.id > $2 AND r.id < $3" BY("r.id")
		"GROUP BY r.unit ORDER BY r.unit",
		"SELECT l.kind, '', b.unit, count(*), sum(l.amount_minor) FROM line l "
		"JOIN bill b ON b.property = l.property AND b.id = l.bill WHERE l.property = $1 "
		"AND l.id > $2 AND l.id < $3 AND l.kind IN ('void', 'correct')" BY("l.id")
		"GROUP BY l.kind, b.unit ORDER BY l.kind, b.unit",
		"SELECT c.kind, '', b.unit, count(*), 0 - sum(c.amount_minor) FROM price_change c "
		"JOIN bill b ON b.property = c.property AND b.id = c.bill WHERE c.property = $1 "
		"AND c.id > $2 AND c.id < $3 AND c.kind IN ('comp', 'discount', 'staff-meal')"
		BY("c.id") "GROUP BY c.kind, b.unit ORDER BY c.kind, b.unit",
	};
	enum err err = ERR_OK;

	for (size_t i = 0; err == ERR_OK && i < sizeof statements / sizeof *statements; i++)
		err = add_rows(figures, db_query(db, statements[i], V(db_property(db)),
						 V(span->from), V(span->to), V(span->staff)));
	return err;
}

/* The last act of a station before `at`. */
static enum err find_since(struct db *db, int station, int64_t at_unix_ms, int64_t *ret_from)
{
	static const char sql[] = "SELECT id FROM act WHERE property = $1 AND id >= $2 "
				  "AND id < $3 AND at_unix_ms < $4 ORDER BY id DESC LIMIT 1";
	int64_t first = id_make(station, 0, 0);
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(first),
					V(id_make(station, ID_ACT_MAX, ID_ROW_MAX)),
					V(at_unix_ms));

	*ret_from = db_next(rows) ? id_act_end(db_int(rows, 0)) - 1 : first;
	return db_end(rows);
}

static enum err list_stations(struct db *db, int *stations, int size, int *ret_n)
{
	static const char sql[] = "SELECT number FROM station WHERE property = $1 ORDER BY number";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)));
	int n = 0;

	while (n < size && db_next(rows))
		stations[n++] = (int)db_int(rows, 0);
	*ret_n = n;
	return db_end(rows);
}

static enum err add_holder(struct db *db, const struct drawer_session *session,
			   struct drawer_figures *figures)
{
	static const char opened[] = "SELECT at_unix_ms FROM act WHERE property = $1 AND id = $2";
	struct span span = { .staff = session->holder };
	int stations[SPANS_MAX], n = 0;
	int64_t at_unix_ms = 0;
	enum err err = db_one_int(db, &at_unix_ms, opened, V(db_property(db)),
				  V(id_act(session->id)));

	if (err == ERR_OK)
		err = list_stations(db, stations, SPANS_MAX, &n);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		span.to = id_make(stations[i], ID_ACT_MAX, ID_ROW_MAX);
		err = find_since(db, stations[i], at_unix_ms, &span.from);
		if (err == ERR_OK)
			err = add_span(db, &span, figures);
	}
	return err;
}

enum err store_drawer_figures(struct db *db, const struct drawer_session *session,
			      struct drawer_figures *ret_figures)
{
	struct drawer_figures figures = { 0 };
	const struct span span = { .from = session->id,
				   .to = id_make(session->station, ID_ACT_MAX, ID_ROW_MAX) };
	enum err err = add_cash(db, session, &figures);

	if (err == ERR_OK)
		err = session->holder != 0 ? add_holder(db, session, &figures)
					   : add_span(db, &span, &figures);
	if (err == ERR_OK)
		*ret_figures = figures;
	return err;
}

enum err store_drawer_figures_insert(struct tx *tx, int64_t session,
				     const struct drawer_figures *figures)
{
	static const char sql[] =
		"INSERT INTO drawer_figure (property, id, session, kind, name, unit, number, "
		"amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < figures->n; i++) {
		const struct drawer_figure *figure = &figures->figure[i];

		err = db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(session),
			     V(figure->kind), V(figure->name), V(figure->unit), V(figure->number),
			     V(figure->amount_minor));
	}
	return err;
}

enum err store_drawer_figures_load(struct db *db, int64_t session,
				   struct drawer_figures *ret_figures)
{
	static const char sql[] = "SELECT kind, name, unit, number, amount_minor "
				  "FROM drawer_figure WHERE property = $1 AND session = $2 "
				  "ORDER BY id";
	struct drawer_figures figures = { 0 };
	enum err err = add_rows(&figures, db_query(db, sql, V(db_property(db)), V(session)));

	if (err == ERR_OK)
		*ret_figures = figures;
	return err;
}
