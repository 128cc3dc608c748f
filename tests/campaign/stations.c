/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/stations.c -- many stations, each a process of its own, post into one store as
 * fast as it lets them.  Nobody may see an error, starve or wait; afterwards the books are proven
 * and hold what the stations were told, no more and no less.  The same run shows that it would
 * notice: without the writers' queue the limits must break, and a station that owns up to a
 * payment it never made must be found.
 */
#include "campaign/stations.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/id.h"
#include "base/str.h"
#include "double/house.h"
#include "service/keys.h"
#include "store/verify.h"

#define STATIONS_MAX 64
#define P99_LIMIT_US 100000        /* for P99_STATIONS of them; each further one adds its share */
#define P99_STATIONS 8
#define WORST_LIMIT_US 500000
#define WORST_FLUSHES 3            /* the worst may be so many of the worst bare flushes */
#define FLUSH_PAUSE_US 10000
#define FLUSHES_BEFORE 50
#define FLUSHES_MAX 100000
#define START_US 200000
#define CONTROL_S 3
#define LIAR_S 1

struct child {
	pid_t pid;
	int to, from;
	int64_t acts_before;
	struct station_result result;
};

struct campaign {
	const char *program;
	char folder[64], keys_folder[96], url[160];
	struct keys keys;
	int stations;
	uint64_t seed;
	struct clock clock;
	struct child child[STATIONS_MAX + 1];   /* by station number */
	int64_t flushes[FLUSHES_MAX];
	int n_flushes;
	int64_t worst_flush_us, median_flush_us;
	int64_t acts, paid_minor, receipts;
	int violations;
	bool is_quiet;             /* violations are wanted: count, do not print */
	struct verify_result proof;
};

static void violation(struct campaign *c, int station, const char *what, const char *words)
{
	c->violations++;
	if (c->is_quiet)
		return;
	if (station > 0)
		printf("violation: station %d: %s%s%s\n", station, what,
		       words[0] != '\0' ? ": " : "", words);
	else
		printf("violation: %s%s%s\n", what, words[0] != '\0' ? ": " : "", words);
}

/* In the child: becomes a station. */
static void become(struct campaign *c, int number, bool lies, int in, int out)
{
	char station[16], seed[32];
	const char *argv[] = { c->program, "--work", station, "--store", c->url, "--keys",
			       c->keys_folder, "--seed", seed, lies ? "--lies" : NULL, NULL };

	str_format(station, sizeof station, "%d", number);
	str_format(seed, sizeof seed, "%llu", (unsigned long long)c->seed);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	execv(c->program, (char *const *)argv);
	_exit(71);
}

static bool spawn(struct campaign *c, int number, bool lies)
{
	struct child *child = &c->child[number];
	int to[2], from[2];

	if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0)
		return false;
	fflush(NULL);
	child->pid = fork();
	if (child->pid == 0)
		become(c, number, lies, to[0], from[1]);
	close(to[0]);
	close(from[1]);
	child->to = to[1];
	child->from = from[0];
	return child->pid > 0;
}

