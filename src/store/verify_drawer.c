/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_drawer.c -- each drawer session agrees with the journal (C3, L6): its float, what
 * was moved, its counts, its end with the figures of its Z; and what drawers hold is what their
 * open sessions say.
 */
#include <inttypes.h>

#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

#define MOVED                                                                               \
	"CASE WHEN w.kind IN ('float', 'paid-in') THEN w.amount_minor "                    \
	"ELSE -w.amount_minor END"
#define LAST_ROUND                                                                          \
	"(SELECT max(x.round) FROM drawer_tally AS x WHERE x.property = c.property "        \
	"AND x.session = c.session)"

/* What floats, tenders and moves put into each session's drawer, and refunds took out, by unit. */
#define CASH                                                                                \
	"cash AS (SELECT m.session, m.unit, sum(m.amount_minor) AS amount_minor FROM ("     \
	"SELECT s.id AS session, s.unit, s.float_minor AS amount_minor "                    \
	"FROM drawer_session AS s WHERE s.property = $1 "                                   \
	"UNION ALL SELECT t.drawer_session, t.unit, t.given_minor "                         \
	"FROM tender AS t WHERE t.property = $1 AND t.drawer_session <> 0 "                 \
	"UNION ALL SELECT t.drawer_session, b.unit, -t.change_minor "                       \
	"FROM tender AS t JOIN bill AS b ON b.property = t.property AND b.id = t.bill "     \
	"WHERE t.property = $1 AND t.drawer_session <> 0 "                                  \
	"UNION ALL SELECT g.drawer_session, g.unit, -g.given_minor FROM refund_leg AS g "   \
	"WHERE g.property = $1 AND g.drawer_session <> 0 "                                  \
	"UNION ALL SELECT w.session, w.unit, " MOVED " FROM drawer_move AS w "              \
	"WHERE w.property = $1) AS m GROUP BY m.session, m.unit)"

static const struct verify_question sessions[] = {
	{ "drawer_session", "its entry has another float",
	  "SELECT s.id FROM drawer_session AS s WHERE s.property = $1 AND s.float_minor <> "
	  POSTED("s.entry", "$2", "s.unit") " ORDER BY s.id LIMIT 1", { LEDGER_DRAWER } },
	{ "drawer_move", "its entry moves another amount",
	  "SELECT w.id FROM drawer_move AS w WHERE w.property = $1 AND w.kind <> 'no-sale' AND "
	  MOVED " <> " POSTED("w.entry", "$2", "w.unit") " ORDER BY w.id LIMIT 1",
	  { LEDGER_DRAWER } },
	{ "drawer_move", "its entry has another side than the safe, tips or what was paid",
	  "SELECT w.id FROM drawer_move AS w WHERE w.property = $1 AND w.kind <> 'no-sale' AND "
	  MOVED " + CASE WHEN w.kind IN ('float', 'drop') THEN " POSTED("w.entry", "$2", "w.unit")
	  " WHEN w.kind = 'tip-out' THEN " POSTED("w.entry", "$3", "w.unit") " ELSE "
	  POSTED("w.entry", "$4", "w.unit") " END <> 0 ORDER BY w.id LIMIT 1",
	  { LEDGER_SAFE, LEDGER_TIPS, LEDGER_PAID } },
	{ "drawer_move", "its slip is not there (B7)",
	  "SELECT w.id FROM drawer_move AS w WHERE w.property = $1 AND w.kind NOT IN "
	  "('float', 'no-sale') AND NOT EXISTS (SELECT 1 FROM paper AS p WHERE "
	  "p.property = w.property AND p.id = w.paper AND p.series = 'cash') "
	  "ORDER BY w.id LIMIT 1", { 0 } },
	{ "drawer_tally", "was counted otherwise",
	  "SELECT c.id FROM drawer_tally AS c WHERE c.property = $1 AND c.counted_minor <> "
	  "(SELECT coalesce(sum(CASE n.denomination_minor WHEN 0 THEN n.quantity "
	  "ELSE n.denomination_minor * n.quantity END), 0) FROM drawer_count AS n WHERE "
	  "n.property = c.property AND n.session = c.session AND n.round = c.round "
	  "AND n.unit = c.unit) ORDER BY c.id LIMIT 1", { 0 } },
};

