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
#define ALL_ZERO ") AS x GROUP BY x.unit HAVING sum(x.amount) <> 0 ORDER BY x.unit LIMIT 1"

static const char open_checks_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, 0 - c.total_minor " CLOSES
	" UNION ALL SELECT b.unit, t.amount_minor " TENDERS ALL_ZERO;
static const char drawers_sql[] =
	PROOF JOURNAL " UNION ALL SELECT t.unit, 0 - t.given_minor " TENDERS
	" AND t.drawer_session <> 0 UNION ALL SELECT b.unit, t.change_minor " TENDERS
	" AND t.drawer_session <> 0 UNION ALL SELECT s.unit, 0 - s.float_minor " FLOATS
	" UNION ALL SELECT d.unit, d.expected_minor " COUNTS ALL_ZERO;
static const char safe_sql[] =
	PROOF JOURNAL " UNION ALL SELECT s.unit, s.float_minor " FLOATS
	" UNION ALL SELECT d.unit, 0 - d.counted_minor " COUNTS ALL_ZERO;
static const char over_short_sql[] =
	PROOF JOURNAL " UNION ALL SELECT d.unit, d.counted_minor - d.expected_minor " COUNTS
	ALL_ZERO;
static const char rounding_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, 0 - t.rounding_minor " TENDERS ALL_ZERO;
static const char exchange_sql[] =
	PROOF JOURNAL " UNION ALL SELECT t.unit, t.given_minor " TENDERS
	" AND t.unit <> b.unit UNION ALL SELECT b.unit, "
	"t.rounding_minor - t.amount_minor - t.change_minor " TENDERS
	" AND t.unit <> b.unit" ALL_ZERO;
static const char sales_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, c.total_minor " CLOSES ALL_ZERO;
static const char tax_sql[] =
	PROOF JOURNAL " UNION ALL SELECT b.unit, c.tax_minor " CLOSES ALL_ZERO;

static const struct proof {
	enum ledger ledger;
	enum ledger with;          /* a second ledger that the same records control, or the same */
	const char *sql;
} proofs[] = {
	{ LEDGER_OPEN_CHECKS, LEDGER_OPEN_CHECKS, open_checks_sql },
	{ LEDGER_DRAWER, LEDGER_DRAWER, drawers_sql },
	{ LEDGER_SAFE, LEDGER_SAFE, safe_sql },
	{ LEDGER_OVER_SHORT, LEDGER_OVER_SHORT, over_short_sql },
	{ LEDGER_ROUNDING, LEDGER_ROUNDING, rounding_sql },
	{ LEDGER_EXCHANGE, LEDGER_EXCHANGE, exchange_sql },
	{ LEDGER_REVENUE, LEDGER_TAX, sales_sql },
	{ LEDGER_TAX, LEDGER_TAX, tax_sql },
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
