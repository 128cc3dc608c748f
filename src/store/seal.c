/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/seal.c -- builds the text that seals a business date from its rows.
 */
#include "store/seal.h"

#include <string.h>

#include "base/clock.h"

static enum err add_heads(struct db *db, int32_t date, struct str *into)
{
	static const char sql[] = "SELECT station, seq, hash FROM day_head WHERE property = $1 "
				  "AND business_date = $2 ORDER BY station";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));

	while (db_next(rows))
		str_addf(into, "head %lld %lld %s\n", (long long)db_int(rows, 0),
			 (long long)db_int(rows, 1), db_text(rows, 2));
	return db_end(rows);
}

static enum err add_totals(struct db *db, int32_t date, struct str *into)
{
	static const char sql[] =
		"SELECT account, unit, opening_minor, debit_minor, credit_minor, closing_minor "
		"FROM day_total WHERE property = $1 AND business_date = $2 ORDER BY account, unit";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));

	while (db_next(rows)) {
		str_addf(into, "total %lld %s", (long long)db_int(rows, 0), db_text(rows, 1));
		for (int i = 2; i <= 5; i++)
			str_addf(into, " %lld", (long long)db_int(rows, i));
		str_add_char(into, '\n');
	}
	return db_end(rows);
}

/* The perpetual total of the seal before this date; 0 when there is none. */
static enum err perpetual_before(struct db *db, int32_t date, int64_t *ret_total_minor)
{
	static const char sql[] = "SELECT text FROM day_seal WHERE property = $1 "
				  "AND business_date < $2 ORDER BY business_date DESC LIMIT 1";
	static const char word[] = "\nperpetual ";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));
	int64_t total = 0;
	bool is_good = true;
	enum err err;

	if (db_next(rows)) {
		const char *at = strstr(db_text(rows, 0), word);
		char number[24] = "";

		if (at != NULL)
			str_copy(number, sizeof number, at + strlen(word));
		number[strcspn(number, "\n")] = '\0';
		is_good = str_int64(number, &total);
	}
	err = db_end(rows);
	if (err != ERR_OK)
		return err;
	if (!is_good)
		return ERR_CORRUPT;
	*ret_total_minor = total;
	return ERR_OK;
}

static enum err add_papers(struct db *db, int32_t date, struct str *into)
{
	static const char sql[] = "SELECT count(*), coalesce(sum(total_minor), 0) FROM part_close "
				  "WHERE property = $1 AND business_date = $2";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(date));
	int64_t count = 0, total = 0, before = 0;
	enum err err;

	if (db_next(rows)) {
		count = db_int(rows, 0);
		total = db_int(rows, 1);
	}
	err = db_end(rows);
	if (err == ERR_OK)
		err = perpetual_before(db, date, &before);
	if (err == ERR_OK && __builtin_add_overflow(before, total, &before))
		err = ERR_OVERFLOW;
	if (err != ERR_OK)
		return err;
	str_addf(into, "papers %lld %lld\nperpetual %lld\n", (long long)count, (long long)total,
		 (long long)before);
	return ERR_OK;
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
		err = add_papers(db, date, &text);
	if (err == ERR_OK && !str_ok(&text))
		err = ERR_MEMORY;
	if (err != ERR_OK) {
		str_done(&text);
		return err;
	}
	*ret_text = text;
	return ERR_OK;
}
