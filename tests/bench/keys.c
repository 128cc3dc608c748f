/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/keys.c -- key to screen on a check of 50 lines, with the real program in a terminal:
 * against a program that shows each key, and against one that also makes the same durable inserts.
 * Program and floor get their keys in turn.  Login and memory are looked at on the way.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/copy.h"
#include "bench/tape.h"
#include "bench/till.h"
#include "service/bill.h"

#define TABLES 30
#define LINES 45                   /* on each check, and POSTS more while it is measured */
#define POSTS 10
#define COUNT (TABLES * POSTS)
#define LOGINS 5
#define KEY_WAIT_MS 10000

static const char *const typed[] = { "21", "22", "31", "32", "41", "51" };
static const int64_t codes[] = { 21, 22, 31, 32, 41, 51 };

#define CODES 6

struct keys_run {
	char till[BENCH_PATH_SIZE], model[BENCH_PATH_SIZE], floor[BENCH_PATH_SIZE],
		tape[BENCH_PATH_SIZE];
	int64_t bill[TABLES];
	struct keys keys;
	struct pty *sanduq, *echo, *echo_post;
	int64_t idle[COUNT], idle_floor[COUNT];
	int64_t post[COUNT], post_floor[COUNT];
};

static void ring(struct house *house, int64_t bill, int64_t code)
{
	struct act act = house_act(house, bill);
	int64_t line;

	bench_must(bill_add(&house->app, &act, code, 1, &line), "add");
}

/* An open check with LINES lines at every table, held by nobody. */
static void fill(struct house *house, struct keys_run *run)
{
	for (int t = 0; t < TABLES; t++) {
		struct act act = app_act(&house->app, house->cashier);

		bench_must(bill_open(&house->app, &act, t + 1, "", 2, &run->bill[t]), "open");
		for (int i = 0; i < LINES; i++)
			ring(house, run->bill[t], codes[i % CODES]);
		act = house_act(house, run->bill[t]);
		bench_must(bill_release(&house->app, &act), "release");
	}
}

/* The acts that the keys will make, recorded on a copy of their own. */
static void record(struct keys_run *run)
{
	struct tape tape = { 0 };
	struct house house;

	house_join(&house, run->model, 1, &run->keys);
	tape_record(&tape, house.app.db);
	for (int i = 0; i < COUNT; i++) {
		ring(&house, run->bill[i / POSTS], codes[i % CODES]);
		tape_cut(&tape);
	}
	tape_save(&tape, run->tape);
	tape_done(&tape);
	house_close(&house);
}

static void prepare(const struct bench *bench, struct keys_run *run)
{
	struct house house;

	bench_path(run->till, bench->folder, "till.db");
	bench_path(run->model, bench->folder, "model.db");
	bench_path(run->floor, bench->folder, "floor.db");
	bench_path(run->tape, bench->folder, "keys.tape");
	till_house(&house, run->till, TABLES);
	fill(&house, run);
	run->keys = house.keys;
	house_close(&house);
	copy_file(run->till, run->model);
	copy_file(run->till, run->floor);
	record(run);
}

static struct pty *start_floor(const struct bench *bench, const char *name, char *store,
			       char *tape)
{
	char program[BENCH_PATH_SIZE];
	char *argv[] = { bench_path(program, bench->beside, name), store, tape, NULL };
	struct pty *pty = pty_open(argv, NULL, TILL_ROWS, TILL_COLUMNS);

	bench_need(pty != NULL && pty_wait_text(pty, "echo", KEY_WAIT_MS),
		   "the echo program does not start");
	return pty;
}

/* Goes to the check of a table, from wherever the till is. */
static void go(struct pty *pty, int table)
{
	char keys[16], title[32];

	str_format(keys, sizeof keys, "#%d\r", table);
	str_format(title, sizeof title, "Table %d ", table);
	pty_type(pty, keys);
	if (!pty_wait_text(pty, title, KEY_WAIT_MS)) {
		fprintf(stderr, "bench: no check of table %d on:\n%s", table, pty_screen(pty));
		exit(99);
	}
	till_key(pty, "9");
	till_key(pty, "\177");
}

/* Two digits that post nothing, then the key that posts. */
static void measure(struct keys_run *run, int i)
{
	char key[2] = { typed[i % CODES][0], '\0' };

	run->idle[i] = till_key(run->sanduq, key);
	run->idle_floor[i] = till_key(run->echo, key);
	till_key(run->echo_post, key);
	key[0] = typed[i % CODES][1];
	till_key(run->sanduq, key);
	till_key(run->echo, key);
	till_key(run->echo_post, key);
	run->post[i] = till_key(run->sanduq, "\r");
	run->post_floor[i] = till_key(run->echo_post, "\r");
	till_key(run->echo, "\r");
}

