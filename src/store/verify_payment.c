/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_payment.c -- what payments must say: an attempt is open or answered once (P2), each
 * outcome agrees with its entry, never more captured than granted (P5), the ledgers of cards hold
 * what the payments say (L6), and where a payment stands is what its outcomes made of it.
 */
#include <inttypes.h>

#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

/* What a payment's tender rows come to. */
#define TENDERED(payment)                                                                  \
	"coalesce((SELECT sum(t.amount_minor) FROM tender AS t WHERE "                     \
	"t.property = " payment ".property AND t.bill = " payment ".bill AND "             \
	"t.payment = " payment ".id), 0)"

/* An outcome that took money: of a payment, not of a refund. */
#define TOOK "o.outcome = 'ok' AND o.state IN ('captured', 'late') AND o.refund_leg = 0"

static const struct verify_question attempts[] = {
	{ "attempt", "has no state row",
	  "SELECT a.id FROM attempt AS a WHERE a.property = $1 AND NOT EXISTS "
	  "(SELECT 1 FROM attempt_live AS l WHERE l.property = a.property "
	  "AND l.attempt = a.id) ORDER BY a.id LIMIT 1", { 0 } },
	{ "attempt", "is done without an outcome, or open with one (P2)",
	  "SELECT a.id FROM attempt AS a JOIN attempt_live AS l ON l.property = a.property "
	  "AND l.attempt = a.id LEFT JOIN outcome AS o ON o.property = a.property "
	  "AND o.attempt = a.id WHERE a.property = $1 AND "
	  "(l.state = 'done' AND o.id IS NULL OR l.state <> 'done' AND o.id > 0) "
	  "ORDER BY a.id LIMIT 1", { 0 } },
	{ "outcome", "is not of the payment and leg of its attempt",
	  "SELECT o.id FROM outcome AS o JOIN attempt AS a ON a.property = o.property "
	  "AND a.id = o.attempt WHERE o.property = $1 AND (a.payment <> o.payment OR "
	  "a.refund_leg <> o.refund_leg OR a.unit <> o.unit) ORDER BY o.id LIMIT 1", { 0 } },
	{ "outcome", "its entry is not of its date",
	  "SELECT o.id FROM outcome AS o LEFT JOIN entry AS e ON e.property = o.property "
	  "AND e.id = o.entry WHERE o.property = $1 AND o.entry <> 0 AND (e.id IS NULL OR "
	  "e.business_date <> o.business_date) ORDER BY o.id LIMIT 1", { 0 } },
	{ "outcome", "its entry clears another amount (P7)",
	  "SELECT o.id FROM outcome AS o JOIN payment AS p ON p.property = o.property "
	  "AND p.id = o.payment WHERE o.property = $1 AND " TOOK " AND o.amount_minor <> "
	  POSTED("o.entry", "$2", "o.unit") " + " POSTED("o.entry", "$3", "o.unit")
	  " ORDER BY o.id LIMIT 1", { LEDGER_CLEARING, LEDGER_BANK_TERMINAL } },
	{ "outcome", "its entry owes another tip (L7)",
	  "SELECT o.id FROM outcome AS o WHERE o.property = $1 AND " TOOK
	  " AND o.entry <> 0 AND o.tip_minor + " POSTED("o.entry", "$2", "o.unit")
	  " <> 0 ORDER BY o.id LIMIT 1", { LEDGER_TIPS } },
	{ "payment", "was captured twice (P5)",
	  "SELECT o.payment FROM outcome AS o WHERE o.property = $1 AND o.payment <> 0 AND " TOOK
	  " GROUP BY o.payment HAVING count(*) > 1 ORDER BY o.payment LIMIT 1", { 0 } },
	{ "payment", "was captured beyond what was granted (P5)",
	  "SELECT o.payment FROM outcome AS o JOIN attempt AS a ON a.property = o.property "
	  "AND a.id = o.attempt WHERE o.property = $1 AND a.op = 'capture' AND "
	  "o.outcome = 'ok' AND o.state = 'captured' AND o.amount_minor > coalesce("
	  "(SELECT max(g.granted_minor) FROM outcome AS g WHERE g.property = o.property "
	  "AND g.payment = o.payment AND g.outcome = 'ok'), 0) ORDER BY o.payment LIMIT 1",
	  { 0 } },
};

