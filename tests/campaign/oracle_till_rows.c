/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/oracle_till_rows.c -- what the stored rows say of a bill, and the rules for
 *                                      an item that stands in several places.
 */
#include <string.h>

#include "base/id.h"
#include "campaign/till.h"
#include "oracle/figure.h"
#include "store/store_price.h"

/* --- reading rows --------------------------------------------------------------------------- */

int till_column(struct till_bill *bill, int64_t version, int64_t department)
{
	for (int i = 0; i < bill->n_columns; i++)
		if (bill->version[i] == version && bill->department[i] == department)
			return i;
	if (bill->n_columns == ORACLE_COLUMNS)
		return -1;
	bill->version[bill->n_columns] = version;
	bill->department[bill->n_columns] = department;
	return bill->n_columns++;
}

struct till_item *till_find(struct till_bill *bill, int64_t line)
{
	for (int i = 0; i < bill->n_items; i++)
		if (bill->item[i].line == line)
			return &bill->item[i];
	return NULL;
}

static int part_at(const struct till_bill *bill, int64_t id)
{
	for (int p = 0; p <= bill->n_parts; p++)
		if (bill->part[p] == id)
			return p;
	return -1;
}

static void drop_discount(struct till_bill *bill, int64_t line)
{
	int kept = 0;

	for (int i = 0; i < bill->n_discounts; i++)
		if (bill->discount[i].line != line)
			bill->discount[kept++] = bill->discount[i];
	bill->n_discounts = kept;
}

/* A row that belongs to an item, its own first one too. */
static bool read_item_row(struct till_bill *bill, struct till_item *item,
			  const struct line_row *row)
{
	int p = part_at(bill, row->part), c;

	if (row->kind == LINE_ITEM && row->of == 0) {
		item->item = row->item;
		item->source = row->source;
	}
	if ((row->kind == LINE_ITEM && row->of == 0) || row->kind == LINE_CHOICE ||
	    row->kind == LINE_PRICE)
		item->unit_minor += row->price_minor;
	if (row->kind == LINE_PLACE || (row->kind == LINE_ITEM && row->of == 0))
		item->seat = row->seat;
	if (row->kind == LINE_DISCOUNT) {
		item->discounts++;
		item->has_rule |= row->rate_ppm == TILL_CATEGORY_PPM;
		item->has_other |= row->rate_ppm != TILL_CATEGORY_PPM;
	}
	if (row->kind == LINE_UNDISCOUNT) {
		item->discounts = 0;
		item->has_rule = false;
		item->was_undiscounted = true;
	}
	if (row->tax_version == 0)
		return true;
	c = till_column(bill, row->tax_version, row->department);
	if (p < 0 || c < 0)
		return false;
	bill->has_line[c] = true;
	if (row->of == 0)
		item->column = c;
	item->pieces[p][c] += row->quantity;
	item->amount[p][c] += row->amount_minor;
	if (row->kind != LINE_DISCOUNT && row->kind != LINE_UNDISCOUNT)
		item->gross[p][c] += row->amount_minor;
	return true;
}

/* What the kitchen got; a new round forgets what the one before had. */
static void read_send(struct till_bill *bill, const struct line_row *row)
{
	struct till_item *item = till_find(bill, row->of);
	int64_t act = id_act(row->id);

	if (row->sent > 0 && act != bill->round) {
		bill->round = act;
		for (int i = 0; i < bill->n_items; i++)
			bill->item[i].round_sent = 0;
	}
	if (item != NULL && act == bill->round)
		item->round_sent += row->sent;
}

