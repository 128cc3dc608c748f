/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/carry_item.c -- items of a check: what changes one goes to where its lines stand.
 */
#include <string.h>

#include "core/carry_inside.h"
#include "core/cells.h"
#include "core/money.h"

/* An item is known by the first line that was posted of it. */
static enum err check_item(const struct carry *carry, int item)
{
	return item >= 0 && item < carry->n && carry->lines[item].item == item ? ERR_OK
									       : ERR_RANGE;
}

enum err carry_post_more(struct carry *carry, int item, int part, int column,
			 const struct share_amount *amount)
{
	enum err err = check_item(carry, item);

	if (err == ERR_OK)
		err = carry_post(carry, part, column, amount);
	if (err == ERR_OK)
		carry->lines[carry->n - 1].item = item;
	return err;
}

/* What of an item stands in one part and column. */
struct cell {
	int part, column;
	int64_t amount_minor;
};

static struct cell *cell_of(struct cell *cells, int *n, const struct carry_line *line)
{
	int at = 0;

	while (at < *n && (cells[at].part < line->part ||
			   (cells[at].part == line->part && cells[at].column < line->column)))
		at++;
	if (at < *n && cells[at].part == line->part && cells[at].column == line->column)
		return &cells[at];
	if (*n == SHARE_MAX)
		return NULL;
	memmove(&cells[at + 1], &cells[at], (size_t)(*n - at) * sizeof *cells);
	cells[at] = (struct cell){ line->part, line->column, 0 };
	++*n;
	return &cells[at];
}

/* The cells of an item's live lines, by part and column; those with nothing in them are left
 * out. */
static enum err find_cells(const struct carry *carry, int item, struct cell *cells, int *ret_n)
{
	int n = 0, kept = 0;

	for (int i = 0; i < carry->n; i++) {
		const struct carry_line *line = &carry->lines[i];
		struct cell *cell;
		int64_t total;
		enum err err = ERR_OK;

		if (line->item != item || !line->is_live)
			continue;
		cell = cell_of(cells, &n, line);
		if (cell == NULL)
			return ERR_LIMIT;
		err = share_total_checked(&line->amount, &total);
		if (err == ERR_OK)
			err = money_add_minor(cell->amount_minor, total, &cell->amount_minor);
		if (err != ERR_OK)
			return err;
	}
	for (int i = 0; i < n; i++)
		if (cells[i].amount_minor != 0)
			cells[kept++] = cells[i];
	*ret_n = kept;
	return ERR_OK;
}

static int keep_open(const struct carry *carry, struct cell *cells, int n)
{
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (!carry->is_frozen[cells[i].part])
			cells[kept++] = cells[i];
	return kept;
}

static int64_t add_cells(const struct cell *cells, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += cells[i].amount_minor;
	return sum;
}

static enum err spread_cells(struct carry *carry, int item, const struct cell *cells, int n,
			     int64_t amount_minor)
{
	int64_t amounts[SHARE_MAX], parts[SHARE_MAX];
	enum err err;

	for (int i = 0; i < n; i++)
		amounts[i] = cells[i].amount_minor;
	err = cells_spread(amount_minor, amounts, amounts, n, parts);
	if (err == ERR_OK)
		err = carry_check_room(carry, n);
	if (err != ERR_OK)
		return err;
	carry->acts++;
	for (int i = 0; i < n; i++) {
		struct share_amount amount = { .net_minor = parts[i] };

		if (parts[i] == 0)
			continue;
		carry_append(carry, cells[i].part, cells[i].column, &amount, CARRY_POSTED, -1);
		carry->lines[carry->n - 1].item = item;
	}
	return ERR_OK;
}

enum err carry_spread(struct carry *carry, int item, int64_t amount_minor)
{
	struct cell cells[SHARE_MAX];
	int n = 0;
	enum err err = check_item(carry, item);

	if (err == ERR_OK)
		err = find_cells(carry, item, cells, &n);
	if (err != ERR_OK)
		return err;
	n = keep_open(carry, cells, n);
	if (n == 0)
		cells[n++] = (struct cell){ 0, carry->lines[item].column, 0 };
	return spread_cells(carry, item, cells, n, amount_minor);
}

enum err carry_void_pieces(struct carry *carry, int item, int64_t quantity, int64_t of)
{
	struct cell cells[SHARE_MAX];
	int64_t amount = 0, worth = 0;
	int n = 0, n_open;
	enum err err = quantity < 1 || quantity > of ? ERR_RANGE : check_item(carry, item);

	if (err == ERR_OK)
		err = find_cells(carry, item, cells, &n);
	if (err != ERR_OK)
		return err;
	amount = add_cells(cells, n);
	n_open = keep_open(carry, cells, n);
	err = cells_worth(amount, add_cells(cells, n_open), n, quantity, of, &worth);
	return err == ERR_OK ? carry_spread(carry, item, -worth) : err;
}
