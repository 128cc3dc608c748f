/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/campaign/kills.c -- the till is killed with SIGKILL at random moments while a cashier types
 * without pause.  What its screen has told is in the store, and of what it had not told at most the
 * act under way; then it is started again and comes back to the very line (B3).  The same run
 * shows that it would notice: a disk that keeps back what was flushed must be convicted.
 */
#include "campaign/kills.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "double/house.h"
#include "service/keys.h"

#define START_LIMIT_MS 10000
#define KINDS_AND_START (KILL_KINDS + 1)   /* every so many a kill while it starts */
#define PROVE_EVERY 25
#define ROLL_EVERY 40
#define MORE_MAX 100               /* kills for cells that are still empty */
#define AIM_TRIES 400
#define AIM_STEP_US 400            /* halved by each miss */
#define AIM_FINEST 5
#define IDLE_ONE_IN 20             /* kills while nothing was left to do: at most one in so many */
#define LATE_KILLS 20
#define LATE_WAIT_US 60000         /* until the late disk has handed on what it has */
#define INSIDE_LEAST_PERCENT 20
#define LOGIN "3\t471134\r"

struct campaign {
	const char *argv[4];
	char folder[64], url[96], keys[96], lock[96];
	struct kill_house house;
	struct random random;
	uint64_t seed;
	bool is_late;              /* the mutant: count violations, do not print them */
	struct pty *pty;
	struct kill_plan plan;
	struct kill_watch watch;
	struct kill_truth truth;
	int64_t start_us;          /* from start to logged in, smoothed */
	bool was_typing;           /* the last kill came while the plan was typed */
	int aim;                   /* 1: inside a transaction, 0: elsewhere, -1: as it comes */
	int kills, inside, idle, proofs, violations;
	int aimed, aimed_inside;   /* of them, those that were not left to chance */
	int64_t acked, more;
	int cell[KILL_KINDS + 1][2];   /* [KILL_KINDS]: while it starts; [1]: inside */
	int missed[KILL_KINDS + 1];    /* aimed at an empty cell, fell elsewhere */
	char first[512];
};

static void violation(struct campaign *c, const char *what, const char *words)
{
	c->violations++;
	if (c->first[0] == '\0')
		str_format(c->first, sizeof c->first, "kill %d: %s%s%s", c->kills, what,
			   words[0] != '\0' ? ": " : "", words);
	if (c->is_late)
		return;
	printf("violation: kill %d: %s%s%s\n", c->kills, what, words[0] != '\0' ? ": " : "",
	       words);
	if (c->pty != NULL)
		printf("%s\n", pty_screen(c->pty));
}

/* --- starting ---------------------------------------------------------------------------- */

static bool start(struct campaign *c)
{
	static const char *const settings[] = { "LC_ALL=C.UTF-8", "TZ=UTC", NULL };

	c->pty = pty_open((char *const *)c->argv, (char *const *)settings, 24, 80);
	return c->pty != NULL;
}

static bool is_logged_in(struct pty *pty, void *arg)
{
	(void)arg;
	return strstr(pty_row(pty, 0), "Omid") != NULL;
}

static bool log_in(struct campaign *c)
{
	int64_t began_us = kills_now_us();

	if (!start(c) || !pty_wait_text(c->pty, "Staff number", START_LIMIT_MS)) {
		violation(c, "the till does not start", "");
		return false;
	}
	pty_type(c->pty, LOGIN);
	if (!pty_wait(c->pty, is_logged_in, NULL, START_LIMIT_MS)) {
		violation(c, "nobody can log in", "");
		return false;
	}
	c->start_us += (kills_now_us() - began_us - c->start_us) / 4;
	return true;
}

/* The row with the mark is that of the last line. */
static bool is_on_line(struct pty *pty, const char *line)
{
	for (int row = 1; row < 20; row++) {
		const char *text = pty_row(pty, row);

		if (strncmp(text, "▸", strlen("▸")) == 0)
			return strstr(text, line) != NULL;
	}
	return line[0] == '\0';
}

