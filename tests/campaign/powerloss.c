/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/powerloss.c -- power goes at any operation of any act; afterwards every act that
 * was acknowledged is there, the one that was running is there whole or not at all, and the books
 * are proven.  Half of the points lose power again while the store recovers.  The same run shows
 * that it would notice: with synchronous=normal and =off money must get lost.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "campaign/powerloss.h"
#include "double/memvfs.h"
#include "store/inside.h"
#include "store/verify_inside.h"

#define ACTS_MAX 32
#define LIFE_POINTS 150            /* then all begins anew, so that the books stay short */
#define PROVE_EVERY 100            /* points between whole proofs */
#define RECOVERY_LEAST 4           /* operations that nearly every recovery takes */
#define OPEN_EVERY 4               /* recoveries through db_open(); the others through SQLite */
#define MAKE_STEP 4                /* operations between points in the making of a store */
#define QUIET_MAX 4                /* acts between points that keep their power */
#define TRIES_MAX 200

static const char *const damages[MEMVFS_DAMAGES] = { "drop", "keep", "mix", "tear", "garbage" };
static const char *const modes[] = { "off", "normal", "full" };

struct campaign {
	struct memvfs *vfs;
	struct random random;
	struct house house;
	char url[128];
	uint64_t keys;
	int64_t acked;             /* number of the last act acknowledged */
	char hash[HASH_TEXT_SIZE]; /* and its hash, "" when power went before it could be read */
	int64_t operations[ACTS_MAX];      /* the most an act took so far */
	int64_t recovery;          /* about as many as a recovery takes */
	int64_t points, again, proofs, lost, half;
	int64_t cell[ACTS_MAX + 1][MEMVFS_DAMAGES];
	char first[512];           /* the first violation */
};

static void violation(struct campaign *c, int64_t *counter, const char *what, const char *words)
{
	++*counter;
	if (c->first[0] == '\0')
		str_format(c->first, sizeof c->first, "point %lld: %s%s%s",
			   (long long)c->points, what, words[0] != '\0' ? ": " : "", words);
}

static enum err open_store(struct campaign *c)
{
	struct db_options options = { .clock = &c->house.clock, .property = 1 };
	enum err err = db_open(c->url, &options, NULL, 0, &c->house.app.db);

	if (err == ERR_OK)
		err = station_hold(c->house.app.db, c->house.app.station, NULL, 0,
				   &c->house.station);
	return err;
}

static void close_store(struct campaign *c)
{
	station_release(c->house.station);
	db_close(c->house.app.db);
	c->house.station = NULL;
	c->house.app.db = NULL;
}

static enum err read_head(struct campaign *c, int64_t *ret_seq, char hash[HASH_TEXT_SIZE])
{
	static const char sql[] = "SELECT seq, hash FROM act WHERE property = 1 AND station = 1 "
				  "ORDER BY id DESC LIMIT 1";
	struct db_rows *rows = db_query(c->house.app.db, sql);

	if (db_next(rows)) {
		*ret_seq = db_int(rows, 0);
		str_copy(hash, HASH_TEXT_SIZE, db_text(rows, 1));
	}
	return db_end(rows);
}

/* The act acknowledged last must be there as it was. */
static bool acked_is_there(struct campaign *c)
{
	static const char sql[] = "SELECT hash FROM act WHERE property = 1 AND station = 1 "
				  "AND seq = $1";
	struct db_rows *rows = db_query(c->house.app.db, sql, V(c->acked));
	bool there = db_next(rows) &&
		     (c->hash[0] == '\0' || strcmp(c->hash, db_text(rows, 0)) == 0);

	return db_end(rows) == ERR_OK && there;
}

/* The chain since the last seal holds every row of every act, and no row without one. */
static enum err prove_recent(struct campaign *c, struct verify_result *ret_result)
{
	struct verify verify = { .db = c->house.app.db, .property = 1 };
	enum err err = verify_last_seal(&verify);

	if (err == ERR_OK)
		err = verify_chain_recent(&verify);
	*ret_result = verify.result;
	return err == ERR_OK && verify.result.wrong > 0 ? ERR_CORRUPT : err;
}

static void prove(struct campaign *c)
{
	struct verify_result result = { 0 };
	bool is_whole = c->points % PROVE_EVERY == 0;
	enum err err = is_whole ? verify_run(c->house.app.db, NULL, NULL, &result)
				: prove_recent(c, &result);

	c->proofs += is_whole;
	if (err != ERR_OK)
		violation(c, &c->half, err_name(err), result.first);
}

/* After power is back: nothing lost, nothing half, nothing nobody asked for. */
static bool check(struct campaign *c)
{
	int64_t seq = 0, before = c->lost + c->half;
	char hash[HASH_TEXT_SIZE] = "";
	enum err err = open_store(c);

	if (err == ERR_OK)
		err = read_head(c, &seq, hash);
	if (err != ERR_OK) {
		violation(c, &c->half, "cannot be read", err_name(err));
		return false;
	}
	if (seq < c->acked || !acked_is_there(c))
		violation(c, &c->lost, "an acknowledged act is lost", "");
	else if (seq > c->acked + 1)
		violation(c, &c->half, "an act nobody asked for", "");
	else
		prove(c);
	c->acked = seq;
	memcpy(c->hash, hash, sizeof hash);
	return before == c->lost + c->half;
}

