/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_seal.c -- seals: the text is what the rows of the date give, the signature is the
 * property's, the heads are acts that are there, the totals carry on from day to day, and nothing
 * has come in behind a cut (L8, L9).
 */
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/str.h"
#include "store/seal.h"
#include "store/verify_inside.h"

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

enum err verify_totals(struct verify *verify)
{
	static const struct verify_question questions[] = {
		{ "day_total", "does not close to opening + debits - credits (L6)",
		  "SELECT d.id FROM day_total AS d WHERE d.property = $1 AND d.closing_minor <> "
		  "d.opening_minor + d.debit_minor - d.credit_minor ORDER BY d.id LIMIT 1",
		  { 0 } },
		{ "day_total", "does not open with the closing before it (L6)",
		  "SELECT w.id FROM (SELECT d.id, d.opening_minor, "
		  "coalesce(lag(d.closing_minor) OVER (PARTITION BY d.account, d.unit "
		  "ORDER BY d.business_date), 0) AS before_minor FROM day_total AS d "
		  "WHERE d.property = $1) AS w WHERE w.opening_minor <> w.before_minor "
		  "ORDER BY w.id LIMIT 1", { 0 } },
		{ "day_total", "has not the debits and credits of its postings (L6)",
		  "WITH day AS (SELECT p.account, p.unit, p.business_date, "
		  "sum(CASE WHEN p.amount_minor > 0 THEN p.amount_minor ELSE 0 END) AS debit, "
		  "sum(CASE WHEN p.amount_minor < 0 THEN -p.amount_minor ELSE 0 END) AS credit "
		  "FROM posting AS p WHERE p.property = $1 "
		  "GROUP BY p.account, p.business_date, p.unit) "
		  "SELECT d.id FROM day_total AS d LEFT JOIN day ON day.account = d.account "
		  "AND day.unit = d.unit AND day.business_date = d.business_date "
		  "WHERE d.property = $1 AND (d.debit_minor <> coalesce(day.debit, 0) "
		  "OR d.credit_minor <> coalesce(day.credit, 0)) ORDER BY d.id LIMIT 1", { 0 } },
		{ "posting", "is in no total of its sealed date (L8)",
		  "SELECT p.id FROM posting AS p WHERE p.property = $1 AND p.business_date <= "
		  "(SELECT max(s.business_date) FROM day_seal AS s WHERE s.property = $1) "
		  "AND NOT EXISTS (SELECT 1 FROM day_total AS d WHERE d.property = p.property "
		  "AND d.business_date = p.business_date AND d.account = p.account "
		  "AND d.unit = p.unit) ORDER BY p.id LIMIT 1", { 0 } },
		{ "day_total", "is of a date without a seal",
		  "SELECT d.id FROM day_total AS d WHERE d.property = $1 AND NOT EXISTS "
		  "(SELECT 1 FROM day_seal AS s WHERE s.property = d.property "
		  "AND s.business_date = d.business_date) ORDER BY d.id LIMIT 1", { 0 } },
		{ "day_head", "is of a date without a seal",
		  "SELECT d.id FROM day_head AS d WHERE d.property = $1 AND NOT EXISTS "
		  "(SELECT 1 FROM day_seal AS s WHERE s.property = d.property "
		  "AND s.business_date = d.business_date) ORDER BY d.id LIMIT 1", { 0 } },
		{ "day_seal", "does not follow the one before it (L8)",
		  "SELECT w.id FROM (SELECT s.id, s.business_date, s.next_date, "
		  "coalesce(lag(s.next_date) OVER (ORDER BY s.business_date), s.business_date) "
		  "AS due FROM day_seal AS s WHERE s.property = $1) AS w "
		  "WHERE w.next_date <= w.business_date OR w.due <> w.business_date "
		  "ORDER BY w.id LIMIT 1",
		  { 0 } },
		{ "act", "is dated behind the cut (L9)",
		  "SELECT a.id FROM day_seal AS s JOIN act AS a ON a.property = s.property "
		  "AND a.business_date = s.business_date LEFT JOIN day_head AS h ON "
		  "h.property = a.property AND h.business_date = a.business_date "
		  "AND h.station = a.station WHERE s.property = $1 AND "
		  "a.id <> s.id - s.id % " ID_SQL_ACT " AND (h.seq IS NULL OR a.seq > h.seq) "
		  "ORDER BY a.id LIMIT 1", { 0 } },
	};

