/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/ring_count.c -- what is left of what is counted, while lines grow and shrink.
 */
#include "service/bill.h"
#include "service/ring.h"

/* The counted items of a line, one for each time it holds them: the item, and pieces of a set. */
static enum err counted(struct tx *tx, int64_t line, int64_t items[RING_CHOICES_MAX + 1],
			int *ret_n)
{
	static const char sql[] =
		"SELECT l.item FROM line l JOIN item i ON i.property = l.property "
		"AND i.id = l.item WHERE l.property = $1 AND i.remaining >= 0 AND l.bill = "
		"(SELECT bill FROM line WHERE property = $1 AND id = $2) AND (l.id = $2 "
		"OR (l.of = $2 AND l.kind = 'choice' AND l.choice <> 0))";
	struct db_rows *rows = db_query(tx->db, sql, V(tx->property), V(line));
	enum err err;
	int n = 0;

	while (n <= RING_CHOICES_MAX && db_next(rows))
		items[n++] = db_int(rows, 0);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err ring_again_in(struct tx *tx, int64_t line, int64_t quantity)
{
	int64_t items[RING_CHOICES_MAX + 1];
	int n = 0;
	enum err err = counted(tx, line, items, &n);

	for (int i = 0; err == ERR_OK && i < n; i++)
		err = store_item_take(tx, items[i], quantity);
	return err;
}

enum err ring_voided_in(struct tx *tx, const struct bill_line_sum *sum, int64_t quantity)
{
	static const char sql[] =
		"SELECT coalesce(sum(sent), 0) FROM line WHERE property = $1 AND bill = $2 "
		"AND of = $3";
	int64_t items[RING_CHOICES_MAX + 1], sent = 0, fresh;
	int n = 0;
	enum err err = counted(tx, sum->row.id, items, &n);

	if (err != ERR_OK || n == 0)
		return err;
	err = db_one_int(tx->db, &sent, sql, V(tx->property), V(sum->row.bill), V(sum->row.id));
	fresh = sum->quantity - sent < quantity ? sum->quantity - sent : quantity;
	for (int i = 0; err == ERR_OK && fresh > 0 && i < n; i++)
		err = store_item_take(tx, items[i], -fresh);
	return err;
}
