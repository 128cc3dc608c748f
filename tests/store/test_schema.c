/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/test_schema.c -- reading schema steps, migrating, and the triggers of each class.
 */
#include "store/schema.h"

#include <string.h>

#include "store/desk.h"
#include "store/suites.h"

static const char step_1[] =
	"-- A table of each class.\n"
	"-- book\n"
	"CREATE TABLE deed (\n"
	"	property BIGINT NOT NULL, -- the house\n"
	"	id BIGINT NOT NULL,\n"
	"	kind TEXT NOT NULL CHECK (kind IN ('a;b', 'c')),\n"
	"	PRIMARY KEY (property, id)\n"
	");\n"
	"CREATE INDEX deed_kind ON deed (property, kind) WHERE kind <> 'c';\n"
	"-- log\n"
	"CREATE TABLE trail (property BIGINT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL,\n"
	"	PRIMARY KEY (property, id));\n"
	"-- state\n"
	"CREATE TABLE retention (property BIGINT NOT NULL, name TEXT NOT NULL,\n"
	"	is_open BIGINT NOT NULL, PRIMARY KEY (property, name));\n";

static const char step_2[] =
	"ALTER TABLE deed ADD COLUMN weight BIGINT NOT NULL DEFAULT 0;\n"
	"-- book\n"
	"CREATE TABLE seal (property BIGINT NOT NULL, id BIGINT NOT NULL, text TEXT,\n"
	"	PRIMARY KEY (property, id));\n";

static const char *const one[] = { step_1, NULL };
static const char *const both[] = { step_1, step_2, NULL };

static void reads_classes_and_columns(void)
{
	struct schema schema;
	const struct schema_table *deed;

	CHECK_OK_FATAL(schema_parse(both, &schema));
	CHECK_INT(schema.forms, 2);
	CHECK_INT(schema.n, 4);
	CHECK_INT(schema.books, 2);
	deed = schema_find(&schema, "deed");
	CHECK_FATAL(deed != NULL);
	CHECK_INT(deed->class, SCHEMA_BOOK);
	CHECK_INT(deed->n, 4);
	CHECK_TEXT(deed->column[2].name, "kind");
	CHECK(deed->column[2].is_text);
	CHECK_INT(deed->column[2].form, 1);
	CHECK_INT(deed->column[3].form, 2);
	CHECK_INT(schema_find(&schema, "trail")->class, SCHEMA_LOG);
	CHECK_INT(schema_find(&schema, "retention")->class, SCHEMA_STATE);
	CHECK_INT(schema_find(&schema, "seal")->book, 1);
	CHECK_INT(schema_find(&schema, "seal")->form, 2);
	CHECK(schema_find(&schema, "nothing") == NULL);
	schema_done(&schema);
}

static void refuses_steps_that_break_the_rules(void)
{
	static const char *const wrong[] = {
		"CREATE TABLE a (property BIGINT NOT NULL, id BIGINT NOT NULL);\n",
		"-- book\nCREATE TABLE a (id BIGINT NOT NULL);\n",
		"-- book\nCREATE TABLE a (property BIGINT NOT NULL, other BIGINT NOT NULL);\n",
		"-- state\nCREATE TABLE a (property BIGINT NOT NULL, x REAL);\n",
		"-- state\nCREATE TABLE a (property BIGINT NOT NULL, x TEXT, x TEXT);\n",
		"-- state\nCREATE TABLE a (property BIGINT NOT NULL\n",
		"ALTER TABLE nowhere ADD COLUMN x TEXT;\n",
		("-- state\nCREATE TABLE a (property BIGINT);\n"
		 "ALTER TABLE a DROP COLUMN property;\n"),
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *const steps[] = { wrong[i], NULL };
		struct schema schema;

		CHECK_INT(schema_parse(steps, &schema), ERR_DATA);
	}
}