static bool read_row(struct till_bill *bill, const struct line_row *row)
{
	struct till_item *item;

	if (row->kind == LINE_SEND)
		read_send(bill, row);
	if (row->kind == LINE_RULE)
		bill->stands = row->id;
	if (row->kind == LINE_UNDISCOUNT && row->of == bill->stands)
		bill->stands = 0;

	if (row->kind == LINE_TAX && row->of == 0)
		bill->is_away = row->level == 1;
	if (row->kind == LINE_SERVICE) {
		bill->service_ppm = row->rate_ppm;
		bill->service_version = row->tax_version;
		bill->service_department = row->department;
		return row->tax_version == 0 ||
		       till_column(bill, row->tax_version, row->department) >= 0;
	}
	if (row->kind == LINE_CHECK_DISCOUNT) {
		if (bill->n_discounts == ORACLE_DISCOUNTS)
			return false;
		bill->discount[bill->n_discounts].line = row->id;
		bill->discount[bill->n_discounts].is_target =
			row->amount_minor == 0 && row->rate_ppm == 0;
		bill->discount[bill->n_discounts].amount =
			row->amount_minor == 0 && row->rate_ppm == 0 ? row->price_minor
								     : row->amount_minor;
		bill->discount[bill->n_discounts++].rate_ppm =
			row->amount_minor != 0 ? 0 : row->rate_ppm;
		return true;
	}
	if (row->kind == LINE_UNDISCOUNT)
		drop_discount(bill, row->of);
	item = till_find(bill, row->of == 0 ? row->id : row->of);
	if (item == NULL && row->kind == LINE_ITEM && row->of == 0) {
		if (bill->n_items == TILL_ITEMS)
			return false;
		item = &bill->item[bill->n_items++];
		item->line = row->id;
	}
	return item == NULL || read_item_row(bill, item, row);
}

static bool read_rows(const struct bill_rows *rows, struct till_bill *bill)
{
	if (rows->n_parts >= ORACLE_PARTS)
		return false;
	*bill = (struct till_bill){ .is_closed = rows->head.state == BILL_CLOSED,
				    .n_parts = rows->n_parts, .n_rows = rows->n_lines };
	for (int p = 0; p < rows->n_parts; p++) {
		const struct part_row *part = &rows->parts[p];

		bill->part[p + 1] = part->id;
		bill->no[p + 1] = part->no;
		bill->weight[p + 1] = part->weight;
		bill->fixed[p + 1] = part->fixed_minor;
		bill->is_frozen[p + 1] = part->is_frozen;
		bill->is_part_closed[p + 1] = part->is_closed;
	}
	for (int i = 0; i < rows->n_lines; i++)
		if (!read_row(bill, &rows->lines[i]))
			return false;
	for (int i = 0; i < rows->n_frozen; i++) {
		int c = till_column(bill, rows->frozen[i].tax_version,
				    rows->frozen[i].department);

		if (c < 0)
			return false;
		bill->has_frozen[c] = true;
	}
	return true;
}

static enum err read_exemptions(struct db *db, int64_t id, struct till_bill *bill)
{
	struct exemption_row rows[TILL_EXEMPT];
	int n = 0;
	enum err err = store_exemption_list(db, id, INT64_MAX, rows, TILL_EXEMPT, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		bill->exempt[i].part = rows[i].part;
		bill->exempt[i].account = rows[i].account;
	}
	bill->n_exempt = n;
	return err;
}

enum err till_read(struct db *db, int64_t id, struct till_bill *bill)
{
	struct bill_rows rows;
	enum err err = store_bill_load(db, id, INT64_MAX, &rows);

	if (err != ERR_OK)
		return err;
	err = read_rows(&rows, bill) ? ERR_OK : ERR_LIMIT;
	store_bill_rows_done(&rows);
	return err == ERR_OK ? read_exemptions(db, id, bill) : err;
}

/* --- what the rules say --------------------------------------------------------------------- */

int64_t till_amount(const struct till_item *item)
{
	int64_t sum = 0;

	for (int p = 0; p < ORACLE_PARTS; p++)
		for (int c = 0; c < ORACLE_COLUMNS; c++)
			sum += item->amount[p][c];
	return sum;
}

