/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/test_verify.c -- verify finds nothing in good books, and names the row in bad ones.
 */
#include "store/verify.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/id.h"
#include "base/random.h"
#include "base/str.h"
#include "double/books.h"
#include "store/desk.h"
#include "store/suites.h"

#define BOOKS_LIMIT (64 << 20)

/* Two stations that lived through a few days. */
static void fill(struct desk *desk, const char *name)
{
	struct station *second = NULL;
	struct books books, other;
	enum err err;

	desk_open(desk, name, "");
	books_begin(&books, desk->db, DESK_STATION);
	CHECK_OK_FATAL(books_found(&books));
	CHECK_OK_FATAL(station_hold(desk->db, 2, NULL, 0, &second));
	other = books;
	other.station = 2;
	err = books_live(&books, 2);
	for (int i = 0; i < 3 && err == ERR_OK; i++)
		err = books_open(&other);
	if (err == ERR_OK)
		err = books_ring(&other);
	if (err == ERR_OK)
		err = books_live(&books, 2);
	if (err == ERR_OK)
		err = books_drawer_open(&books);
	if (err == ERR_OK)
		err = books_ring(&books);
	if (err == ERR_OK)
		err = books_tender(&books);
	if (err != ERR_OK)
		printf("%s: %s\n", err_name(err), db_words(desk->db));
	CHECK_OK_FATAL(err);
	station_release(second);
}

static enum err prove(const char *path, struct verify_result *result)
{
	struct clock clock = { 0 };
	struct db_options options = { .clock = &clock, .property = 1 };
	char words[512] = "";
	struct db *db = NULL;
	enum err err = db_open(path, &options, words, sizeof words, &db);

	*result = (struct verify_result){ 0 };
	if (err != ERR_OK) {
		str_copy(result->first, sizeof result->first, words);
		return err;
	}
	err = verify_run(db, NULL, NULL, result);
	db_close(db);
	return err;
}

static void good_books_are_found_good(void)
{
	struct verify_result result;
	struct desk desk;

	fill(&desk, "good.db");
	CHECK_OK(verify_run(desk.db, NULL, NULL, &result));
	CHECK_TEXT(result.first, "");
	CHECK_INT(result.wrong, 0);
	CHECK_INT(result.acts, 4 * 28 + 8);
	CHECK_INT(result.seals, 4);
	CHECK(result.entries > 20 && result.postings > result.entries * 2);
	CHECK_INT(result.papers, 48);
	CHECK_OK(verify_recent(desk.db, &result));
	CHECK_INT(result.wrong, 0);
	CHECK_INT(result.acts, 4);
	CHECK_INT(result.seals, 1);
	desk_close(&desk);
}

static void an_empty_store_is_good(void)
{
	struct verify_result result;
	struct desk desk;

	desk_open(&desk, "new.db", "");
	CHECK_OK(verify_run(desk.db, NULL, NULL, &result));
	CHECK_OK(verify_recent(desk.db, &result));
	desk_close(&desk);
}

/* A raw copy of books, to spoil; the original stays in memory. */
struct original {
	char *bytes;
	size_t len;
	char path[512];
};

static void original_read(struct original *original, const char *from)
{
	CHECK_OK_FATAL(file_read(from, BOOKS_LIMIT, &original->bytes, &original->len));
	desk_path("copy.db", original->path);
}

static void original_copy(const struct original *original)
{
	char beside[600];

	str_format(beside, sizeof beside, "%s-wal", original->path);
	unlink(beside);
	str_format(beside, sizeof beside, "%s-shm", original->path);
	unlink(beside);
	CHECK_OK_FATAL(file_write(original->path, 0600, original->bytes, original->len));
}

/* SQL that takes a table's triggers away, and that puts them back. */
static void triggers_of(struct db *db, const char *table, struct str *drop, struct str *make)
{
	static const char sql[] = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' "
				  "AND tbl_name = $1";
	struct db_rows *rows = db_query(db, sql, V(table));

	while (db_next(rows)) {
		str_addf(drop, "DROP TRIGGER %s;", db_text(rows, 0));
		str_addf(make, "%s;", db_text(rows, 1));
	}
	CHECK_OK(db_end(rows));
}

