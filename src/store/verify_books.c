/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/verify_books.c -- what the rows of the books must say to each other: entries balance (L1)
 * and belong to the record they were posted for, number series have no gap (B7), a tender's and a
 * closed part's amounts are those of their entries (L4), a frozen part keeps its amounts (M5).
 */
#include "store/verify_inside.h"

/* The rows of the last round count: a part may have been opened again (M5). */
#define LAST_ROUND                                                                       \
	"AND f.round = (SELECT count(*) FROM thaw AS h WHERE h.property = f.property "   \
	"AND h.part = f.part) "

#define COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

static enum err count_into(struct verify *verify, const char *sql, int64_t *ret_n)
{
	return db_one_int(verify->db, ret_n, sql, V(verify->property));
}

enum err verify_entries(struct verify *verify)
{
	static const char entries[] = "SELECT count(*) FROM entry WHERE property = $1";
	static const char postings[] = "SELECT count(*) FROM posting WHERE property = $1";
	static const struct verify_question questions[] = {
		{ "entry", "does not balance (L1)",
		  "SELECT p.entry FROM posting AS p WHERE p.property = $1 "
		  "GROUP BY p.entry, p.unit HAVING sum(p.amount_minor) <> 0 "
		  "ORDER BY p.entry LIMIT 1", { 0 } },
		{ "entry", "has fewer than two postings (L1)",
		  "SELECT e.id FROM entry AS e WHERE e.property = $1 AND (SELECT count(*) "
		  "FROM posting AS p WHERE p.property = e.property AND p.entry = e.id) < 2 "
		  "ORDER BY e.id LIMIT 1", { 0 } },
		{ "posting", "is not of the act and date of its entry",
		  "SELECT p.id FROM posting AS p LEFT JOIN entry AS e ON e.property = p.property "
		  "AND e.id = p.entry WHERE p.property = $1 AND (e.id IS NULL OR "
		  "p.id / " ID_SQL_ACT " <> e.id / " ID_SQL_ACT " OR "
		  "p.business_date <> e.business_date) ORDER BY p.id LIMIT 1", { 0 } },
		{ "entry", "is not of the date of its act",
		  "SELECT e.id FROM entry AS e JOIN act AS a ON a.property = e.property "
		  "AND a.id = e.id - e.id % " ID_SQL_ACT " WHERE e.property = $1 "
		  "AND a.business_date <> e.business_date ORDER BY e.id LIMIT 1", { 0 } },
		{ "entry", "corrects one that is not there (L2)",
		  "SELECT e.id FROM entry AS e WHERE e.property = $1 AND e.corrects <> 0 "
		  "AND NOT EXISTS (SELECT 1 FROM entry AS o WHERE o.property = e.property "
		  "AND o.id = e.corrects AND o.id < e.id) ORDER BY e.id LIMIT 1", { 0 } },
	};
	enum err err = count_into(verify, entries, &verify->result.entries);

	if (err == ERR_OK)
		err = count_into(verify, postings, &verify->result.postings);
	return err == ERR_OK ? verify_ask(verify, questions, COUNT(questions)) : err;
}

enum err verify_numbers(struct verify *verify)
{
	static const char papers[] = "SELECT count(*) FROM paper WHERE property = $1";
	static const struct verify_question questions[] = {
		{ "paper", "the number before it is missing (B7)",
		  "SELECT a.id FROM paper AS a WHERE a.property = $1 AND a.number > 1 "
		  "AND NOT EXISTS (SELECT 1 FROM paper AS b WHERE b.property = a.property "
		  "AND b.series = a.series AND b.station = a.station "
		  "AND b.number = a.number - 1) ORDER BY a.id LIMIT 1", { 0 } },
		{ "paper_print", "the copy before it is missing",
		  "SELECT a.id FROM paper_print AS a WHERE a.property = $1 AND a.copy > 0 "
		  "AND NOT EXISTS (SELECT 1 FROM paper_print AS b WHERE b.property = a.property "
		  "AND b.paper = a.paper AND b.copy = a.copy - 1) ORDER BY a.id LIMIT 1", { 0 } },
	};
	enum err err = count_into(verify, papers, &verify->result.papers);

	return err == ERR_OK ? verify_ask(verify, questions, COUNT(questions)) : err;
}

