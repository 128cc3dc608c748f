/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/oracle/bill.c -- what the parts of a check owe, by the seven steps at the top of
 *                        core/bill.h.
 */
#include "oracle/figure.h"
#include "oracle/oracle.h"

#include <string.h>

/* What the steps leave behind. */
struct steps {
	int64_t amount[ORACLE_COLUMNS];              /* 1: lines */
	int64_t rest[ORACLE_COLUMNS][FIGURES];       /* 4 and 5: not yet owed by anyone */
	int64_t own[ORACLE_PARTS][ORACLE_COLUMNS];   /* 6: lines by part */
	int64_t claim[ORACLE_PARTS][ORACLE_COLUMNS];
	int64_t weight[ORACLE_PARTS], weights;       /* 6: of those who share, else 0 */
	bool shares[ORACLE_PARTS];
};

static void add_lines(const struct oracle *oracle, struct steps *steps)
{
	for (int i = 0; i < oracle->n_lines; i++) {
		const struct oracle_line *line = &oracle->line[i];

		if (line->died != 0)
			continue;
		steps->amount[line->column] += figures_total(line->figure);
		steps->own[line->part][line->column] += figures_total(line->figure);
	}
}

static void take_discounts(struct oracle *oracle, int64_t *left)
{
	memset(oracle->discounted, 0, sizeof oracle->discounted);
	for (int i = 0; i < oracle->n_discounts; i++) {
		int64_t sum = 0, size = oracle->discount[i].amount;
		int64_t weights[ORACLE_COLUMNS], parts[ORACLE_COLUMNS];

		for (int c = 0; c < oracle->n_columns; c++) {
			sum += left[c];
			weights[c] = left[c] > 0 ? left[c] : 0;
		}
		if (sum < 0)
			sum = 0;
		if (size == 0)
			size = figure_round((__int128)sum * oracle->discount[i].rate_ppm, 1000000);
		if (oracle->discount[i].is_target)
			size = oracle->discount[i].amount > sum
				       ? 0 : sum - oracle->discount[i].amount;
		if (size > sum)
			size = sum;
		if (size == 0)
			continue;
		figure_share(size, weights, oracle->n_columns, parts);
		for (int c = 0; c < oracle->n_columns; c++) {
			left[c] -= parts[c];
			oracle->discounted[c] += parts[c];
		}
	}
}

/* What part p (0: the pool) had of a column of which `left` is left. */
static int64_t had(const struct oracle *oracle, const struct steps *steps, int p, int c,
		   int64_t left)
{
	int64_t own[ORACLE_PARTS], share[ORACLE_PARTS];

	if (left == steps->amount[c])
		return steps->own[p][c];
	for (int i = 0; i <= oracle->n_parts; i++)
		own[i] = steps->own[i][c];
	figure_share_signed(left, own, oracle->n_parts + 1, share);
	return share[p];
}

/* Step 2: the charge on all that is left, then a line of it for each. */
static void charge_service(struct oracle *oracle, struct steps *steps, int64_t *left)
{
	int64_t base = 0, consumed[ORACLE_PARTS] = { 0 }, share[ORACLE_PARTS];
	int column = oracle->service_column;

	oracle->service = 0;
	for (int c = 0; oracle->service_ppm > 0 && c < oracle->n_columns; c++) {
		if (c == column || oracle->is_service_free[c])
			continue;
		base += left[c];
		for (int p = 0; p <= oracle->n_parts; p++)
			consumed[p] += had(oracle, steps, p, c, left[c]);
	}
	if (base == 0)
		return;
	oracle->service = figure_round((__int128)base * oracle->service_ppm, 1000000);
	figure_share_signed(oracle->service, consumed, oracle->n_parts + 1, share);
	for (int p = 0; p <= oracle->n_parts; p++)
		steps->own[p][column] += share[p];
	steps->amount[column] += oracle->service;
	left[column] += oracle->service;
}

static void find_target(struct oracle *oracle, const int64_t *amount)
{
	memset(oracle->target, 0, sizeof oracle->target);
	for (int class = 0; class < oracle->n_classes; class++) {
		int64_t amounts[ORACLE_COLUMNS], figure[ORACLE_COLUMNS][FIGURES];
		int columns[ORACLE_COLUMNS], n = 0;

		for (int c = 0; c < oracle->n_columns; c++) {
			if (oracle->class_of[c] == class) {
				columns[n] = c;
				amounts[n++] = amount[c];
			}
		}
		if (n == 0)
			continue;
		oracle_tax_together(&oracle->class[class], amounts, n, figure);
		for (int i = 0; i < n; i++)
			memcpy(oracle->target[columns[i]], figure[i], sizeof figure[i]);
	}
}

/* A part owes these figures too, and the rest is less by them. */
static void owe(struct oracle *oracle, struct steps *steps, int part, int column,
		const int64_t *figure)
{
	for (int i = 0; i < FIGURES; i++) {
		oracle->part[part].cell[column][i] += figure[i];
		steps->rest[column][i] -= figure[i];
	}
}

