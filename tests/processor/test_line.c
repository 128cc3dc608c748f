/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * tests/processor/test_line.c -- the line without a network keeps the promises of a line.
 */
#include <string.h>

#include "base/clock.h"
#include "base/loop.h"
#include "double/processor.h"
#include "processor/sample.h"
#include "processor/suites.h"

struct desk {
	struct clock clock;
	struct loop *loop;
	struct line_double line;
	struct processor_request request;
	struct processor_answer answer;
	int count;
	bool is_sending;
};

static void on_done(void *arg, const char *key, const struct processor_reply *reply)
{
	struct desk *desk = arg;

	CHECK(!desk->is_sending);
	CHECK_TEXT(key, SAMPLE_KEY);
	desk->line.processor.driver->decode(&desk->request, reply, &desk->answer);
	desk->count++;
}

static void open_desk(struct desk *desk)
{
	memset(desk, 0, sizeof *desk);
	clock_init_set(&desk->clock, 1780000000000);
	CHECK_OK_FATAL(loop_new(&desk->clock, &desk->loop));
	line_double_init(&desk->line, desk->loop);
	desk->request = sample_request(PROCESSOR_REFUND);
}

static void close_desk(struct desk *desk)
{
	line_double_done(&desk->line);
	loop_free(desk->loop);
}

static enum err send(struct desk *desk)
{
	const struct processor *processor = &desk->line.processor;
	struct processor_wire wire;
	enum err err;

	CHECK_OK_FATAL(processor->driver->encode(&desk->request, &wire));
	desk->is_sending = true;
	err = processor->line.send(processor->line.self, desk->request.attempt, &wire, 1000,
				   on_done, desk);
	desk->is_sending = false;
	processor_wire_done(&wire);
	return err;
}

static void replies_come_in_order_through_the_loop(void)
{
	struct desk desk;

	open_desk(&desk);
	line_double_queue_fate(&desk.line, PROCESSOR_FATE_LOST, true);
	line_double_queue(&desk.line, 200, sample_body(PROCESSOR_REFUND));
	CHECK_OK(send(&desk));
	CHECK_INT(send(&desk), ERR_EXISTS);
	CHECK_OK(loop_step(desk.loop, 0));
	CHECK_INT(desk.count, 1);
	CHECK_INT(desk.answer.outcome, PROCESSOR_UNKNOWN);
	CHECK_OK(send(&desk));
	CHECK_OK(loop_step(desk.loop, 0));
	CHECK_INT(desk.answer.outcome, PROCESSOR_OK);
	CHECK_OK(send(&desk)); /* nothing more is queued */
	CHECK_OK(loop_step(desk.loop, 0));
	CHECK_INT(desk.answer.outcome, PROCESSOR_NOT_SENT);
	CHECK_INT(desk.line.calls_count, 3);
	CHECK_TEXT(str_text(&desk.line.calls[0].wire.body),
		   str_text(&desk.line.calls[1].wire.body));
	close_desk(&desk);
}

static int64_t never(void *arg, const char *key, const struct processor_wire *wire,
		     struct processor_reply *ret_reply, struct str *ret_body)
{
	(void)arg;
	(void)key;
	(void)wire;
	(void)ret_reply;
	(void)ret_body;
	return LINE_DOUBLE_NEVER;
}

static void an_abort_is_silent(void)
{
	struct desk desk;

	open_desk(&desk);
	CHECK_OK(send(&desk));
	desk.line.processor.line.abort(&desk.line, SAMPLE_KEY);
	desk.line.processor.line.abort(&desk.line, SAMPLE_KEY);
	line_double_answer(&desk.line, never, NULL);
	CHECK_OK(send(&desk));
	CHECK_INT(line_double_waiting(&desk.line), 1);
	close_desk(&desk);
	CHECK_INT(desk.count, 0);
}

const struct check_test test_line[] = {
	{ "replies come in order, through the loop", replies_come_in_order_through_the_loop },
	{ "an abort is silent on the double too", an_abort_is_silent },
	{ 0 },
};