/* Runs one statement on a fresh copy as if no trigger stood in the way. */
static void spoil(const struct original *original, struct db *db, const char *table,
		  const char *statement)
{
	struct str drop = { 0 }, make = { 0 }, sql = { 0 };

	original_copy(original);
	triggers_of(db, table, &drop, &make);
	str_addf(&sql, "PRAGMA ignore_check_constraints = ON; %s %s; %s", str_text(&drop),
		 statement, str_text(&make));
	CHECK(desk_raw(original->path, str_text(&sql)) >= 1);
	str_done(&drop);
	str_done(&make);
	str_done(&sql);
}

/* Is the row named?  An id that was changed may be named by either. */
static bool names(const struct verify_result *result, const char *table, int64_t id, int64_t other)
{
	char text[2][64];

	str_format(text[0], sizeof text[0], "%s %lld:", table, (long long)id);
	str_format(text[1], sizeof text[1], "%s %lld:", table, (long long)other);
	for (int i = 0; i < 2; i++)
		if (strncmp(result->first, text[i], strlen(text[i])) == 0)
			return true;
	return false;
}

static int64_t middle_id(struct db *db, const struct schema_table *table)
{
	struct str sql = { 0 };
	int64_t n = 0, id = -1;

	str_addf(&sql, "SELECT count(*) FROM %s", table->name);
	CHECK_OK(db_one_int(db, &n, str_text(&sql)));
	str_clear(&sql);
	str_addf(&sql, "SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET $1", table->name);
	CHECK_OK(db_one_int(db, &id, str_text(&sql), V(n / 2)));
	str_done(&sql);
	return id;
}

static bool column_is_named(const struct original *original, struct db *db,
			    const struct schema_table *table, int column, int64_t id)
{
	const struct schema_column *c = &table->column[column];
	struct verify_result result;
	struct str sql = { 0 };
	bool is_good;

	str_addf(&sql, c->is_text ? "UPDATE %s SET %s = %s || 'x' WHERE id = %lld"
				  : "UPDATE %s SET %s = %s + 7777 WHERE id = %lld",
		 table->name, c->name, c->name, (long long)id);
	spoil(original, db, table->name, str_text(&sql));
	str_done(&sql);
	is_good = prove(original->path, &result) == ERR_CORRUPT &&
		  names(&result, table->name, id, id + (column == table->id ? 7777 : 0));
	if (!is_good)
		printf("%s.%s of %lld: \"%s\"\n", table->name, c->name, (long long)id,
		       result.first);
	return is_good;
}

static void every_changed_column_is_named(void)
{
	struct original original;
	struct desk desk;
	int columns = 0, named = 0;

	fill(&desk, "columns.db");
	CHECK_OK_FATAL(db_checkpoint(desk.db));
	original_read(&original, desk.path);
	for (int i = 0; i < desk.db->schema.n; i++) {
		const struct schema_table *table = &desk.db->schema.table[i];
		int64_t id;

		if (table->book < 0)
			continue;
		id = middle_id(desk.db, table);
		CHECK(id > 0);
		for (int c = 0; c < table->n; c++, columns++)
			named += column_is_named(&original, desk.db, table, c, id);
	}
	printf("columns %d of %d\n", named, columns);
	CHECK(columns > 150);
	CHECK_INT(named, columns);
	free(original.bytes);
	desk_close(&desk);
}

/* Each first and last row of each table is deleted in turn, and named. */
static void every_missing_row_is_named(void)
{
	static const char *const ends[] = { "min", "max" };
	struct original original;
	struct verify_result result;
	struct desk desk;

	fill(&desk, "missing.db");
	CHECK_OK_FATAL(db_checkpoint(desk.db));
	original_read(&original, desk.path);
	for (int i = 0; i < desk.db->schema.n * 2; i++) {
		const struct schema_table *table = &desk.db->schema.table[i / 2];
		struct str sql = { 0 };
		int64_t id = 0;

		if (table->book < 0)
			continue;
		str_addf(&sql, "SELECT %s(id) FROM %s", ends[i % 2], table->name);
		CHECK_OK(db_one_int(desk.db, &id, str_text(&sql)));
		str_clear(&sql);
		str_addf(&sql, "DELETE FROM %s WHERE id = %lld", table->name, (long long)id);
		spoil(&original, desk.db, table->name, str_text(&sql));
		CHECK_INT(prove(original.path, &result), ERR_CORRUPT);
		CHECK(names(&result, table->name, id, id));
		str_done(&sql);
	}
	free(original.bytes);
	desk_close(&desk);
}

