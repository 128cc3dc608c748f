/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/store/test_act.c -- acts: repetition, chain, entries that balance, stations.
 */
#include "store/act.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/id.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/suites.h"

static enum err write_event(struct tx *tx, void *arg)
{
	static const char sql[] = "INSERT INTO event (property, id, kind, subject, value) "
				  "VALUES ($1, $2, 'login', $3, 0)";
	int64_t id = tx_id(tx);
	int *runs = arg;

	if (runs != NULL)
		++*runs;
	tx->result = id;
	return db_run(tx->db, sql, V(tx->property), V(id), V(7));
}

static int64_t number(struct db *db, const char *sql)
{
	int64_t n = -1;

	CHECK_OK(db_one_int(db, &n, sql));
	return n;
}

static void a_repeated_act_returns_the_first_result(void)
{
	static const char count[] = "SELECT count(*) FROM event";
	struct desk desk;
	struct act act = desk_act("key-1");
	int64_t first = 0, again = 0;
	int runs = 0;

	desk_open(&desk, "repeat.db", "");
	CHECK_OK(act_run(desk.db, &act, "login", "digest", write_event, &runs, &first));
	CHECK_INT(first, id_make(1, 1, 1));
	CHECK_OK(act_run(desk.db, &act, "login", "digest", write_event, &runs, &again));
	CHECK_INT(again, first);
	CHECK_INT(runs, 1);
	CHECK_INT(number(desk.db, count), 1);
	CHECK_INT(act_run(desk.db, &act, "login", "other", write_event, &runs, &again),
		  ERR_KEY_REUSED);
	CHECK_INT(act_run(desk.db, &act, "logout", "digest", write_event, &runs, &again),
		  ERR_KEY_REUSED);
	CHECK_INT(runs, 1);
	CHECK_INT(number(desk.db, count), 1);
	desk_close(&desk);
}

static void an_act_run_twice_is_one_act(void)
{
	struct desk desk;
	struct act act = desk_act("key-1");
	int runs = 0;

	desk_open(&desk, "act-twice.db", "?twice=1");
	CHECK_OK(act_run(desk.db, &act, "login", "digest", write_event, &runs, NULL));
	CHECK_INT(runs, 2);
	CHECK_INT(number(desk.db, "SELECT count(*) FROM act"), 1);
	CHECK_INT(number(desk.db, "SELECT id FROM event"), id_make(1, 1, 1));
	desk_close(&desk);
}

static void acts_form_a_chain(void)
{
	static const char sql[] = "SELECT seq, prev, hash, at_unix_ms, length(rows) FROM act "
				  "WHERE property = $1 ORDER BY id";
	char last[HASH_TEXT_SIZE] = "";
	struct db_rows *rows;
	struct desk desk;
	int64_t n = 0, at = 0;

	desk_open(&desk, "chain.db", "");
	for (int i = 0; i < 5; i++) {
		struct act act = desk_act("");

		act_key(act.key, i);
		clock_init_set(&desk.clock, 1000000 - 1000 * i);
		CHECK_OK(act_run(desk.db, &act, "login", "", write_event, NULL, NULL));
	}
	rows = db_query(desk.db, sql, V(1));
	while (db_next(rows)) {
		CHECK_INT(db_int(rows, 0), ++n);
		CHECK_TEXT(db_text(rows, 1), last);
		str_copy(last, sizeof last, db_text(rows, 2));
		CHECK_INT(strlen(last), 43);
		CHECK(db_int(rows, 3) >= at);
		at = db_int(rows, 3);
		CHECK_INT(db_int(rows, 4), 8);
	}
	CHECK_OK(db_end(rows));
	CHECK_INT(n, 5);
	desk_close(&desk);
}

struct posting {
	const char *unit;
	int64_t amount_minor;
};

static enum err write_entry(struct tx *tx, void *arg)
{
	static const char posting[] =
		"INSERT INTO posting (property, id, entry, account, unit, amount_minor, "
		"business_date) VALUES ($1, $2, $3, $4, $5, $6, 0)";
	static const char entry[] =
		"INSERT INTO entry (property, id, kind, bill, part, corrects, business_date) "
		"VALUES ($1, $2, 'adjustment', 0, 0, 0, 0)";
	const struct posting *p = arg;
	int64_t id = tx_id(tx);
	enum err err = ERR_OK;

	for (int i = 0; err == ERR_OK && p[i].unit != NULL; i++)
		err = db_run(tx->db, posting, V(tx->property), V(tx_id(tx)), V(id), V(24000001 + i),
			     V(p[i].unit), V(p[i].amount_minor));
	if (err == ERR_OK)
		err = db_run(tx->db, entry, V(tx->property), V(id));
	tx->result = id;
	return err;
}

static enum err post(struct desk *desk, const char *key, const struct posting *postings)
{
	struct act act = desk_act(key);

	return act_run(desk->db, &act, "entry", key, write_entry, (void *)postings, NULL);
}

static enum err write_posting_alone(struct tx *tx, void *arg)
{
	static const char sql[] =
		"INSERT INTO posting (property, id, entry, account, unit, amount_minor, "
		"business_date) VALUES ($1, $2, $3, 1, 'EUR', 1, 0)";
	const int64_t *entry = arg;

