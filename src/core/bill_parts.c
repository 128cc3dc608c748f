/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill_parts.c -- who owes which part of a document: what frozen parts have is taken off
 *                      first (M5), fixed amounts next, and the rest is shared by claims (M2).
 *                      Every step moves amounts from `rest` to cells, and at the end nothing is
 *                      left in any column.
 */
#include "core/bill_parts.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "core/money.h"

struct sharing {
	const struct bill_in *in;
	const struct bill_lines *lines;
	const struct share_amount *target;
	struct share_amount *cells;
	struct share_amount rest[BILL_COLUMNS_MAX];   /* not yet taken by any part */
	int groups[BILL_COLUMNS_MAX];                 /* tax classes of the columns */
	int sharers[BILL_PARTS_MAX];                  /* open parts that share by claims */
	int n_sharers;
	int64_t weights[BILL_PARTS_MAX];              /* of the sharers */
	int64_t weights_sum;
	int64_t claims[BILL_PARTS_MAX * BILL_COLUMNS_MAX]; /* [sharer * n_columns + column] */
	int64_t unowned[BILL_COLUMNS_MAX];            /* lines of the pool and of fixed parts */
};

static struct share_amount *cell(struct sharing *sharing, int part, int column)
{
	return &sharing->cells[part * sharing->in->n_columns + column];
}

/* Moves `amount` from what is left of a column to a part. */
static enum err give(struct sharing *sharing, int part, int column,
		     const struct share_amount *amount)
{
	struct share_amount rest, *to = cell(sharing, part, column);
	enum err err = share_subtract(&sharing->rest[column], amount, &rest);

	if (err == ERR_OK)
		err = share_add(to, amount, to);
	if (err == ERR_OK)
		sharing->rest[column] = rest;
	return err;
}

static enum err give_frozen(struct sharing *sharing, int part)
{
	const struct bill_in *in = sharing->in;
	enum err err = ERR_OK;

	assert(in->frozen != NULL);
	for (int column = 0; err == ERR_OK && column < in->n_columns; column++) {
		int at = part * in->n_columns + column;

		err = give(sharing, part, column, &in->frozen[at]);
		if (err == ERR_OK && in->frozen_exempted != NULL)
			err = give(sharing, part, column, &in->frozen_exempted[at]);
	}
	return err;
}

/* Lists who shares by claims. */
static void list_sharers(struct sharing *sharing)
{
	for (int i = 0; i < sharing->in->n_parts; i++)
		if (!sharing->in->parts[i].is_frozen && sharing->in->parts[i].fixed_minor < 0)
			sharing->sharers[sharing->n_sharers++] = i;
}

static enum err find_weights(struct sharing *sharing)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++) {
		sharing->weights[i] = sharing->in->parts[sharing->sharers[i]].weight;
		err = money_add_minor(sharing->weights_sum, sharing->weights[i],
				      &sharing->weights_sum);
	}
	if (err != ERR_OK || sharing->weights_sum > 0)
		return err;
	for (int i = 0; i < sharing->n_sharers; i++)
		sharing->weights[i] = 1;
	sharing->weights_sum = sharing->n_sharers;
	return ERR_OK;
}

/* The sharer that a line belongs to; -1 when it is none's. */
static int find_sharer(const struct sharing *sharing, const struct bill_line *line)
{
	for (int i = 0; i < sharing->n_sharers; i++)
		if (sharing->sharers[i] + 1 == line->part)
			return i;
	return -1;
}

/* Adds a line to the claims of its owner, or to what is nobody's own. */
static enum err add_line(struct sharing *sharing, const struct bill_line *line)
{
	int sharer = find_sharer(sharing, line);
	int64_t *sum = &sharing->unowned[line->column];

	if (sharer >= 0)
		sum = &sharing->claims[sharer * sharing->in->n_columns + line->column];
	else if (line->part > 0 && sharing->in->parts[line->part - 1].is_frozen)
		return ERR_OK;
	return money_add_minor(*sum, line->amount_minor, sum);
}