struct forgery {
	const char *table, *sql, *expected;
};

static void forgeries_are_named(void)
{
	static const struct forgery forgeries[] = {
		{ "event", "INSERT INTO event SELECT property, id + 1000, kind, subject, value "
			   "FROM event WHERE id = (SELECT min(id) FROM event)",
		  "was not written by its act" },
		{ "event", "INSERT INTO event VALUES (1, (SELECT max(id) + 65536 * 1000 FROM act), "
			   "'x', 0, 0)", "is missing, but event" },
		{ "event", "INSERT INTO event VALUES (2, 77, 'x', 0, 0)", "of no property known" },
		{ "act", "DELETE FROM act WHERE id = (SELECT id FROM act ORDER BY id LIMIT 1 "
			 "OFFSET 9)", "is missing" },
		{ "act", "UPDATE act SET prev = (SELECT a.prev FROM act AS a WHERE a.seq = 5 AND "
			 "a.station = 1) WHERE seq = 7 AND station = 1", "its hash differs" },
		{ "act", "UPDATE act SET rows = '' WHERE id = (SELECT max(id) FROM act)",
		  "its hash differs" },
		{ "bill_live", "UPDATE bill_live SET state = 'closed' WHERE bill = "
			       "(SELECT bill FROM tender ORDER BY id DESC LIMIT 1)",
		  "is closed while a part is not" },
		{ "bill_live", "DELETE FROM bill_live WHERE bill = (SELECT max(id) FROM bill)",
		  "has no state row" },
		{ "drawer_live", "UPDATE drawer_live SET session = 0", "its drawer is not in it" },
		{ "property", "UPDATE property SET business_date = 19999",
		  "business date is not the one" },
		{ "property", "UPDATE property SET public_key = CASE WHEN "
			      "substr(public_key, 1, 1) = '-' THEN '_' ELSE '-' END || "
			      "substr(public_key, 2)", "signature is not" },
		{ "attempt_live", "UPDATE attempt_live SET state = 'prepared' WHERE attempt = "
				  "(SELECT max(attempt) FROM outcome)", "or open with one (P2)" },
		{ "attempt_live", "DELETE FROM attempt_live WHERE attempt = "
				  "(SELECT max(attempt) FROM outcome)", "has no state row" },
		{ "payment_live", "UPDATE payment_live SET captured_minor = captured_minor + 1 "
				  "WHERE state = 'captured'", "not what its outcomes say" },
		{ "payment_live", "UPDATE payment_live SET state = 'authorized', "
				  "captured_minor = captured_minor WHERE state = 'captured'",
		  "ledger 20 EUR: holds 0" },
		{ "payment_live", "UPDATE payment_live SET pending_minor = 1 WHERE "
				  "state = 'declined'", "that no attempt asks for" },
		{ "category", "DELETE FROM category", "the category it names is missing" },
	};
	struct original original;
	struct verify_result result;
	struct desk desk;

	fill(&desk, "forged.db");
	CHECK_OK_FATAL(db_checkpoint(desk.db));
	original_read(&original, desk.path);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		spoil(&original, desk.db, forgeries[i].table, forgeries[i].sql);
		CHECK_INT(prove(original.path, &result), ERR_CORRUPT);
		if (strstr(result.first, forgeries[i].expected) == NULL)
			printf("%s\n  gives \"%s\"\n", forgeries[i].sql, result.first);
		CHECK(strstr(result.first, forgeries[i].expected) != NULL);
	}
	free(original.bytes);
	desk_close(&desk);
}

/* A bit flipped in any byte that is not zero: nearly always seen (a state row may hold it), and
 * never a crash. */
