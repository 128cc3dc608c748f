/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/test_db.c -- opening by URL, bad files, statements, transactions, the writers' queue.
 */
#include "store/db.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/suites.h"

static const char insert_note[] = "INSERT INTO note (property, id, text, version) "
				  "VALUES ($1, $2, $3, 1)";
static const char count_notes[] = "SELECT count(*) FROM note WHERE property = $1";

static int64_t notes(struct db *db)
{
	int64_t n = -1;

	CHECK_OK(db_one_int(db, &n, count_notes, V(1)));
	return n;
}

static void urls_are_taken_apart(void)
{
	static const char *const wrong[] = {
		"", "sqlite:", "pg:host=x", "sqlite:a?lock=none", "sqlite:a?what=1",
		"sqlite:a?synchronous=maybe", "sqlite:a?lock", "sqlite:a?twice=2", "sqlite:a?",
	};
	struct db_url url;

	CHECK_OK(db_url_parse("sqlite:/a/b.db?vfs=memory&lock=none&synchronous=off&twice=1",
			      &url));
	CHECK_TEXT(url.path, "/a/b.db");
	CHECK_TEXT(url.vfs, "memory");
	CHECK(!url.has_queue && url.twice);
	CHECK_INT(url.synchronous, DB_SYNCHRONOUS_OFF);
	CHECK_OK(db_url_parse("books.db", &url));
	CHECK_TEXT(url.path, "books.db");
	CHECK(url.has_queue && !url.twice);
	CHECK_INT(url.synchronous, DB_SYNCHRONOUS_FULL);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK_INT(db_url_parse(wrong[i], &url), ERR_USAGE);
}

static void every_setting_is_read_back(void)
{
	struct desk desk;
	int64_t value = -1;
	bool found;

	desk_open(&desk, "settings.db", "");
	CHECK_OK(sqlite_settings_check(desk.db));
	CHECK_OK(sqlite_int(desk.db, "PRAGMA synchronous", &value, &found));
	CHECK_INT(value, 2);
	sqlite3_set_authorizer(desk.db->sqlite, NULL, NULL);
	CHECK_OK(sqlite_exec(desk.db, "PRAGMA synchronous = NORMAL"));
	CHECK_INT(sqlite_settings_check(desk.db), ERR_SETTING);
	CHECK(strstr(db_words(desk.db), "synchronous") != NULL);
	CHECK_OK(sqlite_exec(desk.db, "PRAGMA synchronous = FULL"));
	CHECK_OK(sqlite_exec(desk.db, "PRAGMA foreign_keys = OFF"));
	CHECK_INT(sqlite_settings_check(desk.db), ERR_SETTING);
	CHECK_OK(sqlite_exec(desk.db, "PRAGMA foreign_keys = ON"));
	sqlite3_db_config(desk.db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	CHECK_INT(sqlite_settings_check(desk.db), ERR_SETTING);
	desk_close(&desk);
}

static void write_file(const char *path, const char *text)
{
	CHECK_OK(file_write(path, 0600, text, strlen(text)));
}

static enum err try_open(const char *path, bool create, char *words)
{
	struct clock clock = { 0 };
	struct db_options options = desk_options(&clock);
	struct db *db = NULL;
	enum err err;

	options.create = create;
	err = db_open(path, &options, words, 512, &db);
	if (err == ERR_OK)
		db_close(db);
	return err;
}

static void bad_files_are_refused_with_words(void)
{
	char path[512], link[512], words[512] = "";

	CHECK_INT(try_open(desk_path("nothing.db", path), false, words), ERR_MISSING_FILE);
	CHECK(words[0] != '\0');
	CHECK_INT(try_open(desk_path("no/folder.db", path), true, words), ERR_MISSING_FILE);
	CHECK_INT(try_open(check_folder(), true, words), ERR_NOT_A_STORE);
	write_file(desk_path("text.db", path), "Dear diary, this is a text and not a store at all, "
		   "and it is longer than the hundred bytes that an SQLite header takes up.\n");
	CHECK_INT(try_open(path, false, words), ERR_NOT_A_STORE);
	CHECK_INT(try_open(path, true, words), ERR_NOT_A_STORE);
	str_format(link, sizeof link, "%s.lock", path);
	CHECK(!file_exists(link));
	write_file(desk_path("empty.db", path), "");
	CHECK_INT(try_open(path, false, words), ERR_NOT_A_STORE);
	CHECK_OK(try_open(path, true, words));
	desk_path("link.db", link);
	CHECK_INT(symlink(path, link), 0);
	CHECK_INT(try_open(link, false, words), ERR_NOT_A_STORE);
}

static void another_programs_file_is_refused(void)
{
	char path[512], words[512] = "";
	int fd = open(desk_path("other.db", path), O_CREAT | O_WRONLY, 0600);

	close(fd);
	CHECK(desk_raw(path, "CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 3") >= 0);
	CHECK_INT(try_open(path, true, words), ERR_NOT_A_STORE);
	CHECK(strstr(words, "another program") != NULL);
	CHECK(desk_raw(path, "PRAGMA application_id = 77") >= 0);
	CHECK_INT(try_open(path, true, words), ERR_NOT_A_STORE);
}

static void a_newer_store_is_refused(void)
{
	struct desk desk;
	char words[512] = "";

	desk_open(&desk, "newer.db", "");
	desk_close(&desk);
	CHECK(desk_raw(desk.path, "PRAGMA user_version = 99") >= 0);
	CHECK_INT(try_open(desk.path, true, words), ERR_NEWER);
	CHECK(strstr(words, "99") != NULL);
}

/* Opens as somebody who may not write there: root may write anywhere. */
static int open_as_nobody(const char *path, bool create)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		char words[512];

		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(99);
		_exit((int)try_open(path, create, words));
	}
	if (child > 0)
		waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void what_cannot_be_written_is_said(void)
{
	char folder[512], path[600];

	chmod(check_folder(), 0755);
	CHECK_OK(file_make_folder(desk_path("readonly", folder)));
	str_format(path, sizeof path, "%s/books.db", folder);
	chmod(folder, 0555);
	CHECK_INT(open_as_nobody(path, true), ERR_READ_ONLY);
	chmod(folder, 0755);
	CHECK_OK(try_open(path, true, folder));
	CHECK_INT(chmod(path, 0400), 0);
	CHECK(open_as_nobody(path, false) != ERR_OK);
}

