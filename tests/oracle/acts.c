/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/acts.c -- what acts do to lines and books, told the short way: a line is here, and
 *                        then it is not.
 */
#include "oracle/figure.h"
#include "oracle/oracle.h"

#include <string.h>

int oracle_live(const struct oracle *oracle, int k)
{
	for (int i = 0; i < oracle->n_lines; i++)
		if (oracle->line[i].died == 0 && k-- == 0)
			return i;
	return -1;
}

int oracle_count(const struct oracle *oracle)
{
	int n = 0;

	for (int i = 0; i < oracle->n_lines; i++)
		n += oracle->line[i].died == 0;
	return n;
}

static int new_act(struct oracle *oracle, bool is_undoable)
{
	oracle->is_undoable[++oracle->n_acts] = is_undoable;
	return oracle->n_acts;
}

/* A line of an item, or (-1) of a new one. */
static void put(struct oracle *oracle, int item, int part, int column, const int64_t *figure)
{
	struct oracle_line *line = &oracle->line[oracle->n_lines];

	*line = (struct oracle_line){ .part = part, .column = column, .born = oracle->n_acts,
				      .item = item < 0 ? oracle->n_lines : item };
	oracle->n_lines++;
	memcpy(line->figure, figure, sizeof line->figure);
}

/* A folio's charges are documents of their own and post at once (L4). */
static void book(struct oracle *oracle, int column, const int64_t *figure, int sign)
{
	if (!oracle->is_folio)
		return;
	oracle->books.owed += sign * figures_total(figure);
	oracle->books.revenue[column] -= sign * figure[0];
	for (int i = 1; i < FIGURES; i++)
		oracle->books.tax[i - 1] -= sign * figure[i];
}

enum err oracle_post(struct oracle *oracle, int part, int column, int64_t figure[][FIGURES], int n)
{
	if (oracle->part[part].is_frozen)
		return ERR_FROZEN;
	new_act(oracle, false);
	for (int i = 0; i < n; i++) {
		put(oracle, -1, part, column, figure[i]);
		book(oracle, column, figure[i], 1);
	}
	return ERR_OK;
}

enum err oracle_void(struct oracle *oracle, int line)
{
	struct oracle_line *gone = &oracle->line[line];

	if (oracle->part[gone->part].is_frozen)
		return ERR_FROZEN;
	gone->died = new_act(oracle, false);
	book(oracle, gone->column, gone->figure, -1);
	return ERR_OK;
}

enum err oracle_move(struct oracle *oracle, int line, int part)
{
	struct oracle_line *gone = &oracle->line[line];

	if (oracle->part[gone->part].is_frozen || oracle->part[part].is_frozen)
		return ERR_FROZEN;
	gone->died = new_act(oracle, true);
	put(oracle, gone->item, part, gone->column, gone->figure);
	return ERR_OK;
}

enum err oracle_share(struct oracle *oracle, const int *lines, int n_lines, const int *parts,
		      const int64_t *weights, int n_parts)
{
	struct sheet sheet = { .n_parts = n_parts, .n_columns = n_lines };

	for (int i = 0; i < n_parts; i++)
		if (oracle->part[parts[i]].is_frozen)
			return ERR_FROZEN;
	for (int i = 0; i < n_lines; i++) {
		const struct oracle_line *line = &oracle->line[lines[i]];

		if (oracle->part[line->part].is_frozen)
			return ERR_FROZEN;
		sheet.group[i] = line->column;
		memcpy(sheet.whole[i], line->figure, sizeof sheet.whole[i]);
		for (int p = 0; p < n_parts; p++)
			sheet.weight[p][i] = weights[p];
	}
	sheet_share(&sheet);
	new_act(oracle, true);
	for (int i = 0; i < n_lines; i++) {
		oracle->line[lines[i]].died = oracle->n_acts;
		for (int p = 0; p < n_parts; p++)
			put(oracle, oracle->line[lines[i]].item, parts[p],
			    oracle->line[lines[i]].column, sheet.cell[p][i]);
	}
	return ERR_OK;
}

/* Lines that the act brought must still be here, and no part it touched be paid for. */
static enum err may_undo(const struct oracle *oracle, int act)
{
	if (!oracle->is_undoable[act])
		return ERR_STATE;
	for (int i = 0; i < oracle->n_lines; i++) {
		const struct oracle_line *line = &oracle->line[i];

		if (line->born == act && line->died != 0)
			return ERR_STATE;
		if ((line->born == act || line->died == act) &&
		    oracle->part[line->part].is_frozen)
			return ERR_FROZEN;
	}
	return ERR_OK;
}

enum err oracle_undo(struct oracle *oracle, int act)
{
	enum err err = may_undo(oracle, act);
	int n = oracle->n_lines;

	if (err != ERR_OK)
		return err;
	new_act(oracle, true);
	for (int i = 0; i < n; i++)
		if (oracle->line[i].born == act)
			oracle->line[i].died = oracle->n_acts;
	for (int i = 0; i < n; i++)
		if (oracle->line[i].died == act)
			put(oracle, oracle->line[i].item, oracle->line[i].part,
			    oracle->line[i].column, oracle->line[i].figure);
	return ERR_OK;
}

enum err oracle_tender(struct oracle *oracle, int part, int64_t amount, int64_t step)
{
	struct oracle_part *payer = &oracle->part[part];
	int64_t due = oracle_owes(oracle, part) - payer->paid, cash = amount;

	if (payer->is_closed || amount > due)
		return ERR_STATE;
	if (amount == due)
		cash = step * figure_round(amount, step);
	payer->paid += amount;
	payer->is_frozen |= !oracle->is_folio;
	oracle->books.drawer += cash;
	oracle->books.owed -= amount;
	oracle->books.rounding += amount - cash;
	return ERR_OK;
}

enum err oracle_close(struct oracle *oracle, int part)
{
	struct oracle_part *closed = &oracle->part[part];

	if (closed->is_closed || closed->paid != oracle_owes(oracle, part))
		return ERR_STATE;
	closed->is_frozen = true;
	closed->is_closed = true;
	for (int c = 0; !oracle->is_folio && c < oracle->n_columns; c++) {
		oracle->books.owed += figures_total(closed->cell[c]);
		oracle->books.revenue[c] -= closed->cell[c][0];
		for (int i = 1; i < FIGURES; i++)
			oracle->books.tax[i - 1] -= closed->cell[c][i];
	}
	return ERR_OK;
}