/* Of the parts that stand below the lines. */
static int count_paid(struct pty *pty)
{
	int n = 0;

	for (int row = 1; row < 20; row++) {
		const char *text = pty_row(pty, row), *end = strstr(text, "│");
		const char *at = strstr(text, "parts ");

		while (at != NULL && (at = strstr(at, " paid")) != NULL && at < end) {
			n++;
			at++;
		}
	}
	return n;
}

/* B3: the screen is that of the bill in the store, on its last line. */
static bool is_back(struct pty *pty, void *arg)
{
	const struct kill_state *state = arg;
	char check[32];

	str_format(check, sizeof check, "check %lld ", (long long)state->check);
	if (state->mode == KILL_ON_FLOOR)
		return strstr(pty_row(pty, 0), "Dar Sanduq") != NULL;
	return strstr(pty_row(pty, 0), check) != NULL && watch_due(pty, state->due_minor) &&
	       is_on_line(pty, state->line) && count_paid(pty) == state->paid &&
	       pty_has(pty, "was open when the till stopped");
}

/* --- after a kill ------------------------------------------------------------------------ */

static void judge(struct campaign *c)
{
	int acked = c->was_typing ? c->watch.acked : 0;

	c->acked += acked;
	if (c->truth.done > acked)
		c->more += c->truth.done - acked;
	if (c->truth.done < acked)
		violation(c, "an acknowledged act is lost", c->plan.acts[c->truth.done].name);
	else if (c->truth.done > acked + 1)
		violation(c, "more than one act that was never acknowledged", "");
}

/* Reads the store as the till that came back has left it; the till waits. */
static bool look(struct campaign *c)
{
	bool whole = c->kills % PROVE_EVERY == 0;
	int before = c->violations;

	if (c->is_late)
		usleep(LATE_WAIT_US);
	if (!truth_read(&c->house, c->truth.seq, c->was_typing ? &c->plan : NULL, whole,
			&c->truth))
		violation(c, "the store is not as planned", c->truth.wrong);
	else
		judge(c);
	c->proofs += whole;
	if (c->violations == before && !pty_wait(c->pty, is_back, &c->truth.state, START_LIMIT_MS))
		violation(c, "the till does not come back to its line", c->truth.state.line);
	return c->violations == before;
}

/* Keeps the books short that every start proves. */
static bool roll(struct campaign *c)
{
	if (c->kills % ROLL_EVERY != ROLL_EVERY - 1 || c->truth.state.mode != KILL_ON_FLOOR)
		return true;
	if (truth_roll(&c->house) &&
	    truth_read(&c->house, c->truth.seq, NULL, false, &c->truth))
		return true;
	violation(c, "the date does not roll", c->truth.wrong);
	return false;
}

/* --- killing ----------------------------------------------------------------------------- */

/* Somebody holds the writers' queue: the till, which stands still. */
static bool is_inside(const struct campaign *c)
{
	int fd = open(c->lock, O_RDWR | O_CLOEXEC);
	bool is_held;

	if (fd < 0)
		return false;
	is_held = flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	close(fd);
	return is_held;
}

/* The kill is where it shall be, or the act it was aimed at is over. */
static bool is_aim_done(const struct campaign *c, bool is_inside)
{
	return c->aim < 0 || is_inside == c->aim || c->watch.acked > c->plan.target;
}

static int finer(const struct campaign *c, enum kill_kind kind)
{
	return c->missed[kind] < AIM_FINEST ? c->missed[kind] : AIM_FINEST;
}

/* Stops the till and looks where it stands; lets it go on a little when that is not where the kill
 * is aimed at. */
