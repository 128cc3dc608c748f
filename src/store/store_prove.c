/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_prove.c -- proves a day's journal against its records, ledger by ledger and unit by
 * unit (L6).  A proof adds what the journal moved and what the records say, the other way round:
 * every unit of it comes to zero.
 */
#include "core/entry.h"
#include "store/store_day.h"

#define PROOF "SELECT x.unit FROM ("

/* What the day's entries moved on the ledgers $3 and $4: summed by account in the day's totals, so
 * that the journal is read once. */
#define JOURNAL                                                                              \
	"SELECT m.unit AS unit, m.debit_minor - m.credit_minor AS amount FROM day_total m "  \
	"WHERE m.property = $1 AND m.business_date = $2 AND m.account / 1000000 IN ($3, $4)"

#define CLOSES "FROM part_close c JOIN bill b ON b.property = c.property AND b.id = c.bill " \
	       "WHERE c.property = $1 AND c.business_date = $2"
#define TENDERS "FROM tender t JOIN bill b ON b.property = t.property AND b.id = t.bill "    \
		"WHERE t.property = $1 AND t.business_date = $2"
#define FLOATS "FROM drawer_session s WHERE s.property = $1 AND s.business_date = $2"
#define COUNTS "FROM drawer_close d WHERE d.property = $1 AND d.business_date = $2"
#define MOVES "FROM drawer_move w WHERE w.property = $1 AND w.business_date = $2"
#define REFUNDS "FROM refund r WHERE r.property = $1 AND r.business_date = $2"
#define LEGS "FROM refund_leg g JOIN refund r ON r.property = g.property AND r.id = g.refund "\
	     "WHERE g.property = $1 AND g.business_date = $2"

/* What was sold, and taken back, of departments whose ledger is gift cards (31). */
#define GIFT_ONLY                                                                            \
	" AND d.ledger = 31 AND component = 0 AND 0 < (SELECT count(*) FROM department x WHERE "              \
	"x.property = $1 AND x.ledger = 31)"
#define GIFTS_SOLD                                                                           \
	"FROM part_close c JOIN bill b ON b.property = c.property AND b.id = c.bill "        \
	"JOIN frozen f ON f.property = c.property AND f.bill = c.bill AND f.part = c.part "  \
	"AND f.round = (SELECT count(*) FROM thaw h WHERE h.property = f.property "          \
	"AND h.part = f.part) JOIN department d ON d.property = f.property "                 \
	"AND d.number = f.department WHERE c.property = $1 AND c.business_date = $2"         \
	GIFT_ONLY
#define GIFTS_BACK                                                                           \
	"FROM refund r JOIN refund_line l ON l.property = r.property AND l.refund = r.id "   \
	"JOIN department d ON d.property = l.property AND d.number = l.department "          \
	"WHERE r.property = $1 AND r.business_date = $2" GIFT_ONLY
#define ALL_ZERO ") AS x GROUP BY x.unit HAVING sum(x.amount) <> 0 ORDER BY x.unit LIMIT 1"

static const char open_checks_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, 0 - c.total_minor " CLOSES
	" UNION ALL SELECT b.unit, t.amount_minor " TENDERS ALL_ZERO;
static const char drawers_sql[] =
	PROOF JOURNAL " UNION ALL SELECT t.unit, 0 - t.given_minor " TENDERS
	" AND t.drawer_session <> 0 UNION ALL SELECT b.unit, t.change_minor " TENDERS
	" AND t.drawer_session <> 0 UNION ALL SELECT s.unit, 0 - s.float_minor " FLOATS
	" UNION ALL SELECT d.unit, d.expected_minor " COUNTS
	" UNION ALL SELECT g.unit, g.given_minor " LEGS " AND g.drawer_session <> 0"
	" UNION ALL SELECT w.unit, CASE WHEN w.kind IN ('float', 'paid-in') "
	"THEN 0 - w.amount_minor ELSE w.amount_minor END " MOVES ALL_ZERO;
static const char safe_sql[] =
	PROOF JOURNAL " UNION ALL SELECT s.unit, s.float_minor " FLOATS
	" UNION ALL SELECT d.unit, 0 - d.counted_minor " COUNTS
	" UNION ALL SELECT w.unit, CASE w.kind WHEN 'float' THEN w.amount_minor "
	"ELSE 0 - w.amount_minor END " MOVES " AND w.kind IN ('float', 'drop')" ALL_ZERO;
