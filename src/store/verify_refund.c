/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_refund.c -- what refunds must say: never more than was sold or paid (M4, P5), each
 * agrees with its entry, its lines and its legs, and what is owed is what no leg paid (L6).
 */
#include <inttypes.h>

#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* The entry that paid a leg: its own, or that of its answer. */
#define PAID_BY                                                                            \
	"CASE WHEN g.entry <> 0 THEN g.entry ELSE coalesce((SELECT max(o.entry) "         \
	"FROM outcome AS o WHERE o.property = g.property AND o.payment = g.payment "      \
	"AND o.refund_leg = g.id), 0) END"

static const struct verify_question documents[] = {
	{ "refund", "its entry is not the refund of its part",
	  "SELECT r.id FROM refund AS r LEFT JOIN entry AS e ON e.property = r.property "
	  "AND e.id = r.entry WHERE r.property = $1 AND (e.id IS NULL OR e.kind <> 'refund' "
	  "OR e.bill <> r.bill OR e.part <> r.part OR e.business_date <> r.business_date) "
	  "ORDER BY r.id LIMIT 1", { 0 } },
	{ "entry", "is a refund, but no single document has it",
	  "SELECT e.id FROM entry AS e WHERE e.property = $1 AND e.kind = 'refund' "
	  "AND (SELECT count(*) FROM refund AS r WHERE r.property = e.property "
	  "AND r.part = e.part AND r.entry = e.id) <> 1 ORDER BY e.id LIMIT 1", { 0 } },
	{ "refund", "its part is not closed, or its paper not a credit note of it (B7)",
	  "SELECT r.id FROM refund AS r LEFT JOIN part_close AS c ON c.property = r.property "
	  "AND c.part = r.part LEFT JOIN paper AS p ON p.property = r.property "
	  "AND p.id = r.paper WHERE r.property = $1 AND (c.id IS NULL OR p.id IS NULL "
	  "OR p.series <> 'credit' OR p.bill <> r.bill OR p.part <> r.part "
	  "OR p.business_date <> r.business_date) ORDER BY r.id LIMIT 1", { 0 } },
	{ "refund", "its entry does not owe its total",
	  "SELECT r.id FROM refund AS r WHERE r.property = $1 AND r.total_minor + "
	  POSTED("r.entry", "$2", "r.unit") " <> 0 ORDER BY r.id LIMIT 1",
	  { LEDGER_REFUNDS_OWED } },
	{ "refund", "its entry takes back another tax or tip",
	  "SELECT r.id FROM refund AS r WHERE r.property = $1 AND (r.tax_minor <> "
	  POSTED("r.entry", "$2", "r.unit") " OR r.tip_minor <> "
	  POSTED("r.entry", "$3", "r.unit") ") ORDER BY r.id LIMIT 1",
	  { LEDGER_TAX, LEDGER_TIPS } },
	{ "refund", "its lines are others (M4)",
	  "SELECT r.id FROM refund AS r WHERE r.property = $1 AND "
	  "(r.total_minor - r.tip_minor <> coalesce((SELECT sum(l.amount_minor) "
	  "FROM refund_line AS l WHERE l.property = r.property AND l.refund = r.id), 0) OR "
	  "r.tax_minor <> coalesce((SELECT sum(l.amount_minor) FROM refund_line AS l "
	  "WHERE l.property = r.property AND l.refund = r.id AND l.component > 0), 0)) "
	  "ORDER BY r.id LIMIT 1", { 0 } },
	{ "part_close", "more was refunded of it than it sold (M4)",
	  "SELECT c.id FROM part_close AS c JOIN (SELECT part, sum(total_minor - tip_minor) "
	  "AS back_minor FROM refund WHERE property = $1 GROUP BY part) AS r ON r.part = c.part "
	  "WHERE c.property = $1 AND r.back_minor > c.total_minor ORDER BY c.id LIMIT 1", { 0 } },
	{ "part_close", "more was refunded of a column than it held (M4)",
	  "SELECT c.id FROM (SELECT r.bill, r.part, l.tax_version, l.department, l.component, "
	  "sum(l.amount_minor) AS back_minor FROM refund AS r JOIN refund_line AS l "
	  "ON l.property = r.property AND l.refund = r.id WHERE r.property = $1 "
	  "GROUP BY r.bill, r.part, l.tax_version, l.department, l.component) AS b "
	  "JOIN part_close AS c ON c.property = $1 AND c.part = b.part WHERE b.back_minor > 0 "
	  "AND b.back_minor > coalesce((SELECT sum(CASE WHEN f.amount_minor > 0 "
	  "THEN f.amount_minor ELSE 0 END) FROM frozen AS f WHERE f.property = $1 "
	  "AND f.bill = b.bill AND f.part = b.part AND f.tax_version = b.tax_version "
	  "AND f.department = b.department AND f.component = b.component "
	  "AND f.round = (SELECT count(*) FROM thaw AS h WHERE h.property = $1 "
	  "AND h.part = b.part)), 0) ORDER BY c.id LIMIT 1", { 0 } },
	{ "refund", "its line is not one of its bill, or more pieces than it has",
	  "SELECT x.refund FROM (SELECT min(r.id) AS refund, r.bill, l.line, "
	  "sum(l.quantity) AS quantity FROM refund AS r JOIN refund_line AS l "
	  "ON l.property = r.property AND l.refund = r.id WHERE r.property = $1 "
	  "AND l.line <> 0 GROUP BY r.bill, r.part, l.line) AS x WHERE x.quantity > "
	  "coalesce((SELECT sum(n.quantity) FROM line AS n WHERE n.property = $1 "
	  "AND n.bill = x.bill AND (n.id = x.line OR n.of = x.line)), 0) "
	  "ORDER BY x.refund LIMIT 1", { 0 } },
};