static const struct verify_question payments[] = {
	{ "payment", "has no state row",
	  "SELECT p.id FROM payment AS p WHERE p.property = $1 AND NOT EXISTS "
	  "(SELECT 1 FROM payment_live AS l WHERE l.property = p.property "
	  "AND l.payment = p.id) ORDER BY p.id LIMIT 1", { 0 } },
	{ "payment_live", "is of another bill or part",
	  "SELECT p.id FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
	  "AND l.payment = p.id WHERE p.property = $1 AND (l.bill <> p.bill OR "
	  "p.part <> 0 AND l.part <> p.part) ORDER BY p.id LIMIT 1", { 0 } },
	{ "payment_live", "captured is not what its outcomes say",
	  "SELECT p.id FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
	  "AND l.payment = p.id WHERE p.property = $1 AND l.captured_minor <> "
	  "coalesce((SELECT sum(o.amount_minor) FROM outcome AS o WHERE "
	  "o.property = p.property AND o.payment = p.id AND " TOOK "), 0) "
	  "ORDER BY p.id LIMIT 1", { 0 } },
	{ "payment_live", "is over, and yet stands on its bill",
	  "SELECT p.id FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
	  "AND l.payment = p.id WHERE p.property = $1 AND l.state IN ('starting', 'declined', "
	  "'stopped', 'failed') AND " TENDERED("p") " <> 0 ORDER BY p.id LIMIT 1", { 0 } },
	{ "payment_live", "an amount is under way that no attempt asks for",
	  "SELECT p.id FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
	  "AND l.payment = p.id WHERE p.property = $1 AND l.pending_minor <> 0 AND NOT EXISTS "
	  "(SELECT 1 FROM attempt AS a JOIN attempt_live AS v ON v.property = a.property "
	  "AND v.attempt = a.id WHERE a.property = p.property AND a.payment = p.id "
	  "AND v.state <> 'done') ORDER BY p.id LIMIT 1", { 0 } },
	{ "payment_live", "more was captured than its tenders and its tip",
	  "SELECT p.id FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
	  "AND l.payment = p.id WHERE p.property = $1 AND l.state = 'captured' AND "
	  "l.wants <> 'replaced' AND l.captured_minor - l.tip_minor > " TENDERED("p")
	  " ORDER BY p.id LIMIT 1", { 0 } },
};

/* Where the tenders of a payment stand: cards authorized (20), in doubt (33), uncollected (34);
 * what was captured of them stands there no more.  Payouts of refunds are left out: what was never
 * captured leaves cards authorized by one. */
#define STANDS                                                                             \
	"CASE WHEN l.state = 'lapsed' THEN 34 WHEN l.state IN ('doubt', 'mismatch') AND "  \
	"l.authorized_minor = 0 THEN 33 ELSE 20 END"
#define STANDING                                                                           \
	TENDERED("p") " - CASE WHEN l.state = 'captured' AND l.wants <> 'replaced' "       \
		      "THEN l.captured_minor - l.tip_minor ELSE 0 END"

/* Each of the three holds what its payments say, per unit (L6). */
static enum err check_ledgers(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.ledger, a.unit, sum(a.posted_minor), sum(a.held_minor) FROM ("
		"SELECT p.account / 1000000 AS ledger, p.unit, p.amount_minor AS posted_minor, "
		"0 AS held_minor FROM posting AS p JOIN entry AS e ON e.property = p.property "
		"AND e.id = p.entry WHERE p.property = $1 AND e.kind <> 'payout' AND "
		"(p.account >= 20000000 AND p.account < 21000000 OR p.account >= 33000000 AND "
		"p.account < 35000000) UNION ALL SELECT " STANDS ", p.unit, 0, " STANDING
		" FROM payment AS p JOIN payment_live AS l ON l.property = p.property "
		"AND l.payment = p.id WHERE p.property = $1) AS a "
		"GROUP BY a.ledger, a.unit HAVING sum(a.posted_minor) <> sum(a.held_minor) "
		"ORDER BY a.ledger, a.unit LIMIT 1";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property));

	if (db_next(rows))
		verify_wrong(verify,
			     "ledger %" PRId64 " %s: holds %" PRId64 ", its payments %" PRId64
			     " (L6)",
			     db_int(rows, 0), db_text(rows, 1), db_int(rows, 2), db_int(rows, 3));
	return db_end(rows);
}

/* Card clearing and the bank's terminal took what the outcomes say, and tips with it (P7). */
static enum err check_taken(struct verify *verify)
{
	static const char sql[] =
		"SELECT a.unit, sum(a.posted_minor), sum(a.taken_minor), sum(a.tip_minor) FROM ("
		"SELECT p.unit, CASE p.account / 1000000 WHEN 30 THEN 0 ELSE p.amount_minor END "
		"AS posted_minor, 0 AS taken_minor, CASE p.account / 1000000 WHEN 30 "
		"THEN p.amount_minor ELSE 0 END AS tip_minor FROM posting AS p JOIN entry AS e "
		"ON e.property = p.property AND e.id = p.entry WHERE p.property = $1 AND "
		"(p.account >= 21000000 AND p.account < 23000000 OR p.account >= 30000000 AND "
		"p.account < 31000000) AND e.kind IN ('tender', 'capture') "
		"UNION ALL SELECT o.unit, 0, o.amount_minor, o.tip_minor FROM outcome AS o "
		"WHERE o.property = $1 AND " TOOK ") AS a GROUP BY a.unit "
		"HAVING sum(a.posted_minor) <> sum(a.taken_minor) OR sum(a.tip_minor) <> 0 "
		"ORDER BY a.unit LIMIT 1";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property));

	if (db_next(rows))
		verify_wrong(verify,
			     "card clearing %s: took %" PRId64 ", by its outcomes %" PRId64
			     ", tips differ by %" PRId64 " (P7)",
			     db_text(rows, 0), db_int(rows, 1), db_int(rows, 2), db_int(rows, 3));
	return db_end(rows);
}

enum err verify_payments(struct verify *verify)
{
	enum err err = verify_ask(verify, attempts, COUNT(attempts));

	if (err == ERR_OK)
		err = verify_ask(verify, payments, COUNT(payments));
	if (err == ERR_OK)
		err = check_ledgers(verify);
	return err == ERR_OK ? check_taken(verify) : err;
}