int64_t till_pieces(const struct till_item *item)
{
	int64_t sum = 0;

	for (int p = 0; p < ORACLE_PARTS; p++)
		for (int c = 0; c < ORACLE_COLUMNS; c++)
			sum += item->pieces[p][c];
	return sum;
}

int64_t till_open(const struct till_bill *bill, const struct till_item *item)
{
	int64_t sum = 0;

	for (int p = 0; p < ORACLE_PARTS; p++)
		for (int c = 0; !bill->is_frozen[p] && c < ORACLE_COLUMNS; c++)
			sum += item->amount[p][c];
	return sum;
}

int till_cells(const struct till_bill *bill, const struct till_item *item, bool open_alone,
	       int *part, int *column)
{
	int order[ORACLE_COLUMNS], n = 0;

	for (int c = 0; c < bill->n_columns; c++) {
		int at = c;

		for (; at > 0; at--) {
			int before = order[at - 1];

			if (bill->version[before] < bill->version[c] ||
			    (bill->version[before] == bill->version[c] &&
			     bill->department[before] < bill->department[c]))
				break;
			order[at] = before;
		}
		order[at] = c;
	}
	for (int p = 0; p <= bill->n_parts; p++) {
		for (int i = 0; i < bill->n_columns; i++) {
			int c = order[i];

			if ((open_alone && bill->is_frozen[p]) ||
			    (item->pieces[p][c] == 0 && item->amount[p][c] == 0 &&
			     item->gross[p][c] == 0))
				continue;
			part[n] = p;
			column[n++] = c;
		}
	}
	return n;
}

static int64_t sum_of(const int64_t *amounts, int n)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	return sum;
}

void till_spread(const struct till_bill *bill, struct till_item *item, int64_t amount,
		 int64_t pieces, bool is_discount)
{
	enum { CELLS = ORACLE_PARTS * ORACLE_COLUMNS };
	int part[CELLS], column[CELLS], n = till_cells(bill, item, true, part, column);
	int64_t stands[CELLS], gross[CELLS], counts[CELLS], gets[CELLS] = { 0 };
	int64_t count[CELLS] = { 0 };

	if (n == 0) {
		part[n] = 0;
		column[n++] = item->column;
	}
	for (int i = 0; i < n; i++) {
		stands[i] = item->amount[part[i]][column[i]];
		gross[i] = item->gross[part[i]][column[i]];
		counts[i] = item->pieces[part[i]][column[i]];
		counts[i] = counts[i] > 0 ? counts[i] : 0;
	}
	if (sum_of(stands, n) != 0)
		figure_share_signed(amount, stands, n, gets);
	else if (sum_of(gross, n) != 0)
		figure_share_signed(amount, gross, n, gets);
	else
		gets[0] = amount;
	if (sum_of(counts, n) != 0)
		figure_share(pieces, counts, n, count);
	else
		count[0] = pieces;
	for (int i = 0; i < n; i++) {
		item->amount[part[i]][column[i]] += gets[i];
		item->gross[part[i]][column[i]] += is_discount ? 0 : gets[i];
		item->pieces[part[i]][column[i]] += count[i];
	}
}

enum err till_worth(const struct till_bill *bill, const struct till_item *item, int64_t pieces,
		    int64_t *ret_worth)
{
	int part[ORACLE_PARTS * ORACLE_COLUMNS], column[ORACLE_PARTS * ORACLE_COLUMNS];
	int n = till_cells(bill, item, false, part, column);
	int64_t all = till_amount(item), open = till_open(bill, item);
	int64_t worth = figure_round((__int128)all * pieces, till_pieces(item));

	if (all != open && (worth < 0 ? -worth : worth) > (open < 0 ? -open : open)) {
		if (worth - open > n || open - worth > n)
			return ERR_FROZEN;
		worth = open;
	}
	*ret_worth = worth;
	return ERR_OK;
}