/* 4 KiB written and flushed, as bare as it gets; -1 when it cannot. */
static int64_t flush_once(struct campaign *c, int fd)
{
	static const char block[4096] = "bare";
	int64_t began = clock_mono_us(&c->clock), took;

	if (pwrite(fd, block, sizeof block, (c->n_flushes % 256) * (off_t)sizeof block) !=
		    (ssize_t)sizeof block || fdatasync(fd) != 0)
		return -1;
	took = clock_mono_us(&c->clock) - began;
	if (c->n_flushes < FLUSHES_MAX)
		c->flushes[c->n_flushes++] = took;
	if (took > c->worst_flush_us)
		c->worst_flush_us = took;
	return took;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void begin_flushes(struct campaign *c, int fd)
{
	c->n_flushes = 0;
	c->worst_flush_us = 0;
	for (int i = 0; i < FLUSHES_BEFORE; i++)
		flush_once(c, fd);
}

static void end_flushes(struct campaign *c)
{
	qsort(c->flushes, (size_t)c->n_flushes, sizeof *c->flushes, by_number);
	c->median_flush_us = c->n_flushes > 0 ? c->flushes[c->n_flushes / 2] : 0;
}

static bool read_all(int fd, void *into, size_t len)
{
	char *at = into;

	while (len > 0) {
		ssize_t got = read(fd, at, len);

		if (got <= 0)
			return false;
		at += got;
		len -= (size_t)got;
	}
	return true;
}

/* Starts the stations and waits until all are ready. */
static bool start(struct campaign *c, int liar)
{
	char ready;
	bool is_ready = true;

	memset(c->child, 0, sizeof c->child);
	for (int i = 1; i <= c->stations; i++)
		if (!spawn(c, i, i == liar))
			return false;
	for (int i = 1; i <= c->stations; i++)
		is_ready &= read_all(c->child[i].from, &ready, 1);
	return is_ready;
}

static void collect(struct campaign *c)
{
	for (int i = 1; i <= c->stations; i++) {
		struct child *child = &c->child[i];
		int status = 0;

		if (!read_all(child->from, &child->result, sizeof child->result))
			violation(c, i, "ended without a result", "");
		close(child->to);
		close(child->from);
		waitpid(child->pid, &status, 0);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			violation(c, i, "did not end well", "");
	}
}

/* Sends the moment to begin and that to end; flushes alone until then. */
static void work(struct campaign *c, int64_t duration_s, int fd)
{
	int64_t times[2];

	times[0] = clock_mono_us(&c->clock) + START_US;
	times[1] = times[0] + duration_s * 1000000;
	for (int i = 1; i <= c->stations; i++)
		if (write(c->child[i].to, times, sizeof times) != sizeof times)
			violation(c, i, "is gone before it began", "");
	while (clock_mono_us(&c->clock) < times[1]) {
		flush_once(c, fd);
		usleep(FLUSH_PAUSE_US);
	}
	collect(c);
}

/* One number of what station `number` wrote. */
static int64_t count_of(struct campaign *c, struct house *house, int number, const char *sql)
{
	int64_t n = -1;

	if (db_one_int(house->app.db, &n, sql, V(1), V(id_make(number, 0, 0)),
		       V(id_make(number + 1, 0, 0))) != ERR_OK)
		violation(c, number, "cannot be counted", "");
	return n;
}

static const char acts_sql[] =
	"SELECT count(*) FROM act WHERE property = $1 AND id >= $2 AND id < $3";
static const char paid_sql[] =
	"SELECT coalesce(sum(amount_minor), 0) FROM tender WHERE property = $1 AND id >= $2 "
	"AND id < $3";
static const char receipts_sql[] =
	"SELECT count(*) FROM part_close WHERE property = $1 AND id >= $2 AND id < $3";

/* What a station was told stands in the store, and nothing else of it. */
static void add_up(struct campaign *c, struct house *house, int number)
{
	const struct child *child = &c->child[number];
	const struct station_result *result = &child->result;

	if (count_of(c, house, number, acts_sql) != child->acts_before + result->acts)
		violation(c, number, "the store holds other acts than were acknowledged", "");
	if (count_of(c, house, number, paid_sql) != result->paid_minor)
		violation(c, number, "the store holds other money than was acknowledged", "");
	if (count_of(c, house, number, receipts_sql) != result->receipts)
		violation(c, number, "the store holds other receipts than were acknowledged", "");
	c->acts += result->acts;
	c->paid_minor += result->paid_minor;
	c->receipts += result->receipts;
}

static int64_t worst_limit(const struct campaign *c)
{
	int64_t flushes = WORST_FLUSHES * c->worst_flush_us;

	return flushes > WORST_LIMIT_US ? flushes : WORST_LIMIT_US;
}

/* All of them post without a pause, so everyone waits for everyone else's turn. */
static int64_t p99_limit(const struct campaign *c)
{
	return c->stations > P99_STATIONS ? P99_LIMIT_US * c->stations / P99_STATIONS
					  : P99_LIMIT_US;
}

static void judge(struct campaign *c, int number)
{
	const struct station_result *result = &c->child[number].result;

	if (result->errors > 0)
		violation(c, number, "an error was shown", result->first);
	if (2 * c->stations * result->acts < c->acts)
		violation(c, number, "it had less than half of its share", "");
	if (result->p99_us >= p99_limit(c))
		violation(c, number, "one act in a hundred took too long", "");
	if (result->worst_us > worst_limit(c))
		violation(c, number, "its worst act took too long", "");
}

static void print_table(const struct campaign *c)
{
	printf("station    acts  share  refused  taken over  errors    p50 ms    p99 ms  "
	       "worst ms\n");
	for (int i = 1; i <= c->stations; i++) {
		const struct station_result *r = &c->child[i].result;
		int64_t share = c->acts > 0 ? r->acts * c->stations * 100 / c->acts : 0;

		printf("%7d %7lld %5lld%% %8lld %11lld %7lld %5lld.%03d %5lld.%03d %5lld.%03d\n", i,
		       (long long)r->acts, (long long)share, (long long)r->refused,
		       (long long)r->taken_over, (long long)r->errors,
		       (long long)r->p50_us / 1000, (int)(r->p50_us % 1000),
		       (long long)r->p99_us / 1000, (int)(r->p99_us % 1000),
		       (long long)r->worst_us / 1000, (int)(r->worst_us % 1000));
	}
}

/* A number that is held cannot be taken again, and the taker is told by whom. */
static void try_taken(struct campaign *c, struct house *house)
{
	struct station *station = NULL;
	char holder[128] = "";
	enum err err = station_hold(house->app.db, 1, holder, sizeof holder, &station);

	if (err == ERR_STATION && strstr(holder, "process") != NULL)
		return;
	violation(c, 1, "its number was given away", err_name(err));
	station_release(station);
}

static bool look(struct campaign *c, struct house *house)
{
	struct db_options options = { .clock = &house->clock, .property = 1 };
	char words[256] = "";

	*house = (struct house){ 0 };
	if (db_open(c->url, &options, words, sizeof words, &house->app.db) == ERR_OK)
		return true;
	violation(c, 0, "the store does not open", words);
	return false;
}

/* The stations work, then the store is looked at; true when it could be looked at. */
static bool run(struct campaign *c, int64_t duration_s, int liar, bool has_queue, int fd)
{
	struct house house;

	c->acts = c->paid_minor = c->receipts = 0;
	c->violations = 0;
	begin_flushes(c, fd);
	if (!look(c, &house) || !start(c, liar)) {
		violation(c, 0, "the stations do not start", "");
		return false;
	}
	for (int i = 1; i <= c->stations; i++)
		c->child[i].acts_before = count_of(c, &house, i, acts_sql);
	if (has_queue)
		try_taken(c, &house);
	work(c, duration_s, fd);
	end_flushes(c);
	for (int i = 1; i <= c->stations; i++)
		add_up(c, &house, i);
	for (int i = 1; i <= c->stations; i++)
		judge(c, i);
	if (verify_run(house.app.db, NULL, NULL, &c->proof) != ERR_OK)
		violation(c, 0, "the books are wrong", c->proof.first);
	db_close(house.app.db);
	return true;
}

/* A folder on the disk of the build, with a house in it.  A store without the writers' queue is
 * to be had only by naming the engine's way to the disk, as tests do. */
static bool make_store(struct campaign *c, bool has_queue)
{
	struct house house;

	str_copy(c->folder, sizeof c->folder, "stations-XXXXXX");
	if (mkdtemp(c->folder) == NULL)
		return false;
	str_format(c->keys_folder, sizeof c->keys_folder, "%s/keys", c->folder);
	str_format(c->url, sizeof c->url, "sqlite:%s/house.db%s", c->folder,
		   has_queue ? "" : "?vfs=unix&lock=none");
	house_open(&house, c->url, 900, false);
	c->keys = house.keys;
	house_close(&house);
	return keys_save(&c->keys, c->keys_folder) == ERR_OK;
}

/* Makes a store, runs, removes it; returns how many violations there were. */
static int run_once(struct campaign *c, int64_t duration_s, int liar, bool has_queue)
{
	char name[96];
	int fd;

	if (!make_store(c, has_queue))
		return -1;
	str_format(name, sizeof name, "%s/bare", c->folder);
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || !run(c, duration_s, liar, has_queue, fd))
		c->violations++;
	close(fd);
	file_remove_folder(c->folder);
	return c->violations;
}