static void a_store_is_ours_alone(void)
{
	struct desk desk;
	struct stat st;
	char path[600];
	static const char *const ends[] = { "", "-wal", "-shm", ".lock", ".station-1" };

	desk_open(&desk, "mode.db", "");
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		str_format(path, sizeof path, "%s%s", desk.path, ends[i]);
		CHECK_INT(stat(path, &st), 0);
		CHECK_INT(st.st_mode & 0777, 0600);
	}
	desk_close(&desk);
	CHECK_INT(chmod(desk.path, 0644), 0);
	desk_open(&desk, "mode.db", "");
	CHECK_INT(stat(desk.path, &st), 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	desk_close(&desk);
}

static enum err write_note(struct db *db, void *arg)
{
	const int64_t *id = arg;

	return db_run(db, insert_note, V(1), V(*id), V("good evening"));
}

static enum err write_two_and_fail(struct db *db, void *arg)
{
	int64_t id = 100;
	enum err err = write_note(db, &id);

	(void)arg;
	CHECK_OK(err);
	id++;
	CHECK_OK(write_note(db, &id));
	CHECK_INT(notes(db), 3);
	return ERR_CANCELLED;
}

static void a_body_that_fails_leaves_nothing(void)
{
	struct desk desk;
	int64_t id = 1, posted;

	desk_open(&desk, "atomic.db", "");
	posted = db_posted(desk.db);
	CHECK_OK(db_atomically(desk.db, write_note, &id));
	CHECK_INT(db_posted(desk.db), posted + 1);
	CHECK_INT(db_atomically(desk.db, write_two_and_fail, NULL), ERR_CANCELLED);
	CHECK_INT(db_posted(desk.db), posted + 1);
	CHECK_INT(notes(desk.db), 1);
	CHECK_INT(db_atomically(desk.db, write_note, &id), ERR_EXISTS);
	CHECK_INT(notes(desk.db), 1);
	desk_close(&desk);
	desk_open(&desk, "atomic.db", "");
	CHECK_INT(notes(desk.db), 1);
	desk_close(&desk);
}

static enum err count_runs(struct db *db, void *arg)
{
	int *runs = arg;
	int64_t id = 5;

	++*runs;
	CHECK_INT(notes(db), 0);
	return write_note(db, &id);
}

