/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * store/migrate.c -- turns the common text of the schema steps into SQLite's, adds the triggers of
 * each table's class, and brings a file from one step to the newest in one transaction.  Triggers
 * are driver text: a book refuses update and delete, a log refuses update and lets go of rows only
 * while its row in `retention` is open, an entry must balance when it goes in (L1), a posting
 * cannot join an entry that is there.
 */
#include <string.h>

#include "base/str.h"
#include "store/inside.h"

/* `word IN (a, b)` becomes `(word = a OR word = b)`: for IN, SQLite builds a table in memory at
 * every insert that is checked. */
static bool add_choice(struct str *text, const char **at, const char *end, const char *word,
		       size_t len)
{
	const char *p = *at, *next;
	size_t n = schema_word(&p, end, &next);

	if (n == 0 || !schema_is(next, n, "IN") || schema_is(word, len, "NOT"))
		return false;
	while ((n = schema_word(&p, end, &next)) > 0 && *next != ')') {
		if (*next == '(' || *next == ',')
			str_addf(text, "%s%.*s = ", *next == '(' ? "(" : " OR ", (int)len, word);
		else
			str_add_bytes(text, next, n);
	}
	str_add_char(text, ')');
	*at = p;
	return true;
}

/* BIGINT becomes INTEGER, and a table is closed with what SQLite offers to keep its types. */
static void add_statement(struct str *text, const struct schema_statement *statement)
{
	const char *at = statement->text, *end = at + statement->len, *word;
	bool is_table = statement->len > 12 && memcmp(statement->text, "CREATE TABLE", 12) == 0;
	size_t len;
	bool is_first = true;

	while ((len = schema_word(&at, end, &word)) > 0) {
		if (!is_first)
			str_add_char(text, ' ');
		is_first = false;
		if (is_table && add_choice(text, &at, end, word, len))
			continue;
		if (schema_is(word, len, "BIGINT"))
			str_add(text, "INTEGER");
		else
			str_add_bytes(text, word, len);
		/* two-character operators stay together */
		if (at < end && (*word == '<' || *word == '>') && (*at == '>' || *at == '=')) {
			str_add_char(text, *at);
			at++;
		}
	}
	str_add(text, is_table ? " STRICT, WITHOUT ROWID;\n" : ";\n");
}

static void add_refusal(struct str *text, const char *table, const char *name, const char *event,
			const char *when)
{
	str_addf(text,
		 "CREATE TRIGGER %s_%s BEFORE %s ON %s%s BEGIN "
		 "SELECT RAISE(ABORT, '%s: %s refused'); END;\n",
		 table, name, event, table, when, table, event);
}

static void add_triggers(struct str *text, const struct schema_table *table)
{
	static const char entry[] =
		"CREATE TRIGGER entry_balanced BEFORE INSERT ON entry BEGIN "
		"SELECT CASE WHEN x.n < 2 "
		"THEN RAISE(ABORT, 'entry: fewer than two postings') "
		"WHEN x.first = x.last AND x.total = 0 THEN 0 "
		"WHEN x.first = x.last OR EXISTS (SELECT 1 FROM posting AS q "
		"WHERE q.property = NEW.property AND q.entry = NEW.id "
		"GROUP BY q.unit HAVING sum(q.amount_minor) <> 0) "
		"THEN RAISE(ABORT, 'entry: does not balance') END FROM ("
		"SELECT count(*) AS n, min(p.unit) AS first, max(p.unit) AS last, "
		"sum(p.amount_minor) AS total FROM posting AS p "
		"WHERE p.property = NEW.property AND p.entry = NEW.id) AS x; END;\n";
	static const char posting[] =
		"CREATE TRIGGER posting_early BEFORE INSERT ON posting WHEN EXISTS (SELECT 1 "
		"FROM entry AS e WHERE e.property = NEW.property AND e.id = NEW.entry) BEGIN "
		"SELECT RAISE(ABORT, 'posting: its entry is there already'); END;\n";
	char when[160];

	if (table->class == SCHEMA_STATE)
		return;
	add_refusal(text, table->name, "no_update", "UPDATE", "");
	str_format(when, sizeof when,
		   " WHEN NOT EXISTS (SELECT 1 FROM retention AS r WHERE r.property = "
		   "OLD.property AND r.name = '%s' AND r.is_open = 1)",
		   table->name);
	add_refusal(text, table->name, "no_delete", "DELETE",
		    table->class == SCHEMA_LOG ? when : "");
	if (strcmp(table->name, "entry") == 0)
		str_add(text, entry);
	if (strcmp(table->name, "posting") == 0)
		str_add(text, posting);
}

static void add_step(struct str *text, const struct schema *schema, int form)
{
	const char *at = schema->steps[form - 1];
	struct schema_statement statement;

	while (schema_next(&at, &statement))
		add_statement(text, &statement);
	for (int i = 0; i < schema->n; i++)
		if (schema->table[i].form == form)
			add_triggers(text, &schema->table[i]);
}

/* SQLite guesses how many rows share a value.  With `property` leading every key it would take all
 * rows of a house for a handful and walk through them, so it is told once how keys narrow: a
 * property alone is everything, a whole unique key one row.  ANALYZE is never run on real rows:
 * plans stay the same from the first day to the last. */