static const char paid_sql[] =
	PROOF JOURNAL " UNION ALL SELECT w.unit, CASE w.kind WHEN 'paid-in' "
	"THEN w.amount_minor ELSE 0 - w.amount_minor END " MOVES
	" AND w.kind IN ('paid-in', 'paid-out')" ALL_ZERO;
static const char tips_sql[] =
	PROOF JOURNAL " UNION ALL SELECT o.unit, o.tip_minor FROM outcome o "
	"WHERE o.property = $1 AND o.business_date = $2 AND o.outcome = 'ok' "
	"AND o.state IN ('captured', 'late') AND o.refund_leg = 0 AND o.entry <> 0 "
	"UNION ALL SELECT r.unit, 0 - r.tip_minor " REFUNDS
	" UNION ALL SELECT w.unit, 0 - w.amount_minor " MOVES " AND w.kind = 'tip-out'" ALL_ZERO;
static const char over_short_sql[] =
	PROOF JOURNAL " UNION ALL SELECT d.unit, d.counted_minor - d.expected_minor " COUNTS
	ALL_ZERO;
static const char rounding_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, 0 - t.rounding_minor " TENDERS
	" UNION ALL SELECT r.unit, g.rounding_minor " LEGS ALL_ZERO;
static const char exchange_sql[] =
	PROOF JOURNAL " UNION ALL SELECT t.unit, t.given_minor " TENDERS
	" AND t.unit <> b.unit UNION ALL SELECT b.unit, "
	"t.rounding_minor - t.amount_minor - t.change_minor " TENDERS
	" AND t.unit <> b.unit UNION ALL SELECT g.unit, 0 - g.given_minor " LEGS
	" AND g.unit <> r.unit UNION ALL SELECT r.unit, g.amount_minor " LEGS
	" AND g.unit <> r.unit" ALL_ZERO;
static const char sales_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, c.total_minor " CLOSES
	" UNION ALL SELECT r.unit, r.tip_minor - r.total_minor " REFUNDS
	" UNION ALL SELECT b.unit, 0 - f.amount_minor " GIFTS_SOLD
	" UNION ALL SELECT r.unit, l.amount_minor " GIFTS_BACK ALL_ZERO;
static const char tax_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, c.tax_minor " CLOSES
	" UNION ALL SELECT r.unit, 0 - r.tax_minor " REFUNDS ALL_ZERO;
static const char gift_cards_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, f.amount_minor " GIFTS_SOLD
	" UNION ALL SELECT r.unit, 0 - l.amount_minor " GIFTS_BACK
	" UNION ALL SELECT v.unit, v.amount_minor FROM gift_move v WHERE v.property = $1 "
	"AND v.business_date = $2 AND v.line = 0" ALL_ZERO;
static const char vouchers_sql[] =
	PROOF JOURNAL " UNION ALL SELECT t.unit, 0 - t.amount_minor FROM tender_type y "
	"JOIN tender t ON t.property = y.property AND t.tender_type = y.id "
	"AND t.business_date = $2 WHERE y.property = $1 AND y.driver = 'voucher' "
	"UNION ALL SELECT r.unit, g.amount_minor FROM refund_leg g JOIN refund r "
	"ON r.property = g.property AND r.id = g.refund JOIN tender_type y "
	"ON y.property = g.property AND y.id = g.tender_type WHERE g.property = $1 "
	"AND g.business_date = $2 AND y.driver = 'voucher'" ALL_ZERO;
static const char refunds_owed_sql[] =
	PROOF JOURNAL " UNION ALL SELECT r.unit, r.total_minor " REFUNDS
	" UNION ALL SELECT r.unit, 0 - g.amount_minor " LEGS " AND g.entry <> 0 "
	"UNION ALL SELECT r.unit, 0 - g.amount_minor FROM outcome o JOIN refund_leg g "
	"ON g.property = o.property AND g.id = o.refund_leg JOIN refund r "
	"ON r.property = g.property AND r.id = g.refund WHERE o.property = $1 "
	"AND o.business_date = $2 AND o.refund_leg <> 0 AND o.entry <> 0 AND g.entry = 0 "
	"UNION ALL SELECT o.unit, 0 - o.amount_minor FROM outcome o JOIN attempt a "
	"ON a.property = o.property AND a.id = o.attempt AND a.op = 'refund' "
	"WHERE o.property = $1 AND o.business_date = $2 AND o.refund_leg = 0 AND o.entry <> 0 "
	"UNION ALL SELECT p.unit, p.amount_minor FROM processor_fact p WHERE p.property = $1 "
	"AND p.business_date = $2 AND p.kind = 'refund-failed' AND p.entry <> 0 "
	"UNION ALL SELECT o.unit, o.amount_minor FROM outcome o WHERE o.property = $1 "
	"AND o.business_date = $2 AND o.outcome = 'ok' AND o.state = 'late'" ALL_ZERO;

