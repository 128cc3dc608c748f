/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_gift.c -- gift cards: no balance below zero, every move has what moved it, and the
 * ledger is what the cards hold (P5, L6).
 */
#include <inttypes.h>

#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static const struct verify_question questions[] = {
	{ "gift_card", "holds less than nothing (P5)",
	  "SELECT m.gift_card FROM gift_move AS m WHERE m.property = $1 "
	  "GROUP BY m.gift_card, m.unit HAVING sum(m.amount_minor) < 0 "
	  "ORDER BY m.gift_card LIMIT 1", { 0 } },
	{ "gift_move", "is not of one card's line, tender or refund",
	  "SELECT m.id FROM gift_move AS m LEFT JOIN gift_card AS c ON c.property = m.property "
	  "AND c.id = m.gift_card WHERE m.property = $1 AND (c.id IS NULL OR c.unit <> m.unit OR "
	  "(CASE WHEN m.line <> 0 THEN 1 ELSE 0 END) + (CASE WHEN m.tender <> 0 THEN 1 ELSE 0 END) "
	  "+ (CASE WHEN m.refund_leg <> 0 THEN 1 ELSE 0 END) <> 1) ORDER BY m.id LIMIT 1", { 0 } },
	{ "gift_move", "is not what its tender paid",
	  "SELECT m.id FROM gift_move AS m LEFT JOIN tender AS t ON t.property = m.property "
	  "AND t.id = m.tender WHERE m.property = $1 AND m.tender <> 0 AND (t.id IS NULL "
	  "OR t.amount_minor + m.amount_minor <> 0 OR t.entry <> m.entry) "
	  "ORDER BY m.id LIMIT 1", { 0 } },
	{ "gift_move", "is not what its refund loaded",
	  "SELECT m.id FROM gift_move AS m LEFT JOIN refund_leg AS g ON g.property = m.property "
	  "AND g.id = m.refund_leg WHERE m.property = $1 AND m.refund_leg <> 0 AND "
	  "(g.id IS NULL OR g.amount_minor <> m.amount_minor OR g.entry <> m.entry) "
	  "ORDER BY m.id LIMIT 1", { 0 } },
	{ "gift_move", "is not of its line's card",
	  "SELECT m.id FROM gift_move AS m WHERE m.property = $1 AND m.line <> 0 AND NOT EXISTS "
	  "(SELECT 1 FROM gift_line AS g WHERE g.property = m.property AND g.line = m.line "
	  "AND g.gift_card = m.gift_card) ORDER BY m.id LIMIT 1", { 0 } },
	{ "tender", "its gift card was not charged",
	  "SELECT t.id FROM tender_type AS y JOIN tender AS t ON t.property = y.property "
	  "AND t.tender_type = y.id WHERE y.property = $1 AND y.driver = 'gift' AND NOT EXISTS "
	  "(SELECT 1 FROM gift_move AS m WHERE m.property = t.property AND m.tender = t.id) "
	  "ORDER BY t.id LIMIT 1", { 0 } },
	{ "voucher", "is not of its tender's kind",
	  "SELECT v.id FROM voucher AS v LEFT JOIN tender AS t ON t.property = v.property "
	  "AND t.id = v.tender WHERE v.property = $1 AND (t.id IS NULL "
	  "OR t.tender_type <> v.tender_type) ORDER BY v.id LIMIT 1", { 0 } },
};

/* What is sold and paid for waits in the ledger until its bill closes and loads the card. */
static enum err check_ledger(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.unit, sum(a.posted_minor), sum(a.held_minor) FROM ("
		"SELECT p.unit, -p.amount_minor AS posted_minor, 0 AS held_minor "
		"FROM posting AS p WHERE p.property = $1 AND p.account >= $2 * 1000000 "
		"AND p.account < ($2 + 1) * 1000000 "
		"UNION ALL SELECT m.unit, 0, m.amount_minor FROM gift_move AS m "
		"WHERE m.property = $1 "
		"UNION ALL SELECT b.unit, 0, f.amount_minor FROM bill_live AS l JOIN bill AS b "
		"ON b.property = l.property AND b.id = l.bill JOIN part_close AS c "
		"ON c.property = l.property AND c.bill = l.bill JOIN frozen AS f "
		"ON f.property = l.property AND f.bill = l.bill AND f.part = c.part "
		"JOIN department AS d ON d.property = l.property AND d.number = f.department "
		"WHERE l.property = $1 AND l.state <> 'closed' AND d.ledger = $2 "
		"AND f.component = 0 AND f.round = (SELECT count(*) FROM thaw AS h "
		"WHERE h.property = f.property AND h.part = f.part)) AS a "
		"GROUP BY a.unit HAVING sum(a.posted_minor) <> sum(a.held_minor) "
		"ORDER BY a.unit LIMIT 1";
	struct db_rows *rows =
		db_query(verify->db, sql, V(verify->property), V((int64_t)LEDGER_GIFT_CARDS));

	if (db_next(rows))
		verify_wrong(verify,
			     "gift cards %s: posted %" PRId64 ", on the cards %" PRId64 " (L6)",
			     db_text(rows, 0), db_int(rows, 1), db_int(rows, 2));
	return db_end(rows);
}

enum err verify_gifts(struct verify *verify)
{
	enum err err = verify_ask(verify, questions, COUNT(questions));

	return err == ERR_OK ? check_ledger(verify) : err;
}