static void a_damaged_file_is_never_passed(void)
{
	struct original original;
	struct verify_result result;
	struct random random;
	struct desk desk;
	int found = 0, rounds = 200;

	fill(&desk, "damaged.db");
	CHECK_OK_FATAL(db_checkpoint(desk.db));
	original_read(&original, desk.path);
	random_init_seed(&random, 7);
	for (int i = 0; i < rounds; i++) {
		size_t at;
		char saved;

		do {
			at = (size_t)random_below(&random, original.len);
			saved = original.bytes[at];
		} while (saved == 0);
		original.bytes[at] = (char)(saved ^ (1 << random_below(&random, 8)));
		original_copy(&original);
		found += prove(original.path, &result) != ERR_OK;
		original.bytes[at] = saved;
	}
	printf("flipped bits: %d of %d found\n", found, rounds);
	CHECK(found >= rounds * 9 / 10);
	free(original.bytes);
	desk_close(&desk);
}

/* Acts that a service would never do, but that a program with the key to the store could. */
static enum err late_posting(struct tx *tx, void *arg)
{
	static const char posting[] =
		"INSERT INTO posting (property, id, entry, account, unit, amount_minor, "
		"business_date) VALUES ($1, $2, $3, $4, 'EUR', $5, $6)";
	static const char entry[] =
		"INSERT INTO entry (property, id, kind, bill, part, corrects, business_date) "
		"VALUES ($1, $2, 'adjustment', 0, 0, 0, $3)";
	int64_t date = BOOKS_DATE + *(const int *)arg, id = tx_id(tx);
	enum err err = db_run(tx->db, posting, V(tx->property), V(tx_id(tx)), V(id), V(24000000),
			      V(5), V(date));

	if (err == ERR_OK)
		err = db_run(tx->db, posting, V(tx->property), V(tx_id(tx)), V(id), V(41000000),
			     V(-5), V(date));
	return err == ERR_OK ? db_run(tx->db, entry, V(tx->property), V(id), V(date)) : err;
}

static enum err odd_paper(struct tx *tx, void *arg)
{
	static const char sql[] =
		"INSERT INTO paper (property, id, series, station, number, bill, part, "
		"business_date, model) VALUES ($1, $2, 'receipt', 1, 99, 0, 0, $3, '{}')";

	(void)arg;
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(tx->business_date));
}

static enum err odd_tender(struct tx *tx, void *arg)
{
	static const char sql[] =
		"INSERT INTO tender (property, id, bill, part, tender_type, drawer_session, "
		"amount_minor, unit, given_minor, change_minor, rounding_minor, rate_num, "
		"rate_den, payment, entry, takes_back, business_date) SELECT $1, $2, t.bill, "
		"t.part, 1, t.drawer_session, t.amount_minor, 'EUR', t.amount_minor, 0, 0, 1, 1, "
		"0, t.entry, 0, $3 FROM tender AS t WHERE t.property = $1 AND "
		"t.id = (SELECT max(u.id) FROM tender AS u)";

	(void)arg;
	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(tx->business_date));
}

static void well_chained_wrongs_are_named_too(void)
{
	static const int sealed = 1, other = 9;
	static const struct {
		const char *name;
		enum err (*body)(struct tx *tx, void *arg);
		const void *arg;
		const char *expected;
	} acts[] = {
		{ "late", late_posting, &sealed, "is not of the date of its act" },
		{ "early", late_posting, &other, "is not of the date of its act" },
		{ "gap", odd_paper, NULL, "the number before it is missing (B7)" },
		{ "again", odd_tender, NULL, "tender" },
	};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct verify_result result;
		struct act act = desk_act("odd");
		struct desk desk;
		char name[32];

		str_format(name, sizeof name, "odd-%zu.db", i);
		fill(&desk, name);
		CHECK_OK(act_run(desk.db, &act, acts[i].name, "", acts[i].body,
				 (void *)acts[i].arg, NULL));
		CHECK_INT(verify_run(desk.db, NULL, NULL, &result), ERR_CORRUPT);
		if (strstr(result.first, acts[i].expected) == NULL)
			printf("%s: \"%s\"\n", acts[i].name, result.first);
		CHECK(strstr(result.first, acts[i].expected) != NULL);
		desk_close(&desk);
	}
}

