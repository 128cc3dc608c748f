/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/processor.h -- a line without a network: a function answers each request, later,
 * through the loop.
 *
 * Shape   the answering function sees the exact bytes and fills a reply; the default takes the
 *         replies that were queued, in order, and is unreachable when there are none.  What was
 *         sent is kept for the test to look at.
 * Owner   line_double_init/line_double_done; bodies are copied.
 */
#ifndef SANDUQ_TESTS_DOUBLE_PROCESSOR_H
#define SANDUQ_TESTS_DOUBLE_PROCESSOR_H

#include "processor/processor.h"

#define LINE_DOUBLE_NEVER (-1)

struct line_double;
struct loop;

/* Fills the reply to a request (it comes as "no connection, nothing sent"); a body goes into
 * `ret_body`, which outlives the reply.  Returns the delay in ms; LINE_DOUBLE_NEVER, or a delay not
 * under the time limit of the request, lets it run out. */
typedef int64_t line_double_fn(void *arg, const char *key, const struct processor_wire *wire,
			       struct processor_reply *ret_reply, struct str *ret_body);

/* What was sent. */
struct line_double_call {
	char key[PROCESSOR_KEY_SIZE];
	struct processor_wire wire;
};

struct line_double {
	struct loop *loop;
	line_double_fn *answer;
	void *arg;
	struct line_double_way *ways;     /* not answered yet */
	struct line_double_queued *queue;
	struct line_double_call *calls;
	size_t calls_count;
	struct processor processor;       /* what the program is given */
};

/* Makes a double with the Stripe driver in test mode. */
void line_double_init(struct line_double *line, struct loop *loop);

/* Forgets what is under way and frees all. */
void line_double_done(struct line_double *line);

/* Answers by a function from now on; NULL: by the queue. */
void line_double_answer(struct line_double *line, line_double_fn *answer, void *arg);

/* Queues a reply with a status and a JSON body, or a request that ended otherwise. */
void line_double_queue(struct line_double *line, int http, const char *body);
void line_double_queue_fate(struct line_double *line, enum processor_fate fate, bool was_sent);

/* Fills a whole JSON reply; `body` is what the reply borrows. */
void line_double_reply(struct processor_reply *ret_reply, int http, const char *body,
		       struct str *ret_body);

/* How many requests are not answered yet. */
size_t line_double_waiting(const struct line_double *line);

#endif
