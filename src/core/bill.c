/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill.c -- what a whole document comes to: columns, discounts, service charge, taxes once per
 *                class (M3); and at the end what parts are exempt from (M6).  Who owes which part
 *                of it is core/bill_parts.c.
 */
#include "core/bill.h"

#include <assert.h>
#include <string.h>

#include "core/bill_parts.h"
#include "core/bill_service.h"
#include "core/money.h"

static enum err check_bounds(const struct bill_in *in)
{
	if (in->n_parts < 0 || in->n_parts > BILL_PARTS_MAX || in->n_columns < 0 ||
	    in->n_columns > BILL_COLUMNS_MAX || in->n_lines < 0 || in->n_lines > BILL_LINES_MAX)
		return ERR_LIMIT;
	for (int i = 0; i < in->n_columns; i++)
		if (in->columns[i].tax_class < 0 || in->columns[i].tax_class >= in->n_classes)
			return ERR_RANGE;
	for (int i = 0; i < in->n_lines; i++)
		if (in->lines[i].part < 0 || in->lines[i].part > in->n_parts ||
		    in->lines[i].column < 0 || in->lines[i].column >= in->n_columns)
			return ERR_RANGE;
	for (int i = 0; i < in->n_parts; i++)
		if (in->parts[i].weight < 0 || in->parts[i].fixed_minor < -1)
			return ERR_RANGE;
	for (int i = 0; i < in->n_discounts; i++)
		if (in->discounts[i].amount_minor < 0 || in->discounts[i].rate_ppm < 0)
			return ERR_RANGE;
	return bill_service_check(in);
}

static enum err add_lines(const struct bill_in *in, int64_t *amounts)
{
	memset(amounts, 0, BILL_COLUMNS_MAX * sizeof *amounts);
	for (int i = 0; i < in->n_lines; i++) {
		int64_t *amount = &amounts[in->lines[i].column];
		enum err err = money_add_minor(*amount, in->lines[i].amount_minor, amount);

		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

static enum err add_up(const int64_t *amounts, int n, int64_t *ret_sum)
{
	int64_t sum = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = money_add_minor(sum, amounts[i], &sum);
	if (err == ERR_OK)
		*ret_sum = sum;
	return err;
}

/* How much this discount takes off the amounts. */
static enum err discount_size(const struct bill_discount *discount, const int64_t *amounts, int n,
			      int64_t *ret_size)
{
	int64_t left, size = discount->amount_minor;
	enum err err = add_up(amounts, n, &left);

	if (err != ERR_OK)
		return err;
	if (left < 0)
		left = 0;
	if (discount->is_target)
		size = left > size ? left - size : 0;
	else if (size == 0)
		err = money_rate(left, discount->rate_ppm, &size);
	if (err == ERR_OK)
		*ret_size = size < left ? size : left;
	return err;
}

static enum err take_discount(const struct bill_discount *discount, int n, int64_t *amounts,
			      struct bill_out *out)
{
	int64_t weights[BILL_COLUMNS_MAX], parts[BILL_COLUMNS_MAX], size;
	enum err err = discount_size(discount, amounts, n, &size);

	if (err != ERR_OK || size == 0)
		return err;
	for (int i = 0; i < n; i++)
		weights[i] = amounts[i] > 0 ? amounts[i] : 0;
	err = share_by_weight(size, weights, n, parts);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++) {
		assert(parts[i] >= 0 && parts[i] <= weights[i]);
		amounts[i] -= parts[i];
		out->discount_by_column[i] += parts[i];
	}
	out->discount_minor += size;
	return ERR_OK;
}

static enum err take_discounts(const struct bill_in *in, int64_t *amounts, struct bill_out *out)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < in->n_discounts; i++)
		err = take_discount(&in->discounts[i], in->n_columns, amounts, out);
	return err;
}

/* The columns of a class; returns how many. */
static int list_columns(const struct bill_in *in, int tax_class, const int64_t *amounts,
			int *columns, int64_t *of_class)
{
	int n = 0;

	for (int i = 0; i < in->n_columns; i++) {
		if (in->columns[i].tax_class == tax_class) {
			columns[n] = i;
			of_class[n++] = amounts[i];
		}
	}
	return n;
}

static enum err tax_class_target(const struct bill_in *in, int tax_class, const int64_t *amounts,
				 struct share_amount *target)
{
	int64_t of_class[BILL_COLUMNS_MAX];
	struct share_amount taxed[BILL_COLUMNS_MAX];
	int columns[BILL_COLUMNS_MAX];
	int n = list_columns(in, tax_class, amounts, columns, of_class);
	enum err err;

	if (n == 0)
		return ERR_OK;
	err = tax_compute_together(&in->classes[tax_class], of_class, n, taxed);
	for (int i = 0; err == ERR_OK && i < n; i++)
		target[columns[i]] = taxed[i];
	return err;
}

static enum err find_target(const struct bill_in *in, const int64_t *amounts, struct bill_out *out)
{
	struct share_amount sum = { 0 };
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < in->n_classes; i++)
		err = tax_class_target(in, i, amounts, out->target);
	for (int i = 0; err == ERR_OK && i < in->n_columns; i++)
		err = share_add(&sum, &out->target[i], &sum);
	if (err == ERR_OK)
		err = share_total_checked(&sum, &out->total_minor);
	return err;
}