static void begin_sheet(const struct oracle *oracle, const struct steps *steps, struct sheet *sheet)
{
	memset(sheet, 0, sizeof *sheet);
	sheet->n_columns = oracle->n_columns;
	for (int c = 0; c < oracle->n_columns; c++) {
		sheet->group[c] = oracle->class_of[c];
		memcpy(sheet->whole[c], steps->rest[c], sizeof sheet->whole[c]);
	}
}

static bool is_fixed(const struct oracle *oracle, int p)
{
	return !oracle->part[p].is_frozen && oracle->part[p].fixed >= 0;
}

/* What may be taken of a column: what is left, but for lines that somebody has alone. */
static int64_t may_take(const struct oracle *oracle, const struct steps *steps, int c)
{
	int64_t rest = figures_total(steps->rest[c]), own = 0, free, nobodys = steps->own[0][c];

	for (int p = 1; p <= oracle->n_parts; p++) {
		if (is_fixed(oracle, p))
			nobodys += steps->own[p][c];
		else if (!oracle->part[p].is_frozen)
			own += steps->own[p][c];
	}
	if (own == 0)
		return rest;
	if (nobodys == 0 || steps->amount[c] == 0)
		return 0;
	free = rest - figure_round((__int128)figures_total(oracle->target[c]) * own,
				   steps->amount[c]);
	if (rest < 0)
		return free > 0 ? 0 : free < rest ? rest : free;
	return free < 0 ? 0 : free > rest ? rest : free;
}

static void owe_fixed(struct oracle *oracle, struct steps *steps, int part)
{
	struct sheet sheet;
	int64_t may[ORACLE_COLUMNS], takes[ORACLE_COLUMNS], sum = 0;
	int64_t take = oracle->part[part].fixed;

	for (int c = 0; c < oracle->n_columns; c++)
		sum += may[c] = may_take(oracle, steps, c);
	if (take > sum)
		take = sum;
	if (take <= 0)
		return;
	figure_share_signed(take, may, oracle->n_columns, takes);
	begin_sheet(oracle, steps, &sheet);
	sheet.n_parts = 2;
	for (int c = 0; c < oracle->n_columns; c++) {
		int64_t rest = figures_total(steps->rest[c]);

		sheet.weight[0][c] = takes[c] < 0 ? -takes[c] : takes[c];
		sheet.weight[1][c] = rest == 0 ? 1 : rest < 0 ? takes[c] - rest : rest - takes[c];
	}
	sheet_share(&sheet);
	for (int c = 0; c < oracle->n_columns; c++)
		owe(oracle, steps, part, c, sheet.cell[0][c]);
}

static void owe_first(struct oracle *oracle, struct steps *steps)
{
	for (int p = 1; p <= oracle->n_parts; p++) {
		struct oracle_part *part = &oracle->part[p];

		if (!part->is_frozen) {
			memset(part->cell, 0, sizeof part->cell);
			memset(part->exempted, 0, sizeof part->exempted);
		}
		for (int c = 0; part->is_frozen && c < oracle->n_columns; c++)
			for (int i = 0; i < FIGURES; i++)
				steps->rest[c][i] -= part->cell[c][i] + part->exempted[c][i];
	}
	for (int p = 1; p <= oracle->n_parts; p++)
		if (is_fixed(oracle, p))
			owe_fixed(oracle, steps, p);
	oracle->free = 0;
	for (int c = 0; c < oracle->n_columns; c++)
		oracle->free += may_take(oracle, steps, c);
}

static void find_weights(const struct oracle *oracle, struct steps *steps)
{
	for (int p = 1; p <= oracle->n_parts; p++) {
		steps->shares[p] = !oracle->part[p].is_frozen && oracle->part[p].fixed < 0;
		steps->weight[p] = steps->shares[p] ? oracle->part[p].weight : 0;
		steps->weights += steps->weight[p];
	}
	for (int p = 1; steps->weights == 0 && p <= oracle->n_parts; p++)
		steps->weight[p] = steps->shares[p];
	if (steps->weights == 0)
		for (int p = 1; p <= oracle->n_parts; p++)
			steps->weights += steps->weight[p];
}

static int64_t open_pool(const struct oracle *oracle, const struct steps *steps, int c)
{
	int64_t pool = steps->own[0][c], target = figures_total(oracle->target[c]), left;

	for (int p = 1; p <= oracle->n_parts; p++)
		if (!oracle->part[p].is_frozen && oracle->part[p].fixed >= 0)
			pool += steps->own[p][c];
	if (target == 0)
		return pool;
	left = figure_round((__int128)figures_total(steps->rest[c]) * steps->amount[c], target);
	for (int p = 1; p <= oracle->n_parts; p++)
		if (steps->shares[p])
			left -= steps->own[p][c];
	if (pool >= 0)
		return left < 0 ? 0 : left > pool ? pool : left;
	return left > 0 ? 0 : left < pool ? pool : left;
}