/* What is left of a column, in terms of its lines. */
static enum err rest_amount(const struct sharing *sharing, int column, int64_t *ret_amount)
{
	int64_t rest, target;
	enum err err = share_total_checked(&sharing->rest[column], &rest);

	if (err == ERR_OK)
		err = share_total_checked(&sharing->target[column], &target);
	if (err != ERR_OK)
		return err;
	if (rest == INT64_MIN || target == INT64_MIN)
		return ERR_OVERFLOW;
	return money_scale(target < 0 ? -rest : rest, sharing->lines->amounts[column],
			   target < 0 ? -target : target, ret_amount);
}

/* What the sharers still have to share by weight in a column: what is left less their own lines,
 * as far as it is the pool's. */
static enum err open_pool(const struct sharing *sharing, int column, int64_t *ret_pool)
{
	int64_t pool = sharing->unowned[column], left;
	enum err err;

	if (pool == 0 || share_total(&sharing->target[column]) == 0) {
		*ret_pool = pool;
		return ERR_OK;
	}
	err = rest_amount(sharing, column, &left);
	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++)
		err = money_subtract_minor(
			left, sharing->claims[i * sharing->in->n_columns + column], &left);
	if (err != ERR_OK)
		return err;
	if (pool > 0)
		*ret_pool = left < 0 ? 0 : left < pool ? left : pool;
	else
		*ret_pool = left > 0 ? 0 : left > pool ? left : pool;
	return ERR_OK;
}

/* From own lines to claims: own * W + open pool * weight. */
static enum err add_pool(struct sharing *sharing, int column)
{
	int64_t pool, own, shared;
	enum err err = open_pool(sharing, column, &pool);

	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++) {
		int64_t *claim = &sharing->claims[i * sharing->in->n_columns + column];

		err = money_multiply_minor(*claim, sharing->weights_sum, &own);
		if (err == ERR_OK)
			err = money_multiply_minor(pool, sharing->weights[i], &shared);
		if (err == ERR_OK)
			err = money_add_minor(own, shared, claim);
	}
	return err;
}

/* The share of a column's target that goes with a claim. */
static enum err claim_amount(const struct sharing *sharing, int column, int64_t claim,
			     struct share_amount *ret_amount)
{
	const struct share_amount *target = &sharing->target[column];
	struct share_amount amount = { 0 };
	int64_t whole;
	enum err err;

	if (sharing->lines->amounts[column] == 0)
		return money_scale(claim, 1, sharing->weights_sum, &ret_amount->net_minor);
	err = money_multiply_minor(sharing->lines->amounts[column], sharing->weights_sum, &whole);
	if (err != ERR_OK || whole == INT64_MIN)
		return ERR_OVERFLOW;
	if (whole < 0) {
		whole = -whole;
		claim = -claim;
	}
	err = money_scale(target->net_minor, claim, whole, &amount.net_minor);
	for (int tax = 0; err == ERR_OK && tax < SHARE_TAXES; tax++)
		err = money_scale(target->tax_minor[tax], claim, whole, &amount.tax_minor[tax]);
	if (err == ERR_OK)
		*ret_amount = amount;
	return err;
}

/* A claim against the sign of the others is paid out at once and then counts as none. */
static enum err give_return(struct sharing *sharing, int sharer, int column, int64_t *claim)
{
	struct share_amount amount = { 0 };
	enum err err = claim_amount(sharing, column, *claim, &amount);

	*claim = 0;
	return err == ERR_OK ? give(sharing, sharing->sharers[sharer], column, &amount) : err;
}

/* Makes all claims on a column zero or more: returns are set apart, and when the claims together
 * are below zero they count as their opposites. */
static enum err straighten(struct sharing *sharing, int column)
{
	int n = sharing->in->n_columns;
	__int128 sum = 0;
	enum err err = ERR_OK;

	for (int i = 0; i < sharing->n_sharers; i++)
		sum += sharing->claims[i * n + column];
	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++) {
		int64_t *claim = &sharing->claims[i * n + column];

		if (*claim == INT64_MIN)
			return ERR_OVERFLOW;
		if (sum < 0 ? *claim > 0 : *claim < 0)
			err = give_return(sharing, i, column, claim);
		else if (sum < 0)
			*claim = -*claim;
	}
	return err;
}