static void measure_login(struct bench *bench, struct keys_run *run)
{
	int64_t took[LOGINS], start;

	for (int i = 0; i < LOGINS; i++) {
		pty_close(run->sanduq);
		run->sanduq = till_start(bench, run->till, 1, &start);
		took[i] = till_login(run->sanduq);
	}
	bench_most(bench, "login", bench_median(took, LOGINS) / 1000, 100000, "ms");
}

/* One line of smaps_rollup in KiB, -1 when it is not there. */
static int64_t memory_of(FILE *file, const char *name)
{
	char line[256];
	size_t len = strlen(name);

	rewind(file);
	while (fgets(line, sizeof line, file) != NULL)
		if (strncmp(line, name, len) == 0)
			return strtoll(line + len, NULL, 10);
	return -1;
}

static void measure_private(struct bench *bench, const struct keys_run *run, const char *name)
{
	int64_t clean, dirty;
	char path[64];
	FILE *file;

	str_format(path, sizeof path, "/proc/%ld/smaps_rollup", (long)pty_pid(run->sanduq));
	file = fopen(path, "r");
	if (file == NULL) {
		bench_skip(bench, name, "only root may look into the program");
		return;
	}
	clean = memory_of(file, "Private_Clean:");
	dirty = memory_of(file, "Private_Dirty:");
	fclose(file);
	bench_need(clean >= 0 && dirty > 0, "smaps_rollup has other names here");
	bench_say("at the check: %lld KiB private and clean, %lld KiB private and dirty",
		  (long long)clean, (long long)dirty);
	bench_most(bench, name, (clean + dirty) * 1000 / 1024, 8000, "MB");
}

/* Pages that a second till maps as well are no longer private: the promise is for one alone. */
static void measure_memory(struct bench *bench, const struct keys_run *run)
{
	struct pty *second;
	int64_t start;

	measure_private(bench, run, "memory alone");
	second = till_start(bench, run->till, 2, &start);
	measure_private(bench, run, "memory beside another");
	pty_close(second);
}

/* The till rang what the floor rang: as many acts of as many lines. */
static void compare(const struct keys_run *run)
{
	static const char sql[] = "SELECT count(*) FROM line WHERE property = $1";
	const char *const path[] = { run->till, run->floor };
	struct house house;
	int64_t lines;

	for (int i = 0; i < 2; i++) {
		house_join(&house, path[i], 1, &run->keys);
		bench_must(db_one_int(house.app.db, &lines, sql, V(1)), "count");
		bench_need(lines == TABLES * LINES + COUNT, "not every key rang its line");
		house_close(&house);
	}
}

static void finish(struct keys_run *run)
{
	pty_close(run->sanduq);
	pty_type(run->echo, "\003");
	pty_type(run->echo_post, "\003");
	pty_wait_no_text(run->echo_post, "never", KEY_WAIT_MS);
	pty_close(run->echo);
	pty_close(run->echo_post);
	compare(run);
	copy_remove(run->till);
	copy_remove(run->model);
	copy_remove(run->floor);
}

static void tell(struct bench *bench, struct keys_run *run)
{
	int64_t idle = bench_median(run->idle, COUNT), post = bench_median(run->post, COUNT);
	int64_t idle_floor = bench_median(run->idle_floor, COUNT);
	int64_t post_floor = bench_median(run->post_floor, COUNT);

	bench_say("a key takes %lld us, the echo program %lld us (the middle of %d)",
		  (long long)idle / 1000, (long long)idle_floor / 1000, COUNT);
	bench_most(bench, "key", bench_ratio(idle, idle_floor), 2000, "x");
	bench_say("a key that posts takes %lld us, the echo program with its inserts %lld us",
		  (long long)post / 1000, (long long)post_floor / 1000);
	bench_most(bench, "posting key", bench_ratio(post, post_floor), 1500, "x");
}

void bench_keys(struct bench *bench)
{
	struct keys_run *run = calloc(1, sizeof *run);

	bench_need(run != NULL, "no memory");
	prepare(bench, run);
	measure_login(bench, run);
	run->echo = start_floor(bench, "echo", NULL, NULL);
	run->echo_post = start_floor(bench, "echo_post", run->floor, run->tape);
	for (int i = 0; i < COUNT; i++) {
		if (i % POSTS == 0)
			go(run->sanduq, i / POSTS + 1);
		measure(run, i);
		if (i == 0)
			measure_memory(bench, run);
	}
	tell(bench, run);
	finish(run);
	free(run);
}