static void the_schema_of_the_program_is_whole(void)
{
	struct schema schema;
	const struct schema_table *act;

	CHECK_OK_FATAL(schema_parse(schema_steps, &schema));
	CHECK(schema.forms >= 1);
	CHECK(schema.books >= 22);
	act = schema_find(&schema, "act");
	CHECK_FATAL(act != NULL);
	CHECK_INT(act->book, 0);
	CHECK_TEXT(act->column[act->n - 1].name, "hash");
	schema_done(&schema);
}

static enum err write_deed(struct db *db, void *arg)
{
	static const char deed[] = "INSERT INTO deed (property, id, kind) VALUES (1, $1, 'c')";
	static const char trail[] = "INSERT INTO trail (property, id, text) VALUES (1, $1, 'x')";
	const int64_t *id = arg;
	enum err err = db_run(db, deed, V(*id));

	return err == ERR_OK ? db_run(db, trail, V(*id)) : err;
}

static void an_older_store_is_brought_up_to_date(void)
{
	struct db_options options;
	struct desk desk;
	int64_t id = 7, weight = -1;
	char words[256] = "";

	desk_open_steps(&desk, "older.db", one);
	CHECK_OK(db_atomically(desk.db, write_deed, &id));
	desk_close(&desk);
	options = desk_options(&desk.clock);
	options.migrate = false;
	CHECK_INT(db_open_steps(desk.path, &options, both, words, sizeof words, &desk.db),
		  ERR_STATE);
	desk_open_steps(&desk, "older.db", both);
	CHECK_INT(db_form(desk.db), 2);
	CHECK_OK(db_one_int(desk.db, &weight, "SELECT weight FROM deed WHERE id = $1", V(7)));
	CHECK_INT(weight, 0);
	CHECK_OK(migrate_check(desk.db));
	desk_close(&desk);
	options.migrate = true;
	CHECK_INT(db_open_steps(desk.path, &options, one, words, sizeof words, &desk.db),
		  ERR_NEWER);
	CHECK(strstr(words, "2") != NULL);
}

static void a_migration_that_fails_changes_nothing(void)
{
	static const char broken_step[] =
		"ALTER TABLE deed ADD COLUMN weight BIGINT NOT NULL DEFAULT 0;\n"
		"CREATE INDEX deed_nothing ON deed (nothing);\n";
	static const char *const broken[] = { step_1, broken_step, NULL };
	struct db_options options;
	struct desk desk;

	desk_open_steps(&desk, "half.db", one);
	desk_close(&desk);
	options = desk_options(&desk.clock);
	CHECK(db_open_steps(desk.path, &options, broken, NULL, 0, &desk.db) != ERR_OK);
	desk_open_steps(&desk, "half.db", one);
	CHECK_OK(migrate_check(desk.db));
	desk_close(&desk);
}

static enum err run_raw(struct db *db, void *arg)
{
	return sqlite_err(db, sqlite3_exec(db->sqlite, arg, NULL, NULL, NULL));
}

/* Runs driver text past the authorizer, so that only the triggers stand in the way. */
static enum err without_authorizer(struct desk *desk, const char *sql)
{
	enum err err;

	sqlite3_set_authorizer(desk->db->sqlite, NULL, NULL);
	err = db_atomically(desk->db, run_raw, (void *)sql);
	sqlite3_set_authorizer(desk->db->sqlite, sqlite_authorize, desk->db);
	return err;
}

static void a_book_refuses_every_change(void)
{
	static const char *const changes[] = {
		"UPDATE deed SET kind = 'a;b'",
		"UPDATE deed SET id = 8",
		"DELETE FROM deed",
		"INSERT OR REPLACE INTO deed (property, id, kind) VALUES (1, 7, 'a;b')",
		"REPLACE INTO deed (property, id, kind) VALUES (1, 7, 'a;b')",
		("INSERT INTO deed (property, id, kind) VALUES (1, 7, 'c') "
		 "ON CONFLICT (property, id) DO UPDATE SET kind = 'a;b'"),
	};
	struct desk desk;
	int64_t id = 7, n = 0;

	desk_open_steps(&desk, "triggers.db", one);
	CHECK_OK(db_atomically(desk.db, write_deed, &id));
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		CHECK_INT(without_authorizer(&desk, changes[i]), ERR_STATE);
	CHECK_OK(db_one_int(desk.db, &n, "SELECT count(*) FROM deed WHERE id = 7 AND kind = 'c'"));
	CHECK_INT(n, 1);
	desk_close(&desk);
}

