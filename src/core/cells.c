/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * core/cells.c -- what changes a line goes where the line stands, cent by cent.
 */
#include "core/cells.h"

#include <string.h>

#include "core/money.h"

static __int128 add_up(const int64_t *amounts, int n)
{
	__int128 sum = 0;

	for (int i = 0; i < n; i++)
		sum += amounts[i];
	return sum;
}

static enum err all_in_first(int64_t whole, int n, int64_t *ret_parts)
{
	memset(ret_parts, 0, (size_t)n * sizeof *ret_parts);
	ret_parts[0] = whole;
	return ERR_OK;
}

enum err cells_spread(int64_t amount_minor, const int64_t *amounts, const int64_t *gross, int n,
		      int64_t *ret_parts)
{
	if (n < 1 || n > SHARE_MAX)
		return ERR_LIMIT;
	if (add_up(amounts, n) != 0)
		return share_by_amount(amount_minor, amounts, n, ret_parts);
	if (add_up(gross, n) != 0)
		return share_by_amount(amount_minor, gross, n, ret_parts);
	return all_in_first(amount_minor, n, ret_parts);
}

enum err cells_pieces(int64_t quantity, const int64_t *pieces, int n, int64_t *ret_pieces)
{
	int64_t weights[SHARE_MAX];

	if (n < 1 || n > SHARE_MAX)
		return ERR_LIMIT;
	for (int i = 0; i < n; i++)
		weights[i] = pieces[i] > 0 ? pieces[i] : 0;
	if (add_up(weights, n) != 0)
		return share_by_weight(quantity, weights, n, ret_pieces);
	return all_in_first(quantity, n, ret_pieces);
}

enum err cells_worth(int64_t amount_minor, int64_t open_minor, int n_cells, int64_t quantity,
		     int64_t of, int64_t *ret_minor)
{
	__int128 size, open = open_minor < 0 ? -(__int128)open_minor : open_minor;
	int64_t worth;
	enum err err = money_scale(amount_minor, quantity, of, &worth);

	if (err != ERR_OK)
		return err;
	size = worth < 0 ? -(__int128)worth : worth;
	if (open_minor != amount_minor && size > open) {
		__int128 off = (__int128)worth - open_minor;

		if (off > n_cells || off < -n_cells)
			return ERR_FROZEN;
		worth = open_minor;
	}
	*ret_minor = worth;
	return ERR_OK;
}