/* Runs one operation; what it said it did is remembered. */
static enum err operate(struct campaign *c, int op)
{
	int64_t before = memvfs_operations(c->vfs), seq = 0, took;
	char key[ACT_KEY_SIZE], hash[HASH_TEXT_SIZE] = "";
	enum err err;

	str_format(key, sizeof key, "p-%012llu", (unsigned long long)++c->keys);
	err = act_table[op].run(&c->house, key, &c->random);
	took = memvfs_operations(c->vfs) - before;
	if (took > c->operations[op])
		c->operations[op] = took;
	if (err != ERR_OK || !act_table[op].is_act)
		return err;
	c->acked++;
	c->hash[0] = '\0';
	if (!memvfs_is_off(c->vfs) && read_head(c, &seq, hash) == ERR_OK)
		memcpy(c->hash, hash, sizeof hash);
	return err;
}

static int choose(struct campaign *c)
{
	int total = 0, at;

	for (int i = 0; i < act_table_count; i++)
		total += act_table[i].weight;
	at = (int)random_below(&c->random, (uint64_t)total);
	for (int i = 0; i < act_table_count; i++) {
		at -= act_table[i].weight;
		if (at < 0)
			return i;
	}
	return 0;
}

/* Acts in peace a few times, then until power goes; returns the operation it went in. */
static int act_until_dark(struct campaign *c)
{
	int64_t quiet = (int64_t)random_below(&c->random, QUIET_MAX + 1);
	int op = 0;

	for (int i = 0; i < TRIES_MAX && quiet > 0; i++)
		quiet -= operate(c, choose(c)) == ERR_OK;
	for (int i = 0; i < TRIES_MAX && !memvfs_is_off(c->vfs); i++) {
		int64_t span;

		op = choose(c);
		span = c->operations[op] > 0 ? c->operations[op] : 4;
		memvfs_lose_power(c->vfs, 1 + (int64_t)random_below(&c->random, (uint64_t)span));
		operate(c, op);
	}
	return op;
}

static void power_on(struct campaign *c, int op)
{
	int damage = (int)random_below(&c->random, MEMVFS_DAMAGES);

	memvfs_power_on(c->vfs, (enum memvfs_damage)damage);
	c->cell[op][damage]++;
}