static void a_body_runs_twice_and_counts_once(void)
{
	struct desk desk;
	int runs = 0;

	desk_open(&desk, "twice.db", "?twice=1");
	CHECK_OK(db_atomically(desk.db, count_runs, &runs));
	CHECK_INT(runs, 2);
	CHECK_INT(notes(desk.db), 1);
	desk_close(&desk);
}

static enum err nested_queries(struct db *db, void *arg)
{
	static const char all[] = "SELECT id, text FROM note WHERE property = $1 ORDER BY id";
	struct db_rows *outer = db_query(db, all, V(1));
	int *pairs = arg;
	enum err err;

	while (db_next(outer)) {
		struct db_rows *inner = db_query(db, all, V(1));

		while (db_next(inner))
			++*pairs;
		err = db_end(inner);
		if (err != ERR_OK)
			return err;
	}
	return db_end(outer);
}

static void a_statement_may_be_used_while_it_runs(void)
{
	struct desk desk;
	int pairs = 0;

	desk_open(&desk, "nested.db", "");
	for (int64_t id = 1; id <= 3; id++)
		CHECK_OK(db_atomically(desk.db, write_note, &id));
	CHECK_OK(db_consistently(desk.db, nested_queries, &pairs));
	CHECK_INT(pairs, 9);
	desk_close(&desk);
}

static void values_come_back_as_they_went_in(void)
{
	static const char sql[] = "SELECT $2 || 'x', $1 + 1, $3, NULL, 'y'";
	struct desk desk;
	struct db_rows *rows;

	desk_open(&desk, "values.db", "");
	rows = db_query(desk.db, sql, V(INT64_C(41)), V("سلام"), V_NULL);
	CHECK(db_next(rows));
	CHECK_INT(db_columns(rows), 5);
	CHECK_TEXT(db_text(rows, 0), "سلامx");
	CHECK_INT(db_int(rows, 1), 42);
	CHECK(db_is_null(rows, 2) && db_is_null(rows, 3) && !db_is_null(rows, 4));
	CHECK_TEXT(db_text(rows, 3), "");
	CHECK(!db_next(rows));
	CHECK_OK(db_end(rows));
	desk_close(&desk);
}

static void the_statement_table_stays_bounded(void)
{
	static char texts[DB_STATEMENTS_MAX * 2][32];
	struct desk desk;

	desk_open(&desk, "bounded.db", "");
	for (int i = 0; i < DB_STATEMENTS_MAX * 2; i++) {
		int64_t n = -1;

		str_format(texts[i], sizeof texts[i], "SELECT %d", i);
		CHECK_OK(db_one_int(desk.db, &n, texts[i]));
		CHECK_INT(n, i);
	}
	CHECK(desk.db->statements <= DB_STATEMENTS_MAX);
	desk_close(&desk);
}

static void other_connections_are_noticed(void)
{
	struct desk a, b;
	int64_t before, id = 1;

	desk_open(&a, "changed.db", "");
	b = a;
	b.station = NULL;
	b.db = NULL;
	{
		struct db_options options = desk_options(&b.clock);

		CHECK_OK_FATAL(db_open(a.path, &options, NULL, 0, &b.db));
	}
	before = db_changed(a.db);
	CHECK_INT(db_changed(a.db), before);
	CHECK_OK(db_atomically(b.db, write_note, &id));
	CHECK(db_changed(a.db) != before);
	before = db_changed(a.db);
	id = 2;
	CHECK_OK(db_atomically(a.db, write_note, &id));
	CHECK_INT(db_changed(a.db), before);
	desk_close(&b);
	desk_close(&a);
}

static enum err look_twice(struct db *db, void *arg)
{
	struct desk *other = arg;
	int64_t id = 9, before = notes(db);

	CHECK_OK(db_atomically(other->db, write_note, &id));
	CHECK_INT(notes(db), before);
	return ERR_OK;
}

static void a_consistent_view_does_not_move(void)
{
	struct desk a, b;

	desk_open(&a, "view.db", "");
	b = a;
	b.station = NULL;
	{
		struct db_options options = desk_options(&b.clock);

		CHECK_OK_FATAL(db_open(a.path, &options, NULL, 0, &b.db));
	}
	CHECK_OK(db_consistently(a.db, look_twice, &b));
	CHECK_INT(notes(a.db), 1);
	desk_close(&b);
	desk_close(&a);
}

