/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier.c -- takes due attempts from the store, keeps their jobs, and says how it goes.
 */
#include "service/courier.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/str.h"
#include "service/courier_inside.h"

#define IDLE_MS 5000             /* how often a courier without work looks for some */
#define REST_MIN_MS 1000         /* after a store error */
#define REST_MAX_MS 30000
#define STEP_MS 200
#define KEY_SKEW_MS 300000       /* an attempt from so far ahead was made by another clock */

int64_t courier_now(const struct courier *courier)
{
	const struct clock *clock = courier->app->clock;
	int64_t wall = clock_unix_ms(clock);
	int64_t steady = courier->born_unix_ms + clock_mono_ms(clock) - courier->born_mono_ms;

	return wall > steady ? wall : steady;
}

bool courier_may_send(const struct courier *courier, const struct attempt_row *attempt)
{
	int64_t age = courier_now(courier) - attempt->at_unix_ms;

	return attempt->can_send && age < PAYMENT_KEY_MS && age > -KEY_SKEW_MS;
}

static void set_timer(struct courier *courier, int64_t delay_ms);

/* --- words -------------------------------------------------------------------------------- */

static struct courier_said *find_said(const struct courier *courier, int64_t payment)
{
	for (int i = 0; i < COURIER_SAID; i++)
		if (courier->said[i].payment == payment && payment != 0)
			return (struct courier_said *)&courier->said[i];
	return NULL;
}

void courier_say(struct courier *courier, int64_t payment, const char *words)
{
	struct courier_said *said = find_said(courier, payment);

	if (said == NULL) {
		said = &courier->said[courier->next_said];
		courier->next_said = (courier->next_said + 1) % COURIER_SAID;
		*said = (struct courier_said){ .payment = payment };
	}
	if (said->words != NULL && str_equal(said->words, words))
		return;
	said->words = words;
	said->since_unix_ms = clock_unix_ms(courier->app->clock);
	courier_tell(courier, payment);
}

const char *courier_words(const struct courier *courier, int64_t payment,
			  int64_t *ret_since_unix_ms)
{
	const struct courier_said *said = find_said(courier, payment);

	*ret_since_unix_ms = said != NULL ? said->since_unix_ms : 0;
	return said != NULL ? said->words : "";
}

void courier_tell(struct courier *courier, int64_t payment)
{
	if (courier->told != NULL)
		courier->told(courier->arg, payment);
}

void courier_heard(struct courier *courier, const struct processor_answer *answer)
{
	bool was = courier->is_connected;

	if (answer->http > 0 || answer->is_known)
		courier->is_connected = true;
	else if (answer->outcome == PROCESSOR_NOT_SENT)
		courier->is_connected = false;
	if (was != courier->is_connected)
		courier_tell(courier, 0);
}

bool courier_is_connected(const struct courier *courier)
{
	return courier->is_connected;
}

int courier_open(const struct courier *courier)
{
	int64_t next;
	int open = 0;

	return store_attempt_next(courier->app->db, &next, &open) == ERR_OK ? open : 0;
}

/* --- claiming ------------------------------------------------------------------------------ */

static bool is_at_work(const struct courier *courier, int64_t attempt)
{
	for (int i = 0; i < COURIER_JOBS; i++)
		if (courier->jobs[i] != NULL && courier->jobs[i]->attempt.id == attempt)
			return true;
	return false;
}

static int free_slots(const struct courier *courier)
{
	int n = 0;

	for (int i = 0; i < COURIER_JOBS; i++)
		n += courier->jobs[i] == NULL;
	return n;
}

static struct job *job_new(struct courier *courier, struct attempt_row *attempt)
{
	struct job *job = calloc(1, sizeof *job);
	int slot = 0;

	if (job == NULL)
		return NULL;
	while (courier->jobs[slot] != NULL)
		slot++;
	job->courier = courier;
	job->slot = slot;
	job->attempt = *attempt;
	*attempt = (struct attempt_row){ 0 };
	courier->jobs[slot] = job;
	return job;
}

void job_end(struct job *job)
{
	struct courier *courier = job->courier;
	const struct processor_line *line = &courier->app->processor->line;

	if (job->is_on_line)
		line->abort(line->self, job->attempt.key);
	ask_abort(job->ask);
	loop_remove(courier->app->loop, job->timer);
	courier->jobs[job->slot] = NULL;
	store_attempt_done(&job->attempt);
	free(job);
}

void courier_rest(struct courier *courier, enum err err)
{
	courier->rest_ms = courier->rest_ms == 0 ? REST_MIN_MS : courier->rest_ms * 2;
	if (courier->rest_ms > REST_MAX_MS)
		courier->rest_ms = REST_MAX_MS;
	courier->rest_until_mono_ms = clock_mono_ms(courier->app->clock) + courier->rest_ms;
	log_line(courier->app->log, "courier", "the store: %s; again in %lld ms", err_name(err),
		 (long long)courier->rest_ms);
	set_timer(courier, courier->rest_ms);
}