/* A column in which nobody has a claim goes by the weights. */
static void fall_back(struct sharing *sharing, int column)
{
	int n = sharing->in->n_columns;

	for (int i = 0; i < sharing->n_sharers; i++)
		if (sharing->claims[i * n + column] != 0)
			return;
	for (int i = 0; i < sharing->n_sharers; i++)
		sharing->claims[i * n + column] = sharing->weights[i];
}

/* The service charge, as a line of each part and of the pool. */
static enum err add_service(struct sharing *sharing)
{
	const int64_t *service = sharing->lines->service;
	enum err err = ERR_OK;

	for (int i = 0; service != NULL && err == ERR_OK && i <= sharing->in->n_parts; i++)
		err = add_line(sharing, &(struct bill_line){ i, sharing->in->service.column,
							     service[i] });
	return err;
}

/* Weights of the sharers, and whose the lines are. */
static enum err find_owners(struct sharing *sharing)
{
	enum err err;

	list_sharers(sharing);
	err = find_weights(sharing);
	for (int i = 0; err == ERR_OK && i < sharing->in->n_lines; i++)
		err = add_line(sharing, &sharing->in->lines[i]);
	return err == ERR_OK ? add_service(sharing) : err;
}

/* What the lines of a column's sharers come to. */
static enum err own_lines(const struct sharing *sharing, int column, int64_t *ret_own)
{
	int64_t own = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++)
		err = money_add_minor(own, sharing->claims[i * sharing->in->n_columns + column],
				      &own);
	if (err == ERR_OK)
		*ret_own = own;
	return err;
}

/* What is left of a column less what its sharers' own lines come to: free to be taken. */
static enum err free_of(const struct sharing *sharing, int column, int64_t *ret_free)
{
	int64_t rest, target, own = 0, taken = 0, amount = sharing->lines->amounts[column];
	enum err err = share_total_checked(&sharing->rest[column], &rest);

	if (err == ERR_OK)
		err = share_total_checked(&sharing->target[column], &target);
	if (err == ERR_OK)
		err = own_lines(sharing, column, &own);
	if (err == ERR_OK && own == INT64_MIN)
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	if (own != 0 && (sharing->unowned[column] == 0 || amount == 0))
		rest = 0;
	else if (own != 0)
		err = money_scale(target, amount < 0 ? -own : own, amount < 0 ? -amount : amount,
				  &taken);
	if (err == ERR_OK && rest >= 0)
		*ret_free = taken < 0 ? rest : taken > rest ? 0 : rest - taken;
	else if (err == ERR_OK)
		*ret_free = taken > 0 ? rest : taken < rest ? 0 : rest - taken;
	return err;
}

/* Of all columns, and their sum. */
static enum err find_free(const struct sharing *sharing, int64_t *ret_free, int64_t *ret_sum)
{
	int64_t sum = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < sharing->in->n_columns; i++) {
		err = free_of(sharing, i, &ret_free[i]);
		if (err == ERR_OK)
			err = money_add_minor(sum, ret_free[i], &sum);
	}
	if (err == ERR_OK)
		*ret_sum = sum;
	return err;
}

/* The part takes these amounts of the columns; each has the sign of what is left there. */
static enum err take_amounts(struct sharing *sharing, int part, const int64_t *takes)
{
	struct share_amount cells[2 * BILL_COLUMNS_MAX];
	int64_t weights[2 * BILL_COLUMNS_MAX];
	int n = sharing->in->n_columns;
	enum err err = ERR_OK;

	for (int i = 0; i < n; i++) {
		int64_t rest = share_total(&sharing->rest[i]);

		weights[i] = takes[i] < 0 ? -takes[i] : takes[i];
		weights[n + i] = rest == 0 ? 1 : rest < 0 ? takes[i] - rest : rest - takes[i];
	}
	err = share_table(sharing->rest, sharing->groups, n, weights, 2, cells);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = give(sharing, part, i, &cells[i]);
	return err;
}