enum err verify_tenders(struct verify *verify)
{
	static const struct verify_question questions[] = {
		{ "tender", "its entry is not a tender of its part",
		  "SELECT t.id FROM tender AS t LEFT JOIN entry AS e ON e.property = t.property "
		  "AND e.id = t.entry WHERE t.property = $1 AND (e.id IS NULL OR "
		  "e.kind <> 'tender' OR e.bill <> t.bill OR e.part <> t.part "
		  "OR e.business_date <> t.business_date) ORDER BY t.id LIMIT 1", { 0 } },
		{ "entry", "is a tender's, but no single tender has it",
		  "SELECT e.id FROM entry AS e WHERE e.property = $1 AND e.kind = 'tender' "
		  "AND (SELECT count(*) FROM tender AS t WHERE t.property = e.property "
		  "AND t.bill = e.bill AND t.entry = e.id) <> 1 ORDER BY e.id LIMIT 1", { 0 } },
		{ "tender", "its entry does not pay its amount of open checks",
		  "SELECT t.id FROM tender AS t JOIN bill AS b ON b.property = t.property "
		  "AND b.id = t.bill WHERE t.property = $1 AND t.amount_minor + "
		  POSTED("t.entry", "$2", "b.unit") " <> 0 ORDER BY t.id LIMIT 1",
		  { LEDGER_OPEN_CHECKS } },
		{ "tender", "its entry has another rounding (M7)",
		  "SELECT t.id FROM tender AS t JOIN bill AS b ON b.property = t.property "
		  "AND b.id = t.bill WHERE t.property = $1 AND t.rounding_minor <> "
		  POSTED("t.entry", "$2", "b.unit") " ORDER BY t.id LIMIT 1",
		  { LEDGER_ROUNDING } },
		{ "tender", "its entry does not keep what was given less the change (M8)",
		  "SELECT t.id FROM tender AS t JOIN bill AS b ON b.property = t.property "
		  "AND b.id = t.bill WHERE t.property = $1 AND t.drawer_session <> 0 AND "
		  "((t.unit = b.unit AND t.given_minor - t.change_minor <> "
		  POSTED("t.entry", "$2", "b.unit") ") OR (t.unit <> b.unit AND "
		  "(t.given_minor <> " POSTED("t.entry", "$2", "t.unit")
		  " OR -t.change_minor <> " POSTED("t.entry", "$2", "b.unit")
		  "))) ORDER BY t.id LIMIT 1", { LEDGER_DRAWER } },
		{ "tender", "is not the opposite of the cash that it takes back (L2)",
		  "SELECT t.id FROM tender AS t LEFT JOIN tender AS o ON o.property = t.property "
		  "AND o.id = t.takes_back WHERE t.property = $1 AND t.takes_back <> 0 AND "
		  "(o.id IS NULL OR o.takes_back <> 0 OR o.drawer_session = 0 OR "
		  "o.drawer_session <> t.drawer_session OR "
		  "o.bill <> t.bill OR o.part <> t.part OR o.tender_type <> t.tender_type OR "
		  "o.unit <> t.unit OR o.amount_minor + t.amount_minor <> 0 OR "
		  "o.given_minor + t.given_minor <> 0 OR o.change_minor + t.change_minor <> 0 OR "
		  "o.rounding_minor + t.rounding_minor <> 0) ORDER BY t.id LIMIT 1", { 0 } },
		{ "tender", "was taken back twice (L2)",
		  "SELECT t.takes_back FROM tender AS t WHERE t.property = $1 AND "
		  "t.takes_back <> 0 GROUP BY t.takes_back HAVING count(*) > 1 LIMIT 1", { 0 } },
	};

	return verify_ask(verify, questions, COUNT(questions));
}

/* A part is frozen, and opened again for a payment that came to nothing, in rounds (M5). */
static enum err verify_rounds(struct verify *verify)
{
	static const struct verify_question questions[] = {
		{ "tender", "its part has no frozen amounts (M5)",
		  "SELECT t.id FROM tender AS t WHERE t.property = $1 AND NOT EXISTS "
		  "(SELECT 1 FROM frozen AS f WHERE f.property = t.property AND f.bill = t.bill "
		  "AND f.part = t.part) ORDER BY t.id LIMIT 1", { 0 } },
		{ "frozen", "its round is not one of its part's (M5)",
		  "SELECT f.id FROM frozen AS f WHERE f.property = $1 AND f.round > "
		  "(SELECT count(*) FROM thaw AS h WHERE h.property = f.property "
		  "AND h.part = f.part) ORDER BY f.id LIMIT 1", { 0 } },
		{ "thaw", "the round before it is missing (M5)",
		  "SELECT h.id FROM thaw AS h WHERE h.property = $1 AND h.round > 0 AND NOT EXISTS "
		  "(SELECT 1 FROM thaw AS o WHERE o.property = h.property AND o.part = h.part "
		  "AND o.round = h.round - 1) ORDER BY h.id LIMIT 1", { 0 } },
		{ "thaw", "its part was closed before it (M5)",
		  "SELECT h.id FROM thaw AS h WHERE h.property = $1 AND EXISTS "
		  "(SELECT 1 FROM part_close AS c WHERE c.property = h.property "
		  "AND c.part = h.part AND c.id < h.id AND "
		  "c.id / " ID_SQL_STATION " = h.id / " ID_SQL_STATION ") "
		  "ORDER BY h.id LIMIT 1", { 0 } },
	};

	return verify_ask(verify, questions, COUNT(questions));
}