/* Cards authorized, in doubt and uncollected together: what was tendered by payments, less what was
 * captured of it, less what refunds released of it. */
static const char cards_sql[] =
	PROOF JOURNAL " UNION ALL SELECT m.unit, m.debit_minor - m.credit_minor FROM day_total m "
	"WHERE m.property = $1 AND m.business_date = $2 AND m.account / 1000000 = 34"
	" UNION ALL SELECT b.unit, 0 - t.amount_minor " TENDERS " AND t.payment <> 0 "
	"UNION ALL SELECT o.unit, o.amount_minor - o.tip_minor FROM outcome o WHERE "
	"o.property = $1 AND o.business_date = $2 AND o.outcome = 'ok' "
	"AND o.state = 'captured' AND o.refund_leg = 0"
	" UNION ALL SELECT r.unit, g.amount_minor " LEGS " AND g.entry <> 0 AND 0 < "
	"(SELECT count(*) FROM payment p WHERE p.property = g.property AND p.id = g.payment "
	"AND p.kind <> 'slip') UNION ALL SELECT r.unit, g.amount_minor FROM outcome o "
	"JOIN attempt a ON a.property = o.property AND a.id = o.attempt AND a.op = 'void' "
	"JOIN refund_leg g ON g.property = o.property AND g.id = o.refund_leg JOIN refund r "
	"ON r.property = g.property AND r.id = g.refund WHERE o.property = $1 "
	"AND o.business_date = $2 AND o.refund_leg <> 0 AND o.entry <> 0 "
	"AND g.entry = 0" ALL_ZERO;

static const struct proof {
	enum ledger ledger;
	enum ledger with;          /* a second ledger that the same records control, or the same */
	const char *sql;
} proofs[] = {
	{ LEDGER_OPEN_CHECKS, LEDGER_OPEN_CHECKS, open_checks_sql },
	{ LEDGER_DRAWER, LEDGER_DRAWER, drawers_sql },
	{ LEDGER_SAFE, LEDGER_SAFE, safe_sql },
	{ LEDGER_OVER_SHORT, LEDGER_OVER_SHORT, over_short_sql },
	{ LEDGER_PAID, LEDGER_PAID, paid_sql },
	{ LEDGER_TIPS, LEDGER_TIPS, tips_sql },
	{ LEDGER_ROUNDING, LEDGER_ROUNDING, rounding_sql },
	{ LEDGER_EXCHANGE, LEDGER_EXCHANGE, exchange_sql },
	{ LEDGER_REVENUE, LEDGER_TAX, sales_sql },
	{ LEDGER_TAX, LEDGER_TAX, tax_sql },
	{ LEDGER_GIFT_CARDS, LEDGER_GIFT_CARDS, gift_cards_sql },
	{ LEDGER_VOUCHERS, LEDGER_VOUCHERS, vouchers_sql },
	{ LEDGER_REFUNDS_OWED, LEDGER_REFUNDS_OWED, refunds_owed_sql },
	{ LEDGER_CARDS_AUTHORIZED, LEDGER_IN_DOUBT, cards_sql },
};

static enum err prove(struct db *db, int32_t date, const struct proof *proof, bool *ret_holds)
{
	struct db_rows *rows = db_query(db, proof->sql, V(db_property(db)), V(date),
					V((int64_t)proof->ledger), V((int64_t)proof->with));
	bool holds = !db_next(rows);
	enum err err = db_end(rows);

	if (err == ERR_OK)
		*ret_holds = holds;
	return err;
}

enum err store_day_prove(struct db *db, int32_t date, int64_t *ret_ledger)
{
	bool holds = true;

	for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
		enum err err = prove(db, date, &proofs[i], &holds);

		if (err != ERR_OK)
			return err;
		if (!holds) {
			if (ret_ledger != NULL)
				*ret_ledger = (int64_t)proofs[i].ledger;
			return ERR_UNBALANCED;
		}
	}
	return ERR_OK;
}
