/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/bench/line.c -- a posted line: the service against the floor, round by round in turn, so
 * that a busy machine slows both.  Both files begin as the same bytes and get the same rows.
 */
#include <stdlib.h>

#include "bench/bench.h"
#include "bench/copy.h"
#include "bench/tape.h"
#include "double/house.h"
#include "service/bill.h"

#define ROUNDS 60
#define LINES 40                   /* of a round, all on one open check */

static const int64_t codes[] = { 21, 22, 31, 32, 41, 51 };

/* One way of flushing, both sides of it. */
struct race {
	struct house house;
	struct keys keys;
	struct floor *floor;
	struct tape tape;
	int64_t wall[ROUNDS], wall_floor[ROUNDS];
	int64_t cpu[ROUNDS], cpu_floor[ROUNDS];
	int64_t ratio[ROUNDS], cpu_ratio[ROUNDS];
	int64_t statements;
};

static void prepare(struct race *race, const char *folder, const char *synchronous)
{
	char path[BENCH_PATH_SIZE], copy[BENCH_PATH_SIZE], url[BENCH_PATH_SIZE + 64];

	bench_path(path, folder, "line.db");
	bench_path(copy, folder, "floor.db");
	house_open(&race->house, path, 1, false);
	race->keys = race->house.keys;
	house_close(&race->house);
	copy_file(path, copy);
	str_format(url, sizeof url, "sqlite:%s?synchronous=%s", path, synchronous);
	house_join(&race->house, url, 1, &race->keys);
	race->floor = floor_open(copy, synchronous);
	bench_need(floor_differs(race->floor, race->house.app.db) == NULL,
		   "the floor has other settings than the store");
}

static void finish(struct race *race, const char *folder)
{
	char path[BENCH_PATH_SIZE];

	house_close(&race->house);
	floor_close(race->floor);
	tape_done(&race->tape);
	copy_remove(bench_path(path, folder, "line.db"));
	copy_remove(bench_path(path, folder, "floor.db"));
}

/* A new check; its opening is not measured. */
static int64_t open_check(struct race *race, int round)
{
	struct act act = app_act(&race->house.app, race->house.cashier);
	char name[32];
	int64_t bill = 0;

	str_format(name, sizeof name, "Tab %d", round);
	bench_must(bill_open(&race->house.app, &act, 0, name, 2, &bill), "open");
	tape_cut(&race->tape);
	return bill;
}

static void serve(struct race *race, int round)
{
	int64_t bill, line, wall, cpu;
	int steps;

	tape_clear(&race->tape);
	tape_record(&race->tape, race->house.app.db);
	bill = open_check(race, round);
	steps = race->tape.steps;
	wall = bench_now();
	cpu = bench_cpu();
	for (int i = 0; i < LINES; i++) {
		struct act act = house_act(&race->house, bill);

		bench_must(bill_add(&race->house.app, &act, codes[i % 6], 1, &line), "add");
		tape_cut(&race->tape);
	}
	race->cpu[round] = bench_cpu() - cpu;
	race->wall[round] = bench_now() - wall;
	race->statements += race->tape.steps - steps - LINES;
}

static void replay(struct race *race, int round)
{
	int64_t wall, cpu;
	int at = 0;

	floor_act(race->floor, &race->tape, &at);
	wall = bench_now();
	cpu = bench_cpu();
	for (int i = 0; i < LINES; i++)
		floor_act(race->floor, &race->tape, &at);
	race->cpu_floor[round] = bench_cpu() - cpu;
	race->wall_floor[round] = bench_now() - wall;
}

static void run(struct race *race)
{
	for (int round = 0; round < ROUNDS; round++) {
		serve(race, round);
		replay(race, round);
		race->ratio[round] = bench_ratio(race->wall_floor[round], race->wall[round]);
		race->cpu_ratio[round] = bench_ratio(race->cpu_floor[round], race->cpu[round]);
	}
}

static void say(struct race *race, const char *synchronous)
{
	int64_t cpu = bench_ratio(bench_median(race->cpu, ROUNDS),
				  bench_median(race->cpu_floor, ROUNDS));

	bench_say("synchronous=%s: a line takes %lld us, the floor %lld us; of the processor "
		  "%lld us and %lld us, %lld.%02lld times the floor",
		  synchronous, (long long)bench_median(race->wall, ROUNDS) / LINES / 1000,
		  (long long)bench_median(race->wall_floor, ROUNDS) / LINES / 1000,
		  (long long)race->cpu[ROUNDS / 2] / LINES / 1000,
		  (long long)race->cpu_floor[ROUNDS / 2] / LINES / 1000, (long long)cpu / 1000,
		  (long long)cpu % 1000 / 10);
}

void bench_line(struct bench *bench)
{
	struct race *race = calloc(1, sizeof *race);
	int64_t all = (int64_t)ROUNDS * (LINES + 1);

	bench_need(race != NULL, "no memory");
	prepare(race, bench->folder, "full");
	run(race);
	bench_say("a line: %lld statements, %lld.%lld rows, %lld bytes of log",
		  (long long)race->statements / ROUNDS / LINES,
		  (long long)floor_rows(race->floor) / all,
		  (long long)floor_rows(race->floor) * 10 / all % 10,
		  (long long)floor_log_bytes(race->floor) / all);
	say(race, "full");
	bench_least(bench, "line", bench_median(race->ratio, ROUNDS), 800, "x");
	finish(race, bench->folder);
	*race = (struct race){ 0 };
	prepare(race, bench->folder, "off");
	run(race);
	say(race, "off");
	finish(race, bench->folder);
	free(race);
}
