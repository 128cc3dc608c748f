/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/chain.c -- rows into digests, digests into links.
 */
#include "store/chain.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void chain_begin(struct chain *chain, int form)
{
	str_clear(&chain->rows);
	chain->form = form;
	chain->n = 0;
	hash_begin(&chain->hash, "sanduq-rows");
}

void chain_done(struct chain *chain)
{
	str_done(&chain->rows);
}

static void hash_column(struct hash *hash, const struct schema_column *column,
			struct db_rows *rows, int i)
{
	if (db_is_null(rows, i))
		hash_null(hash);
	else if (column->is_text)
		hash_str(hash, db_text(rows, i));
	else
		hash_int(hash, db_int(rows, i));
}

static void add_mark(struct str *marks, int book, int row, const char *digest)
{
	char mark[CHAIN_MARK + 1] = { letters[book], letters[row >> 12 & 63],
				      letters[row >> 6 & 63], letters[row & 63] };

	memcpy(mark + 4, digest, CHAIN_MARK - 4);
	str_add_bytes(marks, mark, CHAIN_MARK);
}

void chain_row(struct chain *chain, const struct schema_table *table, struct db_rows *rows)
{
	struct hash hash;
	char digest[HASH_TEXT_SIZE];

	hash_begin(&hash, "sanduq-row");
	hash_str(&hash, table->name);
	for (int i = 0; i < table->n; i++)
		if (table->column[i].form <= chain->form)
			hash_column(&hash, &table->column[i], rows, i);
	hash_end(&hash, digest);
	hash_str(&chain->hash, digest);
	add_mark(&chain->rows, table->book, id_row(db_int(rows, table->id)), digest);
	chain->n++;
}

enum err chain_table(struct chain *chain, struct db *db, const struct schema_table *table,
		     int64_t from, int64_t to)
{
	struct db_rows *rows =
		db_query(db, table->read, V(db_property(db)), V(from), V(to));

	while (db_next(rows))
		chain_row(chain, table, rows);
	return db_end(rows);
}

void chain_end(struct chain *chain)
{
	hash_end(&chain->hash, chain->digest);
}

void chain_act(const struct schema_table *act, int form, const struct db_value *values,
	       const char *digest, char ret_hash[HASH_TEXT_SIZE])
{
	struct hash hash;

	hash_begin(&hash, "sanduq-act");
	for (int i = 0; i < act->n; i++) {
		if (act->column[i].form > form || strcmp(act->column[i].name, "hash") == 0)
			continue;
		if (values[i].kind == DB_TEXT)
			hash_str(&hash, values[i].text);
		else if (values[i].kind == DB_INT)
			hash_int(&hash, values[i].number);
		else
			hash_null(&hash);
	}
	hash_str(&hash, digest);
	hash_end(&hash, ret_hash);
}

void chain_digits(const char *hash, char ret_digits[CHAIN_DIGITS_SIZE])
{
	unsigned char bytes[HASH_BYTES] = { 0 };
	uint32_t number = 0;

	if (hash_from_text(hash, bytes, sizeof bytes))
		for (int i = 0; i < 4; i++)
			number = number << 8 | bytes[i];
	str_format(ret_digits, CHAIN_DIGITS_SIZE, "%04u-%04u", number / 10000 % 10000,
		   number % 10000);
}

static int letter(char c)
{
	const char *at = c != '\0' ? strchr(letters, c) : NULL;

	return at != NULL ? (int)(at - letters) : -1;
}

bool chain_mark_read(const char *mark, int *ret_book, int *ret_row)
{
	int part[4];

	for (int i = 0; i < 4; i++) {
		part[i] = letter(mark[i]);
		if (part[i] < 0)
			return false;
	}
	*ret_book = part[0];
	*ret_row = part[1] << 12 | part[2] << 6 | part[3];
	return true;
}