static enum err give_fixed(struct sharing *sharing, int part)
{
	int64_t free[BILL_COLUMNS_MAX], takes[BILL_COLUMNS_MAX], sum;
	int64_t take = sharing->in->parts[part].fixed_minor;
	enum err err = find_free(sharing, free, &sum);

	if (err == ERR_OK && take > sum)
		take = sum;
	if (err != ERR_OK || take <= 0)
		return err;
	err = share_by_amount(take, free, sharing->in->n_columns, takes);
	return err == ERR_OK ? take_amounts(sharing, part, takes) : err;
}

/* Frozen parts, then fixed ones; and what is then still free. */
static enum err give_first(struct sharing *sharing, int64_t *ret_free)
{
	const struct bill_in *in = sharing->in;
	int64_t free[BILL_COLUMNS_MAX];
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < in->n_parts; i++)
		if (in->parts[i].is_frozen)
			err = give_frozen(sharing, i);
	for (int i = 0; err == ERR_OK && i < in->n_parts; i++)
		if (!in->parts[i].is_frozen && in->parts[i].fixed_minor >= 0)
			err = give_fixed(sharing, i);
	return err == ERR_OK ? find_free(sharing, free, ret_free) : err;
}

static enum err find_claims(struct sharing *sharing)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < sharing->in->n_columns; i++) {
		err = add_pool(sharing, i);
		if (err == ERR_OK)
			err = straighten(sharing, i);
		fall_back(sharing, i);
	}
	return err;
}

/* Works in `cells`, one for every sharer and column. */
static enum err give_claims(struct sharing *sharing, struct share_amount *cells)
{
	int n = sharing->in->n_columns;
	enum err err = find_claims(sharing);

	if (err == ERR_OK)
		err = share_table(sharing->rest, sharing->groups, n, sharing->claims,
				  sharing->n_sharers, cells);
	for (int i = 0; err == ERR_OK && i < sharing->n_sharers; i++) {
		int64_t total = 0;

		for (int column = 0; err == ERR_OK && column < n; column++) {
			err = give(sharing, sharing->sharers[i], column, &cells[i * n + column]);
			total += share_total(cell(sharing, sharing->sharers[i], column));
		}
		if (err == ERR_OK && total < 0)
			return ERR_FROZEN;
	}
	return err;
}

static enum err give_few(struct sharing *sharing)
{
	struct share_amount cells[BILL_FEW_CELLS];

	return give_claims(sharing, cells);
}

static enum err give_many(struct sharing *sharing)
{
	struct share_amount cells[BILL_PARTS_MAX * BILL_COLUMNS_MAX];

	return give_claims(sharing, cells);
}

static enum err give_sharers(struct sharing *sharing)
{
	int n = sharing->n_sharers * sharing->in->n_columns;

	return n <= BILL_FEW_CELLS ? give_few(sharing) : give_many(sharing);
}

static bool is_all_given(const struct sharing *sharing)
{
	static const struct share_amount nothing;

	for (int i = 0; i < sharing->in->n_columns; i++)
		if (memcmp(&sharing->rest[i], &nothing, sizeof nothing) != 0)
			return false;
	return true;
}

enum err bill_parts_share(const struct bill_in *in, const struct bill_lines *lines,
			  const struct share_amount *target, struct share_amount *cells,
			  int64_t *ret_free)
{
	struct sharing sharing = {
		.in = in, .lines = lines, .target = target, .cells = cells,
	};
	enum err err;

	memset(cells, 0, (size_t)(in->n_parts * in->n_columns) * sizeof *cells);
	memcpy(sharing.rest, target, (size_t)in->n_columns * sizeof *target);
	for (int i = 0; i < in->n_columns; i++)
		sharing.groups[i] = in->columns[i].tax_class;
	err = find_owners(&sharing);
	if (err == ERR_OK)
		err = give_first(&sharing, ret_free);
	if (err != ERR_OK)
		return err;
	if (sharing.n_sharers == 0)
		return is_all_given(&sharing) ? ERR_OK : ERR_FROZEN;
	err = give_sharers(&sharing);
	assert(err != ERR_OK || is_all_given(&sharing));
	return err;
}
