/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_search.c -- SQL that finds sales.  Each statement begins at the index of one clue.
 */
#include "store/store_search.h"

#include "base/str.h"

/* $2 and $3 dates, $4 amount, $5 table, $6 staff, $7 how many. */
#define COLUMNS                                                                                 \
	"SELECT b.id, coalesce(t.part, c.part, 0), coalesce(p.id, 0), coalesce(t.id, 0), "     \
	"coalesce(t.payment, 0), coalesce(p.station, 0), coalesce(p.number, 0), "              \
	"coalesce(t.amount_minor, 0), coalesce(v.tip_minor, 0), coalesce(y.code, ''), "        \
	"coalesce(y.name, ''), a.at_unix_ms, a.business_date, coalesce(d.number, 0), "         \
	"b.number, a.staff "
#define OF_BILL                                                                                 \
	"JOIN bill_live l ON l.property = b.property AND l.bill = b.id "                       \
	"LEFT JOIN dining_table d ON d.property = l.property AND d.id = l.dining_table "       \
	"LEFT JOIN tender_type y ON y.property = t.property AND y.id = t.tender_type "         \
	"LEFT JOIN payment_live v ON v.property = t.property AND v.payment = t.payment "
#define OF_PART                                                                                 \
	"JOIN act a ON a.property = t.property AND a.id = t.id / 65536 * 65536 "               \
	"JOIN bill b ON b.property = t.property AND b.id = t.bill "                            \
	"LEFT JOIN part_close c ON c.property = t.property AND c.part = t.part "               \
	"LEFT JOIN paper p ON p.property = c.property AND p.id = c.paper " OF_BILL
#define FILTERS                                                                                 \
	"AND a.business_date BETWEEN $2 AND $3 AND ($4 = 0 OR t.amount_minor = $4 OR "         \
	"t.amount_minor + v.tip_minor = $4) AND ($5 = 0 OR d.number = $5) "                    \
	"AND ($6 = 0 OR a.staff = $6) ORDER BY a.at_unix_ms DESC, t.id DESC LIMIT $7"
#define OF_CARD                                                                                 \
	"FROM outcome o JOIN payment m ON m.property = o.property AND m.id = o.payment "       \
	"JOIN tender t ON t.property = m.property AND t.bill = m.bill AND t.payment = m.id "   \
	"AND t.amount_minor > 0 " OF_PART

static const char by_card[] = COLUMNS OF_CARD
	"WHERE o.property = $1 AND o.last_four = $8 AND ($9 = '' OR o.authorization_code = $9) "
	FILTERS;
static const char by_code[] = COLUMNS OF_CARD
	"WHERE o.property = $1 AND o.authorization_code = $8 " FILTERS;
static const char by_receipt[] = COLUMNS
	"FROM station s JOIN paper p ON p.property = s.property AND p.series = 'receipt' "
	"AND p.station = s.number AND p.number = $8 "
	"JOIN act a ON a.property = p.property AND a.id = p.id / 65536 * 65536 "
	"JOIN bill b ON b.property = p.property AND b.id = p.bill "
	"LEFT JOIN part_close c ON c.property = p.property AND c.part = p.part "
	"LEFT JOIN tender t ON t.property = p.property AND t.bill = p.bill AND t.part = p.part "
	"AND t.amount_minor > 0 " OF_BILL
	"WHERE s.property = $1 AND ($9 = 0 OR s.number = $9) " FILTERS;
static const char by_date[] = COLUMNS "FROM tender t " OF_PART
	"WHERE t.property = $1 AND t.business_date BETWEEN $2 AND $3 AND t.amount_minor > 0 "
	FILTERS;

const char *store_search_sql(int i)
{
	static const char *const statements[] = { by_card, by_code, by_receipt, by_date, NULL };

	return statements[i];
}

static struct db_rows *ask(struct db *db, const struct search *s, int size)
{
	struct db_value values[9] = { V(db_property(db)), V(s->from), V(s->to),
				      V(s->amount_minor), V(s->table_number), V(s->staff),
				      V(size) };

	if (s->last_four[0] != '\0') {
		values[7] = V((const char *)s->last_four);
		values[8] = V((const char *)s->authorization_code);
		return db_query_values(db, by_card, 9, values);
	}
	if (s->authorization_code[0] != '\0') {
		values[7] = V((const char *)s->authorization_code);
		return db_query_values(db, by_code, 8, values);
	}
	if (s->receipt != 0) {
		values[7] = V(s->receipt);
		values[8] = V(s->station);
		return db_query_values(db, by_receipt, 9, values);
	}
	return db_query_values(db, by_date, 7, values);
}

static void read_hit(struct db_rows *rows, struct search_hit *hit)
{
	*hit = (struct search_hit){ .bill = db_int(rows, 0),
				    .part = db_int(rows, 1),
				    .paper = db_int(rows, 2),
				    .tender = db_int(rows, 3),
				    .payment = db_int(rows, 4),
				    .station = (int)db_int(rows, 5),
				    .number = db_int(rows, 6),
				    .amount_minor = db_int(rows, 7),
				    .tip_minor = db_int(rows, 8),
				    .at_unix_ms = db_int(rows, 11),
				    .business_date = (int32_t)db_int(rows, 12),
				    .table_number = db_int(rows, 13),
				    .bill_number = db_int(rows, 14),
				    .staff = db_int(rows, 15) };
	str_copy(hit->tender_code, sizeof hit->tender_code, db_text(rows, 9));
	str_copy(hit->tender_name, sizeof hit->tender_name, db_text(rows, 10));
}

/* A payment has several outcomes of one card. */
static bool is_known(const struct search_hit *hits, int n)
{
	for (int i = 0; i < n; i++)
		if (hits[i].tender == hits[n].tender && hits[i].paper == hits[n].paper)
			return true;
	return false;
}

enum err store_search(struct db *db, const struct search *search, struct search_hit *hits, int size,
		      int *ret_n)
{
	struct db_rows *rows = ask(db, search, 4 * size);
	enum err err;
	int n = 0;

	while (n < size && db_next(rows)) {
		read_hit(rows, &hits[n]);
		n += !is_known(hits, n);
	}
	err = db_end(rows);
	if (err == ERR_OK)
		*ret_n = n;
	return err;
}