static const struct verify_question legs[] = {
	{ "refund", "its legs are not its total (P9)",
	  "SELECT r.id FROM refund AS r WHERE r.property = $1 AND r.total_minor <> "
	  "coalesce((SELECT sum(g.amount_minor) FROM refund_leg AS g JOIN refund_leg_live AS l "
	  "ON l.property = g.property AND l.leg = g.id WHERE g.property = r.property "
	  "AND g.refund = r.id AND l.state <> 'replaced'), 0) ORDER BY r.id LIMIT 1", { 0 } },
	{ "refund_leg", "its entry does not pay its amount",
	  "SELECT g.id FROM refund_leg AS g JOIN refund AS r ON r.property = g.property "
	  "AND r.id = g.refund JOIN entry AS e ON e.property = g.property AND e.id = " PAID_BY
	  " WHERE g.property = $1 AND (e.kind <> 'payout' OR e.bill <> g.bill OR "
	  "g.amount_minor <> " POSTED("e.id", "$2", "r.unit") ") ORDER BY g.id LIMIT 1",
	  { LEDGER_REFUNDS_OWED } },
	{ "refund_leg", "its entry does not hand out what was given (M7, M8)",
	  "SELECT g.id FROM refund_leg AS g JOIN refund AS r ON r.property = g.property "
	  "AND r.id = g.refund WHERE g.property = $1 AND g.drawer_session <> 0 AND "
	  "(g.given_minor + " POSTED("g.entry", "$2", "g.unit") " <> 0 OR "
	  "g.rounding_minor + " POSTED("g.entry", "$3", "r.unit") " <> 0) "
	  "ORDER BY g.id LIMIT 1", { LEDGER_DRAWER, LEDGER_ROUNDING } },
	{ "refund_leg", "is done, but nothing paid it",
	  "SELECT g.id FROM refund_leg AS g JOIN refund_leg_live AS l ON l.property = g.property "
	  "AND l.leg = g.id WHERE g.property = $1 AND l.state = 'done' AND " PAID_BY
	  " = 0 ORDER BY g.id LIMIT 1", { 0 } },
	{ "refund_leg", "gives back more than its tender paid (P5)",
	  "SELECT x.leg FROM (SELECT max(g.id) AS leg, g.tender, sum(g.amount_minor) AS back "
	  "FROM refund_leg AS g JOIN refund_leg_live AS l ON l.property = g.property "
	  "AND l.leg = g.id WHERE g.property = $1 AND l.state NOT IN ('failed', 'replaced') "
	  "GROUP BY g.tender) AS x LEFT JOIN tender AS t ON t.property = $1 AND t.id = x.tender "
	  "LEFT JOIN payment_live AS p ON p.property = $1 AND p.payment = t.payment "
	  "AND t.payment <> 0 WHERE t.id IS NULL OR "
	  "x.back > t.amount_minor + coalesce(p.tip_minor, 0) ORDER BY x.leg LIMIT 1", { 0 } },
	{ "payment", "gives back more than was captured of it (P5)",
	  "SELECT p.payment FROM payment_live AS p WHERE p.property = $1 "
	  "AND p.state = 'captured' AND p.refunded_minor > p.captured_minor "
	  "ORDER BY p.payment LIMIT 1", { 0 } },
};

/* Refunds owed are the totals of all refunds less what their legs paid, and captures that were
 * found late, which have no document. */
static enum err check_owed(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.unit, sum(a.posted_minor), sum(a.owed_minor) FROM ("
		"SELECT p.unit, -p.amount_minor AS posted_minor, 0 AS owed_minor "
		"FROM posting AS p WHERE p.property = $1 AND p.account >= $2 * 1000000 "
		"AND p.account < ($2 + 1) * 1000000 "
		"UNION ALL SELECT r.unit, 0, r.total_minor FROM refund AS r WHERE r.property = $1 "
		"UNION ALL SELECT r.unit, 0, -g.amount_minor FROM refund_leg AS g "
		"JOIN refund AS r ON r.property = g.property AND r.id = g.refund "
		"WHERE g.property = $1 AND " PAID_BY " <> 0 "
		"UNION ALL SELECT o.unit, 0, o.amount_minor FROM outcome AS o "
		"WHERE o.property = $1 AND o.outcome = 'ok' AND o.state = 'late' "
		"UNION ALL SELECT o.unit, 0, -o.amount_minor FROM outcome AS o JOIN attempt AS a "
		"ON a.property = o.property AND a.id = o.attempt AND a.op = 'refund' "
		"WHERE o.property = $1 AND o.refund_leg = 0 AND o.entry <> 0 "
		"UNION ALL SELECT f.unit, 0, f.amount_minor FROM processor_fact AS f "
		"WHERE f.property = $1 AND f.kind = 'refund-failed' AND f.entry <> 0) AS a "
		"GROUP BY a.unit HAVING sum(a.posted_minor) <> sum(a.owed_minor) "
		"ORDER BY a.unit LIMIT 1";
	struct db_rows *rows =
		db_query(verify->db, sql, V(verify->property), V((int64_t)LEDGER_REFUNDS_OWED));

	if (db_next(rows))
		verify_wrong(verify,
			     "refunds owed %s: posted %" PRId64 ", by their records %" PRId64
			     " (L6)",
			     db_text(rows, 0), db_int(rows, 1), db_int(rows, 2));
	return db_end(rows);
}

enum err verify_refunds(struct verify *verify)
{
	enum err err = verify_ask(verify, documents, COUNT(documents));

	if (err == ERR_OK)
		err = verify_ask(verify, legs, COUNT(legs));
	return err == ERR_OK ? check_owed(verify) : err;
}
