/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier_job.c -- one attempt under way: the same bytes under the same key, its answer,
 * and when to try again (P2, P3, P4).
 *
 * 1. The claim is durable before a byte leaves: one that was never given back counts as sent.
 * 2. A later try that surely did nothing does not undo an earlier one that may have arrived: what
 *    is brought to the payment is then unknown, never "not sent" or "busy".
 * 3. A refusal because the object stands otherwise than was thought is believed only after a look
 *    at the object.
 * 4. When the store cannot take an answer, the row stays as it was before, and is asked again.
 */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/str.h"
#include "service/courier_inside.h"

#define POLL_READER_MS 1000
#define POLL_LINK_MS 2000
#define RENEW_MS (COURIER_CLAIM_MS / 2)
#define DECIDE_MS 600000         /* nothing found for so long, and often enough: a person */
#define DECIDE_LOOKS 3
#define IDLE_LOOKS 3             /* a reader without work may still be told about it */
#define PATH_LOG_SIZE 128

/* Pauses after the n-th try, and after the n-th look. */
static const int64_t try_ms[] = { 500,  1000, 2000,  4000,  5000,  5000, 5000,
				  5000, 5000, 10000, 20000, 30000, 60000 };
static const int64_t look_ms[] = { 1000, 2000,  5000,  10000,  20000, 30000,
				   60000, 60000, 120000, 240000, 600000 };

static int64_t pause_of(const int64_t *pauses, size_t count, int64_t n)
{
	if (n < 1)
		n = 1;
	return pauses[(size_t)n <= count ? (size_t)n - 1 : count - 1];
}

static int64_t with_jitter(struct job *job, int64_t ms)
{
	return random_between(&job->courier->random, ms * 3 / 4, ms * 5 / 4);
}

/* --- what is written about it -------------------------------------------------------------- */