static const struct verify_question ends[] = {
	{ "drawer_close", "expects what the session did not take (C3)",
	  "WITH " CASH " SELECT c.id FROM drawer_close AS c LEFT JOIN cash AS m "
	  "ON m.session = c.session AND m.unit = c.unit WHERE c.property = $1 AND "
	  "c.expected_minor <> coalesce(m.amount_minor, 0) ORDER BY c.id LIMIT 1", { 0 } },
	{ "drawer_close", "its entry does not take out what was expected",
	  "SELECT c.id FROM drawer_close AS c WHERE c.property = $1 AND "
	  "(c.expected_minor + " POSTED("c.entry", "$2", "c.unit") " <> 0 OR "
	  "c.expected_minor - c.counted_minor <> " POSTED("c.entry", "$3", "c.unit")
	  ") ORDER BY c.id LIMIT 1", { LEDGER_DRAWER, LEDGER_OVER_SHORT } },
	{ "drawer_close", "is not what was counted last (C3)",
	  "SELECT c.id FROM drawer_close AS c WHERE c.property = $1 AND NOT EXISTS "
	  "(SELECT 1 FROM drawer_tally AS t WHERE t.property = c.property "
	  "AND t.session = c.session AND t.unit = c.unit AND t.round = " LAST_ROUND
	  " AND t.expected_minor = c.expected_minor AND t.counted_minor = c.counted_minor) "
	  "ORDER BY c.id LIMIT 1", { 0 } },
	{ "drawer_close", "the figures of its Z come to another amount (C3)",
	  "SELECT c.id FROM drawer_close AS c WHERE c.property = $1 AND c.expected_minor <> "
	  "(SELECT coalesce(sum(f.amount_minor), 0) FROM drawer_figure AS f WHERE "
	  "f.property = c.property AND f.session = c.session AND f.unit = c.unit AND f.kind IN "
	  "('float', 'cash', 'change', 'refund', 'paid-in', 'paid-out', 'drop', 'tip-out')) "
	  "ORDER BY c.id LIMIT 1", { 0 } },
	{ "drawer_session", "was closed without a Z (C3)",
	  "SELECT s.id FROM drawer_session AS s WHERE s.property = $1 AND "
	  "(SELECT count(*) FROM drawer_end AS e WHERE e.property = s.property "
	  "AND e.session = s.id) <> (SELECT count(*) FROM drawer_close AS d WHERE "
	  "d.property = s.property AND d.session = s.id AND d.unit = s.unit) "
	  "ORDER BY s.id LIMIT 1", { 0 } },
	{ "drawer_end", "was counted another number of times",
	  "SELECT c.id FROM drawer_end AS c WHERE c.property = $1 AND c.counts <> " LAST_ROUND
	  " ORDER BY c.id LIMIT 1", { 0 } },
	{ "drawer_end", "its Z is not there (B7)",
	  "SELECT c.id FROM drawer_end AS c LEFT JOIN paper AS p ON p.property = c.property "
	  "AND p.id = c.paper WHERE c.property = $1 AND (p.id IS NULL OR p.series <> 'z' "
	  "OR p.business_date <> c.business_date) ORDER BY c.id LIMIT 1", { 0 } },
	{ "drawer_end", "the session that goes on is not there",
	  "SELECT c.id FROM drawer_end AS c WHERE c.property = $1 AND c.next <> 0 AND NOT EXISTS "
	  "(SELECT 1 FROM drawer_session AS s WHERE s.property = c.property AND s.id = c.next "
	  "AND s.business_date = c.business_date) ORDER BY c.id LIMIT 1", { 0 } },
};

enum err verify_drawers(struct verify *verify)
{
	enum err err = verify_ask(verify, sessions, COUNT(sessions));

	return err == ERR_OK && !verify->is_wrong ? verify_ask(verify, ends, COUNT(ends)) : err;
}

/* Money in drawers, by account and unit, must be that of the sessions still open in that unit. */
enum err verify_held(struct verify *verify)
{
	static const char sql[] =
		"WITH " CASH ", held AS (SELECT $2 * 1000000 + s.drawer AS account, m.unit, "
		"sum(m.amount_minor) AS amount_minor FROM cash AS m JOIN drawer_session AS s "
		"ON s.property = $1 AND s.id = m.session WHERE NOT EXISTS (SELECT 1 "
		"FROM drawer_close AS c WHERE c.property = $1 AND c.session = m.session "
		"AND c.unit = m.unit) GROUP BY s.drawer, m.unit), "
		"posted AS (SELECT p.account, p.unit, sum(p.amount_minor) AS amount_minor "
		"FROM posting AS p WHERE p.property = $1 AND p.account >= $2 * 1000000 "
		"AND p.account < ($2 + 1) * 1000000 GROUP BY p.account, p.unit) "
		"SELECT a.account, a.unit, sum(a.posted_minor), sum(a.held_minor) FROM ("
		"SELECT account, unit, amount_minor AS posted_minor, 0 AS held_minor FROM posted "
		"UNION ALL SELECT account, unit, 0, amount_minor FROM held) AS a "
		"GROUP BY a.account, a.unit HAVING sum(a.posted_minor) <> sum(a.held_minor) "
		"ORDER BY a.account, a.unit LIMIT 1";
	struct db_rows *rows =
		db_query(verify->db, sql, V(verify->property), V((int64_t)LEDGER_DRAWER));

	if (db_next(rows))
		verify_wrong(verify,
			     "account %" PRId64 " %s: holds %" PRId64
			     ", its open sessions %" PRId64 " (L6)",
			     db_int(rows, 0), db_text(rows, 1), db_int(rows, 2), db_int(rows, 3));
	return db_end(rows);
}