static bool stop(struct campaign *c, bool *ret_inside)
{
	uint64_t step_us = c->aim < 0 ? 1
				      : AIM_STEP_US >> finer(c, c->plan.acts[c->plan.target].kind);

	for (int i = 0; i < AIM_TRIES; i++) {
		int status = 0;

		kill(pty_pid(c->pty), SIGSTOP);
		if (waitpid(pty_pid(c->pty), &status, WUNTRACED) < 0 || !WIFSTOPPED(status)) {
			violation(c, "the till ended by itself", "");
			return false;
		}
		*ret_inside = is_inside(c);
		pty_read_us(c->pty, 0);
		if (is_aim_done(c, *ret_inside))
			return true;
		kill(pty_pid(c->pty), SIGCONT);
		usleep((useconds_t)random_below(&c->random, step_us));
	}
	kill(pty_pid(c->pty), SIGSTOP);
	return true;
}

/* Stops the till, looks where it stands, kills it, and reads what it had still written. */
static bool kill_now(struct campaign *c)
{
	int status = 0;
	bool inside;

	if (!stop(c, &inside))
		return false;
	kill(pty_pid(c->pty), SIGKILL);
	pty_wait_end(c->pty, START_LIMIT_MS, &status);
	pty_close(c->pty);
	c->pty = NULL;
	c->kills++;
	c->inside += inside;
	c->aimed += c->aim >= 0;
	c->aimed_inside += c->aim >= 0 && inside;
	if (c->was_typing && c->watch.acked == c->plan.n)
		c->idle++;
	else
		c->cell[c->was_typing ? c->plan.acts[c->watch.acked].kind : KILL_KINDS][inside]++;
	return true;
}

/* Somewhere in the act, by how long it takes as a rule.  Nothing is read meanwhile: on a busy
 * machine whoever reads is woken by what the till writes, and stops it there.  Aimed, the kill
 * begins early and goes on in small steps. */
static void let_work(struct campaign *c, enum kill_kind kind)
{
	int64_t took_us = c->watch.took_us[kind];
	int64_t span_us = c->aim < 0 ? took_us + took_us / 2
				     : took_us / 2 >> finer(c, kind);

	c->watch.is_over = true;
	usleep((useconds_t)random_below(&c->random, (uint64_t)span_us + 1));
}

/* While it reads this program takes no processor away from the till: on a busy machine it would be
 * woken by what the till writes, and find it at that write every time. */
static void give_way(bool does)
{
	struct sched_param param = { 0 };

	(void)sched_setscheduler(0, (does ? SCHED_BATCH : SCHED_OTHER) | SCHED_RESET_ON_FORK,
				 &param);
}

static bool kill_at_work(struct campaign *c, enum kill_kind kind)
{
	bool goes_on;

	plan_make(&c->plan, &c->truth.state, kind, &c->random);
	c->watch.plan = &c->plan;
	c->watch.acked = 0;
	c->watch.at_us = 0;
	c->watch.key_us = 0;
	c->watch.is_over = false;
	c->was_typing = true;
	pty_watch(c->pty, watch_look, &c->watch);
	give_way(true);
	goes_on = type_to_target(c->pty, &c->plan, &c->watch);
	give_way(false);
	if (!goes_on) {
		violation(c, "the till does not go on", c->plan.acts[c->plan.target].name);
		return false;
	}
	let_work(c, kind);
	return kill_now(c);
}

/* Kills it somewhere between its first instruction and the first screen after the login. */
static bool kill_at_start(struct campaign *c)
{
	int64_t end_us = kills_now_us() +
			 (int64_t)random_below(&c->random, (uint64_t)c->start_us + 1);
	bool is_typed = false;

	if (!start(c))
		return false;
	c->was_typing = false;
	while (kills_now_us() < end_us) {
		pty_read(c->pty, 1);
		if (is_typed || !pty_has(c->pty, "Staff number"))
			continue;
		pty_type(c->pty, LOGIN);
		is_typed = true;
	}
	return kill_now(c);
}

