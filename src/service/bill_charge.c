/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/bill_charge.c -- the service charge and the exemptions of a bill that is being read.
 */
#include "core/entry.h"
#include "service/bill_inside.h"
#include "store/store_price.h"

enum err bill_view_service(struct db *db, struct bill_view *view)
{
	const struct bill_rows *rows = &view->rows;

	view->service_column = -1;
	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].kind == LINE_SERVICE) {
			view->service_rate_ppm = rows->lines[i].rate_ppm;
			view->service_line = rows->lines[i].id;
		}
	for (int i = 0; i < rows->n_lines; i++)
		if (rows->lines[i].id == view->service_line && view->service_rate_ppm > 0)
			return bill_view_column(db, view, rows->lines[i].tax_version,
						rows->lines[i].department,
						&view->service_column);
	return ERR_OK;
}

/* What is sold on gift cards is not earned yet: no service charge on it. */
enum err bill_view_service_free(struct db *db, const struct bill_view *view,
				struct bill_column *columns)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && view->service_column >= 0 && i < view->n_columns; i++) {
		int64_t ledger = LEDGER_REVENUE;

		err = store_department_ledger(db, view->columns[i].department, &ledger);
		columns[i].is_service_free = ledger != LEDGER_REVENUE;
	}
	return err;
}

static unsigned char mask_of(const struct tax_version *version, int64_t account)
{
	unsigned mask = 0;

	for (int i = 0; i < version->rules.n; i++)
		if (version->accounts[i] == account)
			mask |= 1u << i;
	return (unsigned char)mask;
}

enum err bill_view_exemptions(struct db *db, struct bill_view *view, int64_t before,
			      unsigned char *exempt)
{
	struct exemption_row rows[EXEMPTIONS_MAX];
	int n = 0;
	enum err err = store_exemption_list(db, view->rows.head.id, before, rows, EXEMPTIONS_MAX,
					    &n);

	if (err != ERR_OK)
		return err;
	view->n_exemptions = n;
	for (int i = 0; i < n; i++)
		for (int p = 0; p < view->rows.n_parts; p++)
			for (int v = 0; v < view->n_versions; v++)
				if (rows[i].part == 0 || rows[i].part == view->rows.parts[p].id)
					exempt[p * view->n_versions + v] |=
						mask_of(&view->versions[v], rows[i].account);
	return ERR_OK;
}