static int control(struct campaign *c, const char *name, int64_t duration_s, int liar,
		   bool has_queue)
{
	int convicted, stations = c->stations;

	c->is_quiet = true;
	c->stations = liar > 0 ? 2 : 8;
	convicted = run_once(c, duration_s, liar, has_queue);
	c->is_quiet = false;
	c->stations = stations;
	printf("%s: %d violations\n", name, convicted);
	return convicted;
}

static int campaign(struct campaign *c, int64_t duration_s)
{
	int no_queue = control(c, "without the queue", CONTROL_S, 0, false);
	int liar = control(c, "with a liar", LIAR_S, 1, true);
	int violations = run_once(c, duration_s, 0, true);
	int64_t p99_us = 0, worst_us = 0, least = 0;
	bool is_good = violations == 0 && no_queue > 0 && liar > 0;

	print_table(c);
	for (int i = 1; i <= c->stations; i++) {
		const struct station_result *r = &c->child[i].result;

		p99_us = r->p99_us > p99_us ? r->p99_us : p99_us;
		worst_us = r->worst_us > worst_us ? r->worst_us : worst_us;
		least = i == 1 || r->acts < least ? r->acts : least;
	}
	printf("stations: %s: %d stations, %lld acts in %lld s, least share %lld%%, p99 %lld ms, "
	       "worst %lld ms, bare flush %lld us worst %lld us, %lld receipts, %lld minor units, "
	       "%lld rows proven, queue %s, liar %s, %d violations, seed %llu\n",
	       is_good ? "passed" : "FAILED", c->stations, (long long)c->acts,
	       (long long)duration_s,
	       (long long)(c->acts > 0 ? least * c->stations * 100 / c->acts : 0),
	       (long long)p99_us / 1000, (long long)worst_us / 1000,
	       (long long)c->median_flush_us, (long long)c->worst_flush_us,
	       (long long)c->receipts, (long long)c->paid_minor, (long long)c->proof.rows,
	       no_queue > 0 ? "needed" : "NOT NEEDED", liar > 0 ? "convicted" : "NOT CONVICTED",
	       violations, (unsigned long long)c->seed);
	return is_good ? 0 : 1;
}