/* A life of the till, from its start to its end.  KILL_KINDS: it ends while it starts. */
static bool live(struct campaign *c, int kind)
{
	bool is_fine;

	if (kind == KILL_KINDS) {
		is_fine = kill_at_start(c);
	} else {
		is_fine = log_in(c) && look(c) && roll(c) &&
			  kill_at_work(c, (enum kill_kind)kind);
	}
	pty_close(c->pty);
	c->pty = NULL;
	return is_fine;
}

/* After the last kill: the till comes back once more, and all books are proven. */
static void end(struct campaign *c)
{
	if (log_in(c) && look(c)) {
		c->proofs++;
		if (!truth_read(&c->house, c->truth.seq, NULL, true, &c->truth))
			violation(c, "the books do not hold", c->truth.wrong);
	}
	pty_close(c->pty);
	c->pty = NULL;
}

/* A start that is killed has one cell: it writes little. */
static bool has_empty_cell(const struct campaign *c, int kind)
{
	if (kind == KILL_KINDS)
		return c->cell[kind][0] + c->cell[kind][1] == 0;
	return c->cell[kind][0] == 0 || c->cell[kind][1] == 0;
}

/* The next kind after this one with a cell that is still empty; -1: none. */
static int next_empty(const struct campaign *c, int kind)
{
	for (int i = 1; i <= KINDS_AND_START; i++)
		if (has_empty_cell(c, (kind + i) % KINDS_AND_START))
			return (kind + i) % KINDS_AND_START;
	return -1;
}

/* Kills for the cells that are still empty, each in turn. */
static bool fill_cells(struct campaign *c, int limit)
{
	int kind = KILL_KINDS;
	bool goes_on = true;

	while (goes_on && c->kills < limit && (kind = next_empty(c, kind)) >= 0) {
		c->aim = kind < KILL_KINDS ? c->cell[kind][1] == 0 : -1;
		goes_on = live(c, kind);
		if (c->aim >= 0 && c->cell[kind][c->aim] == 0)
			c->missed[kind]++;
	}
	return goes_on;
}

static void run(struct campaign *c, int kills)
{
	int kind = 0;
	bool goes_on = true;

	c->aim = -1;
	c->start_us = 200000;
	for (int i = 0; i < KILL_KINDS; i++)
		c->watch.took_us[i] = 4000;
	/* A start that is killed tells nothing of the acts before it, so the one after it does. */
	while (goes_on && c->kills < kills) {
		kind = c->kills % KINDS_AND_START;
		if (kind == KILL_KINDS && c->was_typing) {
			goes_on = log_in(c) && look(c);
			pty_close(c->pty);
			c->pty = NULL;
		}
		goes_on = goes_on && live(c, kind);
	}
	if (goes_on && !c->is_late)
		goes_on = fill_cells(c, kills + MORE_MAX);
	if (goes_on)
		end(c);
}

static bool make_store(struct campaign *c)
{
	struct house house;
	char path[96];

	str_copy(c->folder, sizeof c->folder, "kills-XXXXXX");
	if (mkdtemp(c->folder) == NULL)
		return false;
	str_format(c->url, sizeof c->url, "sqlite:%s/store.db", c->folder);
	str_format(c->keys, sizeof c->keys, "%s/keys", c->folder);
	str_format(c->lock, sizeof c->lock, "%s/store.db.lock", c->folder);
	str_format(path, sizeof path, "%s/sanduq.conf", c->folder);
	house_open(&house, c->url, 1, true);
	c->house = (struct kill_house){ c->url, c->keys, 1 };
	if (keys_save(&house.keys, c->keys) != ERR_OK ||
	    file_write(path, 0600, "[screen]\nidle_lock_s = 0\n", 25) != ERR_OK)
		return false;
	house_close(&house);
	return truth_read(&c->house, 0, NULL, false, &c->truth) || c->truth.seq > 0;
}

