/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * service/courier_inside.h -- what the parts of the courier share; for courier*.c alone.
 *
 * Shape   a job is one claimed attempt: courier.c claims, sends and waits, courier_ask.c looks up
 *         what became of it, courier_listen.c hears what nobody asked for.
 */
#ifndef SANDUQ_SERVICE_COURIER_INSIDE_H
#define SANDUQ_SERVICE_COURIER_INSIDE_H

#include "base/random.h"
#include "service/ask.h"
#include "service/courier.h"

#define COURIER_JOBS 32
#define COURIER_SAID 32
#define COURIER_CODE_SIZE 64

struct listening;

struct courier_said {
	int64_t payment;
	int64_t since_unix_ms;
	const char *words;
};

struct courier {
	struct app *app;
	courier_told_fn *told;
	void *arg;
	struct random random;
	int64_t born_unix_ms, born_mono_ms;
	int timer;
	int64_t rest_until_mono_ms;      /* after a store error */
	int64_t rest_ms;
	bool is_connected;
	struct job *jobs[COURIER_JOBS];
	struct courier_said said[COURIER_SAID];
	int next_said;
	struct listening *listening;
};

/* What a look-up says about an attempt. */
enum look {
	LOOK_FOUND,      /* the answer is to be brought */
	LOOK_WAITS,      /* under way there: look again */
	LOOK_NOT_DONE,   /* the object stands as if nothing had happened */
	LOOK_NOT_FOUND,
	LOOK_FAILED      /* no answer to the question */
};

struct job {
	struct courier *courier;
	struct attempt_row attempt;
	struct payment_request asked;    /* its texts point into itself: a job never moves */
	enum processor_op op;
	int slot;
	int timer;
	bool may_have_left;              /* before the sending under way */
	bool is_on_line;                 /* the line carries its bytes */
	int64_t started_mono_ms;
	int64_t good_unix_ms;            /* when it was last known to be under way there */
	enum processor_state last_state; /* of the last look that found it waiting */
	int idle;                        /* looks in a row at a reader that does nothing */

	/* A refusal that says to look first. */
	bool is_refused;
	struct processor_answer refusal;

	/* The look-up under way. */
	struct ask *ask;
	struct processor_request question;
	int step;
	char found[PROCESSOR_ID_SIZE];
	const char *how;                 /* "query", "event", "list" */
	bool has_reader;
	struct processor_answer reader;
};

/* --- courier.c */

/* Words about a payment, and that it moved on. */
void courier_say(struct courier *courier, int64_t payment, const char *words);
void courier_tell(struct courier *courier, int64_t payment);

/* The store could not take something: claims nothing for a while. */
void courier_rest(struct courier *courier, enum err err);

/* Ends a job and frees it; its claim stays. */
void job_end(struct job *job);

/* The time, by whichever of wall and monotonic clock has gone further. */
int64_t courier_now(const struct courier *courier);

/* The attempt may still be sent under its key (P3). */
bool courier_may_send(const struct courier *courier, const struct attempt_row *attempt);

/* Whether a reply came over a connection. */
void courier_heard(struct courier *courier, const struct processor_answer *answer);

/* --- courier_job.c */

/* Begins the work on a claimed attempt. */
void job_begin(struct job *job);

/* Writes a row of what was tried, and a line of the log. */
void courier_note(struct job *job, const char *what, const struct processor_answer *answer);

/* What the look-up that courier_look() began came to. */
void courier_looked(struct job *job, enum look look, const struct processor_answer *answer);

/* --- courier_ask.c */

/* Looks up what became of an attempt; courier_looked() is told from the loop, or at once when
 * nothing can be asked. */
void courier_look(struct job *job);

/* --- courier_listen.c */

/* Forgets what is being listened to; NULL is fine. */
void listening_free(struct listening *listening);

#endif