static void start_up_looks_at_what_is_new(void)
{
	struct original original;
	struct verify_result result;
	struct db_options options;
	struct desk desk, copy;

	fill(&desk, "recent.db");
	CHECK_OK_FATAL(db_checkpoint(desk.db));
	original_read(&original, desk.path);
	options = desk_options(&desk.clock);
	spoil(&original, desk.db, "tender", "UPDATE tender SET amount_minor = amount_minor + 1 "
					    "WHERE id = (SELECT max(id) FROM tender)");
	CHECK_OK_FATAL(db_open(original.path, &options, NULL, 0, &copy.db));
	CHECK_INT(verify_recent(copy.db, &result), ERR_CORRUPT);
	CHECK(strncmp(result.first, "tender ", 7) == 0);
	db_close(copy.db);
	spoil(&original, desk.db, "day_seal", "UPDATE day_seal SET text = text || 'x' "
					      "WHERE id = (SELECT max(id) FROM day_seal)");
	CHECK_OK_FATAL(db_open(original.path, &options, NULL, 0, &copy.db));
	CHECK_INT(verify_recent(copy.db, &result), ERR_CORRUPT);
	CHECK(strncmp(result.first, "day_seal ", 9) == 0);
	db_close(copy.db);
	free(original.bytes);
	desk_close(&desk);
}

static void many_stations_form_many_chains(void)
{
	struct verify_result result;
	struct station *station[12] = { NULL };
	struct books books;
	struct desk desk;

	desk_open(&desk, "stations.db", "");
	books_begin(&books, desk.db, DESK_STATION);
	CHECK_OK(books_found(&books));
	for (int i = 0; i < 12; i++)
		CHECK_OK(station_hold(desk.db, i < 11 ? 2 + i * 100 : ID_STATION_MAX, NULL, 0,
				      &station[i]));
	for (int i = 0; i < 60; i++) {
		books.station = i % 12 < 11 ? 2 + i % 12 * 100 : ID_STATION_MAX;
		CHECK_OK(books_open(&books));
	}
	books.station = DESK_STATION;
	CHECK_OK(books_roll(&books));
	CHECK_OK(verify_run(desk.db, NULL, NULL, &result));
	CHECK_INT(result.acts, 62);
	CHECK_OK(verify_recent(desk.db, &result));
	CHECK_INT(result.acts, 1);
	for (int i = 0; i < 12; i++)
		station_release(station[i]);
	desk_close(&desk);
}

static void a_backup_is_proven_and_never_overwrites(void)
{
	struct verify_result live, copied;
	char path[512];
	struct desk desk;

	fill(&desk, "backed.db");
	CHECK_OK(db_backup(desk.db, desk_path("backup.db", path)));
	CHECK_OK(verify_run(desk.db, NULL, NULL, &live));
	CHECK_OK(prove(path, &copied));
	CHECK_INT(copied.acts, live.acts);
	CHECK_INT(copied.rows, live.rows);
	CHECK_INT(db_backup(desk.db, path), ERR_EXISTS);
	CHECK(db_backup(desk.db, desk_path("no/folder/backup.db", path)) != ERR_OK);
	desk_close(&desk);
	CHECK(desk_raw(desk.path, "DROP TRIGGER line_no_update; UPDATE line SET quantity = 9; "
				  "CREATE TRIGGER line_no_update BEFORE UPDATE ON line BEGIN "
				  "SELECT RAISE(ABORT, 'line: UPDATE refused'); END") >= 1);
	desk_open(&desk, "backed.db", "");
	CHECK_INT(db_backup(desk.db, desk_path("backup-2.db", path)), ERR_CORRUPT);
	CHECK(strncmp(db_words(desk.db), "line ", 5) == 0);
	CHECK(!file_exists(path));
	desk_close(&desk);
}

const struct check_test test_verify[] = {
	{ "good books are found good", good_books_are_found_good },
	{ "an empty store is good", an_empty_store_is_good },
	{ "the row of every changed column is named (L5)", every_changed_column_is_named },
	{ "every missing row is named (L5)", every_missing_row_is_named },
	{ "forged and moved rows are named (L5)", forgeries_are_named },
	{ "a damaged file is never a crash", a_damaged_file_is_never_passed },
	{ "wrongs with a good chain are named (L1, B7, L9)", well_chained_wrongs_are_named_too },
	{ "start-up looks at the last seal and what came since", start_up_looks_at_what_is_new },
	{ "many stations form many chains (L5)", many_stations_form_many_chains },
	{ "a backup is proven and never overwrites", a_backup_is_proven_and_never_overwrites },
	{ 0 },
};