/* A claim against the sign of all others together is settled by itself. */
static void owe_return(struct oracle *oracle, struct steps *steps, int part, int c)
{
	__int128 whole = (__int128)steps->amount[c] * steps->weights;
	int64_t claim = steps->claim[part][c], figure[FIGURES] = { 0 };

	for (int i = 0; i < FIGURES && whole != 0; i++)
		figure[i] = figure_round((__int128)oracle->target[c][i] * claim, whole);
	if (whole == 0)
		figure[0] = figure_round(claim, steps->weights);
	owe(oracle, steps, part, c, figure);
	steps->claim[part][c] = 0;
}

static void find_claims(struct oracle *oracle, struct steps *steps, int c)
{
	int64_t pool = open_pool(oracle, steps, c), sum = 0;
	bool has_any = false;

	for (int p = 1; p <= oracle->n_parts; p++) {
		if (steps->shares[p])
			steps->claim[p][c] = steps->own[p][c] * steps->weights +
					     pool * steps->weight[p];
		sum += steps->claim[p][c];
	}
	for (int p = 1; p <= oracle->n_parts; p++) {
		if (sum < 0 ? steps->claim[p][c] > 0 : steps->claim[p][c] < 0)
			owe_return(oracle, steps, p, c);
		if (steps->claim[p][c] < 0)
			steps->claim[p][c] = -steps->claim[p][c];
		has_any |= steps->claim[p][c] != 0;
	}
	for (int p = 1; !has_any && p <= oracle->n_parts; p++)
		steps->claim[p][c] = steps->weight[p];
}

/* Step 6. */
static enum err owe_claims(struct oracle *oracle, struct steps *steps)
{
	struct sheet sheet;
	int parts[ORACLE_PARTS], n = 0;

	for (int c = 0; c < oracle->n_columns; c++)
		find_claims(oracle, steps, c);
	begin_sheet(oracle, steps, &sheet);
	for (int p = 1; p <= oracle->n_parts; p++) {
		if (!steps->shares[p])
			continue;
		for (int c = 0; c < oracle->n_columns; c++)
			sheet.weight[n][c] = steps->claim[p][c];
		parts[n++] = p;
	}
	sheet.n_parts = n;
	sheet_share(&sheet);
	for (int i = 0; i < n; i++) {
		for (int c = 0; c < oracle->n_columns; c++)
			owe(oracle, steps, parts[i], c, sheet.cell[i][c]);
		if (oracle_owes(oracle, parts[i]) < 0)
			return ERR_FROZEN;
	}
	return ERR_OK;
}

/* Step 7. */
static enum err let_off(struct oracle *oracle)
{
	for (int p = 1; p <= oracle->n_parts; p++) {
		struct oracle_part *part = &oracle->part[p];
		bool is_any = false;

		for (int c = 0; !part->is_frozen && c < oracle->n_columns; c++) {
			for (int i = 1; i < FIGURES; i++) {
				if (!part->exempt[oracle->class_of[c]][i])
					continue;
				part->exempted[c][i] = part->cell[c][i];
				part->cell[c][i] = 0;
				is_any = true;
			}
		}
		if (is_any && oracle_owes(oracle, p) < 0)
			return ERR_FROZEN;
	}
	return ERR_OK;
}

/* Steps 4 to 6. */
static enum err owe_all(struct oracle *oracle, struct steps *steps)
{
	owe_first(oracle, steps);
	find_weights(oracle, steps);
	if (steps->weights > 0)
		return owe_claims(oracle, steps);
	for (int c = 0; c < oracle->n_columns; c++)
		for (int i = 0; i < FIGURES; i++)
			if (steps->rest[c][i] != 0)
				return ERR_FROZEN;
	return ERR_OK;
}

enum err oracle_bill(struct oracle *oracle)
{
	struct steps steps = { 0 };
	int64_t left[ORACLE_COLUMNS];
	enum err err;

	add_lines(oracle, &steps);
	memcpy(left, steps.amount, sizeof left);
	take_discounts(oracle, left);
	charge_service(oracle, &steps, left);
	find_target(oracle, left);
	memcpy(steps.rest, oracle->target, sizeof steps.rest);
	err = owe_all(oracle, &steps);
	return err == ERR_OK ? let_off(oracle) : err;
}

int64_t oracle_owes(const struct oracle *oracle, int part)
{
	int64_t sum = 0;

	for (int c = 0; !oracle->is_folio && c < oracle->n_columns; c++)
		sum += figures_total(oracle->part[part].cell[c]);
	for (int i = 0; oracle->is_folio && i < oracle->n_lines; i++)
		if (oracle->line[i].died == 0 && oracle->line[i].part == part)
			sum += figures_total(oracle->line[i].figure);
	return sum;
}