enum err verify_parts(struct verify *verify)
{
	static const struct verify_question questions[] = {
		{ "part_close", "its entry is not the sale of its part",
		  "SELECT c.id FROM part_close AS c LEFT JOIN entry AS e ON "
		  "e.property = c.property AND e.id = c.entry WHERE c.property = $1 AND "
		  "(c.entry <> 0 OR c.total_minor <> 0) AND (e.id IS NULL OR e.kind <> 'sale' "
		  "OR e.bill <> c.bill OR e.part <> c.part OR e.business_date <> c.business_date) "
		  "ORDER BY c.id LIMIT 1", { 0 } },
		{ "entry", "is a sale, but no single closed part has it",
		  "SELECT e.id FROM entry AS e WHERE e.property = $1 AND e.kind = 'sale' "
		  "AND (SELECT count(*) FROM part_close AS c WHERE c.property = e.property "
		  "AND c.part = e.part AND c.entry = e.id) <> 1 ORDER BY e.id LIMIT 1", { 0 } },
		{ "part_close", "its paper is not of its part and date (B7)",
		  "SELECT c.id FROM part_close AS c LEFT JOIN paper AS p ON "
		  "p.property = c.property AND p.id = c.paper WHERE c.property = $1 AND "
		  "(c.paper <> 0 OR c.total_minor <> 0) AND (p.id IS NULL OR p.bill <> c.bill "
		  "OR p.part <> c.part OR p.business_date <> c.business_date) "
		  "ORDER BY c.id LIMIT 1", { 0 } },
		{ "part_close", "its entry has another total (L4)",
		  "SELECT c.id FROM part_close AS c JOIN bill AS b ON b.property = c.property "
		  "AND b.id = c.bill WHERE c.property = $1 AND c.total_minor <> "
		  POSTED("c.entry", "$2", "b.unit") " ORDER BY c.id LIMIT 1",
		  { LEDGER_OPEN_CHECKS } },
		{ "part_close", "its entry has another tax (L4)",
		  "SELECT c.id FROM part_close AS c JOIN bill AS b ON b.property = c.property "
		  "AND b.id = c.bill WHERE c.property = $1 AND (c.tax_minor + "
		  POSTED("c.entry", "$2", "b.unit") " <> 0 OR c.total_minor - c.tax_minor + "
		  POSTED("c.entry", "$3", "b.unit") " + " POSTED("c.entry", "$4", "b.unit")
		  " <> 0) ORDER BY c.id LIMIT 1",
		  { LEDGER_TAX, LEDGER_REVENUE, LEDGER_GIFT_CARDS } },
		{ "part_close", "its tenders do not cover it exactly (B2)",
		  "SELECT c.id FROM part_close AS c WHERE c.property = $1 AND c.total_minor <> "
		  "coalesce((SELECT sum(t.amount_minor) FROM tender AS t WHERE "
		  "t.property = c.property AND t.bill = c.bill AND t.part = c.part), 0) "
		  "ORDER BY c.id LIMIT 1", { 0 } },
		{ "part_close", "its frozen amounts are others (M5)",
		  "SELECT c.id FROM part_close AS c WHERE c.property = $1 AND "
		  "(c.total_minor <> coalesce((SELECT sum(f.amount_minor) FROM frozen AS f "
		  "WHERE f.property = c.property AND f.bill = c.bill AND f.part = c.part "
		  LAST_ROUND "), 0) OR "
		  "c.tax_minor <> coalesce((SELECT sum(f.amount_minor) FROM frozen AS f "
		  "WHERE f.property = c.property AND f.bill = c.bill AND f.part = c.part "
		  LAST_ROUND "AND f.component > 0), 0)) ORDER BY c.id LIMIT 1", { 0 } },
		{ "tender", "came after its part was closed (M5)",
		  "SELECT t.id FROM tender AS t JOIN part_close AS c ON c.property = t.property "
		  "AND c.part = t.part WHERE t.property = $1 AND "
		  "t.id / " ID_SQL_STATION " = c.id / " ID_SQL_STATION " AND "
		  "t.id / " ID_SQL_ACT " > c.id / " ID_SQL_ACT " ORDER BY t.id LIMIT 1", { 0 } },
		{ "bill_live", "is closed while a part is not (B2)",
		  "SELECT l.bill FROM bill_live AS l WHERE l.property = $1 AND l.state = 'closed' "
		  "AND EXISTS (SELECT 1 FROM frozen AS f WHERE f.property = l.property "
		  "AND f.bill = l.bill " LAST_ROUND
		  "AND NOT EXISTS (SELECT 1 FROM part_close AS c WHERE "
		  "c.property = f.property AND c.part = f.part)) ORDER BY l.bill LIMIT 1", { 0 } },
	};

	enum err err = verify_ask(verify, questions, COUNT(questions));

	return err == ERR_OK ? verify_rounds(verify) : err;
}
