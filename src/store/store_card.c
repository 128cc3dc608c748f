/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_card.c -- SQL for cards on file.
 */
#include "store/store_card.h"

#include "base/str.h"

enum err store_card_insert(struct tx *tx, struct card_on_file *card)
{
	static const char sql[] =
		"INSERT INTO card_on_file (property, id, name, processor, customer, method, brand, "
		"last_four, consent, consent_unix_ms, staff, is_active, version) VALUES ($1, $2, "
		"$3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 1)";

	card->id = tx_id(tx);
	card->staff = tx->act->staff;
	card->consent_unix_ms = tx->at_unix_ms;
	card->is_active = true;
	return db_run(tx->db, sql, V(tx->property), V(card->id), V(card->name), V(card->processor),
		      V(card->customer), V(card->method), V(card->brand), V(card->last_four),
		      V(card->consent), V(card->consent_unix_ms), V(card->staff));
}

enum err store_card_save(struct tx *tx, const struct card_on_file *card)
{
	static const char sql[] =
		"UPDATE card_on_file SET processor = $3, customer = $4, method = $5, brand = $6, "
		"last_four = $7, is_active = $8, version = version + 1 WHERE property = $1 "
		"AND id = $2";

	return db_run(tx->db, sql, V(tx->property), V(card->id), V(card->processor),
		      V(card->customer), V(card->method), V(card->brand), V(card->last_four),
		      V(card->is_active));
}

#define CARD_COLUMNS                                                                          \
	"SELECT id, name, processor, customer, method, brand, last_four, consent, "           \
	"consent_unix_ms, staff FROM card_on_file WHERE property = $1 AND is_active = 1 "

static void read_card(struct db_rows *rows, struct card_on_file *card)
{
	*card = (struct card_on_file){ .id = db_int(rows, 0),
				       .consent_unix_ms = db_int(rows, 8),
				       .staff = db_int(rows, 9),
				       .is_active = true };
	str_copy(card->name, sizeof card->name, db_text(rows, 1));
	str_copy(card->processor, sizeof card->processor, db_text(rows, 2));
	str_copy(card->customer, sizeof card->customer, db_text(rows, 3));
	str_copy(card->method, sizeof card->method, db_text(rows, 4));
	str_copy(card->brand, sizeof card->brand, db_text(rows, 5));
	str_copy(card->last_four, sizeof card->last_four, db_text(rows, 6));
	str_copy(card->consent, sizeof card->consent, db_text(rows, 7));
}

static enum err list_cards(struct db_rows *rows, struct card_on_file *cards, int size, int *ret_n)
{
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		read_card(rows, &cards[n++]);
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_card_load(struct db *db, int64_t id, struct card_on_file *ret_card)
{
	static const char sql[] = CARD_COLUMNS "AND id = $2";
	int n = 0;
	enum err err = list_cards(db_query(db, sql, V(db_property(db)), V(id)), ret_card, 1, &n);

	return err == ERR_OK && n == 0 ? ERR_NOT_FOUND : err;
}

enum err store_card_list(struct db *db, struct card_on_file *cards, int size, int *ret_n)
{
	static const char sql[] = CARD_COLUMNS "ORDER BY name, id LIMIT $2";

	return list_cards(db_query(db, sql, V(db_property(db)), V(size)), cards, size, ret_n);
}
