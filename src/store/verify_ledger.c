/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_ledger.c -- the control ledgers agree with the records they control (L6): open
 * checks, what a date's closed parts brought to revenue and tax; and state that repeats what the
 * books say.
 */
#include <inttypes.h>

#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* Open checks owe what was tendered on parts that are not closed. */
static enum err check_open_checks(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.unit, sum(a.posted_minor), sum(a.tendered_minor) FROM ("
		"SELECT p.unit, p.amount_minor AS posted_minor, 0 AS tendered_minor "
		"FROM posting AS p WHERE p.property = $1 AND p.account >= $2 * 1000000 "
		"AND p.account < ($2 + 1) * 1000000 "
		"UNION ALL SELECT b.unit, 0, -t.amount_minor FROM tender AS t JOIN bill AS b "
		"ON b.property = t.property AND b.id = t.bill WHERE t.property = $1 AND NOT EXISTS "
		"(SELECT 1 FROM part_close AS c WHERE c.property = t.property "
		"AND c.part = t.part)) AS a GROUP BY a.unit "
		"HAVING sum(a.posted_minor) <> sum(a.tendered_minor) ORDER BY a.unit LIMIT 1";
	struct db_rows *rows =
		db_query(verify->db, sql, V(verify->property), V((int64_t)LEDGER_OPEN_CHECKS));

	if (db_next(rows))
		verify_wrong(verify,
			     "open checks %s: posted %" PRId64 ", tendered on open parts %" PRId64
			     " (L6)",
			     db_text(rows, 0), db_int(rows, 1), db_int(rows, 2));
	return db_end(rows);
}

/* A date's sale entries bring its closed parts, no more and no less, to revenue, tax and gift
 * cards; its refund entries take back what was refunded. */
static enum err check_sales(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.business_date, a.unit, sum(a.posted_minor), sum(a.closed_minor) FROM ("
		"SELECT p.business_date, p.unit, -p.amount_minor AS posted_minor, "
		"0 AS closed_minor FROM posting AS p JOIN entry AS e ON e.property = p.property "
		"AND e.id = p.entry WHERE p.property = $1 AND e.kind IN ('sale', 'refund') "
		"AND p.account / 1000000 IN ($2, $3, $4) "
		"UNION ALL SELECT r.business_date, r.unit, 0, r.tip_minor - r.total_minor "
		"FROM refund AS r WHERE r.property = $1 "
		"UNION ALL SELECT c.business_date, b.unit, 0, c.total_minor FROM part_close AS c "
		"JOIN bill AS b ON b.property = c.property AND b.id = c.bill "
		"WHERE c.property = $1) AS a GROUP BY a.business_date, a.unit "
		"HAVING sum(a.posted_minor) <> sum(a.closed_minor) "
		"ORDER BY a.business_date, a.unit LIMIT 1";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property),
					V((int64_t)LEDGER_REVENUE), V((int64_t)LEDGER_TAX),
					V((int64_t)LEDGER_GIFT_CARDS));

	if (db_next(rows))
		verify_wrong(verify,
			     "date %" PRId64 " %s: revenue and tax %" PRId64
			     ", closed parts less refunds %" PRId64 " (L4)",
			     db_int(rows, 0), db_text(rows, 1), db_int(rows, 2), db_int(rows, 3));
	return db_end(rows);
}

enum err verify_controls(struct verify *verify)
{
	enum err err = verify_held(verify);

	verify_tell(verify, 1, 3);
	if (err == ERR_OK)
		err = check_open_checks(verify);
	verify_tell(verify, 2, 3);
	return err == ERR_OK ? check_sales(verify) : err;
}

enum err verify_state(struct verify *verify)
{
	static const struct verify_question questions[] = {
		{ "bill", "has no state row",
		  "SELECT b.id FROM bill AS b WHERE b.property = $1 AND NOT EXISTS "
		  "(SELECT 1 FROM bill_live AS l WHERE l.property = b.property "
		  "AND l.bill = b.id) ORDER BY b.id LIMIT 1", { 0 } },
		{ "drawer_live", "is in a session that is over or not its own",
		  "SELECT l.drawer FROM drawer_live AS l WHERE l.property = $1 AND "
		  "l.session <> 0 AND NOT EXISTS (SELECT 1 FROM drawer_session AS s WHERE "
		  "s.property = l.property AND s.id = l.session AND s.drawer = l.drawer "
		  "AND s.holder = l.holder "
		  "AND NOT EXISTS (SELECT 1 FROM drawer_close AS c WHERE "
		  "c.property = s.property AND c.session = s.id AND c.unit = s.unit)) "
		  "ORDER BY l.drawer LIMIT 1", { 0 } },
		{ "drawer_session", "is open, but its drawer is not in it",
		  "SELECT s.id FROM drawer_session AS s WHERE s.property = $1 AND NOT EXISTS "
		  "(SELECT 1 FROM drawer_close AS c WHERE c.property = s.property "
		  "AND c.session = s.id) AND NOT EXISTS (SELECT 1 FROM drawer_live AS l WHERE "
		  "l.property = s.property AND l.drawer = s.drawer AND l.session = s.id) "
		  "ORDER BY s.id LIMIT 1", { 0 } },
		{ "property", "its business date is not the one its last seal opened (L8)",
		  "SELECT p.property FROM property AS p WHERE p.property = $1 AND EXISTS "
		  "(SELECT 1 FROM day_seal AS s WHERE s.property = p.property "
		  "AND s.next_date > p.business_date)", { 0 } },
	};

	return verify_ask(verify, questions, COUNT(questions));
}