/* Opens as the program does, or, faster, as any SQLite program would; copies the log back. */
static void recover(struct campaign *c)
{
	sqlite3 *sqlite = NULL;

	if (c->points % OPEN_EVERY == 0) {
		if (open_store(c) == ERR_OK)
			db_checkpoint(c->house.app.db);
		close_store(c);
		return;
	}
	if (sqlite3_open_v2("house.db", &sqlite, SQLITE_OPEN_READWRITE, "memory") == SQLITE_OK &&
	    sqlite3_exec(sqlite, "PRAGMA user_version", NULL, NULL, NULL) == SQLITE_OK)
		sqlite3_wal_checkpoint_v2(sqlite, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	sqlite3_close(sqlite);
}

/* Loses power again while the store recovers. */
static void go_dark_again(struct campaign *c)
{
	int64_t before = memvfs_operations(c->vfs), took;
	int64_t span = random_below(&c->random, 2) == 0 ? RECOVERY_LEAST : c->recovery;

	memvfs_lose_power(c->vfs, 1 + (int64_t)random_below(&c->random, (uint64_t)span));
	recover(c);
	took = memvfs_operations(c->vfs) - before;
	c->recovery = memvfs_is_off(c->vfs) ? c->recovery + 2 : took + 1;
	if (!memvfs_is_off(c->vfs))
		return;
	c->again++;
	power_on(c, act_table_count);
}

/* One point: act, go dark, perhaps again, and look at what is left. */
static bool point(struct campaign *c)
{
	int op = act_until_dark(c);

	close_store(c);
	if (!memvfs_is_off(c->vfs)) {
		violation(c, &c->half, "power never went", "");
		return false;
	}
	c->points++;
	power_on(c, op);
	if (2 * c->again < c->points)
		go_dark_again(c);
	memvfs_lose_power(c->vfs, 0);
	return check(c);
}

static enum err begin_life(struct campaign *c)
{
	int64_t seq = 0;
	enum err err;

	memvfs_restore(c->vfs);
	c->hash[0] = '\0';
	err = open_store(c);
	if (err == ERR_OK)
		err = read_head(c, &seq, c->hash);
	c->acked = seq;
	return err;
}

/* Runs `points` in one mode; the house is as it was saved. */
static enum err run_mode(struct campaign *c, enum db_synchronous mode, int64_t points)
{
	enum err err = ERR_OK;

	c->points = c->again = c->proofs = c->lost = c->half = 0;
	c->first[0] = '\0';
	memset(c->cell, 0, sizeof c->cell);
	str_format(c->url, sizeof c->url, "sqlite:house.db?vfs=memory&lock=none&synchronous=%s",
		   modes[mode]);
	while (err == ERR_OK && c->points < points) {
		int64_t left = points - c->points;

		err = begin_life(c);
		for (int64_t i = 0; err == ERR_OK && i < LIFE_POINTS && i < left; i++)
			if (!point(c))
				break;
		close_store(c);
	}
	return err;
}

/* Power goes while a store is made: afterwards it can be made. */
static int64_t make_stores(struct campaign *c)
{
	struct db_options options = { .clock = &c->house.clock, .property = 1, .create = true };
	int64_t points = 0, at = 1;
	bool went = true;

	for (; went; at += MAKE_STEP, points++) {
		struct db *db = NULL;

		memvfs_wipe(c->vfs);
		memvfs_lose_power(c->vfs, at);
		if (db_open(c->url, &options, NULL, 0, &db) == ERR_OK)
			db_close(db);
		went = memvfs_is_off(c->vfs);
		memvfs_power_on(c->vfs, (enum memvfs_damage)(points % MEMVFS_DAMAGES));
		if (db_open(c->url, &options, NULL, 0, &db) != ERR_OK) {
			violation(c, &c->half, "a new store cannot be made", "");
			return points;
		}
		if (migrate_check(db) != ERR_OK)
			violation(c, &c->half, "a new store is not whole", db_words(db));
		db_close(db);
	}
	return points;
}

/* Each cell with how often power went there; returns how many never fired. */
static int print_cells(const struct campaign *c)
{
	int empty = 0;

	printf("%-13s", "");
	for (int d = 0; d < MEMVFS_DAMAGES; d++)
		printf("%9s", damages[d]);
	printf("\n");
	for (int op = 0; op <= act_table_count; op++) {
		printf("%-13s", op < act_table_count ? act_table[op].name : "recovery");
		for (int d = 0; d < MEMVFS_DAMAGES; d++) {
			printf("%9lld", (long long)c->cell[op][d]);
			empty += c->cell[op][d] == 0;
		}
		printf("\n");
	}
	return empty;
}

static int64_t convict(struct campaign *c, enum db_synchronous mode, int64_t points)
{
	run_mode(c, mode, points);
	printf("synchronous=%s: %lld points, %lld lost, %lld broken\n", modes[mode],
	       (long long)c->points, (long long)c->lost, (long long)c->half);
	return c->lost + c->half;
}

static void prepare(struct campaign *c, uint64_t seed)
{
	/* One thread, and nobody asks for figures of memory: a tenth of the time. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	random_init_seed(&c->random, seed);
	c->vfs = memvfs_new(seed + 1);
	sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, (int)(seed & 0x7fffffff) | 1, NULL);
	c->recovery = 40;
	house_open(&c->house, "sqlite:house.db?vfs=memory&lock=none", 1, true);
	close_store(c);
	memvfs_save(c->vfs);
}

static int campaign(struct campaign *c, int64_t points, uint64_t seed)
{
	int64_t normal, off, made;
	int empty;
	bool is_good;

	prepare(c, seed);
	normal = convict(c, DB_SYNCHRONOUS_NORMAL, points / 20 + 100);
	off = convict(c, DB_SYNCHRONOUS_OFF, points / 20 + 100);
	if (run_mode(c, DB_SYNCHRONOUS_FULL, points) != ERR_OK)
		violation(c, &c->half, "the saved house does not open", "");
	made = make_stores(c);
	empty = print_cells(c);
	if (c->first[0] != '\0')
		printf("%s\nagain: make powerloss POINTS=%lld SEED=%llu\n", c->first,
		       (long long)points, (unsigned long long)seed);
	is_good = c->lost == 0 && c->half == 0 && normal > 0 && off > 0 && empty == 0;
	printf("powerloss: %s: %lld points, %lld in recovery, %lld in making, %lld proven whole, "
	       "%lld lost, %lld half, %d cells empty, normal %s, off %s, seed %llu\n",
	       is_good ? "passed" : "FAILED", (long long)c->points, (long long)c->again,
	       (long long)made, (long long)c->proofs, (long long)c->lost, (long long)c->half,
	       empty, normal > 0 ? "convicted" : "NOT CONVICTED",
	       off > 0 ? "convicted" : "NOT CONVICTED", (unsigned long long)seed);
	memvfs_free(c->vfs);
	return is_good ? 0 : 1;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "points", required_argument, NULL, 'p' },
		{ "seed", required_argument, NULL, 's' },
		{ 0 },
	};
	static struct campaign c;
	int64_t points = 20000, seed = 1;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (option == '?' || !str_int64(optarg, option == 'p' ? &points : &seed)) {
			fprintf(stderr, "powerloss [--points=N] [--seed=N]\n");
			return 64;
		}
	return campaign(&c, points, (uint64_t)seed);
}