/* Makes a store, runs, removes it. */
static bool run_once(struct campaign *c, int kills, uint64_t seed)
{
	random_init_seed(&c->random, seed);
	c->seed = seed;
	if (!make_store(c)) {
		violation(c, "the store cannot be made", c->truth.wrong);
		return false;
	}
	run(c, kills);
	plan_done(&c->plan);
	if (c->violations == 0 || c->is_late)
		file_remove_folder(c->folder);
	return true;
}

/* The program on the late disk: how many kills it took to convict it; 0: it was not. */
static int convict(uint64_t seed)
{
	static struct campaign c;

	c.is_late = true;
	c.argv[0] = "/proc/self/exe";
	c.argv[1] = "--late";
	c.argv[2] = c.url;
	run_once(&c, LATE_KILLS, seed);
	printf("on a disk that keeps back what was flushed: %s\n",
	       c.first[0] != '\0' ? c.first : "nothing found");
	return strstr(c.first, "acknowledged act is lost") != NULL ? c.kills : 0;
}

/* Each cell with how often a kill fell there; returns how many never did. */
static int print_cells(const struct campaign *c)
{
	int empty = 0;

	printf("%-10s%8s%10s\n", "", "inside", "elsewhere");
	for (int kind = 0; kind <= KILL_KINDS; kind++) {
		bool is_start = kind == KILL_KINDS;

		printf("%-10s%8d%10d\n", is_start ? "starting" : kill_names[kind],
		       c->cell[kind][1], c->cell[kind][0]);
		if (is_start)
			empty += c->cell[kind][0] + c->cell[kind][1] == 0;
		else
			empty += (c->cell[kind][0] == 0) + (c->cell[kind][1] == 0);
	}
	return empty;
}

static int campaign(const char *program, int kills, uint64_t seed)
{
	static struct campaign c;
	int64_t began_us = kills_now_us();
	int convicted = convict(seed), empty, percent;
	bool is_good;

	c.argv[0] = program;
	c.argv[1] = "--store";
	c.argv[2] = c.url;
	run_once(&c, kills, seed);
	empty = print_cells(&c);
	percent = c.kills > c.aimed
			  ? (c.inside - c.aimed_inside) * 100 / (c.kills - c.aimed) : 0;
	is_good = c.violations == 0 && c.kills >= kills && percent >= INSIDE_LEAST_PERCENT &&
		  empty == 0 && c.idle * IDLE_ONE_IN <= c.kills && convicted > 0;
	if (c.first[0] != '\0')
		printf("%s\nits store is kept in %s; again: make kills KILLS=%d SEED=%llu\n",
		       c.first, c.folder, kills, (unsigned long long)seed);
	printf("kills: %s: %d kills, %d inside a transaction, %d elsewhere (%d%% inside by "
	       "chance), "
	       "%lld acts acknowledged, %lld under way were there, %d while idle, %d proven whole, "
	       "%d cells empty, late disk %s, %d violations, %lld s, seed %llu\n",
	       is_good ? "passed" : "FAILED", c.kills, c.inside, c.kills - c.inside, percent,
	       (long long)c.acked, (long long)c.more, c.idle, c.proofs, empty,
	       convicted > 0 ? "convicted" : "NOT CONVICTED", c.violations,
	       (long long)((kills_now_us() - began_us) / 1000000), (unsigned long long)seed);
	return is_good ? 0 : 1;
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "kills", required_argument, NULL, 'k' },
		{ "seed", required_argument, NULL, 's' },
		{ "late", required_argument, NULL, 'l' },
		{ 0 },
	};
	const char *program = getenv("SANDUQ_PROGRAM");
	int64_t kills = 200, seed = 1;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'l')
			return late_run(optarg);
		if (option == '?' || !str_int64(optarg, option == 'k' ? &kills : &seed)) {
			fprintf(stderr, "kills [--kills=N] [--seed=N]\n");
			return 64;
		}
	}
	return campaign(program != NULL ? program : "./sanduq", (int)kills, (uint64_t)seed);
}