struct waits {
	int began, ended;
};

static void on_wait(void *arg, bool waiting)
{
	struct waits *waits = arg;

	if (waiting)
		waits->began++;
	else
		waits->ended++;
}

static void a_writer_waits_its_turn(void)
{
	struct waits waits = { 0 };
	struct db_options options;
	struct desk desk;
	int gate[2];
	char byte;
	pid_t child;
	int64_t id = 1;

	desk_open(&desk, "queue.db", "");
	desk_close(&desk);
	CHECK_INT(pipe(gate), 0);
	child = fork();
	if (child == 0) {
		struct file_lock lock;
		char path[600];

		str_format(path, sizeof path, "%s.lock", desk.path);
		if (file_lock_open(path, &lock) != ERR_OK || file_lock_try(&lock) != ERR_OK)
			_exit(1);
		if (write(gate[1], "x", 1) != 1)
			_exit(1);
		usleep((DB_QUIET_MS + 100) * 1000);
		_exit(0);
	}
	CHECK_INT(read(gate[0], &byte, 1), 1);
	options = desk_options(&desk.clock);
	options.on_wait = on_wait;
	options.on_wait_arg = &waits;
	CHECK_OK_FATAL(db_open(desk.path, &options, NULL, 0, &desk.db));
	CHECK_INT(waits.began, 1);
	CHECK_INT(waits.ended, 1);
	CHECK_OK(db_atomically(desk.db, write_note, &id));
	CHECK_INT(waits.began, 1);
	desk_close(&desk);
	waitpid(child, NULL, 0);
	close(gate[0]);
	close(gate[1]);
}

static void the_log_is_copied_back(void)
{
	struct desk desk;
	struct stat st;
	char path[600];

	desk_open(&desk, "log-pages.db", "");
	for (int64_t id = 1; id <= 1200; id++)
		CHECK_OK(db_atomically(desk.db, write_note, &id));
	str_format(path, sizeof path, "%s-wal", desk.path);
	CHECK_INT(stat(path, &st), 0);
	CHECK(st.st_size < (DB_LOG_PAGES + 200) * 4200);
	CHECK_OK(db_checkpoint(desk.db));
	CHECK_INT(stat(path, &st), 0);
	CHECK_INT(st.st_size, 0);
	CHECK_INT(notes(desk.db), 1200);
	desk_close(&desk);
}

static void a_live_store_flushes_fully(void)
{
	char url[600], words[512];
	struct desk desk;

	desk_open(&desk, "live.db", "");
	desk_close(&desk);
	str_format(url, sizeof url, "%s?synchronous=off", desk.path);
	CHECK_OK(try_open(url, false, words));
	CHECK(desk_raw(desk.path, "INSERT INTO property VALUES (1, 'x', 'live', 'EUR', 2, 1, "
				  "'UTC', 1, '', '', '', 1)") == 1);
	CHECK_INT(try_open(url, false, words), ERR_SETTING);
	CHECK_OK(try_open(desk.path, false, words));
}

const struct check_test test_db[] = {
	{ "store addresses are taken apart", urls_are_taken_apart },
	{ "every setting is read back", every_setting_is_read_back },
	{ "bad files are refused with words", bad_files_are_refused_with_words },
	{ "another program's file is refused", another_programs_file_is_refused },
	{ "a newer store is refused", a_newer_store_is_refused },
	{ "what cannot be written is said", what_cannot_be_written_is_said },
	{ "a store is ours alone", a_store_is_ours_alone },
	{ "a body that fails leaves nothing", a_body_that_fails_leaves_nothing },
	{ "a body runs twice and counts once", a_body_runs_twice_and_counts_once },
	{ "a statement may be used while it runs", a_statement_may_be_used_while_it_runs },
	{ "values come back as they went in", values_come_back_as_they_went_in },
	{ "the table of statements stays bounded", the_statement_table_stays_bounded },
	{ "other connections are noticed", other_connections_are_noticed },
	{ "a consistent view does not move", a_consistent_view_does_not_move },
	{ "a writer waits its turn and says so", a_writer_waits_its_turn },
	{ "the log is copied back before it grows", the_log_is_copied_back },
	{ "a live store flushes fully", a_live_store_flushes_fully },
	{ 0 },
};
