/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/double/processor.c -- see tests/double/processor.h.
 */
#include "double/processor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"

/* A request not answered yet. */
struct line_double_way {
	struct line_double *line;
	struct line_double_way *next;
	char key[PROCESSOR_KEY_SIZE];
	struct processor_reply reply;
	struct str body;
	int timer;
	processor_done_fn *done;
	void *arg;
};

struct line_double_queued {
	struct line_double_queued *next;
	struct processor_reply reply;
	struct str body;
};

static void clear_reply(struct processor_reply *reply)
{
	memset(reply, 0, sizeof *reply);
	reply->fate = PROCESSOR_FATE_NO_PEER;
	reply->should_retry = -1;
	reply->retry_after_ms = -1;
}

void line_double_reply(struct processor_reply *ret_reply, int http, const char *body,
		       struct str *ret_body)
{
	clear_reply(ret_reply);
	ret_reply->fate = PROCESSOR_FATE_REPLIED;
	ret_reply->was_sent = true;
	ret_reply->http = http;
	(void)str_copy(ret_reply->content_type, sizeof ret_reply->content_type,
		       "application/json");
	str_clear(ret_body);
	str_add(ret_body, body);
}

/* --- the queue --------------------------------------------------------------------------- */

static struct line_double_queued *add_queued(struct line_double *line)
{
	struct line_double_queued **at = &line->queue;

	while (*at != NULL)
		at = &(*at)->next;
	*at = calloc(1, sizeof **at);
	assert(*at != NULL);
	clear_reply(&(*at)->reply);
	return *at;
}

void line_double_queue(struct line_double *line, int http, const char *body)
{
	struct line_double_queued *queued = add_queued(line);

	line_double_reply(&queued->reply, http, body, &queued->body);
}

void line_double_queue_fate(struct line_double *line, enum processor_fate fate, bool was_sent)
{
	struct line_double_queued *queued = add_queued(line);

	queued->reply.fate = fate;
	queued->reply.was_sent = was_sent;
}

static int64_t answer_from_queue(void *arg, const char *key, const struct processor_wire *wire,
				 struct processor_reply *ret_reply, struct str *ret_body)
{
	struct line_double *line = arg;
	struct line_double_queued *first = line->queue;

	(void)key;
	(void)wire;
	if (first == NULL)
		return 0;
	line->queue = first->next;
	*ret_reply = first->reply;
	*ret_body = first->body;
	free(first);
	return 0;
}

/* --- sending ----------------------------------------------------------------------------- */

static struct line_double_way **find_way(struct line_double *line, const char *key)
{
	struct line_double_way **at = &line->ways;

	while (*at != NULL && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	return at;
}

static void remove_way(struct line_double_way **at)
{
	struct line_double_way *way = *at;

	*at = way->next;
	loop_remove(way->line->loop, way->timer);
	str_done(&way->body);
	free(way);
}

static void deliver(void *arg)
{
	struct line_double_way *way = arg, **at = find_way(way->line, way->key);
	struct line_double_way ended = *way;

	assert(*at == way);
	*at = way->next;
	free(way);
	ended.reply.body = str_text(&ended.body);
	ended.reply.body_len = ended.body.len;
	ended.done(ended.arg, ended.key, &ended.reply);
	str_done(&ended.body);
}

static void keep_call(struct line_double *line, const char *key, const struct processor_wire *wire)
{
	struct line_double_call *call;

	line->calls = realloc(line->calls, (line->calls_count + 1) * sizeof *line->calls);
	assert(line->calls != NULL);
	call = &line->calls[line->calls_count++];
	(void)str_copy(call->key, sizeof call->key, key);
	call->wire = *wire;
	call->wire.body = (struct str){ 0 };
	str_add_bytes(&call->wire.body, str_text(&wire->body), wire->body.len);
}

static enum err send_double(void *self, const char *key, const struct processor_wire *wire,
			    int64_t timeout_ms, processor_done_fn *done, void *arg)
{
	struct line_double *line = self;
	struct line_double_way *way;
	int64_t delay_ms;

	if (*find_way(line, key) != NULL)
		return ERR_EXISTS;
	keep_call(line, key, wire);
	way = calloc(1, sizeof *way);
	assert(way != NULL && strlen(key) < sizeof way->key);
	way->line = line;
	way->done = done;
	way->arg = arg;
	(void)str_copy(way->key, sizeof way->key, key);
	clear_reply(&way->reply);
	delay_ms = line->answer(line->arg, key, wire, &way->reply, &way->body);
	if (delay_ms == LINE_DOUBLE_NEVER || delay_ms >= timeout_ms) {
		clear_reply(&way->reply);
		way->reply.fate = PROCESSOR_FATE_TIMEOUT;
		way->reply.was_sent = true;
		str_clear(&way->body);
		delay_ms = timeout_ms;
	}
	way->timer = loop_add_timer(line->loop, delay_ms, 0, deliver, way);
	way->next = line->ways;
	line->ways = way;
	return ERR_OK;
}

static void abort_double(void *self, const char *key)
{
	struct line_double_way **at = find_way(self, key);

	if (*at != NULL)
		remove_way(at);
}

/* --- life -------------------------------------------------------------------------------- */

void line_double_answer(struct line_double *line, line_double_fn *answer, void *arg)
{
	line->answer = answer != NULL ? answer : answer_from_queue;
	line->arg = answer != NULL ? arg : line;
}

void line_double_init(struct line_double *line, struct loop *loop)
{
	memset(line, 0, sizeof *line);
	line->loop = loop;
	line_double_answer(line, NULL, NULL);
	line->processor.driver = &processor_stripe;
	line->processor.line = (struct processor_line){
		.send = send_double, .abort = abort_double, .self = line,
	};
	line->processor.mode = PROCESSOR_TEST;
	(void)str_copy(line->processor.account, sizeof line->processor.account, "double");
}

void line_double_done(struct line_double *line)
{
	struct line_double_queued *queued;

	while (line->ways != NULL)
		remove_way(&line->ways);
	while ((queued = line->queue) != NULL) {
		line->queue = queued->next;
		str_done(&queued->body);
		free(queued);
	}
	for (size_t i = 0; i < line->calls_count; i++)
		processor_wire_done(&line->calls[i].wire);
	free(line->calls);
}

size_t line_double_waiting(const struct line_double *line)
{
	size_t count = 0;

	for (const struct line_double_way *way = line->ways; way != NULL; way = way->next)
		count++;
	return count;
}
