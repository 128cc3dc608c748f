/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/seal.c -- writing out the cut for signing.
 */
#include "store/seal.h"

#include "base/clock.h"

static enum err add_heads(struct db *db, int32_t date, struct str *text)
{
	static const char sql[] = "SELECT station, seq, hash FROM day_head "
				  "WHERE property = $1 AND business_date = $2 ORDER BY station";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));

	while (db_next(rows))
		str_addf(text, "head %lld %lld %s\n", (long long)db_int(rows, 0),
			 (long long)db_int(rows, 1), db_text(rows, 2));
	return db_end(rows);
}

static enum err add_totals(struct db *db, int32_t date, struct str *text)
{
	static const char sql[] =
		"SELECT account, unit, opening_minor, debit_minor, credit_minor, closing_minor "
		"FROM day_total WHERE property = $1 AND business_date = $2 ORDER BY account, unit";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));

	while (db_next(rows))
		str_addf(text, "total %lld %s %lld %lld %lld %lld\n", (long long)db_int(rows, 0),
			 db_text(rows, 1), (long long)db_int(rows, 2), (long long)db_int(rows, 3),
			 (long long)db_int(rows, 4), (long long)db_int(rows, 5));
	return db_end(rows);
}

/* What was sold on the date, and ever up to it. */
static enum err add_sales(struct db *db, int32_t date, struct str *text)
{
	static const char of_day[] =
		"SELECT count(*), coalesce(sum(total_minor), 0) FROM part_close "
		"WHERE property = $1 AND business_date = $2";
	static const char ever[] =
		"SELECT coalesce(sum(total_minor), 0) FROM part_close "
		"WHERE property = $1 AND business_date <= $2";
	struct db_rows *rows = db_query(db, of_day, V(db_property(db)), V(date));
	int64_t perpetual = 0;
	enum err err;

	if (db_next(rows))
		str_addf(text, "papers %lld %lld\n", (long long)db_int(rows, 0),
			 (long long)db_int(rows, 1));
	err = db_end(rows);
	if (err == ERR_OK)
		err = db_one_int(db, &perpetual, ever, V(db_property(db)), V(date));
	str_addf(text, "perpetual %lld\n", (long long)perpetual);
	return err;
}

enum err seal_text(struct db *db, int32_t date, int32_t next_date, struct str *ret_text)
{
	char today[CLOCK_DATE_SIZE], next[CLOCK_DATE_SIZE];
	struct str text = { 0 };
	enum err err;

	str_addf(&text, "sanduq-seal-1\nproperty %lld\ndate %s\nnext %s\n",
		 (long long)db_property(db), clock_date_text(date, today),
		 clock_date_text(next_date, next));
	err = add_heads(db, date, &text);
	if (err == ERR_OK)
		err = add_totals(db, date, &text);
	if (err == ERR_OK)
		err = add_sales(db, date, &text);
	if (err == ERR_OK && !str_ok(&text))
		err = ERR_MEMORY;
	if (err != ERR_OK) {
		str_done(&text);
		return err;
	}
	*ret_text = text;
	return ERR_OK;
}
