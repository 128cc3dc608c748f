/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_part_then.c -- the lines of a part that was paid, as they were when its amounts were
 * frozen: what is rung or shared later is not its own.
 */
#include <stdlib.h>

#include "base/id.h"
#include "service/bill.h"

/* Ids tell the order of rows of one station only. */
static enum err is_of_one_station(struct db *db, int64_t bill, bool *ret_is)
{
	static const char sql[] =
		"SELECT min(r.id), max(r.id) FROM ("
		"SELECT id FROM line WHERE property = $1 AND bill = $2 "
		"UNION ALL SELECT id FROM part_term WHERE property = $1 AND bill = $2 "
		"UNION ALL SELECT id FROM exemption WHERE property = $1 AND bill = $2 "
		"UNION ALL SELECT id FROM frozen WHERE property = $1 AND bill = $2 "
		"UNION ALL SELECT id FROM thaw WHERE property = $1 AND bill = $2) AS r";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill));
	bool is = db_next(rows) && id_station(db_int(rows, 0)) == id_station(db_int(rows, 1));
	enum err err = db_end(rows);

	*ret_is = is;
	return err;
}

enum err bill_frozen_at(struct db *db, int64_t bill, int64_t part, int64_t *ret_row)
{
	static const char sql[] =
		"SELECT coalesce(min(f.id), 0) FROM frozen AS f WHERE f.property = $1 "
		"AND f.bill = $2 AND f.part = $3 AND f.round = (SELECT count(*) FROM thaw AS t "
		"WHERE t.property = f.property AND t.part = f.part)";
	bool is_told = false;
	enum err err = is_of_one_station(db, bill, &is_told);

	*ret_row = 0;
	return err == ERR_OK && is_told
		       ? db_one_int(db, ret_row, sql, V(db_property(db)), V(bill), V(part))
		       : err;
}

static int part_at(const struct bill_view *view, int64_t part)
{
	for (int i = 0; i < view->rows.n_parts; i++)
		if (view->rows.parts[i].id == part)
			return i;
	return -1;
}

static int item_at(const struct bill_view *view, int64_t line)
{
	for (int i = 0; i < view->n_items; i++)
		if (view->items[i].line == line)
			return i;
	return -1;
}

/* The lines as the bill was then, by the items of the bill as it is now; false when one is not
 * among them, or memory ran out. */
static bool find_then(const struct bill_view *now, const struct bill_view *then, int64_t part,
		      struct bill_part_line *lines, int *ret_n)
{
	struct bill_part_line *found = calloc((size_t)then->n_items + 1, sizeof *found);
	bool is_found = found != NULL && part_at(then, part) >= 0 &&
			then->n_items <= now->n_items;
	int n = 0;

	if (is_found)
		is_found = bill_part_lines(then, part_at(then, part), found, &n) == ERR_OK;
	for (int i = 0; is_found && i < n; i++) {
		lines[i] = found[i];
		if (found[i].item < 0)
			continue;
		lines[i].item = item_at(now, then->items[found[i].item].line);
		is_found = lines[i].item >= 0;
	}
	free(found);
	*ret_n = n;
	return is_found;
}

enum err bill_part_lines_then(struct db *db, const struct bill_view *view, int part,
			      struct bill_part_line *lines, int *ret_n)
{
	int64_t id = view->rows.parts[part].id, bill = view->rows.head.id, row = 0;
	struct bill_view then;
	bool is_found;
	enum err err = view->rows.parts[part].is_frozen ? bill_frozen_at(db, bill, id, &row)
							: ERR_OK;

	if (err != ERR_OK || row == 0)
		return err == ERR_OK ? bill_part_lines(view, part, lines, ret_n) : err;
	err = bill_view_load_before(db, bill, row, &then);
	if (err != ERR_OK)
		return err;
	is_found = find_then(view, &then, id, lines, ret_n);
	bill_view_done(&then);
	return is_found ? ERR_OK : bill_part_lines(view, part, lines, ret_n);
}
