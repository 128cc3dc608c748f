/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_line.c -- what is left of a line and where it stands, and rows that change it: an
 * amount goes where the line's amount stands, cent by cent (M2, M4).
 */
#include "core/cells.h"
#include "service/bill.h"

static enum err read_cells(struct tx *tx, struct bill_line_sum *sum)
{
	static const char sql[] =
		"SELECT l.part, l.tax_version, l.department, sum(l.quantity), "
		"sum(l.amount_minor), sum(CASE WHEN l.kind IN ('line-discount', 'undiscount') "
		"THEN 0 ELSE l.amount_minor END), (SELECT count(*) FROM frozen f "
		"WHERE f.property = $1 AND f.bill = $2 AND f.part = l.part AND f.round = "
		"(SELECT count(*) FROM thaw h WHERE h.property = $1 AND h.part = l.part)) "
		"FROM line l WHERE l.property = $1 AND l.bill = $2 AND (l.id = $3 OR l.of = $3) "
		"AND l.tax_version <> 0 GROUP BY l.part, l.tax_version, l.department "
		"ORDER BY l.part, l.tax_version, l.department";
	struct db_rows *rows =
		db_query(tx->db, sql, V(tx->property), V(sum->row.bill), V(sum->row.id));
	enum err err = ERR_OK, end;

	while (err == ERR_OK && db_next(rows)) {
		struct bill_cell cell = { db_int(rows, 0), db_int(rows, 1), db_int(rows, 2),
					  db_int(rows, 3), db_int(rows, 4), db_int(rows, 5),
					  db_int(rows, 6) > 0 };

		sum->quantity += cell.quantity;
		sum->amount_minor += cell.amount_minor;
		if (cell.quantity == 0 && cell.amount_minor == 0 && cell.gross_minor == 0)
			continue;
		if (sum->n_cells == BILL_CELLS_MAX)
			err = ERR_LIMIT;
		else
			sum->cells[sum->n_cells++] = cell;
	}
	end = db_end(rows);
	return err != ERR_OK ? err : end;
}

/* The price of one piece: as rung, with its choices, as overridden. */
static enum err read_unit(struct tx *tx, struct bill_line_sum *sum)
{
	static const char sql[] =
		"SELECT coalesce(sum(price_minor), 0) FROM line WHERE property = $1 "
		"AND bill = $2 AND of = $3 AND kind IN ('choice', 'price')";
	int64_t more = 0;
	enum err err = db_one_int(tx->db, &more, sql, V(tx->property), V(sum->row.bill),
				  V(sum->row.id));

	return err == ERR_OK ? money_add_minor(sum->row.price_minor, more, &sum->unit_minor) : err;
}

enum err bill_line_in(struct tx *tx, int64_t bill, int64_t id, struct bill_line_sum *ret_sum)
{
	struct bill_line_sum sum = { 0 };
	enum err err = store_line_load(tx->db, id, &sum.row);

	if (err == ERR_OK && (sum.row.bill != bill || sum.row.kind != LINE_ITEM || sum.row.of != 0))
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		err = read_cells(tx, &sum);
	if (err == ERR_OK)
		err = read_unit(tx, &sum);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < sum.n_cells; i++)
		if (!sum.cells[i].is_frozen)
			sum.open_minor += sum.cells[i].amount_minor;
	*ret_sum = sum;
	return ERR_OK;
}

/* The cells that may still change. */
static int open_cells(const struct bill_line_sum *sum, struct bill_cell *cells)
{
	int n = 0;

	for (int i = 0; i < sum->n_cells; i++)
		if (!sum->cells[i].is_frozen)
			cells[n++] = sum->cells[i];
	return n;
}

static enum err share_cells(const struct bill_cell *cells, int n, int64_t amount_minor,
			    int64_t *ret_parts)
{
	int64_t amounts[BILL_CELLS_MAX] = { 0 }, gross[BILL_CELLS_MAX] = { 0 };

	for (int i = 0; i < n; i++) {
		amounts[i] = cells[i].amount_minor;
		gross[i] = cells[i].gross_minor;
	}
	return cells_spread(amount_minor, amounts, gross, n, ret_parts);
}

static enum err share_pieces(const struct bill_cell *cells, int n, int64_t quantity,
			     int64_t *ret_pieces)
{
	int64_t pieces[BILL_CELLS_MAX] = { 0 };

	for (int i = 0; i < n; i++)
		pieces[i] = cells[i].quantity;
	return cells_pieces(quantity, pieces, n, ret_pieces);
}

enum err bill_spread_in(struct tx *tx, const struct bill_line_sum *sum, const struct line_row *like,
			int64_t amount_minor)
{
	struct bill_cell cells[BILL_CELLS_MAX + 1];
	int64_t parts[BILL_CELLS_MAX], pieces[BILL_CELLS_MAX];
	struct line_row row = *like;
	int n = open_cells(sum, cells), written = 0;
	enum err err;

	if (n == 0)
		cells[n++] = (struct bill_cell){ .tax_version = sum->row.tax_version,
						 .department = sum->row.department };
	err = share_cells(cells, n, amount_minor, parts);
	if (err == ERR_OK)
		err = share_pieces(cells, n, like->quantity, pieces);
	for (int i = 0; err == ERR_OK && i < n; i++) {
		if (parts[i] == 0 && pieces[i] == 0 && (i + 1 < n || written > 0))
			continue;
		row = bill_row_of(sum, &cells[i], like);
		row.price_minor = written++ == 0 ? like->price_minor : 0;
		row.quantity = pieces[i];
		row.amount_minor = parts[i];
		err = store_line_insert(tx, &row);
	}
	return err;
}

struct line_row bill_row_of(const struct bill_line_sum *sum, const struct bill_cell *cell,
			    const struct line_row *like)
{
	struct line_row row = { .bill = sum->row.bill,
				.part = cell->part,
				.kind = like->kind,
				.of = sum->row.id,
				.item = sum->row.item,
				.rate_ppm = like->rate_ppm,
				.tax_version = cell->tax_version,
				.department = cell->department,
				.reason = like->reason,
				.note = like->note,
				.level = like->level,
				.choice = like->choice };
	const char *name = like->name[0] != '\0' ? like->name : sum->row.name;

	for (size_t i = 0; i < sizeof row.name; i++)
		row.name[i] = name[i];
	return row;
}

enum err bill_pieces_worth(const struct bill_line_sum *sum, int64_t quantity, int64_t *ret_minor)
{
	return cells_worth(sum->amount_minor, sum->open_minor, sum->n_cells, quantity,
			   sum->quantity, ret_minor);
}
