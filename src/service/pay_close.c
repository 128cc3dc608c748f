/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/pay_close.c -- the end of a part: frozen amounts, the sale entry, the receipt, the row
 * that closes it.
 */
#include "service/pay_close.h"

#include <stdlib.h>

#include "base/str.h"
#include "core/entry.h"
#include "service/gift.h"
#include "service/kitchen.h"
#include "service/price_note.h"
#include "service/receipt.h"

static int row_index(const struct bill_view *view, int64_t part)
{
	int i = 0;

	while (view->rows.parts[i].id != part)
		i++;
	return i;
}

static enum err freeze_cell(struct tx *tx, const struct bill_view *view, int64_t part, int column)
{
	const struct share_amount *cell =
		&view->cells[row_index(view, part) * view->n_columns + column];
	const struct share_amount *exempted =
		&view->exempted[row_index(view, part) * view->n_columns + column];
	struct frozen_row row = { .part = part,
				  .tax_version = view->columns[column].tax_version,
				  .department = view->columns[column].department };
	enum err err;

	/* The net row is written even for zero: it is what marks the part frozen. */
	row.amount_minor = cell->net_minor;
	err = store_frozen_insert(tx, view->rows.head.id, &row);
	for (int i = 0; err == ERR_OK && i < TAX_PARTS_MAX; i++) {
		row.component = i + 1;
		row.amount_minor = cell->tax_minor[i];
		if (row.amount_minor != 0)
			err = store_frozen_insert(tx, view->rows.head.id, &row);
		row.amount_minor = exempted->tax_minor[i];
		if (err == ERR_OK && row.amount_minor != 0)
			err = store_frozen_exempt_insert(tx, view->rows.head.id, &row);
	}
	return err;
}

enum err pay_freeze_in(struct tx *tx, const struct bill_view *view, int64_t part)
{
	enum err err = ERR_OK;

	for (int c = 0; err == ERR_OK && c < view->n_columns; c++)
		err = freeze_cell(tx, view, part, c);
	return err;
}

/* To the ledger of its department: revenue, or gift cards for what is earned later. */
static enum err post_column(struct tx *tx, const struct bill_view *view,
			    const struct share_amount *cell, int column, struct entry *entry)
{
	const struct bill_column_view *view_column = &view->columns[column];
	const struct tax_version *version = &view->versions[view_column->version];
	const char *unit = view->rows.head.unit;
	int64_t ledger = LEDGER_REVENUE;
	enum err err = store_department_ledger(tx->db, view_column->department, &ledger);

	if (err == ERR_OK)
		err = entry_credit(entry,
				   entry_account((enum ledger)ledger, view_column->department),
				   cell->net_minor, unit);
	for (int i = 0; err == ERR_OK && i < version->rules.n; i++)
		err = entry_credit(entry, version->accounts[i], cell->tax_minor[i], unit);
	return err;
}

/* L4: one entry moves the part's share from open checks to revenue and tax. */
static enum err post_sale(struct tx *tx, const struct bill_view *view, int64_t part,
			  struct close_row *row)
{
	const struct share_amount *cells = &view->cells[row_index(view, part) * view->n_columns];
	struct entry entry;
	enum err err = ERR_OK;

	entry_begin(&entry);
	for (int c = 0; err == ERR_OK && c < view->n_columns; c++) {
		row->total_minor += share_total(&cells[c]);
		row->tax_minor += share_total(&cells[c]) - cells[c].net_minor;
		err = post_column(tx, view, &cells[c], c, &entry);
	}
	if (err == ERR_OK)
		err = entry_debit(&entry, entry_account(LEDGER_OPEN_CHECKS, 0), row->total_minor,
				  view->rows.head.unit);
	if (err == ERR_OK)
		err = entry_end(&entry);
	if (err == ERR_OK && entry.n > 0)
		err = store_entry_insert(tx, "sale", view->rows.head.id, part, &entry, &row->entry);
	return err;
}

static bool others_are_done(const struct bill_view *view, int64_t part)
{
	for (int i = 0; i < view->n_parts; i++)
		if (view->parts[i].id != part && !view->parts[i].is_closed &&
		    (view->parts[i].total_minor != 0 || view->parts[i].is_frozen))
			return false;
	return true;
}

enum err pay_close_in(struct tx *tx, const struct app *app, const struct bill_view *view,
		      int64_t part, struct pay_result *result)
{
	struct close_row row = { .bill = view->rows.head.id, .part = part };
	enum err err = post_sale(tx, view, part, &row);

	if (err == ERR_OK)
		err = receipt_issue_in(tx, app, view, part, &row.paper);
	if (err == ERR_OK)
		err = store_part_close_insert(tx, &row);
	if (err != ERR_OK)
		return err;
	result->part_closed = true;
	result->paper = row.paper;
	result->bill_closed = others_are_done(view, part);
	if (result->bill_closed)
		err = gift_load_in(tx, view, row.entry);
	if (err == ERR_OK && result->bill_closed)
		err = price_note_in(tx, view);
	return err == ERR_OK && result->bill_closed ? kitchen_close_in(tx, row.bill) : err;
}
