/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/bill_service.c -- the service charge: a rate on what the base columns come to, once, and who
 *                        consumed how much of them.
 */
#include "core/bill_service.h"

#include <string.h>

#include "core/money.h"

#define OWNERS_MAX (BILL_PARTS_MAX + 1)   /* the pool and all parts */

enum err bill_service_check(const struct bill_in *in)
{
	const struct bill_service *service = &in->service;

	if (service->rate_ppm == 0)
		return ERR_OK;
	return service->rate_ppm > 0 && service->column >= 0 && service->column < in->n_columns
		       ? ERR_OK
		       : ERR_RANGE;
}

static bool is_base(const struct bill_in *in, int column)
{
	return column != in->service.column && !in->columns[column].is_service_free;
}

static enum err find_base(const struct bill_in *in, const int64_t *left, int64_t *ret_base)
{
	int64_t base = 0;
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < in->n_columns; i++)
		if (is_base(in, i))
			err = money_add_minor(base, left[i], &base);
	if (err == ERR_OK)
		*ret_base = base;
	return err;
}

/* The lines of the base by owner and column. */
static enum err add_owned(const struct bill_in *in, int64_t *owned)
{
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && i < in->n_lines; i++) {
		const struct bill_line *line = &in->lines[i];
		int64_t *sum = &owned[line->column * OWNERS_MAX + line->part];

		err = money_add_minor(*sum, line->amount_minor, sum);
	}
	return err;
}

/* What each owner consumed of one column: their lines, or their share of what a discount left. */
static enum err consume(const struct bill_in *in, int64_t amount, int64_t left,
			const int64_t *owned, int64_t *consumed)
{
	int64_t share[OWNERS_MAX];
	int n = in->n_parts + 1;
	enum err err = ERR_OK;

	memcpy(share, owned, (size_t)n * sizeof *share);
	if (left != amount)
		err = share_by_amount(left, owned, n, share);
	for (int i = 0; err == ERR_OK && i < n; i++)
		err = money_add_minor(consumed[i], share[i], &consumed[i]);
	return err;
}

static enum err share_service(const struct bill_in *in, const int64_t *amounts,
			      const int64_t *left, int64_t service, int64_t *ret_shares)
{
	int64_t owned[BILL_COLUMNS_MAX * OWNERS_MAX], consumed[OWNERS_MAX] = { 0 };
	enum err err;

	memset(owned, 0, (size_t)in->n_columns * OWNERS_MAX * sizeof *owned);
	err = add_owned(in, owned);
	for (int i = 0; err == ERR_OK && i < in->n_columns; i++)
		if (is_base(in, i))
			err = consume(in, amounts[i], left[i], &owned[i * OWNERS_MAX], consumed);
	return err == ERR_OK ? share_by_amount(service, consumed, in->n_parts + 1, ret_shares)
			     : err;
}

enum err bill_service_add(const struct bill_in *in, int64_t *amounts, int64_t *left,
			  int64_t *ret_shares, int64_t *ret_service)
{
	int column = in->service.column;
	int64_t base, service;
	enum err err = find_base(in, left, &base);

	if (err == ERR_OK)
		err = money_rate(base, in->service.rate_ppm, &service);
	if (err == ERR_OK)
		err = share_service(in, amounts, left, service, ret_shares);
	if (err == ERR_OK)
		err = money_add_minor(amounts[column], service, &amounts[column]);
	if (err == ERR_OK)
		err = money_add_minor(left[column], service, &left[column]);
	if (err == ERR_OK)
		*ret_service = service;
	return err;
}