enum option_code { OPTION_STATIONS = 1, OPTION_DURATION, OPTION_SEED, OPTION_WORK, OPTION_STORE,
		   OPTION_KEYS, OPTION_LIES };

static bool read_options(int argc, char **argv, int64_t numbers[], struct station_how *how)
{
	static const struct option options[] = {
		{ "stations", required_argument, NULL, OPTION_STATIONS },
		{ "duration", required_argument, NULL, OPTION_DURATION },
		{ "seed", required_argument, NULL, OPTION_SEED },
		{ "work", required_argument, NULL, OPTION_WORK },
		{ "store", required_argument, NULL, OPTION_STORE },
		{ "keys", required_argument, NULL, OPTION_KEYS },
		{ "lies", no_argument, NULL, OPTION_LIES },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == OPTION_STORE)
			how->url = optarg;
		else if (option == OPTION_KEYS)
			how->keys = optarg;
		else if (option == OPTION_LIES)
			how->lies = true;
		else if (option == '?' || !str_int64(optarg, &numbers[option]))
			return false;
	}
	return numbers[OPTION_STATIONS] >= 1 && numbers[OPTION_STATIONS] <= STATIONS_MAX &&
	       numbers[OPTION_DURATION] >= 1;
}

int main(int argc, char **argv)
{
	static struct campaign c;
	int64_t numbers[OPTION_LIES] = { [OPTION_STATIONS] = 8, [OPTION_DURATION] = 10,
					 [OPTION_SEED] = 1 };
	struct station_how how = { 0 };

	if (!read_options(argc, argv, numbers, &how)) {
		fprintf(stderr, "stations [--stations=N] [--duration=S] [--seed=N]\n");
		return 64;
	}
	how.number = (int)numbers[OPTION_WORK];
	how.seed = (uint64_t)numbers[OPTION_SEED];
	if (how.number > 0)
		return station_work(&how);
	c.program = "/proc/self/exe";
	c.stations = (int)numbers[OPTION_STATIONS];
	c.seed = how.seed;
	return campaign(&c, numbers[OPTION_DURATION]);
}