	return verify_ask(verify, questions, COUNT(questions));
}

/* A head names an act that is there, with that hash. */
static enum err check_heads(struct verify *verify, int32_t date)
{
	static const char sql[] =
		"SELECT h.id FROM day_head AS h WHERE h.property = $1 AND h.business_date = $2 "
		"AND NOT EXISTS (SELECT 1 FROM act AS a WHERE a.property = h.property AND a.id = "
		"h.station * " ID_SQL_STATION " + h.seq * " ID_SQL_ACT " AND a.hash = h.hash) "
		"ORDER BY h.id LIMIT 1";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property), V(date));

	if (db_next(rows))
		verify_wrong(verify, "day_head %lld: its act is not there with that hash (L8)",
			     (long long)db_int(rows, 0));
	return db_end(rows);
}

struct seal {
	int64_t id;
	int32_t date, next;
};

static enum err check_text(struct verify *verify, const struct seal *seal, const char *text)
{
	struct str again = { 0 };
	enum err err = seal_text(verify->db, seal->date, seal->next, &again);

	if (err == ERR_OK && strcmp(str_text(&again), text) != 0)
		verify_wrong(verify, "day_seal %lld: its text is not what its rows give (L8)",
			     (long long)seal->id);
	str_done(&again);
	return err;
}

static enum err read_public_key(struct verify *verify, unsigned char key[HASH_SIGN_PUBLIC_BYTES])
{
	static const char sql[] = "SELECT public_key FROM property WHERE property = $1";
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property));

	if (db_next(rows) && !hash_from_text(db_text(rows, 0), key, HASH_SIGN_PUBLIC_BYTES))
		verify_wrong(verify, "property %lld: its public key cannot be read",
			     (long long)verify->property);
	return db_end(rows);
}

/* Checks the present row of `rows`: id, dates, text, signature. */
static enum err check_seal(struct verify *verify, struct db_rows *rows,
			   const unsigned char key[HASH_SIGN_PUBLIC_BYTES])
{
	struct seal seal = { db_int(rows, 0), (int32_t)db_int(rows, 1),
			     (int32_t)db_int(rows, 2) };
	enum err err;

	if (!hash_sign_verify(key, db_text(rows, 3), db_text(rows, 4))) {
		verify_wrong(verify, "day_seal %lld: its signature is not the property's (L8)",
			     (long long)seal.id);
		return ERR_OK;
	}
	err = check_text(verify, &seal, db_text(rows, 3));
	if (err == ERR_OK && !verify->is_wrong)
		err = check_heads(verify, seal.date);
	verify->result.seals++;
	return err;
}

static enum err check_seals(struct verify *verify, const char *sql)
{
	unsigned char key[HASH_SIGN_PUBLIC_BYTES] = { 0 };
	struct db_rows *rows = db_query(verify->db, sql, V(verify->property));
	enum err err = ERR_OK, ended;

	if (db_next(rows)) {
		err = read_public_key(verify, key);
		while (err == ERR_OK && !verify->is_wrong) {
			err = check_seal(verify, rows, key);
			verify_tell(verify, verify->result.seals, 0);
			if (!db_next(rows))
				break;
		}
	}
	ended = db_end(rows);
	return err != ERR_OK ? err : ended;
}

enum err verify_seals(struct verify *verify)
{
	static const char sql[] = "SELECT id, business_date, next_date, text, signature "
				  "FROM day_seal WHERE property = $1 ORDER BY business_date";

	return check_seals(verify, sql);
}

enum err verify_last_seal(struct verify *verify)
{
	static const char sql[] = "SELECT id, business_date, next_date, text, signature "
				  "FROM day_seal WHERE property = $1 "
				  "ORDER BY business_date DESC LIMIT 1";

	return check_seals(verify, sql);
}