static void a_log_lets_go_only_under_retention(void)
{
	struct desk desk;
	int64_t id = 7, n = -1;

	desk_open_steps(&desk, "log.db", one);
	CHECK_OK(db_atomically(desk.db, write_deed, &id));
	CHECK_INT(without_authorizer(&desk, "UPDATE trail SET text = 'y'"), ERR_STATE);
	CHECK_INT(without_authorizer(&desk, "DELETE FROM trail"), ERR_STATE);
	CHECK_OK(without_authorizer(&desk, "INSERT INTO retention VALUES (1, 'trail', 0)"));
	CHECK_INT(without_authorizer(&desk, "DELETE FROM trail"), ERR_STATE);
	CHECK_OK(without_authorizer(&desk, "UPDATE retention SET is_open = 1"));
	CHECK_OK(without_authorizer(&desk, "DELETE FROM trail"));
	CHECK_OK(db_one_int(desk.db, &n, "SELECT count(*) FROM trail"));
	CHECK_INT(n, 0);
	desk_close(&desk);
}

static void the_authorizer_refuses_at_run_time(void)
{
	static const char *const wrong[] = {
		"UPDATE deed SET kind = 'c'", "DELETE FROM deed", "DROP TABLE deed",
		"DROP TRIGGER deed_no_update", "CREATE TABLE x (a)", "ATTACH 'x' AS y",
		"ALTER TABLE deed ADD COLUMN b", "PRAGMA synchronous = OFF",
		"PRAGMA writable_schema = ON", "UPDATE trail SET text = 'y'",
		"DELETE FROM sqlite_schema",
	};
	struct desk desk;
	int64_t id = 7;

	desk_open_steps(&desk, "authorizer.db", one);
	CHECK_OK(db_atomically(desk.db, write_deed, &id));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(db_atomically(desk.db, run_raw, (void *)wrong[i]) != ERR_OK);
	CHECK_OK(sqlite_settings_check(desk.db));
	CHECK_OK(migrate_check(desk.db));
	desk_close(&desk);
}

static void a_changed_schema_is_found(void)
{
	static const char *const changes[] = {
		"DROP TRIGGER deed_no_update",
		"DROP INDEX deed_kind",
		"DROP TABLE trail",
		"CREATE TABLE extra (a)",
		("DROP TRIGGER deed_no_delete; CREATE TRIGGER deed_no_delete BEFORE DELETE "
		 "ON deed BEGIN SELECT 1; END"),
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct desk desk;
		char name[32];

		snprintf(name, sizeof name, "schema-%zu.db", i);
		desk_open_steps(&desk, name, one);
		desk_close(&desk);
		CHECK(desk_raw(desk.path, changes[i]) >= 0);
		desk_open_steps(&desk, name, one);
		CHECK_INT(migrate_check(desk.db), ERR_CORRUPT);
		CHECK(strstr(db_words(desk.db), "schema ") != NULL);
		desk_close(&desk);
	}
}

const struct check_test test_schema[] = {
	{ "steps give tables, classes, columns and forms", reads_classes_and_columns },
	{ "steps that break the rules are refused", refuses_steps_that_break_the_rules },
	{ "the schema of the program is whole", the_schema_of_the_program_is_whole },
	{ "an older store is brought up to date", an_older_store_is_brought_up_to_date },
	{ "a migration that fails changes nothing", a_migration_that_fails_changes_nothing },
	{ "a book refuses every change (L2)", a_book_refuses_every_change },
	{ "a log lets go of rows only under retention", a_log_lets_go_only_under_retention },
	{ "the authorizer refuses at run time", the_authorizer_refuses_at_run_time },
	{ "a changed schema is found", a_changed_schema_is_found },
	{ 0 },
};