/* Takes what is due. */
static enum err claim(struct courier *courier)
{
	struct app *app = courier->app;
	struct attempt_row rows[COURIER_JOBS];
	int64_t now = clock_unix_ms(app->clock);
	int free = free_slots(courier), n = 0;
	enum err err = ERR_OK;

	if (free == 0)
		return ERR_OK;
	err = store_attempt_claim(app->db, app->station, now, now + COURIER_CLAIM_MS, rows, free,
				  &n);
	if (err != ERR_OK)
		return err;
	for (int i = 0; i < n; i++) {
		struct job *job = is_at_work(courier, rows[i].id) ? NULL
								  : job_new(courier, &rows[i]);

		store_attempt_done(&rows[i]);
		if (job != NULL)
			job_begin(job);
	}
	return ERR_OK;
}

static int64_t at_least_zero(int64_t ms)
{
	return ms > 0 ? ms : 0;
}

/* One look at the store, and when to look next. */
static void work(void *arg)
{
	struct courier *courier = arg;
	struct app *app = courier->app;
	int64_t next = INT64_MAX, wait;
	int open = 0;
	enum err err;

	courier->timer = 0;
	if (db_is_stopped(app->db))
		return;
	wait = courier->rest_until_mono_ms - clock_mono_ms(app->clock);
	if (wait > 0) {
		set_timer(courier, wait);
		return;
	}
	err = store_attempt_next(app->db, &next, &open);
	if (err == ERR_OK && next <= clock_unix_ms(app->clock)) {
		err = claim(courier);
		if (err == ERR_OK)
			err = store_attempt_next(app->db, &next, &open);
	}
	if (err != ERR_OK) {
		courier_rest(courier, err);
		return;
	}
	courier->rest_ms = 0;
	wait = next == INT64_MAX ? IDLE_MS : at_least_zero(next - clock_unix_ms(app->clock));
	/* What is due but not to be had is somebody else's. */
	if (wait == 0)
		wait = REST_MIN_MS;
	set_timer(courier, wait < IDLE_MS ? wait : IDLE_MS);
}

static void set_timer(struct courier *courier, int64_t delay_ms)
{
	loop_remove(courier->app->loop, courier->timer);
	courier->timer = loop_add_timer(courier->app->loop, delay_ms, 0, work, courier);
}

void courier_kick(struct courier *courier)
{
	if (courier != NULL)
		set_timer(courier, 0);
}

/* --- its life ------------------------------------------------------------------------------ */

enum err courier_new(struct app *app, courier_told_fn *told, void *arg,
		     struct courier **ret_courier)
{
	struct courier *courier;
	enum err err;

	if (app->processor == NULL)
		return ERR_PROCESSOR;
	err = store_attempt_unclaim(app->db, app->station);
	if (err != ERR_OK)
		return err;
	courier = calloc(1, sizeof *courier);
	if (courier == NULL)
		return ERR_MEMORY;
	courier->app = app;
	courier->told = told;
	courier->arg = arg;
	courier->is_connected = true;
	courier->born_unix_ms = clock_unix_ms(app->clock);
	courier->born_mono_ms = clock_mono_ms(app->clock);
	random_init(&courier->random);
	set_timer(courier, 0);
	*ret_courier = courier;
	return ERR_OK;
}

void courier_seed(struct courier *courier, uint64_t seed)
{
	random_init_seed(&courier->random, seed);
}

void courier_free(struct courier *courier)
{
	if (courier == NULL)
		return;
	for (int i = 0; i < COURIER_JOBS; i++)
		if (courier->jobs[i] != NULL)
			job_end(courier->jobs[i]);
	listening_free(courier->listening);
	loop_remove(courier->app->loop, courier->timer);
	free(courier);
}

static bool is_idle(const struct courier *courier)
{
	return free_slots(courier) == COURIER_JOBS && courier->listening == NULL;
}

/* Whether anything can still happen before `end`. */
static enum err is_over(struct courier *courier, int64_t end_mono_ms, bool *ret_over, int *ret_left)
{
	const struct clock *clock = courier->app->clock;
	int64_t next = INT64_MAX, left_ms = end_mono_ms - clock_mono_ms(clock);
	enum err err = store_attempt_next(courier->app->db, &next, ret_left);

	if (err != ERR_OK)
		return err;
	*ret_over = left_ms <= 0;
	if (is_idle(courier))
		*ret_over |= *ret_left == 0 || next - clock_unix_ms(clock) > left_ms;
	return ERR_OK;
}

enum err courier_run(struct courier *courier, int64_t budget_ms, int *ret_left)
{
	int64_t end = clock_mono_ms(courier->app->clock) + budget_ms;
	bool is_done = false;
	int left = 0;
	enum err err;

	courier_kick(courier);
	do {
		err = is_over(courier, end, &is_done, &left);
		if (err == ERR_OK && !is_done)
			err = loop_step(courier->app->loop, STEP_MS);
	} while (err == ERR_OK && !is_done && !loop_stopped(courier->app->loop));
	if (err == ERR_OK)
		*ret_left = left;
	return err;
}