/* A path without the ids in it: they are kept in the books, not in a log. */
static void plain_path(const char *path, char *into, size_t size)
{
	size_t len = 0;

	while (*path != '\0' && *path != '?') {
		size_t part = strcspn(path + 1, "/?") + 1;
		bool is_id = strcspn(path, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") < part &&
			     part > 6;

		str_format(into + len, size - len, "%.*s", is_id ? 3 : (int)part,
			   is_id ? "/{}" : path);
		len += strlen(into + len);
		path += part;
	}
}

void courier_note(struct job *job, const char *what, const struct processor_answer *answer)
{
	struct app *app = job->courier->app;
	struct attempt_try try = { .attempt = job->attempt.id,
				   .at_unix_ms = clock_unix_ms(app->clock),
				   .station = app->station,
				   .http = answer->http };
	char path[PATH_LOG_SIZE] = "";
	enum err err;

	try.took_ms = clock_mono_ms(app->clock) - job->started_mono_ms;
	str_copy(try.what, sizeof try.what, what);
	str_copy(try.outcome, sizeof try.outcome, processor_outcome_name(answer->outcome));
	str_copy(try.code, sizeof try.code, answer->code);
	str_copy(try.request, sizeof try.request, answer->request_id);
	plain_path(job->attempt.path, path, sizeof path);
	log_line(app->log, "courier",
		 "%s %s attempt=%lld %s status=%d %s code=%s request=%s %lld ms", what,
		 job->attempt.op, (long long)job->attempt.id, path, answer->http, try.outcome,
		 try.code, try.request, (long long)try.took_ms);
	err = store_attempt_try_insert(app->db, &try);
	if (err != ERR_OK)
		log_line(app->log, "courier", "attempt=%lld: %s", (long long)job->attempt.id,
			 err_name(err));
}

/* --- the row ------------------------------------------------------------------------------- */

/* Reads the row again; false when the attempt is done or somebody else's, or cannot be read: then
 * the job has ended. */
static bool reload(struct job *job)
{
	struct courier *courier = job->courier;
	struct attempt_row row;
	enum err err = store_attempt_load(courier->app->db, job->attempt.id, &row);
	bool is_ours;

	if (err != ERR_OK) {
		courier_rest(courier, err);
		job_end(job);
		return false;
	}
	store_attempt_done(&job->attempt);
	job->attempt = row;
	is_ours = row.state != ATTEMPT_DONE &&
		  (row.owner == 0 || row.owner == courier->app->station);
	if (is_ours) {
		job->attempt.owner = courier->app->station;
	} else {
		courier_tell(courier, row.payment);
		job_end(job);
		courier_kick(courier);
	}
	return is_ours;
}

/* Writes the live columns; what acts have done to them meanwhile stays done.  False: ended. */
static bool save(struct job *job)
{
	struct attempt_row wanted = job->attempt;
	enum err err = store_attempt_save(job->courier->app->db, &job->attempt);

	if (err == ERR_CHANGED) {
		if (!reload(job))
			return false;
		wanted.path = job->attempt.path;
		wanted.body = job->attempt.body;
		wanted.version = job->attempt.version;
		wanted.can_send &= job->attempt.can_send;
		if (job->attempt.state == ATTEMPT_DOUBT && wanted.state == ATTEMPT_PREPARED)
			wanted.state = ATTEMPT_DOUBT;
		job->attempt = wanted;
		err = store_attempt_save(job->courier->app->db, &job->attempt);
	}
	if (err == ERR_OK)
		return true;
	courier_rest(job->courier, err);
	job_end(job);
	return false;
}

/* Gives the row back to whoever takes it when it is due. */
static void put_back(struct job *job, int64_t delay_ms)
{
	struct courier *courier = job->courier;

	job->attempt.owner = 0;
	job->attempt.until_unix_ms = 0;
	job->attempt.next_unix_ms = clock_unix_ms(courier->app->clock) + delay_ms;
	if (!save(job))
		return;
	courier_tell(courier, job->attempt.payment);
	job_end(job);
	courier_kick(courier);
}

/* --- waiting ------------------------------------------------------------------------------- */

static void poll_again(void *arg)
{
	struct job *job = arg;
	int64_t now = clock_unix_ms(job->courier->app->clock);

	job->timer = 0;
	if (!reload(job))
		return;
	if (job->attempt.until_unix_ms - now < RENEW_MS) {
		job->attempt.until_unix_ms = now + COURIER_CLAIM_MS;
		if (!save(job))
			return;
	}
	if (payment_request(job->courier->app, &job->attempt, &job->asked) == ERR_OK)
		courier_look(job);
	else
		job_end(job);
}

/* The guest is at it: looks every second, keeping the claim. */
static void poll_later(struct job *job, int64_t delay_ms)
{
	loop_remove(job->courier->app->loop, job->timer);
	job->timer = loop_add_timer(job->courier->app->loop, delay_ms, 0, poll_again, job);
	if (job->timer == 0)
		put_back(job, delay_ms);
}

static int64_t poll_ms(const struct job *job)
{
	if (job->op == PROCESSOR_PRESENT)
		return POLL_READER_MS;
	return job->op == PROCESSOR_LINK_CREATE || job->op == PROCESSOR_PAYLINK_CREATE ?
		       POLL_LINK_MS : 0;
}

static void wait_for_it(struct job *job)
{
	int64_t ms = poll_ms(job);

	job->good_unix_ms = courier_now(job->courier);
	if (ms > 0)
		poll_later(job, ms);
	else
		put_back(job, with_jitter(job, pause_of(look_ms, sizeof look_ms / sizeof *look_ms,
							job->attempt.looks)));
}

/* --- bringing ------------------------------------------------------------------------------ */

/* Not known yet: when to go on, and how. */
static void try_again(struct job *job, const struct processor_answer *answer)
{
	int64_t ms = job->attempt.can_send ?
			     pause_of(try_ms, sizeof try_ms / sizeof *try_ms, job->attempt.tries) :
			     pause_of(look_ms, sizeof look_ms / sizeof *look_ms,
				      job->attempt.looks);

	ms = with_jitter(job, ms);
	if (answer->retry_after_ms > ms)
		ms = answer->retry_after_ms;
	put_back(job, ms);
}

/* What was learned of the row since it was read. */
struct learned {
	int64_t tries, looks;
	bool can_send;
	char outcome[sizeof((struct attempt_row *)0)->outcome];
};

static struct learned learned(const struct job *job, const struct processor_answer *answer)
{
	struct learned now = { .tries = job->attempt.tries, .looks = job->attempt.looks,
			       .can_send = job->attempt.can_send };

	str_copy(now.outcome, sizeof now.outcome, processor_outcome_name(answer->outcome));
	return now;
}

/* The attempt is still open: when to go on, and how. */
static void go_on(struct job *job, const struct learned *now,
		  const struct processor_answer *answer)
{
	struct attempt_row *attempt = &job->attempt;

	attempt->tries = now->tries;
	attempt->looks = now->looks;
	attempt->can_send &= now->can_send;
	str_copy(attempt->outcome, sizeof attempt->outcome, now->outcome);
	if (answer->outcome == PROCESSOR_PENDING)
		attempt->state = ATTEMPT_WAITING;
	if (attempt->state != ATTEMPT_WAITING || answer->outcome == PROCESSOR_UNKNOWN)
		try_again(job, answer);
	else if (save(job))
		wait_for_it(job);
}

/* Rule 4 of the head: the row stays open, and what was sent counts as unknown. */
static void not_taken(struct job *job, const struct processor_answer *answer, enum err err)
{
	struct courier *courier = job->courier;
	struct learned now = learned(job, answer);

	log_line(courier->app->log, "courier", "attempt=%lld %s: %s", (long long)job->attempt.id,
		 processor_outcome_name(answer->outcome), err_name(err));
	if (err != ERR_CHANGED)
		courier_rest(courier, err);
	if (!reload(job))
		return;
	str_copy(job->attempt.outcome, sizeof job->attempt.outcome, "unknown");
	job->attempt.tries = now.tries;
	job->attempt.looks = now.looks;
	job->attempt.can_send &= now.can_send;
	try_again(job, answer);
}

/* Brings an answer to the payment.  It ends the job, unless the attempt stays open: then it goes
 * on by itself. */
static void bring(struct job *job, const struct processor_answer *answer, const char *found)
{
	struct courier *courier = job->courier;
	struct learned now = learned(job, answer);
	enum err err = payment_answer(courier->app, job->attempt.id, answer, found);

	if (err != ERR_OK) {
		not_taken(job, answer, err);
		return;
	}
	if (answer->message[0] != '\0')
		courier_say(courier, job->attempt.payment, answer->message);
	if (reload(job))
		go_on(job, &now, answer);
}

/* --- sending ------------------------------------------------------------------------------- */

static bool is_surely_nothing(const char *outcome)
{
	static const char *const names[] = { "", "not-sent", "busy", "throttled", "config" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_equal(names[i], outcome))
			return true;
	return false;
}

/* Rule 2 of the head: an earlier try may have arrived. */
static void remember_earlier(const struct job *job, struct processor_answer *answer)
{
	bool is_nothing = answer->outcome == PROCESSOR_NOT_SENT ||
			  answer->outcome == PROCESSOR_BUSY ||
			  answer->outcome == PROCESSOR_THROTTLED ||
			  answer->outcome == PROCESSOR_CONFIG;

	if (!job->may_have_left || !is_nothing)
		return;
	answer->outcome = PROCESSOR_UNKNOWN;
	if (answer->next != PROCESSOR_NEXT_ASK)
		answer->next = PROCESSOR_NEXT_REPLAY;
}

/* The key is used up.  That stays known when another station has taken the attempt over. */
static void bar(struct job *job)
{
	enum err err = store_attempt_bar(job->courier->app->db, job->attempt.id);

	job->attempt.can_send = false;
	if (err != ERR_OK)
		courier_rest(job->courier, err);
}

static bool is_barred(struct job *job)
{
	struct attempt_row row;

	if (job->attempt.tries == 0)
		return false;
	if (store_attempt_load(job->courier->app->db, job->attempt.id, &row) != ERR_OK)
		return true;
	job->attempt.can_send &= row.can_send;
	store_attempt_done(&row);
	return !job->attempt.can_send;
}

static void on_reply(void *arg, const char *key, const struct processor_reply *reply)
{
	struct job *job = arg;
	struct courier *courier = job->courier;
	struct processor_answer answer;

	(void)key;
	job->is_on_line = false;
	processor_answer_init(&answer);
	courier->app->processor->driver->decode(&job->asked.request, reply, &answer);
	courier_heard(courier, &answer);
	courier_note(job, "sent", &answer);
	remember_earlier(job, &answer);
	if (answer.outcome == PROCESSOR_UNKNOWN &&
	    (answer.next == PROCESSOR_NEXT_ASK || (reply->is_replayed && reply->http >= 500)))
		bar(job);
	if (answer.outcome == PROCESSOR_REFUSED && answer.next == PROCESSOR_NEXT_ASK) {
		job->is_refused = true;
		job->refusal = answer;
		courier_look(job);
		return;
	}
	bring(job, &answer, "answer");
}

static void send(struct job *job)
{
	struct courier *courier = job->courier;
	const struct processor_line *line = &courier->app->processor->line;
	struct processor_wire wire = { 0 };
	enum err err;

	if (is_barred(job)) {
		put_back(job, with_jitter(job, look_ms[0]));
		return;
	}
	job->may_have_left = !is_surely_nothing(job->attempt.outcome);
	job->attempt.tries++;
	str_copy(wire.method, sizeof wire.method, job->attempt.method);
	str_copy(wire.path, sizeof wire.path, job->attempt.path);
	str_copy(wire.version, sizeof wire.version, job->attempt.api_version);
	wire.body = (struct str){ .data = job->attempt.body, .len = strlen(job->attempt.body) };
	job->started_mono_ms = clock_mono_ms(courier->app->clock);
	if (job->attempt.tries == 1)
		courier_say(courier, job->attempt.payment, N_("Sending to the card processor."));
	err = line->send(line->self, job->attempt.key, &wire, COURIER_TIMEOUT_MS, on_reply, job);
	if (err == ERR_OK) {
		job->is_on_line = true;
		return;
	}
	/* Nothing was sent after all. */
	log_line(courier->app->log, "courier", "attempt=%lld: %s", (long long)job->attempt.id,
		 err_name(err));
	if (!job->may_have_left)
		str_copy(job->attempt.outcome, sizeof job->attempt.outcome, "not-sent");
	put_back(job, with_jitter(job, try_ms[1]));
}

void job_begin(struct job *job)
{
	struct attempt_row *attempt = &job->attempt;
	struct courier *courier = job->courier;
	enum err err = payment_request(courier->app, attempt, &job->asked);

	if (err != ERR_OK || !processor_op_parse(attempt->op, &job->op)) {
		log_line(courier->app->log, "courier", "attempt=%lld cannot be read: %s",
			 (long long)attempt->id, err_name(err));
		job_end(job);
		return;
	}
	job->good_unix_ms = courier_now(courier);
	if (attempt->state == ATTEMPT_WAITING || !courier_may_send(courier, attempt) ||
	    (job->op == PROCESSOR_PRESENT && !is_surely_nothing(attempt->outcome)))
		courier_look(job);
	else
		send(job);
}

/* --- after a look -------------------------------------------------------------------------- */

static struct processor_answer unknown_answer(const struct job *job)
{
	struct processor_answer answer;

	processor_answer_init(&answer);
	answer.message = N_("The outcome is unknown. Do not charge again. It is being looked up.");
	(void)job;
	return answer;
}

/* Over without effect: the object says so, or it is safe to take it so. */
static void bring_nothing(struct job *job, const char *code, const char *message)
{
	struct processor_answer answer;

	if (job->is_refused) {
		bring(job, &job->refusal, "answer");
		return;
	}
	processor_answer_init(&answer);
	answer.outcome = PROCESSOR_REFUSED;
	answer.next = PROCESSOR_NEXT_NEW;
	answer.state = job->op == PROCESSOR_PRESENT ? PROCESSOR_CREATED : PROCESSOR_NONE;
	answer.message = message;
	str_copy(answer.code, sizeof answer.code, code);
	bring(job, &answer, "query");
}

/* How long it has been looked for, by the row. */
static bool is_looked_for_long(const struct job *job)
{
	int64_t first = job->attempt.first_unix_ms != 0 ? job->attempt.first_unix_ms
							: job->attempt.at_unix_ms;

	return job->attempt.looks >= DECIDE_LOOKS &&
	       courier_now(job->courier) - first >= DECIDE_MS;
}

/* Nothing was found.  What cannot move money twice is over then; the rest is a person's to
 * decide. */
static void not_there(struct job *job)
{
	struct processor_answer answer = unknown_answer(job);

	if (job->is_refused) {
		bring_nothing(job, "", "");
		return;
	}
	if (courier_may_send(job->courier, &job->attempt)) {
		send(job);
		return;
	}
	if (is_looked_for_long(job) && !processor_moves_twice(job->op)) {
		bring_nothing(job, "not_done",
			      N_("The processor knows nothing of this. Nothing was taken by it."));
		return;
	}
	if (is_looked_for_long(job))
		answer.message = N_("The processor knows nothing of this. A supervisor decides "
				    "what became of it.");
	job->attempt.can_send = false;
	bring(job, &answer, "query");
}

/* A question without an answer: while the guest is at the reader it is no doubt yet. */
static void look_failed(struct job *job)
{
	struct processor_answer answer = unknown_answer(job);
	int64_t ms = poll_ms(job);
	bool is_quiet = courier_now(job->courier) - job->good_unix_ms < PAYMENT_DOUBT_MS;

	if (job->attempt.state == ATTEMPT_WAITING && ms > 0 && is_quiet)
		poll_later(job, ms);
	else
		bring(job, &answer, "query");
}

/* The intent waits and the reader does nothing: it ended without the card, was never told, or is
 * about to be.  Told again it is under the same key, once it is sure to have nothing to do. */
static void idle_reader(struct job *job)
{
	const struct processor_answer *reader = &job->reader;
	bool is_told = job->attempt.state == ATTEMPT_WAITING;

	if (reader->message[0] != '\0' && reader->code[0] != '\0')
		bring_nothing(job, reader->code, reader->message);
	else if (job->is_refused)
		bring_nothing(job, "", "");
	else if (++job->idle < IDLE_LOOKS)
		poll_later(job, POLL_READER_MS);
	else if (!is_told && courier_may_send(job->courier, &job->attempt))
		send(job);
	else
		bring_nothing(job, "reader_idle",
			      N_("The reader is not asking for a card any more. Nothing was "
				 "taken. It can be tried again."));
}

void courier_looked(struct job *job, enum look look, const struct processor_answer *answer)
{
	job->attempt.looks++;
	if (look != LOOK_WAITS)
		job->last_state = PROCESSOR_NONE;
	if (look != LOOK_NOT_DONE)
		job->idle = 0;
	switch (look) {
	case LOOK_FOUND:
		bring(job, answer, job->how);
		return;
	case LOOK_WAITS:
		if (job->last_state == answer->state && poll_ms(job) > 0) {
			wait_for_it(job);
			return;
		}
		job->last_state = answer->state;
		bring(job, answer, job->how);
		return;
	case LOOK_NOT_DONE:
		if (job->op == PROCESSOR_PRESENT)
			idle_reader(job);
		else
			not_there(job);
		return;
	case LOOK_NOT_FOUND:
		not_there(job);
		return;
	case LOOK_FAILED:
		look_failed(job);
		return;
	}
	assert(false);
}
