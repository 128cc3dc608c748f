/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/change.c -- what changes an item that stands in several places: part of it voided,
 *                          a discount, another price, another tax; and lines that go to another
 *                          bill.
 */
#include "oracle/figure.h"
#include "oracle/oracle.h"

#include <string.h>

#define CELLS (ORACLE_PARTS * ORACLE_COLUMNS)

static int64_t stands(const struct oracle *oracle, int item, int part, int column)
{
	int64_t sum = 0;

	for (int i = 0; i < oracle->n_lines; i++) {
		const struct oracle_line *line = &oracle->line[i];

		if (line->died == 0 && line->item == item && line->part == part &&
		    line->column == column)
			sum += figures_total(line->figure);
	}
	return sum;
}

static void put(struct oracle *oracle, int item, int part, int column, const int64_t *figure)
{
	struct oracle_line *line = &oracle->line[oracle->n_lines];

	*line = (struct oracle_line){ .part = part, .column = column, .born = oracle->n_acts,
				      .item = item < 0 ? oracle->n_lines : item };
	memcpy(line->figure, figure, sizeof line->figure);
	oracle->n_lines++;
}

static void begin_act(struct oracle *oracle, bool is_undoable)
{
	oracle->is_undoable[++oracle->n_acts] = is_undoable;
}

enum err oracle_post_more(struct oracle *oracle, int item, int part, int column, int64_t amount)
{
	int64_t figure[FIGURES] = { amount };

	if (oracle->part[part].is_frozen)
		return ERR_FROZEN;
	begin_act(oracle, false);
	put(oracle, item, part, column, figure);
	return ERR_OK;
}

enum err oracle_spread(struct oracle *oracle, int item, int64_t amount)
{
	int64_t has[CELLS], gets[CELLS] = { 0 }, sum = 0;
	int part[CELLS], column[CELLS], n = 0;

	for (int p = 0; p <= oracle->n_parts; p++) {
		for (int c = 0; !oracle->part[p].is_frozen && c < oracle->n_columns; c++) {
			has[n] = stands(oracle, item, p, c);
			if (has[n] == 0)
				continue;
			sum += has[n];
			part[n] = p;
			column[n++] = c;
		}
	}
	if (n == 0) {
		part[n] = 0;
		column[n++] = oracle->line[item].column;
	}
	if (sum != 0)
		figure_share_signed(amount, has, n, gets);
	else
		gets[0] = amount;
	begin_act(oracle, false);
	for (int i = 0; i < n; i++) {
		int64_t figure[FIGURES] = { gets[i] };

		if (gets[i] != 0)
			put(oracle, item, part[i], column[i], figure);
	}
	return ERR_OK;
}

/* A part of all of it; what was paid for cannot be given back, but for cents of the sharing. */
enum err oracle_void_pieces(struct oracle *oracle, int item, int64_t quantity, int64_t of)
{
	int64_t whole = 0, open = 0, worth;
	int n = 0;

	for (int p = 0; p <= oracle->n_parts; p++) {
		for (int c = 0; c < oracle->n_columns; c++) {
			int64_t has = stands(oracle, item, p, c);

			n += has != 0;
			whole += has;
			open += oracle->part[p].is_frozen ? 0 : has;
		}
	}
	worth = figure_round((__int128)whole * quantity, of);
	if (whole != open && (worth < 0 ? -worth : worth) > (open < 0 ? -open : open)) {
		if (worth - open > n || open - worth > n)
			return ERR_FROZEN;
		worth = open;
	}
	return oracle_spread(oracle, item, -worth);
}

enum err oracle_retax(struct oracle *oracle, int line, int column)
{
	struct oracle_line *gone = &oracle->line[line];

	if (oracle->part[gone->part].is_frozen)
		return ERR_FROZEN;
	begin_act(oracle, true);
	gone->died = oracle->n_acts;
	put(oracle, gone->item, gone->part, column, gone->figure);
	return ERR_OK;
}

enum err oracle_transfer(struct oracle *from, const int *lines, int n, struct oracle *to, int part)
{
	int first = to->n_lines;

	if (to->part[part].is_frozen)
		return ERR_FROZEN;
	for (int i = 0; i < n; i++)
		if (from->part[from->line[lines[i]].part].is_frozen)
			return ERR_FROZEN;
	begin_act(from, false);
	begin_act(to, false);
	for (int i = 0; i < n; i++) {
		struct oracle_line *gone = &from->line[lines[i]];
		int item = -1;

		for (int j = i - 1; j >= 0; j--)
			if (from->line[lines[j]].item == gone->item)
				item = to->line[first + j].item;
		gone->died = from->n_acts;
		put(to, item, part, gone->column, gone->figure);
	}
	return ERR_OK;
}

enum err oracle_untransfer(struct oracle *from, int from_act, struct oracle *to, int to_act)
{
	int n = from->n_lines;

	for (int i = 0; i < from->n_lines; i++)
		if (from->line[i].died == from_act && from->part[from->line[i].part].is_frozen)
			return ERR_FROZEN;
	for (int i = 0; i < to->n_lines; i++)
		if (to->line[i].born == to_act &&
		    (to->line[i].died != 0 || to->part[to->line[i].part].is_frozen))
			return ERR_STATE;
	begin_act(from, false);
	begin_act(to, false);
	for (int i = 0; i < to->n_lines; i++)
		if (to->line[i].born == to_act)
			to->line[i].died = to->n_acts;
	for (int i = 0; i < n; i++)
		if (from->line[i].died == from_act)
			put(from, from->line[i].item, from->line[i].part, from->line[i].column,
			    from->line[i].figure);
	return ERR_OK;
}