	return db_run(tx->db, sql, V(tx->property), V(tx_id(tx)), V(*entry));
}

static void entries_balance_or_are_refused(void)
{
	static const struct posting good[] = { { "EUR", 5 }, { "EUR", -5 }, { 0 } };
	static const struct posting two_units[] = {
		{ "EUR", 5 }, { "EUR", -5 }, { "USD", 7 }, { "USD", -7 }, { 0 }
	};
	static const struct posting off[] = { { "EUR", 5 }, { "EUR", -4 }, { 0 } };
	static const struct posting mixed[] = { { "EUR", 5 }, { "USD", -5 }, { 0 } };
	static const struct posting lone[] = { { "EUR", 5 }, { 0 } };
	static const struct posting none[] = { { 0 } };
	struct desk desk;
	struct act act = desk_act("late");
	int64_t entry, nowhere = 999;

	desk_open(&desk, "entries.db", "");
	CHECK_OK(post(&desk, "good", good));
	CHECK_OK(post(&desk, "two units", two_units));
	CHECK_INT(post(&desk, "off", off), ERR_STATE);
	CHECK_INT(post(&desk, "mixed", mixed), ERR_STATE);
	CHECK_INT(post(&desk, "lone", lone), ERR_STATE);
	CHECK_INT(post(&desk, "none", none), ERR_STATE);
	entry = number(desk.db, "SELECT min(id) FROM entry");
	CHECK_INT(act_run(desk.db, &act, "late", "", write_posting_alone, &entry, NULL),
		  ERR_STATE);
	CHECK_INT(act_run(desk.db, &act, "late", "", write_posting_alone, &nowhere, NULL),
		  ERR_STATE);
	CHECK_INT(number(desk.db, "SELECT count(*) FROM entry"), 2);
	CHECK_INT(number(desk.db, "SELECT count(*) FROM posting"), 6);
	CHECK_INT(number(desk.db, "SELECT count(*) FROM act"), 2);
	desk_close(&desk);
}

static void an_act_that_fails_leaves_no_number_out(void)
{
	static const struct posting off[] = { { "EUR", 5 }, { "EUR", -4 }, { 0 } };
	static const struct posting good[] = { { "EUR", 5 }, { "EUR", -5 }, { 0 } };
	struct desk desk;

	desk_open(&desk, "numbers.db", "");
	CHECK_OK(post(&desk, "a", good));
	CHECK_INT(post(&desk, "b", off), ERR_STATE);
	CHECK_OK(post(&desk, "b", good));
	CHECK_INT(number(desk.db, "SELECT max(seq) FROM act"), 2);
	desk_close(&desk);
}

static void a_station_is_held_by_one_process(void)
{
	struct station *second = NULL;
	char holder[128] = "", pid[32];
	struct desk desk;
	int gate[2], status = -1, chosen = 0;
	char byte;
	pid_t child;

	desk_open(&desk, "station.db", "");
	CHECK_INT(station_hold(desk.db, DESK_STATION, NULL, 0, &second), ERR_STATION);
	desk_close(&desk);
	CHECK_INT(pipe(gate), 0);
	child = fork();
	if (child == 0) {
		desk_open(&desk, "station.db", "");
		if (write(gate[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	CHECK_INT(read(gate[0], &byte, 1), 1);
	{
		struct db_options options = desk_options(&desk.clock);

		CHECK_OK_FATAL(db_open(desk.path, &options, NULL, 0, &desk.db));
	}
	CHECK_INT(station_hold(desk.db, DESK_STATION, holder, sizeof holder, &second),
		  ERR_STATION);
	str_format(pid, sizeof pid, "process %ld since ", (long)child);
	CHECK(strstr(holder, pid) == holder);
	CHECK_OK(station_hold_free(desk.db, DESK_STATION, 9, &chosen, &second));
	CHECK_INT(chosen, 2);
	station_release(second);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	CHECK_OK(station_hold(desk.db, DESK_STATION, holder, sizeof holder, &second));
	station_release(second);
	desk_close(&desk);
	close(gate[0]);
	close(gate[1]);
}

static void keys_are_ordered_by_time_and_differ(void)
{
	char a[ACT_KEY_SIZE], b[ACT_KEY_SIZE], c[ACT_KEY_SIZE];

	act_key(a, 1000);
	act_key(b, 1000);
	act_key(c, 1001);
	CHECK_INT(strlen(a), 32);
	CHECK(strcmp(a, b) != 0);
	CHECK(strcmp(a, c) < 0 && strcmp(b, c) < 0);
}

const struct check_test test_act[] = {
	{ "a repeated act returns the first result (L3)", a_repeated_act_returns_the_first_result },
	{ "an act whose body runs twice is one act", an_act_run_twice_is_one_act },
	{ "acts of a station form a chain, time never runs back (L5)", acts_form_a_chain },
	{ "entries balance per unit or are refused (L1)", entries_balance_or_are_refused },
	{ "an act that fails leaves no number out", an_act_that_fails_leaves_no_number_out },
	{ "a station is held by one process, which is named", a_station_is_held_by_one_process },
	{ "keys are ordered by time and differ", keys_are_ordered_by_time_and_differ },
	{ 0 },
};
