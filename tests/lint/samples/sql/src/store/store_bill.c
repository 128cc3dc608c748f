/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/store_bill.c -- a sample for the lint.
 */
static const char good[] =
	"INSERT INTO bill (property, id, name) VALUES ($1, $2, $3) "
	"ON CONFLICT (property, id) DO UPDATE SET name = bill.name || excluded.name";
static const char good_too[] =
	"SELECT b.id, sum(l.amount_minor) FILTER (WHERE l.is_void = 0), min(l.id), " COLUMNS
	" FROM bill b JOIN (SELECT bill, id FROM line WHERE property = $1) l ON l.bill = b.id "
	"WHERE b.property = $1 AND b.kind IN ('check', 'LIKE ; 1') AND b.at BETWEEN $2 AND $3 "
	"AND b.is_open = 1 GROUP BY b.id ORDER BY b.id NULLS LAST LIMIT 10";
static const char good_case[] = "SELECT sum(CASE WHEN minor < 1 THEN b ELSE 0 END) FROM bill";
static const char words[] = "Select the table; update it, or REPLACE INTO the drawer?";

static const char a[] = "INSERT OR REPLACE INTO bill VALUES ($1)";
static const char b[] = "SELECT max(a, b) FROM bill WHERE property = $1";
static const char c[] = "SELECT name FROM bill WHERE name LIKE $1";
static const char d[] = "SELECT name FROM bill WHERE property = ?";
static const char e[] = "SELECT name FROM bill WHERE is_open AND property = $1";
static const char f[] = "SELECT count(*) FROM (SELECT id FROM bill) WHERE id = $1";
static const char g[] = "SELECT \"name\" FROM bill; DELETE FROM bill";
static const char h[] = "SELECT sum(a = b) FROM bill";
static const char i[] = "SELECT name "
	"FROM bill where id = $1";
static const char j[] = "select name from bill";
static const char k[] = "SELECT strftime($1), group_concat(name) FROM bill";
static const char l[] = "SELECT name FROM bill WHERE a == $1 AND b != $2";
static const char m[] = "PRAGMA user_version";
static const char n[] = "UPDATE bill SET at = CURRENT_TIMESTAMP WHERE rowid = $1";