/* Moves the taxes that an open part is exempt from out of a cell. */
static void exempt_cell(const struct bill_in *in, int part, int column, struct share_amount *cell,
			struct share_amount *exempted)
{
	unsigned mask = in->exempt[part * in->n_classes + in->columns[column].tax_class];

	for (int tax = 0; tax < SHARE_TAXES; tax++) {
		if (mask >> tax & 1) {
			exempted->tax_minor[tax] = cell->tax_minor[tax];
			cell->tax_minor[tax] = 0;
		}
	}
}

/* Step 7 for one part; a frozen one has what it was frozen with. */
static enum err exempt_part(const struct bill_in *in, int part, struct share_amount *cells,
			    struct share_amount *exempted)
{
	size_t size = (size_t)in->n_columns * sizeof *cells;
	int first = part * in->n_columns;
	int64_t total = 0;

	if (in->parts[part].is_frozen) {
		memcpy(&cells[first], &in->frozen[first], size);
		if (in->frozen_exempted != NULL)
			memcpy(&exempted[first], &in->frozen_exempted[first], size);
		return ERR_OK;
	}
	for (int i = first; in->exempt != NULL && i < first + in->n_columns; i++) {
		exempt_cell(in, part, i - first, &cells[i], &exempted[i]);
		total += share_total(&cells[i]);
	}
	return total < 0 ? ERR_FROZEN : ERR_OK;
}

/* Step 7: cells come as reckoned, and go as charged. */
static enum err exempt_parts(const struct bill_in *in, struct share_amount *cells,
			     struct share_amount *exempted, struct bill_out *out)
{
	struct share_amount sum = { 0 };
	int n = in->n_parts * in->n_columns;
	enum err err = ERR_OK;

	if (in->exempt == NULL && in->frozen_exempted == NULL)
		return ERR_OK;
	memset(exempted, 0, (size_t)n * sizeof *exempted);
	for (int i = 0; err == ERR_OK && i < in->n_parts; i++)
		err = exempt_part(in, i, cells, exempted);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = share_add(&sum, &exempted[i], &sum);
	if (err == ERR_OK)
		err = share_total_checked(&sum, &out->exempted_minor);
	if (err == ERR_OK)
		err = money_subtract_minor(out->total_minor, out->exempted_minor,
					   &out->total_minor);
	return err;
}

/* Shares into `cells` and `exempted`, and copies them out when all went well. */
static enum err share_cells(const struct bill_in *in, const struct bill_lines *lines,
			    struct share_amount *cells, struct share_amount *exempted,
			    struct bill_out *out)
{
	size_t size = (size_t)(in->n_parts * in->n_columns) * sizeof *cells;
	enum err err = bill_parts_share(in, lines, out->target, cells, &out->free_minor);

	if (err == ERR_OK)
		err = exempt_parts(in, cells, exempted, out);
	if (err != ERR_OK || size == 0)
		return err;
	memcpy(out->cells, cells, size);
	if (in->exempt != NULL || in->frozen_exempted != NULL) {
		assert(out->exempted != NULL);
		memcpy(out->exempted, exempted, size);
	}
	return ERR_OK;
}

static enum err share_in_few(const struct bill_in *in, const struct bill_lines *lines,
			     struct bill_out *out)
{
	struct share_amount cells[BILL_FEW_CELLS], exempted[BILL_FEW_CELLS];

	return share_cells(in, lines, cells, exempted, out);
}

static enum err share_in_many(const struct bill_in *in, const struct bill_lines *lines,
			      struct bill_out *out)
{
	struct share_amount cells[BILL_PARTS_MAX * BILL_COLUMNS_MAX];
	struct share_amount exempted[BILL_PARTS_MAX * BILL_COLUMNS_MAX];

	return share_cells(in, lines, cells, exempted, out);
}

enum err bill_compute(const struct bill_in *in, struct bill_out *ret_out)
{
	int64_t left[BILL_COLUMNS_MAX], service[BILL_PARTS_MAX + 1];
	struct bill_lines lines = { .service = NULL };
	struct bill_out out = { .cells = ret_out->cells, .exempted = ret_out->exempted };
	enum err err = check_bounds(in);

	if (err == ERR_OK)
		err = add_lines(in, lines.amounts);
	if (err != ERR_OK)
		return err;
	memcpy(left, lines.amounts, sizeof left);
	err = take_discounts(in, left, &out);
	if (err == ERR_OK && in->service.rate_ppm > 0) {
		err = bill_service_add(in, lines.amounts, left, service, &out.service_minor);
		lines.service = service;
	}
	if (err == ERR_OK)
		err = find_target(in, left, &out);
	if (err == ERR_OK)
		err = in->n_parts * in->n_columns <= BILL_FEW_CELLS
			      ? share_in_few(in, &lines, &out)
			      : share_in_many(in, &lines, &out);
	if (err == ERR_OK)
		*ret_out = out;
	return err;
}

int64_t bill_part_total(const struct bill_in *in, const struct bill_out *out, int part)
{
	int64_t total = 0;

	assert(part >= 0 && part < in->n_parts);
	for (int i = 0; i < in->n_columns; i++)
		total += share_total(&out->cells[part * in->n_columns + i]);
	return total;
}
