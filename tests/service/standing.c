/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/service/standing.c -- the comparisons of tests/service/standing.h.
 */
#include "service/standing.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/str.h"
#include "check.h"

__attribute__((format(printf, 2, 3))) static void add(char *into, const char *format, ...)
{
	va_list args;
	size_t used = strlen(into);

	va_start(args, format);
	(void)vsnprintf(into + used, STANDING_TEXT_SIZE - used, format, args);
	va_end(args);
}

void standing_write(struct house *house, int64_t bill, char into[STANDING_TEXT_SIZE])
{
	struct bill_view view = shift_look(house, bill);

	into[0] = '\0';
	for (int i = 0; i < view.n_items; i++)
		add(into, "%lld %lld x %lld sent %lld\n", (long long)view.items[i].line,
		    (long long)view.items[i].quantity, (long long)view.items[i].amount_minor,
		    (long long)view.items[i].sent);
	for (int i = 0; i < view.n_stands; i++)
		add(into, " %lld in %d of %lld: %lld x %lld\n",
		    (long long)view.items[view.stands[i].item].line, view.stands[i].part,
		    (long long)view.columns[view.stands[i].column].tax_version,
		    (long long)view.stands[i].quantity, (long long)view.stands[i].amount_minor);
	for (int i = 0; i < view.n_parts; i++)
		add(into, "part %lld: %lld tax %lld\n", (long long)view.parts[i].no,
		    (long long)view.parts[i].total_minor, (long long)view.parts[i].tax_minor);
	add(into, "table %lld staff %lld covers %lld state %d\n",
	    (long long)view.rows.head.table_number, (long long)view.rows.head.staff,
	    (long long)view.rows.head.covers, (int)view.rows.head.state);
	bill_view_done(&view);
}

/* Taxes that prices do not contain come on top of the lines. */
static int64_t on_top(const struct bill_view *view, int part)
{
	int64_t sum = 0;

	for (int c = 0; c < view->n_columns; c++) {
		const struct share_amount *cell = &view->cells[part * view->n_columns + c];

		if (!view->versions[view->columns[c].version].rules.inclusive)
			sum += share_total(cell) - cell->net_minor;
	}
	return sum;
}

static void check_lines(const struct bill_view *view, int part)
{
	struct bill_part_line *lines = calloc((size_t)view->n_items + 1, sizeof *lines);
	int64_t total = 0, sum = on_top(view, part);
	int n = 0;

	CHECK_FATAL(lines != NULL);
	CHECK_OK(bill_part_lines(view, part, lines, &n));
	for (int i = 0; i < n; i++)
		sum += lines[i].amount_minor;
	for (int c = 0; c < view->n_columns; c++)
		total += share_total(&view->cells[part * view->n_columns + c]);
	CHECK_INT(sum, total);
	free(lines);
}

void standing_check(struct house *house, int64_t bill)
{
	struct bill_view view = shift_look(house, bill);
	int64_t total = 0, tax = 0;

	for (int c = 0; c < view.n_columns; c++) {
		struct share_amount sum = { 0 };

		for (int p = 0; p < view.rows.n_parts; p++)
			CHECK_OK(share_add(&sum, &view.cells[p * view.n_columns + c], &sum));
		CHECK_INT(sum.net_minor, view.out.target[c].net_minor);
		for (int t = 0; t < SHARE_TAXES; t++)
			CHECK_INT(sum.tax_minor[t], view.out.target[c].tax_minor[t]);
	}
	for (int i = 0; i < view.n_parts; i++) {
		total += view.parts[i].total_minor;
		tax += view.parts[i].tax_minor;
	}
	CHECK_INT(total, view.out.total_minor);
	CHECK_INT(tax, view.tax_minor);
	for (int p = 0; p < view.rows.n_parts; p++)
		check_lines(&view, p);
	bill_view_done(&view);
}
