/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_gift.c -- SQL for gift cards and vouchers.
 */
#include "store/store_gift.h"

#include "base/str.h"

#define CARD_COLUMNS                                                                             \
	"c.id, c.number, c.unit, c.is_active, coalesce((SELECT sum(m.amount_minor) "            \
	"FROM gift_move m WHERE m.property = c.property AND m.gift_card = c.id), 0) "           \
	"FROM gift_card c "

static enum err one_card(struct db_rows *rows, struct gift_card *ret_card)
{
	struct gift_card card = { 0 };
	bool found = db_next(rows);
	enum err err;

	if (found) {
		card = (struct gift_card){ .id = db_int(rows, 0),
					   .is_active = db_int(rows, 3) == 1,
					   .balance_minor = db_int(rows, 4) };
		str_copy(card.number, sizeof card.number, db_text(rows, 1));
		str_copy(card.unit, sizeof card.unit, db_text(rows, 2));
	}
	err = db_end(rows);
	if (err == ERR_OK && !found)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*ret_card = card;
	return err;
}

enum err store_gift_by_number(struct db *db, const char *number, struct gift_card *ret_card)
{
	static const char sql[] = "SELECT " CARD_COLUMNS "WHERE c.property = $1 AND c.number = $2";

	return one_card(db_query(db, sql, V(db_property(db)), V(number)), ret_card);
}

enum err store_gift_by_id(struct db *db, int64_t id, struct gift_card *ret_card)
{
	static const char sql[] = "SELECT " CARD_COLUMNS "WHERE c.property = $1 AND c.id = $2";

	return one_card(db_query(db, sql, V(db_property(db)), V(id)), ret_card);
}

enum err store_gift_insert(struct tx *tx, struct gift_card *card)
{
	static const char sql[] = "INSERT INTO gift_card (property, id, number, unit, is_active, "
				  "version) VALUES ($1, $2, $3, $4, 1, 1)";

	card->id = tx_id(tx);
	card->is_active = true;
	return db_run(tx->db, sql, V(tx->property), V(card->id), V(card->number), V(card->unit));
}

enum err store_gift_line_insert(struct tx *tx, int64_t bill, int64_t line, int64_t card)
{
	static const char sql[] = "INSERT INTO gift_line (property, id, line, bill, gift_card) "
				  "VALUES ($1, $2, $3, $4, $5)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(line), V(bill), V(card));
}

enum err store_gift_of_line(struct db *db, int64_t line, int64_t *ret_card)
{
	static const char sql[] =
		"SELECT gift_card FROM gift_line WHERE property = $1 AND line = $2";

	return db_one_int(db, ret_card, sql, V(db_property(db)), V(line));
}

enum err store_gift_of_tender(struct db *db, int64_t tender, int64_t *ret_card)
{
	static const char sql[] =
		"SELECT gift_card FROM gift_move WHERE property = $1 AND tender = $2";

	return db_one_int(db, ret_card, sql, V(db_property(db)), V(tender));
}

enum err store_gift_lines(struct db *db, int64_t bill, struct gift_line *lines, int size,
			  int *ret_n)
{
	static const char sql[] = "SELECT line, gift_card FROM gift_line "
				  "WHERE property = $1 AND bill = $2 ORDER BY id";
	struct db_rows *rows = db_query(db, sql, V(db_property(db)), V(bill));
	enum err err;
	int n = 0;

	while (n < size && db_next(rows))
		lines[n++] = (struct gift_line){ db_int(rows, 0), db_int(rows, 1) };
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}

enum err store_gift_move_insert(struct tx *tx, const char *unit, const struct gift_move *move)
{
	static const char sql[] =
		"INSERT INTO gift_move (property, id, gift_card, line, tender, refund_leg, unit, "
		"amount_minor, entry, business_date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
		"$10)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(move->card), V(move->line),
		      V(move->tender), V(move->refund_leg), V(unit), V(move->amount_minor),
		      V(move->entry), V(tx->business_date));
}

enum err store_voucher_insert(struct tx *tx, int64_t tender, int64_t tender_type,
			      const char *number)
{
	static const char sql[] = "INSERT INTO voucher (property, id, tender, tender_type, number) "
				  "VALUES ($1, $2, $3, $4, $5)";

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(tender), V(tender_type),
		      V(number));
}

enum err store_voucher_is_taken(struct db *db, int64_t tender_type, const char *number,
				bool *ret_taken)
{
	static const char sql[] =
		"SELECT count(*) FROM voucher v JOIN tender t ON t.property = v.property "
		"AND t.id = v.tender WHERE v.property = $1 AND v.tender_type = $2 "
		"AND v.number = $3 AND t.amount_minor > coalesce((SELECT sum(g.amount_minor) "
		"FROM refund_leg g WHERE g.property = v.property AND g.tender = v.tender "
		"AND g.tender_type = v.tender_type), 0)";
	int64_t n = 0;
	enum err err = db_one_int(db, &n, sql, V(db_property(db)), V(tender_type), V(number));

	if (err == ERR_OK)
		*ret_taken = n > 0;
	return err;
}