static void add_statistics(struct str *text)
{
	static const char sql[] =
		"ANALYZE sqlite_schema;\n"
		"DELETE FROM sqlite_stat1;\n"
		"INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT i.tbl, i.idx, "
		"i.n || CASE i.columns WHEN 1 THEN ' 1' "
		"WHEN 2 THEN ' ' || i.n || ' ' || i.last "
		"WHEN 3 THEN ' ' || i.n || ' 1000 ' || i.last "
		"ELSE ' ' || i.n || ' 10000 100 ' || i.last END FROM ("
		"SELECT t.name AS tbl, CASE l.origin WHEN 'pk' THEN t.name ELSE l.name END AS idx, "
		"CASE l.partial WHEN 1 THEN 100 ELSE 1000000 END AS n, "
		"CASE l.\"unique\" WHEN 1 THEN 1 ELSE 10 END AS last, "
		"(SELECT count(*) FROM pragma_index_info(l.name)) AS columns "
		"FROM sqlite_schema AS t JOIN pragma_index_list(t.name) AS l "
		"WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_') AS i;\n"
		"ANALYZE sqlite_schema;\n";

	str_add(text, sql);
}

static void add_steps(struct str *text, const struct schema *schema, int from)
{
	for (int form = from + 1; form <= schema->forms; form++)
		add_step(text, schema, form);
}

/* The SQLite text of all steps after `from`. */
static enum err steps_text(const struct schema *schema, int from, struct str *text)
{
	add_steps(text, schema, from);
	add_statistics(text);
	return str_ok(text) ? ERR_OK : ERR_MEMORY;
}

static enum err migrate_in(struct db *db, int from)
{
	struct str text = { 0 };
	enum err err = steps_text(&db->schema, from, &text);

	str_addf(&text, "PRAGMA application_id = %d;\nPRAGMA user_version = %d;\n",
		 DB_APPLICATION_ID, db->schema.forms);
	if (err == ERR_OK)
		err = str_ok(&text) ? sqlite_exec(db, str_text(&text)) : ERR_MEMORY;
	str_done(&text);
	return err;
}

enum err migrate_run(struct db *db, int from)
{
	enum err err = sqlite_exec(db, "BEGIN IMMEDIATE");

	if (err != ERR_OK)
		return err;
	err = migrate_in(db, from);
	if (err == ERR_OK)
		err = sqlite_exec(db, "COMMIT");
	if (err != ERR_OK && !sqlite3_get_autocommit(db->sqlite))
		sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
	return err;
}

/* Steps one reader; -1 on error, else whether there is a row. */
static int step(sqlite3_stmt *stmt)
{
	int rc = sqlite3_step(stmt);

	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

static const char *column(sqlite3_stmt *stmt, int i)
{
	const char *text = (const char *)sqlite3_column_text(stmt, i);

	return text != NULL ? text : "";
}

/* Names the first object that is in one schema and not, or otherwise, in the other. */
static enum err compare(struct db *db, sqlite3_stmt *have, sqlite3_stmt *want)
{
	for (;;) {
		int a = step(have), b = step(want), order;

		if (a < 0 || b < 0)
			return sqlite_err(db, sqlite3_errcode(db->sqlite)) != ERR_OK ? ERR_CORRUPT
										     : ERR_MEMORY;
		if (a == 0 && b == 0)
			return ERR_OK;
		order = a == 0 ? 1 : b == 0 ? -1 : strcmp(column(have, 0), column(want, 0));
		if (order == 0 && strcmp(column(have, 1), column(want, 1)) == 0)
			continue;
		str_format(db->words, sizeof db->words, "schema %s: %s",
			   column(order < 0 ? have : want, 0),
			   order < 0 ? "does not belong here"
				     : (order > 0 ? "is missing" : "is not as it was made"));
		return ERR_CORRUPT;
	}
}

/* A file that was made by these steps in one go holds their very text, so that no model has to be
 * made.  Whatever else it is (migrated, copied, changed), the model decides.  SQLite opens no file
 * in which an object has another name than its text. */
static bool is_word_for_word(struct db *db)
{
	static const char sql[] = "SELECT sql FROM sqlite_schema ORDER BY rowid";
	struct str have = { 0 }, want = { 0 };
	sqlite3_stmt *stmt = NULL;
	bool is_same;

	add_steps(&want, &db->schema, 0);
	str_add(&want, "CREATE TABLE sqlite_stat1(tbl,idx,stat);\n");
	if (sqlite3_prepare_v2(db->sqlite, sql, -1, &stmt, NULL) == SQLITE_OK)
		while (step(stmt) > 0)
			str_addf(&have, "%s;\n", column(stmt, 0));
	is_same = str_ok(&have) && str_ok(&want) && str_equal(str_text(&have), str_text(&want));
	sqlite3_finalize(stmt);
	str_done(&have);
	str_done(&want);
	return is_same;
}

static enum err check_against(struct db *db, sqlite3 *model)
{
	static const char sql[] = "SELECT name, sql FROM sqlite_schema ORDER BY name";
	sqlite3_stmt *have = NULL, *want = NULL;
	struct str text = { 0 };
	enum err err = steps_text(&db->schema, 0, &text);
	int rc;

	if (err != ERR_OK)
		goto out;
	if (sqlite3_exec(model, str_text(&text), NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(model, sql, -1, &want, NULL) != SQLITE_OK) {
		err = ERR_MEMORY;
		goto out;
	}
	rc = sqlite3_prepare_v2(db->sqlite, sql, -1, &have, NULL);
	err = rc == SQLITE_OK ? compare(db, have, want) : sqlite_err(db, rc);
out:
	sqlite3_finalize(have);
	sqlite3_finalize(want);
	str_done(&text);
	return err;
}

enum err migrate_check(struct db *db)
{
	sqlite3 *model = NULL;
	enum err err;
	int rc;

	if (is_word_for_word(db))
		return ERR_OK;
	rc = sqlite3_open_v2(":memory:", &model,
			     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
			     NULL);
	err = rc == SQLITE_OK ? check_against(db, model) : ERR_MEMORY;
	sqlite3_close(model);
	return err;
}
